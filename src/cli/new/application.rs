//! `curricle new application`: one more application in a workspace, where its targets pick it up.

use std::path::{Component, Path, PathBuf};

use curricle::application::posting::{POSTING_LIMIT, Posting};
use curricle::application::slug;
use curricle::batch::workspace::{Layout, layout};
use curricle::batch::{Input, is_profile};
use curricle::diagnostic::{Diagnostic, Diagnostics, Problem};
use curricle::source::Sources;
use curricle::source::read::read_file;

use super::{Told, typed, usage, write};
use crate::cli::arguments::NewApplication;
use crate::cli::discover::candidates;
use crate::cli::inputs::InputPath;
use crate::cli::plan::normal;
use crate::cli::workspace;

/// The application, with words in capitals for what is filled in.
const TEMPLATE: &str = include_str!("../../../data/starter/application.yaml");

/// The schema of applications, in a workspace.
pub(super) const SCHEMA: &str = "schema/application.json";

/// The folder of applications where `targets` name none.
const FOLDER: &str = "applications";

/// The folder of copied adverts.
const POSTINGS: &str = "postings";

/// Adds the application that the arguments describe to the workspace that the current folder is in.
pub(super) fn new(asked: &NewApplication, sources: &mut Sources) -> Result<Told, Diagnostics> {
    let name = asked.name.strip_suffix(".yaml").or_else(|| asked.name.strip_suffix(".yml")).unwrap_or(&asked.name);
    check_name(name)?;
    let Some(file) = workspace::find(Path::new(".")) else {
        return Err(usage(
            "an application belongs to a workspace, but there is no `curricle.yaml` here or above".into(),
            "type `curricle new .` to make one here, or `curricle new job-search` for a folder of its own",
        ));
    };
    let home = Home::open(&file, sources)?;
    let place = home.layout.place(name).unwrap_or_else(|| Path::new(FOLDER).join(name).with_added_extension("yaml"));
    home.add(name, &place, asked.posting.as_deref(), asked.profile.as_deref(), sources)
}

/// Adds the application at a path that the `targets` of its workspace pick up. None where they do not.
pub(super) fn at(path: &Path, sources: &mut Sources) -> Option<Result<Told, Diagnostics>> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let home = Home::open(&workspace::find(folder)?, &mut Sources::new()).ok()?;
    let place = normal(path).strip_prefix(normal(&home.root)).ok()?.to_path_buf();
    if !home.layout.picks_up(&slashed(&place)) {
        return None;
    }
    let name = path.file_stem()?.to_string_lossy().into_owned();
    Some(check_name(&name).and_then(|()| home.add(&name, &place, None, None, sources)))
}

/// Refuses a name that a file should not have.
fn check_name(name: &str) -> Result<(), Diagnostics> {
    let is_fine = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    if !name.is_empty() && name.chars().all(is_fine) {
        return Ok(());
    }
    let message = format!("`{name}` cannot name an application: expected letters, digits, `-` and `_`");
    let slug = slug(name);
    let hint = if slug.is_empty() { "acme".to_owned() } else { slug };
    Err(usage(message, &format!("type `curricle new application {hint}`, and write the whole name after `company:`")))
}

/// A workspace that an application is added to.
struct Home {
    /// The folder, named from the current one.
    root: PathBuf,
    /// The file, for messages.
    name: String,
    layout: Layout,
}

impl Home {
    fn open(file: &Path, sources: &mut Sources) -> Result<Self, Diagnostics> {
        let input = workspace::read(file)?;
        let layout = layout(&input, sources)?.value;
        Ok(Self { root: input.folder, name: input.name, layout })
    }

    /// Returns a place in the workspace, named from the current folder.
    fn at(&self, place: &Path) -> PathBuf {
        if self.root == Path::new(".") { place.to_path_buf() } else { self.root.join(place) }
    }

