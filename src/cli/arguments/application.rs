//! The keys of an application as flags.

use std::path::PathBuf;

use clap::Args;
use curricle::application::Field;

/// The keys of an application, for a run without its file or over it.
#[derive(Debug, Args)]
#[command(next_help_heading = "What is shown")]
pub(crate) struct ApplicationFields {
    /// Use this application for every input
    #[arg(short, long, value_name = "FILE")]
    pub(crate) application: Option<PathBuf>,
    /// Of what has tags, show only what has one of these; separate by commas
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    pub(crate) include: Vec<String>,
    /// Leave out what has one of these tags; separate by commas
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    pub(crate) exclude: Vec<String>,
    /// Show private entries too
    #[arg(long)]
    pub(crate) private: bool,
    /// Show these sections, in this order; separate by commas
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub(crate) sections: Vec<String>,
    /// Leave out these sections; separate by commas
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub(crate) hide: Vec<String>,
    /// Leave out what ended before this date, or so many years (10y) before the application's
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<String>,
    /// Show at most so many entries of a section, or highlights of an entry; separate by commas
    #[arg(long, value_name = "SECTION=N", value_delimiter = ',', value_parser = limit)]
    pub(crate) limit: Vec<(String, String)>,
    /// Change a value of the profile; nothing after the `=` deletes it
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub(crate) changes: Vec<String>,
    /// Hide contact, name, photo, employers, schools, links, or what is at a key path; separate by commas
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    pub(crate) redact: Vec<String>,
    /// Let these words be shown although they are part of what is hidden; separate by commas
    #[arg(long, value_name = "WORD", value_delimiter = ',')]
    pub(crate) allow: Vec<String>,
    /// Take at most so many pages: the airiest density of the theme that does
    #[arg(long, value_name = "N")]
    pub(crate) pages: Option<String>,
    /// Rank what is shown by this job advert
    #[arg(long, value_name = "FILE")]
    pub(crate) posting: Option<String>,
    /// Use these words that mean the same, for ranking
    #[arg(long, value_name = "FILE")]
    pub(crate) synonyms: Option<String>,
    /// Date the document, and count from this date
    #[arg(long, value_name = "DATE")]
    pub(crate) date: Option<String>,
    /// Name the company, for names of outputs
    #[arg(long, value_name = "NAME")]
    pub(crate) company: Option<String>,
    /// Name the role, for names of outputs
    #[arg(long, value_name = "NAME")]
    pub(crate) role: Option<String>,
    /// Name outputs by this template of {name}, {company}, {role}, {theme}, {language}
    #[arg(long, value_name = "TEMPLATE")]
    pub(crate) name: Option<String>,
    /// Tell what is shown and what is left out, each with the rule that decided
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
