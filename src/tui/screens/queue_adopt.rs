//! What becomes of a window that comes: the selection stays on its submission, or goes to the
//! row that stood next to it.

use super::queue::{Goal, MISSES, Queue, SCREENS_HELD, newest_first, place_of};
use super::queue_window::{self, Held};
use crate::domain::ids::SubmissionId;
use crate::domain::problem::Problem;
use crate::domain::report::{Anchor, QueuePage};
use crate::tui::env::Env;
use crate::tui::loaded::Loaded;
use crate::tui::msg::{Effect, Ticket};

/// What became of a window.
enum Outcome {
    Taken,
    /// The selection is not in it.
    Elsewhere,
}

enum Nearest {
    /// In the new window.
    Held(SubmissionId),
    /// In the old one only.
    Elsewhere(SubmissionId),
    None,
}

impl Queue {
    /// Takes a window. One that answers an older question is dropped.
    pub fn on_reply(
        &mut self,
        ticket: Ticket,
        answer: Result<QueuePage, Problem>,
        env: &Env,
    ) -> Vec<Effect> {
        let again = self.feed.answered();
        if ticket != self.question {
            self.changed |= self.asked.changed;
            self.wide = true;
            return self.ask(env);
        }
        let mut effects = Vec::new();
        match answer {
            Ok(page) => match self.adopt(page, env) {
                Outcome::Taken => {}
                Outcome::Elsewhere => {
                    self.changed |= self.asked.changed;
                    return self.ask_anew(env);
                }
            },
            Err(problem) => {
                self.goal = Goal::Stay;
                self.owed = 0;
                self.page.take(Err(problem), env.now);
            }
        }
        let owed = std::mem::take(&mut self.owed);
        if owed != 0 {
            effects.extend(self.move_by(owed, env));
        }
        let height = self.height(env);
        if self.page.ready().is_some() && !self.held.is_fresh_all(self.on_screen(height)) {
            self.wide = true;
            effects.extend(self.ask(env));
        } else if again {
            effects.extend(self.ask(env));
        }
        effects.extend(self.count(env));
        effects
    }

    /// Takes the window over, unless the selection had to move to a row that is not in it.
    fn adopt(&mut self, mut page: QueuePage, env: &Env) -> Outcome {
        if let Goal::Seek(id) = self.goal
            && place_of(&page, id).is_none()
        {
            // What is on show stays.
            self.goal = Goal::Stay;
            self.missing = Some(id);
            return Outcome::Elsewhere;
        }
        if page.rows.is_empty() {
            self.selected = None;
        }
        let asked = self.asked;
        let missing = self
            .selected
            .filter(|&id| self.goal == Goal::Stay && place_of(&page, id).is_none());
        // Whoever has gone on since it was asked is not gone for that.
        let gone = missing.filter(|&id| asked.window.anchor == Anchor::Around(id));
        let elsewhere = missing.is_some() && gone.is_none();
        if let Some(id) = gone {
            match self.nearest_left(id, &page) {
                Nearest::Held(id) => self.selected = Some(id),
                Nearest::Elsewhere(id) if self.misses < MISSES => {
                    self.selected = Some(id);
                    self.misses += 1;
                    return Outcome::Elsewhere;
                }
                _ => self.goal = Goal::First,
            }
        }
        let mut held = Held::of(&page, asked.window);
        let mut at_end = held.offset(&page, asked.window.anchor);
        let before = self.position();
        let old = self.page.ready();
        if (!asked.wide || elsewhere)
            && let Some(old) = old
            && let Some(merged) =
                queue_window::merge(old, self.held, &mut page, held, self.selected)
        {
            held = merged.held;
            at_end = at_end.and_then(|rows| rows.checked_sub(merged.before as u64));
        }
        let place = self.selected.and_then(|id| place_of(&page, id));
        if elsewhere && place.is_none() {
            return Outcome::Elsewhere;
        }
        self.misses = 0;
        if self.selected.is_none() && self.goal == Goal::Stay {
            self.goal = Goal::First;
        }
        self.places.take(old, &page, at_end, asked.changed);
        self.held = held;
        if old != Some(&page) {
            self.page.take(Ok(page), env.now);
        }
        self.reach_goal(env);
        self.let_go(env);
        self.settle(env);
        self.tell_above(before, asked.changed);
        Outcome::Taken
    }

    /// What is far from the selection is not held for ever.
    fn let_go(&mut self, env: &Env) {
        let most = self.height(env) * (SCREENS_HELD + 2);
        let place = self.place().unwrap_or(0);
        if let Loaded::Ready(page, _) = &mut self.page {
            let cut = self.held.trim(&mut page.rows, place, most);
            page.offset = page.offset.map(|offset| offset + cut as u64);
            self.places.shrink(cut);
        }
    }

    /// Rows that came above the selection are new ones, as long as nobody has looked.
    fn tell_above(&mut self, before: Option<u64>, changed: bool) {
        let newest_first = self.sort.descending && newest_first(self.sort.column);
        let top = self.place().map(|place| place.saturating_sub(self.lead));
        if !newest_first || (self.held.top && top == Some(0)) {
            self.above = 0;
        } else if changed && let (Some(before), Some(after)) = (before, self.position()) {
            self.above = (self.above + after).saturating_sub(before);
        }
    }

    /// The selected row is gone: the row that stood next to it, below first.
    fn nearest_left(&self, gone: SubmissionId, page: &QueuePage) -> Nearest {
        let Some(old) = self.page.ready() else {
            return Nearest::None;
        };
        let Some(place) = place_of(old, gone) else {
            return Nearest::None;
        };
        let (above, below) = old.rows.split_at(place);
        let neighbours = || {
            let below = below.iter().skip(1);
            below.chain(above.iter().rev()).map(|row| row.id)
        };
        neighbours()
            .find(|&id| place_of(page, id).is_some())
            .map_or_else(
                || {
                    let mut far = neighbours().skip(usize::from(self.misses));
                    far.next().map_or(Nearest::None, Nearest::Elsewhere)
                },
                Nearest::Held,
            )
    }

    pub(super) fn reach_goal(&mut self, env: &Env) {
        let height = self.height(env);
        let Some(page) = self.page.ready() else {
            return;
        };
        let middle = height / 2;
        match self.goal {
            Goal::Stay => return,
            Goal::First => {
                self.selected = page.rows.first().map(|row| row.id);
                self.lead = 0;
            }
            Goal::Last => {
                self.selected = page.rows.last().map(|row| row.id);
                self.lead = height - 1;
            }
            Goal::At(place) => {
                let row = match page.offset {
                    Some(offset) => usize::try_from(place.saturating_sub(offset)).unwrap_or(0),
                    None => page.rows.len() / 2,
                };
                let row = page.rows.get(row).or(page.rows.last());
                self.selected = row.map(|row| row.id);
                self.lead = middle;
            }
            Goal::Seek(id) => {
                self.selected = Some(id);
                self.lead = middle;
            }
        }
        self.goal = Goal::Stay;
    }

    /// The lead is what is seen: there may be fewer rows above, or below.
    pub(super) fn settle(&mut self, env: &Env) {
        let height = self.height(env);
        if let Some(place) = self.place() {
            self.lead = place - self.on_screen(height).start;
            if self.held.top && self.lead == place {
                self.above = 0;
            }
        }
    }
}
