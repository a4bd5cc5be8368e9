//! The queue's file from outside, with the real binary: its commands, and everything that a disk,
//! an administrator or time can do to it. Whatever happens is a sentence and an exit code.
//! What is random about it belongs to the campaign.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "these tests watch real processes in real time, and say what they skip"
)]

mod common;
#[path = "common/postgres.rs"]
mod postgres;

#[path = "store/audit.rs"]
mod audit;
#[path = "store/damage.rs"]
mod damage;
#[path = "store/disk.rs"]
mod disk;
#[path = "store/keys.rs"]
mod keys;
#[path = "store/moving.rs"]
mod moving;
#[path = "store/newer.rs"]
mod newer;
#[path = "store/observer.rs"]
mod observer;
#[path = "store/server.rs"]
mod server;
#[path = "store/stopped.rs"]
mod stopped;

use std::path::{Path, PathBuf};

use common::{Ran, World, entries};
use rusqlite::Connection;

/// Where the queue of the sandbox lies.
fn queue(world: &World) -> PathBuf {
    world.home().join("sandbox/queue.db")
}

/// Lets this home keep its queue in a database.
fn share(world: &World, url: &str) {
    let config = std::fs::read_to_string(world.home().join("config.toml")).expect("there");
    world.write_config(&format!("store = \"{url}\"\n{config}"));
}

/// So many declarations in the queue, none of them sent.
fn submit(world: &World, count: u64) -> Ran {
    let file = world.file("in.jsonl", entries(count));
    world.run(["submit", file.to_str().expect("UTF-8")])
}

/// Everything was said in a sentence, and nothing panicked.
fn assert_orderly(ran: &Ran, what: &str) {
    assert!((0..=4).contains(&ran.code), "{what}: {ran:?}");
    assert!(!ran.stderr.contains("panicked"), "{what}: {}", ran.stderr);
    assert!(
        ran.code == 0 || !ran.stderr.trim().is_empty(),
        "{what}: without a word: {ran:?}"
    );
}

/// How many POSTs the file knows of.
fn journalled_posts(path: &Path) -> rusqlite::Result<u64> {
    let posts: i64 = Connection::open(path)?.query_row(
        "SELECT count(*) FROM exchange WHERE method = 'POST'",
        [],
        |row| row.get(0),
    )?;
    Ok(posts.unsigned_abs())
}

#[test]
fn a_queue_is_checked_copied_and_rescued() {
    let world = World::new();
    let missing = world.run(["store", "check"]);
    assert_eq!(missing.code, 4, "{}", missing.stderr);
    assert!(!queue(&world).exists(), "looking makes nothing");
    assert_eq!(submit(&world, 5).code, 0);

    let checked = world.run(["store", "check", "--json"]);
    assert_eq!(checked.code, 0, "{}", checked.stderr);
    let report = &checked.rows()[0];
    assert_eq!(
        (&report["whole"], &report["submissions"]),
        (&true.into(), &5.into())
    );
    assert!(
        world
            .run(["store", "check"])
            .stdout
            .contains("The file is whole.")
    );

    let copy = world.folder.path().join("copy.db");
    let path = copy.to_str().expect("UTF-8");
    let made = world.run(["store", "backup", path, "--json"]);
    assert_eq!((made.code, &made.rows()[0]["submissions"]), (0, &5.into()));
    assert_eq!(world.run(["store", "check", path]).code, 0);
    let before = std::fs::read(&copy).expect("readable");
    assert_eq!(
        world.run(["store", "backup", path]).code,
        2,
        "never over a file"
    );
    assert_eq!(std::fs::read(&copy).expect("readable"), before);
    assert_eq!(world.run(["store", "backup"]).code, 0, "beside the queue");

    // Beyond repair: rescued, put in its place as the command says, and worked with again.
    let mut bytes = std::fs::read(queue(&world)).expect("readable");
    bytes[..100].fill(0);
    std::fs::write(queue(&world), &bytes).expect("written");
    assert_eq!(world.run(["queue", "list"]).code, 4);
    let new = world.folder.path().join("new.db");
    let into = new.to_str().expect("UTF-8");
    let rescued = world.run(["store", "recover", "--into", into, "--json"]);
    assert_eq!(rescued.code, 0, "{}", rescued.stderr);
    assert_eq!(rescued.rows()[0]["everything"], true);
    assert!(
        rescued.stderr.contains("dimonitor store check"),
        "{}",
        rescued.stderr
    );
    assert_eq!(std::fs::read(queue(&world)).expect("readable"), bytes);
    std::fs::rename(queue(&world), world.folder.path().join("damaged.db")).expect("moved");
    std::fs::rename(&new, queue(&world)).expect("moved");
    assert_eq!(world.run(["store", "check"]).code, 0);
    assert_eq!(world.run(["serve", "--until-idle"]).code, 0);
    assert_eq!(world.count("accepted"), 5);
}