    /// Writes the application at a place in the workspace, and its advert.
    fn add(
        &self,
        name: &str,
        place: &Path,
        posting: Option<&Path>,
        profile: Option<&Path>,
        sources: &mut Sources,
    ) -> Result<Told, Diagnostics> {
        let folder = place.parent().unwrap_or(Path::new(""));
        let from = normal(&self.root.join(folder));
        let from_here = |path: &Path| relative(&from, &normal(path));
        let mut files = Vec::new();
        let posting = posting.map(|path| self.posting(path, name, sources)).transpose()?;
        let advert = posting.map(|(path, text)| {
            files.extend(text.map(|text| (slashed(&path), text)));
            from_here(&self.root.join(path))
        });
        let schema = Some(self.root.join(SCHEMA)).filter(|schema| schema.is_file()).map(|schema| from_here(&schema));
        let profile = self.profile(profile)?;
        let filling = Filling {
            schema,
            shared: self.layout.profile.as_deref().is_some_and(|shared| normal(shared) == normal(&profile)),
            profile: from_here(&profile),
            theme: self.layout.theme.clone().unwrap_or_else(|| "ledger".into()),
            company: company(name),
            advert_to_be: relative(&from, &normal(&self.root.join(POSTINGS).join(name).with_added_extension("txt"))),
            advert,
        };
        files.insert(0, (slashed(place), filling.text()));
        let made = write(&self.root, &files)?;
        let made: Vec<String> = made.iter().map(|path| path.display().to_string()).collect();
        let mut told =
            vec![if made.is_empty() { "nothing to make".to_owned() } else { format!("made {}", made.join(", ")) }];
        if !self.layout.picks_up(&slashed(place)) {
            let pattern = if folder == Path::new(FOLDER) { slashed(&folder.join("*.yaml")) } else { slashed(place) };
            told.push(format!(
                "note: `curricle render` leaves it out until you add this under `targets:` in {}:",
                self.name
            ));
            told.push(format!("  - applications: {pattern}"));
        }
        told.push(format!("next: edit it, then type `curricle render {}`", typed(&self.at(place))));
        Ok(told)
    }

    /// Returns where the advert stands in the workspace, and its text where it is still to be copied there.
    fn posting(
        &self,
        path: &Path,
        name: &str,
        sources: &mut Sources,
    ) -> Result<(PathBuf, Option<String>), Diagnostics> {
        let is_stdin = path == Path::new("-");
        let input = if is_stdin {
            InputPath::default().read()?
        } else {
            let bytes = read_file(path, "posting", POSTING_LIMIT).map_err(Diagnostic::nowhere)?;
            Input { name: path.display().to_string(), bytes, folder: PathBuf::new() }
        };
        Posting::read(&input.name, &input.bytes, sources)?;
        if !is_stdin && let Ok(within) = normal(path).strip_prefix(normal(&self.root)) {
            return Ok((within.to_path_buf(), None));
        }
        let text = String::from_utf8_lossy(&input.bytes).into_owned();
        Ok((Path::new(POSTINGS).join(name).with_added_extension("txt"), Some(text)))
    }

    /// Returns the profile of the new application: the one that is asked for, that of the defaults, or the only one there is.
    fn profile(&self, asked: Option<&Path>) -> Result<PathBuf, Diagnostics> {
        if let Some(asked) = asked {
            return if asked.is_file() {
                Ok(asked.to_path_buf())
            } else {
                let problem = Problem::NotFound { what: "profile", path: asked.display().to_string() };
                Err(Diagnostic::nowhere(problem).into())
            };
        }
        if let Some(profile) = &self.layout.profile {
            return Ok(profile.clone());
        }
        let mut profiles = self.layout.profiles.clone();
        if profiles.is_empty() {
            profiles = beside(&self.root);
        }
        match profiles.as_slice() {
            [profile] => Ok(profile.clone()),
            [] => Err(usage(
                format!("{} names no profile, and there is none beside it", self.name),
                "write one with `curricle new profile.yaml`, or name it with `--profile FILE`",
            )),
            several => {
                let names: Vec<String> = several.iter().map(|path| format!("`{}`", path.display())).collect();
                Err(usage(
                    format!("there are {} profiles: {}", names.len(), names.join(", ")),
                    &format!("choose one, such as `--profile {}`", typed(&several[0])),
                ))
            }
        }
    }
}

/// Returns the text of an application for a profile in the folder above, to show what there is to set.
pub(super) fn example(profile: &str, theme: &str) -> String {
    let filling = Filling {
        schema: Some(format!("../{SCHEMA}")),
        profile: format!("../{profile}"),
        shared: true,
        theme: theme.to_owned(),
        company: "Example".into(),
        advert: None,
        advert_to_be: format!("../{POSTINGS}/example.txt"),
    };
    filling.text()
}

/// Returns the files in a folder that look like profiles.
pub(super) fn beside(folder: &Path) -> Vec<PathBuf> {
    let is_profile = |path: &PathBuf| InputPath::of_file(path).read().is_ok_and(|input| is_profile(&input));
    candidates(folder).into_iter().filter(is_profile).collect()
}

