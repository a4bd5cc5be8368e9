//! Lists narrow, scroll and fill in; what comes late is not shown.

use super::*;
use crate::domain::declaration::Hours;
use crate::domain::ids::{Employer, EnterpriseNumber, NssoNumber, PeriodId, Ssin};
use crate::domain::problem::ProblemClass;
use crate::domain::validate::KnownPeriod;
use crate::i18n::Language;
use crate::tui::fixture::{self, press};
use crate::tui::model::Options;
use crate::tui::msg::{Msg, Reply};
use crate::tui::update::update;

#[path = "picker_codes_tests.rs"]
mod codes;
#[path = "picker_pictures.rs"]
mod pictures;

const F2: Key = Key::plain(Code::Function(2));

/// A console on its form, with this field in the focus and the lists that ship with the program.
fn on(field: Field, filled: &[(Field, &str)], size: (u16, u16)) -> Model {
    in_language(Language::En, field, filled, size)
}

fn in_language(
    language: Language,
    field: Field,
    filled: &[(Field, &str)],
    size: (u16, u16),
) -> Model {
    let options = Options {
        rules: crate::config::rules(),
        ..fixture::options(language)
    };
    let mut model = fixture::model_with(options, size);
    press(&mut model, Key::char('3'));
    let filled = filled
        .iter()
        .map(|(field, text)| (*field, (*text).to_owned()));
    model.declare.take_choice(filled.collect(), &model.env);
    model.declare.focus = Focus::Field(field);
    model
}

const SIZE: (u16, u16) = (80, 24);

fn picker(model: &Model) -> &Picker {
    match &model.overlay {
        Some(Overlay::Picker(picker)) => picker,
        other => panic!("no list but {other:?}"),
    }
}

fn first_cells(model: &Model) -> Vec<String> {
    let found = picker(model).found();
    found.iter().map(|row| row.cells[0].clone()).collect()
}

fn employers() -> Vec<EmployerChoice> {
    let enterprise = EnterpriseNumber::parse("0999999922").expect("a test number");
    let nsso = NssoNumber::parse("999990168").expect("a test number");
    let choice = |employer, name: Option<&str>| EmployerChoice {
        employer,
        name: name.map(Into::into),
    };
    vec![
        choice(Employer::Both(enterprise, nsso), Some("Bakkerij Proef")),
        choice(Employer::Nsso(nsso), Some("Caf\u{e9}\u{1b}[31m Test")),
        choice(Employer::Enterprise(enterprise), None),
    ]
}

fn period(id: u64, start: &str, end: Option<&str>) -> Period {
    let enterprise = EnterpriseNumber::parse("0999999922").ok();
    Period {
        id: PeriodId::from_answer(id),
        known: KnownPeriod {
            employer: Employer::of(enterprise, None),
            ssin: Ssin::parse("85073099734").ok(),
            start: start.parse().expect("a day"),
            end: end.map(|end| end.parse().expect("a day")),
            worker_type: Some("OTH".to_owned()),
            joint_committee: Some("XXX".to_owned()),
            hours: Hours::default(),
            planned_hours: None,
            cancelled: false,
            locked: false,
        },
    }
}

fn periods() -> Vec<Period> {
    let mut cancelled = period(800_000_000_373, "2026-11-01", None);
    cancelled.known.cancelled = true;
    let mut locked = period(800_000_000_470, "2020-01-01", Some("2020-03-31"));
    locked.known.locked = true;
    vec![
        locked,
        period(800_000_000_179, "2025-01-06", Some("2025-06-30")),
        cancelled,
        period(800_000_000_276, "2026-02-02", None),
    ]
}

const EMPLOYER: (Field, &str) = (Field::EnterpriseNumber, "0999.999.922");
const WORKER: (Field, &str) = (Field::Ssin, "85073099734");

