//! What the drafts of an offer say.

use super::*;
use crate::domain::anomaly::Offer as O;

/// The filled fields of a draft but worker and employer.
fn says(draft: &Draft) -> Vec<(Field, &str)> {
    let about = [
        Field::EnterpriseNumber,
        Field::NssoNumber,
        Field::Ssin,
        Field::FamilyName,
    ];
    draft
        .filled()
        .filter(|field| !about.contains(field))
        .map(|field| (field, draft.get(field)))
        .collect()
}

fn only(case: &Case, offer: Offer) -> (Proposal, Draft) {
    let proposal = made(case, offer).expect("there is something to declare");
    let [part] = proposal.parts.as_slice() else {
        panic!("{proposal:?}");
    };
    let draft = part.draft.clone();
    (proposal, draft)
}

#[test]
fn a_correction_is_the_same_draft_with_its_faults_marked() {
    let mark = |field, code: &str| Mark {
        field,
        code: code.to_owned(),
    };
    let case = refused(
        entry("FLX", "2026-11-23", "2026-11-30"),
        &[
            "90374-349",
            "90373-460",
            "00910-008",
            "90256-151",
            "99999-001",
        ],
    );
    let (proposal, draft) = only(&case, O::Correct);
    assert_eq!(draft, case.draft);
    assert_eq!(
        proposal.parts[0].marks,
        [
            mark(Field::JointCommittee, "90374-349"),
            mark(Field::WorkerType, "90374-349"),
            mark(Field::StartDate, "00910-008"),
            mark(Field::EnterpriseNumber, "90256-151"),
        ]
    );
    assert_eq!(
        (proposal.origin, proposal.replacing),
        (Some(case.id), Some(0))
    );
    assert!(proposal.parts[0].edit && !proposal.in_turn);
    let later = made(&case, O::SendLater).expect("it can be sent later");
    assert_eq!(later.parts[0].marks, []);
}

#[test]
fn the_field_that_was_filled_in_is_marked() {
    let mut draft = entry("FLX", "2026-11-23", "2026-11-30");
    draft.set(Field::EnterpriseNumber, "");
    draft.set(Field::NssoNumber, "999990168");
    let case = refused(draft, &["90256-151"]);
    let (proposal, _) = only(&case, O::Correct);
    assert_eq!(proposal.parts[0].marks[0].field, Field::NssoNumber);
}

#[test]
fn an_in_that_quoted_a_period_quotes_none_any_more() {
    let draft = entry("OTH", "2026-11-23", "").with(Field::PeriodId, PERIOD);
    let (_, draft) = only(&refused(draft, &["00913-005"]), O::Correct);
    assert_eq!(draft.get(Field::PeriodId), "");
}

#[test]
fn the_end_goes_along_into_the_other_kind() {
    for (name, kind, wanted, offer, end) in [
        (
            "OUT to UPDATE",
            Kind::Out,
            "2026-11-30",
            Kind::Update,
            "2026-11-30",
        ),
        (
            "UPDATE to OUT",
            Kind::Update,
            "2026-11-30",
            Kind::Out,
            "2026-11-30",
        ),
        (
            "an OUT cannot reopen",
            Kind::Update,
            "9999-12-31",
            Kind::Out,
            "",
        ),
        (
            "a CANCEL has no end",
            Kind::Update,
            "2026-11-30",
            Kind::Cancel,
            "",
        ),
    ] {
        let draft = change(kind)
            .with(Field::EndDate, wanted)
            .with(Field::Reference, "R-9");
        let (proposal, draft) = only(&refused(draft, &[]), O::Declare(offer));
        assert_eq!(draft.kind, offer, "{name}");
        let mut expected = vec![(Field::Reference, "R-9"), (Field::PeriodId, PERIOD)];
        if !end.is_empty() {
            expected.push((Field::EndDate, end));
        }
        assert_eq!(says(&draft), expected, "{name}");
        assert_eq!(draft.get(Field::Ssin), "85073099734", "{name}");
        assert_eq!(proposal.replacing, Some(0), "{name}");
    }
}

