//! Bare links: a web or e-mail address that stands in a text as it is.

use std::ops::Range;

use crate::source::hidden::is_dense;

/// The schemes that make a web address of what follows them.
const SCHEMES: [&str; 2] = ["https://", "http://"];

/// What an address without a scheme begins with.
const HOST: &str = "www.";

/// An address in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bare {
    /// The bytes of the text that are the address.
    pub(crate) range: Range<usize>,
    /// Where it leads: the address with its scheme.
    pub(crate) url: String,
}

/// All bare links of a text without markup, in their order.
pub(crate) fn bare_links(text: &str) -> Vec<Bare> {
    let mut found: Vec<Bare> = Vec::new();
    let mut at = 0;
    while let Some(step) = text[at..].find([':', '.', '@']) {
        at += step;
        let from = found.last().map_or(0, |bare| bare.range.end);
        match bare_at(text, at, from) {
            Some(bare) => {
                at = bare.range.end;
                found.push(bare);
            }
            None => at += 1,
        }
    }
    found
}

/// The bare link whose `:`, first `.` or `@` stands at a byte, with nothing of it before `from`.
pub(super) fn bare_at(text: &str, at: usize, from: usize) -> Option<Bare> {
    match text.as_bytes()[at] {
        b':' => SCHEMES.iter().find_map(|scheme| {
            let start = begun(text, from, at, &scheme[..scheme.len() - 3])?;
            let host = start + scheme.len();
            let rest = text.get(at..host).filter(|rest| *rest == "://").map(|_| &text[host..])?;
            let end = host + address_length(rest);
            let named = text[host..end].starts_with(char::is_alphanumeric);
            named.then(|| Bare { range: start..end, url: text[start..end].to_owned() })
        }),
        b'.' => {
            let start = begun(text, from, at, &HOST[..HOST.len() - 1])?;
            let end = start + address_length(&text[start..]);
            let host = text[start..end].split(['/', '?', '#', ':']).next().unwrap_or_default();
            let mut labels = host.split('.').skip(1);
            let named = labels.clone().count() > 1 && labels.all(|label| !label.is_empty());
            named.then(|| Bare { range: start..end, url: format!("{}{}", SCHEMES[0], &text[start..end]) })
        }
        b'@' => email_at(text, at, from),
        _ => None,
    }
}

/// Where a word starts that ends at a byte and begins what stands there, whatever its case.
fn begun(text: &str, from: usize, at: usize, word: &str) -> Option<usize> {
    let start = at.checked_sub(word.len()).filter(|start| *start >= from)?;
    text.get(start..at).filter(|found| found.eq_ignore_ascii_case(word))?;
    let before = text[..start].chars().next_back();
    before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '@' | '.') || is_dense(c)).then_some(start)
}

/// How many bytes of a text belong to an address that it starts with: neither punctuation at its end nor a bracket that was
/// opened before it.
fn address_length(text: &str) -> usize {
    let mut end = 0;
    let mut last = ' ';
    for (at, c) in text.char_indices() {
        let part = match c {
            '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | '[' | ']' => false,
            _ if c.is_ascii() => c.is_ascii_graphic(),
            // Scripts without spaces go on right behind an address.
            _ if is_dense(c) => is_dense(last) || matches!(last, '/' | '=' | '_' | '-'),
            _ => c.is_alphanumeric(),
        };
        if !part {
            break;
        }
        end = at + c.len_utf8();
        last = c;
    }
    let count = |bracket: char| text[..end].matches(bracket).count();
    let (opened, mut closed) = (count('('), count(')'));
    while let Some(last) = text[..end].chars().next_back() {
        match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '~' => {}
            ')' if closed > opened => closed -= 1,
            _ => break,
        }
        end -= last.len_utf8();
    }
    end
}

/// An e-mail address around its `@`.
fn email_at(text: &str, at: usize, from: usize) -> Option<Bare> {
    let local = |c: char| c.is_alphanumeric() && !is_dense(c) || matches!(c, '.' | '_' | '%' | '+' | '-' | '\'');
    let before = &text[from..at];
    let start =
        before.rfind(|c| !local(c)).map_or(0, |last| last + before[last..].chars().next().map_or(0, char::len_utf8));
    let start = start + before[start..].find(char::is_alphanumeric)?;
    let apart = text[..from + start].chars().next_back().is_none_or(|c| !matches!(c, '/' | '@' | '\\'));
    if !apart || before.ends_with('.') {
        return None;
    }
    let rest = &text[at + 1..];
    let domain = |c: char| c.is_alphanumeric() && !is_dense(c) || matches!(c, '.' | '-');
    let length = rest.find(|c| !domain(c)).unwrap_or(rest.len());
    let host = rest[..length].trim_end_matches(['.', '-']);
    let (name, top) = host.rsplit_once('.')?;
    let labelled = name.split('.').all(|label| label.starts_with(char::is_alphanumeric));
    let known = top.chars().count() > 1 && top.chars().all(char::is_alphabetic);
    // `git@github.com:a/b` and `me@host.org/path` name places on servers.
    let after = &rest[host.len()..];
    let mut after = after.chars();
    let goes_on = match (after.next(), after.next()) {
        (Some(':' | '/'), Some(next)) => !next.is_whitespace(),
        (Some('@' | '_'), _) => true,
        _ => false,
    };
    let range = from + start..at + 1 + host.len();
    (labelled && known && !goes_on).then(|| Bare { url: format!("mailto:{}", &text[range.clone()]), range })
}

#[cfg(test)]
mod tests {
    use super::bare_links;

    /// The addresses of a text, each with what it leads to where that is more.
    fn found(text: &str) -> Vec<String> {
        bare_links(text)
            .into_iter()
            .map(|bare| {
                let shown = &text[bare.range];
                if bare.url == shown { bare.url } else { format!("{shown} -> {}", bare.url) }
            })
            .collect()
    }

    #[test]
    fn an_address_ends_before_the_punctuation_of_its_sentence() {
        for (text, address) in [
            ("See https://x.org/a_b?c=d&e, please", "https://x.org/a_b?c=d&e"),
            ("(https://x.org/a_(b)).", "https://x.org/a_(b)"),
            ("**https://x.org**!", "https://x.org"),
            ("<https://x.org/>", "https://x.org/"),
            ("\"https://x.org/it's\"", "https://x.org/it's"),
            ("HTTP://X.org:80/~a/", "HTTP://X.org:80/~a/"),
            ("请看https://x.org/b查看", "https://x.org/b"),
            ("https://zh.wikipedia.org/wiki/中文 x", "https://zh.wikipedia.org/wiki/中文"),
            ("www.x.org/a.", "www.x.org/a -> https://www.x.org/a"),
            ("write kim.o+cv@mail.x.org.", "kim.o+cv@mail.x.org -> mailto:kim.o+cv@mail.x.org"),
            ("<kim@example.org>", "kim@example.org -> mailto:kim@example.org"),
            ("...kim@example.org:", "kim@example.org -> mailto:kim@example.org"),
        ] {
            assert_eq!(found(text), [address], "{text}");
        }
        assert_eq!(found("https://a.org and www.b.org, c@d.org").len(), 3);
    }

    #[test]
    fn what_only_resembles_an_address_is_none() {
        for text in [
            "https://",
            "http:// x",
            "xhttps://x.org",
            "www.",
            "www.x",
            "awww.x.org",
            "git@github.com:a/b",
            "me@host",
            "npm i @scope/pkg@1.2.3",
            "@me",
            "a@b@c.org",
            "ssh://git@x.org",
            "f@.org",
            "std::vector, a:b.c",
            "github.com/ada",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
