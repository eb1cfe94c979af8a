//! From a file to text: bounded reading, and the refusal of what is not text.
//!
//! The bounds come first, so that a huge or endless file costs no more than a small one. What is refused is named as
//! precisely as the bytes allow (a PDF, UTF-16, Windows-1252), since the way out differs. A byte order mark is removed
//! here, once, so that spans fit the text that [`Sources`] keeps. Where an input comes from, and whether its absence
//! stops the run, is the caller's business.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Component, Path, PathBuf};

use super::{Kind, Sha256, Sources, State, data_uri, windows_1252};
use crate::diagnostic::{Diagnostic, Diagnostics, Problem, SourceId, Span};

/// The largest profile, application or theme file, in bytes.
pub const FILE_LIMIT: u64 = 1024 * 1024;

/// The most bytes of a file that may hold images of its own (`data:` URIs), which do not count against [`FILE_LIMIT`].
pub const INPUT_LIMIT: u64 = FILE_LIMIT + 30 * 1024 * 1024;

/// Bytes that are not text, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError {
    /// What is the matter.
    pub problem: Problem,
    /// The first offending byte, counted in the bytes given; 0 where the whole file is at fault.
    pub offset: usize,
}

/// Reads a whole file, never more than `limit` bytes of it. A pipe or a device is read until its end or the limit.
///
/// `what` says what the file is for, such as `input`, for the message when it is absent.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::IsFolder`], [`Problem::Unreadable`] or [`Problem::FileTooLarge`].
pub fn read_file(path: &Path, what: &'static str, limit: u64) -> Result<Vec<u8>, Problem> {
    let shown = || path.to_string_lossy().into_owned();
    let refused = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Problem::NotFound { what, path: shown() },
        ErrorKind::IsADirectory => Problem::IsFolder { path: shown() },
        _ => Problem::Unreadable { path: shown(), reason: reason(&error) },
    };
    // Asked before opening: Windows refuses to open a folder with a misleading reason.
    let metadata = std::fs::metadata(path).map_err(refused)?;
    if metadata.is_dir() {
        return Err(Problem::IsFolder { path: shown() });
    }
    if metadata.len() > limit {
        return Err(Problem::FileTooLarge { bytes: metadata.len(), limit });
    }
    let file = File::open(path).map_err(refused)?;
    // With a byte to spare, the end is noticed without growing.
    let expected = usize::try_from(metadata.len()).map_or(0, |bytes| bytes + 1);
    read_into(Vec::with_capacity(expected), file, limit).map_err(refused)?
}

/// Reads a stream, such as standard input, to its end, never more than `limit` bytes and one.
///
/// # Errors
/// The system's error, or, inside, [`Problem::FileTooLarge`]; its size is then that of what was read, one byte past the
/// limit, because the true size of a stream is unknown.
pub fn read_bounded(stream: impl Read, limit: u64) -> std::io::Result<Result<Vec<u8>, Problem>> {
    read_into(Vec::new(), stream, limit)
}

fn read_into(mut bytes: Vec<u8>, stream: impl Read, limit: u64) -> std::io::Result<Result<Vec<u8>, Problem>> {
    stream.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    let read = bytes.len() as u64;
    Ok(if read > limit { Err(Problem::FileTooLarge { bytes: read, limit }) } else { Ok(bytes) })
}

/// The system's reason without Rust's `(os error 13)`, lower case as all our messages are.
#[must_use]
pub fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut characters = text.chars();
    characters.next().map(|first| first.to_lowercase().chain(characters).collect()).unwrap_or_default()
}

