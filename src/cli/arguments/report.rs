//! The arguments of `report`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Join the reports of a run that was split with --shard
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  curricle report merge part-*.json -o report.json -o junit.xml -o summary.md")]
pub(crate) struct Report {
    #[command(subcommand)]
    pub(crate) action: ReportAction,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ReportAction {
    Merge(Merge),
}

/// Join reports written by render --shard I/N --report FILE.json, one for each part
#[derive(Debug, Args)]
#[command(after_help = "\
Nothing is written if a part is missing or appears twice, or if the reports are from different
runs. The exit code is 1 if any target failed or was skipped, so that a CI job fails with it.

Examples:
  curricle report merge part-*.json -o report.json -o junit.xml -o summary.md
  curricle report merge part-1.json part-2.json | jq .summary")]
pub(crate) struct Merge {
    /// Reports of the parts, in JSON
    #[arg(value_name = "FILE", required = true)]
    pub(crate) reports: Vec<PathBuf>,
    /// File: .json, .xml (JUnit) or .md; repeat for several [default: JSON to standard output]
    #[arg(short, long, value_name = "FILE", default_value = "-", hide_default_value = true)]
    pub(crate) output: Vec<PathBuf>,
}
