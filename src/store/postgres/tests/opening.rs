//! What is opened and what is refused; what the server itself refuses, whoever writes.

use super::*;
use crate::domain::lifecycle::Doubt;
use crate::store::tests::{at, new};

/// Statements that must fail, each with a word of the reason.
fn refused(home: &Home<PgStore>, statement: &str, word: &str) {
    let url = home.folder.url.clone();
    let tried = format!(
        "DO $try$ BEGIN {statement}; RAISE EXCEPTION 'not refused'; EXCEPTION WHEN OTHERS THEN
           CREATE TEMP TABLE said AS SELECT sqlerrm AS words; END $try$; SELECT words FROM said"
    );
    let words = server::sql(&url, &tried);
    assert!(words.contains(word), "{statement}: {words}");
}

#[tokio::test]
async fn the_server_refuses_what_must_not_happen() {
    let Some(home) = PgStore::home() else { return };
    let lease = home.lease().await;
    let taken = home.taken(1, lease.epoch, 101).await;
    home.put(new(2)).await;
    let doubtful = home.put(new(3)).await;
    home.claim(doubtful, lease.epoch, at(1))
        .await
        .expect("claimed");
    let doubt = Doubt::AnswerLost;
    home.event(doubtful, Event::AnswerLost { doubt }, at(2))
        .await
        .expect("lost");
    let epoch = lease.epoch;
    let post =
        "INSERT INTO exchange(submission_id, method, worker, epoch, trace_id, opened_at) VALUES";
    let row = "INSERT INTO submission(uid, account_id, kind, state, next_at, business_key, created_by, created_at, updated_at)
        VALUES(decode(md5('x'), 'hex'), 1, 'in',";
    let zeros = "decode(repeat('00', 32), 'hex')";
    for (statement, word) in [
        // I1
        (format!("{post}({taken}, 'POST', 'worker-1', {epoch}, 't', 0)"), "one_open"),
        (format!("{post}({doubtful}, 'POST', 'worker-1', {epoch}, 't', 0)"), "one_open"),
        ("UPDATE exchange SET outcome = 'not_taken' WHERE submission_id = 1".into(), "known outcome"),
        ("DELETE FROM exchange".into(), "never removed"),
        ("TRUNCATE exchange".into(), "never removed"),
        // I2
        ("UPDATE submission SET state = 'held', next_at = NULL WHERE id = 2".into(), "revision"),
        ("UPDATE submission SET polls = 9 WHERE id = 1".into(), "revision"),
        ("UPDATE submission SET polls = 9, rev = rev + 2 WHERE id = 1".into(), "revision"),
        // I3: no POST but for a worker that lives
        (format!("{post}(2, 'POST', 'worker-1', 99, 't', 0)"), "lease"),
        (format!("{post}(2, 'POST', 'worker-2', {epoch}, 't', 0)"), "lease"),
        ("UPDATE lease SET epoch = 99".into(), "column \"epoch\""),
        ("UPDATE lease SET worker = 'worker-2'".into(), "does not change"),
        // I4
        ("UPDATE submission SET state = 'queued', doubt = NULL, since = NULL, rev = rev + 1 WHERE id = 3".into(), "no such edge"),
        ("UPDATE submission SET state = 'queued', rev = rev + 1 WHERE id = 1".into(), "no such edge"),
        // I6
        (format!("{row} 'queued', 0, (SELECT business_key FROM submission WHERE id = 2), 'x', 0, 0)"), "one_live"),
        // I7
        ("UPDATE journal SET reason = 'other'".into(), "never changed"),
        ("DELETE FROM journal WHERE seq = 1".into(), "never shortened"),
        ("TRUNCATE journal".into(), "never shortened"),
        (format!("INSERT INTO journal VALUES(99, 0, 'x', NULL, 'x', NULL, NULL, NULL, {zeros}, {zeros})"), "appended"),
        // What a state holds.
        ("UPDATE submission SET state = 'accepted', since = NULL, next_at = 5, rev = rev + 1 WHERE id = 1".into(), "check"),
        ("UPDATE submission SET decl_id = 7, rev = rev + 1 WHERE id = 1".into(), "once given"),
        (format!("UPDATE submission SET business_key = {zeros} WHERE id = 1"), "does not change"),
        ("UPDATE submission SET decision = 'kept', rev = rev + 1 WHERE id = 1".into(), "only an end"),
        ("DELETE FROM submission".into(), "never removed"),
        (format!("{row} 'sending', NULL, {zeros}, 'x', 0, 0)"), "check"),
        (format!("{row} 'lost', 0, {zeros}, 'x', 0, 0)"), "check"),
        ("UPDATE register SET document = 'x'".into(), "revision"),
        ("DELETE FROM register".into(), "never removed"),
    ] {
        refused(&home, &statement, word);
    }
}

#[test]
fn many_open_a_new_queue_together() {
    let Some(database) = server::empty() else {
        return;
    };
    std::thread::scope(|scope| {
        let opening: Vec<_> = (0..6)
            .map(|_| scope.spawn(|| PgStore::open(options(&database.url))))
            .collect();
        for opened in opening {
            let opened = opened.join().expect("no panic");
            opened.expect("one makes it, the others find it made");
        }
    });
    let kept = server::sql(&database.url, "SELECT value FROM meta WHERE key = 'schema'");
    assert_eq!(kept.trim(), migrate::current().to_string());
}

#[test]
fn what_is_not_ours_to_open_stays_as_it_is() {
    let Some(home) = PgStore::home() else { return };
    let url = home.folder.url.clone();
    let key = |options: PgOptions| {
        let problem = PgStore::open(options).expect_err("refused");
        assert!(problem.hint.is_some());
        problem.summary.key
    };
    let other = PgOptions {
        environment: "prod".to_owned(),
        ..options(&url)
    };
    assert_eq!(key(other), "store-environment");
    server::sql(
        &url,
        "UPDATE meta SET value = '999' WHERE key IN('schema', 'min_reader')",
    );
    assert_eq!(key(options(&url)), "store-newer");
    server::sql(&url, "UPDATE meta SET value = '1' WHERE key = 'min_reader'");
    PgStore::open(options(&url)).expect("it names us among its readers");

    let Some(empty) = server::empty() else { return };
    let looking = PgOptions {
        read_only: true,
        ..options(&empty.url)
    };
    assert_eq!(key(looking), "store-missing");
    server::sql(&empty.url, "CREATE TABLE submission(id int)");
    assert_eq!(key(options(&empty.url)), "store-foreign");

    let mut nowhere = options(&url);
    nowhere.place.database = "no_such_database".to_owned();
    assert_eq!(key(nowhere), "store-pg-no-database");
    let mut nobody = options(&url);
    nobody.place.server = PgServer::Tcp {
        host: "127.0.0.1".to_owned(),
        port: 1,
        tls: None,
    };
    assert_eq!(key(nobody), "store-pg-unreachable");
    let mut unencrypted = options(&url);
    if let PgServer::Tcp { tls, .. } = &mut unencrypted.place.server {
        *tls = Some(PgTls::default());
    }
    assert_eq!(key(unencrypted), "store-pg-tls");
}

#[tokio::test]
async fn text_with_a_character_zero_is_kept_and_the_journal_stays_whole() {
    let Some(home) = PgStore::home() else { return };
    let id = home.put(new(1)).await;
    let row = home.get(id).await;
    let mut held = crate::store::tests::change(&row, Event::Held, at(1));
    held.reason = Some("before\0after".to_owned());
    home.record(held).await.expect("kept");
    let told = home.told(id).await;
    assert_eq!(told[1].1, "before\u{2400}after");
    let whole = home.store.verify_journal().await.expect("read");
    assert_eq!(whole, ChainCheck::Whole { entries: 2 });
}
