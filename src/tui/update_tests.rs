//! Keys in, effects out, without any runtime.

use super::*;
use crate::domain::draft::Field;
use crate::domain::environment::Environment;
use crate::domain::lifecycle::StateKind;
use crate::domain::problem::ProblemClass;
use crate::domain::report::{Anchor, Resolution, SortColumn, WorkerStatus};
use crate::i18n::Language;
use crate::tui::fixture::{self, type_in};
use crate::tui::model::Screen;
use crate::tui::msg::Ticket;

fn model() -> Model {
    fixture::model(Language::En, (120, 40))
}

/// Opens the queue and answers its question.
fn open_queue(model: &mut Model) {
    for effect in type_in(model, "2") {
        if let Effect::Queue(ticket, _) = effect {
            let page = fixture::page(0, 1..=40, 40);
            update(model, Msg::Reply(Reply::Queue(ticket, Ok(page))));
        }
    }
}

/// A console on its queue, with this row selected.
fn on_queue(selected: i64) -> Model {
    let mut model = model();
    open_queue(&mut model);
    model.queue.selected = Some(SubmissionId(selected));
    model
}

/// A row in this state.
fn with_state(state: StateKind) -> i64 {
    (1..=40)
        .find(|id| fixture::row(*id).state == state)
        .expect("the fixture has every state")
}

/// Holds that keys on a row in a state lead to this deed and no other.
fn leads_to(name: &str, state: StateKind, keys: &str, expected: Option<Command>) {
    let row = with_state(state);
    let done: Vec<_> = type_in(&mut on_queue(row), keys)
        .into_iter()
        .filter(Effect::is_deed)
        .collect();
    let expected: Vec<_> = expected
        .map(|command| Effect::Command(SubmissionId(row), command))
        .into_iter()
        .collect();
    assert_eq!(done, expected, "{name}");
}

#[test]
fn what_can_be_done_depends_on_the_state() {
    use StateKind as S;
    for (name, state, keys, expected) in [
        (
            "poll what waits",
            S::Submitted,
            "p<enter>",
            Some(Command::PollNow),
        ),
        ("poll without yes", S::Submitted, "p", None),
        ("poll what is settled", S::Accepted, "p<enter>", None),
        ("hold after yes", S::Queued, "Hy", Some(Command::Hold)),
        ("hold without yes", S::Queued, "H", None),
        ("release after yes", S::Held, "Hy", Some(Command::Release)),
        (
            "withdraw after yes",
            S::Queued,
            "w<enter>",
            Some(Command::Withdraw),
        ),
        ("withdraw after no", S::Queued, "wn", None),
        ("withdraw what is sent", S::Submitted, "w<enter>", None),
    ] {
        leads_to(name, state, keys, expected);
    }
}

#[test]
fn a_doubt_is_resolved_by_a_number_or_by_a_reason() {
    let resolved = |resolution| Some(Command::Resolve(resolution));
    let number = Resolution::Number("900000000101".into());
    let reason = Resolution::NotTaken {
        reason: "called".into(),
    };
    for (name, keys, expected) in [
        ("a number", "r900000000101<enter>", resolved(number)),
        ("a reason", "r<tab>called<enter>", resolved(reason)),
        ("nothing", "r<enter>", None),
    ] {
        leads_to(name, StateKind::InDoubt, keys, expected);
    }
}

#[test]
fn what_cannot_be_done_says_why() {
    let mut model = on_queue(with_state(StateKind::Accepted));
    type_in(&mut model, "p");
    let toast = model.toasts.shown().next().expect("a notice");
    assert!(toast.lines[0].contains("accepted"), "{:?}", toast.lines);
}

#[test]
fn read_only_lets_no_deed_through_by_any_way() {
    let mut options = fixture::options(Language::En);
    options.read_only = true;
    let mut model = fixture::model_with(options, (120, 40));
    open_queue(&mut model);
    for id in 1..=40 {
        model.queue.selected = Some(SubmissionId(id));
        let effects = type_in(&mut model, "pHwrr");
        assert!(!effects.iter().any(Effect::is_deed), "{effects:?}");
        for action in [
            Action::PollNow,
            Action::Hold,
            Action::Withdraw,
            Action::Resolve,
        ] {
            assert!(actions::on_action(&mut model, action).is_empty());
        }
    }
    assert!(model.overlay.is_none());
    type_in(&mut model, "3");
    fill_in(&mut model);
    let effects = type_in(&mut model, "<ctrl-t><enter><enter>");
    assert!(!effects.iter().any(Effect::is_deed), "{effects:?}");
    assert!(!model.declare.is_pending());
}

