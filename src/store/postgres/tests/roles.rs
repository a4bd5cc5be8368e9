//! What a role of the server may do, and that the server keeps it so whatever our code does.

use super::*;
use crate::domain::lifecycle::StateKind;
use crate::domain::upkeep::{Depth, Part};
use crate::store::Work;
use crate::store::many::What;
use crate::store::tests::upkeep::{lived_in, purge_of};
use crate::store::tests::{PERSON, WORKER, at, change, claim, console, due, holder, new, windows};

const README: &str = include_str!("../../../../README.md");

/// Roles with the rights that the README gives them, for as long as this is kept.
struct Roles {
    url: String,
    looking: String,
    working: String,
}

impl Roles {
    fn of(home: &Home<PgStore>) -> Self {
        let name = home.folder.url.rsplit('/').next().expect("a database");
        let roles = Self {
            url: home.folder.url.clone(),
            looking: format!("{name}_looking"),
            working: format!("{name}_working"),
        };
        let grants = README.split("```sql\n").nth(1).expect("the rights");
        let grants = grants.split("```").next().expect("an end");
        assert!(grants.contains("TO looking, working;"), "{grants}");
        let grants = grants
            .replace("looking", &roles.looking)
            .replace("working", &roles.working);
        server::sql(
            &roles.url,
            &format!(
                "CREATE ROLE {} LOGIN; CREATE ROLE {} LOGIN; {grants}",
                roles.looking, roles.working
            ),
        );
        roles
    }

    /// As this role; `read_only` is what our own code keeps.
    fn options(&self, role: &str, read_only: bool) -> PgOptions {
        let mut options = PgOptions {
            read_only,
            ..options(&self.url)
        };
        role.clone_into(&mut options.place.user);
        options
    }
}

impl Drop for Roles {
    fn drop(&mut self) {
        for role in [&self.looking, &self.working] {
            server::sql(
                &self.url,
                &format!("DROP OWNED BY {role}; DROP ROLE {role}"),
            );
        }
    }
}

fn key<T: std::fmt::Debug>(result: Result<T, StoreError>) -> &'static str {
    match result {
        Err(StoreError::Failed(problem)) => problem.summary.key,
        other => panic!("not refused: {other:?}"),
    }
}

/// Every method that writes, once.
async fn every_change(
    store: &PgStore,
    row: &Submission,
    epoch: i64,
) -> Vec<(&'static str, &'static str)> {
    let draft = KeptDraft {
        uid: Uuid::from_bytes([3; 16]),
        draft: crate::domain::draft::Draft::new(crate::domain::draft::Kind::In),
        origin: None,
        by: PERSON.to_owned(),
        at: at(3),
    };
    let settling = Settling {
        id: SubmissionId(1),
        revision: 3,
        decision: crate::domain::decision::Decision::Kept,
        reason: "seen".to_owned(),
        actor: PERSON.to_owned(),
        at: at(13),
    };
    let register = RegisterChange {
        revision: 0,
        document: "{}".to_owned(),
        entries: vec![("register".to_owned(), "x".to_owned())],
        renamed: None,
        actor: PERSON.to_owned(),
        at: at(4),
    };
    let many = Batched {
        what: What::Event(Event::Withdrawn),
        rows: vec![(row.id, StateKind::Queued)],
        reason: None,
        actor: PERSON.to_owned(),
        at: at(20),
    };
    let agreement = Agreement {
        name: "business_key",
        value: "other".to_owned(),
        anew: Some(PERSON.to_owned()),
        at: at(20),
    };
    let batch = crate::store::Batch::WhatCan;
    vec![
        (
            "enqueue",
            key(store.enqueue(vec![new(90)], batch, PERSON, at(20)).await),
        ),
        (
            "due",
            key(store
                .due(&Due {
                    epoch: Some(epoch),
                    ..due(Work::Send, at(100))
                })
                .await),
        ),
        ("claim", key(store.claim(claim(row, epoch, at(20))).await)),
        ("asking", key(store.asking(vec![row.id], at(20)).await)),
        ("not_asked", key(store.not_asked(vec![row.id]).await)),
        (
            "record",
            key(store.record(change(row, Event::Held, at(20))).await),
        ),
        ("settle", key(store.settle(settling).await)),
        ("each", key(store.each(many).await)),
        ("keep_draft", key(store.keep_draft(draft).await)),
        (
            "drop_draft",
            key(store.drop_draft(Uuid::from_bytes([9; 16])).await),
        ),
        ("note", key(store.note(PERSON, "x", "x", at(20)).await)),
        (
            "hold_account",
            key(store.hold_account("main", Some("x"), PERSON, at(20)).await),
        ),
        ("keep_register", key(store.keep_register(register).await)),
        (
            "signs_with",
            key(store
                .signs_with(epoch, vec![("main".to_owned(), "x".to_owned())])
                .await),
        ),
        ("agree", key(store.agree(agreement).await)),
        ("lease", key(store.lease(&holder("other"), at(20)).await)),
    ]
}

