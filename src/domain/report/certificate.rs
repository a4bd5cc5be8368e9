//! What front ends may know of certificates.

use jiff::Timestamp;

use crate::domain::chaman::{Channel, Check, Expiry};
use crate::domain::problem::Problem;
use crate::domain::untrusted::Untrusted;

/// A certificate of an account, from the register or a file of the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertSummary {
    /// Its name in Chaman, when the register has it.
    pub name: Option<Untrusted>,
    /// File name without folder.
    pub file: Untrusted,
    /// The account that it belongs to.
    pub account: String,
    /// The account's channel.
    pub channel: Channel,
    /// What was read, or why nothing could be read.
    pub state: Result<CertFacts, Problem>,
    /// Chaman's rules, held against it; none when nothing could be read.
    pub checks: Vec<Check>,
    /// Its end, when it could be read.
    pub expiry: Option<Expiry>,
    /// The account's private key.
    pub key: KeyStatus,
    /// Whether we believe that Chaman has it; `None` when the register does not know it.
    pub in_chaman: Option<bool>,
}

/// The private key beside a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyStatus {
    /// No key is kept here for this account.
    NotKept,
    /// It cannot be used.
    Unusable(Problem),
    /// It can be used, and belongs to another certificate.
    Differs,
    /// It belongs to this certificate.
    Matches,
}

impl CertSummary {
    /// What it is called: its name in Chaman, else its file's.
    pub fn title(&self) -> &Untrusted {
        self.name.as_ref().unwrap_or(&self.file)
    }
}

/// What a certificate says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CertFacts {
    /// Common name of the subject.
    pub owner: Untrusted,
    /// Organisation of the subject.
    pub company: Untrusted,
    /// Common name of the issuer.
    pub issuer: Untrusted,
    /// Serial number in decimal, as Chaman shows it.
    pub serial: String,
    /// Serial number in hexadecimal, as openssl shows it.
    pub serial_hex: String,
    /// SHA-256 fingerprint in hexadecimal.
    pub sha256: String,
    /// SHA-1 fingerprint in hexadecimal.
    pub sha1: String,
    /// Key: `RSA 3072`, `P-384`.
    pub key: String,
    /// Digest of the signature: `SHA-256`; the algorithm's identifier when it has none.
    pub digest: String,
    /// What the key may be used for, by the names of RFC 5280 4.2.1.3; `None` when it is not said.
    pub key_usage: Option<Vec<String>>,
    /// Whether it is signed with its own key.
    pub self_signed: bool,
    /// Start of validity.
    pub not_before: Timestamp,
    /// End of validity.
    pub not_after: Timestamp,
}

impl CertFacts {
    /// How much longer it is valid, in whole days, or for how long it has not been.
    pub fn time_left(&self, now: Timestamp) -> TimeLeft {
        let days = |from: Timestamp, to: Timestamp| to.duration_since(from).as_hours() / 24;
        if now <= self.not_after {
            TimeLeft::Days(days(now, self.not_after))
        } else {
            TimeLeft::ExpiredFor(days(self.not_after, now))
        }
    }
}

/// How long a certificate is still valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeLeft {
    /// For so many whole days.
    Days(i64),
    /// Not any more, since so many whole days.
    ExpiredFor(i64),
}
