//! `serve` as a service: what systemd is told, what monitoring may ask, the configuration that is
//! read again, and consoles beside it.

#![cfg(target_os = "linux")]
#![expect(
    clippy::disallowed_macros,
    reason = "what is left out is said to whoever runs them"
)]
#![allow(
    clippy::disallowed_methods,
    reason = "these tests watch real processes in real time"
)]

mod common;
#[path = "service/systemd.rs"]
mod systemd;
#[path = "console/terminal.rs"]
mod terminal;
#[path = "service/watch.rs"]
mod watch;

use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use common::{Running, World, day_ahead, entries, entry, wait_until};
use dimonitor::simulator::{FaultKind, FaultRule, Operation};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use terminal::Start;
use watch::{Ear, ask, ask_raw};

/// A service that tells an ear how it is.
fn serve(world: &World, ear: &Ear) -> Running {
    serve_with(world, ear, &[])
}

fn serve_with(world: &World, ear: &Ear, env: &[(&str, &str)]) -> Running {
    let said = std::fs::File::create(world.folder.path().join("stderr.txt")).expect("made");
    let mut command = world.command(["serve"]);
    command
        .env("NOTIFY_SOCKET", ear.path())
        .env("WATCHDOG_USEC", "1000000")
        .env_remove("WATCHDOG_PID")
        .env_remove("CREDENTIALS_DIRECTORY")
        .envs(env.iter().copied())
        .stdout(Stdio::null())
        .stderr(said);
    Running(command.spawn().expect("it starts"))
}

fn signal(process: &Running, signal: Signal) {
    let pid = Pid::from_raw(process.id().cast_signed()).expect("a process number");
    kill_process(pid, signal).expect("it is there");
}

fn submit(world: &World, lines: &str, more: &[&str]) {
    let file = world.file("in.jsonl", lines);
    let ran = world.run(["submit", file.to_str().unwrap()].iter().chain(more));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}

fn slow_post(world: &World, seconds: i64) {
    world.nsso().add_fault(FaultRule {
        delay: Some(jiff::SignedDuration::from_secs(seconds)),
        ..FaultRule::new(Operation::Post, FaultKind::Slow)
    });
}

/// A tool that tests need: left out aloud where it is missing, never where everything must be there.
fn tool(name: &str, variable: &str) -> Option<String> {
    let path = std::env::var(variable).unwrap_or_else(|_| name.to_owned());
    let found = Command::new(&path)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if found.is_ok() {
        return Some(path);
    }
    assert!(
        std::env::var("CI").as_deref() != Ok("true"),
        "{name} is missing"
    );
    eprintln!("SKIPPED: {name} is not installed");
    None
}

#[test]
fn systemd_hears_ready_alive_reloading_ready_and_stopping() {
    let world = World::new();
    let ear = Ear::new(&world);
    let mut service = serve(&world, &ear);

    let ready = ear.wait_for("READY=1");
    assert!(ready.contains("STATUS=working, 0 queued"), "{ready}");
    assert!(ear.heard().iter().all(|words| !words.contains("STOPPING")));
    ear.wait_for("WATCHDOG=1");
    ear.wait_for("WATCHDOG=1");

    signal(&service, Signal::HUP);
    let reloading = ear.wait_for("RELOADING=1");
    let since = reloading
        .lines()
        .find_map(|line| line.strip_prefix("MONOTONIC_USEC="));
    assert!(
        since.is_some_and(|since| since.parse::<u64>().is_ok()),
        "{reloading}"
    );
    ear.wait_for("READY=1");
    ear.wait_for("WATCHDOG=1");

    // A POST is under way: it is finished, and its process lives meanwhile.
    slow_post(&world, 3);
    submit(&world, &entries(1), &[]);
    wait_until("it is being sent", 30, || world.count("sending") == 1);
    signal(&service, Signal::TERM);
    ear.wait_for("STOPPING=1");
    ear.wait_for("WATCHDOG=1");
    assert_eq!(service.0.wait().expect("it ends").code(), Some(0));
    assert_eq!(world.count("submitted"), 1, "never in doubt");
    assert_eq!(world.nsso().counters().declarations_taken, 1);
}

