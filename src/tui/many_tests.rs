//! What is asked before something is done to many, what is done, and what is told of it.

use insta::assert_snapshot;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::super::many_choice::Scope;
use super::*;
use crate::domain::decision::Decision;
use crate::domain::environment::Environment;
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::StateKind;
use crate::domain::many::{ExportFormat, ExportOrder};
use crate::domain::problem::ProblemClass;
use crate::domain::report::{Filter, Sort, WorkerStatus};
use crate::i18n::Language;
use crate::tui::fixture::{self, picture, press, type_in};
use crate::tui::key::Input as Typed;
use crate::tui::many_view::view;
use crate::tui::model::Options;
use crate::tui::msg::{Msg, Reply};
use crate::tui::update::update;

const ENTER: Key = Key::plain(Code::Enter);
const ESC: Key = Key::plain(Code::Esc);

fn counts(pairs: &[(StateKind, u64)]) -> Counts {
    Counts(pairs.iter().copied().collect())
}

/// The queue of the simulation environment, with ten rows.
fn queue_with(options: Options, size: (u16, u16)) -> Model {
    let mut model = fixture::model_with(options, size);
    let header = fixture::header(Environment::Simulation, WorkerStatus::Here);
    update(&mut model, Msg::Reply(Reply::Header(Box::new(header))));
    let effects = press(&mut model, Key::char('2'));
    let asked = effects.iter().find_map(|effect| match effect {
        Effect::Queue(ticket, _) => Some(*ticket),
        _ => None,
    });
    let page = fixture::page(0, 31..=40, 10);
    let reply = Reply::Queue(asked.expect("rows are asked for"), Ok(page));
    update(&mut model, Msg::Reply(reply));
    model
}

fn queue(language: Language) -> Model {
    queue_with(fixture::options(language), (100, 30))
}

/// What is asked and ordered of many.
fn orders(effects: &[Effect]) -> Vec<ManyWork> {
    let work = |effect: &Effect| match effect {
        Effect::Many(_, work) => Some(work.clone()),
        _ => None,
    };
    effects.iter().filter_map(work).collect()
}

fn asked(effects: &[Effect]) -> Vec<(Ticket, Filter)> {
    let counted = |effect: &Effect| match effect {
        Effect::Counts(ticket, filter) => Some((*ticket, (**filter).clone())),
        _ => None,
    };
    effects.iter().filter_map(counted).collect()
}

/// 14 marked rows of which two are sent and three refused, one of those decided about.
fn marked(model: &mut Model, wish: Wish) {
    let choice = Choice {
        which: Filter {
            ids: (1..=14).map(SubmissionId).collect(),
            ..Filter::default()
        },
        sort: Sort::default(),
        scope: Scope::Marked("since:1d".to_owned()),
    };
    let effects = begin(model, choice, wish);
    let all = [
        (StateKind::Queued, 7),
        (StateKind::Held, 2),
        (StateKind::Submitted, 2),
        (StateKind::Refused, 3),
    ];
    let tickets = asked(&effects);
    let answers = [counts(&all), counts(&[(StateKind::Refused, 2)])];
    assert_eq!(tickets.len(), 2);
    for ((ticket, _), counts) in tickets.into_iter().zip(answers) {
        update(model, Msg::Reply(Reply::Counts(ticket, Ok(counts))));
    }
}

fn report(model: &mut Model, report: ManyReport) {
    let ticket = model.many.ticket;
    let reply = Reply::Many(ticket, Box::new(Ok(report)));
    update(model, Msg::Reply(reply));
}

#[test]
fn without_marks_the_menu_is_about_the_selected_row_alone() {
    let mut model = queue(Language::En);
    let effects = press(&mut model, Key::char('a'));
    let filters = asked(&effects);
    assert_eq!(filters.len(), 2);
    for (_, filter) in &filters {
        assert_eq!(filter.ids, [SubmissionId(40)]);
    }
    assert_eq!(model.many.choice.scope, Scope::One(SubmissionId(40)));
}

