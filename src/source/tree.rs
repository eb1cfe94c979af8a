//! Builds nodes from a parser's series of scalars, openings and closings.
//!
//! What holds for YAML and JSON alike lives here: the bounds on depth and number, unique keys, keys that are text. There
//! is no recursion, so that no input can overflow the stack.

use std::collections::HashMap;

use super::{Data, Key, Node, Style};
use crate::diagnostic::{Diagnostic, Diagnostics, Problem, Severity, SourceId, Span};

/// The greatest number of lists and mappings inside each other.
pub const DEPTH_LIMIT: usize = 128;

/// The greatest number of values in a file, aliases expanded.
pub const VALUE_LIMIT: usize = 100_000;

/// How many bytes of text count as one more value when an alias repeats them, so that aliases cannot multiply texts
/// past the memory that as many short values take.
const ALIASED_TEXT: usize = 128;

/// A finished value and what it costs to repeat it.
#[derive(Debug, Clone)]
pub(super) struct Built {
    pub(super) node: Node,
    /// The number of values in it, long texts counted several times.
    pub(super) cost: usize,
    /// The greatest number of collections inside each other in it.
    pub(super) height: usize,
}

impl Built {
    pub(super) fn leaf(node: Node) -> Self {
        let cost = 1 + node.as_text().map_or(0, |text| text.len() / ALIASED_TEXT);
        Self { node, cost, height: 0 }
    }
}

/// What the next child of a mapping is.
enum Slot {
    Key,
    Value(Key),
    /// The value of a key that was refused: parsed, reported about, and left out.
    Refused,
    /// The value of `<<`.
    Merge,
}

enum Children {
    Sequence(Vec<Node>),
    Mapping { pairs: Vec<(Key, Node)>, slot: Slot, seen: HashMap<String, Span>, merged: Vec<Node> },
}

/// A collection that is not closed yet.
struct Frame {
    start: usize,
    end: usize,
    children: Children,
    cost: usize,
    height: usize,
}

/// The values so far.
pub(super) struct Tree {
    source: SourceId,
    frames: Vec<Frame>,
    root: Option<Node>,
    values: usize,
    /// Whether it is of YAML, where the plain key `<<` has a meaning, and a key that stands twice is an error.
    yaml: bool,
    /// What was found on the way; parsing goes on after each of these.
    pub(super) diagnostics: Diagnostics,
}

/// Goes on, or ends parsing with one diagnostic.
pub(super) type Step = Result<(), Diagnostics>;

impl Tree {
    /// An empty tree of YAML or of JSON.
    pub(super) fn new(source: SourceId, yaml: bool) -> Self {
        Self { source, frames: Vec::new(), root: None, values: 0, yaml, diagnostics: Diagnostics::new() }
    }

    /// Whether the next value is a key.
    pub(super) fn expects_key(&self) -> bool {
        matches!(self.frames.last(), Some(Frame { children: Children::Mapping { slot: Slot::Key, .. }, .. }))
    }

    /// Whether the next value is that of a key.
    pub(super) fn expects_value(&self) -> bool {
        !self.expects_key() && matches!(self.frames.last(), Some(Frame { children: Children::Mapping { .. }, .. }))
    }

    /// How many collections are open.
    pub(super) fn depth(&self) -> usize {
        self.frames.len()
    }

    /// Where the innermost open collection starts.
    pub(super) fn open_start(&self) -> Option<usize> {
        self.frames.last().map(|frame| frame.start)
    }

