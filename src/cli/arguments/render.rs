//! The arguments of what lays inputs out: `render` and `check`.

use std::path::PathBuf;

use clap::Args;
use curricle::batch::{Format, Shard};
use curricle::profile::LanguageTag;

use super::application::ApplicationFields;
use super::language;

/// The least limit of memory that a render may be given, in bytes.
const LEAST_MEMORY: u64 = 256 << 20;

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

/// How many inputs are handled in one run.
#[derive(Debug, Args)]
#[command(next_help_heading = "Many inputs")]
pub(crate) struct Batch {
    /// Use so many processes; without it as many as there are cores
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
    /// Stop at the first input that fails
    #[arg(long)]
    pub(crate) fail_fast: bool,
    /// Give up on an input that takes more memory than this: a number with K, M or G (Linux) [default: 2G]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub(crate) memory_limit: Option<u64>,
    /// Write what came of each input to this file: .json, .xml (JUnit) or .md; repeat for several
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Vec<PathBuf>,
    /// Take the I-th of N parts of the inputs, counted from 1
    #[arg(long, value_name = "I/N")]
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
#[command(after_help = "\
Outputs stand in dist/, named after the input: dist/me.pdf, dist/me-1.png, dist/me-typst/, dist/me-letter.pdf.

Examples:
  curricle render me.yaml
  curricle render me.yaml -t plain,ledger -f pdf,png -o out/
  curricle render me.yaml -f txt -o - | xclip    text to paste into a form
  curricle render                                what curricle.yaml names
  curricle render applications/acme.yaml
  curricle render people/ -o out --report report.json    a folder of profiles, on all cores
  curricle render me.yaml --include backend --since 10y --pages 1
  curricle render me.yaml -O accent=#0b6e4f --set 'basics.label=Staff Engineer'
  curricle render - -o - < me.yaml > me.pdf")]
pub(crate) struct Render {
    /// Profiles or applications in YAML or JSON, folders of them, patterns such as 'cvs/*.yaml', or - for standard input; without
    /// any, what the workspace names
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
    /// Print what would be made, and make nothing
    #[arg(long, conflicts_with = "watch")]
    pub(crate) dry_run: bool,
    /// Make also what is unchanged since the last run
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) batch: Batch,
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
    /// Profiles or applications in YAML or JSON, folders of them, patterns such as 'cvs/*.yaml', or - for standard input; without
    /// any, what the workspace names
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Use this theme: a name, or a folder named with a slash; repeat or separate by commas [default: plain]
    #[arg(short, long, value_name = "NAME|PATH", value_delimiter = ',')]
    pub(crate) theme: Vec<String>,
    #[command(flatten)]
    pub(crate) batch: Batch,
    #[command(flatten)]
    pub(crate) look: Look,
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
