//! Wheel and clicks, by what is drawn where.

use super::*;
use crate::domain::report::SortColumn;
use crate::i18n::Language;
use crate::tui::fixture::{self, picture};
use crate::tui::fixture_certificates;
use crate::tui::key::{Input, Key};
use crate::tui::msg::{Msg, Reply};
use crate::tui::update::update;

const SIZE: (u16, u16) = (120, 40);

fn press_key(model: &mut Model, key: char) -> Vec<Effect> {
    update(model, Msg::Input(Input::Key(Key::char(key))))
}

fn gesture(model: &mut Model, what: Gesture, (column, row): (u16, u16)) -> Vec<Effect> {
    let mouse = Mouse { what, column, row };
    update(model, Msg::Input(Input::Mouse(mouse)))
}

/// Where these words begin on screen.
fn place(model: &Model, words: &str) -> (u16, u16) {
    let picture = picture(model);
    for (row, line) in picture.lines().enumerate() {
        // The picture quotes its lines.
        let line = line.trim_start_matches('"');
        if let Some(at) = line.find(words) {
            let column = line[..at].chars().count();
            return (
                u16::try_from(column).expect("a column"),
                u16::try_from(row).expect("a row"),
            );
        }
    }
    panic!("no {words:?} in\n{picture}");
}

fn click_on(model: &mut Model, words: &str) -> Vec<Effect> {
    let at = place(model, words);
    gesture(model, Gesture::Click, at)
}

fn queue() -> Model {
    let mut model = fixture::model(Language::En, SIZE);
    for effect in press_key(&mut model, '2') {
        if let Effect::Queue(ticket, _) = effect {
            let page = fixture::page(0, 1..=40, 1204);
            update(&mut model, Msg::Reply(Reply::Queue(ticket, Ok(page))));
        }
    }
    model
}

#[test]
fn a_click_on_a_tab_opens_it() {
    for (words, screen) in [
        ("2 Queue", Screen::Queue),
        ("4 Accounts", Screen::Accounts),
        ("6 Log", Screen::Log),
        ("1 Dashboard", Screen::Dashboard),
    ] {
        let mut model = fixture::model(Language::En, SIZE);
        click_on(&mut model, words);
        assert_eq!(model.screen, screen, "{words}");
    }
}

#[test]
fn a_click_on_a_key_of_the_footer_does_it() {
    let mut model = queue();
    click_on(&mut model, "? Help");
    assert!(matches!(model.overlay, Some(Overlay::Help { .. })));
    click_on(&mut model, "esc");
    assert!(model.overlay.is_none());
}

#[test]
fn a_click_selects_a_row_and_a_second_one_opens_it() {
    let mut model = queue();
    let wanted = model.queue.page.ready().expect("it is here").rows[4].clone();
    assert_ne!(model.queue.selected, Some(wanted.id));
    let words = format!("{}", wanted.id);
    let (_, row) = place(&model, &format!(" {words} "));
    gesture(&mut model, Gesture::Click, (30, row));
    assert_eq!(model.queue.selected, Some(wanted.id));
    assert_eq!(model.screen, Screen::Queue);
    gesture(&mut model, Gesture::Click, (30, row));
    assert_eq!(model.screen, Screen::Detail);
    assert_eq!(model.detail.id, Some(wanted.id));
}

#[test]
fn a_click_on_a_heading_sorts_and_a_second_one_turns_it_round() {
    let mut model = queue();
    let effects = click_on(&mut model, "employer");
    assert!(effects.iter().any(|one| matches!(one, Effect::Queue(..))));
    assert_eq!(model.queue.sort.column, SortColumn::Employer);
    let before = model.queue.sort.descending;
    click_on(&mut model, "employer");
    assert_eq!(model.queue.sort.column, SortColumn::Employer);
    assert_ne!(model.queue.sort.descending, before);
}