/// What the template is filled with.
struct Filling {
    schema: Option<String>,
    profile: String,
    /// Whether the defaults of the workspace name the profile.
    shared: bool,
    theme: String,
    company: String,
    advert: Option<String>,
    /// Where an advert would stand.
    advert_to_be: String,
}

impl Filling {
    fn text(&self) -> String {
        let mut text = TEMPLATE.replace("THEME", &self.theme);
        text = match &self.schema {
            Some(schema) => text.replace("SCHEMA", schema),
            None => text.split_once("\n#\n").map_or(text.clone(), |(_, rest)| rest.to_owned()),
        };
        let profile = format!("profile: {}", scalar(&self.profile));
        let profile = if self.shared { format!("# {profile}    # curricle.yaml names it for all") } else { profile };
        let advert = self.advert.as_ref().map(|advert| format!("posting: {}", scalar(advert)));
        let advert =
            advert.unwrap_or_else(|| format!("# posting: {}    # the job advert, as text", scalar(&self.advert_to_be)));
        text.replace("profile: PROFILE", &profile)
            .replace("posting: POSTING", &advert)
            .replace("company: COMPANY", &format!("company: {}", scalar(&self.company)))
            .replace("COMPANY", &self.company)
    }
}

/// Writes a text as a YAML value: plain where that is read as the same text, else in quotes.
pub(super) fn scalar(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '/' | '.' | '-' | '_');
    let starts_well = text.starts_with(|c: char| c.is_alphanumeric() || c == '.');
    if starts_well && !text.ends_with(' ') && text.chars().all(is_plain) && !text.eq_ignore_ascii_case("null") {
        text.to_owned()
    } else {
        format!("{text:?}")
    }
}

/// Returns the company that an application is probably named after.
fn company(name: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    let words: Vec<String> = name.split(['-', '_']).filter(|word| !word.is_empty()).map(capital).collect();
    words.join(" ")
}

/// Returns the path from a folder to a file, both normal, with forward slashes.
fn relative(from: &Path, to: &Path) -> String {
    let (from, to): (Vec<Component<'_>>, Vec<Component<'_>>) = (from.components().collect(), to.components().collect());
    let common = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    if common == 0 {
        // Another drive.
        return slashed(&to.iter().collect::<PathBuf>());
    }
    let up = std::iter::repeat_n(Component::ParentDir, from.len() - common);
    slashed(&up.chain(to[common..].iter().copied()).collect::<PathBuf>())
}

/// Writes a path with forward slashes.
fn slashed(path: &Path) -> String {
    let text = path.display().to_string();
    if std::path::MAIN_SEPARATOR == '/' { text } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Filling, check_name, company, relative, scalar};

    #[test]
    fn paths_lead_from_the_folder_of_the_application() {
        let path = |from: &str, to: &str| relative(Path::new(from), Path::new(to));
        assert_eq!(path("/w/applications", "/w/profile.yaml"), "../profile.yaml");
        assert_eq!(path("/w", "/w/data/me.yaml"), "data/me.yaml");
        assert_eq!(path("/w/jobs/acme", "/people/me.yaml"), "../../../people/me.yaml");
    }

    #[test]
    fn names_become_companies_and_values_are_quoted_where_they_must() {
        assert_eq!(company("harbour-sons"), "Harbour Sons");
        assert_eq!(company("søk"), "Søk");
        assert_eq!(scalar("../profile.yaml"), "../profile.yaml");
        assert_eq!(scalar("../my: profile.yaml"), "\"../my: profile.yaml\"");
        assert_eq!(scalar("Null"), "\"Null\"");
        assert!(check_name("acme-2_b").is_ok() && check_name("søk").is_ok());
        for name in ["", "a/b", "Harbour & Sons", "..", "acme.", "a b"] {
            assert!(check_name(name).is_err(), "{name}");
        }
    }

    #[test]
    fn a_line_without_a_value_is_a_comment() {
        let filling = Filling {
            schema: None,
            profile: "../me.yaml".into(),
            shared: true,
            theme: "ledger".into(),
            company: "Acme".into(),
            advert: None,
            advert_to_be: "../postings/acme.txt".into(),
        };
        let text = filling.text();
        let keys: Vec<&str> = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
        assert_eq!(keys, ["company: Acme"]);
        assert!(text.starts_with("# One application"));
        let filling =
            Filling { schema: Some("../s.json".into()), advert: Some("a.txt".into()), shared: false, ..filling };
        let text = filling.text();
        assert!(text.starts_with("# yaml-language-server: $schema=../s.json\n"));
        assert!(text.contains("\nprofile: ../me.yaml\n") && text.contains("\nposting: a.txt\n"));
    }
}
