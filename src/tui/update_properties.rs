//! Whatever is typed, whatever the size: nothing panics, and esc leads home.

use proptest::prelude::*;

use super::*;
use crate::domain::chaman::Ordered;
use crate::domain::problem::ProblemClass;
use crate::i18n::Language;
use crate::tui::key::{Code, Gesture, Mouse};
use crate::tui::model::Screen;
use crate::tui::{fixture, fixture_certificates, fixture_register};

fn any_key() -> impl Strategy<Value = Key> {
    let code = prop_oneof![
        6 => prop::char::range(' ', '~').prop_map(Code::Char),
        1 => any::<char>().prop_map(Code::Char),
        4 => prop::sample::select(vec![
            Code::Enter, Code::Esc, Code::Tab, Code::Backspace, Code::Delete, Code::Left,
            Code::Right, Code::Up, Code::Down, Code::Home, Code::End, Code::PageUp, Code::PageDown,
            Code::Function(1), Code::Function(2),
        ]),
    ];
    (code, prop::bool::weighted(0.15), prop::bool::weighted(0.1)).prop_map(|(code, ctrl, shift)| {
        let shift = shift && !matches!(code, Code::Char(_));
        Key {
            code,
            ctrl,
            alt: false,
            shift,
        }
    })
}

fn any_msg() -> impl Strategy<Value = Msg> {
    prop_oneof![
        12 => any_key().prop_map(|key| Msg::Input(Input::Key(key))),
        1 => ".{0,30}".prop_map(|text| Msg::Input(Input::Paste(text))),
        1 => (1_u16..=300, 1_u16..=100).prop_map(|(x, y)| Msg::Input(Input::Resize(x, y))),
        2 => (any::<Option<i16>>(), 0_u16..300, 0_u16..100).prop_map(|(wheel, column, row)| {
            let what = wheel.map_or(Gesture::Click, Gesture::Wheel);
            Msg::Input(Input::Mouse(Mouse { what, column, row }))
        }),
        1 => Just(Msg::StoreChanged),
    ]
}

fn refused() -> Problem {
    Problem::new(ProblemClass::Usage, Text::new("tui-bad"))
}

/// Every second order is refused.
fn ordered(ticket: Ticket) -> Result<Ordered, Problem> {
    if ticket.0.is_multiple_of(2) {
        return Err(refused());
    }
    Ok(Ordered {
        text: Text::new("tui-good"),
        client_id: None,
        steps: vec![1],
        files: Vec::new(),
    })
}

/// What the world would answer.
fn answer(model: &mut Model, effects: Vec<Effect>) {
    for effect in effects {
        let reply = match effect {
            Effect::Queue(ticket, query) => {
                let rows = i64::try_from(query.window.rows).unwrap_or(1);
                Reply::Queue(ticket, Ok(fixture::page(10, 1..=rows, 500)))
            }
            Effect::Timeline(id) if id.0 > 0 => {
                Reply::Timeline(id, Box::new(Ok(Some(fixture::timeline(id.0)))))
            }
            Effect::Dashboard => Reply::Dashboard(Box::new(Ok(fixture::dashboard()))),
            // The fixtures of the two screens have accounts of their own.
            Effect::Register if model.screen == Screen::Certificates => {
                Reply::Register(Box::new(Ok(fixture_certificates::blocked(1))))
            }
            Effect::Certificates => Reply::Certificates(fixture_certificates::certificates()),
            Effect::Submit { ticket, .. } => {
                Reply::Submitted(ticket, Ok(Submitted::New(SubmissionId(1))))
            }
            Effect::Command(id, command) => Reply::Done(id, command, Ok(())),
            Effect::Register => Reply::Register(Box::new(Ok(fixture_register::report()))),
            Effect::Order(ticket, _) => Reply::Ordered(ticket, Box::new(ordered(ticket))),
            Effect::TestConnection(account) => Reply::Tested(account, Box::new(Err(refused()))),
            Effect::Reveal(id) => Reply::Revealed(id, Ok(Ssin::parse("85073099734").ok())),
            _ => continue,
        };
        let more = update(model, Msg::Reply(reply));
        assert!(more.len() < 10);
    }
}

/// Applies the messages, draws after each one, and goes home.
fn live(mut model: Model, msgs: Vec<Msg>) {
    for msg in msgs {
        let effects = update(&mut model, msg);
        answer(&mut model, effects);
        fixture::drawn(&model);
    }
    for _ in 0..12 {
        update(&mut model, Msg::Input(Input::Key(Key::plain(Code::Esc))));
    }
    assert_eq!(model.screen, Screen::Dashboard);
    assert!(model.overlay.is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_that_can_be_typed_panics_and_esc_leads_home(
        msgs in prop::collection::vec(any_msg(), 1..60),
        columns in 1_u16..=300,
        rows in 1_u16..=100,
        screen in prop::char::range('1', '6'),
    ) {
        let mut model = fixture::model(Language::Nl, (columns, rows));
        let effects = update(&mut model, Msg::Input(Input::Key(Key::char(screen))));
        answer(&mut model, effects);
        live(model, msgs);
    }

    #[test]
    fn forms_of_the_register_take_whatever_is_typed(
        door in prop::sample::select("ncsrpaRSKDwWdtx".chars().collect::<Vec<_>>()),
        down in 0..3_usize,
        pane in 0..3_usize,
        msgs in prop::collection::vec(any_msg(), 1..60),
        columns in 1_u16..140,
        rows in 1_u16..50,
    ) {
        let model = fixture_register::model(Language::Nl, (columns, rows));
        let keys = std::iter::repeat_n(Key::char('j'), down)
            .chain(std::iter::repeat_n(Key::plain(Code::Tab), pane))
            .chain([Key::char(door)]);
        let opening = keys.map(|key| Msg::Input(Input::Key(key)));
        live(model, opening.chain(msgs).collect());
    }
}
