//! `import` from outside: the real binary, files as Excel in Belgium and payroll programs write
//! them, a verdict for every row, and rows that are queued once whatever happens.

#![allow(
    clippy::disallowed_methods,
    reason = "these tests watch real processes in real time"
)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use common::{Ran, World, day_ahead, entries, entry, ssin};
use serde_json::{Value, json};

/// Runs `import` on a file, with JSON.
fn import(world: &World, file: &Path, more: &[&str]) -> Ran {
    let file = file.to_str().expect("UTF-8");
    world.run(["import", file, "--json"].iter().chain(more))
}

fn summary(ran: &Ran) -> Value {
    let mut rows = ran.rows();
    assert_eq!(rows.len(), 1, "one object: {}{}", ran.stdout, ran.stderr);
    rows.remove(0)
}

/// The verdicts that at least one row has.
fn verdicts(ran: &Ran) -> BTreeMap<String, u64> {
    let summary = summary(ran);
    let all = summary["verdicts"].as_object().expect("an object");
    all.iter()
        .map(|(name, count)| (name.clone(), count.as_u64().expect("a count")))
        .filter(|&(_, count)| count > 0)
        .collect()
}

fn some(of: &[(&str, u64)]) -> BTreeMap<String, u64> {
    of.iter()
        .map(|&(name, count)| (name.to_owned(), count))
        .collect()
}

fn beside(file: &Path) -> PathBuf {
    PathBuf::from(format!("{}.result.csv", file.display()))
}

/// The results of a file: cells by column, one map for each row.
fn results(file: &Path) -> Vec<BTreeMap<String, String>> {
    let text = fs::read(file).expect("results");
    let text = text.strip_prefix(b"\xEF\xBB\xBF").expect("a mark");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text);
    let header = reader.headers().expect("a header").clone();
    let row = |record: csv::Result<csv::StringRecord>| {
        let record = record.expect("a row");
        let cells = record.iter().map(str::to_owned);
        header.iter().map(str::to_owned).zip(cells).collect()
    };
    reader.records().map(row).collect()
}

fn column(rows: &[BTreeMap<String, String>], name: &str) -> Vec<String> {
    rows.iter().map(|row| row[name].clone()).collect()
}

fn lines(rows: &[Value]) -> String {
    let lines: Vec<_> = rows.iter().map(Value::to_string).collect();
    lines.join("\n")
}

/// A row with other values of some members.
fn with(mut row: Value, members: &Value) -> Value {
    for (name, value) in members.as_object().expect("members") {
        row[name] = value.clone();
    }
    row
}

/// `dd/mm/yyyy`.
fn belgian(day: &str) -> String {
    let parts: Vec<&str> = day.split('-').collect();
    format!("{}/{}/{}", parts[2], parts[1], parts[0])
}

#[test]
fn a_file_of_any_make_is_read() {
    let world = World::new();
    let (iso, belgian) = (day_ahead(30), belgian(&day_ahead(30)));
    let csv = |separator: &str, end: &str, date: &str| {
        let rows = [
            "kind;reference;enterprise_number;ssin;start_date;worker_type;joint_committee;given_name;family_name",
            &format!("in;A-1;0999.999.922;85.07.30-997.34;{date};OTH;XXX;Zo\u{e9};Testmans"),
            &format!("IN;\"A \"\"2\"\"\";0999999922;92041599827;{date};OTH;XXX;;"),
            ";;;;;;;;",
        ];
        rows.map(|row| format!("{}{end}", row.replace(';', separator)))
            .concat()
    };
    let windows = |text: &str| -> Vec<u8> {
        let byte = |c: char| u8::try_from(u32::from(c)).expect("Latin-1");
        text.chars().map(byte).collect()
    };
    let object = |reference: &str, ssin: &str| {
        json!({"kind": "in", "reference": reference, "enterprise_number": "0999999922", "ssin": ssin,
               "start_date": iso, "worker_type": "OTH", "joint_committee": "XXX"})
    };
    let objects = [
        object("A-1", "85073099734"),
        object("A \"2\"", "92041599827"),
    ];
    let marked = format!("\u{feff}{}", csv(";", "\r\n", &belgian));
    for (name, bytes) in [
        ("excel-utf8.csv", marked.into_bytes()),
        ("excel-1252.csv", windows(&csv(";", "\r\n", &belgian))),
        ("commas.csv", csv(",", "\n", &iso).into_bytes()),
        ("tabs-1252.txt", windows(&csv("\t", "\r\n", &belgian))),
        ("old-mac.csv", csv(";", "\r", &belgian).into_bytes()),
        ("lines.jsonl", lines(&objects).into_bytes()),
        (
            "list.json",
            Value::from(objects.to_vec()).to_string().into_bytes(),
        ),
    ] {
        let file = world.file(name, bytes);
        let ran = import(&world, &file, &["--dry-run"]);
        assert_eq!(ran.code, 0, "{name}: {}{}", ran.stdout, ran.stderr);
        assert_eq!(verdicts(&ran), some(&[("valid", 2)]), "{name}");
        let results = results(&beside(&file));
        assert_eq!(column(&results, "reference"), ["A-1", "A \"2\""], "{name}");
    }
    assert!(world.queue().is_empty(), "a dry run queues nothing");
}

