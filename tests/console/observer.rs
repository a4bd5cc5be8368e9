//! A console that only looks, at a database, as a role that may do nothing else there.

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
