//! What the encoder writes, read back by a terminal, is what ratatui's own back end draws.

use std::rc::Rc;

use proptest::prelude::*;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};

use super::*;
use crate::tui::ability::Colours;
use crate::tui::terminal::fixture::{Bench, Seen, parser, seen};

/// Words at a place in a style.
#[derive(Debug, Clone)]
struct Stroke {
    at: (u16, u16),
    words: String,
    style: Style,
}

fn render(strokes: &[Stroke], frame: &mut Frame) {
    let area = frame.area();
    for stroke in strokes {
        let (x, y) = stroke.at;
        if x < area.width && y < area.height {
            let room = usize::from(area.width - x);
            // Bold and dim at once mean something else on every terminal.
            let style = Style::reset().patch(stroke.style);
            frame
                .buffer_mut()
                .set_stringn(x, y, &stroke.words, room, style);
        }
    }
}

fn a_colour() -> impl Strategy<Value = Color> {
    prop_oneof![
        4 => Just(Color::Reset),
        1 => Just(Color::Red),
        1 => Just(Color::White),
        1 => Just(Color::DarkGray),
        1 => any::<u8>().prop_map(Color::Indexed),
        1 => any::<[u8; 3]>().prop_map(|[r, g, b]| Color::Rgb(r, g, b)),
    ]
}

fn a_style() -> impl Strategy<Value = Style> {
    let modifiers = prop_oneof![
        3 => Just(Modifier::empty()),
        1 => Just(Modifier::BOLD),
        1 => Just(Modifier::DIM),
        1 => Just(Modifier::REVERSED),
        1 => Just(Modifier::UNDERLINED | Modifier::BOLD),
        1 => Just(Modifier::ITALIC),
    ];
    (a_colour(), a_colour(), modifiers)
        .prop_map(|(fg, bg, modifiers)| Style::new().fg(fg).bg(bg).add_modifier(modifiers))
}

fn some_words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z]{1,6}",
        " {1,12}",
        Just("é─…".to_owned()),
        Just("李小龍".to_owned()),
        Just("e\u{301}o\u{308}\u{323}".to_owned()),
        Just("x\u{a0}y".to_owned()),
        Just("한글".to_owned()),
    ];
    proptest::collection::vec(piece, 1..6).prop_map(|pieces| pieces.concat())
}

fn some_strokes() -> impl Strategy<Value = Vec<Stroke>> {
    let stroke =
        (0..30_u16, 0..9_u16, some_words(), a_style()).prop_map(|(x, y, words, style)| Stroke {
            at: (x, y),
            words,
            style,
        });
    proptest::collection::vec(stroke, 0..12)
}

/// Rows of a list from some place on, between a heading and a footer.
fn list(from: usize, selected: usize, columns: u16, rows: u16) -> Vec<Stroke> {
    let plain = Style::new();
    let mut strokes = vec![Stroke {
        at: (0, 0),
        words: format!(" {} / 1000", from + selected),
        style: plain.add_modifier(Modifier::BOLD),
    }];
    for row in 0..usize::from(rows) - 2 {
        let style = match (from + row) % 3 {
            0 => plain.fg(Color::Red),
            1 => plain.fg(Color::Green),
            _ => plain,
        };
        let marker = if row == selected { ">" } else { " " };
        let y = u16::try_from(row + 1).expect("a row");
        let wide = usize::from(columns) - 1;
        let words = format!(
            "{marker}{:<wide$}",
            format!("row {} 李 of the list", from + row)
        );
        strokes.push(Stroke {
            at: (0, y),
            words,
            style,
        });
    }
    strokes.push(Stroke {
        at: (0, rows - 1),
        words: " q quit".to_owned(),
        style: plain.add_modifier(Modifier::REVERSED),
    });
    strokes
}

/// The encoder draws frame after frame; each looks as if ratatui's own back end had drawn it
/// alone on a blank terminal.
fn agree(size: (u16, u16), frames: &[Vec<Stroke>]) {
    let ability = Ability {
        colours: Colours::Rgb,
        ..Ability::default()
    };
    let mut ours = Bench::new(size, ability);
    for strokes in frames {
        let bytes = ours.draw(|frame| render(strokes, frame));
        let (ours, theirs) = (seen(&ours.reader), alone(size, strokes));
        for (place, (ours, theirs)) in ours.iter().zip(&theirs).enumerate() {
            let place = (place % usize::from(size.0), place / usize::from(size.0));
            assert_eq!(ours, theirs, "at {place:?} after {:?}", words(&bytes));
        }
    }
}

