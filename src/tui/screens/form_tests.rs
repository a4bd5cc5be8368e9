//! Fields, stars and choices by kind, worker type and joint committee.

use super::*;
use crate::tui::fixture;

fn draft(worker_type: &str) -> Draft {
    Draft::new(Kind::In).with(Field::WorkerType, worker_type)
}

fn shown(draft: &Draft, rules: &Rules) -> Vec<Field> {
    fields(draft, rules, &BTreeSet::new())
}

#[test]
fn fields_appear_by_worker_type() {
    let rules = fixture::rules();
    for (name, worker_type, field, expected) in [
        (
            "planned hours of a student",
            "STU",
            Field::PlannedHours,
            true,
        ),
        ("workplace of a student", "STU", Field::WorkplaceName, true),
        ("no hours of a student", "STU", Field::StartHour, false),
        ("hours of an extra", "EXT", Field::StartHour, true),
        ("in small letters", "ext", Field::StartHour, true),
        (
            "hours of a flexi-job of one day",
            "FLX",
            Field::EndHour,
            true,
        ),
        (
            "no planned hours of others",
            "OTH",
            Field::PlannedHours,
            false,
        ),
        ("end date of everyone", "OTH", Field::EndDate, true),
        ("sub-entity of everyone", "OTH", Field::SubEntity, true),
    ] {
        let found = shown(&draft(worker_type), &rules).contains(&field);
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn fields_appear_by_joint_committee() {
    let rules = crate::config::rules();
    for (name, committee, field, expected) in [
        ("the user of agency work", "322", Field::UserName, true),
        ("no user elsewhere", "XXX", Field::UserName, false),
        ("cards of builders", "124", Field::CardNextMonth, true),
        ("no cards elsewhere", "322", Field::CardNextMonth, false),
    ] {
        let draft = draft("OTH").with(Field::JointCommittee, committee);
        assert_eq!(shown(&draft, &rules).contains(&field), expected, "{name}");
    }
    let lent = draft("OTH")
        .with(Field::JointCommittee, "322")
        .with(Field::UserJointCommittee, "124");
    assert!(shown(&lent, &rules).contains(&Field::CardFirstMonth));
}

#[test]
fn every_kind_has_its_fields_and_those_that_say_whom_it_is_about() {
    let rules = crate::config::rules();
    for (kind, first) in [
        (Kind::Out, &[Field::PeriodId, Field::EndDate][..]),
        (
            Kind::Update,
            &[
                Field::PeriodId,
                Field::StartDate,
                Field::StartHour,
                Field::EndDate,
                Field::EndHour,
                Field::PlannedHours,
            ],
        ),
        (Kind::Cancel, &[Field::PeriodId]),
    ] {
        let expected = [first, &Field::ABOUT, &[Field::Reference]].concat();
        assert_eq!(shown(&Draft::new(kind), &rules), expected, "{kind:?}");
        for field in expected {
            assert!(
                crate::domain::validate::takes(kind, field),
                "{kind:?} {field:?}"
            );
        }
    }
}

#[test]
fn every_field_stands_once_whatever_is_filled_in() {
    let rules = crate::config::rules();
    for kind in Kind::ALL {
        let mut draft = Draft::new(kind);
        for &field in Field::ALL {
            draft.set(field, "x");
        }
        let mut found = shown(&draft, &rules);
        assert_eq!(found.len(), Field::ALL.len(), "{kind:?}");
        found.sort();
        assert_eq!(found, Field::ALL, "{kind:?}");
    }
}

#[test]
fn the_identity_is_shown_whole_or_not_at_all() {
    let rules = crate::config::rules();
    let begun = draft("OTH").with(Field::Nationality, "111");
    let found = shown(&begun, &rules);
    assert!(IDENTITY.iter().all(|field| found.contains(field)));
    let found = shown(&draft("OTH"), &rules);
    assert!(!IDENTITY.iter().any(|field| found.contains(field)));
}

/// A name; type and committee; more fields; whether the identity is shown; the field, and
/// whether it has a star.
type Star<'a> = (
    &'a str,
    (&'a str, &'a str),
    &'a [(Field, &'a str)],
    bool,
    Field,
    bool,
);

