//! The real binary in a real pseudo-terminal: keys go in, a screen comes out.

#![allow(dead_code, reason = "every test file uses another part of it")]
#![allow(
    clippy::disallowed_methods,
    reason = "these tests watch a real terminal in real time"
)]

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{
    Child, CommandBuilder, ExitStatus, MasterPty, PtyPair, PtySize, native_pty_system,
};
use rustix::fs::{Mode, OFlags, open};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr};

const DEADLINE: Duration = Duration::from_secs(30);

pub const ENTER: &str = "\r";
pub const ESC: &str = "\u{1b}";
pub const TAB: &str = "\t";
pub const RIGHT: &str = "\u{1b}[C";
/// Sends the form.
pub const CTRL_T: &str = "\u{14}";
/// Draws every cell again.
pub const CTRL_L: &str = "\u{c}";

/// How the binary is started.
pub struct Start(CommandBuilder);

impl Start {
    /// On this home, in English, without what the surroundings may have set.
    pub fn on(home: &Path) -> Self {
        let mut command = CommandBuilder::new(crate::common::binary());
        command.arg("--home");
        command.arg(home);
        for name in ["NO_COLOR", "HTTP_PROXY", "HTTPS_PROXY", "LC_ALL"] {
            command.env_remove(name);
        }
        command.env("TERM", "xterm-256color");
        command.env("LANG", "en_GB.UTF-8");
        Self(command)
    }

    pub fn with<S: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = S>) -> Self {
        self.0.args(arguments);
        self
    }

    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.0.env(name, value);
        self
    }

    /// In a terminal of 120 by 40 as if for the first time, once the dashboard is there.
    pub fn open(self) -> Console {
        let mut console = self.with(["--fresh"]).begin();
        console.wait_for_line(&["Needs a person"]);
        console
    }

    /// In a terminal of 120 by 40.
    pub fn begin(self) -> Console {
        Console::new(self.0)
    }

    /// Started by hand from a shell that does job control, and leaves the terminal's settings as
    /// its jobs leave them.
    pub fn by_hand(mut self) -> Console {
        let words = std::mem::replace(self.0.get_argv_mut(), vec!["dash".into(), "-i".into()]);
        self.0.env("PS1", "shell> ");
        let mut console = Console::new(self.0);
        console.wait_for_line(&["shell>"]);
        let words: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
        console.press(&format!("{} --fresh{ENTER}", words.join(" ")));
        console.wait_for_line(&["Needs a person"]);
        console
    }
}

/// A running console, its terminal, and what the terminal shows.
pub struct Console {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    /// Keys pressed so far.
    pub presses: usize,
    reader: Option<JoinHandle<()>>,
    hung_up: Arc<AtomicBool>,
    output: Receiver<Vec<u8>>,
    /// Everything that the console wrote.
    pub raw: Vec<u8>,
    screen: vt100::Parser,
    settings_before: String,
}

