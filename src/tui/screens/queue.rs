//! The queue: a window of rows around a selection that stays on its submission.
//!
//! Memory does not depend on the length of the queue: a few screens of rows are
//! held, and asked for again when the selection comes near their edge. When the
//! store changes, only what is on screen is asked for again and put in its place.
//! The selected row keeps its place on the screen while rows come and go around
//! it: the list never moves under the cursor.

use super::marks::Marks;
use super::queue_place::Places;
use super::queue_table;
use super::queue_window::Held;
use crate::domain::filter::{self, Saved};
use crate::domain::ids::SubmissionId;
use crate::domain::problem::Problem;
use crate::domain::report::{
    Anchor, Filter, Place, QueuePage, QueueQuery, QueueRow, Sort, SortColumn, Window,
};
use crate::domain::text::Text;
use crate::tui::env::Env;
use crate::tui::keymap::Action;
use crate::tui::loaded::{Feed, Loaded};
use crate::tui::msg::{Effect, Ticket};
use crate::tui::session::ColumnSetting;

/// Rows that are never on screen: header, tabs, summary, column names, footer.
const AROUND_ROWS: u16 = 5;
/// Screens of rows in a window.
pub(super) const SCREENS_HELD: usize = 5;
/// After this many neighbours that were gone as well the list starts again at its top.
pub(super) const MISSES: u8 = 3;

/// What can be sorted by, in the order of `<` and `>`.
pub(super) const SORTS: [SortColumn; 14] = SortColumn::ALL;

/// Where the selection goes when the next window comes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Goal {
    #[default]
    Stay,
    First,
    Last,
    /// To the row of this place; the first one has place 0.
    At(u64),
    /// To this row, if the filter chooses it.
    Seek(SubmissionId),
}

/// Whether the selection stays on the newest row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Follow {
    /// Nobody asked for it.
    #[default]
    Off,
    /// It does.
    On,
    /// It did until another movement.
    Ended,
}

/// The question under way.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Asked {
    pub(super) window: Window,
    /// All that is to be held, and not only what is on screen.
    pub(super) wide: bool,
    /// Rows may have changed since the window that is held.
    pub(super) changed: bool,
}

/// The queue screen.
#[derive(Debug, Default)]
pub struct Queue {
    /// The filter as typed, as far as it could be read.
    pub line: String,
    pub(in crate::tui) filter: Filter,
    /// The order of the rows.
    pub sort: Sort,
    /// The window.
    pub page: Loaded<QueuePage>,
    /// The selected submission.
    pub selected: Option<SubmissionId>,
    /// What is marked.
    pub marks: Marks,
    /// Whether the selection stays on the newest row.
    pub follow: Follow,
    /// Rows that came above the screen since its top was last seen.
    pub above: u64,
    /// The columns as they were chosen, from left to right; those that are not named follow.
    pub columns: Vec<ColumnSetting>,
    /// A line below the list shows the selected row's cut cells in full.
    pub peek: bool,
    /// Columns beside the list and rows below it that something else takes.
    pub taken: (u16, u16),
    /// What was sought and is not among the rows.
    pub missing: Option<SubmissionId>,
    /// What there is to say; whoever says it takes it.
    pub notice: Option<Text>,
    /// What is known of the window's place.
    pub places: Places,
    /// Rows between the top of the screen and the selection.
    pub(super) lead: usize,
    pub(super) goal: Goal,
    /// Steps that wait for their rows.
    pub(super) owed: isize,
    pub(super) question: Ticket,
    pub(super) asked: Asked,
    /// The next question is for all that is to be held.
    pub(super) wide: bool,
    /// Rows may have changed since the last question.
    pub(super) changed: bool,
    /// Windows in a row that did not hold the selection.
    pub(super) misses: u8,
    pub(super) held: Held,
    pub(super) feed: Feed,
}

impl Queue {
    /// Rows of the list that this terminal shows.
    pub fn height(&self, env: &Env) -> usize {
        let around = AROUND_ROWS + self.taken.1 + u16::from(self.peek);
        usize::from(env.size.1.saturating_sub(around)).max(1)
    }

