//! The arguments of `themes`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueHint};

use super::{Look, offered};

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
Nothing is overwritten. The new theme is ready to use: curricle render me.yaml -t mine

Examples:
  curricle themes new mine --from ledger
  curricle themes new mine --from base applications/")]
    New {
        /// Name of the new theme: letters, digits, - and _
        #[arg(value_hint = ValueHint::Other)]
        name: String,
        /// Theme to extend; choose base to draw everything yourself
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
        /// Also copy the themes that it extends
        #[arg(long)]
        all: bool,
        /// Folder in which to make themes/NAME/ [default: the current folder]
        #[arg(value_name = "FOLDER", default_value = ".", hide_default_value = true, value_hint = ValueHint::DirPath)]
        folder: PathBuf,
    },
    /// Check that a theme shows everything, legibly and accessibly, on every paper size
    #[command(after_help = "\
Examples:
  curricle themes check mine
  curricle themes check ./themes/mine --font-path ~/fonts")]
    Check {
        /// Themes, by name or path
        #[arg(value_name = "NAME|PATH", required = true, value_parser = offered::themes(), hide_possible_values = true)]
        themes: Vec<String>,
        /// Use the fonts in this folder too (repeatable)
        #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
        font_path: Vec<PathBuf>,
        /// Use the system's fonts too
        #[arg(long)]
        system_fonts: bool,
        /// Give up on a theme after this many seconds
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

/// Draw a profile in every theme, as PNG, with an overview picture
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