#[test]
fn every_kind_of_row_has_its_verdict_before_anything_is_queued() {
    let world = World::new();
    // An open period of ours, and a row that is under way.
    let opened = world.file("opened.json", entry(3).to_string());
    let ran = world.run(["submit", opened.to_str().unwrap(), "--wait", "--json"]);
    assert_eq!(ran.rows()[0]["state"], "accepted", "{}", ran.stderr);
    let before = world.file("before.jsonl", entry(2).to_string());
    assert_eq!(import(&world, &before, &[]).code, 0);

    let reference = |row, reference: &str| with(row, &json!({"reference": reference}));
    let rows = [
        ("valid", entry(1)),
        (
            "warning",
            with(entry(4), &json!({"birth_date": "1901-01-02"})),
        ),
        (
            "late",
            with(entry(5), &json!({"start_date": day_ahead(-20)})),
        ),
        ("known", entry(2)),
        ("duplicate", reference(entry(3), "other")),
        ("duplicate", reference(entry(1), "twin")),
        (
            "open_period",
            with(entry(3), &json!({"start_date": day_ahead(31)})),
        ),
        (
            "anomaly",
            json!({"kind": "out", "period_id": 800_000_000_179_u64, "end_date": day_ahead(3), "worker_type": "OTH"}),
        ),
        ("invalid", with(entry(6), &json!({"ssin": "85073099735"}))),
        ("invalid", with(entry(7), &json!({"kind": "hire"}))),
    ];
    let file = world.file("all.jsonl", lines(&rows.clone().map(|(_, row)| row)));
    let expected = some(&[
        ("valid", 1),
        ("warning", 1),
        ("late", 1),
        ("known", 1),
        ("duplicate", 2),
        ("open_period", 1),
        ("anomaly", 1),
        ("invalid", 2),
    ]);

    for dry in [&["--dry-run"][..], &[]] {
        let ran = import(&world, &file, dry);
        assert_eq!(ran.code, 2, "one row cannot even be read: {}", ran.stderr);
        assert_eq!(verdicts(&ran), expected);
        assert_eq!(summary(&ran)["queued"], 0);
        assert_eq!(world.queue().len(), 2, "nothing was queued");
    }
    let found = results(&beside(&file));
    let verdict = rows.clone().map(|(verdict, _)| verdict);
    assert_eq!(column(&found, "verdict"), verdict);
    assert_eq!(found[3]["submission"], "2");
    assert_eq!(found[3]["state"], "queued");
    assert_eq!(found[4]["submission"], "1");
    assert_eq!(found[4]["state"], "accepted");
    assert_eq!(found[5]["sentence"], "Row 1 declares the same");
    assert_eq!(found[6]["codes"], "90373-334");
    assert!(
        found[9]["sentence"].starts_with("Line 10, kind: "),
        "{found:?}"
    );

    let ran = import(&world, &file, &["--partial"]);
    assert_eq!(ran.code, 2);
    assert_eq!(summary(&ran)["queued"], 3, "valid, warning and late");
    let found = results(&beside(&file));
    assert_eq!(column(&found, "submission")[..4], ["3", "4", "5", "2"]);

    let ran = import(&world, &file, &["--partial", "--send-anyway"]);
    assert_eq!(summary(&ran)["queued"], 2, "the two that may be refused");
    let ran = import(&world, &file, &["--partial", "--send-anyway"]);
    assert_eq!(summary(&ran)["queued"], 0, "each row once");
    assert_eq!(
        verdicts(&ran),
        some(&[("known", 6), ("duplicate", 2), ("invalid", 2)])
    );
    assert_eq!(world.queue().len(), 7);
}

