//! The terminal: raw mode, the alternate screen, frames, keys as they come.
//!
//! Nothing here ever asks the terminal a question: an answer that does not come
//! would cost seconds, and a late one would be read as typed text.

use std::io::{self, IsTerminal, Stdout, Write};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::event::{
    self, DisableBracketedPaste, EnableBracketedPaste, Event, KeyCode, KeyEvent, KeyEventKind,
    KeyModifiers,
};
use crossterm::style::ResetColor;
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::backend::{Backend, ClearType as Region, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::{Terminal, TerminalOptions, Viewport};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};
use tokio::sync::{mpsc, oneshot};

use super::key::{Code, Input, Key};
use super::model::Model;
use super::runtime::Stage;
use super::view::view;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;

/// Terminals draw nothing between these two (DEC private mode 2026).
const BEGIN_FRAME: &[u8] = b"\x1b[?2026h";
const END_FRAME: &[u8] = b"\x1b[?2026l";
/// Bytes that may go to the clipboard; longer ones are cut silently by some terminals.
const CLIPBOARD_BYTES: usize = 70_000;

/// Inputs that wait for the loop, at most; the rest of a flood stays with the terminal.
const WAITING_INPUTS: usize = 1_024;

/// Whether the terminal is ours at the moment. Held while it changes hands: a panic
/// in a task gives it back just when the loop may be taking it.
static OURS: Mutex<bool> = Mutex::new(false);

fn ours() -> MutexGuard<'static, bool> {
    OURS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Collects what belongs to one frame and hands it over in one write.
#[derive(Debug)]
pub struct FrameWriter<W: Write> {
    frame: Vec<u8>,
    out: W,
}

impl<W: Write> Write for FrameWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.frame.is_empty() {
            self.frame.extend_from_slice(BEGIN_FRAME);
        }
        self.frame.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.frame.is_empty() {
            return Ok(());
        }
        self.frame.extend_from_slice(END_FRAME);
        let written = self.out.write_all(&self.frame);
        self.frame.clear();
        written?;
        self.out.flush()
    }
}

/// Ratatui's crossterm back end without its questions and without its chatter: a
/// frame that changes nothing writes nothing.
#[derive(Debug)]
pub struct Screen<W: Write> {
    inner: CrosstermBackend<FrameWriter<W>>,
    cursor: Option<Position>,
    shown: Option<bool>,
}

impl<W: Write> Screen<W> {
    /// A screen that is written to `out`.
    pub fn new(out: W) -> Self {
        Self {
            inner: CrosstermBackend::new(FrameWriter {
                frame: Vec::new(),
                out,
            }),
            cursor: None,
            shown: None,
        }
    }

    /// Forgets what the terminal is believed to show.
    fn forget(&mut self) {
        self.cursor = None;
        self.shown = None;
    }
}

impl<W: Write> Backend for Screen<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut content = content.peekable();
        if content.peek().is_none() {
            return Ok(());
        }
        // Drawing moves the cursor.
        self.cursor = None;
        self.inner.draw(content)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.shown.replace(false) == Some(false) {
            return Ok(());
        }
        queue!(self.inner, Hide)
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.shown.replace(true) == Some(true) {
            return Ok(());
        }
        queue!(self.inner, Show)
    }

    /// Where we put it last; the terminal is not asked.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        if self.cursor.replace(position) == Some(position) {
            return Ok(());
        }
        queue!(self.inner, MoveTo(position.x, position.y))
    }

    fn clear(&mut self) -> io::Result<()> {
        self.forget();
        queue!(self.inner, ResetColor, Clear(ClearType::All))
    }

    fn clear_region(&mut self, _region: Region) -> io::Result<()> {
        self.clear()
    }

    fn size(&self) -> io::Result<Size> {
        self.inner.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(&mut self.inner)
    }
}

/// The operator's terminal; given back when dropped.
pub struct Tty {
    terminal: Terminal<Screen<Stdout>>,
}

impl Tty {
    /// Takes the terminal over.
    pub fn enter() -> Result<Self, Problem> {
        install_panic_hook();
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Err(
                Problem::new(ProblemClass::Usage, Text::new("tui-no-terminal"))
                    .hint(Text::new("tui-no-terminal-hint")),
            );
        }
        let failed = |error: &io::Error| {
            Problem::new(ProblemClass::Usage, Text::new("tui-no-terminal"))
                .detail(Text::new("tui-verbatim").with("text", error.to_string()))
        };
        take().map_err(|error| failed(&error))?;
        let viewport = Viewport::Fullscreen;
        Terminal::with_options(Screen::new(io::stdout()), TerminalOptions { viewport })
            .map(|terminal| Self { terminal })
            .map_err(|error| {
                give_back();
                failed(&error)
            })
    }
}

