//! Whole screens with made-up data and a frozen clock.

use insta::assert_snapshot;
use ratatui::style::Color;

use super::*;
use crate::domain::ids::SubmissionId;
use crate::i18n::Language;
use crate::tui::fixture::{self, drawn, picture};
use crate::tui::key::{Code, Input, Key};
use crate::tui::msg::{Effect, Msg, Reply};
use crate::tui::overlay::Overlay;
use crate::tui::update::update;

fn press(model: &mut Model, key: Key) -> Vec<Effect> {
    update(model, Msg::Input(Input::Key(key)))
}

/// A console on its queue, with this row selected.
fn queue(language: Language, size: (u16, u16), selected: i64) -> Model {
    let mut model = fixture::model(language, size);
    for effect in press(&mut model, Key::char('2')) {
        if let Effect::Queue(ticket, _) = effect {
            let page = fixture::page(0, 1..=40, 1204);
            update(&mut model, Msg::Reply(Reply::Queue(ticket, Ok(page))));
        }
    }
    model.queue.selected = Some(SubmissionId(selected));
    let timeline = Box::new(Ok(Some(fixture::timeline(selected))));
    update(&mut model, Msg::StoreChanged);
    update(
        &mut model,
        Msg::Reply(Reply::Timeline(SubmissionId(selected), timeline)),
    );
    model
}

fn detail(language: Language, size: (u16, u16), selected: i64) -> Model {
    let mut model = queue(language, size, selected);
    press(&mut model, Key::plain(Code::Enter));
    let timeline = Box::new(Ok(Some(fixture::timeline(selected))));
    let reply = Reply::Timeline(SubmissionId(selected), timeline);
    update(&mut model, Msg::Reply(reply));
    model
}

fn declare(language: Language, size: (u16, u16), worker_types_on: usize) -> Model {
    let mut model = fixture::model(language, size);
    press(&mut model, Key::char('3'));
    for _ in 0..worker_types_on {
        press(&mut model, Key::plain(Code::Right));
    }
    for _ in 0..2 {
        press(&mut model, Key::plain(Code::Tab));
    }
    for digit in "0999999922".chars() {
        press(&mut model, Key::char(digit));
    }
    press(&mut model, Key::ctrl('t'));
    model.toasts.dismiss();
    model
}

const WIDE: (u16, u16) = (120, 40);
const NARROW: (u16, u16) = (80, 24);
const SMALL: (u16, u16) = (60, 20);

#[test]
fn dashboards() {
    assert_snapshot!(
        "dashboard_120x40",
        picture(&fixture::model(Language::En, WIDE))
    );
    assert_snapshot!(
        "dashboard_80x24",
        picture(&fixture::model(Language::En, NARROW))
    );
    assert_snapshot!(
        "dashboard_60x20",
        picture(&fixture::model(Language::En, SMALL))
    );
    assert_snapshot!(
        "dashboard_nl_80x24",
        picture(&fixture::model(Language::Nl, NARROW))
    );
}

#[test]
fn queues() {
    assert_snapshot!("queue_200x50", picture(&queue(Language::En, (200, 50), 32)));
    assert_snapshot!("queue_120x40", picture(&queue(Language::En, WIDE, 38)));
    assert_snapshot!("queue_80x24", picture(&queue(Language::En, NARROW, 38)));
    assert_snapshot!("queue_60x20", picture(&queue(Language::En, SMALL, 38)));
}

#[test]
fn details() {
    assert_snapshot!(
        "detail_refused_120x40",
        picture(&detail(Language::En, WIDE, 32))
    );
    assert_snapshot!(
        "detail_in_doubt_80x24",
        picture(&detail(Language::En, NARROW, 33))
    );
    assert_snapshot!(
        "detail_in_doubt_nl_80x24",
        picture(&detail(Language::Nl, NARROW, 33))
    );
}

#[test]
fn forms() {
    assert_snapshot!(
        "declare_oth_80x24",
        picture(&declare(Language::En, NARROW, 0))
    );
    assert_snapshot!(
        "declare_stu_120x40",
        picture(&declare(Language::Nl, WIDE, 1))
    );
}

#[test]
fn overlays() {
    let mut help = queue(Language::En, NARROW, 38);
    press(&mut help, Key::char('?'));
    assert_snapshot!("help_80x24", picture(&help));
    let mut doubt = queue(Language::En, NARROW, 33);
    press(&mut doubt, Key::char('r'));
    assert_snapshot!("resolve_80x24", picture(&doubt));
    let mut withdraw = queue(Language::En, NARROW, 35);
    press(&mut withdraw, Key::char('w'));
    assert_snapshot!("withdraw_80x24", picture(&withdraw));
}

