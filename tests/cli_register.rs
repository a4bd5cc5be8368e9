//! Accounts, contact, checklist, rotation and the register's file from outside: the real binary
//! against a simulator.

#![allow(
    clippy::disallowed_methods,
    reason = "these tests watch real processes in real time"
)]

mod common;
#[path = "cli_register/office.rs"]
mod office;
#[path = "cli_register/rules.rs"]
mod rules;

use std::fs;
use std::path::{Path, PathBuf};

use common::{World, entry};
use office::{Office, rest, run_at, text};
use serde_json::{Value, json};

#[test]
fn a_new_sender_declares_in_five_commands_and_is_gone_after_one() {
    let office = Office::new();
    let nothing = office.ok(&["contact", "show"]);
    assert!(
        nothing.stderr.contains("dimonitor contact set"),
        "{}",
        nothing.stderr
    );

    office.introduce();
    let (key, certificate) = office.make_certificate("loket");
    let added = office.ok(&rest("Loket Noord", &certificate, &key));
    let client_id = added.stdout.trim();
    assert!(client_id.starts_with("self_service_"), "{}", added.stdout);
    let listed = office.account("Loket Noord");
    assert_eq!(listed["client_id"], client_id);
    assert_eq!(listed["channel"], "rest");
    assert_eq!(listed["chaman"], "same");
    assert_eq!(
        listed["permissions"],
        json!(["dimona-consult", "dimona-declare"])
    );

    let tested = office.one(&["account", "test", "Loket Noord", "--json"]);
    assert_eq!(tested["passed"], true, "{tested}");
    assert_eq!(verdicts(&tested), ["passed"; 9], "{tested}");
    let people = office.ok(&["account", "test", "Loket Noord"]);
    assert_eq!(people.stdout.matches('✓').count(), 9, "{}", people.stdout);

    let file = office.world.file("in.json", entry(1).to_string());
    let sent = office.one(&[
        "submit",
        text(&file),
        "--account",
        "Loket Noord",
        "--wait",
        "--json",
    ]);
    assert_eq!(
        (&sent["state"], &sent["account"]),
        (&json!("accepted"), &json!("Loket Noord"))
    );

    // Somebody else's home, which knows the same client from its configuration.
    let other = office.other_home("other", client_id, &key, &certificate);
    let before = run_at(&other, &["account", "test", "Loket", "--json"]);
    assert_eq!(before.code, 0, "{}{}", before.stdout, before.stderr);

    let unsure = office.run(&["account", "remove", "Loket Noord"]);
    assert_eq!(unsure.code, 2, "the name is to be typed once more");
    office.ok(&[
        "account",
        "remove",
        "Loket Noord",
        "--confirm",
        "Loket Noord",
    ]);
    assert_eq!(office.run(&["account", "show", "Loket Noord"]).code, 2);

    let after = run_at(&other, &["account", "test", "Loket", "--json"]);
    assert_eq!(after.code, 3, "{}", after.stderr);
    assert_eq!(after.rows()[0]["failed_step"], "token", "{}", after.stdout);
}

fn verdicts(tested: &Value) -> Vec<&str> {
    let steps = tested["steps"].as_array().expect("a list");
    steps
        .iter()
        .map(|step| step["verdict"].as_str().expect("a word"))
        .collect()
}

#[test]
fn the_simulator_gives_tokens_for_every_kind_of_key_that_is_made() {
    let office = Office::new();
    office.introduce();
    let folder = office.world.folder.path();
    for kind in ["p384", "p521", "rsa2048", "rsa3072", "rsa4096"] {
        let (key, file) = (
            folder.join(format!("{kind}.key")),
            folder.join(format!("{kind}.cer")),
        );
        office.ok(&[
            "cert",
            "new",
            "--company",
            "Testfirma NV",
            "--name",
            kind,
            "--key-type",
            kind,
            "--key",
            text(&key),
            "--out",
            text(&file),
        ]);
        office.ok(&rest(kind, &file, &key));
        let tested = office.one(&["account", "test", kind, "--json"]);
        let verdicts = verdicts(&tested);
        assert!(
            verdicts.iter().all(|verdict| *verdict == "passed"),
            "{kind}: {tested}"
        );
    }
    let granted = office.world.nsso().counters().tokens_issued;
    assert!(granted >= 5, "{granted} tokens");
}

