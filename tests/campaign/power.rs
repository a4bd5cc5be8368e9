//! Power cuts: workers and submitters are traced while they work, and every disk that a cut could
//! have left at some moment (`disk.rs` says which) is opened by the program. It must be whole, have
//! everything that somebody was told is queued, and an attempt for every declaration of which
//! a byte had left; what was synced is never undone, and nothing is there that never was.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Mutex;
use std::time::Duration;

use dimonitor::domain::lifecycle::StateKind;
use dimonitor::simulator::{FaultKind, FaultRule, Operation};
use jiff::SignedDuration;

use crate::Size;
use crate::books::{Books, Kept};
use crate::common::{Ran, World, binary, command_on, entry};
use crate::crowd::at_once;
use crate::disk::{Disk, Left};
use crate::random::Random;
use crate::table::Table;
use crate::trace::{self, Call};

/// Declarations in one file.
const IN_FILE: u64 = 2;
/// Disks of one cut.
const LEFTS: [&str; 3] = ["synced only", "everything", "some of it, torn"];
/// Disks that are looked at, at once.
const AT_ONCE: usize = 3;
/// Patience short enough that a hang is over before the trace is long.
const CONFIG: &str = "[http]\nconnect_timeout_seconds = 2\nrequest_timeout_seconds = 2\n\
    total_timeout_seconds = 3\n[limits]\nsends = 4\npolls = 8\n";

/// Traces a run and cuts the power.
pub fn run(size: Size) -> Table {
    let disks = size.of(54, 600);
    let mut table = Table::new(format!("power cuts, seed {}", size.seed));
    if let Some(obstacle) = trace::obstacle() {
        println!("SKIPPED: power, nothing can be traced here: {obstacle}");
        return table;
    }
    let world = World::new();
    world.configure(CONFIG);
    for rule in faults() {
        world.nsso().add_fault(rule);
    }
    let home = world.home().canonicalize().expect("there");
    let mut disk = Disk::of(&home);
    let calls = play(&world, &home, if size.long { 36 } else { 7 });
    let writes = calls
        .iter()
        .filter(|call| matches!(call, Call::Write(..)))
        .count();
    if writes == 0 {
        println!("SKIPPED: power, strace does not see to which files is written here");
        return table;
    }
    let truth = Truth::of(&calls);
    let mut random = Random::new(size.seed);
    let cuts = truth.cuts(disks.div_ceil(LEFTS.len() as u64), &calls, &mut random);
    let end = Books::read(&world);

    table.told("writes traced", writes);
    let named = |call: &Call, end: &str| match call {
        Call::Write(path, at, bytes) if path.ends_with(end) => Some((*at, bytes.len())),
        _ => None,
    };
    let brought_home = calls.iter().filter_map(|call| named(call, "queue.db"));
    table.told("  of the log's pages into the file", brought_home.count());
    // With a header.
    let begun = calls.iter().filter_map(|call| named(call, "queue.db-wal"));
    let begun = begun.filter(|write| *write == (Some(0), 32));
    table.told("  with which the log began anew", begun.count());
    let syncs = calls.iter().filter(|call| matches!(call, Call::Sync(..)));
    table.told("syncs", syncs.count());
    table.told("declarations queued", end.rows.len());
    table.told("  of which somebody was told", truth.told.len());
    table.at_least("POSTs traced", truth.posts.len(), disks / 20);
    table.none(
        "POSTs ahead of their synced claim (I3)",
        &trace::early(&calls),
    );
    let found = Found::of(&world, &calls, &cuts, &mut disk, size.seed, &truth, &end);
    table.none("files not as the trace says", &found.untrue);
    found.tell(&mut table, cuts.len());
    table
}

/// About a quarter of the POSTs fails, so that all states are there when the power goes.
fn faults() -> Vec<FaultRule> {
    let percent = [
        (FaultKind::ServiceUnavailable, 8),
        (FaultKind::TooManyRequests, 4),
        (FaultKind::DropAfter, 6),
        (FaultKind::ResetBefore, 6),
        (FaultKind::Slow, 30),
    ];
    let rules = percent.map(|(kind, percent)| FaultRule {
        probability: Some(f64::from(percent) / 100.0),
        retry_after: Some(SignedDuration::from_secs(1)),
        delay: Some(SignedDuration::from_millis(200)),
        ..FaultRule::new(Operation::Post, kind)
    });
    rules.into()
}

