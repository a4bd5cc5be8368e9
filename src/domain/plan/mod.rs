//! From employments as they should be, and periods as the NSSO has them, to the declarations that
//! bring the two together.
//!
//! Pure, and nothing is sent by it. Only workers who stand in the list are touched. A period that
//! has begun and does not stand in the list is left alone, for nobody can know whether the list is
//! complete.
//!
//! | file | owns |
//! | --- | --- |
//! | `wish` | the list: what of it can be planned at all |
//! | `difference` | what of a period is not as it should be, and the one declaration that mends it |
//! | `matching` | which period becomes which employment |
//! | `person` | the steps of one worker with one employer |
//! | `turn` | which steps must wait for which, and whether the NSSO would take them |

mod difference;
mod matching;
mod person;
mod turn;
mod wish;

#[cfg(test)]
mod tests;

use jiff::civil::Date;

use super::declaration::Declaration;
use super::draft::Field;
use super::handing::Handing;
use super::ids::{Employer, PeriodId, Ssin, SubmissionId};
use super::rules::Rules;
use super::text::Text;
use super::validate::{Finding, Period};

pub use wish::{Flaw, Row, Wish, people, wishes};

/// One worker with one employer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// The employer, by every number that is known.
    pub employer: Employer,
    /// The worker.
    pub ssin: Ssin,
}

/// A declaration of ours that the NSSO may not have worked in yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnderWay {
    /// Its number in our queue.
    pub id: SubmissionId,
    /// Its employer, as far as known.
    pub employer: Option<Employer>,
    /// Its worker, as far as known.
    pub ssin: Option<Ssin>,
    /// The period that it changes.
    pub period: Option<PeriodId>,
}

/// What a plan is made from, beside the list.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The periods of all people of the list.
    pub known: &'a [Period],
    /// The declarations of ours that are still under way.
    pub under_way: &'a [UnderWay],
    /// The lists of the law.
    pub rules: &'a Rules,
    /// The day in Belgium.
    pub today: Date,
    /// Cancel also what has begun and does not stand in the list.
    pub cancel_begun: bool,
}

/// What to do with an employment of the list, or with a period that is not in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// It is as it should be.
    Keep,
    /// Announce it.
    In,
    /// Change the period.
    Update,
    /// Close the period.
    Out,
    /// Withdraw the period.
    Cancel,
    /// Withdraw the period, then announce it as it should be.
    CancelThenIn,
    /// It is not in the list and stays as it is, for nobody can know.
    LeftAlone,
    /// It cannot be brought about: the NSSO would refuse it.
    Blocked,
    /// Something is under way for this worker: plan again when that is over.
    Wait,
}

impl Action {
    /// Every action, in the order of totals.
    pub const ALL: [Self; 9] = [
        Self::Keep,
        Self::In,
        Self::Update,
        Self::Out,
        Self::Cancel,
        Self::CancelThenIn,
        Self::LeftAlone,
        Self::Blocked,
        Self::Wait,
    ];

    /// The exchanged name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::In => "in",
            Self::Update => "update",
            Self::Out => "out",
            Self::Cancel => "cancel",
            Self::CancelThenIn => "cancel_then_in",
            Self::LeftAlone => "left_alone",
            Self::Blocked => "blocked",
            Self::Wait => "wait",
        }
    }

    /// Whether the list and the NSSO agree about it, as far as anybody can know.
    pub fn is_at_rest(self) -> bool {
        matches!(self, Self::Keep | Self::LeftAlone)
    }
}

/// A field that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Which.
    pub field: Field,
    /// As the NSSO has it; empty when it has none.
    pub from: String,
    /// As it should be; empty when there should be none.
    pub to: String,
}

/// One employment of the list, one period, or a pair of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What to do.
    pub action: Action,
    /// Whom it is about.
    pub person: Person,
    /// The place in the list; none for a period that is not in it.
    pub row: Option<usize>,
    /// The period as it is; none for one that is to be announced.
    pub period: Option<Period>,
    /// The declarations that do it, in the order in which they are to be sent.
    pub declarations: Vec<Declaration>,
    /// What is not as it should be.
    pub differences: Vec<Difference>,
    /// What our checks say of the declarations.
    pub findings: Vec<Finding>,
    /// Why nothing is done.
    pub why: Option<Text>,
}

/// Steps that are done one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The steps, the first to be done first.
    pub steps: Vec<Step>,
}

/// What would bring list and NSSO together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The turns, which do not wait for each other.
    pub turns: Vec<Turn>,
}

impl Plan {
    /// All steps.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.turns.iter().flat_map(|turn| &turn.steps)
    }

    /// Whether list and NSSO agree, as far as anybody can know.
    pub fn is_empty(&self) -> bool {
        self.steps().all(|step| step.action.is_at_rest())
    }

    /// How many declarations it takes.
    pub fn declarations(&self) -> usize {
        self.steps().map(|step| step.declarations.len()).sum()
    }

    /// How many steps there are of a kind.
    pub fn count(&self, action: Action) -> usize {
        self.steps().filter(|step| step.action == action).count()
    }
}

impl Turn {
    /// What is handed in for it; none when there is nothing to declare.
    pub fn handing(&self) -> Option<Handing> {
        let declarations: Vec<Declaration> = self
            .steps
            .iter()
            .flat_map(|step| step.declarations.iter().cloned())
            .collect();
        let in_turn = declarations.len() > 1;
        (!declarations.is_empty()).then(|| Handing {
            declarations,
            in_turn,
            ..Handing::default()
        })
    }
}

/// Each person once, with every employer number that any of these gives.
pub fn merged(people: impl Iterator<Item = Person>) -> Vec<Person> {
    wish::merged(people)
}

/// What would bring these employments and the NSSO's periods together.
pub fn plan(list: &[Wish], facts: &Facts<'_>) -> Plan {
    let periods: Vec<&Period> = facts
        .known
        .iter()
        .filter(|period| !period.known.cancelled)
        .collect();
    // A period names its employer by both numbers: rows that name it by one each are of one.
    let named = periods.iter().filter_map(|period| {
        Some(Person {
            employer: period.known.employer?,
            ssin: period.known.ssin?,
        })
    });
    let of_list = || list.iter().map(Wish::person);
    let mut turns = Vec::new();
    for person in wish::merged(of_list().chain(named)) {
        let own: Vec<&Wish> = list
            .iter()
            .filter(|wish| person.is(wish.person()))
            .collect();
        if own.is_empty() {
            continue;
        }
        let of_person = |period: &&&Period| person.has(period);
        let periods: Vec<&Period> = periods.iter().filter(of_person).copied().collect();
        turns.extend(person::turns(person, &own, &periods, facts));
    }
    Plan { turns }
}

impl Person {
    /// Whether both are the same worker with, as far as known, the same employer.
    pub fn is(self, other: Self) -> bool {
        self.ssin == other.ssin && self.employer.agrees_with(other.employer)
    }

    /// Whether this is a period of theirs.
    fn has(self, period: &Period) -> bool {
        let known = &period.known;
        known.ssin == Some(self.ssin)
            && known
                .employer
                .is_some_and(|employer| employer.agrees_with(self.employer))
    }
}
