//! Marks, follow mode, leaps and the split, as keys lead to them.

use std::ops::RangeInclusive;

use super::*;
use crate::domain::ids::SubmissionId;
use crate::domain::report::{Anchor, QueueQuery};
use crate::i18n::Language;
use crate::tui::fixture::{self, picture, type_in};
use crate::tui::key::{Input, Key};
use crate::tui::msg::{Msg, Reply, Ticket};
use crate::tui::update::update;

/// The window that is asked for.
fn asked(effects: &[Effect]) -> Option<(Ticket, QueueQuery)> {
    effects.iter().find_map(|effect| match effect {
        Effect::Queue(ticket, query) => Some((*ticket, (**query).clone())),
        _ => None,
    })
}

fn answer(
    model: &mut Model,
    effects: &[Effect],
    offset: u64,
    ids: RangeInclusive<i64>,
) -> Vec<Effect> {
    let (ticket, _) = asked(effects).expect("a window is asked for");
    let total = offset + u64::try_from(*ids.end()).expect("positive");
    let page = fixture::page(offset, ids, total);
    update(model, Msg::Reply(Reply::Queue(ticket, Ok(page))))
}

/// A console on its queue of a hundred rows.
fn on_queue(size: (u16, u16)) -> Model {
    let mut model = fixture::model(Language::En, size);
    let effects = type_in(&mut model, "2");
    answer(&mut model, &effects, 0, 1..=100);
    model
}

fn selected(model: &Model) -> i64 {
    model.queue.selected.expect("a row is selected").0
}

fn chosen(model: &Model) -> Vec<i64> {
    let filter = model.queue.chosen().unwrap_or_default();
    filter.ids.iter().map(|id| id.0).collect()
}

#[test]
fn marks_survive_refresh_sort_and_filter_and_esc_takes_them_first() {
    let mut model = on_queue((120, 40));
    type_in(&mut model, "  ");
    assert_eq!(chosen(&model), [99, 100]);
    assert_eq!(selected(&model), 98, "it goes down");
    let effects = update(&mut model, Msg::StoreChanged);
    answer(&mut model, &effects, 0, 1..=120);
    let effects = type_in(&mut model, ">");
    answer(&mut model, &effects, 0, 1..=120);
    let effects = type_in(&mut model, "/state:refused<enter>");
    assert!(!effects.is_empty());
    assert_eq!(chosen(&model), [99, 100]);
    type_in(&mut model, "<esc>");
    assert_eq!(model.queue.chosen(), None);
    assert_eq!(model.queue.line, "state:refused", "the filter comes next");
}

#[test]
fn a_range_is_ended_by_esc_and_by_a_leap() {
    let mut model = on_queue((120, 40));
    type_in(&mut model, "vjj<esc>j");
    assert_eq!(chosen(&model), [98, 99, 100]);
    type_in(&mut model, "<esc>vjG");
    assert!(!model.queue.marks.is_ranging());
    assert!(
        model
            .toasts
            .shown()
            .any(|toast| toast.lines[0].contains("range"))
    );
}

#[test]
fn following_keeps_the_newest_row_until_another_movement() {
    let mut model = on_queue((120, 40));
    type_in(&mut model, "F");
    assert_eq!(selected(&model), 100);
    let effects = update(&mut model, Msg::StoreChanged);
    let (_, query) = asked(&effects).expect("a window");
    assert_eq!(query.window.anchor, Anchor::First);
    answer(&mut model, &effects, 0, 1..=114);
    assert_eq!(selected(&model), 114);
    assert!(picture(&model).contains(" following "));
    type_in(&mut model, "j");
    assert!(picture(&model).contains("no longer following"));
    let effects = update(&mut model, Msg::StoreChanged);
    answer(&mut model, &effects, 0, 1..=120);
    assert_eq!(selected(&model), 113, "the list stays");
    assert!(picture(&model).contains("+6 new"));
    type_in(&mut model, "g");
    assert_eq!(selected(&model), 120);
    assert!(!picture(&model).contains("new "));
}

#[test]
fn a_busy_store_costs_little_more_than_a_screen() {
    let mut model = on_queue((120, 40));
    for (keys, most) in [("", 90), ("jjjjjjjjjjjjjjjjj", 56)] {
        type_in(&mut model, keys);
        let effects = update(&mut model, Msg::StoreChanged);
        let (_, query) = asked(&effects).expect("a window");
        assert!((36..most).contains(&query.window.rows), "{query:?}");
        assert!(asked(&update(&mut model, Msg::StoreChanged)).is_none());
        // What changed meanwhile is asked for once.
        let effects = answer(&mut model, &effects, 0, 1..=100);
        let effects = answer(&mut model, &effects, 0, 1..=100);
        assert!(asked(&effects).is_none());
    }
}

