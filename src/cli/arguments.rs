//! The arguments as the user gives them; nothing here is resolved.

mod application;
mod offered;
mod render;
mod report;
mod themes;

use std::path::PathBuf;

use clap::builder::TypedValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use curricle::application::posting::Settings;
use curricle::profile::{LanguageTag, PartialDate};

pub(crate) use render::{Batch, Check, Look, Render};
pub(crate) use report::{Merge, Report, ReportAction};
pub(crate) use themes::{Gallery, Themes, ThemesAction};

/// Turn one profile in YAML into the right PDF for each application
#[derive(Debug, Parser)]
#[command(
    name = "curricle",
    version,
    max_term_width = 100,
    after_help = "\
Examples:
  curricle new me.yaml                       write a profile to fill in
  curricle render me.yaml                    make dist/me.pdf
  curricle render me.yaml -t ledger --watch  use another theme, and render again at each change
  curricle check me.yaml                     report everything that is wrong"
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// Messages as human, short, json, github or sarif [default: human]
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "FORMAT",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) message_format: MessageFormat,
    /// Print errors only
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
}

/// The formats of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// With the line concerned and a caret under the place.
    Human,
    /// `file:line:column: severity[code]: message`.
    Short,
    /// One JSON object a line.
    Json,
    /// Workflow commands, which GitHub Actions shows as annotations.
    Github,
    /// One document in SARIF 2.1.0, for code scanning.
    Sarif,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    New(New),
    Render(Render),
    Check(Check),
    Match(Matching),
    Import(Import),
    Themes(Themes),
    Locales(Locales),
    Fonts(Fonts),
    Schema(Schema),
    Clean(Clean),
    Report(Report),
    /// Print a completion script for a shell
    #[command(after_help = "\
Examples:
  curricle completions bash > ~/.local/share/bash-completion/completions/curricle
  curricle completions zsh > \"${fpath[1]}/_curricle\"")]
    Completions {
        /// Shell: bash, elvish, fish, powershell or zsh
        #[arg(hide_possible_values = true)]
        shell: clap_complete::Shell,
    },
}

impl Command {
    /// True where warnings fail the run.
    pub(crate) fn denies_warnings(&self) -> bool {
        match self {
            Self::Render(render) => render.look.deny_warnings,
            Self::Check(check) => check.look.deny_warnings,
            _ => false,
        }
    }
}

/// Compare a job advert with a profile
#[derive(Debug, Args)]
#[command(after_help = "\
Synonyms are also read from synonyms.yaml beside the input.

Examples:
  curricle match acme.txt me.yaml
  curricle match acme.txt me.yaml --format json | jq '.missing[].term'
  curricle match acme.txt me.yaml --synonyms mine.yaml --half-life 5
  curricle match - me.yaml < acme.txt")]
pub(crate) struct Matching {
    /// Job advert as plain text, or - for standard input
    #[arg(value_name = "POSTING")]
    pub(crate) posting: PathBuf,
    /// Profile or application, or - for standard input
    #[arg(value_name = "INPUT")]
    pub(crate) input: PathBuf,
    /// Format: human or json [default: human on a terminal, else tab-separated]
    #[arg(short, long, value_enum, value_name = "FORMAT", hide_possible_values = true)]
    pub(crate) format: Option<MatchFormat>,
    /// Show everything in the human format, not only what matters most
    #[arg(long)]
    pub(crate) all: bool,
    /// Read synonyms from this file too (repeatable)
    #[arg(long, value_name = "FILE")]
    pub(crate) synonyms: Vec<PathBuf>,
    /// Language to compare texts in [default: the advert's]
    #[arg(
        short,
        long,
        value_name = "TAG",
        value_parser = offered::languages().try_map(|tag| language(&tag)),
        hide_possible_values = true
    )]
    pub(crate) language: Option<LanguageTag>,
    /// Age in years at which entries count half; 0 for no decay
    #[arg(
        long,
        value_name = "YEARS",
        default_value_t = Settings::HALF_LIFE,
        value_parser = years,
        value_hint = ValueHint::Other
    )]
    pub(crate) half_life: f64,
    /// Count the age of entries from this date [default: the profile's date]
    #[arg(long, value_name = "DATE", value_parser = date, value_hint = ValueHint::Other)]
    pub(crate) date: Option<PartialDate>,
}

/// The formats of a ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MatchFormat {
    /// In three parts, for people.
    Human,
    /// As one JSON document; `curricle schema match` prints its schema.
    Json,
}

/// Remove files that render made, except those changed since
#[derive(Debug, Args)]
#[command(after_help = "\
Files that were changed since they were made are kept, and their names are printed.

Examples:
  curricle clean
  curricle clean --dry-run out/")]
