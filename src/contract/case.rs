//! One sample in one way: paper, options, from the profile to the pages, and all that is looked at there.

use std::sync::Arc;

use super::legible::illegible;
use super::page::Pages;
use super::sample::{Read, Sample, Samples, images};
use super::shown::lost;
use crate::application::resume::Direction;
use crate::application::texts::{Shown, letter_texts, texts};
use crate::application::{resolve, resolve_letter};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::export::pdf;
use crate::source::Sources;
use crate::theme::options::{OptionKind, OptionValue};
use crate::theme::{OptionInput, OptionValues, Theme, TypstProject, check};
use crate::typeset::{self, FontSet};

/// One way of trying a theme.
pub(super) struct Case {
    /// What it is, in a few words.
    pub(super) label: String,
    sample: Sample,
    /// Whether the letter is made, and not the résumé.
    letter: bool,
    /// Options as they stand after `-O`.
    options: Vec<String>,
}

/// All ways of trying a theme, by the options that it has.
pub(super) fn cases(theme: &Theme) -> Vec<Case> {
    let mut cases = Vec::new();
    let add = |cases: &mut Vec<Case>, sample: Sample, with: &str, paper: &str, options: Vec<String>| {
        let label = format!("{}{with}, {paper}", sample.label());
        let paper = theme.options.contains_key("paper").then(|| format!("paper={paper}"));
        cases.push(Case { label, sample, letter: false, options: paper.into_iter().chain(options).collect() });
    };
    let papers = ["a4", "us-letter"];
    for paper in papers {
        add(&mut cases, Sample::Full, "", paper, Vec::new());
    }
    if let Some(OptionKind::Number { min, max }) = theme.options.get("density").map(|option| &option.kind) {
        for (end, paper) in [min, max].into_iter().flatten().zip(papers) {
            add(&mut cases, Sample::Full, &format!(" at density {end}"), paper, vec![format!("density={end}")]);
        }
        for (end, paper) in [max, min].into_iter().flatten().zip(papers) {
            add(&mut cases, Sample::Huge, &format!(" at density {end}"), paper, vec![format!("density={end}")]);
        }
    }
    add(&mut cases, Sample::Full, " with every choice changed", "a4", changed(theme));
    for sample in [Sample::Huge, Sample::Rtl] {
        for paper in papers {
            add(&mut cases, sample, "", paper, Vec::new());
        }
    }
    add(&mut cases, Sample::Nameless, "", "a4", Vec::new());
    add(&mut cases, Sample::Bare, "", "us-letter", Vec::new());
    if theme.has_letters() {
        for (sample, paper) in
            [Sample::Full, Sample::Huge, Sample::Rtl, Sample::Nameless].into_iter().zip(papers.into_iter().cycle())
        {
            add(&mut cases, sample, "", paper, Vec::new());
            if let Some(case) = cases.last_mut() {
                case.label = format!("letter: {}", case.label);
                case.letter = true;
            }
        }
    }
    cases
}

/// Every switch the other way round, and every choice at its last or, where that is the default, its first.
fn changed(theme: &Theme) -> Vec<String> {
    let other = |(id, option): (&String, &crate::theme::options::OptionSpec)| match (&option.kind, &option.default) {
        (OptionKind::Bool, OptionValue::Bool(default)) => Some(format!("{id}={}", !default)),
        (OptionKind::Choice(choices), default) if id != "paper" => {
            let is_default = |choice: &&String| *default == OptionValue::Choice((*choice).clone());
            let choice = choices.last().filter(|last| !is_default(last)).or(choices.first())?;
            Some(format!("{id}={choice}"))
        }
        _ => None,
    };
    theme.options.iter().filter_map(other).collect()
}

impl Case {
    /// Tries the theme in this way: how many pages came of it, and all that is wrong.
    pub(super) fn run(
        &self,
        theme: &Theme,
        samples: &Samples,
        fonts: &Arc<FontSet>,
        sources: &mut Sources,
    ) -> (Option<usize>, Diagnostics) {
        let mut found = Diagnostics::new();
        let sample = samples.get(self.sample);
        match self.steps(theme, sample, fonts, sources, &mut found) {
            Ok(pages) => (Some(pages), found),
            Err(errors) => {
                found.extend(errors);
                (None, found)
            }
        }
    }

    fn steps(
        &self,
        theme: &Theme,
        sample: &Read,
        fonts: &Arc<FontSet>,
        sources: &mut Sources,
        found: &mut Diagnostics,
    ) -> Result<usize, Diagnostics> {
        let mut options = self.options(theme, sources)?;
        fonts.name_families(&mut options)?;
        // What a profile lacks or a locale is missing is no fault of the theme.
        let resume = resolve(&sample.profile, None, &options.presentation())?.value;
        let rtl = resume.direction == Direction::Rtl;
        let formats = images().formats();
        if !self.letter {
            let project = theme.project(&resume, &options, &formats, sources)?.into_value(found);
            return self.look(sample, (texts(&resume), rtl), &project, fonts, sources, found);
        }
        let letter = resolve_letter(&sample.letter, &sample.profile, &resume)?.value;
        let project = theme.letter_project(&resume, &letter, &options, &formats, sources)?.into_value(found);
        self.look(sample, (letter_texts(&resume, &letter), rtl), &project, fonts, sources, found)
    }

    fn options(&self, theme: &Theme, sources: &mut Sources) -> Result<OptionValues, Diagnostics> {
        let inputs = self.options.iter().map(|option| OptionInput::parse(option, sources));
        Ok(theme.resolve(&inputs.collect::<Result<Vec<_>, _>>()?)?.value)
    }

    fn look(
        &self,
        sample: &Read,
        (shown, rtl): (Vec<Shown>, bool),
        project: &TypstProject,
        fonts: &Arc<FontSet>,
        sources: &mut Sources,
        found: &mut Diagnostics,
    ) -> Result<usize, Diagnostics> {
        found.extend(check::check(project, sources));
        let images = images();
        let settings = typeset::Settings { date: typeset::DocumentDate::from_ymd(2025, 4, 3), glyphs_required: false };
        let typeset = typeset::compile(project, &images.0, fonts, settings, sources)?.into_value(found);
        let pages = Pages::of(typeset.document());
        found.extend(lost(&shown, rtl, &pages, sample, &self.label));
        for (run, problem) in illegible(&pages, &self.label) {
            let span = typeset.place(run.span, sources);
            let path = span.map_or_else(String::new, |span| sample.path(span));
            found.push(Diagnostic::maybe_at(span, problem).with_path(path));
        }
        let settings = pdf::Settings { demanded: vec![pdf::Standard::Ua1, pdf::Standard::A3a], ident: None };
        if typeset.missing_glyphs() == 0 {
            pdf::export(&typeset, &settings, sources)?.into_value(found);
        }
        Ok(typeset.pages())
    }
}
