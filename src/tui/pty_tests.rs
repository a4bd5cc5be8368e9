//! The console in a real pseudo-terminal: what it writes, and how it leaves.
//!
//! The console runs in a process of its own: this very test program, asked to run
//! only [`console`].

#![expect(
    clippy::disallowed_methods,
    reason = "these tests watch a real terminal in real time"
)]

use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use super::fixture;
use super::fixture_backend::Small;
use crate::i18n::Language;

const DEADLINE: Duration = Duration::from_secs(30);
const ENTER_SCREEN: &str = "\u{1b}[?1049h";
const LEAVE_SCREEN: &str = "\u{1b}[?1049l";
const PASTE_OFF: &str = "\u{1b}[?2004l";
const MOUSE_ON: &str = "\u{1b}[?1000h\u{1b}[?1006h";
const MOUSE_OFF: &str = "\u{1b}[?1006l\u{1b}[?1000l";
const SHOW_CURSOR: &str = "\u{1b}[?25h";

#[test]
#[ignore = "not a test: the console that the other tests of this file start in a terminal"]
fn console() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let backend = std::sync::Arc::new(Small::new());
    let shutdown = tokio_util::sync::CancellationToken::new();
    let options = fixture::options(Language::En);
    runtime
        .block_on(super::run(backend, options, shutdown))
        .expect("there is a terminal");
}

/// A console in a terminal of 100 by 30.
struct Session {
    child: Box<dyn Child + Send + Sync>,
    terminal: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    raw: String,
    screen: vt100::Parser,
}

