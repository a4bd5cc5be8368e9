//! What is kept, when, and how it is found again.

use jiff::SignedDuration;

use super::*;
use crate::domain::report::Anchor;
use crate::i18n::Language;
use crate::tui::fixture::{self, type_in};
use crate::tui::fixture_queue;
use crate::tui::model::Cadence;
use crate::tui::msg::{Msg, Reply};
use crate::tui::update::update;

fn queue() -> Model {
    fixture_queue::queue(fixture::options(Language::En), (120, 40))
}

fn tick(model: &mut Model) -> Option<Session> {
    pass(model, SignedDuration::from_secs(1))
}

fn pass(model: &mut Model, time: SignedDuration) -> Option<Session> {
    let now = model.env.now + time;
    update(model, Msg::Tick(now))
        .into_iter()
        .find_map(|effect| match effect {
            Effect::KeepSession(keeping) => Some(keeping.session),
            _ => None,
        })
}

fn kept(model: &mut Model) {
    update(model, Msg::Reply(Reply::SessionKept(Ok(()))));
}

/// Everything is kept: nothing waits any more.
fn calm(model: &mut Model) {
    for _ in 0..3 {
        if tick(model).is_some() {
            kept(model);
        }
    }
    assert!(!model.memory.is_waiting());
}

fn restored(session: &Session) -> (Model, Vec<Effect>) {
    let mut options = fixture::options(Language::En);
    options.session = session.clone();
    Model::new(options, fixture::now(), (120, 40))
}

#[test]
fn a_change_is_kept_when_a_second_has_gone_by_without_another() {
    let mut model = queue();
    calm(&mut model);
    type_in(&mut model, "jj");
    assert!(model.memory.is_waiting());
    assert_eq!(model.cadence(), Cadence::Second);
    let part = SignedDuration::from_millis(400);
    for _ in 0..2 {
        assert_eq!(pass(&mut model, part), None);
    }
    type_in(&mut model, "j");
    for _ in 0..2 {
        assert_eq!(pass(&mut model, part), None);
    }
    let session = pass(&mut model, part).expect("nothing changed for a second");
    assert_eq!(session.selected, model.queue.selected.map(|id| id.0));
    assert_eq!(session.screen, "queue");
    assert_eq!(tick(&mut model), None);
}

#[test]
fn nothing_is_kept_while_nothing_changes() {
    let mut model = queue();
    calm(&mut model);
    for _ in 0..5 {
        update(&mut model, Msg::StoreChanged);
        assert_eq!(tick(&mut model), None);
    }
    // There and back again.
    type_in(&mut model, "jk");
    for _ in 0..5 {
        assert_eq!(tick(&mut model), None);
    }
    assert!(!model.memory.is_waiting());
}

#[test]
fn one_is_kept_at_a_time() {
    let mut model = queue();
    calm(&mut model);
    type_in(&mut model, "j");
    assert!(tick(&mut model).is_some());
    type_in(&mut model, "j");
    for _ in 0..3 {
        assert_eq!(tick(&mut model), None);
    }
    kept(&mut model);
    assert!(tick(&mut model).is_some());
}

#[test]
fn a_clock_that_is_put_back_is_not_waited_for() {
    let mut model = queue();
    calm(&mut model);
    type_in(&mut model, "j");
    assert!(pass(&mut model, SignedDuration::from_hours(-1)).is_some());
}

#[test]
fn who_leaves_hands_over_the_later_turn() {
    let turn = |effect| match effect {
        Some(Effect::KeepSession(keeping)) => keeping.turn,
        other => panic!("{other:?}"),
    };
    let mut model = queue();
    calm(&mut model);
    type_in(&mut model, "j");
    let later = model.env.now + SignedDuration::from_secs(1);
    let first = turn(update(&mut model, Msg::Tick(later)).pop());
    type_in(&mut model, "j");
    assert!(turn(leave(&mut model)) > first);
}

#[test]
fn leaving_keeps_what_is_not_kept_yet() {
    let mut model = queue();
    calm(&mut model);
    assert_eq!(leave(&mut model), None);
    type_in(&mut model, "j");
    assert!(matches!(leave(&mut model), Some(Effect::KeepSession(_))));
    assert_eq!(leave(&mut model), None);
}

#[test]
fn it_is_kept_in_read_only_mode_too() {
    let mut options = fixture::options(Language::En);
    options.read_only = true;
    let mut model = fixture_queue::queue(options, (120, 40));
    calm(&mut model);
    type_in(&mut model, ">");
    assert!(tick(&mut model).is_some());
}

#[test]
fn the_console_is_found_as_it_was_left() {
    let mut model = queue();
    type_in(&mut model, "/state:refused<enter>>>R");
    model.queue.selected = Some(SubmissionId(7));
    model.wardrobe.chosen = Some("mono".to_owned());
    let session = of(&model);
    let (again, effects) = restored(&session);
    assert_eq!(of(&again), session);
    assert_eq!(again.screen, Screen::Queue);
    assert_eq!(again.queue.line, "state:refused");
    assert_eq!(again.queue.sort, model.queue.sort);
    let asked = effects.iter().find_map(|effect| match effect {
        Effect::Queue(_, query) => Some(query),
        _ => None,
    });
    let asked = asked.expect("the queue is asked for");
    assert_eq!(asked.window.anchor, Anchor::Around(SubmissionId(7)));
    assert_eq!(asked.sort, model.queue.sort);
    assert_ne!(asked.filter, crate::domain::report::Filter::default());
    let theme = crate::tui::theme::Theme::named("mono");
    assert_eq!(Ok(again.env.theme), theme);
    assert!(!again.memory.is_waiting());
}

