//! What had a say in a result: files and folders, each with the hash of what was found there, or that nothing was.
//!
//! Whoever reads a file notes it with the hash of the very bytes that were read. Were the file hashed afterwards, a change in
//! between would be taken for what was used. What cannot be looked at again, such as standard input, makes the notes
//! incomplete, and so does a file that was read twice and had changed. Whether anything is different now is found out elsewhere.

use std::fmt;
use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::Path;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256 as Hasher};

/// The largest file that is hashed for being compared, in bytes; none that curricle reads may be larger.
const LIMIT: u64 = 256 << 20;

/// How many bytes are read at once.
const CHUNK: usize = 64 << 10;

/// What an input is called that comes from standard input.
const STDIN: &str = "<stdin>";

/// A SHA-256 (FIPS 180-4). As text it is hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Sha256(pub [u8; 32]);

impl Sha256 {
    /// That of bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Hasher::digest(bytes).into())
    }

    /// That of a file.
    ///
    /// # Errors
    /// The system's, where it cannot be read.
    pub fn of_file(path: &Path) -> std::io::Result<Self> {
        Self::of_stream(File::open(path)?, u64::MAX, &mut Vec::new()).map(|(hash, _)| hash)
    }

    /// That of several texts of bytes, as a list: where one ends counts, too.
    pub(crate) fn of_list<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hasher = Hasher::new();
        for part in parts {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Self(hasher.finalize().into())
    }

    /// That of a stream as far as the limit, and the number of its bytes; one past the limit where there are more.
    fn of_stream(file: File, limit: u64, buffer: &mut Vec<u8>) -> std::io::Result<(Self, u64)> {
        let mut hasher = Hasher::new();
        let mut total = 0;
        buffer.resize(CHUNK, 0);
        let mut stream = file.take(limit.saturating_add(1));
        loop {
            match stream.read(buffer) {
                Ok(0) => return Ok((Self(hasher.finalize().into()), total)),
                Ok(count) => {
                    hasher.update(&buffer[..count]);
                    total += count as u64;
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Whether a file is there, a regular one, of this size, with this hash. A file of another size is not read.
    pub(crate) fn is_of(self, path: &Path, bytes: u64, buffer: &mut Vec<u8>) -> bool {
        let sized = std::fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() == bytes);
        sized
            && File::open(path)
                .and_then(|file| Self::of_stream(file, bytes, buffer))
                .is_ok_and(|it| it == (self, bytes))
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

impl fmt::Debug for Sha256 {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl FromStr for Sha256 {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let mut hash = [0; 32];
        let pairs = text.as_bytes().chunks_exact(2);
        let parsed = text.len() == 64
            && hash.iter_mut().zip(pairs).all(|(byte, pair)| {
                let value = digit(pair[0]).zip(digit(pair[1])).map(|(high, low)| high << 4 | low);
                *byte = value.unwrap_or_default();
                value.is_some()
            });
        if parsed { Ok(Self(hash)) } else { Err("expected 64 hexadecimal digits".to_owned()) }
    }
}

impl From<Sha256> for String {
    fn from(hash: Sha256) -> Self {
        hash.to_string()
    }
}

impl TryFrom<String> for Sha256 {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// What is read at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A file.
    File,
    /// The folder of a theme.
    Theme,
    /// A folder of fonts, or a font.
    Fonts,
}

/// What was found at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Nothing that would be read.
    Absent,
    /// What has this hash.
    Is(Sha256),
}

impl State {
    /// What is found at the path of a file; nothing where that cannot be told.
    pub(crate) fn of_file(path: &Path, buffer: &mut Vec<u8>) -> Option<Self> {
        let metadata = match std::fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return Some(Self::Absent);
            }
            Err(_) => return None,
        };
        if !metadata.is_file() {
            return Some(Self::Absent);
        }
        let (hash, bytes) = Sha256::of_stream(File::open(path).ok()?, LIMIT, buffer).ok()?;
        (bytes <= LIMIT).then_some(Self::Is(hash))
    }
}

/// One place that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Read {
    /// What is read there.
    pub kind: Kind,
    /// The path, as it was named.
    pub path: String,
    /// What was found.
    pub state: State,
}

/// All that was read, each place once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reads {
    /// In the order of kinds and paths.
    places: Vec<Read>,
    /// Whether there was something that cannot be looked at again.
    incomplete: bool,
}

