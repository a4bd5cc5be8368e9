//! The chain of the journal, and looking whether it is whole. Pure: the same for every store and
//! for a file that was exported.
//!
//! Every entry has the hash of the one before it and a hash of that and of everything in itself.
//! So an entry that was changed, taken out, put in or moved does not fit any more. What the chain
//! alone cannot tell is that its end was cut off, or that all of it was written anew: for that,
//! the hash of its end (the head) is kept elsewhere, and must be found in it later.

mod verify;

#[cfg(test)]
mod tests;

use sha2::{Digest as _, Sha256};

pub use verify::{End, Flaw, Verdict, Verifier, Wrong};

/// A hash of the chain.
pub type Hash = [u8; 32];

/// An entry of the journal as it is stored. Nothing in it is sure to be what we wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawEntry {
    /// Its place.
    pub sequence: i64,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// Which worker or person.
    pub actor: String,
    /// The submission that changed, if one did.
    pub submission: Option<i64>,
    /// What happened.
    pub event: String,
    /// The state before.
    pub from: Option<String>,
    /// The state after.
    pub to: Option<String>,
    /// The reason that a person gave.
    pub reason: Option<String>,
    /// The hash of the entry before it.
    pub before: Vec<u8>,
    /// Its own hash.
    pub hash: Vec<u8>,
}

impl RawEntry {
    /// What its hash must be after the entry with this hash.
    pub fn chained(&self, before: &[u8]) -> Hash {
        let submission = self.submission.map(|id| id.to_string());
        chained(
            before,
            self.sequence,
            self.at,
            [
                Some(&self.actor),
                submission.as_deref(),
                Some(&self.event),
                self.from.as_deref(),
                self.to.as_deref(),
                self.reason.as_deref(),
            ],
        )
    }
}

/// The hash of an entry: its place and moment, then actor, submission, event, both states and the
/// reason. Every text goes in with its length, so that no two entries spell the same bytes.
pub fn chained(before: &[u8], sequence: i64, at: i64, texts: [Option<&str>; 6]) -> Hash {
    let mut hash = Sha256::new();
    hash.update(before);
    hash.update(sequence.to_be_bytes());
    hash.update(at.to_be_bytes());
    for text in texts {
        match text {
            None => hash.update([0]),
            Some(text) => {
                hash.update([1]);
                hash.update((text.len() as u64).to_be_bytes());
                hash.update(text);
            }
        }
    }
    hash.finalize().into()
}

/// A hash in hexadecimal digits.
pub fn hex(hash: &[u8]) -> String {
    use std::fmt::Write as _;
    hash.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Reads hexadecimal digits.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    (0..text.len())
        .step_by(2)
        .map(|place| u8::from_str_radix(&text[place..place + 2], 16).ok())
        .collect()
}
