//! Entries of a YAML text by the indentation of its lines alone: all that is left to go by where the parser gave up.

use std::ops::Range;

/// The first byte of the line that holds a byte.
pub(super) fn start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// One past the last byte of the line that holds a byte, its line break left out.
fn end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |length| at + length)
}

/// The number of spaces and tabs before a line's text.
pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

fn is_blank(line: &str) -> bool {
    let text = line.trim();
    text.is_empty() || text.starts_with('#')
}

fn is_item(text: &str) -> bool {
    text.strip_prefix('-').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r']))
}

/// Where an entry begins in its line: at the `-` of a list item, or at a key or other text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Level {
    column: usize,
    item: bool,
}

/// The entries that begin in a line, the outermost first.
fn levels(line: &str) -> Vec<Level> {
    let mut levels = Vec::new();
    let mut column = indent(line);
    while is_item(&line[column..]) {
        levels.push(Level { column, item: true });
        column += 1 + indent(&line[column + 1..]);
    }
    if !line[column..].trim().is_empty() {
        levels.push(Level { column, item: false });
    }
    levels
}

/// Whether a line is a key whose value begins below it.
fn opens(line: &str) -> bool {
    let text = line.find(" #").map_or(line, |comment| &line[..comment]);
    text.trim_end().ends_with(':')
}

/// One past the last byte of the entry that begins at a level of the line at `from`.
fn entry_end(text: &str, from: usize, level: Level) -> usize {
    let mut last = end(text, from);
    let own = &text[from..last];
    let lists = !level.item && opens(own);
    let mut next = last + 1;
    while next < text.len() {
        let stop = end(text, next);
        let line = &text[next..stop];
        if !is_blank(line) {
            let (depth, content) = (indent(line), line.trim());
            let closes = content.trim_end_matches(',').chars().all(|c| "]}".contains(c));
            let belongs = depth > level.column || depth == level.column && (closes || lists && is_item(content));
            if !belongs {
                break;
            }
            last = stop;
        }
        next = stop + 1;
    }
    last
}

/// The entries around a byte, the innermost first, each as what can be left out of the text. A list item keeps its `-`, so
/// that those behind it keep their numbers.
pub(super) fn entries(text: &str, at: usize) -> Vec<Range<usize>> {
    let mut entries = Vec::new();
    let mut from = start(text, at);
    // The level that the next one has to lie around.
    let mut inner: Option<Level> = None;
    loop {
        let line = &text[from..end(text, from)];
        if !is_blank(line) {
            for level in levels(line).into_iter().rev() {
                let around = inner.is_none_or(|inner| {
                    level.column < inner.column
                        || level.column == inner.column && inner.item && !level.item && opens(line)
                });
                if around {
                    let first = from + level.column + usize::from(level.item);
                    entries.push(first..entry_end(text, from, level));
                    inner = Some(level);
                }
            }
        }
        if from == 0 || inner == Some(Level { column: 0, item: false }) {
            return entries;
        }
        from = start(text, from - 1);
    }
}

/// The line that holds a byte, what belongs to it, and the lines of its kind below that are indented as it is.
pub(super) fn alike(text: &str, at: usize) -> Option<Range<usize>> {
    let from = start(text, at);
    let level = *levels(&text[from..end(text, from)]).first()?;
    let mut last = entry_end(text, from, level);
    let mut next = last + 1;
    while next < text.len() {
        let line = &text[next..end(text, next)];
        if !is_blank(line) {
            if levels(line).first() != Some(&level) {
                break;
            }
            last = entry_end(text, next, level);
        }
        next = end(text, next).max(last) + 1;
    }
    Some(from + level.column..last)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "basics:\n  name: Ada # c\n\nwork:\n- name: A\n  highlights: [a,\n    b\n  ]\n  # c\n  - - c\n- d\nend: x\n";

    fn around(word: &str) -> Vec<&'static str> {
        let at = TEXT.find(word).unwrap();
        entries(TEXT, at).into_iter().map(|range| &TEXT[range]).collect()
    }

    #[test]
    fn entries_lie_around_a_byte_from_the_inside_out() {
        assert_eq!(around("Ada"), ["name: Ada # c", "basics:\n  name: Ada # c"]);
        assert_eq!(around("b\n")[..2], ["b", "highlights: [a,\n    b\n  ]"]);
        assert_eq!(around("d\n")[..2], ["d", " d"]);
        assert!(around("d\n")[2].starts_with("work:\n- name") && around("d\n")[2].ends_with("- d"));
        assert_eq!(around("c\n- d")[..3], ["c", " c", " - c"]);
        assert_eq!(around("end"), ["end: x"]);
    }

    #[test]
    fn lines_alike_share_indentation_and_kind() {
        let text = "a: b\n  c: d\n    e\n  # f\n  g: h\n\n  - i\nj: k\n";
        assert_eq!(alike(text, text.find("c:").unwrap()).map(|range| &text[range]), Some("c: d\n    e\n  # f\n  g: h"));
        assert_eq!(alike(text, text.find("- i").unwrap()).map(|range| &text[range]), Some("- i"));
        assert_eq!(alike("", 0), None);
        assert!(entries("\n", 1).is_empty() && entries("", 0).is_empty());
    }
}
