//! Chance without chance: numbers that look random and follow from what they are for.

/// What a row throws its dice for; every purpose has its own numbers.
#[derive(Debug, Clone, Copy)]
pub(super) enum Purpose {
    /// Kind and fate.
    Roll = 1,
    /// Who declares whom.
    Subject,
    /// What the declaration says.
    Terms,
    /// How it went.
    Course,
    /// Its unique numbers.
    Identity,
    /// How a person is called.
    Name,
}

/// The numbers of one row and purpose.
#[derive(Debug, Clone)]
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn of(row: u64, purpose: Purpose) -> Self {
        let mut dice = Self(row ^ ((purpose as u64) << 48));
        // The first number of neighbours would be alike.
        dice.0 = dice.number();
        dice
    }

    /// The next number (`SplitMix64`).
    pub(super) fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number less than this one, which is not zero.
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        let product = u128::from(self.number()) * u128::from(limit);
        u64::try_from(product >> 64).unwrap_or_default()
    }

    /// The same for small numbers.
    pub(super) fn small(&mut self, limit: u16) -> i32 {
        i32::try_from(self.below(limit.into())).unwrap_or_default()
    }

    /// Whether something happens that happens so often of a thousand times.
    pub(super) fn per_mille(&mut self, times: u64) -> bool {
        self.below(1_000) < times
    }

    /// Any one of these.
    pub(super) fn any<'a, T>(&mut self, choice: &'a [T]) -> &'a T {
        let place = usize::try_from(self.below(choice.len() as u64)).unwrap_or_default();
        &choice[place]
    }

    /// One of these, each as often as its weight says.
    pub(super) fn weighted<'a, T>(&mut self, choice: &'a [(T, u32)]) -> &'a T {
        let total: u64 = choice.iter().map(|(_, weight)| u64::from(*weight)).sum();
        let mut rest = self.below(total);
        for (item, weight) in choice {
            match rest.checked_sub(u64::from(*weight)) {
                Some(left) => rest = left,
                None => return item,
            }
        }
        &choice[0].0
    }

    pub(super) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        for chunk in bytes.chunks_mut(8) {
            let number = self.number().to_be_bytes();
            chunk.copy_from_slice(&number[..chunk.len()]);
        }
        bytes
    }
}
