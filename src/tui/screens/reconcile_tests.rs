//! The work list on screen: keys in, effects out, and whole pictures.

use insta::assert_snapshot;
use jiff::civil::date;

use super::*;
use crate::domain::declaration::Declaration;
use crate::domain::ids::Ssin;
use crate::domain::plan::Person;
use crate::domain::problem::ProblemClass;
use crate::domain::reconcile::{Ours, Planned, Standing};
use crate::domain::table::Cell;
use crate::domain::validate::{KnownPeriod, Period};
use crate::i18n::Language;
use crate::tui::fixture::{self, SIZES, picture, press, type_in};
use crate::tui::key::{Code, Key};
use crate::tui::msg::{Msg, Reply};
use crate::tui::update::update;

fn person(ssin: &str) -> Person {
    Person {
        employer: "0999999922".parse().expect("synthetic"),
        ssin: Ssin::parse(ssin).expect("synthetic"),
    }
}

fn known(start: i8, end: Option<i8>) -> KnownPeriod {
    KnownPeriod {
        employer: "0999999922".parse().ok(),
        ssin: None,
        start: date(2026, 12, start),
        end: end.map(|end| date(2026, 12, end)),
        worker_type: Some("OTH".to_owned()),
        joint_committee: Some("200".to_owned()),
        hours: crate::domain::declaration::Hours::default(),
        planned_hours: None,
        cancelled: false,
        locked: false,
    }
}

fn line(class: Class, ssin: &str) -> Line {
    Line {
        person: Some(person(ssin)),
        planned: None,
        ours: None,
        rsz: None,
        class,
        declarations: Vec::new(),
        why: None,
        deadline: None,
    }
}

fn declaration() -> Declaration {
    let mut declaration = fixture::declaration();
    declaration.draft = crate::domain::draft::Draft::new(Kind::In);
    declaration
}

/// One line of four classes.
fn report() -> Report {
    let period = |number, known| Period {
        id: crate::domain::ids::PeriodId::from_answer(number),
        known,
    };
    Report {
        lines: vec![
            Line {
                planned: Some(Planned {
                    row: 3,
                    known: known(1, Some(5)),
                }),
                declarations: vec![declaration()],
                deadline: Some(fixture::now()),
                ..line(Class::Missing, "85073099734")
            },
            Line {
                ours: Some(Ours {
                    rows: vec![fixture::row(32)],
                    period: None,
                    known: Some(known(2, None)),
                    standing: Standing::Refused,
                }),
                ..line(Class::Refused, "92041599827")
            },
            Line {
                rsz: Some(period(900_000_000_101, known(3, Some(9)))),
                ..line(Class::NotOurs, "05021999736")
            },
            Line {
                planned: Some(Planned {
                    row: 4,
                    known: known(4, None),
                }),
                rsz: Some(period(900_000_000_102, known(4, None))),
                ..line(Class::Same, "85073099734")
            },
        ],
        unasked: vec![(
            person("70061598181"),
            Problem::new(ProblemClass::Service, Text::new("reconcile-stopped")),
        )],
        people: 4,
        stopped: false,
    }
}

/// Asks for a file, and gives the ticket of the question.
fn ask(model: &mut Model, path: &str) -> (Ticket, Option<String>) {
    press(model, Key::char('8'));
    press(model, Key::char('i'));
    let effects = type_in(model, &format!("{path}<enter>"));
    let run = effects.into_iter().find_map(|effect| match effect {
        Effect::Reconcile(ticket, ReconcileWork::Run { path, .. }) => Some((ticket, path)),
        _ => None,
    });
    run.expect("it is asked for")
}

fn compared(language: Language, size: (u16, u16)) -> Model {
    let mut model = fixture::model(language, size);
    let (ticket, path) = ask(&mut model, "'list.csv'");
    assert_eq!(path.as_deref(), Some("list.csv"));
    let reply = Reply::Reconciled(ticket, Box::new(Ok(report())));
    update(&mut model, Msg::Reply(reply));
    model
}