impl Session {
    fn start() -> Self {
        let size = PtySize {
            rows: 30,
            cols: 100,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let program = std::env::current_exe().expect("this program");
        let mut command = CommandBuilder::new(program);
        command.args([
            "--exact",
            "tui::pty_tests::console",
            "--ignored",
            "--nocapture",
        ]);
        let child = pair.slave.spawn_command(command).expect("it starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let mut session = Self {
            child,
            keys: pair.master.take_writer().expect("a writer"),
            terminal: pair.master,
            output,
            raw: String::new(),
            screen: vt100::Parser::new(
                30.try_into().expect("not zero"),
                100.try_into().expect("not zero"),
                0,
            ),
        };
        session.wait("the dashboard", |session| session.shows("Needs a person"));
        session
    }

    fn shows(&self, words: &str) -> bool {
        self.screen.screen().contents().contains(words)
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("it listens");
    }

    /// Reads until something is so.
    fn wait(&mut self, what: &str, mut so: impl FnMut(&mut Self) -> bool) {
        let end = Instant::now() + DEADLINE;
        while !so(self) {
            let left = end.saturating_duration_since(Instant::now());
            match self
                .output
                .recv_timeout(left.min(Duration::from_millis(50)))
            {
                Ok(bytes) => {
                    self.raw.push_str(&String::from_utf8_lossy(&bytes));
                    self.screen.process(&bytes);
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    assert!(
                        Instant::now() < end,
                        "{what} never came:\n{}",
                        self.screen.screen().contents()
                    );
                }
            }
        }
    }

    /// Waits until the console has gone, and holds that it left the terminal clean.
    fn has_left_clean(mut self) {
        self.wait("the end", |session| {
            matches!(session.child.try_wait(), Ok(Some(_)))
        });
        self.wait("a clean terminal", |session| {
            let after = session.raw.rsplit(ENTER_SCREEN).next().unwrap_or_default();
            [LEAVE_SCREEN, PASTE_OFF, SHOW_CURSOR]
                .iter()
                .all(|sequence| after.contains(sequence))
        });
    }

    fn signal(&self, signal: rustix::process::Signal) {
        let pid = self
            .child
            .process_id()
            .and_then(|pid| i32::try_from(pid).ok());
        let pid = pid
            .and_then(rustix::process::Pid::from_raw)
            .expect("it lives");
        rustix::process::kill_process(pid, signal).expect("it can be told");
    }
}

#[test]
fn it_asks_the_terminal_nothing_and_leaves_it_clean() {
    let mut session = Session::start();
    session.press("2");
    session.wait("the queue", |session| session.shows("1 / 1"));
    for question in ["\u{1b}[6n", "\u{1b}[c", "\u{1b}]11;?", "\u{1b}[?u"] {
        assert!(!session.raw.contains(question), "{question:?}");
    }
    session.press("q");
    session.has_left_clean();
}

#[test]
fn every_key_is_answered_by_a_frame_of_its_own() {
    let mut session = Session::start();
    for _ in 0..5 {
        session.press("?");
        session.wait("the help", |session| session.shows("Keys that work here"));
        session.press("?");
        session.wait("the dashboard", |session| {
            !session.shows("Keys that work here")
        });
    }
    session.press("q");
    session.has_left_clean();
}

#[test]
fn signals_leave_the_terminal_clean() {
    for signal in [
        rustix::process::Signal::TERM,
        rustix::process::Signal::HUP,
        rustix::process::Signal::INT,
    ] {
        let session = Session::start();
        session.signal(signal);
        session.has_left_clean();
    }
}

#[test]
fn a_resize_is_drawn_and_a_key_after_it_works() {
    let mut session = Session::start();
    let size = PtySize {
        rows: 10,
        cols: 40,
        pixel_width: 0,
        pixel_height: 0,
    };
    session.terminal.resize(size).expect("it resizes");
    session.wait("the sentence", |session| session.shows("needs at least"));
    session.press("\u{3}\u{3}");
    session.has_left_clean();
}

#[test]
fn a_storm_of_resizes_is_outlived_and_the_last_size_is_drawn() {
    let mut session = Session::start();
    session.press("2");
    session.wait("the queue", |session| session.shows("1 / 1"));
    let sizes = (0..200_u16).map(|step| (1 + step * 37 % 100, 1 + step * 91 % 300));
    for (rows, cols) in sizes.chain([(24, 80)]) {
        let size = PtySize {
            rows,
            cols,
            pixel_width: 0,
            pixel_height: 0,
        };
        session.terminal.resize(size).expect("it resizes");
        let (rows, cols) = (rows.try_into(), cols.try_into());
        let (rows, cols) = (rows.expect("not zero"), cols.expect("not zero"));
        session.screen.screen_mut().set_size(rows, cols);
    }
    session.press("?");
    session.wait("the help", |session| session.shows("Keys that work here"));
    session.press("?");
    session.wait("the queue again", |session| {
        session.shows("1 / 1") && !session.shows("Keys that work here")
    });
    session.press("q");
    session.has_left_clean();
}

#[test]
fn the_mouse_is_ours_until_it_is_given_back() {
    let mut session = Session::start();
    session.wait("the mouse", |session| session.raw.contains(MOUSE_ON));
    assert!(!session.raw.contains("\u{1b}[?1003h"), "a flood");
    // A click on the second tab, in the words of the terminal.
    session.press("\u{1b}[<0;18;2M\u{1b}[<0;18;2m");
    session.wait("the queue", |session| session.shows("1 / 1"));
    session.press("m");
    session.wait("the way back", |session| session.raw.contains(MOUSE_OFF));
    session.press("m");
    session.wait("the mouse again", |session| {
        session.raw.matches(MOUSE_ON).count() == 2
    });
    session.press("q");
    session.wait("the end", |session| {
        session.raw.matches(MOUSE_OFF).count() == 2
    });
    session.has_left_clean();
}

#[test]
fn the_terminals_cursor_stands_on_the_selected_row() {
    let mut session = Session::start();
    session.press("2");
    session.wait("the queue", |session| {
        session.shows("1 / 1") && !session.screen.screen().hide_cursor()
    });
    let (row, _) = session.screen.screen().cursor_position();
    let line = session.screen.screen().rows(0, 100).nth(row.into());
    assert!(line.is_some_and(|line| line.contains("waiting")));
    session.press("q");
    session.has_left_clean();
}

#[test]
fn without_a_shell_that_stops_it_a_suspend_comes_back() {
    let mut session = Session::start();
    session.press("\u{1a}");
    session.wait("the way back", |session| {
        session.raw.matches(ENTER_SCREEN).count() == 2
    });
    session.wait("the dashboard again", |session| {
        session.shows("Needs a person")
    });
    session.press("q");
    session.has_left_clean();
}

#[test]
fn a_panic_in_a_task_does_not_leave_a_broken_screen() {
    let mut session = Session::start();
    session.press("2");
    session.wait("the queue", |session| session.shows("1 / 1"));
    session.press("H");
    session.wait("the reason why not", |session| {
        session.shows("Only what is queued")
    });
    session.press("x");
    session.wait("the trouble", |session| {
        session.shows("Something inside the program failed")
    });
    session.press("\u{1b}");
    session.press("\u{3}\u{3}");
    session.has_left_clean();
}
