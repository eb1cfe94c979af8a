//! What of a profile an application shows, and why.
//!
//! [`select`] is a pure function from a profile to a smaller one, with a [`Decision`] for whatever it looked at. The rules
//! come in a fixed order, and the first that leaves something out is the one that is told:
//!
//! 1. a section that `hide` names;
//! 2. a section that is not among `sections`, where any are named;
//! 3. what is `private`, unless private entries are asked for;
//! 4. what has a tag of `exclude`;
//! 5. what has tags, none of them of `include`, where any are named;
//! 6. what ended before `since`;
//! 7. what is beyond a `limit`, by rank if there is one, else from the end;
//! 8. what held something and has nothing left: an employer without positions, a section without entries.
//!
//! Highlights, and what is nested in them, are judged as entries are, each by its own tags; what belongs to something left
//! out goes with it. A ranking also puts the highlights of an entry in its order.

mod lists;
mod names;

use super::model::{Select, Words};
use crate::diagnostic::{Diagnostic, Diagnostics, Outcome, Problem, Span, nearest};
use crate::profile::{LanguageTag, OwnItems, PartialDate, Plain, Profile};

/// Why something is shown or left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// Nothing speaks against it.
    Kept,
    /// It has this tag of `include`.
    Included(String),
    /// Its section is hidden.
    Hidden,
    /// Its section is not among `sections`.
    Sections,
    /// It is private.
    Private,
    /// It has this tag of `exclude`.
    Excluded(String),
    /// None of its tags, which are these, is among `include`.
    NotIncluded(Vec<String>),
    /// It ended on the first date, which is before the second, that of `since`.
    Before(PartialDate, PartialDate),
    /// It is beyond a limit.
    Limit(usize),
    /// Nothing is left in it.
    Emptied,
}

impl Rule {
    /// Whether it shows.
    #[must_use]
    pub fn shows(&self) -> bool {
        matches!(self, Self::Kept | Self::Included(_))
    }

    /// A stable word for it, for machines: the key of `select` that decided.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Included(_) => "include",
            Self::Hidden => "hide",
            Self::Sections => "sections",
            Self::Private => "private",
            Self::Excluded(_) => "exclude",
            Self::NotIncluded(_) => "not-included",
            Self::Before(..) => "since",
            Self::Limit(_) => "limit",
            Self::Emptied => "emptied",
        }
    }
}

impl std::fmt::Display for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Kept => f.write_str("no rule excludes it"),
            Self::Included(tag) => write!(f, "tag `{tag}` is included"),
            Self::Hidden => f.write_str("its section is hidden"),
            Self::Sections => f.write_str("its section is not among `sections`"),
            Self::Private => f.write_str("it is private"),
            Self::Excluded(tag) => write!(f, "tag `{tag}` is excluded"),
            Self::NotIncluded(tags) => {
                let tags = tags.iter().map(|tag| format!("`{tag}`")).collect::<Vec<_>>().join(", ");
                write!(f, "none of its tags are included: {tags}")
            }
            Self::Before(end, since) => write!(f, "it ended in {end}, before {since}"),
            Self::Limit(most) => write!(f, "the limit is {most}"),
            Self::Emptied => f.write_str("nothing is left in it"),
        }
    }
}

/// What became of one thing, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// Its key path in the profile, such as `work[0].highlights[2]` or `projects` for a section.
    pub path: String,
    /// Where it stands.
    pub span: Option<Span>,
    /// What it is called, or how it begins, on one line.
    pub name: String,
    /// What decided.
    pub rule: Rule,
    /// How well it answers the job advert, where there is one.
    pub score: Option<f64>,
}

/// What is left of a profile.
#[derive(Debug, Clone, PartialEq)]
pub struct Selected {
    /// The profile with what is shown. Private entries that were admitted are not private in it.
    pub profile: Profile,
    /// What was decided, in the order of the profile.
    pub decisions: Vec<Decision>,
}

/// How well something answers the job advert, by its key path: the higher the better, none for a path that is none.
pub type Rank<'a> = &'a dyn Fn(&str) -> Option<f64>;

/// What a selection depends on beside the profile and the rules.
#[derive(Clone, Copy)]
pub struct Basis<'a> {
    /// The language that names in decisions are in.
    pub language: &'a LanguageTag,
    /// The date that `since` counts from, where it is given in years.
    pub reference: Option<PartialDate>,
    /// How well things answer the job advert. Without, nothing is ranked.
    pub rank: Option<Rank<'a>>,
}

impl std::fmt::Debug for Basis<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Basis").field("language", &self.language).field("reference", &self.reference).finish()
    }
}

/// Selects what an application shows.
///
/// # Errors
/// `unknown-tag` and `unknown-section` for words that the profile does not have, `reference-date` where `since` counts years
/// and nothing is dated, `nothing-selected` where no section is left of a profile that has some.
pub fn select(profile: &Profile, rules: &Select, basis: Basis<'_>) -> Outcome<Selected> {
    let mut diagnostics = check(profile, rules);
    let rules = &names::meant(profile, rules);
    let since = rules.since.as_ref();
    let undated = since.into_iter().flat_map(|since| since.all.iter().chain(since.sections.iter().map(|(_, it)| it)));
    for bound in undated.filter(|bound| bound.date(basis.reference).is_none()) {
        diagnostics.push(Diagnostic::at(bound.span(), Problem::ReferenceDate));
    }
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }
    let mut selector = lists::Selector::new(rules, basis, profile);
    let selected = selector.profile();
    let decisions = selector.decisions;
    if selected.section_ids().is_empty() && !profile.section_ids().is_empty() {
        let out = |rule: &str| decisions.iter().filter(|decision| decision.rule.as_str() == rule).count();
        let counts = ["hide", "sections", "private", "exclude", "not-included", "since"].map(|rule| (rule, out(rule)));
        let told = counts.iter().filter(|(_, count)| *count > 0).map(|(rule, count)| format!("{count} by `{rule}`"));
        let problem = Problem::NothingSelected { counts: told.collect::<Vec<_>>().join(", ") };
        diagnostics.push(Diagnostic::maybe_at(rules.span, problem));
    }
    diagnostics.or_value(Selected { profile: selected, decisions })
}

/// Reports tags and sections that an application names and the profile does not have.
#[must_use]
pub fn check(profile: &Profile, rules: &Select) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    names::check(profile, rules, &mut diagnostics);
    diagnostics
}

/// The order in which sections are asked for, by id.
#[must_use]
pub fn section_order(profile: &Profile, rules: &Select) -> Vec<String> {
    names::meant(profile, rules).sections.0.into_iter().map(|id| id.value).collect()
}

/// The tag of a list that something has.
fn shared<'t>(tags: &'t [Plain], words: &Words) -> Option<&'t str> {
    tags.iter().map(|tag| tag.0.value.as_str()).find(|tag| words.contains(tag))
}

#[cfg(test)]
mod tests;