/// Some submitters alone, others beside a worker, some of whom are killed; and all that they did.
fn play(world: &World, home: &Path, files: u64) -> Vec<Call> {
    for file in 0..files {
        let first = file * IN_FILE;
        let lines: Vec<String> = (first..first + IN_FILE)
            .map(|number| entry(number).to_string())
            .collect();
        world.file(&format!("{file}.jsonl"), lines.join("\n"));
    }
    let bin = "\"$BINARY\" --home \"$HERE\" --lang en";
    let submit = |file: u64| format!("{bin} submit \"$FILES/{file}.jsonl\" --json");
    let mut script = String::new();
    for file in 0..files {
        // Killed before it has said anything, mostly: handed in again by the next line.
        if file % 6 == 3 {
            let _ = writeln!(script, "{} & sleep 0.1; kill -9 $!", submit(file));
        }
        let _ = writeln!(script, "{}", submit(file));
        if file == 1 {
            let _ = writeln!(script, "{bin} serve & worker=$!");
        } else if file % 24 == 4 {
            // Seldom enough that the log fills up and begins anew.
            let _ = writeln!(
                script,
                "sleep 2; kill -9 $worker; wait $worker\n{bin} serve & worker=$!"
            );
        }
    }
    // Until results have come in.
    let _ = writeln!(script, "sleep 5; kill $worker; wait $worker");
    let into = world.folder.path().join("trace");
    let variables: [(&str, &Path); 3] = [
        ("BINARY", &binary()),
        ("HERE", home),
        ("FILES", world.folder.path()),
    ];
    trace::record(&script, &variables, &into, Duration::from_mins(5));
    trace::read(&into, home)
}

/// What the world outside knows, and since which place of the trace.
struct Truth {
    /// The trace ids of what was posted.
    posts: Vec<(usize, String)>,
    /// The references of what somebody was told is queued.
    told: Vec<(usize, String)>,
}

impl Truth {
    fn of(calls: &[Call]) -> Self {
        let (mut posts, mut told) = (Vec::new(), Vec::new());
        for (place, call) in calls.iter().enumerate() {
            match call {
                Call::Post(trace) => posts.push((place, trace.clone())),
                Call::Told(text) => {
                    for line in text.lines() {
                        let row = serde_json::from_str::<serde_json::Value>(line);
                        let row = row.unwrap_or_default();
                        if matches!(row["outcome"].as_str(), Some("queued" | "known")) {
                            let reference = row["reference"].as_str().expect("ours have one");
                            told.push((place, reference.to_owned()));
                        }
                    }
                }
                _ => {}
            }
        }
        Self { posts, told }
    }

    /// Where the power goes: mostly when something has just left or was told, else anywhere.
    fn cuts(&self, count: u64, calls: &[Call], random: &mut Random) -> Vec<usize> {
        let anywhere: Vec<usize> = (0..calls.len())
            .filter(|place| !matches!(calls[*place], Call::Nothing))
            .map(|place| place + 1)
            .collect();
        let after = |known: &[(usize, String)]| known.iter().map(|(place, _)| place + 1).collect();
        let (posts, told): (Vec<usize>, Vec<usize>) = (after(&self.posts), after(&self.told));
        let mut cuts = BTreeSet::new();
        // Each once: what is picked again counts for nothing, and there may be few.
        for number in 0..count * 20 {
            cuts.insert(match number % 4 {
                0 if !posts.is_empty() => *random.pick(&posts),
                1 if !told.is_empty() => *random.pick(&told),
                _ => *random.pick(&anywhere),
            });
            if cuts.len() as u64 == count {
                break;
            }
        }
        cuts.into_iter().collect()
    }

