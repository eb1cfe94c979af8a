//! What is made, and where it goes. The plan is made, and conflicts are refused, before any work.
//!
//! A plan may hold a hundred thousand targets, and lives as long as the run. So a target is small and holds no text of a file:
//! an input is opened with sources of its own, which are gone when its targets are planned. What cannot be planned is said at once.

mod conflicts;
mod draft;
mod listing;
mod places;
mod target;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use curricle::batch::report::PlanOf;
use curricle::batch::{Format, Shard, deal};
use curricle::diagnostic::{Diagnostic, Diagnostics, Problem};
use curricle::profile::LanguageTag;
use curricle::source::report::Told;
use curricle::source::{Hidden, Sources};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use self::draft::{Desk, Draft, Spoilt};
use self::target::{Family, Once};
use super::named_output::{self, NamedOutput};
use super::order::{Asked, Order};
use super::render::Job;
use super::terminal::Terminal;

pub(crate) use self::conflicts::PAGE_DIGITS;
pub(crate) use self::listing::{Listing, listing};
pub(crate) use self::places::{Places, normal, with_suffix};
pub(crate) use self::target::{Destination, Masked, Target, Variant, Wanted};

/// How many inputs are opened before what came of them is looked at, so that little is held at once.
const CHUNK: usize = 512;

/// From how many inputs on they are opened on all cores.
const MANY: usize = 64;

/// The stack of a thread that opens inputs: values may be nested deeply.
const STACK: usize = 8 << 20;

/// A target that cannot be made, since it cannot be named. It has been said.
#[derive(Debug)]
pub(crate) struct Rejected {
    /// The input, without what is hidden, as the application and the theme.
    pub(crate) input: String,
    /// The application that was named beside it.
    pub(crate) application: Option<String>,
    /// The theme; empty where it is for the application to say.
    pub(crate) theme: String,
    /// The language that was asked for.
    pub(crate) language: Option<LanguageTag>,
    /// Its place in the whole plan.
    pub(crate) position: u32,
    /// What was said.
    pub(crate) told: Vec<Told>,
}

/// The targets of a run.
#[derive(Debug)]
pub(crate) struct Plan {
    /// What is made: all of it, or one part.
    pub(crate) targets: Vec<Target>,
    /// What cannot be made, of the same part.
    pub(crate) rejected: Vec<Rejected>,
    /// What the whole plan is known by.
    pub(crate) digest: PlanOf,
}

impl Plan {
    /// After how many targets a worker is back at a theme, at worst: one that takes each second target may meet the last of six themes
    /// right after the first, and that one again after all the others.
    pub(crate) fn turns(&self) -> usize {
        let themes: BTreeSet<&str> = self.targets.iter().map(|target| &*target.family.theme).collect();
        (2 * themes.len()).saturating_sub(1)
    }

    /// Says that a part of a plan has nothing in it, which is no mistake where there are more parts than inputs.
    pub(crate) fn say_if_empty(&self, shard: Option<Shard>, terminal: &Terminal) {
        if let Some(shard) = shard.filter(|_| self.targets.is_empty() && self.rejected.is_empty()) {
            let whole = self.digest.targets;
            terminal.progress(&format!("part {shard} is empty: the whole run has only {whole} targets"));
        }
    }
}

/// Where outputs go.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Output<'a> {
    /// Nothing is written.
    Nowhere,
    /// To the folders that the orders name.
    Dist,
    /// To this path; `-` for standard output.
    Named(&'a Path),
}

impl<'a> Output<'a> {
    /// As it was named on the command line.
    pub(crate) fn of(named: Option<&'a Path>) -> Self {
        named.map_or(Self::Dist, Self::Named)
    }
}

/// Writes diagnostics, and gives them back as they were written.
pub(crate) type Say<'a> = dyn FnMut(&Diagnostics, &Sources) -> Vec<Told> + 'a;

/// There is no plan; why was said.
#[derive(Debug)]
pub(crate) struct Refused;

