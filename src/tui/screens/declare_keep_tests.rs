//! What is typed is kept, found again, and forgotten when it is handed in.

use jiff::SignedDuration;

use super::declare_tests::{
    self, after_cancel, console, failed, flexi, handed_in, proposal, type_into, working_on,
};
use crate::domain::draft::{Field, Kind};
use crate::domain::ids::SubmissionId;
use crate::domain::report::{KeptDraft, Submitted};
use crate::i18n::Language;
use crate::tui::fixture::type_in;
use crate::tui::model::{Cadence, Model, Screen};
use crate::tui::msg::{Effect, Msg, Reply};
use crate::tui::session;
use crate::tui::update::update;

/// An open form, of which everything is remembered that is remembered of screens.
fn opened() -> Model {
    let mut model = declare_tests::opened();
    session::settle(&mut model);
    model
}

fn later(model: &mut Model, seconds: i64) -> Vec<Effect> {
    let now = model.env.now + SignedDuration::from_secs(seconds);
    without_questions(update(model, Msg::Tick(now)))
}

/// The form asks about its worker whenever it is another one, and the console remembers its
/// screen: no matter of drafts.
fn without_questions(mut effects: Vec<Effect>) -> Vec<Effect> {
    effects.retain(|effect| !matches!(effect, Effect::OwnPeriods(_) | Effect::KeepSession(_)));
    effects
}

fn the_kept(effects: &[Effect]) -> KeptDraft {
    let [Effect::KeepDraft(draft)] = effects else {
        panic!("{effects:?}");
    };
    (**draft).clone()
}

fn kept(model: &mut Model, draft: &KeptDraft) -> Vec<Effect> {
    update(
        model,
        Msg::Reply(Reply::DraftKept(Box::new(draft.clone()), Ok(()))),
    )
}

/// Asks for the drafts with F6 and answers.
fn walk(model: &mut Model, stored: &[KeptDraft]) -> Vec<Effect> {
    let effects = type_in(model, "<f6>");
    let [Effect::Drafts(ticket)] = effects[..] else {
        panic!("{effects:?}");
    };
    let answer = Reply::Drafts(ticket, Ok(stored.to_vec()));
    without_questions(update(model, Msg::Reply(answer)))
}

#[test]
fn text_of_another_form_is_kept_before_a_correction_takes_its_place() {
    let mut model = opened();
    type_into(&mut model, Field::FamilyName, "Dummy");
    let effects = model.declare.work_on(after_cancel(), &model.env);
    let mine = the_kept(&effects);
    assert_eq!(mine.draft.get(Field::FamilyName), "Dummy");
    // It cannot be kept: it is still there.
    let answer = Reply::DraftKept(Box::new(mine.clone()), Err(failed()));
    update(&mut model, Msg::Reply(answer));
    walk(&mut model, &[]);
    assert_eq!(model.declare.draft().get(Field::FamilyName), "Dummy");
    assert!(model.declare.course().is_none());
}

#[test]
fn a_pause_in_typing_keeps_the_draft_once() {
    let mut model = opened();
    assert_eq!(model.cadence(), Cadence::Minute);
    type_into(&mut model, Field::FamilyName, "Dum");
    assert_eq!(model.cadence(), Cadence::Second);
    assert!(later(&mut model, 1).is_empty());
    type_in(&mut model, "my");
    assert!(later(&mut model, 1).is_empty(), "no pause yet");
    let first = the_kept(&later(&mut model, 1));
    assert_eq!(first.draft.get(Field::FamilyName), "Dummy");
    assert_eq!(first.uid.get_version_num(), 7);
    assert_eq!(model.cadence(), Cadence::Minute, "idle is idle");
    assert!(later(&mut model, 60).is_empty());
    // What changes while it is being kept goes after that.
    type_in(&mut model, "x");
    assert!(later(&mut model, 5).is_empty());
    assert!(kept(&mut model, &first).is_empty());
    let second = the_kept(&later(&mut model, 1));
    assert_eq!(
        (second.uid, second.draft.get(Field::FamilyName)),
        (first.uid, "Dummyx")
    );
}

#[test]
fn leaving_the_screen_keeps_and_an_emptied_form_forgets() {
    let mut model = opened();
    type_into(&mut model, Field::FamilyName, "Dummy");
    let effects = type_in(&mut model, "<esc>1");
    let draft = effects.iter().find_map(|effect| match effect {
        Effect::KeepDraft(draft) => Some((**draft).clone()),
        _ => None,
    });
    let draft = draft.expect("it is kept");
    kept(&mut model, &draft);
    type_in(&mut model, "3");
    let effects = type_in(&mut model, "<ctrl-r><enter>");
    assert_eq!(effects, [Effect::DropDraft(draft.uid)]);
    assert!(!model.declare.is_dirty());
    // Another form is another draft.
    type_into(&mut model, Field::FamilyName, "Dummy");
    let next = the_kept(&later(&mut model, 3));
    assert_ne!(next.uid, draft.uid);
    // Taking the text out again forgets it, as soon as it is no longer being kept.
    type_in(&mut model, "<clear>");
    assert!(later(&mut model, 3).is_empty());
    kept(&mut model, &next);
    assert_eq!(later(&mut model, 1), [Effect::DropDraft(next.uid)]);
}

