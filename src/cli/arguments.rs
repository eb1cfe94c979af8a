//! The arguments as the user gives them; nothing here is resolved.

mod application;
mod offered;
mod render;
mod report;

use std::path::PathBuf;

use clap::builder::TypedValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use curricle::application::posting::Settings;
use curricle::profile::{LanguageTag, PartialDate};

pub(crate) use render::{Batch, Check, Look, Render};
pub(crate) use report::{Merge, Report, ReportAction};

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

/// Compare a job advert with a profile
#[derive(Debug, Args)]
#[command(after_help = "\
Words with the same meaning are also read from synonyms.yaml beside the input.

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
    /// Format: human or json [default: human on a terminal, else records]
    #[arg(short, long, value_enum, value_name = "FORMAT", hide_possible_values = true)]
    pub(crate) format: Option<MatchFormat>,
    /// Read words with the same meaning from this file too
    #[arg(long, value_name = "FILE")]
    pub(crate) synonyms: Vec<PathBuf>,
    /// Language in which texts are compared [default: the advert's]
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
    /// Count ages from this date [default: the profile's newest date]
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

/// Remove files that render made and nobody changed
#[derive(Debug, Args)]
#[command(after_help = "\
Files that were changed since are kept, and named.

Examples:
  curricle clean
  curricle clean --dry-run out/")]
pub(crate) struct Clean {
    /// Folders of outputs [default: that of the workspace, else dist/]
    #[arg(value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(crate) folders: Vec<PathBuf>,
    /// Print what would be removed, one path a line, and remove nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// Begin a profile, a workspace or an application
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    after_help = "\
No file is overwritten. A workspace holds a profile, applications with a letter and an advert,
and curricle.yaml, which says what to make of them.

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

/// Add an application to the workspace that the current folder is in
#[derive(Debug, Args)]
#[command(after_help = "\
The file goes where the targets in curricle.yaml find it, such as applications/acme.yaml.
An advert from elsewhere is copied to postings/.

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

/// List, show, make and check themes
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
    /// List all themes
    #[command(after_help = "Example:\n  curricle themes list")]
    List,
    /// Show a theme's description and options, with types, defaults and where each is defined
    #[command(after_help = "Examples:\n  curricle themes show ledger\n  curricle themes show ./mine")]
    Show {
        /// Theme, by name or path
        #[arg(value_name = "NAME|PATH", value_parser = offered::themes(), hide_possible_values = true)]
        theme: String,
    },
    /// Make a theme that extends another, in themes/NAME/
    #[command(after_help = "\
Nothing is overwritten. The new theme renders at once: curricle render me.yaml -t mine

Examples:
  curricle themes new mine --from ledger
  curricle themes new mine --from base applications/")]
    New {
        /// Name of the new theme: letters, digits, - and _
        #[arg(value_hint = ValueHint::Other)]
        name: String,
        /// Theme to extend; base for one that draws everything itself
        #[arg(
            long,
            value_name = "THEME",
            default_value = "plain",
            value_parser = offered::themes(),
            hide_possible_values = true
        )]
        from: String,
        /// Folder in which to make themes/NAME/ [default: the current folder]
        #[arg(value_name = "FOLDER", default_value = ".", hide_default_value = true, value_hint = ValueHint::DirPath)]
        folder: PathBuf,
    },
    /// Copy the files of a built-in theme to themes/NAME/, to read or change
    #[command(after_help = "\
Nothing is overwritten. Files in themes/NAME/ next to your profile override the built-in theme's
files one by one: delete those that you leave unchanged.

Examples:
  curricle themes eject ledger
  curricle themes eject ledger --all applications/")]
    Eject {
        /// Built-in theme
        #[arg(value_parser = offered::themes(), hide_possible_values = true)]
        name: String,
        /// Copy the themes that it extends too
        #[arg(long)]
        all: bool,
        /// Folder in which to make themes/NAME/ [default: the current folder]
        #[arg(value_name = "FOLDER", default_value = ".", hide_default_value = true, value_hint = ValueHint::DirPath)]
        folder: PathBuf,
    },
    /// Check that a theme shows everything, legibly and accessibly, on every paper
    #[command(after_help = "\
Examples:
  curricle themes check mine
  curricle themes check ./themes/mine --font-path ~/fonts")]
    Check {
        /// Themes, by name or path
        #[arg(value_name = "NAME|PATH", required = true, value_parser = offered::themes(), hide_possible_values = true)]
        themes: Vec<String>,
        /// Use the fonts in this folder too
        #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
        font_path: Vec<PathBuf>,
        /// Use the system's fonts too
        #[arg(long)]
        system_fonts: bool,
        /// Give up on a theme after so many seconds
        #[arg(
            long,
            value_name = "SECONDS",
            default_value_t = 120,
            value_parser = clap::value_parser!(u64).range(1..=86_400),
            value_hint = ValueHint::Other
        )]
        timeout: u64,
    },
    Gallery(Box<Gallery>),
}

/// Draw a profile in every theme, as PNG, and one picture of them all
#[derive(Debug, Args)]
#[command(after_help = "\
Files go to dist/gallery/: me-plain.png, me-ledger.png, …, and me-gallery.png with the first
pages side by side.

