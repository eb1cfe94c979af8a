//! Other people's names for the keys of a profile.
//!
//! The one table of them: whoever needs to know that an `employer` is a `name` asks here. Names are compared without
//! case and separators, so that `Start Date`, `start_date` and `startDate` are one, and none of those need an entry.

mod table;

use std::borrow::Cow;

use self::table::{NAME_PARTS, RANGES, TABLE};
use super::shape::{Record, Shape};

/// A key without case and separators.
pub(super) fn fold(key: &str) -> Cow<'_, str> {
    if key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return Cow::Borrowed(key);
    }
    key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>().into()
}

/// The key of a record that a name means: the key itself, however it is spelt, or one of its other names.
pub(crate) fn canonical(record: &Record, name: &str) -> Option<&'static str> {
    if let Some(key) = record.keys().find(|key| *key == name) {
        return Some(key);
    }
    let folded = fold(name);
    if folded.is_empty() {
        return None;
    }
    record.keys().find(|key| fold(key) == folded).or_else(|| {
        let (_, names) = TABLE.iter().find(|(of, _)| *of == record.name)?;
        let (key, _) = names.iter().find(|(_, others)| others.iter().any(|other| fold(other) == folded))?;
        record.keys().find(|own| own == key)
    })
}

/// Tells a key that holds a start and an end in one text.
pub(super) fn is_range(record: &Record, name: &str) -> bool {
    record.field("startDate").is_some() && record.field("date").is_none() && means(RANGES, name)
}

/// The part of a name that a key of `basics` holds, by its place among the parts.
pub(super) fn name_part(name: &str) -> Option<usize> {
    NAME_PARTS.iter().position(|names| means(names, name))
}

/// Finds a name among these, however it is spelt.
fn means(names: &[&str], name: &str) -> bool {
    let folded = fold(name);
    names.iter().any(|other| fold(other) == folded)
}

/// The other names of a record's key, as the documentation and the editor's schema list them.
pub(crate) fn others(record: &str, key: &str) -> &'static [&'static str] {
    let names = TABLE.iter().find(|(of, _)| *of == record).map_or(&[][..], |(_, names)| names);
    names.iter().find(|(own, _)| *own == key).map_or(&[], |(_, others)| others)
}

/// The names of keys of a record that hold a start and an end in one text.
pub(crate) fn ranges(record: &Record) -> Vec<&'static str> {
    RANGES.iter().copied().filter(|name| is_range(record, name) && canonical(record, name).is_none()).collect()
}

/// The keys that are read in a record although they belong elsewhere, by the key that they are a part of: names of networks and parts
/// of the name in `basics`, the keys of a place beside it, and the keys of `basics` beside it.
pub(crate) fn read_elsewhere(record: &Record) -> Vec<(&'static str, Vec<&'static str>)> {
    let within = |home: &'static str| match record.field(home) {
        Some(Shape::Record(inside) | Shape::Place(inside)) => Some((home, *inside)),
        _ => None,
    };
    let mut keys: Vec<(&str, Vec<&str>)> = Vec::new();
    for (home, inside) in within("basics").into_iter().chain(within("location")) {
        let own = inside.keys().flat_map(|key| std::iter::once(key).chain(others(inside.name, key).iter().copied()));
        keys.push((home, own.collect()));
        keys.extend(read_elsewhere(inside));
    }
    if record.name == "Profile" {
        keys.push(("meta", vec!["language", "lastModified"]));
    }
    if record.name == "Basics" {
        keys.push(("name", NAME_PARTS.iter().flat_map(|part| part.iter().copied()).collect()));
        keys.push(("profiles", super::networks::names().collect()));
    }
    let mut seen: Vec<Cow<'static, str>> = Vec::new();
    for (_, names) in &mut keys {
        names.retain(|name| {
            let new = canonical(record, name).is_none() && !seen.contains(&fold(name));
            if new {
                seen.push(fold(name));
            }
            new
        });
    }
    keys
}

