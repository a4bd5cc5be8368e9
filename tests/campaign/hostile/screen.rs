//! What reaches a terminal: the screen, the title of its window, its clipboard. The console is in a
//! pseudo-terminal so large that a whole message is seen at once, and an emulator tells what is on it.

use std::collections::HashSet;
use std::io::{Read as _, Write as _};
use std::num::NonZeroU16;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use super::forged::IN_A_MESSAGE;
use super::{Place, numbers};
use crate::common::{World, binary};
use crate::enemy::Sink;

const COLUMNS: u16 = 300;
const ROWS: u16 = 200;
/// So long something new may take to be seen.
const PATIENCE: Duration = Duration::from_secs(20);

/// So long the next page of the list, and so often it is asked for.
const MOMENT: Duration = Duration::from_secs(2);
const IN_VAIN: usize = 12;

const BEGIN_FRAME: &str = "\u{1b}[?2026h";
const END_FRAME: &str = "\u{1b}[?2026l";
const PAGE_DOWN: &str = "\u{1b}[6~";
const PAGE_UP: &str = "\u{1b}[5~";
const ENTER: &str = "\r";
const ESC: &str = "\u{1b}";
const DOWN_AND_ENTER: &str = "\u{1b}[B\r";

/// Goes through the whole list, then opens and copies the submissions whose messages hold every string.
pub fn look(world: &World, total: usize) -> [Place; 3] {
    world.configure("[notify]\ntitle = true\nbell = true\n");
    let mut console = Console::open(world);
    let newest = format!("k{:06}q", total - 1);
    let mut listed = HashSet::new();
    console.press("2");
    console.wait(|shown| shown.contains(&newest));
    // The list alone.
    console.press("S");
    console.wait(|shown| numbers('j', shown).next().is_none());
    listed.extend(console.read('k'));
    // A key may only lead to an edge, or be pressed once too often: what is missing is gone back to.
    let mut in_vain = 0;
    while listed.len() < total && in_vain < IN_VAIN {
        let missing = (0..total).rev().find(|number| !listed.contains(number));
        let shown = console.read('k');
        let is_above = shown.iter().all(|number| Some(*number) < missing);
        console.press(if is_above { PAGE_UP } else { PAGE_DOWN });
        let news = |shown: &str| numbers('k', shown).any(|number| !listed.contains(&number));
        let came = console.wait_for(MOMENT, news);
        in_vain = if came { 0 } else { in_vain + 1 };
        listed.extend(console.read('k'));
    }
    console.press("g");
    console.wait(|shown| shown.contains(&newest));
    let mut read = HashSet::new();
    for batch in 0..total.div_ceil(IN_A_MESSAGE) {
        console.press(if batch == 0 { ENTER } else { DOWN_AND_ENTER });
        let first = batch * IN_A_MESSAGE;
        let wanted: HashSet<usize> = (first..(first + IN_A_MESSAGE).min(total)).collect();
        // What one screen cannot hold is further down.
        while !wanted.is_subset(&read) {
            let news = |shown: &str| {
                numbers('j', shown).any(|one| wanted.contains(&one) && !read.contains(&one))
            };
            if !console.wait(news) {
                break;
            }
            read.extend(console.read('j'));
            if !wanted.is_subset(&read) {
                console.press(PAGE_DOWN);
            }
        }
        if !console.copy() {
            break;
        }
        console.press(ESC);
        if !console.wait(|shown| numbers('j', shown).next().is_none()) {
            break;
        }
    }
    console.end(listed.intersection(&read).copied().collect())
}

struct Console {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn std::io::Write + Send>,
    _master: Box<dyn MasterPty + Send>,
    output: Receiver<Vec<u8>>,
    emulator: vt100::Parser,
    /// What was not looked at yet: it may end in the middle of something.
    fresh: Vec<u8>,
    screen: Place,
    title: Place,
    clipboard: Place,
    presses: usize,
    copies: usize,
}