#[test]
fn everything_about_an_account_is_shown() {
    let office = Office::new();
    office.introduce();
    let (key, certificate) = office.make_certificate("loket");
    office.ok(&rest("Loket", &certificate, &key));

    let shown = office.one(&["account", "show", "Loket", "--json"]);
    let held = &shown["certificates"][0];
    let inspected = office.one(&["cert", "inspect", text(&certificate), "--json"]);
    for fact in [
        "owner",
        "company",
        "issuer",
        "serial",
        "serial_hex",
        "sha256",
        "key",
        "not_after",
    ] {
        assert_eq!(held[fact], inspected[fact], "{fact}");
    }
    assert_eq!(
        (&held["name"], &held["file"]),
        (&json!("loket 2026"), &json!("loket.cer"))
    );
    assert_eq!(
        (&held["private_key"], &held["in_chaman"]),
        (&json!("matches"), &json!(true))
    );
    assert!(
        held["last_working_day"].as_str() <= held["expires_on"].as_str(),
        "{held}"
    );
    assert_eq!(shown["key_file"], text(&key));
    let labels = shown["permission_labels"].as_array().expect("a list");
    assert!(labels.contains(&json!({"id": "dimona-declare", "label": "Make Dimona declarations"})));

    let people = office.ok(&["account", "show", "Loket"]);
    let serial = inspected["serial"].as_str().expect("digits");
    for words in [
        serial,
        "Make Dimona declarations",
        "loket 2026",
        "loket.cer",
        text(&key),
    ] {
        assert!(people.stdout.contains(words), "{words}: {}", people.stdout);
    }
    let offered = office
        .ok(&[
            "account",
            "permissions",
            "--list",
            "--type",
            "rest",
            "--json",
        ])
        .rows();
    assert_eq!(offered.len(), 8);
    assert!(offered.iter().all(|row| row["channels"] == json!(["rest"])));
}

#[test]
fn names_permissions_and_files_of_an_account_change() {
    let office = Office::new();
    office.introduce();
    let (key, certificate) = office.make_certificate("old");
    office.ok(&rest("Loket", &certificate, &key));

    office.ok(&["account", "rename", "Loket", "Loket Zuid"]);
    office.ok(&["account", "permissions", "Loket Zuid", "dimona-consult"]);
    let row = office.account("Loket Zuid");
    assert_eq!(row["permissions"], json!(["dimona-consult"]));

    let (new_key, new) = office.make_certificate("new");
    office.ok(&[
        "account",
        "certificate",
        "add",
        "Loket Zuid",
        "--certificate",
        text(&new),
        "--certificate-name",
        "new",
    ]);
    office.ok(&["account", "key", "Loket Zuid", "--key", text(&new_key)]);
    let which = office.run(&[
        "account",
        "certificate",
        "download",
        "Loket Zuid",
        "--out",
        "x.cer",
    ]);
    assert_eq!(which.code, 2, "there are two");
    let copy = office.world.folder.path().join("copy.cer");
    office.ok(&[
        "account",
        "certificate",
        "download",
        "Loket Zuid",
        "new",
        "--out",
        text(&copy),
    ]);
    let fingerprint =
        |file: &Path| office.one(&["cert", "inspect", text(file), "--json"])["sha256"].clone();
    assert_eq!(fingerprint(&copy), fingerprint(&new));
    let old = fingerprint(&certificate);
    let begin = &old.as_str().expect("hex")[..12];
    office.ok(&["account", "certificate", "remove", "Loket Zuid", begin]);
    let shown = office.one(&["account", "show", "Loket Zuid", "--json"]);
    assert_eq!(shown["certificates"].as_array().map(Vec::len), Some(1));
    assert_eq!(shown["certificates"][0]["private_key"], "matches");
    let tested = office.run(&["account", "test", "Loket Zuid"]);
    assert_eq!(tested.code, 0, "{}{}", tested.stdout, tested.stderr);
}

