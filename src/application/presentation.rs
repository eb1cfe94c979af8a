//! What a theme and its options decide about content.

use std::collections::BTreeMap;

pub use crate::locale::DateStyle;

/// The part of a theme's options that shapes the résumé before a template sees it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Presentation {
    /// Sections by id in the order wanted; the others follow in their usual order.
    pub section_order: Vec<String>,
    /// Titles by section id, which win over those of the locale and the profile.
    pub section_titles: BTreeMap<String, String>,
    /// How dates are written.
    pub date_style: DateStyle,
}
