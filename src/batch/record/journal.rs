//! The files of a record: one that is replaced whole, and a journal for each run that is going or has ended since.

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{BufReader, BufWriter, ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::entry::{CHECK, Entry, LIMIT};
use crate::source::Sha256;

/// The folder in a folder of outputs that is ours.
const HOME: &str = ".curricle";

/// The file of all runs that have ended.
const RECORD: &str = "record";

/// The file that whoever takes entries in, or begins a run, holds locked.
const LOCK: &str = "lock";

/// What the folders of runs are called, before something random.
const RUN: &str = "run-";

/// The entries of one run.
const JOURNAL: &str = "journal";

/// The temporary files of one run.
const TEMPORARY: &str = "tmp";

/// The file that keeps the folder out of repositories.
const IGNORE: &str = ".gitignore";

/// How a file with entries begins; another version has another line.
pub(super) const HEADER: &[u8] = b"curricle record 1\n";

/// How many bytes of an entry are read at once; most need no more.
const USUAL: usize = 2048;

/// How many bytes of a file are read at once.
const CHUNK: usize = 64 << 10;

/// Our folder in a folder of outputs.
#[derive(Debug)]
pub(super) struct Home(PathBuf);

/// A run that has ended, with its journal where there is one.
pub(super) struct Ended {
    folder: PathBuf,
    journal: Option<File>,
}

impl Home {
    /// Our folder, if it is there; a link to some other folder is not ours.
    pub(super) fn of(output: &Path) -> Option<Self> {
        let home = output.join(HOME);
        home.symlink_metadata().is_ok_and(|metadata| metadata.is_dir()).then_some(Self(home))
    }

    /// Our folder, made if it is not there.
    pub(super) fn make(output: &Path) -> std::io::Result<Self> {
        fs::create_dir_all(output)?;
        match fs::create_dir(output.join(HOME)) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        let home = Self::of(output).ok_or_else(|| std::io::Error::other("`.curricle` is no folder"))?;
        let ignore = OpenOptions::new().write(true).create_new(true).open(home.0.join(IGNORE));
        if let Ok(mut file) = ignore {
            file.write_all(b"*\n")?;
        }
        Ok(home)
    }

    /// Waits until nobody else takes entries in or begins a run, and keeps others from it as long as the file is open.
    pub(super) fn hold(&self) -> std::io::Result<File> {
        let path = self.0.join(LOCK);
        loop {
            let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path)?;
            match file.lock() {
                // Whoever was before may have removed the folder, and somebody else have made it anew.
                Ok(()) if is_at(&file, &path) => return Ok(file),
                Err(error) if error.kind() != ErrorKind::Interrupted => return Err(error),
                _ => {}
            }
        }
    }

    /// Removes our folder if there is nothing to tell in it and nobody else at work; waits for nobody.
    pub(super) fn leave(&self) {
        if self.record().is_some() {
            return;
        }
        let path = self.0.join(LOCK);
        let lock = OpenOptions::new().read(true).write(true).open(&path);
        let Some(held) = lock.ok().filter(|file| file.try_lock().is_ok() && is_at(file, &path)) else { return };
        let (ended, going) = self.runs();
        if ended.is_empty() && going == 0 {
            // What is left does no harm.
            let _ = self.remove(ended, held);
        }
    }

    /// Begins a run: takes in what ended ones left, and sweeps it away. The caller holds the lock.
    pub(super) fn begin(&self) -> std::io::Result<Journal> {
        let (ended, _) = self.runs();
        let journal = Journal::begin(&self.0)?;
        let left: Vec<&File> = ended.iter().filter_map(|run| run.journal.as_ref()).collect();
        let left: Vec<&File> = left.into_iter().filter(|journal| has_entries(journal)).collect();
        // Where there is no room for it, it stays where it is.
        let taken = left.is_empty() || self.take_in(&left, &journal.folder.join(RECORD)).is_ok();
        for run in ended {
            if taken || !run.journal.as_ref().is_some_and(has_entries) {
                run.remove();
            }
        }
        Ok(journal)
    }

    /// The runs that have ended, the one that wrote last at the end, and how many are still going.
    pub(super) fn runs(&self) -> (Vec<Ended>, usize) {
        let (mut ended, mut going) = (Vec::new(), 0);
        for entry in fs::read_dir(&self.0).into_iter().flatten().flatten() {
            let is_run = entry.file_name().as_encoded_bytes().starts_with(RUN.as_bytes());
            if !is_run || !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                continue;
            }
            let folder = entry.path();
            match OpenOptions::new().read(true).write(true).open(folder.join(JOURNAL)) {
                Ok(file) => match file.try_lock() {
                    Ok(()) => ended.push(Ended { folder, journal: Some(file) }),
                    Err(TryLockError::WouldBlock | TryLockError::Error(_)) => going += 1,
                },
                // Killed before it began: whoever begins holds the lock that we hold.
                Err(error) if error.kind() == ErrorKind::NotFound => ended.push(Ended { folder, journal: None }),
                Err(_) => going += 1,
            }
        }
        let written = |run: &Ended| run.journal.as_ref().and_then(|file| file.metadata().ok()?.modified().ok());
        ended.sort_by_cached_key(|run| (written(run), run.folder.clone()));
        (ended, going)
    }

    /// Writes the record anew, with the entries of journals behind its own, and without those whose outputs were all made
    /// again later.
    fn take_in(&self, journals: &[&File], fresh: &Path) -> std::io::Result<()> {
        let record = self.record();
        let files: Vec<&File> = record.iter().chain(journals.iter().copied()).collect();
        let (mut outputs, mut ends): (Vec<u64>, Vec<usize>) = (Vec::new(), Vec::new());
        each(&files, |body| {
            let names = Entry::parse(body).into_iter().flat_map(|entry| entry.outputs);
            outputs.extend(names.map(|(name, ..)| start(&Sha256::of(name.as_bytes()))));
            ends.push(outputs.len());
            Ok(())
        })?;
        let (mut later, mut end) = (HashSet::with_capacity(outputs.len()), outputs.len());
        let mut wanted: Vec<bool> = vec![false; ends.len()];
        for index in (0..ends.len()).rev() {
            let begin = if index == 0 { 0 } else { ends[index - 1] };
            for output in &outputs[begin..end] {
                wanted[index] |= later.insert(*output);
            }
            end = begin;
        }
        let mut out = BufWriter::with_capacity(CHUNK, File::create(fresh)?);
        out.write_all(HEADER)?;
        let mut wanted = wanted.into_iter();
        each(&files, |body| {
            if wanted.next() != Some(true) {
                return Ok(());
            }
            // It was whole, so that its length has four bytes.
            out.write_all(&u32::try_from(body.len()).unwrap_or_default().to_le_bytes())?;
            out.write_all(body)?;
            out.write_all(&Sha256::of(body).0[..CHECK])
        })?;
        out.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        fs::rename(fresh, self.0.join(RECORD))
    }

    /// The record, where there is one.
    fn record(&self) -> Option<File> {
        let path = self.0.join(RECORD);
        // A pipe would keep us waiting.
        path.metadata().ok().filter(fs::Metadata::is_file)?;
        File::open(path).ok()
    }

    /// Hands on every entry of the record and of runs that have ended, the oldest first.
    pub(super) fn entries(&self, ended: &[Ended], mut take: impl FnMut(&Entry<'_>)) {
        let record = self.record();
        let files: Vec<&File> = record.iter().chain(ended.iter().filter_map(|run| run.journal.as_ref())).collect();
        let read = each(&files, |body| {
            Entry::parse(body).iter().for_each(&mut take);
            Ok(())
        });
        debug_assert!(read.is_ok(), "nothing in it can fail");
    }

    /// Removes all that is ours: the caller holds the lock, and no run is going. Whatever else is in the folder stays.
    pub(super) fn remove(&self, ended: Vec<Ended>, held: File) -> std::io::Result<()> {
        let remove = |name| match fs::remove_file(self.0.join(name)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
        ended.into_iter().for_each(Ended::remove);
        for name in [RECORD, IGNORE, LOCK] {
            remove(name)?;
        }
        let removed = fs::remove_dir(&self.0);
        drop(held);
        match removed {
            Err(error) if error.kind() != ErrorKind::DirectoryNotEmpty => Err(error),
            _ => Ok(()),
        }
    }
}

impl Ended {
    fn remove(self) {
        let Self { folder, journal } = self;
        drop(journal);
        // What cannot be removed is tried again by the next run.
        let _ = fs::remove_dir_all(folder);
    }
}

/// The entries of a run that is going.
#[derive(Debug)]
pub(super) struct Journal {
    folder: PathBuf,
    /// Locked as long as it is open.
    file: File,
    /// How many bytes are whole entries.
    length: u64,
}

impl Journal {
    fn begin(home: &Path) -> std::io::Result<Self> {
        let folder = tempfile::Builder::new().prefix(RUN).tempdir_in(home)?;
        let mut file = OpenOptions::new().read(true).write(true).create_new(true).open(folder.path().join(JOURNAL))?;
        file.lock()?;
        file.write_all(HEADER)?;
        fs::create_dir(folder.path().join(TEMPORARY))?;
        Ok(Self { folder: folder.keep(), file, length: HEADER.len() as u64 })
    }

    pub(super) fn temporary(&self) -> PathBuf {
        self.folder.join(TEMPORARY)
    }

    /// Adds an entry, all of it or nothing.
    pub(super) fn add(&mut self, frame: &[u8]) -> std::io::Result<()> {
        let added = self.file.write_all(frame);
        if added.is_ok() {
            self.length += frame.len() as u64;
        } else {
            // Else what comes behind could not be read.
            self.file.set_len(self.length)?;
            self.file.seek(SeekFrom::Start(self.length))?;
        }
        added
    }

    /// Sweeps temporary files away; without entries, everything.
    pub(super) fn end(&mut self) {
        let nothing = self.length == HEADER.len() as u64;
        // What is left is swept away by the next run.
        let _ = fs::remove_dir_all(if nothing { self.folder.clone() } else { self.temporary() });
    }
}

/// Where the entries of a record are.
#[derive(Debug)]
pub(super) struct Index {
    file: Option<File>,
    /// The first bytes of that under which an entry is filed, and where it begins; sorted.
    places: Vec<(u64, u64)>,
}

impl Index {
    pub(super) fn read(home: &Home) -> Self {
        let file = home.record();
        let mut places = Vec::new();
        if let Some(mut frames) = file.as_ref().and_then(Frames::of) {
            let mut body = Vec::new();
            while let Some(place) = frames.next(&mut body) {
                places.extend(body.first_chunk().map(|first| (u64::from_le_bytes(*first), place)));
            }
        }
        places.sort_unstable();
        Self { file, places }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// What the newest entry gives that is filed under a hash and gives anything.
    pub(super) fn find<T>(
        &self,
        lookup: &Sha256,
        room: &mut Vec<u8>,
        mut take: impl FnMut(&Entry<'_>) -> Option<T>,
    ) -> Option<T> {
        let wanted = start(lookup);
        let first = self.places.partition_point(|(known, _)| *known < wanted);
        let same = self.places[first..].iter().take_while(|(known, _)| *known == wanted).count();
        self.places[first..first + same].iter().rev().find_map(|(_, place)| {
            let body = body_at(self.file.as_ref()?, *place, room)?;
            Entry::parse(body).filter(|entry| entry.lookup == *lookup).and_then(|entry| take(&entry))
        })
    }
}

/// The first bytes of a hash.
fn start(hash: &Sha256) -> u64 {
    hash.0.first_chunk().map_or(0, |first| u64::from_le_bytes(*first))
}

/// The entries of a file, one after the other, as far as they are whole.
struct Frames<'f> {
    reader: BufReader<&'f File>,
    offset: u64,
}

impl<'f> Frames<'f> {
    /// Nothing where the file is not one of ours.
    fn of(file: &'f File) -> Option<Self> {
        let mut stream = file;
        stream.seek(SeekFrom::Start(0)).ok()?;
        let mut reader = BufReader::with_capacity(CHUNK, file);
        let mut header = [0; HEADER.len()];
        reader.read_exact(&mut header).ok()?;
        (header == HEADER).then_some(Self { reader, offset: HEADER.len() as u64 })
    }

    /// Reads the body of the next entry, and tells where the entry begins.
    fn next(&mut self, body: &mut Vec<u8>) -> Option<u64> {
        let (mut length, mut check) = ([0; 4], [0; CHECK]);
        self.reader.read_exact(&mut length).ok()?;
        let length = usize::try_from(u32::from_le_bytes(length)).ok().filter(|length| *length <= LIMIT)?;
        body.resize(length, 0);
        self.reader.read_exact(body).ok()?;
        self.reader.read_exact(&mut check).ok()?;
        let offset = self.offset;
        self.offset += (4 + length + CHECK) as u64;
        is_whole(body, &check).then_some(offset)
    }
}

fn is_whole(body: &[u8], check: &[u8]) -> bool {
    Sha256::of(body).0[..CHECK] == *check
}

/// Whether a journal has anything beside its header.
fn has_entries(journal: &File) -> bool {
    journal.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.len() > HEADER.len() as u64)
}

/// Hands on the body of every entry of some files, in order.
fn each(files: &[&File], mut take: impl FnMut(&[u8]) -> std::io::Result<()>) -> std::io::Result<()> {
    let mut body = Vec::new();
    for file in files.iter().filter(|file| has_entries(file)) {
        let Some(mut frames) = Frames::of(file) else { continue };
        while frames.next(&mut body).is_some() {
            take(&body)?;
        }
    }
    Ok(())
}

/// The body of the entry that begins at a place.
fn body_at<'r>(file: &File, place: u64, room: &'r mut Vec<u8>) -> Option<&'r [u8]> {
    room.resize(room.len().max(USUAL), 0);
    let mut count = read_at(file, room, place).ok()?;
    let length = usize::try_from(u32::from_le_bytes(*room[..count].first_chunk()?)).ok()?;
    let end = 4 + Some(length).filter(|length| *length <= LIMIT)?;
    if count < end + CHECK {
        room.resize(room.len().max(end + CHECK), 0);
        count = read_at(file, room, place).ok()?;
    }
    let (body, check) = (room[..count].get(4..end)?, room[..count].get(end..end + CHECK)?);
    is_whole(body, check).then_some(body)
}

/// Whether a file that was opened is still the one at its path.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let same = |one: fs::Metadata, other: fs::Metadata| (one.dev(), one.ino()) == (other.dev(), other.ino());
    file.metadata().is_ok_and(|one| path.metadata().is_ok_and(|other| same(one, other)))
}

/// Whether a file that was opened is still the one at its path: a locked one is not removed.
#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(unix)]
fn read_at(file: &File, room: &mut [u8], place: u64) -> std::io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, room, place)
}

#[cfg(windows)]
fn read_at(file: &File, room: &mut [u8], place: u64) -> std::io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, room, place)
}

#[cfg(not(any(unix, windows)))]
fn read_at(_: &File, _: &mut [u8], _: u64) -> std::io::Result<usize> {
    Err(ErrorKind::Unsupported.into())
}
