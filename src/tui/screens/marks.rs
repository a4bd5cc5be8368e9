//! Rows that a person marked, to do something with all of them at once.
//!
//! A mark is a number and never a place, so it survives refresh, sort and filter. "All that the
//! filter chooses" is kept as just that, with its exceptions: it costs nothing at a million rows.

use std::collections::BTreeSet;

use crate::domain::ids::SubmissionId;
use crate::domain::report::{Filter, QueueRow};

/// Rows that can be marked, or excepted, one by one.
pub const MOST: usize = 10_000;

/// What is marked.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Marked {
    /// These.
    Only(BTreeSet<SubmissionId>),
    /// All that the filter of this line chooses, but for these. Under another filter it rests:
    /// which of those rows it means, only the store could tell.
    All {
        line: String,
        except: BTreeSet<SubmissionId>,
    },
}

/// The marks, and a range that follows the cursor.
#[derive(Debug)]
pub struct Marks {
    marked: Marked,
    /// From where the range began to where the cursor is, and whether each was marked before.
    range: Option<Vec<(SubmissionId, bool)>>,
}

impl Default for Marks {
    fn default() -> Self {
        Self {
            marked: Marked::Only(BTreeSet::new()),
            range: None,
        }
    }
}

/// How many rows are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// None.
    None,
    /// So many.
    Some(usize),
    /// All that the filter chooses but for so many.
    AllBut(usize),
    /// Marks that rest, for they belong to another filter.
    Resting,
}

/// No more rows can be marked one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Full;

impl Marks {
    /// Whether a row on show is marked, under the filter of this line.
    pub fn holds(&self, id: SubmissionId, line: &str) -> bool {
        match &self.marked {
            Marked::Only(ids) => ids.contains(&id),
            Marked::All { line: own, except } => own == line && !except.contains(&id),
        }
    }

    /// How many are marked.
    pub fn extent(&self, line: &str) -> Extent {
        match &self.marked {
            Marked::Only(ids) if ids.is_empty() => Extent::None,
            Marked::Only(ids) => Extent::Some(ids.len()),
            Marked::All { line: own, except } if own == line => Extent::AllBut(except.len()),
            Marked::All { .. } => Extent::Resting,
        }
    }

    /// The filter that chooses the marked rows; none when nothing is marked.
    pub fn chosen(&self, line: &str, filter: &Filter) -> Option<Filter> {
        let these = |ids: &BTreeSet<SubmissionId>| Filter {
            ids: ids.iter().copied().collect(),
            ..Filter::default()
        };
        match &self.marked {
            Marked::Only(ids) => (!ids.is_empty()).then(|| these(ids)),
            Marked::All { line: own, .. } if own != line => None,
            Marked::All { except, .. } => {
                let mut filter = filter.clone();
                if !except.is_empty() {
                    filter.not.push(these(except));
                }
                Some(filter)
            }
        }
    }

    /// Marks a row, or takes its mark away; whether there was room for it.
    fn set(&mut self, id: SubmissionId, marked: bool, line: &str) -> Result<(), Full> {
        if matches!(&self.marked, Marked::All { line: own, .. } if own != line) {
            // Marks begin anew under this filter.
            self.marked = Marked::Only(BTreeSet::new());
        }
        let (ids, listed) = match &mut self.marked {
            Marked::Only(ids) => (ids, marked),
            Marked::All { except, .. } => (except, !marked),
        };
        if !listed {
            ids.remove(&id);
        } else if !ids.contains(&id) {
            if ids.len() >= MOST {
                return Err(Full);
            }
            ids.insert(id);
        }
        Ok(())
    }

    /// Marks a row that is not marked, and the other way round. A range ends.
    pub fn turn(&mut self, id: SubmissionId, line: &str) -> Result<(), Full> {
        self.range = None;
        self.set(id, !self.holds(id, line), line)
    }

    /// Marks all that the filter of this line chooses.
    pub fn all(&mut self, line: &str) {
        self.range = None;
        self.marked = Marked::All {
            line: line.to_owned(),
            except: BTreeSet::new(),
        };
    }

    /// Marks what is not marked, among what the filter of this line chooses.
    pub fn invert(&mut self, line: &str) {
        self.range = None;
        let marked = std::mem::replace(&mut self.marked, Marked::Only(BTreeSet::new()));
        self.marked = match marked {
            Marked::Only(except) => Marked::All {
                line: line.to_owned(),
                except,
            },
            Marked::All { line: own, except } if own == line => Marked::Only(except),
            Marked::All { .. } => Marked::All {
                line: line.to_owned(),
                except: BTreeSet::new(),
            },
        };
    }

    /// Whether a range follows the cursor.
    pub fn is_ranging(&self) -> bool {
        self.range.is_some()
    }

    /// Begins a range at this row.
    pub fn begin_range(&mut self, id: SubmissionId, line: &str) -> Result<(), Full> {
        let before = self.holds(id, line);
        self.set(id, true, line)?;
        self.range = Some(vec![(id, before)]);
        Ok(())
    }

    /// Ends the range; its rows stay marked. Whether there was one.
    pub fn end_range(&mut self) -> bool {
        self.range.take().is_some()
    }

