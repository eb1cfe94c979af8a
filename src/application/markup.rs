//! The small Markdown of a profile as a tree: bold, italic, code, strike and links, in paragraphs and lists.
//!
//! Whatever Markdown has beyond that (headings, HTML, images, quotes, tables, entities, underscores) stays literal text:
//! nothing that was written is lost or executed. The tree is format-neutral; themes and exporters write it out, each with
//! its own escaping.

mod bare;
mod code;
mod edge;
mod inline;
mod lines;
mod parse;
mod tree;
mod unlink;

pub(crate) use bare::bare_links;
pub(crate) use unlink::unlink;

use crate::diagnostic::Span;

/// A text with its markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Markup {
    /// Paragraphs and lists; a text for an inline place has one paragraph.
    pub blocks: Vec<Block>,
    /// Where it stands in the profile.
    pub span: Option<Span>,
}

/// A paragraph or a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// A list; numbered from `start` where it has one.
    List {
        /// The first number of a numbered list.
        start: Option<u64>,
        /// The items, each with its blocks.
        items: Vec<Vec<Block>>,
    },
}

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Text as it is. Two such pieces never follow each other.
    Text(String),
    /// Bold.
    Strong(Vec<Inline>),
    /// Italic.
    Emphasis(Vec<Inline>),
    /// Struck out.
    Strike(Vec<Inline>),
    /// Code.
    Code(String),
    /// A link to an `http`, `https`, `mailto` or `tel` URL.
    Link {
        /// Where it leads.
        url: String,
        /// What is shown.
        content: Vec<Inline>,
    },
    /// A line break that was asked for.
    Break,
}

impl Markup {
    /// The text without its markup, on one line: paragraphs, list items and line breaks are set apart by spaces, and
    /// links give what they show.
    #[must_use]
    pub fn plain_text(&self) -> String {
        let mut out = String::new();
        push_blocks(&self.blocks, &mut out);
        out
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }
}

/// What a line break in a text means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Breaks {
    /// The line goes on: people wrap lines where they write Markdown.
    Wrapped,
    /// The line ends, as its writer asked for.
    Kept,
}

/// Whether a link is an address that stands in the text as it is.
pub(crate) fn is_bare(url: &str, content: &[Inline]) -> bool {
    let [Inline::Text(text)] = content else { return false };
    ["", "mailto:", "https://"].iter().any(|scheme| url.strip_prefix(scheme) == Some(text))
}

/// White space that is folded. No-break and other Unicode spaces are text.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{B}' | '\u{C}')
}

/// A text with each run of white space as one space.
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if !is_space(c) => out.push(c),
            _ if out.ends_with(' ') => {}
            _ => out.push(' '),
        }
    }
    out
}

fn push_blocks(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(content) => {
                if !out.is_empty() {
                    out.push(' ');
                }
                push_inlines(content, out);
            }
            Block::List { items, .. } => items.iter().for_each(|item| push_blocks(item, out)),
        }
    }
}

fn push_inlines(content: &[Inline], out: &mut String) {
    for piece in content {
        match piece {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) => push_inlines(inner, out),
            Inline::Link { content, .. } => push_inlines(content, out),
            Inline::Break => out.push(' '),
        }
    }
}
