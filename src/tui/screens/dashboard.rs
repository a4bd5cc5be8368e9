//! The dashboard: what needs a person, how the queue stands, accounts,
//! certificates, the latest changes. Every number is a door to its rows, every line about
//! Chaman one to its screen.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::certificates_marks::Identity;
use super::dashboard_doors::Doors;
use super::{dashboard_cells as cells, dashboard_chaman as chaman};
use crate::domain::ids::SubmissionId;
use crate::domain::problem::Problem;
use crate::domain::report::Dashboard as Numbers;
use crate::domain::text::Text;
use crate::tui::env::Env;
use crate::tui::keymap::Action;
use crate::tui::loaded::{Feed, Loaded};
use crate::tui::msg::Effect;
use crate::tui::theme::Role;

/// From this width on panels stand in two columns.
const TWO_COLUMNS: u16 = 72;
/// Header, tabs and footer.
const AROUND_ROWS: u16 = 3;
/// Rows of a panel's frame.
const FRAME_ROWS: usize = 2;
/// Latest changes that stay on screen, however many certificates and accounts there are.
const LATEST_KEPT: usize = 6;

/// Where a number leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Door {
    /// To the rows that this filter line chooses.
    Rows(String),
    /// To one submission.
    One(SubmissionId),
    /// To a certificate.
    Certificate(Identity),
    /// To the account of this name.
    Account(String),
}

/// A piece of a line, perhaps with a door.
#[derive(Debug, Clone)]
pub struct Cell {
    /// What is written there.
    pub text: String,
    /// In which style.
    pub role: Role,
    /// Where it leads.
    pub door: Option<Door>,
}

/// A panel with a heading and lines of cells.
#[derive(Debug)]
pub struct Panel {
    /// Catalogue key of the heading.
    pub title: &'static str,
    /// The lines.
    pub lines: Vec<Vec<Cell>>,
}

/// The dashboard screen.
#[derive(Debug, Default)]
pub struct Dashboard {
    /// The numbers.
    pub numbers: Loaded<Numbers>,
    /// The chosen door; the first one when none was chosen or it is gone.
    selected: Option<Door>,
    feed: Feed,
}

impl Dashboard {
    /// Asks for the numbers.
    pub fn refresh(&mut self) -> Vec<Effect> {
        if !self.feed.wants() {
            return Vec::new();
        }
        self.numbers.ask();
        vec![Effect::Dashboard]
    }

    /// Takes the numbers.
    pub fn on_reply(&mut self, answer: Result<Numbers, Problem>, env: &Env) -> Vec<Effect> {
        let again = self.feed.answered();
        self.numbers.take(answer, env.now);
        if again { self.refresh() } else { Vec::new() }
    }

    /// The task that was asking died.
    pub fn on_lost(&mut self) {
        self.feed.lost();
    }

    /// The chosen door.
    pub fn door(&self, env: &Env) -> Option<Door> {
        let numbers = self.numbers.ready()?;
        Doors::of(&rows(numbers, env)).chosen(self.selected.as_ref())
    }

    /// Reacts to an intention.
    pub fn on_action(&mut self, action: Action, env: &Env) {
        if let Some(numbers) = self.numbers.ready() {
            let doors = Doors::of(&rows(numbers, env));
            self.selected = doors.after(self.selected.as_ref(), action);
        }
    }

    /// Whether something on screen changes with every second.
    pub fn is_counting(&self) -> bool {
        false
    }

    /// Draws it.
    pub fn view(&self, frame: &mut Frame, area: Rect, env: &Env) {
        if let Some(numbers) = self.numbers.or_say(frame, area, env) {
            self.panels(numbers, frame, area, env);
        }
    }

