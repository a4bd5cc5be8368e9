//! Looking at a queue as a whole, and taking personal data out of it, in every store.

use super::*;
use crate::domain::lifecycle::StateKind;
use crate::domain::upkeep::{Before, Checked, Depth, Part, Purged, Rule};
use crate::store::upkeep::Purge;

on_every_store! {
    a_queue_that_was_lived_in_is_whole_and_looking_changes_nothing
    each_rule_takes_its_own_and_says_how_much_and_how_old
    nothing_personal_is_left_of_what_is_purged
    what_is_younger_stays
    what_purging_leaves_alone_is_counted_and_chained_as_before
    ;
    every_kind_of_damage_is_found
    no_queue_is_made_by_looking_at_it
}

pub(in crate::store) const SSIN: &str = "85073099734";
pub(in crate::store) const NAME: &str = "Canariensis";

/// A queue in which every table has something: ends of all kinds, a draft, a queued row.
pub(in crate::store) async fn lived_in<S: Bed>(home: Home<S>) -> Home<S> {
    let lease = home.lease().await;
    for (name, letter) in [(1, "A"), (2, "W"), (3, "B"), (4, "B")] {
        let declaration = i64::from(name) * 1_000 + 7;
        let id = home.put(personal(name)).await;
        home.claim(id, lease.epoch, at(10)).await.expect("claimed");
        let taken = Event::Taken {
            declaration: number(declaration),
        };
        home.event(id, taken, at(11)).await.expect("taken");
        let result = ResultCode::parse(letter).expect("a letter");
        let event = Event::Answered {
            result,
            period: None,
        };
        let mut ending = change(&home.get(id).await, event, at(12));
        ending.exchange = Some(NewExchange {
            detail: Some(Untrusted::new(format!("about {NAME}"))),
            location: Some(Untrusted::new(format!("/x/{NAME}"))),
            ..exchange(Method::Get, at(12))
        });
        ending.answer = Some(Answer {
            raw: Untrusted::new(format!("{{\"name\":\"{NAME}\"}}")),
            ..answer(declaration, result, &["00910-001", "90374-349"])
        });
        home.record(ending).await.expect("answered");
    }
    let settling = Settling {
        id: SubmissionId(4),
        revision: home.get(SubmissionId(4)).await.revision,
        decision: crate::domain::decision::Decision::Kept,
        reason: "seen".to_owned(),
        actor: PERSON.to_owned(),
        at: at(13),
    };
    home.store.settle(settling).await.expect("settled");
    // The row that is still alive is somebody else's.
    home.put(NewSubmission {
        payload: "{}".to_owned(),
        worker_name: Some(Untrusted::new("Alive")),
        ssin: None,
        ..personal(5)
    })
    .await;
    home.store
        .keep_draft(KeptDraft {
            uid: Uuid::from_bytes([9; 16]),
            draft: Draft::new(Kind::In),
            origin: Some(SubmissionId(3)),
            by: PERSON.to_owned(),
            at: at(14),
        })
        .await
        .expect("kept");
    drop(lease);
    home
}

fn personal(name: u8) -> NewSubmission {
    NewSubmission {
        payload: format!("{{\"serial\":{name},\"ssin\":\"{SSIN}\",\"name\":\"{NAME}\"}}"),
        worker_name: Some(Untrusted::new(format!("{NAME} Alex {name}"))),
        ssin: SSIN.parse().ok(),
        reference: Some(Untrusted::new(format!("ref {name}"))),
        ..new(name)
    }
}

/// Everything that changed last before this moment.
pub(in crate::store) fn purge_of(before: Timestamp) -> Purge {
    Purge {
        before: Before::all(before),
        told: "days=90".to_owned(),
        actor: PERSON.to_owned(),
        now: at(9_000_000),
    }
}

pub(in crate::store) fn look<S: Bed>(home: &Home<S>) -> Checked {
    let checked = S::site(home).check(Depth::Whole);
    checked.expect("it can be looked at")
}

pub(in crate::store) fn purged<S: Bed>(home: &Home<S>, purge: &Purge) -> Purged {
    S::site(home).purge(purge).expect("purged")
}

pub(in crate::store) fn hits(bytes: &[u8], canary: &str) -> usize {
    let canary = canary.as_bytes();
    bytes
        .windows(canary.len())
        .filter(|part| *part == canary)
        .count()
}

/// The latest entry of the journal: its event and its reason.
async fn last_note<S: Bed>(home: &Home<S>) -> (String, String) {
    let note = home.store.journal(1).await.expect("read").remove(0);
    let reason = note.reason.map(|reason| reason.raw().to_owned());
    (note.event, reason.unwrap_or_default())
}

