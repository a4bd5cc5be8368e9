//! The dialog changes the settings, and the list shows each change at once.

use super::*;
use crate::i18n::Language;
use crate::tui::fixture::{self, type_in};
use crate::tui::model::Model;
use crate::tui::msg::{Effect, Msg, Reply};
use crate::tui::overlay::Overlay;
use crate::tui::update::update;

fn on_queue(size: (u16, u16)) -> Model {
    let mut model = fixture::model(Language::En, size);
    for effect in type_in(&mut model, "2") {
        if let Effect::Queue(ticket, _) = effect {
            let page = fixture::page(0, 1..=40, 1204);
            update(&mut model, Msg::Reply(Reply::Queue(ticket, Ok(page))));
        }
    }
    model
}

fn shown(model: &Model) -> Vec<(&'static str, usize)> {
    queue_table::columns_in(&model.queue, &model.env)
        .iter()
        .map(|placed| (placed.spec.name, placed.width))
        .collect()
}

fn names(model: &Model) -> Vec<&'static str> {
    shown(model).into_iter().map(|(name, _)| name).collect()
}

#[test]
fn a_column_is_hidden_widened_moved_and_put_back() {
    let mut model = on_queue((120, 40));
    let before = shown(&model);
    type_in(&mut model, "Cjj ");
    assert!(!names(&model).contains(&"kind"));
    type_in(&mut model, " ");
    assert!(names(&model).contains(&"kind"));
    type_in(&mut model, "++<right>-");
    assert!(shown(&model).contains(&("kind", 8)));
    type_in(&mut model, "=KK");
    assert_eq!(names(&model)[..3], ["kind", "id", "state"]);
    type_in(&mut model, "J");
    assert_eq!(names(&model)[..3], ["id", "kind", "state"]);
    type_in(&mut model, "0");
    assert_eq!(shown(&model), before);
    type_in(&mut model, "<esc>");
    assert!(model.overlay.is_none());
    assert_eq!(model.screen, crate::tui::model::Screen::Queue);
}

#[test]
fn the_state_cannot_be_hidden() {
    let mut model = on_queue((120, 40));
    type_in(&mut model, "Cj ");
    assert!(names(&model).contains(&"state"));
    assert!(matches!(model.overlay, Some(Overlay::Columns(_))));
}

#[test]
fn what_has_no_room_comes_when_it_is_wanted() {
    let mut model = on_queue((80, 24));
    assert!(!names(&model).contains(&"reference"));
    type_in(&mut model, "C");
    for _ in 0..20 {
        type_in(&mut model, "<down>");
    }
    type_in(&mut model, " ");
    assert!(names(&model).contains(&"reference"));
    assert_eq!(model.queue.columns.len(), columns::ALL.len());
}

#[test]
fn no_size_panics_and_widths_have_bounds() {
    for size in [(1, 1), (20, 5), (42, 8), (60, 20), (140, 40)] {
        let mut model = on_queue(size);
        type_in(&mut model, "C");
        for _ in 0..80 {
            type_in(&mut model, "+");
        }
        fixture::picture(&model);
        for _ in 0..80 {
            type_in(&mut model, "-");
        }
        fixture::picture(&model);
        let width = model.queue.columns[0].width.expect("it was changed");
        assert_eq!(width, *WIDTHS.start());
    }
}
