//! Whether what a theme produces keeps data where it is shown and harmless.
//!
//! Data is never executed wherever a template puts it, but it is shown as written only in markup and in arguments. Here
//! the rendered project is parsed, and data in raw text, comments, labels and strings is reported, as is any use of
//! `eval` or `plugin` in the theme's files.

use typst::syntax::{LinkedNode, Source, SyntaxKind, SyntaxNode};

use super::project::TypstProject;
use crate::diagnostic::{Diagnostic, Diagnostics, Problem, Span};
use crate::source::Sources;

/// Names that turn text or bytes into code.
const FORBIDDEN_NAMES: [&str; 2] = ["eval", "plugin"];

/// How a literal's first character is written; the one thing that tells data from a template's own text.
const DATA: &str = "\\u{";

/// Reports all that is wrong with what a theme produced; `main` and the files concerned are added to the sources.
#[must_use]
pub fn check(project: &TypstProject, sources: &mut Sources) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let source = Source::detached(&*project.main);
    let mut found = Vec::new();
    walk(source.root(), 0, &mut |node, start| inspect_main(node, start, &mut found));
    let root = LinkedNode::new(source.root());
    for origin in &project.origins {
        let leaf = root.leaf_at(origin.range.start, typst::syntax::Side::After);
        if !leaf.is_some_and(|leaf| leaf.kind() == SyntaxKind::Str && leaf.range() == origin.range) {
            found.push((origin.range.clone(), Problem::DataMisplaced { place: "a place of Typst's own" }));
        }
    }
    report("main.typ (rendered)", &project.main, found, sources, &mut diagnostics);
    for file in project.files.iter().filter(|file| is_typst(&file.path)) {
        let text = String::from_utf8_lossy(&file.bytes);
        let mut found = Vec::new();
        walk(&typst::syntax::parse(&text), 0, &mut |node, start| inspect_name(node, start, &mut found));
        report(&file.shown, &text, found, sources, &mut diagnostics);
    }
    diagnostics
}

fn is_typst(path: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("typ"))
}

type Found = Vec<(std::ops::Range<usize>, Problem)>;

fn report(name: &str, text: &str, mut found: Found, sources: &mut Sources, diagnostics: &mut Diagnostics) {
    if found.is_empty() {
        return;
    }
    found.sort_by_key(|(range, _)| range.start);
    found.dedup_by_key(|(range, _)| range.start);
    let source = sources.add(name, text);
    for (range, problem) in found {
        diagnostics.push(Diagnostic::at(Span::new(source, range), problem));
    }
}

/// Visits every node with its offset, without recursion: nesting is bounded by the parser, but not by us.
fn walk(root: &SyntaxNode, offset: usize, visit: &mut dyn FnMut(&SyntaxNode, usize)) {
    let mut open = vec![(root, offset)];
    while let Some((node, start)) = open.pop() {
        visit(node, start);
        let mut at = start;
        for child in node.children() {
            open.push((child, at));
            at += child.len();
        }
    }
}

fn inspect_main(node: &SyntaxNode, start: usize, found: &mut Found) {
    inspect_name(node, start, found);
    let place = match node.kind() {
        SyntaxKind::Raw => "raw text",
        SyntaxKind::LineComment | SyntaxKind::BlockComment => "a comment",
        SyntaxKind::Label | SyntaxKind::RefMarker => "a label",
        SyntaxKind::Text | SyntaxKind::MathText | SyntaxKind::Escape => "markup without `#`",
        SyntaxKind::Error => {
            let message = "what it wrote is not valid Typst".to_owned();
            found.push((start..start + node.len(), Problem::Template { message, value: None }));
            return;
        }
        _ => return,
    };
    if source_text(node).contains(DATA) {
        found.push((start..start + node.len(), Problem::DataMisplaced { place }));
    }
}

fn inspect_name(node: &SyntaxNode, start: usize, found: &mut Found) {
    if matches!(node.kind(), SyntaxKind::Ident | SyntaxKind::MathIdent)
        && FORBIDDEN_NAMES.contains(&node.leaf_text().as_str())
    {
        let name = node.leaf_text().to_string();
        found.push((start..start + node.len(), Problem::ForbiddenName { name }));
    }
}

/// The text of a node with all its children.
fn source_text(node: &SyntaxNode) -> String {
    let mut out = String::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        out.push_str(node.leaf_text());
        open.extend(node.children().rev());
    }
    out
}
