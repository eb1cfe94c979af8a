//! The files to begin with: a commented profile, or a workspace.

use std::path::Path;

use curricle::diagnostic::{Diagnostic, Diagnostics, Problem};

use super::{Told, application, typed, usage, write};
use crate::cli::output;
use curricle::batch::workspace::FILE;

/// The profile to fill in. It calls itself `me.yaml`.
const PROFILE: &str = include_str!("../../../data/starter/me.yaml");

/// The files of a new workspace, by their paths in it.
const WORKSPACE: [(&str, &str); 5] = [
    (FILE, include_str!("../../../data/starter/curricle.yaml")),
    ("profile.yaml", include_str!("../../../data/starter/profile.yaml")),
    ("applications/harbour.yaml", include_str!("../../../data/starter/applications/harbour.yaml")),
    ("applications/nordlicht.yaml", include_str!("../../../data/starter/applications/nordlicht.yaml")),
    ("postings/harbour.txt", include_str!("../../../data/starter/postings/harbour.txt")),
];

/// The file that keeps outputs out of git. It is no file of `data/`, where it would keep the starter's own files out of the package.
const IGNORE: (&str, &str) = (".gitignore", "# What curricle makes.\n/dist/\n");

/// The text of a schema.
type Schema = fn() -> String;

/// The schemas that the first lines of the files name, for editors.
const SCHEMAS: [(&str, Schema); 3] = [
    (PROFILE_SCHEMA, curricle::profile::json_schema_text),
    (application::SCHEMA, curricle::theme::schema::application_text),
    ("schema/workspace.json", curricle::batch::workspace::json_schema_text),
];

/// The schema of profiles, beside a profile.
const PROFILE_SCHEMA: &str = "schema/profile.json";

/// Writes a commented profile, and the schema that its first line names.
pub(super) fn profile(path: &Path) -> Result<Told, Diagnostics> {
    let (Some(name), Some(stem)) = (path.file_name(), path.file_stem()) else {
        return Err(usage(format!("`{}` has no file name", path.display()), "type `curricle new me.yaml`"));
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let output = Path::new("dist").join(stem).with_added_extension("pdf");
    let text = PROFILE.replace("dist/me.pdf", &output.display().to_string()).replace("me.yaml", &typed(name.as_ref()));
    let mut files = vec![(name.to_string_lossy().into_owned(), text)];
    let has_schema = folder.join(PROFILE_SCHEMA).exists();
    if !has_schema {
        files.push((PROFILE_SCHEMA.to_owned(), curricle::profile::json_schema_text()));
    }
    let made = write(folder, &files)?;
    if made.is_empty() {
        return Ok(vec![format!("{} is there already, as new", path.display())]);
    }
    let schema = made.get(1).map(|schema| format!(", and {} for editors", schema.display()));
    Ok(vec![
        format!("made {}{}", path.display(), schema.unwrap_or_default()),
        format!("next: fill it in, then type `curricle render {}`", typed(path)),
    ])
}

/// Writes a workspace: into a new folder, or beside what else is in one.
pub(super) fn workspace(folder: &Path) -> Result<Told, Diagnostics> {
    if folder.join(FILE).is_file() {
        return Err(usage(
            format!("`{}` is a workspace already", folder.display()),
            "type `curricle new application NAME` to add an application",
        ));
    }
    let own = own_profile(folder);
    let schemas = SCHEMAS.iter().map(|(path, text)| ((*path).to_owned(), text()));
    let files = WORKSPACE.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).chain(schemas);
    let mut files: Vec<(String, String)> = files.collect();
    if let Some(own) = &own {
        files.retain(|(path, _)| path.starts_with("schema/"));
        files.extend(around(own));
    }
    let (ignore, ignored) = IGNORE;
    let name = if folder == Path::new(".") { "a workspace here".to_owned() } else { folder.display().to_string() };
    let mut told = vec![match &own {
        Some(own) => format!("made {name}: curricle.yaml, applications/, schema/, around your profile {own}"),
        None => format!("made {name}: curricle.yaml, profile.yaml, applications/, postings/, schema/"),
    }];
    match folder.symlink_metadata() {
        Err(_) => {
            files.push((ignore.to_owned(), ignored.to_owned()));
            output::write_new_folder(folder, &files).map_err(Diagnostic::nowhere)?;
        }
        Ok(_) if !folder.is_dir() => {
            let problem = Problem::AlreadyThere { path: folder.display().to_string() };
            return Err(Diagnostic::nowhere(problem).into());
        }
        Ok(_) => {
            let own = std::fs::read_to_string(folder.join(ignore));
            let has_line =
                own.as_ref().is_ok_and(|own| own.lines().any(|line| line.trim().trim_matches('/') == "dist"));
            if own.is_err() {
                files.push((ignore.to_owned(), ignored.to_owned()));
            }
            write(folder, &files)?;
            if own.is_ok() && !has_line {
                told.push(format!("note: add the line /dist/ to {ignore}, to keep PDFs out of git"));
            }
        }
    }
    let here = folder == Path::new(".");
    let enter = if here { String::new() } else { format!("cd {} && ", typed(folder)) };
    told.push(format!("next: {enter}curricle render"));
    Ok(told)
}

