//! Whatever persons and the worker do in whatever order: the store refuses it with a reason or
//! does it, and what it keeps is what counting gives.

use std::fmt::Debug;

use proptest::prelude::*;

use super::*;
use crate::domain::decision::Decision;
use crate::domain::upkeep::Depth;

on_every_store! {;
    whatever_is_done_the_books_agree
}

/// What is done, to which of the rows of before.
#[derive(Debug, Clone, Copy)]
enum Deed {
    Enqueue,
    Replace(usize),
    WaitFor(usize),
    /// Sent, and answered with this letter.
    Answer(usize, &'static str),
    Reject(usize),
    Decide(usize, Decision),
    Tell(usize, Told),
}

#[derive(Debug, Clone, Copy)]
enum Told {
    Hold,
    Release,
    Withdraw,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let row = || 0_usize..12;
    let letters = proptest::sample::select(vec!["A", "W", "B"]);
    let decisions = proptest::sample::select(&Decision::ALL[..]);
    let told = proptest::sample::select(vec![Told::Hold, Told::Release, Told::Withdraw]);
    let deed = prop_oneof![
        2 => Just(Deed::Enqueue),
        3 => row().prop_map(Deed::Replace),
        3 => row().prop_map(Deed::WaitFor),
        6 => (row(), letters).prop_map(|(row, letter)| Deed::Answer(row, letter)),
        1 => row().prop_map(Deed::Reject),
        2 => (row(), decisions).prop_map(|(row, decision)| Deed::Decide(row, decision)),
        3 => (row(), told).prop_map(|(row, told)| Deed::Tell(row, told)),
    ];
    proptest::collection::vec(deed, 5..40)
}

/// What was refused, was refused with a reason: no constraint of the database was needed.
fn refused_or_done<T: Debug>(deed: Deed, done: &Result<T, StoreError>) {
    assert!(
        !matches!(done, Err(StoreError::Failed(_))),
        "{deed:?}: {done:?}"
    );
}

/// A queue, and what was put into it.
struct Game<S: Bed> {
    home: Home<S>,
    epoch: i64,
    rows: Vec<(SubmissionId, Uuid)>,
}

impl<S: Bed> Game<S> {
    fn row(&self, place: usize) -> (SubmissionId, Uuid) {
        self.rows[place % self.rows.len()]
    }

    async fn enter(&mut self, deed: Deed, new: NewSubmission) {
        let uid = new.uid;
        let done = self
            .home
            .store
            .enqueue(vec![new], Batch::WhatCan, PERSON, at(5));
        let done = done.await;
        refused_or_done(deed, &done);
        if let Ok([Enqueued::New(id)]) = done.as_deref() {
            self.rows.push((*id, uid));
        }
    }

    async fn tell(&self, deed: Deed, id: SubmissionId, event: Event) -> bool {
        let done = self.home.event(id, event, at(50)).await;
        refused_or_done(deed, &done);
        done.is_ok()
    }

    async fn claim(&self, deed: Deed, id: SubmissionId) -> bool {
        let claimed = self.home.claim(id, self.epoch, at(60)).await;
        refused_or_done(deed, &claimed);
        claimed.is_ok()
    }