/// Fills in the field that lets the fixture's check pass.
fn fill_in(model: &mut Model) {
    use crate::tui::screens::declare::Focus;
    model.declare.focus = Focus::Field(Field::Ssin);
    type_in(model, "85073099734");
}

/// A form that is confirmed and waits for its answer.
fn sent() -> (Model, Ticket) {
    let mut model = model();
    type_in(&mut model, "3");
    fill_in(&mut model);
    let effects = type_in(&mut model, "<ctrl-t>");
    assert!(effects.is_empty(), "it asks first");
    let effects = type_in(&mut model, "<enter>");
    let [Effect::Submit { ticket, .. }] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    let ticket = *ticket;
    (model, ticket)
}

#[test]
fn the_form_is_cleared_by_the_answer_and_not_before() {
    let (mut model, ticket) = sent();
    assert_eq!(model.declare.draft().get(Field::Ssin), "85073099734");
    assert!(type_in(&mut model, "<ctrl-t>").is_empty(), "not twice");
    let done = Ok(Submitted::New(SubmissionId(7)));
    update(&mut model, Msg::Reply(Reply::Submitted(ticket, done)));
    assert_eq!(model.declare.draft().get(Field::Ssin), "");
    assert!(!model.declare.is_dirty());
}

#[test]
fn a_form_whose_answer_is_bad_keeps_its_text() {
    let (mut model, ticket) = sent();
    let failed = Err(Problem::new(
        ProblemClass::Store,
        Text::new("tui-task-failed"),
    ));
    update(&mut model, Msg::Reply(Reply::Submitted(ticket, failed)));
    assert_eq!(model.declare.draft().get(Field::Ssin), "85073099734");
    assert!(!model.declare.is_pending());
    let toast = model.toasts.shown().next().expect("a notice");
    assert_eq!(toast.level, LogLevel::Error);
}

#[test]
fn a_late_answer_to_a_submission_is_dropped() {
    let (mut model, ticket) = sent();
    let done = Ok(Submitted::New(SubmissionId(7)));
    let late = Ticket(ticket.0 + 40);
    update(&mut model, Msg::Reply(Reply::Submitted(late, done)));
    assert!(model.declare.is_pending());
    assert_eq!(model.declare.draft().get(Field::Ssin), "85073099734");
}

#[test]
fn a_duplicate_is_sent_only_with_a_reason() {
    let (mut model, ticket) = sent();
    let duplicate = Ok(Submitted::Duplicate {
        of: SubmissionId(3),
        state: StateKind::Submitted,
    });
    update(&mut model, Msg::Reply(Reply::Submitted(ticket, duplicate)));
    assert!(type_in(&mut model, "<enter>").is_empty());
    let effects = type_in(&mut model, "second shift<enter>");
    let [Effect::Submit { handing, .. }] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    assert_eq!(handing.duplicate_reason.as_deref(), Some("second shift"));
}

#[test]
fn whoever_is_not_as_fast_is_told_and_keeps_the_text() {
    use crate::domain::report::{Entered, Successor};
    let (mut model, ticket) = sent();
    let superseded = Ok(Submitted::Superseded(Successor {
        id: SubmissionId(123),
        entered: Some(Entered {
            by: "eva (uid 1001)".into(),
            seconds: 2,
        }),
    }));
    update(&mut model, Msg::Reply(Reply::Submitted(ticket, superseded)));
    let toast = model.toasts.shown().next().expect("a notice");
    assert_eq!(
        toast.lines,
        ["eva (uid 1001) replaced it 2 s ago, by 123. Nothing was queued."]
    );
    assert_eq!(model.declare.draft().get(Field::Ssin), "85073099734");
}

#[test]
fn a_form_with_errors_is_not_sent_and_shows_them() {
    let mut model = model();
    type_in(&mut model, "3");
    assert_eq!(model.declare.findings(Field::Ssin).count(), 0);
    assert!(type_in(&mut model, "<ctrl-t>").is_empty());
    assert!(model.overlay.is_none());
    assert_eq!(model.declare.findings(Field::Ssin).count(), 1);
}

