//! Typographic marks: quotation marks of the language and apostrophes for the straight ones that keyboards have.
//!
//! They are set once, where a profile is resolved, so that every format has the same. Left straight are those in code and in
//! addresses, those after a digit (`5'10"`) and those that have no partner and are no apostrophe.

use std::borrow::Cow;

use crate::application::markup::{Block, Inline, Markup, bare_links, is_bare};
use crate::locale::Quotes;

/// The apostrophe.
const APOSTROPHE: &str = "’";

/// What Hebrew writes for an apostrophe, and for a quotation mark within a word.
const GERESH: [&str; 2] = ["׳", "״"];

/// What stands for a piece that no mark is set in: as a letter, it is a part of a word.
const PIECE: char = 'x';

/// Words that begin with an apostrophe, in English and Dutch.
const CUT_WORDS: [&str; 25] = [
    "bout", "cause", "cos", "cuz", "d", "em", "gainst", "k", "ll", "m", "n", "neath", "nuff", "r", "re", "round", "s",
    "t", "til", "till", "tis", "tween", "twas", "ve", "twill",
];

/// A text with typographic marks.
pub(super) fn set_line(text: &str, quotes: &Quotes) -> String {
    if !text.contains(['\'', '"']) {
        return text.to_owned();
    }
    let mut flat = Cow::Borrowed(text);
    for bare in bare_links(text).into_iter().rev() {
        flat.to_mut().replace_range(bare.range.clone(), &PIECE.to_string().repeat(bare.range.len()));
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut from = 0;
    for (at, mark) in marks(&flat, quotes) {
        out.push_str(&text[from..at]);
        out.push_str(mark);
        from = at + 1;
    }
    out.push_str(&text[from..]);
    out
}

/// Sets typographic marks in all paragraphs.
pub(super) fn set_markup(markup: &mut Markup, quotes: &Quotes) {
    set_blocks(&mut markup.blocks, quotes);
}

fn set_blocks(blocks: &mut [Block], quotes: &Quotes) {
    for block in blocks {
        match block {
            Block::Paragraph(content) => {
                let mut flat = String::new();
                flatten(content, &mut flat);
                if flat.contains(['\'', '"']) {
                    let marks = marks(&flat, quotes);
                    replace(content, &mut 0, &mut marks.into_iter().peekable());
                }
            }
            Block::List { items, .. } => items.iter_mut().for_each(|item| set_blocks(item, quotes)),
        }
    }
}

/// Adds the text of a paragraph without what no mark is set in.
fn flatten(content: &[Inline], out: &mut String) {
    for piece in content {
        match piece {
            Inline::Text(text) => out.push_str(text),
            Inline::Code(_) => out.push(PIECE),
            Inline::Break => out.push('\n'),
            Inline::Link { url, content } if is_bare(url, content) => out.push(PIECE),
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Strike(inner)
            | Inline::Link { content: inner, .. } => flatten(inner, out),
        }
    }
}

type Marks<'q> = std::iter::Peekable<std::vec::IntoIter<(usize, &'q str)>>;

/// Writes marks at their places of the flat text into the pieces that it was made of.
fn replace(content: &mut [Inline], at: &mut usize, marks: &mut Marks<'_>) {
    for piece in content {
        match piece {
            Inline::Text(text) => {
                let (start, end) = (*at, *at + text.len());
                *at = end;
                let mut grown = 0;
                while let Some((place, mark)) = marks.next_if(|(place, _)| *place < end) {
                    let place = place - start + grown;
                    text.replace_range(place..=place, mark);
                    grown += mark.len() - 1;
                }
            }
            Inline::Code(_) | Inline::Break => *at += 1,
            Inline::Link { url, content } if is_bare(url, content) => *at += 1,
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Strike(inner)
            | Inline::Link { content: inner, .. } => replace(inner, at, marks),
        }
    }
}

/// A straight mark with what stands beside it.
struct Straight {
    at: usize,
    mark: char,
    before: Option<char>,
    after: Option<char>,
}