Examples:
  curricle themes gallery me.yaml
  curricle themes gallery me.yaml -t plain,./mine --ppi 200 -o pages")]
pub(crate) struct Gallery {
    /// Profile or application, or - for standard input
    #[arg(value_name = "INPUT")]
    pub(crate) input: PathBuf,
    /// Themes, by name or path (comma-separated) [default: all]
    #[arg(
        short,
        long,
        value_name = "NAME|PATH",
        value_delimiter = ',',
        value_parser = offered::themes(),
        hide_possible_values = true
    )]
    pub(crate) theme: Vec<String>,
    /// Folder for the pictures
    #[arg(
        short,
        long,
        value_name = "FOLDER",
        default_value = "dist/gallery",
        value_hint = ValueHint::DirPath
    )]
    pub(crate) output: PathBuf,
    /// Set the resolution of the pages, in pixels per inch
    #[arg(
        long,
        value_name = "PPI",
        default_value_t = 144,
        value_parser = clap::value_parser!(u16).range(18..=1200),
        value_hint = ValueHint::Other
    )]
    pub(crate) ppi: u16,
    #[command(flatten)]
    pub(crate) look: Look,
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
  curricle schema letter > letter.json
  # then, as the first line of a profile:
  # yaml-language-server: $schema=profile.json
  curricle schema theme > theme.json
  curricle schema options ledger > ledger.json")]
pub(crate) struct Schema {
    /// Kind of file
    #[arg(value_enum, default_value = "profile")]
    pub(crate) of: SchemaOf,
    /// Theme whose options are meant, by name or path
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
    /// A table of words with the same meaning, for match
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
For other/cv.yaml it writes cv.yaml and cv-application.yaml. No file is overwritten.
Keys that a profile cannot hold are kept under x-imported, and each is named.

Examples:
  curricle import other/cv.yaml
  curricle import other/cv.yaml -o applications/
  curricle import other/cv.yaml -o - > me.yaml")]
pub(crate) struct Import {
    /// File of the other tool, or - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) input: PathBuf,
    /// Folder for both files, or - for standard output [default: the current folder]
    #[arg(short, long, value_name = "FOLDER", default_value = ".", hide_default_value = true)]
    pub(crate) output: PathBuf,
}

/// List font families
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  curricle fonts
  curricle fonts --font-path ~/fonts --system-fonts")]
pub(crate) struct Fonts {
    /// List the fonts in this folder too
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
mod tests {
    use clap::CommandFactory;

    use super::Arguments;

    /// Adds the help of a command and of all commands within it, in a terminal of this width.
    fn add(command: &mut clap::Command, name: &str, width: usize, long: bool, all: &mut Vec<(String, String)>) {
        let mut shown = command.clone().bin_name(name).term_width(width);
        let help = if long { shown.render_long_help() } else { shown.render_help() };
        all.push((format!("$ {name} {}", if long { "--help" } else { "-h" }), help.to_string()));
        for inner in command.get_subcommands_mut().filter(|inner| inner.get_name() != "help") {
            let name = format!("{name} {}", inner.get_name());
            add(inner, &name, width, long, all);
        }
    }

    fn helps(width: usize, long: bool) -> Vec<(String, String)> {
        let mut command = Arguments::command();
        command.build();
        let mut all = Vec::new();
        add(&mut command, "curricle", width, long, &mut all);
        all
    }

    #[test]
    fn all_help_texts_read_as_one() {
        let text =
            |long| helps(100, long).into_iter().map(|(name, help)| format!("{name}\n{help}\n")).collect::<String>();
        insta::assert_snapshot!("help", format!("{}{}", text(false), text(true)));
    }

    #[test]
    fn no_line_that_is_broken_by_hand_is_broken_again() {
        fn texts(command: &clap::Command, all: &mut Vec<String>) {
            let helps = [command.get_after_help(), command.get_after_long_help()];
            all.extend(helps.into_iter().flatten().map(ToString::to_string));
            command.get_subcommands().for_each(|inner| texts(inner, all));
        }
        let mut all = Vec::new();
        texts(&Arguments::command(), &mut all);
        let long: Vec<&str> =
            all.iter().flat_map(|text| text.lines()).filter(|line| line.chars().count() > 100).collect();
        assert_eq!(long, [""; 0]);
    }

    #[test]
    fn short_help_fits_a_screen_and_begins_with_the_options_of_the_command() {
        for (name, help) in helps(100, false).into_iter().chain(helps(120, true)) {
            let lines = help.lines().count();
            assert!(lines <= 44 || name.ends_with("--help"), "{name}: {lines} lines");
            let (own, global) = (help.find("\nOptions:"), help.find("\nGlobal options:"));
            assert!(own < global && global.is_some(), "{name}");
        }
    }

    #[test]
    fn help_texts_are_one_line_and_no_questions() {
        for (name, help) in helps(100, true) {
            for word in ["What ", "Whether ", "Where ", "How ", "Say ", "Tell "] {
                assert!(!help.lines().any(|line| line.trim_start().starts_with(word)), "{name}: {word}");
            }
        }
    }
}
