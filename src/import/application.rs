//! The application file: theme with options, language, sections and their order.

use super::entry::{Found, KEPT};
use super::report::{Kept, Report};
use super::value::{self, Value};
use super::yaml;
use crate::profile::LanguageTag;

/// An application being put together.
#[derive(Debug, Default)]
pub(super) struct Application {
    /// Our theme, with what it stands for.
    pub(super) theme: Option<(&'static str, String)>,
    /// Options of the theme, the first of each name counts.
    options: Vec<(&'static str, Value)>,
    /// The language.
    pub(super) language: Option<String>,
    /// The date.
    pub(super) date: Option<String>,
    /// The sections in their order.
    pub(super) sections: Vec<String>,
    kept: Vec<(String, Value)>,
}

impl Application {
    /// Sets an option of the theme, unless it is set.
    pub(super) fn option(&mut self, name: &'static str, value: Value) {
        if self.options.iter().all(|(known, _)| *known != name) {
            self.options.push((name, value));
        }
    }

    /// Whether an option is set.
    pub(super) fn has_options(&self) -> bool {
        !self.options.is_empty()
    }

    /// The value of an option.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.options.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// Keeps a value by its path, and says why.
    pub(super) fn keep(&mut self, found: &Found<'_>, reason: &str, report: &mut Report<'_>) {
        self.keep_all(std::slice::from_ref(found), reason, report);
    }

    /// Keeps the values that are left of a mapping, with one word for all.
    pub(super) fn keep_all(&mut self, found: &[Found<'_>], reason: &str, report: &mut Report<'_>) {
        for found in found {
            let steps: Vec<&str> = found.path.split('.').collect();
            value::insert(&mut self.kept, &steps, Value::from_node(found.node));
        }
        let path = match found {
            [] => return,
            [one] => one.path.as_str(),
            [first, ..] => first.path.rsplit_once('.').map_or("", |it| it.0),
        };
        report.kept_all(found, reason, Kept::Application(format!("{KEPT}.{path}")));
    }

    /// The application without its profile; none where there is nothing in it.
    pub(super) fn finish(self) -> Option<Value> {
        let mut pairs = Vec::new();
        if let Some((theme, _)) = self.theme {
            let mut look = vec![("name".to_owned(), Value::text(theme))];
            look.extend(self.options.into_iter().map(|(name, value)| (name.to_owned(), value)));
            pairs.push(("theme".to_owned(), Value::Map(look)));
        }
        pairs.extend(self.language.map(|language| ("language".to_owned(), Value::Text(language))));
        pairs.extend(self.date.map(|date| ("date".to_owned(), Value::Text(date))));
        if !self.sections.is_empty() {
            let sections = Value::texts(self.sections);
            pairs.push(("select".to_owned(), Value::Map(vec![("sections".to_owned(), sections)])));
        }
        if !self.kept.is_empty() {
            pairs.push((KEPT.to_owned(), Value::Map(self.kept)));
        }
        (!pairs.is_empty()).then_some(Value::Map(pairs))
    }

    /// The file; none where it would only name the profile.
    pub(super) fn write(self, profile: &str, tool: &str) -> Option<String> {
        let comment = self
            .theme
            .as_ref()
            .map(|(theme, of)| format!("# curricle has no theme like {of} of {tool}; `{theme}` comes nearest.\n"));
        let mut pairs = vec![("profile".to_owned(), Value::text(profile))];
        pairs.extend(self.finish()?.into_pairs());
        Some(comment.unwrap_or_default() + &yaml::write(&pairs))
    }
}

/// Tells that a theme draws icons, of those that are nearest to one of another tool.
pub(super) fn draws_icons(theme: &str) -> bool {
    theme == "meridian"
}

/// The bundled family that a font is, by the name that other tools have for it.
pub(super) fn bundled_font(name: &str) -> Option<&'static str> {
    const FONTS: [(&str, &str); 9] = [
        ("sourcesans3", "SourceSans3VF"),
        ("sourcesanspro", "SourceSans3VF"),
        ("sourceserif4", "Source Serif 4"),
        ("sourceserifpro", "Source Serif 4"),
        ("xcharter", "XCharter"),
        ("inter", "Inter"),
        ("libertinusserif", "Libertinus Serif"),
        ("robotoslab", "Roboto Slab"),
        ("sourcecodepro", "Source Code Pro"),
    ];
    let name: String = name.to_lowercase().split_whitespace().collect();
    FONTS.iter().find(|(known, _)| *known == name).map(|(_, family)| *family)
}

/// A colour as `#rrggbb`, from that form with or without `#`, `rgb(…)` or one of the names that people use.
pub(super) fn color(text: &str) -> Option<String> {
    const NAMES: [(&str, &str); 12] = [
        ("black", "#000000"),
        ("navy", "#000080"),
        ("blue", "#0000ff"),
        ("darkblue", "#00008b"),
        ("steelblue", "#4682b4"),
        ("teal", "#008080"),
        ("green", "#008000"),
        ("darkgreen", "#006400"),
        ("red", "#ff0000"),
        ("darkred", "#8b0000"),
        ("purple", "#800080"),
        ("gray", "#808080"),
    ];
    let text: String = text.to_lowercase().split_whitespace().collect();
    if let Some((_, hex)) = NAMES.iter().find(|(name, _)| *name == text) {
        return Some((*hex).to_owned());
    }
    if let Some(inner) = text.strip_prefix("rgb(").and_then(|rest| rest.strip_suffix(')')) {
        let parts = inner.split(',').map(|part| part.parse::<u8>().ok()).collect::<Option<Vec<u8>>>()?;
        let [red, green, blue] = parts.as_slice() else { return None };
        return Some(format!("#{red:02x}{green:02x}{blue:02x}"));
    }
    let hex = text.strip_prefix('#').unwrap_or(&text);
    if !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    match hex.len() {
        6 => Some(format!("#{hex}")),
        3 => Some(hex.chars().fold("#".to_owned(), |out, digit| format!("{out}{digit}{digit}"))),
        _ => None,
    }
}

/// The tag of a language by what other tools call it: an English name, a code, or a tag.
pub(super) fn language(name: &str) -> Option<String> {
    const NAMES: [(&str, &str); 25] = [
        ("english", "en"),
        ("arabic", "ar"),
        ("danish", "da"),
        ("dutch", "nl"),
        ("french", "fr"),
        ("german", "de"),
        ("hebrew", "he"),
        ("hindi", "hi"),
        ("hungarian", "hu"),
        ("indonesian", "id"),
        ("indonesia", "id"),
        ("italian", "it"),
        ("japanese", "ja"),
        ("korean", "ko"),
        ("mandarin_chinese", "zh"),
        ("norwegian_bokmål", "nb"),
        ("norwegian_nynorsk", "nn"),
        ("persian", "fa"),
        ("portuguese", "pt"),
        ("russian", "ru"),
        ("spanish", "es"),
        ("turkish", "tr"),
        ("vietnamese", "vi"),
        ("polish", "pl"),
        ("ukrainian", "uk"),
    ];
    let lower = name.trim().to_lowercase();
    let named = NAMES.iter().find(|(known, _)| *known == lower).map(|(_, tag)| (*tag).to_owned());
    named.or_else(|| LanguageTag::parse(name.trim()).map(|tag| tag.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_in_the_forms_there_are() {
        for (text, hex) in [
            ("rgb(0, 79, 144)", Some("#004f90")),
            ("#0B6E4F", Some("#0b6e4f")),
            ("7fffd4", Some("#7fffd4")),
            ("#abc", Some("#aabbcc")),
            ("Black", Some("#000000")),
            ("hsl(270, 60%, 70%)", None),
            ("rgb(1, 2)", None),
            ("rgb(300,0,0)", None),
        ] {
            assert_eq!(color(text).as_deref(), hex, "{text}");
        }
    }

    #[test]
    fn languages_are_known_by_name_and_tag() {
        for (name, tag) in
            [("german", Some("de")), ("zh-hant-tw", Some("zh-Hant-TW")), ("pt-br", Some("pt-BR")), ("klingonese", None)]
        {
            assert_eq!(language(name).as_deref(), tag, "{name}");
        }
    }
}
