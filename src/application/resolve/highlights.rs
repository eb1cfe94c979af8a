//! Highlights. One whose lines are a list is several: their writer had a text box for each job and no other means.

use super::{Resolver, typography};
use crate::application::markup::{Block, Inline, Markup};
use crate::application::resume::Highlight;
use crate::diagnostic::Span;
use crate::locale::Quotes;
use crate::profile;

impl Resolver<'_> {
    pub(super) fn highlights(&mut self, highlights: &[profile::Highlight]) -> Vec<Highlight> {
        let mut out = Vec::new();
        for highlight in highlights.iter().filter(|highlight| !highlight.private) {
            let children = self.highlights(&highlight.highlights);
            let Some((text, quotes)) = self.choose(&highlight.text.0) else { continue };
            if let Some(mut listed) = listed(text, quotes) {
                if let Some(last) = listed.last_mut() {
                    last.children.extend(children);
                }
                out.extend(listed);
            } else {
                let mut text = Markup::inline_of(text);
                typography::set_markup(&mut text, quotes);
                out.extend((!text.is_empty()).then_some(Highlight { text, children }));
            }
        }
        out
    }
}

/// The highlights of a text with lists: an item each, below the text before them where there is one. None where more than that
/// is in it, or where the items have numbers.
fn listed(text: &profile::Text, quotes: &Quotes) -> Option<Vec<Highlight>> {
    if !text.value.contains('\n') {
        return None;
    }
    let Markup { blocks, span } = Markup::lines_of(text)?;
    highlights(blocks, span, quotes)
}

fn highlights(blocks: Vec<Block>, span: Option<Span>, quotes: &Quotes) -> Option<Vec<Highlight>> {
    let mut content: Vec<Inline> = Vec::new();
    let mut items = Vec::new();
    let mut has_list = false;
    for block in blocks {
        match block {
            Block::Paragraph(_) if has_list => return None,
            Block::Paragraph(paragraph) => {
                if !content.is_empty() {
                    content.push(Inline::Break);
                }
                content.extend(paragraph);
            }
            Block::List { start: Some(_), .. } => return None,
            Block::List { start: None, items: listed } => {
                has_list = true;
                for item in listed {
                    items.extend(highlights(item, span, quotes)?);
                }
            }
        }
    }
    if content.is_empty() {
        return Some(items);
    }
    let mut text = Markup { blocks: vec![Block::Paragraph(content)], span };
    typography::set_markup(&mut text, quotes);
    Some(vec![Highlight { text, children: items }])
}
