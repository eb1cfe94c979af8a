//! `--explain`: what of a profile is shown and what is left out, each with the rule that decided.

use curricle::application::selection::Decision;
use curricle::source::Sources;

/// How much of a name is told, in characters.
const NAME: usize = 60;

/// The decisions as a table: one a line, in the order of the profile.
pub(crate) fn text(what: &str, decisions: &[Decision], sources: &Sources) -> String {
    let shown = decisions.iter().filter(|decision| decision.rule.shows()).count();
    let mut text = format!("{what}: {shown} shown, {} left out\n", decisions.len() - shown);
    let width = decisions.iter().map(|decision| decision.path.chars().count()).max().unwrap_or_default();
    for Decision { path, span, name, rule, score } in decisions {
        let verdict = if rule.shows() { "shown   " } else { "left out" };
        let score = score.map(|score| format!(" [{score:.2}]")).unwrap_or_default();
        let line = span.map(|span| sources.get(span.source).line_column(span.range().start).line);
        let line = line.map(|line| format!(" (line {line})")).unwrap_or_default();
        let name: String = match name.char_indices().nth(NAME) {
            Some((end, _)) => format!("{}…", name[..end].trim_end()),
            None => name.clone(),
        };
        // What is left out may still name what is redacted.
        let name = if name.is_empty() { String::new() } else { format!("`{}`: ", sources.masked(&name)) };
        text.push_str(&format!("{verdict}  {path:width$}{score}  {name}{rule}{line}\n"));
    }
    text
}
