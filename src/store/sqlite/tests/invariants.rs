//! What must never happen is refused by the database itself, whoever writes.

use std::collections::BTreeSet;

use super::*;
use crate::domain::lifecycle::{StateKind, apply};

fn refused(connection: &Connection, sql: &str, word: &str) {
    let error = connection
        .execute_batch(sql)
        .expect_err(&format!("not refused: {sql}"));
    assert!(error.to_string().contains(word), "{sql}: {error}");
}

#[tokio::test]
async fn the_database_refuses_what_must_not_happen() {
    let home = Home::new();
    let lease = home.lease().await;
    let taken = home.taken(1, lease.epoch, 101).await;
    home.put(new(2)).await;
    let doubtful = home.put(new(3)).await;
    home.claim(doubtful, lease.epoch, at(1))
        .await
        .expect("claimed");
    let doubt = crate::domain::lifecycle::Doubt::AnswerLost;
    home.event(doubtful, Event::AnswerLost { doubt }, at(2))
        .await
        .expect("lost");
    let raw = home.raw();
    let post = "INSERT INTO exchange(submission_id, method, worker, epoch, trace_id, opened_at)";
    let row = "INSERT INTO submission(uid, account_id, kind, state, next_at, business_key, created_by, created_at, updated_at, supersedes)";
    for (sql, word) in [
        // I1
        (format!("{post} VALUES({taken}, 'POST', 'w', 1, 't', 0)"), "UNIQUE"),
        (format!("{post} VALUES({doubtful}, 'POST', 'w', 1, 't', 0)"), "UNIQUE"),
        ("UPDATE exchange SET outcome = 'not_taken' WHERE submission_id = 1".into(), "known outcome"),
        ("DELETE FROM exchange".into(), "never removed"),
        // I2
        ("UPDATE submission SET state = 'held', next_at = NULL WHERE id = 2".into(), "revision"),
        ("UPDATE submission SET polls = 9 WHERE id = 1".into(), "revision"),
        ("UPDATE submission SET polls = 9, rev = rev + 2 WHERE id = 1".into(), "revision"),
        // I3: no POST under an epoch that is not the lease's
        (format!("{post} VALUES(2, 'POST', 'w', 9, 't', 0)"), "lease"),
        ("UPDATE lease SET epoch = 1".into(), "epoch"),
        // I4
        ("UPDATE submission SET state = 'queued', doubt = NULL, since = NULL, rev = rev + 1 WHERE id = 3".into(), "no such edge"),
        ("UPDATE submission SET state = 'sending', doubt = NULL, next_at = NULL, rev = rev + 1 WHERE id = 3".into(), "no such edge"),
        ("UPDATE submission SET state = 'queued', rev = rev + 1 WHERE id = 1".into(), "no such edge"),
        // I6
        (format!("{row} VALUES(randomblob(16), 1, 'in', 'queued', 0, (SELECT business_key FROM submission WHERE id = 2), 'x', 0, 0, NULL)"), "another one of its key"),
        // I7
        ("UPDATE journal SET reason = 'other'".into(), "never changed"),
        ("DELETE FROM journal WHERE seq = 1".into(), "never shortened"),
        ("INSERT INTO journal VALUES(99, 0, 'x', NULL, 'x', NULL, NULL, NULL, zeroblob(32), zeroblob(32))".into(), "appended"),
        ("REPLACE INTO journal VALUES(1, 0, 'x', NULL, 'x', NULL, NULL, NULL, zeroblob(32), zeroblob(32))".into(), "appended"),
        // what a state holds
        ("UPDATE submission SET state = 'accepted', since = NULL, next_at = 5, rev = rev + 1 WHERE id = 1".into(), "CHECK"),
        ("UPDATE submission SET decl_id = 7, rev = rev + 1 WHERE id = 1".into(), "once given"),
        ("UPDATE submission SET decl_id = 101, rev = rev + 1 WHERE id = 3".into(), "CHECK"),
        ("UPDATE submission SET business_key = zeroblob(32) WHERE id = 1".into(), "does not change"),
        ("DELETE FROM submission".into(), "never removed"),
        (format!("{row} VALUES(randomblob(16), 9, 'in', 'queued', 0, zeroblob(32), 'x', 0, 0, NULL)"), "FOREIGN KEY"),
        (format!("{row} VALUES(randomblob(16), 1, 'in', 'lost', 0, zeroblob(32), 'x', 0, 0, NULL)"), "CHECK"),
        (format!("{row} VALUES(randomblob(16), 1, 'in', 'queued', NULL, zeroblob(32), 'x', 0, 0, NULL)"), "CHECK"),
    ] {
        refused(&raw, &sql, word);
    }
}

/// I6, whichever way a row comes among the live: from nowhere or out of a draft.
#[tokio::test]
async fn one_of_a_key_is_live() {
    let home = Home::new();
    home.lease().await;
    home.put(new(1)).await;
    let raw = home.raw();
    let row = |state: &str, next_at: &str, allowed: i64| {
        format!(
            "INSERT INTO submission(uid, account_id, kind, state, next_at, business_key, dup_allowed,
               created_by, created_at, updated_at)
             SELECT randomblob(16), account_id, 'in', '{state}', {next_at}, business_key, {allowed}, 'x', 0, 0
             FROM submission WHERE id = 1"
        )
    };
    let fine = |sql: &str| raw.execute_batch(sql).expect(sql);
    let word = "another one of its key is live";
    refused(&raw, &row("queued", "0", 0), word);
    refused(&raw, &row("held", "NULL", 0), word);
    // What was never sent or has ended, and what a person allowed, stand beside it.
    for dead in ["draft", "rejected", "not_taken", "cancelled"] {
        fine(&row(dead, "NULL", 0));
    }
    fine(&row("queued", "0", 1));
    let queue = "UPDATE submission SET state = 'queued', next_at = 0, rev = rev + 1 WHERE id = 2";
    refused(&raw, queue, word);
    fine("UPDATE submission SET state = 'cancelled', next_at = NULL, rev = rev + 1 WHERE id = 1");
    fine(queue);
    refused(&raw, &row("queued", "0", 0), word);
    // Another account has keys of its own.
    fine("INSERT INTO account(id, name) VALUES(9, 'nine')");
    fine(&row("queued", "0", 0).replace("account_id, 'in'", "9, 'in'"));
}

