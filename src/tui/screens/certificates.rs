//! The Certificates screen: every certificate worst first, and what the selected one says,
//! beside the list, below it, or instead of it. What it orders is in
//! [`super::certificates_actions`].

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::certificates_marks::{self as marks, Identity};
use super::{certificates_detail as detail, certificates_list};
use crate::domain::chaman::RegisterReport;
use crate::domain::report::CertSummary;
use crate::domain::text::Text;
use crate::tui::env::Env;
use crate::tui::format;
use crate::tui::keymap::{Action, Context};
use crate::tui::loaded::{Feed, Loaded};
use crate::tui::msg::Effect;
use crate::tui::theme::Role;

/// From this width on the details stand beside the list.
const BESIDE_COLUMNS: u16 = 100;
/// From this height on the details stand below the list.
const BELOW_ROWS: u16 = 24;
/// Header, tabs and footer.
const AROUND_ROWS: u16 = 3;

/// The Certificates screen.
#[derive(Debug, Default)]
pub struct Certificates {
    /// Every certificate, worst first.
    pub list: Loaded<Vec<CertSummary>>,
    /// The keys go to the details: where there is room for one of the two, they are on show.
    pub reading: bool,
    selected: Option<Identity>,
    /// Lines of the details above the top.
    scroll: usize,
    feed: Feed,
}

impl Certificates {
    /// Asks for the certificates.
    pub fn refresh(&mut self) -> Vec<Effect> {
        self.list.ask();
        if self.feed.wants() {
            vec![Effect::Certificates]
        } else {
            Vec::new()
        }
    }

    /// Takes them. The selection stays on its certificate; when that is gone, it goes to the
    /// one that stands in its place.
    pub fn on_reply(&mut self, mut list: Vec<CertSummary>, env: &Env) -> Vec<Effect> {
        let again = self.feed.answered();
        let before = self.place().unwrap_or(0);
        marks::sort(&mut list);
        list.dedup_by_key(|one| Identity::of(one));
        let held = |wanted: &Identity| list.iter().any(|one| Identity::of(one) == *wanted);
        if !self.selected.as_ref().is_some_and(held) {
            let nearest = before.min(list.len().saturating_sub(1));
            self.selected = list.get(nearest).map(Identity::of);
            self.scroll = 0;
        }
        self.reading &= !list.is_empty();
        self.list.take(Ok(list), env.now);
        if again { self.refresh() } else { Vec::new() }
    }

    /// The task that was asking died.
    pub fn on_lost(&mut self) {
        self.feed.lost();
    }

    /// Selects a certificate, now or as soon as it is here.
    pub fn select(&mut self, wanted: Identity) {
        self.selected = Some(wanted);
        self.reading = false;
        self.scroll = 0;
    }

    /// The selected certificate.
    pub fn current(&self) -> Option<&CertSummary> {
        self.list.ready()?.get(self.place()?)
    }

    /// Place of the selected one.
    fn place(&self) -> Option<usize> {
        let list = self.list.ready().filter(|list| !list.is_empty())?;
        let found = list
            .iter()
            .position(|one| Some(Identity::of(one)) == self.selected);
        Some(found.unwrap_or(0))
    }

    /// Reacts to an intention that changes nothing but this screen.
    pub fn on_action(&mut self, action: Action, report: Option<&RegisterReport>, env: &Env) {
        let Some(place) = self.place() else {
            return;
        };
        match action {
            Action::Open => self.reading = true,
            Action::Next | Action::Previous => self.reading = !self.reading,
            _ if self.reading => self.scroll(action, report, env),
            _ => self.step(place, action, env),
        }
    }

    fn step(&mut self, place: usize, action: Action, env: &Env) {
        let Some(list) = self.list.ready() else {
            return;
        };
        let (pane, _) = self.panes(body(env));
        let step = pane.map_or(1, |pane| usize::from(pane.height.saturating_sub(4)).max(1));
        let bottom = list.len() - 1;
        let target = match action {
            Action::Up => place.saturating_sub(1),
            Action::Down => (place + 1).min(bottom),
            Action::PageUp => place.saturating_sub(step),
            Action::PageDown => (place + step).min(bottom),
            Action::First => 0,
            Action::Last => bottom,
            _ => return,
        };
        self.selected = list.get(target).map(Identity::of);
        self.scroll = 0;
    }

