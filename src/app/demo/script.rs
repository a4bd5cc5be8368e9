//! What happens in the demonstration: declarations of all kinds, most of them good, some that the
//! NSSO refuses, warns about, or passes on to Sigedis. The same at every run.

use std::fmt::Write as _;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::domain::draft::{Draft, Field, Kind};

use super::cast::{self, Person};

const NOORD: &str = "0999999922";
const HORECA: &str = "0999999823";
/// Nobody has a mandate for this employer.
const STRANGER: &str = "0999999724";

/// The scene of a number decides what is declared.
enum Scene {
    Ordinary,
    Flexi,
    Student,
    Occasional,
    Out,
    Update,
    Cancel,
    WrongCommittee,
    HotelFlexi,
    NoFlexiRight,
    Overlap,
    Unidentified,
    NoMandate,
    TooManyHours,
}

impl Scene {
    fn of(number: usize) -> Self {
        match number % 60 {
            24..=33 => Self::Flexi,
            34..=39 => Self::Student,
            40..=42 => Self::Occasional,
            43..=46 => Self::Out,
            47..=50 => Self::Update,
            51..=52 => Self::Cancel,
            53 => Self::WrongCommittee,
            54 => Self::NoFlexiRight,
            55 => Self::Overlap,
            56 => Self::Unidentified,
            57 => Self::NoMandate,
            58 => Self::TooManyHours,
            59 => Self::HotelFlexi,
            _ => Self::Ordinary,
        }
    }
}

/// The declaration of this number. `today` is the day in Belgium.
pub(super) fn draft(number: usize, today: Date) -> Draft {
    // A step that shares no factor with the scenes mixes them.
    let scene = Scene::of(number * 37);
    let draft =
        match scene {
            Scene::Ordinary => entry(number, "OTH", today),
            Scene::Flexi => hours(entry(number, "FLX", today), "1700", "2230"),
            Scene::Student => student(number, today, 8 + number % 20),
            Scene::Occasional => hours(entry(number, "EXT", today), "1100", "1900")
                .with(Field::JointCommittee, "302"),
            Scene::Out => follow_up(number, Kind::Out).with(Field::EndDate, today.to_string()),
            Scene::Update => {
                follow_up(number, Kind::Update).with(Field::EndDate, day(today, 60).to_string())
            }
            Scene::Cancel => follow_up(number, Kind::Cancel),
            Scene::WrongCommittee => student(number, today, 10).with(Field::JointCommittee, "302"),
            // Refused; under XXX the same is accepted within seconds.
            Scene::HotelFlexi => hours(entry(number, "FLX", today), "1700", "2230")
                .with(Field::JointCommittee, "302"),
            Scene::NoFlexiRight => hours(
                entry(number, "FLX", day(today, spread(number))),
                "1200",
                "1600",
            )
            .with(Field::Ssin, cast::NOOR)
            .with(Field::FamilyName, "Proefkonijn")
            .with(Field::GivenName, "Noor"),
            Scene::Overlap => entry(number, "OTH", day(today, spread(number)))
                .with(Field::EnterpriseNumber, NOORD)
                .with(Field::Ssin, cast::NOOR)
                .with(Field::FamilyName, "Proefkonijn")
                .with(Field::GivenName, "Noor"),
            Scene::Unidentified => unidentified(number, today),
            Scene::NoMandate => entry(number, "OTH", today).with(Field::EnterpriseNumber, STRANGER),
            Scene::TooManyHours => student(number, day(today, spread(number)), 60)
                .with(Field::Ssin, cast::SAM)
                .with(Field::FamilyName, "Dummy")
                .with(Field::GivenName, "Sam"),
        };
    draft.with(Field::Reference, format!("DEMO-{number:05}"))
}

/// The periods that must exist at the NSSO for the follow-ups among the first `count` numbers,
/// as the simulator's scenario writes them.
pub(super) fn periods(count: usize, today: Date) -> String {
    let mut scenario = String::new();
    for number in 0..count {
        let (closed, start) = match Scene::of(number * 37) {
            Scene::Out => (false, day(today, -400)),
            Scene::Update => (true, day(today, -200)),
            Scene::Cancel => (true, day(today, 3)),
            _ => continue,
        };
        let person = cast::person(number);
        let _ = write!(
            scenario,
            "\n[[periods]]\nid = {}\nemployer = \"{}\"\nworker = \"{}\"\nworker_type = \"OTH\"\n\
             joint_commission = \"XXX\"\nstart_date = \"{start}\"\n",
            period(number),
            employer(number),
            person.ssin,
        );
        if closed {
            let _ = writeln!(scenario, "end_date = \"{}\"", day(today, 30));
        }
    }
    scenario
}

