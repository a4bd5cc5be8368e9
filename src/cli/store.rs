//! `store` and `purge`: what was found, copied, rescued or taken out, for people and as JSON.

use std::path::Path;

use jiff::Timestamp;
use serde::Serialize;

use crate::domain::belgium;
use crate::domain::problem::ProblemClass;
use crate::domain::text::Text;
use crate::domain::upkeep::{
    BackedUp, Checked, Fault, Moved, Part, Purged, Recovered, Rule, Swept, Traces,
};

use super::Exit;
use super::contract::VERSION;
use super::output::{Output, shown};

/// Lost submissions that are named to a person.
const NAMED: usize = 20;

/// Where a queue is that was looked at.
#[derive(Debug)]
pub struct Site {
    /// As a person may see it.
    pub shown: String,
    /// Whether a server looks after it.
    pub is_server: bool,
}

/// Says what a look at a queue found: done when it is whole.
pub fn checked(site: &Site, checked: &Checked, out: &Output<'_>) -> Exit {
    if out.is_json() {
        out.json(&CheckReport::of(site, checked));
    } else {
        out.line(
            &out.words(
                &Text::new("store-checked")
                    .with("path", &*site.shown)
                    .with("schema", i64::from(checked.schema))
                    .with("submissions", checked.submissions)
                    .with("entries", checked.entries),
            ),
        );
        faults(checked, out);
        let verdict = match (site.is_server, checked.is_whole()) {
            (false, true) => Text::new("store-whole"),
            (false, false) => Text::new("store-not-whole"),
            (true, true) => Text::new("store-pg-whole"),
            (true, false) => Text::new("store-pg-not-whole"),
        };
        out.line(&out.words(&verdict));
    }
    if site.is_server {
        out.say(&Text::new("store-pg-check-rest"));
    }
    if checked.is_whole() {
        return Exit::Done;
    }
    out.say(&if site.is_server {
        Text::new("store-pg-corrupt-hint")
    } else {
        Text::new("store-not-whole-hint")
    });
    Exit::Trouble(ProblemClass::Store)
}

fn faults(checked: &Checked, out: &Output<'_>) {
    for fault in &checked.faults {
        out.line(&format!("  {}", out.words(&sentence(fault))));
    }
    for fault in &checked.known {
        let known = Text::new("store-fault-known").with("fault", sentence(fault));
        out.line(&format!("  {}", out.words(&known)));
    }
}

fn sentence(fault: &Fault) -> Text {
    let text = match fault.part {
        Part::Pages => Text::new("store-fault-pages"),
        Part::References => Text::new("store-fault-references"),
        Part::Messages => Text::new("store-fault-messages"),
        Part::Keys => Text::new("store-fault-keys"),
        Part::Journal => Text::new("store-fault-journal"),
        Part::Counts => Text::new("store-fault-counts"),
        Part::Search => Text::new("store-fault-search"),
    };
    text.with("place", fault.place.shown())
        .with("count", fault.count)
}

/// Says which key of the duplicate check counts from now on.
pub fn adopted(print: &str, out: &Output<'_>) {
    if out.is_json() {
        out.json(&serde_json::json!({ "v": VERSION, "business_key": print }));
        return;
    }
    out.line(&out.words(&Text::new("store-key-adopted").with("print", print)));
}

/// Says where a copy lies.
pub fn backed_up(made: &BackedUp, out: &Output<'_>) {
    if out.is_json() {
        out.json(&Copied {
            v: VERSION,
            file: place(&made.path),
            bytes: made.bytes,
            submissions: made.submissions,
        });
        return;
    }
    out.line(
        &out.words(
            &Text::new("store-backed-up")
                .with("path", place(&made.path))
                .with("submissions", made.submissions)
                .with("size", size(made.bytes)),
        ),
    );
}

/// Says what was rescued and what was lost, and how to go on: done when nothing was lost.
pub fn recovered(
    from: &Path,
    queue: &Path,
    recovered: &Recovered,
    checked: &Checked,
    out: &Output<'_>,
) -> Exit {
    if out.is_json() {
        out.json(&RescueReport::of(from, recovered, checked));
    } else {
        tell_rescue(recovered, checked, out);
    }
    out.say(
        &Text::new("store-recovered-next")
            .with("damaged", place(from))
            .with("queue", place(queue))
            .with("path", place(&recovered.path)),
    );
    if recovered.is_everything() && checked.is_whole() {
        Exit::Done
    } else {
        Exit::Trouble(ProblemClass::Store)
    }
}