#[tokio::test]
async fn who_may_only_look_cannot_write_whatever_our_code_does() {
    let Some(home) = PgStore::home() else { return };
    let home = lived_in(home).await;
    let lease = home.lease().await;
    let roles = Roles::of(&home);
    let row = home.get(SubmissionId(5)).await;
    let before = PgStore::kept(&home);

    let store = PgStore::open(roles.options(&roles.looking, true)).expect("SELECT is enough");
    for (what, key) in every_change(&store, &row, lease.epoch).await {
        assert_eq!(key, "store-read-only", "{what}");
    }
    // Not even when our own code does not keep it so.
    let store = PgStore::open(roles.options(&roles.looking, false)).expect("nothing to bring up");
    for (what, key) in every_change(&store, &row, lease.epoch).await {
        assert_eq!(key, "store-pg-denied", "{what}");
    }
    let site = Site::Server(Box::new(roles.options(&roles.looking, false)));
    assert_eq!(key(site.purge(&purge_of(at(100)))), "store-pg-denied");
    // And a right that it has by mistake is not used by a store that was opened to look.
    server::sql(
        &roles.url,
        &format!(
            "GRANT ALL ON ALL TABLES IN SCHEMA public TO {}",
            roles.looking
        ),
    );
    let store = PgStore::open(roles.options(&roles.looking, true)).expect("it may more than that");
    let written = store.attend(async |connections| {
        let session = connections.fresh(connect::Purpose::Write).await?;
        session.run("DELETE FROM draft").await
    });
    assert_eq!(key(written), "store-pg-read-only");
    assert!(PgStore::kept(&home) == before, "something was written");
    drop((store, lease));
}

#[tokio::test]
async fn who_may_only_look_sees_everything_and_hears_of_changes() {
    let Some(home) = PgStore::home() else { return };
    let home = windows::filled(home).await;
    let lease = home.lease().await;
    let roles = Roles::of(&home);
    let store = PgStore::open(roles.options(&roles.looking, true)).expect("SELECT is enough");
    let id = SubmissionId(1);
    let told = async |store: &PgStore| {
        let row = store.submission(id).await.expect("read").expect("there");
        let figures = store.figures(at(0), at(60)).await.expect("read");
        let parts = (
            store.timeline(id).await.expect("read"),
            store.rows(&[id]).await.expect("read"),
            store.queue(&QueueQuery::default()).await.expect("read"),
            store.counts(None).await.expect("read"),
            store.journal(1_000).await.expect("read"),
            store.journal_page(0, 1_000).await.expect("read"),
            store.drafts().await.expect("read"),
            store.held_accounts().await.expect("read"),
            store.employers(9).await.expect("read"),
            store.next_due(at(0)).await.expect("read"),
            store.due_after(at(0)).await.expect("read"),
            store.worker(&console("x")).await.expect("asked"),
        );
        let more = (
            store.register().await.expect("read"),
            store.unsettled("main").await.expect("read"),
            store.signing_key("main").await.expect("read"),
            store
                .failed_tries(&TriesQuery {
                    rows: 9,
                    ..TriesQuery::default()
                })
                .await
                .expect("read"),
            store
                .own_periods("85073099734".parse().expect("valid"))
                .await
                .expect("read"),
        );
        format!("{row:?} {figures:?} {parts:?} {more:?}")
    };
    assert_eq!(told(&store).await, told(&home.store).await);
    assert_eq!(
        store.worker(&console("x")).await.expect("asked"),
        WorkerStatus::Elsewhere {
            host: "desk".to_owned(),
            pid: 4711,
            since: at(0),
        }
    );
    store.check().await.expect("the server answers");
    let site = Site::Server(Box::new(roles.options(&roles.looking, true)));
    assert!(site.check(Depth::Whole).expect("looked at").is_whole());
    site.purge_preview(&purge_of(at(100))).expect("looked at");

    let mut changes = store.changes();
    store.look().await.expect("it listens");
    changes.changed().await.expect("it hears");
    home.store
        .note(PERSON, "x", "x", at(20))
        .await
        .expect("noted");
    tokio::time::timeout(std::time::Duration::from_secs(20), changes.changed())
        .await
        .expect("the server tells")
        .expect("it hears");
    drop((store, lease));
}

/// Who works needs not own the tables, and then cannot switch off what guards the journal.
#[tokio::test]
async fn who_works_does_everything_and_leaves_the_journal_alone() {
    let Some(home) = PgStore::home() else { return };
    let roles = Roles::of(&home);
    let working = roles.options(&roles.working, false);
    let Home { store, folder } = home;
    drop(store);
    let home = Home {
        store: PgStore::open(working.clone()).expect("it may"),
        folder,
    };
    let home = lived_in(home).await;
    // Dropped before the database.
    let _roles = roles;
    let lease = home.lease().await;
    let sent = SubmissionId(5);
    home.claim(sent, lease.epoch, at(20))
        .await
        .expect("claimed");
    let held = home.store.hold_account("main", Some("x"), WORKER, at(20));
    held.await.expect("held");
    assert_eq!(home.get(sent).await.state.kind(), StateKind::Sending);
    let site = Site::Server(Box::new(working.clone()));
    let done = site.purge(&purge_of(at(100))).expect("purged");
    assert_eq!((done.submissions, done.traces), (4, Traces::Unvacuumed));
    assert!(site.check(Depth::Whole).expect("looked at").is_whole());
    for statement in [
        "UPDATE journal SET actor = 'x'",
        "DELETE FROM journal",
        "TRUNCATE journal",
        "ALTER TABLE journal DISABLE TRIGGER USER",
        "DROP TRIGGER journal_unchanged ON journal",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION refused() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    ] {
        let tried = home.store.attend(async |connections| {
            let session = connections.fresh(connect::Purpose::Write).await?;
            session.run(statement).await
        });
        assert_eq!(key(tried), "store-pg-denied", "{statement}");
    }
    let faults = site.check(Depth::Whole).expect("looked at").faults;
    assert!(!faults.iter().any(|fault| fault.part == Part::Journal));
    drop(lease);
    drop(home.store);
}
