//! A national number, a worker's name, a token and a line of a key go through a day of the real
//! binary with everything in the log, a panic and a kill; then they are looked for, and once more
//! where the queue lies after a purge.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use serde_json::json;

use crate::Size;
use crate::canary::{Canary, Hit, below, files, in_bytes, in_file, in_process};
use crate::common::{World, day_ahead, wait_until};
use crate::memory;
use crate::table::Table;

const NUMBER: &str = "85073003328";
const FAMILY: &str = "Kanarievogel";
const TOKEN_PATH: &str = "/REST/oauth/v5/token";

/// Stands between the program and the token server, and remembers the tokens that were given.
struct Eavesdropper {
    url: String,
    tokens: Arc<Mutex<Vec<String>>>,
    to: Arc<Mutex<String>>,
}

impl Eavesdropper {
    fn listen() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (tokens, to) = (Arc::default(), Arc::<Mutex<String>>::default());
        let (heard, target) = (Arc::clone(&tokens), Arc::clone(&to));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let target = target.lock().expect("whole").clone();
                pass_on(stream, &target, &heard);
            }
        });
        Self {
            url: format!("http://{address}{TOKEN_PATH}"),
            tokens,
            to,
        }
    }
}

/// One request and its answer; the connection is closed behind it.
fn pass_on(mut client: TcpStream, target: &str, heard: &Mutex<Vec<String>>) {
    let Ok(mut server) = TcpStream::connect(target) else {
        return;
    };
    let mut back = (
        server.try_clone().expect("a socket"),
        client.try_clone().expect("a socket"),
    );
    let answers = std::thread::spawn(move || {
        let (mut answer, mut piece) = (Vec::new(), [0; 4096]);
        while let Ok(length @ 1..) = back.0.read(&mut piece) {
            answer.extend_from_slice(&piece[..length]);
            if back.1.write_all(&piece[..length]).is_err() {
                break;
            }
        }
        answer
    });
    let _ = client.set_read_timeout(Some(std::time::Duration::from_secs(2)));
    let mut piece = [0; 4096];
    while let Ok(length @ 1..) = client.read(&mut piece) {
        if server.write_all(&piece[..length]).is_err() {
            break;
        }
    }
    let _ = server.shutdown(std::net::Shutdown::Both);
    let answer = answers.join().expect("it ends");
    let answer = String::from_utf8_lossy(&answer);
    if let Some((_, rest)) = answer.split_once("\"access_token\":\"")
        && let Some((token, _)) = rest.split_once('"')
    {
        heard.lock().expect("whole").push(token.to_owned());
    }
}

fn world(ear: &Eavesdropper) -> World {
    let audiences = format!("audiences = [\"{}\"]", ear.url);
    let world = World::with_other(&[("audiences = []", &audiences)]);
    let path = world.home().join("config.toml");
    let config = std::fs::read_to_string(&path).expect("written");
    let direct = config.split("token_url = \"").nth(1).expect("it has one");
    let direct = direct.split('"').next().expect("it ends").to_owned();
    let host = direct.trim_start_matches("http://").split('/').next();
    host.expect("a host")
        .clone_into(&mut *ear.to.lock().expect("whole"));
    world.write_config(&config.replace(&direct, &ear.url));
    world
}

/// What a person types, and what came out.
struct Day<'a> {
    world: &'a World,
    out: Vec<u8>,
    talk: Vec<u8>,
}

impl Day<'_> {
    /// With a home, a folder for temporary files and a working folder of its own.
    fn command(&self, arguments: &[&str]) -> Command {
        let folder = self.world.folder.path();
        let mut command = self.world.command(["--verbose"].iter().chain(arguments));
        command
            .current_dir(folder.join("cwd"))
            .env("HOME", folder.join("person"))
            .env("TMPDIR", folder.join("tmp"))
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("XDG_DATA_HOME");
        command
    }

    fn run(&mut self, arguments: &[&str]) -> (i32, String) {
        let output = self.command(arguments).output().expect("it starts");
        self.out.extend_from_slice(&output.stdout);
        self.talk.extend_from_slice(&output.stderr);
        let stdout = String::from_utf8(output.stdout).expect("UTF-8");
        (output.status.code().unwrap_or(-1), stdout)
    }
}

