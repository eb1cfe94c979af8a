//! A profile as a tree of passages: entries, their positions, their highlights, each with its texts and its time.

use crate::application::markup::Markup;
use crate::diagnostic::Span;
use crate::profile::{Entry, Highlight, LanguageTag, Localized, OwnItems, Period, Profile, entry_path};

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// An entry of a list.
    Entry,
    /// A position held at an employer.
    Position,
    /// A highlight, or an item or paragraph of an own section.
    Highlight,
    /// A summary or a label, which answers the advert but is not ranked.
    About,
}

/// One of the texts of a passage.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) span: Span,
    /// Whether it is what the passage is called.
    pub(super) heading: bool,
}

/// A passage and what is nested in it.
#[derive(Debug)]
pub(super) struct Passage {
    pub(super) path: String,
    pub(super) kind: Kind,
    pub(super) span: Option<Span>,
    pub(super) pieces: Vec<Piece>,
    pub(super) period: Period,
    pub(super) private: bool,
    pub(super) nested: Vec<Passage>,
}

/// Chooses the language of texts.
struct Reader<'a> {
    wanted: &'a LanguageTag,
    own: LanguageTag,
}

/// All passages of a profile, in its order.
pub(super) fn passages(profile: &Profile, wanted: &LanguageTag) -> Vec<Passage> {
    let reader = Reader { wanted, own: profile.language() };
    let mut out = Vec::new();
    if let Some(basics) = &profile.basics {
        let label = basics.label.as_ref().map(|text| ("basics.label", &text.0, true));
        let summary = basics.summary.as_ref().map(|text| ("basics.summary", &text.0, false));
        for (path, text, heading) in label.into_iter().chain(summary) {
            out.push(reader.about(path.to_owned(), text, heading, false));
        }
    }
    for listed in profile.entries() {
        let path = entry_path(profile, listed.section, listed.index);
        out.push(reader.entry(path, Kind::Entry, listed.entry, Period::Unknown, false));
    }
    for (key, own) in &profile.sections.0 {
        let path = format!("sections.{}", key.name);
        if let Some(summary) = &own.summary {
            out.push(reader.about(format!("{path}.summary"), &summary.0, false, own.private));
        }
        match &own.items {
            OwnItems::List(items) => {
                out.extend(reader.highlights(&format!("{path}.items"), items, Period::Unknown, own.private));
            }
            OwnItems::Text(paragraphs) => out.extend(paragraphs.iter().enumerate().map(|(index, text)| Passage {
                kind: Kind::Highlight,
                ..reader.about(format!("{path}.items[{index}]"), &text.0, false, own.private)
            })),
            _ => {}
        }
    }
    out
}

impl Reader<'_> {
    fn piece(&self, text: &Localized, heading: bool) -> Option<Piece> {
        let (_, text) = text.choose(self.wanted, &self.own)?;
        let plain = Markup::blocks_of(text).plain_text();
        Some(Piece { text: plain, span: text.span, heading })
    }

    fn about(&self, path: String, text: &Localized, heading: bool, private: bool) -> Passage {
        let pieces: Vec<Piece> = self.piece(text, heading).into_iter().collect();
        let span = pieces.first().map(|piece| piece.span);
        Passage { path, kind: Kind::About, span, pieces, period: Period::Unknown, private, nested: Vec::new() }
    }

    fn entry(&self, path: String, kind: Kind, entry: &dyn Entry, around: Period, private: bool) -> Passage {
        let heading = entry.heading().into_iter().filter_map(|text| self.piece(text, true));
        let texts = entry.texts().into_iter().filter_map(|text| self.piece(text, false));
        let pieces = heading.chain(texts).collect();
        let period = if entry.period() == Period::Unknown { around } else { entry.period() };
        let private = private || entry.is_private();
        let mut nested = Vec::new();
        for (index, position) in entry.positions().iter().enumerate() {
            nested.push(self.entry(format!("{path}.positions[{index}]"), Kind::Position, position, period, private));
        }
        nested.extend(self.highlights(&format!("{path}.highlights"), entry.highlights(), period, private));
        Passage { path, kind, span: entry.span(), pieces, period, private, nested }
    }

    fn highlights(&self, path: &str, items: &[Highlight], period: Period, private: bool) -> Vec<Passage> {
        let passage = |(index, item): (usize, &Highlight)| {
            let path = format!("{path}[{index}]");
            let pieces: Vec<Piece> = self.piece(&item.text.0, false).into_iter().collect();
            let span = pieces.first().map(|piece| piece.span);
            let private = private || item.private;
            let nested = self.highlights(&format!("{path}.highlights"), &item.highlights, period, private);
            Passage { path, kind: Kind::Highlight, span, pieces, period, private, nested }
        };
        items.iter().enumerate().map(passage).collect()
    }
}
