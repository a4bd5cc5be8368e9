//! From an answer to the next declaration, with the real binary: correcting what was refused,
//! withdrawing what must be declared otherwise, and one successor only.

mod common;

use common::{World, day_ahead, wait_until};
use dimonitor::simulator::{Answer, Ledger};
use serde_json::{Value, json};

/// A flexi-job of one day, with this committee.
fn flexi(committee: &str) -> Value {
    json!({"kind": "in", "reference": "flexi", "enterprise_number": "0999999823",
           "ssin": "85.07.30-997.34", "start_date": day_ahead(10), "end_date": day_ahead(10),
           "start_hour": "17:00", "end_hour": "22:30", "worker_type": "FLX",
           "joint_committee": committee, "family_name": "Testmans", "sub_entity": "123"})
}

/// Hands it in and waits for its end: its number in the queue, as text.
fn ended(world: &World, declaration: &Value, state: &str) -> String {
    let file = world.file("in.json", declaration.to_string());
    let ran = world.run(["submit", file.to_str().unwrap(), "--wait", "--json"]);
    let rows = ran.rows();
    assert_eq!(rows[0]["state"], state, "{}", ran.stderr);
    rows[0]["id"].to_string()
}

fn show(world: &World, id: &str) -> Value {
    let shown = world.run(["queue", "show", id, "--json"]);
    serde_json::from_str(&shown.stdout).expect("one object")
}

/// The POST of the row with this number, as its place among all of them.
fn post_of(ledger: &Ledger, row: &Value) -> usize {
    let number = row["declaration_id"].as_u64();
    ledger
        .posts
        .iter()
        .position(|post| post.declaration.is_some() && post.declaration == number)
        .expect("it was posted")
}

#[test]
fn what_was_refused_is_corrected_and_both_stay_in_one_chain() {
    let world = World::new();
    let id = ended(&world, &flexi("302"), "refused");

    let fixes = world.run(["queue", "fixes", &id, "--json"]).rows();
    assert_eq!(fixes[0]["offer"], "correct");
    assert_eq!(fixes[0]["codes"], json!(["90374-349"]));
    assert_eq!(fixes[0]["possible"], true);

    let change = [
        "queue",
        "correct",
        &id,
        "--set",
        "joint_committee=XXX",
        "--json",
    ];
    let planned = world.run(change.iter().chain(&["--dry-run"]));
    assert_eq!(planned.code, 0, "{}", planned.stderr);
    let plan = &planned.rows()[0];
    assert_eq!(plan["replaces"], true);
    assert_eq!(plan["fields"]["joint_committee"], "XXX");
    assert_eq!(
        plan["fields"]["family_name"], "Testmans",
        "the draft was kept"
    );
    assert_eq!(
        plan["marks"],
        json!([{"field": "joint_committee", "code": "90374-349"},
               {"field": "worker_type", "code": "90374-349"}])
    );
    assert!(!planned.stdout.contains("85073099734") && !planned.stdout.contains("997.34"));
    assert_eq!(world.queue().len(), 1, "a dry run changes nothing");

    let ran = world.run(change);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let rows = ran.rows();
    assert_eq!(rows[0]["outcome"], "queued");
    let new = rows[0]["id"].to_string();
    assert_eq!(world.run(["serve", "--until-idle"]).code, 0);

    let shown = show(&world, &new);
    assert_eq!(shown["state"], "accepted");
    assert_eq!(shown["supersedes"].to_string(), id);
    assert_eq!(shown["not_sent"], json!({"sub_entity": "123"}));
    let chain: Vec<_> = shown["chain"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| {
            (
                row["id"].to_string(),
                row["state"].clone(),
                row["decision"].clone(),
            )
        })
        .collect();
    assert_eq!(
        chain,
        [
            (id.clone(), json!("refused"), json!("replaced")),
            (new, json!("accepted"), Value::Null),
        ]
    );
    assert_eq!(world.nsso().counters().taken_twice, 0);
    let again = world.run(["queue", "fixes", &id, "--json"]);
    assert_eq!(again.stdout, "", "what is replaced offers nothing");
}

#[test]
fn what_cannot_be_done_changes_nothing_and_says_why() {
    let world = World::new();
    let id = ended(&world, &flexi("302"), "refused");
    for (name, more, code) in [
        ("personal data", &["--set", "ssin=92041599827"][..], 2),
        ("a name", &["--set", "family_name=Testmans"], 2),
        (
            "a number in another field",
            &["--set", "reference=92041599827"],
            2,
        ),
        ("an unknown column", &["--set", "colour=red"], 2),
        ("no value", &["--set", "joint_committee"], 2),
        (
            "no such part",
            &["--part", "2", "--set", "joint_committee=XXX"],
            2,
        ),
        (
            "a refused IN has no period",
            &["--offer", "cancel-then-in"],
            2,
        ),
        ("nothing to split", &["--offer", "split"], 2),
        ("a date that is none", &["--set", "start_date=soon"], 1),
        ("what would be refused", &["--set", "end_hour=09:00"], 1),
    ] {
        let ran = world.run(["queue", "correct", &id].iter().chain(more));
        assert_eq!(ran.code, code, "{name}: {}", ran.stderr);
        assert!(!ran.stderr.is_empty(), "{name}");
        assert!(!ran.stderr.contains("92041599827"), "{name}");
    }
    assert_eq!(world.queue().len(), 1);
}

