//! The log: lines of the engine and of this console, filtered by level and text.
//!
//! It follows the newest line until the operator scrolls up. From then on the
//! lines on screen stand still, and new ones are only counted.

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::domain::report::{LogLevel, LogLine};
use crate::domain::text::Text;
use crate::tui::env::Env;
use crate::tui::keymap::Action;
use crate::tui::loaded::Feed;
use crate::tui::msg::Effect;
use crate::tui::theme::Role;
use crate::tui::{format, status};

/// Rows that are never on screen: header, tabs, summary, footer.
const AROUND_ROWS: u16 = 4;
const LEVELS: [LogLevel; 4] = [
    LogLevel::Error,
    LogLevel::Warn,
    LogLevel::Info,
    LogLevel::Debug,
];

/// The log screen.
#[derive(Debug)]
pub struct Log {
    lines: Vec<LogLine>,
    /// Lines as they were when the operator began to read.
    frozen: Option<Vec<LogLine>>,
    revision: u64,
    /// Lines between the bottom of the screen and the last line on show.
    above_end: usize,
    level: LogLevel,
    /// Only lines with this text, in any case.
    pub text: String,
    feed: Feed,
}

impl Default for Log {
    fn default() -> Self {
        Self {
            lines: Vec::new(),
            frozen: None,
            revision: 0,
            above_end: 0,
            level: LogLevel::Info,
            text: String::new(),
            feed: Feed::default(),
        }
    }
}

impl Log {
    /// Asks for the lines.
    pub fn refresh(&mut self) -> Vec<Effect> {
        if self.feed.wants() {
            vec![Effect::Log]
        } else {
            Vec::new()
        }
    }

    /// Takes the lines; an older revision than the one on show is dropped.
    pub fn on_reply(&mut self, revision: u64, lines: Vec<LogLine>) -> Vec<Effect> {
        let again = self.feed.answered();
        if revision >= self.revision {
            self.revision = revision;
            self.lines = lines;
        }
        if again { self.refresh() } else { Vec::new() }
    }

    /// The task that was asking died.
    pub fn on_lost(&mut self) {
        self.feed.lost();
    }

    /// Reacts to an intention. `own` are the notices of this console.
    pub fn on_action(&mut self, action: Action, own: &[LogLine], env: &Env) {
        let page = height(env);
        let end = self.chosen(own).len().saturating_sub(page);
        let target = match action {
            Action::Up => self.above_end + 1,
            Action::PageUp => self.above_end + page.saturating_sub(1).max(1),
            Action::First => end,
            Action::Down => self.above_end.saturating_sub(1),
            Action::PageDown => self.above_end.saturating_sub(page.saturating_sub(1).max(1)),
            Action::Last => return self.follow(),
            Action::Follow => {
                return if self.frozen.is_some() {
                    self.follow();
                } else {
                    self.freeze(own);
                };
            }
            Action::Level => {
                let place = LEVELS.iter().position(|level| *level == self.level);
                self.level = LEVELS[(place.unwrap_or(0) + 1) % LEVELS.len()];
                return;
            }
            _ => return,
        };
        if target > 0 && self.frozen.is_none() {
            self.freeze(own);
        }
        self.above_end = target.min(end);
    }

    fn freeze(&mut self, own: &[LogLine]) {
        self.frozen = Some(merged(&self.lines, own));
    }

    fn follow(&mut self) {
        self.frozen = None;
        self.above_end = 0;
    }

    /// The lines that level and text choose, oldest first.
    fn chosen(&self, own: &[LogLine]) -> Vec<LogLine> {
        let lines = match &self.frozen {
            Some(lines) => lines.clone(),
            None => merged(&self.lines, own),
        };
        let wanted = self.text.to_lowercase();
        lines
            .into_iter()
            .filter(|line| line.level <= self.level)
            .filter(|line| {
                wanted.is_empty()
                    || line.message.raw().to_lowercase().contains(&wanted)
                    || line.target.to_lowercase().contains(&wanted)
            })
            .collect()
    }

    /// The latest lines that level and text choose, oldest first, at most so many.
    pub fn latest(&self, own: &[LogLine], count: usize) -> Vec<LogLine> {
        let mut lines = self.chosen(own);
        lines.drain(..lines.len().saturating_sub(count));
        lines
    }

    /// Draws it.
    pub fn view(&self, frame: &mut Frame, area: Rect, own: &[LogLine], env: &Env) {
        let chosen = self.chosen(own);
        let height = usize::from(area.height.saturating_sub(1));
        let end = chosen
            .len()
            .saturating_sub(self.above_end.min(chosen.len().saturating_sub(height)));
        let top = end.saturating_sub(height);
        let mut lines = vec![self.summary(own, chosen.len(), env)];
        if chosen.is_empty() {
            let words = env.words.get("tui-log-empty");
            lines.push(Line::styled(format!(" {words}"), env.style(Role::Dim)));
        }
        let width = usize::from(area.width);
        lines.extend(chosen[top..end].iter().map(|line| drawn(line, width, env)));
        frame.render_widget(Paragraph::new(lines), area);
    }

    fn summary(&self, own: &[LogLine], chosen: usize, env: &Env) -> Line<'static> {
        let level = status::level(self.level);
        let mut spans = vec![Span::styled(
            format!(
                " {} {} · {}",
                env.words.get("tui-log-level"),
                env.words.get(level.word),
                format::count(chosen as u64)
            ),
            env.style(Role::Title),
        )];
        let state = match &self.frozen {
            None => env.words.get("tui-log-following"),
            Some(frozen) => {
                let new = merged(&self.lines, own).len().saturating_sub(frozen.len());
                env.text(&Text::new("tui-log-paused").with("count", new))
            }
        };
        spans.push(Span::styled(format!("  {state}"), env.style(Role::Focus)));
        if !self.text.is_empty() {
            spans.push(Span::raw(format!(
                "  {} {}",
                env.words.get("tui-queue-filter"),
                self.text
            )));
        }
        Line::from(spans)
    }
}

fn height(env: &Env) -> usize {
    usize::from(env.size.1.saturating_sub(AROUND_ROWS)).max(1)
}

fn merged(lines: &[LogLine], own: &[LogLine]) -> Vec<LogLine> {
    let mut all: Vec<_> = lines.iter().chain(own).cloned().collect();
    all.sort_by_key(|line: &LogLine| -> Timestamp { line.at });
    all
}

fn drawn(line: &LogLine, width: usize, env: &Env) -> Line<'static> {
    let mark = status::level(line.level);
    let head = format!(" {} {} ", format::short(line.at, env.now), mark.glyph(env));
    // Of our own modules, the one that everybody knows by name.
    let target = line
        .target
        .split("::")
        .skip_while(|part| *part == "dimonitor");
    let target = format::fit(target.take(1).collect::<String>().as_str(), 10);
    let room = width.saturating_sub(format::width(&head) + 11);
    Line::from(vec![
        Span::styled(head, env.style(mark.role)),
        Span::styled(format!("{target} "), env.style(Role::Dim)),
        Span::styled(
            format::cut(&line.message.shown(), room),
            env.style(mark.role),
        ),
    ])
}