/// The rows of a table of the queue's database as one text.
fn table_of(world: &World, name: &str) -> Vec<u8> {
    let path = world.home().join("sandbox/queue.db");
    let database = rusqlite::Connection::open(path).expect("it opens");
    let mut rows = database
        .prepare(&format!("SELECT * FROM {name}"))
        .expect("a table");
    let columns = rows.column_count();
    let mut text = Vec::new();
    let mut rows = rows.query([]).expect("it reads");
    while let Some(row) = rows.next().expect("a row") {
        for column in 0..columns {
            text.extend(format!("{:?}\n", row.get_ref(column).expect("a cell")).into_bytes());
            if let Ok(bytes) = row.get_ref(column).expect("a cell").as_bytes() {
                text.extend_from_slice(bytes);
            }
        }
    }
    text
}

/// The declarations of the day.
struct Files {
    one: String,
    bulk: String,
    typed: String,
}

fn declarations(world: &World) -> Files {
    let entry = |reference: &str, committee: &str| {
        json!({"kind": "in", "reference": reference, "enterprise_number": "0999999922",
               "ssin": NUMBER, "family_name": FAMILY, "given_name": "Ottilie",
               "start_date": day_ahead(12), "worker_type": "FLX", "end_date": day_ahead(12),
               "start_hour": "17:00", "end_hour": "22:30", "joint_committee": committee})
    };
    let bulk = format!(
        "kind;reference;enterprise_number;ssin;start_date;worker_type;joint_committee;family_name;given_name\n\
         in;c-2;0999999922;{NUMBER};{};OTH;XXX;{FAMILY};Ottilie\n\
         in;c-3;0999999922;{NUMBER}9;{};OTH;XXX;{FAMILY};Ottilie\n",
        day_ahead(40),
        day_ahead(41)
    );
    let file = |name: &str, text: &str| {
        let path = world.secret_file(name, text);
        path.to_str().expect("UTF-8").to_owned()
    };
    Files {
        one: file("day.json", &entry("c-1", "XXX").to_string()),
        bulk: file("bulk.csv", &bulk),
        typed: entry("c-4", "302").to_string(),
    }
}

