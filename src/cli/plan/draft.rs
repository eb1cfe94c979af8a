//! A target on its own: an input opened as far as its outputs must be named.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};

use curricle::batch::{Format, Input, Outline, Request, is_profile, outline};
use curricle::diagnostic::{Diagnostic, Diagnostics, Problem, Span};
use curricle::source::{Hidden, Sources};
use sha2::{Digest, Sha256};

use super::conflicts::Clash;
use super::target::{Family, Own, Place};
use super::{Masked, Output, Rejected, Target, Variant, Wanted, portable};
use crate::cli::deadline;
use crate::cli::inputs::InputPath;
use crate::cli::order::{Asked, Naming, Order};
use crate::cli::render::Job;

/// How many clashes are shown with excerpts of the files that name them: to show more, as many files would be held.
const EXCERPTS: usize = 100;

/// What is the same for all inputs, and what is for all of which the same is asked.
pub(super) struct Desk<'a> {
    output: Output<'a>,
    named: Option<Arc<Path>>,
    letter: bool,
    /// Whether the names of what is hidden are shown.
    unmasked: bool,
    plain: Arc<str>,
    pdf: Arc<[Format]>,
    /// By the addresses of what is asked.
    prepared: HashMap<usize, Prepared>,
}

/// What is asked, with its files read.
struct Prepared {
    /// None where a file cannot be read, which is said when the target is made.
    request: Option<Request>,
    /// What holds for every profile, by theme.
    shared: RwLock<BTreeMap<Option<Arc<str>>, Outline>>,
}

/// A target, and what is known of it while the plan is made.
pub(super) struct Draft {
    pub(super) target: Target,
    /// Where the template of its name stands, or else where it is asked for.
    pub(super) named_at: Option<Span>,
    /// What it is, for the digest.
    pub(super) line: [u8; 32],
}

/// A target that cannot be named.
pub(super) struct Spoilt {
    pub(super) errors: Diagnostics,
    pub(super) sources: Sources,
    pub(super) rejected: Rejected,
    pub(super) line: [u8; 32],
}

impl<'a> Desk<'a> {
    /// Reads what belongs to all inputs alike.
    pub(super) fn new(orders: &[Order], output: Output<'a>, job: &Job) -> Self {
        let mut prepared = HashMap::new();
        for order in orders {
            prepared.entry(address(&order.asked)).or_insert_with(|| {
                let asked = &*order.asked;
                let variant = Variant {
                    application: asked.application.clone(),
                    formats: Arc::clone(&asked.formats),
                    workspace: asked.workspace.clone(),
                    ..Variant::default()
                };
                let wanted = Wanted { variant: Arc::new(variant), ..Wanted::default() };
                Prepared { request: job.request_of(&wanted).ok(), shared: RwLock::default() }
            });
        }
        Self {
            output,
            named: if let Output::Named(path) = output { Some(path.into()) } else { None },
            letter: job.letter.is_some() && !job.request.join,
            unmasked: job.unmasked,
            plain: "plain".into(),
            pdf: [Format::Pdf].into(),
            prepared,
        }
    }

    /// What an order asks for, one by one.
    pub(super) fn drafts(&self, order: &Order) -> Vec<Result<Draft, Box<Spoilt>>> {
        // What cannot be read is said when it is made.
        let input = order.input.read().ok();
        let each = |wanted: Wanted| {
            let mut sources = Sources::new();
            let drafted = self.draft(order, &wanted, input.as_ref(), &mut sources);
            drafted.map_err(|errors| Box::new(Spoilt::new(&wanted, errors, sources)))
        };
        order.wanted().map(each).collect()
    }

    /// What is known of an input that cannot be read.
    fn unread(&self, wanted: &Wanted) -> Outline {
        let theme = wanted.variant.theme.as_ref().unwrap_or(&self.plain).to_string();
        Outline { theme, letter: self.letter, ..Outline::default() }
    }

    fn outline(
        &self,
        order: &Order,
        wanted: &Wanted,
        input: Option<&Input>,
        sources: &mut Sources,
    ) -> Result<Outline, Diagnostics> {
        let prepared = self.prepared.get(&address(&order.asked));
        let request = prepared.and_then(|prepared| Some((prepared, prepared.request.as_ref()?)));
        let (Some((prepared, request)), Some(input)) = (request, input) else {
            return Ok(self.unread(wanted));
        };
        let variant = &*wanted.variant;
        let profile = is_profile(input);
        if profile
            && let Some(shared) = prepared.shared.read().ok().and_then(|shared| shared.get(&variant.theme).cloned())
        {
            return Ok(shared);
        }
        let theme = variant.theme.as_deref().map(str::to_owned);
        let request = Request { theme, language: variant.language.clone(), ..request.clone() };
        let Ok(outline) = deadline::guarded(|| outline(input, &request, sources)) else {
            // A bug, which the render says of this input alone; until then nobody knows what it hides.
            sources.hide(Arc::new(Hidden::everything()));
            return Ok(self.unread(wanted));
        };
        let outline = outline?;
        if profile
            && outline.shared
            && let Ok(mut shared) = prepared.shared.write()
        {
            shared.insert(variant.theme.clone(), outline.clone());
        }
        Ok(outline)
    }