fn with_periods(model: &mut Model) {
    for effect in press(model, F2) {
        if let Effect::Periods(ticket, _) = effect {
            update(model, Msg::Reply(Reply::Periods(ticket, Ok(periods()))));
        }
    }
}

fn with_employers(model: &mut Model) {
    for effect in press(model, F2) {
        if let Effect::Employers(ticket) = effect {
            update(model, Msg::Reply(Reply::Employers(ticket, Ok(employers()))));
        }
    }
}

#[test]
fn typing_narrows_the_list_and_the_best_comes_first() {
    for (name, typed, first, count) in [
        ("a postcode", "9000", "9000", 1),
        ("the beginning of one", "90", "9000", 14),
        ("a name without its accent", "liege", "4000", 5),
        ("a name of another language", "gand", "9000", 10),
        ("two words", "1050 ixelles", "1050", 1),
        ("a NIS code", "46030", "2070", 4),
    ] {
        let mut model = on(Field::PostCode, &[], SIZE);
        press(&mut model, F2);
        fixture::type_in(&mut model, typed);
        let found = first_cells(&model);
        assert_eq!(found.first().map(String::as_str), Some(first), "{name}");
        assert_eq!(found.len(), count, "{name}");
    }
}

#[test]
fn a_whole_cell_is_better_than_a_beginning_and_that_than_a_part() {
    let row = |cell: &str| Row::new(vec![cell.to_owned()], false, Taken::Texts(Vec::new()));
    for (cell, word, expected) in [
        ("Aalst", "aalst", Some(0)),
        ("Aalst-Oost", "aalst", Some(1)),
        ("Sint-Aalst", "aalst", Some(2)),
        ("Gent", "aalst", None),
    ] {
        assert_eq!(row(cell).score(word), expected, "{cell}");
    }
}

#[test]
fn arrows_and_control_keys_go_through_the_list() {
    let mut model = on(Field::PostCode, &[], SIZE);
    press(&mut model, F2);
    let total = picker(&model).found().len();
    for (name, key, expected) in [
        ("down", Key::plain(Code::Down), 1),
        ("ctrl-n", Key::ctrl('n'), 2),
        ("ctrl-p", Key::ctrl('p'), 1),
        ("up", Key::plain(Code::Up), 0),
        ("up at the top", Key::plain(Code::Up), 0),
        ("a page", Key::plain(Code::PageDown), 10),
    ] {
        press(&mut model, key);
        assert_eq!(picker(&model).selected, expected, "{name}");
    }
    for _ in 0..total {
        press(&mut model, Key::plain(Code::PageDown));
    }
    assert_eq!(picker(&model).selected, total - 1, "the end");
    fixture::type_in(&mut model, "90");
    assert_eq!(picker(&model).selected, 0, "another list begins at its top");
}

#[test]
fn a_choice_fills_in_its_fields() {
    type Filled = &'static [(Field, &'static str)];
    let cases: [(&str, Field, Filled, &str, Filled); 6] = [
        (
            "a worker type",
            Field::WorkerType,
            &[],
            "stu",
            &[(Field::WorkerType, "STU")],
        ),
        (
            "a country",
            Field::Nationality,
            &[],
            "france",
            &[(Field::Nationality, "111")],
        ),
        (
            "a sex",
            Field::Gender,
            &[],
            "woman",
            &[(Field::Gender, "2")],
        ),
        (
            "a municipality by name",
            Field::WorkplaceMunicipalityName,
            &[(Field::WorkplacePostCode, "9999")],
            "9050",
            &[
                (Field::WorkplacePostCode, "9050"),
                (Field::WorkplaceMunicipalityCode, "44021"),
                (Field::WorkplaceMunicipalityName, "Gent"),
            ],
        ),
        (
            "one of two of a postcode",
            Field::MunicipalityCode,
            &[(Field::PostCode, "1050")],
            " elsene",
            &[
                (Field::PostCode, "1050"),
                (Field::MunicipalityCode, "21009"),
                (Field::MunicipalityName, "Ixelles"),
            ],
        ),
        (
            "the code of the day",
            Field::UserPostCode,
            &[(Field::StartDate, "2024-12-31")],
            "2070",
            &[(Field::UserMunicipalityCode, "11056")],
        ),
    ];
    for (name, field, before, typed, expected) in cases {
        let mut model = on(field, before, SIZE);
        press(&mut model, F2);
        fixture::type_in(&mut model, typed);
        press(&mut model, Key::plain(Code::Enter));
        assert!(model.overlay.is_none(), "{name}");
        for &(field, text) in expected {
            assert_eq!(model.declare.draft().get(field), text, "{name}");
        }
    }
}

