//! The key by which duplicates are told: the same for everybody who fills the queue.

use super::common::World;
use super::submit;

#[test]
fn another_key_of_the_duplicate_check_fills_nothing() {
    let world = World::new();
    assert_eq!(submit(&world, 3).code, 0);
    let key = world.home().join("sandbox/keys/business.key");
    let right = std::fs::read(&key).expect("the program made it");
    std::fs::remove_file(&key).expect("there");

    let refused = submit(&world, 4);
    assert_eq!(refused.code, 2, "{}", refused.stderr);
    assert!(refused.stderr.contains("another key"), "{}", refused.stderr);
    assert_eq!(world.queue().len(), 3);

    // The right one again.
    let wrong = std::fs::read(&key).expect("the program made another");
    std::fs::write(&key, right).expect("written");
    assert_eq!(submit(&world, 4).code, 0);
    assert_eq!(world.queue().len(), 4);

    // It is lost: a person says that the other one counts, and the journal says who.
    std::fs::write(&key, wrong).expect("written");
    let refused = world.run(["--read-only", "store", "adopt-key"]);
    assert_eq!(refused.code, 2, "{}", refused.stderr);
    let adopted = world.run(["store", "adopt-key"]);
    assert_eq!(adopted.code, 0, "{}", adopted.stderr);
    let connection = rusqlite::Connection::open(world.queue_file()).expect("a database");
    let noted: String = connection
        .query_row(
            "SELECT actor FROM journal WHERE event = 'business_key_agreed'",
            [],
            |row| row.get(0),
        )
        .expect("noted");
    assert!(noted.starts_with("uid "), "{noted}");
    let file = world.file("one.jsonl", super::common::entry(99).to_string());
    let queued = world.run(["submit", file.to_str().expect("UTF-8")]);
    assert_eq!(queued.code, 0, "{}", queued.stderr);
    assert_eq!(world.queue().len(), 5);
}
