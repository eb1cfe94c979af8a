//! One entry as bytes: filed and sealed under what was asked and the content of the input.
//!
//! The seal is SHA-256 in counter mode, its nonce the hash of what is sealed and of what was found at those paths: two different
//! contents never share a stream. Its purpose is that a folder of outputs does not tell the names of the files they
//! were made of; whoever has the input needs no secret.

use std::path::{Component, Path};

use super::Asked;
use crate::source::{Kind, Sha256, State};

/// The longest body of an entry, in bytes; what would be longer is not recorded.
pub(super) const LIMIT: usize = 1 << 20;

/// How many bytes of a hash tell whether an entry is whole.
pub(super) const CHECK: usize = 8;

/// A file that was written: its path below the folder of outputs, its size, its hash.
pub(super) type Output<'a> = (&'a str, u64, Sha256);

/// Under what an entry is filed, and with what it is sealed.
pub(super) struct Keys {
    pub(super) lookup: Sha256,
    seal: Sha256,
}

impl Keys {
    pub(super) fn new(asked: &Asked, input: Sha256) -> Self {
        let key = |purpose: &[u8]| Sha256::of_list([purpose, &asked.hash.0, &input.0]);
        Self { lookup: key(b"lookup"), seal: key(b"seal") }
    }

    /// Seals bytes, or takes the seal off.
    fn seal(&self, nonce: Sha256, bytes: &mut [u8]) {
        for (index, block) in bytes.chunks_mut(32).enumerate() {
            let stream = Sha256::of_list([&self.seal.0[..], &nonce.0, &(index as u64).to_le_bytes()]);
            block.iter_mut().zip(stream.0).for_each(|(byte, mask)| *byte ^= mask);
        }
    }
}

/// An entry as it was read.
pub(super) struct Entry<'a> {
    /// Under what it is filed.
    pub(super) lookup: Sha256,
    /// The hash of what was found, and of the notes.
    pub(super) trace: Sha256,
    pub(super) pages: u32,
    pub(super) outputs: Vec<Output<'a>>,
    sealed: &'a [u8],
}

impl<'a> Entry<'a> {
    /// Reads the body of an entry; nothing where it is none.
    pub(super) fn parse(body: &'a [u8]) -> Option<Self> {
        let mut rest = Rest(body);
        let (lookup, trace, pages, count) = (rest.hash()?, rest.hash()?, rest.u32()?, rest.u16()?);
        let mut outputs = Vec::with_capacity(count.into());
        for _ in 0..count {
            let output = (rest.text()?, rest.u64()?, rest.hash()?);
            outputs.push(Some(output).filter(|(name, ..)| is_plain(name))?);
        }
        Some(Self { lookup, trace, pages, outputs, sealed: rest.0 })
    }

    /// What is sealed: the places that were read, the input aside, and the notes.
    pub(super) fn unsealed(&self, keys: &Keys) -> Option<(Vec<(Kind, String)>, String)> {
        let mut bytes = self.sealed.to_vec();
        keys.seal(self.trace, &mut bytes);
        let mut rest = Rest(&bytes);
        let mut places = Vec::new();
        for _ in 0..rest.u16()? {
            let kind = match rest.take(1)? {
                [0] => Kind::File,
                [1] => Kind::Theme,
                [2] => Kind::Fonts,
                _ => return None,
            };
            places.push((kind, rest.text()?.to_owned()));
        }
        let notes = std::str::from_utf8(rest.0).ok()?.to_owned();
        Some((places, notes))
    }
}

/// The hash of what was found at places, and of notes.
pub(super) fn trace<'a>(found: impl IntoIterator<Item = (Kind, &'a str, State)>, notes: &str) -> Sha256 {
    let mut bytes = Vec::with_capacity(1024);
    for (kind, path, state) in found {
        bytes.extend([kind as u8]);
        bytes.extend((path.len() as u64).to_le_bytes());
        bytes.extend(path.as_bytes());
        match state {
            State::Absent => bytes.push(0),
            State::Is(hash) => {
                bytes.push(1);
                bytes.extend(hash.0);
            }
        }
    }
    Sha256::of_list([&bytes[..], notes.as_bytes()])
}

/// An entry as it is written: its length, its body, and a checksum. Nothing where it has no room.
pub(super) fn frame<'a>(
    keys: &Keys,
    reads: impl Iterator<Item = (Kind, &'a str, State)> + Clone,
    outputs: Vec<Output<'_>>,
    pages: usize,
    notes: &str,
) -> Option<Vec<u8>> {
    fn text(out: &mut Vec<u8>, text: &str) -> Option<()> {
        out.extend(u16::try_from(text.len()).ok()?.to_le_bytes());
        out.extend(text.as_bytes());
        Some(())
    }
    let trace = trace(reads.clone(), notes);
    let mut sealed = u16::try_from(reads.clone().count()).ok()?.to_le_bytes().to_vec();
    for (kind, path, _) in reads {
        sealed.push(kind as u8);
        text(&mut sealed, path)?;
    }
    sealed.extend(notes.as_bytes());
    keys.seal(trace, &mut sealed);
    let mut body = [keys.lookup.0, trace.0].concat();
    body.extend(u32::try_from(pages).ok()?.to_le_bytes());
    body.extend(u16::try_from(outputs.len()).ok()?.to_le_bytes());
    for (name, bytes, hash) in outputs {
        text(&mut body, name)?;
        body.extend(bytes.to_le_bytes());
        body.extend(hash.0);
    }
    body.extend(sealed);
    let length = u32::try_from(body.len()).ok().filter(|_| body.len() <= LIMIT)?;
    let check = Sha256::of(&body);
    Some([&length.to_le_bytes()[..], &body, &check.0[..CHECK]].concat())
}

/// Whether a name leads to a file below the folder that it is in, wherever the name comes from.
pub(super) fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && !name.contains(['\\', '\0'])
        && name.split('/').all(|part| {
            let mut parts = Path::new(part).components();
            matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None))
        })
}

/// What is still to be read.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    fn u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }

    fn hash(&mut self) -> Option<Sha256> {
        self.array().map(Sha256)
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = self.u16()?;
        std::str::from_utf8(self.take(length.into())?).ok()
    }
}
