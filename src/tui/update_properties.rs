//! Whatever is typed, whatever the size: nothing panics, and esc leads home.

use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::*;
use crate::i18n::Language;
use crate::tui::fixture;
use crate::tui::model::Screen;
use crate::tui::view::view;

fn any_key() -> impl Strategy<Value = Key> {
    let code = prop_oneof![
        6 => prop::char::range(' ', '~').prop_map(Code::Char),
        1 => any::<char>().prop_map(Code::Char),
        4 => prop::sample::select(vec![
            Code::Enter, Code::Esc, Code::Tab, Code::Backspace, Code::Delete, Code::Left,
            Code::Right, Code::Up, Code::Down, Code::Home, Code::End, Code::PageUp, Code::PageDown,
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
        1 => (1_u16..220, 1_u16..60).prop_map(|(x, y)| Msg::Input(Input::Resize(x, y))),
        1 => Just(Msg::StoreChanged),
    ]
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
            Effect::Submit { ticket, .. } => {
                Reply::Submitted(ticket, Ok(Submitted::New(SubmissionId(1))))
            }
            Effect::Command(id, command) => Reply::Done(id, command, Ok(())),
            Effect::Reveal(id) => Reply::Revealed(id, Ok(Ssin::parse("85073099734").ok())),
            _ => continue,
        };
        let more = update(model, Msg::Reply(reply));
        assert!(more.len() < 10);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_that_can_be_typed_panics_and_esc_leads_home(
        msgs in prop::collection::vec(any_msg(), 1..60),
        columns in 1_u16..220,
        rows in 1_u16..60,
    ) {
        let mut model = fixture::model(Language::Nl, (columns, rows));
        for msg in msgs {
            let effects = update(&mut model, msg);
            answer(&mut model, effects);
            let (columns, rows) = model.env.size;
            let mut terminal =
                Terminal::new(TestBackend::new(columns, rows)).expect("a test terminal");
            terminal.draw(|frame| view(&model, frame)).expect("it draws");
        }
        for _ in 0..12 {
            update(&mut model, Msg::Input(Input::Key(Key::plain(Code::Esc))));
        }
        prop_assert_eq!(model.screen, Screen::Dashboard);
        prop_assert!(model.overlay.is_none());
    }
}
