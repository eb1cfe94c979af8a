//! Parts of a plan, so that several machines can share it.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// One of so many parts of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Shard {
    /// Which part it is, counted from 1.
    pub index: u32,
    /// How many parts there are.
    pub count: u32,
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('/').and_then(|(index, count)| Some((index.parse().ok()?, count.parse().ok()?)));
        let shard = parts.map(|(index, count)| Self { index, count });
        let shard = shard.filter(|shard| shard.index >= 1 && shard.index <= shard.count);
        shard.ok_or_else(|| "expected `I/N` with I from 1 to N, such as `3/16`".to_owned())
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.index, self.count)
    }
}

/// Deals inputs, each with the number of its targets, to so many parts: returns the part of each, counted from 1.
///
/// It depends on the names alone and not on their order. All targets of an input, which may be listed several times, are in one
/// part. The parts differ in size by no more than the targets of one input; an input that is added or removed moves no more than
/// about one other at each end of a part.
#[must_use]
pub fn deal(inputs: &[(String, usize)], count: u32) -> Vec<u32> {
    let mut sizes: BTreeMap<&str, u128> = BTreeMap::new();
    for (name, targets) in inputs {
        *sizes.entry(name).or_default() += *targets as u128;
    }
    // In the order of their hashes neighbours have nothing in common, so that a folder of large profiles is spread.
    let mut order: Vec<([u8; 32], &str)> = sizes.keys().map(|name| (Sha256::digest(name).into(), *name)).collect();
    order.sort_unstable();
    let total: u128 = sizes.values().sum::<u128>().max(1);
    let mut before = 0;
    let mut parts: BTreeMap<&str, u32> = BTreeMap::new();
    for (_, name) in order {
        let size = sizes[name];
        // The part in which the middle of the input lies, where all targets are laid out side by side.
        let part = ((2 * before + size) * u128::from(count) / (2 * total)).min(u128::from(count) - 1);
        parts.insert(name, u32::try_from(part).unwrap_or(u32::MAX - 1) + 1);
        before += size;
    }
    inputs.iter().map(|(name, _)| parts[name.as_str()]).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::{Shard, deal};

    fn inputs() -> impl Strategy<Value = Vec<(String, usize)>> {
        prop::collection::btree_map("[a-f]{1,4}\\.yaml", 1..4_usize, 0..60).prop_map(|map| map.into_iter().collect())
    }

    fn parts(inputs: &[(String, usize)], count: u32) -> BTreeMap<String, u32> {
        inputs.iter().map(|(name, _)| name.clone()).zip(deal(inputs, count)).collect()
    }

    proptest! {
        #[test]
        fn each_input_is_in_one_part_whatever_the_order(inputs in inputs(), count in 1..20_u32, seed in any::<usize>()) {
            let dealt = parts(&inputs, count);
            prop_assert!(dealt.values().all(|part| (1..=count).contains(part)));
            let mut turned = inputs.clone();
            turned.rotate_left(seed % inputs.len().max(1));
            turned.reverse();
            prop_assert_eq!(parts(&turned, count), dealt);
        }

        #[test]
        fn parts_are_as_even_as_their_inputs_allow(inputs in inputs(), count in 1..20_u32) {
            let mut sizes = vec![0; count as usize];
            for ((_, targets), part) in inputs.iter().zip(deal(&inputs, count)) {
                sizes[part as usize - 1] += targets;
            }
            let largest = inputs.iter().map(|(_, targets)| *targets).max().unwrap_or(0);
            let (least, most) = (sizes.iter().min().unwrap_or(&0), sizes.iter().max().unwrap_or(&0));
            prop_assert!(most - least <= 2 * largest, "{sizes:?}");
            let alike: Vec<_> = inputs.iter().map(|(name, _)| (name.clone(), 2)).collect();
            let mut sizes = vec![0; count as usize];
            for part in deal(&alike, count) {
                sizes[part as usize - 1] += 1;
            }
            let (least, most) = (sizes.iter().min().unwrap_or(&0), sizes.iter().max().unwrap_or(&0));
            prop_assert!(most - least <= 1, "{sizes:?}");
        }

        #[test]
        fn one_input_more_moves_few_others(inputs in inputs(), count in 1..8_u32) {
            prop_assume!(!inputs.is_empty());
            let (before, after) = (parts(&inputs[1..], count), parts(&inputs, count));
            let moved = before.iter().filter(|(name, part)| after[*name] != **part).count();
            // A boundary shifts by no more than the targets of the new input, and each input has at least one.
            prop_assert!(moved <= 4 * (count as usize - 1), "{moved} of {} in {count}", before.len());
        }
    }

    #[test]
    fn an_input_that_is_listed_twice_stays_together() {
        let inputs: Vec<_> = (0..40).map(|index| (format!("{}.yaml", index % 20), 1)).collect();
        let dealt = deal(&inputs, 7);
        assert_eq!(dealt[..20], dealt[20..]);
        assert!(deal(&[], 3).is_empty());
    }

    #[test]
    fn a_part_is_written_as_i_of_n() {
        assert_eq!("3/16".parse(), Ok(Shard { index: 3, count: 16 }));
        for wrong in ["0/4", "5/4", "3", "a/b", "1/0", "-1/3", "1/2/3"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }
}
