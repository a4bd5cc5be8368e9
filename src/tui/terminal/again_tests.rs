//! What is taken over from the frame before looks as if it had been drawn.

use jiff::ToSpan as _;
use proptest::prelude::*;

use super::fixture::{Bench, seen};
use crate::domain::lifecycle::StateKind;
use crate::i18n::Language;
use crate::tui::ability::Ability;
use crate::tui::fixture::{self, type_in};
use crate::tui::loaded::Loaded;
use crate::tui::model::Model;
use crate::tui::msg::{Effect, Msg, Reply};
use crate::tui::theme::{BUILT_IN, Theme};
use crate::tui::update::update;
use crate::tui::view::view_again;

/// What happens between two frames.
#[derive(Debug, Clone)]
enum Step {
    Keys(&'static str),
    Seconds(i64),
    Theme(usize),
    Resize(u16, u16),
    /// This row changes, and its name is a wide one from now on.
    Change(usize),
}

fn a_step() -> impl Strategy<Value = Step> {
    // Moves, marks, sorts, columns, and things that lie above the list or take room from it.
    let keys = [
        "j",
        "k",
        "jjjjj",
        "G",
        "g",
        " ",
        "j j",
        "V",
        ">",
        "<",
        "v",
        "?",
        "<ctrl-p>",
        "/",
        "<tab>",
        "<enter>",
        "<esc>",
        "<esc><esc>",
        "y",
        "p",
    ];
    prop_oneof![
        8 => prop::sample::select(&["j", "k", "jjjjjjjjj", "kkkkk", "G", "g"][..]).prop_map(Step::Keys),
        4 => prop::sample::select(keys.to_vec()).prop_map(Step::Keys),
        1 => (1..100_i64).prop_map(Step::Seconds),
        1 => (0..BUILT_IN.len()).prop_map(Step::Theme),
        1 => (60..100_u16, 20..30_u16).prop_map(|(columns, rows)| Step::Resize(columns, rows)),
        1 => (0..40_usize).prop_map(Step::Change),
    ]
}

fn press(model: &mut Model, keys: &str) {
    for effect in type_in(model, keys) {
        if let Effect::Queue(ticket, _) = effect {
            let page = fixture::page(0, 1..=60, 60);
            update(model, Msg::Reply(Reply::Queue(ticket, Ok(page))));
        }
    }
}

fn take(step: &Step, model: &mut Model, bench: &mut Bench) {
    match *step {
        Step::Keys(keys) => press(model, keys),
        Step::Seconds(seconds) => model.env.now += seconds.seconds(),
        Step::Theme(place) => {
            let (_, source) = BUILT_IN[place];
            model.env.theme = Theme::parse(source).expect("a theme");
        }
        Step::Resize(columns, rows) => {
            model.env.size = (columns, rows);
            bench.resize(model.env.size);
        }
        Step::Change(place) => {
            if let Loaded::Ready(page, _) = &mut model.queue.page {
                let row = &mut page.rows[place];
                row.state = StateKind::Accepted;
                row.worker = Some("李小龍 e\u{301}".into());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_queue_looks_as_if_all_of_it_were_drawn(steps in prop::collection::vec(a_step(), 1..24)) {
        let mut model = fixture::model(Language::En, (90, 24));
        press(&mut model, "2");
        let mut bench = Bench::new(model.env.size, Ability::default());
        for step in steps {
            take(&step, &mut model, &mut bench);
            bench.draw_again(|frame, again| view_again(&model, frame, again));
            let mut fresh = Bench::new(model.env.size, Ability::default());
            fresh.draw_again(|frame, again| view_again(&model, frame, again));
            for (place, (ours, whole)) in seen(&bench.reader).into_iter().zip(seen(&fresh.reader)).enumerate() {
                let columns = usize::from(model.env.size.0);
                prop_assert_eq!(ours, whole, "at {:?} after {:?}", (place % columns, place / columns), step);
            }
        }
    }
}
