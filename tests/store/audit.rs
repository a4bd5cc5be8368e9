//! The journal as auditors meet it: whatever is done to it by hand, `audit verify` finds it.

use std::os::unix::fs::PermissionsExt as _;

use super::*;
use postgres::Database;

/// So many kinds of tampering, each with another entry or another value.
const ATTEMPTS: u64 = 100;

/// A queue whose journal has entries of several kinds, and the head of that journal.
fn journal(world: &World) -> (i64, String) {
    assert_eq!(submit(world, 12).code, 0);
    assert_eq!(world.run(["serve", "--until-idle"]).code, 0);
    let verified = world.run(["audit", "verify", "--json"]);
    assert_eq!(verified.code, 0, "{verified:?}");
    let report = &verified.rows()[0];
    assert_eq!(report["whole"], true);
    let text = |name: &str| report[name].as_str().expect("a text").to_owned();
    let last = report["last"]["seq"].as_i64().expect("a number");
    assert!(last > 40, "{report}");
    assert_eq!(report["entries"], last);
    (last, text("head"))
}

/// Where a journal lies that somebody changes who may do everything there.
enum Bed {
    File { queue: PathBuf, whole: PathBuf },
    Server(Database),
}

impl Bed {
    /// One of each kind, with a world that keeps its queue there; of the server only where there is
    /// one.
    fn each() -> Vec<(World, Self)> {
        let world = World::new();
        let file = Self::File {
            queue: queue(&world),
            whole: world.folder.path().join("whole.db"),
        };
        let mut beds = vec![(world, file)];
        if let Some(database) = postgres::empty() {
            let world = World::new();
            share(&world, &database.url);
            beds.push((world, Self::Server(database)));
        }
        beds
    }

    /// Keeps the journal as it is, for [`Bed::restore`].
    fn keep(&self, world: &World) {
        match self {
            Self::File { whole, .. } => {
                let path = whole.to_str().expect("UTF-8");
                assert_eq!(world.run(["store", "backup", path]).code, 0);
            }
            Self::Server(database) => {
                postgres::sql(&database.url, "CREATE TABLE whole AS SELECT * FROM journal");
            }
        }
    }

    fn restore(&self) {
        match self {
            Self::File { queue, whole } => {
                std::fs::copy(whole, queue).expect("copied");
                for log in ["queue.db-wal", "queue.db-shm"] {
                    let _ = std::fs::remove_file(queue.with_file_name(log));
                }
            }
            Self::Server(_) => {
                self.tamper("DELETE FROM journal; INSERT INTO journal SELECT * FROM whole");
            }
        }
    }

    /// Statements past every trigger and condition between tables.
    fn tamper(&self, sql: &str) {
        match self {
            Self::File { queue, .. } => {
                let raw = Connection::open(queue).expect("a database");
                raw.execute_batch(
                    "DROP TRIGGER IF EXISTS journal_appends; DROP TRIGGER IF EXISTS journal_unchanged;
                     DROP TRIGGER IF EXISTS journal_stays; PRAGMA foreign_keys = OFF;",
                )
                .expect("who may write the file may drop a trigger");
                raw.execute_batch(sql).expect("done");
            }
            Self::Server(database) => {
                let sql = sql.replace("randomblob(32)", "sha256(random()::text::bytea)");
                let all = format!("ALTER TABLE journal DISABLE TRIGGER ALL; {sql}");
                postgres::sql(&database.url, &all);
            }
        }
    }
}

/// The tampering of this number: every column in turn, then rows put in, taken out, exchanged and
/// the end cut off. What it does depends on nothing but the number.
fn tampering(number: u64, last: i64) -> String {
    let mut dice = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut draw = |sides: i64| {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        i64::try_from(dice % sides.unsigned_abs()).expect("it fits")
    };
    let seq = 1 + draw(last);
    let other = 1 + (seq + draw(last - 1)) % last;
    match number % 14 {
        0 => format!("UPDATE journal SET at = at + {} WHERE seq = {seq}", 1 + draw(1_000_000)),
        1 => format!("UPDATE journal SET actor = actor || 'x' WHERE seq = {seq}"),
        2 => format!("UPDATE journal SET submission_id = coalesce(submission_id, 0) + 1 WHERE seq = {seq}"),
        3 => format!("UPDATE journal SET event = 'accepted by the service' WHERE seq = {seq}"),
        4 => format!("UPDATE journal SET from_state = coalesce(from_state, '') || 'x' WHERE seq = {seq}"),
        5 => format!("UPDATE journal SET to_state = coalesce(to_state, '') || 'x' WHERE seq = {seq}"),
        6 => format!("UPDATE journal SET reason = coalesce(reason, '') || ' ' WHERE seq = {seq}"),
        7 => format!("UPDATE journal SET prev_hash = randomblob(32) WHERE seq = {seq}"),
        8 => format!("UPDATE journal SET hash = randomblob(32) WHERE seq = {seq}"),
        9 => format!("UPDATE journal SET seq = -seq WHERE seq = {seq}"),
        10 => format!("DELETE FROM journal WHERE seq = {seq}"),
        11 => format!(
            "INSERT INTO journal SELECT {}, at, actor, submission_id, event, from_state, to_state, reason, prev_hash, hash
             FROM journal WHERE seq = {seq}",
            if draw(2) == 0 { -draw(1_000) } else { last + 1 + draw(5) },
        ),
        12 => format!(
            "UPDATE journal SET seq = 0 WHERE seq = {seq}; UPDATE journal SET seq = {seq} WHERE seq = {other};
             UPDATE journal SET seq = {other} WHERE seq = 0"
        ),
        _ => format!("DELETE FROM journal WHERE seq > {}", last - 1 - draw(last)),
    }
}

