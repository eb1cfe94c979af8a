//! Writing artifacts: beside the place, then renamed into it, so that no half of a file is ever there.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use curricle::diagnostic::Problem;
use curricle::export::Artifact;
use curricle::source::read::reason;

use super::plan::{Destination, with_suffix};

/// Writes the artifacts of one target; returns the paths written, each folder of a project as one. Temporary files are in a
/// folder that was made for them, where there is one on the same disk, and beside the file otherwise.
///
/// # Errors
/// The first file that cannot be written; those before it are whole.
pub(crate) fn write(
    artifacts: &[Artifact],
    destination: &Destination,
    temporary: Option<&Path>,
) -> Result<Vec<PathBuf>, Problem> {
    let mut written = Vec::new();
    let (folder, files): (Vec<&Artifact>, Vec<&Artifact>) =
        artifacts.iter().partition(|artifact| is_in_folder(artifact));
    for (artifact, path) in files.iter().zip(paths(artifacts, destination)) {
        write_file(&path, &artifact.bytes, temporary).map_err(|error| unwritable(&path, &error))?;
        written.push(path);
    }
    if let Destination::Stem(stem) = destination {
        for files in folder.chunk_by(|one, other| root(one) == root(other)) {
            let root = root(files[0]);
            let path = with_suffix(stem, root);
            write_folder(&path, root, files, temporary)?;
            written.push(path);
        }
    }
    Ok(written)
}

/// Every file that artifacts become, those of projects too, with its bytes.
pub(crate) fn files<'a>(artifacts: &'a [Artifact], destination: &Destination) -> Vec<(PathBuf, &'a [u8])> {
    let own = artifacts.iter().filter(|artifact| !is_in_folder(artifact));
    let mut files: Vec<(PathBuf, &[u8])> =
        paths(artifacts, destination).into_iter().zip(own.map(|artifact| artifact.bytes.as_slice())).collect();
    if let Destination::Stem(stem) = destination {
        let inside = artifacts.iter().filter(|artifact| is_in_folder(artifact));
        files.extend(inside.map(|artifact| (with_suffix(stem, &artifact.suffix), artifact.bytes.as_slice())));
    }
    files
}

/// Where the artifacts go that are files of their own, in their order.
pub(crate) fn paths(artifacts: &[Artifact], destination: &Destination) -> Vec<PathBuf> {
    let files: Vec<&Artifact> = artifacts.iter().filter(|artifact| !is_in_folder(artifact)).collect();
    let path = |artifact: &&Artifact| match destination {
        Destination::Stdout | Destination::Nowhere => None,
        Destination::Stem(stem) => Some(with_suffix(stem, &artifact.suffix)),
        Destination::File(path) if files.len() == 1 => Some(path.clone()),
        // Several pages where one file was named: `page.png` becomes `page-1.png`, `page-2.png`.
        Destination::File(path) => Some(with_suffix(&path.with_extension(""), &artifact.suffix)),
    };
    files.iter().filter_map(path).collect()
}

/// The folder of a project that an artifact is in, as it stands behind the document's name.
fn root(artifact: &Artifact) -> &str {
    artifact.suffix.split('/').next().unwrap_or_default()
}

fn is_in_folder(artifact: &Artifact) -> bool {
    artifact.suffix.contains('/')
}

/// Writes one file: a temporary one in the same folder, renamed when it is whole. A kill leaves the old or the new; waiting
/// for the disk, in case the power fails, would take longer than the render. What is no regular file, such as a
/// pipe or `/dev/null`, is written to directly; a symbolic link keeps leading where it led.
fn write_file(path: &Path, bytes: &[u8], temporary: Option<&Path>) -> std::io::Result<()> {
    write_whole(path, temporary, &mut |out| out.write_all(bytes))
}

/// What writes a file, or as much of it as there is room for.
type Content<'a> = &'a mut dyn FnMut(&mut dyn Write) -> std::io::Result<()>;