    fn panels(&self, numbers: &Numbers, frame: &mut Frame, area: Rect, env: &Env) {
        let door = self.door(env);
        let mut rest = area;
        for row in rows(numbers, env) {
            let height = u16::try_from(height(&row)).unwrap_or(u16::MAX);
            let [here, below] =
                Layout::vertical([Constraint::Length(height), Constraint::Min(0)]).areas(rest);
            rest = below;
            let shares = vec![Constraint::Fill(1); row.len()];
            for (panel, place) in row
                .iter()
                .zip(Layout::horizontal(shares).split(here).iter())
            {
                draw(panel, door.as_ref(), frame, *place, env);
            }
        }
    }
}

/// The panels as they stand, row by row, with no line that has no room.
fn rows(numbers: &Numbers, env: &Env) -> Vec<Vec<Panel>> {
    let room = usize::from(env.size.1.saturating_sub(AROUND_ROWS));
    let mut needs = cells::needs(numbers, env);
    let queue = cells::queue(numbers, env);
    let accounts = chaman::accounts(numbers, env);
    let certificates = chaman::certificates(numbers, env);
    let latest = cells::latest(numbers, room, env);
    if env.size.0 < TWO_COLUMNS {
        // Their panel may not fit any more, and this must be seen.
        needs.lines.extend(chaman::worst_certificate(numbers, env));
        let stacked = [needs, queue, latest, certificates, accounts];
        return fitted(stacked.map(|panel| vec![panel]).into(), room);
    }
    // What the panels on the left do not need is shared by those on the right.
    let left = needs.lines.len() + queue.lines.len() + 3 * FRAME_ROWS;
    let spare = room.saturating_sub(left + latest.lines.len().min(LATEST_KEPT));
    let extra = certificates.lines.len().saturating_sub(needs.lines.len());
    let first = needs.lines.len() + extra.min(spare);
    let second = queue.lines.len() + (spare - extra.min(spare));
    let certificates = cut(certificates, first, env);
    let accounts = cut(accounts, second, env);
    let rows = vec![
        vec![needs, certificates],
        vec![queue, accounts],
        vec![latest],
    ];
    fitted(rows, room)
}

/// The first lines of a panel; the last one says how many more there are, and leads to them.
fn cut(mut panel: Panel, lines: usize, env: &Env) -> Panel {
    let total = panel.lines.len();
    if total > lines && lines > 0 {
        let hidden = panel.lines.split_off(lines - 1);
        let door = hidden.first().and_then(|line| line.first()?.door.clone());
        let text = Text::new("certificates-more").with("count", hidden.len());
        panel.lines.push(vec![Cell {
            text: env.text(&text),
            role: Role::Dim,
            door,
        }]);
    }
    panel
}

/// What fits from the top; a row of panels without room for a line is dropped.
fn fitted(rows: Vec<Vec<Panel>>, room: usize) -> Vec<Vec<Panel>> {
    let mut rest = room;
    let mut kept = Vec::new();
    for mut row in rows {
        if rest <= FRAME_ROWS {
            break;
        }
        for panel in &mut row {
            panel.lines.truncate(rest - FRAME_ROWS);
        }
        rest -= height(&row);
        kept.push(row);
    }
    kept
}

/// Rows that a row of panels takes.
fn height(row: &[Panel]) -> usize {
    let lines = row.iter().map(|panel| panel.lines.len()).max();
    lines.unwrap_or(0) + FRAME_ROWS
}

fn draw(panel: &Panel, door: Option<&Door>, frame: &mut Frame, area: Rect, env: &Env) {
    let holds = |cell: &Cell| cell.door.is_some() && cell.door.as_ref() == door;
    let focused = panel.lines.iter().flatten().any(holds);
    let block = env.panel(&env.words.get(panel.title), focused);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let lines: Vec<_> = panel
        .lines
        .iter()
        .take(usize::from(inner.height))
        .map(|cells| {
            let mut spans = vec![Span::raw(" ")];
            for cell in cells {
                let role = if holds(cell) {
                    Role::Selection
                } else {
                    cell.role
                };
                spans.push(Span::styled(cell.text.clone(), env.style(role)));
                spans.push(Span::raw("  "));
            }
            Line::from(spans)
        })
        .collect();
    frame.render_widget(Paragraph::new(lines), inner);
}