/// The text in a file's bytes, without its byte order mark.
///
/// # Errors
/// [`Problem::FileTooLarge`] past [`FILE_LIMIT`], images in it aside, or past [`INPUT_LIMIT`] with them,
/// [`Problem::EmptyFile`], [`Problem::BinaryFile`] or [`Problem::NotUtf8`].
pub fn decode(bytes: &[u8]) -> Result<&str, DecodeError> {
    let whole = |problem| DecodeError { problem, offset: 0 };
    let size = bytes.len() as u64;
    if size > INPUT_LIMIT || (size > FILE_LIMIT && size - images(bytes) > FILE_LIMIT) {
        return Err(whole(Problem::FileTooLarge { bytes: size, limit: FILE_LIMIT }));
    }
    if let Some(kind) = magic(bytes) {
        return Err(whole(Problem::BinaryFile { looks_like: Some(kind) }));
    }
    if let Some(kind) = wide(bytes) {
        return Err(whole(Problem::NotUtf8 { byte: bytes[0], looks_like: Some(kind) }));
    }
    if let Some(offset) = bytes.iter().position(|byte| *byte == 0) {
        return Err(DecodeError { problem: Problem::BinaryFile { looks_like: None }, offset });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if text.trim().is_empty() { Err(whole(Problem::EmptyFile { expected: "a profile" })) } else { Ok(text) }
}

/// The number of bytes that a file has for images of its own.
fn images(bytes: &[u8]) -> u64 {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    data_uri::images(text).iter().map(|image| image.len() as u64).sum()
}

/// Decodes a file and adds its text to the sources, which note that it was read.
///
/// # Errors
/// As [`decode`]; the diagnostic points at the offending byte where the rest of the file can be shown, else at the file.
pub fn add_file(sources: &mut Sources, name: &str, bytes: &[u8]) -> Result<SourceId, Diagnostics> {
    sources.reads().note(Kind::File, Path::new(name), Some(State::Is(Sha256::of(bytes))));
    match decode(bytes) {
        Ok(text) => Ok(sources.add(name, text)),
        Err(DecodeError { problem: problem @ Problem::NotUtf8 { .. }, offset }) if wide(bytes).is_none() => {
            let kept = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
            let start = offset - (bytes.len() - kept.len());
            // The excerpt shows what the author meant: each stray byte as the character of Windows-1252.
            let mut text = String::with_capacity(kept.len() + 16);
            for chunk in kept.utf8_chunks() {
                text.push_str(chunk.valid());
                text.extend(chunk.invalid().iter().map(|byte| windows_1252::decode(*byte).unwrap_or('\u{FFFD}')));
            }
            let end = start + text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            Err(Diagnostic::at(Span::new(sources.add(name, text), start..end), problem).into())
        }
        Err(DecodeError { problem, .. }) => Err(Diagnostic::in_file(name, problem).into()),
    }
}

/// UTF-8's byte order mark.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// What a file is by its first bytes, with article, where it is none of ours.
fn magic(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF"),
        (b"\x89PNG\r\n\x1A\n", "a PNG image"),
        (b"\xFF\xD8\xFF", "a JPEG image"),
        (b"GIF87a", "a GIF image"),
        (b"GIF89a", "a GIF image"),
        (b"PK\x03\x04", "a ZIP archive (as Word documents are)"),
        (b"\x1F\x8B", "a gzip archive"),
        (b"\xFD7zXZ\0", "an xz archive"),
        (b"\x28\xB5\x2F\xFD", "a Zstandard archive"),
        (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Microsoft Office document"),
        (b"{\\rtf", "an RTF document"),
        (b"\x7FELF", "a program (ELF)"),
        (b"MZ\x90\0", "a program (Windows)"),
        (b"\xCF\xFA\xED\xFE", "a program (macOS)"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"OTTO", "a font"),
        (b"\0\x01\0\0", "a font"),
        (b"wOF2", "a font"),
    ];
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some("a WebP image");
    }
    KINDS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind)
}

/// Whether the bytes are UTF-16 or UTF-32, by their byte order mark or by the zeros of ASCII letters in them.
fn wide(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"\xFF\xFE\0\0") || bytes.starts_with(b"\0\0\xFE\xFF") {
        return Some("UTF-32");
    }
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Some("UTF-16");
    }
    let sample = &bytes[..bytes.len().min(256)];
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = sample.len() / 5;
    (sample.len() >= 4 && even.max(odd) > many && even.min(odd) == 0).then_some("UTF-16")
}

/// Why bytes that stop being UTF-8 at `offset` cannot be read.
fn not_utf8(bytes: &[u8], offset: usize) -> DecodeError {
    let controls = bytes.iter().filter(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace()).count();
    // Text has next to no control characters; random bytes have one in nine.
    if controls > bytes.len() / 50 {
        return DecodeError { problem: Problem::BinaryFile { looks_like: None }, offset };
    }
    // One valid sequence of several bytes shows that the file is UTF-8 with a fault: in other encodings such
    // sequences are rare.
    let mixed = bytes.utf8_chunks().any(|chunk| !chunk.valid().trim_start_matches('\u{FEFF}').is_ascii());
    let western = bytes.iter().all(|byte| windows_1252::decode(*byte).is_some());
    let cut = std::str::from_utf8(&bytes[offset..]).is_err_and(|e| e.error_len().is_none());
    let looks_like =
        if cut { Some("UTF-8 that ends within a character") } else { (western && !mixed).then_some("Windows-1252") };
    DecodeError { problem: Problem::NotUtf8 { byte: bytes[offset], looks_like }, offset }
}

