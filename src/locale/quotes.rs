//! Quotation marks.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Locale;

/// The quotation marks of a language, each with the space that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quotes {
    /// The marks for `"`, opening and closing.
    pub double: [String; 2],
    /// The marks for `'`, opening and closing.
    pub single: [String; 2],
    /// The marks of countries that have others, by ISO 3166-1 alpha-2 code.
    #[serde(default)]
    pub regions: BTreeMap<String, Quotes>,
}

impl Locale {
    /// The quotation marks of the language, as a country writes them.
    #[must_use]
    pub fn quotes(&self, region: Option<&str>) -> &Quotes {
        region.and_then(|region| self.quotes.regions.get(region)).unwrap_or(&self.quotes)
    }
}