fn tell_rescue(recovered: &Recovered, checked: &Checked, out: &Output<'_>) {
    for table in &recovered.tables {
        if table.rows == 0 && table.lost == 0 && !table.has_gap {
            continue;
        }
        let text = if table.has_gap {
            Text::new("store-recovered-gap")
        } else {
            Text::new("store-recovered-table")
        };
        out.line(
            &out.words(
                &text
                    .with("table", shown(&*table.name))
                    .with("rows", table.rows)
                    .with("lost", table.lost),
            ),
        );
    }
    if !recovered.lost.is_empty() {
        let numbers: Vec<String> = recovered
            .lost
            .iter()
            .take(NAMED)
            .map(ToString::to_string)
            .collect();
        out.line(
            &out.words(
                &Text::new("store-recovered-lost")
                    .with("count", recovered.lost.len())
                    .with("numbers", numbers.join(", ")),
            ),
        );
    }
    if recovered.held > 0 {
        out.line(&out.words(&Text::new("store-recovered-held").with("count", recovered.held)));
    }
    faults(checked, out);
    let verdict = if recovered.is_everything() {
        Text::new("store-recovered-everything")
    } else {
        Text::new("store-recovered-part")
    };
    out.line(&out.words(&verdict));
}

/// Says what was copied, and that it is the same on both sides.
pub fn moved(to: &str, moved: &Moved, is_to_look_at: bool, out: &Output<'_>) {
    if out.is_json() {
        let tables = moved.tables.iter().map(|table| MovedReport {
            table: table.name,
            rows: table.rows,
            sha256: &table.digest,
        });
        out.json(&MoveReport {
            v: VERSION,
            to: shown(to),
            closed: if is_to_look_at { "copy" } else { "original" },
            tables: tables.collect(),
        });
        return;
    }
    for table in &moved.tables {
        out.line(
            &out.words(
                &Text::new("store-copy-table")
                    .with("table", format!("{:<16}", table.name))
                    .with("rows", format!("{:>10}", table.rows))
                    .with("digest", table.digest.get(..16).unwrap_or_default()),
            ),
        );
    }
    out.line(&out.words(&Text::new("store-copy-done").with("to", shown(to))));
    out.say(&if is_to_look_at {
        Text::new("store-copy-look")
    } else {
        Text::new("store-copy-next")
    });
}

/// Says whether a queue was closed that is open now.
pub fn reopened(was_closed: bool, out: &Output<'_>) {
    if out.is_json() {
        out.json(&serde_json::json!({ "v": VERSION, "reopened": was_closed }));
        return;
    }
    out.line(&out.words(&if was_closed {
        Text::new("store-reopened")
    } else {
        Text::new("store-not-closed")
    }));
}

/// Says what a purge would do.
pub fn would_purge(found: &Purged, days: u32, out: &Output<'_>) -> Exit {
    tell_purge(found, days, true, out);
    Exit::Done
}

/// Says what a purge did: done when every trace is wiped, as far as it is ours to wipe.
pub fn purged(done: &Purged, days: u32, out: &Output<'_>) -> Exit {
    tell_purge(done, days, false, out);
    match done.traces {
        Traces::Wiped => return Exit::Done,
        Traces::InUse => out.say(&Text::new("purge-not-wiped")),
        Traces::Vacuumed => {
            out.say(&Text::new("purge-vacuumed"));
            return Exit::Done;
        }
        Traces::Unvacuumed => {
            out.say(&Text::new("purge-unvacuumed"));
            return Exit::Done;
        }
    }
    Exit::Trouble(ProblemClass::Store)
}

fn tell_purge(purged: &Purged, days: u32, is_dry: bool, out: &Output<'_>) {
    if out.is_json() {
        out.json(&PurgeReport {
            v: VERSION,
            dry_run: is_dry,
            days,
            submissions: purged.submissions,
            messages: purged.messages,
            drafts: purged.drafts,
            rules: purged.rules.iter().map(RuleShown::of).collect(),
            copies: purged.copies,
            wiped: purged.traces == Traces::Wiped && !is_dry,
        });
    } else {
        let text = if is_dry {
            Text::new("retention-would")
        } else {
            Text::new("retention-done")
        };
        out.line(&out.words(&text));
        for swept in &purged.rules {
            out.line(&format!("  {}", out.words(&of_rule(swept))));
        }
    }
    if purged.copies > 0 {
        out.say(&Text::new("purge-copies").with("count", purged.copies));
    }
}