    async fn act(&mut self, name: u8, deed: Deed) {
        match deed {
            _ if self.rows.is_empty() => self.enter(deed, new(name)).await,
            Deed::Enqueue => self.enter(deed, new(name)).await,
            Deed::Replace(place) => {
                let (replaced, _) = self.row(place);
                let correction = NewSubmission {
                    supersedes: Some(replaced),
                    origin: Some(replaced),
                    ..new(name)
                };
                self.enter(deed, correction).await;
            }
            Deed::WaitFor(place) => {
                let (_, awaited) = self.row(place);
                let waiting = NewSubmission {
                    waits_for: Some(awaited),
                    ..new(name)
                };
                self.enter(deed, waiting).await;
            }
            Deed::Answer(place, letter) => {
                let (id, _) = self.row(place);
                let declaration = number(1_000 + id.0);
                if self.claim(deed, id).await
                    && self.tell(deed, id, Event::Taken { declaration }).await
                {
                    let result = ResultCode::parse(letter).expect("a letter");
                    let verdict = Event::Answered {
                        result,
                        period: None,
                    };
                    let mut change = change(&self.home.get(id).await, verdict, at(70));
                    change.answer = Some(answer(declaration.value(), result, &["90017-510"]));
                    refused_or_done(deed, &self.home.record(change).await);
                }
            }
            Deed::Reject(place) => {
                let (id, _) = self.row(place);
                if self.claim(deed, id).await {
                    self.tell(deed, id, Event::Rejected).await;
                }
            }
            Deed::Decide(place, decision) => {
                let (id, _) = self.row(place);
                let settling = Settling {
                    id,
                    revision: self.home.get(id).await.revision,
                    decision,
                    reason: "seen".to_owned(),
                    actor: PERSON.to_owned(),
                    at: at(80),
                };
                refused_or_done(deed, &self.home.store.settle(settling).await);
            }
            Deed::Tell(place, told) => {
                let event = match told {
                    Told::Hold => Event::Held,
                    Told::Release => Event::Released,
                    Told::Withdraw => Event::Withdrawn,
                };
                self.tell(deed, self.row(place).0, event).await;
            }
        }
    }
}

fn holds<S: Bed>(home: &Home<S>) {
    let checked = S::site(home).check(Depth::Whole).expect("looked at");
    assert!(checked.is_whole(), "{checked:?}");
    // Rows that must not be there, each found by a question of its own.
    for (name, sql) in [
        (
            "under way although what it waits for has not ended",
            "SELECT 1 FROM submission s JOIN submission w ON w.id = s.waits_for
             WHERE s.state NOT IN('held', 'cancelled') AND w.life < 7",
        ),
        (
            "released by nobody although what it waits for ended badly, and so did its corrections",
            "SELECT 1 FROM submission s JOIN submission w ON w.id = s.waits_for
             WHERE s.state NOT IN('held', 'cancelled') AND w.life > 8
               AND NOT EXISTS(SELECT 1 FROM journal j WHERE j.submission_id = s.id
                 AND j.event = 'released' AND j.reason IS NULL)
               AND NOT EXISTS(
                 WITH RECURSIVE again(id, kind, life) AS(
                   SELECT w.id, w.kind, w.life
                   UNION ALL
                   SELECT n.id, n.kind, n.life FROM again a
                   JOIN submission n ON n.supersedes = a.id AND n.kind = a.kind)
                 SELECT 1 FROM again WHERE life IN(7, 8))",
        ),
        (
            "left waiting although nothing keeps it",
            "SELECT 1 FROM submission s JOIN submission w ON w.id = s.waits_for
             WHERE s.state = 'held' AND w.life IN(7, 8)
               AND (SELECT count(*) FROM journal j WHERE j.submission_id = s.id AND j.event = 'held') < 2
               AND EXISTS(SELECT 1 FROM journal j WHERE j.submission_id = s.id
                 AND j.event = 'held' AND j.reason IS NOT NULL)",
        ),
        (
            "replaced and not decided about",
            "SELECT 1 FROM submission n JOIN submission o ON o.id = n.supersedes WHERE o.decision IS NULL",
        ),
        (
            "a change without its entry",
            "SELECT s.rev, s.id FROM submission s WHERE s.rev <>
               (SELECT count(*) FROM journal j WHERE j.submission_id = s.id
                 AND NOT (j.event = 'enqueued' OR (j.event = 'held' AND j.reason IS NOT NULL)))",
        ),
    ] {
        assert_eq!(S::count(home, sql), 0, "{name}");
    }
}

fn whatever_is_done_the_books_agree<S: Bed>() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(32)
    });
    runner
        .run(&deeds(), |deeds| {
            runtime.block_on(async {
                let home = S::home().expect("there was one");
                let lease = home.lease().await;
                let mut game = Game {
                    epoch: lease.epoch,
                    home,
                    rows: Vec::new(),
                };
                for (name, deed) in (1..).zip(deeds) {
                    game.act(name, deed).await;
                }
                holds(&game.home);
            });
            Ok(())
        })
        .expect("the books agree");
}