#[test]
fn nothing_is_filled_in_without_a_choice() {
    let mut model = on(Field::PostCode, &[(Field::PostCode, "1050")], SIZE);
    press(&mut model, F2);
    assert_eq!(
        first_cells(&model).len(),
        2,
        "both municipalities are offered"
    );
    fixture::type_in(&mut model, "zzz<enter>");
    assert!(picker(&model).found().is_empty());
    press(&mut model, Key::plain(Code::Esc));
    assert!(model.overlay.is_none());
    assert_eq!(model.declare.draft().get(Field::MunicipalityCode), "");
}

#[test]
fn employers_fill_in_the_numbers_that_they_have() {
    let mut model = on(Field::NssoNumber, &[EMPLOYER], SIZE);
    with_employers(&mut model);
    press(&mut model, Key::plain(Code::Down));
    let shown = &picker(&model).found()[1].cells[0];
    assert_eq!(shown, "Caf\u{e9}\\u{1b}[31m Test");
    press(&mut model, Key::plain(Code::Enter));
    let draft = model.declare.draft();
    assert_eq!(draft.get(Field::NssoNumber), "999990168");
    assert_eq!(
        draft.get(Field::EnterpriseNumber),
        "",
        "of another employer"
    );
}

#[test]
fn periods_are_asked_for_by_employer_and_worker() {
    for (name, filled, ssin) in [
        ("an employer", vec![EMPLOYER], None),
        (
            "and a worker",
            vec![EMPLOYER, WORKER],
            Ssin::parse("85073099734").ok(),
        ),
        (
            "and half a number",
            vec![EMPLOYER, (Field::Ssin, "8507")],
            None,
        ),
    ] {
        let mut model = on(Field::PeriodId, &filled, SIZE);
        let effects = press(&mut model, F2);
        let [Effect::Periods(_, search), ..] = effects[..] else {
            panic!("{name}: {effects:?}");
        };
        assert_eq!(search.ssin, ssin, "{name}");
        assert_eq!(
            search.employer.enterprise().map(EnterpriseNumber::digits),
            Some("0999999922".to_owned()),
            "{name}"
        );
    }
    let mut model = on(Field::PeriodId, &[(Field::EnterpriseNumber, "099")], SIZE);
    assert_eq!(press(&mut model, F2), Vec::new());
    let note = picker(&model).note().map(|note| note.key);
    assert_eq!(note, Some("pick-employer-first"));
    press(&mut model, Key::plain(Code::Enter));
    assert!(model.overlay.is_none());
}

#[test]
fn a_period_fills_in_number_employer_and_worker() {
    let mut model = on(Field::PeriodId, &[EMPLOYER], SIZE);
    with_periods(&mut model);
    let numbers: Vec<_> = picker(&model)
        .found()
        .iter()
        .map(|row| row.cells[5].clone())
        .collect();
    // The latest first; a cancelled and a locked one last.
    let expected = [
        "800000000276",
        "800000000179",
        "800000000373",
        "800000000470",
    ];
    assert_eq!(numbers, expected);
    press(&mut model, Key::plain(Code::Enter));
    let draft = model.declare.draft();
    assert_eq!(draft.get(Field::PeriodId), "800000000276");
    assert_eq!(draft.get(Field::EnterpriseNumber), "0999999922");
    assert_eq!(draft.get(Field::Ssin), "85073099734");
}

