//! Families for scripts whose fonts are too large to be bundled.
//!
//! Chinese, Japanese and Korean share characters and draw them differently. Left to itself, Typst takes any font that has
//! a character, so the family is named.

use typst::text::FontFlags;

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

impl FontSet {
    /// A family for a language's script among those that are there, beside the bundled ones: with serifs if the
    /// family of the body text has some. `None` where the bundled families are enough, or none of those known is there.
    #[must_use]
    pub fn script_family(&self, language: &str, options: &OptionValues) -> Option<String> {
        let locale = Locale::built_in(language)?;
        let (_, serif, sans) = FAMILIES.iter().find(|(tag, ..)| *tag == locale.language)?;
        let like = match options.get("fonts.body") {
            Some(OptionValue::Font(family)) => family.text.as_str(),
            _ => "",
        };
        let like = self.book().select_family(&like.to_lowercase()).next().and_then(|index| self.book().info(index));
        let has_serifs = like.is_none_or(|info| info.flags.contains(FontFlags::SERIF));
        let wanted = if has_serifs { [serif, sans] } else { [sans, serif] };
        wanted.into_iter().flatten().find_map(|family| self.family(family).ok()).map(str::to_owned)
    }
}
