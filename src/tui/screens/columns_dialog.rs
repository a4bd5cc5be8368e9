//! The dialog of the columns: which ones, how wide, in which order. The list behind it shows each
//! change at once.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Paragraph};

use super::columns::{self, WIDTHS};
use super::queue::Queue;
use super::queue_table;
use crate::tui::env::Env;
use crate::tui::format;
use crate::tui::key::{Code, Key};
use crate::tui::keymap::Action;
use crate::tui::session::ColumnSetting;
use crate::tui::theme::Role;

/// Columns of the dialog.
const WIDTH: u16 = 42;
/// Rows above the list of columns and below it: frame and keys.
const AROUND: usize = 5;

/// The dialog.
#[derive(Debug, Default)]
pub struct Dialog {
    /// The chosen one, by its place in the table.
    pub selected: usize,
}

impl Dialog {
    /// Goes from column to column.
    pub fn on_action(&mut self, action: Action) {
        self.selected = match action {
            Action::Up | Action::Previous => self.selected.saturating_sub(1),
            Action::Down | Action::Next => (self.selected + 1).min(columns::ALL.len() - 1),
            _ => self.selected,
        };
    }

    /// Changes a column.
    pub fn on_key(&mut self, key: Key, queue: &mut Queue, env: &Env) {
        let up = Key {
            ctrl: true,
            ..Key::plain(Code::Up)
        };
        let down = Key {
            ctrl: true,
            ..Key::plain(Code::Down)
        };
        match key {
            key if key == Key::char('j') => self.on_action(Action::Down),
            key if key == Key::char('k') => self.on_action(Action::Up),
            key if key == up || key == Key::char('K') => self.shift(queue, false),
            key if key == down || key == Key::char('J') => self.shift(queue, true),
            key => match key.code {
                _ if key.ctrl || key.alt => {}
                Code::Char(' ') => self.turn(queue, env),
                Code::Left | Code::Char('-') => self.widen(queue, env, false),
                Code::Right | Code::Char('+') => self.widen(queue, env, true),
                Code::Char('=') => self.change(queue, |setting| setting.width = None),
                Code::Char('0') => queue.set_columns(Vec::new()),
                Code::Char('P') => queue.peek = !queue.peek,
                _ => {}
            },
        }
    }

    fn change(&self, queue: &mut Queue, change: impl FnOnce(&mut ColumnSetting)) {
        let mut settings = columns::complete(&queue.columns);
        if let Some(setting) = settings.get_mut(self.selected) {
            change(setting);
        }
        queue.set_columns(settings);
    }

    /// The width of the chosen column as it is shown, or as it would be.
    fn width(&self, queue: &Queue, env: &Env) -> (bool, u16) {
        let settings = columns::complete(&queue.columns);
        let name = settings.get(self.selected).map(|one| one.name.as_str());
        let shown = queue_table::columns_in(queue, env);
        let placed = shown.iter().find(|placed| Some(placed.spec.name) == name);
        let plain = name.and_then(columns::spec_of).map_or(0, |spec| spec.width);
        let width = placed.map_or(plain, |placed| placed.width);
        let own = settings.get(self.selected).and_then(|one| one.width);
        let width = own.unwrap_or(u16::try_from(width).unwrap_or(u16::MAX));
        (placed.is_some(), width)
    }

    /// Shows or hides it. What is shown by hand stays where others give way.
    fn turn(&self, queue: &mut Queue, env: &Env) {
        let (shown, width) = self.width(queue, env);
        self.change(queue, |setting| {
            let state = columns::spec_of(&setting.name).is_some_and(|one| !columns::may_hide(one));
            if state {
                return;
            }
            setting.hidden = shown;
            setting.width = if shown { None } else { Some(width) };
        });
    }

    fn widen(&self, queue: &mut Queue, env: &Env, more: bool) {
        let (_, width) = self.width(queue, env);
        let width = if more {
            width.saturating_add(1)
        } else {
            width.saturating_sub(1)
        };
        self.change(queue, |setting| {
            setting.width = Some(width.clamp(*WIDTHS.start(), *WIDTHS.end()));
            setting.hidden = false;
        });
    }

    fn shift(&mut self, queue: &mut Queue, down: bool) {
        let mut settings = columns::complete(&queue.columns);
        let other = if down {
            self.selected + 1
        } else {
            self.selected.wrapping_sub(1)
        };
        if self.selected < settings.len() && other < settings.len() {
            settings.swap(self.selected, other);
            self.selected = other;
            queue.set_columns(settings);
        }
    }

    /// Draws it, at the right under the headings, so that the list is seen beside it.
    pub fn view(&self, queue: &Queue, frame: &mut Frame, area: Rect, env: &Env) {
        let settings = columns::complete(&queue.columns);
        let height = u16::try_from(settings.len() + AROUND).unwrap_or(u16::MAX);
        let top = 2.min(area.height);
        let place = Rect {
            x: area.right().saturating_sub(WIDTH.min(area.width)),
            y: area.y + top,
            width: WIDTH.min(area.width),
            height: height.min(area.height - top),
        };
        let panel = env.panel(&env.words.get("queue-columns-title"), true);
        let inner = panel.inner(place);
        let rows = usize::from(inner.height).saturating_sub(AROUND - 2);
        let first = (self.selected + 1).saturating_sub(rows);
        let shown = queue_table::columns_in(queue, env);
        let width = usize::from(inner.width);
        let mut lines: Vec<_> = settings
            .iter()
            .enumerate()
            .skip(first)
            .take(rows)
            .map(|(place, setting)| {
                let placed = shown.iter().find(|one| one.spec.name == setting.name);
                let heading = columns::spec_of(&setting.name).map_or("", |spec| spec.heading);
                let (mark, remark) = match (placed, setting.hidden) {
                    (Some(placed), _) => ('x', placed.width.to_string()),
                    (None, true) => (' ', String::new()),
                    (None, false) => (' ', env.words.get("queue-columns-no-room")),
                };
                let remark = format!("{remark} ");
                let room = width.saturating_sub(format::width(&remark) + 5);
                let name = format::fit(&env.words.get(heading), room);
                let role = if place == self.selected {
                    Role::Selection
                } else {
                    Role::Text
                };
                Line::styled(format!(" [{mark}] {name}{remark}"), env.style(role))
            })
            .collect();
        for key in ["queue-columns-keys", "queue-columns-keys-too"] {
            let words = format::cut(&env.words.get(key), width.saturating_sub(1));
            lines.push(Line::from(Span::styled(
                format!(" {words}"),
                env.style(Role::Dim),
            )));
        }
        let peek = if queue.peek { 'x' } else { ' ' };
        let words = format!(" P [{peek}] {}", env.words.get("queue-columns-peek"));
        lines.push(Line::styled(words, env.style(Role::Dim)));
        frame.render_widget(Clear, place);
        frame.render_widget(Block::new().style(env.style(Role::Text)), place);
        frame.render_widget(panel, place);
        frame.render_widget(Paragraph::new(lines), inner);
    }
}

#[cfg(test)]
#[path = "columns_dialog_tests.rs"]
mod tests;
