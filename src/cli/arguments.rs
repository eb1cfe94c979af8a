//! The arguments as the user gives them; nothing here is resolved.

mod application;
mod render;
mod report;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use curricle::application::posting::Settings;
use curricle::profile::{LanguageTag, PartialDate};

pub(crate) use render::{Batch, Check, Look, Render};
pub(crate) use report::{Merge, Report, ReportAction};

/// A résumé compiler: one profile in YAML, the right PDF for each application.
#[derive(Debug, Parser)]
#[command(
    name = "curricle",
    version,
    max_term_width = 100,
    after_help = "\
Examples:
  curricle render me.yaml                    make dist/me.pdf
  curricle render me.yaml -t ledger --watch  in another theme, again at each change
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
pub(crate) struct Global {
    /// Write diagnostics for people, one a line, as JSON, as annotations of GitHub's, or as SARIF
    #[arg(long, global = true, value_enum, value_name = "FORMAT", default_value = "human", hide_default_value = true)]
    pub(crate) message_format: MessageFormat,
    /// Say nothing but errors
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
}

/// How diagnostics are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// With the line concerned and a caret under the very characters.
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
    Render(Render),
    Check(Check),
    Clean(Clean),
    Match(Matching),
    New(New),
    Themes(Themes),
    Locales(Locales),
    Schema(Schema),
    Fonts(Fonts),
    Import(Import),
    Report(Report),
    /// Print a completion script for a shell
    #[command(
        after_help = "Example:\n  curricle completions bash > ~/.local/share/bash-completion/completions/curricle"
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// Say what a job advert asks for and how a profile answers it
#[derive(Debug, Args)]
#[command(after_help = "\
The advert is plain text. A file synonyms.yaml beside the input adds to the table of synonyms.

Examples:
  curricle match acme.txt me.yaml
  curricle match acme.txt me.yaml --format json | jq '.missing[].term'
  curricle match acme.txt me.yaml --synonyms mine.yaml --half-life 5
  curricle match - me.yaml < acme.txt")]
pub(crate) struct Matching {
    /// The job advert as plain text; - for standard input
    #[arg(value_name = "POSTING")]
    pub(crate) posting: PathBuf,
    /// The profile in YAML or JSON; - for standard input
    #[arg(value_name = "INPUT")]
    pub(crate) input: PathBuf,
    /// Write for people, or as JSON; without it for people on a terminal, else one record a line
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<MatchFormat>,
    /// Show everything to people, not only what matters most
    #[arg(long)]
    pub(crate) all: bool,
    /// Read synonyms from this file too
    #[arg(long, value_name = "FILE")]
    pub(crate) synonyms: Vec<PathBuf>,
    /// Compare texts in this language, a BCP 47 tag; the advert's own where that can be told
    #[arg(short, long, value_name = "TAG", value_parser = language)]
    pub(crate) language: Option<LanguageTag>,
    /// Count what ended so many years ago half; 0 for no decay
    #[arg(long, value_name = "YEARS", default_value_t = Settings::HALF_LIFE, value_parser = years)]
    pub(crate) half_life: f64,
    /// Count ages from this date; meta.lastModified or the newest date of the profile where it is not given
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) date: Option<PartialDate>,
}

/// How a ranking is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MatchFormat {
    /// In three parts, for people.
    Human,
    /// As one JSON document; `curricle schema match` prints its schema.
    Json,
}

/// Remove what render made, as long as it is what was written
#[derive(Debug, Args)]
#[command(after_help = "\
Without a folder it is that of the workspace here, else dist/. What was changed since is kept and named.

Examples:
  curricle clean
  curricle clean --dry-run out/")]