#[test]
fn a_rotation_goes_on_and_back_and_ends_with_the_new_certificate_alone() {
    let office = Office::new();
    office.introduce();
    let (key, certificate) = office.make_certificate("old");
    office.ok(&rest("Loket", &certificate, &key));
    let (new_key, new) = office.make_certificate("new");
    assert_eq!(
        office.run(&["cert", "rotate", "Loket"]).code,
        2,
        "none is under way"
    );

    let start = [
        "cert",
        "rotate",
        "Loket",
        "start",
        "--certificate",
        text(&new),
        "--certificate-name",
        "new",
        "--key",
        text(&new_key),
    ];
    let stage = || {
        let status = office.one(&["cert", "rotate", "Loket", "--json"]);
        (status["stage"].clone(), status["next"].clone())
    };
    office.ok(&start);
    assert_eq!(stage(), (json!("chosen"), json!("added")));
    assert_eq!(office.run(&start).code, 2, "one at a time");
    office.ok(&["cert", "rotate", "Loket", "next"]);
    office.ok(&["cert", "rotate", "Loket", "back"]);
    office.ok(&["cert", "rotate", "Loket", "back"]);
    assert_eq!(stage(), (json!("abandoned"), Value::Null));

    office.ok(&start);
    for (reached, next) in [
        ("added", "switched"),
        ("switched", "proven"),
        ("proven", "finished"),
    ] {
        let said = office.ok(&["cert", "rotate", "Loket", "next"]);
        assert!(
            said.stdout.contains("→"),
            "what comes next: {}",
            said.stdout
        );
        assert_eq!(stage(), (json!(reached), json!(next)));
    }
    office.ok(&["cert", "rotate", "Loket", "next"]);
    let ended = office.one(&["cert", "rotate", "Loket", "status", "--json"]);
    let stages: Vec<_> = ended["history"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|reached| reached["stage"].as_str().expect("a word"))
        .collect();
    assert_eq!(
        stages,
        ["chosen", "added", "switched", "proven", "finished"]
    );
    assert!(ended["history"][0]["by"].is_string() && ended["history"][0]["at"].is_string());

    let shown = office.one(&["account", "show", "Loket", "--json"]);
    let held = shown["certificates"].as_array().expect("a list");
    assert_eq!((held.len(), &held[0]["name"]), (1, &json!("new")));
    assert_eq!(shown["key_file"], text(&new_key));
    assert_eq!(
        office.run(&["cert", "rotate", "Loket", "back"]).code,
        2,
        "no way back"
    );
    assert_eq!(office.run(&["account", "test", "Loket"]).code, 0);
}

#[test]
fn elsewhere_than_in_the_sandbox_a_person_clicks_and_ticks() {
    let office = Office::in_environment("simulation");
    office.introduce();
    let (key, certificate) = office.make_certificate("loket");
    let added = office.one(&[&rest("Loket", &certificate, &key)[..], &["--json"]].concat());
    assert_eq!(added["client_id"], Value::Null, "Chaman gives it, not we");
    let step = added["steps"][0].as_u64().expect("a step").to_string();

    let open = office.ok(&["checklist", "list", "--json"]).rows();
    let changes: Vec<_> = open.iter().map(|step| step["change"].clone()).collect();
    assert_eq!(changes, ["sender_set", "contact_set", "account_added"]);
    for step in &open {
        assert!(
            step["title"].is_string() && step["done"].is_null(),
            "{step}"
        );
        assert!(
            !step["instructions"].as_array().expect("a list").is_empty(),
            "{step}"
        );
        assert!(step["asked"]["by"].is_string() && step["asked"]["at"].is_string());
    }
    let account = office.account("Loket");
    assert_eq!(account["chaman"], "missing");
    let contact = office.one(&["contact", "show", "--json"]);
    assert_eq!(contact["believed"], Value::Null);
    assert_eq!(contact["here"]["email"], "alex@example.test");

    let early = office.run(&[
        "checklist",
        "done",
        &step,
        "--client-id",
        "self_service_chaman_999001_abc",
    ]);
    assert_eq!(early.code, 2, "the contact comes first");
    office.ok(&["checklist", "done", "1"]);
    office.ok(&["checklist", "done", "2"]);
    let nameless = office.run(&["checklist", "done", &step]);
    assert_eq!(nameless.code, 2, "the client id is asked for");
    office.ok(&[
        "checklist",
        "done",
        &step,
        "--client-id",
        "self_service_chaman_999001_abc",
    ]);

    let account = office.account("Loket");
    assert_eq!(account["chaman"], "same");
    assert_eq!(account["client_id"], "self_service_chaman_999001_abc");
    assert!(
        office
            .ok(&["checklist", "list", "--json"])
            .stdout
            .is_empty()
    );
    let all = office.ok(&["checklist", "list", "--all", "--json"]).rows();
    assert_eq!(all.len(), 3);
    assert!(all.iter().all(|step| step["done"]["by"].is_string()));

    office.ok(&["account", "permissions", "Loket", "dimona-consult"]);
    assert_eq!(office.account("Loket")["chaman"], "differs");
    let people = office.ok(&["checklist", "list"]);
    assert!(
        people.stdout.contains("Make Dimona declarations"),
        "{}",
        people.stdout
    );
    office.ok(&["account", "remove", "Loket", "--confirm", "Loket"]);
    assert_eq!(office.account("Loket")["chaman"], "only_there");
    assert_eq!(office.world.nsso().counters().posts_read, 0);
}

