//! How many rows there are and where the window lies among them, when counting takes long.
//!
//! A window may come without its place. Then the place is carried over from the window before,
//! where both share a row, and counted in the background: one count at a time, and so seldom
//! that counting takes a twentieth of the time.

use jiff::{SignedDuration, Timestamp};

use crate::domain::ids::SubmissionId;
use crate::domain::problem::Problem;
use crate::domain::report::{Filter, Place, PlaceQuery, QueuePage, Sort, Total};
use crate::tui::msg::{Effect, Ticket};

/// For each second of counting so many without.
const PAUSE: i32 = 20;
/// Pause between two counts at least.
const SHORTEST_PAUSE: SignedDuration = SignedDuration::from_secs(1);
/// Behind a count that took no longer, another question needs not wait.
const QUICK: SignedDuration = SignedDuration::from_millis(50);

/// A number as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// So many.
    Exactly(u64),
    /// So many some time ago.
    About(u64),
    /// So many or more.
    AtLeast(u64),
}

impl Known {
    /// As far as it is known.
    pub fn rows(self) -> u64 {
        match self {
            Self::Exactly(rows) | Self::About(rows) | Self::AtLeast(rows) => rows,
        }
    }

    fn is_sure(self) -> bool {
        matches!(self, Self::Exactly(_))
    }

    fn unsure(self) -> Self {
        match self {
            Self::Exactly(rows) => Self::About(rows),
            other => other,
        }
    }

    fn map(self, change: impl FnOnce(u64) -> Option<u64>) -> Option<Self> {
        Some(match self {
            Self::Exactly(rows) => Self::Exactly(change(rows)?),
            Self::About(rows) => Self::About(change(rows)?),
            Self::AtLeast(rows) => Self::AtLeast(change(rows)?),
        })
    }
}

/// A count under way.
#[derive(Debug, Clone, Copy)]
struct Counting {
    since: Timestamp,
    row: Option<SubmissionId>,
    /// Rows changed since then.
    outdated: bool,
}

/// What is known of the window's place.
#[derive(Debug, Default)]
pub struct Places {
    offset: Option<Known>,
    total: Option<Known>,
    ticket: Ticket,
    counting: Option<Counting>,
    not_before: Option<Timestamp>,
    /// How long the last count took.
    took: SignedDuration,
}

impl Places {
    /// Rows before the first one that is held.
    pub fn offset(&self) -> Option<Known> {
        self.offset
    }

    /// Rows that the filter chooses.
    pub fn total(&self) -> Option<Known> {
        self.total
    }

    /// Other rows, or another order: nothing is known any more.
    pub fn forget(&mut self, now: Timestamp) {
        self.offset = None;
        self.total = None;
        self.ticket.advance();
        // The pause was measured by another question.
        let soon = now.saturating_add(SHORTEST_PAUSE).unwrap_or(now);
        let paused = self.not_before.filter(|_| self.took > QUICK);
        self.not_before = paused.map(|moment| moment.min(soon));
    }

    /// Takes what a window tells. `at_end` is where it must lie when it began or ended the list;
    /// `changed`: rows may have changed since the window before.
    pub fn take(
        &mut self,
        old: Option<&QueuePage>,
        new: &QueuePage,
        at_end: Option<u64>,
        changed: bool,
    ) {
        let carried = self
            .offset
            .filter(|_| new.offset.is_none())
            .and_then(|offset| carried(offset, old?, new));
        let carried = carried.map(|known| if changed { known.unsure() } else { known });
        self.offset = new
            .offset
            .or(at_end)
            .map(Known::Exactly)
            .or(carried)
            .filter(|_| !new.rows.is_empty());
        self.total = Some(match new.total {
            Total::Exact(rows) => Known::Exactly(rows),
            Total::AtLeast(rows) => match self.total {
                Some(Known::Exactly(before) | Known::About(before)) if before >= rows => {
                    if changed || !self.total.is_some_and(Known::is_sure) {
                        Known::About(before)
                    } else {
                        Known::Exactly(before)
                    }
                }
                _ => Known::AtLeast(rows),
            },
        });
        if let Some(counting) = &mut self.counting {
            counting.outdated |= changed;
        }
    }

