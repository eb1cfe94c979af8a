//! Redaction: what a résumé must not show is taken out of the profile, and nothing that is made shows it again.
//!
//! [`redact`] works on nodes, after the changes of an application: it removes values or puts a stand-in where the design
//! needs one (`Candidate 7F3A`, `Employer A`), and collects in a [`Hidden`] every form of what it took. [`shown`] looks for
//! those in what is about to be laid out, with the place in the profile; what was made is searched again by
//! [`crate::batch`]. Prose is never reworded: that a highlight says the name is reported, and its writer decides.

mod forms;
mod look;
mod stand_in;
mod take;

use std::str::FromStr;

pub use self::look::shown;
use self::stand_in::{StandIns, texts_of};
use self::take::Taker;
use crate::diagnostic::{Diagnostic, Diagnostics, Problem, Span, nearest};
use crate::profile::names::canonical_path;
use crate::profile::{LanguageTag, Profile};
use crate::source::hidden::What;
use crate::source::{Hidden, Node, Sources};

/// What is not to be shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Redaction {
    /// Groups and paths, each with the place where it is asked for.
    pub what: Vec<(Redact, Option<Span>)>,
    /// Words that are innocent although a hidden value has them.
    pub allow: Vec<String>,
}

/// A group of values, or one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Redact {
    /// E-mail address, phone, website, location and profiles at networks.
    Contact,
    /// The name; a stand-in takes its place.
    Name,
    /// The photo.
    Photo,
    /// Employers and organizations with their websites; stand-ins take their place.
    Employers,
    /// Schools with their websites; stand-ins take their place.
    Schools,
    /// Every URL of the profile.
    Links,
    /// The value at a path: keys, ids of entries or positions. A list without either means each of its entries.
    Path(Vec<String>),
}

/// The groups by name.
const GROUPS: [(&str, Redact); 6] = [
    ("contact", Redact::Contact),
    ("name", Redact::Name),
    ("photo", Redact::Photo),
    ("employers", Redact::Employers),
    ("schools", Redact::Schools),
    ("links", Redact::Links),
];

impl Redact {
    /// The names of the groups.
    pub fn groups() -> impl Iterator<Item = &'static str> {
        GROUPS.iter().map(|(name, _)| *name)
    }

    /// The values of the profile that a group takes, as paths, with what they are.
    fn paths(&self) -> &'static [(What, &'static [&'static str])] {
        match self {
            Self::Contact => &[
                (What::Contact, &["basics", "email"]),
                (What::Contact, &["basics", "phone"]),
                (What::Contact, &["basics", "url"]),
                (What::Contact, &["basics", "location"]),
                (What::Contact, &["basics", "profiles"]),
                (What::Contact, &["references", "email"]),
                (What::Contact, &["references", "phone"]),
            ],
            Self::Name => &[(What::Name, &["basics", "name"])],
            Self::Photo => &[(What::Photo, &["basics", "image"])],
            Self::Employers => &[
                (What::Employer, &["work", "name"]),
                (What::Employer, &["work", "url"]),
                (What::Employer, &["volunteer", "organization"]),
                (What::Employer, &["volunteer", "url"]),
                (What::Employer, &["references", "company"]),
            ],
            Self::Schools => &[(What::School, &["education", "institution"]), (What::School, &["education", "url"])],
            Self::Links | Self::Path(_) => &[],
        }
    }
}

impl FromStr for Redact {
    type Err = Problem;

    /// Reads the name of a group or a path such as `basics.location`, `work.acme.name` or `work[0].name`.
    fn from_str(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        if let Some((_, group)) = GROUPS.iter().find(|(name, _)| *name == text) {
            return Ok(group.clone());
        }
        let steps: Vec<String> = text.split(['.', '[']).map(|step| step.trim_end_matches(']').to_owned()).collect();
        let written = steps.first().cloned().unwrap_or_default();
        let steps = canonical_path(Profile::RECORD, &steps);
        // Another name of a key is no slip of a group: `contacts` must not hide all of `basics`.
        if steps.len() == 1
            && steps[0] != written
            && let Some(group) = nearest(&written, Self::groups())
        {
            return Err(Self::unknown(text, Some(group)));
        }
        let known = |first: &str| Profile::KEYS.contains(&first) || first.starts_with("x-");
        if steps.iter().all(|step| !step.is_empty()) && known(&steps[0]) {
            return Ok(Self::Path(steps));
        }
        Err(Self::unknown(text, nearest(&steps[0], Self::groups().chain(Profile::KEYS.iter().copied()))))
    }
}