    /// The rows may have changed: asks for those on screen again.
    pub fn refresh(&mut self, env: &Env) -> Vec<Effect> {
        self.changed = true;
        self.ask(env)
    }

    /// Asks for all that is to be held.
    fn ask_wide(&mut self, env: &Env) -> Vec<Effect> {
        self.wide = true;
        self.ask(env)
    }

    /// Another question than before: answers to the old one no longer count.
    pub(super) fn ask_anew(&mut self, env: &Env) -> Vec<Effect> {
        self.question.advance();
        self.ask_wide(env)
    }

    /// Other rows, or in another order.
    pub(super) fn begin_anew(&mut self, env: &Env) -> Vec<Effect> {
        self.places.forget(env.now);
        self.above = 0;
        self.marks.end_range();
        self.ask_anew(env)
    }

    /// Asks for the window that is wanted now.
    pub(super) fn ask(&mut self, env: &Env) -> Vec<Effect> {
        if !self.feed.wants() {
            return Vec::new();
        }
        vec![self.put_question(env)]
    }

    /// What to ask instead of a question that is not put yet, if more was wanted since: its answer
    /// would only be thrown away.
    pub fn overtaken(&mut self, env: &Env) -> Option<Effect> {
        self.feed.overtaken().then(|| {
            self.wide |= self.asked.wide;
            self.changed |= self.asked.changed;
            self.put_question(env)
        })
    }

    fn put_question(&mut self, env: &Env) -> Effect {
        self.page.ask();
        if self.follow == Follow::On && self.goal == Goal::Stay {
            self.goal = Goal::First;
        }
        let anchor = match (self.goal, self.selected) {
            (Goal::Last, _) => Anchor::Last,
            (Goal::At(place), _) => Anchor::At(place),
            (Goal::Seek(id), _) | (Goal::Stay, Some(id)) => Anchor::Around(id),
            (Goal::First, _) | (Goal::Stay, None) => Anchor::First,
        };
        let height = self.height(env);
        let farthest = (self.lead + 1).max(height.saturating_sub(self.lead));
        let wide = std::mem::take(&mut self.wide) || self.page.ready().is_none();
        let rows = if wide {
            height * SCREENS_HELD
        } else {
            // Both ends of the screen, wherever on it the selection is, and some more.
            farthest * 2 + height / 2
        };
        self.asked = Asked {
            window: Window { anchor, rows },
            wide,
            changed: std::mem::take(&mut self.changed),
        };
        let query = QueueQuery {
            filter: self.filter.clone(),
            sort: self.sort,
            window: self.asked.window,
        };
        Effect::Queue(self.question, Box::new(query))
    }

    /// Shows only the rows that this line chooses; it has no names but the built-in ones.
    pub fn set_filter(&mut self, line: &str, env: &Env) -> Result<Vec<Effect>, Text> {
        let filter = filter::parse(line, env.now).map_err(|flaw| flaw.text)?;
        Ok(self.choose(line, filter, env))
    }

