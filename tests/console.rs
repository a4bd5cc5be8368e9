//! The console from outside: the real binary in a real pseudo-terminal.

mod common;
#[path = "console/observer.rs"]
mod observer;
#[path = "common/postgres.rs"]
mod postgres;
#[path = "console/team.rs"]
mod team;
#[path = "console/terminal.rs"]
mod terminal;

use common::{World, day_ahead, entries};
use dimonitor::simulator::{FaultKind, FaultRule, Operation};
use rustix::process::Signal;
use terminal::{CTRL_L, CTRL_T, Console, ENTER, ESC, RIGHT, Start, TAB};

fn open(world: &World) -> Console {
    Start::on(&world.home()).open()
}

/// Hands in declarations from another process.
fn submit(world: &World, lines: &str) {
    let file = world.file("in.jsonl", lines);
    let ran = world.run(["submit", file.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}

/// Fills the open form, a text per field from the first one on.
fn fill(console: &mut Console, texts: &[&str]) {
    for text in texts {
        console.press(text);
        console.press(TAB);
    }
}

#[test]
fn a_declaration_of_another_process_appears_and_settles_without_a_key() {
    let world = World::new();
    let mut console = open(&world);
    console.wait_for_line(&["dimonitor", "SANDBOX"]);

    submit(&world, &entries(1));

    console.wait_for_line(&["accepted", "IN", "OTH"]);
}

/// The first picture does not wait until the file is known to be whole; sending does.
#[test]
fn a_damaged_queue_is_told_of_and_nothing_is_sent() {
    let world = World::new();
    submit(&world, &entries(1));
    let path = world.home().join("sandbox/queue.db");
    let queue = rusqlite::Connection::open(&path).expect("a database");
    let query = "SELECT rootpage FROM sqlite_schema WHERE name = 'journal'";
    let root: u32 = queue
        .query_row(query, [], |row| row.get(0))
        .expect("a table");
    drop(queue);
    let mut bytes = std::fs::read(&path).expect("readable");
    let page = usize::try_from((root - 1) * 4_096).expect("a place");
    // Its kind, as no page has it.
    bytes[page] = 0xFF;
    std::fs::write(&path, bytes).expect("written");

    // It may be told of before there is anything else to see.
    let mut console = Start::on(&world.home()).with(["--fresh"]).begin();

    console.wait_for_line(&["The queue's file is damaged"]);
    console.press("q");
    assert!(!console.end().success(), "the shell is told as well");
    assert_eq!(world.nsso().counters().posts_read, 0);
}

#[test]
fn a_declaration_is_filled_in_sent_followed_and_settled_by_keyboard() {
    let world = World::new();
    let mut console = open(&world);
    let start = day_ahead(30);
    console.press_for("3", "Worker type");
    fill(
        &mut console,
        &["", "XXX", "0999999922", "", "85073099734", "", "", &start],
    );
    console.press_for(CTRL_T, "Send this declaration?");
    assert!(console.shows_line(&["Environment", "SANDBOX"]));
    assert!(
        console.shows("85.**.**-***.34"),
        "the number is masked in the question"
    );
    console.press_for("y", "In the queue as number 1");

    console.leave_form();
    console.press_for("2", "1 / 1");
    console.wait_for_line(&["accepted", "IN", "OTH"]);
    console.press(ENTER);
    console.wait_for_line(&["POST", "201"]);
    let period = world.queue()[0]["period_id"].to_string();
    console.wait_for_line(&["Dimona period", &period]);
    assert_eq!(world.nsso().counters().declarations_taken, 1);
}

#[test]
fn a_refused_declaration_shows_its_code() {
    let world = World::new();
    let mut console = open(&world);
    // A student beside joint committee 302, which the NSSO refuses in practice.
    let (start, end) = (day_ahead(10), day_ahead(20));
    let street = ["Bistro Proef", "Proefstraat", "1", ""];
    let place = ["1000", "21004", "Brussel", "150"];
    let mut texts = vec!["", "302", "0999999922", "", "05021999736", "", ""];
    texts.extend([&*start, &end, "12"]);
    texts.extend(street);
    texts.extend(place);
    // The arrow picks the second of the worker types.
    console.press_for("3", "Worker type");
    console.press_for(RIGHT, "Planned hours");
    fill(&mut console, &texts);
    console.press_for(CTRL_T, "Send this declaration?");
    console.press_for("y", "In the queue as number 1");

    console.leave_form();
    console.press_for("2", "1 / 1");
    console.wait_for_line(&["refused", "IN", "STU"]);
    console.press_for(ENTER, "90374-349");
}

/// Every press counts, also those that only lead there.
#[test]
fn a_refused_flexi_job_is_understood_corrected_and_accepted_in_under_twelve_keys() {
    let world = World::new();
    let mut console = open(&world);
    let day = day_ahead(10);
    let flexi = serde_json::json!({
        "kind": "in", "enterprise_number": "0999999823", "ssin": "85073099734",
        "start_date": day, "end_date": day, "start_hour": "17:00", "end_hour": "22:30",
        "worker_type": "FLX", "joint_committee": "302",
    });
    submit(&world, &flexi.to_string());
    console.wait_for_line(&["refused", "IN", "FLX"]);

    let before = console.presses;
    console.press_for("2", "1 / 1");
    console.press_for(ENTER, "90374-349");
    assert!(
        console.shows("joint committee and this worker type do not go together"),
        "why it was refused is said in words"
    );
    console.press_for("c", "corrects 1");
    assert!(console.shows_line(&["Joint committee", "302", "90374-349"]));
    console.press(RIGHT);
    console.wait_for_line(&["Joint committee", "XXX"]);
    console.press_for(CTRL_T, "Send this declaration?");
    console.press(ENTER);
    console.wait_for_line(&["Belongs together"]);
    console.wait_for_line(&["1", "refused", "replaced"]);
    console.wait_for_line(&["2", "accepted"]);
    let presses = console.presses - before;
    assert!(presses < 12, "{presses} keys");

    let rows = world.queue();
    assert_eq!(rows.len(), 2);
    let successor = rows.iter().find(|row| row["supersedes"] == 1);
    assert_eq!(successor.expect("the correction")["state"], "accepted");
    assert_eq!(world.nsso().counters().declarations_taken, 2);
}

/// An evening of a flexi-job, which the simulator refuses: the joint committee is not XXX.
fn flexi_job() -> serde_json::Value {
    let mut entry = common::entry(1);
    entry["worker_type"] = "FLX".into();
    entry["joint_committee"] = "302".into();
    for (field, value) in [("start_hour", "17:00"), ("end_hour", "22:30")] {
        entry[field] = value.into();
    }
    entry["end_date"] = entry["start_date"].clone();
    entry
}

/// Two operators have the same refusal open, and both correct it.
#[test]
fn whoever_is_not_as_fast_is_told_who_was() {
    let world = World::new();
    submit(&world, &flexi_job().to_string());
    let mut consoles = [open(&world), open(&world)];
    for console in &mut consoles {
        console.wait_for_line(&["refused", "IN", "FLX"]);
        console.press_for("2", "1 / 1");
        console.press_for(ENTER, "90374-349");
        console.press_for("c", "corrects 1");
        console.press(RIGHT);
        console.wait_for_line(&["Joint committee", "XXX"]);
        console.press_for(CTRL_T, "Send this declaration?");
    }
    let [first, second] = &mut consoles;
    first.press(ENTER);
    first.wait_for_line(&["2", "accepted"]);

    second.press(ENTER);

    let me = format!("uid {}", rustix::process::getuid().as_raw());
    second.wait_for_line(&[&me, "replaced it", "ago, by 2"]);
    assert!(second.shows("corrects 1"), "what was typed is still there");
    assert_eq!(world.queue().len(), 2, "nothing was queued");
    assert_eq!(world.nsso().counters().posts_read, 2);
    // Another look at the old one says the same.
    second.escape_from("replaced it");
    second.leave_form();
    second.press("1");
    second.press_for("2", "/ 2");
    second.press("G");
    second.press("c");
    second.wait_for_line(&[&me, "go on from that one"]);
}

#[test]
fn help_palette_and_filter_open_and_esc_leads_home() {
    let world = World::new();
    let mut console = open(&world);
    console.press_for("?", "Keys that work here");
    console.escape_from("Keys that work here");

    console.press_for(":", "Actions");
    console.press_for("decl", "Declare");
    console.press_for(ENTER, "Worker type");
    console.leave_form();
    console.press_for(ESC, "Needs a person");

    console.press_for("2/state:nonsense", "cannot be nonsense");
    console.press(ENTER);
    assert!(
        console.is_alive(),
        "a filter that cannot be read is not taken"
    );
    console.escape_from("cannot be nonsense");
    console.press_for("/state:refused", "No row matches the filter");
    console.press(ENTER);
    console.escape_from("No row matches the filter");
    console.press_for(ESC, "Needs a person");

    console.press("q");
    assert_eq!(console.has_left_clean(), 0);
}

#[test]
fn a_signal_finishes_the_post_and_leaves_the_terminal_clean() {
    for signal in [Signal::TERM, Signal::HUP] {
        let world = World::new();
        let mut console = open(&world);
        send_slowly(&world, &mut console);
        console.signal(signal);
        console.has_left_clean();
        assert_post_is_recorded(&world);
    }
}

#[test]
fn a_dropped_connection_finishes_the_post() {
    let world = World::new();
    let mut console = open(&world);
    send_slowly(&world, &mut console);
    console.hang_up();
    console.end();
    assert_post_is_recorded(&world);
}

/// Begins a POST that is answered after two seconds.
fn send_slowly(world: &World, console: &mut Console) {
    world.nsso().add_fault(FaultRule {
        delay: Some(jiff::SignedDuration::from_secs(2)),
        ..FaultRule::new(Operation::Post, FaultKind::Slow)
    });
    submit(world, &entries(1));
    console.wait_for_line(&["sending", "IN"]);
}

fn assert_post_is_recorded(world: &World) {
    let rows = world.queue();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["state"], "submitted", "never in doubt: {}", rows[0]);
    assert_eq!(world.nsso().counters().declarations_taken, 1);
}

#[test]
fn sixty_sizes_later_it_still_draws() {
    let world = World::new();
    let mut console = open(&world);
    console.press_for("2", "The queue is empty");
    for step in 0..60_u16 {
        let share = step * 37 % 60;
        console.resize(20 + share * 280 / 59, 5 + share * 75 / 59);
    }
    console.resize(100, 30);
    console.press(CTRL_L);
    console.press_for("1", "Needs a person");
    console.press("q");
    assert_eq!(console.has_left_clean(), 0);
}

#[test]
fn pasted_garbage_is_text_at_most() {
    let world = World::new();
    let mut console = open(&world);
    submit(&world, &entries(1));
    console.wait_for_line(&["accepted", "IN"]);
    let hostile = "\u{1b}]0;owned\u{7}\u{1b}[5i\u{1b}P+q544e\u{1b}\\\u{1b}[31mw\ny\rq\u{3}\u{9b}2J";
    let garbage = format!(
        "\u{1b}[200~{}\u{1b}[201~",
        hostile.repeat(100_000 / hostile.len())
    );

    console.press_for("3", "Worker type");
    console.press(&format!("{TAB}{TAB}{garbage}"));
    console.leave_form();
    console.press_for("2", "1 / 1");
    console.press(&garbage);
    console.press_for(ENTER, "Attempts");
    assert!(console.shows("accepted"));
    assert_eq!(world.queue().len(), 1);
    let raw = String::from_utf8_lossy(&console.raw).into_owned();
    for foreign in ["\u{1b}]", "\u{1b}P", "\u{1b}[5i", "\u{9b}"] {
        assert!(!raw.contains(foreign), "{foreign:?} reached the terminal");
    }
    console.press("\u{3}\u{3}");
    assert_eq!(console.has_left_clean(), 0);
}

#[test]
fn a_read_only_console_offers_and_does_nothing() {
    let world = World::new();
    submit(&world, &entries(2));
    let before = world.queue();
    let mut console = Start::on(&world.home()).with(["--read-only"]).open();
    assert!(console.shows("READ-ONLY"));
    console.press_for("2", "1 / 2");
    for label in ["Withdraw", "Hold", "Poll now", "Resolve"] {
        assert!(!console.footer().contains(label), "{label}");
    }
    console.press_for("?", "Keys that work here");
    assert!(!console.shows("before it is sent"));
    console.escape_from("Keys that work here");
    console.press("wHpr");
    console.press_for(":withdraw", "Withdraw");
    console.wait_for_line(&["Withdraw", "read-only"]);
    console.press(ENTER);
    console.escape_from("> withdraw");
    console.press_for("1", "Needs a person");
    console.press("q");
    assert_eq!(console.has_left_clean(), 0);
    assert_eq!(world.queue(), before);
    assert_eq!(world.nsso().counters().declarations_taken, 0);
}

#[test]
fn the_demonstration_has_rows_of_all_kinds_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let homes = || {
        let entries = std::fs::read_dir(folder.path()).expect("there");
        let names = entries.map(|entry| entry.expect("readable").file_name());
        names
            .filter(|name| name.to_string_lossy().starts_with("dimonitor-demo-"))
            .count()
    };
    let mut console = Start::on(&folder.path().join("unused"))
        .env("TMPDIR", folder.path())
        .with(["demo"])
        .open();
    assert_eq!(homes(), 1);
    console.press("2");
    for kind in ["in", "out", "update", "cancel"] {
        console.press_for(
            &format!("/kind:{kind}{ENTER}"),
            &format!("filter: kind:{kind}"),
        );
        console.wait_for_line(&["accepted", &kind.to_uppercase()]);
        console.escape_from(&format!("filter: kind:{kind}"));
    }
    console.press("q");
    assert_eq!(console.has_left_clean(), 0);
    assert_eq!(homes(), 0);
}

