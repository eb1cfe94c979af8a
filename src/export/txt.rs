//! Plain text, for the boxes of application forms: nothing but characters, in the order of the page.
//!
//! Titles of sections are underlined rather than set in capitals, which some languages do not have and others write with
//! rules of their own. Items of lists start with `- `, and a link is followed by its address where its text does not
//! say it. A text is one line, however long, unless it is to be wrapped.

use std::num::NonZeroUsize;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::Artifact;
use super::outline::{self, Block, SECTION, prefixed};
use crate::application::markup::Inline;
use crate::application::resume::{Letter, Resume};

/// Characters of East Asian scripts that no line starts with.
const NOT_FIRST: &str = "、。，．：；！？）］｝〕〉》」』】’”々ー";

/// What stands between two documents in one file.
pub const BETWEEN: &str = "\n\n";

/// Writes a résumé, or a letter under its header where there is one, its lines broken at `wrap` columns; a character of East Asia takes two. Words that are longer, such
/// as addresses, stay whole.
#[must_use]
pub fn export(resume: &Resume, letter: Option<&Letter>, wrap: Option<NonZeroUsize>) -> Artifact {
    Artifact { suffix: ".txt".into(), bytes: write(&outline::document(resume, letter), wrap).into_bytes() }
}

/// The blocks as a text that ends in a newline.
fn write(blocks: &[Block], wrap: Option<NonZeroUsize>) -> String {
    let mut text = lines_of(blocks, wrap.map_or(usize::MAX, NonZeroUsize::get)).join("\n");
    text.push('\n');
    text
}

/// The lines of blocks, each at most so many columns wide.
fn lines_of(blocks: &[Block], columns: usize) -> Vec<String> {
    let mut out = Vec::new();
    let mut last: Option<&Block> = None;
    for block in blocks {
        if last.is_some_and(|last| apart(last, block)) {
            out.push(String::new());
        }
        match block {
            Block::Heading { level, content } => out.extend(heading(*level, content, columns)),
            Block::Lines(lines) => out.extend(lines.iter().flat_map(|line| wrapped(&flat(line), columns))),
            Block::List { start, items } => {
                for (index, item) in (0..).zip(items) {
                    let marker = start.map_or("- ".into(), |start| format!("{}. ", start.saturating_add(index)));
                    let inner = lines_of(item, columns.saturating_sub(marker.len()));
                    out.extend(prefixed(inner, &marker, &" ".repeat(marker.len())));
                }
            }
            Block::Quote(content) => out.extend(prefixed(lines_of(content, columns.saturating_sub(2)), "  ", "  ")),
        }
        last = Some(block);
    }
    out
}

/// Whether an empty line stands between two blocks: an entry holds together, and a list follows what it belongs to.
fn apart(above: &Block, below: &Block) -> bool {
    match (above, below) {
        (_, Block::Heading { .. }) | (Block::List { .. }, Block::List { .. }) => true,
        (Block::Heading { level, .. }, _) => *level == SECTION,
        (_, Block::List { .. }) => false,
        _ => true,
    }
}

/// A heading, with the addresses of its links below it; that of a section is underlined.
fn heading(level: u8, content: &[Inline], columns: usize) -> Vec<String> {
    let mut text = String::new();
    let mut addresses = Vec::new();
    push_run(content, &mut text, &mut |_, address| addresses.push(address));
    let text = text.replace('\n', " ");
    let mut lines = wrapped(&text, columns);
    if level == SECTION {
        lines.push("-".repeat(lines.iter().map(|line| line.width()).max().unwrap_or_default()));
    }
    lines.extend(addresses);
    lines
}

/// A run as text; addresses of links follow them in parentheses.
fn flat(run: &[Inline]) -> String {
    let mut out = String::new();
    push_run(run, &mut out, &mut |out, address| out.push_str(&format!(" ({address})")));
    out
}

/// Adds a run, telling of each address that it does not say.
fn push_run(run: &[Inline], out: &mut String, address: &mut impl FnMut(&mut String, String)) {
    for piece in run {
        match piece {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) => push_run(inner, out, address),
            Inline::Link { url, content } => {
                let start = out.len();
                push_run(content, out, address);
                if let Some(unsaid) = unsaid(url, &out[start..]) {
                    address(out, unsaid);
                }
            }
            Inline::Break => out.push('\n'),
        }
    }
}

/// The address of a link as people write it, unless the text of the link says it.
fn unsaid(url: &str, text: &str) -> Option<String> {
    if let Some(number) = url.strip_prefix("tel:") {
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        return (!digits(text).contains(&digits(number))).then(|| number.to_owned());
    }
    let address = url.strip_prefix("mailto:").map_or(url, |mail| mail.split('?').next().unwrap_or(mail));
    let core = |text: &str| {
        let text = text.to_lowercase();
        let bare = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(&text);
        bare.strip_prefix("www.").unwrap_or(bare).trim_end_matches('/').to_owned()
    };
    (!core(text).contains(&core(address))).then(|| address.to_owned())
}