impl Console {
    fn new(command: CommandBuilder) -> Self {
        let PtyPair { slave, master } = native_pty_system()
            .openpty(size(120, 40))
            .expect("a terminal");
        let settings_before = settings(&*master);
        let child = slave.spawn_command(command).expect("it starts");
        drop(slave);
        let mut reader = master.try_clone_reader().expect("a reader");
        let hung_up = Arc::new(AtomicBool::new(false));
        let (sender, output) = channel();
        let stop = Arc::clone(&hung_up);
        let reader = std::thread::spawn(move || {
            let mut bytes = [0; 8_192];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() || stop.load(Ordering::SeqCst) {
                    break;
                }
            }
        });
        Self {
            child,
            keys: Some(master.take_writer().expect("a writer")),
            presses: 0,
            master: Some(master),
            reader: Some(reader),
            hung_up,
            output,
            raw: Vec::new(),
            screen: screen(120, 40),
            settings_before,
        }
    }

    /// Types or pastes.
    pub fn press(&mut self, keys: &str) {
        // What begins with an escape is one key.
        self.presses += if keys.starts_with(ESC) {
            1
        } else {
            keys.chars().count()
        };
        let listener = self.keys.as_mut().expect("not hung up");
        listener.write_all(keys.as_bytes()).expect("it listens");
    }

    /// Presses a key and waits for what it shows.
    pub fn press_for(&mut self, keys: &str, words: &str) {
        self.press(keys);
        self.wait(words, |console| console.shows(words));
    }

    /// Goes back one step. The wait is for the terminal's sake: an escape that is followed at
    /// once by a letter is that letter with alt.
    pub fn escape_from(&mut self, words: &str) {
        self.press(ESC);
        self.wait("the way back", |console| !console.shows(words));
    }

    /// From typing into the form to keys that are commands.
    pub fn leave_form(&mut self) {
        self.press(ESC);
        self.wait("the form left", |console| {
            console.footer().contains("? Help")
        });
    }

    /// The screen, line by line.
    pub fn lines(&self) -> Vec<String> {
        let contents = self.screen.screen().contents();
        contents.lines().map(str::to_owned).collect()
    }

    pub fn shows(&self, words: &str) -> bool {
        self.lines().iter().any(|line| line.contains(words))
    }

    /// Whether one line has all of these words.
    pub fn shows_line(&self, words: &[&str]) -> bool {
        self.lines()
            .iter()
            .any(|line| words.iter().all(|word| line.contains(word)))
    }

    /// The line of keys at the bottom.
    pub fn footer(&self) -> String {
        self.lines().pop().unwrap_or_default()
    }

    /// Reads until something is so. Half a frame is not looked at: it still shows half of what
    /// was there before.
    pub fn wait(&mut self, what: &str, mut so: impl FnMut(&mut Self) -> bool) {
        let end = Instant::now() + DEADLINE;
        while self.is_drawing() || !so(self) {
            self.read(Duration::from_millis(50));
            assert!(
                Instant::now() < end,
                "still not: {what}\n{}",
                self.screen.screen().contents()
            );
        }
    }

    /// Whether the last frame that began has not ended yet (DEC private mode 2026). The one
    /// that a hang-up cuts off never does.
    fn is_drawing(&self) -> bool {
        if self.master.is_none() {
            return false;
        }
        let last = |mark: &[u8]| {
            self.raw
                .windows(mark.len())
                .rposition(|bytes| bytes == mark)
        };
        last(b"\x1b[?2026h") > last(b"\x1b[?2026l")
    }

    /// Reads until one line has all of these words.
    pub fn wait_for_line(&mut self, words: &[&str]) {
        self.wait(&words.join(" … "), |console| console.shows_line(words));
    }

    /// Takes what has been written in the meantime; whether anything was.
    fn read(&mut self, patience: Duration) -> bool {
        match self.output.recv_timeout(patience) {
            Ok(bytes) => {
                self.take(&bytes);
                true
            }
            Err(RecvTimeoutError::Timeout) => false,
            Err(RecvTimeoutError::Disconnected) => {
                std::thread::sleep(patience);
                false
            }
        }
    }

    /// Another size, told to the console but not waited for.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        let master = self.master.as_ref().expect("not hung up");
        master.resize(size(columns, rows)).expect("it resizes");
        while self.read(Duration::ZERO) {}
        self.screen
            .screen_mut()
            .set_size(number(rows), number(columns));
    }

    /// Whether the process still runs.
    pub fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// The number of the process.
    pub fn id(&self) -> u32 {
        self.child.process_id().expect("it was started")
    }

    pub fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(self.id().cast_signed()).expect("it lives");
        kill_process(pid, signal).expect("it can be told");
    }

    /// How the process ended, if it has.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().expect("it can be asked")
    }

    /// The connection drops: nobody holds the other end of the terminal any more.
    pub fn hang_up(&mut self) {
        self.hung_up.store(true, Ordering::SeqCst);
        // The reader notices with the next output.
        self.press(CTRL_L);
        if let Some(reader) = self.reader.take() {
            reader.join().expect("it reads on");
        }
        self.say_no_goodbye();
        self.keys = None;
        self.master = None;
    }

    /// Our end of the terminal says goodbye with a line break and the sign for the end of input,
    /// if there is one: two keys for the console, which nobody who is cut off presses.
    fn say_no_goodbye(&self) {
        let master = self.master.as_ref().expect("not hung up");
        let name = master.tty_name().expect("a terminal has one");
        let flags = OFlags::RDWR | OFlags::NOCTTY;
        let terminal = open(name, flags, Mode::empty()).expect("it is there");
        let mut settings = tcgetattr(&terminal).expect("a terminal has them");
        settings.special_codes[SpecialCodeIndex::VEOF] = 0;
        tcsetattr(&terminal, OptionalActions::Now, &settings).expect("they can be set");
    }

    /// Waits for the end of the process.
    pub fn end(&mut self) -> ExitStatus {
        let mut status = None;
        self.wait("the end", |console| {
            status = console.ended();
            status.is_some()
        });
        self.read_to_end();
        status.expect("it ended")
    }

    /// Takes all that was written until nobody is left who could write; a busy machine is given
    /// the time.
    fn read_to_end(&mut self) {
        let end = Instant::now() + DEADLINE;
        while Instant::now() < end {
            match self.output.recv_timeout(Duration::from_millis(50)) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.screen.process(bytes);
        self.raw.extend(bytes);
    }

    /// Waits for the end, and holds that the terminal is as it was before.
    pub fn has_left_clean(&mut self) -> u32 {
        let status = self.end();
        assert_eq!(status.signal(), None, "it ends by itself");
        assert_eq!(self.left_behind(), [""; 0]);
        status.exit_code()
    }

    /// What is not as it was before the console began, of all that it has written so far.
    pub fn left_behind(&mut self) -> Vec<&'static str> {
        if self.is_alive() {
            while self.read(Duration::from_millis(500)) {}
        } else {
            self.read_to_end();
        }
        let screen = self.screen.screen();
        let master = self.master.as_ref().expect("not hung up");
        let mouse = screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None;
        let mut left = vec![
            (screen.alternate_screen(), "the other screen"),
            (screen.hide_cursor(), "a hidden cursor"),
            (screen.bracketed_paste(), "marks around pastes"),
            (mouse, "the mouse"),
            (settings(&**master) != self.settings_before, "raw mode"),
        ];
        left.retain(|(is_left, _)| *is_left);
        left.into_iter().map(|(_, what)| what).collect()
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn screen(columns: u16, rows: u16) -> vt100::Parser {
    vt100::Parser::new(number(rows), number(columns), 0)
}

fn number(value: u16) -> NonZeroU16 {
    NonZeroU16::new(value).expect("not zero")
}

/// Echo, line mode, signals: what `stty -a` shows.
fn settings(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().expect("a terminal has them"))
}
