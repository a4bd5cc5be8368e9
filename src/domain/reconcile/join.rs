//! What of the three sides goes with what: periods by their number, the rest by worker, employer
//! and days, the closest first.

use super::ours::groups;
use super::{Class, Line, Planned, Sides, Standing};
use crate::domain::plan::Person;
use crate::domain::validate::{KnownPeriod, NO_END, Period};

/// How close two employments of one person are, the closest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Closeness {
    Equal,
    SameDays,
    SameStart,
    Overlap,
}

const ALL: [Closeness; 4] = [
    Closeness::Equal,
    Closeness::SameDays,
    Closeness::SameStart,
    Closeness::Overlap,
];

/// Every input in one line.
pub(super) fn lines(sides: &Sides<'_>) -> Vec<Line> {
    let mut lines: Vec<Line> = sides.rsz.iter().map(of_period).collect();
    let mut loose = Vec::new();
    for ours in groups(sides.rows, sides.own) {
        let at = lines.iter().position(|line| {
            let id = line.rsz.as_ref().map(|period| period.id);
            line.ours.is_none() && ours.period.is_some() && id == ours.period
        });
        match at {
            Some(at) => {
                let person = lines[at].person.or(ours.person());
                lines[at].person = person;
                lines[at].ours = Some(ours);
            }
            None => loose.push(ours),
        }
    }
    // What has no number yet may have made a period all the same: the answer was lost.
    for ours in loose {
        let made = (ours.standing == Standing::InDoubt).then(|| {
            lines.iter().position(|line| {
                let same = same_person(line.person, ours.person());
                let start = ours.known.as_ref().map(|known| known.start);
                let known = line.rsz.as_ref().map(|period| period.known.start);
                same && line.ours.is_none() && start.is_some() && start == known
            })
        });
        match made.flatten() {
            Some(at) => lines[at].ours = Some(ours),
            None => lines.push(Line {
                person: ours.person(),
                ours: Some(ours),
                ..empty()
            }),
        }
    }
    plan(sides, &mut lines);
    lines
}

fn plan(sides: &Sides<'_>, lines: &mut Vec<Line>) {
    let mut left: Vec<_> = sides.planned.unwrap_or_default().iter().collect();
    for closeness in ALL {
        left.retain(|wish| {
            let person = Some(wish.person());
            let found = lines.iter_mut().find(|line| {
                line.planned.is_none()
                    && same_person(line.person, person)
                    && standing(line).is_some_and(|known| is_close(known, wish.known(), closeness))
            });
            let Some(line) = found else { return true };
            line.planned = Some(Planned {
                row: wish.row(),
                known: wish.known().clone(),
            });
            false
        });
    }
    lines.extend(left.into_iter().map(|wish| Line {
        person: Some(wish.person()),
        planned: Some(Planned {
            row: wish.row(),
            known: wish.known().clone(),
        }),
        ..empty()
    }));
}

/// The side of a line that a plan can be about: withdrawn everywhere is gone.
fn standing(line: &Line) -> Option<&KnownPeriod> {
    let rsz = line.rsz.as_ref().map(|period| &period.known);
    let ours = line
        .ours
        .as_ref()
        .filter(|ours| !matches!(ours.standing, Standing::Cancelled | Standing::Withdrawn));
    rsz.filter(|known| !known.cancelled)
        .or_else(|| ours.and_then(|ours| ours.known.as_ref()))
}

fn is_close(known: &KnownPeriod, wish: &KnownPeriod, closeness: Closeness) -> bool {
    let same_days = known.start == wish.start && known.end == wish.end;
    let same_type = agree(known.worker_type.as_ref(), wish.worker_type.as_ref());
    match closeness {
        Closeness::Equal => same_days && same_type,
        Closeness::SameDays => same_days,
        Closeness::SameStart => same_type && known.start == wish.start,
        Closeness::Overlap => {
            let last = |known: &KnownPeriod| known.end.unwrap_or(NO_END);
            same_type && known.start <= last(wish) && wish.start <= last(known)
        }
    }
}

/// Whether two codes are the same, as far as both are told.
pub(super) fn agree(one: Option<&String>, other: Option<&String>) -> bool {
    (one.zip(other)).is_none_or(|(one, other)| one.eq_ignore_ascii_case(other))
}

fn same_person(one: Option<Person>, other: Option<Person>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one.is(other))
}

fn of_period(period: &Period) -> Line {
    let known = &period.known;
    let person = known.employer.zip(known.ssin);
    Line {
        person: person.map(|(employer, ssin)| Person { employer, ssin }),
        rsz: Some(period.clone()),
        ..empty()
    }
}

fn empty() -> Line {
    Line {
        person: None,
        planned: None,
        ours: None,
        rsz: None,
        class: Class::Same,
        declarations: Vec::new(),
        why: None,
        deadline: None,
    }
}