/// Writes one file piece by piece, as [`write_file`] does at once.
///
/// # Errors
/// `unwritable`.
pub(crate) fn write_pieces(path: &Path, content: Content<'_>) -> Result<(), Problem> {
    write_whole(path, None, content).map_err(|error| unwritable(path, &error))
}

fn write_whole(path: &Path, temporary: Option<&Path>, content: Content<'_>) -> std::io::Result<()> {
    let mut write = |file: &mut fs::File| {
        let mut out = BufWriter::new(file);
        content(&mut out).and_then(|()| out.flush())
    };
    let real = path.canonicalize();
    let path = real.as_deref().unwrap_or(path);
    if let Ok(metadata) = path.metadata() {
        if metadata.is_dir() {
            return Err(std::io::Error::other("it is a folder"));
        }
        if !metadata.is_file() {
            return write(&mut fs::OpenOptions::new().write(true).open(path)?);
        }
        if metadata.permissions().readonly() {
            return Err(std::io::Error::other("it is write-protected"));
        }
    }
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    make_folder(folder)?;
    let mut into = |place: &Path| -> std::io::Result<()> {
        let mut file = prefixed().tempfile_in(place)?;
        write(file.as_file_mut())?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    if temporary.is_some_and(|place| into(place).is_ok()) {
        return Ok(());
    }
    // Another disk may be mounted there, or the place for temporary files is gone.
    into(folder)
}

/// A temporary file with the permissions that the user's umask gives to any new file, and a name that says whose it is.
fn prefixed() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".curricle-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder
}

/// Writes a project's folder: into a temporary folder beside it, which then takes its place. A folder that is there is
/// replaced only if it is such a project.
fn write_folder(path: &Path, root: &str, artifacts: &[&Artifact], temporary: Option<&Path>) -> Result<(), Problem> {
    let fail = |error: &std::io::Error| unwritable(path, error);
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if path.exists() && !path.join("main.typ").is_file() {
        let reason = "it is there and is not a Typst project that could be replaced".into();
        return Err(Problem::Unwritable { path: path.display().to_string(), reason });
    }
    make_folder(parent).map_err(|error| fail(&error))?;
    let through = |place: &Path| {
        let fresh = tempfile::Builder::new().prefix(".curricle-").tempdir_in(place)?;
        let project = fresh.path().join("new");
        for artifact in artifacts {
            let relative = artifact.suffix.strip_prefix(root).unwrap_or(&artifact.suffix).trim_start_matches('/');
            let file = project.join(relative);
            file.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(&file, &artifact.bytes)?;
        }
        if path.exists() {
            fs::rename(path, fresh.path().join("old"))?;
        }
        fs::rename(&project, path)
    };
    if temporary.is_some_and(|place| through(place).is_ok()) {
        return Ok(());
    }
    through(parent).map_err(|error| fail(&error))
}

/// Writes a folder that is not there yet, whole: into a temporary one beside it, which is then renamed.
///
/// # Errors
/// `unwritable` where it cannot be; nothing is left of it then. `already-there` where it appeared meanwhile.
pub(crate) fn write_new_folder<D: AsRef<[u8]>>(path: &Path, files: &[(String, D)]) -> Result<(), Problem> {
    let fail = |error: &std::io::Error| unwritable(path, error);
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    make_folder(parent).map_err(|error| fail(&error))?;
    let fresh = tempfile::Builder::new().prefix(".curricle-").tempdir_in(parent).map_err(|error| fail(&error))?;
    // A folder of its own within, since a temporary one is for its owner alone.
    let folder = fresh.path().join("new");
    fs::create_dir(&folder).map_err(|error| fail(&error))?;
    for (name, data) in files {
        let file = folder.join(name);
        let written = file.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&file, data));
        written.map_err(|error| fail(&error))?;
    }
    if path.symlink_metadata().is_ok() {
        return Err(Problem::AlreadyThere { path: path.display().to_string() });
    }
    fs::rename(&folder, path).map_err(|error| fail(&error))
}