#[test]
fn every_screen_is_found_again() {
    for (name, screen) in SCREENS {
        let session = Session {
            screen: name.to_owned(),
            selected: Some(3),
            ..Session::default()
        };
        let (model, effects) = restored(&session);
        assert_eq!(model.screen, screen, "{name}");
        assert_eq!(
            model.detail.id.is_some(),
            screen == Screen::Detail,
            "{name}"
        );
        assert!(!effects.is_empty(), "{name}");
    }
}

#[test]
fn what_cannot_be_found_again_is_passed_over() {
    let session = Session {
        screen: "cellar".to_owned(),
        filter: "state:".to_owned(),
        sort: "size".to_owned(),
        theme: Some("neon".to_owned()),
        ..Session::default()
    };
    let (model, _) = restored(&session);
    assert_eq!(model.screen, Screen::Dashboard);
    assert_eq!(model.queue.line, "");
    assert_eq!(model.wardrobe.chosen, None);
    assert!(!model.memory.is_waiting());
}

#[test]
fn a_detail_without_its_submission_is_the_queue() {
    let session = Session {
        screen: "detail".to_owned(),
        ..Session::default()
    };
    assert_eq!(restored(&session).0.screen, Screen::Queue);
}

#[test]
fn a_theme_of_the_command_line_comes_first_and_forgets_nothing() {
    let mut options = fixture::options(Language::En);
    options.theme = crate::tui::theme::Theme::named("light").expect("it is built in");
    options.theme_asked = true;
    options.session.theme = Some("mono".to_owned());
    let (model, _) = Model::new(options, fixture::now(), (120, 40));
    assert_eq!(
        Ok(model.env.theme.clone()),
        crate::tui::theme::Theme::named("light")
    );
    assert_eq!(of(&model).theme.as_deref(), Some("mono"));
}

#[test]
fn no_number_of_a_person_is_kept() {
    for (line, expected) in [
        ("ssin:85073099734", ""),
        ("SSIN:850730*", ""),
        ("state:refused !ssin:85073099734", ""),
        ("85073099734", ""),
        ("85.07.30-997.34", ""),
        ("state:refused kim", "state:refused kim"),
        ("employer:0999999922", "employer:0999999922"),
    ] {
        let mut model = queue();
        model.queue.line = line.to_owned();
        assert_eq!(of(&model).filter, expected, "{line}");
    }
}

#[test]
fn a_saved_filter_that_names_a_person_is_not_kept() {
    let mut model = queue();
    model.saved = [
        ("mine".to_owned(), "state:refused".to_owned()),
        ("hers".to_owned(), "ssin:85073099734".to_owned()),
        ("his".to_owned(), "85073099734".to_owned()),
    ]
    .into();
    let kept = of(&model).filters;
    assert_eq!(kept.into_keys().collect::<Vec<_>>(), ["mine"]);
}

#[test]
fn a_mouse_that_changed_hands_is_kept() {
    let mut model = queue();
    let before = of(&model).mouse;
    model.mouse = !model.mouse;
    assert_eq!(of(&model).mouse, Some(model.mouse));
    model.mouse = !model.mouse;
    assert_eq!(of(&model).mouse, before);
}

#[test]
fn what_was_remembered_stays() {
    let session = Session {
        split: Some(true),
        columns: vec![ColumnSetting {
            name: "worker".to_owned(),
            width: Some(30),
            hidden: false,
        }],
        mouse: Some(false),
        filters: [("mine".to_owned(), "state:refused".to_owned())].into(),
        recent: vec!["poll".to_owned()],
        ..Session::default()
    };
    let (mut model, _) = restored(&session);
    type_in(&mut model, "2");
    assert_eq!(model.split, Some(true));
    let again = of(&model);
    assert_eq!(again.split, session.split);
    assert_eq!(again.mouse, session.mouse);
    assert_eq!(again.columns, session.columns);
    assert_eq!(again.filters, session.filters);
    assert_eq!(again.recent, session.recent);
}

#[test]
fn whoever_comes_back_is_told_what_happened_if_anything_did() {
    let left = jiff::Timestamp::from_second(1_800_000_000).expect("in range");
    let session = Session {
        left: Some(left),
        ..Session::default()
    };
    for (counts, told) in [
        (vec![], None),
        (vec![(StateKind::Submitted, 3)], None),
        (
            vec![(StateKind::Accepted, 2), (StateKind::AcceptedWarning, 1)],
            Some("Since you left: 3 accepted, 0 refused, 0 in doubt"),
        ),
        (
            vec![(StateKind::Rejected, 1), (StateKind::InDoubt, 4)],
            Some("Since you left: 0 accepted, 1 refused, 4 in doubt"),
        ),
    ] {
        let (mut model, effects) = restored(&session);
        assert!(effects.contains(&Effect::Meanwhile(left)));
        let counts = Counts(counts.into_iter().collect());
        update(&mut model, Msg::Reply(Reply::Meanwhile(Ok(counts))));
        let lines: Vec<String> = model
            .own_log()
            .iter()
            .map(|line| line.message.shown())
            .collect();
        assert_eq!(lines, Vec::from_iter(told.map(str::to_owned)));
    }
}
