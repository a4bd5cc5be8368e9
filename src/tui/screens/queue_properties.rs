//! Whatever happens, in whatever order: the selection stays on its submission, what is on screen
//! is what the store has, and nobody is asked twice at once.

use std::collections::HashSet;

use jiff::SignedDuration;
use proptest::prelude::*;

use super::super::marks::MOST;
use super::super::queue_place::Known;
use super::*;
use crate::domain::report::{PlaceQuery, Total};
use crate::i18n::Language;
use crate::tui::fixture;

#[derive(Debug, Clone, Copy)]
enum Step {
    Act(Action),
    GoTo(u64),
    Seek(i64),
    /// So many rows come.
    Come(u8),
    /// The row of this place goes away.
    Leave(usize),
    /// The question under way is answered; perhaps without a place.
    Answer {
        counted: bool,
    },
    Counted,
    Later(i64),
    Resize(u16),
}

fn any_step() -> impl Strategy<Value = Step> {
    let actions = [
        Action::Down,
        Action::Down,
        Action::Up,
        Action::PageDown,
        Action::PageDown,
        Action::PageUp,
        Action::First,
        Action::Last,
        Action::Follow,
        Action::Mark,
        Action::MarkRange,
        Action::MarkAll,
        Action::MarkInvert,
        Action::SortReverse,
        Action::Peek,
    ];
    prop_oneof![
        12 => prop::sample::select(actions.to_vec()).prop_map(Step::Act),
        1 => (0_u64..400).prop_map(Step::GoTo),
        1 => (1_i64..400).prop_map(Step::Seek),
        3 => (1_u8..40).prop_map(Step::Come),
        3 => any::<usize>().prop_map(Step::Leave),
        14 => any::<bool>().prop_map(|counted| Step::Answer { counted }),
        2 => Just(Step::Counted),
        2 => (1_i64..5_000).prop_map(Step::Later),
        1 => (6_u16..40).prop_map(Step::Resize),
    ]
}

/// A store of bare numbers, and what the queue asks of it.
struct World {
    queue: Queue,
    env: Env,
    rows: Vec<i64>,
    next: i64,
    window: Option<(Ticket, QueueQuery)>,
    place: Option<(Ticket, PlaceQuery)>,
}

impl World {
    fn new(rows: i64) -> Self {
        let mut world = Self {
            queue: Queue::default(),
            env: fixture::model(Language::En, (100, 20)).env,
            rows: (1..=rows).collect(),
            next: rows + 1,
            window: None,
            place: None,
        };
        let effects = world.queue.refresh(&world.env);
        world.ask(effects);
        world
    }

