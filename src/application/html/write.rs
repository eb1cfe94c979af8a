//! A text with tags as the small Markdown, or as plain text.

use super::entities::decoded;
use super::tags::Tag;
use crate::application::markup::Markup;

/// A piece of a paragraph.
enum Piece {
    Text(String),
    Code(String),
    /// A mark that opens or closes emphasis.
    Mark(&'static str),
    Open,
    /// The end of a link, with its target.
    Close(String),
    Break,
}

/// Where a link leads.
enum Target {
    /// To a place that a résumé can lead to.
    Shown(String),
    /// To a page beside the one that the text stood on; it is told, for it would be lost.
    Told(String),
    /// Nowhere without a browser.
    Nowhere,
}

/// What becomes of a link to an address.
fn target(href: &str) -> Target {
    let scheme = href.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme.as_deref() {
        _ if href.is_empty() || href.starts_with('#') => Target::Nowhere,
        _ if href.contains(char::is_whitespace) => Target::Told(href.to_owned()),
        Some("http" | "https" | "mailto" | "tel") => Target::Shown(href.to_owned()),
        Some("javascript" | "data" | "vbscript") => Target::Nowhere,
        None if href.starts_with("www.") => Target::Shown(format!("https://{href}")),
        None if href.starts_with("//") => Target::Shown(format!("https:{href}")),
        _ => Target::Told(href.to_owned()),
    }
}

/// How much of the markup is written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd)]
enum Level {
    Text,
    Links,
    All,
}

/// The text without its tags, on one line.
pub(super) fn plain(text: &str, tags: &[Tag]) -> String {
    let mut out = String::new();
    let mut from = 0;
    for tag in tags {
        out.push_str(&decoded(&text[from..tag.range.start]));
        from = tag.range.end;
        if (tag.is_block() || tag.name == "br") && !out.is_empty() && !out.ends_with(char::is_whitespace) {
            out.push(' ');
        }
    }
    out.push_str(&decoded(&text[from..]));
    out.trim().to_owned()
}

/// The text as Markdown in which line breaks count.
pub(super) fn markdown(text: &str, tags: &[Tag]) -> String {
    let mut writer = Writer {
        out: String::new(),
        pieces: Vec::new(),
        lists: Vec::new(),
        marker: None,
        tags: !tags.is_empty(),
        wraps: tags.iter().any(|tag| tag.is_block() || tag.name == "br"),
        code: None,
        targets: Vec::new(),
        tight: true,
    };
    let mut from = 0;
    for tag in tags {
        writer.text(&text[from..tag.range.start]);
        writer.tag(tag);
        from = tag.range.end;
    }
    writer.text(&text[from..]);
    writer.end();
    writer.out
}

struct Writer {
    out: String,
    pieces: Vec<Piece>,
    /// Open lists, each with the number of its next item where it counts.
    lists: Vec<Option<usize>>,
    /// The marker of an item that has no content yet.
    marker: Option<String>,
    /// Whether the text has tags, so that no mark in it is one of Markdown.
    tags: bool,
    /// Whether lines are those of HTML, where a line break in the source is a space.
    wraps: bool,
    /// The code so far, within code.
    code: Option<String>,
    /// Targets of open links.
    targets: Vec<Target>,
    /// Whether the paragraph that comes next follows without an empty line.
    tight: bool,
}

impl Writer {
    fn text(&mut self, text: &str) {
        let text = decoded(text);
        if let Some(code) = &mut self.code {
            code.push_str(&text);
        } else if self.wraps {
            self.pieces.push(Piece::Text(text.replace(['\n', '\r'], " ")));
        } else {
            self.pieces.push(Piece::Text(text));
        }
    }

