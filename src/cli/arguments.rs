//! The arguments as the user gives them; nothing here is resolved.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use curricle::application::Field;
use curricle::application::posting::Settings;
use curricle::batch::Format;
use curricle::profile::{LanguageTag, PartialDate};

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
    /// Write diagnostics for people, one a line, or as JSON, one object a line
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
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Render(Render),
    Check(Check),
    Match(Matching),
    New(New),
    Themes(Themes),
    Locales(Locales),
    Schema(Schema),
    Fonts(Fonts),
    Import(Import),
    /// Print a completion script for a shell
    #[command(
        after_help = "Example:\n  curricle completions bash > ~/.local/share/bash-completion/completions/curricle"
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// What `render`, `check` and `themes gallery` have in common: what an input is looked at with.
#[derive(Debug, Args)]
pub(crate) struct Look {
    #[command(flatten)]
    pub(crate) application: ApplicationFields,
    /// Make this letter too, with the header of each input
    #[arg(long, value_name = "FILE")]
    pub(crate) letter: Option<PathBuf>,
    /// Join the letter before the résumé, in one document
    #[arg(long)]
    pub(crate) join: bool,
    /// Set an option of the theme
    #[arg(short = 'O', long = "option", value_name = "KEY=VALUE")]
    pub(crate) options: Vec<String>,
    /// Show texts in this language, a BCP 47 tag; repeat or separate by commas
    #[arg(short, long, value_name = "TAG", value_parser = language, value_delimiter = ',')]
    pub(crate) language: Vec<LanguageTag>,
    /// Demand a standard of the PDF: ua-1, a-2a, a-3a; separate by commas
    #[arg(long, value_name = "STANDARD", value_delimiter = ',')]
    pub(crate) pdf_standard: Vec<String>,
    /// Look for fonts in this folder too
    #[arg(long, value_name = "FOLDER")]
    pub(crate) font_path: Vec<PathBuf>,
    /// Use the system's fonts too; the pages then depend on the machine
    #[arg(long)]
    pub(crate) system_fonts: bool,
    /// Fail on warnings too, and make nothing of an input that has some
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    /// Give up on an input after so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub(crate) timeout: u64,
}

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

/// Make résumés from profiles
#[derive(Debug, Args)]
#[command(after_help = "\
Outputs stand in dist/, named after the input: dist/me.pdf, dist/me-1.png, dist/me-typst/, dist/me-letter.pdf.

Examples:
  curricle render me.yaml
  curricle render me.yaml -t plain,ledger -f pdf,png -o out/
  curricle render me.yaml -f txt -o - | xclip    text to paste into a form
  curricle render                                what curricle.yaml names
  curricle render applications/acme.yaml
  curricle render me.yaml --include backend --since 10y --pages 1
  curricle render me.yaml -O accent=#0b6e4f --set 'basics.label=Staff Engineer'
  curricle render - -o - < me.yaml > me.pdf")]
pub(crate) struct Render {
    /// Profiles or applications in YAML or JSON; - for standard input; without any, what the workspace names
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Use this theme: a name, or a folder named with a slash; repeat or separate by commas [default: plain]
    #[arg(short, long, value_name = "NAME|PATH", value_delimiter = ',')]
    pub(crate) theme: Vec<String>,
    /// Write to this file if there is one artifact, else into this folder; - for standard output
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
    /// Make these formats: pdf, png, svg, txt, md, typ; separate by commas [default: pdf]
    #[arg(short, long, value_name = "FORMAT", value_delimiter = ',')]
    pub(crate) format: Vec<Format>,
    /// Set the resolution of PNG, in pixels per inch
    #[arg(long, value_name = "PPI", default_value_t = 144, value_parser = clap::value_parser!(u16).range(18..=1200))]
    pub(crate) ppi: u16,
    /// Break the lines of plain text at this column; 0 for none
    #[arg(long, value_name = "COLUMN", default_value_t = 0)]
    pub(crate) wrap: u16,
    /// Make them again whenever a file changes, until interrupted
    #[arg(short, long)]
    pub(crate) watch: bool,
    #[command(flatten)]
    pub(crate) look: Look,
}

/// Report everything that render would, without output
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  curricle check me.yaml
  curricle check me.yaml --deny-warnings --message-format short")]
pub(crate) struct Check {
    /// Profiles or applications in YAML or JSON; - for standard input; without any, what the workspace names
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Use this theme: a name, or a folder named with a slash; repeat or separate by commas [default: plain]
    #[arg(short, long, value_name = "NAME|PATH", value_delimiter = ',')]
    pub(crate) theme: Vec<String>,
    #[command(flatten)]
    pub(crate) look: Look,
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

fn limit(text: &str) -> Result<(String, String), String> {
    let parts = text.split_once('=').map(|(section, count)| (section.trim().to_owned(), count.trim().to_owned()));
    let parts = parts.filter(|(section, count)| !section.is_empty() && !section.contains('.') && !count.is_empty());
    parts.ok_or_else(|| "expected `SECTION=N`, such as `work=4` or `highlights=5`".to_owned())
}
