//! The console line by line, from outside: the real binary on pipes, as a screen reader or a
//! dumb terminal has it.

mod common;

use std::io::{Read as _, Write as _};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use common::{World, day_ahead};

/// How long a machine under load may think about an answer.
const PATIENCE: Duration = Duration::from_mins(1);

/// Somebody who listens, and answers.
struct Listener {
    console: Child,
    typing: ChildStdin,
    heard: Receiver<Vec<u8>>,
    paper: String,
    /// What was heard before the last answer.
    read: usize,
}

impl Listener {
    fn sit_down(world: &World) -> Self {
        let mut console = world
            .command(["--plain"])
            .env("TERM", "dumb")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let typing = console.stdin.take().expect("a pipe");
        let mut voice = console.stdout.take().expect("a pipe");
        let (told, heard) = channel();
        std::thread::spawn(move || {
            let mut chunk = [0; 4096];
            while let Ok(read @ 1..) = voice.read(&mut chunk) {
                if told.send(chunk[..read].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self {
            console,
            typing,
            heard,
            paper: String::new(),
            read: 0,
        }
    }

    /// Listens until this was said since the last answer.
    fn wait_for(&mut self, words: &str) -> String {
        while !self.paper[self.read..].contains(words) {
            let chunk = self.heard.recv_timeout(PATIENCE);
            let chunk = chunk.unwrap_or_else(|_| panic!("no `{words}` in {}", self.paper));
            self.paper.push_str(&String::from_utf8_lossy(&chunk));
        }
        self.paper[self.read..].to_owned()
    }

    /// Answers, and listens until these words.
    fn answer(&mut self, line: &str, words: &str) -> String {
        self.read = self.paper.len();
        writeln!(self.typing, "{line}").expect("it listens");
        self.wait_for(words)
    }

    /// Chooses what begins so among what was read out last.
    fn choose(&mut self, said: &str, choice: &str, words: &str) -> String {
        let number = said
            .lines()
            .filter_map(|line| line.split_once(". "))
            .find(|(number, name)| number.parse::<u8>().is_ok() && name.starts_with(choice))
            .map_or_else(
                || panic!("no choice {choice} in {said}"),
                |(number, _)| number,
            );
        self.answer(number, words)
    }
}

#[test]
fn a_refused_flexi_job_is_corrected_by_ear() {
    let world = World::new();
    let mut listener = Listener::sit_down(&world);
    let home = listener.wait_for("\n> ");
    assert!(home.contains("SANDBOX"), "{home}");

    let day = day_ahead(10);
    let flexi = serde_json::json!({
        "kind": "in", "enterprise_number": "0999999823", "ssin": "85073099734",
        "start_date": day, "end_date": day, "start_hour": "17:00", "end_hour": "22:30",
        "worker_type": "FLX", "joint_committee": "302",
    });
    let file = world.file("flexi.json", flexi.to_string());
    assert_eq!(world.run(["submit".as_ref(), file.as_os_str()]).code, 0);
    listener.wait_for("1 refused");

    let said = listener.choose(&home, "What needs a person", "\n> ");
    let said = listener.choose(&said, "refused, #1", "\n> ");
    assert!(
        said.contains("joint committee and this worker type"),
        "{said}"
    );
    let said = listener.choose(&said, "Correct", "\n> ");
    assert!(
        said.contains("90374-349"),
        "what is wrong is beside its field: {said}"
    );
    listener.choose(&said, "Joint committee", "Joint committee: ");
    listener.answer("XXX", "\n> ");
    let said = listener.answer("send", "\n> ");
    assert!(
        said.contains("SANDBOX"),
        "the question names the environment: {said}"
    );
    listener.choose(&said, "Yes", "\n> ");
    common::wait_until("the correction is accepted", 60, || {
        world.count("accepted") == 1
    });

    listener.read = listener.paper.len();
    writeln!(listener.typing, "q").expect("it listens");
    let status = listener.console.wait().expect("it ends");
    assert_eq!(status.code(), Some(0));
    let foreign = |character: &char| character.is_control() && *character != '\n';
    assert_eq!(listener.paper.chars().find(foreign), None, "only lines");
}

#[test]
fn the_end_of_the_input_is_the_end() {
    let world = World::new();
    let ran = world.run(["--plain", "--read-only"]);
    assert_eq!(ran.code, 4, "a queue that is only looked at must exist");
    assert_eq!(world.run(["queue", "list"]).code, 0);
    let ran = world.run(["--plain"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains("SANDBOX"));
}
