//! Who declares what, and how it ends: one plan a row, each found without those before it.

use jiff::Timestamp;

use super::calendar::Calendar;
use super::mix::{Dice, Purpose};
use super::people::{self, Employers};
use crate::domain::draft::Kind;
use crate::domain::ids::Employer;

/// At most so many rows, the latest, may still be under way.
const UNDER_WAY: u64 = 1_500;
/// So many of a thousand of those are.
const LIVELY: u64 = 300;
/// So many of a thousand refusals are replaced by a new declaration.
const REPLACED: u64 = 350;
/// An OUT, UPDATE or CANCEL touches a period of at most so many rows before.
const REACH: u64 = 30_000;

/// Of twenty, by kind.
const KINDS: [(Kind, u32); 4] = [
    (Kind::In, 14),
    (Kind::Out, 3),
    (Kind::Update, 2),
    (Kind::Cancel, 1),
];

/// The last ones are not in our lists: the NSSO has worker types of tomorrow, too.
const WORKER_TYPES: [(&str, u32); 25] = [
    ("OTH", 4_000),
    ("FLX", 1_900),
    ("STU", 1_500),
    ("EXT", 900),
    ("BCW", 350),
    ("IVT", 250),
    ("DWD", 180),
    ("TRI", 150),
    ("STG", 120),
    ("RTA", 100),
    ("ALT", 90),
    ("O17", 80),
    ("S17", 70),
    ("T17", 60),
    ("PMP", 50),
    ("A17", 45),
    ("QUA", 40),
    ("TEA", 35),
    ("STX", 30),
    ("ART", 25),
    ("VLT", 20),
    ("BTG", 15),
    ("NOV", 10),
    ("ZEE", 6),
    ("PRO", 3),
];

/// How the life of a row goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Accepted within seconds or minutes.
    Accepted,
    /// Sent twice, because the service was too busy at first.
    Retried,
    /// The answer to the POST was lost, and a search found the declaration.
    FoundAgain,
    /// Accepted after Sigedis had identified the worker.
    Identified,
    /// Accepted with an anomaly.
    Warned,
    /// Refused.
    Refused,
    /// Refused at the door.
    Rejected,
    /// Lost, and a person found that it is not there.
    NotTaken,
    /// Withdrawn before it was sent.
    Cancelled,
    /// To be sent.
    Queued,
    /// Held by a person.
    Held,
    /// Nobody knows whether it was taken.
    InDoubt,
    /// Taken, without an answer yet.
    Submitted,
    /// Sigedis is looking.
    Waiting,
}

const ENDS: [(Fate, u32); 9] = [
    (Fate::Accepted, 9_100),
    (Fate::Retried, 100),
    (Fate::FoundAgain, 40),
    (Fate::Identified, 80),
    (Fate::Warned, 200),
    (Fate::Refused, 300),
    (Fate::Rejected, 70),
    (Fate::NotTaken, 15),
    (Fate::Cancelled, 95),
];

const UNENDED: [(Fate, u32); 5] = [
    (Fate::Queued, 25),
    (Fate::Held, 15),
    (Fate::InDoubt, 10),
    (Fate::Submitted, 25),
    (Fate::Waiting, 25),
];

impl Fate {
    /// Whether it is still under way.
    pub(super) fn is_lively(self) -> bool {
        UNENDED.iter().any(|(fate, _)| *fate == self)
    }
}

/// Whom a declaration is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Subject {
    pub(super) employer: Employer,
    pub(super) worker: u64,
    pub(super) worker_type: &'static str,
}

/// What becomes of a row.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// Counted from zero.
    pub(super) row: u64,
    pub(super) at: Timestamp,
    pub(super) kind: Kind,
    pub(super) fate: Fate,
    pub(super) subject: Subject,
    /// The row whose period it touches.
    pub(super) touches: Option<u64>,
    /// The row that it replaces.
    pub(super) replaces: Option<u64>,
    /// Whether another row replaces it.
    pub(super) is_replaced: bool,
}

impl Plan {
    /// Whether the worker's number is not known.
    pub(super) fn is_unidentified(&self) -> bool {
        self.kind == Kind::In && matches!(self.fate, Fate::Identified | Fate::Waiting)
    }