    /// Fewer rows are held before the first one than before.
    pub fn shrink(&mut self, rows: usize) {
        self.offset = self
            .offset
            .and_then(|offset| offset.map(|known| known.checked_add(rows as u64)));
    }

    /// Whether something is left to count.
    pub fn is_wanting(&self) -> bool {
        let sure = |known: Option<Known>| known.is_some_and(Known::is_sure);
        self.total.is_some_and(|total| total.rows() > 0) && !(sure(self.offset) && sure(self.total))
    }

    /// Whether it waits for its time to count.
    pub fn is_waiting(&self) -> bool {
        self.is_wanting() && self.counting.is_none()
    }

    /// Counts, when something is left to count and it is time for that.
    pub fn ask(
        &mut self,
        filter: &Filter,
        sort: Sort,
        row: Option<SubmissionId>,
        now: Timestamp,
    ) -> Option<Effect> {
        if !self.is_waiting() || self.not_before.is_some_and(|moment| now < moment) {
            return None;
        }
        self.counting = Some(Counting {
            since: now,
            row,
            outdated: false,
        });
        let query = PlaceQuery {
            filter: filter.clone(),
            sort,
            row,
        };
        Some(Effect::Place(self.ticket, Box::new(query)))
    }

    /// Takes what was counted. What answers an older question only sets the pause.
    pub fn answer(
        &mut self,
        ticket: Ticket,
        answer: Result<Place, Problem>,
        page: Option<&QueuePage>,
        now: Timestamp,
    ) {
        let Some(counting) = self.counting.take() else {
            return;
        };
        let late = ticket != self.ticket;
        self.took = now.duration_since(counting.since);
        let pause = if late {
            SHORTEST_PAUSE
        } else {
            self.took.saturating_mul(PAUSE).max(SHORTEST_PAUSE)
        };
        self.not_before = now.saturating_add(pause).ok();
        // A count that failed is tried again after the pause: the window itself says what is wrong.
        let (Ok(place), Some(page), false) = (answer, page, late) else {
            return;
        };
        let known = |rows| {
            if counting.outdated {
                Known::About(rows)
            } else {
                Known::Exactly(rows)
            }
        };
        if !self.total.is_some_and(Known::is_sure) {
            self.total = Some(known(place.total));
        }
        let held = page
            .rows
            .iter()
            .position(|row| Some(row.id) == counting.row);
        if !self.offset.is_some_and(Known::is_sure)
            && let (Some(before), Some(held)) = (place.before, held)
        {
            self.offset = before.checked_sub(held as u64).map(known);
        }
    }

    /// The task that counted died.
    pub fn lost(&mut self) {
        self.counting = None;
    }
}

