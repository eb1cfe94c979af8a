//! The workspace that the current folder is in, and what it asks for.

use std::path::{Component, Path, PathBuf};

use curricle::batch::workspace::{FILE, Wish, Wishes, open, output_folder};
use curricle::batch::{Format, Input};
use curricle::diagnostic::{Diagnostic, Diagnostics, Outcome, Problem};
use curricle::profile::LanguageTag;
use curricle::source::Sources;
use curricle::source::read::{FILE_LIMIT, read_file};

use super::inputs::InputPath;
use super::plan::Order;

/// What of a workspace's wishes the command line overrides: what is named there counts, for every target.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Override<'a> {
    pub(crate) application: Option<&'a InputPath>,
    pub(crate) themes: &'a [String],
    pub(crate) languages: &'a [LanguageTag],
    pub(crate) formats: &'a [Format],
}

/// Finds the file of the workspace that a folder is in: that of the folder itself, or of the nearest above it, named as the
/// folder is.
pub(crate) fn find(folder: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(folder).ok()?;
    let mut named: PathBuf = folder.components().filter(|part| *part != Component::CurDir).collect();
    for above in absolute.ancestors() {
        if above.join(FILE).is_file() {
            return Some(named.join(FILE));
        }
        if !matches!(named.components().next_back(), Some(Component::Normal(_))) || !named.pop() {
            named.push("..");
        }
    }
    None
}

/// Reads the file of a workspace.
///
/// # Errors
/// Why it cannot be read.
pub(crate) fn read(file: &Path) -> Result<Input, Diagnostics> {
    let name = file.display().to_string();
    let bytes = read_file(file, "workspace", FILE_LIMIT);
    let bytes = bytes.map_err(|problem| Diagnostics::from(Diagnostic::in_file(&name, problem)))?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    Ok(Input { name, bytes, folder: folder.map_or_else(|| PathBuf::from("."), Path::to_path_buf) })
}

/// The orders of a workspace.
///
/// # Errors
/// Everything that is wrong with its file.
pub(crate) fn orders(file: &Path, given: Override<'_>, sources: &mut Sources) -> Outcome<Vec<Order>> {
    let workspace = read(file)?;
    let read = open(&workspace, sources)?;
    if read.value.wishes.is_empty() {
        let problem = Problem::Usage {
            message: format!("`{}` names nothing to make", workspace.name),
            hint: "name applications or profiles under `targets`".into(),
        };
        return Err(Diagnostic::nowhere(problem).into());
    }
    Ok(read
        .map(|Wishes { output, wishes }| wishes.into_iter().map(|wish| wished(wish, given, file, &output)).collect()))
}

fn wished(wish: Wish, given: Override<'_>, file: &Path, output: &Path) -> Order {
    fn either<T: Clone>(given: &[T], own: Vec<T>) -> Vec<T> {
        if given.is_empty() { own } else { given.to_vec() }
    }
    Order {
        input: InputPath::File(wish.input),
        application: given.application.cloned().or(wish.application.map(InputPath::File)),
        themes: either(given.themes, wish.themes),
        languages: either(given.languages, wish.languages),
        formats: either(given.formats, wish.formats),
        stem: Some(wish.stem.into_os_string()),
        asked_at: wish.span,
        workspace: Some(file.to_path_buf()),
        dist: output.to_path_buf(),
    }
}

/// The order of an input that was named. The workspace that it lies in, wherever that is, gives its defaults, so that it looks
/// the same from any folder.
pub(crate) fn order(input: InputPath, given: Override<'_>) -> Order {
    let workspace = find(&input.folder());
    // What is wrong with the file is said when its defaults are read.
    let dist = workspace.as_deref().and_then(|file| Some(output_folder(&read(file).ok()?)));
    Order {
        input,
        application: given.application.cloned(),
        themes: given.themes.to_vec(),
        languages: given.languages.to_vec(),
        formats: given.formats.to_vec(),
        stem: None,
        asked_at: None,
        workspace,
        dist: dist.unwrap_or_else(|| PathBuf::from("dist")),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::find;

    #[test]
    fn the_nearest_workspace_above_is_found() {
        let folder = tempfile::tempdir().expect("a folder");
        let deep = folder.path().join("a/b");
        fs::create_dir_all(&deep).expect("writable");
        assert_eq!(find(&deep), None);
        fs::write(folder.path().join("curricle.yaml"), "targets: []").expect("writable");
        assert_eq!(find(&deep), Some(folder.path().join("curricle.yaml")));
        assert_eq!(find(folder.path()), Some(folder.path().join("curricle.yaml")));
        // A folder named from here is left by its own steps first, then by those above here.
        let here = std::env::current_dir().expect("there is one");
        assert_eq!(find(Path::new("src/cli")), find(&here).map(|_| "curricle.yaml".into()));
    }
}
