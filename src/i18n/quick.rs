//! Finds keys of the catalogue quickly. All of them are hashed at every start, and nobody but us
//! chooses them: what a stranger could do with a weaker hash, nobody does here.

use std::hash::{BuildHasherDefault, Hasher};

/// Makes such hashes.
pub(super) type Quick = BuildHasherDefault<Words>;

/// A hash of eight bytes at a time.
#[derive(Default)]
pub(super) struct Words(u64);

impl Hasher for Words {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            // A constant without pattern.
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(word))
                .wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }

    fn finish(&self) -> u64 {
        // The best of it is above, and a table looks below first.
        self.0.rotate_left(26)
    }
}
