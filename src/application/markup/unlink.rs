//! The targets of links, taken out of a text whose words stay.

use super::lines::{self, Marker, Part, Sink};
use super::parse::joined;
use super::{Breaks, inline};
use crate::source::Style;

/// Takes the targets of links out of a text, whose words stay, and returns them. An address that stands in the text as it is
/// is a word and stays, but is returned, too.
pub(crate) fn unlink(text: &mut String, style: Style) -> Vec<String> {
    let mut targets = Vec::new();
    // A highlight is one paragraph, whatever its lines begin with; which place a text is for is not known here.
    for blocks in [true, false] {
        let mut links = Links { text: text.as_str(), targets: Vec::new(), cuts: Vec::new() };
        if blocks {
            lines::blocks(text, Breaks::of(style), &mut links);
        } else {
            lines::inline(text, Breaks::of(style), &mut links);
        }
        let known = targets.clone();
        let Links { targets: found, mut cuts, .. } = links;
        targets.extend(found.into_iter().filter(|target| !known.contains(target)));
        cuts.sort_unstable_by_key(|range| std::cmp::Reverse(range.start));
        for range in cuts {
            text.replace_range(range, "");
        }
    }
    targets
}

/// Collects the links of paragraphs.
struct Links<'t> {
    text: &'t str,
    targets: Vec<String>,
    cuts: Vec<std::ops::Range<usize>>,
}

impl Sink for Links<'_> {
    fn item(&mut self, _: usize, _: Marker) {}

    fn continues(&self, _: usize, _: Marker) -> bool {
        true
    }

    fn is_within(&self, _: usize) -> bool {
        false
    }

    fn outdent(&mut self, _: usize) {}

    fn paragraph(&mut self, parts: &[Part<'_>]) {
        let paragraph = joined(parts);
        let (links, bare) = inline::links(&paragraph);
        // Each part is a slice of the text.
        let place = |at: usize| {
            let mut start = 0;
            for (index, (joint, part)) in parts.iter().enumerate() {
                start += usize::from(index > 0 && *joint != lines::Joint::Glued);
                if at < start + part.len() {
                    return part.as_ptr().addr() - self.text.as_ptr().addr() + at.saturating_sub(start);
                }
                start += part.len();
            }
            self.text.len()
        };
        for link in links {
            let (opening, middle) = (place(link.start), place(link.middle));
            self.cuts.extend([opening..opening + 1, middle..middle + link.end - link.middle]);
            self.targets.push(link.url);
        }
        self.targets.extend(bare);
    }
}

#[cfg(test)]
mod tests {
    use super::unlink;
    use crate::source::Style;

    #[test]
    fn targets_of_links_come_out_and_their_words_stay() {
        for (text, left, targets) in [
            ("See [the *code*](https://x.org/a) and [more](https://y.org).", "See the *code* and more.", 2),
            ("a [b\n c](https://x.org/(d)) e\n\n- [f](mailto:a@b.org)", "a b\n c e\n\n- f", 2),
            ("[x] and `[a](https://b.org)` and \\[c](mailto:)", "[x] and `[a](https://b.org)` and \\[c](mailto:)", 0),
            ("[](https://x.org)", "", 1),
            ("<https://x.org>", "<https://x.org>", 1),
            ("at www.x.org or me@x.org", "at www.x.org or me@x.org", 2),
            ("1\\. a\\\n[b](https://x.org)", "1\\. a\\\nb", 1),
            // Code in one reading, a link in the other.
            ("a `b\n- c` [d](https://x.org)", "a `b\n- c` d", 1),
        ] {
            for style in [Style::Quoted, Style::Block] {
                let mut rest = text.to_owned();
                assert_eq!(unlink(&mut rest, style).len(), targets, "{text}");
                assert_eq!(rest, left);
            }
        }
    }
}