/// Plans every target; each makes the letter too, if there is one, beside the résumé or joined before it. `sources` are those
/// that the orders speak of.
///
/// # Errors
/// When two artifacts would have one name, when one would replace an input or the letter, or when the output is of the wrong kind.
pub(crate) fn plan(
    orders: &[Order],
    output: Output<'_>,
    shard: Option<Shard>,
    job: &Job,
    sources: &Sources,
    say: &mut Say<'_>,
) -> Result<Plan, Refused> {
    let mut asked: Vec<&Arc<Asked>> = orders.iter().map(|order| &order.asked).collect();
    asked.dedup_by(|one, other| Arc::ptr_eq(one, other));
    if let Some(problem) = asked.into_iter().find_map(|asked| asked.named_twice()) {
        say(&Diagnostic::nowhere(problem).into(), sources);
        return Err(Refused);
    }
    let here = shard.map(|shard| part(orders, shard));
    let desk = Desk::new(orders, output, job);
    let mut drafts = Drafts::new(orders, here.as_deref());
    desk.open(orders, &mut |order, opened| drafts.add(order, opened, say));
    let Drafts { mut targets, origins, rejected, tally, .. } = drafts;
    if let Err(problem) = place(&mut targets, output, orders) {
        let mut sources = Sources::new();
        if targets.iter().any(|target| target.masked().is_some()) {
            // The output may be named after anyone whom the inputs hide.
            sources.hide(Arc::new(Hidden::everything()));
        }
        say(&Diagnostic::nowhere(problem).into(), &sources);
        return Err(Refused);
    }
    let clashes = conflicts::find(&targets, job.letter.as_ref());
    for (index, clash) in clashes.iter().enumerate() {
        let (diagnostic, sources) = desk.explain(clash, &targets, &origins, orders, sources, index);
        say(&diagnostic.into(), &sources);
    }
    if !clashes.is_empty() {
        return Err(Refused);
    }
    let digest = tally.plan();
    if let Some(here) = here {
        let mut origins = origins.iter();
        targets.retain(|_| origins.next().is_some_and(|order| here[*order as usize]));
        targets.shrink_to_fit();
    }
    Ok(Plan { targets, rejected, digest })
}

/// Which orders are in a part of the plan.
fn part(orders: &[Order], shard: Shard) -> Vec<bool> {
    let names: Vec<(String, usize)> =
        orders.iter().map(|order| (portable(&order.input.name()), order.count())).collect();
    let parts = deal(&names, shard.count);
    parts.into_iter().map(|part| part == shard.index).collect()
}

/// The name of an input as it is the same on every machine: with forward slashes and without `./`.
pub(crate) fn portable(name: &str) -> String {
    let name = if std::path::MAIN_SEPARATOR == '/' { name.to_owned() } else { name.replace('\\', "/") };
    let clean = |name: &str| {
        let mut steps =
            name.split('/').enumerate().filter(|(index, step)| *step != "." && (*index == 0 || !step.is_empty()));
        let first = steps.next().map_or("", |(_, step)| step).to_owned();
        steps.fold(first, |path, (_, step)| path + "/" + step)
    };
    if name.contains("./") || name.contains("//") { clean(&name) } else { name }
}

/// What a plan is known by, whatever the order of its targets: the sum of their hashes modulo 2^256, hashed.
#[derive(Default)]
struct Tally {
    targets: usize,
    /// The least significant first.
    sum: [u64; 4],
}

impl Tally {
    fn add(&mut self, hash: [u8; 32]) {
        self.targets += 1;
        let mut carry = false;
        for (sum, bytes) in self.sum.iter_mut().zip(hash.as_chunks().0) {
            let (with_carry, one) = sum.overflowing_add(u64::from(carry));
            let (total, other) = with_carry.overflowing_add(u64::from_le_bytes(*bytes));
            (*sum, carry) = (total, one || other);
        }
    }

    fn plan(&self) -> PlanOf {
        let hasher = self.sum.iter().fold(Sha256::new(), |hasher, part| hasher.chain_update(part.to_le_bytes()));
        PlanOf { targets: self.targets, sha256: format!("{:x}", hasher.finalize()) }
    }
}

/// What comes of opening the inputs.
struct Drafts<'a> {
    here: Option<&'a [bool]>,
    targets: Vec<Target>,
    /// The order of each target.
    origins: Vec<u32>,
    rejected: Vec<Rejected>,
    tally: Tally,
    variants: Once<Variant>,
    families: Once<Family>,
}