#[test]
fn damage_is_told_with_the_way_out() {
    let world = World::new();
    assert_eq!(submit(&world, 40).code, 0);
    let raw = Connection::open(queue(&world)).expect("a database");
    raw.execute_batch("UPDATE tally SET rows = rows + 1")
        .expect("changed");
    drop(raw);
    let checked = world.run(["store", "check"]);
    assert_eq!(checked.code, 4);
    assert!(
        checked
            .stdout
            .contains("in tally are not what counting gives"),
        "{checked:?}"
    );
    assert!(
        checked.stderr.contains("store recover --into"),
        "{checked:?}"
    );
    let json = world.run(["store", "check", "--json"]);
    assert_eq!(json.rows()[0]["faults"][0]["part"], "counts");
}

#[test]
fn after_a_purge_nothing_personal_is_in_the_file() {
    let world = World::new();
    let lines = format!("{}\n{}", common::entry(1), common::entry(2));
    let file = world.file("in.jsonl", lines);
    assert_eq!(world.run(["submit", file.to_str().expect("UTF-8")]).code, 0);
    assert_eq!(world.run(["serve", "--until-idle"]).code, 0);
    let canaries = [common::ssin(1), common::ssin(2)];
    let hits = |world: &World| {
        let files = std::fs::read_dir(world.home().join("sandbox")).expect("readable");
        let mut hits = 0;
        for file in files {
            let path = file.expect("a file").path();
            let Ok(bytes) = std::fs::read(&path) else {
                continue;
            };
            for canary in &canaries {
                let canary = canary.as_bytes();
                hits += bytes
                    .windows(canary.len())
                    .filter(|part| *part == canary)
                    .count();
            }
        }
        hits
    };
    assert!(hits(&world) > 0);
    let nothing = world.run(["purge", "--json"]);
    assert_eq!(
        (nothing.code, &nothing.rows()[0]["submissions"]),
        (0, &0.into()),
        "too young"
    );
    // Four months ago, for the queue and for what it counts.
    let raw = Connection::open(queue(&world)).expect("a database");
    raw.execute_batch(
        "UPDATE submission SET updated_at = updated_at - 2880 * 3600000;
         UPDATE settled_tally SET hour = hour - 2880;",
    )
    .expect("aged");
    drop(raw);
    let preview = world.run(["purge", "--days", "90", "--dry-run", "--json"]);
    assert_eq!(
        (preview.code, &preview.rows()[0]["submissions"]),
        (0, &2.into())
    );
    assert!(hits(&world) > 0, "a preview changes nothing");
    assert_ne!(world.run(["--read-only", "purge"]).code, 0);
    let purged = world.run(["purge", "--days", "90", "--json"]);
    assert_eq!(purged.code, 0, "{}", purged.stderr);
    let report = &purged.rows()[0];
    assert_eq!(
        (&report["submissions"], &report["wiped"]),
        (&2.into(), &true.into())
    );
    assert_eq!(hits(&world), 0);
    assert_eq!(world.run(["store", "check"]).code, 0);
    let shown = world.run(["queue", "show", "1", "--reveal", "--json"]);
    assert_eq!(shown.code, 0, "{}", shown.stderr);
    assert!(shown.rows()[0]["payload"].is_null());
    assert_eq!(
        world.run(["queue", "fixes", "1"]).code,
        2,
        "there is nothing to correct from"
    );
    // A configured time is taken, and a wrong one refused.
    let config = std::fs::read_to_string(world.home().join("config.toml")).expect("there");
    world.write_config(&format!("{config}\n[retention]\ndays = 0\n"));
    let wrong = world.run(["purge"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.stderr.contains("1 to 36500"), "{}", wrong.stderr);
}