    /// A target with the name of its outputs.
    fn draft(
        &self,
        order: &Order,
        wanted: &Wanted,
        input: Option<&Input>,
        sources: &mut Sources,
    ) -> Result<Draft, Diagnostics> {
        let outline = match (self.outline(order, wanted, input, sources), self.output) {
            (Ok(outline), _) => outline,
            // Nothing is named that is not written.
            (Err(_), Output::Nowhere) => Outline { theme: theme_of(wanted).to_owned(), ..Outline::default() },
            (Err(errors), _) => return Err(errors),
        };
        let mut variant = (*wanted.variant).clone();
        let theme = match &variant.theme {
            Some(theme) if **theme == *outline.theme => Arc::clone(theme),
            _ if *self.plain == *outline.theme => Arc::clone(&self.plain),
            _ => outline.theme.as_str().into(),
        };
        let written = !matches!(self.output, Output::Nowhere);
        if !written {
            // Everything is laid out, whatever it is for.
            variant.formats = Arc::default();
        } else if variant.formats.is_empty() {
            variant.formats =
                if outline.formats.is_empty() { Arc::clone(&self.pdf) } else { outline.formats.as_slice().into() };
        }
        let (stem, behind) = if written { names(order, &variant, &outline) } else { Default::default() };
        let folder = match self.output {
            Output::Nowhere => None,
            Output::Dist => Some(Arc::clone(&order.asked.dist)),
            Output::Named(_) => self.named.clone(),
        };
        let root = folder.as_deref().unwrap_or(Path::new(""));
        let wanted = Wanted { variant: Arc::new(variant), ..wanted.clone() };
        let masked = Masked::new(&wanted, &theme, &stem, root, sources);
        let line = line(&wanted, &theme, masked.as_ref(), &stem, outline.letter);
        let path = root.join(&stem);
        let naming = Some(order.naming.clone()).filter(|naming| !matches!(naming, Naming::Stem(_))).unwrap_or_default();
        let family = Family {
            theme,
            letter: outline.letter,
            files: outline.files,
            folder,
            naming,
            behind,
            named: outline.name_span.is_some(),
        };
        let (place, path) = match written {
            false => (Place::Nowhere, None),
            // What follows from the rest need not be held.
            true if family.stem(&wanted.input) == path => (Place::Input, None),
            true => (Place::Stem, Some(path)),
        };
        let own = (path.is_some() || masked.is_some()).then(|| Own { path: path.unwrap_or_default(), masked });
        let target = Target { wanted, family: Arc::new(family), place, position: 0, own: own.map(Box::new) };
        Ok(Draft { target, named_at: outline.name_span, line })
    }

    /// A clash as a diagnostic, with sources that show where the outputs are named and hide what either target hides.
    /// `shared` are the sources that the orders speak of, `index` says how many clashes there were before.
    pub(super) fn explain(
        &self,
        clash: &Clash,
        targets: &[Target],
        origins: &[u32],
        orders: &[Order],
        shared: &Sources,
        index: usize,
    ) -> (Diagnostic, Sources) {
        let mut sources = shared.clone();
        let mut hidden = Hidden::default();
        let mut places = Vec::new();
        for target in [Some(clash.target), clash.other].into_iter().flatten() {
            let (order, target) = (&orders[origins[target as usize] as usize], &targets[target as usize]);
            let mut named_at = None;
            if index < EXCERPTS && (target.masked().is_some() || target.family.named) {
                let input = order.input.read().ok();
                let draft = self.draft(order, &target.wanted, input.as_ref(), &mut sources);
                named_at = draft.ok().and_then(|draft| draft.named_at);
                sources.hidden().into_iter().for_each(|own| hidden.merge(own));
            } else if target.masked().is_some() {
                hidden.merge(&Hidden::everything());
            }
            places.push(named_at.or(order.asked.span));
        }
        sources.hide(Arc::new(hidden));
        let view = if self.unmasked { sources.unmasked() } else { sources.clone() };
        let describe = |target: u32| targets[target as usize].wanted.describe(&view);
        let diagnostic = match clash.problem(describe) {
            problem @ Problem::Usage { .. } => Diagnostic::nowhere(problem),
            problem => {
                let (at, first) = (places.first().copied().flatten(), places.get(1).copied().flatten());
                let found = Diagnostic::maybe_at(at, problem);
                match first.filter(|first| Some(*first) != at) {
                    Some(first) => found.with_related(first, "the other is named here"),
                    None => found,
                }
            }
        };
        (diagnostic, sources)
    }
}

