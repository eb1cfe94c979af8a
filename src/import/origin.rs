//! Which tool a file comes from: told by the keys at its root, or, where it is neither YAML nor JSON, by its first bytes and
//! its name.

use std::path::Path;

use crate::diagnostic::{Diagnostic, Problem};
use crate::profile::Profile;
use crate::source::{Data, Key, Node};

/// A tool whose files become profiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tool {
    /// `cv`, `design`, `locale`, `settings`.
    RenderCv,
    /// `content`, `layouts`, `locale`.
    YamlResume,
}

impl Tool {
    /// Its name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::RenderCv => "RenderCV",
            Self::YamlResume => "YAMLResume",
        }
    }
}

/// Returns the tool that a file is for, with the key that tells. A profile may have such a key of its own.
pub(crate) fn tool(node: &Node) -> Option<(Tool, &Key)> {
    if mapping(node, "basics").is_some() {
        return None;
    }
    let of_content = |node: &Node| {
        let Data::Mapping(pairs) = &node.data else { return false };
        pairs.iter().any(|(key, _)| SECTIONS.contains(&key.name.as_str()))
    };
    match mapping(node, "cv") {
        Some((key, _)) => Some((Tool::RenderCv, key)),
        None => mapping(node, "content")
            .filter(|(_, content)| mapping(node, "layouts").is_some() || of_content(content))
            .map(|(key, _)| (Tool::YamlResume, key)),
    }
}

/// The keys in YAMLResume's `content`.
const SECTIONS: [&str; 14] = [
    "awards",
    "basics",
    "certificates",
    "education",
    "interests",
    "languages",
    "location",
    "profiles",
    "projects",
    "publications",
    "references",
    "skills",
    "volunteer",
    "work",
];

/// Tells from the text of a file that it may be one of a tool, without parsing it.
pub(crate) fn may_be_of_tool(text: &str) -> bool {
    let text = text.trim_start_matches('\u{FEFF}');
    if text.trim_start().starts_with('{') {
        return ["\"cv\"", "\"content\"", "cv:", "content:"].iter().any(|key| text.contains(key));
    }
    text.lines().any(|line| {
        let key = line.split(':').next().unwrap_or_default();
        matches!(key.trim_end().trim_matches(['"', '\'']), "cv" | "content") && line.len() > key.len()
    })
}

/// Returns why a file of another tool, in YAML or JSON, cannot be read.
pub(crate) fn unread(node: &Node) -> Option<Diagnostic> {
    let templated = mapping(node, "metadata").is_some_and(|(_, metadata)| metadata.get("template").is_some());
    let (what, way, key) = if let (Some((key, _)), true) = (mapping(node, "sections"), templated) {
        ("a file of Reactive Resume", REACTIVE_RESUME, key)
    } else {
        let (key, employment) = mapping(node, "employment")?;
        employment.get("history")?;
        ("a FRESH résumé", "convert it to JSON Resume with `hackmyresume convert`, and render that", key)
    };
    Some(Diagnostic::at(key.span, Problem::OtherTool { what, way }).with_path(&key.name))
}

/// Returns the value of a key at the root, and the key, where that value is a mapping.
fn mapping<'n>(node: &'n Node, name: &str) -> Option<(&'n Key, &'n Node)> {
    let Data::Mapping(pairs) = &node.data else { return None };
    let pair = pairs.iter().find(|(key, value)| key.name == name && matches!(value.data, Data::Mapping(_)));
    pair.map(|(key, value)| (key, value))
}

const REACTIVE_RESUME: &str = "curricle cannot import it yet, and Reactive Resume exports no JSON Resume; until then, copy the texts into a \
    profile: `curricle new me.yaml` makes one to fill in";
const FILL_IN: &str = "copy the text into a profile: `curricle new me.yaml` makes one to fill in";
const LINKED_IN: &str = "curricle cannot import it yet; until then, copy the texts into a profile: `curricle new me.yaml` makes one \
    to fill in";
const BIB: &str =
    "copy the entries into `publications:` of a profile, each with `name`, `authors`, `journal` and `releaseDate`";
const TABLE: &str = "write one profile for each person, in YAML or JSON; `curricle new me.yaml` makes one to fill in";

/// Returns why a file that is neither YAML nor JSON cannot be read, where it is known what it is.
pub(crate) fn foreign(name: &str, bytes: &[u8]) -> Option<Problem> {
    let (what, way) = if bytes.starts_with(b"PK\x03\x04") { archive(bytes)? } else { document(name, bytes)? };
    Some(Problem::OtherTool { what, way })
}

/// A ZIP archive, by the names of the files in it, which stand there as they are.
fn archive(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let has = |name: &str| bytes.windows(name.len()).any(|part| part == name.as_bytes());
    match () {
        () if has("word/document") => Some(("a Word document", FILL_IN)),
        () if has("application/vnd.oasis.opendocument.text") => Some(("an OpenDocument text", FILL_IN)),
        () if has("Index/Document.iwa") => Some(("a Pages document", FILL_IN)),
        () if has("xl/workbook") => Some(("an Excel workbook", TABLE)),
        () if has("Positions.csv") || has("Profile.csv") => Some(("a data export of LinkedIn", LINKED_IN)),
        () => None,
    }
}

