//! Consoles that can change nothing: as a role of a database that may only look, and on a queue that
//! has moved.

use crate::common::World;
use crate::terminal::Start;
use crate::{entries, postgres, submit};

#[test]
fn a_role_that_may_only_look_sees_what_others_do() {
    let Some(database) = postgres::empty() else {
        return;
    };
    let world = World::new();
    let config = std::fs::read_to_string(world.home().join("config.toml")).expect("there");
    world.write_config(&format!("store = \"{}\"\n{config}", database.url));
    submit(&world, &entries(2));
    let (address, name) = database.url.rsplit_once('/').expect("a database");
    let (_, server) = address.split_once('@').expect("a server");
    let role = format!("{name}_console");
    let grants = format!(
        "CREATE ROLE {role} LOGIN; GRANT USAGE ON SCHEMA public TO {role};
         GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}"
    );
    postgres::sql(&database.url, &grants);
    let home = world.folder.path().join("looking");
    std::fs::create_dir(&home).expect("a home");
    let config = format!("store = \"postgres://{role}@{server}/{name}\"\n{config}");
    std::fs::write(home.join("config.toml"), config).expect("written");

    let mut console = Start::on(&home).with(["--read-only"]).open();
    assert!(console.shows("READ-ONLY"));
    console.press_for("2", "1 / 2");
    // What somebody else hands in is there without a key.
    submit(&world, &entries(3));
    console.wait_for_line(&[" / 3"]);
    console.press("wHpr");
    console.press_for("1", "Needs a person");
    console.press("q");
    assert_eq!(console.has_left_clean(), 0);
    assert!(!home.join("sandbox/keys").exists(), "it needed a key");
    assert_eq!(world.count("queued"), 3);
    let gone = format!("DROP OWNED BY {role}; DROP ROLE {role}");
    postgres::sql(&database.url, &gone);
}

#[test]
fn a_console_on_a_queue_that_has_moved_says_where_to() {
    let Some(database) = postgres::empty() else {
        return;
    };
    let world = World::new();
    submit(&world, &entries(1));
    let copied = world.run(["store", "copy", "--to", &database.url]);
    assert_eq!(copied.code, 0, "{}", copied.stderr);

    let mut console = Start::on(&world.home()).open();
    console.wait_for_line(&["This queue takes no changes"]);
    console.press_for("2", "1 / 1");
    console.press("q");
    assert_eq!(console.has_left_clean(), 4, "and when it is left");
    assert_eq!(world.nsso().counters().posts_read, 0);
}