/// The IN of a period that was accepted, and its correction by withdrawing it: the numbers of the
/// CANCEL and of the new IN.
fn withdrawn(world: &World) -> (String, String, String) {
    let first = ended(world, &flexi("XXX"), "accepted");
    let ran = world.run([
        "queue",
        "correct",
        &first,
        "--offer",
        "cancel-then-in",
        "--set",
        "end_hour=23:00",
        "--json",
    ]);
    assert_eq!(ran.code, 0, "{}\n{}", ran.stdout, ran.stderr);
    let rows = ran.rows();
    assert_eq!(rows[0]["kind"], "cancel");
    assert_eq!(rows[1]["kind"], "in");
    assert_eq!(rows[1]["state"], "held");
    assert_eq!(rows[1]["waits_for"], rows[0]["id"]);
    assert_eq!(rows[1]["supersedes"].to_string(), first);
    (first, rows[0]["id"].to_string(), rows[1]["id"].to_string())
}

/// The IN was posted after the verdict on the CANCEL was heard, and each only once.
fn assert_in_turn(world: &World, cancel: &str, entry: &str) {
    let (cancel, entry) = (show(world, cancel), show(world, entry));
    assert_eq!(cancel["state"], "accepted");
    assert_eq!(entry["state"], "accepted");
    let ledger = world.nsso().ledger();
    assert_eq!(
        ledger.posts.len(),
        3,
        "the first IN, the CANCEL, the new IN"
    );
    assert_eq!(ledger.counters.taken_twice, 0);
    let posted = ledger.posts[post_of(&ledger, &entry)].at;
    let number = cancel["declaration_id"].as_u64().expect("a number");
    let heard = ledger.gets[&number]
        .iter()
        .find(|get| matches!(get.answer, Answer::Status(200)))
        .expect("its result was asked for")
        .at;
    assert!(heard <= posted, "posted at {posted}, heard at {heard}");
    assert!(post_of(&ledger, &cancel) < post_of(&ledger, &entry));
}

#[test]
fn an_in_leaves_only_after_its_cancel_was_accepted() {
    let world = World::with_more("[[exceptions]]\nkind = \"cancel\"\nprocessing = \"3s\"\n");
    let (first, cancel, entry) = withdrawn(&world);
    assert_eq!(world.run(["serve", "--until-idle"]).code, 0);
    assert_in_turn(&world, &cancel, &entry);
    let chain = show(&world, &cancel)["chain"].clone();
    let ids: Vec<String> = chain
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| row["id"].to_string())
        .collect();
    assert_eq!(ids, [first, cancel, entry]);
}

#[test]
fn a_worker_killed_between_cancel_and_in_sends_each_once() {
    let world = World::with_more("[[exceptions]]\nkind = \"cancel\"\nprocessing = \"4s\"\n");
    let (_, cancel, entry) = withdrawn(&world);
    let mut worker = world.start(["serve"]);
    wait_until("the CANCEL has its number", 30, || {
        show(&world, &cancel)["declaration_id"].is_u64()
    });
    worker.kill();
    assert_eq!(show(&world, &entry)["state"], "held");
    assert_eq!(world.nsso().ledger().posts.len(), 2);
    let _worker = world.start(["serve"]);
    wait_until("the IN is accepted", 60, || {
        show(&world, &entry)["state"] == "accepted"
    });
    assert_in_turn(&world, &cancel, &entry);
}

#[test]
fn two_corrections_of_one_row_have_one_successor() {
    let world = World::new();
    let id = ended(&world, &flexi("302"), "refused");
    let children: Vec<_> = ["XXX", "200"]
        .map(|committee| {
            let change = format!("joint_committee={committee}");
            let mut command = world.command(["queue", "correct", &id, "--set", &change, "--json"]);
            command.arg("--send-anyway");
            command
                .stdout(std::process::Stdio::piped())
                .spawn()
                .expect("it starts")
        })
        .into_iter()
        .collect();
    let codes: Vec<i32> = children
        .into_iter()
        .map(|child| {
            let ended = child.wait_with_output().expect("it ends");
            ended.status.code().expect("no signal")
        })
        .collect();
    assert_eq!(
        codes.iter().filter(|&&code| code == 0).count(),
        1,
        "{codes:?}"
    );
    let successors = world
        .queue()
        .iter()
        .filter(|row| row["supersedes"].as_i64() == id.parse().ok())
        .count();
    assert_eq!((successors, world.queue().len()), (1, 2));
    let late = world.run(["queue", "correct", &id]);
    assert_eq!(late.code, 2, "{}", late.stderr);
}

#[test]
fn a_look_shows_that_the_wanted_period_is_there_already() {
    // The first token is refused, as one is that was revoked meanwhile.
    let world =
        World::with_more("[[faults]]\non = \"search\"\nkind = \"revoked_token\"\ntimes = 1\n");
    let first = ended(&world, &flexi("XXX"), "accepted");
    let file = world.file("again.json", flexi("XXX").to_string());
    let submit = ["submit", file.to_str().unwrap(), "--wait", "--json"];
    let again = world.run(submit.iter().chain(&["--allow-duplicate", "to be sure"]));
    let again = &again.rows()[0];
    assert_eq!(again["state"], "refused");
    assert_eq!(again["codes"], json!(["90373-333"]));
    let id = again["id"].to_string();
    let fixes = world.run(["queue", "fixes", &id, "--json"]).rows();
    assert_eq!(fixes[0]["offer"], "look-first");
    let looked = world.run(["queue", "fixes", &id, "--look", "--json"]);
    assert_eq!(looked.code, 0, "{}", looked.stderr);
    let wanted: Vec<_> = looked
        .rows()
        .into_iter()
        .filter(|period| period["wanted"] == true)
        .map(|period| period["period_id"].clone())
        .collect();
    assert_eq!(wanted, [show(&world, &first)["period_id"].clone()]);
    let done = world.run(["queue", "decide", &id, "--done", "looked"]);
    assert_eq!(done.code, 0, "{}", done.stderr);
}
