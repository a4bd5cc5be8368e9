//! One submission: what was sent, what happened, what was answered, what to do.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::detail_text;
use crate::domain::ids::SubmissionId;
use crate::domain::problem::Problem;
use crate::domain::report::{QueueRow, Timeline};
use crate::tui::env::Env;
use crate::tui::format;
use crate::tui::keymap::Action;
use crate::tui::loaded::{Feed, Loaded};
use crate::tui::model::Revealed;
use crate::tui::msg::Effect;
use crate::tui::theme::Role;

/// Rows that are never on screen: header, tabs, frame, footer.
const AROUND_ROWS: u16 = 5;

/// The detail screen.
#[derive(Debug, Default)]
pub struct Detail {
    /// The submission on show.
    pub id: Option<SubmissionId>,
    /// Everything about it; none when it does not exist.
    pub timeline: Loaded<Option<Timeline>>,
    /// Lines above the top of the screen.
    pub scroll: usize,
    /// What is shown as soon as it is here; until then the one before stays.
    next: Option<SubmissionId>,
    feed: Feed,
}

impl Detail {
    /// Shows another submission.
    pub fn show(&mut self, id: SubmissionId) -> Vec<Effect> {
        self.next = None;
        if self.id != Some(id) {
            self.id = Some(id);
            self.timeline = Loaded::Loading;
            self.scroll = 0;
        }
        self.refresh()
    }

    /// Shows another submission once it is here, and not before: whoever goes through a list
    /// sees one picture after another, and asks only for what he rests on.
    pub fn follow(&mut self, id: SubmissionId) -> Vec<Effect> {
        if self.id.is_none() {
            return self.show(id);
        }
        if self.next == Some(id) {
            return Vec::new();
        }
        self.next = Some(id);
        self.refresh()
    }

    /// Asks again for what is on show.
    pub fn refresh(&mut self) -> Vec<Effect> {
        match self.next.or(self.id) {
            Some(id) if self.feed.wants() => vec![Effect::Timeline(id)],
            _ => Vec::new(),
        }
    }

    /// Takes an answer; one about a submission that is no longer on show is
    /// dropped and the right one asked for.
    pub fn on_reply(
        &mut self,
        id: SubmissionId,
        answer: Result<Option<Timeline>, Problem>,
        env: &Env,
    ) -> Vec<Effect> {
        let again = self.feed.answered();
        if self.next.or(self.id) != Some(id) {
            return self.refresh();
        }
        if self.next.take().is_some() {
            self.id = Some(id);
            self.scroll = 0;
        }
        self.timeline.take(answer, env.now);
        if again { self.refresh() } else { Vec::new() }
    }

    /// The task that was asking died.
    pub fn on_lost(&mut self) {
        self.feed.lost();
        self.next = None;
    }

    /// The submission on show, once it is here.
    pub fn row(&self) -> Option<&QueueRow> {
        Some(&self.history()?.row)
    }

    /// Everything about the submission on show, once it is here.
    pub fn history(&self) -> Option<&Timeline> {
        self.timeline.ready()?.as_ref()
    }

    /// Reacts to an intention.
    pub fn on_action(&mut self, action: Action, env: &Env, revealed: Option<&Revealed>) {
        let page = usize::from(env.size.1.saturating_sub(AROUND_ROWS)).max(1);
        let width = usize::from(env.size.0.saturating_sub(2));
        let end = self.lines(width, env, revealed).len().saturating_sub(page);
        self.scroll = match action {
            Action::Up => self.scroll.saturating_sub(1),
            Action::Down => self.scroll + 1,
            Action::PageUp => self.scroll.saturating_sub(page - 1),
            Action::PageDown => self.scroll + page - 1,
            Action::First => 0,
            Action::Last => end,
            _ => self.scroll,
        }
        .min(end);
    }

    /// Whether something on screen changes with every second.
    pub fn is_counting(&self, env: &Env) -> bool {
        self.row()
            .is_some_and(|row| super::queue_table::counts(row, env.now))
    }

    fn lines(&self, width: usize, env: &Env, revealed: Option<&Revealed>) -> Vec<Line<'static>> {
        let plain = |words: String| vec![Line::styled(words, env.style(Role::Dim))];
        match &self.timeline {
            Loaded::Never => plain(env.words.get("tui-detail-nothing")),
            Loaded::Loading => plain(env.words.get("tui-loading")),
            Loaded::Failed(problem, _) => env
                .problem(problem)
                .iter()
                .flat_map(|sentence| format::wrap(sentence, width))
                .map(|line| Line::styled(line, env.style(Role::Bad)))
                .collect(),
            Loaded::Ready(None, _) => plain(env.words.get("tui-detail-gone")),
            Loaded::Ready(Some(timeline), _) => {
                let ssin = revealed
                    .filter(|one| one.id == timeline.row.id)
                    .map(|one| one.ssin);
                detail_text::lines(timeline, width, env, ssin)
            }
        }
    }

    /// Draws it.
    pub fn view(
        &self,
        frame: &mut Frame,
        area: Rect,
        env: &Env,
        revealed: Option<&Revealed>,
        focused: bool,
    ) {
        let title = match self.id {
            Some(id) => format!("{} {id}", env.words.get("tui-detail-title")),
            None => env.words.get("tui-detail-title"),
        };
        let panel = env.panel(&title, focused);
        let inner = panel.inner(area);
        frame.render_widget(panel, area);
        let lines = self.lines(usize::from(inner.width), env, revealed);
        let top = self
            .scroll
            .min(lines.len().saturating_sub(usize::from(inner.height)));
        let shown: Vec<_> = lines
            .into_iter()
            .skip(top)
            .take(usize::from(inner.height))
            .collect();
        frame.render_widget(Paragraph::new(shown), inner);
    }
}