    fn until(known: &[(usize, String)], cut: usize) -> HashSet<String> {
        let known = known.iter().filter(|(place, _)| *place < cut);
        known.map(|(_, what)| what.clone()).collect()
    }
}

/// What the rows of a file went through, as its journal has it.
type History = BTreeMap<i64, Vec<(i64, String)>>;

fn history(rows: &[Kept]) -> History {
    let of_row = |row: &Kept| {
        let events = row.events.iter();
        let mut events: Vec<(i64, String)> = events
            .map(|event| (event.sequence, event.event.clone()))
            .collect();
        events.sort();
        (row.id, events)
    };
    rows.iter().map(of_row).collect()
}

/// Whether everything in the first is in the second, from its beginning.
fn is_part(part: &History, whole: &History) -> bool {
    part.iter().all(|(id, events)| {
        let whole = whole.get(id);
        whole.is_some_and(|whole| whole.starts_with(events))
    })
}

/// What is wrong with the disks.
#[derive(Default)]
struct Found {
    looked_at: usize,
    unreadable: Vec<String>,
    not_whole: Vec<String>,
    lost: Vec<String>,
    unsent: Vec<String>,
    disagreeing: Vec<String>,
    backward: Vec<String>,
    invented: Vec<String>,
    untrue: Vec<String>,
    /// What each synced disk had.
    synced: Vec<(usize, History)>,
}

/// The disks of a cut.
struct Cut {
    place: usize,
    folder: PathBuf,
}

impl Found {
    fn of(
        world: &World,
        calls: &[Call],
        cuts: &[usize],
        disk: &mut Disk,
        seed: u64,
        truth: &Truth,
        end: &Books,
    ) -> Self {
        let folder = world.folder.path().join("disks");
        std::fs::create_dir(&folder).expect("made");
        let ends = history(&end.rows);
        let mut maker = Maker {
            calls,
            cuts: cuts.iter(),
            at: 0,
            disk,
            random: Random::new(seed),
            folder,
        };
        let found = Mutex::new(Self::default());
        at_once(AT_ONCE, std::iter::from_fn(|| maker.next()), |cut| {
            judge(world, &cut, truth, &ends, &found);
            let _ = std::fs::remove_dir_all(&cut.folder);
        });
        maker.advance(calls.len());
        let mut found = found.into_inner().expect("all have ended");
        // The trace is believed when it leads to what is there.
        let store = world.queue_file();
        let store = store.parent().expect("a folder");
        found.untrue = maker
            .disk
            .differences(&store.canonicalize().expect("there"));
        found.compare_synced();
        found
    }

    /// What was synced stays, whenever the power goes.
    fn compare_synced(&mut self) {
        self.synced.sort_by_key(|(place, _)| *place);
        for pair in self.synced.windows(2) {
            if !is_part(&pair[0].1, &pair[1].1) {
                let said = format!("at {}: less than at {}", pair[1].0, pair[0].0);
                self.backward.push(said);
            }
        }
    }

    fn tell(&self, table: &mut Table, cuts: usize) {
        table.exactly("disks looked at", self.looked_at, cuts * LEFTS.len());
        table.none("  that cannot be opened", &self.unreadable);
        table.none("  not whole", &self.not_whole);
        table.none("  without what somebody was told", &self.lost);
        table.none("  on which a POST is shown as unsent", &self.unsent);
        table.none("  that disagree with the server", &self.disagreeing);
        table.none("  behind what was synced", &self.backward);
        table.none("  with what never was", &self.invented);
    }
}

/// Makes one disk after the other, in the order of the trace.
struct Maker<'a> {
    calls: &'a [Call],
    cuts: std::slice::Iter<'a, usize>,
    at: usize,
    disk: &'a mut Disk,
    random: Random,
    folder: PathBuf,
}

