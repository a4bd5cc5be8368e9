//! What the form asks for: drafts that were kept, employers, periods to choose from.

use jiff::Timestamp;
use uuid::Uuid;

use crate::domain::draft::Draft;
use crate::domain::ids::{Employer, Ssin, SubmissionId};
use crate::domain::untrusted::Untrusted;

/// A draft that somebody began and has not handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptDraft {
    /// Made by the form, so that keeping it again replaces it.
    pub uid: Uuid,
    /// What was typed.
    pub draft: Draft,
    /// The submission that it corrects.
    pub origin: Option<SubmissionId>,
    /// Who typed it.
    pub by: String,
    /// When it was last kept.
    pub at: Timestamp,
}

/// An employer that a form can offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmployerChoice {
    /// Its number.
    pub employer: Employer,
    /// Its name, where one is known.
    pub name: Option<Untrusted>,
}

/// Whose periods to look up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeriodSearch {
    /// Of this employer.
    pub employer: Employer,
    /// Of this worker only.
    pub ssin: Option<Ssin>,
}