pub(crate) struct Clean {
    /// Clean these folders of outputs
    #[arg(value_name = "FOLDER")]
    pub(crate) folders: Vec<PathBuf>,
    /// Print what would be removed, one path a line, and remove nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// Start a workspace that renders at once
#[derive(Debug, Args)]
#[command(after_help = "\
It holds curricle.yaml, a profile, two applications with a letter and an advert, and schemas for editors. Nothing is written over:
the folder must not be there, or be empty.

Example:
  curricle new job-search
  cd job-search
  curricle render")]
pub(crate) struct New {
    /// Make this folder
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
}

/// List and show themes, start one of your own, try it out
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  curricle themes
  curricle themes show ledger
  curricle themes new mine --from ledger
  curricle themes check mine")]
pub(crate) struct Themes {
    #[command(subcommand)]
    pub(crate) action: Option<ThemesAction>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ThemesAction {
    /// List the themes there are
    #[command(after_help = "Example:\n  curricle themes list")]
    List,
    /// Show a theme: what it is, its options, their types, defaults and whence they come
    #[command(after_help = "Examples:\n  curricle themes show ledger\n  curricle themes show ./mine")]
    Show {
        /// The theme: a name, or a folder named with a slash
        #[arg(value_name = "NAME|PATH")]
        theme: String,
    },
    /// Start a theme that extends another: a manifest and one Typst file in themes/NAME/
    #[command(after_help = "\
Nothing is written over. The theme renders at once: curricle render me.yaml -t mine

Examples:
  curricle themes new mine --from ledger
  curricle themes new mine --from base applications/")]
    New {
        /// The theme's name: letters, digits, - and _
        name: String,
        /// Extend this theme; base is for one that draws everything itself
        #[arg(long, value_name = "THEME", default_value = "plain")]
        from: String,
        /// Make themes/NAME/ in this folder
        #[arg(value_name = "DIR", default_value = ".", hide_default_value = true)]
        folder: PathBuf,
    },
    /// Write the files of a built-in theme to themes/NAME/, to read or to change
    #[command(after_help = "\
Nothing is written over. Files in themes/NAME/ beside a profile go over the built-in ones: delete those that you leave alone.

Examples:
  curricle themes eject ledger
  curricle themes eject ledger --all applications/")]
    Eject {
        /// The built-in theme
        name: String,
        /// Write the themes that it extends too
        #[arg(long)]
        all: bool,
        /// Make themes/NAME/ in this folder
        #[arg(value_name = "DIR", default_value = ".", hide_default_value = true)]
        folder: PathBuf,
    },
    /// Try a theme with sample profiles: all shown, legible, accessible, on every paper
    #[command(after_help = "\
Examples:
  curricle themes check mine
  curricle themes check ./themes/mine --font-path ~/fonts")]
    Check {
        /// Themes: names, or folders named with a slash
        #[arg(value_name = "NAME|PATH", required = true)]
        themes: Vec<String>,
        /// Look for fonts in this folder too
        #[arg(long, value_name = "FOLDER")]
        font_path: Vec<PathBuf>,
        /// Use the system's fonts too
        #[arg(long)]
        system_fonts: bool,
        /// Give up on a theme after so many seconds
        #[arg(long, value_name = "SECONDS", default_value_t = 120, value_parser = clap::value_parser!(u64).range(1..=86_400))]
        timeout: u64,
    },
    Gallery(Box<Gallery>),
}

/// Draw a profile in every theme: all pages as PNG, and one picture of the first pages side by side
#[derive(Debug, Args)]
#[command(after_help = "\
Outputs stand in dist/gallery/: me-plain.png, me-ledger.png, …, and me-gallery.png with all of them.

Examples:
  curricle themes gallery me.yaml
  curricle themes gallery me.yaml -t plain,./mine --ppi 200 -o pages")]
pub(crate) struct Gallery {
    /// The profile in YAML or JSON; - for standard input
    #[arg(value_name = "INPUT")]
    pub(crate) input: PathBuf,
    /// Draw these themes only: names, or folders named with a slash; repeat or separate by commas
    #[arg(short, long, value_name = "NAME|PATH", value_delimiter = ',')]
    pub(crate) theme: Vec<String>,
    /// Write to this folder
    #[arg(short, long, value_name = "FOLDER", default_value = "dist/gallery")]
    pub(crate) output: PathBuf,
    /// Set the resolution of the pages, in pixels per inch
    #[arg(long, value_name = "PPI", default_value_t = 144, value_parser = clap::value_parser!(u16).range(18..=1200))]
    pub(crate) ppi: u16,
    #[command(flatten)]
    pub(crate) look: Look,
}

/// List the languages that have words, or show those of one
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
    /// List the languages there are
    #[command(after_help = "Example:\n  curricle locales list")]
    List,
    /// Show a language's months, date forms, section titles and words, as YAML
    #[command(after_help = "Examples:\n  curricle locales show pl\n  curricle locales show zh-TW")]
    Show {
        /// The language, a BCP 47 tag
        #[arg(value_name = "TAG")]
        tag: String,
    },
}

/// Print a JSON Schema, for editors and validators
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  curricle schema > profile.json
  curricle schema letter > letter.json
  # then, as the first line of a profile:
  # yaml-language-server: $schema=profile.json
  curricle schema theme > theme.json
  curricle schema options ledger > ledger.json")]
pub(crate) struct Schema {
    /// What to print the schema of
    #[arg(value_enum, default_value = "profile")]
    pub(crate) of: SchemaOf,
    /// The theme whose options are meant: a name, or a folder named with a slash
    #[arg(value_name = "NAME|PATH")]
    pub(crate) theme: Option<String>,
}

/// What has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaOf {
    /// A profile
    Profile,
    /// An application
    Application,
    /// A letter
    Letter,
    /// What match --format json prints
    Match,
    /// A table of synonyms for match
    Synonyms,
    /// A workspace, curricle.yaml
    Workspace,
    /// The report of a run, as --report FILE.json writes it
    Report,
    /// The manifest of a theme, theme.yaml
    Theme,
    /// The options of a theme
    Options,
}

/// Turn a RenderCV or YAMLResume file into a profile and an application
#[derive(Debug, Args)]
#[command(after_help = "\
Writes cv.yaml and cv-application.yaml for other/cv.yaml, and nothing over a file that is there.
What has no place in a profile is kept under x-imported, and told key by key.

Examples:
  curricle import other/cv.yaml
  curricle import other/cv.yaml -o applications/
  curricle import other/cv.yaml -o - > me.yaml")]
pub(crate) struct Import {
    /// The file of the other tool; - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) input: PathBuf,
    /// Write to this folder; - for the profile to standard output
    #[arg(short, long, value_name = "FOLDER", default_value = ".", hide_default_value = true)]
    pub(crate) output: PathBuf,
}

/// List the font families there are
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  curricle fonts
  curricle fonts --font-path ~/fonts --system-fonts")]
pub(crate) struct Fonts {
    /// Look for fonts in this folder too
    #[arg(long, value_name = "FOLDER")]
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
