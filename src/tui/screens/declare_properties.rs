//! Whatever is typed, whatever fails or comes late: it can be found again.

use std::collections::{BTreeMap, VecDeque};

use jiff::SignedDuration;
use proptest::prelude::*;
use uuid::Uuid;

use super::declare::Focus;
use super::declare_tests::{after_cancel, failed, opened, proposal};
use crate::domain::draft::{Draft, Field, Kind};
use crate::domain::report::KeptDraft;
use crate::tui::fixture::type_in;
use crate::tui::model::Model;
use crate::tui::msg::{Effect, Msg, Reply};
use crate::tui::update::update;

/// What happens to the form.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// A letter that was not typed before goes into the name.
    Letter,
    Keys(&'static str),
    Seconds(i64),
    /// A correction takes the place of what is on show.
    WorkOn,
    WorkOnParts,
    /// The oldest deed or question is answered; a deed perhaps badly.
    Answer(bool),
    /// A task dies, and with it the oldest deed.
    Lost,
}

fn any_step() -> impl Strategy<Value = Step> {
    let keys = [
        "<f4>", "<f5>", "<f6>", "<esc>1", "<esc>3", "<tab>", "<ctrl-t>", "<esc>",
    ];
    prop_oneof![
        6 => Just(Step::Letter),
        4 => prop::sample::select(keys.to_vec()).prop_map(Step::Keys),
        2 => (0..4_i64).prop_map(Step::Seconds),
        1 => Just(Step::WorkOn),
        1 => Just(Step::WorkOnParts),
        6 => any::<bool>().prop_map(Step::Answer),
        1 => Just(Step::Lost),
    ]
}

/// The console and a world that answers when it is told to.
struct World {
    model: Model,
    store: BTreeMap<Uuid, KeptDraft>,
    waiting: VecDeque<Effect>,
    typed: String,
}

impl World {
    fn new() -> Self {
        Self {
            model: opened(),
            store: BTreeMap::new(),
            waiting: VecDeque::new(),
            typed: String::new(),
        }
    }

    fn take(&mut self, effects: Vec<Effect>) {
        let ours = |effect: &Effect| {
            let effect = effect.clone();
            matches!(
                effect,
                Effect::KeepDraft(_) | Effect::DropDraft(_) | Effect::Drafts(_)
            )
        };
        self.waiting.extend(effects.into_iter().filter(ours));
    }

    fn keys(&mut self, keys: &str) {
        let effects = type_in(&mut self.model, keys);
        self.take(effects);
    }

    fn answer(&mut self, well: bool) {
        let Some(effect) = self.waiting.pop_front() else {
            return;
        };
        let reply = match effect {
            Effect::KeepDraft(draft) if well => {
                self.store.insert(draft.uid, (*draft).clone());
                Reply::DraftKept(draft, Ok(()))
            }
            Effect::KeepDraft(draft) => Reply::DraftKept(draft, Err(failed())),
            Effect::DropDraft(uid) => {
                self.store.remove(&uid);
                Reply::DraftDropped(uid, Ok(()))
            }
            Effect::Drafts(ticket) => {
                let stored = self.store.values().cloned().collect();
                Reply::Drafts(ticket, Ok(stored))
            }
            _ => return,
        };
        let effects = update(&mut self.model, Msg::Reply(reply));
        self.take(effects);
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Letter => {
                let letter = char::from_u32(0x4e00 + u32::try_from(self.typed.len()).unwrap_or(0));
                let letter = letter.expect("a letter");
                self.keys("<esc>3");
                if self.model.overlay.is_none() {
                    self.model.declare.focus = Focus::Field(Field::FamilyName);
                    self.keys(&letter.to_string());
                    self.typed.push(letter);
                }
            }
            Step::Keys(keys) => self.keys(keys),
            Step::Seconds(seconds) => {
                let now = self.model.env.now + SignedDuration::from_secs(seconds);
                let effects = update(&mut self.model, Msg::Tick(now));
                self.take(effects);
            }
            Step::WorkOn => {
                let draft = Draft::new(Kind::In).with(Field::Ssin, "85073099734");
                let proposal = proposal(draft, "90374-349");
                let effects = self.model.declare.work_on(proposal, &self.model.env);
                self.take(effects);
            }
            Step::WorkOnParts => {
                let effects = self.model.declare.work_on(after_cancel(), &self.model.env);
                self.take(effects);
            }
            Step::Answer(well) => self.answer(well),
            Step::Lost => {
                self.waiting.pop_front();
                let effects = update(&mut self.model, Msg::TaskFailed(failed()));
                self.take(effects);
            }
        }
    }

    /// Every name that comes by when one goes through the drafts.
    fn found(&mut self) -> String {
        let mut found = String::new();
        for _ in 0..self.typed.len() + 3 {
            while !self.waiting.is_empty() {
                self.answer(true);
            }
            found.push_str(self.model.declare.page().whole().get(Field::FamilyName));
            self.keys("<esc><esc><esc><esc><esc>3<f6>");
        }
        found
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nothing_that_was_typed_is_lost(steps in prop::collection::vec(any_step(), 1..50)) {
        let mut world = World::new();
        for step in steps {
            world.step(step);
        }
        let found = world.found();
        let lost: Vec<char> = world.typed.chars().filter(|one| !found.contains(*one)).collect();
        prop_assert!(lost.is_empty(), "{lost:?}");
    }
}

#[test]
fn a_text_that_waits_to_be_kept_waits_also_when_it_came_back_meanwhile() {
    let mut world = World::new();
    for step in [
        Step::Keys("<f6>"),
        Step::Letter,
        Step::Seconds(2),
        Step::Letter,
        Step::WorkOn,
        Step::Answer(false),
        Step::WorkOn,
    ] {
        world.step(step);
    }
    let found = world.found();
    for letter in world.typed.chars() {
        assert!(
            found.contains(letter),
            "{letter} of {} in {found}",
            world.typed
        );
    }
}
