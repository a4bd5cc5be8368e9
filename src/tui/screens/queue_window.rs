//! Which part of the list is held, and how a smaller, newer window is put into it.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::domain::ids::SubmissionId;
use crate::domain::report::{Anchor, QueuePage, QueueRow, Window};

/// Which part of the list is held.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Held {
    /// From the first row on.
    pub top: bool,
    /// To the last row.
    pub end: bool,
    /// The rows from this place on ...
    fresh_from: usize,
    /// ... to before this one are as the store has them.
    fresh_to: usize,
}

impl Held {
    /// What a window holds that was asked for like this.
    pub fn of(page: &QueuePage, asked: Window) -> Self {
        let rows = page.rows.len();
        let around = match asked.anchor {
            Anchor::Around(id) => page.rows.iter().position(|row| row.id == id),
            _ => None,
        };
        let short = rows < asked.rows;
        let half = asked.rows / 2;
        let (top, end) = match (asked.anchor, around) {
            // A row that is not among them: it is the beginning of the list.
            (Anchor::First, _) | (Anchor::Around(_), None) => (true, short),
            (Anchor::Last, _) => (short, true),
            // Fewer rows than were asked for on that side.
            (Anchor::Around(_), Some(place)) => (
                place < half,
                short && rows - place <= half.min(asked.rows - half - 1),
            ),
            (Anchor::After(_) | Anchor::At(_), _) => (false, false),
        };
        let counted = page.total.exact().zip(page.offset);
        Self {
            top: page.offset.map_or(top, |offset| offset == 0),
            end: counted.map_or(end, |(total, offset)| offset + rows as u64 >= total),
            fresh_from: 0,
            fresh_to: rows,
        }
    }

    /// Rows before the window, when it is at one end of the list.
    pub fn offset(self, page: &QueuePage, anchor: Anchor) -> Option<u64> {
        let rows = page.rows.len() as u64;
        match page.total.exact() {
            _ if self.top => Some(0),
            Some(total) if anchor == Anchor::Last => total.checked_sub(rows),
            _ => None,
        }
    }

    /// Whether the first row of the list is held as it is now.
    pub fn has_top(self) -> bool {
        self.top && self.fresh_from == 0
    }

    /// Whether the last row of the list is held as it is now.
    pub fn has_end(self, rows: usize) -> bool {
        self.end && self.fresh_to == rows
    }

    /// Whether a row at this place is as the store has it.
    pub fn is_fresh(self, place: Option<usize>) -> bool {
        place.is_some_and(|place| (self.fresh_from..self.fresh_to).contains(&place))
    }

    /// Whether all these rows are as the store has them.
    pub fn is_fresh_all(self, rows: Range<usize>) -> bool {
        rows.is_empty() || (self.fresh_from <= rows.start && rows.end <= self.fresh_to)
    }

    /// Lets go of the rows that are farthest from a place, until so many are left; how many
    /// of them stood at the beginning.
    pub fn trim(&mut self, rows: &mut Vec<QueueRow>, place: usize, most: usize) -> usize {
        if rows.len() <= most {
            return 0;
        }
        let from = place.saturating_sub(most / 2).min(rows.len() - most);
        if from + most < rows.len() {
            rows.truncate(from + most);
            self.end = false;
        }
        rows.drain(..from);
        if from > 0 {
            self.top = false;
        }
        let within = |place: usize| place.saturating_sub(from).min(rows.len());
        self.fresh_from = within(self.fresh_from);
        self.fresh_to = within(self.fresh_to);
        from
    }
}

/// A window that took the older rows around it in.
pub struct Merged {
    /// What is held now.
    pub held: Held,
    /// Older rows before the first of the newer ones.
    pub before: usize,
}

