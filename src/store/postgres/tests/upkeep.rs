//! What is done to the server's queue as a whole, beside what every store does alike.

use std::collections::BTreeSet;

use super::*;
use crate::domain::upkeep::{Depth, Part, Purged};
use crate::store::tests::upkeep::{lived_in, look, purge_of, purged};
use crate::store::tests::{PERSON, at, new};
use crate::store::upkeep::{Purge, Taking};

/// The lock of a purge, held by somebody else for as long as this is kept.
fn purging(home: &Home<PgStore>) -> Session {
    home.store
        .attend(async |connections| {
            let session = connections.fresh(connect::Purpose::Write).await?;
            session.query(purge::LOCK, &[]).await?;
            Ok(session)
        })
        .expect("nobody else has it")
}

fn key<T>(result: Result<T, StoreError>) -> &'static str {
    match result {
        Err(StoreError::Failed(problem)) => problem.summary.key,
        Err(other) => panic!("another failure: {other:?}"),
        Ok(_) => "done",
    }
}

fn daily(home: &Home<PgStore>) -> Option<Purged> {
    let done = PgStore::site(home).purge_daily(&purge_now(home, 0));
    done.expect("no failure")
}

/// What a host purges whose clock goes so many minutes ahead.
fn purge_now(home: &Home<PgStore>, minutes: i64) -> Purge {
    let now = server::sql(&home.folder.url, "SELECT extract(epoch FROM now())::bigint");
    let now: i64 = now.trim().parse().expect("a number");
    Purge {
        now: Timestamp::from_second(now + minutes * 60).expect("in range"),
        ..purge_of(at(100))
    }
}

/// Its clock says what is old enough, and it purges for all of them.
#[tokio::test]
async fn a_host_with_another_clock_purges_nothing_by_itself() {
    let Some(home) = PgStore::home() else { return };
    let home = lived_in(home).await;
    for minutes in [-5_000_000, -90, 90, 5_000_000] {
        let done = PgStore::site(&home).purge_daily(&purge_now(&home, minutes));
        assert_eq!(key(done), "store-pg-clock", "{minutes} minutes");
    }
    assert_eq!(entries_of_purges(&home), "0");
    let done = PgStore::site(&home).purge_daily(&purge_now(&home, 30));
    let done = done.expect("near enough").expect("not done yet");
    assert_eq!(done.submissions, 4);
}

fn entries_of_purges(home: &Home<PgStore>) -> String {
    let count = "SELECT count(*) FROM journal WHERE event = 'purged'";
    server::sql(&home.folder.url, count).trim().to_owned()
}

#[tokio::test]
async fn of_several_hosts_the_first_purges_and_only_once_a_day() {
    let Some(home) = PgStore::home() else { return };
    let home = lived_in(home).await;
    let done: Vec<Option<Purged>> = std::thread::scope(|scope| {
        let hosts: Vec<_> = (0..4).map(|_| scope.spawn(|| daily(&home))).collect();
        let done = hosts.into_iter().map(|host| host.join().expect("no panic"));
        done.collect()
    });
    let done: Vec<Purged> = done.into_iter().flatten().collect();
    assert_eq!(done.len(), 1, "{done:?}");
    assert_eq!((done[0].submissions, done[0].drafts), (4, 1));
    assert_eq!(entries_of_purges(&home), "5");
    // Something more to purge waits until tomorrow.
    let late = home.put(new(77)).await;
    home.event(late, Event::Withdrawn, at(20))
        .await
        .expect("withdrawn");
    assert_eq!(daily(&home), None);
    let aged =
        "UPDATE meta SET value = (value::bigint - 86400000)::text WHERE key = 'retention_applied'";
    server::sql(&home.folder.url, aged);
    assert_eq!(daily(&home).map(|done| done.submissions), Some(1));
    server::sql(&home.folder.url, aged);
    assert_eq!(daily(&home), None, "nothing to purge");
    let noted = "SELECT abs(value::bigint - extract(epoch FROM now()) * 1000) < 600000
        FROM meta WHERE key = 'retention_applied'";
    assert_eq!(server::sql(&home.folder.url, noted).trim(), "t");
}

