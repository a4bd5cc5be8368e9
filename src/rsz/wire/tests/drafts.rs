//! A message and the fields of a form say the same.

use proptest::prelude::*;

use super::*;
use crate::domain::draft::{Draft, Field, Kind};
use crate::domain::rules::Rules;
use crate::domain::validate::validate;

fn message(draft: &Draft) -> Option<String> {
    let verdict = validate(draft, &Rules::default(), date(2026, 11, 22));
    verdict.declaration.map(|declaration| encode(&declaration))
}

#[test]
fn a_message_of_ours_gives_its_fields_back() {
    let read = Draft::from_message(&flexi_json().to_string()).expect("it is an IN");
    let expected = Draft::new(Kind::In)
        .with(Field::EnterpriseNumber, "0999999922")
        .with(Field::Ssin, "85073099734")
        .with(Field::StartDate, "2026-09-04")
        .with(Field::StartHour, "07:05")
        .with(Field::EndDate, "2026-09-04")
        .with(Field::EndHour, "22:30")
        .with(Field::WorkerType, "FLX")
        .with(Field::JointCommittee, "XXX");
    assert_eq!(read.document(), expected.document());
}

#[test]
fn what_is_no_message_has_no_draft() {
    for text in ["", "[]", "null", "{\"employer\":{}}", "{\"dimonaIn\":null}"] {
        assert_eq!(Draft::from_message(text), None, "{text}");
    }
}

fn any_entry() -> impl Strategy<Value = Draft> {
    let hour = || proptest::option::of("([01][0-9]|2[0-3])[0-5][0-9]");
    let worker = prop_oneof![Just(true), Just(false)];
    (
        worker,
        hour(),
        hour(),
        proptest::option::of(1_u16..999),
        0_i32..3000,
        proptest::option::of(0_i32..100),
        "[A-Z]{3}",
        "[A-Za-z0-9]{1,6}",
    )
        .prop_map(
            |(is_known, from, to, hours, start, days, worker_type, text)| {
                let day = |days: i32| {
                    let span = jiff::Span::new().days(days);
                    date(2020, 1, 1)
                        .checked_add(span)
                        .expect("in range")
                        .to_string()
                };
                let mut draft = Draft::new(Kind::In)
                    .with(Field::EnterpriseNumber, "0999.999.922")
                    .with(Field::NssoNumber, "999990168")
                    .with(Field::StartDate, day(start))
                    .with(
                        Field::EndDate,
                        days.map(|days| day(start + days)).unwrap_or_default(),
                    )
                    .with(Field::StartHour, from.unwrap_or_default())
                    .with(Field::EndHour, to.unwrap_or_default())
                    .with(
                        Field::PlannedHours,
                        hours.map(|one| one.to_string()).unwrap_or_default(),
                    )
                    .with(Field::WorkerType, worker_type)
                    .with(Field::JointCommittee, "XXX");
                if is_known {
                    draft.set(Field::Ssin, "05.02.19-997.36");
                } else {
                    for (field, value) in [
                        (Field::FamilyName, text.as_str()),
                        (Field::GivenName, "Iris"),
                        (Field::BirthDate, "1990-00-00"),
                        (Field::PlaceOfBirth, "LYON"),
                        (Field::CountryOfBirth, "111"),
                        (Field::Nationality, "111"),
                        (Field::Gender, "2"),
                        (Field::Street, "Proefstraat"),
                        (Field::HouseNumber, "7"),
                        (Field::PostCode, "1000"),
                        (Field::MunicipalityCode, "21004"),
                        (Field::MunicipalityName, "Brussel"),
                        (Field::Country, "150"),
                    ] {
                        draft.set(field, value);
                    }
                }
                draft
            },
        )
}

fn any_change() -> impl Strategy<Value = Draft> {
    let kind = proptest::sample::select(vec![Kind::Out, Kind::Update, Kind::Cancel]);
    (
        kind,
        "[0-9]{12}",
        "20[0-9]{2}-0[1-9]-1[0-9]",
        "1[0-9]:[0-5][0-9]",
    )
        .prop_map(|(kind, period, day, hour)| {
            let mut draft = Draft::new(kind).with(Field::PeriodId, period);
            if kind != Kind::Cancel {
                draft.set(Field::EndDate, day.clone());
            }
            if kind == Kind::Update {
                draft.set(Field::StartDate, day);
                draft.set(Field::StartHour, hour);
            }
            draft
        })
}

proptest! {
    #[test]
    fn what_was_sent_is_sent_again_in_the_same_words(
        typed in prop_oneof![any_entry(), any_change()],
    ) {
        let sent = message(&typed).expect("every field can be read");
        let again = Draft::from_message(&sent).expect("a message of ours");
        prop_assert_eq!(message(&again), Some(sent));
        prop_assert_eq!(again.kind, typed.kind);
    }

    #[test]
    fn any_bytes_are_read_or_not(text in "\\PC{0,80}") {
        let _ = Draft::from_message(&text);
    }
}