/// Breaks a text into lines of so many columns: at spaces, and between the characters of scripts that have none.
fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut out = Vec::new();
    for line in text.split('\n') {
        let (mut current, mut width) = (String::new(), 0);
        for (space, word) in words(line.trim_matches(' ')) {
            let needed = word.width() + usize::from(space);
            if !current.is_empty() && width + needed > columns {
                out.push(std::mem::take(&mut current));
                width = 0;
            } else if space {
                current.push(' ');
                width += 1;
            }
            current.push_str(word);
            width += word.width();
        }
        out.push(current);
    }
    out
}

/// The pieces of a line that stay whole, each with whether a space precedes it.
fn words(line: &str) -> Vec<(bool, &str)> {
    let wide = |c: char| c.width() == Some(2) && !NOT_FIRST.contains(c);
    let mut out = Vec::new();
    for (index, word) in line.split(' ').enumerate() {
        let mut start = 0;
        let mut last: Option<char> = None;
        for (at, c) in word.char_indices() {
            if last.is_some_and(|last| wide(c) && last.width() == Some(2)) {
                out.push((index > 0 && start == 0, &word[start..at]));
                start = at;
            }
            last = Some(c);
        }
        out.push((index > 0 && start == 0, &word[start..]));
    }
    out
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;

    use super::{unsaid, wrapped, write};
    use crate::application::markup::{self, Inline, Markup};
    use crate::export::outline::{Block, Run};

    fn piece(text: &str) -> Inline {
        Inline::Text(text.into())
    }

    fn text(text: &str) -> Run {
        vec![piece(text)]
    }

    fn item(line: &str) -> Vec<Block> {
        vec![Block::Lines(vec![text(line)])]
    }

    #[test]
    fn an_entry_holds_together_and_sections_are_underlined() {
        let link = |url: &str, shown: &str| Inline::Link { url: url.into(), content: text(shown) };
        let blocks = [
            Block::Heading { level: 1, content: text("Ada") },
            Block::Lines(vec![text("Analyst"), vec![link("mailto:ada@example.org", "ada@example.org")]]),
            Block::Heading { level: 2, content: text("Work 仕事") },
            Block::Heading { level: 3, content: vec![link("https://a.example/", "Engines"), piece(", London")] },
            Block::Lines(vec![text("1842")]),
            Block::Lines(vec![vec![piece("See "), link("https://b.example/x", "notes")]]),
            Block::List {
                start: None,
                items: vec![
                    item("one"),
                    [item("two"), vec![Block::List { start: Some(9), items: vec![item("nine"), item("ten")] }]]
                        .concat(),
                ],
            },
            Block::Quote(item("Words")),
        ];
        let expected = "Ada\nAnalyst\nada@example.org\n\nWork 仕事\n---------\n\nEngines, London\nhttps://a.example/\n1842\n\n\
            See notes (https://b.example/x)\n- one\n- two\n  9. nine\n  10. ten\n\n  Words\n";
        assert_eq!(write(&blocks, None), expected);
    }

    #[test]
    fn an_address_that_the_text_says_is_not_repeated() {
        assert_eq!(unsaid("https://www.example.org/Ada/", "example.org/ada"), None);
        assert_eq!(unsaid("tel:+49301234567", "+49 30 1234567"), None);
        assert_eq!(unsaid("mailto:ada@example.org?subject=x", "Ada@Example.org"), None);
        assert_eq!(unsaid("mailto:ada@example.org", "write"), Some("ada@example.org".into()));
        assert_eq!(unsaid("tel:112", "call"), Some("112".into()));
        assert_eq!(unsaid("https://example.org/", "here"), Some("https://example.org/".into()));
    }

    #[test]
    fn lines_are_wrapped_at_spaces_and_between_wide_characters() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("a-word-that-is-longer x", 5), ["a-word-that-is-longer", "x"]);
        assert_eq!(wrapped("日本語。日本", 6), ["日本", "語。日", "本"]);
        assert_eq!(wrapped("a\nb", 5), ["a", "b"]);
    }

    #[test]
    fn wrapped_items_hang_and_no_line_is_too_long_or_ends_in_a_space() {
        let blocks = [Block::List { start: None, items: vec![item("one two three four"), item("five")] }];
        assert_eq!(write(&blocks, NonZeroUsize::new(9)), "- one two\n  three\n  four\n- five\n");
    }

    #[test]
    fn marks_of_markup_are_left_out_and_breaks_kept() {
        let markup = Markup::inline("a **b** ~~c~~ `d`\\\n*e*", None);
        let markup::Block::Paragraph(content) = &markup.blocks[0] else { panic!("a paragraph") };
        assert_eq!(write(&[Block::Lines(vec![content.clone()])], None), "a b c d\ne\n");
    }
}