/// Writes files that are not there yet.
///
/// # Errors
/// `already-there` for each that is, before anything is written; `unwritable` for the first that cannot be, and those before
/// it are whole.
pub(crate) fn write_new_files(files: &[(PathBuf, &str)]) -> Result<(), Vec<Problem>> {
    let there = files.iter().filter(|(path, _)| path.symlink_metadata().is_ok());
    let taken: Vec<Problem> =
        there.map(|(path, _)| Problem::AlreadyThere { path: path.display().to_string() }).collect();
    if !taken.is_empty() {
        return Err(taken);
    }
    for (path, text) in files {
        write_file(path, text.as_bytes(), None).map_err(|error| vec![unwritable(path, &error)])?;
    }
    Ok(())
}

fn unwritable(path: &Path, error: &std::io::Error) -> Problem {
    Problem::Unwritable { path: path.display().to_string(), reason: reason(error) }
}

/// Makes a folder and those above it.
fn make_folder(folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder).map_err(|error| {
        let file = folder.ancestors().find(|above| above.exists() && !above.is_dir());
        // The system says `file exists` or `not a directory`, and not which.
        file.map_or(error, |file| std::io::Error::other(format!("`{}` is not a folder", file.display())))
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use curricle::export::Artifact;

    use super::write;
    use crate::cli::plan::Destination;

    fn artifact(suffix: &str, bytes: &[u8]) -> Artifact {
        Artifact { suffix: suffix.into(), bytes: bytes.into() }
    }

    #[test]
    fn a_file_is_replaced_whole_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let stem = folder.path().join("out/me");
        for bytes in [b"first".as_slice(), b"second"] {
            let written = write(&[artifact(".pdf", bytes)], &Destination::Stem(stem.clone()), None).expect("writable");
            assert_eq!(fs::read(&written[0]).expect("there"), bytes);
        }
        assert_eq!(fs::read_dir(folder.path().join("out")).expect("there").count(), 1);
    }

    #[test]
    fn pages_are_numbered_where_one_file_was_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let pages = [artifact("-1.png", b"1"), artifact("-2.png", b"2")];
        write(&pages, &Destination::File(folder.path().join("page.png")), None).expect("writable");
        assert_eq!(fs::read(folder.path().join("page-2.png")).expect("there"), b"2");
        write(&pages[..1], &Destination::File(folder.path().join("page.png")), None).expect("writable");
        assert_eq!(fs::read(folder.path().join("page.png")).expect("there"), b"1");
    }

    #[test]
    fn each_document_has_a_project_of_its_own() {
        let folder = tempfile::tempdir().expect("a folder");
        let files = ["-typst/main.typ", "-typst/x.typ", "-letter-typst/main.typ"].map(|suffix| artifact(suffix, b"x"));
        let written = write(&files, &Destination::Stem(folder.path().join("me")), None).expect("writable");
        assert_eq!(written, ["me-typst", "me-letter-typst"].map(|name| folder.path().join(name)));
        assert!(written.iter().all(|folder| folder.join("main.typ").is_file()));
    }

    #[test]
    fn a_project_replaces_a_project_but_no_other_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let stem = Destination::Stem(folder.path().join("me"));
        let project = [artifact("-typst/main.typ", b"x"), artifact("-typst/themes/plain/theme.typ", b"y")];
        write(&project, &stem, None).expect("writable");
        let root = folder.path().join("me-typst");
        fs::write(root.join("stale.typ"), b"old").expect("writable");
        write(&project, &stem, None).expect("writable");
        assert!(root.join("themes/plain/theme.typ").is_file() && !root.join("stale.typ").exists());
        fs::remove_file(root.join("main.typ")).expect("there");
        assert!(write(&project, &stem, None).is_err());
        assert!(root.join("themes/plain/theme.typ").is_file());
    }
}
