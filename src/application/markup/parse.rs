//! From the text of a profile to the tree.
//!
//! The grammar is a few marks, and every other character is text, which no parser of Markdown can be told: entities, HTML,
//! underscores and stars within words would have to be undone one by one. So it is read here: `lines` finds paragraphs and
//! items, `inline` the marks within them.

use std::borrow::Cow;

use super::lines::{self, Joint, Marker, Part, Sink};
use super::{Block, Breaks, Markup, inline};
use crate::diagnostic::Span;
use crate::profile::Text;
use crate::source::Style;

/// How deep lists may nest; deeper items join the innermost list.
pub(super) const DEPTH_LIMIT: usize = 12;

impl Markup {
    /// Parses text for an inline place, where lines are wrapped: one paragraph, in which nothing at the start of a line has a
    /// meaning. White space is folded; a backslash at the end of a line is a line break.
    #[must_use]
    pub fn inline(text: &str, span: Option<Span>) -> Self {
        Self { blocks: read(text, Breaks::Wrapped, lines::inline), span }
    }

    /// Parses text for a place that holds blocks, where lines are wrapped: paragraphs, set apart by empty lines, and lists.
    #[must_use]
    pub fn blocks(text: &str, span: Option<Span>) -> Self {
        Self { blocks: read(text, Breaks::Wrapped, lines::blocks), span }
    }

    /// Parses a text of a profile for an inline place; what a line break means depends on how it was written.
    #[must_use]
    pub fn inline_of(text: &Text) -> Self {
        Self { blocks: read(&text.value, Breaks::of(text.style), lines::inline), span: Some(text.span) }
    }

    /// Parses a text of a profile as blocks if its line breaks count.
    pub(crate) fn lines_of(text: &Text) -> Option<Self> {
        (Breaks::of(text.style) == Breaks::Kept).then(|| Self::blocks_of(text))
    }

    /// Parses a text of a profile for a place that holds blocks; what a line break means depends on how it was written.
    #[must_use]
    pub fn blocks_of(text: &Text) -> Self {
        Self { blocks: read(&text.value, Breaks::of(text.style), lines::blocks), span: Some(text.span) }
    }
}

impl Breaks {
    /// The meaning of a line break in a scalar of a style.
    pub(super) fn of(style: Style) -> Self {
        match style {
            Style::Quoted => Self::Kept,
            Style::Plain | Style::Block => Self::Wrapped,
        }
    }
}

fn read(text: &str, breaks: Breaks, lines: impl Fn(&str, Breaks, &mut Builder)) -> Vec<Block> {
    let mut builder = Builder::default();
    lines(text, breaks, &mut builder);
    builder.finish()
}

/// The text of a paragraph as `inline` takes it: a line break in it is one that is shown.
pub(super) fn joined<'t>(parts: &[Part<'t>]) -> Cow<'t, str> {
    if let [(_, only)] = parts {
        return Cow::Borrowed(only);
    }
    let mut out = String::with_capacity(parts.iter().map(|(_, part)| part.len() + 1).sum());
    for (joint, part) in parts {
        match joint {
            Joint::Glued => {}
            Joint::Space => out.push(' '),
            Joint::Break => out.push('\n'),
        }
        out.push_str(part);
    }
    Cow::Owned(out)
}

/// A list whose last item is open.
struct Level {
    marker: Marker,
    items: Vec<Vec<Block>>,
    item: Vec<Block>,
    /// Where the content of the item stands; what is indented less does not belong to it.
    column: usize,
}

/// Collects paragraphs and items without recursion, so that no nesting overflows the stack.
#[derive(Default)]
struct Builder {
    blocks: Vec<Block>,
    /// Open lists, outermost first.
    levels: Vec<Level>,
}

impl Builder {
    fn push(&mut self, block: Block) {
        match self.levels.last_mut() {
            Some(level) => level.item.push(block),
            None => self.blocks.push(block),
        }
    }

    /// The column that what belongs to the list around the innermost of so many has at least.
    fn column_around(&self, levels: usize) -> usize {
        levels.checked_sub(2).map_or(0, |around| self.levels[around].column)
    }

    /// How many lists stay open for an item, and whether it goes on with the innermost of them.
    fn place(&self, indent: usize, marker: Marker) -> (usize, bool) {
        let mut open = self.levels.len();
        while open > 0 && indent < self.levels[open - 1].column {
            if indent >= self.column_around(open) && self.levels[open - 1].marker.same_list(marker) {
                return (open, true);
            }
            open -= 1;
        }
        if open >= DEPTH_LIMIT { (DEPTH_LIMIT, true) } else { (open, false) }
    }

    fn close_to(&mut self, open: usize) {
        while self.levels.len() > open {
            let Some(Level { marker, mut items, item, .. }) = self.levels.pop() else { break };
            items.push(item);
            let start = match marker {
                Marker::Bullet(_) => None,
                Marker::Number(number, _) => Some(number),
            };
            self.push(Block::List { start, items });
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.close_to(0);
        self.blocks
    }
}

impl Sink for Builder {
    fn item(&mut self, indent: usize, marker: Marker) {
        let width = match marker {
            Marker::Bullet(_) => 1,
            Marker::Number(number, _) => number.to_string().len() + 1,
        };
        let column = indent + width + 1;
        let (open, goes_on) = self.place(indent, marker);
        self.close_to(open);
        match self.levels.last_mut().filter(|_| goes_on) {
            Some(level) => {
                let item = std::mem::take(&mut level.item);
                level.items.push(item);
                level.column = column;
            }
            None => self.levels.push(Level { marker, items: Vec::new(), item: Vec::new(), column }),
        }
    }

    fn continues(&self, indent: usize, marker: Marker) -> bool {
        self.place(indent, marker).1
    }

    fn is_within(&self, indent: usize) -> bool {
        self.levels.last().is_some_and(|level| indent >= level.column)
    }

    fn outdent(&mut self, indent: usize) {
        let open = self.levels.iter().take_while(|level| indent >= level.column).count();
        self.close_to(open);
    }

    fn paragraph(&mut self, parts: &[Part<'_>]) {
        let content = inline::parse(&joined(parts));
        if !content.is_empty() {
            self.push(Block::Paragraph(content));
        }
    }
}

#[cfg(test)]
mod tests;
