//! Diagnostics as SARIF 2.1.0, which code scanning and editors read: one document for a run.
//!
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>. The document is written as it comes, so that any
//! number of results takes no memory: results first, then the rules that were used. What is about no place in a file is
//! told as a notification of the run: readers refuse a result without a location.

use std::fmt::Write;
use std::hash::Hasher;
use std::path::Path;

use serde_json::{Value, json};
use siphasher::sip::SipHasher13;
use url::Url;

use super::base::{Address, Base};
use super::record::{Record, RecordPlace};
use super::unprintable_escaped;
use crate::diagnostic::Problem;

/// How many notifications are kept for the end of the document. Of more, their number is told.
const NOTIFICATIONS: usize = 1000;

/// Where diagnostics are explained, each under its code.
const PAGE: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/docs/diagnostics.md");

/// A document that is being written.
#[derive(Debug, Clone)]
pub struct Sarif {
    base: Base,
    state: State,
    /// The codes used so far; results name them by number.
    rules: Vec<String>,
    notifications: Vec<Value>,
    /// How many notifications are not kept.
    others: usize,
}

/// How far a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Unbegun,
    Begun,
    Results,
    Ended,
}

impl Sarif {
    /// A document of which nothing is written. Files are named from the base.
    #[must_use]
    pub fn new(base: Base) -> Self {
        Self { base, state: State::Unbegun, rules: Vec::new(), notifications: Vec::new(), others: 0 }
    }

    /// The text to write for a diagnostic; none for one that is told at the end, or after it.
    pub fn push(&mut self, record: &Record) -> String {
        if self.state == State::Ended {
            return String::new();
        }
        let mut out = self.begin();
        let rule = self.rule(&record.code);
        let physical = self.physical(&record.place);
        if physical.is_none() {
            self.notify(record, rule);
            return out;
        }
        let locations = [with(json!({ "physicalLocation": physical }), "logicalLocations", logical(&record.path))];
        let mut result = json!({
            "ruleId": record.code,
            "ruleIndex": rule,
            "level": record.severity,
            "message": { "text": message(record) },
            "locations": locations,
        });
        if !record.related.is_empty() {
            let related = record.related.iter().enumerate().map(|(id, related)| {
                let location = json!({ "id": id, "message": { "text": related.message } });
                with(location, "physicalLocation", self.physical(&related.place))
            });
            result["relatedLocations"] = related.collect();
        }
        result["partialFingerprints"] = json!({ "curricle/v1": self.fingerprint(record) });
        out.push_str(if self.state == State::Results { ",\n" } else { "\n" });
        self.state = State::Results;
        out.push_str(&unprintable_escaped(&result.to_string()));
        out
    }

    /// The text that ends the document, with the exit code of the run, and whether it ran to its end: one that found mistakes
    /// did.
    pub fn end(&mut self, exit: u8, successful: bool) -> String {
        if self.state == State::Ended {
            return String::new();
        }
        let mut out = self.begin();
        self.state = State::Ended;
        if self.others > 0 {
            let text = format!("{} more such messages are left out", self.others);
            self.notifications.push(json!({ "level": "note", "message": { "text": text } }));
        }
        let tool = json!({
            "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": self.rules.iter().map(|code| rule(code)).collect::<Value>(),
            }
        });
        let invocation = json!({
            "executionSuccessful": successful,
            "exitCode": exit,
            "toolExecutionNotifications": self.notifications,
        });
        let rest = format!("\n],\"tool\":{tool},\"invocations\":[{invocation}]}}]}}\n");
        let _ = write!(out, "{}", rest.split('\n').map(unprintable_escaped).collect::<Vec<_>>().join("\n"));
        out
    }

    fn begin(&mut self) -> String {
        if self.state != State::Unbegun {
            return String::new();
        }
        self.state = State::Begun;
        let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
        format!(
            "{{\"$schema\":\"{schema}\",\"version\":\"2.1.0\",\"runs\":[{{\"columnKind\":\"unicodeCodePoints\",\"results\":["
        )
    }

    /// The number of a rule.
    fn rule(&mut self, code: &str) -> usize {
        let known = self.rules.iter().position(|rule| rule == code);
        known.unwrap_or_else(|| {
            self.rules.push(code.to_owned());
            self.rules.len() - 1
        })
    }

    fn notify(&mut self, record: &Record, rule: usize) {
        if self.notifications.len() >= NOTIFICATIONS {
            self.others += 1;
            return;
        }
        let place = record.place.file.as_ref().map(|file| match &record.place.range {
            Some(range) => format!("{file}:{}:{}: ", range.line, range.column),
            None => format!("{file}: "),
        });
        let notification = json!({
            "level": record.severity,
            "message": { "text": place.unwrap_or_default() + &message(record) },
            "associatedRule": { "id": record.code, "index": rule },
        });
        let locations = logical(&record.path).map(|logical| json!([{ "logicalLocations": logical }]));
        self.notifications.push(with(notification, "locations", locations));
    }

    fn physical(&self, place: &RecordPlace) -> Option<Value> {
        let artifact = match self.base.address(place.file.as_deref()?)? {
            Address::Relative(path) => json!({ "uri": reference(&path), "uriBaseId": "%SRCROOT%" }),
            Address::Absolute(path) => json!({ "uri": absolute(&path) }),
        };
        let region = place.range.map(|range| {
            json!({
                "startLine": range.line,
                "startColumn": range.column,
                "endLine": range.end_line,
                "endColumn": range.end_column,
            })
        });
        Some(with(json!({ "artifactLocation": artifact }), "region", region))
    }

    /// What a mistake is known by from one run to the next, though lines were added above it.
    fn fingerprint(&self, record: &Record) -> String {
        let file = record.place.file.as_deref().and_then(|file| self.base.address(file));
        let file = file.map(|address| address.path()).unwrap_or_default();
        let mut hasher = SipHasher13::new();
        for part in [&record.code, &file, &record.path, &record.message] {
            hasher.write(part.as_bytes());
            hasher.write_u8(0xFF);
        }
        format!("{:016x}", hasher.finish())
    }
}

/// An object with one more key, where there is a value for it.
fn with(mut object: Value, key: &str, value: Option<Value>) -> Value {
    if let Some(value) = value {
        object[key] = value;
    }
    object
}

/// The message with what to do, a line each.
fn message(record: &Record) -> String {
    let hints = record.hints.iter().map(|hint| format!("\nhelp: {hint}"));
    std::iter::once(record.message.clone()).chain(hints).collect()
}

fn logical(path: &str) -> Option<Value> {
    (!path.is_empty()).then(|| json!([{ "fullyQualifiedName": path, "kind": "property" }]))
}

fn rule(code: &str) -> Value {
    let rule = json!({ "id": code, "helpUri": format!("{PAGE}#{code}") });
    let known = Problem::CODES.iter().find(|known| known.0 == code);
    let Some((_, severity, about)) = known else { return rule };
    let rule = with(rule, "shortDescription", Some(json!({ "text": about })));
    with(rule, "defaultConfiguration", Some(json!({ "level": severity.as_str() })))
}

/// A path as a relative reference: every byte that means something in a URI, or is not ASCII, is escaped.
fn reference(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            byte => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

fn absolute(path: &Path) -> String {
    Url::from_file_path(path).map_or_else(|()| reference(&path.to_string_lossy()), String::from)
}
