//! Fonts of the system for scripts that no other font has.
//!
//! The system is searched only when a text needs it, and once a process, since that takes as long as many renders. A family is
//! added for the one script; what the system has beside it stays unused, so that pages differ between machines as little
//! as they can.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use typst::text::FontInfo;
use typst_kit::fonts::FontPath;

use super::scripts::has_serifs;
use super::{FontOrigin, FontSet, folder};
use crate::diagnostic::Diagnostics;
use crate::source::{Kind, Sha256, State};
use crate::typeset::glyphs::script;

/// Where fonts are looked for that a script needs and nobody named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum SystemSearch {
    /// Nowhere: the same pages on every machine.
    #[default]
    Off,
    /// Among the fonts that are installed.
    Installed,
    /// In these folders.
    Folders(Vec<PathBuf>),
}

/// A script that the text needs and no font has, with its characters in the order in which they are met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Need {
    /// The script, as messages name it.
    pub(crate) script: &'static str,
    /// Its characters, each once.
    pub(crate) characters: Vec<char>,
}

/// Sets that were extended, by the address of the set and the families added.
type Extended = BTreeMap<(usize, Vec<String>), Arc<FontSet>>;

/// The system's fonts, once they were looked for.
#[derive(Debug, Default)]
pub(crate) struct SystemFonts {
    search: SystemSearch,
    found: OnceLock<Vec<(FontPath, FontInfo)>>,
    /// Sets with fonts of the system, by the families added to which set; whoever owns this keeps those sets, too.
    sets: Mutex<Extended>,
}

impl SystemFonts {
    pub(crate) fn new(search: SystemSearch) -> Self {
        Self { search, ..Self::default() }
    }

    pub(crate) fn search(&self) -> &SystemSearch {
        &self.search
    }

    fn found(&self) -> &[(FontPath, FontInfo)] {
        self.found.get_or_init(|| {
            let mut found: Vec<(FontPath, FontInfo)> = match &self.search {
                SystemSearch::Off => Vec::new(),
                SystemSearch::Installed => typst_kit::fonts::system().collect(),
                SystemSearch::Folders(folders) => {
                    folders.iter().flat_map(|path| folder::scan(path, &mut Diagnostics::new()).0).collect()
                }
            };
            // The system lists folders in any order, and the order decides between equals.
            found.sort_by(|(left, _), (right, _)| (&left.path, left.index).cmp(&(&right.path, right.index)));
            found
        })
    }

    /// The family that has most of the characters of a script; among equals one that is preferred, then one without a
    /// special purpose, then one with serifs if those are wanted and without if not, then the first by its path.
    fn family(&self, need: &Need, preferred: &[&str], serifs: bool) -> Option<&str> {
        let has = |info: &FontInfo| need.characters.iter().filter(|c| info.coverage.contains(u32::from(**c))).count();
        let rank = |info: &FontInfo| {
            let place = preferred.iter().position(|family| family.eq_ignore_ascii_case(&info.family));
            let plain = info.family.starts_with("Noto S") && !info.family.contains("Mono");
            (has(info), std::cmp::Reverse(place.unwrap_or(preferred.len())), plain, has_serifs(info) == serifs)
        };
        let mut best: Option<(_, &str)> = None;
        for (_, info) in self.found().iter().filter(|(_, info)| has(info) > 0) {
            if best.as_ref().is_none_or(|(rank_of_best, _)| rank(info) > *rank_of_best) {
                best = Some((rank(info), &info.family));
            }
        }
        best.map(|(_, family)| family)
    }