    /// Shows only the rows of a filter, which this line says.
    pub fn choose(&mut self, line: &str, filter: Filter, env: &Env) -> Vec<Effect> {
        line.trim().clone_into(&mut self.line);
        if filter == self.filter {
            return Vec::new();
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
        self.begin_anew(env)
    }

    /// Where the operator was the last time; asks nothing. A line that cannot be read is dropped.
    pub fn restore(
        &mut self,
        (line, saved): (&str, &Saved),
        sort: Sort,
        selected: Option<SubmissionId>,
        env: &Env,
    ) {
        if let Ok(filter) = filter::parse_with(line, env.now, saved) {
            line.trim().clone_into(&mut self.line);
            self.filter = filter;
        }
        self.sort = sort;
        self.selected = selected;
        self.misses = MISSES;
    }

    /// The columns as they were chosen.
    pub fn set_columns(&mut self, columns: Vec<ColumnSetting>) {
        self.columns = columns;
    }

    /// The filter that chooses the marked rows; none when nothing is marked.
    pub fn chosen(&self) -> Option<Filter> {
        self.marks.chosen(&self.line, &self.filter)
    }

    /// Reacts to an intention.
    pub fn on_action(&mut self, action: Action, env: &Env) -> Vec<Effect> {
        let page = isize::try_from(self.height(env)).unwrap_or(1);
        match action {
            Action::Up => self.go(-1, env),
            Action::Down => self.go(1, env),
            Action::PageUp => self.go(1 - page, env),
            Action::PageDown => self.go(page - 1, env),
            Action::First => self.jump(Goal::First, env),
            Action::Last => self.jump(Goal::Last, env),
            Action::SortLeft => self.sort_by(SORTS.len() - 1, env),
            Action::SortRight => self.sort_by(1, env),
            Action::SortReverse => self.order(self.sort.column, !self.sort.descending, env),
            Action::Mark | Action::MarkRange | Action::MarkAll | Action::MarkInvert => {
                self.on_marking(action, env)
            }
            Action::Follow => self.on_follow(env),
            Action::Peek => {
                self.peek = !self.peek;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn sort_by(&mut self, steps: usize, env: &Env) -> Vec<Effect> {
        let place = SORTS.iter().position(|&column| column == self.sort.column);
        let column = SORTS[(place.unwrap_or(0) + steps) % SORTS.len()];
        self.order(column, newest_first(column), env)
    }

    /// Sorts by this column; the second time the other way round.
    pub fn sort_on(&mut self, column: SortColumn, env: &Env) -> Vec<Effect> {
        let descending = if self.sort.column == column {
            !self.sort.descending
        } else {
            newest_first(column)
        };
        self.order(column, descending, env)
    }

    pub(super) fn order(&mut self, column: SortColumn, descending: bool, env: &Env) -> Vec<Effect> {
        self.sort = Sort { column, descending };
        self.end_follow();
        self.begin_anew(env)
    }

    /// Selects a row that is held, wherever it is on screen.
    pub fn select(&mut self, id: SubmissionId, env: &Env) -> Vec<Effect> {
        let place = self.page.ready().and_then(|page| place_of(page, id));
        let (Some(place), Some(now)) = (place, self.place()) else {
            return Vec::new();
        };
        let steps = isize::try_from(place).unwrap_or(0) - isize::try_from(now).unwrap_or(0);
        self.go(steps, env)
    }

    /// A movement by hand.
    fn go(&mut self, steps: isize, env: &Env) -> Vec<Effect> {
        self.end_follow();
        self.move_by(steps, env)
    }

    pub(super) fn jump(&mut self, goal: Goal, env: &Env) -> Vec<Effect> {
        self.goal = goal;
        self.owed = 0;
        if self.marks.end_range() {
            self.notice = Some(Text::new("queue-range-ended"));
        }
        if goal == Goal::First {
            self.follow = match self.follow {
                Follow::On => Follow::On,
                _ => Follow::Off,
            };
        } else {
            self.end_follow();
        }
        let Some(page) = self.page.ready() else {
            return self.ask_anew(env);
        };
        let held = match goal {
            Goal::First => self.held.has_top(),
            Goal::Last => self.held.has_end(page.rows.len()),
            Goal::Seek(id) => self.held.is_fresh(place_of(page, id)),
            Goal::At(_) | Goal::Stay => false,
        };
        if held {
            self.reach_goal(env);
            self.settle(env);
            return Vec::new();
        }
        self.ask_anew(env)
    }

    /// Moves the selection inside the window, and asks for more near its edge.
    pub(super) fn move_by(&mut self, steps: isize, env: &Env) -> Vec<Effect> {
        if self.goal != Goal::Stay {
            // The rows to step over are on their way.
            self.owed = self.owed.saturating_add(steps);
            return Vec::new();
        }
        let height = self.height(env);
        let (Some(place), Some(page)) = (self.place(), self.page.ready()) else {
            return Vec::new();
        };
        let rows = page.rows.len();
        let last = rows.saturating_sub(1);
        let target = place.saturating_add_signed(steps).min(last);
        self.selected = page.rows.get(target).map(|row| row.id);
        self.lead = if target >= place {
            self.lead + (target - place)
        } else {
            self.lead.saturating_sub(place - target)
        }
        .min(height - 1);
        let full = if target >= place {
            let passed = page.rows[place..=target].iter().skip(1);
            self.marks.follow(passed, &self.line)
        } else {
            let passed = page.rows[target..place].iter().rev();
            self.marks.follow(passed, &self.line)
        };
        self.say_full(full);
        let above = !self.held.top && target < height;
        let below = !self.held.end && rows - target <= height;
        self.settle(env);
        if above || below || !self.held.is_fresh_all(self.on_screen(height)) {
            let moved = isize::try_from(target).unwrap_or(0) - isize::try_from(place).unwrap_or(0);
            if (above && steps < moved) || (below && steps > moved) {
                self.owed = self.owed.saturating_add(steps - moved);
            }
            return self.ask_wide(env);
        }
        Vec::new()
    }

    /// Takes what took long to count.
    pub fn on_place(
        &mut self,
        ticket: Ticket,
        answer: Result<Place, Problem>,
        env: &Env,
    ) -> Vec<Effect> {
        let page = self.page.ready();
        self.places.answer(ticket, answer, page, env.now);
        self.count(env)
    }

    /// Counts what is left to count, when it is time for that.
    pub fn count(&mut self, env: &Env) -> Vec<Effect> {
        if self.page.ready().is_none() {
            return Vec::new();
        }
        let asked = self
            .places
            .ask(&self.filter, self.sort, self.selected, env.now);
        asked.into_iter().collect()
    }

    /// The task that was asking died.
    pub fn on_lost(&mut self) {
        self.feed.lost();
        self.places.lost();
        self.wide = true;
        self.changed |= self.asked.changed;
    }

    /// Place of the selection in the window.
    pub fn place(&self) -> Option<usize> {
        place_of(self.page.ready()?, self.selected?)
    }

    /// Rows before the selection, as far as that is known.
    pub fn position(&self) -> Option<u64> {
        let place = self.place()? as u64;
        Some(self.places.offset()?.rows() + place)
    }

    /// The selected row.
    pub fn row(&self) -> Option<&QueueRow> {
        self.page.ready()?.rows.get(self.place()?)
    }

    /// The rows on screen, by their places in the window.
    pub(super) fn on_screen(&self, height: usize) -> std::ops::Range<usize> {
        let rows = self.page.ready().map_or(0, |page| page.rows.len());
        let place = self.place().unwrap_or(0);
        let top = place
            .saturating_sub(self.lead.min(height.saturating_sub(1)))
            .min(rows.saturating_sub(height));
        top..(top + height).min(rows)
    }

    /// The rows on screen, and the place of the first one in the window.
    pub fn visible(&self, height: usize) -> (usize, &[QueueRow]) {
        let shown = self.on_screen(height);
        let rows = self.page.ready().map(|page| &page.rows[shown.clone()]);
        (shown.start, rows.unwrap_or_default())
    }

    /// Whether something on screen changes with every second, or waits for one.
    pub fn is_counting(&self, env: &Env) -> bool {
        let (_, rows) = self.visible(self.height(env));
        self.places.is_waiting() || rows.iter().any(|row| queue_table::counts(row, env.now))
    }
}

/// Newest first is what people want of times; words are read from A.
pub(super) fn newest_first(column: SortColumn) -> bool {
    matches!(column, SortColumn::Id | SortColumn::Updated)
}

pub(super) fn place_of(page: &QueuePage, id: SubmissionId) -> Option<usize> {
    page.rows.iter().position(|row| row.id == id)
}

#[cfg(test)]
#[path = "queue_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "queue_properties.rs"]
mod properties;
