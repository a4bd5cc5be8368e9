//! What Chaman (Channel Management) keeps of a sender, and its rules: contact data,
//! channels, accounts, permissions, certificates (chaman.md, rsz-rest 12).
//!
//! ```text
//!   Order ──read files, check──▶ Change ──apply──▶ Channels "here"
//!  (typed text, paths)              │
//!                                   └─▶ Step ──a person ticks──▶ Channels "believed in Chaman"
//! ```
//!
//! One [`Change`] is applied twice: at once to what is wanted here, and to what we believe
//! is in Chaman when it is so. In the sandbox both happen together. Everything is pure.

mod account;
mod certificate;
mod change;
mod channel;
mod connection;
mod contact;
mod draft;
mod expiry;
mod form_field;
mod instructions;
mod order;
mod order_flaws;
mod register;
mod rotation;
mod rulebook;
mod steps;

#[cfg(test)]
mod tests;

pub use account::{
    Account, Details, HeldCertificate, KeyReference, SshKey, UserName, check_password,
};
pub use certificate::{CertificateRule, Check, Verdict, checks, first_failure};
pub use change::Change;
pub use channel::{Channel, Edit};
pub use connection::{ConnectionStep, ConnectionTest, StepVerdict};
pub use contact::{Contact, ContactLanguage, Sender, SenderRole};
pub use draft::{
    AccountDraft, ContactDraft, SenderDraft, account_name, certificate_file, name, permissions,
};
pub use expiry::{Expiry, Urgency};
pub use form_field::{Flaw, FormField};
pub use order::{CertificateOrder, Download, KeyKind, Order, Ordered, RotationOrder};
pub use register::{ChamanIs, Channels, Register, RegisterReport};
pub use rotation::{Rotation, RotationStage};
pub use rulebook::{PermissionId, PermissionRule, Rulebook};
pub use steps::{Mark, Step};

use super::problem::{Problem, ProblemClass};
use super::text::Text;
use super::untrusted::Untrusted;

/// A wish that Chaman's rules do not allow.
fn refused(summary: Text) -> Problem {
    Problem::new(ProblemClass::Usage, summary)
}

/// Text that somebody typed, or that stands in a file, made harmless for a sentence.
fn shown(text: &str) -> String {
    Untrusted::new(text).shown()
}