#[test]
fn whatever_is_done_to_the_journal_by_hand_is_found() {
    for (world, bed) in Bed::each() {
        let (last, head) = journal(&world);
        bed.keep(&world);
        let mut found = 0;
        for number in 0..ATTEMPTS {
            bed.restore();
            let sql = tampering(number, last);
            bed.tamper(&sql);
            let verified = world.run(["audit", "verify", "--head", &head, "--json"]);
            assert_orderly(&verified, &sql);
            let report = &verified.rows()[0];
            let flaws = report["flaws"].as_array().expect("flaws");
            let is_found = verified.code == 4 && report["whole"] == false && !flaws.is_empty();
            assert!(is_found, "{sql}: {verified:?}");
            found += 1;
        }
        bed.restore();
        let verified = world.run(["audit", "verify", "--head", &head]);
        assert_eq!(verified.code, 0, "{verified:?}");
        let place = match bed {
            Bed::File { .. } => "a file",
            Bed::Server(_) => "a database",
        };
        println!("audit verify found {found} of {ATTEMPTS} tamperings in {place}");
    }
}

#[test]
fn a_broken_entry_is_named_and_a_cut_end_is_found_by_an_earlier_head() {
    for (world, bed) in Bed::each() {
        broken_and_cut(&world, &bed);
    }
}

fn broken_and_cut(world: &World, bed: &Bed) {
    let (last, head) = journal(world);
    let since = last.to_string();
    let with_head = ["audit", "verify", "--head", &head, "--since", &since];
    assert_eq!(world.run(with_head).code, 0);
    let wrong = world.run(["audit", "verify", "--head", "abc"]);
    assert_eq!(wrong.code, 2, "{wrong:?}");
    bed.tamper(&format!("DELETE FROM journal WHERE seq = {last}"));
    assert_eq!(
        world.run(["audit", "verify"]).code,
        0,
        "the chain alone cannot tell"
    );
    for arguments in [&with_head[..], &with_head[..4]] {
        let cut = world.run(arguments);
        assert_eq!(cut.code, 4, "{cut:?}");
        assert!(cut.stdout.contains("(head)"), "{cut:?}");
    }
    bed.tamper("UPDATE journal SET actor = 'nobody' WHERE seq = 5");
    let changed = world.run(["audit", "verify"]);
    assert_eq!(changed.code, 4);
    let line = changed
        .stdout
        .lines()
        .find(|line| line.starts_with("  5, "));
    assert!(
        line.is_some_and(|line| line.ends_with("(content)")),
        "{changed:?}"
    );
    assert!(
        changed.stderr.contains("Keep the queue as it is"),
        "{changed:?}"
    );
}