impl Straight {
    /// Whether it may end a quotation.
    fn ends(&self) -> bool {
        self.before.is_some_and(|c| !c.is_whitespace()) && self.after.is_none_or(|c| !c.is_alphanumeric())
    }

    fn after_digit(&self) -> bool {
        self.before.is_some_and(char::is_numeric)
    }

    /// Whether what stands before it may stand before a quotation.
    fn at_start(&self) -> bool {
        let opens = |c: char| {
            let foreign =
                !c.is_ascii() && !c.is_alphanumeric() && !matches!(c, '’' | '”' | '»' | '›' | '…' | '。' | '、');
            c.is_whitespace() || matches!(c, '(' | '[' | '{' | '<' | '-' | '/' | '"' | '\'') || foreign
        };
        self.before.is_none_or(opens)
    }
}

/// The places of straight marks, each with the mark that it becomes.
fn marks<'q>(text: &str, quotes: &'q Quotes) -> Vec<(usize, &'q str)> {
    let straight: Vec<Straight> = text
        .match_indices(['\'', '"'])
        .map(|(at, found)| Straight {
            at,
            mark: if found == "'" { '\'' } else { '"' },
            before: text[..at].chars().next_back(),
            after: text[at + 1..].chars().next(),
        })
        .collect();
    let partners = partners(&straight);
    let mut out = Vec::new();
    // Whether a quotation in `'` and one in `"` is open.
    let mut open = [false; 2];
    // The mark before this one, where it became one that opens or an apostrophe.
    let mut led = None;
    for (index, mark) in straight.iter().enumerate() {
        let double = mark.mark == '"';
        let pair = if double { &quotes.double } else { &quotes.single };
        let which = usize::from(double);
        let leads = mark.before.is_some_and(|c| matches!(c, '\'' | '"')) && led == Some(mark.at.wrapping_sub(1));
        let twice = mark.before == Some(mark.mark) || mark.after == Some(mark.mark);
        let starts = (leads || mark.at_start() && !mark.before.is_some_and(|c| matches!(c, '\'' | '"')))
            && mark.after.is_some_and(|c| !c.is_whitespace());
        let Partners { later, better } = partners[index];
        let hebrew = |c: Option<char>| c.is_some_and(|c| matches!(c, '\u{5D0}'..='\u{5EA}'));
        let set = if twice {
            None
        } else if open[which] && mark.ends() && !(mark.after_digit() && better) {
            open[which] = false;
            Some(pair[1].as_str())
        } else if mark.after_digit() {
            None
        } else if double && hebrew(mark.before) && hebrew(mark.after) {
            Some(GERESH[1])
        } else if !double && hebrew(mark.before) {
            Some(GERESH[0])
        } else if !double
            && (mark.before.is_some_and(|c| c.is_alphanumeric() || !c.is_ascii() && !starts)
                || starts && is_cut(&text[mark.at + 1..]))
        {
            Some(APOSTROPHE)
        } else if starts && later && !open[which] {
            open[which] = true;
            Some(pair[0].as_str())
        } else if !double && mark.after.is_some_and(char::is_alphanumeric) && (starts || !mark.at_start()) {
            let word = starts || mark.before.is_some_and(|c| matches!(c, ')' | ']' | '.' | '"'));
            word.then_some(APOSTROPHE)
        } else {
            None
        };
        if let Some(set) = set {
            led = (set != pair[1] || set == APOSTROPHE).then_some(mark.at);
            out.push((mark.at, set));
        }
    }
    out
}

/// What comes after a mark that could be its partner.
#[derive(Clone, Copy, Default)]
struct Partners {
    /// Whether a mark of its kind may end a quotation.
    later: bool,
    /// Whether one that is not behind a digit does so before another quotation begins.
    better: bool,
}

fn partners(straight: &[Straight]) -> Vec<Partners> {
    let mut out = vec![Partners::default(); straight.len()];
    let mut after = [Partners::default(); 2];
    for (index, mark) in straight.iter().enumerate().rev() {
        let kind = &mut after[usize::from(mark.mark == '"')];
        out[index] = *kind;
        if mark.ends() {
            kind.later = true;
            kind.better |= !mark.after_digit();
        } else if mark.at_start() {
            kind.better = false;
        }
    }
    out
}