async fn a_queue_that_was_lived_in_is_whole_and_looking_changes_nothing<S: Bed>(home: Home<S>) {
    let home = lived_in(home).await;
    let before = S::kept(&home);
    for depth in [Depth::Quick, Depth::Whole] {
        let checked = S::site(&home).check(depth).expect("looked at");
        assert_eq!((&checked.faults, &checked.known), (&vec![], &vec![]));
        assert!(checked.is_whole());
        assert_eq!(checked.submissions, 5);
        assert!(checked.entries > 10);
    }
    assert!(S::kept(&home) == before, "looking changed something");
    let foreseen = S::site(&home).purge_preview(&purge_of(at(100)));
    assert_eq!(foreseen.expect("looked at").submissions, 4);
    assert!(S::kept(&home) == before, "looking changed something");
}

async fn each_rule_takes_its_own_and_says_how_much_and_how_old<S: Bed>(home: Home<S>) {
    let home = lived_in(home).await;
    let purge = Purge {
        before: Before {
            messages: at(100),
            results: at(12),
            drafts: at(5),
        },
        told: "days=1 results_years=5 drafts_months=6".to_owned(),
        ..purge_of(at(0))
    };
    let preview = S::site(&home).purge_preview(&purge).expect("looked at");
    let rows = |rule: Rule| {
        let of_rule = preview.rules.iter().find(|swept| swept.rule == rule);
        of_rule.map(|swept| (swept.rows, swept.span))
    };
    assert_eq!(rows(Rule::Messages), Some((4, Some((at(12), at(12))))));
    assert_eq!(rows(Rule::Results), Some((0, None)));
    assert_eq!(rows(Rule::Drafts), Some((0, None)));
    let done = purged(&home, &purge);
    assert_eq!((done.submissions, done.messages, done.drafts), (0, 4, 0));
    assert_eq!(done.rules, preview.rules);
    let ended = home.story(SubmissionId(3)).await;
    assert!(ended.payload.is_none() && ended.draft.is_none());
    assert!(
        ended.answer.is_some() && ended.row.worker.is_some(),
        "the result stays"
    );
    let told = home.told(SubmissionId(3)).await.pop().expect("told");
    assert_eq!(told, ("purged".to_owned(), "message".to_owned()));
    assert_eq!(
        last_note(&home).await.1,
        "days=1 results_years=5 drafts_months=6 submissions=0 drafts=0 messages=4"
    );
    let entries = look(&home).entries;
    assert_eq!(purged(&home, &purge).messages, 0, "once");
    let checked = look(&home);
    assert_eq!(checked.entries, entries, "nothing purged, nothing told");
    assert!(checked.is_whole());
    let rest = purged(&home, &purge_of(at(100)));
    assert_eq!((rest.submissions, rest.drafts), (4, 1), "then the results");
}

async fn nothing_personal_is_left_of_what_is_purged<S: Bed>(home: Home<S>) {
    let home = lived_in(home).await;
    for canary in [SSIN, NAME] {
        assert!(
            hits(&S::kept(&home), canary) > 0,
            "{canary} is there before"
        );
    }
    let purge = purge_of(at(100));
    let preview = S::site(&home).purge_preview(&purge).expect("looked at");
    assert_eq!(
        (preview.submissions, preview.drafts, preview.copies),
        (4, 1, 0)
    );
    let done = purged(&home, &purge);
    assert_eq!((done.submissions, done.drafts), (4, 1));
    assert_eq!(done.traces, S::TRACES, "nobody else was reading");
    for canary in [SSIN, NAME] {
        assert_eq!(hits(&S::kept(&home), canary), 0, "{canary}");
    }
    let ended = home.story(SubmissionId(3)).await;
    assert!(ended.payload.is_none() && ended.answer.is_none() && ended.draft.is_none());
    assert_eq!(ended.row.codes.len(), 2, "codes are nobody's");
    assert_eq!(ended.row.declaration, Some(number(3_007)));
    let told = home.told(SubmissionId(3)).await.pop().expect("told");
    assert_eq!(told, ("purged".to_owned(), String::new()));
    assert_eq!(
        last_note(&home).await,
        (
            "purged".to_owned(),
            "days=90 submissions=4 drafts=1".to_owned()
        )
    );
    let alive = home.story(SubmissionId(5)).await;
    assert!(alive.payload.is_some() && alive.row.worker.is_some());
    let again = purged(&home, &purge);
    assert_eq!((again.submissions, again.drafts), (0, 0));
    assert!(look(&home).is_whole());
}

async fn what_is_younger_stays<S: Bed>(home: Home<S>) {
    let home = lived_in(home).await;
    let done = purged(&home, &purge_of(at(12)));
    assert_eq!((done.submissions, done.drafts), (0, 0));
    assert!(home.story(SubmissionId(1)).await.payload.is_some());
}