#[test]
fn what_the_form_asks_for_is_enough_for_the_real_checks() {
    use crate::tui::screens::declare::{Declare, Focus};
    let evening = [
        (Field::JointCommittee, "302"),
        (Field::EndDate, "2026-12-01"),
        (Field::StartHour, "18:00"),
        (Field::EndHour, "23:00"),
    ];
    let student = [
        (Field::JointCommittee, "200"),
        (Field::EndDate, "2026-12-03"),
        (Field::PlannedHours, "24"),
    ];
    for (worker_type, steps, more) in [
        ("OTH", 0, &[(Field::JointCommittee, "200")][..]),
        ("STU", 1, &student),
        ("FLX", 2, &evening),
        ("EXT", 3, &evening),
    ] {
        let mut model = model();
        model.declare = Declare::default();
        type_in(&mut model, "3");
        for _ in 0..steps {
            type_in(&mut model, "<right>");
        }
        assert_eq!(model.declare.draft().get(Field::WorkerType), worker_type);
        let always = [
            (Field::EnterpriseNumber, "0999999922"),
            (Field::Ssin, "85073099734"),
            (Field::StartDate, "2026-12-01"),
        ];
        for (field, text) in always.iter().chain(more) {
            model.declare.focus = Focus::Field(*field);
            type_in(&mut model, text);
        }
        let shown = model.declare.fields(&model.env);
        for (field, _) in more {
            assert!(shown.contains(field), "{worker_type}: no {field:?}");
        }
        type_in(&mut model, "<ctrl-t>");
        let findings = format!("{:?}", model.declare.gravest());
        assert!(
            matches!(model.overlay, Some(Overlay::Confirm(_))),
            "{worker_type}: {findings}"
        );
    }
}

#[test]
fn typed_text_survives_going_elsewhere() {
    let mut model = model();
    type_in(&mut model, "3");
    fill_in(&mut model);
    type_in(&mut model, "<esc>23");
    assert_eq!(model.screen, Screen::Declare);
    assert_eq!(model.declare.draft().get(Field::Ssin), "85073099734");
}

#[test]
fn leaving_asks_only_when_typed_text_would_be_lost() {
    let mut clean = model();
    assert_eq!(type_in(&mut clean, "q"), [Effect::Quit]);
    let mut typed = model();
    type_in(&mut typed, "3");
    fill_in(&mut typed);
    assert!(type_in(&mut typed, "<esc>q").is_empty());
    let effects = type_in(&mut typed, "<enter>");
    assert!(
        matches!(effects[..], [Effect::KeepDraft(_), Effect::Quit]),
        "{effects:?}"
    );
}

#[test]
fn interrupting_twice_in_a_row_always_leaves() {
    let mut model = model();
    type_in(&mut model, "3");
    fill_in(&mut model);
    assert!(type_in(&mut model, "<ctrl-c>").is_empty());
    assert!(type_in(&mut model, "1<ctrl-c>").is_empty(), "not in a row");
    let effects = type_in(&mut model, "<ctrl-c>");
    assert_eq!(effects.last(), Some(&Effect::Quit));
}

#[test]
fn a_number_is_shown_for_ten_seconds_and_only_where_it_was_asked_for() {
    let mut model = on_queue(9);
    assert_eq!(type_in(&mut model, "x"), [Effect::Reveal(SubmissionId(9))]);
    let ssin = Ssin::parse("85073099734").ok();
    let late = Reply::Revealed(SubmissionId(8), Ok(ssin));
    update(&mut model, Msg::Reply(late));
    assert!(model.revealed.is_none());
    update(
        &mut model,
        Msg::Reply(Reply::Revealed(SubmissionId(9), Ok(ssin))),
    );
    assert!(model.revealed.is_some());
    let later = fixture::now() + jiff::SignedDuration::from_secs(9);
    update(&mut model, Msg::Tick(later));
    assert!(model.revealed.is_some());
    update(
        &mut model,
        Msg::Tick(later + jiff::SignedDuration::from_secs(1)),
    );
    assert!(model.revealed.is_none());
}