#[test]
fn a_deed_is_previewed_confirmed_and_done_to_those_that_let_it() {
    let mut model = queue(Language::En);
    marked(&mut model, Wish::Choose);
    let shown = picture(&model);
    assert!(shown.contains("9 of 14"), "{shown}");
    // Poll, hold, release, withdraw: the second one.
    press(&mut model, Key::char('j'));
    press(&mut model, ENTER);
    let shown = picture(&model);
    for words in [
        "SIMULATION",
        "7 of 14 can be held",
        "held already",
        "has ended",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let effects = press(&mut model, Key::char('y'));
    let ids: Vec<_> = (1..=14).map(SubmissionId).collect();
    let [ManyWork::Do(order)] = &orders(&effects)[..] else {
        panic!("{effects:?}");
    };
    assert_eq!((order.deed, order.confirmed), (Deed::Hold, 7));
    assert_eq!(order.which.ids, ids);
}

#[test]
fn withdrawing_more_than_one_needs_the_number() {
    let mut model = queue(Language::En);
    marked(&mut model, Wish::Do(Deed::Withdraw));
    assert!(
        orders(&press(&mut model, ENTER)).is_empty(),
        "nothing typed"
    );
    type_in(&mut model, "y8");
    assert!(
        orders(&press(&mut model, ENTER)).is_empty(),
        "another number"
    );
    assert!(picture(&model).contains("Type 9 to confirm"));
    type_in(&mut model, "<clear>9");
    let effects = press(&mut model, ENTER);
    assert_eq!(orders(&effects).len(), 1);
    assert!(effects.iter().all(Effect::is_deed));
}

#[test]
fn a_decision_about_many_needs_a_reason_and_counts_only_open_ends() {
    let mut model = queue(Language::En);
    let kept = Deed::Settle(Decision::Kept);
    marked(&mut model, Wish::Do(kept));
    let shown = picture(&model);
    assert!(shown.contains("2 of 14 can be decided about"), "{shown}");
    assert!(shown.contains("decided already"), "{shown}");
    press(&mut model, ENTER);
    assert!(picture(&model).contains("A reason is needed"));
    update(
        &mut model,
        Msg::Input(Typed::Paste("agreed by phone".to_owned())),
    );
    let effects = press(&mut model, ENTER);
    let [ManyWork::Do(order)] = &orders(&effects)[..] else {
        panic!("{effects:?}");
    };
    assert_eq!((order.deed, order.confirmed), (kept, 2));
    assert_eq!(order.reason, "agreed by phone");
}

#[test]
fn marks_make_the_keys_of_one_row_those_of_many() {
    let mut model = queue(Language::En);
    type_in(&mut model, " j ");
    for (key, deed) in [
        ('p', Deed::PollNow),
        ('w', Deed::Withdraw),
        ('H', Deed::Release),
    ] {
        let effects = press(&mut model, Key::char(key));
        let counted = asked(&effects);
        assert_eq!(counted.len(), 2, "{key}");
        for (ticket, filter) in counted {
            assert_eq!(filter.ids.len(), 2, "{key}");
            let held = counts(&[(StateKind::Held, 2)]);
            update(&mut model, Msg::Reply(Reply::Counts(ticket, Ok(held))));
        }
        match &model.many.step {
            Step::Ask(ask) => assert_eq!(ask.deed, deed),
            other => panic!("{other:?}"),
        }
        press(&mut model, ESC);
        assert!(model.overlay.is_none(), "{key}");
    }
    press(&mut model, Key::char('e'));
    let effects = press(&mut model, ENTER);
    let [ManyWork::Export(order)] = &orders(&effects)[..] else {
        panic!("{effects:?}");
    };
    assert_eq!(order.which.ids.len(), 2);
    assert_eq!(order.choice, "marked");
}

#[test]
fn hold_means_release_when_nothing_is_queued() {
    let mut model = queue(Language::En);
    let choice = marked_or_one(&model).expect("a row is selected");
    for (state, wanted) in [
        (StateKind::Queued, Deed::Hold),
        (StateKind::Held, Deed::Release),
    ] {
        let effects = begin(&mut model, choice.clone(), Wish::HoldOrRelease);
        for (ticket, _) in asked(&effects) {
            let reply = Reply::Counts(ticket, Ok(counts(&[(state, 1)])));
            update(&mut model, Msg::Reply(reply));
        }
        match &model.many.step {
            Step::Ask(ask) => assert_eq!(ask.deed, wanted),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn what_nothing_can_be_done_to_is_told_and_nothing_is_done() {
    let mut model = queue(Language::En);
    let choice = marked_or_one(&model).expect("a row is selected");
    let effects = begin(&mut model, choice, Wish::Do(Deed::Withdraw));
    for (ticket, _) in asked(&effects) {
        let reply = Reply::Counts(ticket, Ok(counts(&[(StateKind::Accepted, 1)])));
        update(&mut model, Msg::Reply(reply));
    }
    assert!(picture(&model).contains("0 of 1 can be withdrawn"));
    assert!(orders(&press(&mut model, ENTER)).is_empty());
    assert!(picture(&model).contains("There is nothing to do"));
    press(&mut model, ESC);
    assert!(model.overlay.is_none());
}

#[test]
fn late_and_foreign_answers_change_nothing() {
    let mut model = queue(Language::En);
    let effects = press(&mut model, Key::char('a'));
    let tickets = asked(&effects);
    press(&mut model, ESC);
    for (ticket, _) in tickets {
        update(
            &mut model,
            Msg::Reply(Reply::Counts(ticket, Ok(Counts::default()))),
        );
    }
    assert!(model.overlay.is_none() && matches!(model.many.step, Step::Closed));
    marked(&mut model, Wish::Do(Deed::Hold));
    press(&mut model, ENTER);
    let old = Ticket(model.many.ticket.0 - 1);
    let late = Reply::Many(old, Box::new(Ok(ManyReport::default())));
    update(&mut model, Msg::Reply(late));
    assert!(matches!(model.many.step, Step::Running(..)));
}

#[test]
fn what_runs_goes_on_unseen_is_stopped_by_a_key_and_its_end_is_told() {
    let mut model = queue(Language::En);
    marked(&mut model, Wish::Do(Deed::Hold));
    press(&mut model, ENTER);
    let again = orders(&update(&mut model, Msg::StoreChanged));
    assert_eq!(again, [ManyWork::Progress]);
    press(&mut model, ESC);
    assert!(model.overlay.is_none());
    press(&mut model, Key::char('a'));
    assert!(
        matches!(model.many.step, Step::Running(..)),
        "on show again"
    );
    assert_eq!(orders(&press(&mut model, Key::char('s'))), [ManyWork::Stop]);
    press(&mut model, ESC);
    let trouble = Problem::new(ProblemClass::Store, Text::new("engine-lease-lost"));
    report(
        &mut model,
        ManyReport {
            done: 5,
            missed: 1,
            stopped: true,
            trouble: Some(trouble),
        },
    );
    let mut told = model.toasts.log().map(|line| line.message.raw());
    assert!(told.any(|words| words.contains("5 submissions are held")));
    assert!(model.toasts.has_trouble());
    assert!(matches!(model.many.step, Step::Closed));
}

#[test]
fn a_task_that_dies_takes_only_its_own_overlay_along() {
    let problem = Problem::new(ProblemClass::Store, Text::new("engine-lease-lost"));
    let mut model = queue(Language::En);
    press(&mut model, Key::char('e'));
    update(&mut model, Msg::TaskFailed(problem.clone()));
    assert!(
        matches!(model.overlay, Some(Overlay::Many)),
        "nobody waited"
    );
    press(&mut model, ENTER);
    update(&mut model, Msg::TaskFailed(problem));
    assert!(model.overlay.is_none());
}

#[test]
fn an_export_asks_how_and_where() {
    let mut model = queue(Language::En);
    press(&mut model, Key::char('/'));
    type_in(&mut model, "state:held<enter>");
    press(&mut model, Key::char('e'));
    let effects = press(&mut model, ENTER);
    let [ManyWork::Export(order)] = &orders(&effects)[..] else {
        panic!("{effects:?}");
    };
    let expected = ExportOrder {
        which: Filter {
            states: vec![StateKind::Held],
            ..Filter::default()
        },
        choice: "state:held".to_owned(),
        sort: Sort::default(),
        format: ExportFormat::Csv,
        path: "dimonitor-simulation-2026-11-22.csv".to_owned(),
        replace: false,
        full_numbers: None,
    };
    assert_eq!(**order, expected);
    assert!(
        effects
            .iter()
            .all(|effect| effect.is_long() && !effect.is_deed())
    );
}

#[test]
fn numbers_in_full_need_a_reason_and_a_journal() {
    let mut model = queue(Language::En);
    press(&mut model, Key::char('e'));
    type_in(&mut model, " <tab> <enter>");
    let shown = picture(&model);
    assert!(
        shown.contains("Say why the numbers are needed in full"),
        "{shown}"
    );
    type_in(&mut model, "the inspection asks");
    let effects = press(&mut model, ENTER);
    let [ManyWork::Export(order)] = &orders(&effects)[..] else {
        panic!("{effects:?}");
    };
    assert_eq!(order.full_numbers.as_deref(), Some("the inspection asks"));
    assert_eq!(order.format, ExportFormat::Json);
    assert_eq!(order.path, "dimonitor-simulation-2026-11-22.jsonl");

    let mut options = fixture::options(Language::En);
    options.read_only = true;
    let mut model = queue_with(options, (100, 30));
    assert!(
        press(&mut model, Key::char('a')).is_empty(),
        "no deeds here"
    );
    press(&mut model, Key::char('e'));
    type_in(&mut model, "<tab> ");
    assert!(picture(&model).contains("numbers stay masked"));
    let effects = press(&mut model, ENTER);
    let [ManyWork::Export(order)] = &orders(&effects)[..] else {
        panic!("{effects:?}");
    };
    assert_eq!(order.full_numbers, None);
}

#[test]
fn a_file_that_is_there_is_replaced_only_when_asked() {
    let mut model = queue(Language::En);
    press(&mut model, Key::char('e'));
    press(&mut model, ENTER);
    let there = Problem::new(
        ProblemClass::Usage,
        Text::new(FILE_EXISTS).with("file", "x"),
    );
    let answer = |model: &mut Model, problem: Problem| {
        let ticket = model.many.ticket;
        update(
            model,
            Msg::Reply(Reply::Many(ticket, Box::new(Err(problem)))),
        );
    };
    answer(&mut model, there.clone());
    assert!(picture(&model).contains("Replace the file?"));
    press(&mut model, Key::char('n'));
    assert!(matches!(model.many.step, Step::Form(_)), "another name");
    press(&mut model, ENTER);
    answer(&mut model, there);
    let effects = press(&mut model, Key::char('y'));
    let [ManyWork::Export(order)] = &orders(&effects)[..] else {
        panic!("{effects:?}");
    };
    assert!(order.replace);
    let full = Problem::new(
        ProblemClass::Usage,
        Text::new("many-file-unwritable").with("file", "x"),
    );
    answer(&mut model, full);
    assert!(
        picture(&model).contains("x cannot be written"),
        "beside the form"
    );
}

#[test]
fn a_row_is_copied_as_the_command_that_shows_it() {
    let mut model = queue(Language::En);
    let effects = press(&mut model, Key::char('Y'));
    let line = "dimonitor --environment simulation queue show 40".to_owned();
    assert!(effects.contains(&Effect::Copy(line)), "{effects:?}");
}

/// What lies above the screen, alone.
fn box_of(model: &Model) -> String {
    let (columns, rows) = model.env.size;
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a test terminal");
    let drawn = terminal.draw(|frame| view(&model.many, frame, frame.area(), &model.env));
    drawn.expect("it draws");
    let picture = terminal.backend().to_string();
    let lines = picture
        .lines()
        .map(|line| line.trim_matches('"').trim_end());
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

#[test]
fn snapshots() {
    let mut model = queue(Language::En);
    marked(&mut model, Wish::Choose);
    assert_snapshot!("many_menu", box_of(&model));
    for _ in 0..3 {
        press(&mut model, Key::char('j'));
    }
    press(&mut model, ENTER);
    assert_snapshot!("many_ask_withdraw", box_of(&model));
    type_in(&mut model, "9<enter>");
    let ticket = model.many.ticket;
    let progress = ManyProgress { done: 4, of: 9 };
    update(
        &mut model,
        Msg::Reply(Reply::ManyProgress(ticket, progress)),
    );
    assert_snapshot!("many_running", box_of(&model));
    report(
        &mut model,
        ManyReport {
            done: 8,
            missed: 1,
            ..ManyReport::default()
        },
    );
    assert_snapshot!("many_done", box_of(&model));

    let mut model = queue_with(fixture::options(Language::De), (80, 24));
    marked(&mut model, Wish::Do(Deed::Settle(Decision::Done)));
    assert_snapshot!("many_ask_settle_de", box_of(&model));
    let mut options = fixture::options(Language::Fr);
    options.ascii = true;
    let mut model = queue_with(options, (60, 20));
    press(&mut model, Key::char('e'));
    type_in(&mut model, "<tab> <tab>");
    assert_snapshot!("many_export_fr", box_of(&model));
}
