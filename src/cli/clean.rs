//! `curricle clean`: removes what was made, as long as it is what was written.

use std::path::{Path, PathBuf};

use curricle::batch::record::{Cleaned, Kept, Refusal, clean};
use curricle::batch::workspace::output_folder;
use curricle::diagnostic::{Diagnostic, Diagnostics, Problem};
use curricle::source::Sources;
use curricle::source::read::reason;

use super::arguments::Clean;
use super::exit::Exit;
use super::finish::count;
use super::terminal::Terminal;
use super::workspace;

/// The folder of outputs where there is no workspace.
const DIST: &str = "dist";

pub(crate) fn run(arguments: &Clean, terminal: &Terminal) -> Exit {
    let say = |diagnostics: &Diagnostics| terminal.report(diagnostics, &Sources::new());
    let missing = arguments.folders.iter().filter(|folder| !folder.is_dir()).map(|folder| {
        let path = folder.display().to_string();
        Diagnostic::nowhere(Problem::NotFound { what: "folder of outputs", path })
    });
    let missing: Diagnostics = Diagnostics(missing.collect());
    if !missing.is_empty() {
        say(&missing);
        return Exit::CouldNotStart;
    }
    let folders = if arguments.folders.is_empty() {
        match folder_here() {
            Ok(folder) => vec![folder],
            Err(errors) => {
                say(&errors);
                return Exit::CouldNotStart;
            }
        }
    } else {
        arguments.folders.clone()
    };
    let mut exit = Exit::Success;
    for folder in folders {
        let (cleaned, found) = match clean(&folder, arguments.dry_run) {
            Ok(cleaned) => {
                let found = kept(&cleaned);
                (cleaned, found)
            }
            Err(refusal) => (Cleaned::default(), refused(&folder, &refusal).into()),
        };
        say(&found);
        exit = exit.max(Exit::of(&found, false));
        if arguments.dry_run {
            let list: String = cleaned.removed.iter().map(|path| format!("{}\n", path.display())).collect();
            exit = exit.max(terminal.data(list.as_bytes()));
        } else if !found.has_errors() || !cleaned.removed.is_empty() {
            let removed = count(cleaned.removed.len(), "file");
            terminal.progress(&format!("removed {removed} from {}", folder.display()));
        }
    }
    exit
}

/// The folder of outputs of the workspace here.
fn folder_here() -> Result<PathBuf, Diagnostics> {
    match workspace::find(Path::new(".")) {
        Some(file) => Ok(output_folder(&workspace::read(&file)?)),
        None => Ok(PathBuf::from(DIST)),
    }
}

/// What is said of files that are kept.
fn kept(cleaned: &Cleaned) -> Diagnostics {
    let told = cleaned.kept.iter().map(|(path, why)| {
        let path = path.display().to_string();
        Diagnostic::nowhere(match why {
            Kept::Changed => Problem::OutputChanged { path },
            Kept::Refused(error) => Problem::Unwritable { path, reason: reason(error) },
        })
    });
    Diagnostics(told.collect())
}

fn refused(folder: &Path, refusal: &Refusal) -> Diagnostic {
    let path = folder.display().to_string();
    Diagnostic::nowhere(match refusal {
        Refusal::InUse => Problem::OutputInUse { path },
        Refusal::System(error) => Problem::Unwritable { path, reason: reason(error) },
    })
}