impl Console {
    fn open(world: &World) -> Self {
        let size = PtySize {
            rows: ROWS,
            cols: COLUMNS,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let mut command = CommandBuilder::new(binary());
        command.args(["--fresh", "--read-only", "--no-mouse", "--lang", "en"]);
        command.arg("--home");
        command.arg(world.home());
        for name in ["NO_COLOR", "HTTP_PROXY", "HTTPS_PROXY", "TMUX", "STY"] {
            command.env_remove(name);
        }
        command.env("TERM", "xterm-256color");
        let child = pair.slave.spawn_command(command).expect("it starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut bytes = vec![0; 65_536];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let number = |value| NonZeroU16::new(value).expect("not zero");
        let mut console = Self {
            child,
            keys: pair.master.take_writer().expect("a writer"),
            _master: pair.master,
            output,
            emulator: vt100::Parser::new(number(ROWS), number(COLUMNS), 0),
            fresh: Vec::new(),
            screen: Place::new("screen"),
            title: Place::new("window title"),
            clipboard: Place::new("clipboard"),
            presses: 0,
            copies: 0,
        };
        // How a terminal is taken stands before the first frame.
        console.hold(PATIENCE, |console| {
            find(&console.fresh, BEGIN_FRAME).is_some()
        });
        let first = find(&console.fresh, BEGIN_FRAME).unwrap_or(0);
        console.fresh.drain(..first);
        console
    }

    fn press(&mut self, keys: &str) {
        // One that is gone is missed by what waits for it.
        let _ = self.keys.write_all(keys.as_bytes());
    }

    fn shown(&self) -> String {
        self.emulator.screen().contents()
    }

    /// The numbers on show. What a terminal would obey is told there, and not passed over.
    fn read(&mut self, letter: char) -> Vec<usize> {
        let shown = self.shown();
        let untold = shown.lines().filter_map(untold);
        self.screen
            .wrong
            .extend(untold.map(|what| format!("screen: not told {what:?}")));
        numbers(letter, &shown).collect()
    }

    /// Reads until the screen is so, and no frame is half drawn; whether it came to that.
    fn wait(&mut self, so: impl Fn(&str) -> bool) -> bool {
        self.wait_for(PATIENCE, so)
    }

    fn wait_for(&mut self, patience: Duration, so: impl Fn(&str) -> bool) -> bool {
        let is_so = self.hold(patience, |console| {
            last(&console.fresh, BEGIN_FRAME) <= last(&console.fresh, END_FRAME)
                && so(&console.shown())
        });
        if let Some(end) = last(&self.fresh, END_FRAME) {
            let frames = self.fresh.drain(..end + END_FRAME.len()).collect();
            self.look_at(frames);
        }
        is_so
    }

    fn hold(&mut self, patience: Duration, mut so: impl FnMut(&Self) -> bool) -> bool {
        let end = Instant::now() + patience;
        loop {
            if so(self) {
                return true;
            }
            let left = end.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => {
                    self.emulator.process(&bytes);
                    self.fresh.extend(bytes);
                }
                Err(_) => return false,
            }
        }
    }

    /// Asks for a copy of what is on show, and waits for it.
    fn copy(&mut self) -> bool {
        self.press("y");
        self.presses += 1;
        let came = self.hold(PATIENCE, |console| copied(&console.fresh).is_some());
        if let Some(end) = copied(&self.fresh) {
            let fresh = self.fresh.drain(..end).collect();
            self.look_at(fresh);
        }
        came
    }

    /// Takes apart what goes to the window and to the clipboard; the rest is the screen's.
    fn look_at(&mut self, frames: Vec<u8>) {
        let Ok(text) = String::from_utf8(frames) else {
            self.screen.wrong.push("screen: no UTF-8".to_owned());
            return;
        };
        let mut screen = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some(at) = rest.find("\u{1b}]") {
            screen.push_str(rest[..at].trim_end_matches("\u{1b}[22;2t"));
            let sequence = &rest[at + 2..];
            rest = if let Some((title, rest)) = sequence
                .strip_prefix("2;")
                .and_then(|title| title.split_once('\u{7}'))
            {
                self.name(title);
                rest
            } else if let Some((letters, rest)) = sequence
                .strip_prefix("52;c;")
                .and_then(|letters| letters.split_once("\u{1b}\\"))
            {
                self.paste(letters);
                rest
            } else {
                screen.push_str("\u{1b}]");
                sequence
            };
        }
        screen.push_str(rest);
        self.screen.look('k', screen.as_bytes(), Sink::Screen);
    }

    /// A title: the program's name, and how many need a person.
    fn name(&mut self, title: &str) {
        self.title.look('k', title.as_bytes(), Sink::Plain);
        let is_ours = title.strip_prefix("dimonitor").is_some_and(|more| {
            more.chars()
                .all(|letter| letter.is_ascii_digit() || " (!)".contains(letter))
        });
        if !is_ours {
            self.title.wrong.push(format!("window title: {title:?}"));
        }
    }

    /// A copy: JSON, without anything that a terminal would obey where it is pasted.
    fn paste(&mut self, letters: &str) {
        self.copies += 1;
        let Ok(copied) = STANDARD.decode(letters) else {
            let what = "clipboard: more than base64".to_owned();
            self.clipboard.wrong.push(what);
            return;
        };
        self.clipboard.look('j', &copied, Sink::Lines);
        if serde_json::from_slice::<serde_json::Value>(&copied).is_err() {
            self.clipboard.wrong.push("clipboard: no JSON".to_owned());
        }
    }

    /// What was seen of the three. A title is unchanged while every string was on show.
    fn end(mut self, seen: HashSet<usize>) -> [Place; 3] {
        self.wait(|_| true);
        if self.copies != self.presses {
            self.clipboard.wrong.push(format!(
                "clipboard: {} copies for {} wishes",
                self.copies, self.presses
            ));
        }
        if self.title.bytes == 0 {
            let what = "window title: it was never told".to_owned();
            self.title.wrong.push(what);
        }
        self.title.seen.clone_from(&seen);
        self.screen.seen = seen;
        let _ = self.child.kill();
        let _ = self.child.wait();
        [self.screen, self.title, self.clipboard]
    }
}

/// The rest of a sequence whose beginning was dropped instead of spelled out.
fn untold(line: &str) -> Option<&str> {
    ["[66m", "[2J", "]52;c", "]0;another"]
        .iter()
        .flat_map(|rest| line.match_indices(rest))
        .find_map(|(at, _)| {
            let before = &line[..at];
            let is_told = before.ends_with("\\u{1b}") || before.ends_with("\\u001b");
            // The sentence goes on in the next line.
            let is_broken = before.trim().is_empty();
            let from = line.floor_char_boundary(at.saturating_sub(20));
            (!is_told && !is_broken).then(|| &line[from..at + 4])
        })
}

/// Where the first copy ends.
fn copied(bytes: &[u8]) -> Option<usize> {
    const END: &str = "\u{1b}\\";
    let at = find(bytes, "\u{1b}]52;")?;
    Some(at + find(&bytes[at..], END)? + END.len())
}

fn find(bytes: &[u8], word: &str) -> Option<usize> {
    bytes
        .windows(word.len())
        .position(|piece| piece == word.as_bytes())
}

fn last(bytes: &[u8], word: &str) -> Option<usize> {
    bytes
        .windows(word.len())
        .rposition(|piece| piece == word.as_bytes())
}