    /// In how many days the work begins: soon, or long enough ahead that nothing is urgent.
    pub(super) fn starts_in(&self, dice: &mut Dice) -> i32 {
        match self.fate {
            fate if fate.is_lively() => 30 + dice.small(60),
            Fate::Refused | Fate::Warned => dice.small(10) - 4,
            _ => dice.small(15) - 1,
        }
    }
}

/// The plans of so many rows.
#[derive(Debug)]
pub(super) struct Plans {
    rows: u64,
    pub(super) calendar: Calendar,
    employers: Employers,
}

impl Plans {
    pub(super) fn new(rows: u64, now: Timestamp) -> Self {
        Self {
            rows,
            calendar: Calendar::new(rows, now),
            employers: Employers::new(),
        }
    }

    pub(super) fn of(&self, row: u64) -> Plan {
        let mut plan = match self.replaced_by(row) {
            Some(replaced) => Plan {
                replaces: Some(replaced),
                ..self.of(replaced)
            },
            None => self.fresh(row),
        };
        plan.row = row;
        plan.at = self.calendar.at(row);
        plan.fate = self.roll(row).1;
        plan.is_replaced = self.is_replaced(row);
        // Sigedis identifies whoever begins; nothing else waits for it.
        if plan.kind != Kind::In {
            plan.fate = match plan.fate {
                Fate::Identified => Fate::Accepted,
                Fate::Waiting => Fate::Submitted,
                fate => fate,
            };
        }
        plan
    }

    fn fresh(&self, row: u64) -> Plan {
        let (wanted, fate) = self.roll(row);
        let touches = if wanted == Kind::In {
            None
        } else {
            self.touched_by(row)
        };
        let kind = if touches.is_some() { wanted } else { Kind::In };
        Plan {
            row,
            at: self.calendar.at(row),
            kind,
            fate,
            subject: touches.map_or_else(|| self.subject(row), |touched| self.of(touched).subject),
            touches,
            replaces: None,
            is_replaced: false,
        }
    }

    fn roll(&self, row: u64) -> (Kind, Fate) {
        let mut dice = Dice::of(row, Purpose::Roll);
        let kind = *dice.weighted(&KINDS);
        let last = UNDER_WAY.min(self.rows / 10);
        let fate = if row + last >= self.rows && dice.per_mille(LIVELY) {
            *dice.weighted(&UNENDED)
        } else {
            *dice.weighted(&ENDS)
        };
        (kind, fate)
    }

    fn subject(&self, row: u64) -> Subject {
        let mut dice = Dice::of(row, Purpose::Subject);
        let workers = people::WORKERS.min(self.rows / 5 + 50);
        Subject {
            employer: self.employers.any(&mut dice),
            worker: dice.below(workers),
            worker_type: dice.weighted::<&'static str>(&WORKER_TYPES),
        }
    }

    /// How many rows later a replacement comes: some hours.
    fn gap(&self) -> u64 {
        (self.rows / 2_500).max(3)
    }

    fn is_replaced(&self, row: u64) -> bool {
        let refused = self.roll(row).1 == Fate::Refused;
        refused
            && row + self.gap() < self.rows
            && Dice::of(row, Purpose::Course).per_mille(REPLACED)
    }

    fn replaced_by(&self, row: u64) -> Option<u64> {
        let replaced = row.checked_sub(self.gap())?;
        self.is_replaced(replaced).then_some(replaced)
    }

    /// An IN of before that was accepted at once.
    fn touched_by(&self, row: u64) -> Option<u64> {
        let mut dice = Dice::of(row, Purpose::Terms);
        let nearest = row.checked_sub(2)?;
        let first = nearest - dice.below(nearest.min(REACH) + 1);
        let earliest = first.saturating_sub(40);
        (earliest..=first)
            .rev()
            .find(|candidate| self.created_period(*candidate))
    }

    /// Whether this row is an IN whatever its plan, and accepted.
    fn created_period(&self, row: u64) -> bool {
        self.roll(row) == (Kind::In, Fate::Accepted) && self.replaced_by(row).is_none()
    }

    /// A row shortly before that waits for an answer, for which a held one may wait.
    pub(super) fn unanswered_before(&self, row: u64) -> Option<u64> {
        (row.saturating_sub(40)..row)
            .rev()
            .find(|candidate| matches!(self.roll(*candidate).1, Fate::Submitted | Fate::Waiting))
    }
}
