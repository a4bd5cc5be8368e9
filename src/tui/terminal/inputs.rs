//! What comes from the terminal: keys, pasted text, the mouse, resizes, and its end.

use std::io;

use crossterm::event::{
    self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent,
    MouseEventKind,
};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::stdio::dup2_stdin;
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};
use tokio::sync::{mpsc, oneshot};

use crate::tui::key::{Code, Gesture, Input, Key, Mouse};

/// Inputs that wait for the loop, at most; the rest of a flood stays with the terminal.
const WAITING_INPUTS: usize = 1_024;

/// Comes back when the terminal is gone although no signal said so (the hang-up
/// was ignored by whoever started us). Its reader would only see an end of input,
/// again and again, at full speed. A thread that the system wakes: no timer, no reading. It goes on
/// when nobody waits for it any more: a console that is leaving may still finish what it sends.
pub async fn hung_up() {
    let (gone, told) = oneshot::channel();
    let watch = move || {
        let input = io::stdin();
        // Without any flag only errors and the hang-up end the wait.
        let mut terminal = [PollFd::new(&input, PollFlags::empty())];
        while poll(&mut terminal, None) == Err(Errno::INTR) {}
        silence_input();
        let _ = gone.send(());
    };
    if std::thread::Builder::new().spawn(watch).is_err() || told.await.is_err() {
        // Nobody watches; the reader will meet its end.
        std::future::pending::<()>().await;
    }
}

/// Puts in the place of a terminal that is gone an input that never says anything. At the end of a
/// terminal crossterm 0.29 reads nothing, again and again, for as long as the process lives; and
/// that can be a minute, while an answer is awaited.
fn silence_input() {
    if let Ok((silence, speaker)) = io::pipe()
        && dup2_stdin(&silence).is_ok()
    {
        // Closed it would be an end again.
        std::mem::forget(speaker);
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
                // Told by the system itself: crossterm 0.29 forgets a resize that comes in the
                // same instant as a key.
                Ok(Event::Resize(..)) => {
                    remind_of_keys();
                    !told.is_closed()
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
        Event::Mouse(mouse) => mouse_of(mouse).map(Input::Mouse),
        Event::Resize(columns, rows) => Some(Input::Resize(columns, rows)),
        _ => None,
    }
}

/// Releases and other buttons mean nothing here.
fn mouse_of(event: MouseEvent) -> Option<Mouse> {
    let what = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => Gesture::Click,
        MouseEventKind::ScrollDown => Gesture::Wheel(1),
        MouseEventKind::ScrollUp => Gesture::Wheel(-1),
        _ => return None,
    };
    Some(Mouse {
        what,
        column: event.column,
        row: event.row,
    })
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
    fn of_the_mouse_only_the_left_button_and_the_wheel_are_heard() {
        for (kind, what) in [
            (
                MouseEventKind::Down(MouseButton::Left),
                Some(Gesture::Click),
            ),
            (MouseEventKind::ScrollUp, Some(Gesture::Wheel(-1))),
            (MouseEventKind::ScrollDown, Some(Gesture::Wheel(1))),
            (MouseEventKind::Up(MouseButton::Left), None),
            (MouseEventKind::Down(MouseButton::Right), None),
            (MouseEventKind::Moved, None),
        ] {
            let event = Event::Mouse(MouseEvent {
                kind,
                column: 7,
                row: 3,
                modifiers: KeyModifiers::NONE,
            });
            let heard = what.map(|what| {
                Input::Mouse(Mouse {
                    what,
                    column: 7,
                    row: 3,
                })
            });
            assert_eq!(normalise(event), heard, "{kind:?}");
        }
    }
}