#[test]
fn a_leap_leads_to_a_number_a_place_or_a_share() {
    for (line, anchor, row) in [
        ("#1204", Anchor::Around(SubmissionId(1204)), 1204),
        ("@50", Anchor::At(49), 1201),
        ("50%", Anchor::At(49), 1201),
    ] {
        let mut model = on_queue((120, 40));
        fixture::press(&mut model, Key::ctrl('g'));
        let effects = type_in(&mut model, &format!("{line}<enter>"));
        let (_, query) = asked(&effects).expect("a window");
        assert_eq!(query.window.anchor, anchor, "{line}");
        answer(&mut model, &effects, 0, 1100..=1250);
        assert_eq!(selected(&model), row, "{line}");
        assert!(model.overlay.is_none(), "{line}");
    }
    let mut model = on_queue((120, 40));
    fixture::press(&mut model, Key::ctrl('g'));
    assert!(type_in(&mut model, "42<enter>").is_empty(), "it is held");
    assert_eq!(selected(&model), 42);
    assert!(model.overlay.is_none());
}

#[test]
fn a_number_that_is_not_there_is_said_so_and_nothing_moves() {
    let mut model = on_queue((120, 40));
    type_in(&mut model, "jj");
    fixture::press(&mut model, Key::ctrl('g'));
    let effects = type_in(&mut model, "1204<enter>");
    assert!(matches!(model.overlay, Some(Overlay::GoTo(_))));
    answer(&mut model, &effects, 0, 1..=100);
    assert!(picture(&model).contains("There is no declaration 1204"));
    assert_eq!(selected(&model), 98);
    type_in(&mut model, "<esc>");
    assert!(model.overlay.is_none());
    assert_eq!(selected(&model), 98);
}

#[test]
fn whoever_waits_for_a_row_and_goes_back_stays_where_he_was() {
    let mut model = on_queue((120, 40));
    fixture::press(&mut model, Key::ctrl('g'));
    let effects = type_in(&mut model, "1204<enter>");
    type_in(&mut model, "<esc>");
    answer(&mut model, &effects, 0, 1150..=1250);
    assert_eq!(selected(&model), 100);
}

#[test]
fn keys_pressed_before_the_end_has_come_count_from_the_end() {
    let mut model = on_queue((120, 40));
    let effects = type_in(&mut model, "G");
    assert!(effects.is_empty(), "it is held");
    assert_eq!(selected(&model), 1);
    let mut model = fixture::model(Language::En, (120, 40));
    let effects = type_in(&mut model, "2");
    let (ticket, _) = asked(&effects).expect("a window");
    let page = fixture::page(0, 901..=1000, 1000);
    update(&mut model, Msg::Reply(Reply::Queue(ticket, Ok(page))));
    let effects = type_in(&mut model, "G");
    type_in(&mut model, "kk");
    answer(&mut model, &effects, 900, 1..=100);
    assert_eq!(selected(&model), 3);
}

#[test]
fn a_split_asks_for_what_the_cursor_rests_on() {
    let timelines = |effects: &[Effect]| -> Vec<i64> {
        let ids = effects.iter().filter_map(|effect| match effect {
            Effect::Timeline(id) => Some(id.0),
            _ => None,
        });
        ids.collect()
    };
    let mut model = on_queue((120, 40));
    assert!(timelines(&type_in(&mut model, "j")).is_empty(), "no split");
    let effects = type_in(&mut model, "S");
    assert_eq!(timelines(&effects), [99]);
    assert!(
        timelines(&type_in(&mut model, "jjjjj")).is_empty(),
        "one at a time"
    );
    let reply = |id: i64| {
        let timeline = Box::new(Ok(Some(fixture::timeline(id))));
        Msg::Reply(Reply::Timeline(SubmissionId(id), timeline))
    };
    assert_eq!(timelines(&update(&mut model, reply(99))), [94]);
    assert!(timelines(&update(&mut model, reply(94))).is_empty());
    assert_eq!(model.detail.id, Some(SubmissionId(94)));
    let effects = type_in(&mut model, "j");
    assert_eq!(timelines(&effects), [93]);
    assert_eq!(
        model.detail.row().map(|row| row.id.0),
        Some(94),
        "it stays meanwhile"
    );
    let effects = type_in(&mut model, "S");
    assert!(effects.is_empty());
    assert_eq!(model.queue.taken, (0, 0));
}

#[test]
fn a_terminal_without_room_for_a_split_says_so() {
    let mut model = on_queue((120, 29));
    type_in(&mut model, "S");
    assert!(!model.is_split());
    assert!(model.toasts.shown().count() > 0);
    update(&mut model, Msg::Input(Input::Resize(120, 40)));
    assert!(model.is_split(), "it was wanted");
}

#[test]
fn every_heading_sorts_and_sorts_the_other_way_round() {
    let mut model = on_queue((120, 40));
    let env = &model.env;
    let effects = model
        .queue
        .sort_on(crate::domain::report::SortColumn::Worker, env);
    let (_, query) = asked(&effects).expect("a window");
    assert!(!query.sort.descending);
    model
        .queue
        .sort_on(crate::domain::report::SortColumn::Worker, env);
    assert!(model.queue.sort.descending);
}
