//! A value that is asked for: "none yet", "none" and "none any more" look different.

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::env::Env;
use super::format;
use super::theme::Role;

use crate::domain::problem::Problem;

/// What is known of a value that comes from elsewhere.
#[derive(Debug, Clone, Default)]
pub enum Loaded<T> {
    /// Nobody has asked for it.
    #[default]
    Never,
    /// It was asked for the first time.
    Loading,
    /// It is here, as of that moment.
    Ready(T, Timestamp),
    /// It could not be had.
    Failed(Problem, Timestamp),
}

impl<T> Loaded<T> {
    /// The value, when it is here.
    pub fn ready(&self) -> Option<&T> {
        match self {
            Self::Ready(value, _) => Some(value),
            _ => None,
        }
    }

    /// The value when it is here; otherwise draws why not.
    pub fn or_say(&self, frame: &mut Frame, area: Rect, env: &Env) -> Option<&T> {
        let (sentences, role) = match self {
            Self::Ready(value, _) => return Some(value),
            Self::Never | Self::Loading => (vec![env.words.get("tui-loading")], Role::Dim),
            Self::Failed(problem, _) => (env.problem(problem), Role::Bad),
        };
        let lines: Vec<_> = sentences
            .iter()
            .flat_map(|words| format::wrap(words, usize::from(area.width)))
            .map(Line::from)
            .collect();
        frame.render_widget(Paragraph::new(lines).style(env.style(role)), area);
        None
    }

    /// Remembers that it was asked for; a value that is here stays until the next one comes.
    pub fn ask(&mut self) {
        if !matches!(self, Self::Ready(..)) {
            *self = Self::Loading;
        }
    }

    /// Takes an answer.
    pub fn take(&mut self, answer: Result<T, Problem>, now: Timestamp) {
        *self = match answer {
            Ok(value) => Self::Ready(value, now),
            Err(problem) => Self::Failed(problem, now),
        };
    }
}

/// At most one question under way: a second one waits for the first answer, a
/// third one is the same as the second. So a busy store cannot flood us, and the
/// last change is never missed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Feed {
    in_flight: bool,
    stale: bool,
}

impl Feed {
    /// Whether to ask now; if not, it will be asked again after the answer.
    pub fn wants(&mut self) -> bool {
        if self.in_flight {
            self.stale = true;
            return false;
        }
        self.in_flight = true;
        true
    }

    /// Whether a question that is not put yet is to be put as it would be asked now: more was wanted
    /// since.
    pub fn overtaken(&mut self) -> bool {
        self.in_flight && std::mem::take(&mut self.stale)
    }

    /// Whether to ask again, now that the answer came.
    pub fn answered(&mut self) -> bool {
        self.in_flight = false;
        std::mem::take(&mut self.stale)
    }

    /// Forgets what was under way: its task died.
    pub fn lost(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_wishes_during_one_question_become_one_more_question() {
        let mut feed = Feed::default();
        assert!(feed.wants());
        assert!(!feed.wants());
        assert!(!feed.wants());
        assert!(feed.answered());
        assert!(feed.wants());
        assert!(!feed.answered());
    }

    #[test]
    fn a_question_that_waits_takes_later_wishes_along() {
        let mut feed = Feed::default();
        assert!(feed.wants());
        assert!(!feed.overtaken(), "nothing else was wanted");
        assert!(!feed.wants());
        assert!(feed.overtaken());
        assert!(!feed.answered(), "it was asked for all of it");
    }
}
