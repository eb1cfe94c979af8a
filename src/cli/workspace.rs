//! The workspace that an input is in, and what it asks for.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use curricle::batch::workspace::{FILE, Wish, Wishes, open, output_folder};
use curricle::batch::{Format, Input};
use curricle::diagnostic::{Diagnostic, Diagnostics, Outcome, Problem};
use curricle::profile::LanguageTag;
use curricle::source::Sources;
use curricle::source::read::{FILE_LIMIT, read_file};

use super::inputs::InputPath;
use super::order::{Asked, Naming, Order};

/// What of a workspace's wishes the command line overrides: what is named there counts, for every target.
#[derive(Debug, Clone, Default)]
pub(crate) struct Override {
    pub(crate) application: Option<InputPath>,
    pub(crate) themes: Vec<Arc<str>>,
    pub(crate) languages: Vec<LanguageTag>,
    pub(crate) formats: Arc<[Format]>,
}

impl Override {
    fn asked(&self) -> Asked {
        Asked {
            application: self.application.clone().map(Arc::new),
            themes: self.themes.clone(),
            languages: self.languages.clone(),
            formats: Arc::clone(&self.formats),
            ..Asked::default()
        }
    }
}

/// Finds the file of the workspace that a folder is in: that of the folder itself, or of the nearest above it, named as the
/// folder is.
pub(crate) fn find(folder: &Path) -> Option<PathBuf> {
    let mut named: PathBuf = folder.components().filter(|part| *part != Component::CurDir).collect();
    for _ in 0..depth(folder)? {
        let file = named.join(FILE);
        if file.is_file() {
            return Some(file);
        }
        if !matches!(named.components().next_back(), Some(Component::Normal(_))) || !named.pop() {
            named.push("..");
        }
    }
    None
}

