//! What came of a run over many targets: the report that CI reads.

mod model;

pub use model::{Output, PlanOf, Report, Status, Summary, TargetReport, Tool};
