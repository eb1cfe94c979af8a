//! A single field of an application that stands in no file: `--include backend` is `select: {include: backend}`.
//!
//! Fields become a document like any other, laid over those of the files, so that they mean the same and their mistakes
//! are reported alike, at their place on the command line.

use crate::diagnostic::Span;
use crate::source::{Data, Key, Node, Sources, Style};

/// One field with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The key path in an application, such as `select.include`.
    pub path: String,
    /// The value, as the text of a scalar.
    pub value: String,
    /// What it is called in messages, such as `--include`.
    pub name: String,
}

impl Field {
    /// The document of these fields; of two with one path, their values are joined by a comma.
    #[must_use]
    pub fn document(fields: &[Self], sources: &mut Sources) -> Option<Node> {
        let mut root: Option<Node> = None;
        for (index, Self { path, value, name }) in fields.iter().enumerate() {
            if fields[..index].iter().any(|earlier| earlier.path == *path) {
                continue;
            }
            let values = fields[index + 1..].iter().filter(|later| later.path == *path).map(|later| &*later.value);
            let text = std::iter::once(value.as_str()).chain(values).collect::<Vec<_>>().join(",");
            let span = Span::new(sources.add(name.as_str(), text.as_str()), 0..text.len());
            let root = root.get_or_insert(Node { span, data: Data::Mapping(Vec::new()) });
            put(root, path, Node { span, data: Data::Scalar { text, style: Style::Plain } });
        }
        root
    }
}

fn put(node: &mut Node, path: &str, value: Node) {
    let (step, rest) = path.split_once('.').map_or((path, None), |(step, rest)| (step, Some(rest)));
    let span = value.span;
    if !matches!(node.data, Data::Mapping(_)) {
        node.data = Data::Mapping(Vec::new());
    }
    let Data::Mapping(pairs) = &mut node.data else { return };
    let index = pairs.iter().position(|(key, _)| key.name == step).unwrap_or_else(|| {
        pairs.push((Key { name: step.to_owned(), span }, Node { span, data: Data::Null }));
        pairs.len() - 1
    });
    match rest {
        Some(rest) => put(&mut pairs[index].1, rest, value),
        None => pairs[index].1 = value,
    }
}

#[cfg(test)]
mod tests {
    use super::Field;
    use crate::application::Application;
    use crate::diagnostic::Diagnostics;
    use crate::source::Sources;

    fn field(path: &str, value: &str) -> Field {
        Field { path: path.into(), value: value.into(), name: format!("--{path}") }
    }

    #[test]
    fn fields_are_a_document_like_that_of_a_file() {
        let mut sources = Sources::new();
        let fields = [
            field("select.include", "backend, ml"),
            field("select.limit.work", "4"),
            field("select.include", "data"),
            field("redact", "contact"),
        ];
        let node = Field::document(&fields, &mut sources).expect("there are fields");
        let mut diagnostics = Diagnostics::new();
        let application = Application::from_node(&node, &mut diagnostics).expect("a mapping");
        assert!(diagnostics.is_empty(), "{diagnostics}");
        let select = application.select.expect("there is one");
        let include: Vec<_> = select.include.0.iter().map(|tag| tag.value.as_str()).collect();
        assert_eq!(include, ["backend", "ml", "data"]);
        assert_eq!(select.limit.expect("there is one").of("work").map(|count| count.value), Some(4));
        assert!(application.redact.contains("contact"));
        assert!(Field::document(&[], &mut sources).is_none());
    }

    #[test]
    fn what_is_wrong_with_a_field_stands_at_its_flag() {
        let mut sources = Sources::new();
        let node = Field::document(&[field("pages", "0")], &mut sources).expect("there are fields");
        let mut diagnostics = Diagnostics::new();
        Application::from_node(&node, &mut diagnostics);
        let span = diagnostics.0[0].span().expect("a place");
        assert_eq!((diagnostics.0[0].code(), sources.get(span.source).name.as_str()), ("bad-count", "--pages"));
    }
}