#[test]
fn below_the_smallest_size_a_sentence_says_so() {
    let model = fixture::model(Language::Nl, (40, 6));
    assert_snapshot!("too_small_40x6", picture(&model));
}

#[test]
fn no_size_panics() {
    for columns in 1..70 {
        for rows in 1..24 {
            let mut model = queue(Language::En, (columns, rows), 33);
            picture(&model);
            press(&mut model, Key::char('?'));
            picture(&model);
        }
    }
}

#[test]
fn the_footer_never_wraps_and_shows_only_keys_that_work() {
    for language in [Language::En, Language::Nl] {
        for columns in [60, 80, 120] {
            let model = queue(language, (columns, 24), 33);
            let picture = picture(&model);
            let footer = picture.lines().nth(23).expect("a last line").to_owned();
            assert!(footer.contains("enter"), "{footer}");
        }
    }
    let mut options = fixture::options(Language::En);
    options.read_only = true;
    let mut model = fixture::model_with(options, NARROW);
    press(&mut model, Key::char('2'));
    let words = model.env.words.get("tui-action-withdraw");
    assert!(!picture(&model).contains(&words));
}

/// The style of the first cell where these words begin.
fn style_of(model: &Model, words: &str) -> (Color, Color) {
    let terminal = drawn(model);
    let buffer = terminal.backend().buffer();
    for y in 0..buffer.area.height {
        let line: String = (0..buffer.area.width)
            .map(|x| buffer[(x, y)].symbol())
            .collect();
        if let Some(place) = line.find(words) {
            let x = u16::try_from(line[..place].chars().count()).expect("a column");
            let cell = &buffer[(x, y)];
            return (cell.fg, cell.bg);
        }
    }
    panic!("no {words} on screen");
}

#[test]
fn the_environment_is_spelled_out_in_its_own_colour() {
    for (environment, words, colour) in [
        (Environment::Sandbox, "SANDBOX", Color::Green),
        (Environment::Simulation, "SIMULATION", Color::Yellow),
        (Environment::Production, "PRODUCTION", Color::Red),
    ] {
        for size in [SMALL, WIDE] {
            let mut model = fixture::model(Language::En, size);
            let header = fixture::header(environment, WorkerStatus::Nobody);
            update(&mut model, Msg::Reply(Reply::Header(Box::new(header))));
            assert_eq!(style_of(&model, words).1, colour, "{words}");
            assert_eq!(style_of(&model, "NOBODY POLLS").0, Color::Red);
        }
    }
}

#[test]
fn a_clock_that_is_off_is_told_of_above_every_screen() {
    let minutes = jiff::SignedDuration::from_mins;
    for (offset, words) in [
        (None, None),
        (Some(minutes(5)), Some("This host's clock is 5 min behind")),
        (Some(minutes(-4)), Some("This host's clock is 4 min ahead")),
    ] {
        for size in [(80, 24), WIDE] {
            let mut model = fixture::model(Language::En, size);
            let mut header = fixture::header(Environment::Production, WorkerStatus::Here);
            header.clock = offset;
            update(&mut model, Msg::Reply(Reply::Header(Box::new(header))));
            let warning = model.env.style(Role::Warning);
            let style = (warning.fg, warning.bg);
            match words {
                Some(words) => {
                    let (fg, bg) = style_of(&model, words);
                    let shown = (Some(fg), warning.bg.map(|_| bg));
                    assert_eq!(shown, style, "{words}");
                }
                None => assert!(!picture(&model).contains("clock")),
            }
        }
    }
}

#[test]
fn without_colour_nothing_is_coloured_and_the_selection_is_seen() {
    let mut options = fixture::options(Language::En);
    options.no_color = true;
    let model = fixture::model_with(options, WIDE);
    let terminal = drawn(&model);
    let buffer = terminal.backend().buffer();
    let cells = buffer.content();
    assert!(
        cells
            .iter()
            .all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset)
    );
    let reversed = ratatui::style::Modifier::REVERSED;
    assert!(
        cells
            .iter()
            .filter(|cell| cell.modifier.contains(reversed))
            .count()
            > 5
    );
}

#[test]
fn an_ascii_terminal_is_sent_only_ascii() {
    let mut options = fixture::options(Language::En);
    options.ascii = true;
    let model = fixture::model_with(options, WIDE);
    let picture: String = picture(&model)
        .chars()
        .filter(|character| !character.is_ascii())
        .collect();
    assert_eq!(picture, "");
}

#[test]
fn foreign_text_cannot_reach_the_terminal_as_a_command() {
    let mut model = detail(Language::En, WIDE, 32);
    press(&mut model, Key::char('G'));
    assert!(!matches!(model.overlay, Some(Overlay::Help(_))));
    let picture = picture(&model);
    assert!(picture.contains("nsso-1\\u{1b}[31m"));
    assert!(!picture.contains('\u{1b}'));
}