#[test]
fn a_register_moves_to_another_home_and_says_the_same_there() {
    let office = Office::in_environment("simulation");
    office.introduce();
    let (key, certificate) = office.make_certificate("loket");
    office.ok(&rest("Loket", &certificate, &key));
    let file = office.world.folder.path().join("register.toml");
    office.ok(&["register", "export", "--out", text(&file)]);
    let written = fs::read_to_string(&file).expect("written");
    assert_eq!(
        office.ok(&["register", "export"]).stdout.trim_end(),
        written.trim_end()
    );
    assert_eq!(
        office
            .run(&["register", "export", "--out", text(&file)])
            .code,
        2,
        "never overwritten"
    );
    assert_eq!(
        office.run(&["register", "import", text(&file)]).code,
        2,
        "it is not empty"
    );

    let other = office.world.folder.path().join("second");
    let import = [
        "--environment",
        "simulation",
        "register",
        "import",
        text(&file),
    ];
    let imported = run_at(&other, &import);
    assert_eq!(imported.code, 0, "{}", imported.stderr);
    let again = run_at(
        &other,
        &["--environment", "simulation", "register", "export"],
    );
    assert_eq!(again.stdout.trim_end(), written.trim_end());
    let steps = run_at(
        &other,
        &["--environment", "simulation", "checklist", "list", "--json"],
    );
    assert_eq!(steps.rows().len(), 3, "{}", steps.stdout);

    let third = office.world.folder.path().join("third");
    let nameless = run_at(&third, &[&import[..], &["--existing"]].concat());
    assert_eq!(nameless.code, 2, "nobody knows its client id yet");
    for step in ["1", "2"] {
        office.ok(&["checklist", "done", step]);
    }
    let client_id = "self_service_chaman_999001_abc";
    office.ok(&["checklist", "done", "3", "--client-id", client_id]);
    fs::remove_file(&file).expect("removed");
    office.ok(&["register", "export", "--out", text(&file)]);
    let imported = run_at(&third, &[&import[..], &["--existing"]].concat());
    assert_eq!(imported.code, 0, "{}", imported.stderr);
    let steps = run_at(
        &third,
        &["--environment", "simulation", "checklist", "list", "--json"],
    );
    assert!(steps.stdout.is_empty(), "{}", steps.stdout);
}

#[test]
fn what_is_no_register_is_refused_by_name_and_place() {
    let office = Office::new();
    let folder = office.world.folder.path();
    let file = |name: &str, content: &[u8]| office.world.file(name, content);
    let pipe = folder.join("pipe.toml");
    let made = std::process::Command::new("mkfifo")
        .arg(&pipe)
        .status()
        .expect("it starts");
    assert!(made.success());
    let big = folder.join("big.toml");
    fs::File::create(&big)
        .and_then(|file| file.set_len(5 << 20))
        .expect("sparse");
    let cases: Vec<(&str, PathBuf, &str)> = vec![
        ("missing", folder.join("missing.toml"), "missing.toml"),
        ("a folder", folder.to_owned(), "not a regular file"),
        ("a pipe", pipe, "not a regular file"),
        ("too large", big, "4 MiB"),
        ("not text", file("bytes.toml", &[0xff, 0xfe, 0, 1]), "UTF-8"),
        ("not TOML", file("words.toml", b"[contact\n"), "words.toml"),
        (
            "an unknown key",
            file("key.toml", b"\nsecret = 1\n"),
            "secret",
        ),
    ];
    for (case, path, named) in cases {
        let ran = office.run(&["register", "import", text(&path)]);
        assert_eq!(ran.code, 2, "{case}: {}", ran.stderr);
        assert!(ran.stderr.contains(named), "{case}: {}", ran.stderr);
    }
}

