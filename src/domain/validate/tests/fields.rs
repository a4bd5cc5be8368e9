//! Reading fields, employer and worker; and that nothing at all makes the checks panic.

use std::sync::LazyLock;

use super::*;
use crate::domain::declaration::{Body, Worker};
use crate::domain::places::{Countries, Places};
use crate::domain::text::Arg;
use crate::domain::validate::{KnownPeriod, validate_change};
use proptest::prelude::*;

fn ordinary() -> Draft {
    dated("OTH", "2026-12-01", "")
}

fn unnumbered() -> Draft {
    ordinary()
        .with(Field::Ssin, "")
        .with(Field::FamilyName, "Zondernummer")
        .with(Field::GivenName, "Iris")
        .with(Field::BirthDate, "23/11/1990")
        .with(Field::PlaceOfBirth, "LYON")
        .with(Field::CountryOfBirth, "111")
        .with(Field::Nationality, "111")
        .with(Field::Gender, "2")
        .with(Field::Street, "Rue de l'Exemple")
        .with(Field::HouseNumber, "3")
        .with(Field::PostCode, "69001")
        .with(Field::MunicipalityCode, "99999")
        .with(Field::MunicipalityName, "Lyon")
        .with(Field::Country, "111")
}

#[test]
fn employer() {
    let without = || ordinary().with(Field::EnterpriseNumber, "");
    run(vec![
        (
            "R25 none",
            without(),
            vec![error(Field::EnterpriseNumber, "00014-001")],
        ),
        (
            "R25 a swapped digit",
            ordinary().with(Field::EnterpriseNumber, "0999999929"),
            vec![error(Field::EnterpriseNumber, "00014-003")],
        ),
        (
            "R25 an NSSO number",
            without().with(Field::NssoNumber, "999990168"),
            vec![],
        ),
        (
            "R26 both",
            ordinary().with(Field::NssoNumber, "999990168"),
            vec![],
        ),
        (
            "R25 a wrong NSSO number",
            ordinary().with(Field::NssoNumber, "999990169"),
            vec![error(Field::NssoNumber, "00011-003")],
        ),
        (
            "R25 a wrong provisional number",
            without().with(Field::NssoNumber, "5001234543"),
            vec![error(Field::NssoNumber, "00948-003")],
        ),
    ]);
}

#[test]
fn worker_with_a_number() {
    run(vec![
        (
            "R23 check digits",
            ordinary().with(Field::Ssin, "85073099735"),
            vec![error(Field::Ssin, "00024-003")],
        ),
        (
            "R24 birth date and sex agree",
            ordinary()
                .with(Field::BirthDate, "1985-07-30")
                .with(Field::Gender, "1"),
            vec![],
        ),
        (
            "R24 birth date differs",
            ordinary().with(Field::BirthDate, "1985-07-31"),
            vec![warning(Field::BirthDate, "00028-348")],
        ),
        (
            "R24 sex differs",
            ordinary().with(Field::Gender, "2"),
            vec![warning(Field::Gender, "00029-348")],
        ),
        (
            "an address nobody sends",
            ordinary().with(Field::Street, "Proefstraat"),
            vec![advice(Field::Street)],
        ),
        (
            "a number without a real birth date",
            ordinary().with(Field::Ssin, "40000099539"),
            vec![advice(Field::Ssin)],
        ),
        (
            "a student of eleven",
            dated("STU", "2026-12-01", "2026-12-31")
                .with(Field::PlannedHours, "10")
                .with(Field::Ssin, "15060199837"),
            vec![advice(Field::Ssin)],
        ),
    ]);
}

#[test]
fn worker_without_a_number() {
    run(vec![
        ("R21 complete identity", unnumbered(), vec![]),
        (
            "R21 nobody at all",
            ordinary().with(Field::Ssin, ""),
            vec![error(Field::Ssin, "90017-363")],
        ),
        (
            "R21 no nationality, no street",
            unnumbered()
                .with(Field::Nationality, "")
                .with(Field::Street, ""),
            vec![
                error(Field::Nationality, "90017-363"),
                error(Field::Street, "90017-363"),
            ],
        ),
        (
            "R22 occasional work needs the number",
            unnumbered()
                .with(Field::WorkerType, "EXT")
                .with(Field::JointCommittee, "144")
                .with(Field::EndDate, "2026-12-01")
                .with(Field::StartHour, "0900")
                .with(Field::EndHour, "1700"),
            vec![refusal(Field::Ssin, "00024-001")],
        ),
        (
            "a given name that is too long",
            unnumbered().with(Field::GivenName, "x".repeat(25)),
            vec![refusal(Field::GivenName, "00026-003")],
        ),
        (
            "only the year of birth is known",
            unnumbered().with(Field::BirthDate, "1990-00-00"),
            vec![],
        ),
        (
            "born tomorrow",
            unnumbered().with(Field::BirthDate, "2026-11-23"),
            vec![refusal(Field::BirthDate, "00028-003")],
        ),
        (
            "sex in words",
            unnumbered().with(Field::Gender, "woman"),
            vec![error(Field::Gender, "00029-003")],
        ),
        (
            "an old country code",
            unnumbered().with(Field::Country, "00000"),
            vec![error(Field::Country, "00035-003")],
        ),
    ]);
}

