//! What the sides of a line say together.

use super::join::agree;
use super::{Line, Standing};
use crate::domain::text::Text;
use crate::domain::validate::KnownPeriod;

/// What a line is, the most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Planned, and nowhere else.
    Missing,
    /// Declared and refused, or not taken in.
    Refused,
    /// Declared, and nobody knows whether it was taken in.
    InDoubt,
    /// The sides name other days, or another kind of employment.
    Differs,
    /// Withdrawn on one side only.
    CancelledOnOneSide,
    /// Declared and accepted, and the NSSO's search does not bring it.
    UnknownToRsz,
    /// At the NSSO, not planned and not ours.
    NotOurs,
    /// Ours and at the NSSO, and not in the list.
    NotPlanned,
    /// On its way.
    Waiting,
    /// The NSSO could not be asked.
    NotAsked,
    /// All sides that know it agree.
    Same,
}

impl Class {
    /// Every class, in the order of work.
    pub const ALL: [Self; 11] = [
        Self::Missing,
        Self::Refused,
        Self::InDoubt,
        Self::Differs,
        Self::CancelledOnOneSide,
        Self::UnknownToRsz,
        Self::NotOurs,
        Self::NotPlanned,
        Self::Waiting,
        Self::NotAsked,
        Self::Same,
    ];

    /// The exchanged name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Refused => "refused",
            Self::InDoubt => "in_doubt",
            Self::Differs => "differs",
            Self::CancelledOnOneSide => "cancelled_on_one_side",
            Self::UnknownToRsz => "unknown_to_nsso",
            Self::NotOurs => "not_ours",
            Self::NotPlanned => "not_planned",
            Self::Waiting => "waiting",
            Self::NotAsked => "not_asked",
            Self::Same => "same",
        }
    }

    /// What it is called.
    pub fn text(self) -> Text {
        match self {
            Self::Missing => Text::new("reconcile-missing"),
            Self::Refused => Text::new("reconcile-refused"),
            Self::InDoubt => Text::new("reconcile-in-doubt"),
            Self::Differs => Text::new("reconcile-differs"),
            Self::CancelledOnOneSide => Text::new("reconcile-cancelled"),
            Self::UnknownToRsz => Text::new("reconcile-unknown"),
            Self::NotOurs => Text::new("reconcile-not-ours"),
            Self::NotPlanned => Text::new("reconcile-not-planned"),
            Self::Waiting => Text::new("reconcile-waiting"),
            Self::NotAsked => Text::new("reconcile-not-asked"),
            Self::Same => Text::new("reconcile-same"),
        }
    }

    /// What to do about it.
    pub fn todo(self) -> Text {
        match self {
            Self::Missing => Text::new("reconcile-do-declare"),
            Self::Refused => Text::new("reconcile-do-correct"),
            Self::InDoubt => Text::new("reconcile-do-resolve"),
            Self::Differs => Text::new("reconcile-do-change"),
            Self::CancelledOnOneSide => Text::new("reconcile-do-compare"),
            Self::UnknownToRsz => Text::new("reconcile-do-look-up"),
            Self::NotOurs => Text::new("reconcile-do-ask-whose"),
            Self::NotPlanned => Text::new("reconcile-do-check-list"),
            Self::Waiting => Text::new("reconcile-do-wait"),
            Self::NotAsked => Text::new("reconcile-do-again"),
            Self::Same => Text::new("reconcile-do-nothing"),
        }
    }

    /// Whether the sides disagree, or nobody knows whether they do.
    pub fn is_difference(self) -> bool {
        self != Self::Same
    }

    /// Whether new declarations can mend it: what is refused is corrected where it stands.
    pub(super) fn takes_declarations(self) -> bool {
        matches!(
            self,
            Self::Missing | Self::Differs | Self::CancelledOnOneSide | Self::NotPlanned
        )
    }
}

/// What a line is. With a list, what is not in it is a difference.
pub(super) fn of(line: &Line, has_list: bool, unasked: bool) -> Class {
    let standing = line.ours.as_ref().map(|ours| ours.standing);
    match standing {
        Some(Standing::InDoubt) => return Class::InDoubt,
        Some(Standing::Waiting) => return Class::Waiting,
        _ if unasked => return Class::NotAsked,
        _ => {}
    }
    let gone = line
        .rsz
        .as_ref()
        .is_some_and(|period| period.known.cancelled);
    let rsz = line.rsz.as_ref().filter(|_| !gone);
    match (rsz, standing) {
        (Some(_), Some(Standing::Cancelled)) => Class::CancelledOnOneSide,
        (Some(_), Some(Standing::Refused)) if is_unlike(line) => Class::Refused,
        (Some(_), _) if is_unlike(line) => Class::Differs,
        (Some(_), _) if line.planned.is_some() => Class::Same,
        (Some(_), None | Some(Standing::Withdrawn)) => Class::NotOurs,
        (Some(_), _) if has_list => Class::NotPlanned,
        (None, Some(Standing::Refused)) => Class::Refused,
        (None, Some(Standing::Declared)) if gone => Class::CancelledOnOneSide,
        (None, Some(Standing::Declared)) => Class::UnknownToRsz,
        (None, _) if line.planned.is_some() => Class::Missing,
        _ => Class::Same,
    }
}

/// Whether two of the sides say other things of the days or of the kind of employment.
fn is_unlike(line: &Line) -> bool {
    let [planned, ours, rsz] = line.sides();
    // What was never sent says nothing.
    let ours = ours.filter(|_| {
        let standing = line.ours.as_ref().map(|ours| ours.standing);
        standing != Some(Standing::Withdrawn)
    });
    let pairs = [(planned, rsz), (ours, rsz)];
    let unlike = |(one, other): (Option<&KnownPeriod>, Option<&KnownPeriod>)| {
        (one.zip(other)).is_some_and(|(one, other)| {
            (one.start, one.end) != (other.start, other.end)
                || !agree(one.worker_type.as_ref(), other.worker_type.as_ref())
                || !agree(one.joint_committee.as_ref(), other.joint_committee.as_ref())
        })
    };
    pairs.into_iter().any(unlike)
}
