//! Two people at one queue, each with a name and a place of their own.

use super::*;

/// A console of this person, who came over SSH from there.
fn person(world: &World, name: &str, from: &str) -> Console {
    let config = std::fs::read_to_string(world.home().join("config.toml")).expect("a config");
    let own = world.home().join(format!("{name}.toml"));
    common::write_secret(&own, &format!("operator = \"{name}\"\n{config}"));
    Start::on(&world.home())
        .with([std::path::Path::new("--config"), &own])
        .env("SSH_CONNECTION", format!("{from} 50022 192.0.2.1 22"))
        .open()
}

#[test]
fn who_corrects_a_row_is_seen_by_the_other_and_the_slower_one_is_told_the_name() {
    let world = World::new();
    submit(&world, &flexi_job().to_string());
    let mut eva = person(&world, "Eva", "192.0.2.17");
    let mut tom = person(&world, "Tom", "192.0.2.30");
    for console in [&mut eva, &mut tom] {
        console.wait_for_line(&["refused", "IN", "FLX"]);
        console.press_for("2", "1 / 1");
    }

    eva.press_for(ENTER, "90374-349");
    eva.press_for("c", "corrects 1");
    eva.press(RIGHT);
    eva.wait_for_line(&["Joint committee", "XXX"]);

    tom.wait_for_line(&["✎ edit", "refused", "FLX"]);
    tom.press_for(ENTER, "is correcting it");
    assert!(tom.shows("192.0.2.17"), "from where: {:?}", tom.lines());
    tom.press_for("c", "corrects 1");
    assert!(
        tom.shows("is correcting it"),
        "a warning: {:?}",
        tom.lines()
    );
    tom.press(RIGHT);
    tom.wait_for_line(&["Joint committee", "XXX"]);

    eva.press_for(CTRL_T, "Send this declaration?");
    eva.press(ENTER);
    eva.wait_for_line(&["2", "accepted"]);
    tom.press_for(CTRL_T, "Send this declaration?");
    tom.press(ENTER);
    tom.wait_for_line(&["Eva (", "192.0.2.17)", "replaced it"]);
    assert_eq!(world.queue().len(), 2, "nothing was queued");

    let shown = world.run(["queue", "show", "2", "--json"]);
    let who = &shown.rows()[0]["events"][0]["who"];
    assert_eq!(
        (&who["name"], &who["from"]),
        (&"Eva".into(), &"192.0.2.17".into())
    );
    assert_eq!(who["uid"], rustix::process::getuid().as_raw());
    assert!(who["host"].is_string(), "{who}");
}
