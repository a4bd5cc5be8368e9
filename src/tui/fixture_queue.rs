//! A console on its queue, for tests.

use super::fixture::{model_with, options, page, type_in};
use super::model::{Model, Options};
use super::msg::{Effect, Msg, Reply};
use super::update::update;
use crate::i18n::Language;

/// A console on a queue of forty rows.
pub fn on_queue(language: Language, size: (u16, u16)) -> Model {
    queue(options(language), size)
}

/// The same with options of the test's own.
pub fn queue(options: Options, size: (u16, u16)) -> Model {
    let mut model = model_with(options, size);
    open_queue(&mut model);
    model
}

/// Opens the queue of a console; it has forty rows.
pub fn open_queue(model: &mut Model) {
    for effect in type_in(model, "2") {
        if let Effect::Queue(ticket, _) = effect {
            let reply = Reply::Queue(ticket, Ok(page(0, 1..=40, 40)));
            update(model, Msg::Reply(reply));
        }
    }
}
