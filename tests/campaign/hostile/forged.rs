//! The queue's file as an enemy would leave it: every text in it is hostile, also those that no
//! door of the program would have let in.

use rusqlite::{Connection, params};

use super::numbered;
use crate::common::World;

/// Strings that the message of one submission holds.
pub const IN_A_MESSAGE: usize = 50;

/// As many submissions as there are strings; the latest ones hold, fifty by fifty, all of them.
pub fn fill(world: &World, strings: &[String]) {
    let ran = world.run(["demo", "--rows", &strings.len().to_string()]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let mut queue = Connection::open(world.queue_file()).expect("it was made");
    queue
        .execute_batch("PRAGMA synchronous = OFF; PRAGMA cache_size = -262144;")
        .expect("our own SQL");
    // The index of words is made anew at the end: word by word it takes minutes.
    let indexing: String = queue
        .query_row(
            "SELECT sql FROM sqlite_schema WHERE name = 'submission_found_again'",
            [],
            |row| row.get(0),
        )
        .expect("it keeps the index");
    let change = queue.transaction().expect("nobody else writes");
    change
        .execute_batch("DROP TRIGGER submission_found_again")
        .expect("it is there");
    {
        let mut row = change
            .prepare(
                "UPDATE submission SET worker_name = ?2, reference = ?3, worker_type = ?3, employer = ?3 WHERE id = ?1",
            )
            .expect("our own SQL");
        let mut code = change
            .prepare(
                "INSERT OR REPLACE INTO anomaly(submission_id, position, code) VALUES(?1, 0, ?2)",
            )
            .expect("our own SQL");
        for (place, text) in strings.iter().enumerate() {
            let marked = numbered('k', place, text);
            row.execute(params![id(place), marked, text])
                .expect("written");
            code.execute(params![id(place), marked]).expect("written");
        }
        let mut body = change
            .prepare("UPDATE body SET payload = ?2, answer = ?3 WHERE submission_id = ?1")
            .expect("our own SQL");
        for (batch, some) in strings.chunks(IN_A_MESSAGE).enumerate() {
            let some: Vec<String> = (batch * IN_A_MESSAGE..)
                .zip(some)
                .map(|(place, text)| numbered('j', place, text))
                .collect();
            let message = serde_json::to_string(&some).expect("JSON");
            let last = id(strings.len() - 1 - batch);
            let written = body.execute(params![last, message, some[0]]);
            assert_eq!(written.expect("written"), 1);
        }
        let mut accounts = change
            .prepare("UPDATE account SET name = ?2 WHERE id = ?1")
            .expect("our own SQL");
        for (place, text) in (1..=3).zip(&strings[strings.len() / 2..]) {
            accounts.execute(params![place, text]).expect("written");
        }
    }
    change
        .execute_batch(&format!(
            "INSERT INTO find(find) VALUES('rebuild'); {indexing}"
        ))
        .expect("our own SQL");
    change.commit().expect("written");
}

fn id(place: usize) -> i64 {
    i64::try_from(place + 1).expect("a small number")
}
