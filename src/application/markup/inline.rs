//! Bold, italic, code, strike and links within a paragraph, in one pass over its text.
//!
//! A mark counts at the edges of words only (see `edge`), and only where it has a partner; whatever has none is text. What
//! stands in brackets keeps to itself: no mark in them has a partner outside, so that `f(*args)` and `g(x*)` are no
//! emphasis. There is no recursion, and whatever is looked back upon is forgotten then, so that time grows with the text
//! alone.

use super::Inline;
use super::bare::bare_at;
use super::code::{self, Codes};
use super::edge::{Mark, can_close, can_open, is_edge};
use super::tree::{Tree, Wrap};

/// The longest target of a link, in bytes.
const TARGET_LIMIT: usize = 4096;

/// How many marks may stand beside each other where they are looked over.
const MARKS_LIMIT: usize = 8;

/// The schemes that the target of a link may have.
const SCHEMES: [&str; 4] = ["http:", "https:", "mailto:", "tel:"];

/// The bytes that may mean something.
const SPECIAL: [bool; 256] = {
    let (bytes, mut table, mut index) = (b"\\`*~[](){}\n\"':.@", [false; 256], 0);
    while index < bytes.len() {
        table[bytes[index] as usize] = true;
        index += 1;
    }
    table
};

/// Parses the text of a paragraph. A line break in it is shown; other white space is folded.
pub(super) fn parse(text: &str) -> Vec<Inline> {
    let mut tree = Tree::new();
    for token in Reader::new(text).read().tokens {
        match token {
            Token::Text(text) => tree.text(text),
            Token::Code(code) => tree.piece(Inline::Code(code::shown(code))),
            Token::Bare { url, text } => tree.bare(&url, text),
            Token::Break => tree.line_break(),
            Token::Run { text, closes, opens } => {
                (0..closes).for_each(|_| tree.close());
                tree.text(text);
                opens.into_iter().rev().for_each(|wrap| tree.open(wrap));
            }
            Token::Open(None) => tree.text("["),
            Token::Open(Some(url)) => tree.open(Wrap::Link(url)),
            Token::Close => tree.close(),
        }
    }
    tree.finish()
}

/// Where the links of a paragraph stand: those with a target of their own, and the targets of bare ones.
pub(super) fn links(text: &str) -> (Vec<Link>, Vec<String>) {
    let read = Reader::new(text).read();
    let bare = read.tokens.into_iter().filter_map(|token| match token {
        Token::Bare { url, .. } => Some(url),
        _ => None,
    });
    (read.links, bare.collect())
}

/// A link of a paragraph, by its bytes.
#[derive(Debug, Clone)]
pub(super) struct Link {
    /// Where it leads.
    pub(super) url: String,
    /// Its `[`.
    pub(super) start: usize,
    /// Its `]`.
    pub(super) middle: usize,
    /// One past its `)`.
    pub(super) end: usize,
}

