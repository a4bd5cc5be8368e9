//! Which codes are offered, and in which order.

use super::*;

#[test]
fn codes_that_do_not_fit_stand_last() {
    type Case = (
        &'static str,
        Field,
        &'static [(Field, &'static str)],
        &'static [&'static str],
        &'static [&'static str],
    );
    let cases: [Case; 4] = [
        (
            "of EXT",
            Field::JointCommittee,
            &[(Field::WorkerType, "EXT")],
            &["144", "302"],
            &["XXX", "124"],
        ),
        (
            "of FLX",
            Field::JointCommittee,
            &[(Field::WorkerType, "FLX")],
            &["XXX"],
            &["302"],
        ),
        (
            "of 302",
            Field::WorkerType,
            &[(Field::JointCommittee, "302")],
            &["EXT"],
            &["STU", "OTH"],
        ),
        (
            "of a user",
            Field::UserJointCommittee,
            &[],
            &["124", "XXX"],
            &["322"],
        ),
    ];
    for (name, field, filled, fit, unfit) in cases {
        let mut model = on(field, filled, SIZE);
        press(&mut model, F2);
        let found = picker(&model).found();
        let place = |code: &&str| found.iter().position(|row| row.cells[0] == *code);
        let marked = |code: &&str| place(code).map(|place| found[place].marked);
        for code in fit {
            assert_eq!(marked(code), Some(false), "{name}: {code}");
        }
        for code in unfit {
            assert_eq!(marked(code), Some(true), "{name}: {code}");
            assert!(
                fit.iter().all(|fit| place(fit) < place(code)),
                "{name}: {code}"
            );
        }
    }
}

#[test]
fn the_usual_committees_of_a_type_stand_first() {
    let mut model = on(Field::JointCommittee, &[(Field::WorkerType, "FLX")], SIZE);
    press(&mut model, F2);
    assert_eq!(first_cells(&model)[..2], ["322", "XXX"]);
    press(&mut model, Key::ctrl('t'));
    assert!(
        matches!(model.overlay, Some(Overlay::Picker(_))),
        "nothing is sent from a list"
    );
}

#[test]
fn codes_are_those_of_the_day() {
    for (name, start, there) in [
        ("before", "2023-08-31", false),
        ("since", "2023-09-01", true),
        ("as Belgians write it", "31/08/2023", false),
    ] {
        let mut model = on(Field::WorkerType, &[(Field::StartDate, start)], SIZE);
        press(&mut model, F2);
        assert_eq!(
            first_cells(&model).contains(&"ALT".to_owned()),
            there,
            "{name}"
        );
    }
}