impl Redact {
    fn unknown(text: &str, near: Option<&str>) -> Problem {
        let names: Vec<String> = Self::groups().map(|group| format!("`{group}`")).collect();
        let expected = format!("{} or a path such as `basics.location`", names.join(", "));
        Problem::BadChoice { found: text.to_owned(), expected, near: near.map(str::to_owned) }
    }
}

impl Redaction {
    /// Reads what the command line asks for, reporting what is neither a group nor a path.
    pub fn parse(what: &[String], allow: &[String], sources: &mut Sources, diagnostics: &mut Diagnostics) -> Self {
        let mut redaction = Self { what: Vec::new(), allow: allow.to_vec() };
        for text in what {
            let id = sources.add("--redact", text.as_str());
            let span = Span::new(id, 0..text.len());
            match text.parse() {
                Ok(redact) => redaction.what.push((redact, Some(span))),
                Err(problem) => diagnostics.push(Diagnostic::at(span, problem)),
            }
        }
        redaction
    }

    /// Whether nothing is redacted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.what.is_empty()
    }

    /// Whether this is asked for by itself, or by the path that it consists of.
    #[must_use]
    pub fn has(&self, wanted: &Redact) -> bool {
        let path = |redact: &Redact| match (redact, wanted) {
            (Redact::Path(steps), Redact::Name) => *steps == ["basics", "name"],
            (Redact::Path(steps), Redact::Photo) => *steps == ["basics", "image"],
            _ => false,
        };
        self.what.iter().any(|(redact, _)| redact == wanted || path(redact))
    }

    /// Returns the names of the person that stay on the page. Their words give nothing away: `jane.doe`, before the `@` of an
    /// address, is Jane Doe.
    fn shown_names(&self, node: &Node) -> Vec<String> {
        let name = ["basics", "name"];
        let takes_name = |redact: &Redact| match redact {
            Redact::Name => true,
            Redact::Path(steps) => steps.iter().zip(name).all(|(step, key)| step == key),
            _ => false,
        };
        let mut texts = Vec::new();
        if !self.what.iter().any(|(redact, _)| takes_name(redact)) {
            node.get("basics")
                .and_then(|basics| basics.get("name"))
                .into_iter()
                .for_each(|it| texts_of(it, &mut texts));
        }
        texts.into_iter().map(str::to_owned).collect()
    }
}

/// A profile without what is redacted.
#[derive(Debug, Clone)]
pub struct Redacted {
    /// The profile. Places of what is left are those of the original.
    pub node: Node,
    /// What was taken out, in every form that is looked for.
    pub hidden: Hidden,
}

/// Takes what is redacted out of a profile; stand-ins are in the language given, else in the profile's own.
///
/// Reports paths that lead nowhere: one whose key no record has is an error, since a slip of the pen must not show what
/// was to be hidden; one that this profile does not fill is a warning. The profile need not be valid.
pub fn redact(
    node: &Node,
    redaction: &Redaction,
    language: Option<&LanguageTag>,
    diagnostics: &mut Diagnostics,
) -> Redacted {
    let mut node = node.clone();
    if redaction.is_empty() {
        return Redacted { node, hidden: Hidden::new(&redaction.allow) };
    }
    let hidden = Hidden::new(&[redaction.allow.clone(), redaction.shown_names(&node)].concat());
    let mut taker = Taker::new(&node, hidden, StandIns::new(&node, language));
    for (redact, span) in &redaction.what {
        for (what, path) in redact.paths() {
            taker.take_all(&mut node, path, *what);
        }
        match redact {
            Redact::Links => taker.take_links(&mut node),
            Redact::Path(steps) => {
                if let Err(astray) = taker.take_path(&mut node, steps) {
                    let path = steps.join(".");
                    let severity = astray.severity;
                    let problem = Problem::UnknownPath { path: path.clone(), step: astray.step, known: astray.known };
                    diagnostics.push(Diagnostic::maybe_at(*span, problem).with_path(path).with_severity(severity));
                }
            }
            _ => {}
        }
    }
    taker.take_echoes(&mut node);
    Redacted { node, hidden: taker.hidden }
}

#[cfg(test)]
mod tests;