/// The place of the new window, from a row that both have.
fn carried(offset: Known, old: &QueuePage, new: &QueuePage) -> Option<Known> {
    let (before, after) = new.rows.iter().enumerate().find_map(|(after, row)| {
        let before = old.rows.iter().position(|one| one.id == row.id)?;
        Some((before as u64, after as u64))
    })?;
    offset.map(|rows| (rows + before).checked_sub(after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::problem::ProblemClass;
    use crate::domain::text::Text;
    use crate::tui::fixture;

    /// A window of rows numbered down from the end of the range, whose place nobody counted.
    fn uncounted(ids: std::ops::RangeInclusive<i64>) -> QueuePage {
        QueuePage {
            total: Total::AtLeast(10_000),
            offset: None,
            ..fixture::page(0, ids, 0)
        }
    }

    fn after(milliseconds: i64) -> Timestamp {
        fixture::now() + SignedDuration::from_millis(milliseconds)
    }

    fn ask(places: &mut Places, milliseconds: i64) -> Option<Ticket> {
        let row = Some(SubmissionId(50));
        match places.ask(
            &Filter::default(),
            Sort::default(),
            row,
            after(milliseconds),
        )? {
            Effect::Place(ticket, query) => {
                assert_eq!(query.row, row);
                Some(ticket)
            }
            other => panic!("{other:?}"),
        }
    }

    fn place(total: u64, before: u64) -> Place {
        Place {
            total,
            before: Some(before),
        }
    }

    #[test]
    fn a_window_that_knows_its_place_is_never_counted() {
        let mut places = Places::default();
        places.take(None, &fixture::page(7, 1..=50, 900), None, true);
        assert_eq!(places.offset(), Some(Known::Exactly(7)));
        assert_eq!(places.total(), Some(Known::Exactly(900)));
        assert!(!places.is_wanting());
        assert_eq!(ask(&mut places, 0), None);
    }

    #[test]
    fn a_place_is_counted_once_and_carried_along_until_rows_change() {
        let mut places = Places::default();
        let page = uncounted(1..=60);
        places.take(None, &page, None, false);
        assert_eq!(places.total(), Some(Known::AtLeast(10_000)));
        let ticket = ask(&mut places, 0).expect("it counts");
        assert_eq!(ask(&mut places, 0), None, "one count at a time");
        places.answer(ticket, Ok(place(40_000, 510)), Some(&page), after(300));
        assert_eq!(places.offset(), Some(Known::Exactly(500)), "50 is the 11th");
        assert_eq!(places.total(), Some(Known::Exactly(40_000)));
        assert!(!places.is_wanting());
        let moved = uncounted(21..=80);
        places.take(Some(&page), &moved, None, false);
        assert_eq!(places.offset(), Some(Known::Exactly(480)));
        assert!(!places.is_wanting());
        places.take(Some(&moved), &uncounted(22..=81), None, true);
        assert_eq!(places.offset(), Some(Known::About(479)));
        assert_eq!(places.total(), Some(Known::About(40_000)));
        assert!(places.is_wanting());
        places.take(Some(&moved), &uncounted(900..=990), None, true);
        assert_eq!(places.offset(), None, "no row in common");
    }

    #[test]
    fn counting_pauses_twenty_times_as_long_as_it_took() {
        let mut places = Places::default();
        let page = uncounted(1..=60);
        for (name, took, too_early, time) in
            [("short", 10, 1_009, 1_010), ("long", 200, 4_199, 4_200)]
        {
            places = Places {
                ticket: places.ticket,
                ..Places::default()
            };
            places.take(None, &page, None, true);
            let ticket = ask(&mut places, 0).expect("it counts");
            places.take(Some(&page), &page, None, true);
            places.answer(ticket, Ok(place(40_000, 510)), Some(&page), after(took));
            assert_eq!(places.total(), Some(Known::About(40_000)), "{name}");
            assert!(places.is_waiting(), "{name}: rows changed meanwhile");
            assert_eq!(ask(&mut places, too_early), None, "{name}");
            assert!(ask(&mut places, time).is_some(), "{name}");
        }
    }

    #[test]
    fn another_question_waits_behind_a_long_count_only() {
        for (name, took, at_once) in [("short", 50, true), ("long", 51, false)] {
            let mut places = Places::default();
            let page = uncounted(1..=60);
            places.take(None, &page, None, false);
            let ticket = ask(&mut places, 0).expect("it counts");
            places.answer(ticket, Ok(place(40_000, 510)), Some(&page), after(took));
            places.forget(after(100));
            places.take(None, &page, None, false);
            assert_eq!(ask(&mut places, 101).is_some(), at_once, "{name}");
            assert_eq!(ask(&mut places, 1_100).is_some(), !at_once, "{name}");
        }
    }

    #[test]
    fn a_late_or_failed_count_changes_nothing_and_the_next_one_follows() {
        let mut places = Places::default();
        let page = uncounted(1..=60);
        places.take(None, &page, None, false);
        let old = ask(&mut places, 0).expect("it counts");
        places.forget(after(0));
        places.take(None, &page, None, false);
        assert_eq!(ask(&mut places, 0), None, "the old one is under way");
        places.answer(old, Ok(place(5, 5)), Some(&page), after(9_000));
        assert_eq!(places.offset(), None);
        let ticket = ask(&mut places, 10_000).expect("a second later");
        let failed = Problem::new(ProblemClass::Store, Text::new("tui-task-failed"));
        places.answer(ticket, Err(failed), Some(&page), after(10_100));
        assert_eq!(places.total(), Some(Known::AtLeast(10_000)));
        assert!(ask(&mut places, 12_100).is_some());
        places.lost();
        assert!(places.is_waiting());
    }
}