/// Returns the name of the only profile in a folder, which a workspace there is for.
fn own_profile(folder: &Path) -> Option<String> {
    match application::beside(folder).as_slice() {
        [own] => Some(own.file_name()?.to_str()?.to_owned()),
        _ => None,
    }
}

/// The files of a workspace around a profile that is there: nothing in them is about the invented person.
fn around(profile: &str) -> [(String, String); 2] {
    let [(_, workspace), ..] = WORKSPACE;
    let lines = workspace.lines().filter(|line| !line.trim_start().starts_with("date:"));
    let text: String = lines.map(|line| format!("{line}\n")).collect();
    [
        (FILE.to_owned(), text.replace("profile.yaml", &application::scalar(profile))),
        ("applications/example.yaml".to_owned(), application::example(profile, "ledger")),
    ]
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use curricle::profile::Profile;

    use super::*;

    /// The schema that the first line of a file names, seen from the workspace.
    fn named(path: &str, text: &str) -> String {
        let line = text.lines().next().unwrap_or_default();
        let schema = line.strip_prefix("# yaml-language-server: $schema=").expect("it names a schema");
        let depth = Path::new(path).components().count() - 1;
        assert_eq!(schema.matches("../").count(), depth, "{path}");
        schema.trim_start_matches("../").to_owned()
    }

    #[test]
    fn all_schemas_that_files_name_are_written() {
        for (path, text) in
            WORKSPACE.iter().filter(|(path, _)| Path::new(path).extension().is_some_and(|ending| ending == "yaml"))
        {
            assert!(SCHEMAS.iter().any(|(schema, _)| *schema == named(path, text)), "{path}");
        }
        assert_eq!(named("me.yaml", PROFILE), PROFILE_SCHEMA);
    }

    #[test]
    fn the_profile_names_every_section_and_its_usual_keys() {
        let keys: Vec<&str> = PROFILE
            .lines()
            .filter_map(|line| line.split_once(':'))
            .map(|(key, _)| key.trim_matches([' ', '#', '-']))
            .collect();
        let words: Vec<&str> = PROFILE.split(|c: char| !c.is_alphanumeric()).collect();
        for section in Profile::KEYS {
            assert!(PROFILE.lines().any(|line| line.starts_with(&format!("{section}:"))), "{section}");
        }
        for key in ["name", "label", "image", "email", "phone", "url", "summary", "pronouns", "location", "profiles"] {
            assert!(keys.contains(&key), "{key}");
        }
        for kind in ["entries", "list", "text", "keywords", "metrics", "quote"] {
            assert!(words.contains(&kind), "{kind}");
        }
        assert!(PROFILE.lines().all(|line| line.chars().count() <= 120));
    }
}
