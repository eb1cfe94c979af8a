//! The arguments of what lays inputs out: `render` and `check`.

use std::path::PathBuf;

use clap::builder::TypedValueParser;
use clap::{Args, ValueHint};
use curricle::batch::{Format, Shard};
use curricle::profile::LanguageTag;

use super::application::ApplicationFields;
use super::{language, offered};

/// The least limit of memory that a render may be given, in bytes.
const LEAST_MEMORY: u64 = 256 << 20;

/// The options that `render`, `check` and `themes gallery` share.
#[derive(Debug, Args)]
pub(crate) struct Look {
    /// Language, such as pt-BR (comma-separated) [default: the profile's]
    #[arg(
        short,
        long,
        value_name = "TAG",
        value_parser = offered::languages().try_map(|tag| language(&tag)),
        value_delimiter = ',',
        hide_possible_values = true
    )]
    pub(crate) language: Vec<LanguageTag>,
    /// Set an option of the theme; see `curricle themes show` (repeatable)
    #[arg(
        short = 'O',
        long = "option",
        value_name = "KEY=VALUE",
        value_parser = offered::options(),
        value_hint = ValueHint::Other,
        hide_possible_values = true
    )]
    pub(crate) options: Vec<String>,
    /// Add this letter, with the same header as the résumé
    #[arg(long, value_name = "FILE")]
    pub(crate) letter: Option<PathBuf>,
    /// Put the letter before the résumé, in one document
    #[arg(long, hide_short_help = true)]
    pub(crate) join: bool,
    /// Require the PDF to meet a standard: ua-1, a-2a, a-3a (comma-separated)
    #[arg(
        long,
        value_name = "STANDARD",
        value_delimiter = ',',
        value_parser = offered::standards(),
        hide_possible_values = true,
        hide_short_help = true
    )]
    pub(crate) pdf_standard: Vec<String>,
    /// Use the fonts in this folder too (repeatable)
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath, hide_short_help = true)]
    pub(crate) font_path: Vec<PathBuf>,
    /// Use the system's fonts too; pages then depend on the machine
    #[arg(long, hide_short_help = true)]
    pub(crate) system_fonts: bool,
    /// Fail on warnings too
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    /// Give up on an input after this many seconds
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = 30,
        value_parser = clap::value_parser!(u64).range(1..=86_400),
        value_hint = ValueHint::Other,
        hide_short_help = true
    )]
    pub(crate) timeout: u64,
    #[command(flatten)]
    pub(crate) application: ApplicationFields,
}

/// The options for many inputs in one run.
#[derive(Debug, Args)]
#[command(next_help_heading = "Many inputs")]
pub(crate) struct Batch {
    /// Number of processes [default: one per core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024), value_hint = ValueHint::Other)]
    pub(crate) jobs: Option<u16>,
    /// Stop at the first input that fails
    #[arg(long, hide_short_help = true)]
    pub(crate) fail_fast: bool,
    /// Give up on an input that needs more memory, such as 512M or 4G (Linux) [default: 2G]
    #[arg(long, value_name = "SIZE", value_parser = size, value_hint = ValueHint::Other, hide_short_help = true)]
    pub(crate) memory_limit: Option<u64>,
    /// Write results to this file: .json, .xml (JUnit) or .md (repeatable)
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Vec<PathBuf>,
    /// Process only part I of N of the inputs, counted from 1
    #[arg(long, value_name = "I/N", value_hint = ValueHint::Other, hide_short_help = true)]
    pub(crate) shard: Option<Shard>,
}

impl Batch {
    /// Whether something was asked for that takes processes, however many inputs there are.
    pub(crate) fn is_asked(&self) -> bool {
        self.jobs.is_some() || self.memory_limit.is_some() || !self.report.is_empty() || self.shard.is_some()
    }
}

/// Make résumés from profiles
#[derive(Debug, Args)]
#[command(
    after_help = "\
Examples:
  curricle render me.yaml -t ledger        make dist/me.pdf in another theme
  curricle render applications/acme.yaml   make the résumé, and the letter, for one employer
  curricle render                          make everything that curricle.yaml names",
    after_long_help = "\
Files go to dist/ and are named after the input: dist/me.pdf, dist/me-1.png, dist/me-letter.pdf,
dist/me-typst/.