impl Stage for Tty {
    fn draw(&mut self, model: &Model) -> io::Result<()> {
        // A panic elsewhere gave the terminal back; this loop still lives.
        let given_back = !*ours();
        if given_back {
            self.resume()?;
        }
        self.terminal.draw(|frame| view(model, frame))?;
        Ok(())
    }

    fn size(&self) -> (u16, u16) {
        self.terminal
            .size()
            .map_or((80, 24), |size| (size.width, size.height))
    }

    fn redraw(&mut self) -> io::Result<()> {
        self.terminal.clear()
    }

    fn copy(&mut self, text: &str) -> Result<usize, Problem> {
        let failed = |key| Problem::new(ProblemClass::Usage, Text::new(key));
        if text.len() > CLIPBOARD_BYTES {
            return Err(failed("tui-copy-too-long"));
        }
        execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))
            .map(|()| text.len())
            .map_err(|_| failed("tui-copy-failed"))
    }

    fn suspend(&mut self) {
        give_back();
        // Without a shell that does job control nothing stops; the runtime then
        // takes the terminal back after a moment.
        let _ =
            rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::TSTP);
    }

    fn resume(&mut self) -> io::Result<()> {
        take()?;
        self.terminal.backend_mut().forget();
        self.terminal.clear()
    }

    fn leave(&mut self) {
        give_back();
    }
}

impl Drop for Tty {
    fn drop(&mut self) {
        give_back();
    }
}

fn take() -> io::Result<()> {
    let mut ours = ours();
    enable_raw_mode()?;
    *ours = true;
    execute!(
        io::stdout(),
        EnterAlternateScreen,
        EnableBracketedPaste,
        Hide
    )
}

/// Leaves the terminal as it was. May be called twice, and in a panic: it must not fail.
fn give_back() {
    let mut ours = ours();
    if std::mem::take(&mut *ours) {
        let _ = execute!(
            io::stdout(),
            DisableBracketedPaste,
            LeaveAlternateScreen,
            ResetColor,
            Show
        );
        let _ = disable_raw_mode();
    }
}

/// A panic message on the alternate screen is lost, and raw mode stays on.
fn install_panic_hook() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            give_back();
            before(panic);
        }));
    });
}

/// Comes back when the terminal is gone although no signal said so (the hang-up
/// was ignored by whoever started us). Its reader would only see an end of input,
/// again and again, at full speed. A thread that the system wakes: no timer, no reading.
pub async fn hung_up() {
    let (gone, told) = oneshot::channel();
    let watch = move || {
        let input = io::stdin();
        // Without any flag only errors and the hang-up end the wait.
        let mut terminal = [PollFd::new(&input, PollFlags::empty())];
        while poll(&mut terminal, None) == Err(Errno::INTR) {}
        let _ = gone.send(());
    };
    if std::thread::Builder::new().spawn(watch).is_err() || told.await.is_err() {
        // Nobody watches; the reader will meet its end.
        std::future::pending::<()>().await;
    }
}

/// What the terminal tells, in our spelling, until there is no terminal any more.
///
/// Read by a thread of its own, which nobody waits for: at the end of a terminal crossterm 0.29
/// reads nothing, again and again, and does not come back. The loop must leave all the same.
pub fn inputs() -> mpsc::Receiver<io::Result<Input>> {
    let (told, inputs) = mpsc::channel(WAITING_INPUTS);
    let listen = move || {
        let mut listening = true;
        while listening {
            listening = match event::read() {
                Ok(Event::Resize(columns, rows)) => {
                    remind_of_keys();
                    told.blocking_send(Ok(Input::Resize(columns, rows))).is_ok()
                }
                Ok(event) => {
                    normalise(event).is_none_or(|input| told.blocking_send(Ok(input)).is_ok())
                }
                Err(error) => {
                    // The end is told; whether anybody still listens is all the same.
                    let _ = told.blocking_send(Err(error));
                    false
                }
            };
        }
    };
    // Without the thread the receiver is told at once that nothing will come.
    let _ = std::thread::Builder::new().spawn(listen);
    inputs
}

