//! The pieces of a paragraph as they nest, without recursion, so that no nesting overflows the stack.

use super::{Inline, is_space};

/// How deep inline markup may nest; deeper levels are joined to this one.
pub(super) const DEPTH_LIMIT: usize = 12;

/// What goes around other pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wrap {
    Strong,
    Emphasis,
    Strike,
    /// A link with its target.
    Link(String),
}

/// The pieces so far.
pub(super) struct Tree {
    /// What is finished at the top, then within each open wrap.
    pieces: Vec<Vec<Inline>>,
    /// Open wraps; `None` for one that is too deep to leave a trace.
    open: Vec<Option<Wrap>>,
    /// How many of the open ones are links.
    links: usize,
    /// Whether white space would stand at the start of a line or behind other white space.
    folded: bool,
}

impl Tree {
    pub(super) fn new() -> Self {
        Self { pieces: vec![Vec::new()], open: Vec::new(), links: 0, folded: true }
    }

    /// Adds text; each run of white space becomes one space, and none stands at the start of a line.
    pub(super) fn text(&mut self, text: &str) {
        let mut folded = self.folded;
        if text.is_empty() {
            return;
        }
        let Some(content) = self.pieces.last_mut() else { return };
        if !matches!(content.last(), Some(Inline::Text(_))) {
            content.push(Inline::Text(String::with_capacity(text.len())));
        }
        let Some(Inline::Text(out)) = content.last_mut() else { return };
        let mut rest = text;
        while !rest.is_empty() {
            let words = rest.find(is_space).unwrap_or(rest.len());
            out.push_str(&rest[..words]);
            folded &= words == 0;
            rest = &rest[words..];
            if !rest.is_empty() {
                if !folded {
                    out.push(' ');
                }
                folded = true;
                rest = rest.trim_start_matches(is_space);
            }
        }
        self.folded = folded;
        if matches!(content.last(), Some(Inline::Text(text)) if text.is_empty()) {
            content.pop();
        }
    }

    /// Adds a piece that nothing goes into.
    pub(super) fn piece(&mut self, piece: Inline) {
        self.folded = false;
        if let Some(content) = self.pieces.last_mut() {
            content.push(piece);
        }
    }

    /// Adds an address that stands in the text as it is; within a link it is text.
    pub(super) fn bare(&mut self, url: &str, text: &str) {
        if self.links > 0 {
            self.text(text);
        } else {
            self.piece(Inline::Link { url: url.to_owned(), content: vec![Inline::Text(text.to_owned())] });
        }
    }

    /// Ends a line.
    pub(super) fn line_break(&mut self) {
        self.end_line();
        self.piece(Inline::Break);
        self.folded = true;
    }

    pub(super) fn open(&mut self, wrap: Wrap) {
        let link = matches!(wrap, Wrap::Link(_));
        self.links += usize::from(link);
        // A target must not be lost, and links do not nest.
        if self.pieces.len() > DEPTH_LIMIT && !link {
            self.open.push(None);
        } else {
            self.pieces.push(Vec::new());
            self.open.push(Some(wrap));
        }
    }

    pub(super) fn close(&mut self) {
        let Some(Some(wrap)) = self.open.pop() else { return };
        let content = self.pieces.pop().unwrap_or_default();
        let piece = match wrap {
            Wrap::Link(url) => {
                self.links -= 1;
                let shown = if content.is_empty() { vec![Inline::Text(url.clone())] } else { content };
                Inline::Link { url, content: shown }
            }
            _ if content.is_empty() => return,
            Wrap::Strong => Inline::Strong(content),
            Wrap::Emphasis => Inline::Emphasis(content),
            Wrap::Strike => Inline::Strike(content),
        };
        if let Some(content) = self.pieces.last_mut() {
            content.push(piece);
        }
        self.folded = false;
    }

    pub(super) fn finish(mut self) -> Vec<Inline> {
        while !self.open.is_empty() {
            self.close();
        }
        self.end_line();
        self.pieces.pop().unwrap_or_default()
    }

    /// Takes the space off the end of a line.
    fn end_line(&mut self) {
        let Some(content) = self.pieces.last_mut() else { return };
        if let Some(Inline::Text(text)) = content.last_mut() {
            text.truncate(text.trim_end_matches(is_space).len());
            if text.is_empty() {
                content.pop();
            }
        }
    }
}