/// Lives through the day, and looks.
#[expect(clippy::too_many_lines, reason = "a day has many hours")]
pub fn run(size: Size) -> Table {
    let ear = Eavesdropper::listen();
    let world = world(&ear);
    let folder = world.folder.path().to_owned();
    for name in ["cwd", "person", "tmp"] {
        std::fs::create_dir(folder.join(name)).expect("made");
    }
    std::fs::write(folder.join("person/.bash_history"), "ls\n").expect("written");
    let Files {
        one: file,
        bulk,
        typed: words,
    } = declarations(&world);
    let mut day = Day {
        world: &world,
        out: Vec::new(),
        talk: Vec::new(),
    };
    let (code, _) = day.run(&["submit", &file, "--wait", "--json"]);
    assert!(code <= 1, "{}", String::from_utf8_lossy(&day.talk));
    day.run(&["validate", &bulk]);
    day.run(&["import", &bulk, "--partial"]);
    let mut typed = day.command(&["submit", "-"]);
    let mut typed = typed
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    let mut hits = in_process(typed.id(), &[Canary::national_number(NUMBER)]);
    typed
        .stdin
        .take()
        .expect("a pipe")
        .write_all(words.as_bytes())
        .expect("written");
    typed.wait().expect("it ends");
    // A worker, killed hard in the middle of its work.
    let mut worker = day.command(&["serve"]);
    let mut worker = worker
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    wait_until("the worker has a token", 60, || {
        ear.tokens.lock().expect("whole").len() >= 2
    });
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", worker.id()));
    let limits = limits.expect("a process has limits");
    let largest = limits
        .lines()
        .find(|line| line.starts_with("Max core file"));
    let largest: Vec<&str> = largest.expect("a limit").split_whitespace().collect();
    assert_eq!(
        largest[4..6],
        ["0", "0"],
        "no core file, and no way to ask for one"
    );
    let mut canaries = vec![
        Canary::national_number(NUMBER),
        Canary::word("name", FAMILY),
    ];
    hits.extend(in_process(worker.id(), &canaries));
    let mut table = Table::new("canaries: what is secret, where it should not be");
    let dumped = memory::dump_of(worker.id(), &folder, size.long);
    worker.kill().expect("killed");
    worker.wait().expect("it ends");
    for id in ["1", "2"] {
        day.run(&["queue", "show", id]);
        day.run(&["queue", "show", id, "--json"]);
        day.run(&["queue", "fixes", id]);
        day.run(&["queue", "poll", id]);
    }
    day.run(&[
        "queue",
        "correct",
        "1",
        "--set",
        "joint_committee=200",
        "--dry-run",
    ]);
    day.run(&["queue", "list"]);
    for format in ["csv", "json"] {
        let target = folder.join(format!("export.{format}"));
        let target = target.to_str().expect("UTF-8");
        let (code, _) = day.run(&["queue", "export", "--format", format, "--output", target]);
        assert_eq!(code, 0, "{}", String::from_utf8_lossy(&day.talk));
    }
    // Only a build for tests panics when it is told to.
    let panicked = cfg!(debug_assertions).then(|| {
        let panicked = day
            .command(&["submit", &file])
            .env("DIMONITOR_TEST_PANIC", "1")
            .env("RUST_BACKTRACE", "1")
            .output()
            .expect("it starts");
        assert_eq!(panicked.status.code(), Some(101), "it was told to");
        let said = String::from_utf8_lossy(&panicked.stderr).into_owned();
        assert!(said.contains("a mistake of its own at src/app/"), "{said}");
        panicked.stderr
    });
    if panicked.is_none() {
        println!("SKIPPED: the text of a panic, which only a build for tests can be told to do");
    }

    let tokens = ear.tokens.lock().expect("whole").clone();
    assert!(!tokens.is_empty() && tokens.iter().all(|token| token.len() > 8));
    let keys = files(&world.home().join("sandbox/keys"));
    let key = keys.iter().find(|path| path.ends_with("key.pem"));
    let key = std::fs::read_to_string(key.expect("the sandbox has one")).expect("text");
    let line = key.lines().nth(2).expect("a key has lines").to_owned();
    canaries.extend(tokens.iter().map(|token| Canary::word("token", token)));
    canaries.push(Canary::key_line(&line));
    let but_names: Vec<Canary> = canaries
        .iter()
        .filter(|canary| canary.name != "name")
        .cloned()
        .collect();

    let home = world.home();
    let in_home = |end: &str| {
        let end = end.to_owned();
        move |path: &Path| !path.to_string_lossy().contains(&end)
    };
    let is_key = |path: &Path| path.ends_with("key.pem");
    // What is exported, listed and shown names people; it never names their numbers.
    let places: Vec<(&str, Vec<Hit>)> = vec![
        (
            "log",
            below(&home.join("sandbox/log"), &canaries, &|_| false),
        ),
        (
            "audit journal",
            in_bytes("journal", &table_of(&world, "journal"), &canaries),
        ),
        (
            "exchanges",
            in_bytes("exchange", &table_of(&world, "exchange"), &canaries),
        ),
        ("argv and environ", hits),
        ("stdout", in_bytes("stdout", &day.out, &but_names)),
        ("stderr", in_bytes("stderr", &day.talk, &canaries)),
        (
            "panic text",
            in_bytes("panic", &panicked.unwrap_or_default(), &canaries),
        ),
        ("exports", {
            let mut found = Vec::new();
            for format in ["csv", "json"] {
                let path = folder.join(format!("export.{format}"));
                found.extend(in_file(&path, &but_names));
            }
            found
        }),
        ("import's results", {
            let path = folder.join("bulk.csv.result.csv");
            in_file(&path, &canaries)
        }),
        (
            "temporary files",
            below(&folder.join("tmp"), &canaries, &|_| false),
        ),
        (
            "core files",
            below(&folder.join("cwd"), &canaries, &|_| false),
        ),
        (
            "shell history",
            below(&folder.join("person"), &canaries, &|_| false),
        ),
        (
            "configuration",
            below(&home, &canaries, &in_home("config.toml")),
        ),
        ("session", below(&home, &canaries, &in_home("console.toml"))),
        (
            "keys",
            below(&home.join("sandbox/keys"), &canaries, &is_key),
        ),
    ];
    for (place, hits) in places {
        table.none(place, &told(&hits));
    }
    table.none(
        "left behind in temporary files",
        &names(&folder.join("tmp")),
    );
    table.none(
        "left behind in the working folder",
        &names(&folder.join("cwd")),
    );

    // The search finds what is there: the queue holds what it is to send, the key file its key.
    let queue = in_queue(&world, &canaries);
    let number_and_name = &canaries[..2];
    let found = number_and_name
        .iter()
        .filter(|canary| queue.iter().any(|hit| hit.canary == canary.name));
    table.exactly("found in the queue, where they belong", found.count(), 2);
    let secrets: Vec<Hit> = queue
        .into_iter()
        .filter(|hit| ["token", "key line"].contains(&hit.canary))
        .collect();
    table.none("tokens and keys in the queue", &told(&secrets));
    let key_file = below(&home.join("sandbox/keys"), &canaries, &|_| false);
    let key_file = key_file.iter().filter(|hit| hit.canary == "key line");
    table.at_least(
        "found in the key file, where it belongs",
        key_file.count(),
        1,
    );

    let purged = purge(&mut day);
    table.at_least("rows purged", purged, 2);
    let after = in_queue(&world, &canaries);
    table.none("queue and its log, raw, after the purge", &told(&after));
    let journal = in_bytes("journal", &table_of(&world, "journal"), &canaries);
    table.none("audit journal after the purge", &told(&journal));
    dumped.tell(&canaries, &mut table);
    table
}

