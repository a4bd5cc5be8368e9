//! Keys in help.

use insta::assert_snapshot;

use super::*;
use crate::i18n::Language;
use crate::tui::fixture::{self, picture, press, type_in};
use crate::tui::fixture_queue::on_queue;
use crate::tui::model::Screen;

fn model() -> Model {
    on_queue(Language::En, (80, 24))
}

#[test]
fn what_is_found_by_typing_is_done_by_enter() {
    let mut model = model();
    type_in(&mut model, "?log");
    let first = found(&model).remove(0);
    assert_eq!(first.does, Does::Act(Action::ShowLog));
    type_in(&mut model, "<enter>");
    assert_eq!(model.screen, Screen::Log);
    assert!(model.overlay.is_none());
}

#[test]
fn what_cannot_be_done_stands_last_with_its_reason_and_is_not_done() {
    let mut model = model();
    model.queue.selected = None;
    type_in(&mut model, "?withdraw");
    let all = found(&model);
    let place = all
        .iter()
        .position(|item| item.does == Does::Act(Action::Withdraw));
    let place = place.expect("it is valid on this screen");
    assert_eq!(all[place].why_not.as_deref(), Some("nothing is selected"));
    for _ in 0..place {
        type_in(&mut model, "<down>");
    }
    type_in(&mut model, "<enter>");
    assert!(matches!(model.overlay, Some(Overlay::Help(_))));
}

#[test]
fn the_key_that_opens_help_closes_it_and_so_does_esc() {
    for closing in ["?", "<esc>"] {
        let mut model = model();
        type_in(&mut model, "?");
        type_in(&mut model, closing);
        assert!(model.overlay.is_none(), "{closing}");
    }
    let mut model = model();
    type_in(&mut model, "?a?");
    assert!(
        matches!(model.overlay, Some(Overlay::Help(_))),
        "it is text behind text"
    );
}

#[test]
fn a_key_of_the_filter_s_language_opens_its_line() {
    let mut model = model();
    type_in(&mut model, "?employer:<enter>");
    match &model.overlay {
        Some(Overlay::Filter(line)) => assert_eq!(line.input.value().trim(), "employer:"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_language_of_the_filter_is_explained_where_there_is_one() {
    for (name, keys, expected) in [
        ("on the queue", "2?", true),
        ("on the dashboard", "1?", false),
        ("on the log", "6?", false),
    ] {
        let mut model = model();
        type_in(&mut model, keys);
        let explained = found(&model)
            .iter()
            .any(|item| item.does == Does::Type(filter::Key::State));
        assert_eq!(explained, expected, "{name}");
    }
    let mut model = model();
    type_in(&mut model, "6/");
    press(&mut model, Key::plain(Code::Function(1)));
    assert!(
        !found(&model)
            .iter()
            .any(|item| matches!(item.does, Does::Type(_)))
    );
}

#[test]
fn its_end_can_be_reached_on_the_smallest_screen() {
    let mut model = on_queue(Language::En, (60, 20));
    type_in(&mut model, "?");
    press(&mut model, Key::plain(Code::End));
    let last = found(&model).pop().expect("items").words;
    let picture = picture(&model);
    let begins: String = last.chars().take(20).collect();
    assert!(picture.contains(&begins), "{picture}");
    press(&mut model, Key::plain(Code::Home));
    for _ in 0..200 {
        press(&mut model, Key::plain(Code::PageDown));
    }
    assert!(fixture::picture(&model).contains(&begins));
}

#[test]
fn pictures() {
    let mut end = on_queue(Language::Fr, (60, 20));
    type_in(&mut end, "?");
    press(&mut end, Key::plain(Code::End));
    assert_snapshot!("help_grammar_fr_60x20", picture(&end));
    let mut searched = model();
    type_in(&mut searched, "?sort");
    assert_snapshot!("help_searched_80x24", picture(&searched));
}
