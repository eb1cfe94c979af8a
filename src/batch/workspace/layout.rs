//! The layout of a workspace: where its applications stand and which profiles they show, so that another can join them.

use std::path::{Path, PathBuf};

use glob::{MatchOptions, Pattern};

use super::{Finder, OUTPUT, Workspace, lexical, parsed};
use crate::batch::Input;
use crate::diagnostic::{Diagnostics, Outcome};
use crate::profile::decode::{Decode, Decoder};
use crate::source::read::{INPUT_LIMIT, read_file};
use crate::source::{Node, Parsed, Sources};

/// The characters that make a path a pattern.
const WILDCARDS: [char; 3] = ['*', '?', '['];

/// The most applications that are followed to the one that names the profile.
const DEPTH: usize = 16;

/// Where the applications of a workspace stand, and which profiles they show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// The paths and patterns of applications in `targets`, relative to the workspace.
    pub applications: Vec<String>,
    /// The profiles that targets and applications name, each once.
    pub profiles: Vec<PathBuf>,
    /// The profile in `defaults`.
    pub profile: Option<PathBuf>,
    /// The theme in `defaults`.
    pub theme: Option<String>,
}

impl Layout {
    /// Returns the place of a new application by its name, relative to the workspace: one that a pattern of `targets` picks up.
    #[must_use]
    pub fn place(&self, name: &str) -> Option<PathBuf> {
        self.applications.iter().filter(|pattern| pattern.contains(WILDCARDS)).find_map(|pattern| {
            let place = filled(pattern, name)?;
            picks_up(pattern, &place).then(|| PathBuf::from(place))
        })
    }

    /// Returns whether `targets` pick up an application at this place, relative to the workspace and with forward slashes.
    #[must_use]
    pub fn picks_up(&self, place: &str) -> bool {
        self.applications.iter().any(|pattern| picks_up(pattern, place))
    }
}

fn picks_up(pattern: &str, place: &str) -> bool {
    let options = MatchOptions { require_literal_separator: true, ..MatchOptions::new() };
    Pattern::new(pattern.trim_start_matches("./")).is_ok_and(|pattern| pattern.matches_with(place, options))
}

/// Fills a pattern with a name: `applications/*.yaml` becomes `applications/acme.yaml`. None where the pattern wants no YAML file.
fn filled(pattern: &str, name: &str) -> Option<String> {
    let parts: Vec<&str> = pattern.trim_start_matches("./").split('/').collect();
    let (file, folders) = parts.split_last()?;
    let mut place = String::new();
    for folder in folders.iter().filter(|folder| **folder != "**") {
        place.push_str(&folder.replacen('*', name, 1));
        place.push('/');
    }
    let named = file.replacen('*', name, 1);
    let file = if named.contains(WILDCARDS) { format!("{name}.yaml") } else { named };
    let ending = Path::new(&file).extension()?;
    (ending == "yaml" || ending == "yml").then(|| place + &file)
}

/// Reads the layout of a workspace from its file.
///
/// # Errors
/// Everything that is wrong with the file itself; patterns that match nothing yet are fine.
pub fn layout(file: &Input, sources: &mut Sources) -> Outcome<Layout> {
    let mut diagnostics = Diagnostics::new();
    let Parsed::Whole(node) = parsed(file, sources, &mut diagnostics)? else { return Err(diagnostics) };
    let Some(workspace) = Workspace::decode(&node, &mut Decoder::new(&mut diagnostics)) else {
        return Err(diagnostics);
    };
    let root = file.folder.as_path();
    let default = |key: &str| workspace.defaults.as_ref().and_then(|defaults| defaults.0.get(key));
    let theme = default("theme").and_then(|theme| theme.as_text().or_else(|| theme.get("name")?.as_text()));
    let mut layout = Layout {
        profile: default("profile").and_then(Node::as_text).map(|path| lexical(&root.join(path.trim()))),
        theme: theme.map(|theme| theme.trim().to_owned()),
        ..Layout::default()
    };
    let output = workspace.output.as_ref().map_or(OUTPUT, |output| output.0.value.as_str());
    let output = lexical(&root.join(output));
    // What is not there yet is no concern of a new file.
    let mut ignored = Diagnostics::new();
    let mut finder = Finder { root, output: &output, files: None, diagnostics: &mut ignored };
    let mut profiles = Vec::new();
    for group in &workspace.targets {
        layout.applications.extend(group.applications.0.iter().map(|pattern| pattern.value.clone()));
        let named = finder.all(&group.applications).into_iter().filter_map(|(path, _)| profile_of(&path, DEPTH));
        profiles.extend(named);
        profiles.extend(finder.all(&group.profiles).into_iter().map(|(path, _)| path));
    }
    for profile in profiles {
        if !layout.profiles.contains(&profile) {
            layout.profiles.push(profile);
        }
    }
    diagnostics.or_value(layout)
}

