//! Our own side: which submissions belong together, and how they left their employment.

use std::collections::HashMap;

use crate::domain::draft::Kind;
use crate::domain::ids::{Employer, PeriodId};
use crate::domain::lifecycle::StateKind;
use crate::domain::plan::Person;
use crate::domain::report::QueueRow;
use crate::domain::untrusted::Untrusted;
use crate::domain::validate::{KnownPeriod, Period};

/// Submissions about one employment, the first one first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ours {
    /// The submissions.
    pub rows: Vec<QueueRow>,
    /// The NSSO's number of the period, when an answer or a change named it.
    pub period: Option<PeriodId>,
    /// The employment as they leave it: as accepted, or as it was last asked for.
    pub known: Option<KnownPeriod>,
    /// Where they stand.
    pub standing: Standing,
}

/// Where submissions about one employment stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Nobody knows whether one of them was taken in.
    InDoubt,
    /// One of them is under way.
    Waiting,
    /// The last one was refused, or not taken in, and nothing replaces it.
    Refused,
    /// Accepted, the last one too.
    Declared,
    /// Accepted, and withdrawn by a CANCEL.
    Cancelled,
    /// None of them was ever sent.
    Withdrawn,
}

impl Ours {
    /// The submission that wants a person or an answer.
    pub fn pressing(&self) -> Option<&QueueRow> {
        let wanted = |row: &&QueueRow| match self.standing {
            Standing::InDoubt => row.state == StateKind::InDoubt,
            Standing::Waiting => !row.state.is_final(),
            Standing::Refused => is_refused(row),
            _ => false,
        };
        self.rows.iter().rev().find(wanted)
    }

    /// Whose employment it is.
    pub(super) fn person(&self) -> Option<Person> {
        let of_row = self.rows.iter().find_map(|row| {
            Some(Person {
                employer: row.employer.as_deref()?.parse::<Employer>().ok()?,
                ssin: row.ssin?,
            })
        });
        of_row.or_else(|| {
            let known = self.known.as_ref()?;
            Some(Person {
                employer: known.employer?,
                ssin: known.ssin?,
            })
        })
    }
}

/// Every submission in the one group that it belongs to: of the same period, or one in the place
/// of another.
pub(super) fn groups(rows: &[QueueRow], own: &[Period]) -> Vec<Ours> {
    let mut rows: Vec<&QueueRow> = rows.iter().collect();
    rows.sort_by_key(|row| row.id);
    let place: HashMap<_, _> = rows.iter().zip(0..).map(|(row, at)| (row.id, at)).collect();
    let mut leader: Vec<usize> = (0..rows.len()).collect();
    let mut of_period: HashMap<PeriodId, usize> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        if let Some(before) = row.supersedes.and_then(|id| place.get(&id)) {
            unite(&mut leader, at, *before);
        }
        if let Some(period) = row.period {
            let first = *of_period.entry(period).or_insert(at);
            unite(&mut leader, at, first);
        }
    }
    let mut groups: Vec<(usize, Vec<QueueRow>)> = Vec::new();
    let mut known: HashMap<usize, usize> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        let head = head(&mut leader, at);
        let group = *known.entry(head).or_insert_with(|| {
            groups.push((head, Vec::new()));
            groups.len() - 1
        });
        groups[group].1.push((*row).clone());
    }
    groups.into_iter().map(|(_, rows)| of(rows, own)).collect()
}

fn head(leader: &mut [usize], mut at: usize) -> usize {
    while leader[at] != at {
        leader[at] = leader[leader[at]];
        at = leader[at];
    }
    at
}

fn unite(leader: &mut [usize], one: usize, other: usize) {
    let (one, other) = (head(leader, one), head(leader, other));
    leader[one.max(other)] = one.min(other);
}

fn of(rows: Vec<QueueRow>, own: &[Period]) -> Ours {
    // A refused correction quotes a period that a later one may not: the accepted one tells.
    let number = |accepted: bool| {
        let mut rows = rows
            .iter()
            .filter(|row| !accepted || is_accepted(row.state));
        rows.find_map(|row| row.period)
    };
    let period = number(true).or_else(|| number(false));
    let accepted = own.iter().find(|one| Some(one.id) == period);
    let known = accepted.map(|period| period.known.clone());
    let standing = standing(&rows, known.as_ref());
    Ours {
        known: known.or_else(|| asked_for(&rows)),
        rows,
        period,
        standing,
    }
}

fn standing(rows: &[QueueRow], known: Option<&KnownPeriod>) -> Standing {
    let sent: Vec<&QueueRow> = (rows.iter())
        .filter(|row| row.state != StateKind::Cancelled)
        .collect();
    let cancelled = (sent.iter()).any(|row| row.kind == Kind::Cancel && is_accepted(row.state));
    if sent.iter().any(|row| row.state == StateKind::InDoubt) {
        return Standing::InDoubt;
    }
    match sent.last() {
        None => Standing::Withdrawn,
        Some(_) if sent.iter().any(|row| !row.state.is_final()) => Standing::Waiting,
        // Somebody who decided about the end of a change has let the period be.
        Some(last) if is_refused(last) && (known.is_none() || last.decision.is_none()) => {
            Standing::Refused
        }
        Some(_) if cancelled || known.is_some_and(|known| known.cancelled) => Standing::Cancelled,
        Some(_) => Standing::Declared,
    }
}

/// The employment as it was last asked for, when nothing of it was accepted.
fn asked_for(rows: &[QueueRow]) -> Option<KnownPeriod> {
    let entry = rows.iter().rev().find(|row| row.kind == Kind::In);
    let row = entry.or(rows.last())?;
    let raw = |text: &Untrusted| text.raw().to_owned();
    Some(KnownPeriod {
        employer: row.employer.as_deref().and_then(|text| text.parse().ok()),
        ssin: row.ssin,
        start: row.start?,
        end: row.end,
        worker_type: row.worker_type.as_ref().map(raw),
        joint_committee: None,
        hours: crate::domain::declaration::Hours::default(),
        planned_hours: None,
        cancelled: false,
        locked: false,
    })
}

fn is_accepted(state: StateKind) -> bool {
    matches!(state, StateKind::Accepted | StateKind::AcceptedWarning)
}

fn is_refused(row: &QueueRow) -> bool {
    matches!(
        row.state,
        StateKind::Refused | StateKind::Rejected | StateKind::NotTaken
    )
}