#[test]
fn a_copy_holds_no_unmasked_number() {
    let mut model = on_queue(9);
    type_in(&mut model, "<enter>");
    let timeline = Box::new(Ok(Some(fixture::timeline(9))));
    update(
        &mut model,
        Msg::Reply(Reply::Timeline(SubmissionId(9), timeline)),
    );
    let effects = type_in(&mut model, "y");
    let [Effect::Copy(text)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    assert!(text.contains("jointCommissionNumber"));
    assert!(!text.contains("85073099734"), "{text}");
}

#[test]
fn a_number_on_the_dashboard_leads_to_its_rows() {
    let mut model = model();
    let effects = type_in(&mut model, "<down><down><enter>");
    assert_eq!(model.screen, Screen::Queue);
    assert_eq!(
        model.queue.line,
        "state:refused decision:none code:\"90374-349\""
    );
    let queries: Vec<_> = effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Queue(_, query) => Some(&query.filter),
            _ => None,
        })
        .collect();
    assert_eq!(queries.len(), 1);
    assert_eq!(queries[0].code.as_deref(), Some("90374-349"));
}

#[test]
fn what_is_due_opens_with_the_most_pressing_at_the_top() {
    let mut model = model();
    let effects = type_in(&mut model, "<enter>");
    assert_eq!(
        model.queue.line,
        "deadline:1h state:queued,held,sending,in_doubt,submitted"
    );
    let queries: Vec<_> = effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Queue(_, query) => Some(query),
            _ => None,
        })
        .collect();
    let [query] = queries[..] else {
        panic!("{effects:?}")
    };
    let hour = jiff::SignedDuration::from_hours(1);
    assert_eq!(query.filter.due_before, Some(fixture::now() + hour));
    assert_eq!(query.sort.column, SortColumn::Deadline);
    assert!(!query.sort.descending);
    assert_eq!(query.window.anchor, Anchor::First);
}

#[test]
fn a_half_typed_filter_changes_nothing_and_going_back_restores_the_line() {
    let mut model = on_queue(9);
    type_in(&mut model, "/state:refused<enter>");
    assert_eq!(model.queue.line, "state:refused");
    type_in(&mut model, "/ kind:o");
    assert_eq!(
        model.queue.line, "state:refused",
        "as far as it could be read"
    );
    assert!(matches!(&model.overlay, Some(Overlay::Filter(line)) if line.flaw.is_some()));
    type_in(&mut model, "ut<esc>");
    assert_eq!(model.queue.line, "state:refused");
    assert!(model.overlay.is_none());
}

#[test]
fn the_palette_runs_what_it_finds() {
    let mut model = on_queue(9);
    type_in(&mut model, "<ctrl-p>log");
    type_in(&mut model, "<enter>");
    assert_eq!(model.screen, Screen::Log);
}

#[test]
fn a_task_that_dies_blocks_no_later_question() {
    let mut model = model();
    assert_eq!(update(&mut model, Msg::StoreChanged).len(), 2);
    assert!(update(&mut model, Msg::StoreChanged).is_empty());
    let problem = Problem::new(ProblemClass::Store, Text::new("tui-task-failed"));
    update(&mut model, Msg::TaskFailed(problem));
    assert_eq!(update(&mut model, Msg::StoreChanged).len(), 2);
}

#[test]
fn a_paste_into_a_field_is_text_and_no_command() {
    use crate::tui::screens::declare::Focus;
    let mut model = model();
    type_in(&mut model, "3");
    model.declare.focus = Focus::Field(Field::FamilyName);
    let paste = Input::Paste("q\u{1b}[2J\nO'Brien".into());
    assert!(update(&mut model, Msg::Input(paste)).is_empty());
    assert_eq!(model.declare.draft().get(Field::FamilyName), "q[2J O'Brien");
}

#[test]
fn a_worker_that_falls_says_why_once() {
    let mut model = model();
    let why = Problem::new(ProblemClass::Store, Text::new("store-stopped"));
    let mut header = fixture::header(Environment::Simulation, WorkerStatus::Nobody);
    let mut shown = |header: &Header| {
        update(
            &mut model,
            Msg::Reply(Reply::Header(Box::new(header.clone()))),
        );
        let shown = model.toasts.shown().count();
        model.toasts.clear();
        shown
    };
    assert_eq!(shown(&header), 0);
    header.fallen = Some(why);
    for expected in [1, 0] {
        assert_eq!(shown(&header), expected);
    }
}