impl Maker<'_> {
    fn advance(&mut self, until: usize) {
        for place in self.at..until {
            self.disk.advance(place, &self.calls[place]);
        }
        self.at = until;
    }

    fn next(&mut self) -> Option<Cut> {
        let place = *self.cuts.next()?;
        self.advance(place);
        let folder = self.folder.join(self.cuts.len().to_string());
        std::fs::create_dir(&folder).expect("made");
        let lefts = [
            Left::Nothing,
            Left::Everything,
            Left::Some(&mut self.random),
        ];
        for (left, name) in lefts.into_iter().zip(LEFTS) {
            self.disk.write(&folder.join(name), left);
        }
        Some(Cut { place, folder })
    }
}

/// Opens the disks of a cut and holds them against what is known.
fn judge(world: &World, cut: &Cut, truth: &Truth, ends: &History, found: &Mutex<Found>) {
    let posts = Truth::until(&truth.posts, cut.place);
    let told = Truth::until(&truth.told, cut.place);
    let mut synced: Option<History> = None;
    for name in LEFTS {
        let home = cut.folder.join(name);
        let said = |what: &str| format!("cut at {}, {name}: {what}", cut.place);
        let run = |arguments: &[&str]| {
            let mut command = command_on(&home, arguments);
            Ran::from(command.stdin(Stdio::null()).output().expect("it starts"))
        };
        let listed = run(&["queue", "list", "--json", "--limit", "100000"]);
        let checked = run(&["store", "check", "--json"]);
        let mut found_one = Found::default();
        if listed.code == 0 {
            let mut books = Books::of(world, &listed.rows(), &home.join("sandbox/queue.db"));
            let is_sent = |trace: Option<&str>| trace.is_some_and(|trace| posts.contains(trace));
            books
                .ledger
                .posts
                .retain(|post| is_sent(post.trace_id.as_deref()));
            found_one.unsent = unsent(&books.rows, &posts);
            let against = books.compare(&told);
            found_one.lost = against.lost;
            found_one.disagreeing = [
                against.duplicate,
                against.phantom,
                against.wrong,
                against.reposted,
                against.unjournalled,
            ]
            .concat();
            let history = history(&books.rows);
            if !is_part(&history, ends) {
                found_one.invented.push("not a part of what was".to_owned());
            }
            match &synced {
                Some(synced) if !is_part(synced, &history) => {
                    found_one.backward.push("less than was synced".to_owned());
                }
                Some(_) => {}
                None => synced = Some(history),
            }
        } else {
            found_one.unreadable.push(listed.stderr);
        }
        if checked.code != 0 {
            let words = format!("{}{}", checked.stdout, checked.stderr);
            found_one.not_whole.push(words);
        }
        let mut found = found.lock().expect("nobody panics with it");
        found.looked_at += 1;
        let found = &mut *found;
        for (all, one) in [
            (&mut found.unreadable, found_one.unreadable),
            (&mut found.not_whole, found_one.not_whole),
            (&mut found.lost, found_one.lost),
            (&mut found.unsent, found_one.unsent),
            (&mut found.disagreeing, found_one.disagreeing),
            (&mut found.backward, found_one.backward),
            (&mut found.invented, found_one.invented),
        ] {
            // A disk counts once, however much is wrong with it.
            all.extend(one.first().map(|what| said(what)));
        }
    }
    if let Some(synced) = synced {
        let mut found = found.lock().expect("nobody panics with it");
        found.synced.push((cut.place, synced));
    }
}

/// What was posted and looks as if it never was.
fn unsent(rows: &[Kept], posts: &HashSet<String>) -> Vec<String> {
    let mut unsent = Vec::new();
    for trace in posts {
        let attempt = rows.iter().find_map(|row| {
            let attempt = row.posts().find(|attempt| attempt.trace_id == *trace)?;
            Some((row, attempt))
        });
        match attempt {
            None => unsent.push(format!("{trace}: posted, no attempt")),
            Some((row, attempt)) => {
                let is_unsent = matches!(
                    row.state,
                    StateKind::Draft | StateKind::Queued | StateKind::Held | StateKind::Cancelled
                );
                if is_unsent && attempt.outcome.as_deref() != Some("not_taken") {
                    unsent.push(format!("{}: posted, and {}", row.id, row.state.as_str()));
                }
            }
        }
    }
    unsent
}