#[test]
fn what_follows_an_accepted_declaration_does_not_replace_it() {
    let case = case(StateKind::Accepted, entry("OTH", "2026-11-23", ""), &[]);
    for kind in [Kind::Out, Kind::Update, Kind::Cancel] {
        let (proposal, draft) = only(&case, O::Declare(kind));
        assert_eq!(says(&draft), [(Field::PeriodId, PERIOD)], "{kind:?}");
        assert_eq!((proposal.origin, proposal.replacing), (Some(case.id), None));
    }
    for offer in [O::Correct, O::SendLater, O::Split, O::Declare(Kind::In)] {
        let refusal = made(&case, offer).map_err(|why| why.key);
        assert_eq!(refusal, Err("correct-is-accepted"), "{offer:?}");
    }
}

#[test]
fn a_flexi_job_that_is_prolonged_is_a_new_in_for_the_days_after_it() {
    let mut case = refused(
        change(Kind::Update).with(Field::EndDate, "2026-12-31"),
        &["00911-344"],
    );
    case.entry = Some(
        entry("FLX", "2026-11-23", "2026-11-23")
            .with(Field::StartHour, "18:00")
            .with(Field::EndHour, "23:00"),
    );
    case.known = Some(known("FLX", "2026-11-23", Some("2026-11-23")));
    let (proposal, draft) = only(&case, O::Declare(Kind::In));
    assert_eq!(
        says(&draft),
        [
            (Field::StartDate, "2026-11-24"),
            (Field::EndDate, "2026-12-31"),
            (Field::WorkerType, "FLX"),
            (Field::JointCommittee, "XXX"),
        ],
        "hours are for one day"
    );
    assert_eq!(proposal.replacing, Some(0));
}

#[test]
fn what_was_changed_in_vain_is_withdrawn_and_declared_anew_in_turn() {
    let mut case = refused(
        change(Kind::Update).with(Field::StartDate, "2026-12-07"),
        &["00910-344"],
    );
    case.entry = Some(entry("OTH", "2026-11-23", ""));
    case.known = Some(known("OTH", "2026-11-23", Some("2027-03-31")));
    let proposal = made(&case, O::CancelThenIn).expect("it is possible");
    let [cancel, entry] = proposal.parts.as_slice() else {
        panic!("{proposal:?}");
    };
    assert_eq!(says(&cancel.draft), [(Field::PeriodId, PERIOD)]);
    assert_eq!((cancel.draft.kind, cancel.edit), (Kind::Cancel, false));
    assert_eq!(
        says(&entry.draft),
        [
            (Field::StartDate, "2026-12-07"),
            (Field::EndDate, "2027-03-31"),
            (Field::WorkerType, "OTH"),
            (Field::JointCommittee, "XXX"),
        ]
    );
    assert!(proposal.in_turn && entry.edit);
    assert_eq!(proposal.replacing, Some(1));
    assert_eq!(entry.draft.get(Field::FamilyName), "TESTMANS");
}

#[test]
fn without_our_own_in_the_period_itself_is_asked() {
    let draft = Draft::new(Kind::Update)
        .with(Field::PeriodId, PERIOD)
        .with(Field::StartDate, "2026-12-07");
    let mut case = refused(draft, &["00910-344"]);
    case.known = Some(known("OTH", "2026-11-23", None));
    let proposal = made(&case, O::CancelThenIn).expect("it is possible");
    let entry = &proposal.parts[1].draft;
    assert_eq!(entry.get(Field::Ssin), "85073099734");
    assert_eq!(entry.get(Field::EnterpriseNumber), "0999999922");
    assert_eq!(entry.get(Field::WorkerType), "OTH");
    case.known = None;
    let proposal = made(&case, O::CancelThenIn).expect("a person fills in the rest");
    assert_eq!(
        proposal.note.map(|note| note.key),
        Some("correct-entry-unknown")
    );
}