/// Puts the older rows around a newer window; none when it cannot be told where it belongs.
pub fn merge(
    old: &QueuePage,
    old_held: Held,
    new: &mut QueuePage,
    new_held: Held,
    selected: Option<SubmissionId>,
) -> Option<Merged> {
    let places: HashMap<SubmissionId, usize> = old
        .rows
        .iter()
        .enumerate()
        .map(|(place, row)| (row.id, place))
        .collect();
    let place = |row: &QueueRow| places.get(&row.id).copied();
    let chosen = new.rows.iter().position(|row| Some(row.id) == selected);
    let pivot = chosen
        .filter(|&at| place(&new.rows[at]).is_some())
        .or_else(|| new.rows.iter().position(|row| place(row).is_some()))?;
    let middle = place(&new.rows[pivot])?;
    // The outermost rows that both have, in the order that both have.
    let first = new.rows[..=pivot]
        .iter()
        .filter_map(place)
        .find(|&at| at <= middle)?;
    let last = new.rows[pivot..]
        .iter()
        .rev()
        .filter_map(place)
        .find(|&at| at >= middle)?;
    let newer: HashSet<SubmissionId> = new.rows.iter().map(|row| row.id).collect();
    let other = |rows: &[QueueRow]| -> Vec<QueueRow> {
        let others = rows.iter().filter(|row| !newer.contains(&row.id));
        others.cloned().collect()
    };
    let mut rows = if new_held.top {
        Vec::new()
    } else {
        other(&old.rows[..first])
    };
    let after = if new_held.end {
        Vec::new()
    } else {
        other(&old.rows[last + 1..])
    };
    if let Some(offset) = new.offset {
        // More cannot stand before it: some of them have gone.
        let room = usize::try_from(offset).unwrap_or(usize::MAX);
        rows.drain(..rows.len().saturating_sub(room));
    }
    let before = rows.len();
    rows.append(&mut new.rows);
    let fresh_to = rows.len();
    let end = new_held.end || (!after.is_empty() && old_held.end);
    rows.extend(after);
    new.rows = rows;
    new.offset = new
        .offset
        .and_then(|offset| offset.checked_sub(before as u64));
    let top = new_held.top || (before > 0 && old_held.top);
    let counted = new.total.exact().zip(new.offset);
    let held = Held {
        top: new.offset.map_or(top, |offset| offset == 0),
        end: counted.map_or(end, |(total, offset)| {
            offset + new.rows.len() as u64 >= total
        }),
        fresh_from: before,
        fresh_to,
    };
    Some(Merged { held, before })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::fixture;

    fn page(ids: &[i64]) -> QueuePage {
        QueuePage {
            rows: ids.iter().map(|&id| fixture::row(id)).collect(),
            offset: Some(100),
            ..fixture::page(0, 1..=1, 1000)
        }
    }

    fn ids(page: &QueuePage) -> Vec<i64> {
        page.rows.iter().map(|row| row.id.0).collect()
    }

    fn asked(anchor: Anchor, rows: usize) -> Window {
        Window { anchor, rows }
    }

    #[test]
    fn a_newer_window_takes_its_place_among_the_older_rows() {
        let old = page(&[20, 19, 18, 17, 16, 15, 14, 13]);
        let held = Held::default();
        for (name, new, expected, before) in [
            (
                "the same",
                &[18, 17, 16][..],
                &[20, 19, 18, 17, 16, 15, 14, 13][..],
                2,
            ),
            (
                "one gone, one come",
                &[18, 30, 16],
                &[20, 19, 18, 30, 16, 15, 14, 13],
                2,
            ),
            (
                "one went up from below the window",
                &[14, 18, 17, 16],
                &[20, 19, 14, 18, 17, 16, 15, 13],
                2,
            ),
            (
                "one went down from above the window",
                &[17, 16, 20],
                &[19, 18, 17, 16, 20, 15, 14, 13],
                2,
            ),
        ] {
            let mut new = page(new);
            let selected = Some(SubmissionId(16));
            let merged = merge(&old, held, &mut new, held, selected).expect("they share rows");
            assert_eq!(ids(&new), expected, "{name}");
            assert_eq!(merged.before, before, "{name}");
            assert_eq!(new.offset, Some(98), "{name}");
            assert!(merged.held.is_fresh(Some(before)), "{name}");
            assert!(!merged.held.is_fresh(Some(before - 1)), "{name}");
        }
        let mut far = page(&[3, 2, 1]);
        assert!(merge(&old, held, &mut far, held, None).is_none());
        assert_eq!(ids(&far), [3, 2, 1]);
    }

    #[test]
    fn nothing_older_stays_beyond_the_ends_of_the_list() {
        let old = page(&[20, 19, 18, 17]);
        let ends = Held {
            top: true,
            end: true,
            ..Held::default()
        };
        let mut new = page(&[19, 18]);
        merge(&old, ends, &mut new, ends, None).expect("they share rows");
        assert_eq!(ids(&new), [19, 18]);
    }

    #[test]
    fn the_ends_are_known_by_number_or_by_rows_that_are_missing() {
        let around = Anchor::Around(SubmissionId(18));
        let unknown = |ids: &[i64]| QueuePage {
            offset: None,
            ..page(ids)
        };
        let counted = QueuePage {
            offset: Some(997),
            ..page(&[20, 19, 18])
        };
        for (name, page, window, expected) in [
            (
                "in the middle",
                page(&[20, 19, 18, 17]),
                asked(around, 4),
                (false, false),
            ),
            ("counted", counted, asked(around, 3), (false, true)),
            (
                "the beginning",
                unknown(&[20, 19]),
                asked(Anchor::First, 2),
                (true, false),
            ),
            (
                "all",
                unknown(&[20, 19]),
                asked(Anchor::First, 9),
                (true, true),
            ),
            (
                "the end",
                unknown(&[20, 19]),
                asked(Anchor::Last, 2),
                (false, true),
            ),
            (
                "few rows above, uncounted",
                unknown(&[19, 18, 17, 16, 15]),
                asked(around, 6),
                (true, false),
            ),
            (
                "few rows below, uncounted",
                unknown(&[22, 21, 20, 19, 18, 17]),
                asked(around, 8),
                (false, true),
            ),
        ] {
            let held = Held::of(&page, window);
            assert_eq!((held.top, held.end), expected, "{name}");
        }
    }

    #[test]
    fn what_is_far_away_is_let_go() {
        let mut rows = page(&[9, 8, 7, 6, 5, 4, 3, 2]).rows;
        let mut held = Held {
            top: true,
            end: true,
            fresh_from: 3,
            fresh_to: 6,
        };
        assert_eq!(held.trim(&mut rows, 5, 4), 3);
        let left: Vec<_> = rows.iter().map(|row| row.id.0).collect();
        assert_eq!(left, [6, 5, 4, 3]);
        assert_eq!((held.top, held.end), (false, false));
        assert_eq!((held.fresh_from, held.fresh_to), (0, 3));
        assert_eq!(held.trim(&mut rows, 0, 4), 0);
    }
}
