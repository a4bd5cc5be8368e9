//! Hands and eyes for the tests of this module: keys are pressed, the screen is looked at.

use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::fixture::{check, dashboard, header, now, options};
use super::key::{Code, Input, Key};
use super::model::{Model, Options};
use super::msg::{Effect, Msg, Reply};
use super::update::update;
use super::view::view;
use crate::domain::environment::Environment;
use crate::domain::report::WorkerStatus;
use crate::i18n::Language;

/// A console that has its header and its dashboard.
pub fn model(language: Language, size: (u16, u16)) -> Model {
    model_with(options(language), size)
}

/// The same with options of the test's own.
pub fn model_with(options: Options, size: (u16, u16)) -> Model {
    let (mut model, _) = Model::new(options, now(), size);
    model.declare = super::screens::declare::Declare::with_check(check);
    let header = header(Environment::Sandbox, WorkerStatus::Here);
    update(&mut model, Msg::Reply(Reply::Header(Box::new(header))));
    let numbers = Box::new(Ok(dashboard()));
    update(&mut model, Msg::Reply(Reply::Dashboard(numbers)));
    model
}

/// The sizes that pictures are taken in, with their names.
pub const SIZES: [((u16, u16), &str); 3] = [
    ((120, 40), "120x40"),
    ((80, 24), "80x24"),
    ((60, 20), "60x20"),
];

/// Presses a key.
pub fn press(model: &mut Model, key: Key) -> Vec<Effect> {
    update(model, Msg::Input(Input::Key(key)))
}

/// Types text and named keys: `"n<tab>"`.
pub fn type_in(model: &mut Model, keys: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    let mut rest = keys;
    while let Some(character) = rest.chars().next() {
        let named = [
            ("<enter>", Key::plain(Code::Enter)),
            ("<esc>", Key::plain(Code::Esc)),
            ("<tab>", Key::plain(Code::Tab)),
            ("<down>", Key::plain(Code::Down)),
            ("<left>", Key::plain(Code::Left)),
            ("<right>", Key::plain(Code::Right)),
            ("<clear>", Key::ctrl('u')),
            ("<up>", Key::plain(Code::Up)),
            ("<f4>", Key::plain(Code::Function(4))),
            ("<f5>", Key::plain(Code::Function(5))),
            ("<f6>", Key::plain(Code::Function(6))),
            ("<ctrl-o>", Key::ctrl('o')),
            ("<ctrl-r>", Key::ctrl('r')),
            ("<ctrl-t>", Key::ctrl('t')),
            ("<ctrl-c>", Key::ctrl('c')),
            ("<ctrl-p>", Key::ctrl('p')),
        ]
        .into_iter()
        .find(|(name, _)| rest.starts_with(name));
        let (key, length) = match named {
            Some((name, key)) => (key, name.len()),
            None => (Key::char(character), character.len_utf8()),
        };
        effects.extend(press(model, key));
        rest = &rest[length..];
    }
    effects
}

/// The screen as a terminal of its size shows it.
pub fn drawn(model: &Model) -> Terminal<TestBackend> {
    let (columns, rows) = model.env.size;
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a test terminal");
    terminal.draw(|frame| view(model, frame)).expect("it draws");
    terminal
}

/// The same, as text.
pub fn picture(model: &Model) -> String {
    drawn(model).backend().to_string()
}
