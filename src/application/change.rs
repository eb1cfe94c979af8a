//! Changes to a profile before it is read as one: `--set PATH=VALUE`, deep-merged over the file's own values.
//!
//! A change works on nodes, so that what it brings is checked like anything else and keeps its own place in messages.

use crate::diagnostic::{Diagnostic, Diagnostics, Problem, Severity, Span, nearest};
use crate::profile::Profile;
use crate::profile::canonical::{canonicalize_at, unknown_step};
use crate::profile::names::canonical_path;
use crate::source::{Data, Format, Key, Node, Sources, Style, parse};

/// One value to put in place of another.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The steps to the value: keys, ids of entries or positions in lists.
    path: Vec<Key>,
    /// The value; null deletes.
    value: Node,
}

/// A step that leads nowhere.
struct Astray {
    step: Key,
    /// What there is instead, as a hint names it.
    known: String,
}

impl Change {
    /// Reads `PATH=VALUE`, such as `basics.label=Ranking Engineer` or `work.0.position=Lead`.
    ///
    /// A value that starts with `[`, `{` or a quote is YAML, and `null` or nothing deletes; anything else is the text as
    /// it stands. Reports what is wrong and returns `None` then.
    pub fn parse(assignment: &str, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Self> {
        let id = sources.add("--set", assignment);
        let within = |part: &str| {
            let start = part.as_ptr().addr() - assignment.as_ptr().addr();
            Span::new(id, start..start + part.len())
        };
        let parts = assignment.split_once('=').map(|(path, value)| (path.trim(), value.trim()));
        let Some((path, value)) = parts.filter(|(path, _)| !path.is_empty()) else {
            let problem = Problem::BadAssignment { found: assignment.to_owned(), option: "--set" };
            diagnostics.push(Diagnostic::at(within(assignment), problem));
            return None;
        };
        let span = within(value);
        let written: Vec<&str> = path.split(['.', '[']).map(|step| step.trim_end_matches(']')).collect();
        let names = canonical_path(Profile::RECORD, &written.iter().map(|step| (*step).to_owned()).collect::<Vec<_>>());
        let mut value = if value.starts_with(['[', '{', '"', '\'']) {
            let id = sources.add(format!("--set {path}"), value);
            parse(sources, id, Format::Yaml, diagnostics)?
        } else if matches!(value, "" | "null" | "~") {
            Node { span, data: Data::Null }
        } else {
            Node { span, data: Data::Scalar { text: value.to_owned(), style: Style::Plain } }
        };
        // To delete what nobody knows only warns, as for all that is not there.
        if !value.is_absent()
            && let Some((index, record)) = unknown_step(Profile::RECORD, &names)
        {
            let key = written[index].to_owned();
            let near = nearest(&key, record.keys()).map(str::to_owned);
            let problem = match near {
                Some(_) => Problem::UnknownKey { key, near, of: record.of },
                None => Problem::UnknownKeys { keys: vec![key], meant: Vec::new(), sections: Vec::new() },
            };
            diagnostics.push(Diagnostic::at(within(written[index]), problem).with_path(names[..=index].join(".")));
        }
        canonicalize_at(&mut value, Profile::RECORD, &names, sources, diagnostics);
        let steps = names.into_iter().zip(written).map(|(name, step)| Key { name, span: within(step) });
        Some(Self { path: steps.collect(), value })
    }
}

/// Applies changes to a profile, one after the other; one whose path leads nowhere is reported and left out.
///
/// To delete what is not there only warns: one change may serve many profiles.
pub fn apply(node: &mut Node, changes: &[Change], diagnostics: &mut Diagnostics) {
    for Change { path, value } in changes {
        if let Err(Astray { step, known }) = put(node, path, value, diagnostics) {
            let path = path.iter().map(|step| step.name.as_str()).collect::<Vec<_>>().join(".");
            let problem = Problem::UnknownPath { path: path.clone(), step: step.name, known };
            let diagnostic = Diagnostic::at(step.span, problem).with_path(path);
            let severity = if value.is_absent() { Severity::Warning } else { diagnostic.severity };
            diagnostics.push(diagnostic.with_severity(severity));
        }
    }
}

/// Puts a value at a path.
fn put(node: &mut Node, path: &[Key], value: &Node, diagnostics: &mut Diagnostics) -> Result<(), Astray> {
    let Some((step, rest)) = path.split_first() else {
        // What the changes of a mapping are called begins where it was put, which the place tells better.
        merge(node, value, &mut Vec::new(), diagnostics);
        return Ok(());
    };
    match &mut node.data {
        Data::Sequence(items) => {
            let index = index_of(items, &step.name);
            let index = index.ok_or_else(|| Astray { step: step.clone(), known: entries(items) })?;
            if rest.is_empty() && value.is_absent() {
                items.remove(index);
                return Ok(());
            }
            put(&mut items[index], rest, value, diagnostics)
        }
        Data::Mapping(pairs) => {
            if let Some(index) = pairs.iter().position(|(key, _)| key.name == step.name) {
                if rest.is_empty() && value.is_absent() {
                    pairs.remove(index);
                    return Ok(());
                }
                return put(&mut pairs[index].1, rest, value, diagnostics);
            }
            // What is not there cannot be deleted, and has no entries.
            if value.is_absent() || rest.first().is_some_and(|next| is_position(&next.name)) {
                let known = pairs.iter().map(|(key, _)| format!("`{}`", key.name)).collect::<Vec<_>>().join(", ");
                return Err(Astray { step: step.clone(), known });
            }
            let mut added = Node { span: value.span, data: Data::Null };
            put(&mut added, rest, value, diagnostics)?;
            pairs.push((step.clone(), added));
            Ok(())
        }
        // A step into nothing makes the mapping that it names; into a scalar, it replaces it.
        Data::Null | Data::Scalar { .. } => {
            if is_position(&step.name) {
                return Err(Astray { step: step.clone(), known: String::new() });
            }
            node.data = Data::Mapping(Vec::new());
            node.span = value.span;
            put(node, path, value, diagnostics)
        }
    }
}

/// Whether a step is a position in a list.
fn is_position(step: &str) -> bool {
    step.bytes().all(|byte| byte.is_ascii_digit())
}

/// Merges mappings key by key; anything else replaces what was there. Null deletes. Where a mapping meets a list, its keys
/// are ids or positions of the list's items; one that leads nowhere is reported and left out.
fn merge(node: &mut Node, value: &Node, path: &mut Vec<String>, diagnostics: &mut Diagnostics) {
    let Data::Mapping(changes) = &value.data else {
        *node = value.clone();
        return;
    };
    match &mut node.data {
        Data::Mapping(pairs) => {
            for (key, change) in changes {
                path.push(key.name.clone());
                match pairs.iter().position(|(old, _)| old.name == key.name) {
                    Some(index) if matches!(change.data, Data::Null) => {
                        pairs.remove(index);
                    }
                    Some(index) => merge(&mut pairs[index].1, change, path, diagnostics),
                    None => pairs.push((key.clone(), change.clone())),
                }
                path.pop();
            }
        }
        Data::Sequence(items) => {
            // Positions are those of the list as it is, whatever is deleted.
            let mut deleted = Vec::new();
            for (key, change) in changes {
                path.push(key.name.clone());
                match index_of(items, &key.name) {
                    None => {
                        let path = path.join(".");
                        let problem =
                            Problem::UnknownPath { path: path.clone(), step: key.name.clone(), known: entries(items) };
                        diagnostics.push(Diagnostic::at(key.span, problem).with_path(path));
                    }
                    Some(index) if matches!(change.data, Data::Null) => deleted.push(index),
                    Some(index) => merge(&mut items[index], change, path, diagnostics),
                }
                path.pop();
            }
            deleted.sort_unstable();
            deleted.dedup();
            for index in deleted.into_iter().rev() {
                items.remove(index);
            }
        }
        Data::Null | Data::Scalar { .. } => *node = value.clone(),
    }
}

/// Merges the changes of an application over a profile: mappings key by key, lists item by item where a mapping of ids or
/// positions stands for one, and whole otherwise. Null deletes. What leads nowhere is reported.
pub fn merge_changes(node: &mut Node, changes: &Node, diagnostics: &mut Diagnostics) {
    merge(node, changes, &mut vec!["change".to_owned()], diagnostics);
}

/// Lays one document over another: mappings are merged key by key, anything else is replaced, null deletes.
pub fn lay_over(node: &mut Node, over: &Node) {
    let (Data::Mapping(pairs), Data::Mapping(changes)) = (&mut node.data, &over.data) else {
        *node = over.clone();
        return;
    };
    for (key, change) in changes {
        match pairs.iter_mut().find(|(old, _)| old.name == key.name) {
            Some((old, value)) => {
                lay_over(value, change);
                if !matches!(change.data, Data::Mapping(_)) {
                    *old = key.clone();
                }
            }
            None => pairs.push((key.clone(), change.clone())),
        }
    }
}

/// The position that a step means: a number, or the id of an entry.
fn index_of(items: &[Node], step: &str) -> Option<usize> {
    if is_position(step) {
        return step.parse().ok().filter(|index| *index < items.len());
    }
    items.iter().position(|item| item.get("id").and_then(Node::as_text) == Some(step))
}

/// The entries of a list as a hint names them.
fn entries(items: &[Node]) -> String {
    let names = items.iter().enumerate().map(|(index, item)| {
        item.get("id").and_then(Node::as_text).map_or_else(|| format!("`{index}`"), |id| format!("`{index}` or `{id}`"))
    });
    names.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{Change, apply};
    use crate::diagnostic::{Diagnostics, Severity};
    use crate::source::{Data, Format, Node, Sources, parse};

    fn changed(profile: &str, changes: &[&str]) -> (Node, Diagnostics) {
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let id = sources.add("p.yaml", profile);
        let mut node = parse(&sources, id, Format::Yaml, &mut diagnostics).expect("valid YAML");
        let changes: Vec<Change> =
            changes.iter().filter_map(|text| Change::parse(text, &mut sources, &mut diagnostics)).collect();
        apply(&mut node, &changes, &mut diagnostics);
        (node, diagnostics)
    }

    fn text<'a>(node: &'a Node, path: &[&str]) -> Option<&'a str> {
        let found = path.iter().try_fold(node, |node, step| match &node.data {
            Data::Sequence(items) => items.get(step.parse::<usize>().ok()?),
            _ => node.get(step),
        });
        found?.as_text()
    }

    const PROFILE: &str = "basics: {name: Ada, label: Old}\nwork:\n- {id: acme, position: Lead}\n- {position: Two}\n";

    #[test]
    fn a_value_is_replaced_added_or_deleted() {
        let (node, diagnostics) = changed(
            PROFILE,
            &[
                "basics.label=C# and C #1: new",
                "basics.location.city=Pune",
                "basics.name=",
                "work.acme.position=Head",
                "work[1].name=B",
            ],
        );
        assert!(diagnostics.is_empty(), "{diagnostics}");
        assert_eq!(text(&node, &["basics", "label"]), Some("C# and C #1: new"));
        assert_eq!(text(&node, &["basics", "location", "city"]), Some("Pune"));
        assert_eq!(text(&node, &["basics", "name"]), None);
        assert_eq!(text(&node, &["work", "0", "position"]), Some("Head"));
        assert_eq!(text(&node, &["work", "1", "name"]), Some("B"));
    }

    #[test]
    fn mappings_merge_and_lists_are_replaced() {
        let (node, _) = changed(PROFILE, &["basics={label: New, email: a@b.org}", "work=[{name: Only}]"]);
        assert_eq!(text(&node, &["basics", "name"]), Some("Ada"));
        assert_eq!(text(&node, &["basics", "email"]), Some("a@b.org"));
        assert_eq!(text(&node, &["work", "0", "name"]), Some("Only"));
        assert_eq!(text(&node, &["work", "1", "position"]), None);
    }

    #[test]
    fn a_path_that_leads_nowhere_is_reported() {
        for (change, codes) in [
            ("basics.lable=x", "unknown-key"),
            ("work.0.postion=x", "unknown-key"),
            ("work.acme.shoe=x", "unknown-keys"),
            ("basics.x-shoe=x", ""),
            ("basics.label.de=x", ""),
            ("sections.talks.title=x", ""),
            ("basics.location.cty=x", "unknown-key"),
        ] {
            let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
            drop(Change::parse(change, &mut sources, &mut diagnostics));
            let found: Vec<&str> = diagnostics.iter().map(crate::diagnostic::Diagnostic::code).collect();
            assert_eq!(found.join(" "), codes, "{change}");
        }
        for change in ["work.2.position=x", "work.globex.position=x", "wrk.0.position=x", "no equals sign", ""] {
            assert!(changed(PROFILE, &[change]).1.has_errors(), "{change}");
        }
        assert_eq!(changed(PROFILE, &["basics.emial="]).1.worst(), Some(Severity::Warning));
    }
}