    fn ask(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Queue(ticket, query) => {
                    assert!(self.window.is_none(), "two windows under way");
                    self.window = Some((ticket, *query));
                }
                Effect::Place(ticket, query) => {
                    assert!(self.place.is_none(), "two counts under way");
                    self.place = Some((ticket, *query));
                }
                other => panic!("{other:?}"),
            }
        }
    }

    fn ordered(&self, sort: Sort) -> Vec<i64> {
        let mut rows = self.rows.clone();
        if sort.descending {
            rows.reverse();
        }
        rows
    }

    /// The window as the store gives it.
    fn page(&self, query: &QueueQuery, counted: bool) -> QueuePage {
        let rows = self.ordered(query.sort);
        let size = query.window.rows;
        let last = rows.len().saturating_sub(size);
        let half = size / 2;
        let place = |id: SubmissionId| rows.iter().position(|&row| row == id.0);
        let mut counted = counted;
        let (from, to) = match query.window.anchor {
            Anchor::Last => (last, rows.len()),
            Anchor::At(at) => {
                counted = true;
                let at = usize::try_from(at).expect("it fits").saturating_sub(half);
                (at.min(last), at.min(last) + size)
            }
            Anchor::Around(id) => match place(id) {
                None => (0, size),
                Some(at) if counted => {
                    let from = at.saturating_sub(half).min(last);
                    (from, from + size)
                }
                // Nobody knows how many there are above or below.
                Some(at) => (at.saturating_sub(half), at + size - half),
            },
            Anchor::First | Anchor::After(_) => (0, size),
        };
        let to = to.min(rows.len());
        QueuePage {
            total: if counted {
                Total::Exact(rows.len() as u64)
            } else {
                Total::AtLeast(rows.len().min(100) as u64)
            },
            offset: counted.then_some(from as u64),
            rows: rows[from..to].iter().map(|&id| fixture::row(id)).collect(),
        }
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Act(action) => {
                let effects = self.queue.on_action(action, &self.env);
                self.ask(effects);
            }
            Step::GoTo(place) => {
                let effects = self.queue.jump(Goal::At(place), &self.env);
                self.ask(effects);
            }
            Step::Seek(id) => {
                let effects = self.queue.jump(Goal::Seek(SubmissionId(id)), &self.env);
                self.ask(effects);
            }
            Step::Come(rows) => {
                for _ in 0..rows {
                    self.rows.push(self.next);
                    self.next += 1;
                }
                self.change();
            }
            Step::Leave(place) => {
                if !self.rows.is_empty() {
                    self.rows.remove(place % self.rows.len());
                }
                self.change();
            }
            Step::Answer { counted } => self.answer(counted),
            Step::Counted => self.counted(),
            Step::Later(milliseconds) => {
                self.env.now += SignedDuration::from_millis(milliseconds);
                let effects = self.queue.count(&self.env);
                self.ask(effects);
            }
            Step::Resize(rows) => {
                self.env.size.1 = rows;
                self.change();
            }
        }
    }

    fn change(&mut self) {
        let effects = self.queue.refresh(&self.env);
        self.ask(effects);
    }

    fn answer(&mut self, counted: bool) {
        let Some((ticket, query)) = self.window.take() else {
            return;
        };
        let page = self.page(&query, counted);
        let before = self.queue.selected;
        let rests = self.queue.goal == Goal::Stay
            && self.queue.owed == 0
            && before.is_some_and(|id| self.rows.contains(&id.0));
        let effects = self.queue.on_reply(ticket, Ok(page), &self.env);
        if rests {
            assert_eq!(self.queue.selected, before, "the selection was moved");
        }
        self.ask(effects);
    }

    fn counted(&mut self) {
        let Some((ticket, query)) = self.place.take() else {
            return;
        };
        let rows = self.ordered(query.sort);
        let before = query
            .row
            .and_then(|id| rows.iter().position(|&row| row == id.0));
        let place = Place {
            total: rows.len() as u64,
            before: before.map(|rows| rows as u64),
        };
        let effects = self.queue.on_place(ticket, Ok(place), &self.env);
        self.ask(effects);
    }

    fn holds(&self) {
        let queue = &self.queue;
        let height = queue.height(&self.env);
        assert!(queue.marks.kept() <= MOST);
        let Some(page) = queue.page.ready() else {
            return;
        };
        let ids: HashSet<_> = page.rows.iter().map(|row| row.id).collect();
        assert_eq!(ids.len(), page.rows.len(), "a row is held twice");
        assert!(page.rows.len() <= 40 * (SCREENS_HELD + 2), "too many rows");
        if !page.rows.is_empty() {
            assert!(queue.place().is_some(), "the selection is nowhere");
            assert!(
                queue
                    .on_screen(height)
                    .contains(&queue.place().expect("some"))
            );
        }
    }

    /// Answers everything; then the screen is as the store is.
    fn comes_to_rest(&mut self) {
        self.change();
        for _ in 0..30 {
            self.answer(true);
            self.counted();
        }
        assert!(self.window.is_none(), "it never stops asking");
        let rows = self.ordered(self.queue.sort);
        let height = self.queue.height(&self.env);
        let (_, shown) = self.queue.visible(height);
        let shown: Vec<i64> = shown.iter().map(|row| row.id.0).collect();
        let Some(first) = shown.first() else {
            assert!(rows.is_empty());
            return;
        };
        let from = rows.iter().position(|row| row == first).expect("it exists");
        let to = (from + height).min(rows.len());
        assert_eq!(
            shown,
            rows[from..to],
            "the screen is not what the store has"
        );
        let selected = self.queue.selected.map(|id| id.0);
        let position = rows.iter().position(|&row| Some(row) == selected);
        assert_eq!(self.queue.position(), position.map(|rows| rows as u64));
        assert_eq!(
            self.queue.places.total().map(Known::rows),
            Some(rows.len() as u64)
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_list_stays_true_through_anything(
        rows in prop_oneof![0_i64..5, 0_i64..400],
        steps in prop::collection::vec(any_step(), 1..80),
    ) {
        let mut world = World::new(rows);
        for step in steps {
            world.step(step);
            world.holds();
        }
        world.comes_to_rest();
        world.holds();
    }
}