/// Everything comes to an end, and four months pass; how many rows were purged.
fn purge(day: &mut Day<'_>) -> u64 {
    day.run(&["serve", "--until-idle"]);
    let raw = rusqlite::Connection::open(day.world.queue_file()).expect("a database");
    raw.busy_timeout(std::time::Duration::from_secs(10))
        .expect("a number");
    // Who was killed in the middle may have left a doubt that no search ends.
    raw.execute_batch("UPDATE submission SET since = since - 3600000 WHERE state = 'in_doubt'")
        .expect("aged");
    let doubts: Vec<i64> = raw
        .prepare("SELECT id FROM submission WHERE state = 'in_doubt'")
        .and_then(|mut doubts| doubts.query_map([], |row| row.get(0))?.collect())
        .expect("readable");
    for id in doubts {
        let id = id.to_string();
        day.run(&["queue", "resolve", &id, "--not-taken", "looked it up"]);
    }
    raw.execute_batch(
        "UPDATE submission SET updated_at = updated_at - 2880 * 3600000;
         UPDATE settled_tally SET hour = hour - 2880;",
    )
    .expect("aged");
    drop(raw);
    let (code, said) = day.run(&["purge", "--days", "90", "--json"]);
    assert_eq!(code, 0, "{}", String::from_utf8_lossy(&day.talk));
    let report: serde_json::Value = serde_json::from_str(said.trim()).expect("one object");
    report["submissions"].as_u64().unwrap_or(0)
}

/// The queue's file and what SQLite keeps beside it, as they lie on the disk.
fn in_queue(world: &World, canaries: &[Canary]) -> Vec<Hit> {
    let queue = world.queue_file();
    ["", "-wal", "-shm"]
        .iter()
        .map(|end| queue.with_file_name(format!("queue.db{end}")))
        .filter(|path| path.exists())
        .flat_map(|path| in_file(&path, canaries))
        .collect()
}

fn told(hits: &[Hit]) -> Vec<String> {
    let told = |hit: &Hit| format!("{} in {} at {}", hit.canary, hit.place, hit.at);
    hits.iter().map(told).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let files = files(folder);
    files
        .iter()
        .map(|path| path.display().to_string())
        .collect()
}