enum Token<'t> {
    Text(&'t str),
    /// What is between the backticks.
    Code(&'t str),
    Bare {
        url: String,
        text: &'t str,
    },
    Break,
    /// A run of `*`, or `~~`: how many things it closes, what is left of it as text, and what it opens, innermost first.
    Run {
        text: &'t str,
        closes: usize,
        opens: Vec<Wrap>,
    },
    /// A `[`; with the target of the link that it opens.
    Open(Option<String>),
    /// The end of a link.
    Close,
}

/// A run of marks that may open something.
struct Opener {
    token: usize,
    strike: bool,
    /// How many marks have no partner yet.
    left: usize,
    /// The quotation mark before it, and how often it stood in the text until then.
    quoted: Option<(char, usize)>,
}

/// What an open bracket keeps to itself; the first frame is the paragraph.
#[derive(Default)]
struct Frame {
    bracket: char,
    token: usize,
    start: usize,
    /// Whether a link may start here, and whether there is one within.
    edge: bool,
    has_link: bool,
    openers: Vec<Opener>,
    /// How many openers have one, two or three marks left; the last is for `~~`.
    live: [usize; 4],
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    /// Where the text starts that is not yet a token.
    from: usize,
    /// Whether any address can begin without a scheme.
    www: bool,
    tokens: Vec<Token<'t>>,
    links: Vec<Link>,
    codes: Codes,
    frames: Vec<Frame>,
    /// How many `(`, `[` and `{` are open.
    brackets: [usize; 3],
    /// How many `"` and `'` there were.
    quotes: [usize; 2],
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            from: 0,
            www: text.contains("www.") || text.contains("WWW."),
            tokens: Vec::new(),
            links: Vec::new(),
            codes: Codes::default(),
            frames: vec![Frame::default()],
            brackets: [0; 3],
            quotes: [0; 2],
        }
    }

    fn read(mut self) -> Self {
        while let Some(step) = self.text.as_bytes()[self.at..].iter().position(|byte| SPECIAL[usize::from(*byte)]) {
            self.at += step;
            match self.text.as_bytes()[self.at] {
                b'\\' => self.backslash(),
                b'`' => self.code(),
                b'*' | b'~' => self.run(),
                b'[' | b'(' | b'{' => self.bracket(),
                b']' => self.square(),
                b')' => drop(self.leave(0)),
                b'}' => drop(self.leave(2)),
                b'\n' => self.line_break(self.at),
                b'"' => self.quote(0),
                b'\'' => self.quote(1),
                b'.' if !self.www => self.at += 1,
                _ => self.bare(),
            }
        }
        self.flush(self.text.len());
        self
    }

    /// Makes a token of the text before a byte.
    fn flush(&mut self, end: usize) {
        if self.from < end {
            self.tokens.push(Token::Text(&self.text[self.from..end]));
        }
        self.from = end;
    }

    /// Goes on behind a token that ends at a byte.
    fn resume(&mut self, end: usize) {
        self.at = end;
        self.from = end;
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    fn after(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    /// A backslash takes the meaning of a mark or, at the end of a line, breaks it; else it is itself.
    fn backslash(&mut self) {
        match self.text.as_bytes().get(self.at + 1) {
            Some(b'\n') => self.line_break(self.at),
            Some(b'*' | b'`' | b'~' | b'[' | b']') => {
                self.flush(self.at);
                self.from = self.at + 1;
                self.at += 2;
            }
            _ => self.at += 1,
        }
    }

    fn line_break(&mut self, at: usize) {
        self.flush(at);
        self.tokens.push(Token::Break);
        let mark = usize::from(self.text.as_bytes()[at] == b'\\');
        self.resume(at + mark + 1);
    }

    fn code(&mut self) {
        match self.codes.at(self.text, self.at) {
            Some((code, end)) => {
                self.flush(self.at);
                self.tokens.push(Token::Code(code));
                self.resume(end);
            }
            None => self.at += code::run_length(self.text, self.at),
        }
    }

    fn quote(&mut self, which: usize) {
        self.quotes[which] += 1;
        self.at += 1;
    }

    fn bare(&mut self) {
        match bare_at(self.text, self.at, self.from) {
            Some(bare) => {
                self.flush(bare.range.start);
                self.tokens.push(Token::Bare { url: bare.url, text: &self.text[bare.range.clone()] });
                self.resume(bare.range.end);
            }
            None => self.at += 1,
        }
    }

    /// A run of `*` or `~`, which closes what it can, or else may open something.
    fn run(&mut self) {
        let (text, start) = (self.text, self.at);
        let mark = text.as_bytes()[start];
        let count = text.as_bytes()[start..].iter().take_while(|byte| **byte == mark).count();
        let end = start + count;
        self.at = end;
        let strike = mark == b'~';
        if count > 3 || strike && count != 2 {
            return;
        }
        let is_mark = |c: &char| matches!(c, '*' | '~');
        let skipped = |marks: usize| if marks > MARKS_LIMIT { 0 } else { marks };
        let left = skipped(text[..start].chars().rev().take(MARKS_LIMIT + 1).take_while(is_mark).count());
        let right = skipped(text[end..].chars().take(MARKS_LIMIT + 1).take_while(is_mark).count());
        let (near_left, far_left) = (self.before(start), self.before(start - left));
        let (near_right, far_right) = (self.after(end), self.after(end + right));
        let kind = if count == 1 { Mark::Star } else { Mark::Double };
        // Beside other marks, what is on their other side is the word or its edge.
        let inside = if right > 0 { far_right } else { near_right };
        let opens = can_open(if left > 0 { far_left } else { near_left }, inside, kind);
        let inside = if left > 0 { far_left } else { near_left };
        let outside = if right > 0 { far_right } else { near_right };
        let closes = can_close(inside, outside, kind);
        if !opens && !closes {
            return;
        }
        self.flush(start);
        let done = if closes { self.close(strike, count, outside) } else { 0 };
        let token = self.tokens.len();
        self.tokens.push(Token::Run {
            text: &text[start + done..end],
            closes: done_wraps(strike, done),
            opens: Vec::new(),
        });
        self.resume(end);
        if done == 0 && opens {
            let quoted = far_left.and_then(|c| Some((c, self.count(c)?)));
            let Some(frame) = self.frames.last_mut() else { return };
            let left = if strike { 1 } else { count };
            frame.live[if strike { 3 } else { left - 1 }] += 1;
            frame.openers.push(Opener { token, strike, left, quoted });
        }
    }

    /// How often a quotation mark stood in the text so far; none for another character.
    fn count(&self, c: char) -> Option<usize> {
        match c {
            '"' => Some(self.quotes[0]),
            '\'' => Some(self.quotes[1]),
            _ => None,
        }
    }

    /// Finds partners for marks that close, and returns how many of them have one.
    fn close(&mut self, strike: bool, count: usize, outside: Option<char>) -> usize {
        let quotes = outside.and_then(|c| Some((c, self.count(c)?)));
        let Some(frame) = self.frames.last_mut() else { return 0 };
        let mut open = count;
        while open > 0 {
            let fits: &[usize] = match (strike, open) {
                (true, _) => &[3],
                (_, 1) => &[0, 2],
                (_, 2) => &[1, 2],
                _ => &[0, 1, 2],
            };
            if fits.iter().all(|slot| frame.live[*slot] == 0) {
                break;
            }
            // What has no partner before this one has none at all.
            let slot = |opener: &Opener| if opener.strike { 3 } else { opener.left - 1 };
            while let Some(last) = frame.openers.last().filter(|last| !fits.contains(&slot(last))) {
                frame.live[slot(last)] -= 1;
                frame.openers.pop();
            }
            let Some(opener) = frame.openers.last_mut() else { break };
            frame.live[slot(opener)] -= 1;
            // `"*foo" and "bar*"` is no emphasis: a quotation ends in it.
            let split = opener.quoted.is_some_and(|(c, before)| quotes.is_some_and(|(d, now)| c == d && now > before));
            if split {
                frame.openers.pop();
                break;
            }
            let (taken, wrap) = match (strike, open.min(opener.left)) {
                (true, _) => (1, Wrap::Strike),
                (_, 1) => (1, Wrap::Emphasis),
                _ => (2, Wrap::Strong),
            };
            if let Some(Token::Run { text, opens, .. }) = self.tokens.get_mut(opener.token) {
                *text = if strike { "" } else { &text[taken..] };
                opens.push(wrap);
            }
            opener.left -= taken;
            open -= if strike { open } else { taken };
            if opener.left == 0 {
                frame.openers.pop();
            } else {
                frame.live[opener.left - 1] += 1;
            }
        }
        count - open
    }

    fn bracket(&mut self) {
        let bracket = self.text.as_bytes()[self.at];
        let mut frame = Frame { bracket: bracket.into(), start: self.at, ..Frame::default() };
        if bracket == b'[' {
            frame.edge = self.before(self.at).is_none_or(|c| is_edge(c) && !matches!(c, '!' | ']' | ')'));
            self.flush(self.at);
            frame.token = self.tokens.len();
            self.tokens.push(Token::Open(None));
            self.from = self.at + 1;
        }
        self.brackets[slot(frame.bracket)] += 1;
        self.frames.push(frame);
        self.at += 1;
    }

    /// A bracket that closes takes with it what was opened after its partner.
    fn leave(&mut self, slot_of: usize) -> Option<Frame> {
        self.at += 1;
        if self.brackets[slot_of] == 0 {
            return None;
        }
        let mut has_link = false;
        while let Some(frame) = self.frames.pop() {
            has_link |= frame.has_link;
            self.brackets[slot(frame.bracket)] -= 1;
            if slot(frame.bracket) == slot_of {
                if let Some(around) = self.frames.last_mut() {
                    around.has_link |= has_link;
                }
                return Some(Frame { has_link, ..frame });
            }
        }
        None
    }

    /// A `]`, which ends a link where a target follows.
    fn square(&mut self) {
        let middle = self.at;
        let Some(frame) = self.leave(1).filter(|frame| frame.edge && !frame.has_link) else { return };
        let Some((url, length)) = target(&self.text[middle + 1..]) else { return };
        let end = middle + 1 + length;
        if self.after(end).is_some_and(|c| !is_edge(c)) {
            return;
        }
        self.flush(middle);
        self.tokens[frame.token] = Token::Open(Some(url.clone()));
        self.tokens.push(Token::Close);
        self.links.push(Link { url, start: frame.start, middle, end });
        self.resume(end);
        if let Some(around) = self.frames.last_mut() {
            around.has_link = true;
        }
    }
}

/// How many things so many closing marks close.
fn done_wraps(strike: bool, done: usize) -> usize {
    match done {
        0 => 0,
        _ if strike => 1,
        1 | 2 => 1,
        _ => 2,
    }
}

/// Where a bracket is counted.
fn slot(bracket: char) -> usize {
    match bracket {
        '(' => 0,
        '[' => 1,
        _ => 2,
    }
}

/// The target of a link behind its text, `(https://…)`, and its length with the parentheses. One with a title is none, for the
/// title would be lost.
fn target(text: &str) -> Option<(String, usize)> {
    let rest = text.strip_prefix('(')?;
    let scheme =
        SCHEMES.iter().find(|scheme| rest.get(..scheme.len()).is_some_and(|it| it.eq_ignore_ascii_case(scheme)))?;
    let mut url = String::new();
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, c) in rest.char_indices().take_while(|(at, _)| *at < TARGET_LIMIT) {
        match c {
            '(' if !escaped => depth += 1,
            ')' if !escaped && depth == 0 => return (url.len() > scheme.len()).then_some((url, at + 2)),
            ')' if !escaped => depth -= 1,
            '\\' if !escaped && rest[at + 1..].starts_with(['(', ')']) => {
                escaped = true;
                continue;
            }
            c if c.is_whitespace() || c.is_control() => return None,
            _ => {}
        }
        escaped = false;
        url.push(c);
    }
    None
}