fn alone(size: (u16, u16), strokes: &[Stroke]) -> Vec<Seen> {
    let viewport = Viewport::Fixed(Rect::new(0, 0, size.0, size.1));
    let written = Shared::default();
    let backend = CrosstermBackend::new(written.clone());
    let mut terminal =
        Terminal::with_options(backend, TerminalOptions { viewport }).expect("a terminal");
    terminal
        .draw(|frame| render(strokes, frame))
        .expect("it draws");
    let mut reader = parser(size);
    reader.process(&written.0.take());
    seen(&reader)
}

#[derive(Clone, Default)]
struct Shared(Rc<std::cell::RefCell<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn random_frames_look_as_ratatui_draws_them(
        frames in proptest::collection::vec(some_strokes(), 1..6),
    ) {
        agree((24, 8), &frames);
    }

    #[test]
    fn lists_that_scroll_look_as_ratatui_draws_them(
        steps in proptest::collection::vec((0..60_usize, 0..10_usize), 1..8),
        noise in some_strokes(),
        noisy in 0..8_usize,
    ) {
        let frames: Vec<_> = steps
            .iter()
            .enumerate()
            .map(|(place, &(from, selected))| {
                let mut strokes = list(from, selected, 40, 14);
                if place == noisy {
                    strokes.extend(noise.clone());
                }
                strokes
            })
            .collect();
        agree((40, 14), &frames);
    }
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_frame_that_changes_nothing_writes_nothing() {
    let mut bench = Bench::new((40, 12), Ability::default());
    let first = bench.draw(|frame| render(&list(3, 2, 40, 12), frame));
    assert!(words(&first).starts_with("\x1b[?2026h") && words(&first).ends_with("\x1b[?2026l"));
    assert!(!words(&first).contains("\x1b[6n"), "it asks for the cursor");
    let again = bench.draw(|frame| render(&list(3, 2, 40, 12), frame));
    assert_eq!(words(&again), "");
}

#[test]
fn a_marker_that_moves_costs_few_bytes() {
    let mut bench = Bench::new((120, 40), Ability::default());
    bench.draw(|frame| render(&list(3, 20, 120, 40), frame));
    let bytes = bench.draw(|frame| render(&list(3, 21, 120, 40), frame));
    assert!(
        bytes.len() <= 60,
        "{} bytes: {:?}",
        bytes.len(),
        words(&bytes)
    );
}

#[test]
fn a_list_that_scrolls_by_one_row_draws_one_row() {
    for (from, to) in [(3, 4), (4, 3), (4, 9), (9, 4)] {
        let mut bench = Bench::new((120, 40), Ability::default());
        bench.draw(|frame| render(&list(from, 37, 120, 40), frame));
        let bytes = bench.draw(|frame| render(&list(to, 37, 120, 40), frame));
        let rows = usize::abs_diff(from, to);
        assert!(
            bytes.len() <= 80 + rows * 60,
            "{} bytes for {rows} rows: {:?}",
            bytes.len(),
            words(&bytes)
        );
    }
}

#[test]
fn a_cursor_that_moves_is_one_short_sequence() {
    let mut bench = Bench::new((40, 12), Ability::default());
    let frame = |y| {
        move |frame: &mut Frame| {
            render(&list(3, 2, 40, 12), frame);
            frame.set_cursor_position((0, y));
        }
    };
    let first = bench.draw(frame(3));
    assert!(words(&first).contains("\x1b[?25h"));
    assert_eq!(words(&bench.draw(frame(3))), "");
    assert_eq!(words(&bench.draw(frame(4))), "\n");
    assert_eq!(words(&bench.draw(frame(1))), "\x1b[2H");
    let gone = bench.draw(|frame| render(&list(3, 2, 40, 12), frame));
    assert_eq!(words(&gone), "\x1b[?25l");
}

#[test]
fn a_vt100_is_sent_nothing_that_it_does_not_know() {
    let old = Ability {
        colours: Colours::None,
        old: true,
        ..Ability::default()
    };
    let mut bench = Bench::new((80, 24), old);
    let mut all = Vec::new();
    for (from, selected) in [(3, 4), (3, 5), (4, 5), (40, 2), (39, 2)] {
        all.extend(bench.draw(|frame| render(&list(from, selected, 80, 24), frame)));
    }
    let all = words(&all);
    for sequence in all.split('\x1b').skip(1) {
        let end = sequence
            .find(|c: char| c.is_ascii_alphabetic())
            .expect("an end");
        let (parameters, command) = sequence.split_at(end);
        match &command[..1] {
            "m" => {
                for code in parameters.trim_start_matches('[').split(';') {
                    assert!(
                        ["", "0", "1", "4", "5", "7"].contains(&code),
                        "{sequence:?}"
                    );
                }
            }
            "H" | "A" | "B" | "C" | "D" | "K" | "J" | "r" | "M" => {}
            "l" => assert_eq!(parameters, "[?25"),
            _ => panic!("{sequence:?} came later"),
        }
    }
}

#[test]
fn what_follows_a_letter_of_doubtful_width_stands_in_its_column() {
    for doubtful in [
        "👩\u{200d}👩\u{200d}👧",
        "⌨\u{fe0f}",
        "لا",
        "🫠",
        "a\u{ad}",
        "ｶﾞ",
    ] {
        let line = format!("{doubtful}|");
        let place = u16::try_from(crate::tui::format::width(doubtful)).expect("a column");
        let mut bench = Bench::new((20, 2), Ability::default());
        bench.draw(|frame| frame.render_widget("old words all over", frame.area()));
        bench.draw(|frame| frame.render_widget(line.as_str(), frame.area()));
        let cell = bench.reader.screen().cell(0, place).expect("on screen");
        assert_eq!(cell.contents(), "|", "{doubtful:?}");
        bench.draw(|frame| frame.render_widget("plain words again", frame.area()));
        let shown = bench.reader.screen().contents();
        assert_eq!(shown.trim_end(), "plain words again", "{doubtful:?}");
    }
}

#[test]
fn a_size_that_changes_is_drawn_anew() {
    let mut bench = Bench::new((30, 6), Ability::default());
    bench.draw(|frame| render(&list(0, 1, 30, 6), frame));
    for size in [(50, 20), (3, 2), (1, 1), (40, 12)] {
        bench.resize(size);
        bench.draw(|frame| render(&list(0, 1, 40, 12), frame));
    }
    let shown = bench.reader.screen().contents();
    assert!(
        shown.contains("row 9") && shown.contains("q quit"),
        "{shown}"
    );
}

/// The queue itself: what a key costs on the wire.
#[test]
fn keys_in_the_queue_cost_few_bytes() {
    use crate::domain::lifecycle::StateKind;
    use crate::i18n::Language;
    use crate::tui::fixture;
    use crate::tui::key::{Input, Key};
    use crate::tui::msg::{Effect, Msg, Reply};
    use crate::tui::update::update;
    use crate::tui::view::view;

    let size = (120, 40);
    let mut model = fixture::model(Language::En, size);
    for effect in update(&mut model, Msg::Input(Input::Key(Key::char('2')))) {
        if let Effect::Queue(ticket, _) = effect {
            let mut page = fixture::page(0, 1..=150, 150);
            // The footer stays: its keys depend on the state.
            for row in &mut page.rows {
                row.state = StateKind::Accepted;
            }
            update(&mut model, Msg::Reply(Reply::Queue(ticket, Ok(page))));
        }
    }
    let mut bench = Bench::new(size, Ability::default());
    let mut press = |key| {
        update(&mut model, Msg::Input(Input::Key(Key::char(key))));
        let bytes = bench.draw(|frame| view(&model, frame));
        let picture = fixture::picture(&model);
        let line = picture.lines().nth(20).map(|line| line.trim_matches('"'));
        let shown = bench.reader.screen().rows(0, size.0).nth(20);
        assert_eq!(
            shown.as_deref().map(str::trim_end),
            line.map(|line| line.replace('\u{a0}', " "))
                .as_deref()
                .map(str::trim_end)
        );
        bytes
    };
    press('k');
    let mut moves = Vec::new();
    let mut scrolls = Vec::new();
    for _ in 0..20 {
        moves.push(press('j'));
    }
    (0..30).for_each(|_| drop(press('j')));
    for _ in 0..20 {
        scrolls.push(press('j'));
    }
    for (name, goal, all) in [("move", 60, moves), ("scroll", 400, scrolls)] {
        let most = all.iter().max_by_key(|bytes| bytes.len()).expect("some");
        assert!(
            most.len() <= goal,
            "a {name}: {} bytes: {:?}",
            most.len(),
            words(most)
        );
    }
}