    /// The key path of the value that comes next.
    pub(super) fn path(&self) -> String {
        let mut path = String::new();
        for frame in &self.frames {
            match &frame.children {
                Children::Sequence(items) => push_index(&mut path, items.len()),
                Children::Mapping { slot: Slot::Value(key), .. } => push_key(&mut path, &key.name),
                Children::Mapping { .. } => {}
            }
        }
        path
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.source, start..end.max(start))
    }

    /// Opens a list or a mapping at a byte.
    pub(super) fn open(&mut self, start: usize, mapping: bool) -> Step {
        self.count(1, self.span(start, start + 1))?;
        if self.frames.len() >= DEPTH_LIMIT {
            return Err(too_deep(self.span(start, start + 1)).into());
        }
        let children = if mapping {
            Children::Mapping { pairs: Vec::new(), slot: Slot::Key, seen: HashMap::new(), merged: Vec::new() }
        } else {
            Children::Sequence(Vec::new())
        };
        self.frames.push(Frame { start, end: start, children, cost: 1, height: 0 });
        Ok(())
    }

    /// Closes the innermost collection, at the byte given, or at its last child's end.
    pub(super) fn close(&mut self, end: Option<usize>) -> Option<Built> {
        let Frame { start, end: last, children, cost, height } = self.frames.pop()?;
        let span = self.span(start, end.unwrap_or(last));
        let data = match children {
            Children::Sequence(items) => Data::Sequence(items),
            Children::Mapping { mut pairs, seen, merged, .. } => {
                self.merge(&mut pairs, seen, merged);
                Data::Mapping(pairs)
            }
        };
        Some(Built { node: Node { span, data }, cost, height: height + 1 })
    }

    /// Adds what `<<` brings: keys of the mapping itself come first, then those of earlier mappings.
    fn merge(&mut self, pairs: &mut Vec<(Key, Node)>, mut seen: HashMap<String, Span>, merged: Vec<Node>) {
        let mut wrong = |node: &Node| {
            let problem = Problem::WrongType {
                expected: "a mapping, or a list of mappings, after `<<`".into(),
                found: node.kind().into(),
            };
            self.diagnostics.push(Diagnostic::at(node.span, problem));
        };
        for node in merged {
            let sources = match node.data {
                Data::Sequence(items) => items,
                _ => vec![node],
            };
            for source in sources {
                match source.data {
                    Data::Mapping(inherited) => {
                        for (key, value) in inherited {
                            if !seen.contains_key(&key.name) {
                                seen.insert(key.name.clone(), key.span);
                                pairs.push((key, value));
                            }
                        }
                    }
                    _ => wrong(&source),
                }
            }
        }
    }

    /// Adds a value that is new in the file: the scalar given, or a collection that was counted when it was opened.
    pub(super) fn add(&mut self, built: Built, end: usize) -> Step {
        if built.height == 0 {
            self.count(1, built.node.span)?;
        }
        self.place(built, end);
        Ok(())
    }

    /// Adds a copy of an earlier value, for an alias at `span`.
    pub(super) fn repeat(&mut self, built: Built, span: Span) -> Step {
        self.count(built.cost, span)?;
        if self.frames.len() + built.height > DEPTH_LIMIT {
            return Err(too_deep(span).into());
        }
        self.place(built, span.range().end);
        Ok(())
    }

    fn place(&mut self, built: Built, end: usize) {
        let path = if self.expects_key() { self.path() } else { String::new() };
        let yaml = self.yaml;
        let Some(frame) = self.frames.last_mut() else {
            self.root = Some(built.node);
            return;
        };
        frame.cost += built.cost;
        frame.height = frame.height.max(built.height);
        frame.end = frame.end.max(end);
        match &mut frame.children {
            Children::Sequence(items) => items.push(built.node),
            Children::Mapping { pairs, slot, seen, merged } => match std::mem::replace(slot, Slot::Key) {
                Slot::Value(key) => pairs.push((key, built.node)),
                Slot::Merge => merged.push(built.node),
                Slot::Refused => {}
                Slot::Key => {
                    let Node { span, data } = built.node;
                    let Data::Scalar { text: name, style } = data else {
                        *slot = Slot::Refused;
                        let found = Node { span, data }.kind().into();
                        let problem = Problem::WrongType { expected: "text as a key".into(), found };
                        self.diagnostics.push(Diagnostic::at(span, problem).with_path(path));
                        return;
                    };
                    if let Some(first) = seen.get(&name) {
                        *slot = Slot::Refused;
                        let mut path = path;
                        push_key(&mut path, &name);
                        let mut diagnostic =
                            Diagnostic::at(span, Problem::DuplicateKey { key: name.clone(), last: !yaml });
                        if !yaml {
                            // As all readers of JSON have it.
                            pairs.retain(|(key, _)| key.name != name);
                            *slot = Slot::Value(Key { name, span });
                            diagnostic = diagnostic.with_severity(Severity::Warning);
                        }
                        self.diagnostics.push(diagnostic.with_path(path).with_related(*first, "first here"));
                        return;
                    }
                    seen.insert(name.clone(), span);
                    *slot = if yaml && style == Style::Plain && name == "<<" {
                        Slot::Merge
                    } else {
                        Slot::Value(Key { name, span })
                    };
                }
            },
        }
    }

    fn count(&mut self, values: usize, span: Span) -> Step {
        self.values += values;
        if self.values > VALUE_LIMIT {
            let diagnostic = Diagnostic::at(span, Problem::TooManyValues { limit: VALUE_LIMIT });
            return Err(diagnostic.with_path(self.path()).into());
        }
        Ok(())
    }

    /// The whole value, if there is one.
    pub(super) fn finish(self) -> (Option<Node>, Diagnostics) {
        (self.root, self.diagnostics)
    }
}

/// Nesting beyond the limit; without a path, which would fill the screen.
pub(super) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::at(span, Problem::TooDeep { limit: DEPTH_LIMIT })
}

/// Appends the index of a list's item to a key path.
pub(super) fn push_index(path: &mut String, index: usize) {
    path.push('[');
    path.push_str(&index.to_string());
    path.push(']');
}

/// Appends a key to a key path.
pub(super) fn push_key(path: &mut String, key: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(key);
}
