//! The window follows the selection, and the selection stays on its submission.

use super::*;
use crate::i18n::Language;
use crate::tui::fixture;

fn env() -> Env {
    fixture::model(Language::En, (120, 25)).env
}

/// A queue that has this page, with this row selected.
fn with_page(page: QueuePage, selected: i64, env: &Env) -> Queue {
    let mut queue = Queue::default();
    assert_eq!(queue.refresh(env).len(), 1);
    assert!(queue.on_reply(Ticket::default(), Ok(page), env).is_empty());
    queue.selected = Some(SubmissionId(selected));
    queue
}

fn anchor(effects: &[Effect]) -> Option<Anchor> {
    match effects {
        [Effect::Queue(_, query)] => Some(query.window.anchor),
        _ => None,
    }
}

#[test]
fn the_selection_stays_on_its_submission_while_rows_come_above_it() {
    let env = env();
    let mut queue = with_page(fixture::page(0, 1..=50, 50), 45, &env);
    queue.lead = 5;
    let (top, before) = queue.visible(20);
    let line = 45 - before[0].id.0;
    queue.refresh(&env);
    queue.on_reply(queue.question, Ok(fixture::page(0, 1..=60, 60)), &env);
    let (moved, after) = queue.visible(20);
    assert_eq!(queue.selected, Some(SubmissionId(45)));
    assert_eq!(moved, top + 10, "ten rows came above it");
    assert_eq!(45 - after[0].id.0, line, "it stays on its line");
}

#[test]
fn moving_near_the_edge_of_the_window_asks_for_more_around_the_selection() {
    let env = env();
    let mut queue = with_page(fixture::page(100, 801..=900, 1000), 850, &env);
    assert!(queue.on_action(Action::Down, &env).is_empty());
    queue.selected = Some(SubmissionId(822));
    let effects = queue.on_action(Action::PageDown, &env);
    assert_eq!(anchor(&effects), Some(Anchor::Around(SubmissionId(803))));
    assert!(
        queue.on_action(Action::Down, &env).is_empty(),
        "one question at a time"
    );
}

#[test]
fn the_end_is_asked_for_and_reached() {
    let env = env();
    let mut queue = with_page(fixture::page(0, 901..=1000, 1000), 1000, &env);
    let effects = queue.on_action(Action::Last, &env);
    assert_eq!(anchor(&effects), Some(Anchor::Last));
    queue.on_reply(queue.question, Ok(fixture::page(900, 1..=100, 1000)), &env);
    assert_eq!(queue.selected, Some(SubmissionId(1)));
    assert_eq!(queue.visible(20).1.len(), 20);
}

#[test]
fn a_late_answer_is_dropped_and_the_right_question_asked_again() {
    let env = env();
    let mut queue = with_page(fixture::page(0, 1..=50, 50), 45, &env);
    queue.refresh(&env);
    let old = queue.question;
    let effects = queue
        .set_filter("state:refused", &env)
        .expect("it is a filter");
    assert!(effects.is_empty(), "the old question is still under way");
    let effects = queue.on_reply(old, Ok(fixture::page(0, 1..=9, 9)), &env);
    let [Effect::Queue(ticket, query)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    assert_ne!(*ticket, old);
    assert_eq!(query.filter.states.len(), 1);
    assert_eq!(queue.page.ready().map(|page| page.total.known()), Some(50));
}

#[test]
fn a_selected_row_that_leaves_gives_the_selection_to_its_neighbour() {
    let env = env();
    let mut queue = with_page(fixture::page(0, 1..=50, 50), 30, &env);
    let mut page = fixture::page(0, 1..=50, 49);
    page.rows.retain(|row| row.id != SubmissionId(30));
    queue.refresh(&env);
    queue.on_reply(queue.question, Ok(page), &env);
    assert_eq!(queue.selected, Some(SubmissionId(29)), "the one below");
}

#[test]
fn a_far_neighbour_is_asked_for_instead_of_jumping_to_the_top() {
    let env = env();
    let mut queue = with_page(fixture::page(500, 401..=500, 1000), 450, &env);
    queue.refresh(&env);
    let effects = queue.on_reply(queue.question, Ok(fixture::page(0, 901..=1000, 999)), &env);
    assert_eq!(anchor(&effects), Some(Anchor::Around(SubmissionId(449))));
}

#[test]
fn a_new_filter_without_the_selection_begins_at_its_top() {
    let env = env();
    let mut queue = with_page(fixture::page(0, 1..=50, 50), 30, &env);
    queue.set_filter("state:refused", &env).expect("a filter");
    queue.on_reply(queue.question, Ok(fixture::page(0, 60..=70, 11)), &env);
    assert_eq!(queue.selected, Some(SubmissionId(70)));
}

#[test]
fn an_empty_answer_selects_nothing_and_no_key_panics() {
    let env = env();
    let mut queue = with_page(fixture::page(0, 1..=50, 50), 30, &env);
    queue.refresh(&env);
    queue.on_reply(queue.question, Ok(QueuePage::default()), &env);
    assert_eq!(queue.selected, None);
    for action in [Action::Down, Action::PageUp, Action::Last, Action::First] {
        queue.on_action(action, &env);
    }
    assert!(queue.visible(20).1.is_empty());
}

#[test]
fn sorting_goes_through_every_column_and_back() {
    let env = env();
    let mut queue = Queue::default();
    for _ in SORTS {
        queue.on_action(Action::SortRight, &env);
    }
    assert_eq!(queue.sort.column, SortColumn::Id);
    queue.on_action(Action::SortLeft, &env);
    assert_eq!(queue.sort.column, SortColumn::Reference);
    assert!(!queue.sort.descending);
    queue.on_action(Action::SortReverse, &env);
    assert!(queue.sort.descending);
}
