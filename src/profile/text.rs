//! Text of a profile: in one language, or in several.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use unic_langid::LanguageIdentifier;

use super::decode::{Decode, Decoder};
use super::schema;
use super::shape::Shape;
use crate::diagnostic::{Diagnostic, Problem, Severity, Span};
use crate::locale::Locale;
use crate::source::{Data, Node, Style};

/// A language by its BCP 47 tag, such as `en`, `de` or `pt-BR`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LanguageTag(LanguageIdentifier);

/// The languages of ISO 639-1, and those of ISO 639-3 without such a code that profiles are written in most.
const REGISTERED: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv \
    dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja \
    jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl \
    nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te \
    tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu \
    arz ast ceb ckb cmn fil gsw haw hsb kab kok mai nds nso pap sat yue";

/// Tells that the primary language of a tag is registered.
pub(super) fn is_registered(tag: &str) -> bool {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    REGISTERED.split_ascii_whitespace().any(|known| known == primary)
}

impl LanguageTag {
    /// Parses a tag; `None` if it is not one, or has no language of ISO 639.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let id: LanguageIdentifier = tag.parse().ok()?;
        // Longer ones are reserved, and mostly a word that was meant as something else.
        (2..=3).contains(&id.language.as_str().len()).then_some(Self(id))
    }

    /// English.
    ///
    /// # Panics
    /// Never: `en` is a tag.
    #[must_use]
    pub fn english() -> Self {
        Self::parse("en").unwrap_or_else(|| unreachable!("`en` is a language tag"))
    }

    /// The primary language, such as `pt` of `pt-BR`.
    #[must_use]
    pub fn language(&self) -> &str {
        self.0.language.as_str()
    }

    /// The region, such as `BR` of `pt-BR`.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.0.region.as_ref().map(unic_langid::subtags::Region::as_str)
    }
}

impl std::fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// A text with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// The text; never blank.
    pub value: String,
    /// Where it stands, quotes included.
    pub span: Span,
    /// How it was written, which decides what a line break in it means.
    pub style: Style,
}

impl Text {
    /// A text at a place, written without quotes.
    #[must_use]
    pub fn new(value: impl Into<String>, span: Span) -> Self {
        Self { value: value.into(), span, style: Style::Plain }
    }

    /// The text of a node; none where that is not text.
    fn of(node: &Node) -> Option<Self> {
        match &node.data {
            Data::Scalar { text, style } => Some(Self { value: text.clone(), span: node.span, style: *style }),
            _ => None,
        }
    }
}

/// A text in one language or in several.
#[derive(Debug, Clone, PartialEq)]
pub struct Localized {
    /// The variants in the order of the file; a text that names no language has `None`.
    pub variants: Vec<(Option<LanguageTag>, Text)>,
}

impl Localized {
    /// The variant to show for a language: the same tag, else the same primary language, else the text without a
    /// language or in the profile's own, else the first; with the tag of the variant, if it names one.
    #[must_use]
    pub fn choose(&self, wanted: &LanguageTag, own: &LanguageTag) -> Option<(Option<&LanguageTag>, &Text)> {
        let by = |matches: &dyn Fn(Option<&LanguageTag>) -> bool| {
            self.variants.iter().find(|(tag, _)| matches(tag.as_ref()))
        };
        by(&|tag| tag == Some(wanted))
            .or_else(|| by(&|tag| tag.is_some_and(|tag| tag.language() == wanted.language())))
            .or_else(|| by(&|tag| tag.is_none() || tag == Some(own)))
            .or_else(|| self.variants.first())
            .map(|(tag, text)| (tag.as_ref(), text))
    }

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let variants = match &node.data {
            Data::Scalar { .. } => Text::of(node).into_iter().map(|text| (None, text)).collect(),
            Data::Mapping(pairs) => {
                let mut variants = Vec::new();
                for (key, value) in pairs.iter().filter(|(_, value)| !value.is_absent()) {
                    let tag = LanguageTag::parse(&key.name);
                    if tag.is_none() {
                        decoder.under(&key.name, |decoder| {
                            decoder.report(key.span, Problem::BadLanguage { found: key.name.clone() });
                        });
                    }
                    let Some(text) = Text::of(value) else {
                        decoder.under(&key.name, |decoder| decoder.wrong_type(value, "text"));
                        continue;
                    };
                    variants.extend(tag.map(|tag| (Some(tag), text)));
                }
                variants
            }
            _ => {
                decoder.wrong_type(node, "text, or a mapping of language tags to texts");
                return None;
            }
        };
        (!variants.is_empty()).then_some(Self { variants })
    }
}