/// A worker without a number who lives in Belgium.
fn at_home(post_code: &str, code: &str, name: &str) -> Draft {
    unnumbered()
        .with(Field::PostCode, post_code)
        .with(Field::MunicipalityCode, code)
        .with(Field::MunicipalityName, name)
        .with(Field::Country, "150")
}

/// A student's place of work.
fn at_work(post_code: &str, code: &str, name: &str) -> Draft {
    dated("STU", "2026-12-01", "2026-12-31")
        .with(Field::PlannedHours, "40")
        .with(Field::WorkplaceName, "Proef")
        .with(Field::WorkplaceStreet, "Proefstraat")
        .with(Field::WorkplaceHouseNumber, "3")
        .with(Field::WorkplacePostCode, post_code)
        .with(Field::WorkplaceMunicipalityCode, code)
        .with(Field::WorkplaceMunicipalityName, name)
        .with(Field::WorkplaceCountry, "150")
}

fn places() -> &'static Places {
    static PLACES: Places = Places::new(
        LazyLock::new(Countries::default),
        LazyLock::new(|| {
            toml::from_str(include_str!("../../../config/places/municipalities.toml"))
                .expect("our own list")
        }),
    );
    &PLACES
}

#[test]
fn postcode_and_municipality() {
    let rules = Rules {
        places: places(),
        ..rules()
    };
    let code = |code| vec![warning(Field::MunicipalityCode, code)];
    let cases = [
        (
            "R36 they belong together",
            at_home("9000", "44021", "Gent"),
            vec![],
        ),
        (
            "R36 in another spelling",
            at_home("9000", "44021", "GAND"),
            vec![],
        ),
        (
            "R36 one of two",
            at_home("1050", "21004", "Bruxelles"),
            vec![],
        ),
        (
            "R36 a postcode that the list has not got",
            at_home("9999", "44021", "Elders"),
            vec![],
        ),
        (
            "R36 another municipality",
            at_home("9000", "11002", "Antwerpen"),
            code("00034-003"),
        ),
        (
            "R36 a code that nobody knows",
            at_home("9000", "98765", "Gent"),
            code("00034-003"),
        ),
        (
            "R36 another name",
            at_home("9000", "44021", "Antwerpen"),
            vec![warning(Field::MunicipalityName, "00034-003")],
        ),
        (
            "R36 no municipality at all",
            at_home("9000", "99999", "Gent"),
            code("00034-003"),
        ),
        (
            "R36 a merger: the old code today",
            at_home("2070", "11056", "Zwijndrecht"),
            code("00034-003"),
        ),
        (
            "R36 a merger: the old code on a day before",
            at_home("2070", "11056", "Zwijndrecht").with(Field::StartDate, "2024-12-30"),
            vec![],
        ),
        (
            "R36 a merger: the new code on a day before",
            at_home("2070", "46030", "Beveren-Kruibeke-Zwijndrecht")
                .with(Field::StartDate, "2024-12-30"),
            vec![],
        ),
        (
            "R36 a place of work",
            at_work("9000", "44021", "Gent"),
            vec![],
        ),
        (
            "R36 another place of work",
            at_work("9000", "11002", "Antwerpen"),
            vec![warning(Field::WorkplaceMunicipalityCode, "00522-003")],
        ),
        (
            "R36 another name of the place of work",
            at_work("9000", "44021", "Brugge"),
            vec![warning(Field::WorkplaceMunicipalityName, "00522-003")],
        ),
    ];
    for (name, draft, expected) in cases {
        let verdict = validate(&draft, &rules, Date::constant(2026, 11, 22));
        let found: Vec<_> = verdict
            .findings
            .iter()
            .filter(|finding| {
                finding
                    .code
                    .is_some_and(|code| code.starts_with("00034") || code.starts_with("00522"))
            })
            .map(|finding| (finding.field, finding.code, finding.severity))
            .collect();
        assert_eq!(found, expected, "{name}");
        assert!(verdict.declaration.is_some(), "{name}: nothing stops it");
    }
}

#[test]
fn birth_dates_are_written_as_the_wire_wants_them() {
    let declaration = check(&unnumbered()).declaration.expect("valid");
    let Body::In(declared) = declaration.body else {
        panic!("an IN");
    };
    let Worker::Unknown(identity) = declared.worker else {
        panic!("without a number");
    };
    assert_eq!(identity.birth_date, "1990-11-23");
}