/// The loop of the worker stands still because it cannot write; the process itself is well.
#[test]
fn a_worker_that_does_not_get_on_is_not_said_to_be_alive() {
    let world = World::with_other(&[("processing = \"3s\"", "processing = \"60s\"")]);
    let ear = Ear::new(&world);
    let mut service = serve(&world, &ear);
    ear.wait_for("READY=1");
    submit(&world, &entries(1), &[]);
    wait_until("it is sent", 30, || world.count("submitted") == 1);

    let queue = rusqlite::Connection::open(world.queue_file()).expect("a database");
    queue.execute_batch("BEGIN IMMEDIATE").expect("locked");
    // Its next question is due within seconds, and cannot be noted.
    let silent = ear.wait_for_silence(Duration::from_secs(3), Duration::from_mins(1));
    assert!(silent, "it went on saying that it is alive");
    queue.execute_batch("ROLLBACK").expect("free");
    drop(queue);
    ear.wait_for("WATCHDOG=1");
    assert_eq!(service.terminate(), 0);
}

#[test]
fn one_that_stands_by_is_ready_and_says_behind_whom() {
    let world = World::new();
    let ear = Ear::new(&world);
    let mut first = serve(&world, &ear);
    ear.wait_for("READY=1");

    let other = Ear::named(&world, "other");
    let mut second = serve(&world, &other);
    let ready = other.wait_for("READY=1");
    let behind = format!("STATUS=stands by behind {} on ", first.id());
    assert!(ready.contains(&behind), "{ready}");
    other.wait_for("WATCHDOG=1");
    first.kill();
    other.wait_for("STATUS=working");
    assert_eq!(second.terminate(), 0);
}

#[test]
fn without_a_socket_nothing_is_said_and_a_terminal_is_enough() {
    let world = World::new();
    let mut service = world.start_watched(["serve"]);
    submit(&world, &entries(1), &[]);
    wait_until("it is accepted", 60, || world.count("accepted") == 1);
    assert!(!world.said_anywhere("systemd"));
    assert_eq!(service.terminate(), 0);
}

