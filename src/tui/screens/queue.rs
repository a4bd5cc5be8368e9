//! The queue: a window of rows around a selection that stays on its submission.
//!
//! Memory does not depend on the length of the queue: a few screens of rows are
//! held, and asked for again when the selection comes near their edge or the
//! store changes. The selected row keeps its place on the screen while rows
//! come and go around it: the list never moves under the cursor.

use super::queue_table;
use crate::domain::ids::SubmissionId;
use crate::domain::problem::Problem;
use crate::domain::report::{
    Anchor, Filter, QueuePage, QueueQuery, QueueRow, Sort, SortColumn, Window,
};
use crate::domain::text::Text;
use crate::tui::env::Env;
use crate::tui::filter;
use crate::tui::keymap::Action;
use crate::tui::loaded::{Feed, Loaded};
use crate::tui::msg::{Effect, Ticket};

/// Rows that are never on screen: header, tabs, summary, column names, footer.
const AROUND_ROWS: u16 = 5;
/// Screens of rows in a window.
const SCREENS_HELD: usize = 5;
/// After this many neighbours that were gone as well the list starts again at its top.
const MISSES: u8 = 3;

/// What can be sorted by, in the order of `<` and `>`.
const SORTS: [SortColumn; 10] = [
    SortColumn::Id,
    SortColumn::State,
    SortColumn::Kind,
    SortColumn::Employer,
    SortColumn::Worker,
    SortColumn::Start,
    SortColumn::Deadline,
    SortColumn::Updated,
    SortColumn::NextAt,
    SortColumn::Reference,
];

/// Where the selection goes when the next window comes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Goal {
    #[default]
    Stay,
    First,
    Last,
}

/// The queue screen.
#[derive(Debug, Default)]
pub struct Queue {
    /// The filter as typed, as far as it could be read.
    pub line: String,
    filter: Filter,
    /// The order of the rows.
    pub sort: Sort,
    /// The window.
    pub page: Loaded<QueuePage>,
    /// The selected submission.
    pub selected: Option<SubmissionId>,
    /// Rows between the top of the screen and the selection.
    lead: usize,
    goal: Goal,
    question: Ticket,
    /// Windows in a row that did not hold the selection.
    misses: u8,
    feed: Feed,
}

/// Rows of the list that this terminal shows.
pub fn height(env: &Env) -> usize {
    usize::from(env.size.1.saturating_sub(AROUND_ROWS)).max(1)
}

impl Queue {
    /// Asks for the window that is wanted now.
    pub fn refresh(&mut self, env: &Env) -> Vec<Effect> {
        if !self.feed.wants() {
            return Vec::new();
        }
        self.page.ask();
        let anchor = match (self.goal, self.selected) {
            (Goal::Last, _) => Anchor::Last,
            (Goal::Stay, Some(id)) => Anchor::Around(id),
            _ => Anchor::First,
        };
        let query = QueueQuery {
            filter: self.filter.clone(),
            sort: self.sort,
            window: Window {
                anchor,
                rows: height(env) * SCREENS_HELD,
            },
        };
        vec![Effect::Queue(self.question, Box::new(query))]
    }

    /// Another question than before: answers to the old one no longer count.
    fn ask_anew(&mut self, env: &Env) -> Vec<Effect> {
        self.question.advance();
        self.refresh(env)
    }

    /// Shows only the rows that this line chooses.
    pub fn set_filter(&mut self, line: &str, env: &Env) -> Result<Vec<Effect>, Text> {
        let filter = filter::parse(line, env.now)?;
        line.trim().clone_into(&mut self.line);
        if filter == self.filter {
            return Ok(Vec::new());
        }
        if filter.due_before.is_some() && self.filter.due_before.is_none() {
            // Whoever asks for what is due wants what presses most at the top.
            self.sort = Sort {
                column: SortColumn::Deadline,
                descending: false,
            };
            self.goal = Goal::First;
        }
        self.filter = filter;
        // Neighbours are of no use among other rows: the selection or the top.
        self.misses = MISSES;
        Ok(self.ask_anew(env))
    }

    /// Reacts to an intention.
    pub fn on_action(&mut self, action: Action, env: &Env) -> Vec<Effect> {
        let page = isize::try_from(height(env)).unwrap_or(1);
        match action {
            Action::Up => self.move_by(-1, env),
            Action::Down => self.move_by(1, env),
            Action::PageUp => self.move_by(1 - page, env),
            Action::PageDown => self.move_by(page - 1, env),
            Action::First => self.jump(Goal::First, env),
            Action::Last => self.jump(Goal::Last, env),
            Action::SortLeft => self.sort_by(SORTS.len() - 1, env),
            Action::SortRight => self.sort_by(1, env),
            Action::SortReverse => {
                self.sort.descending = !self.sort.descending;
                self.ask_anew(env)
            }
            _ => Vec::new(),
        }
    }

    fn sort_by(&mut self, steps: usize, env: &Env) -> Vec<Effect> {
        let place = SORTS.iter().position(|&column| column == self.sort.column);
        let column = SORTS[(place.unwrap_or(0) + steps) % SORTS.len()];
        self.sort = Sort {
            column,
            // Newest first is what people want of times; words are read from A.
            descending: matches!(column, SortColumn::Id | SortColumn::Updated),
        };
        self.ask_anew(env)
    }

