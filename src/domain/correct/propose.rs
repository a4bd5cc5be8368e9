//! The drafts of an offer: to be looked at and edited, never sent by themselves.

use jiff::civil::{Date, Time};

use super::split::{self, Span};
use super::{Case, Part, Proposal, day, marks, name_employer};
use crate::domain::anomaly::{Anomalies, Offer};
use crate::domain::decision::Decision;
use crate::domain::draft::{Draft, Field, Kind};
use crate::domain::ids::PeriodId;
use crate::domain::lifecycle::StateKind;
use crate::domain::rules::{HoursRule, Rules};
use crate::domain::text::Text;
use crate::domain::validate::{self, KnownPeriod};

/// The drafts of an offer.
///
/// # Errors
///
/// Why there are none: a sentence for the person who asked.
pub fn propose(
    case: &Case,
    offer: Offer,
    anomalies: &Anomalies,
    rules: &Rules,
) -> Result<Proposal, Text> {
    if let Some(successor) = &case.replaced_by {
        return Err(successor.replaced());
    }
    if case.decision == Some(Decision::Replaced) {
        return Err(Text::new("correct-nothing"));
    }
    if !case.is_without_effect() && !case.is_accepted() {
        return Err(Text::new("correct-not-ended"));
    }
    let mut proposal = match offer {
        Offer::Correct | Offer::SendLater | Offer::Split if case.is_accepted() => {
            return Err(Text::new("correct-is-accepted"));
        }
        Offer::Correct => alone(case, corrected(case), marks::of(case, anomalies)),
        Offer::SendLater => alone(case, corrected(case), Vec::new()),
        Offer::Declare(Kind::In) => new_in(case, anomalies, rules)?,
        Offer::Declare(kind) => change(case, kind)?,
        Offer::CancelThenIn => cancel_then_in(case, anomalies, rules)?,
        Offer::Split => in_parts(case)?,
        Offer::FindPeriod
        | Offer::LookFirst
        | Offer::SettleAsDone
        | Offer::Decide
        | Offer::ExportCase
        | Offer::Nothing => return Err(Text::new("correct-not-a-form")),
    };
    if proposal.replacing.is_some() {
        for part in &mut proposal.parts {
            let reference = case.draft.get(Field::Reference);
            part.draft.set(Field::Reference, reference);
        }
    }
    Ok(proposal)
}

/// A proposal of one draft, that replaces the case when that one is without effect.
fn alone(case: &Case, draft: Draft, marks: Vec<super::Mark>) -> Proposal {
    Proposal {
        parts: vec![Part {
            draft,
            edit: true,
            marks,
        }],
        in_turn: false,
        origin: Some(case.id),
        replacing: case.is_without_effect().then_some(0),
        note: None,
    }
}

/// The same once more. An IN never quotes a period: it makes one.
fn corrected(case: &Case) -> Draft {
    let mut draft = case.draft.clone();
    if draft.kind == Kind::In {
        draft.set(Field::PeriodId, "");
    }
    draft
}

/// An OUT, UPDATE or CANCEL of the period, with what the declaration said of it.
fn change(case: &Case, kind: Kind) -> Result<Proposal, Text> {
    if !case.is_changeable() {
        return Err(Text::new("correct-period-fixed"));
    }
    let period = case
        .quotable()
        .ok_or_else(|| Text::new("correct-no-period"))?;
    let mut draft = quoting(case, kind, period);
    if case.is_without_effect() {
        let carried: &[Field] = match (case.draft.kind, kind) {
            (Kind::Update, Kind::Update) => &Field::CHANGES,
            (Kind::Out | Kind::Update, Kind::Out | Kind::Update) => &[Field::EndDate],
            _ => &[],
        };
        for &field in carried {
            draft.set(field, case.draft.get(field));
        }
        // An OUT names a day; only an UPDATE can take one away.
        if kind == Kind::Out && case.wanted_end() == Some(validate::NO_END) {
            draft.set(Field::EndDate, "");
        }
    }
    let mut proposal = alone(case, draft, Vec::new());
    proposal.note = case.known.as_ref().map(as_it_stands);
    Ok(proposal)
}

/// A draft that quotes the period, with employer and worker.
fn quoting(case: &Case, kind: Kind, period: PeriodId) -> Draft {
    let mut draft = Draft::new(kind).with(Field::PeriodId, period.to_string());
    about(case, &mut draft);
    draft
}