impl Reads {
    /// The places, in the order of kinds and paths.
    #[must_use]
    pub fn places(&self) -> &[Read] {
        &self.places
    }

    /// Whether this is all that had a say.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        !self.incomplete
    }

    /// Notes what was found at a path; nothing stands for what cannot be told.
    pub fn note(&mut self, kind: Kind, path: &Path, state: Option<State>) {
        // The name of a file may have been made readable, and then is no path any more.
        let name = path.to_str().filter(|name| *name != STDIN && !name.contains(char::REPLACEMENT_CHARACTER));
        let (Some(name), Some(state)) = (name, state) else {
            self.incomplete = true;
            return;
        };
        match self.places.binary_search_by(|known| (known.kind, known.path.as_str()).cmp(&(kind, name))) {
            Ok(index) => self.incomplete |= self.places[index].state != state,
            Err(index) => self.places.insert(index, Read { kind, path: name.to_owned(), state }),
        }
    }

    /// Notes that there was something that cannot be looked at again.
    pub fn note_unknown(&mut self) {
        self.incomplete = true;
    }

    /// Notes all that others have.
    pub fn extend(&mut self, other: &Self) {
        self.incomplete |= other.incomplete;
        for Read { kind, path, state } in &other.places {
            self.note(*kind, Path::new(path), Some(*state));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(text: &str) -> State {
        State::Is(Sha256::of(text.as_bytes()))
    }

    #[test]
    fn a_hash_is_the_one_of_the_standard_and_its_text_reads_back() {
        let text = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Sha256::of(b"abc").to_string(), text);
        assert_eq!(text.parse(), Ok(Sha256::of(b"abc")));
        let json = serde_json::to_string(&Sha256::of(b"abc")).expect("serializable");
        assert_eq!(serde_json::from_str::<Sha256>(&json).ok(), Some(Sha256::of(b"abc")));
        for wrong in ["", "ba78", &text.replace('b', "g"), &format!("{text}00")] {
            assert!(wrong.parse::<Sha256>().is_err(), "{wrong}");
        }
        assert_ne!(Sha256::of_list([&b"ab"[..], b"c"]), Sha256::of_list([&b"a"[..], b"bc"]));
    }

    #[test]
    fn a_file_is_told_by_size_and_hash() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, mut buffer) = (folder.path().join("x"), Vec::new());
        assert_eq!(State::of_file(&path, &mut buffer), Some(State::Absent));
        assert_eq!(State::of_file(folder.path(), &mut buffer), Some(State::Absent));
        let bytes = vec![7; CHUNK + 1];
        std::fs::write(&path, &bytes).expect("writable");
        let hash = Sha256::of(&bytes);
        assert_eq!(State::of_file(&path, &mut buffer), Some(State::Is(hash)));
        assert_eq!(Sha256::of_file(&path).ok(), Some(hash));
        assert!(hash.is_of(&path, bytes.len() as u64, &mut buffer));
        assert!(!hash.is_of(&path, 1, &mut buffer) && !hash.is_of(folder.path(), 1, &mut buffer));
        std::fs::write(&path, vec![8; CHUNK + 1]).expect("writable");
        assert!(!hash.is_of(&path, bytes.len() as u64, &mut buffer));
    }

    #[test]
    fn a_file_that_changed_between_two_reads_leaves_the_notes_incomplete() {
        let mut reads = Reads::default();
        reads.note(Kind::File, Path::new("b"), Some(is("1")));
        reads.note(Kind::Theme, Path::new("b"), Some(State::Absent));
        reads.note(Kind::File, Path::new("a"), Some(is("2")));
        reads.note(Kind::File, Path::new("b"), Some(is("1")));
        assert!(reads.is_complete());
        assert_eq!(reads.places().iter().map(|read| read.path.as_str()).collect::<Vec<_>>(), ["a", "b", "b"]);
        reads.note(Kind::File, Path::new("b"), Some(is("3")));
        assert!(!reads.is_complete());
    }

    #[test]
    fn what_cannot_be_looked_at_again_leaves_the_notes_incomplete() {
        for (path, state) in [(STDIN, Some(is("x"))), ("a\u{FFFD}.yaml", Some(is("x"))), ("a.yaml", None)] {
            let mut reads = Reads::default();
            reads.note(Kind::File, Path::new(path), state);
            let mut others = Reads::default();
            others.extend(&reads);
            assert!(!others.is_complete() && others.places().is_empty(), "{path}");
        }
    }
}
