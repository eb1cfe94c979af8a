//! What a theme and its options decide about content: read before the résumé is resolved, so that every format shows the
//! same.

use std::collections::BTreeMap;

use super::resume::Line;
pub use crate::locale::DateStyle;

/// What a theme and its options decide about content.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Presentation {
    /// Sections by id, in the order asked for; those not named follow in the profile's own order, then in the usual one.
    pub section_order: Vec<String>,
    /// Sections by id in the theme's own order, which the profile's goes before; empty where one was asked for.
    pub usual_order: Vec<String>,
    /// Titles by section id, instead of those of the locale and the profile.
    pub section_titles: BTreeMap<String, Line>,
    /// How dates are written.
    pub date_style: DateStyle,
    /// Whether dates of work tell how long it took, where the profile knows the months.
    pub durations: bool,
}