/// Any other file, by how it begins, and else by its name.
fn document(name: &str, bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    if bytes.starts_with(b"%PDF-") {
        return Some(("a PDF", FILL_IN));
    }
    if bytes.starts_with(b"{\\rtf") {
        return Some(("an RTF document", FILL_IN));
    }
    // Tables and LaTeX are often in an old encoding.
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    let first = text.lines().next().unwrap_or_default();
    let lines = || text.lines().map(str::trim_start);
    let linked_in = ["First Name,Last Name,", "Company Name,Title,", "School Name,Start Date,"];
    if is_markup(text) {
        return Some(markup(text));
    }
    match ending.as_str() {
        "yaml" | "yml" | "json" => None,
        _ if lines().any(|line| line.starts_with("\\documentclass") || line.starts_with("\\begin{document}")) => {
            Some(("a LaTeX document", FILL_IN))
        }
        "tex" | "cls" | "sty" => Some(("a LaTeX document", FILL_IN)),
        _ if linked_in.iter().any(|header| first.starts_with(header)) => {
            Some(("a table of LinkedIn's data export", LINKED_IN))
        }
        "csv" | "tsv" => Some(("a table", TABLE)),
        "bib" => Some(("a BibTeX file", BIB)),
        _ if text.starts_with('@') && first.contains('{') => Some(("a BibTeX file", BIB)),
        "ris" => Some(("a list of references (RIS)", BIB)),
        "typ" => Some(("a Typst document", FILL_IN)),
        "md" | "markdown" | "org" | "rst" | "txt" if !lines().any(is_keyed) => Some(("a text without keys", FILL_IN)),
        "toml" => Some(("a TOML file", "write it as YAML or JSON")),
        _ => None,
    }
}

/// Tells that a text begins with a tag; `<<:` begins a YAML file that merges.
fn is_markup(text: &str) -> bool {
    text.strip_prefix('<')
        .is_some_and(|rest| rest.starts_with(['?', '!']) || rest.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// Tells that a line holds a key that begins a profile, an application or a file of a tool.
fn is_keyed(line: &str) -> bool {
    let key = line.trim_start_matches(['{', '"', ' ']).split(['"', ':']).next().unwrap_or_default();
    Profile::KEYS.contains(&key) || matches!(key, "cv" | "content" | "profile" | "extends")
}

/// XML and HTML.
fn markup(text: &str) -> (&'static str, &'static str) {
    let start: String = text.chars().take(4000).collect::<String>().to_lowercase();
    match () {
        () if start.contains("europass") || start.contains("skillspassport") => ("a Europass CV (XML)", FILL_IN),
        () if start.contains("<!doctype html") || start.contains("<html") => ("a web page (HTML)", FILL_IN),
        () => ("an XML file", FILL_IN),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::source::{Format, Sources, parse};

    fn node(text: &str) -> Node {
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let id = sources.add("a", text);
        let format = Format::detect("a", text);
        parse(&sources, id, format, &mut diagnostics).unwrap_or_else(|| panic!("{text}: {diagnostics}"))
    }

    #[test]
    fn a_tool_is_told_by_the_keys_at_the_root() {
        for (text, expected) in [
            ("cv: {name: A}", Some(Tool::RenderCv)),
            ("\"cv\":\n  name: A\ndesign: {theme: classic}", Some(Tool::RenderCv)),
            ("{\"cv\": {\"name\": \"A\"}}", Some(Tool::RenderCv)),
            ("content: {basics: {name: A}}", Some(Tool::YamlResume)),
            ("content: {}\nlayouts: {engine: latex}", Some(Tool::YamlResume)),
            ("content: {title: A page}", None),
            ("cv: me.pdf", None),
            ("basics: {name: A}\ncontent: {work: []}", None),
            ("basics: {name: A}\ncv: {url: https://a.example/cv.pdf}", None),
        ] {
            let found = tool(&node(text)).map(|(tool, _)| tool);
            assert_eq!(found, expected, "{text}");
            assert!(found.is_none() || may_be_of_tool(text), "{text}");
        }
        assert!(!may_be_of_tool("basics: {name: A}\nwork: [{summary: 'cv: x'}]\n"));
    }

    #[test]
    fn tools_that_are_not_read_are_told_from_profiles() {
        for text in [
            "{\"basics\": {}, \"sections\": {}, \"metadata\": {\"template\": \"onyx\"}}",
            "name: A\nemployment: {history: [{employer: B}]}",
        ] {
            assert!(unread(&node(text)).is_some(), "{text}");
        }
        for text in ["basics: {name: A}\nsections: {}\nmetadata: {made: today}", "employment: [{name: A}]"] {
            assert!(unread(&node(text)).is_none(), "{text}");
        }
    }

    #[test]
    fn what_is_neither_yaml_nor_json_is_told_by_its_beginning_and_its_name() {
        let what = |name: &str, bytes: &[u8]| match foreign(name, bytes) {
            Some(Problem::OtherTool { what, .. }) => Some(what),
            _ => None,
        };
        assert_eq!(what("r\u{e9}sum\u{e9}.tex", b"\xE9\n\\section{Work}"), Some("a LaTeX document"));
        assert_eq!(what("<stdin>", b"  \\documentclass{article}"), Some("a LaTeX document"));
        assert_eq!(what("me.yaml", b"<<: *base\n"), None);
        assert_eq!(what("me.yaml", b"<html></html>"), Some("a web page (HTML)"));
        assert_eq!(what("me.txt", b"# My profile\nbasics:\n  name: A\n"), None);
        assert_eq!(what("me.md", b"# My profile\n"), Some("a text without keys"));
        assert_eq!(what("<stdin>", b"basics: {name: A}"), None);
        assert_eq!(what("x.zip", b"PK\x03\x04\x14\0"), None);
    }
}