#[test]
fn what_a_period_does_not_tell_stays_as_it_was_typed() {
    let mut unknown = period(800_000_000_179, "2025-01-06", None);
    (unknown.known.employer, unknown.known.ssin) = (None, None);
    let filled = Taken::Period(Box::new(unknown)).filled();
    assert_eq!(filled, [(Field::PeriodId, "800000000179".to_owned())]);
}

#[test]
fn late_answers_are_not_shown() {
    let mut model = on(Field::EnterpriseNumber, &[], SIZE);
    let first = press(&mut model, F2);
    press(&mut model, Key::plain(Code::Esc));
    let second = press(&mut model, F2);
    let ([Effect::Employers(first)], [Effect::Employers(second)]) = (&first[..], &second[..])
    else {
        panic!("{first:?} {second:?}");
    };
    update(
        &mut model,
        Msg::Reply(Reply::Employers(*first, Ok(employers()))),
    );
    assert!(matches!(picker(&model).list, Loaded::Loading));
    update(
        &mut model,
        Msg::Reply(Reply::Employers(*second, Ok(Vec::new()))),
    );
    assert_eq!(
        picker(&model).note().map(|note| note.key),
        Some("pick-no-employers")
    );
    update(
        &mut model,
        Msg::Reply(Reply::Employers(*second, Ok(employers()))),
    );
    assert!(picker(&model).found().is_empty(), "it was answered");
    press(&mut model, Key::plain(Code::Esc));
    update(
        &mut model,
        Msg::Reply(Reply::Employers(*second, Ok(employers()))),
    );
    assert!(model.overlay.is_none(), "it was closed");
}

#[test]
fn a_failure_is_said_in_the_list() {
    let problem = || Problem::new(ProblemClass::Service, Text::new("tui-token-failed"));
    let mut model = on(Field::PeriodId, &[EMPLOYER], SIZE);
    let effects = press(&mut model, F2);
    let [Effect::Periods(ticket, _)] = effects[..] else {
        panic!("{effects:?}");
    };
    press(&mut model, Key::plain(Code::Enter));
    assert!(
        matches!(picker(&model).list, Loaded::Loading),
        "it is waited for"
    );
    update(
        &mut model,
        Msg::Reply(Reply::Periods(ticket, Err(problem()))),
    );
    assert!(matches!(picker(&model).list, Loaded::Failed(..)));
    press(&mut model, Key::plain(Code::Esc));
    press(&mut model, F2);
    update(&mut model, Msg::TaskFailed(problem()));
    assert!(
        matches!(picker(&model).list, Loaded::Failed(..)),
        "its task died"
    );
}

#[test]
fn what_the_field_holds_is_chosen_already() {
    let mut model = on(Field::Country, &[(Field::Country, "129")], SIZE);
    press(&mut model, F2);
    assert_eq!(
        picker(&model).found()[picker(&model).selected].cells[1],
        "Netherlands"
    );
    assert_eq!(first_cells(&model)[0], "150", "Belgium is first");
    assert_eq!(first_cells(&model).last().map(String::as_str), Some("999"));
}

#[test]
fn every_field_has_a_list_or_says_that_it_has_none() {
    for &field in Field::ALL {
        let mut model = on(field, &[EMPLOYER], SIZE);
        let asks = !press(&mut model, F2).is_empty();
        let picker = picker(&model);
        let rows = picker
            .list
            .ready()
            .is_some_and(|list| !list.rows.is_empty());
        assert!(asks || rows || picker.note().is_some(), "{field:?}");
        assert!(!picker.title.is_empty(), "{field:?}");
    }
    let mut model = on(Field::Ssin, &[], SIZE);
    model.declare.focus = Focus::Send;
    press(&mut model, F2);
    assert_eq!(
        picker(&model).note().map(|note| note.key),
        Some("pick-nothing-here")
    );
}
