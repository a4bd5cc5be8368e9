//! A console on its queue, for tests.

use super::fixture::{model_with, page, type_in};
use super::model::{Model, Options};
use super::msg::{Effect, Msg, Reply};
use super::update::update;

/// A console with these options on a queue of forty rows.
pub fn queue(options: Options, size: (u16, u16)) -> Model {
    let mut model = model_with(options, size);
    for effect in type_in(&mut model, "2") {
        if let Effect::Queue(ticket, _) = effect {
            let page = page(0, 1..=40, 40);
            update(&mut model, Msg::Reply(Reply::Queue(ticket, Ok(page))));
        }
    }
    model
}