    fn scroll(&mut self, action: Action, report: Option<&RegisterReport>, env: &Env) {
        let (_, Some(pane)) = self.panes(body(env)) else {
            return;
        };
        let inner = env.panel("", true).inner(pane);
        let rows = usize::from(inner.height);
        let lines = self.details(report, inner, env).len();
        let end = lines.saturating_sub(rows);
        let step = rows.saturating_sub(1).max(1);
        self.scroll = match action {
            Action::Up => self.scroll.saturating_sub(1),
            Action::Down => self.scroll + 1,
            Action::PageUp => self.scroll.saturating_sub(step),
            Action::PageDown => self.scroll + step,
            Action::First => 0,
            Action::Last => end,
            _ => self.scroll,
        }
        .min(end);
    }

    /// Where list and details stand, each where it has room.
    fn panes(&self, area: Rect) -> (Option<Rect>, Option<Rect>) {
        if area.width >= BESIDE_COLUMNS {
            let shares = [Constraint::Fill(5), Constraint::Fill(3)];
            let [list, detail] = Layout::horizontal(shares).areas(area);
            (Some(list), Some(detail))
        } else if area.height + AROUND_ROWS >= BELOW_ROWS {
            let rows = self.list.ready().map_or(0, Vec::len) + 3;
            let most = area.height / 2 - 1;
            let height = u16::try_from(rows).unwrap_or(most).min(most);
            let shares = [Constraint::Length(height), Constraint::Min(0)];
            let [list, detail] = Layout::vertical(shares).areas(area);
            (Some(list), Some(detail))
        } else if self.reading {
            (None, Some(area))
        } else {
            (Some(area), None)
        }
    }

    fn details(
        &self,
        report: Option<&RegisterReport>,
        inner: Rect,
        env: &Env,
    ) -> Vec<Line<'static>> {
        let width = usize::from(inner.width);
        self.current()
            .map(|one| detail::lines(one, report, width, env))
            .unwrap_or_default()
    }

    /// Draws it.
    pub fn view(
        &self,
        frame: &mut Frame,
        area: Rect,
        register: &Loaded<RegisterReport>,
        env: &Env,
    ) {
        match self.list.or_say(frame, area, env) {
            None => {}
            Some(list) if list.is_empty() => self.nothing(frame, area, env),
            Some(list) => self.ready(list, register.ready(), frame, area, env),
        }
    }

    /// No certificate yet: how to get to the first one.
    fn nothing(&self, frame: &mut Frame, area: Rect, env: &Env) {
        let key = env
            .keys
            .key_in(Action::NewCertificate, Context::Certificates);
        let text = Text::new("certificates-none").with("key", key.unwrap_or_default());
        let panel = env.panel(&env.words.get("tui-action-certificates"), !self.reading);
        let inner = panel.inner(area);
        let lines: Vec<_> = format::wrap(&env.text(&text), usize::from(inner.width))
            .into_iter()
            .map(|line| Line::styled(line, env.style(Role::Dim)))
            .collect();
        frame.render_widget(panel, area);
        frame.render_widget(Paragraph::new(lines), inner);
    }

    fn ready(
        &self,
        list: &[CertSummary],
        report: Option<&RegisterReport>,
        frame: &mut Frame,
        area: Rect,
        env: &Env,
    ) {
        let (left, right) = self.panes(area);
        let place = self.place().unwrap_or(0);
        if let Some(pane) = left {
            certificates_list::view(list, place, !self.reading, frame, pane, env);
        }
        let (Some(pane), Some(current)) = (right, self.current()) else {
            return;
        };
        let panel = env.panel(&current.title().shown(), self.reading);
        let inner = panel.inner(pane);
        let lines = self.details(report, inner, env);
        let end = lines.len().saturating_sub(usize::from(inner.height));
        let shown: Vec<_> = lines.into_iter().skip(self.scroll.min(end)).collect();
        frame.render_widget(panel, pane);
        frame.render_widget(Paragraph::new(shown), inner);
    }
}

/// What is left of the terminal for a screen.
fn body(env: &Env) -> Rect {
    let (columns, rows) = env.size;
    Rect::new(0, 2, columns, rows.saturating_sub(AROUND_ROWS))
}

#[cfg(test)]
#[path = "certificates_tests.rs"]
mod tests;