#[test]
fn the_unit_is_one_for_systemd() {
    let world = World::new();
    let ran = world.run(["serve", "--print-unit"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    for line in [
        "Type=notify",
        "WatchdogSec=60",
        "Restart=on-failure",
        "TimeoutStopSec=75",
        "KillSignal=SIGTERM",
        "ProtectSystem=strict",
        "NoNewPrivileges=yes",
        "PrivateTmp=yes",
        "ProtectHome=yes",
        "MemoryDenyWriteExecute=yes",
        "CapabilityBoundingSet=",
        "StateDirectory=dimonitor",
        "SystemCallFilter=@system-service",
    ] {
        assert!(ran.stdout.lines().any(|said| said == line), "{line}");
    }
    assert!(ran.stdout.contains("\nLoadCredential="));
    assert!(!world.queue_file().exists(), "nothing else was done");
    let Some(analyze) = tool("systemd-analyze", "SYSTEMD_ANALYZE") else {
        return;
    };
    let unit = world.file("dimonitor.service", &ran.stdout);
    let verified = Command::new(analyze)
        .args(["verify", "--man=no", "--recursive-errors=no"])
        .arg(&unit)
        .output()
        .expect("it starts");
    let said = String::from_utf8_lossy(&verified.stderr);
    assert!(verified.status.success(), "{said}");
    let ours: Vec<_> = said
        .lines()
        .filter(|line| line.contains("dimonitor"))
        .collect();
    assert!(ours.is_empty(), "{ours:#?}");
}

/// The address that a service says it shows figures on.
fn figures_of(ear: &Ear) -> String {
    let ready = ear.wait_for("figures on ");
    let (_, address) = ready.split_once("figures on ").expect("just seen");
    let end = address.find(|c: char| !(c.is_ascii_digit() || ".:".contains(c)));
    address[..end.unwrap_or(address.len())].to_owned()
}

#[test]
fn monitoring_may_ask_and_nobody_else_may_do_anything() {
    let world = World::new();
    world.configure("[monitor]\nlisten = \"127.0.0.1:0\"\n");
    let ear = Ear::new(&world);
    let mut service = serve(&world, &ear);
    let address = figures_of(&ear);

    assert_eq!(ask(&address, "/healthz"), (200, "alive\n".to_owned()));
    wait_until("it is ready", 30, || ask(&address, "/readyz").0 == 200);
    submit(&world, &entries(5), &[]);
    wait_until("all are accepted", 60, || world.count("accepted") == 5);
    let (status, ready) = ask(&address, "/readyz");
    let ready: Value = serde_json::from_str(&ready).expect("JSON");
    assert_eq!(status, 200, "{ready}");
    assert_eq!(ready["worker"]["is"], "here");
    assert_eq!(ready["config"], "in force");
    assert_eq!(ready["tokens"]["sandbox"], "valid");

    let (status, figures) = ask(&address, "/metrics");
    assert_eq!(status, 200);
    for line in [
        "dimonitor_submissions{state=\"accepted\"} 5",
        "dimonitor_submission_attempts_total{outcome=\"taken\"} 5",
        "dimonitor_polls_total{outcome=\"A\"} 5",
        "dimonitor_http_requests_total{operation=\"post\",status=\"2xx\"} 5",
        "dimonitor_http_request_duration_seconds_count{operation=\"post\"} 5",
        "dimonitor_token_refreshes_total{outcome=\"granted\"} 1",
        "dimonitor_worker_is_active 1",
        "dimonitor_lease_acquisitions_total 1",
        "dimonitor_config_rejected 0",
    ] {
        assert!(
            figures.lines().any(|said| said == line),
            "{line}\n{figures}"
        );
    }
    for family in [
        "dimonitor_build_info{",
        "dimonitor_certificate_expires_in_seconds{account=\"sandbox\",",
        "dimonitor_store_duration_seconds_bucket{operation=\"claim\",le=\"0.01\"}",
        "dimonitor_clock_offset_seconds ",
        "dimonitor_http_request_duration_seconds_count{operation=\"token\"}",
    ] {
        assert!(figures.contains(family), "{family}\n{figures}");
    }
    let person = common::ssin(0);
    assert!(!figures.contains(&person) && !figures.contains("0999999922"));
    check_with_promtool(&figures);

    assert_eq!(ask(&address, "/").0, 404);
    assert_eq!(
        ask_raw(
            &address,
            "POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"
        )
        .0,
        405
    );
    let head = ask_raw(&address, "HEAD /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
    assert_eq!(head, (200, String::new()));
    let long = format!(
        "GET /healthz HTTP/1.1\r\nX: {}\r\n\r\n",
        "x".repeat(100_000)
    );
    assert!(ask_raw(&address, &long).0 != 200, "too long a head");
    let many = format!("GET /healthz HTTP/1.1\r\n{}\r\n", "X: y\r\n".repeat(500));
    assert!(ask_raw(&address, &many).0 != 200, "too many headers");
    // Those that say nothing keep nobody out for ever.
    let idle: Vec<_> = (0..50).map(|_| watch::connect(&address)).collect();
    wait_until("there is room again", 60, || {
        ask(&address, "/healthz").0 == 200
    });
    drop(idle);
    assert_eq!(service.terminate(), 0);
    assert_eq!(ask(&address, "/healthz").0, 0, "nobody listens any more");
}

fn check_with_promtool(figures: &str) {
    use std::io::Write as _;
    let Some(promtool) = tool("promtool", "PROMTOOL") else {
        return;
    };
    let mut checking = Command::new(promtool)
        .args(["check", "metrics"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut input = checking.stdin.take().expect("piped");
    input.write_all(figures.as_bytes()).expect("it reads");
    drop(input);
    let checked = checking.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&checked.stderr);
    assert!(
        checked.status.success() && said.is_empty(),
        "{said}\n{figures}"
    );
}

#[test]
fn figures_are_for_this_machine_only() {
    let world = World::new();
    world.configure("[monitor]\nlisten = \"0.0.0.0:9464\"\n");
    let ran = world.run(["serve"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("Only an address of this machine"),
        "{}",
        ran.stderr
    );
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("bound");
    world.configure(&format!("[monitor]\nlisten = \"{address}\"\n"));
    let ran = world.run(["serve"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains(&address.to_string()), "{}", ran.stderr);
}

/// An account of the sandbox with a key of its own: its client id, and the path of the key.
fn chaman_account(world: &World, name: &str) -> (String, String) {
    let (key, file) = world.certificate(name);
    let ran = world.run([
        "account",
        "add",
        "--type",
        "rest",
        "--name",
        name,
        "--permission",
        "dimona-declare",
        "--permission",
        "dimona-consult",
        "--certificate",
        &file,
        "--certificate-name",
        name,
        "--key",
        &key,
    ]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let accounts = world.nsso().accounts();
    let account = accounts.iter().find(|one| one.name == name).expect("made");
    let client_id = account.client_id.clone().expect("given");
    (client_id, key)
}

fn account_table(name: &str, client_id: &str, key: &str) -> String {
    format!(
        "[[account]]\nname = \"{name}\"\nclient_id = \"{client_id}\"\n\
         environments = [\"sandbox\"]\nkey_file = \"{key}\"\n"
    )
}

#[test]
fn a_configuration_is_read_again_and_a_broken_one_changes_nothing() {
    const MONITOR: &str = "[monitor]\nlisten = \"127.0.0.1:0\"\n";
    let world = World::new();
    world.introduce("sandbox");
    let (client_id, key) = chaman_account(&world, "South");
    world.configure(MONITOR);
    let ear = Ear::new(&world);
    let mut service = serve(&world, &ear);
    let address = figures_of(&ear);
    let tokens = || {
        let ready: Value = serde_json::from_str(&ask(&address, "/readyz").1).expect("JSON");
        ready
    };
    assert!(tokens()["tokens"].get("Zuid").is_none());

    // While a declaration is being sent.
    slow_post(&world, 4);
    submit(&world, &entry(1).to_string(), &[]);
    wait_until("it is being sent", 30, || world.count("sending") == 1);
    let zuid = account_table("Zuid", &client_id, &key);
    world.configure(&format!(
        "{MONITOR}[limits]\nsends = 1\npolls = 2\n[log]\nverbose = true\n{zuid}"
    ));
    signal(&service, Signal::HUP);
    ear.wait_for("RELOADING=1");
    ear.wait_for("READY=1");
    assert!(tokens()["tokens"].get("Zuid").is_some(), "{}", tokens());
    assert_eq!(world.count("sending"), 1, "nothing was interrupted");
    submit(&world, &entry(2).to_string(), &["--account", "Zuid"]);
    wait_until("both are accepted", 60, || world.count("accepted") == 2);

    let broken = [
        ("a mistake", format!("{MONITOR}nonsense = 1\n")),
        (
            "another environment",
            format!("environment = \"simulation\"\n{MONITOR}"),
        ),
        (
            "a key that is gone",
            format!("{MONITOR}{}", account_table("Zuid", &client_id, "/nowhere")),
        ),
        (
            "a port that is taken",
            "[monitor]\nlisten = \"127.0.0.1:1\"\n".to_owned(),
        ),
    ];
    for (place, (name, config)) in broken.iter().enumerate() {
        if config.starts_with("environment") {
            world.write_config(config);
        } else {
            world.configure(config);
        }
        signal(&service, Signal::HUP);
        ear.wait_for("RELOADING=1");
        // Root may listen there.
        if *name == "a port that is taken" && rustix::process::geteuid().is_root() {
            ear.wait_for("READY=1");
            break;
        }
        let ready = ear.wait_for("READY=1");
        assert!(ready.contains("config: rejected: "), "{name}: {ready}");
        let now = tokens();
        assert_eq!(now["ready"], true, "{name}");
        let config = now["config"].as_str().expect("text");
        assert!(config.starts_with("rejected: "), "{name}: {config}");
        assert!(now["tokens"].get("Zuid").is_some(), "{name}");
        assert!(
            ask(&address, "/metrics")
                .1
                .contains("dimonitor_config_rejected 1")
        );
        // What hands in reads the same file: it is mended, and the service is not told.
        world.configure(MONITOR);
        let number = u64::try_from(place).expect("small") + 10;
        submit(&world, &entry(number).to_string(), &["--account", "South"]);
        wait_until(name, 60, || world.count("accepted") == 3 + place);
    }
    assert!(world.said_anywhere("the old one stays in force"));
    assert_eq!(service.terminate(), 0);
    let ledger = world.nsso().ledger();
    assert_eq!(
        ledger.posts.len(),
        world.queue().len(),
        "each was sent once"
    );
}

#[test]
fn a_configuration_without_a_mistake_is_in_force_again() {
    let world = World::new();
    let ear = Ear::new(&world);
    let mut service = serve(&world, &ear);
    ear.wait_for("READY=1");
    for (config, rejected) in [("nonsense = 1\n", true), ("", false)] {
        world.configure(config);
        signal(&service, Signal::HUP);
        ear.wait_for("RELOADING=1");
        let ready = ear.wait_for("READY=1");
        assert_eq!(ready.contains("rejected"), rejected, "{ready}");
    }
    assert_eq!(service.terminate(), 0);
}

/// systemd puts credentials into a folder of root's, readable for the service by an access list:
/// the group's bits then say 4.
#[test]
fn a_key_may_be_a_credential_of_the_service() {
    let world = World::new();
    world.introduce("sandbox");
    let (client_id, key) = chaman_account(&world, "South");
    let folder = world.folder.path().join("credentials");
    std::fs::create_dir(&folder).expect("made");
    let file = folder.join("account.key");
    std::fs::copy(&key, &file).expect("copied");
    let is_root = rustix::process::geteuid().is_root();
    let mode = |path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("set");
    };
    mode(&file, if is_root { 0o440 } else { 0o400 });
    mode(&folder, 0o550);
    world.configure(&account_table("Zuid", &client_id, "credential:account.key"));
    let ear = Ear::new(&world);
    let credentials = [("CREDENTIALS_DIRECTORY", folder.to_str().expect("UTF-8"))];
    let mut service = serve_with(&world, &ear, &credentials);
    ear.wait_for("READY=1");
    submit(&world, &entry(1).to_string(), &["--account", "Zuid"]);
    wait_until("it is accepted", 60, || world.count("accepted") == 1);
    assert_eq!(service.terminate(), 0);
    mode(&folder, 0o750);
}

/// Who comes first works; the others are views and hands until it ends.
#[test]
fn a_console_takes_over_from_a_dead_service_and_keeps_the_work_until_it_is_closed() {
    let world = World::new();
    let mut service = world.start(["serve"]);
    wait_until("it is at work", 30, || world.said_anywhere("on duty"));
    let mut console = Start::on(&world.home()).open();
    console.wait_for_line(&[&format!("({})", service.id())]);
    submit(&world, &entries(1), &[]);
    console.wait_for_line(&["accepted", "IN", "OTH"]);
    let agents = || -> std::collections::BTreeSet<String> {
        let ledger = world.nsso().ledger();
        ledger
            .posts
            .iter()
            .filter_map(|post| post.user_agent.clone())
            .collect()
    };
    assert_eq!(agents().len(), 1, "only one sent");

    service.kill();
    console.wait_for_line(&["worker here"]);
    let mut other = entry(2);
    other["start_date"] = day_ahead(31).into();
    submit(&world, &other.to_string(), &[]);
    wait_until("the console sends", 60, || world.count("accepted") == 2);
    assert_eq!(agents().len(), 2);

    // It comes back, and waits: nothing is taken from anybody who works.
    let ear = Ear::new(&world);
    let mut service = serve(&world, &ear);
    let ready = ear.wait_for("READY=1");
    assert!(ready.contains("stands by behind"), "{ready}");
    console.press("q");
    console.end();
    ear.wait_for("STATUS=working");
    assert_eq!(service.terminate(), 0);
}

/// The line to a console is cut: the service goes on, and the next console says what happened.
#[test]
fn whoever_comes_back_to_a_cut_line_is_told_what_happened_meanwhile() {
    let world = World::new();
    let mut service = world.start(["serve"]);
    wait_until("it is at work", 30, || world.said_anywhere("on duty"));
    submit(&world, &entry(0).to_string(), &[]);
    let mut console = Start::on(&world.home()).begin();
    console.wait_for_line(&["accepted", "IN", "OTH"]);
    console.press_for("2/kind:in\r", "filter: kind:in");
    wait_until("where it was is kept", 30, || {
        let kept = std::fs::read_to_string(world.home().join("sandbox/console.toml"));
        kept.is_ok_and(|kept| kept.contains("kind:in"))
    });
    console.hang_up();
    console.end();

    let refused = serde_json::json!({
        "kind": "in", "enterprise_number": "0999999823", "ssin": "85073099734",
        "start_date": day_ahead(10), "end_date": day_ahead(10), "start_hour": "17:00",
        "end_hour": "22:30", "worker_type": "FLX", "joint_committee": "302",
    });
    let lines: Vec<String> = (1..4).map(|number| entry(number).to_string()).collect();
    submit(&world, &format!("{}\n{refused}", lines.join("\n")), &[]);
    wait_until("all are settled", 60, || {
        world.count("accepted") == 4 && world.count("refused") == 1
    });

    let mut console = Start::on(&world.home()).begin();
    console.wait_for_line(&["Since you left: 3 accepted, 1 refused, 0 in doubt"]);
    console.wait_for_line(&["filter: kind:in"]);
    console.press("q");
    console.end();
    let ledger = world.nsso().ledger();
    assert_eq!(ledger.posts.len(), 5, "each was sent once");
    let senders: std::collections::BTreeSet<_> =
        ledger.posts.iter().map(|post| &post.user_agent).collect();
    assert_eq!(senders.len(), 1, "all by the service");
    assert_eq!(service.terminate(), 0);
}