#[test]
fn no_secret_is_written_anywhere_but_in_its_own_file() {
    const PASSPHRASE: &str = "correct horse battery staple";
    const PASSWORD: &str = "Geh3im;12";
    let office = Office::new();
    office.introduce();
    let folder = office.world.folder.path();
    let secret =
        |name: &str, content: &str| office.world.secret_file(name, &format!("{content}\n"));
    let passphrase = secret("passphrase", PASSPHRASE);
    let password = secret("password", PASSWORD);
    let (key, certificate) = (folder.join("locked.key"), folder.join("locked.cer"));
    office.ok(&[
        "cert",
        "new",
        "--company",
        "Testfirma NV",
        "--name",
        "loket",
        "--key",
        text(&key),
        "--out",
        text(&certificate),
        "--passphrase-file",
        text(&passphrase),
    ]);
    let mut add = rest("Loket", &certificate, &key);
    add.extend(["--passphrase-file", text(&passphrase)]);
    office.ok(&add);
    let issued = rules::issued_certificate(folder);
    office.ok(&[
        "account",
        "add",
        "--type",
        "ftp",
        "--name",
        "Files",
        "--permission",
        "dimona",
        "--certificate",
        text(&issued),
        "--certificate-name",
        "files",
        "--user-name",
        "files1",
        "--password-file",
        text(&password),
    ]);
    assert_eq!(office.run(&["account", "test", "Loket"]).code, 0);
    let file = office.world.file("in.json", entry(1).to_string());
    office.ok(&[
        "submit",
        text(&file),
        "--account",
        "Loket",
        "--wait",
        "--verbose",
    ]);
    office.ok(&[
        "register",
        "export",
        "--out",
        text(&folder.join("register.toml")),
    ]);

    let pem = fs::read_to_string(&key).expect("PEM");
    let lines = pem.lines().filter(|line| line.len() > 40);
    let secrets: Vec<&str> = lines.chain([PASSPHRASE, PASSWORD, "PRIVATE KEY"]).collect();
    let own = [&key, &passphrase, &password];
    let mut read = 0;
    for path in files_below(folder) {
        let is_sandbox_key = path.ends_with("sandbox/key.pem");
        if own.contains(&&path) || is_sandbox_key {
            continue;
        }
        let bytes = fs::read(&path).expect("readable");
        let words = String::from_utf8_lossy(&bytes);
        for secret in &secrets {
            assert!(!words.contains(secret), "{} holds a secret", path.display());
        }
        read += 1;
    }
    assert!(read > 5, "the home was read");
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else if path.is_file() {
            found.push(path);
        }
    }
    found
}

#[test]
fn a_read_only_console_shows_the_register_and_changes_nothing() {
    let office = Office::new();
    office.introduce();
    let before = office.ok(&["register", "export"]).stdout;
    let ran = office.run(&[
        "--read-only",
        "contact",
        "set",
        "--email",
        "noor@example.test",
    ]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    let ran = office.run(&["--read-only", "contact", "show"]);
    assert!(
        ran.stdout.contains("alex@example.test"),
        "{}{}",
        ran.stdout,
        ran.stderr
    );
    assert_eq!(office.ok(&["register", "export"]).stdout, before);
}

#[test]
fn a_command_that_is_not_complete_is_wrong_usage() {
    let world = World::new();
    let cases: &[&[&str]] = &[
        &["account", "add", "--name", "x"],
        &[
            "account",
            "add",
            "--type",
            "telex",
            "--name",
            "x",
            "--certificate",
            "x",
            "--certificate-name",
            "x",
        ],
        &["account", "permissions"],
        &["account", "permissions", "x", "--list"],
        &["account", "permissions", "x", "--type", "rest"],
        &["account", "certificate", "download", "x"],
        &["cert", "new", "--company", "x"],
        &[
            "cert",
            "new",
            "--company",
            "x",
            "--name",
            "x",
            "--key",
            "x",
            "--out",
            "x",
            "--key-type",
            "p256",
        ],
        &["cert", "inspect"],
        &["cert", "rotate"],
        &["checklist", "done", "first"],
    ];
    for arguments in cases {
        let ran = world.run(*arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.stderr);
        assert!(
            ran.stdout.is_empty() && ran.stderr.contains("error:"),
            "{arguments:?}"
        );
    }
}
