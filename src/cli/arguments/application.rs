//! The keys of an application as flags.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use curricle::application::Field;

use super::offered;

/// The keys of an application, for a run without its file or over it.
#[derive(Debug, Args)]
#[command(next_help_heading = "Content")]
pub(crate) struct ApplicationFields {
    /// Lay this application over every input
    #[arg(short, long, value_name = "FILE")]
    pub(crate) application: Option<PathBuf>,
    /// Show only entries with one of these tags (comma-separated); untagged entries stay
    #[arg(long, value_name = "TAG", value_delimiter = ',', value_hint = ValueHint::Other)]
    pub(crate) include: Vec<String>,
    /// Leave out entries with one of these tags (comma-separated)
    #[arg(long, value_name = "TAG", value_delimiter = ',', value_hint = ValueHint::Other)]
    pub(crate) exclude: Vec<String>,
    /// Show private entries too
    #[arg(long, hide_short_help = true)]
    pub(crate) private: bool,
    /// Show only these sections, in this order (comma-separated)
    #[arg(long, value_name = "ID", value_delimiter = ',', value_parser = offered::sections(), hide_possible_values = true)]
    pub(crate) sections: Vec<String>,
    /// Leave out these sections (comma-separated)
    #[arg(long, value_name = "ID", value_delimiter = ',', value_parser = offered::sections(), hide_possible_values = true)]
    pub(crate) hide: Vec<String>,
    /// Leave out what ended before this date, or more than N years ago (10y)
    #[arg(long, value_name = "DATE", value_hint = ValueHint::Other, hide_short_help = true)]
    pub(crate) since: Option<String>,
    /// Show at most N entries of a section; highlights=N: N in each entry (comma-separated)
    #[arg(long, value_name = "SECTION=N", value_delimiter = ',', value_parser = limit, value_hint = ValueHint::Other, hide_short_help = true)]
    pub(crate) limit: Vec<(String, String)>,
    /// Change a value of the profile; an empty value deletes it (repeatable)
    #[arg(long = "set", value_name = "PATH=VALUE", value_hint = ValueHint::Other)]
    pub(crate) changes: Vec<String>,
    /// Hide contact, name, photo, employers, schools, links or key paths
    #[arg(
        long,
        value_name = "GROUP|PATH",
        value_delimiter = ',',
        value_parser = offered::redactions(),
        hide_possible_values = true
    )]
    pub(crate) redact: Vec<String>,
    /// Allow these words even though they are part of a redacted value (comma-separated)
    #[arg(long, value_name = "WORD", value_delimiter = ',', value_hint = ValueHint::Other, hide_short_help = true)]
    pub(crate) allow: Vec<String>,
    /// Fit on at most N pages, using the loosest spacing that works
    #[arg(long, value_name = "N", value_hint = ValueHint::Other)]
    pub(crate) pages: Option<String>,
    /// Sort highlights by this job advert, and list what you don't mention
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) posting: Option<String>,
    /// Read synonyms from this file too, for --posting
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, hide_short_help = true)]
    pub(crate) synonyms: Option<String>,
    /// Set the date of the PDF, from which --since and ranking count [default: the profile's]
    #[arg(long, value_name = "DATE", value_hint = ValueHint::Other, hide_short_help = true)]
    pub(crate) date: Option<String>,
    /// Set the company, for file names
    #[arg(long, value_name = "NAME", value_hint = ValueHint::Other, hide_short_help = true)]
    pub(crate) company: Option<String>,
    /// Set the role, for file names
    #[arg(long, value_name = "NAME", value_hint = ValueHint::Other, hide_short_help = true)]
    pub(crate) role: Option<String>,
    /// Template for file names, with {name}, {company}, {role}, {theme} and {language}
    #[arg(long, value_name = "TEMPLATE", value_hint = ValueHint::Other, hide_short_help = true)]
    pub(crate) name: Option<String>,
    /// Print what is shown and what is left out, each with its reason
    #[arg(long)]
    pub(crate) explain: bool,
}

impl ApplicationFields {
    /// The fields that were given, as those of an application.
    pub(crate) fn fields(&self) -> Vec<Field> {
        let mut fields = Vec::new();
        let mut add = |path: &str, value: String, name: &str| {
            fields.push(Field { path: path.into(), value, name: name.into() });
        };
        let lists = [
            ("select.include", &self.include, "--include"),
            ("select.exclude", &self.exclude, "--exclude"),
            ("select.sections", &self.sections, "--sections"),
            ("hide", &self.hide, "--hide"),
            ("redact", &self.redact, "--redact"),
            ("allow", &self.allow, "--allow"),
        ];
        for (path, words, name) in lists.into_iter().filter(|(_, words, _)| !words.is_empty()) {
            add(path, words.join(","), name);
        }
        if self.private {
            add("select.private", "true".into(), "--private");
        }
        let texts = [
            ("select.since", &self.since, "--since"),
            ("pages", &self.pages, "--pages"),
            ("posting", &self.posting, "--posting"),
            ("synonyms", &self.synonyms, "--synonyms"),
            ("date", &self.date, "--date"),
            ("company", &self.company, "--company"),
            ("role", &self.role, "--role"),
            ("output", &self.name, "--name"),
        ];
        for (path, value, name) in texts {
            if let Some(value) = value {
                add(path, value.clone(), name);
            }
        }
        for (section, count) in &self.limit {
            add(&format!("select.limit.{section}"), count.clone(), "--limit");
        }
        fields
    }
}

fn limit(text: &str) -> Result<(String, String), String> {
    let parts = text.split_once('=').map(|(section, count)| (section.trim().to_owned(), count.trim().to_owned()));
    let parts = parts.filter(|(section, count)| !section.is_empty() && !section.contains('.') && !count.is_empty());
    parts.ok_or_else(|| "expected `SECTION=N`, such as `work=4` or `highlights=5`".to_owned())
}
