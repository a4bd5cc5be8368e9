//! A team's store: workers on several hosts share one PostgreSQL, one is killed every few seconds
//! and one has no line to the database for a while. Every declaration is taken exactly once.

use std::collections::{HashMap, HashSet};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use dimonitor::store::PgStore;

use crate::Size;
use crate::books::Books;
use crate::common::{Ran, Running, World, command_on, entry};
use crate::postgres::{self, Database};
use crate::random::Random;
use crate::relay::Relay;
use crate::shared;
use crate::table::Table;

/// As many workers, each on a host of its own.
const HOSTS: usize = 3;
/// The host whose line is cut.
const CUT: usize = 2;

/// Runs the team.
pub fn run(size: Size) -> Table {
    let declarations = size.of(240, 20_000);
    let mut table = Table::new(format!("a team's store, seed {}", size.seed));
    // That there is no server was said, and is a failure where all must run.
    let Some(database) = postgres::empty() else {
        return table;
    };
    let world = World::new();
    let mut team = Team::new(&world, &database);
    let told = team.hand_in(declarations);
    let begun = Instant::now();
    team.work(size);
    let (kills, cuts) = (team.kills, team.cuts);
    let seconds = begun.elapsed().as_secs();
    // A person may say that it was not taken a quarter of an hour later.
    let patience = Duration::from_mins(if size.long { 16 } else { 0 });
    let (in_doubt, left) = team.persons_decide(patience);
    let sent = declarations - left as u64;

    let books = team.books();
    let counters = books.ledger.counters;
    table.exactly("declarations told to be queued", told.len(), declarations);
    table.told("workers killed", kills);
    table.told("lines to the database cut", cuts);
    table.told("in doubt, never read by the server", in_doubt);
    table.told("  of which a person may not yet declare again", left);
    table.told("POSTs that the server read", counters.posts_read);
    table.exactly("  taken", counters.declarations_taken, sent);
    table.exactly("  taken twice", counters.taken_twice, 0_u64);
    table.told(
        "GETs too early or too often",
        counters.schedule.too_early + counters.schedule.too_often,
    );
    let mut taken: HashMap<&str, u64> = HashMap::new();
    for post in &books.ledger.posts {
        if post.declaration.is_some() {
            *taken.entry(post.sha256.as_str()).or_default() += 1;
        }
    }
    let once = taken.values().filter(|times| **times == 1).count();
    table.exactly("declarations taken exactly once", once, sent);
    let (workers, most) = shares(&books);
    table.at_least("workers that made POSTs", workers, HOSTS);
    table.told("  POSTs of the busiest", most);
    table.told("seconds until all were worked off", seconds);
    books.compare(&told).tell(&mut table);
    table
}

/// How many workers made POSTs, and how many of them the busiest one made.
fn shares(books: &Books) -> (usize, u64) {
    let mut shares: HashMap<&str, u64> = HashMap::new();
    for post in &books.ledger.posts {
        let worker = post.user_agent.as_deref().unwrap_or_default();
        *shares.entry(worker).or_default() += 1;
    }
    let most = shares.values().copied().max().unwrap_or(0);
    (shares.len(), most)
}

/// Where the server of this address listens.
fn address(url: &str) -> SocketAddr {
    let host = url
        .split('@')
        .nth(1)
        .and_then(|rest| rest.split('/').next());
    let address = host.and_then(|host| host.parse().ok());
    address.expect("an address of numbers, with a port")
}

/// The same database by way of this line.
fn through(url: &str, relay: &Relay) -> String {
    let server = address(url).to_string();
    url.replace(&server, &format!("127.0.0.1:{}", relay.port()))
}

struct Host {
    home: PathBuf,
    relay: Relay,
    worker: Option<Running>,
}

struct Team<'a> {
    world: &'a World,
    database: &'a Database,
    hosts: Vec<Host>,
    random: Random,
    kills: u64,
    cuts: u64,
}

impl<'a> Team<'a> {
    fn new(world: &'a World, database: &'a Database) -> Self {
        let hosts = (0..HOSTS).map(|number| {
            let relay = Relay::to(address(&database.url));
            let home = world.folder.path().join(format!("host{number}"));
            std::fs::create_dir_all(&home).expect("a home");
            let config = std::fs::read_to_string(world.home().join("config.toml"));
            let config = format!(
                "store = \"{}\"\n{}\n[limits]\nsends = 8\npolls = 16\n",
                through(&database.url, &relay),
                config.expect("written")
            );
            std::fs::write(home.join("config.toml"), config).expect("written");
            Host {
                home,
                relay,
                worker: None,
            }
        });
        let mut team = Self {
            world,
            database,
            hosts: hosts.collect(),
            random: Random::new(1),
            kills: 0,
            cuts: 0,
        };
        team.share_key();
        team
    }

