//! Families for scripts whose fonts are too large to be bundled.
//!
//! Chinese, Japanese and Korean share characters and draw them differently. Left to itself, Typst takes any font that has
//! a character, so the family is named.

use typst::text::{FontFlags, FontInfo};

use super::FontSet;
use crate::locale::Locale;
use crate::theme::{OptionValue, OptionValues};

/// Families of each language, with serifs and without, the likeliest first.
const FAMILIES: [(&str, [&str; 3], [&str; 3]); 4] = [
    (
        "zh-Hant",
        ["Noto Serif CJK TC", "Noto Serif TC", "Source Han Serif TC"],
        ["Noto Sans CJK TC", "Noto Sans TC", "Source Han Sans TC"],
    ),
    (
        "zh",
        ["Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC"],
        ["Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC"],
    ),
    (
        "ja",
        ["Noto Serif CJK JP", "Noto Serif JP", "Source Han Serif"],
        ["Noto Sans CJK JP", "Noto Sans JP", "Source Han Sans"],
    ),
    (
        "ko",
        ["Noto Serif CJK KR", "Noto Serif KR", "Source Han Serif K"],
        ["Noto Sans CJK KR", "Noto Sans KR", "Source Han Sans K"],
    ),
];

/// Families with serifs whose files do not say so.
const SERIFS: [&str; 2] = ["XCharter", "Roboto Slab"];

/// Whether a font has serifs: by its classification (PANOSE), which many leave empty, or by its name.
pub(super) fn has_serifs(font: &FontInfo) -> bool {
    font.flags.contains(FontFlags::SERIF) || font.family.contains("Serif") || SERIFS.contains(&font.family.as_str())
}

impl FontSet {
    /// A family for a language's script among those that are there, beside the bundled ones: with serifs if the
    /// family of the body text has some. `None` where the bundled families are enough, or none of those known is there.
    #[must_use]
    pub fn script_family(&self, language: &str, options: &OptionValues) -> Option<String> {
        self.script_families(language, options)?
            .into_iter()
            .find_map(|family| self.family(family).ok())
            .map(str::to_owned)
    }

    /// The families that suit a language's script, whether they are there or not, the likeliest first. `None` where the bundled
    /// families are enough.
    pub(crate) fn script_families(&self, language: &str, options: &OptionValues) -> Option<Vec<&'static str>> {
        let locale = Locale::built_in(language)?;
        let (_, serif, sans) = FAMILIES.iter().find(|(tag, ..)| *tag == locale.language)?;
        let wanted = if self.wants_serifs(options) { [serif, sans] } else { [sans, serif] };
        Some(wanted.into_iter().flatten().copied().collect())
    }

    /// Whether the body text has serifs.
    pub(crate) fn wants_serifs(&self, options: &OptionValues) -> bool {
        let like = match options.get("fonts.body") {
            Some(OptionValue::Font(family)) => family.text.as_str(),
            _ => "",
        };
        let like = self.book().select_family(&like.to_lowercase()).next().and_then(|index| self.book().info(index));
        like.is_none_or(has_serifs)
    }
}

#[cfg(test)]
mod tests {
    use super::{FontSet, has_serifs};

    #[test]
    fn the_serifs_of_bundled_families_are_known() {
        let fonts = FontSet::bundled();
        let of = |family: &str| {
            let index = fonts.book().select_family(&family.to_lowercase()).next().expect("it is bundled");
            has_serifs(fonts.book().info(index).expect("it is in the book"))
        };
        assert!(["Source Serif 4", "XCharter", "Libertinus Serif", "Roboto Slab"].into_iter().all(of));
        assert!(!["Inter", "SourceSans3VF", "Source Code Pro"].into_iter().any(of));
    }
}
