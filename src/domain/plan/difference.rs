//! What of a period is not as it should be, and the one declaration that mends it.

use jiff::civil::{Date, Time};

use super::wish::Wish;
use super::{Difference, Facts, Person};
use crate::domain::declaration::{Declaration, Hours};
use crate::domain::draft::{Draft, Field, Kind};
use crate::domain::validate::{KnownPeriod, NO_END, Period, Severity, validate_change};

/// The fields of a period that are not as they should be. What the NSSO does not tell of hours
/// and planned hours is no difference.
pub(super) fn differences(known: &KnownPeriod, wish: &Wish) -> Vec<Difference> {
    let wanted = &wish.declared;
    let told = |known: String, wanted: String| if known.is_empty() { None } else { Some(wanted) };
    let code = |code: &Option<String>| code.as_deref().unwrap_or_default().to_ascii_uppercase();
    let of = |hours: Hours| (hour(hours.start), hour(hours.end));
    let (known_hours, wanted_hours) = (of(known.hours), of(wanted.hours));
    let planned = |hours: Option<u16>| hours.map(|hours| hours.to_string()).unwrap_or_default();
    let hour_told = |known: &str, wanted: String| {
        told(known.to_owned(), wanted).unwrap_or_else(|| known.to_owned())
    };
    let rows = [
        (
            Field::StartDate,
            known.start.to_string(),
            wanted.start.to_string(),
        ),
        (
            Field::StartHour,
            known_hours.0.clone(),
            hour_told(&known_hours.0, wanted_hours.0),
        ),
        (Field::EndDate, day(known.end), day(wanted.end)),
        (
            Field::EndHour,
            known_hours.1.clone(),
            hour_told(&known_hours.1, wanted_hours.1),
        ),
        (
            Field::PlannedHours,
            planned(known.planned_hours),
            hour_told(&planned(known.planned_hours), planned(wanted.planned_hours)),
        ),
        (
            Field::WorkerType,
            code(&known.worker_type),
            wanted.worker_type.clone(),
        ),
        (
            Field::JointCommittee,
            code(&known.joint_committee),
            wanted.joint_committee.clone(),
        ),
    ];
    rows.into_iter()
        .filter(|(_, from, to)| from != to)
        .map(|(field, from, to)| Difference { field, from, to })
        .collect()
}

/// The OUT or UPDATE after which the period is as it should be; none when no single declaration
/// does it.
pub(super) fn one_change(period: &Period, wish: &Wish, facts: &Facts<'_>) -> Option<Declaration> {
    let differences = differences(&period.known, wish);
    let draft = change(period, wish, &differences)?;
    let verdict = validate_change(&draft, &period.known, facts.rules, facts.today);
    let refused = |severity| severity <= Severity::Refusal;
    if verdict
        .findings
        .iter()
        .any(|finding| refused(finding.severity))
    {
        return None;
    }
    let declaration = verdict.declaration?;
    let after = changed(&period.known, &draft)?;
    self::differences(&after, wish)
        .is_empty()
        .then_some(declaration)
}

/// A period after a declaration about it; none when it is withdrawn.
pub(super) fn changed(known: &KnownPeriod, draft: &Draft) -> Option<KnownPeriod> {
    let mut after = known.clone();
    after.change_by(draft);
    (!after.cancelled).then_some(after)
}

/// What changes is said, and beside it the end, which a change that does not name it may take away.
fn change(period: &Period, wish: &Wish, differences: &[Difference]) -> Option<Draft> {
    let differs = |field| {
        differences
            .iter()
            .any(|difference| difference.field == field)
    };
    if differs(Field::WorkerType) || differs(Field::JointCommittee) {
        return None;
    }
    let (known, wanted) = (&period.known, &wish.declared);
    let only_end = differences.len() == 1 && differs(Field::EndDate);
    if only_end
        && known.end.is_none()
        && let Some(end) = wanted.end
    {
        return Some(about(Kind::Out, period, wish).with(Field::EndDate, end.to_string()));
    }
    let mut draft = about(Kind::Update, period, wish);
    let (from, to) = (differs(Field::StartHour), differs(Field::EndHour));
    if differs(Field::StartDate) || from {
        draft.set(Field::StartDate, wanted.start.to_string());
    }
    if from {
        draft.set(Field::StartHour, hour(wanted.hours.start));
    }
    if known.end.is_some() || wanted.end.is_some() {
        draft.set(Field::EndDate, wanted.end.unwrap_or(NO_END).to_string());
    }
    if to {
        draft.set(Field::EndHour, hour(wanted.hours.end));
    }
    if let Some(hours) = wanted.planned_hours {
        draft.set(Field::PlannedHours, hours.to_string());
    }
    Some(draft)
}

/// The withdrawal of a period.
pub(super) fn cancel(period: &Period, person: Person, wish: Option<&Wish>) -> Draft {
    if let Some(wish) = wish {
        return about(Kind::Cancel, period, wish);
    }
    let mut draft = Draft::new(Kind::Cancel).with(Field::PeriodId, period.id.to_string());
    if let Some(number) = person.employer.enterprise() {
        draft.set(Field::EnterpriseNumber, number.digits());
    }
    if let Some(number) = person.employer.nsso() {
        draft.set(Field::NssoNumber, number.value().to_string());
    }
    draft.with(Field::Ssin, person.ssin.digits())
}

/// A change of this period, with what the list says of whom it is about.
fn about(kind: Kind, period: &Period, wish: &Wish) -> Draft {
    let mut draft = Draft::new(kind).with(Field::PeriodId, period.id.to_string());
    for field in [
        Field::Reference,
        Field::EnterpriseNumber,
        Field::NssoNumber,
        Field::Ssin,
        Field::FamilyName,
        Field::GivenName,
    ] {
        draft.set(field, wish.draft().get(field));
    }
    draft
}

fn day(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn hour(hour: Option<Time>) -> String {
    hour.map(|hour| hour.strftime("%H%M").to_string())
        .unwrap_or_default()
}