    /// One of them makes the store and the key that the others are given.
    fn share_key(&mut self) {
        let ran = self.run_at(0, &["queue", "list"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let key = |home: &Path| home.join("sandbox/keys/business.key");
        for host in &self.hosts[1..] {
            let to = key(&host.home);
            std::fs::create_dir_all(to.parent().expect("a folder")).expect("made");
            std::fs::copy(key(&self.hosts[0].home), to).expect("copied");
        }
    }

    fn run_at(&self, host: usize, arguments: &[&str]) -> Ran {
        let mut command = command_on(&self.hosts[host].home, arguments);
        Ran::from(command.output().expect("it starts"))
    }

    /// Each host hands in its part.
    fn hand_in(&self, declarations: u64) -> HashSet<String> {
        let mut told = HashSet::new();
        for host in 0..HOSTS {
            let lines: Vec<String> = (0..declarations)
                .filter(|number| *number % HOSTS as u64 == host as u64)
                .map(|number| entry(number).to_string())
                .collect();
            let file = self.world.file(&format!("{host}.jsonl"), lines.join("\n"));
            let ran = self.run_at(host, &["submit", file.to_str().expect("UTF-8"), "--json"]);
            assert_eq!(ran.code, 0, "{}", ran.stderr);
            let queued = ran
                .rows()
                .into_iter()
                .filter(|row| row["outcome"] == "queued");
            told.extend(queued.map(|row| row["reference"].as_str().expect("ours").to_owned()));
        }
        told
    }

    fn start(&mut self, host: usize) {
        let mut command = command_on(&self.hosts[host].home, ["serve"]);
        let null = std::process::Stdio::null;
        let child = command.stdout(null()).stderr(null()).spawn();
        self.hosts[host].worker = Some(Running(child.expect("it starts")));
    }

    /// Kills and cuts until all has been worked off.
    fn work(&mut self, size: Size) {
        for host in 0..HOSTS {
            self.start(host);
        }
        let (between, gone) = if size.long { (3_000, 12) } else { (1_500, 4) };
        let begun = Instant::now();
        let patience = Duration::from_secs(if size.long { 1_500 } else { 150 });
        let mut cut_at: Option<Instant> = None;
        while self.open() > 0 && begun.elapsed() < patience {
            sleep(self.random.milliseconds(between / 2..between * 3 / 2));
            match cut_at {
                Some(at) if at.elapsed() > Duration::from_secs(gone) => {
                    self.hosts[CUT].relay.mend();
                    cut_at = None;
                }
                None if self.random.percent(20) || self.cuts == 0 => {
                    self.hosts[CUT].relay.cut();
                    self.cuts += 1;
                    cut_at = Some(Instant::now());
                }
                _ => {}
            }
            let victim = self.random.below(HOSTS);
            if let Some(worker) = &mut self.hosts[victim].worker {
                worker.kill();
                self.kills += 1;
            }
            self.start(victim);
        }
        self.hosts[CUT].relay.mend();
    }

    /// Rows that go on without a person.
    fn open(&self) -> u64 {
        let goes_on =
            "state IN('queued', 'sending', 'submitted') OR state = 'in_doubt' AND look_ups = 0";
        let question = format!("SELECT count(*) FROM submission WHERE {goes_on}");
        let answer = postgres::sql(&self.database.url, &question);
        answer.trim().parse().expect("a number")
    }

    /// What is in doubt and not at the NSSO is declared again by a person, as soon as that is
    /// allowed; how many those are, and how many could not be before patience was over.
    fn persons_decide(&mut self, patience: Duration) -> (usize, usize) {
        let doubts = &[
            "queue", "list", "--state", "in_doubt", "--json", "--limit", "100000",
        ];
        let ran = self.run_at(0, doubts);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let rows = ran.rows();
        let ledger = self.world.nsso().ledger();
        let taken: Vec<String> = ledger
            .posts
            .into_iter()
            .filter(|post| post.declaration.is_some())
            .filter_map(|post| post.trace_id)
            .collect();
        let (begun, mut left) = (Instant::now(), 0);
        for row in &rows {
            let id = row["id"].to_string();
            let shown = self.run_at(0, &["queue", "show", &id, "--json"]).stdout;
            let is_taken = taken.iter().any(|trace| shown.contains(trace.as_str()));
            assert!(!is_taken, "what was taken is not found again: {id}");
            let resolve = ["queue", "resolve", &id, "--not-taken", "looked it up"];
            while self.run_at(0, &resolve).code != 0 && begun.elapsed() < patience {
                sleep(Duration::from_secs(5));
            }
            let corrected = self.run_at(1, &["queue", "correct", &id]);
            left += usize::from(corrected.code != 0);
        }
        let begun = Instant::now();
        while self.open() > 0 && begun.elapsed() < Duration::from_mins(2) {
            sleep(Duration::from_millis(200));
        }
        (rows.len(), left)
    }

    fn books(&self) -> Books {
        let ran = self.run_at(0, &["queue", "list", "--json", "--limit", "1000000"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let options = shared::options(&self.database.url, "sandbox", true);
        let store = PgStore::open(options).expect("readable");
        Books::of_store(self.world, &ran.rows(), &store)
    }
}