#[tokio::test]
async fn one_successor_and_one_owner_of_a_number() {
    let home = Home::new();
    let lease = home.lease().await;
    home.taken(1, lease.epoch, 101).await;
    let second = home.put(new(2)).await;
    home.claim(second, lease.epoch, at(1))
        .await
        .expect("claimed");
    let raw = home.raw();
    refused(
        &raw,
        "UPDATE submission SET state = 'submitted', decl_id = 101, submitted_at = 0, next_at = 0, rev = rev + 1 WHERE id = 2",
        "UNIQUE",
    );
    let row = "INSERT INTO submission(uid, account_id, kind, state, next_at, business_key, created_by, created_at, updated_at, supersedes)
        VALUES(randomblob(16), 1, 'in', 'queued', 0, randomblob(32), 'x', 0, 0, 1)";
    raw.execute_batch(row).expect("the first successor");
    refused(&raw, row, "UNIQUE");
}

/// The edges of the trigger are those of the lifecycle, neither more nor fewer.
#[tokio::test]
async fn the_edges_of_the_schema_are_those_of_the_lifecycle() {
    let schema: String = Home::new()
        .raw()
        .query_row(
            "SELECT sql FROM sqlite_schema WHERE name = 'submission_edges'",
            [],
            |row| row.get(0),
        )
        .expect("there is a trigger");
    let written: BTreeSet<String> = schema
        .split('\'')
        .filter(|word| word.contains('>') && !word.contains(' ') && word.len() > 1)
        .map(str::to_owned)
        .collect();
    let mut known = BTreeSet::new();
    for state in all_states() {
        for event in all_events() {
            if let Ok(next) = apply(&state, &event, at(3_600))
                && next.kind() != state.kind()
            {
                known.insert(format!(
                    "{}>{}",
                    state.kind().as_str(),
                    next.kind().as_str()
                ));
            }
        }
    }
    assert_eq!(written, known);
}

#[tokio::test]
async fn a_life_is_sorted_as_the_domain_lists_it() {
    let home = Home::new();
    let raw = home.raw();
    home.put(new(1)).await;
    let expression: String = raw
        .query_row(
            "SELECT sql FROM sqlite_schema WHERE name = 'submission'",
            [],
            |row| row.get(0),
        )
        .expect("the table");
    let case = expression
        .split("life INTEGER AS (")
        .nth(1)
        .and_then(|rest| rest.split(") VIRTUAL").next())
        .expect("the generated column");
    for (place, kind) in (0_i64..).zip(StateKind::ALL) {
        let life: i64 = raw
            .query_row(
                &format!("SELECT {case} FROM (SELECT ?1 AS state)"),
                [kind.as_str()],
                |row| row.get(0),
            )
            .expect("an expression");
        assert_eq!(life, place, "{kind:?}");
        assert_eq!(kind.is_final(), place >= 7, "{kind:?}");
    }
}

fn all_states() -> Vec<State> {
    let (since, next_at, declaration) = (at(0), at(0), number(1));
    let doubt = crate::domain::lifecycle::Doubt::AnswerLost;
    let settled = crate::domain::lifecycle::Settled {
        declaration,
        period: None,
    };
    vec![
        State::Draft,
        State::Queued { next_at, tries: 0 },
        State::Held { tries: 0 },
        State::Sending { since, tries: 0 },
        State::InDoubt {
            doubt,
            since,
            look_ups: 0,
            next_at,
        },
        State::Submitted {
            declaration,
            since,
            polls: 0,
            next_at: None,
        },
        State::Waiting {
            declaration,
            since,
            polls: 0,
            next_at: None,
        },
        State::Accepted(settled),
        State::AcceptedWarning(settled),
        State::Refused(settled),
        State::Rejected,
        State::NotTaken,
        State::Cancelled,
    ]
}

pub(super) fn all_events() -> Vec<Event> {
    let declaration = number(1);
    let mut events = vec![
        Event::Enqueued,
        Event::Claimed,
        Event::Taken { declaration },
        Event::NotTaken { retry_at: None },
        Event::Rejected,
        Event::AnswerLost {
            doubt: crate::domain::lifecycle::Doubt::UnclearAnswer,
        },
        Event::Found { declaration },
        Event::NotFound,
        Event::DeclaredNotTaken,
        Event::Polled { retry_at: None },
        Event::PollDenied,
        Event::PollRequested,
        Event::ClockSetBack {
            by: jiff::SignedDuration::from_hours(1),
        },
        Event::Held,
        Event::Released,
        Event::Withdrawn,
    ];
    for letter in ["A", "W", "B", "S"] {
        events.push(Event::Answered {
            result: ResultCode::parse(letter).expect("a letter"),
            period: None,
        });
    }
    events
}
