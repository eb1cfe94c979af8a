//! Durations in words: `3 years 4 months`, in the plural that each number takes.

use std::collections::BTreeMap;

use icu_plurals::{PluralCategory as Category, PluralRules};
use serde::Deserialize;

use super::{Locale, fill};

/// The forms of durations.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Durations {
    /// Years, with `{count}` as place.
    pub years: Forms,
    /// Months, with `{count}` as place.
    pub months: Forms,
    /// Both, with `{years}` and `{months}` as places.
    pub join: String,
    /// A duration beside the dates that it counts, with `{dates}` and `{duration}` as places.
    pub beside: String,
}

/// One text for each plural category that the language tells apart.
pub type Forms = BTreeMap<PluralCategory, String>;

/// The plural categories of CLDR (UTS #35, Language Plural Rules).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PluralCategory {
    /// As Arabic has for none.
    Zero,
    /// Singular.
    One,
    /// Dual.
    Two,
    /// Paucal, as for 2 to 4 in Polish.
    Few,
    /// As for 5 to 20 in Polish.
    Many,
    /// Every other number.
    Other,
}

impl PluralCategory {
    /// The category of a whole number in a language, by its tag.
    #[must_use]
    pub fn of(number: u32, tag: &str) -> Self {
        let rules = icu_locale_core::Locale::try_from_str(tag).ok();
        match rules.and_then(|locale| PluralRules::try_new_cardinal(locale.into()).ok()) {
            Some(rules) => rules.category_for(number).into(),
            None => Self::Other,
        }
    }
}

impl From<Category> for PluralCategory {
    fn from(category: Category) -> Self {
        match category {
            Category::Zero => Self::Zero,
            Category::One => Self::One,
            Category::Two => Self::Two,
            Category::Few => Self::Few,
            Category::Many => Self::Many,
            Category::Other => Self::Other,
        }
    }
}

impl Locale {
    /// A number of months in words, as years and months: `3 years 4 months`, `2 years`, `5 months`.
    #[must_use]
    pub fn duration(&self, months: u32) -> String {
        let (years, months) = (months / 12, months % 12);
        let in_years = self.counted(&self.durations.years, years);
        let in_months = self.counted(&self.durations.months, months);
        match (years, months) {
            (_, 0) => in_years,
            (0, _) => in_months,
            _ => fill(&self.durations.join, &[("years", &in_years), ("months", &in_months)]),
        }
    }

    /// A range of dates with its duration beside it: `Mar 2020 – Jun 2023 (3 years 4 months)`.
    #[must_use]
    pub fn with_duration(&self, dates: &str, months: u32) -> String {
        fill(&self.durations.beside, &[("dates", dates), ("duration", &self.duration(months))])
    }

    fn counted(&self, forms: &Forms, count: u32) -> String {
        let form = forms.get(&PluralCategory::of(count, &self.language));
        // A test holds that no number from 1 to 1000 lacks its form.
        let form = form.or_else(|| forms.values().last());
        form.map_or_else(String::new, |form| fill(form, &[("count", &self.number(count, 1))]))
    }
}