fn entry(number: usize, worker_type: &str, today: Date) -> Draft {
    let start = day(today, i32::try_from(number % 5).unwrap_or(0));
    let mut draft = named(Draft::new(Kind::In), &cast::person(number))
        .with(Field::EnterpriseNumber, employer(number))
        .with(Field::StartDate, start.to_string())
        .with(Field::WorkerType, worker_type)
        .with(Field::JointCommittee, "XXX");
    if number.is_multiple_of(3) && worker_type == "OTH" {
        draft.set(Field::EndDate, day(start, 90).to_string());
    }
    draft
}

fn hours(draft: Draft, from: &str, to: &str) -> Draft {
    let start = draft.get(Field::StartDate).to_owned();
    draft
        .with(Field::EndDate, start)
        .with(Field::StartHour, from)
        .with(Field::EndHour, to)
}

fn student(number: usize, today: Date, planned: usize) -> Draft {
    let draft = named(entry(number, "STU", today), &cast::student(number, today));
    // A week, cut where the quarter ends.
    let start: Date = draft.get(Field::StartDate).parse().unwrap_or(today);
    let quarter_end = start
        .with()
        .month((start.month() - 1) / 3 * 3 + 3)
        .day(1)
        .build()
        .unwrap_or(start)
        .last_of_month();
    draft
        .with(Field::EndDate, day(start, 6).min(quarter_end).to_string())
        .with(Field::PlannedHours, planned.to_string())
}

fn unidentified(number: usize, today: Date) -> Draft {
    let person = cast::person(number);
    let mut draft = entry(number, "OTH", today);
    draft.set(Field::Ssin, "");
    cast::unidentified(&mut draft, &person.birth.to_string());
    draft
}

fn follow_up(number: usize, kind: Kind) -> Draft {
    named(Draft::new(kind), &cast::person(number))
        .with(Field::EnterpriseNumber, employer(number))
        .with(Field::PeriodId, period(number).to_string())
}

fn named(draft: Draft, person: &Person) -> Draft {
    draft
        .with(Field::Ssin, person.ssin.clone())
        .with(Field::FamilyName, person.family)
        .with(Field::GivenName, person.given)
}

fn employer(number: usize) -> &'static str {
    if number.is_multiple_of(4) {
        HORECA
    } else {
        NOORD
    }
}

/// A well-formed period number of our own making, for this number's follow-up (dimona.md 6.6).
pub(super) fn period(number: usize) -> u64 {
    let base = 7_100_000_000 + number as u64;
    let check = match base % 97 {
        0 => 97,
        rest => rest,
    };
    base * 100 + check
}

/// Days apart, so that declarations for one person are different ones.
fn spread(number: usize) -> i32 {
    i32::try_from(number / 60).unwrap_or(0) % 40
}

fn day(from: Date, days: i32) -> Date {
    from.saturating_add(days.days())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use jiff::civil::date;

    use super::*;
    use crate::domain::validate::{Severity, validate};

    #[test]
    fn all_kinds_occur_and_everything_can_be_sent() {
        let rules = crate::config::rules();
        let today = date(2026, 11, 22);
        let mut kinds = HashSet::new();
        for number in 0..200 {
            let draft = draft(number, today);
            kinds.insert(draft.kind);
            let verdict = validate(&draft, &rules, today);
            assert!(
                verdict.declaration.is_some(),
                "{number}: {:?}",
                verdict.findings
            );
            let errors = verdict
                .findings
                .iter()
                .filter(|finding| finding.severity == Severity::Error)
                .count();
            assert_eq!(errors, 0, "{number}");
        }
        assert_eq!(kinds.len(), 4);
    }

    #[test]
    fn a_flexi_job_of_a_hotel_waits_for_its_correction() {
        let rules = crate::config::rules();
        let today = date(2026, 11, 22);
        let refused: Vec<Draft> = (0..200)
            .map(|number| draft(number, today))
            .filter(|draft| draft.get(Field::WorkerType) == "FLX")
            .filter(|draft| draft.get(Field::JointCommittee) == "302")
            .collect();
        assert!(!refused.is_empty());
        for draft in refused {
            let mended = draft.with(Field::JointCommittee, "XXX");
            assert_ne!(mended.get(Field::Ssin), cast::NOOR, "she may not");
            let findings = validate(&mended, &rules, today).findings;
            let sound = findings
                .iter()
                .all(|finding| finding.severity == Severity::Advice);
            assert!(sound, "{findings:?}");
        }
    }
}