#[test]
fn dates_and_hours_that_cannot_be_read() {
    for date in [
        "2026-02-30",
        "2026-1-2",
        "1/13/2026",
        "01.12.2026",
        "soon",
        "٢٠٢٦-01-01",
    ] {
        let draft = ordinary().with(Field::StartDate, date);
        assert_eq!(
            found(&draft),
            vec![error(Field::StartDate, "00910-003")],
            "{date}"
        );
    }
    let flexi = dated("FLX", "2026-12-01", "2026-12-01").with(Field::EndHour, "1700");
    for hour in ["2360", "900", "9", "12:5", "+9:00", "noon"] {
        let draft = flexi.clone().with(Field::StartHour, hour);
        assert_eq!(
            found(&draft),
            vec![error(Field::StartHour, "00777-003")],
            "{hour}"
        );
    }
    for (hour, read) in [("9:05", "09:05"), ("0905", "09:05"), ("00:00", "00:00")] {
        assert_eq!(
            super::super::read::hour(hour).map(|time| time.to_string()[..5].to_owned()),
            Ok(read.to_owned())
        );
    }
}

#[test]
fn midnight_is_not_24_hours() {
    for hour in ["2400", "24:00"] {
        let draft = dated("FLX", "2026-12-01", "2026-12-01")
            .with(Field::StartHour, "1700")
            .with(Field::EndHour, hour);
        let verdict = check(&draft);
        assert_eq!(verdict.findings.len(), 1);
        assert_eq!(verdict.findings[0].code, Some("00778-003"));
        assert_eq!(verdict.findings[0].text.key, "check-hour-24");
    }
}

fn any_draft() -> impl Strategy<Value = Draft> {
    let text = prop_oneof![
        ".{0,12}",
        "[0-9:/.-]{0,12}",
        "(0000|1919|1920|2026|9999)-(00|01|02|12)-(00|01|29|31)",
        Just("85073099734".to_owned()),
        Just("0999999922".to_owned()),
        "(OTH|STU|EXT|FLX|T17|O17|BCW|302|322|XXX|150)",
        "(0000|0900|1700|2359|2400)",
    ];
    let fields = proptest::collection::vec((0..Field::ALL.len(), text), 0..25);
    (0..Kind::ALL.len(), fields).prop_map(|(kind, fields)| {
        let mut draft = Draft::new(Kind::ALL[kind]);
        for (field, text) in fields {
            draft.set(Field::ALL[field], text);
        }
        draft
    })
}

proptest! {
    #[test]
    fn any_draft_against_any_period_gives_an_orderly_verdict(
        draft in any_draft(), start in 0_i32..60_000, days in proptest::option::of(-3_i32..400),
        worker_type in "(OTH|STU|EXT|FLX|T17|O17|BCW|NEW)", cancelled in proptest::bool::ANY,
    ) {
        let after = |first: Date, days: i32| {
            first.checked_add(jiff::Span::new().days(i64::from(days))).expect("a day")
        };
        let start = after(Date::constant(1920, 1, 1), start);
        let period = KnownPeriod {
            employer: "0999999922".parse().ok(),
            ssin: "85073099734".parse().ok(),
            start,
            end: days.map(|days| after(start, days)),
            worker_type: Some(worker_type),
            joint_committee: Some("XXX".to_owned()),
            hours: crate::domain::declaration::Hours::default(),
            planned_hours: None,
            cancelled,
            locked: false,
        };
        let alone = check(&draft);
        let known = validate_change(&draft, &period, &rules(), Date::constant(2026, 11, 22));
        prop_assert!(known.findings.is_sorted_by_key(|finding| finding.field));
        prop_assert_eq!(&known.declaration, &alone.declaration);
        for finding in &alone.findings {
            prop_assert!(known.findings.contains(finding));
        }
    }

    #[test]
    fn any_text_in_any_field_gives_an_orderly_verdict(draft in any_draft(), day in -700_000_i32..2_900_000) {
        let today = Date::constant(1, 1, 1)
            .checked_add(jiff::Span::new().days(i64::from(day)))
            .unwrap_or(Date::MAX);
        let verdict = validate(&draft, &rules(), today);
        prop_assert!(verdict.findings.is_sorted_by_key(|finding| finding.field));
        let unreadable = verdict.findings.iter().any(|finding| finding.severity == Severity::Error);
        prop_assert_eq!(verdict.declaration.is_none(), unreadable);
        for finding in &verdict.findings {
            for (_, arg) in &finding.text.args {
                if let Arg::Words(words) = arg {
                    prop_assert!(!words.contains("85073099734"));
                }
            }
        }
    }
}
