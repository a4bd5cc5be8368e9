//! From what was answered to what can be declared next (dimona.md 2.5, 7.5).
//!
//! Pure: a [`Case`] is all that is known of a declaration and its answer; [`remedies()`] says what
//! a console can offer for it, [`propose()`] makes the drafts of the chosen one. Nothing here sends
//! anything, and nothing is ever declared again without a person.

//!
//! | file | owns |
//! | --- | --- |
//! | `remedies` | what is offered for which codes, in which state |
//! | `propose` | the drafts of an offer |
//! | `marks` | the fields at fault |
//! | `split` | one span of days, or its hours, in several |
//! | `wanted` | whether the wanted state is there already |

mod marks;
mod propose;
mod remedies;
mod split;
mod wanted;

#[cfg(test)]
mod tests;

use jiff::civil::Date;

use super::anomaly::{AnomalyCode, Offer};
use super::decision::Decision;
use super::draft::{Draft, Field, Kind};
use super::ids::{Employer, EnterpriseNumber, PeriodId, SubmissionId};
use super::lifecycle::StateKind;
use super::report::Successor;
use super::text::Text;
use super::validate::{self, KnownPeriod, Period};

pub use propose::propose;
pub use remedies::remedies;
pub use wanted::wanted_state;

/// A declaration that has ended, with all that is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Its number in our queue.
    pub id: SubmissionId,
    /// Where it stands.
    pub state: StateKind,
    /// What was decided about it already.
    pub decision: Option<Decision>,
    /// The submission that replaces it already.
    pub replaced_by: Option<Successor>,
    /// As it was handed in; from the message when the draft was not kept.
    pub draft: Draft,
    /// Anomaly codes of the answer, as they came.
    pub codes: Vec<String>,
    /// The period that it created or touches.
    pub period: Option<PeriodId>,
    /// What our own accepted declarations, or the NSSO, say of that period.
    pub known: Option<KnownPeriod>,
    /// The IN that created the period, when it is ours.
    pub entry: Option<Draft>,
    /// The day in Belgium.
    pub today: Date,
}

/// Something that can be offered for a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy {
    /// What.
    pub offer: Offer,
    /// For these codes; none when it is offered for any end of this kind.
    pub codes: Vec<String>,
}

/// What would be handed in, to be looked at and edited first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The drafts, in the order in which they are to be sent.
    pub parts: Vec<Part>,
    /// Each one waits until the one before it is accepted.
    pub in_turn: bool,
    /// The submission that they are made from; none for a form opened from a period.
    pub origin: Option<SubmissionId>,
    /// The place of the part that replaces the origin.
    pub replacing: Option<usize>,
    /// What the person should know before editing.
    pub note: Option<Text>,
}

/// One draft of a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The draft.
    pub draft: Draft,
    /// Whether a person goes through it; a CANCEL has nothing to edit.
    pub edit: bool,
    /// Fields at fault in the declaration that it is made from, with the code that says so.
    pub marks: Vec<Mark>,
}

/// A field at fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The field.
    pub field: Field,
    /// The code.
    pub code: String,
}

/// What a look at the NSSO's periods brought, before anything is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookedFirst {
    /// The periods of this employer and worker, the latest first.
    pub periods: Vec<Period>,
    /// The one that is as the declaration wanted it: there is nothing left to declare.
    pub wanted: Option<PeriodId>,
}

impl Case {
    /// Whether it ended without any effect: what it wanted can be declared again.
    fn is_without_effect(&self) -> bool {
        matches!(
            self.state,
            StateKind::Refused | StateKind::Rejected | StateKind::NotTaken
        )
    }

    /// Whether it stands at the NSSO.
    fn is_accepted(&self) -> bool {
        matches!(self.state, StateKind::Accepted | StateKind::AcceptedWarning)
    }

    /// Whether some code has this type of error.
    fn has_error(&self, error_type: &str) -> bool {
        self.codes
            .iter()
            .filter_map(|code| AnomalyCode::parse(code))
            .any(|code| code.error_type() == error_type)
    }

    /// The period that another declaration can quote. A refused IN made none.
    fn quotable(&self) -> Option<PeriodId> {
        if self.draft.kind == Kind::In && !self.is_accepted() {
            return None;
        }
        let typed = || PeriodId::parse(self.draft.get(Field::PeriodId)).ok();
        self.period.or_else(typed)
    }

    /// Whether the period can still be changed, as far as is known.
    fn is_changeable(&self) -> bool {
        let withdrawn = self.draft.kind == Kind::Cancel && self.is_accepted();
        let known = self.known.as_ref();
        !withdrawn && known.is_none_or(|known| !known.cancelled && !known.locked)
    }

    /// The last day that the declaration wanted.
    fn wanted_end(&self) -> Option<Date> {
        day(&self.draft, Field::EndDate)
    }
}

/// The day in a field, when it can be read.
fn day(draft: &Draft, field: Field) -> Option<Date> {
    validate::read_date(draft.get(field)).ok()
}

/// Puts the numbers of an employer into a draft.
pub fn name_employer(draft: &mut Draft, employer: Employer) {
    let enterprise = employer.enterprise().map(EnterpriseNumber::digits);
    draft.set(Field::EnterpriseNumber, enterprise.unwrap_or_default());
    let nsso = employer.nsso().map(|number| number.value().to_string());
    draft.set(Field::NssoNumber, nsso.unwrap_or_default());
}
