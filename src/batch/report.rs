//! What came of a run over many targets: the report that CI reads.
//!
//! Results come in any order and may be a hundred thousand. A [`Spool`] takes them as they come and gives them back in the
//! order of the plan; [`write()`] makes a report of it, in one go and without holding them. [`Merge`] joins the reports of
//! the parts of a plan.

mod junit;
mod markdown;
mod merge;
mod model;
mod spool;
#[cfg(test)]
mod tests;

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use serde_json::Value;

pub use self::merge::Merge;
pub use self::model::{FORM, Output, PlanOf, Report, Status, Summary, TargetReport, Tool};
pub use self::spool::Spool;
use super::Shard;
use crate::diagnostic::Problem;
use crate::profile::schema::titled;
use crate::source::report::unprintable_escaped;

/// What a report says of the run as a whole. The sums come from the spool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// What wrote the report.
    pub tool: Tool,
    /// The plan.
    pub plan: PlanOf,
    /// The part of it that the run was about; none for all of it.
    pub shard: Option<Shard>,
    /// Whether the run was stopped before its end.
    pub interrupted: bool,
    /// How long it took, in milliseconds.
    pub milliseconds: u64,
}

/// The form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportFormat {
    /// All there is to know, one target a line; its schema is [`json_schema`].
    Json,
    /// JUnit XML, which most CI shows as tests: a target is a test case.
    Junit,
    /// A page for people, with what needs them first and of bounded length.
    Markdown,
}

impl ReportFormat {
    /// The form that the name of a file asks for: `.json`, `.xml` or `.md`.
    ///
    /// # Errors
    /// [`Problem::Usage`] for any other name.
    pub fn of(path: &Path) -> Result<Self, Problem> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("json") => Ok(Self::Json),
            Some("xml") => Ok(Self::Junit),
            Some("md") => Ok(Self::Markdown),
            _ => {
                let message = format!("report `{}` has no known file ending", path.display());
                let hint = "end it in .json, .xml (JUnit) or .md (Markdown)".into();
                Err(Problem::Usage { message, hint })
            }
        }
    }
}

/// Writes a report of what is in the spool.
///
/// # Errors
/// When the spool cannot be read, or the report not be written.
pub fn write(format: ReportFormat, head: &Head, spool: &mut Spool, out: &mut dyn Write) -> io::Result<()> {
    match format {
        ReportFormat::Json => json(head, spool, out),
        ReportFormat::Junit => junit::write(head, spool, out),
        ReportFormat::Markdown => markdown::write(head, spool, out),
    }
}

/// As [`Report`] has it, before the targets.
#[derive(Serialize)]
struct Front<'a> {
    form: &'static str,
    tool: &'a Tool,
    plan: &'a PlanOf,
    #[serde(skip_serializing_if = "Option::is_none")]
    shard: Option<Shard>,
    interrupted: bool,
    summary: Summary,
}

fn json(head: &Head, spool: &mut Spool, out: &mut dyn Write) -> io::Result<()> {
    let Head { tool, plan, shard, interrupted, milliseconds: _ } = head;
    let summary = head.summary(spool);
    let front = Front { form: FORM, tool, plan, shard: *shard, interrupted: *interrupted, summary };
    let front = unprintable_escaped(&serde_json::to_string(&front)?);
    write!(out, "{},\"targets\":[", front.strip_suffix('}').unwrap_or(&front))?;
    let mut separator = "\n";
    for line in spool.lines() {
        write!(out, "{separator}{}", line?)?;
        separator = ",\n";
    }
    out.write_all(b"\n]}\n")
}

impl Head {
    /// The sums over what is in the spool, with the time of the run.
    fn summary(&self, spool: &Spool) -> Summary {
        Summary { milliseconds: self.milliseconds, ..spool.summary() }
    }
}

/// The JSON Schema (draft 2020-12) of a report, generated from the model.
#[must_use]
pub fn json_schema() -> Value {
    titled::<Report>("curricle report")
}

/// The schema as the file in `data/schema/` and `curricle schema report` have it: indented, with a line break at its end.
#[must_use]
pub fn json_schema_text() -> String {
    format!("{:#}\n", json_schema())
}