#[test]
fn without_colours_nothing_is_coloured() {
    let world = World::new();
    let mut console = Start::on(&world.home()).env("NO_COLOR", "1").open();
    console.press_for("3", "Worker type");
    console.leave_form();
    console.press_for("2", "The queue is empty");
    console.press("q");
    assert_eq!(console.has_left_clean(), 0);
    let raw = String::from_utf8_lossy(&console.raw).into_owned();
    let coloured: Vec<_> = styles(&raw)
        .filter(|code| matches!(code, 30..=38 | 40..=48 | 58 | 90..=107))
        .collect();
    assert!(coloured.is_empty(), "{coloured:?}");
    assert!(
        styles(&raw).any(|code| code == 7),
        "the open tab stays visible"
    );
}

/// The numbers of every "select graphic rendition".
fn styles(raw: &str) -> impl Iterator<Item = u16> {
    raw.split("\u{1b}[")
        .skip(1)
        .filter_map(|sequence| {
            let end = sequence.find(|character: char| character.is_ascii_alphabetic())?;
            sequence[end..]
                .starts_with('m')
                .then(|| sequence[..end].split([';', ':']))
        })
        .flatten()
        .filter_map(|number| number.parse().ok())
}

#[test]
fn it_speaks_dutch() {
    let world = World::new();
    let mut console = Start::on(&world.home()).with(["--lang", "nl"]).begin();
    console.wait_for_line(&["1 ", "2 Wachtrij"]);
    console.press_for("3", "Type werknemer");
}