/// A path without `.` and, as far as it goes, `..`: the name of a file for people.
pub(crate) fn lexical(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(clean.components().next_back(), Some(Component::Normal(_))) => {
                clean.pop();
            }
            part => clean.push(part),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn problem(bytes: &[u8]) -> Problem {
        decode(bytes).unwrap_err().problem
    }

    fn refused(sources: &mut Sources, bytes: &[u8]) -> Diagnostic {
        add_file(sources, "cv.yaml", bytes).unwrap_err().0.remove(0)
    }

    #[test]
    fn a_byte_order_mark_is_removed() {
        assert_eq!(decode(b"\xEF\xBB\xBFa: b"), Ok("a: b"));
    }

    #[test]
    fn files_without_anything_are_empty() {
        for bytes in [&b""[..], b" \n\t\r\n", b"\xEF\xBB\xBF\n"] {
            assert_eq!(problem(bytes), Problem::EmptyFile { expected: "a profile" });
        }
    }

    #[test]
    fn binary_files_are_named() {
        let kinds = [
            (&b"%PDF-1.7\n"[..], Some("a PDF")),
            (b"\x89PNG\r\n\x1A\n\0\0", Some("a PNG image")),
            (b"PK\x03\x04\x14\0", Some("a ZIP archive (as Word documents are)")),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some("a WebP image")),
            (b"{\\rtf1\\ansi", Some("an RTF document")),
            (b"name: a\0b and more text", None),
            (b"\x01\x02\x80\xFF\x03\x04", None),
        ];
        for (bytes, looks_like) in kinds {
            assert_eq!(problem(bytes), Problem::BinaryFile { looks_like }, "{bytes:?}");
        }
    }

    #[test]
    fn utf16_is_named_with_and_without_its_mark() {
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        for bytes in [wide("\u{FEFF}name: Zoë"), wide("name: Zoë")] {
            assert!(matches!(problem(&bytes), Problem::NotUtf8 { looks_like: Some("UTF-16"), .. }));
        }
    }

    #[test]
    fn windows_1252_is_named_and_its_first_byte_shown() {
        let mut sources = Sources::new();
        let diagnostic = refused(&mut sources, b"name: Zo\xEB\nlabel: \x93x\x94\n");
        assert_eq!(diagnostic.problem, Problem::NotUtf8 { byte: 0xEB, looks_like: Some("Windows-1252") });
        let span = diagnostic.span().unwrap();
        assert_eq!(sources.slice(span), "ë");
        assert_eq!(sources.get(span.source).text.as_ref(), "name: Zoë\nlabel: “x”\n");
    }

    #[test]
    fn utf8_with_a_fault_is_not_taken_for_another_encoding() {
        let mut sources = Sources::new();
        let diagnostic = refused(&mut sources, b"\xEF\xBB\xBFname: Zo\xC3\xAB \xC3\n");
        assert_eq!(diagnostic.problem, Problem::NotUtf8 { byte: 0xC3, looks_like: None });
        assert_eq!(sources.slice(diagnostic.span().unwrap()), "Ã");
    }

    #[test]
    fn files_past_the_limit_are_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("big.yaml");
        File::create(&path).unwrap().set_len(200 << 20).unwrap();
        assert_eq!(read_file(&path, "input", 10), Err(Problem::FileTooLarge { bytes: 200 << 20, limit: 10 }));
        let endless = std::io::repeat(b'a');
        assert_eq!(read_bounded(endless, 10).unwrap(), Err(Problem::FileTooLarge { bytes: 11, limit: 10 }));
        assert_eq!(read_bounded(&b"0123456789"[..], 10).unwrap().unwrap().len(), 10);
        assert!(matches!(problem(&vec![b'a'; (1 << 20) + 1]), Problem::FileTooLarge { .. }));
    }

    #[test]
    fn images_in_a_file_do_not_count_against_its_limit() {
        let file = |image: usize, label: usize| {
            let (image, label) = ("iVBORw0K".repeat(image / 8), "x".repeat(label));
            format!(r#"{{"basics": {{"image": "data:image/png;base64,{image}", "label": "{label}"}}}}"#)
        };
        assert!(decode(file(5 << 20, 100).as_bytes()).is_ok());
        for (image, label) in [(5 << 20, 1 << 20), (32 << 20, 0)] {
            assert!(matches!(problem(file(image, label).as_bytes()), Problem::FileTooLarge { limit: FILE_LIMIT, .. }));
        }
    }

    #[test]
    fn absent_files_and_folders_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("none.yaml");
        assert!(matches!(read_file(&path, "input", 10), Err(Problem::NotFound { what: "input", .. })));
        assert!(matches!(read_file(folder.path(), "input", 10), Err(Problem::IsFolder { .. })));
        std::fs::write(&path, "x").unwrap();
        assert!(matches!(read_file(&path.join("y"), "input", 10), Err(Problem::NotFound { .. })));
    }

    proptest! {
        #[test]
        fn any_bytes_are_decoded_or_refused_at_a_place(
            mark in prop_oneof![Just(&b""[..]), Just(BYTE_ORDER_MARK)],
            bytes in prop_oneof![prop::collection::vec(any::<u8>(), 0..80), "[a-zé: \\n]{0,40}".prop_map(String::into_bytes)],
            stray in prop::collection::vec(0x80u8.., 0..3),
            rest in "[a-zé€\\n]{0,10}",
        ) {
            let bytes = [mark, &bytes, &stray, rest.as_bytes()].concat();
            let mut sources = Sources::new();
            match add_file(&mut sources, "t", &bytes) {
                Ok(id) => prop_assert!(bytes.ends_with(sources.get(id).text.as_bytes())),
                Err(diagnostics) => {
                    let span = diagnostics.0[0].span();
                    prop_assert!(span.is_none_or(|span| sources.slice(span).chars().count() == 1), "{bytes:?}");
                }
            }
        }
    }
}