    fn jump(&mut self, goal: Goal, env: &Env) -> Vec<Effect> {
        self.goal = goal;
        let Some(page) = self.page.ready() else {
            return Vec::new();
        };
        let held = match goal {
            Goal::First => page.offset == 0,
            _ => page.offset + page.rows.len() as u64 >= page.total,
        };
        if held {
            self.reach_goal(env);
            return Vec::new();
        }
        self.ask_anew(env)
    }

    /// Moves the selection inside the window, and asks for more near its edge.
    fn move_by(&mut self, steps: isize, env: &Env) -> Vec<Effect> {
        let (Some(place), Some(page)) = (self.place(), self.page.ready()) else {
            return Vec::new();
        };
        let last = page.rows.len().saturating_sub(1);
        let target = place.saturating_add_signed(steps).min(last);
        self.selected = page.rows.get(target).map(|row| row.id);
        self.lead = if target >= place {
            self.lead + (target - place)
        } else {
            self.lead.saturating_sub(place - target)
        }
        .min(height(env) - 1);
        let near = height(env);
        let above = page.offset > 0 && target < near;
        let below =
            page.offset + (page.rows.len() as u64) < page.total && page.rows.len() - target <= near;
        if above || below {
            return self.refresh(env);
        }
        Vec::new()
    }

    /// Takes a window. One that answers an older question is dropped.
    pub fn on_reply(
        &mut self,
        ticket: Ticket,
        answer: Result<QueuePage, Problem>,
        env: &Env,
    ) -> Vec<Effect> {
        let again = self.feed.answered();
        if ticket != self.question {
            return self.refresh(env);
        }
        match answer {
            Ok(page) => {
                if !self.adopt(page, env) {
                    return self.ask_anew(env);
                }
            }
            Err(problem) => self.page.take(Err(problem), env.now),
        }
        if again { self.refresh(env) } else { Vec::new() }
    }

    /// Takes the window over; false when the selection had to move to a row that
    /// is not in it, so that another window is needed.
    fn adopt(&mut self, page: QueuePage, env: &Env) -> bool {
        if page.rows.is_empty() {
            self.selected = None;
        }
        if self.goal == Goal::Stay
            && let Some(id) = self.selected
            && !page.rows.iter().any(|row| row.id == id)
        {
            match self.nearest_left(id, &page) {
                Nearest::Held(id) => self.selected = Some(id),
                Nearest::Elsewhere(id) if self.misses < MISSES => {
                    self.selected = Some(id);
                    self.misses += 1;
                    return false;
                }
                _ => self.goal = Goal::First,
            }
        }
        self.misses = 0;
        if self.selected.is_none() {
            self.goal = Goal::First;
        }
        self.page.take(Ok(page), env.now);
        self.reach_goal(env);
        true
    }

    /// The selected row is gone: the row that stood next to it, below first.
    fn nearest_left(&mut self, gone: SubmissionId, page: &QueuePage) -> Nearest {
        let Loaded::Ready(old, _) = &mut self.page else {
            return Nearest::None;
        };
        let Some(place) = old.rows.iter().position(|row| row.id == gone) else {
            return Nearest::None;
        };
        old.rows.remove(place);
        let (above, below) = old.rows.split_at(place);
        let mut neighbours = below.iter().chain(above.iter().rev()).map(|row| row.id);
        let first = neighbours.next();
        first
            .into_iter()
            .chain(neighbours)
            .find(|&id| page.rows.iter().any(|row| row.id == id))
            .map_or_else(
                || first.map_or(Nearest::None, Nearest::Elsewhere),
                Nearest::Held,
            )
    }

    fn reach_goal(&mut self, env: &Env) {
        let Some(page) = self.page.ready() else {
            return;
        };
        match self.goal {
            Goal::Stay => {}
            Goal::First => {
                self.selected = page.rows.first().map(|row| row.id);
                self.lead = 0;
            }
            Goal::Last => {
                self.selected = page.rows.last().map(|row| row.id);
                self.lead = height(env) - 1;
            }
        }
        self.goal = Goal::Stay;
    }

    /// The task that was asking died.
    pub fn on_lost(&mut self) {
        self.feed.lost();
    }

    /// Place of the selection in the window.
    pub fn place(&self) -> Option<usize> {
        let page = self.page.ready()?;
        page.rows
            .iter()
            .position(|row| Some(row.id) == self.selected)
    }

    /// The selected row.
    pub fn row(&self) -> Option<&QueueRow> {
        self.page.ready()?.rows.get(self.place()?)
    }

    /// The rows on screen, and the place of the first one in the window.
    pub fn visible(&self, height: usize) -> (usize, &[QueueRow]) {
        let Some(page) = self.page.ready() else {
            return (0, &[]);
        };
        let place = self.place().unwrap_or(0);
        let top = place
            .saturating_sub(self.lead.min(height.saturating_sub(1)))
            .min(page.rows.len().saturating_sub(height));
        let end = (top + height).min(page.rows.len());
        (top, &page.rows[top..end])
    }

    /// Whether something on screen changes with every second.
    pub fn is_counting(&self, env: &Env) -> bool {
        let (_, rows) = self.visible(height(env));
        rows.iter().any(|row| queue_table::counts(row, env.now))
    }
}

enum Nearest {
    /// In the new window.
    Held(SubmissionId),
    /// In the old one only.
    Elsewhere(SubmissionId),
    None,
}

#[cfg(test)]
#[path = "queue_tests.rs"]
mod tests;