    /// The cursor went over these rows, one after another: a range takes them in, or gives back
    /// those that it comes back over.
    pub fn follow<'a>(
        &mut self,
        rows: impl Iterator<Item = &'a QueueRow>,
        line: &str,
    ) -> Result<(), Full> {
        let Some(mut range) = self.range.take() else {
            return Ok(());
        };
        for row in rows {
            let back = range.len() > 1 && range[range.len() - 2].0 == row.id;
            // When there is no room, what is marked stays so, and the range goes no further.
            if back {
                let (id, before) = range.pop().unwrap_or((row.id, true));
                self.set(id, before, line)?;
            } else {
                if range.len() >= MOST {
                    return Err(Full);
                }
                range.push((row.id, self.holds(row.id, line)));
                self.set(row.id, true, line)?;
            }
        }
        self.range = Some(range);
        Ok(())
    }

    /// Takes all marks away; whether there were any.
    pub fn clear(&mut self) -> bool {
        let any = self.marked != Marked::Only(BTreeSet::new());
        *self = Self::default();
        any
    }

    /// Numbers that are kept.
    #[cfg(test)]
    pub(super) fn kept(&self) -> usize {
        let range = self.range.as_ref().map_or(0, Vec::len);
        match &self.marked {
            Marked::Only(ids) | Marked::All { except: ids, .. } => ids.len().max(range),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lifecycle::StateKind;
    use crate::tui::fixture;

    fn id(number: i64) -> SubmissionId {
        SubmissionId(number)
    }

    fn rows(ids: &[i64]) -> Vec<QueueRow> {
        ids.iter().map(|&id| fixture::row(id)).collect()
    }

    fn refused() -> Filter {
        Filter {
            states: vec![StateKind::Refused],
            ..Filter::default()
        }
    }

    /// Those of 1 to 9 that are marked.
    fn held(marks: &Marks, line: &str) -> Vec<i64> {
        (1..10).filter(|&one| marks.holds(id(one), line)).collect()
    }

    #[test]
    fn single_marks_come_and_go_and_choose_their_numbers() {
        let mut marks = Marks::default();
        assert_eq!(marks.chosen("", &refused()), None);
        for one in [3, 5, 3, 4] {
            assert_eq!(marks.turn(id(one), ""), Ok(()));
        }
        assert_eq!(held(&marks, "any other filter"), [4, 5]);
        let chosen = marks.chosen("x", &refused()).expect("some are marked");
        assert_eq!(chosen.ids, [id(4), id(5)]);
        assert!(chosen.states.is_empty(), "marks outlive the filter");
        assert!(marks.clear());
        assert!(!marks.clear(), "there was nothing left");
    }

    #[test]
    fn all_is_the_filter_with_its_exceptions_and_rests_under_another_one() {
        let mut marks = Marks::default();
        marks.all("state:refused");
        assert_eq!(
            marks.chosen("state:refused", &refused()),
            Some(refused()),
            "no list of numbers"
        );
        assert_eq!(marks.turn(id(7), "state:refused"), Ok(()));
        assert_eq!(marks.extent("state:refused"), Extent::AllBut(1));
        let chosen = marks.chosen("state:refused", &refused()).expect("a filter");
        assert_eq!(chosen.not[0].ids, [id(7)]);
        assert_eq!(marks.extent(""), Extent::Resting);
        assert_eq!(marks.chosen("", &Filter::default()), None);
        assert_eq!(held(&marks, ""), [0; 0]);
        assert_eq!(marks.turn(id(2), ""), Ok(()), "a new choice begins");
        assert_eq!(held(&marks, ""), [2]);
    }

    #[test]
    fn inverting_twice_is_as_before() {
        let mut marks = Marks::default();
        for one in [2, 3] {
            assert_eq!(marks.turn(id(one), ""), Ok(()));
        }
        marks.invert("");
        assert_eq!(held(&marks, ""), [1, 4, 5, 6, 7, 8, 9]);
        marks.invert("");
        assert_eq!(held(&marks, ""), [2, 3]);
    }

    #[test]
    fn a_range_follows_the_cursor_there_and_back_and_beyond() {
        let mut marks = Marks::default();
        assert_eq!(marks.turn(id(6), ""), Ok(()));
        assert_eq!(marks.begin_range(id(5), ""), Ok(()));
        for (walk, expected) in [
            (&[4, 3, 2][..], &[2, 3, 4, 5, 6][..]),
            (&[3, 4], &[4, 5, 6]),
            (&[5, 6, 7, 8], &[5, 6, 7, 8]),
            (&[7], &[5, 6, 7]),
            (&[6, 5], &[5, 6]),
        ] {
            assert_eq!(marks.follow(rows(walk).iter(), ""), Ok(()));
            assert_eq!(held(&marks, ""), expected, "after {walk:?}");
        }
        assert!(marks.end_range());
        assert_eq!(marks.follow(rows(&[9]).iter(), ""), Ok(()));
        assert_eq!(held(&marks, ""), [5, 6], "it has ended");
    }

    #[test]
    fn no_more_than_so_many_are_kept_one_by_one() {
        let mut marks = Marks::default();
        let most = i64::try_from(MOST).expect("it fits");
        for one in 1..=most {
            assert_eq!(marks.turn(id(one), ""), Ok(()));
        }
        assert_eq!(marks.turn(id(most + 1), ""), Err(Full));
        assert_eq!(marks.turn(id(1), ""), Ok(()), "one less is possible");
        assert_eq!(marks.kept(), MOST - 1);
        assert_eq!(marks.begin_range(id(most + 2), ""), Ok(()));
        assert_eq!(marks.follow(rows(&[20_001]).iter(), ""), Err(Full));
        assert!(!marks.is_ranging());
        assert_eq!(marks.kept(), MOST);
    }
}