#[test]
fn the_wheel_moves_the_list_under_it_by_all_steps_at_once() {
    let mut model = queue();
    let first = model.queue.selected;
    gesture(&mut model, Gesture::Wheel(2), (20, 12));
    assert_eq!(model.queue.place(), Some(6));
    gesture(&mut model, Gesture::Wheel(-9), (20, 12));
    assert_eq!(model.queue.selected, first);
}

#[test]
fn the_wheel_above_the_text_beside_the_list_moves_the_text() {
    let mut model = fixture::model(Language::En, (200, 24));
    for effect in press_key(&mut model, '2') {
        if let Effect::Queue(ticket, _) = effect {
            let page = fixture::page(0, 1..=40, 1204);
            update(&mut model, Msg::Reply(Reply::Queue(ticket, Ok(page))));
        }
    }
    let selected = model.queue.selected.expect("a row");
    let timeline = Box::new(Ok(Some(fixture::timeline(selected.0))));
    update(&mut model, Msg::Reply(Reply::Timeline(selected, timeline)));
    let before = picture(&model);
    gesture(&mut model, Gesture::Wheel(1), (190, 12));
    assert_eq!(model.queue.selected, Some(selected));
    assert_ne!(picture(&model), before);
}

#[test]
fn a_click_on_a_figure_of_the_dashboard_goes_there_and_a_second_one_through_it() {
    let mut model = fixture::model(Language::En, SIZE);
    let at = place(&model, "noord.pem");
    gesture(&mut model, Gesture::Click, at);
    assert_eq!(model.screen, Screen::Dashboard);
    gesture(&mut model, Gesture::Click, at);
    assert_eq!(model.screen, Screen::Certificates);
}

#[test]
fn a_click_on_a_certificate_selects_it_and_one_beside_the_list_does_not() {
    let model = fixture::model(Language::En, SIZE);
    let report = fixture_certificates::blocked(1);
    let mut model = fixture_certificates::on_certificates(model, report);
    let before = selected(&model).expect("one is selected").place;
    gesture(&mut model, Gesture::Click, (before.x + 3, before.y + 1));
    let after = selected(&model).expect("one is selected").place;
    assert_eq!(after.y, before.y + 1);
    let bottom = SIZE.1 - 2;
    gesture(&mut model, Gesture::Click, (before.x, bottom));
    assert_eq!(selected(&model).map(|one| one.place), Some(after));
}

#[test]
fn a_click_on_nothing_changes_nothing() {
    let mut model = fixture::model(Language::En, SIZE);
    let before = picture(&model);
    for at in [(0, 0), (119, 1), (119, 39), (200, 90)] {
        assert_eq!(gesture(&mut model, Gesture::Click, at), []);
        assert_eq!(picture(&model), before, "{at:?}");
    }
}

#[test]
fn the_mouse_goes_back_and_forth_by_a_key() {
    let mut model = queue();
    let selected = model.queue.selected;
    assert_eq!(press_key(&mut model, 'm'), [Effect::Mouse(false)]);
    assert!(picture(&model).contains("The mouse is the terminal"));
    gesture(&mut model, Gesture::Wheel(2), (20, 12));
    assert_eq!(model.queue.selected, selected);
    assert_eq!(press_key(&mut model, 'm'), [Effect::Mouse(true)]);
    gesture(&mut model, Gesture::Wheel(2), (20, 12));
    assert_ne!(model.queue.selected, selected);
}

#[test]
fn no_gesture_anywhere_panics() {
    for key in ['1', '2', '3', '4', '5', '6', '?', ':'] {
        for size in [(60, 20), (200, 50), (10, 4), (1, 1)] {
            let mut model = queue();
            press_key(&mut model, key);
            update(&mut model, Msg::Input(Input::Resize(size.0, size.1)));
            for (column, row) in [(0, 0), (5, 1), (5, 5), (59, 19), (150, 30)] {
                gesture(&mut model, Gesture::Click, (column, row));
                gesture(&mut model, Gesture::Wheel(1), (column, row));
                picture(&model);
            }
        }
    }
    let mut model = queue();
    gesture(&mut model, Gesture::Wheel(i16::MIN), (20, 12));
    assert_eq!(model.queue.place(), Some(0));
}
