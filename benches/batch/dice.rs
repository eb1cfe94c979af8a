//! Numbers that look random and are the same on every run.

/// Pseudo-random numbers (SplitMix64): good enough, and no dependency.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// A number below `sides`.
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % sides as u64).expect("less than a usize")
    }

    /// One of the words.
    pub(crate) fn pick(&mut self, words: &[&'static str]) -> &'static str {
        words[self.roll(words.len())]
    }

    /// Some of the words, in turn from a random start.
    pub(crate) fn some(&mut self, words: &[&'static str], count: usize) -> String {
        let start = self.roll(words.len());
        (0..count).map(|index| words[(start + index) % words.len()]).collect::<Vec<_>>().join(", ")
    }
}