#[test]
fn pictures() {
    let mut model = fixture::model(Language::En, (80, 24));
    press(&mut model, Key::char('8'));
    press(&mut model, Key::char('i'));
    assert_snapshot!("reconcile_ask_80x24", picture(&model));
    for (size, name) in SIZES {
        let model = compared(Language::En, size);
        assert_snapshot!(format!("reconcile_{name}"), picture(&model));
    }
    let model = compared(Language::Fr, (80, 24));
    assert_snapshot!("reconcile_fr_80x24", picture(&model));
}

#[test]
fn the_searches_are_watched_and_can_be_stopped() {
    let mut model = fixture::model(Language::En, (80, 24));
    let (ticket, path) = ask(&mut model, "");
    assert_eq!(path, None, "the rows of the queue");
    assert!(model.reconcile.is_running());
    let later = fixture::now() + jiff::SignedDuration::from_secs(1);
    let asked = update(&mut model, Msg::Tick(later));
    assert!(asked.contains(&Effect::Reconcile(ticket, ReconcileWork::Progress)));
    let progress = ManyProgress { done: 3, of: 12 };
    update(
        &mut model,
        Msg::Reply(Reply::ReconcileProgress(ticket, progress)),
    );
    assert!(picture(&model).contains("3 of 12"));
    let stopped = press(&mut model, Key::char('s'));
    assert_eq!(stopped, [Effect::Reconcile(ticket, ReconcileWork::Stop)]);
    let mut old = ticket;
    old.0 -= 1;
    let late = Reply::Reconciled(old, Box::new(Ok(report())));
    update(&mut model, Msg::Reply(late));
    assert!(model.reconcile.is_running(), "a late answer is dropped");
    let reply = Reply::Reconciled(ticket, Box::new(Ok(report())));
    update(&mut model, Msg::Reply(reply));
    assert!(!model.reconcile.is_running());
}

#[test]
fn a_line_opens_what_it_takes() {
    let mut model = compared(Language::En, (120, 40));
    press(&mut model, Key::plain(Code::Enter));
    assert_eq!(
        model.screen,
        Screen::Declare,
        "the declaration that is missing"
    );
    press(&mut model, Key::plain(Code::Esc));
    model.open(Screen::Reconcile);
    press(&mut model, Key::char('j'));
    press(&mut model, Key::plain(Code::Enter));
    assert_eq!(model.screen, Screen::Detail, "our own submission");
    assert_eq!(model.detail.id, Some(crate::domain::ids::SubmissionId(32)));
    model.open(Screen::Reconcile);
    press(&mut model, Key::char('j'));
    press(&mut model, Key::plain(Code::Enter));
    assert_eq!(model.screen, Screen::Reconcile, "there is nothing to open");
    assert!(picture(&model).contains("ask who declared it"));
}

#[test]
fn classes_are_filtered_lines_are_ticked_and_those_on_show_are_written() {
    let mut model = compared(Language::En, (120, 40));
    assert_eq!(model.reconcile.shown().len(), 3, "only differences");
    press(&mut model, Key::char('x'));
    assert!(picture(&model).contains("[x] Planned and nowhere"));
    type_in(&mut model, "<right><right>");
    let classes: Vec<_> = (model.reconcile.shown().iter())
        .map(|(_, line)| line.class)
        .collect();
    assert_eq!(classes, [Class::Refused]);
    let effects = press(&mut model, Key::char('e'));
    let [Effect::WriteTable(path, table)] = &effects[..] else {
        panic!("{effects:?}")
    };
    assert!(
        path.starts_with("dimonitor-sandbox-reconcile-refused-"),
        "{path}"
    );
    assert_eq!(table.rows.len(), 1);
    let raw: Vec<String> = table.rows[0].iter().map(Cell::raw).collect();
    assert!(
        !raw.iter().any(|cell| cell.contains("92041599827")),
        "{raw:?}"
    );
}

#[test]
fn a_read_only_console_opens_no_form() {
    let mut options = fixture::options(Language::En);
    options.read_only = true;
    let mut model = fixture::model_with(options, (120, 40));
    let (ticket, _) = ask(&mut model, "list.csv");
    let reply = Reply::Reconciled(ticket, Box::new(Ok(report())));
    update(&mut model, Msg::Reply(reply));
    press(&mut model, Key::plain(Code::Enter));
    assert_eq!(model.screen, Screen::Reconcile);
}
