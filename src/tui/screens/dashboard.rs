//! The dashboard: what needs a person, how the queue stands, accounts,
//! certificates, the latest changes. Every number is a door to its rows.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::dashboard_cells as cells;
use crate::domain::ids::SubmissionId;
use crate::domain::problem::Problem;
use crate::domain::report::Dashboard as Numbers;
use crate::tui::env::Env;
use crate::tui::keymap::Action;
use crate::tui::loaded::{Feed, Loaded};
use crate::tui::msg::Effect;
use crate::tui::theme::Role;

/// From this width on panels stand in two columns.
const TWO_COLUMNS: u16 = 72;

/// Where a number leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Door {
    /// To the rows that this filter line chooses.
    Rows(String),
    /// To one submission.
    One(SubmissionId),
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
        let grid = self.grid(env);
        let (line, place) = self.position(&grid)?;
        grid.get(line)?.get(place).cloned()
    }

    /// Reacts to an intention.
    pub fn on_action(&mut self, action: Action, env: &Env) {
        let grid = self.grid(env);
        let Some((line, place)) = self.position(&grid) else {
            return;
        };
        let before: usize = grid[..line].iter().map(Vec::len).sum();
        let flat: Vec<&Door> = grid.iter().flatten().collect();
        let here = before + place;
        let last = flat.len() - 1;
        let first_of = |line: usize| grid[..line].iter().map(Vec::len).sum::<usize>();
        let target = match action {
            Action::Up => first_of(line.saturating_sub(1)),
            Action::Down if line + 1 < grid.len() => first_of(line + 1),
            Action::Left | Action::Previous => here.saturating_sub(1),
            Action::Right | Action::Next => (here + 1).min(last),
            Action::First | Action::PageUp => 0,
            Action::Last | Action::PageDown => last,
            _ => here,
        };
        self.selected = flat.get(target).map(|&door| door.clone());
    }

    /// The doors on screen, line by line.
    fn grid(&self, env: &Env) -> Vec<Vec<Door>> {
        let Some(numbers) = self.numbers.ready() else {
            return Vec::new();
        };
        let latest = usize::from(env.size.1);
        [
            cells::needs(numbers, env),
            cells::queue(numbers, env),
            cells::latest(numbers, latest, env),
        ]
        .into_iter()
        .flat_map(|panel| panel.lines)
        .map(|line| line.into_iter().filter_map(|cell| cell.door).collect())
        .filter(|doors: &Vec<Door>| !doors.is_empty())
        .collect()
    }

    fn position(&self, grid: &[Vec<Door>]) -> Option<(usize, usize)> {
        let wanted = self.selected.as_ref();
        let found = grid.iter().enumerate().find_map(|(line, doors)| {
            let place = doors.iter().position(|door| Some(door) == wanted)?;
            Some((line, place))
        });
        found.or_else(|| (!grid.is_empty()).then_some((0, 0)))
    }

    /// Whether something on screen changes with every second.
    pub fn is_counting(&self) -> bool {
        false
    }

    /// Draws it.
    pub fn view(&self, frame: &mut Frame, area: Rect, env: &Env) {
        match &self.numbers {
            Loaded::Never | Loaded::Loading => {
                let words = env.words.get("tui-loading");
                frame.render_widget(Line::styled(words, env.style(Role::Dim)), area);
            }
            Loaded::Failed(problem, _) => {
                let lines: Vec<_> = env.problem(problem).into_iter().map(Line::from).collect();
                frame.render_widget(Paragraph::new(lines).style(env.style(Role::Bad)), area);
            }
            Loaded::Ready(numbers, _) => self.panels(numbers, frame, area, env),
        }
    }

    fn panels(&self, numbers: &Numbers, frame: &mut Frame, area: Rect, env: &Env) {
        let needs = cells::needs(numbers, env);
        let queue = cells::queue(numbers, env);
        let certificates = cells::certificates(numbers, env);
        let accounts = cells::accounts(numbers, env);
        let latest = cells::latest(numbers, usize::from(area.height), env);
        let rows = if area.width >= TWO_COLUMNS {
            vec![
                vec![needs, certificates],
                vec![queue, accounts],
                vec![latest],
            ]
        } else {
            // What does not fit any more is dropped from the end.
            vec![
                vec![needs],
                vec![queue],
                vec![latest],
                vec![accounts],
                vec![certificates],
            ]
        };
        let door = self.door(env);
        let mut rest = area;
        for row in rows {
            let wanted = row.iter().map(|panel| panel.lines.len()).max().unwrap_or(0);
            let height = u16::try_from(wanted + 2)
                .unwrap_or(u16::MAX)
                .min(rest.height);
            if height < 3 {
                break;
            }
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