    fn tag(&mut self, tag: &Tag) {
        match (tag.name.as_str(), tag.closes) {
            ("br", _) if self.lists.is_empty() => self.pieces.push(Piece::Break),
            ("b" | "strong", _) => self.pieces.push(Piece::Mark("**")),
            ("i" | "em", _) => self.pieces.push(Piece::Mark("*")),
            ("s" | "del" | "strike", _) => self.pieces.push(Piece::Mark("~~")),
            ("code", false) => self.code = Some(String::new()),
            ("code", true) => {
                let code = self.code.take().unwrap_or_default();
                self.pieces.push(Piece::Code(code));
            }
            ("a", false) => {
                let href = decoded(tag.href.as_deref().unwrap_or_default());
                let target = target(href.trim());
                if matches!(target, Target::Shown(_)) {
                    self.pieces.push(Piece::Open);
                }
                self.targets.push(target);
            }
            ("a", true) => match self.targets.pop() {
                Some(Target::Shown(url)) => self.pieces.push(Piece::Close(url)),
                Some(Target::Told(place)) => self.pieces.push(Piece::Text(format!(" ({place})"))),
                Some(Target::Nowhere) | None => {}
            },
            ("ul" | "ol", false) => {
                self.end();
                self.tight = !self.lists.is_empty();
                self.lists.push((tag.name == "ol").then_some(1));
            }
            ("ul" | "ol", true) => {
                self.end();
                self.lists.pop();
                self.marker = None;
                self.tight = !self.lists.is_empty();
            }
            ("li", false) => {
                self.end();
                self.tight |= self.out.lines().last().is_some_and(|line| self.is_item(line));
                if let Some(list) = self.lists.last_mut() {
                    let marker = list.map_or("- ".to_owned(), |number| format!("{number}. "));
                    *list = list.map(|number| number + 1);
                    self.marker = Some(marker);
                }
            }
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", closes) => {
                if closes {
                    self.pieces.push(Piece::Mark("**"));
                    self.end();
                } else {
                    self.end();
                    self.pieces.push(Piece::Mark("**"));
                }
            }
            ("u" | "span", _) => {}
            _ => self.end(),
        }
    }

    /// Whether something is in a list, so that an item directly follows.
    fn is_item(&self, line: &str) -> bool {
        !self.lists.is_empty() && line.trim_start().starts_with(|c: char| c == '-' || c.is_ascii_digit())
    }

    /// Ends a paragraph.
    fn end(&mut self) {
        let pieces = std::mem::take(&mut self.pieces);
        let paragraph = written(&pieces, self.tags);
        if paragraph.is_empty() {
            return;
        }
        if !self.out.is_empty() {
            self.out.push_str(if self.tight { "\n" } else { "\n\n" });
        }
        self.tight = false;
        let depth = self.lists.len();
        let width = |list: &Option<usize>| if list.is_some() { 3 } else { 2 };
        let around: usize = self.lists.iter().take(depth.saturating_sub(1)).map(width).sum();
        let own = self.lists.last().map_or(0, width);
        let marker = self.marker.take().unwrap_or_else(|| " ".repeat(own));
        self.out.push_str(&" ".repeat(around));
        self.out.push_str(&marker);
        self.out.push_str(&paragraph);
    }
}

/// A paragraph with as much of its markup as leaves its words as they are.
fn written(pieces: &[Piece], tags: bool) -> String {
    let mut shown = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) | Piece::Code(text) => shown.push_str(text),
            Piece::Break => shown.push(' '),
            Piece::Mark(_) | Piece::Open | Piece::Close(_) => {}
        }
    }
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let write = |level| {
        let mut out = String::new();
        for piece in pieces {
            push(piece, level, tags, &mut out);
        }
        out.trim().to_owned()
    };
    if !tags {
        return write(Level::All);
    }
    let sound = |text: &String| folded(&Markup::inline(text, None).plain_text()) == folded(&shown);
    [Level::All, Level::Links].into_iter().map(write).find(sound).unwrap_or_else(|| write(Level::Text))
}

fn push(piece: &Piece, level: Level, tags: bool, out: &mut String) {
    match piece {
        Piece::Text(text) if tags => push_escaped(text, out),
        Piece::Text(text) => out.push_str(text),
        Piece::Code(code) if level >= Level::Links && !code.contains('`') => {
            out.push('`');
            out.push_str(code);
            out.push('`');
        }
        Piece::Code(code) => push_escaped(code, out),
        Piece::Mark(mark) if level == Level::All => out.push_str(mark),
        Piece::Open if level >= Level::Links => out.push('['),
        Piece::Close(url) if level >= Level::Links => {
            out.push_str("](");
            for c in url.chars() {
                if matches!(c, '(' | ')') {
                    out.push('\\');
                }
                out.push(c);
            }
            out.push(')');
        }
        Piece::Break => out.push('\n'),
        Piece::Mark(_) | Piece::Open | Piece::Close(_) => {}
    }
}

/// Adds text with a backslash before what could be a mark.
fn push_escaped(text: &str, out: &mut String) {
    for (at, c) in text.char_indices() {
        let spaced = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let alone = spaced(text[..at].chars().next_back()) && spaced(text[at + c.len_utf8()..].chars().next());
        if matches!(c, '`' | '[')
            || c == '*' && !alone
            || c == '~' && (text[..at].ends_with('~') || text[at + 1..].starts_with('~'))
        {
            out.push('\\');
        }
        out.push(c);
    }
}
