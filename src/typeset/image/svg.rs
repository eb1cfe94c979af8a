//! SVG drawings that stay within themselves.
//!
//! A drawing is passed on as it is, so whatever could run or reach out of it is refused: scripts, links to other files,
//! entities (which multiply) and web pages within. The test is a plain search, stricter than a parser would be.

/// Names of elements that are refused, with or without a prefix.
const ELEMENTS: [&str; 3] = ["script", "foreignObject", "iframe"];

/// Whether a drawing is self-contained; if not, why.
pub(super) fn check(bytes: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8")?;
    let lower = text.to_ascii_lowercase();
    if lower.contains("<!entity") {
        return Err("it declares entities".into());
    }
    if lower.contains("<?xml-stylesheet") || lower.contains("@import") {
        return Err("it takes its style from another file".into());
    }
    for element in ELEMENTS {
        let name = element.to_ascii_lowercase();
        if lower.contains(&format!("<{name}")) || lower.contains(&format!(":{name}")) {
            return Err(format!("it has a `{element}` element"));
        }
    }
    if lower.contains("javascript:") || has_handler(&lower) {
        return Err("it holds a script".into());
    }
    for (at, _) in lower.match_indices("href") {
        let value = lower[at + 4..].trim_start().strip_prefix('=').map(str::trim_start);
        if let Some(value) = value {
            refer(value.trim_start_matches(['"', '\'']))?;
        }
    }
    for (at, _) in lower.match_indices("url(") {
        refer(lower[at + 4..].trim_start().trim_start_matches(['"', '\'']).trim_start_matches("&quot;"))?;
    }
    Ok(())
}

/// Refuses what does not point into the drawing itself.
fn refer(target: &str) -> Result<(), String> {
    let target = target.trim_start();
    let embedded = target.strip_prefix("data:image/").is_some_and(|kind| !kind.starts_with("svg"));
    if target.starts_with('#') || embedded || target.starts_with(['"', '\'']) {
        return Ok(());
    }
    let end = target.find(['"', '\'', ')', ' ', '>']).unwrap_or(target.len()).min(60);
    Err(format!("it refers to `{}`", &target[..target.floor_char_boundary(end)]))
}

/// Whether an attribute such as `onload` is set.
fn has_handler(lower: &str) -> bool {
    lower.match_indices("on").any(|(at, _)| {
        let rest = lower[at + 2..].trim_start_matches(|c: char| c.is_ascii_alphabetic()).trim_start();
        let value = rest.starts_with('=') && rest[1..].trim_start().starts_with(['"', '\'']);
        value && lower[..at].ends_with(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '/'))
    })
}
