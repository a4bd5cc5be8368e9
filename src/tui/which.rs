//! "Which declaration do I need?": two or three questions, and the right form opens.
//!
//! Owns where one stands in the questions and how they are drawn. Knows no situation: those are in
//! [`crate::domain::which`].

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::env::Env;
use super::format;
use super::key::{Code, Key};
use super::keymap::Action;
use super::model::{Model, Screen};
use super::msg::Effect;
use super::overlay::Overlay;
use super::overlay_view::{boxed, inner_width};
use super::theme::Role;
use crate::domain::draft::Kind;
use crate::domain::text::Text;
use crate::domain::which::{Advice, Next, Question};

#[cfg(test)]
#[path = "which_tests.rs"]
mod tests;

/// The questions above the form.
#[derive(Debug)]
pub struct Which {
    /// Where one stands.
    pub at: Next,
    /// The chosen answer.
    pub selected: usize,
    /// The questions before, with what was answered.
    before: Vec<(Question, usize)>,
}

impl Default for Which {
    fn default() -> Self {
        Self {
            at: Next::Ask(Question::What),
            selected: 0,
            before: Vec::new(),
        }
    }
}

impl Which {
    /// Goes up and down in the answers.
    pub fn on_action(&mut self, action: Action) {
        let last = match self.at {
            Next::Ask(question) => question.answers().len().saturating_sub(1),
            Next::Advise(_) => 0,
        };
        self.selected = match action {
            Action::Down | Action::Next => (self.selected + 1).min(last),
            Action::Up | Action::Previous => self.selected.saturating_sub(1),
            _ => self.selected,
        };
    }

    /// The number of an answer gives it; backspace and the left arrow go one question back.
    pub fn on_key(&mut self, key: Key) {
        match (key.code, self.at) {
            (Code::Char(number @ '1'..='9'), Next::Ask(question)) => {
                let place = usize::from(number as u8 - b'1');
                if place < question.answers().len() {
                    self.selected = place;
                    self.answer(question);
                }
            }
            (Code::Backspace | Code::Left, _) => {
                self.leave();
            }
            _ => {}
        }
    }

    /// Goes on to what the chosen answer leads to.
    fn answer(&mut self, question: Question) {
        let answers = question.answers();
        if let Some((_, next)) = answers.get(self.selected) {
            self.before.push((question, self.selected));
            self.at = *next;
            self.selected = 0;
        }
    }

    /// One question back; whether there was none, so that it can be closed.
    pub fn leave(&mut self) -> bool {
        let Some((question, selected)) = self.before.pop() else {
            return true;
        };
        self.at = Next::Ask(question);
        self.selected = selected;
        false
    }
}

/// Asks the first question.
pub fn open(model: &mut Model) -> Vec<Effect> {
    model.overlay = Some(Overlay::Which(Which::default()));
    Vec::new()
}

/// Gives the chosen answer, or opens the form that is advised.
pub fn accept(model: &mut Model, mut which: Which) -> Vec<Effect> {
    match which.at {
        Next::Ask(question) => {
            which.answer(question);
            model.overlay = Some(Overlay::Which(which));
            Vec::new()
        }
        Next::Advise(situation) => {
            let Some(kind) = situation.advice().first() else {
                return Vec::new();
            };
            let effects = model.open(Screen::Declare);
            model.declare.turn_into(kind, &model.env);
            effects
        }
    }
}

/// Draws it.
pub fn view(which: &Which, frame: &mut Frame, area: Rect, env: &Env) {
    let room = inner_width(area);
    let lines = match which.at {
        Next::Ask(question) => ask(question, which.selected, room, env),
        Next::Advise(situation) => advise(&situation.advice(), room, env),
    };
    boxed(&env.words.get("which-title"), lines, frame, area, env);
}

fn ask(question: Question, selected: usize, room: usize, env: &Env) -> Vec<Line<'static>> {
    let mut lines = sentence(&env.text(&question.text()), Role::Text, room, env);
    lines.push(Line::default());
    for (place, (answer, _)) in question.answers().into_iter().enumerate() {
        let chosen = place == selected;
        let role = if chosen { Role::Selection } else { Role::Text };
        let words = format::wrap(&env.text(&answer), room.saturating_sub(4));
        for (line, words) in words.into_iter().enumerate() {
            let number = if line == 0 {
                (place + 1).to_string()
            } else {
                String::new()
            };
            let text = format!(
                " {number:>2}  {}",
                format::fit(&words, room.saturating_sub(4))
            );
            lines.push(Line::styled(text, env.style(role)));
        }
    }
    lines
}

fn advise(advice: &Advice, room: usize, env: &Env) -> Vec<Line<'static>> {
    let mut lines = sentence(&env.text(&what(advice.kinds)), Role::Focus, room, env);
    for text in [&advice.until, &advice.remark].into_iter().flatten() {
        lines.push(Line::default());
        lines.extend(sentence(&env.text(text), Role::Text, room, env));
    }
    let keys = match advice.first() {
        Some(kind) => Text::new("which-keys-open").with("kind", kind_name(kind)),
        None => Text::new("which-keys-close"),
    };
    lines.push(Line::default());
    lines.extend(sentence(&env.text(&env.keyed(keys)), Role::Key, room, env));
    lines
}

/// The declarations in the order in which they are made.
fn what(kinds: &[Kind]) -> Text {
    match kinds {
        [] => Text::new("which-nothing"),
        [kind] => Text::new("which-one").with("kind", kind_name(*kind)),
        [first, rest @ ..] => Text::new("which-two")
            .with("first", kind_name(*first))
            .with(
                "second",
                rest.iter().copied().map(kind_name).collect::<String>(),
            ),
    }
}

fn kind_name(kind: Kind) -> String {
    kind.as_str().to_uppercase()
}

fn sentence(words: &str, role: Role, room: usize, env: &Env) -> Vec<Line<'static>> {
    format::wrap(words, room)
        .into_iter()
        .map(|line| Line::styled(format!(" {line}"), env.style(role)))
        .collect()
}
