//! The queue as it is seen.

use insta::assert_snapshot;

use crate::i18n::Language;
use crate::tui::fixture::{self, picture, type_in};
use crate::tui::key::Key;
use crate::tui::model::Model;
use crate::tui::msg::{Effect, Msg, Reply};
use crate::tui::update::update;

fn answer(model: &mut Model, effects: Vec<Effect>) {
    for effect in effects {
        let reply = match effect {
            Effect::Queue(ticket, _) => {
                Reply::Queue(ticket, Ok(fixture::page(0, 1..=60, 1_000_000)))
            }
            Effect::Timeline(id) => {
                Reply::Timeline(id, Box::new(Ok(Some(fixture::timeline(id.0)))))
            }
            _ => continue,
        };
        update(model, Msg::Reply(reply));
    }
}

fn on_queue(language: Language, size: (u16, u16)) -> Model {
    let mut model = fixture::model(language, size);
    let effects = type_in(&mut model, "2");
    answer(&mut model, effects);
    model
}

#[test]
fn marks_and_a_range() {
    let mut model = on_queue(Language::En, (120, 24));
    type_in(&mut model, "j  jvjj");
    assert_snapshot!("queue_marks_120x24", picture(&model));
    let mut model = on_queue(Language::De, (60, 20));
    type_in(&mut model, "*j j");
    assert_snapshot!("queue_marks_de_60x20", picture(&model));
}

#[test]
fn the_dialog_of_the_columns() {
    let mut model = on_queue(Language::En, (120, 40));
    type_in(&mut model, "Cj++jj ");
    assert_snapshot!("queue_columns_120x40", picture(&model));
    let mut model = on_queue(Language::Fr, (60, 20));
    type_in(&mut model, "C<up>");
    for _ in 0..13 {
        type_in(&mut model, "<down>");
    }
    type_in(&mut model, " ");
    assert_snapshot!("queue_columns_fr_60x20", picture(&model));
}

#[test]
fn the_way_to_a_row() {
    let mut model = on_queue(Language::En, (80, 24));
    fixture::press(&mut model, Key::ctrl('g'));
    type_in(&mut model, "120%<enter>");
    assert_snapshot!("queue_goto_80x24", picture(&model));
}

#[test]
fn split_below_and_peek() {
    let mut model = on_queue(Language::En, (120, 40));
    let effects = type_in(&mut model, "S");
    answer(&mut model, effects);
    type_in(&mut model, "Pj");
    assert_snapshot!("queue_split_below_120x40", picture(&model));
}