impl<'a> Drafts<'a> {
    fn new(orders: &[Order], here: Option<&'a [bool]>) -> Self {
        let count = orders.iter().map(Order::count).sum();
        Self {
            here,
            targets: Vec::with_capacity(count),
            origins: Vec::with_capacity(count),
            rejected: Vec::new(),
            tally: Tally::default(),
            variants: Once::default(),
            families: Once::default(),
        }
    }

    fn add(&mut self, order: usize, opened: Result<Draft, Box<Spoilt>>, say: &mut Say<'_>) {
        let position = u32::try_from(self.tally.targets).unwrap_or(u32::MAX);
        match opened {
            Ok(Draft { target, line, .. }) => {
                let Target { wanted, family, own, .. } = target;
                let wanted = Wanted { variant: self.variants.of(&wanted.variant), ..wanted };
                let family = self.families.of(&family);
                // Made anew on this thread: the memory of those that opened the inputs, full of gaps by then, can be given
                // back as a whole.
                let own = own.clone();
                self.targets.push(Target { wanted, family, position, own, ..target });
                self.origins.push(u32::try_from(order).unwrap_or(u32::MAX));
                self.tally.add(line);
            }
            Err(spoilt) => {
                self.tally.add(spoilt.line);
                if self.here.is_none_or(|here| here[order]) {
                    let told = say(&spoilt.errors, &spoilt.sources);
                    self.rejected.push(Rejected { position, told, ..spoilt.rejected });
                }
            }
        }
    }
}

impl Desk<'_> {
    /// Opens every input, on all cores where there are many, and passes on what came of each in the order of the plan.
    fn open(&self, orders: &[Order], add: &mut dyn FnMut(usize, Result<Draft, Box<Spoilt>>)) {
        let pool =
            (orders.len() >= MANY).then(|| rayon::ThreadPoolBuilder::new().stack_size(STACK).build().ok()).flatten();
        for (chunk, part) in orders.chunks(CHUNK).enumerate() {
            let opened: Vec<Vec<_>> = match &pool {
                Some(pool) => pool.install(|| part.par_iter().map(|order| self.drafts(order)).collect()),
                None => part.iter().map(|order| self.drafts(order)).collect(),
            };
            for (index, drafts) in opened.into_iter().enumerate() {
                for draft in drafts {
                    add(chunk * CHUNK + index, draft);
                }
            }
        }
    }
}

/// Sends targets to standard output, or into one file, where that is what was named.
fn place(targets: &mut [Target], output: Output<'_>, orders: &[Order]) -> Result<(), Problem> {
    let usage = |message: String, hint: &str| Err(Problem::Usage { message, hint: hint.into() });
    let artifacts = |target: &Target| target.wanted.variant.formats.len() * if target.family.letter { 2 } else { 1 };
    let count: usize = targets.iter().map(artifacts).sum();
    let project = targets.iter().any(|target| *target.wanted.variant.formats == [Format::Typ]);
    let folders: Vec<&Path> = match output {
        Output::Nowhere => return Ok(()),
        Output::Dist => {
            let mut folders: Vec<&Path> = orders.iter().map(|order| &*order.asked.dist).collect();
            folders.dedup();
            folders
        }
        Output::Named(path) => match NamedOutput::of(path) {
            NamedOutput::Stdout => {
                if count > 1 || project {
                    let hint = if targets.iter().any(|target| target.family.letter) {
                        "a letter is an artifact beside the résumé: name a folder with `-o`, or join the two with `--join`"
                    } else {
                        "name one input, one theme and one format that is a file"
                    };
                    return usage("standard output takes one artifact".into(), hint);
                }
                for target in targets {
                    target.place_alone(None);
                }
                return Ok(());
            }
            NamedOutput::File(path) => {
                if count > 1 || project {
                    let letter = targets.len() == 1 && targets[0].family.letter;
                    return Err(named_output::not_one_file(path, count, letter));
                }
                for target in targets {
                    target.place_alone(Some(path));
                }
                return Ok(());
            }
            NamedOutput::Folder(path) => vec![path],
        },
    };
    match folders.into_iter().find(|folder| folder.exists() && !folder.is_dir()) {
        None => Ok(()),
        Some(file) => {
            let message = format!("`{}` is a file, and there is more than one artifact", file.display());
            usage(message, "name a folder with `-o`")
        }
    }
}

#[cfg(test)]
mod tests;