/// A key that comes in the same instant as a resize is forgotten by crossterm 0.29 until the
/// next key: it reports the resize and drops the news, told only once, that there is something
/// to read. Setting the terminal's modes, even to what they are, makes the system tell again.
fn remind_of_keys() {
    let input = io::stdin();
    if let Ok(modes) = tcgetattr(&input) {
        // Without it the next key brings the forgotten one along.
        let _ = tcsetattr(&input, OptionalActions::Now, &modes);
    }
}

/// What the program means to handle of what the terminal tells, in our spelling.
pub fn normalise(event: Event) -> Option<Input> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => key_of(key).map(Input::Key),
        Event::Paste(text) => Some(Input::Paste(text)),
        Event::Resize(columns, rows) => Some(Input::Resize(columns, rows)),
        _ => None,
    }
}

fn key_of(event: KeyEvent) -> Option<Key> {
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let alt = event.modifiers.contains(KeyModifiers::ALT);
    let mut shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let code = match event.code {
        // What old terminals send for these two keys.
        KeyCode::Char('h') if ctrl => return Some(Key::plain(Code::Backspace)),
        KeyCode::Char('j') if ctrl => return Some(Key::plain(Code::Enter)),
        // An escape just before it makes it look like alt; leaving must not fail for that.
        KeyCode::Char('c') if ctrl => return Some(Key::ctrl('c')),
        KeyCode::Char(character) => {
            shift = false;
            Code::Char(if ctrl {
                character.to_ascii_lowercase()
            } else {
                character
            })
        }
        KeyCode::BackTab => {
            shift = true;
            Code::Tab
        }
        KeyCode::F(number) => Code::Function(number),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        _ => return None,
    };
    Some(Key {
        code,
        ctrl,
        alt,
        shift,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(code: KeyCode, modifiers: KeyModifiers) -> Option<Input> {
        normalise(Event::Key(KeyEvent::new(code, modifiers)))
    }

    #[test]
    fn one_key_has_one_spelling() {
        for (name, code, modifiers, key) in [
            (
                "capital letter with shift",
                KeyCode::Char('R'),
                KeyModifiers::SHIFT,
                Key::char('R'),
            ),
            (
                "shift-tab",
                KeyCode::BackTab,
                KeyModifiers::NONE,
                Key::shift(Code::Tab),
            ),
            (
                "ctrl with a capital letter",
                KeyCode::Char('P'),
                KeyModifiers::CONTROL,
                Key::ctrl('p'),
            ),
            (
                "a backspace of old terminals",
                KeyCode::Char('h'),
                KeyModifiers::CONTROL,
                Key::plain(Code::Backspace),
            ),
        ] {
            assert_eq!(pressed(code, modifiers), Some(Input::Key(key)), "{name}");
        }
    }

    #[test]
    fn releases_are_not_keys() {
        let mut event = KeyEvent::new(KeyCode::Char('a'), KeyModifiers::NONE);
        event.kind = KeyEventKind::Release;
        assert_eq!(normalise(Event::Key(event)), None);
    }

    #[test]
    fn a_frame_that_changes_nothing_writes_nothing() {
        let viewport = Viewport::Fixed(ratatui::layout::Rect::new(0, 0, 10, 2));
        let mut terminal =
            Terminal::with_options(Screen::new(Vec::new()), TerminalOptions { viewport })
                .expect("a terminal");
        let draw = |terminal: &mut Terminal<Screen<Vec<u8>>>, words: &'static str| {
            terminal
                .draw(|frame| frame.render_widget(words, frame.area()))
                .expect("it draws");
        };
        draw(&mut terminal, "hello");
        let first = written(&terminal);
        assert!(first.contains("hello"));
        assert!(first.starts_with("\u{1b}[?2026h") && first.ends_with("\u{1b}[?2026l"));
        assert!(!first.contains("\u{1b}[6n"), "it asks for the cursor");
        draw(&mut terminal, "hello");
        assert_eq!(written(&terminal), first);
        draw(&mut terminal, "jello");
        assert!(written(&terminal).len() > first.len());
    }

    fn written(terminal: &Terminal<Screen<Vec<u8>>>) -> String {
        // The writer is private to the library; its debug form is not.
        let debug = format!("{:?}", terminal.backend());
        let bytes = debug
            .split("out: [")
            .nth(1)
            .and_then(|rest| rest.split(']').next());
        let bytes: Vec<u8> = bytes
            .unwrap_or_default()
            .split(", ")
            .filter_map(|byte| byte.parse().ok())
            .collect();
        String::from_utf8_lossy(&bytes).into_owned()
    }
}