pub(crate) struct Clean {
    /// Output folders [default: that of the workspace, else dist/]
    #[arg(value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(crate) folders: Vec<PathBuf>,
    /// Print what would be removed, one path a line, and remove nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// Create a profile, a workspace or an application
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    after_help = "\
Existing files are never overwritten. A workspace holds a profile, applications with a letter
and an advert, and curricle.yaml, which lists what to render.

Examples:
  curricle new me.yaml                 write a profile to fill in
  curricle new job-search              make a workspace in a new folder
  curricle new .                       make a workspace here
  curricle new application acme        add an application to the workspace"
)]
pub(crate) struct New {
    #[command(subcommand)]
    pub(crate) action: Option<NewAction>,
    /// File for a profile (.yaml), or folder for a workspace
    #[arg(value_name = "FILE|FOLDER")]
    pub(crate) path: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum NewAction {
    Application(NewApplication),
}

/// Add an application to the current workspace
#[derive(Debug, Args)]
#[command(after_help = "\
The file goes where the targets in curricle.yaml find it, such as applications/acme.yaml.
An advert from outside the workspace is copied to postings/.

Examples:
  curricle new application acme
  curricle new application acme --posting ~/Downloads/advert.txt
  curricle new application acme --posting - < advert.txt")]
pub(crate) struct NewApplication {
    /// Name of the application, such as the company: letters, digits, - and _
    #[arg(value_hint = ValueHint::Other)]
    pub(crate) name: String,
    /// Job advert as plain text, or - for standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) posting: Option<PathBuf>,
    /// Profile to show [default: that of the workspace]
    #[arg(long, value_name = "FILE")]
    pub(crate) profile: Option<PathBuf>,
}

/// List languages, or show the words of one
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  curricle locales
  curricle locales show pl")]
pub(crate) struct Locales {
    #[command(subcommand)]
    pub(crate) action: Option<LocalesAction>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LocalesAction {
    /// List all languages
    #[command(after_help = "Example:\n  curricle locales list")]
    List,
    /// Show a language's months, date forms, section titles and words, as YAML
    #[command(after_help = "Examples:\n  curricle locales show pl\n  curricle locales show zh-TW")]
    Show {
        /// Language, such as de or pt-BR
        #[arg(value_name = "TAG", value_parser = offered::languages(), hide_possible_values = true)]
        tag: String,
    },
}

/// Print a JSON Schema, for editors and validators
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  curricle schema > profile.json
  # then, as the first line of a profile:
  # yaml-language-server: $schema=profile.json
  curricle schema letter > letter.json
  curricle schema theme > theme.json
  curricle schema options ledger > ledger.json")]
pub(crate) struct Schema {
    /// Kind of file
    #[arg(value_enum, default_value = "profile")]
    pub(crate) of: SchemaOf,
    /// Theme for `options`, by name or path [default: plain]
    #[arg(value_name = "NAME|PATH")]
    pub(crate) theme: Option<String>,
}

/// The files that have a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaOf {
    /// A profile
    Profile,
    /// An application
    Application,
    /// A letter
    Letter,
    /// The output of `match --format json`
    Match,
    /// A table of synonyms, for match
    Synonyms,
    /// A workspace, curricle.yaml
    Workspace,
    /// The report of a run, from --report FILE.json
    Report,
    /// The manifest of a theme, theme.yaml
    Theme,
    /// The options of a theme
    Options,
}

/// Turn a RenderCV or YAMLResume file into a profile and an application
#[derive(Debug, Args)]
#[command(after_help = "\
Keys that have no place in a profile are kept under x-imported, with a note for each.
Existing files are never overwritten.
To try a file without importing it, render it: curricle render cv.yaml

Examples:
  curricle import cv.yaml                cv.profile.yaml and cv.application.yaml
  curricle import cv.yaml -o me.yaml     me.yaml and me.application.yaml
  curricle import cv.yaml -o mine/       both in a folder
  curricle import cv.yaml -o -           the profile to standard output")]
pub(crate) struct Import {
    /// File of the other tool, or - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) input: PathBuf,
    /// YAML file for the profile, folder for both files, or - for standard output [default: the current folder]
    #[arg(short, long, value_name = "PATH", default_value = ".", hide_default_value = true)]
    pub(crate) output: PathBuf,
}

/// List font families
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  curricle fonts
  curricle fonts --font-path ~/fonts --system-fonts")]
pub(crate) struct Fonts {
    /// List the fonts in this folder too (repeatable)
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(crate) font_path: Vec<PathBuf>,
    /// List the system's fonts too
    #[arg(long)]
    pub(crate) system_fonts: bool,
}

fn language(tag: &str) -> Result<LanguageTag, String> {
    LanguageTag::parse(tag).ok_or_else(|| "expected a BCP 47 tag, such as `en`, `de` or `pt-BR`".to_owned())
}

fn years(text: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().ok().filter(|number| (0.0..=100.0).contains(number));
    number.ok_or_else(|| "expected a number of years from 0 to 100".to_owned())
}

fn date(text: &str) -> Result<PartialDate, String> {
    PartialDate::parse(text).ok_or_else(|| "expected a date, such as `2026`, `2026-11` or `2026-11-21`".to_owned())
}

#[cfg(test)]
mod tests;