/// Whether a text begins with a word of which an apostrophe has taken the beginning: `'tis`, `'n'`, `'90s`.
fn is_cut(text: &str) -> bool {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let year = word.strip_suffix('s').unwrap_or(word);
    let decade = year.len() == 2 && year.bytes().all(|byte| byte.is_ascii_digit()) && !rest.starts_with('\'');
    decade || CUT_WORDS.iter().any(|cut| word.eq_ignore_ascii_case(cut))
}

#[cfg(test)]
mod tests {
    use super::{set_line, set_markup};
    use crate::application::markup::Markup;
    use crate::locale::Locale;

    fn set(tag: &str, region: Option<&str>, text: &str) -> String {
        set_line(text, Locale::built_in(tag).expect("a locale").quotes(region))
    }

    #[test]
    fn straight_marks_become_those_of_the_language() {
        for (tag, region, text, wanted) in [
            ("en", None, "it's \"quoted\"", "it’s “quoted”"),
            ("fr", None, "commandeur d'État, \"cité\"", "commandeur d’État, «\u{A0}cité\u{A0}»"),
            ("fr", Some("CH"), "\"cité\"", "«\u{202F}cité\u{202F}»"),
            ("fr", None, "l'\"Académie\"", "l’«\u{A0}Académie\u{A0}»"),
            ("de", Some("AT"), "\"so\" und 'so'", "„so“ und ‚so‘"),
            ("de", Some("CH"), "\"so\" und 'so'", "«so» und ‹so›"),
            ("es", None, "\"a\"", "«a»"),
            ("es", Some("MX"), "\"a\"", "“a”"),
            ("hu", None, "\"a 'b' c\"", "„a »b« c”"),
            ("ja", None, "\"上級\"", "「上級」"),
            ("pl", None, "(\"a\"), \"b\".", "(„a”), „b”."),
            ("he", None, "בע\"מ, ג'ורג'", "בע״מ, ג׳ורג׳"),
            ("it", None, "l'ha \"detto\"", "l’ha «detto»"),
        ] {
            assert_eq!(set(tag, region, text), wanted, "{tag}");
        }
    }

    #[test]
    fn apostrophes_are_told_from_quotations() {
        for (text, wanted) in [
            ("the '90s, class of '99", "the ’90s, class of ’99"),
            ("rock 'n' roll", "rock ’n’ roll"),
            ("'Twas the students' own", "’Twas the students’ own"),
            ("O'Neil's", "O’Neil’s"),
            ("'so', he said", "‘so’, he said"),
            ("\"'so', he said\"", "“‘so’, he said”"),
            ("a \"Top 40\" hit", "a “Top 40” hit"),
            ("\"a 6\" pipe\"", "“a 6\" pipe”"),
            ("(the \"best\")—\"ever\"", "(the “best”)—“ever”"),
            ("“it’s” ‘set’", "“it’s” ‘set’"),
        ] {
            assert_eq!(set("en", None, text), wanted);
        }
    }

    #[test]
    fn measures_addresses_and_marks_without_a_partner_stay_straight() {
        for text in [
            "5'10\" tall, 6\" pipe",
            "a \" b ' c",
            "\"open",
            "x = '' or \"\"",
            "https://x.org/it's?a=\"b\"",
            "o'neil@x.org",
            "100's",
        ] {
            assert_eq!(set("en", None, text), text);
        }
    }

    #[test]
    fn marks_are_set_across_markup_and_not_in_code() {
        let quotes = Locale::english().quotes(None);
        let mut markup =
            Markup::blocks("\"**It's** `it's`\"\n\n- [it's](https://x.org/'a') at https://x.org/it's, 'a'", None);
        set_markup(&mut markup, quotes);
        assert_eq!(markup.plain_text(), "“It’s it's” it’s at https://x.org/it's, ‘a’");
    }
}
