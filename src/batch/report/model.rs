//! The report as data. Its JSON form is published: `curricle schema report`.
//!
//! A report never says what is redacted, nor that something is: names, places and messages come in masked, from where the
//! input was read, and nothing here could unmask them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::batch::Shard;
use crate::source::report::Record;

/// The form of the report that is described here. It changes when a reader of the old one would be wrong.
pub const FORM: &str = "curricle-report/1";

/// What came of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// The form of the report.
    #[schemars(extend("const" = FORM))]
    pub form: String,
    /// What wrote the report.
    pub tool: Tool,
    /// The plan of which the targets are all, or the part that `shard` names.
    pub plan: PlanOf,
    /// The part of the plan; absent for all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<Shard>,
    /// Whether the run was stopped before its end.
    pub interrupted: bool,
    /// The sums over the targets.
    pub summary: Summary,
    /// The targets, in the order of the plan.
    pub targets: Vec<TargetReport>,
}

/// A program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// What a plan is known by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanOf {
    /// How many targets the whole plan has.
    pub targets: usize,
    /// The SHA-256 of what the whole plan makes of what, in hexadecimal: the same for every part of it.
    pub sha256: String,
}

/// Sums over targets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Summary {
    /// How many were made, or checked and found right.
    pub made: usize,
    /// How many were unchanged since they were made.
    pub unchanged: usize,
    /// How many failed.
    pub failed: usize,
    /// How many were not begun, or not ended, when the run was stopped.
    pub skipped: usize,
    /// How many pages those made have together.
    pub pages: usize,
    /// How long the run took, in milliseconds; that of the longest part, where parts were joined.
    pub milliseconds: u64,
}

/// What came of one target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TargetReport {
    /// Its place in the whole plan, counted from 0, by which the reports of parts are joined.
    pub position: usize,
    /// The input, as it was named; masked where it is redacted.
    pub input: String,
    /// The application that was named for it beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application: Option<String>,
    /// The theme.
    pub theme: String,
    /// The language that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// What came of it.
    pub status: Status,
    /// The files that were made, or are unchanged.
    pub outputs: Vec<Output>,
    /// How many pages they have together; 0 where no format shows pages.
    pub pages: usize,
    /// How long it took, in milliseconds.
    pub milliseconds: u64,
    /// What there was to say.
    pub diagnostics: Vec<Record>,
}

/// What came of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It was made, or checked and found right.
    Made,
    /// It is unchanged since it was made.
    Unchanged,
    /// It failed.
    Failed,
    /// It was not begun, or not ended, when the run was stopped.
    Skipped,
}

/// A file that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Output {
    /// Its path, with forward slashes.
    pub path: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its size in bytes.
    pub bytes: u64,
}