/// The pattern of a name in the spellings that people use most: `startDate`, `start_date`, `start-date`, `Start Date`.
pub(crate) fn pattern(name: &str) -> String {
    if let Some(rest) = name.strip_prefix("email") {
        // The one word that many write with a hyphen.
        return format!("[eE]-?[mM]ail{}", pattern(rest).replacen("[aA]", "[-_ ]?[aA]", 1));
    }
    let mut out = String::with_capacity(2 * name.len());
    for (index, word) in name.split(' ').enumerate() {
        if index > 0 {
            out.push_str("[-_ ]?");
        }
        let mut before: Option<char> = None;
        for c in word.chars() {
            match before {
                Some(before) if c.is_ascii_uppercase() && before.is_ascii_lowercase() => {
                    out.push_str(&format!("[-_ ]?[{}{c}]", c.to_ascii_lowercase()));
                }
                Some(_) if c.is_ascii_uppercase() => {
                    out.push_str(&format!("[{}{c}]", c.to_ascii_lowercase()));
                }
                None => out.push_str(&format!("[{}{}]", c.to_ascii_lowercase(), c.to_ascii_uppercase())),
                Some(_) => out.push(c),
            }
            before = Some(c);
        }
    }
    out
}

/// The key path that a path of other names means, such as `work.acme.name` for `experience.acme.employer`. Steps that no
/// record knows, ids and positions among them, stay.
pub(crate) fn canonical_path(root: &'static Record, steps: &[String]) -> Vec<String> {
    let mut shape: Option<&'static Shape> = None;
    let mut record = Some(root);
    let mut path = Vec::with_capacity(steps.len());
    for step in steps {
        // A step into a list is a position or an id, unless it is a key that each of its entries has.
        if let Some(Shape::List(item) | Shape::OneOrMany(item)) = shape {
            record = of(item);
            shape = Some(item);
            let known = record.is_some_and(|record| canonical(record, step).is_some());
            if !known {
                path.push(step.clone());
                continue;
            }
        }
        if let Some((inside, key)) = record.and_then(|record| Some((record, canonical(record, step)?))) {
            path.push(key.to_owned());
            shape = inside.field(key);
            record = shape.and_then(of);
        } else {
            path.push(step.clone());
            (shape, record) = (None, None);
        }
    }
    path
}

/// The record that a value is, where it is one.
fn of(shape: &'static Shape) -> Option<&'static Record> {
    match shape {
        Shape::Record(record) | Shape::Place(record) | Shape::TextOr(record) => Some(record),
        _ => None,
    }
}

/// Every other name with its record and key.
#[cfg(test)]
pub(crate) fn all() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    TABLE.iter().flat_map(|(record, keys)| {
        keys.iter().flat_map(move |(key, others)| others.iter().map(move |other| (*record, *key, *other)))
    })
}

#[cfg(test)]
mod tests {
    use super::{TABLE, all};

    /// The table as the documentation has it.
    fn document() -> String {
        let mut text = String::from(
            "# Other names of keys\n\nA profile may have its keys under these names; one note for the file names them. Case, spaces, hyphens \
             and\nunderscores do not matter. This page is generated from the table in `src/profile/names/table.rs`.\n",
        );
        for (record, keys) in TABLE {
            text.push_str(&format!("\n## `{record}`\n\n| key | other names |\n|---|---|\n"));
            for (key, others) in *keys {
                let others = others.iter().map(|other| format!("`{other}`")).collect::<Vec<_>>().join(", ");
                text.push_str(&format!("| `{key}` | {others} |\n"));
            }
        }
        text
    }

    #[test]
    fn the_documented_names_are_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/names.md");
        if std::env::var_os("CURRICLE_UPDATE").is_some() {
            std::fs::write(path, document()).expect("writable");
        }
        let stored = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
        assert!(stored == document(), "run `CURRICLE_UPDATE=1 cargo test the_documented_names_are_current`");
        assert!(all().count() > 200);
    }
}
