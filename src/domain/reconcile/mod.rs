//! Three sides of the same employments: what was planned, what we declared, what the NSSO knows.
//! They are joined by worker, employer and period; every difference has a class, what to do about
//! it, and until when.
//!
//! Pure, and nothing is lost: every employment of the list, every submission and every period
//! stands in exactly one line. Without a list there are two sides.
//!
//! | file | owns |
//! | --- | --- |
//! | `ours` | which submissions belong together, and how they left their employment |
//! | `join` | what of the three sides goes with what |
//! | `class` | what a line says |
//! | `report` | the lines as a table |

mod class;
mod join;
mod ours;
mod report;

#[cfg(test)]
mod tests;

use jiff::Timestamp;
use jiff::civil::Date;

use super::declaration::Declaration;
use super::ids::SubmissionId;
use super::plan::{Person, Plan, Wish};
use super::problem::Problem;
use super::report::QueueRow;
use super::text::Text;
use super::validate::{KnownPeriod, Period};

pub use class::Class;
pub use ours::{Ours, Standing};
pub use report::table;

/// The three sides.
#[derive(Debug, Clone, Copy)]
pub struct Sides<'a> {
    /// What was planned; none when there is no list.
    pub planned: Option<&'a [Wish]>,
    /// Our submissions.
    pub rows: &'a [QueueRow],
    /// The periods as our own accepted submissions left them.
    pub own: &'a [Period],
    /// The periods as the NSSO has them, withdrawn ones too.
    pub rsz: &'a [Period],
    /// Of whom the NSSO could not be asked.
    pub unasked: &'a [Person],
}

/// An employment of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Its place in the list.
    pub row: usize,
    /// The period that it becomes.
    pub known: KnownPeriod,
}

/// One employment, from as many sides as know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Whom it is about, when that is known.
    pub person: Option<Person>,
    /// As it was planned.
    pub planned: Option<Planned>,
    /// As we declared it.
    pub ours: Option<Ours>,
    /// As the NSSO has it.
    pub rsz: Option<Period>,
    /// What the sides say together.
    pub class: Class,
    /// The declarations that would mend it.
    pub declarations: Vec<Declaration>,
    /// Why there are none, when a plan says so.
    pub why: Option<Text>,
    /// Until when it is to be mended.
    pub deadline: Option<Timestamp>,
}

/// What a comparison brought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The lines, what presses most first.
    pub lines: Vec<Line>,
    /// Who could not be asked about, and why.
    pub unasked: Vec<(Person, Problem)>,
    /// How many people there are.
    pub people: usize,
    /// Somebody stopped it.
    pub stopped: bool,
}

impl Report {
    /// How many lines are not the same on all sides.
    pub fn differences(&self) -> usize {
        let differs = |line: &&Line| line.class.is_difference();
        self.lines.iter().filter(differs).count()
    }

    /// Whether all sides agree, as far as they know.
    pub fn agrees(&self) -> bool {
        self.unasked.is_empty() && self.differences() == 0
    }
}

/// The lines of three sides, in no order.
pub fn reconcile(sides: &Sides<'_>) -> Vec<Line> {
    let mut lines = join::lines(sides);
    for line in &mut lines {
        let unasked = (line.person)
            .is_some_and(|person| sides.unasked.iter().any(|unasked| unasked.is(person)));
        line.class = class::of(line, sides.planned.is_some(), unasked);
        let row = line.ours.as_ref().and_then(Ours::pressing);
        line.deadline = row.and_then(|row| row.deadline);
    }
    lines
}

/// Takes over what a plan would declare, and until when: `limit` tells that of a declaration
/// about a period.
pub fn propose(
    lines: &mut [Line],
    plan: &Plan,
    limit: impl Fn(&Declaration, Option<&KnownPeriod>) -> Option<Timestamp>,
) {
    for line in lines
        .iter_mut()
        .filter(|line| line.class.takes_declarations())
    {
        let row = line.planned.as_ref().map(|planned| planned.row);
        let period = line.rsz.as_ref().map(|period| period.id);
        let step = plan.steps().find(|step| {
            let same_period = step.period.as_ref().map(|period| period.id) == period;
            (row.is_some() && step.row == row) || (row.is_none() && period.is_some() && same_period)
        });
        let Some(step) = step else { continue };
        line.declarations.clone_from(&step.declarations);
        line.why.clone_from(&step.why);
        let known = step.period.as_ref().map(|period| &period.known);
        let limits = step.declarations.iter().filter_map(|one| limit(one, known));
        line.deadline = limits.min().or(line.deadline);
    }
}

/// What differs first, and of that what presses most.
pub fn sort(lines: &mut [Line]) {
    lines.sort_by_key(|line| {
        (
            !line.class.is_difference(),
            line.deadline.is_none(),
            line.deadline,
            line.class,
            line.sort_key(),
        )
    });
}

impl Line {
    /// The submission of ours that a person would open.
    pub fn submission(&self) -> Option<SubmissionId> {
        let ours = self.ours.as_ref()?;
        let row = ours.pressing().or_else(|| ours.rows.last())?;
        Some(row.id)
    }

    /// The sides as periods: planned, ours, the NSSO's.
    pub fn sides(&self) -> [Option<&KnownPeriod>; 3] {
        [
            self.planned.as_ref().map(|planned| &planned.known),
            self.ours.as_ref().and_then(|ours| ours.known.as_ref()),
            self.rsz.as_ref().map(|period| &period.known),
        ]
    }

    /// Whether any side of it lies between these days, or has none.
    pub fn touches(&self, since: Option<Date>, until: Option<Date>) -> bool {
        let sides: Vec<&KnownPeriod> = self.sides().into_iter().flatten().collect();
        sides.is_empty()
            || sides.iter().any(|known| {
                let begins = until.is_none_or(|until| known.start <= until);
                let ends = known.end.zip(since).is_none_or(|(end, since)| end >= since);
                begins && ends
            })
    }

    fn sort_key(&self) -> (Option<String>, Option<usize>, Option<SubmissionId>) {
        let planned = self.planned.as_ref().map(|planned| planned.row);
        let worker = self.person.map(|person| person.ssin.digits());
        (worker, planned, self.submission())
    }
}
