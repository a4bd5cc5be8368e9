//! What is asked and told about declarations before they are put in.

use uuid::Uuid;

use crate::domain::ids::{PeriodId, Ssin, SubmissionId};
use crate::domain::lifecycle::StateKind;
use crate::domain::validate::Period;

/// A declaration that may be put in, as far as the store can tell what stands in its way.
#[derive(Debug, Clone)]
pub struct Lookout {
    /// As [`super::NewSubmission::uid`].
    pub uid: Uuid,
    /// Name of the account that would send it.
    pub account: String,
    /// As [`super::NewSubmission::business_key`].
    pub business_key: [u8; 32],
    /// The worker's number.
    pub ssin: Option<Ssin>,
    /// The period that it would touch.
    pub period: Option<PeriodId>,
}

/// What the store says of a [`Lookout`].
#[derive(Debug, Clone, Default)]
pub struct Sight {
    /// The same uid was put in before.
    pub known: Option<(SubmissionId, StateKind)>,
    /// A live submission with the same business key stands in the way.
    pub duplicate: Option<(SubmissionId, StateKind)>,
    /// Whether a submission of ours is about its period.
    pub touched: bool,
    /// The periods of its worker, as [`super::Store::own_periods`]; none are looked for when it is known.
    pub periods: Vec<Period>,
}
