//! A set of row numbers: a bit for each, in pieces that exist only where a number is.

use std::collections::BTreeMap;

/// Numbers of one piece.
const PIECE: usize = 1 << 16;
const WORDS: usize = PIECE / 64;

/// The set.
#[derive(Debug, Clone, Default)]
pub(super) struct IdSet {
    pieces: BTreeMap<i64, Box<[u64; WORDS]>>,
}

fn place(id: i64) -> (i64, usize, u64) {
    let within = usize::try_from(id & 0xFFFF).unwrap_or_default();
    (id >> 16, within / 64, 1 << (within % 64))
}

impl IdSet {
    /// Puts a number in.
    pub(super) fn insert(&mut self, id: i64) {
        let (piece, word, bit) = place(id);
        let words = self.pieces.entry(piece);
        words.or_insert_with(|| Box::new([0; WORDS]))[word] |= bit;
    }

    /// Whether a number is in.
    pub(super) fn contains(&self, id: i64) -> bool {
        let (piece, word, bit) = place(id);
        let words = self.pieces.get(&piece);
        words.is_some_and(|words| words[word] & bit != 0)
    }

    /// How many are in.
    pub(super) fn len(&self) -> u64 {
        let words = self.pieces.values().flat_map(|words| words.iter());
        words.map(|word| u64::from(word.count_ones())).sum()
    }

    /// Takes out what is not in the other.
    pub(super) fn keep(&mut self, other: &Self) {
        self.pieces.retain(|piece, words| {
            let Some(others) = other.pieces.get(piece) else {
                return false;
            };
            for (word, other) in words.iter_mut().zip(others.iter()) {
                *word &= other;
            }
            true
        });
    }

    /// Takes out what is in the other.
    pub(super) fn remove(&mut self, other: &Self) {
        for (piece, words) in &mut self.pieces {
            let Some(others) = other.pieces.get(piece) else {
                continue;
            };
            for (word, other) in words.iter_mut().zip(others.iter()) {
                *word &= !other;
            }
        }
    }

    /// The numbers, smallest first.
    pub(super) fn iter(&self) -> impl Iterator<Item = i64> {
        self.pieces.iter().flat_map(|(piece, words)| {
            words.iter().enumerate().flat_map(move |(place, word)| {
                let first = (piece << 16) + i64::try_from(place * 64).unwrap_or_default();
                bits(*word).map(move |bit| first + i64::from(bit))
            })
        })
    }
}

impl FromIterator<i64> for IdSet {
    fn from_iter<I: IntoIterator<Item = i64>>(ids: I) -> Self {
        let mut set = Self::default();
        for id in ids {
            set.insert(id);
        }
        set
    }
}

fn bits(mut word: u64) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let bit = (word != 0).then(|| word.trailing_zeros())?;
        word &= word - 1;
        Some(bit)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn ids() -> impl Strategy<Value = BTreeSet<i64>> {
        let near = -200_i64..200;
        let far = prop_oneof![
            Just(i64::MIN),
            Just(i64::MAX),
            65_500_i64..65_600,
            any::<i64>()
        ];
        proptest::collection::btree_set(prop_oneof![3 => near, 1 => far], 0..80)
    }

    proptest! {
        #[test]
        fn it_is_a_set_of_numbers(one in ids(), other in ids()) {
            let made: IdSet = one.iter().copied().collect();
            let others: IdSet = other.iter().copied().collect();
            let listed = |set: &IdSet| set.iter().collect::<Vec<_>>();
            prop_assert_eq!(listed(&made), one.iter().copied().collect::<Vec<_>>());
            prop_assert_eq!(made.len(), one.len() as u64);
            for id in &other {
                prop_assert_eq!(made.contains(*id), one.contains(id));
            }
            let mut kept = made.clone();
            kept.keep(&others);
            prop_assert_eq!(listed(&kept), one.intersection(&other).copied().collect::<Vec<_>>());
            let mut left = made;
            left.remove(&others);
            prop_assert_eq!(listed(&left), one.difference(&other).copied().collect::<Vec<_>>());
        }
    }
}
