//! Reports of the parts of a plan, joined.
//!
//! Whatever does not fit is told at the report concerned, all of it at once: a part that is missing in silence would be
//! taken for one that has nothing to say.

use std::collections::BTreeMap;
use std::io;

use serde::Deserialize;
use serde_json::error::Category;

use super::{FORM, Head, PlanOf, Report, Spool, Tool};
use crate::batch::Shard;
use crate::diagnostic::{Diagnostic, Diagnostics, Problem};

/// Reports that are being joined, one after another.
#[derive(Debug)]
pub struct Merge {
    spool: Spool,
    /// The first report that is one of a part, which the others have to go with.
    first: Option<(String, PlanOf, Shard)>,
    /// The parts so far, and what each is called.
    parts: BTreeMap<u32, String>,
    /// How many reports were refused that may be of a part which is missing otherwise.
    unclear: usize,
    interrupted: bool,
    milliseconds: u64,
    diagnostics: Diagnostics,
}

/// What any form of a report begins with.
#[derive(Deserialize)]
struct Marked {
    form: String,
}

impl Merge {
    /// No report yet; the targets go into an empty spool.
    #[must_use]
    pub fn new(spool: Spool) -> Self {
        Self {
            spool,
            first: None,
            parts: BTreeMap::new(),
            unclear: 0,
            interrupted: false,
            milliseconds: 0,
            diagnostics: Diagnostics::new(),
        }
    }

    /// Adds a report, by its name and the bytes of its file.
    ///
    /// # Errors
    /// When the spool cannot be written. What is wrong with the report is told at the end.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        match parse(bytes) {
            Ok(report) => self.join(name, &report),
            Err(problem) => {
                self.refuse(name, problem);
                Ok(())
            }
        }
    }

    /// Notes a report of which the part is not known, such as one that cannot be read.
    pub fn refuse(&mut self, name: &str, problem: Problem) {
        self.unclear += 1;
        self.note(name, problem);
    }

    fn note(&mut self, name: &str, problem: Problem) {
        self.diagnostics.push(Diagnostic::in_file(name, problem));
    }

    fn join(&mut self, name: &str, report: &Report) -> io::Result<()> {
        let Some(shard) = report.shard else {
            self.refuse(name, Problem::NotAShard);
            return Ok(());
        };
        let (first, plan, of) = self.first.get_or_insert_with(|| (name.to_owned(), report.plan.clone(), shard));
        if let Some(reason) = difference((plan, *of), (&report.plan, shard)) {
            let problem = Problem::OtherPlan { other: first.clone(), reason };
            self.refuse(name, problem);
            return Ok(());
        }
        if let Some(other) = self.parts.get(&shard.index) {
            let problem = Problem::ShardTwice { shard: shard.to_string(), other: other.clone() };
            self.note(name, problem);
            return Ok(());
        }
        self.parts.insert(shard.index, name.to_owned());
        self.interrupted |= report.interrupted;
        self.milliseconds = self.milliseconds.max(report.summary.milliseconds);
        let (mut twice, mut beyond) = (Vec::new(), 0);
        for target in &report.targets {
            if target.position >= report.plan.targets {
                beyond += 1;
            } else if self.spool.has(target.position) {
                twice.push(&target.input);
            } else {
                self.spool.push(target)?;
            }
        }
        if let Some(input) = twice.first() {
            self.note(name, Problem::TargetTwice { input: (*input).clone(), count: twice.len() });
        }
        if beyond > 0 {
            let reason = format!("targets without a place in the plan: {beyond}");
            self.note(name, Problem::NotAReport { reason });
        }
        Ok(())
    }

    /// The joined report: what it says of the whole, and its targets.
    ///
    /// # Errors
    /// Everything for which the reports cannot be joined.
    pub fn end(mut self, tool: Tool) -> Result<(Head, Spool), Diagnostics> {
        let Some((_, plan, of)) = self.first else { return Err(self.diagnostics) };
        let missing = (1..=of.count).filter(|index| !self.parts.contains_key(index));
        let shards: Vec<String> = missing.map(|index| Shard { index, ..of }.to_string()).collect();
        if shards.len() > self.unclear {
            self.diagnostics.push(Diagnostic::nowhere(Problem::ShardMissing { shards }));
        }
        if self.diagnostics.is_empty() && self.spool.len() != plan.targets {
            let problem = Problem::TargetsMissing { found: self.spool.len(), planned: plan.targets };
            self.diagnostics.push(Diagnostic::nowhere(problem));
        }
        if !self.diagnostics.is_empty() {
            return Err(self.diagnostics);
        }
        let (interrupted, milliseconds) = (self.interrupted, self.milliseconds);
        Ok((Head { tool, plan, shard: None, interrupted, milliseconds }, self.spool))
    }
}

fn parse(bytes: &[u8]) -> Result<Report, Problem> {
    let not = |error: serde_json::Error| Problem::NotAReport { reason: error.to_string() };
    let Marked { form } = serde_json::from_slice(bytes).map_err(|error| match error.classify() {
        Category::Data => Problem::NotAReport { reason: "it has no `form`".into() },
        _ => not(error),
    })?;
    if form == FORM {
        serde_json::from_slice(bytes).map_err(not)
    } else if form.starts_with("curricle-report/") {
        Err(Problem::ReportVersion { found: form, known: FORM })
    } else {
        Err(Problem::NotAReport { reason: "its `form` is another".into() })
    }
}

/// Why parts do not belong together.
fn difference((plan, of): (&PlanOf, Shard), (other, part): (&PlanOf, Shard)) -> Option<String> {
    if of.count != part.count {
        return Some(format!("it is one of {} parts, that is one of {}", part.count, of.count));
    }
    if plan.targets != other.targets {
        return Some(format!("its plan has {} targets, that has {}", other.targets, plan.targets));
    }
    (plan.sha256 != other.sha256).then(|| "the plans differ in what is made of what".to_owned())
}