#[test]
fn what_is_wrong_is_told_with_its_exit_code() {
    let world = World::new();
    let one_wrong = lines(&[entry(1), with(entry(2), &json!({"ssin": "1"}))]);
    for (name, text, code, said) in [
        (
            "wrong.jsonl",
            one_wrong.as_str(),
            1,
            "Row 2 (line 2), T-00002: [00024-003] ssin: ",
        ),
        ("none.csv", "kind;ssin\n", 2, "There is no declaration"),
        ("column.csv", "kind;birthday\nin;x\n", 2, "Line 1, birthday"),
        (
            "quote.csv",
            "kind;ssin\nin;\"1\nin;2\n",
            2,
            "Line 2: The quote that opens here is never closed",
        ),
        (
            "nul.csv",
            "kind;ssin\nin;\0\n",
            2,
            "Line 2: There is a zero byte",
        ),
        ("cut.jsonl", "{\"kind\":\"in\"}\n{\"kind\":", 2, "Line 2: "),
    ] {
        let file = world.file(name, text);
        let ran = world.run(["import", file.to_str().unwrap()]);
        assert_eq!(ran.code, code, "{name}: {}{}", ran.stdout, ran.stderr);
        let all = format!("{}{}", ran.stdout, ran.stderr);
        assert!(all.contains(said), "{name}: {all}");
        assert!(!beside(&file).with_extension("csv.part").exists(), "{name}");
    }
    assert!(world.queue().is_empty());
}