#[test]
fn what_is_handed_in_is_forgotten_after_it_was_kept() {
    let mut model = opened();
    type_in(&mut model, "<f4><f4><f4>");
    type_into(&mut model, Field::PeriodId, "800000000179");
    let draft = the_kept(&later(&mut model, 3));
    let (ticket, _) = handed_in(&mut model, "<ctrl-t><enter>");
    let done = Ok(Submitted::New(SubmissionId(7)));
    let effects = update(&mut model, Msg::Reply(Reply::Submitted(ticket, done)));
    assert!(effects.is_empty(), "it is still being kept: {effects:?}");
    assert_eq!(kept(&mut model, &draft), [Effect::DropDraft(draft.uid)]);
    assert_eq!(
        model.declare.draft().kind,
        Kind::Cancel,
        "the next one alike"
    );
}

#[test]
fn kept_drafts_are_gone_through_round_and_round() {
    let mut model = opened();
    let stored = |place: u128, name: &str, origin| KeptDraft {
        uid: uuid::Uuid::from_u128(place),
        draft: flexi().with(Field::FamilyName, name),
        origin,
        by: "eva".to_owned(),
        at: model.env.now,
    };
    let both = [
        stored(1, "Dummy", Some(SubmissionId(12))),
        stored(2, "Proef", None),
    ];
    let name = |model: &Model| model.declare.draft().get(Field::FamilyName).to_owned();
    assert!(walk(&mut model, &both).is_empty());
    assert_eq!(name(&model), "Proef", "the latest first");
    assert!(!model.declare.is_dirty(), "it is kept as it is");
    assert!(walk(&mut model, &both).is_empty());
    assert_eq!(name(&model), "Dummy");
    let course = model.declare.course().expect("it corrects");
    assert_eq!(
        (course.origin, course.replacing),
        (Some(SubmissionId(12)), Some(0))
    );
    assert!(walk(&mut model, &both).is_empty());
    assert_eq!(name(&model), "Proef");
    // What is typed is kept before the next one takes its place, and comes round again.
    type_into(&mut model, Field::FamilyName, "x");
    let mine = the_kept(&walk(&mut model, &both));
    assert_eq!(mine.uid, both[1].uid);
    assert_eq!(name(&model), "Dummy");
    walk(&mut model, &both);
    assert_eq!(name(&model), "Proefx", "newer here than in the store");
    type_in(&mut model, "<ctrl-r><enter>");
    assert_eq!(kept(&mut model, &mine), [Effect::DropDraft(mine.uid)]);
}

#[test]
fn a_part_of_several_is_kept_without_what_it_was_made_from() {
    let mut model = working_on(after_cancel());
    assert!(later(&mut model, 3).is_empty(), "nothing was typed");
    type_into(&mut model, Field::GivenName, "Alex");
    assert_eq!(the_kept(&later(&mut model, 3)).origin, None);
    let mut model = working_on(proposal(flexi(), "90374-349"));
    type_in(&mut model, "<right>");
    assert_eq!(
        the_kept(&later(&mut model, 3)).origin,
        Some(SubmissionId(12))
    );
}

#[test]
fn a_task_that_dies_leaves_the_text_to_be_kept_again() {
    let mut model = opened();
    type_into(&mut model, Field::FamilyName, "Dummy");
    the_kept(&later(&mut model, 3));
    update(&mut model, Msg::TaskFailed(failed()));
    assert!(model.declare.is_unkept(&model.env));
    type_in(&mut model, "x");
    let again = the_kept(&later(&mut model, 3));
    kept(&mut model, &again);
    assert!(!model.declare.is_unkept(&model.env));
}

#[test]
fn read_only_keeps_nothing_and_says_so() {
    let mut model = opened();
    model.env.read_only = true;
    type_into(&mut model, Field::FamilyName, "Dummy");
    assert!(later(&mut model, 3).is_empty());
    assert_eq!(model.cadence(), Cadence::Minute);
    assert!(model.declare.is_unkept(&model.env));
}

#[test]
fn kept_drafts_are_counted_once_and_only_for_an_empty_form() {
    let asks = |effects: Vec<Effect>| {
        let asks = |effect: &&Effect| matches!(effect, Effect::Drafts(_));
        effects.iter().filter(asks).count()
    };
    let mut model = console(Language::En, (120, 40));
    assert_eq!(asks(type_in(&mut model, "3")), 1);
    assert_eq!(asks(type_in(&mut model, "<esc>13")), 0);
    let mut model = console(Language::En, (120, 40));
    model.declare.work_on(after_cancel(), &model.env);
    assert_eq!(asks(model.open(Screen::Declare)), 0);
}