/// Returns the profile that an application names, or one that it extends.
fn profile_of(application: &Path, depth: usize) -> Option<PathBuf> {
    let bytes = read_file(application, "application", INPUT_LIMIT).ok()?;
    let folder = application.parent().unwrap_or(Path::new("")).to_path_buf();
    let input = Input { name: application.display().to_string(), bytes, folder };
    let node = parsed(&input, &mut Sources::new(), &mut Diagnostics::new()).ok().and_then(Parsed::whole)?;
    let named = |key: &str| Some(lexical(&input.folder.join(node.get(key)?.as_text()?.trim())));
    named("profile").or_else(|| profile_of(&named("extends")?, depth.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn of(applications: &[&str]) -> Layout {
        Layout { applications: applications.iter().map(|pattern| (*pattern).to_owned()).collect(), ..Layout::default() }
    }

    #[test]
    fn a_new_application_stands_where_a_pattern_picks_it_up() {
        let place = |patterns: &[&str]| of(patterns).place("acme").map(|place| place.display().to_string());
        let cases = [
            ("applications/*.yaml", Some("applications/acme.yaml")),
            ("./jobs/**/*.yml", Some("jobs/acme.yml")),
            ("jobs/*/application.yaml", Some("jobs/acme/application.yaml")),
            ("jobs/app-*.yaml", Some("jobs/app-acme.yaml")),
            ("jobs/*.y*ml", Some("jobs/acme.yaml")),
            ("jobs/**", Some("jobs/acme.yaml")),
            ("*.yaml", Some("acme.yaml")),
            ("jobs/*.json", None),
            ("jobs/known.yaml", None),
        ];
        for (pattern, expected) in cases {
            assert_eq!(place(&[pattern]).as_deref(), expected, "{pattern}");
            assert!(expected.is_none_or(|place| of(&[pattern]).picks_up(place)), "{pattern}");
        }
        assert_eq!(place(&["jobs/known.yaml", "jobs/*.json", "a/*.yaml", "b/*.yaml"]).as_deref(), Some("a/acme.yaml"));
    }

    #[test]
    fn profiles_are_those_that_targets_applications_and_defaults_name() {
        let folder = tempfile::tempdir().expect("a folder");
        let files = [
            (
                "curricle.yaml",
                "defaults: {theme: {name: ledger}}\ntargets:\n- applications: [jobs/*.yaml, none/*.yaml]\n- profiles: b.yaml\n",
            ),
            ("jobs/one.yaml", "profile: ../a.yaml\n"),
            ("jobs/two.yaml", "extends: one.yaml\n"),
            ("jobs/circle.yaml", "extends: circle.yaml\n"),
            ("a.yaml", "basics: {name: A}\n"),
            ("b.yaml", "basics: {name: B}\n"),
        ];
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
            fs::write(path, text).expect("writable");
        }
        let bytes = files[0].1.into();
        let file = Input { name: "curricle.yaml".into(), bytes, folder: folder.path().to_path_buf() };
        let layout = layout(&file, &mut Sources::new()).expect("a workspace").value;
        assert_eq!(layout.profiles, ["a.yaml", "b.yaml"].map(|path| folder.path().join(path)));
        assert_eq!((layout.profile, layout.theme.as_deref()), (None, Some("ledger")));
        assert_eq!(layout.applications, ["jobs/*.yaml", "none/*.yaml"]);
    }
}
