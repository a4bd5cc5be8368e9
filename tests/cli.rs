//! The command line from outside: the real binary against a simulator.

mod common;

use common::{World, day_ahead, entries, entry, wait_until};
use dimonitor::simulator::{FaultKind, FaultRule, Operation};
use serde_json::{Value, json};

#[test]
fn all_four_kinds_as_json_end_as_the_scenario_says() {
    let world = World::with_more("[[exceptions]]\nkind = \"cancel\"\nprocessing = \"3s\"\n");
    let input = [
        // Flat, by column names.
        json!({"kind": "in", "reference": "flat", "enterprise_number": "0999.999.922", "ssin": "85.07.30-997.34",
               "start_date": day_ahead(10), "worker_type": "OTH", "joint_committee": "XXX"}),
        // The NSSO's own shape.
        json!({"reference": "nested", "employer": {"employerId": 999_990_265}, "worker": {"ssin": "92041599827"},
               "dimonaIn": {"startDate": day_ahead(11), "startHour": "1700", "endDate": day_ahead(11),
                            "endHour": "2230", "features": {"workerType": "FLX", "jointCommissionNumber": "XXX"}}}),
        json!({"kind": "out", "reference": "out", "period_id": 800_000_000_179_u64, "end_date": day_ahead(1)}),
        json!({"reference": "update", "dimonaUpdate": {"periodId": 800_000_000_381_u64, "startDate": "2026-10-01",
               "endDate": "2026-12-31", "plannedHoursNumber": 40}}),
        json!({"kind": "cancel", "reference": "gone", "period_id": 800_000_000_583_u64}),
    ];
    let file = world.file("all.json", Value::from(input.to_vec()).to_string());

    let ran = world.run(["submit", file.to_str().unwrap(), "--wait", "--json"]);

    assert_eq!(ran.code, 1, "one is refused: {}", ran.stderr);
    let ended: Vec<(String, String)> = ran
        .rows()
        .iter()
        .map(|row| {
            (
                row["reference"].as_str().unwrap().to_owned(),
                row["state"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    let expected = [
        ("flat", "accepted"),
        ("nested", "accepted_warning"),
        ("out", "accepted"),
        ("update", "accepted"),
        ("gone", "refused"),
    ];
    assert_eq!(
        ended,
        expected.map(|(reference, state)| (reference.to_owned(), state.to_owned()))
    );
    let rows = ran.rows();
    assert_eq!(rows[1]["codes"], json!(["90017-510"]));
    assert_eq!(rows[4]["codes"], json!(["00913-355"]));
    assert_ne!(
        rows[0]["period_id"], rows[0]["declaration_id"],
        "a period number is read, never derived"
    );
    assert!(rows[0]["period_id"].is_u64());
    assert_eq!(world.nsso().counters().declarations_taken, 5);

    let id = rows[0]["id"].to_string();
    let shown = world.run(["queue", "show", &id, "--json"]);
    let shown: Value = serde_json::from_str(&shown.stdout).expect("one object");
    let attempts = shown["attempts"].as_array().expect("a list");
    assert_eq!(attempts[0]["method"], "POST");
    assert_eq!(attempts[0]["status"], 201);
    assert!(attempts.len() >= 2 && attempts[1]["method"] == "GET");
    for attempt in attempts {
        assert!(
            attempt["at"].is_string() && attempt["trace_id"].is_string(),
            "{attempt}"
        );
    }
    assert!(
        !shown.to_string().contains("85073099734"),
        "national numbers are masked"
    );
}

#[test]
fn a_file_of_belgian_excel_is_taken_in() {
    let world = World::new();
    let day = day_ahead(20);
    let (year, rest) = day.split_at(4);
    let date = format!("{}/{}/{year}", &rest[4..6], &rest[1..3]);
    let csv = format!(
        "kind;reference;enterprise_number;ssin;start_date;end_date;start_hour;end_hour;worker_type;joint_committee;period_id;family_name;given_name\r\n\
         in;csv-1;0999999922;85073099734;{date};;;;OTH;XXX;;Testmans;Zo\u{e9}\r\n\
         in;csv-2;0999999823;85073099734;{date};{date};17:00;22:30;FLX;XXX;;;\r\n\
         out;csv-3;;;;{date};;;;;800000000179;;\r\n\
         update;csv-4;;;01/10/2026;30/11/2026;;;;;800000000381;;\r\n"
    );
    let windows: Vec<u8> = csv
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let file = world.file("excel.csv", windows);

    let ran = world.run(["submit", file.to_str().unwrap(), "--wait", "--json"]);

    let states: Vec<_> = ran.rows().iter().map(|row| row["state"].clone()).collect();
    assert_eq!(
        states,
        ["accepted", "accepted", "accepted", "accepted"].map(Value::from),
        "{}",
        ran.stderr
    );
    assert_eq!(ran.code, 0);
    assert_eq!(ran.rows()[0]["worker"], "Testmans Zoé");
}

#[test]
fn submit_without_waiting_is_durable_and_repeating_it_changes_nothing() {
    let mut world = World::new();
    world.stop_simulator();
    let file = world.file("in.jsonl", entries(3));
    for outcome in ["queued", "known", "known"] {
        let ran = world.run(["submit", file.to_str().unwrap(), "--json"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert!(
            ran.rows().iter().all(|row| row["outcome"] == outcome),
            "{}",
            ran.stdout
        );
    }
    assert_eq!(world.count("queued"), 3);
}

#[test]
fn an_invalid_file_names_line_and_field_and_changes_nothing() {
    let world = World::new();
    let wrong_digit = json!({"kind": "in", "reference": "bad", "enterprise_number": "0999999922", "ssin": "85073099735",
        "start_date": day_ahead(3), "worker_type": "OTH", "joint_committee": "XXX"});
    let cases = [
        (
            "a wrong check digit",
            format!("{}\n{wrong_digit}\n", entry(1)),
            1,
            "ssin",
        ),
        (
            "an unknown member",
            format!("{}\n{{\"kind\":\"in\",\"salary\":1}}\n", entry(1)),
            2,
            "salary",
        ),
        (
            "cut off",
            format!("{}\n{{\"kind\":\"in\"", entry(1)),
            2,
            "2",
        ),
    ];
    for (name, content, code, named) in cases {
        let file = world.file("bad.jsonl", content);
        let ran = world.run(["submit", file.to_str().unwrap()]);
        assert_eq!(ran.code, code, "{name}: {}{}", ran.stdout, ran.stderr);
        let said = format!("{}{}", ran.stdout, ran.stderr);
        assert!(said.contains(named) && said.contains('2'), "{name}: {said}");
        assert!(
            !said.contains("85073099735"),
            "{name}: a national number is not repeated"
        );
        assert_eq!(world.queue().len(), 0, "{name}");
    }
    let csv = format!(
        "kind;period_id;end_date\nout;800000000179;{}\nout;12;nonsense\n",
        day_ahead(2)
    );
    let file = world.file("bad.csv", csv);
    let verdicts = world.run(["validate", file.to_str().unwrap(), "--json"]);
    assert_eq!(verdicts.code, 1);
    let rows = verdicts.rows();
    assert_eq!(
        (&rows[0]["valid"], &rows[1]["valid"]),
        (&json!(true), &json!(false))
    );
    let fields: Vec<_> = rows[1]["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| problem["field"].clone())
        .collect();
    assert!(
        fields.contains(&json!("period_id")) && fields.contains(&json!("end_date")),
        "{fields:?}"
    );
    assert_eq!(rows[1]["line"], 3);

    let partial = world.run(["submit", file.to_str().unwrap(), "--partial", "--json"]);
    assert_eq!(partial.code, 1);
    assert_eq!(world.queue().len(), 1, "the good one");
}

#[test]
fn a_dry_run_says_what_would_happen_and_changes_nothing() {
    let world = World::new();
    let file = world.file("in.jsonl", entries(2));
    let ran = world.run(["submit", file.to_str().unwrap(), "--dry-run", "--json"]);
    assert_eq!(ran.code, 0);
    assert!(ran.rows().iter().all(|row| row["valid"] == true));
    assert_eq!(world.queue().len(), 0);
    assert_eq!(world.nsso().counters().posts_read, 0);
}

#[test]
fn of_two_lost_answers_the_one_that_was_taken_is_found_and_the_other_is_a_persons() {
    let world = World::new();
    for (person, kind) in [(0, FaultKind::DropAfter), (1, FaultKind::DropBefore)] {
        let mut fault = FaultRule::new(Operation::Post, kind).times(1);
        fault.worker = Some(common::ssin(person));
        world.nsso().add_fault(fault);
    }
    let file = world.file("in.jsonl", entries(2));
    let ran = world.run(["submit", file.to_str().unwrap(), "--wait", "--json"]);
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    let rows = ran.rows();
    assert_eq!(rows[0]["state"], "accepted");
    assert_eq!(
        (&rows[1]["state"], &rows[1]["doubt"]),
        (&json!("in_doubt"), &json!("answer_lost"))
    );
    assert_eq!(world.nsso().counters().posts_read, 2, "each was sent once");

    let id = rows[1]["id"].to_string();
    let early = world.run([
        "queue",
        "resolve",
        &id,
        "--not-taken",
        "looked in the application",
    ]);
    assert_eq!(early.code, 2, "{}", early.stderr);
    let other = rows[0]["declaration_id"].to_string();
    let wrong = world.run(["queue", "resolve", &id, "--number", &other]);
    assert_eq!(
        wrong.code, 2,
        "another declaration's number: {}",
        wrong.stderr
    );
    let idle = world.run(["serve", "--until-idle"]);
    assert_eq!(idle.code, 0);
    assert_eq!(
        world.nsso().counters().posts_read,
        2,
        "nothing is sent until the answer"
    );
}

#[test]
fn a_refusal_at_the_door_is_explained() {
    let world = World::new();
    let mut stranger = entry(1);
    stranger["enterprise_number"] = json!("0999999724");
    let file = world.file("in.json", stranger.to_string());
    let ran = world.run(["submit", file.to_str().unwrap(), "--wait", "--json"]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.rows()[0]["state"], "rejected");
    let shown = world.run(["queue", "show", "1"]);
    assert!(shown.stdout.contains("403"), "{}", shown.stdout);
}

#[test]
fn what_is_queued_can_be_held_released_and_withdrawn() {
    let world = World::new();
    let file = world.file("in.jsonl", entries(2));
    world.run(["submit", file.to_str().unwrap()]);
    assert_eq!(world.run(["queue", "hold", "1"]).code, 0);
    assert_eq!(world.run(["queue", "withdraw", "2"]).code, 0);
    assert_eq!((world.count("held"), world.count("cancelled")), (1, 1));
    assert_eq!(
        world.run(["queue", "withdraw", "2"]).code,
        2,
        "it is withdrawn already"
    );
    assert_eq!(world.run(["queue", "release", "1"]).code, 0);
    assert_eq!(world.run(["serve", "--until-idle"]).code, 0);
    assert_eq!(world.count("accepted"), 1);
    assert_eq!(world.nsso().counters().posts_read, 1);
}

#[test]
fn a_result_can_be_asked_for_by_hand() {
    let world = World::new();
    let file = world.file("in.jsonl", entries(1));
    world.run(["submit", file.to_str().unwrap()]);
    let mut worker = world.start(["serve"]);
    wait_until("the declaration is taken in", 20, || {
        world.count("submitted") == 1
    });
    worker.kill();
    // Nobody polls now but whoever asks by hand.
    wait_until("the result is there", 20, || {
        let ran = world.run(["queue", "poll", "1", "--json"]);
        ran.code == 0 && ran.rows()[0]["state"] == "accepted"
    });
}

#[test]
fn a_read_only_console_changes_nothing() {
    let world = World::new();
    let file = world.file("in.jsonl", entries(1));
    world.run(["submit", file.to_str().unwrap()]);
    for command in [
        vec!["submit", file.to_str().unwrap()],
        vec!["queue", "withdraw", "1"],
        vec!["serve", "--until-idle"],
    ] {
        let ran = world.run([vec!["--read-only"], command.clone()].concat());
        assert_eq!(ran.code, 2, "{command:?}: {}", ran.stderr);
    }
    assert_eq!(world.run(["--read-only", "queue", "list"]).code, 0);
    assert_eq!(world.count("queued"), 1);
}

#[test]
fn trouble_is_one_clear_sentence_a_hint_and_an_exit_code() {
    let mut world = World::new();
    let file = world.file("in.jsonl", entries(1));
    let submit = [
        "submit",
        file.to_str().unwrap(),
        "--wait",
        "--patience",
        "1",
    ];

    world.stop_simulator();
    // Nothing listens at the configured address, which is not the sandbox's own.
    world.write_config(
        "environment = \"simulation\"\n[environments.simulation]\nbase_url = \"http://127.0.0.1:9/REST/dimona/v2\"\n\
         token_url = \"http://127.0.0.1:9/REST/oauth/v5/token\"\n",
    );
    let ran = world.run(submit);
    assert_eq!(ran.code, 2, "no account: {}", ran.stderr);
    assert!(ran.stderr.contains("[[account]]"), "{}", ran.stderr);

    let account = |key: &str| {
        format!(
            "environment = \"simulation\"\n[environments.simulation]\nbase_url = \"http://127.0.0.1:9/REST/dimona/v2\"\n\
             token_url = \"http://127.0.0.1:9/REST/oauth/v5/token\"\n[[account]]\nname = \"loket\"\n\
             client_id = \"self_service_expeditor_999001\"\nkey_file = \"{key}\"\n"
        )
    };
    for (name, content, word) in [
        ("missing.key", None, "missing.key"),
        ("wrong.key", Some("this is no key"), "wrong.key"),
        (
            "certificate.key",
            Some("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
            "certificate",
        ),
    ] {
        if let Some(content) = content {
            let path = world.home().join(name);
            std::fs::write(&path, content).unwrap();
            make_private(&path);
        }
        world.write_config(&account(name));
        let ran = world.run(submit);
        assert_eq!(ran.code, 2, "{name}: {}", ran.stderr);
        assert!(ran.stderr.contains(word), "{name}: {}", ran.stderr);
        assert!(
            ran.stderr.lines().count() >= 2,
            "{name}: a hint as well: {}",
            ran.stderr
        );
    }

    world.write_config("environment = \"simulation\"\nlimts = 3\n");
    let ran = world.run(submit);
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("config.toml") && ran.stderr.contains("limts"),
        "{}",
        ran.stderr
    );

    world.write_config("[environments.sandbox]\nbase_url = \"http://example.be/REST\"\n");
    assert_eq!(world.run(submit).code, 2, "plain http beyond this machine");
    assert_eq!(
        world
            .run(["--config", "/nowhere/config.toml", "queue", "list"])
            .code,
        2
    );
    assert_eq!(world.run(["submit", "/nowhere/in.json"]).code, 2);
    assert_eq!(world.run(["queue", "show", "77"]).code, 2);
    assert_eq!(world.run(["queue", "list", "--state", "lost"]).code, 2);
    let world = World::new();
    let ran = world.run(["queue", "list", "--filter", "kind:in state:lost"]);
    assert_eq!(ran.code, 2);
    let lines: Vec<_> = ran.stderr.lines().skip(1).collect();
    assert_eq!(
        lines[0].find("lost"),
        lines[1].find("^^^^"),
        "{}",
        ran.stderr
    );
    let listed = world.run(["queue", "list", "--filter", "kind:in !state:accepted @late"]);
    assert_eq!(listed.code, 0, "{}", listed.stderr);
}

#[cfg(unix)]
fn make_private(path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

#[test]
fn an_unreachable_service_is_said_and_the_queue_keeps_what_it_has() {
    let world = World::new();
    let key = world.run(["submit", "-"]);
    assert_eq!(key.code, 2, "an empty input");
    // The sandbox's own key, used for an environment where nobody listens.
    let folder = world.home().join("sandbox/keys/sandbox");
    world.run(["queue", "list"]);
    world.write_config(&format!(
        "environment = \"production\"\n[environments.production]\nbase_url = \"http://127.0.0.1:9/REST/dimona/v2\"\n\
         token_url = \"http://127.0.0.1:9/REST/oauth/v5/token\"\n[[account]]\nname = \"loket\"\n\
         client_id = \"self_service_expeditor_999001\"\nkey_file = \"{0}/key.pem\"\ncertificate_files = [\"{0}/certificate.cer\"]\n",
        folder.display()
    ));
    let file = world.file("in.jsonl", entries(2));
    let ran = world.run([
        "submit",
        file.to_str().unwrap(),
        "--wait",
        "--patience",
        "1",
        "--json",
    ]);
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    assert!(ran.stderr.contains("127.0.0.1"), "{}", ran.stderr);
    assert_eq!(world.count("queued"), 2);
}

#[test]
fn hostile_text_reaches_the_terminal_spelled_out() {
    let world = World::new();
    let mut hostile = entry(1);
    hostile["reference"] = json!("a\u{202e}b\u{200b}");
    hostile["family_name"] = json!("Evil\u{1b}[31m");
    let file = world.file("in.json", hostile.to_string());
    for arguments in [
        vec!["validate", file.to_str().unwrap()],
        vec!["submit", file.to_str().unwrap(), "--send-anyway"],
        vec!["queue", "list"],
        vec!["queue", "show", "1"],
        vec!["queue", "list", "--json"],
        vec!["queue", "list", "--state", "\u{1b}]0;title\u{7}"],
        vec!["queue", "list", "--filter", "state:\u{1b}]0;title\u{7}"],
    ] {
        let ran = world.run(&arguments);
        for (stream, text) in [("stdout", &ran.stdout), ("stderr", &ran.stderr)] {
            let foreign: Vec<char> = text
                .chars()
                .filter(|c| (c.is_control() && *c != '\n') || matches!(c, '\u{200b}' | '\u{202e}'))
                .collect();
            assert!(foreign.is_empty(), "{arguments:?} {stream}: {foreign:?}");
        }
    }
}

#[test]
fn files_of_the_home_are_private() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::new();
    let file = world.file("in.jsonl", entries(1));
    world.run(["submit", file.to_str().unwrap(), "--wait"]);
    let mut folders = vec![world.home().join("sandbox")];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let mode = path.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!(mode & 0o077, 0, "{}: {mode:o}", path.display());
            seen += 1;
            if path.is_dir() {
                folders.push(path);
            }
        }
    }
    assert!(seen >= 6, "{seen} files");
}

#[test]
fn the_demonstration_without_a_screen_keeps_its_books() {
    let world = World::new();
    let ran = world.run(["demo", "--headless", "--json"]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let summary = &ran.rows()[0];
    assert_eq!(summary["ok"], true);
    assert_eq!(summary["declarations"], 200);
    assert!(summary["found_again"].as_u64().unwrap() >= 1, "{summary}");
    assert!(
        summary["simulator"]["token_requests"].as_u64().unwrap() <= 6,
        "{summary}"
    );
}

#[test]
fn an_end_is_decided_about_once_and_says_so() {
    let world = World::with_more("[[exceptions]]\nkind = \"cancel\"\nprocessing = \"3s\"\n");
    // The period is withdrawn already, so this is refused.
    let cancel = json!({"kind": "cancel", "reference": "gone", "period_id": 800_000_000_583_u64,
                        "ssin": "85073099734"});
    let file = world.file("cancel.json", cancel.to_string());
    let ran = world.run(["submit", file.to_str().unwrap(), "--wait"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let listed = |decision: &str| {
        let ran = world.run(["queue", "list", "--decision", decision, "--json"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran.rows().len()
    };
    assert_eq!((listed("none"), listed("done")), (1, 0));
    let wrong = world.run(["queue", "list", "--decision", "lost"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.stderr.contains("none, replaced, kept, done"));

    let decided = world.run(["queue", "decide", "1", "--done", "not there", "--json"]);
    assert_eq!(decided.code, 0, "{}", decided.stderr);
    assert_eq!(decided.rows()[0]["state"], "refused", "the end stays");
    assert_eq!(decided.rows()[0]["decision"], "done");
    assert_eq!((listed("none"), listed("done")), (0, 1));
    let again = world.run(["queue", "decide", "1", "--keep", "cheap"]);
    assert_eq!(again.code, 2, "somebody decided already");

    let shown = world.run(["queue", "show", "1", "--lang", "en"]);
    assert!(shown.stdout.contains("Decision: done"), "{}", shown.stdout);
    assert!(!shown.stdout.contains("85073099734"), "{}", shown.stdout);
    let shown = world.run(["queue", "show", "1", "--json"]);
    let shown: Value = serde_json::from_str(&shown.stdout).expect("one object");
    assert_eq!(shown["chain"], json!([]));
    for absent in ["supersedes", "replaced_by", "waits_for"] {
        assert_eq!(shown[absent], Value::Null, "{absent}");
    }
    let last = shown["events"].as_array().and_then(|events| events.last());
    let last = last.expect("events");
    assert_eq!(
        (&last["event"], &last["reason"]),
        (&json!("decided_done"), &json!("not there"))
    );
}

#[test]
fn the_queue_is_listed_in_the_order_of_any_column() {
    let world = World::new();
    let file = world.file("in.json", entries(5));
    assert_eq!(world.run(["submit", file.to_str().unwrap()]).code, 0);
    let listed = |more: &[&str]| -> Vec<i64> {
        let ran = world.run([&["queue", "list", "--json"], more].concat());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let numbers = ran.rows().into_iter().map(|row| row["id"].as_i64());
        numbers.collect::<Option<_>>().expect("numbers")
    };
    assert_eq!(listed(&[]), [5, 4, 3, 2, 1]);
    for column in ["ssin", "reference", "type", "account", "code", "id"] {
        assert_eq!(listed(&["--sort", column]), [1, 2, 3, 4, 5], "{column}");
        let reversed = listed(&["--sort", column, "--reverse"]);
        assert_eq!(reversed, [5, 4, 3, 2, 1], "{column}");
    }
    assert_eq!(world.run(["queue", "list", "--sort", "shoe"]).code, 2);
    assert_eq!(world.run(["queue", "list", "--reverse"]).code, 2);
}
