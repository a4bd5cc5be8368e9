//! What an operator does to the list itself: marks, follow mode, and whatever needs more of the
//! console than the list.

use super::columns_dialog;
use super::goto::{self, GoTo};
use super::marks::Full;
use super::queue::{Follow, Goal, Queue};
use super::queue_split::Split;
use crate::domain::report::{LogLevel, Sort};
use crate::domain::text::Text;
use crate::tui::actions;
use crate::tui::env::Env;
use crate::tui::keymap::Action;
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::overlay::Overlay;

/// Applies an intention to the queue.
pub fn on_action(model: &mut Model, action: Action) -> Vec<Effect> {
    let effects = match action {
        Action::Open => match model.queue.selected {
            Some(id) => actions::open_detail(model, id),
            None => Vec::new(),
        },
        Action::Columns => {
            model.overlay = Some(Overlay::Columns(columns_dialog::Dialog::default()));
            Vec::new()
        }
        Action::GoTo => {
            model.overlay = Some(Overlay::GoTo(GoTo::default()));
            Vec::new()
        }
        Action::Split => split(model),
        _ => model.queue.on_action(action, &model.env),
    };
    if let Some(text) = model.queue.notice.take() {
        model.notice(LogLevel::Info, &text);
    }
    effects
}

/// Shows the selected submission with the list, or no longer.
fn split(model: &mut Model) -> Vec<Effect> {
    let wanted = !model.is_split();
    model.split = Some(wanted);
    if wanted && Split::of(model.split, model.env.size) == Split::Off {
        model.notice(LogLevel::Info, &Text::new("queue-no-room-to-split"));
        return Vec::new();
    }
    model.arrange();
    if wanted {
        model.detail.refresh()
    } else {
        Vec::new()
    }
}

/// A window came: whoever seeks a row sees it, or is told that it is not there.
pub fn after_reply(model: &mut Model) {
    let Some(Overlay::GoTo(prompt)) = &mut model.overlay else {
        return;
    };
    let Some(id) = prompt.sought else {
        return;
    };
    if model.queue.missing.take() == Some(id) {
        prompt.sought = None;
        prompt.error = Some(goto::not_there(id, &model.queue));
    } else if !model.queue.is_seeking() {
        model.overlay = None;
    }
}

impl Queue {
    pub(super) fn on_marking(&mut self, action: Action, env: &Env) -> Vec<Effect> {
        let Some(id) = self.selected else {
            return Vec::new();
        };
        match action {
            Action::Mark => {
                let full = self.marks.turn(id, &self.line);
                self.say_full(full);
                return self.on_action(Action::Down, env);
            }
            Action::MarkRange if self.marks.is_ranging() => {
                self.marks.end_range();
            }
            Action::MarkRange => {
                let full = self.marks.begin_range(id, &self.line);
                self.say_full(full);
            }
            Action::MarkAll => self.marks.all(&self.line),
            _ => self.marks.invert(&self.line),
        }
        Vec::new()
    }

    pub(super) fn say_full(&mut self, outcome: Result<(), Full>) {
        if outcome.is_err() {
            self.notice = Some(Text::new("queue-marks-full").with("most", super::marks::MOST));
        }
    }

    /// Newest first, and the selection on the first row as rows come; or no longer.
    pub(super) fn on_follow(&mut self, env: &Env) -> Vec<Effect> {
        if self.follow == Follow::On {
            self.follow = Follow::Off;
            return Vec::new();
        }
        self.marks.end_range();
        self.follow = Follow::On;
        let newest = Sort::default();
        if self.sort == newest {
            return self.jump(Goal::First, env);
        }
        self.goal = Goal::First;
        self.sort = newest;
        self.begin_anew(env)
    }

    /// Another movement ends it, and the summary says so.
    pub(super) fn end_follow(&mut self) {
        if self.follow == Follow::On {
            self.follow = Follow::Ended;
        }
    }

    /// Whether a row is being sought.
    pub fn is_seeking(&self) -> bool {
        matches!(self.goal, Goal::Seek(_))
    }

    /// Whoever sought a row has gone on.
    pub fn seek_no_more(&mut self) {
        if self.is_seeking() {
            self.goal = Goal::Stay;
        }
    }

    /// One step back inside the list: the range, then the marks. Whether there was one.
    pub fn step_back(&mut self) -> bool {
        self.marks.end_range() || self.marks.clear()
    }
}

#[cfg(test)]
#[path = "queue_hands_tests.rs"]
mod tests;