/// Holds where the stars of an IN stand.
fn stars(cases: &[Star<'_>]) {
    let rules = crate::config::rules();
    for (name, (worker_type, committee), more, identity, field, expected) in cases {
        let mut draft = draft(worker_type).with(Field::JointCommittee, *committee);
        for (field, text) in *more {
            draft.set(*field, *text);
        }
        let found = is_required(*field, &draft, &rules, *identity);
        assert_eq!(found, *expected, "{name}");
    }
}

#[test]
fn a_worker_has_stars_at_the_number_or_at_the_identity() {
    use Field as F;
    let others = ("OTH", "XXX");
    stars(&[
        ("the number", others, &[], false, F::Ssin, true),
        ("no number", others, &[], true, F::Ssin, false),
        ("of an extra", ("EXT", "302"), &[], true, F::Ssin, true),
        ("sex", others, &[], true, F::Gender, true),
        ("name", others, &[], true, F::FamilyName, true),
        (
            "name beside a number",
            others,
            &[],
            false,
            F::FamilyName,
            false,
        ),
        ("initial", others, &[], true, F::Initial, false),
        (
            "begun",
            others,
            &[(F::Country, "150")],
            false,
            F::Gender,
            true,
        ),
        (
            "sex beside a number",
            others,
            &[(F::Ssin, "1")],
            true,
            F::Gender,
            false,
        ),
    ]);
}

#[test]
fn stars_stand_where_the_checks_would_miss_something() {
    use Field as F;
    let agency = ("OTH", "322");
    let flexi = ("FLX", "XXX");
    let student = ("STU", "XXX");
    let day = &[(F::StartDate, "1/12/2026"), (F::EndDate, "2026-12-01")];
    let named = &[(F::UserName, "x")];
    let place = &[(F::WorkplaceName, "x")];
    let old = &[(F::StartDate, "2018-01-01")];
    stars(&[
        ("end of agency work", agency, &[], false, F::EndDate, true),
        ("user", agency, &[], false, F::UserEnterpriseNumber, true),
        (
            "no user",
            ("OTH", "XXX"),
            &[],
            false,
            F::UserEnterpriseNumber,
            false,
        ),
        ("user by name", agency, named, false, F::UserStreet, true),
        (
            "no number then",
            agency,
            named,
            false,
            F::UserEnterpriseNumber,
            false,
        ),
        ("flexi-job of a day", flexi, day, false, F::StartHour, true),
        ("by quarter", flexi, &[], false, F::StartHour, false),
        (
            "with one hour",
            flexi,
            &[(F::EndHour, "22:00")],
            false,
            F::StartHour,
            true,
        ),
        ("lump sum", ("EXT", "302"), &[], false, F::EndHour, false),
        (
            "extra elsewhere",
            ("EXT", "144"),
            &[],
            false,
            F::EndHour,
            true,
        ),
        ("trainee", ("IVT", "XXX"), &[], false, F::SmallStatus, true),
        (
            "trainee of old",
            ("IVT", "XXX"),
            old,
            false,
            F::SmallStatus,
            false,
        ),
        ("box", student, place, false, F::WorkplaceBoxNumber, false),
        ("street", student, place, false, F::WorkplaceStreet, true),
        (
            "no workplace",
            student,
            &[],
            false,
            F::WorkplaceStreet,
            false,
        ),
    ]);
}

#[test]
fn changes_have_stars_at_what_they_cannot_do_without() {
    let rules = crate::config::rules();
    for (kind, field, expected) in [
        (Kind::Out, Field::PeriodId, true),
        (Kind::Out, Field::EndDate, true),
        (Kind::Out, Field::Ssin, false),
        (Kind::Update, Field::PeriodId, true),
        (Kind::Update, Field::EndDate, false),
        (Kind::Cancel, Field::PeriodId, true),
    ] {
        let found = is_required(field, &Draft::new(kind), &rules, false);
        assert_eq!(found, expected, "{kind:?} {field:?}");
    }
}

#[test]
fn a_longer_flexi_job_has_no_hours() {
    let long = draft("FLX")
        .with(Field::StartDate, "2026-12-01")
        .with(Field::EndDate, "05/12/2026");
    assert!(!shown(&long, &fixture::rules()).contains(&Field::StartHour));
}

#[test]
fn a_filled_field_never_disappears() {
    let filled = draft("OTH").with(Field::PlannedHours, "40");
    assert!(shown(&filled, &fixture::rules()).contains(&Field::PlannedHours));
}

#[test]
fn committees_are_those_of_the_type_with_what_fits_first() {
    let rules = crate::config::rules();
    let today = fixture::today();
    for (worker_type, expected) in [
        ("EXT", &["302", "144", "145", "320", "322"][..]),
        ("BCW", &["124", "322"]),
        ("RTA", &["124"]),
    ] {
        let mut found = choices(Field::JointCommittee, &draft(worker_type), &rules, today);
        let mut expected = expected.to_vec();
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "{worker_type}");
    }
    let flexi = choices(Field::JointCommittee, &draft("FLX"), &rules, today);
    assert_eq!(flexi[..2], ["XXX", "322"]);
    assert_eq!(flexi.last(), Some(&"302"), "advised against, yet there");
    // What was refused with 302 is one key away from what the NSSO takes.
    assert_eq!(step(&flexi, "302", true), Some("XXX"));
    let fixture = fixture::rules();
    let flexi = choices(Field::JointCommittee, &draft("FLX"), &fixture, today);
    assert_eq!(flexi, ["302"]);
}

#[test]
fn worker_types_are_those_of_the_day_usual_ones_first() {
    let rules = crate::config::rules();
    let found = |day: &str| {
        let draft = Draft::new(Kind::In).with(Field::StartDate, day);
        choices(Field::WorkerType, &draft, &rules, fixture::today())
    };
    let now = found("");
    assert_eq!(now[..6], ["OTH", "STU", "FLX", "EXT", "BCW", "DWD"]);
    assert!(!now.contains(&"STX") && now.contains(&"PMP"));
    assert!(found("01/06/2012").contains(&"STX"));
    assert!(!found("2012-06-01").contains(&"FLX"));
}

#[test]
fn a_user_undertaking_has_no_committee_of_agency_work() {
    let rules = crate::config::rules();
    let found = choices(
        Field::UserJointCommittee,
        &draft("OTH"),
        &rules,
        fixture::today(),
    );
    assert!(!found.contains(&"322") && found.contains(&"124"));
}

#[test]
fn picking_goes_round() {
    assert_eq!(step(&["a", "b"], "b", true), Some("a"));
    assert_eq!(step(&["a", "b"], "", false), Some("b"));
    assert_eq!(step(&[], "x", true), None);
    assert_eq!(step(&[], "x", false), None);
}