/// Employer and worker: as they were given, else as the period or its IN has them.
fn about(case: &Case, draft: &mut Draft) {
    for field in Field::ABOUT {
        draft.set(field, case.draft.get(field));
    }
    let lacks = |draft: &Draft, fields: [Field; 2]| {
        fields.into_iter().all(|field| draft.get(field).is_empty())
    };
    let employer = [Field::EnterpriseNumber, Field::NssoNumber];
    let name = [Field::FamilyName, Field::GivenName];
    if let Some(entry) = &case.entry {
        for fields in [employer, [Field::Ssin; 2], name] {
            if lacks(draft, fields) {
                for field in fields {
                    draft.set(field, entry.get(field));
                }
            }
        }
    }
    let Some(known) = &case.known else { return };
    if let Some(number) = known.employer
        && lacks(draft, employer)
    {
        name_employer(draft, number);
    }
    if let Some(ssin) = known.ssin
        && draft.get(Field::Ssin).is_empty()
    {
        draft.set(Field::Ssin, ssin.digits());
    }
}

/// The period in a sentence, for whoever changes it.
fn as_it_stands(known: &KnownPeriod) -> Text {
    let start = known.start.to_string();
    match known.end {
        Some(end) => Text::new("correct-period-stands")
            .with("start", start)
            .with("end", end.to_string()),
        None => Text::new("correct-period-open").with("start", start),
    }
}

/// The IN of the period as it stands now; what is not known of it stays empty.
fn present_in(case: &Case) -> Draft {
    let mut draft = match (&case.entry, case.draft.kind) {
        (_, Kind::In) => corrected(case),
        (Some(entry), _) => entry.clone(),
        (None, _) => Draft::new(Kind::In),
    };
    draft.kind = Kind::In;
    for field in [Field::PeriodId, Field::Reference] {
        draft.set(field, "");
    }
    about(case, &mut draft);
    let Some(known) = &case.known else {
        return draft;
    };
    draft.set(Field::StartDate, known.start.to_string());
    let end = known.end.map(|end| end.to_string());
    draft.set(Field::EndDate, end.unwrap_or_default());
    for (field, value) in [
        (Field::WorkerType, known.worker_type.clone()),
        (Field::JointCommittee, known.joint_committee.clone()),
        (Field::StartHour, known.hours.start.map(hour)),
        (Field::EndHour, known.hours.end.map(hour)),
        (
            Field::PlannedHours,
            known.planned_hours.map(|hours| hours.to_string()),
        ),
    ] {
        if let Some(value) = value {
            draft.set(field, value);
        }
    }
    draft
}

