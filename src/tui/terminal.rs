//! The terminal: raw mode, the alternate screen, frames, keys as they come.
//!
//! Nothing here ever asks the terminal a question: an answer that does not come
//! would cost seconds, and a late one would be read as typed text.

#[cfg(test)]
mod again_tests;
mod colours;
mod desk;
#[cfg(test)]
mod fixture;
mod glyphs;
#[cfg(test)]
mod hostile_tests;
mod inputs;
mod outside;
mod pen;
mod picture;
mod screen;
mod scroll;
mod shades;
mod signals;

use std::io::{self, IsTerminal, Stdout, Write};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::{Print, ResetColor};
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};

use super::ability::Ability;
use super::model::Model;
use super::msg::Notice;
use super::runtime::Stage;
use super::view::view_again;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;

pub use inputs::{hung_up, inputs, normalise};
pub use screen::{Screen, Surface};
pub use signals::Signals;

/// Bytes that may go to the clipboard; longer ones are cut silently by some terminals.
const CLIPBOARD_BYTES: usize = 70_000;
/// Presses and the wheel (1000), with columns beyond 223 (1006); never mere movement (1003):
/// it floods slow lines.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";

/// What is ours at the moment, and what must be given back.
struct Hands {
    /// The terminal.
    terminal: bool,
    /// Its mouse, while the terminal is ours.
    mouse: bool,
    /// The title of its window.
    title: bool,
}

/// Held while the terminal changes hands: a panic in a task gives it back just when the loop
/// may be taking it.
static OURS: Mutex<Hands> = Mutex::new(Hands {
    terminal: false,
    mouse: false,
    title: false,
});

fn ours() -> MutexGuard<'static, Hands> {
    OURS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Standard output without the buffer of the standard library, which would cut a frame in two
/// behind its last line feed.
struct Out {
    out: Stdout,
    /// Columns and rows as the console knows them. The system is not asked for every frame:
    /// crossterm 0.29 opens the terminal anew for that.
    size: (u16, u16),
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(rustix::io::write(&self.out, bytes)?)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Surface for Out {
    fn size(&self) -> io::Result<(u16, u16)> {
        Ok(self.size)
    }
}

/// The operator's terminal; given back when dropped.
pub struct Tty {
    screen: Screen<Out>,
    ability: Ability,
}

impl Tty {
    /// Takes the terminal over.
    pub fn enter(ability: Ability, mouse: bool) -> Result<Self, Problem> {
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
        ours().mouse = mouse && !ability.old;
        take().map_err(|error| failed(&error))?;
        let (out, size) = (io::stdout(), present_size());
        let screen = Screen::new(Out { out, size }, ability);
        Ok(Self { screen, ability })
    }
}

impl Stage for Tty {
    fn draw(&mut self, model: &Model) -> io::Result<()> {
        // A panic elsewhere gave the terminal back; this loop still lives.
        let given_back = !ours().terminal;
        if given_back {
            self.resume()?;
        }
        // News of another size come to the model.
        self.screen.surface().size = model.env.size;
        self.screen
            .draw(|frame, again| view_again(model, frame, again))
    }

    fn size(&self) -> (u16, u16) {
        present_size()
    }

    fn redraw(&mut self) -> io::Result<()> {
        self.screen.redraw();
        Ok(())
    }

    fn copy(&mut self, text: &str) -> Result<usize, Problem> {
        let failed = |key| Problem::new(ProblemClass::Usage, Text::new(key));
        if text.len() > CLIPBOARD_BYTES {
            return Err(failed("tui-copy-too-long"));
        }
        if self.ability.old {
            return Err(failed("tui-copy-failed"));
        }
        let sequence = outside::clipboard(text, self.ability);
        execute!(io::stdout(), Print(sequence))
            .map(|()| text.len())
            .map_err(|_| failed("tui-copy-failed"))
    }

    fn notify(&mut self, notice: &Notice) -> io::Result<()> {
        let mut told = outside::notice(notice, self.ability);
        if notice.title.is_some() && !self.ability.old {
            let mut ours = ours();
            if !std::mem::replace(&mut ours.title, true) {
                told.insert_str(0, outside::KEEP_TITLE);
            }
        }
        if told.is_empty() {
            return Ok(());
        }
        execute!(io::stdout(), Print(told))
    }

    fn mouse(&mut self, wanted: bool) -> io::Result<()> {
        let mut ours = ours();
        if self.ability.old || std::mem::replace(&mut ours.mouse, wanted) == wanted {
            return Ok(());
        }
        let change = if wanted { MOUSE_ON } else { MOUSE_OFF };
        execute!(io::stdout(), Print(change))
    }

    fn suspend(&mut self) {
        give_back();
        // SIGTSTP itself is ours to hear; this one stops us by the same rules. Without a shell
        // that does job control nothing stops; the runtime then takes the terminal back after a
        // moment.
        let _ =
            rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::TTIN);
    }

    fn resume(&mut self) -> io::Result<()> {
        take()?;
        self.screen.forget();
        Ok(())
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

/// Columns and rows, as the system knows them now.
pub fn present_size() -> (u16, u16) {
    crossterm::terminal::size().unwrap_or((80, 24))
}

fn take() -> io::Result<()> {
    let mut ours = ours();
    enable_raw_mode()?;
    ours.terminal = true;
    let mut out = io::stdout();
    queue!(out, EnterAlternateScreen, EnableBracketedPaste, Hide)?;
    if ours.mouse {
        queue!(out, Print(MOUSE_ON))?;
    }
    out.flush()
}

/// Leaves the terminal as it was. May be called twice, and in a panic: it must not fail.
fn give_back() {
    let mut ours = ours();
    if std::mem::take(&mut ours.terminal) {
        let mut out = io::stdout();
        if ours.mouse {
            let _ = queue!(out, Print(MOUSE_OFF));
        }
        if std::mem::take(&mut ours.title) {
            let _ = queue!(out, Print(outside::TITLE_BACK));
        }
        let _ = execute!(
            out,
            DisableBracketedPaste,
            ResetColor,
            LeaveAlternateScreen,
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