#[test]
fn an_exported_journal_is_verified_by_itself_and_the_export_is_in_it() {
    let world = World::new();
    let (last, head) = journal(&world);
    for (format, change) in [
        ("json", (r#""event":"enqueued""#, r#""event":"revealed""#)),
        ("csv", (";enqueued;", ";revealed;")),
    ] {
        let path = world.folder.path().join(format!("journal.{format}"));
        let file = path.to_str().expect("UTF-8");
        let export = ["audit", "export", "--format", format, file];
        let exported = world.run(export);
        assert_eq!(exported.code, 0, "{exported:?}");
        let mode = std::fs::metadata(&path)
            .expect("there")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(world.run(export).code, 2, "never over a file");
        let verified = world.run(["audit", "verify", file, "--head", &head, "--json"]);
        assert_eq!(verified.code, 0, "{verified:?}");
        assert!(
            verified.rows()[0]["entries"].as_i64() > Some(last),
            "{verified:?}"
        );
        let text = std::fs::read_to_string(&path).expect("text");
        assert!(text.contains("audit_exported"), "{text}");
        let changed = text.replacen(change.0, change.1, 1);
        assert_ne!(changed, text);
        std::fs::write(&path, changed).expect("written");
        let verified = world.run(["audit", "verify", file]);
        assert_eq!(verified.code, 4, "{verified:?}");
        assert!(verified.stdout.contains("(content)"), "{verified:?}");
        // A part stands for itself, too.
        let lines: Vec<&str> = text.lines().collect();
        let header = usize::from(format == "csv");
        let part = [&lines[..header], &lines[header + 10..]]
            .concat()
            .join("\n");
        std::fs::write(&path, part).expect("written");
        let verified = world.run(["audit", "verify", file, "--json"]);
        assert_eq!(
            (verified.code, &verified.rows()[0]["first"]["seq"]),
            (0, &11.into())
        );
    }
    let read_only = world.run(["--read-only", "audit", "export", "/dev/null/x"]);
    assert_ne!(read_only.code, 0);
}

/// The number of the first synthetic person of [`entries`].
fn number_of_first(world: &World) -> String {
    let raw = Connection::open(queue(world)).expect("a database");
    raw.query_row("SELECT ssin FROM submission WHERE id = 1", [], |row| {
        row.get(0)
    })
    .expect("a number")
}

#[test]
fn all_that_is_kept_about_a_person_is_given_and_nobody_elses() {
    let world = World::new();
    journal(&world);
    assert_eq!(world.run(["queue", "show", "1", "--reveal"]).code, 0);
    let number = number_of_first(&world);
    let ssin = world.secret_file("ssin", &format!("{number}\n"));
    let ssin = ssin.to_str().expect("UTF-8");
    let into = world.folder.path().join("person.json");
    let file = into.to_str().expect("UTF-8");
    let ask = ["audit", "person", "--ssin-file", ssin, "--into", file];
    let given = world.run(ask);
    assert_eq!(given.code, 0, "{given:?}");
    assert!(!given.stderr.contains(&number) && given.stdout.is_empty());
    let mode = std::fs::metadata(&into)
        .expect("there")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    let read = || -> serde_json::Value {
        let text = std::fs::read_to_string(&into).expect("text");
        serde_json::from_str(&text).expect("JSON")
    };
    let all = read();
    let submissions = all["submissions"].as_array().expect("a list");
    assert!(!submissions.is_empty());
    let text = all.to_string();
    let raw = Connection::open(queue(&world)).expect("a database");
    let mut statement = raw
        .prepare("SELECT DISTINCT ssin FROM submission")
        .expect("SQL");
    let numbers = statement
        .query_map([], |row| row.get::<_, String>(0))
        .expect("read");
    for other in numbers.map(|number| number.expect("a number")) {
        assert_eq!(text.contains(&other), other == number, "{other}");
    }
    assert!(submissions[0]["payload"].is_object() && submissions[0]["answer"].is_object());
    assert_eq!(
        submissions[0]["retention"][1]["rule"],
        "retention.results_years"
    );
    assert_eq!(all["seen"][0]["event"], "revealed");
    assert_eq!(all["notes"].as_array().map(Vec::len), Some(4));
    // The journal knows that it was asked for, and of whom only with the key.
    assert_eq!(world.run(ask).code, 2, "never over a file");
    std::fs::remove_file(&into).expect("removed");
    assert_eq!(world.run(ask).code, 0);
    assert_eq!(read()["seen"][1]["event"], "person_exported");
    let reasons: String = raw
        .query_row(
            "SELECT group_concat(reason) FROM journal WHERE event = 'person_exported'",
            [],
            |row| row.get(0),
        )
        .expect("noted");
    assert!(
        reasons.starts_with("person=") && !reasons.contains(&number),
        "{reasons}"
    );
    let wrong = world.secret_file("wrong", "85073099735");
    let refused = world.run([
        "audit",
        "person",
        "--ssin-file",
        wrong.to_str().expect("UTF-8"),
    ]);
    assert_eq!(refused.code, 2);
    assert!(!refused.stderr.contains("85073099735"), "{refused:?}");
}

#[test]
fn a_dry_run_tells_per_rule_how_much_would_go() {
    let world = World::new();
    journal(&world);
    let raw = Connection::open(queue(&world)).expect("a database");
    raw.execute_batch(
        "UPDATE submission SET updated_at = updated_at - 2880 * 3600000 WHERE id < 4",
    )
    .expect("aged");
    let told = world.run(["purge", "--dry-run", "--json"]);
    assert_eq!(told.code, 0, "{told:?}");
    let rules = &told.rows()[0]["rules"];
    assert_eq!(
        (&rules[0]["rule"], &rules[0]["rows"]),
        (&"retention.days".into(), &3.into())
    );
    assert!(
        rules[0]["oldest"].is_string() && rules[0]["newest"].is_string(),
        "{rules}"
    );
    assert_eq!(
        (&rules[1]["rows"], &rules[2]["rows"]),
        (&0.into(), &0.into())
    );
    assert_eq!(world.run(["purge"]).code, 0);
    let shown = world.run(["queue", "show", "1", "--json"]);
    let row = &shown.rows()[0];
    assert!(
        row["payload"].is_null() && row["answer"].is_object(),
        "{row}"
    );
}