async fn what_purging_leaves_alone_is_counted_and_chained_as_before<S: Bed>(home: Home<S>) {
    let home = lived_in(home).await;
    let told = NewSubmission {
        reference: Some(Untrusted::new(format!("of {SSIN}"))),
        ..personal(6)
    };
    let told = home.put(told).await;
    home.event(told, Event::Withdrawn, at(15))
        .await
        .expect("withdrawn");
    let counts = home.store.counts(None).await.expect("counted");
    let figures = async || {
        let mut figures = home.store.figures(at(0), at(60)).await.expect("counted");
        figures.latest.clear();
        format!("{figures:?}")
    };
    let before = figures().await;
    let entries = look(&home).entries;
    let done = purged(&home, &purge_of(at(100)));
    assert_eq!(done.submissions, 5);
    let after = home.store.counts(None).await.expect("counted");
    assert_eq!(format!("{after:?}"), format!("{counts:?}"));
    assert_eq!(figures().await, before);
    let whole = home.store.verify_journal().await.expect("read");
    assert_eq!(
        whole,
        ChainCheck::Whole {
            entries: entries + 5 + 1
        }
    );
    let row = home.story(SubmissionId(1)).await.row;
    let words = row.reference.map(|reference| reference.raw().to_owned());
    assert_eq!(words.as_deref(), Some("ref 1"), "the caller's own");
    let row = home.story(told).await.row;
    assert!(row.reference.is_none(), "it held a national number");
    // The revision is the worker's business, and so is the state.
    let ended = home.get(SubmissionId(1)).await;
    assert_eq!(
        (ended.revision, ended.state.kind()),
        (3, StateKind::Accepted)
    );
}

/// Each kind of damage, done past all guards, is found and named.
fn every_kind_of_damage_is_found<S: Bed>() {
    let cases: [(&str, Part, &str); 13] = [
        (
            "UPDATE state_count SET rows = rows + 1 WHERE state = 'queued'",
            Part::Counts,
            "state_count",
        ),
        (
            "DELETE FROM state_count WHERE state = 'accepted'",
            Part::Counts,
            "state_count",
        ),
        (
            "UPDATE undecided_count SET rows = 0",
            Part::Counts,
            "undecided_count",
        ),
        (
            "UPDATE refused_code SET rows = rows + 1",
            Part::Counts,
            "refused_code",
        ),
        ("DELETE FROM tally", Part::Counts, "tally"),
        (
            "INSERT INTO employer_tally VALUES('1', '1', 1)",
            Part::Counts,
            "employer_tally",
        ),
        (
            "UPDATE settled_tally SET hour = hour + 1",
            Part::Counts,
            "settled_tally",
        ),
        (
            "UPDATE submission SET first_code = '90017-510' WHERE id = 1",
            Part::Counts,
            "submission.first_code",
        ),
        (
            "UPDATE journal SET actor = 'nobody' WHERE seq = 3",
            Part::Journal,
            "journal 3",
        ),
        (
            "DELETE FROM journal WHERE seq = 3",
            Part::Journal,
            "journal 4",
        ),
        (
            "UPDATE body SET payload = '{}' WHERE submission_id = 2",
            Part::Messages,
            "body",
        ),
        (
            "INSERT INTO body(submission_id, payload_sha256) SELECT 77, payload_sha256 FROM body WHERE submission_id = 1",
            Part::References,
            "body",
        ),
        ("DELETE FROM account", Part::References, "submission"),
    ];
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    for (damage, part, place) in cases {
        let home = S::home().expect("there was one before");
        let home = runtime.block_on(lived_in(home));
        S::unguarded(&home, damage);
        let checked = look(&home);
        let found: Vec<_> = checked
            .faults
            .iter()
            .map(|fault| (fault.part, fault.place.raw()))
            .collect();
        assert!(found.contains(&(part, place)), "{damage}: {found:?}");
        assert!(!checked.is_whole());
    }
}

fn no_queue_is_made_by_looking_at_it<S: Bed>() {
    let Some((keeper, site)) = S::nowhere() else {
        return;
    };
    let key = |problem: crate::domain::problem::Problem| problem.summary.key;
    for _ in 0..2 {
        let looked = site.check(Depth::Quick).map(drop).map_err(key);
        assert_eq!(looked, Err("store-missing"));
        let looked = site.purge_preview(&purge_of(at(0))).map(drop).map_err(key);
        assert_eq!(looked, Err("store-missing"));
        let done = site.purge(&purge_of(at(0)));
        assert!(
            matches!(done, Err(StoreError::Failed(problem)) if problem.summary.key == "store-missing")
        );
    }
    drop(keeper);
}