    /// Returns a set with the fonts of the system that its needs ask for, and the family for each script that has one.
    pub(crate) fn extend(
        &self,
        set: &Arc<FontSet>,
        needs: &[Need],
        preferred: &[&str],
        serifs: bool,
    ) -> (Arc<FontSet>, Vec<(&'static str, String)>) {
        let chosen =
            needs.iter().filter_map(|need| Some((need.script, self.family(need, preferred, serifs)?.to_owned())));
        let chosen: Vec<(&'static str, String)> = chosen.collect();
        if chosen.is_empty() {
            return (Arc::clone(set), chosen);
        }
        let families: BTreeSet<String> = chosen.iter().map(|(_, family)| family.clone()).collect();
        let key = (Arc::as_ptr(set).addr(), families.iter().cloned().collect());
        let mut sets = self.sets.lock().unwrap_or_else(PoisonError::into_inner);
        let extended = sets.entry(key).or_insert_with(|| {
            let fonts = self.found().iter().filter(|(_, info)| families.contains(&info.family));
            Arc::new(set.with_system_fonts(fonts))
        });
        (Arc::clone(extended), chosen)
    }
}

impl FontSet {
    /// The scripts of some text that no font of this set has any letter of.
    pub(crate) fn needs(&self, text: impl Iterator<Item = char>) -> Vec<Need> {
        let mut seen = BTreeSet::new();
        let mut met: BTreeSet<&'static str> = BTreeSet::new();
        let mut needs: Vec<Need> = Vec::new();
        for character in text.filter(|c| !c.is_ascii() && c.is_alphabetic()) {
            if !seen.insert(character) {
                continue;
            }
            let script = script(character);
            if met.contains(script) || matches!(script, "Emoji" | "Symbol") {
                continue;
            }
            if self.has(character) {
                // A letter that is missing beside others that are there is no reason to change the fonts.
                met.insert(script);
                needs.retain(|need| need.script != script);
            } else if let Some(need) = needs.iter_mut().find(|need| need.script == script) {
                need.characters.push(character);
            } else {
                needs.push(Need { script, characters: vec![character] });
            }
        }
        needs
    }

    fn has(&self, character: char) -> bool {
        (0..self.origins.len())
            .filter_map(|index| self.book().info(index))
            .any(|info| info.coverage.contains(u32::from(character)))
    }

    /// The same fonts, and others of the system behind them; their files are noted by their hashes.
    fn with_system_fonts<'f>(&self, fonts: impl Iterator<Item = &'f (FontPath, FontInfo)>) -> Self {
        let mut set = Self::empty();
        set.reads = self.reads.clone();
        for (index, (origin, place)) in self.origins.iter().enumerate() {
            let Some(info) = self.book().info(index).cloned() else { continue };
            match origin {
                FontOrigin::Bundled(path) => set.push_bundled(path, &info),
                FontOrigin::Folder(path) => {
                    set.add(FontPath { path: path.clone(), index: *place }, info, FontOrigin::Folder);
                }
                FontOrigin::System(path) => {
                    set.add(FontPath { path: path.clone(), index: *place }, info, FontOrigin::System);
                }
            }
        }
        for (FontPath { path, index }, info) in fonts {
            let state = Sha256::of_file(path).ok().map(State::Is);
            set.reads.note(Kind::File, path, state);
            set.add(FontPath { path: path.clone(), index: *index }, info.clone(), FontOrigin::System);
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::super::bundled;
    use super::*;

    /// A folder with a bundled font that stands in for the system's, and a set that lacks its script.
    fn stage(file: &str, without: &str) -> (tempfile::TempDir, Arc<FontSet>) {
        let place = tempfile::tempdir().expect("a folder");
        let bundled = bundled::FONTS.iter().find(|font| font.path.ends_with(file)).expect("it is bundled");
        std::fs::write(place.path().join("x.ttf"), bundled.bytes).expect("written");
        let all = FontSet::bundled();
        let mut set = FontSet::empty();
        for (index, (origin, _)) in all.origins.iter().enumerate() {
            let info = all.book().info(index).expect("it is in the book").clone();
            if let FontOrigin::Bundled(path) = origin
                && !path.contains(without)
            {
                set.push_bundled(path, &info);
            }
        }
        (place, Arc::new(set))
    }

    fn devanagari() -> (tempfile::TempDir, Arc<FontSet>) {
        stage("NotoSerifDevanagari-Regular.ttf", "devanagari")
    }

    #[test]
    fn a_script_is_needed_where_no_font_has_any_letter_of_it() {
        let set = FontSet::bundled();
        let needs = |text: &str| set.needs(text.chars()).iter().map(|need| need.script).collect::<Vec<_>>();
        assert_eq!(needs("Zoë, Ёж, שלום, مرحبا, नमस्ते, 🚀 ⎈ 。"), [""; 0]);
        assert_eq!(needs("กขก 漢字かな বাংলা"), ["Thai", "CJK", "Bengali"]);
    }

    #[test]
    fn a_family_of_the_system_is_added_for_the_script_alone_and_its_file_is_noted() {
        let (place, set) = devanagari();
        let needs = set.needs("नमस्ते".chars());
        assert_eq!(needs.iter().map(|need| need.script).collect::<Vec<_>>(), ["Devanagari"]);
        let system = SystemFonts::new(SystemSearch::Folders(vec![place.path().to_path_buf()]));
        let (extended, families) = system.extend(&set, &needs, &[], true);
        assert_eq!(families.len(), 1);
        assert!(extended.needs("नमस्ते".chars()).is_empty());
        let reads = extended.reads.places();
        assert!(reads.iter().any(|read| read.kind == Kind::File && read.path.ends_with("x.ttf")), "{reads:?}");
        assert!(extended.reads.is_complete());
        assert!(Arc::ptr_eq(&extended, &system.extend(&set, &needs, &[], true).0), "it is made once");
        let (same, none) = SystemFonts::default().extend(&set, &needs, &[], true);
        assert!(none.is_empty() && Arc::ptr_eq(&same, &set));
    }
}