#[test]
fn only_files_are_read_and_results_never_take_their_place() {
    let world = World::new();
    let pipe = world.folder.path().join("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
    assert!(made.success());
    for path in [pipe.as_path(), world.folder.path(), Path::new("/dev/zero")] {
        let ran = import(&world, path, &[]);
        assert_eq!(ran.code, 2, "{}", path.display());
        assert!(ran.stderr.contains("is no file"), "{}", ran.stderr);
    }
    let file = world.file("in.jsonl", entries(1));
    let nowhere = world.folder.path().join("none/result.csv");
    for (result, said) in [
        (file.as_path(), "is what is being read"),
        (&nowhere, "The results cannot be written"),
    ] {
        let ran = import(&world, &file, &["--result", result.to_str().unwrap()]);
        assert_eq!(ran.code, 2, "{}", ran.stdout);
        assert!(ran.stderr.contains(said), "{}", ran.stderr);
    }
    assert!(world.queue().is_empty(), "nothing without its result");
    assert_eq!(fs::read_to_string(&file).expect("untouched"), entries(1));
}

#[test]
fn results_are_private_harmless_and_hold_no_national_number() {
    let world = World::new();
    let rows = [
        with(entry(1), &json!({"reference": "=1+1"})),
        with(entry(2), &json!({"reference": ssin(2)})),
        json!({"kind": "in", "85073099734": 1}),
    ];
    let file = world.file("in.jsonl", lines(&rows));
    import(&world, &file, &["--partial"]);
    let path = beside(&file);
    let mode = fs::metadata(&path).expect("there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let text = fs::read_to_string(&path).expect("UTF-8");
    assert!(text.contains(";'=1+1;"), "{text}");
    for number in [ssin(1), ssin(2), "85073099734".to_owned()] {
        assert!(!text.contains(&number), "{text}");
    }
    assert!(
        text.lines()
            .all(|line| line.ends_with('\r') || !line.contains('\n'))
    );
}

#[test]
fn the_templates_are_valid() {
    let world = World::new();
    for format in [
        &["--template"][..],
        &["--template", "csv"],
        &["--template", "jsonl"],
    ] {
        let template = world.run(["import"].iter().chain(format));
        assert_eq!(template.code, 0);
        let mut checked = world
            .command(["import", "-", "--dry-run", "--json"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut input = checked.stdin.take().expect("a pipe");
        input
            .write_all(template.stdout.as_bytes())
            .expect("written");
        drop(input);
        let checked = Ran::from(checked.wait_with_output().expect("it ends"));
        assert_eq!(checked.code, 0, "{}", checked.stderr);
        assert_eq!(verdicts(&checked), some(&[("valid", 4)]));
        assert_eq!(summary(&checked)["result"], Value::Null, "none is written");
    }
    let csv = world.run(["import", "--template"]).stdout;
    let header = csv.lines().next().expect("a header");
    for field in dimonitor::domain::draft::Field::ALL {
        assert!(header.contains(field.column()), "{}", field.column());
    }
    assert!(
        csv.starts_with('\u{feff}') && csv.contains(";\r\nout;"),
        "as Excel writes it"
    );
}

#[test]
fn read_only_checks_and_queues_nothing() {
    let world = World::new();
    let file = world.file("in.jsonl", entries(2));
    assert_eq!(import(&world, &file, &["--dry-run"]).code, 0);
    let ran = import(&world, &file, &["--read-only"]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(world.queue().is_empty());
}

/// Rows in the queue's file; none while there is no file.
fn queued(world: &World) -> i64 {
    let path = world.home().join("sandbox/queue.db");
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let Ok(file) = rusqlite::Connection::open_with_flags(path, flags) else {
        return 0;
    };
    let count = "SELECT count(*) FROM submission";
    file.query_row(count, [], |row| row.get(0)).unwrap_or(0)
}

#[test]
fn killed_while_queueing_and_run_again_each_row_is_there_once() {
    const ROWS: u64 = 6_000;
    let mut world = World::new();
    world.stop_simulator();
    let file = world.file("many.jsonl", entries(ROWS));
    let path = file.to_str().expect("UTF-8").to_owned();
    let mut killed_at = Vec::new();
    for _ in 0..3 {
        let before = queued(&world);
        let mut running = world.start(["import", &path]);
        let deadline = Instant::now() + Duration::from_mins(2);
        while queued(&world) <= before && running.0.try_wait().expect("ours").is_none() {
            assert!(Instant::now() < deadline, "nothing is queued");
            std::thread::sleep(Duration::from_millis(3));
        }
        running.kill();
        killed_at.push(queued(&world));
    }
    let rows = i64::try_from(ROWS).expect("small");
    assert!(
        killed_at[0] > 0 && killed_at[0] < rows,
        "killed in the middle: {killed_at:?}"
    );

    let ran = import(&world, &file, &[]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let told = summary(&ran);
    assert_eq!(told["queued"], rows - killed_at[2], "{killed_at:?}");
    assert_eq!(told["verdicts"]["known"], killed_at[2]);

    // The books: each reference once in the queue, and each row with its submission.
    let queue = world.queue();
    let ids: BTreeMap<String, String> = queue
        .iter()
        .map(|row| {
            let reference = row["reference"].as_str().expect("a reference");
            (reference.to_owned(), row["id"].to_string())
        })
        .collect();
    assert_eq!(queue.len() as u64, ROWS);
    assert_eq!(ids.len() as u64, ROWS);
    let results = results(&beside(&file));
    assert_eq!(results.len() as u64, ROWS);
    for row in &results {
        assert_eq!(row["submission"], ids[&row["reference"]], "{row:?}");
        assert_eq!(row["state"], "queued");
    }
    let left: Vec<_> = fs::read_dir(world.folder.path())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name())
        .filter(|name| name.to_string_lossy().ends_with(".part"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn many_rows_have_a_line_each_in_the_results() {
    const ROWS: u64 = 20_000;
    let world = World::new();
    let mut text = entries(ROWS - 1);
    text.push_str("\n{\"kind\": \"hire\"}\n");
    let file = world.file("many.jsonl", text);
    let ran = import(&world, &file, &["--dry-run"]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert_eq!(summary(&ran)["rows"], ROWS);
    let results = results(&beside(&file));
    let rows: Vec<String> = (1..=ROWS).map(|row| row.to_string()).collect();
    assert_eq!(column(&results, "row"), rows);
    assert_eq!(results[19_999]["verdict"], "invalid");
}

#[test]
fn with_a_look_the_periods_of_the_nsso_count_too() {
    let world = World::new();
    let start = day_ahead(30);
    let row = |ssin: &str| {
        json!({"kind": "in", "enterprise_number": "0999999922", "ssin": ssin,
               "start_date": start, "worker_type": "OTH", "joint_committee": "XXX"})
    };
    // The second worker has an open period in the default scenario.
    let file = world.file(
        "look.jsonl",
        lines(&[row("85073099734"), row("70061598181")]),
    );
    let without = import(&world, &file, &["--dry-run"]);
    assert_eq!(verdicts(&without), some(&[("valid", 2)]));
    let looked = import(&world, &file, &["--dry-run", "--look-up"]);
    assert_eq!(verdicts(&looked), some(&[("open_period", 1), ("valid", 1)]));
    let rows = results(&beside(&file));
    assert_eq!(column(&rows, "codes"), ["", "90373-334"]);
    assert!(rows[1]["sentence"].contains("800000000179"), "{rows:?}");
}
