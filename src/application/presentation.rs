//! What a theme and its options decide about content: read before the résumé is resolved, so that every format shows the
//! same.

use std::collections::BTreeMap;

use super::resume::Line;

/// What a theme and its options decide about content.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Presentation {
    /// Sections by id, in the order wanted; those not named follow in the usual order.
    pub section_order: Vec<String>,
    /// Titles by section id, instead of the locale's.
    pub section_titles: BTreeMap<String, Line>,
    /// How dates are written.
    pub date_style: DateStyle,
}

/// How dates are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateStyle {
    /// Month and year in words, such as `Apr 2023`.
    #[default]
    Month,
    /// The year alone.
    Year,
    /// As ISO 8601 writes it, such as `2023-04`.
    Iso,
}