#[test]
fn a_student_is_split_by_quarter_and_the_hours_are_shared() {
    let draft = entry("STU", "2026-09-01", "2026-10-30").with(Field::PlannedHours, "120");
    let proposal = made(&refused(draft, &["90373-421"]), O::Split).expect("it is possible");
    let said: Vec<_> = proposal
        .parts
        .iter()
        .map(|part| {
            [Field::StartDate, Field::EndDate, Field::PlannedHours]
                .map(|field| part.draft.get(field))
        })
        .collect();
    assert_eq!(
        said,
        [
            ["2026-09-01", "2026-09-30", "60"],
            ["2026-10-01", "2026-10-30", "60"]
        ]
    );
    assert_eq!(proposal.replacing, Some(0));
    assert!(!proposal.in_turn);
}

#[test]
fn hours_over_24_are_split_by_day() {
    let days = |start_hour: &str, end_hour: &str| {
        let draft = entry("FLX", "2026-11-23", "2026-11-25")
            .with(Field::StartHour, start_hour)
            .with(Field::EndHour, end_hour);
        let proposal = made(&refused(draft, &["90373-341"]), O::Split).expect("it is possible");
        let days = proposal.parts.iter().map(|part| {
            [Field::StartDate, Field::EndDate].map(|field| part.draft.get(field)[8..].to_owned())
        });
        days.collect::<Vec<_>>()
    };
    assert_eq!(
        days("09:00", "17:00"),
        [["23", "23"], ["24", "24"], ["25", "25"]]
    );
    assert_eq!(days("18:00", "02:00"), [["23", "24"], ["24", "25"]]);
}

#[test]
fn an_update_into_the_next_quarter_is_split_into_update_and_in() {
    let mut case = refused(
        change(Kind::Update).with(Field::EndDate, "2027-01-15"),
        &["90378-421"],
    );
    case.entry = Some(entry("STU", "2026-11-23", "2026-12-11").with(Field::PlannedHours, "40"));
    let proposal = made(&case, O::Split).expect("it is possible");
    let [update, entry] = proposal.parts.as_slice() else {
        panic!("{proposal:?}");
    };
    assert_eq!(update.draft.kind, Kind::Update);
    assert_eq!(update.draft.get(Field::EndDate), "2026-12-31");
    assert_eq!(entry.draft.kind, Kind::In);
    assert_eq!(entry.draft.get(Field::StartDate), "2027-01-01");
    assert_eq!(
        entry.draft.get(Field::PlannedHours),
        "",
        "nobody said how many"
    );
}

#[test]
fn what_cannot_be_split_says_why() {
    for (name, draft, expected) in [
        (
            "one quarter",
            entry("STU", "2026-10-01", "2026-12-31"),
            "correct-split-nothing",
        ),
        (
            "no end",
            entry("STU", "2026-10-01", ""),
            "correct-split-no-dates",
        ),
        (
            "too many",
            entry("STU", "2026-10-01", "2036-12-31"),
            "correct-split-too-many",
        ),
        ("an OUT", change(Kind::Out), "correct-split-nothing"),
    ] {
        let refusal = made(&refused(draft, &["90373-421"]), O::Split);
        assert_eq!(refusal.map_err(|why| why.key), Err(expected), "{name}");
    }
}

#[test]
fn what_needs_a_period_says_so() {
    let case = refused(entry("OTH", "2026-11-23", ""), &[]);
    for offer in [
        O::CancelThenIn,
        O::Declare(Kind::Out),
        O::Declare(Kind::Cancel),
    ] {
        let refusal = made(&case, offer).map_err(|why| why.key);
        assert_eq!(refusal, Err("correct-no-period"), "{offer:?}");
    }
}