/// The number of folders from a folder up to the root, itself included. A `..` leads where the system says, which knows of
/// links; the names behind it are counted as they stand.
fn depth(folder: &Path) -> Option<usize> {
    let parts: Vec<Component<'_>> = folder.components().collect();
    let behind = parts.iter().rposition(|part| *part == Component::ParentDir).map_or(0, |last| last + 1);
    let start: PathBuf = parts[..behind].iter().collect();
    let start = if behind == 0 { start } else { start.canonicalize().ok()? };
    let whole = start.join(parts[behind..].iter().collect::<PathBuf>());
    let whole = if whole.as_os_str().is_empty() { PathBuf::from(".") } else { whole };
    Some(std::path::absolute(whole).ok()?.ancestors().count())
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
pub(crate) fn orders(file: &Path, given: &Override, sources: &mut Sources) -> Outcome<Vec<Order>> {
    let workspace = read(file)?;
    let read = open(&workspace, sources)?;
    if read.value.wishes.is_empty() {
        let problem = Problem::Usage {
            message: format!("`{}` names nothing to make", workspace.name),
            hint: "name applications or profiles under `targets`".into(),
        };
        return Err(Diagnostic::nowhere(problem).into());
    }
    let file: Arc<Path> = file.into();
    let mut last: Option<Arc<Asked>> = None;
    Ok(read.map(|Wishes { output, wishes }| {
        let order = |wish: Wish| {
            let (input, stem) = (InputPath::of_file(&wish.input), Naming::Stem(wish.stem.as_path().into()));
            let asked = wished(wish, given, &file, &output);
            // The wishes of a group ask for the same.
            let asked = match last.take() {
                Some(last) if *last == asked => last,
                _ => Arc::new(asked),
            };
            last = Some(Arc::clone(&asked));
            Order { input, naming: stem, asked }
        };
        wishes.into_iter().map(order).collect()
    }))
}

fn wished(wish: Wish, given: &Override, file: &Arc<Path>, output: &Path) -> Asked {
    let given = given.asked();
    let application = wish.application.as_deref().map(InputPath::of_file);
    Asked {
        application: given.application.or(application.map(Arc::new)),
        themes: if given.themes.is_empty() { wish.themes.into_iter().map(Arc::from).collect() } else { given.themes },
        languages: if given.languages.is_empty() { wish.languages } else { given.languages },
        formats: if given.formats.is_empty() { wish.formats.into() } else { given.formats },
        span: wish.span,
        workspace: Some(Arc::clone(file)),
        dist: output.into(),
    }
}

/// The workspaces that inputs lie in; each folder and each file is looked at once.
#[derive(Debug, Default)]
pub(crate) struct Workspaces {
    /// The files of folders.
    files: HashMap<PathBuf, Option<Arc<Path>>>,
    /// The folders of outputs that files name.
    outputs: HashMap<Arc<Path>, PathBuf>,
    /// What is asked of the inputs of a workspace whose artifacts go to a folder.
    asked: HashMap<(Option<Arc<Path>>, PathBuf), Arc<Asked>>,
}

impl Workspaces {
    /// As [`find`].
    pub(crate) fn find(&mut self, folder: &Path) -> Option<Arc<Path>> {
        if let Some(known) = self.files.get(folder) {
            return known.clone();
        }
        let above = folder.parent().filter(|above| !above.as_os_str().is_empty());
        let file = match (above, folder.components().next_back()) {
            (Some(above), Some(Component::Normal(_))) => {
                let own = folder.join(FILE);
                if own.is_file() { find(folder).map(Arc::from) } else { self.find(above) }
            }
            _ => find(folder).map(Arc::from),
        };
        self.files.insert(folder.to_path_buf(), file.clone());
        file
    }

    /// The files that were found so far.
    pub(crate) fn known(&self) -> impl Iterator<Item = &Path> {
        self.files.values().flatten().map(|file| &**file)
    }

    /// The folder of outputs for what lies in a folder.
    pub(crate) fn output(&mut self, folder: &Path) -> PathBuf {
        let Some(file) = self.find(folder) else { return PathBuf::from("dist") };
        self.output_of(&file)
    }

    /// The folder of outputs that the file of a workspace names.
    pub(crate) fn output_of(&mut self, file: &Arc<Path>) -> PathBuf {
        if let Some(known) = self.outputs.get(file) {
            return known.clone();
        }
        // What is wrong with the file is said when its defaults are read.
        let output = read(file).map_or_else(|_| PathBuf::from("dist"), |file| output_folder(&file));
        self.outputs.insert(Arc::clone(file), output.clone());
        output
    }

    /// The order of an input. The workspace that it lies in, wherever that is, gives its defaults, so that it looks the same from
    /// any folder; that of `root` says where its artifacts go.
    pub(crate) fn order(&mut self, input: InputPath, naming: Naming, root: &Path, given: &Override) -> Order {
        let workspace = self.find(&input.folder());
        let dist = self.output(root);
        let fresh = |(workspace, dist): &(Option<Arc<Path>>, PathBuf)| {
            Arc::new(Asked { workspace: workspace.clone(), dist: dist.as_path().into(), ..given.asked() })
        };
        let asked = Arc::clone(self.asked.entry((workspace, dist)).or_insert_with_key(fresh));
        Order { input, naming, asked }
    }
}

/// The order of an input that was named.
pub(crate) fn order(input: InputPath, given: &Override) -> Order {
    let root = input.folder();
    Workspaces::default().order(input, Naming::Flat, &root, given)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{Workspaces, find};

    #[test]
    fn the_nearest_workspace_above_is_found() {
        let folder = tempfile::tempdir().expect("a folder");
        let deep = folder.path().join("a/b");
        fs::create_dir_all(&deep).expect("writable");
        assert_eq!(find(&deep), None);
        fs::write(folder.path().join("curricle.yaml"), "targets: []").expect("writable");
        assert_eq!(find(&deep), Some(folder.path().join("curricle.yaml")));
        assert_eq!(find(folder.path()), Some(folder.path().join("curricle.yaml")));
        let mut workspaces = Workspaces::default();
        fs::create_dir(folder.path().join("c")).expect("writable");
        for folder in [deep.as_path(), folder.path(), &folder.path().join("c"), &folder.path().join("a/b/..")] {
            assert_eq!(workspaces.find(folder).as_deref(), find(folder).as_deref());
        }
        // A folder named from here is left by its own steps first, then by those above here.
        let here = std::env::current_dir().expect("there is one");
        assert_eq!(find(Path::new("src/cli")), find(&here).map(|_| "curricle.yaml".into()));
    }

    #[test]
    fn steps_upward_in_a_path_lead_out_of_a_workspace() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |path: &str| folder.path().join(path);
        for path in ["other/deep", "w/a/b"] {
            fs::create_dir_all(at(path)).expect("writable");
        }
        fs::write(at("w/curricle.yaml"), "targets: []").expect("writable");
        let mut workspaces = Workspaces::default();
        for outside in ["w/..", "w/../other", "w/a/../../other", "w/a/b/../../../other/deep", "w/a/../../other/.."] {
            assert_eq!(find(&at(outside)), None, "{outside}");
            assert_eq!(workspaces.find(&at(outside)), None, "{outside}");
        }
        for inside in ["w/a/..", "w/a/b/..", "w/a/../a", "other/../w/a", "other/deep/../../w/a/b"] {
            let found = find(&at(inside)).expect("a workspace");
            assert_eq!(found.canonicalize().ok(), at("w/curricle.yaml").canonicalize().ok(), "{inside}");
            assert_eq!(workspaces.find(&at(inside)).as_deref(), Some(found.as_path()), "{inside}");
        }
        fs::write(at("curricle.yaml"), "targets: []").expect("writable");
        assert_eq!(find(&at("w/../other")), Some(at("w/../curricle.yaml")));
    }
}