fn hour(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// The IN with what the declaration wanted to change.
fn wanted_in(case: &Case) -> Draft {
    let mut draft = present_in(case);
    if case.is_without_effect() && matches!(case.draft.kind, Kind::Out | Kind::Update) {
        for field in Field::CHANGES {
            let wanted = case.draft.get(field);
            if !wanted.is_empty() {
                draft.set(field, wanted);
            }
        }
        if case.wanted_end() == Some(validate::NO_END) {
            draft.set(Field::EndDate, "");
        }
    }
    draft
}

/// Another IN: for the days after a period that may not be made longer, or in the place of one
/// that is withdrawn.
fn new_in(case: &Case, anomalies: &Anomalies, rules: &Rules) -> Result<Proposal, Text> {
    let kind = case.draft.kind;
    if case.is_accepted() && kind != Kind::Cancel {
        return Err(Text::new("correct-is-accepted"));
    }
    if kind == Kind::In {
        return Ok(alone(case, corrected(case), marks::of(case, anomalies)));
    }
    let mut draft = wanted_in(case);
    let present = present_in(case);
    let old_end = day(&present, Field::EndDate);
    let mut proposal_note = None;
    if case.is_without_effect()
        && let (Some(old), Some(wanted)) = (old_end, case.wanted_end())
        && wanted > old
        && wanted != validate::NO_END
        && case.is_changeable()
    {
        let first = old.tomorrow().unwrap_or(old);
        set_span(&mut draft, (first, wanted));
        fit(&mut draft, rules);
        proposal_note = Some(Text::new("correct-note-more-days").with("start", first.to_string()));
    }
    let mut proposal = alone(case, draft, Vec::new());
    proposal.note = proposal_note.or_else(|| unknown_entry(case));
    Ok(proposal)
}

/// The IN is not ours and the NSSO did not tell of the period: a person fills in the rest.
fn unknown_entry(case: &Case) -> Option<Text> {
    let unknown = case.entry.is_none() && case.known.is_none() && case.draft.kind != Kind::In;
    unknown.then(|| Text::new("correct-entry-unknown"))
}

/// A CANCEL, and an IN that waits for it.
fn cancel_then_in(case: &Case, anomalies: &Anomalies, rules: &Rules) -> Result<Proposal, Text> {
    if !case.is_changeable() {
        return Err(Text::new("correct-period-fixed"));
    }
    let period = case
        .quotable()
        .ok_or_else(|| Text::new("correct-no-period"))?;
    let mut entry = wanted_in(case);
    fit(&mut entry, rules);
    Ok(Proposal {
        parts: vec![
            Part {
                draft: quoting(case, Kind::Cancel, period),
                edit: false,
                marks: Vec::new(),
            },
            Part {
                draft: entry,
                edit: true,
                marks: marks::of(case, anomalies),
            },
        ],
        in_turn: true,
        origin: Some(case.id),
        replacing: Some(1),
        note: Some(unknown_entry(case).unwrap_or_else(|| match case.state {
            StateKind::Accepted => Text::new("correct-note-was-accepted"),
            _ => Text::new("correct-note-late"),
        })),
    })
}

/// Several declarations instead of one: by day where hours would be too many, else by quarter.
fn in_parts(case: &Case) -> Result<Proposal, Text> {
    let kind = case.draft.kind;
    if !matches!(kind, Kind::In | Kind::Update) {
        return Err(Text::new("correct-split-nothing"));
    }
    let whole = wanted_in(case);
    let span = day(&whole, Field::StartDate)
        .zip(day(&whole, Field::EndDate))
        .ok_or_else(|| Text::new("correct-split-no-dates"))?;
    let spans = if case.has_error("341") {
        let hours = [Field::StartHour, Field::EndHour]
            .map(|field| validate::read_hour(whole.get(field)).ok());
        split::by_day(span, (hours[0], hours[1]))
    } else {
        split::by_quarter(span)
    };
    let spans =
        spans.ok_or_else(|| Text::new("correct-split-too-many").with("most", split::MOST))?;
    if spans.len() < 2 {
        return Err(Text::new("correct-split-nothing"));
    }
    // Hours that the UPDATE does not name are those of the first part alone.
    let hours = validate::read_planned_hours(case.draft.get(Field::PlannedHours)).ok();
    let shares = hours.map_or_else(Vec::new, |hours| split::share(hours, &spans));
    let parts = spans.iter().enumerate().map(|(place, &span)| {
        let mut draft = if place == 0 && kind == Kind::Update {
            shortened(case, span)
        } else {
            let mut draft = whole.clone();
            set_span(&mut draft, span);
            draft
        };
        let share = shares.get(place).map(u16::to_string);
        draft.set(Field::PlannedHours, share.unwrap_or_default());
        Part {
            draft,
            edit: true,
            marks: Vec::new(),
        }
    });
    Ok(Proposal {
        parts: parts.collect(),
        in_turn: false,
        origin: Some(case.id),
        replacing: Some(0),
        note: Some(Text::new("correct-note-split").with("count", spans.len())),
    })
}

/// The UPDATE that goes no further than the first part.
fn shortened(case: &Case, (start, end): Span) -> Draft {
    let mut draft = case.draft.clone();
    if !draft.get(Field::StartDate).is_empty() {
        draft.set(Field::StartDate, start.to_string());
    }
    draft.set(Field::EndDate, end.to_string());
    draft
}

fn set_span(draft: &mut Draft, (start, end): (Date, Date)) {
    draft.set(Field::StartDate, start.to_string());
    draft.set(Field::EndDate, end.to_string());
}

/// Takes away hours that the worker type does not have for these days.
fn fit(draft: &mut Draft, rules: &Rules) {
    let code = draft.get(Field::WorkerType).to_ascii_uppercase();
    let Some(worker_type) = rules.worker_type(&code) else {
        return;
    };
    let one_day = day(draft, Field::StartDate) == day(draft, Field::EndDate);
    let keeps_hours = match worker_type.hours {
        HoursRule::Never => false,
        HoursRule::Always => true,
        HoursRule::OneDay => one_day || overnight(draft),
    };
    if !keeps_hours {
        draft.set(Field::StartHour, "");
        draft.set(Field::EndHour, "");
    }
    if !worker_type.planned_hours {
        draft.set(Field::PlannedHours, "");
    }
}

/// From one day into the next, by the clock: still one working day (R10).
fn overnight(draft: &Draft) -> bool {
    let (Some(start), Some(end)) = (day(draft, Field::StartDate), day(draft, Field::EndDate))
    else {
        return false;
    };
    let clock = |field| validate::read_hour(draft.get(field)).ok();
    let past_midnight = clock(Field::EndHour) <= clock(Field::StartHour);
    clock(Field::EndHour).is_some() && past_midnight && start.tomorrow().ok() == Some(end)
}