#[tokio::test]
async fn nobody_purges_beside_another_one() {
    let Some(home) = PgStore::home() else { return };
    let home = lived_in(home).await;
    let other = purging(&home);
    let site = PgStore::site(&home);
    assert_eq!(key(site.purge(&purge_of(at(100)))), "store-pg-purging");
    assert_eq!(daily(&home), None);
    let foreseen = site.purge_preview(&purge_of(at(100)));
    assert_eq!(foreseen.expect("only looks").submissions, 4);
    assert_eq!(entries_of_purges(&home), "0");
    drop(other);
    // The server frees it when it has seen the end of the connection.
    let mut done = site.purge(&purge_of(at(100)));
    for _ in 0..400 {
        if !matches!(done, Err(StoreError::Failed(_))) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        done = site.purge(&purge_of(at(100)));
    }
    assert_eq!(done.expect("nobody is in the way").submissions, 4);
}

/// Whoever lost the lock and does not know it yet.
#[tokio::test]
async fn what_somebody_has_purged_meanwhile_is_not_purged_again() {
    let Some(home) = PgStore::home() else { return };
    let home = lived_in(home).await;
    let ids: Vec<SubmissionId> = (1..=5).map(SubmissionId).collect();
    let what = purge_of(at(100));
    let counts = [Taking::Message, Taking::Everything, Taking::Message];
    let mut taken = Vec::new();
    for taking in counts.into_iter().flat_map(|taking| [taking, taking]) {
        let (ids, what) = (ids.clone(), what.clone());
        let work = async move |writing: &Writing<'_>| {
            let taken = purge::take(writing, &what, taking, &ids).await;
            taken.map(Commit::Keep)
        };
        let done = home.store.write(Durability::Synced, work).await;
        taken.push(done.expect("no failure"));
    }
    assert_eq!(taken, [4, 0, 4, 0, 0, 0], "the fifth is alive");
    assert_eq!(entries_of_purges(&home), "8");
}

/// So many that they fill several windows and several commits; others write all the time.
#[test]
fn many_rows_are_purged_while_others_write() {
    let Some(home) = PgStore::home() else { return };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let home = runtime.block_on(lived_in(home));
    let old = at(-1).as_millisecond();
    server::sql(
        &home.folder.url,
        &format!(
            "INSERT INTO submission(id, uid, account_id, kind, state, business_key, created_by, created_at, updated_at,
                worker_name, ssin, employer)
             SELECT 100 + i * 5, decode(md5(i::text), 'hex'), 1, 'in', 'cancelled', sha256(i::text::bytea), 'x', {old}, {old},
                'Name ' || i, '85073099734', '0999.999.922' FROM generate_series(1, 2600) i;
             INSERT INTO body(submission_id, payload, payload_sha256)
             SELECT 100 + i * 5, 'p' || i, sha256(('p' || i)::bytea) FROM generate_series(1, 2600) i"
        ),
    );
    let before = look(&home);
    assert!(before.is_whole(), "{before:?}");
    let (done, notes) = std::thread::scope(|scope| {
        let purging = scope.spawn(|| purged(&home, &purge_of(at(5))));
        let mut notes = 0;
        while !purging.is_finished() || notes == 0 {
            let note = home.store.note(PERSON, "note", "meanwhile", at(6));
            runtime.block_on(note).expect("nobody is kept from writing");
            notes += 1;
        }
        (purging.join().expect("no panic"), notes)
    });
    assert_eq!((done.submissions, done.drafts), (2_600, 0));
    let after = look(&home);
    assert!(after.is_whole(), "{after:?}");
    assert_eq!(after.entries, before.entries + 2_600 + 1 + notes);
    let left = "SELECT count(*) FROM submission JOIN body ON submission_id = id
        WHERE state = 'cancelled' AND (ssin IS NOT NULL OR worker_name IS NOT NULL OR payload IS NOT NULL)";
    assert_eq!(server::sql(&home.folder.url, left).trim(), "0");
}

