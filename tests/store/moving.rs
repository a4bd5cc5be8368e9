//! A queue that moves into a database: from then on the old one sends nothing.

use std::thread::sleep;
use std::time::Duration;

use super::{assert_orderly, submit};
use crate::common::World;
use crate::postgres;

#[test]
fn of_two_queues_with_the_same_declarations_one_sends() {
    let Some(database) = postgres::empty() else {
        return;
    };
    let world = World::new();
    assert_eq!(submit(&world, 3).code, 0);
    let copied = world.run(["store", "copy", "--to", &database.url, "--json"]);
    assert_eq!(copied.code, 0, "{}", copied.stderr);
    assert_eq!(copied.rows()[0]["closed"], "original");

    let there = database.url.rsplit('@').next().expect("a place");
    // Whoever still has the old configuration is told, and sends nothing.
    for refused in [world.run(["serve"]), submit(&world, 4)] {
        assert_orderly(&refused, "a closed queue");
        assert_eq!(refused.code, 4, "{}", refused.stderr);
        assert!(refused.stderr.contains(there), "{}", refused.stderr);
    }
    assert_eq!(world.queue().len(), 3, "it can be looked at");
    assert_eq!(world.nsso().counters().posts_read, 0);

    let config = std::fs::read_to_string(world.home().join("config.toml")).expect("a config");
    world.write_config(&format!("store = \"{}\"\n{config}", database.url));
    let mut worker = world.start(["serve"]);
    crate::common::wait_until("all were taken", 30, || {
        world.nsso().counters().declarations_taken == 3
    });
    assert_eq!(worker.terminate(), 0);

    // Who opens the old one again does so by name, and against a warning.
    world.write_config(&config);
    let reopened = world.run(["store", "reopen", "--reason", "a trial"]);
    assert_eq!(reopened.code, 0, "{}", reopened.stderr);
    assert!(
        reopened.stdout.contains("sent twice"),
        "{}",
        reopened.stdout
    );
    let journal = world.folder.path().join("journal.jsonl");
    let file = journal.to_str().expect("UTF-8");
    assert_eq!(world.run(["audit", "export", file]).code, 0);
    let journal = std::fs::read_to_string(&journal).expect("exported");
    assert!(journal.contains("\"reopened\""), "{journal}");
    assert_eq!(world.run(["audit", "verify"]).code, 0);
    let _worker = world.start(["serve"]);
    crate::common::wait_until("the old one sends again", 30, || {
        sleep(Duration::from_millis(50));
        world.nsso().counters().posts_read == 6
    });
}