Examples:
  curricle render me.yaml                                     make dist/me.pdf
  curricle render me.yaml -t plain,ledger -f pdf,png -o out/  use two themes and two formats
  curricle render me.yaml -f txt -o - | xclip                 copy the text, to paste into a form
  curricle render applications/acme.yaml                      make the résumé for one employer
  curricle render                                             make what curricle.yaml names
  curricle render people/ -o out --report report.json         render a folder of profiles
  curricle render me.yaml --include backend --since 10y --pages 1
  curricle render me.yaml -O accent=#0b6e4f --set 'basics.label=Staff Engineer'
  curricle render - -o - < me.yaml > me.pdf"
)]
pub(crate) struct Render {
    /// Profiles, applications, folders, patterns or - [default: the workspace's targets]
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Theme, by name or path (comma-separated) [default: plain]
    #[arg(
        short,
        long,
        value_name = "NAME|PATH",
        value_delimiter = ',',
        value_parser = offered::themes(),
        hide_possible_values = true
    )]
    pub(crate) theme: Vec<String>,
    /// File, folder, or - for standard output [default: dist/]
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
    /// Formats: pdf, png, svg, txt, md, typ (comma-separated) [default: pdf]
    #[arg(
        short,
        long,
        value_name = "FORMAT",
        value_delimiter = ',',
        value_parser = offered::formats().try_map(|name| name.parse::<Format>()),
        hide_possible_values = true
    )]
    pub(crate) format: Vec<Format>,
    /// Set the resolution of PNG, in pixels per inch
    #[arg(
        long,
        value_name = "PPI",
        default_value_t = 144,
        value_parser = clap::value_parser!(u16).range(18..=1200),
        value_hint = ValueHint::Other,
        hide_short_help = true
    )]
    pub(crate) ppi: u16,
    /// Wrap lines of plain text at this column; 0 for no wrapping
    #[arg(long, value_name = "COLUMN", default_value_t = 0, value_hint = ValueHint::Other, hide_short_help = true)]
    pub(crate) wrap: u16,
    /// Render again whenever a file changes, until interrupted
    #[arg(short, long)]
    pub(crate) watch: bool,
    /// Print what would be made, and make nothing
    #[arg(long, conflicts_with = "watch")]
    pub(crate) dry_run: bool,
    /// Make files again even if they are up to date
    #[arg(long, hide_short_help = true)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) look: Look,
    #[command(flatten)]
    pub(crate) batch: Batch,
}

/// Report everything that is wrong, without making anything
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  curricle check me.yaml
  curricle check me.yaml --deny-warnings --message-format short")]
pub(crate) struct Check {
    /// Profiles, applications, folders, patterns or - [default: the workspace's targets]
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Theme, by name or path (comma-separated) [default: plain]
    #[arg(
        short,
        long,
        value_name = "NAME|PATH",
        value_delimiter = ',',
        value_parser = offered::themes(),
        hide_possible_values = true
    )]
    pub(crate) theme: Vec<String>,
    #[command(flatten)]
    pub(crate) look: Look,
    #[command(flatten)]
    pub(crate) batch: Batch,
}

/// A number of bytes: digits, and K, M or G for powers of 1024.
fn size(text: &str) -> Result<u64, String> {
    let text = text.trim();
    let (digits, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    let unit = unit.strip_suffix("iB").or_else(|| unit.strip_suffix('B')).unwrap_or(unit);
    let shift = match unit {
        "" => Some(0),
        "K" | "k" => Some(10),
        "M" | "m" => Some(20),
        "G" | "g" => Some(30),
        _ => None,
    };
    let bytes = shift.and_then(|shift| digits.parse::<u64>().ok()?.checked_mul(1 << shift));
    let bytes = bytes.ok_or_else(|| "expected a size such as `512M` or `2G`".to_owned())?;
    if bytes < LEAST_MEMORY {
        return Err(format!("expected at least {}M: less does not hold fonts and a page", LEAST_MEMORY >> 20));
    }
    Ok(bytes)
}