fn address(asked: &Arc<Asked>) -> usize {
    Arc::as_ptr(asked).addr()
}

fn theme_of(wanted: &Wanted) -> &str {
    wanted.variant.theme.as_deref().unwrap_or_default()
}

impl Spoilt {
    fn new(wanted: &Wanted, errors: Diagnostics, sources: Sources) -> Self {
        let masked = |name: &str| sources.masked_name(name).into_owned();
        let rejected = Rejected {
            input: masked(&wanted.input.name()),
            application: wanted.variant.application.as_ref().map(|application| masked(&application.name())),
            theme: masked(theme_of(wanted)),
            language: wanted.variant.language.clone(),
            position: 0,
            told: Vec::new(),
        };
        let application = rejected.application.as_deref().unwrap_or_default();
        let language = wanted.variant.language.as_ref().map(ToString::to_string).unwrap_or_default();
        let line = hashed(&[&portable(&rejected.input), application, &rejected.theme, &language, "rejected"]);
        Self { errors, sources, rejected, line }
    }
}

impl Masked {
    /// The names of a target where something is hidden.
    fn new(wanted: &Wanted, theme: &str, stem: &Path, output: &Path, sources: &Sources) -> Option<Self> {
        sources.hidden().filter(|hidden| !hidden.is_empty())?;
        let masked = |name: &str| Box::from(&*sources.masked_name(name));
        Some(Self {
            input: masked(&wanted.input.name()),
            application: wanted.variant.application.as_ref().map(|application| masked(&application.name())),
            theme: masked(theme),
            stem: masked(&stem.to_string_lossy()),
            output: masked(&output.to_string_lossy()),
        })
    }
}

/// What a target is, as one number that is the same on every machine and tells nothing that is hidden.
fn line(wanted: &Wanted, theme: &str, masked: Option<&Masked>, stem: &Path, letter: bool) -> [u8; 32] {
    let input = masked.map_or_else(|| portable(&wanted.input.name()), |masked| portable(&masked.input));
    let application = match masked {
        Some(masked) => masked.application.as_deref().unwrap_or_default().to_owned(),
        None => wanted.variant.application.as_deref().map(InputPath::name).unwrap_or_default(),
    };
    let language = wanted.variant.language.as_ref().map(ToString::to_string).unwrap_or_default();
    let formats: Vec<&str> = wanted.variant.formats.iter().map(|format| format.as_str()).collect();
    let stem = masked.map_or_else(|| stem.to_string_lossy(), |masked| Cow::Borrowed(&masked.stem));
    let letter = if letter { "letter" } else { "" };
    hashed(&[
        &input,
        &portable(&application),
        masked.map_or(theme, |masked| &masked.theme),
        &language,
        &formats.join(","),
        &portable(&stem),
        letter,
    ])
}

fn hashed(parts: &[&str]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.as_bytes());
        // No text has this byte, so that what stands apart is told apart.
        hasher.update([0xFF]);
    }
    hasher.finalize().into()
}

/// What the outputs of a target are named, below the folder of outputs and before the suffix of each, and which end of that tells
/// several themes and languages apart.
fn names(order: &Order, variant: &Variant, outline: &Outline) -> (PathBuf, OsString) {
    let hidden = outline.hidden.as_deref();
    let mut stem = match &outline.name {
        Some(name) => order.named(name, |folder| harmless(folder, hidden)),
        None => harmless(&order.naming.stem(&order.input), hidden),
    };
    let mut behind = OsString::new();
    let (tells_theme, tells_language) = outline.name_tells;
    if let Some(theme) = variant.theme.as_ref().filter(|_| order.asked.themes.len() > 1 && !tells_theme) {
        behind.push("-");
        behind.push(theme_stem(theme));
    }
    if let Some(language) = variant.language.as_ref().filter(|_| order.asked.languages.len() > 1 && !tells_language) {
        behind.push(format!("-{language}"));
    }
    stem.as_mut_os_string().push(&behind);
    (stem, behind)
}

/// The name of an input without what is redacted: files are often named after the person.
fn harmless(stem: &Path, hidden: Option<&Hidden>) -> PathBuf {
    let part = |part: &OsStr| match hidden.and_then(|hidden| hidden.stem(&part.to_string_lossy())) {
        Some(stand_in) => OsString::from(stand_in),
        None => part.to_owned(),
    };
    stem.iter().map(part).collect()
}

/// The part of a file name that a theme gives: its name, or the last folder of its path.
fn theme_stem(theme: &str) -> OsString {
    Path::new(theme).file_name().map_or_else(|| "theme".into(), OsString::from)
}
