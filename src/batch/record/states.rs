//! What is found now where something was read before.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{PoisonError, RwLock};

use crate::source::{Kind, Read, Reads, State};
use crate::theme::store::folder as theme;
use crate::typeset::fonts::folder as fonts;

/// How many places of a kind are remembered: what many targets share comes first.
const REMEMBERED: usize = 4096;

/// Room to read files and entries in, used again and again.
#[derive(Debug, Default)]
pub struct Buffers {
    pub(super) file: Vec<u8>,
    pub(super) entry: Vec<u8>,
}

/// What is found at places that several targets of a run have in common: each is looked at once. Inputs are not remembered,
/// since each is one target's.
#[derive(Debug, Default)]
pub struct States([RwLock<HashMap<String, Option<State>>>; 3]);

impl States {
    /// Whether all that was read is as it was then, so that making the same again would give the same.
    #[must_use]
    pub fn are_as(&self, reads: &Reads, buffers: &mut Buffers) -> bool {
        let same = |read: &Read| self.of(read.kind, &read.path, &mut buffers.file) == Some(read.state);
        reads.is_complete() && reads.places().iter().all(same)
    }

    /// What is found at a place; nothing where that cannot be told.
    pub(super) fn of(&self, kind: Kind, path: &str, buffer: &mut Vec<u8>) -> Option<State> {
        let known = &self.0[kind as usize];
        if let Some(state) = known.read().unwrap_or_else(PoisonError::into_inner).get(path) {
            return *state;
        }
        let place = Path::new(path);
        let state = match kind {
            Kind::File => State::of_file(place, buffer),
            Kind::Theme => theme::state(place),
            Kind::Fonts => fonts::state(place),
        };
        let mut known = known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() < REMEMBERED {
            // Where two were at it, all go by the first answer.
            return *known.entry(path.to_owned()).or_insert(state);
        }
        state
    }
}