#[tokio::test]
async fn a_queue_of_a_later_version_is_not_purged() {
    let Some(home) = PgStore::home() else { return };
    let home = lived_in(home).await;
    let later = "UPDATE meta SET value = CASE key WHEN 'schema' THEN '999' ELSE '1' END
        WHERE key IN('schema', 'min_reader')";
    server::sql(&home.folder.url, later);
    let site = PgStore::site(&home);
    let what = purge_of(at(100));
    let foreseen = site.purge_preview(&what).map_err(StoreError::from);
    assert_eq!(key(foreseen), "store-newer");
    assert_eq!(key(site.purge(&what)), "store-newer");
    assert_eq!(key(site.purge_daily(&what)), "store-newer");
    assert_eq!(entries_of_purges(&home), "0");
}

/// The places of what is wrong with pages and guards.
fn guards_at_fault(home: &Home<PgStore>) -> BTreeSet<String> {
    let faults = look(home).faults.into_iter();
    let of_guards = faults.filter(|fault| fault.part == Part::Pages);
    of_guards
        .map(|fault| fault.place.raw().to_owned())
        .collect()
}

#[tokio::test]
async fn guards_that_are_switched_off_or_changed_are_found() {
    let Some(home) = PgStore::home() else { return };
    let home = lived_in(home).await;
    assert_eq!(guards_at_fault(&home), BTreeSet::new());
    for (change, place) in [
        (
            "ALTER TABLE journal DISABLE TRIGGER journal_unchanged",
            "trigger journal_unchanged",
        ),
        (
            "ALTER TABLE exchange ENABLE REPLICA TRIGGER exchange_stays",
            "trigger exchange_stays",
        ),
        (
            "DROP TRIGGER submission_changed ON submission",
            "trigger submission_changed",
        ),
        ("DROP INDEX one_live", "index one_live"),
        (
            "DROP INDEX one_open; CREATE INDEX one_open ON exchange(submission_id)",
            "index one_open",
        ),
        (
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'by_ssin'::regclass",
            "index by_ssin",
        ),
        (
            "ALTER TABLE submission DROP CONSTRAINT submission_decl_id_check",
            "conditions submission",
        ),
        ("ALTER TABLE body DISABLE TRIGGER ALL", "conditions body"),
        (
            "CREATE OR REPLACE FUNCTION refused() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "function refused",
        ),
        ("DROP TABLE refused_code", "table refused_code"),
    ] {
        server::sql(&home.folder.url, change);
        let found = guards_at_fault(&home);
        assert!(
            found.contains(&format!("schema: {place}")),
            "{change}: {found:?}"
        );
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_a_fault_and_the_rest_is_looked_at() {
    let Some(home) = PgStore::home() else { return };
    let home = lived_in(home).await;
    let damage = "DROP TABLE tally; UPDATE body SET payload = '{}' WHERE submission_id = 2";
    PgStore::unguarded(&home, damage);
    let faults = look(&home).faults;
    let at = |part: Part, words: &str| {
        let mut faults = faults.iter();
        faults.any(|fault| fault.part == part && fault.place.raw().starts_with(words))
    };
    assert!(at(Part::Pages, "counts: "), "{faults:?}");
    assert!(at(Part::Pages, "references: "), "{faults:?}");
    assert!(at(Part::Messages, "body"), "{faults:?}");
}

/// The server looks at its indexes when it can be asked to.
#[tokio::test]
async fn an_index_that_has_lost_a_row_is_found_with_amcheck() {
    let Some(home) = PgStore::home() else { return };
    let url = &home.folder.url;
    let there = "SELECT count(*) FROM pg_available_extensions WHERE name = 'amcheck'";
    if server::sql(url, there).trim() == "0" {
        return;
    }
    let home = lived_in(home).await;
    let url = &home.folder.url;
    let ready = |is_ready: bool| {
        let sql = format!(
            "UPDATE pg_index SET indisready = {is_ready} WHERE indexrelid = 'by_ssin'::regclass"
        );
        server::sql(url, &sql);
    };
    ready(false);
    PgStore::second(&home)
        .enqueue(vec![new(78)], crate::store::Batch::WhatCan, PERSON, at(30))
        .await
        .expect("written");
    ready(true);
    assert!(look(&home).is_whole(), "nobody looked");
    server::sql(url, "CREATE EXTENSION amcheck");
    let found = guards_at_fault(&home);
    assert_eq!(found, BTreeSet::from(["index: by_ssin".to_owned()]));
    let quick = PgStore::site(&home).check(Depth::Quick).expect("looked at");
    assert!(quick.is_whole(), "indexes are left out");
}

/// A reference that was added and is not looked at would be forgotten.
#[test]
fn every_reference_is_looked_at() {
    let Some(home) = PgStore::home() else { return };
    let sql = "SELECT k.conrelid::regclass || ' ' || one.attname || ' ' || k.confrelid::regclass || '.' || other.attname
        FROM pg_constraint k
        JOIN pg_attribute one ON one.attrelid = k.conrelid AND one.attnum = ALL(k.conkey)
        JOIN pg_attribute other ON other.attrelid = k.confrelid AND other.attnum = ALL(k.confkey)
        WHERE k.contype = 'f'";
    let found = server::sql(&home.folder.url, sql);
    let found: BTreeSet<&str> = found.lines().collect();
    let looked: Vec<String> = check::REFERENCES
        .iter()
        .map(|(table, column, of)| format!("{table} {column} {of}"))
        .collect();
    let mut looked: BTreeSet<&str> = looked.iter().map(String::as_str).collect();
    // Counts are kept by the triggers, not by a condition.
    assert!(looked.remove("tally account_id account.id"));
    assert_eq!(looked, found);
}

/// What a superuser can do to the journal beyond what its columns allow.
#[tokio::test]
async fn entries_without_values_and_entries_twice_are_found() {
    let Some(home) = PgStore::home() else { return };
    for number in 0..6 {
        let noted = home.store.note(PERSON, "note", "something", at(number));
        noted.await.expect("noted");
    }
    let broken = |sequence| Ok::<_, String>(ChainCheck::Broken { sequence });
    for column in ["at", "actor", "event", "prev_hash", "hash"] {
        PgStore::unguarded(
            &home,
            &format!(
                "CREATE TABLE before AS SELECT * FROM journal;
                 ALTER TABLE journal ALTER COLUMN {column} DROP NOT NULL;
                 UPDATE journal SET {column} = NULL WHERE seq = 4"
            ),
        );
        let verified = home.store.verify_journal().await;
        assert_eq!(
            verified.map_err(|error| format!("{error:?}")),
            broken(4),
            "{column}"
        );
        PgStore::unguarded(
            &home,
            "TRUNCATE journal; INSERT INTO journal SELECT * FROM before; DROP TABLE before",
        );
    }
    PgStore::unguarded(
        &home,
        "ALTER TABLE journal DROP CONSTRAINT journal_pkey;
         INSERT INTO journal SELECT * FROM journal WHERE seq = 3",
    );
    // Also when a page ends between the two.
    let page = home.store.journal_page(0, 3).await.expect("read");
    let places: Vec<i64> = page.iter().map(|entry| entry.sequence).collect();
    assert_eq!(places, [1, 2, 3, 3]);
    let verified = home.store.verify_journal().await;
    assert_eq!(verified.map_err(|error| format!("{error:?}")), broken(3));
}
