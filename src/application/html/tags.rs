//! The tags of a text that count as such.

use std::collections::BTreeMap;
use std::ops::Range;

/// Tags that hold blocks or lines of their own.
const BLOCKS: [&str; 12] = ["p", "div", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"];

/// Tags within a line.
const INLINE: [&str; 10] = ["b", "strong", "i", "em", "code", "s", "del", "strike", "u", "span"];

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag {
    /// Its name in lower case.
    pub(super) name: String,
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// Whether it closes something.
    pub(super) closes: bool,
    /// Where a link leads, as it was written.
    pub(super) href: Option<String>,
}

impl Tag {
    /// Whether it holds a block.
    pub(super) fn is_block(&self) -> bool {
        BLOCKS.contains(&self.name.as_str())
    }
}

/// The tags of a text that count, in their order: those with a partner, items of a list, and line breaks.
pub(super) fn tags(text: &str) -> Vec<Tag> {
    let all = candidates(text);
    let mut counts = vec![false; all.len()];
    let mut open: Vec<usize> = Vec::new();
    // How many of each name are open, so that nobody looks for one in vain.
    let mut waiting: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, tag) in all.iter().enumerate() {
        let name = tag.name.as_str();
        if name == "br" {
            counts[index] = true;
        } else if !tag.closes {
            open.push(index);
            *waiting.entry(name).or_default() += 1;
        } else if waiting.get(name).is_some_and(|count| *count > 0) {
            let Some(at) = open.iter().rposition(|opener| all[*opener].name == name) else { continue };
            let opener = open[at];
            if pairs(text, &all[opener], tag) {
                counts[opener] = true;
                counts[index] = true;
                // Items need not be closed.
                if matches!(name, "ul" | "ol") {
                    open[at..].iter().filter(|inner| all[**inner].name == "li").for_each(|inner| counts[*inner] = true);
                }
            }
            for closed in open.drain(at..) {
                waiting.entry(all[closed].name.as_str()).and_modify(|count| *count -= 1);
            }
        }
    }
    all.into_iter().zip(counts).filter_map(|(tag, counts)| counts.then_some(tag)).collect()
}

/// Whether two tags are a pair and not words of a sentence about tags.
fn pairs(text: &str, opener: &Tag, closer: &Tag) -> bool {
    let inner = &text[opener.range.end..closer.range.start];
    let tight = !inner.is_empty() && !inner.starts_with(char::is_whitespace) && !inner.ends_with(char::is_whitespace);
    if opener.name == "a" {
        return opener.href.is_some();
    }
    // A block begins where a line or another tag ends.
    let before = text[..opener.range.start].trim_end_matches([' ', '\t']);
    tight
        || opener.is_block()
            && (before.is_empty() || before.ends_with(['>', '\n']) || matches!(opener.name.as_str(), "ul" | "ol"))
}

/// Everything that has the form of a tag that is known here, outside of code.
fn candidates(text: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    // Between backticks is code: after an odd number of them, and before another.
    let last_tick = text.rfind('`').unwrap_or(0);
    let (mut at, mut ticks, mut counted) = (0, 0, 0);
    while let Some(step) = text[at..].find('<') {
        let start = at + step;
        at = start + 1;
        ticks += text[counted..start].matches('`').count();
        counted = start;
        if let Some(tag) = tag(text, start).filter(|tag| ticks % 2 == 0 || last_tick < tag.range.end) {
            at = tag.range.end;
            found.push(tag);
        }
    }
    found
}

fn tag(text: &str, start: usize) -> Option<Tag> {
    let rest = &text[start + 1..];
    let closes = rest.starts_with('/');
    let rest = &rest[usize::from(closes)..];
    let length = rest.find(|c: char| !c.is_ascii_alphanumeric()).filter(|length| (1..=10).contains(length))?;
    let name = rest[..length].to_ascii_lowercase();
    if name != "a" && name != "br" && !BLOCKS.contains(&name.as_str()) && !INLINE.contains(&name.as_str()) {
        return None;
    }
    let rest = &rest[length..];
    if !rest.starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/')) {
        return None;
    }
    let end = attributes_end(rest)?;
    let href = (name == "a").then(|| attribute(&rest[..end], "href")).flatten();
    let range = start..text.len() - rest.len() + end + 1;
    Some(Tag { name, range, closes, href })
}

/// Where the attributes of a tag end at its `>`; values may hold one between quotes.
fn attributes_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (c, quote) {
            ('>', None) => return Some(at),
            ('<', None) => return None,
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            _ => {}
        }
    }
    None
}

/// The value of an attribute.
fn attribute(text: &str, name: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let at = lower.match_indices(name).map(|(at, _)| at).find(|at| {
        lower[..*at].ends_with(|c: char| c.is_ascii_whitespace())
            && lower[at + name.len()..].trim_start().starts_with('=')
    })?;
    let value = text[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split(|c: char| c.is_ascii_whitespace()).next()?,
    };
    Some(value.to_owned())
}