/// How much a rule takes, and how old it is.
fn of_rule(swept: &Swept) -> Text {
    let what = match swept.rule {
        Rule::Messages => Text::new("retention-messages"),
        Rule::Results => Text::new("retention-results"),
        Rule::Drafts => Text::new("retention-drafts"),
    };
    let text = match swept.span {
        None => Text::new("retention-none"),
        Some((oldest, newest)) => Text::new("retention-some")
            .with("count", swept.rows)
            .with("oldest", belgium::date_and_time(oldest))
            .with("newest", belgium::date_and_time(newest)),
    };
    text.with("what", what)
        .with("before", belgium::date_and_time(swept.before))
}

fn place(path: &Path) -> String {
    shown(path.to_string_lossy())
}

/// In MiB, with one decimal.
fn size(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10) >> 20;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// What a look at a queue found: `store check`.
#[derive(Debug, Serialize)]
struct CheckReport<'a> {
    v: u8,
    file: &'a str,
    whole: bool,
    schema: i32,
    submissions: u64,
    entries: u64,
    faults: Vec<Flaw<'a>>,
    known: Vec<Flaw<'a>>,
}

/// One thing that is wrong with a file.
#[derive(Debug, Serialize)]
struct Flaw<'a> {
    part: &'static str,
    place: &'a crate::domain::untrusted::Untrusted,
    count: u64,
}

impl<'a> CheckReport<'a> {
    fn of(site: &'a Site, checked: &'a Checked) -> Self {
        let flaws = |faults: &'a [Fault]| faults.iter().map(Flaw::of).collect();
        Self {
            v: VERSION,
            file: &site.shown,
            whole: checked.is_whole(),
            schema: checked.schema,
            submissions: checked.submissions,
            entries: checked.entries,
            faults: flaws(&checked.faults),
            known: flaws(&checked.known),
        }
    }
}

impl<'a> Flaw<'a> {
    fn of(fault: &'a Fault) -> Self {
        Self {
            part: fault.part.as_str(),
            place: &fault.place,
            count: fault.count,
        }
    }
}

/// A copy: `store backup`.
#[derive(Debug, Serialize)]
struct Copied {
    v: u8,
    file: String,
    bytes: u64,
    submissions: u64,
}

/// What was rescued: `store recover`.
#[derive(Debug, Serialize)]
struct RescueReport<'a> {
    v: u8,
    from: String,
    file: String,
    everything: bool,
    whole: bool,
    tables: Vec<Table<'a>>,
    lost_submissions: Vec<i64>,
    held: u64,
    faults: Vec<Flaw<'a>>,
}

/// One table of it.
#[derive(Debug, Serialize)]
struct Table<'a> {
    name: &'a str,
    rows: u64,
    lost: u64,
    gap: bool,
}

impl<'a> RescueReport<'a> {
    fn of(from: &Path, recovered: &'a Recovered, checked: &'a Checked) -> Self {
        let tables = recovered.tables.iter().map(|table| Table {
            name: &table.name,
            rows: table.rows,
            lost: table.lost,
            gap: table.has_gap,
        });
        Self {
            v: VERSION,
            from: place(from),
            file: place(&recovered.path),
            everything: recovered.is_everything(),
            whole: checked.is_whole(),
            tables: tables.collect(),
            lost_submissions: recovered.lost.iter().map(|id| id.0).collect(),
            held: recovered.held,
            faults: checked.faults.iter().map(Flaw::of).collect(),
        }
    }
}

/// What was purged, or would be: `purge`.
#[derive(Debug, Serialize)]
struct PurgeReport {
    v: u8,
    dry_run: bool,
    days: u32,
    submissions: u64,
    messages: u64,
    drafts: u64,
    rules: Vec<RuleShown>,
    copies: u64,
    wiped: bool,
}

/// What one rule takes.
#[derive(Debug, Serialize)]
struct RuleShown {
    rule: &'static str,
    before: Timestamp,
    rows: u64,
    oldest: Option<Timestamp>,
    newest: Option<Timestamp>,
}

impl RuleShown {
    fn of(swept: &Swept) -> Self {
        let (oldest, newest) = swept.span.unzip();
        Self {
            rule: swept.rule.key(),
            before: swept.before,
            rows: swept.rows,
            oldest,
            newest,
        }
    }
}

/// A queue in another kind of store: `store copy`.
#[derive(Debug, Serialize)]
struct MoveReport<'a> {
    v: u8,
    to: String,
    /// Which of the two takes no changes now.
    closed: &'static str,
    tables: Vec<MovedReport<'a>>,
}

#[derive(Debug, Serialize)]
struct MovedReport<'a> {
    table: &'static str,
    rows: u64,
    sha256: &'a str,
}
