//! The two nights in which the Belgian hour changes, by quarter hours: which day it is, what is
//! late, and which time is shown, by the real binary and by tables that no zone data made.

use std::path::Path;
use std::process::Command;

use jiff::{SignedDuration, Timestamp};

use crate::Size;
use crate::common::{Ran, World, entry, ssin};
use crate::faketime::Faketime;
use crate::table::Table;

/// Of a night and the day after it.
const QUARTERS: u64 = 96;

/// Those of the short size: around both changes of the day, and around that of the hour.
const SHORT: [u64; 14] = [0, 1, 2, 3, 5, 6, 7, 8, 89, 90, 91, 93, 94, 95];

/// A night: its first quarter hour, the days that may be today, and declarations that begin in it.
struct Night {
    begins: &'static str,
    days: [&'static str; 4],
    day: &'static str,
    starts: [Start; 5],
}

/// A hour on the Belgian clock, the moment that it is, and how that moment is shown.
type Start = (&'static str, &'static str, &'static str);

const NIGHTS: [Night; 2] = [
    Night {
        begins: "2026-03-28T23:30:00Z",
        days: ["2026-03-28", "2026-03-29", "2026-03-30", "2026-03-31"],
        day: "2026-03-29",
        starts: [
            ("00:37", "2026-03-28T23:37:00Z", "2026-03-29 00:37:00"),
            ("01:37", "2026-03-29T00:37:00Z", "2026-03-29 01:37:00"),
            // An hour that there is not: the earlier of its two readings.
            ("02:37", "2026-03-29T00:37:00Z", "2026-03-29 01:37:00"),
            ("03:37", "2026-03-29T01:37:00Z", "2026-03-29 03:37:00"),
            ("22:37", "2026-03-29T20:37:00Z", "2026-03-29 22:37:00"),
        ],
    },
    Night {
        begins: "2026-10-24T23:30:00Z",
        days: ["2026-10-24", "2026-10-25", "2026-10-26", "2026-10-27"],
        day: "2026-10-25",
        starts: [
            ("00:37", "2026-10-24T22:37:00Z", "2026-10-25 00:37:00"),
            ("01:37", "2026-10-24T23:37:00Z", "2026-10-25 01:37:00"),
            // An hour that comes twice: the first one.
            ("02:37", "2026-10-25T00:37:00Z", "2026-10-25 02:37:00"),
            ("03:37", "2026-10-25T02:37:00Z", "2026-10-25 03:37:00"),
            ("22:37", "2026-10-25T21:37:00Z", "2026-10-25 22:37:00"),
        ],
    },
];

/// Wrong things, by what is asked.
#[derive(Default)]
struct Wrong {
    quarters: u64,
    today: Vec<String>,
    late: Vec<String>,
    shown: Vec<String>,
}

/// Both nights.
pub fn run(faketime: &Faketime, size: Size) -> Table {
    let nights: Vec<Wrong> = std::thread::scope(|scope| {
        let running = NIGHTS
            .each_ref()
            .map(|night| scope.spawn(|| lived(night, faketime, size)));
        running
            .map(|night| night.join().expect("it can go on"))
            .into()
    });
    let mut all = Wrong::default();
    for night in nights {
        all.quarters += night.quarters;
        all.today.extend(night.today);
        all.late.extend(night.late);
        all.shown.extend(night.shown);
    }
    let mut table = Table::default();
    let short = u64::try_from(SHORT.len()).expect("few");
    let goal = 2 * if size.long { QUARTERS } else { short };
    table.exactly("quarter hours of the two nights", all.quarters, goal);
    table.none("  another day taken for today", &all.today);
    table.none("  a deadline judged or shown wrong", &all.late);
    table.none("  another time shown", &all.shown);
    table
}

fn lived(night: &Night, faketime: &Faketime, size: Size) -> Wrong {
    let world = World::new();
    let begins: Timestamp = night.begins.parse().expect("a moment");
    let days = world.file("days.jsonl", by_day(night));
    let starts = world.file("starts.jsonl", by_start(night));
    let mut wrong = Wrong::default();
    let mut moments = Vec::new();
    for quarter in (0..QUARTERS).filter(|quarter| size.long || SHORT.contains(quarter)) {
        let minutes = i64::try_from(15 * quarter).expect("few");
        let now = begins + SignedDuration::from_mins(minutes);
        let run = |arguments: &[&str]| {
            let mut command: Command = world.command(arguments);
            command.envs(faketime.other(&now.strftime("@%Y-%m-%d %H:%M:%S").to_string()));
            Ran::from(command.output().expect("it starts"))
        };
        let checked = run(&["validate", text(&days), "--json"]);
        wrong.today.extend(wrong_days(night, now, &checked));

        let result = world.folder.path().join("result.csv");
        run(&[
            "import",
            text(&starts),
            "--dry-run",
            "--result",
            text(&result),
        ]);
        wrong.late.extend(wrong_deadlines(night, now, &result));

        let one = world.file("one.json", entry(quarter).to_string());
        let queued = run(&["submit", text(&one)]);
        assert_eq!(queued.code, 0, "{}", queued.stderr);
        moments.push(now);
        wrong.quarters += 1;
    }
    let listed = world.run(["queue", "list", "--limit", "1000"]);
    for now in moments {
        let shown = shown(now);
        // A few seconds may have passed until it was queued.
        if !listed.stdout.contains(&shown[..16]) {
            wrong.shown.push(format!("{now}: not shown as {shown}"));
        }
    }
    wrong
}

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

/// What a Belgian clock shows: two hours ahead of UTC between the last Sundays of March and
/// October at 01:00 UTC, else one (Directive 2000/84/EC).
fn shown(moment: Timestamp) -> String {
    let at = |text: &str| text.parse::<Timestamp>().expect("a moment");
    let summer = at("2026-03-29T01:00:00Z")..at("2026-10-25T01:00:00Z");
    let hours = if summer.contains(&moment) { 2 } else { 1 };
    let local = moment + SignedDuration::from_hours(hours);
    local.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// One IN for each of the days.
fn by_day(night: &Night) -> String {
    let lines = night.days.iter().zip(1..).map(|(day, number)| {
        let mut row = entry(number);
        row["start_date"] = (*day).into();
        row["reference"] = (*day).into();
        row.to_string()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// One IN for each of the hours.
fn by_start(night: &Night) -> String {
    let lines = night.starts.iter().zip(1..).map(|((hour, ..), number)| {
        serde_json::json!({
            "kind": "in", "reference": hour, "enterprise_number": "0999999823",
            "ssin": ssin(number), "start_date": night.day, "end_date": night.day,
            "start_hour": hour, "end_hour": "23:45", "worker_type": "FLX",
            "joint_committee": "302",
        })
        .to_string()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A start before today has passed, and no other one has.
fn wrong_days(night: &Night, now: Timestamp, checked: &Ran) -> Vec<String> {
    let today = &shown(now)[..10];
    let rows = checked.rows();
    if rows.len() != night.days.len() {
        return vec![format!("{now}: {}{}", checked.stdout, checked.stderr)];
    }
    let wrong = rows.iter().zip(night.days).filter_map(|(row, day)| {
        let has_passed = row["problems"]
            .to_string()
            .contains("The start date has passed");
        (has_passed != (day < today)).then(|| format!("{now}: {day}, {row}"))
    });
    wrong.collect()
}

/// What began before now is late, and the moment until which it was not is the Belgian one.
fn wrong_deadlines(night: &Night, now: Timestamp, result: &Path) -> Vec<String> {
    let reader = csv::ReaderBuilder::new().delimiter(b';').from_path(result);
    let mut reader = match reader {
        Ok(reader) => reader,
        Err(error) => return vec![format!("{now}: {error}")],
    };
    let rows: Vec<csv::StringRecord> = reader.records().flatten().collect();
    let _ = std::fs::remove_file(result);
    if rows.len() != night.starts.len() {
        return vec![format!("{now}: {} results", rows.len())];
    }
    let wrong = rows
        .iter()
        .zip(night.starts)
        .filter_map(|(row, (hour, until, shown))| {
            let until: Timestamp = until.parse().expect("a moment");
            let said = row.get(5).unwrap_or_default();
            let is_right = if until < now {
                said.contains(&format!("The deadline was {shown}"))
            } else {
                !said.contains("The deadline was")
            };
            (!is_right).then(|| format!("{now}, {hour}: {said}"))
        });
    wrong.collect()
}