macro_rules! localized {
    ($(#[$doc:meta])* $name:ident, $shape:ident, $schema:tt, $normal:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name(pub Localized);

        impl Decode for $name {
            const SHAPE: &'static Shape = &Shape::$shape;

            fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
                let mut localized = Localized::decode(node, decoder)?;
                let normal: fn(&str) -> String = $normal;
                for (_, text) in &mut localized.variants {
                    text.value = normal(&text.value);
                }
                Some(Self(localized))
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                schema::text(serde_json::json!($schema))
            }
        }
    };
}

localized! {
    /// One line of plain text: line breaks and tabs become spaces.
    LineText, Line, {}, one_line
}

localized! {
    /// Text with the small Markdown: bold, italic, code, strike and links; paragraphs and lists where a block is
    /// expected.
    Prose, Prose, { "description": "Text with `**bold**`, `*italic*`, `` `code` ``, `~~strike~~` and `[links](https://example.org)`." },
    |text| text.trim().to_owned()
}

localized! {
    /// Plain text whose line breaks count, as in a postal address.
    Lines, Opaque, {},
    |text| text.lines().map(one_line).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Text on one line: each run of white space that holds a line break or tab becomes one space, the ends are trimmed.
pub(crate) fn one_line(text: &str) -> String {
    text.trim().split(['\n', '\r', '\t']).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// One line of text that is the same in every language: a user name, a score.
#[derive(Debug, Clone, PartialEq)]
pub struct Plain(pub Text);

impl Decode for Plain {
    const SHAPE: &'static Shape = &Shape::Scalar;

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let Some(text) = node.as_text() else {
            decoder.wrong_type(node, "text");
            return None;
        };
        Some(Self(Text::new(one_line(text), node.span)))
    }
}

impl JsonSchema for Plain {
    fn schema_name() -> Cow<'static, str> {
        "Plain".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schema::one_line(serde_json::json!({}))
    }
}

impl Decode for LanguageTag {
    const SHAPE: &'static Shape = &Shape::Scalar;

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let text = Plain::decode(node, decoder)?.0.value;
        let tag = Self::parse(&text);
        if tag.is_none() {
            // A profile is shown all the same, in the language that its texts are in.
            let severity = if decoder.is_lenient() { Severity::Warning } else { Severity::Error };
            let problem = Problem::BadLanguage { found: text };
            decoder.push(Diagnostic::at(node.span, problem).with_severity(severity));
        }
        tag
    }
}

impl JsonSchema for LanguageTag {
    fn schema_name() -> Cow<'static, str> {
        "LanguageTag".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let mut schema = schema::one_line(serde_json::json!({
            "description": "A language by its tag, such as `en` or `pt-BR`.",
            "pattern": "^$|^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$",
            "patternErrorMessage": "Write a language by its tag, such as `en`, `de` or `pt-BR`.",
        }))
        .to_value();
        let named = Locale::known().filter_map(|tag| Some((tag, Locale::built_in(tag)?.name.as_str())));
        schema::offer(named, &mut schema);
        schema.try_into().unwrap_or_default()
    }
}
/// Bullets of word processors, as they are pasted. The last two are those of the fonts Symbol and Wingdings, which have no letters
/// elsewhere.
pub(crate) const BULLETS: [char; 10] = ['•', '‣', '▪', '●', '○', '◦', '∙', '·', '\u{F0B7}', '\u{F0A7}'];

/// True for a bullet that needs no space after it. The others are signs between words, too.
pub(crate) fn is_bare_bullet(c: char) -> bool {
    matches!(c, '•' | '\u{E000}'..='\u{F8FF}')
}

/// Returns a text without the bullet that was pasted with it.
pub(crate) fn without_bullet(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let rest = text.strip_prefix(BULLETS)?;
    let bullet = text.starts_with(is_bare_bullet) || rest.starts_with(char::is_whitespace);
    Some(rest.trim_start()).filter(|rest| bullet && !rest.is_empty())
}
