//! Keys in the command palette.

use insta::assert_snapshot;

use super::*;
use crate::i18n::Language;
use crate::tui::fixture::{self, picture, type_in};
use crate::tui::fixture_queue::open_queue;
use crate::tui::fixture_register;
use crate::tui::model::Options;
use crate::tui::msg::{Msg, Reply};
use crate::tui::update::update;

fn on_queue(options: Options, size: (u16, u16)) -> Model {
    let mut model = fixture::model_with(options, size);
    let register = Reply::Register(Box::new(Ok(fixture_register::report())));
    update(&mut model, Msg::Reply(register));
    open_queue(&mut model);
    model
}

fn model() -> Model {
    on_queue(fixture::options(Language::En), (80, 24))
}

fn labels(model: &Model) -> Vec<String> {
    found(model).into_iter().map(|entry| entry.label).collect()
}

fn reason(model: &Model, action: Action) -> Option<String> {
    let entry = found(model)
        .into_iter()
        .find(|entry| entry.deed == Deed::Do(action));
    entry.expect("every action is there").why_not
}

#[test]
fn every_action_that_belongs_to_a_screen_is_there_once() {
    let mut model = model();
    type_in(&mut model, ":");
    let found = found(&model);
    for row in ACTIONS {
        let own = Deed::Do(row.action);
        let count = found.iter().filter(|entry| entry.deed == own).count();
        let expected = !screens(row).is_empty() && !is_step(row.action);
        assert_eq!(count, usize::from(expected), "{:?}", row.action);
    }
}

#[test]
fn what_cannot_be_done_says_why_and_stays() {
    let mut read_only = fixture::options(Language::En);
    read_only.read_only = true;
    let mut model = on_queue(read_only, (80, 24));
    type_in(&mut model, ":withdraw<enter>");
    assert_eq!(
        reason(&model, Action::Withdraw).as_deref(),
        Some("read-only")
    );
    assert!(matches!(model.overlay, Some(Overlay::Palette(_))));

    let mut model = self::model();
    let accepted = (1..=40).find(|id| fixture::row(*id).state.is_final());
    model.queue.selected = accepted.map(SubmissionId);
    type_in(&mut model, ":");
    let because = |action| reason(&model, action).unwrap_or_default();
    assert!(
        because(Action::Withdraw).starts_with("not when "),
        "its state"
    );
    assert!(
        because(Action::NewAccount).starts_with("on "),
        "another screen"
    );
    assert_eq!(because(Action::Filter), "", "it works");
    model.queue.selected = None;
    assert_eq!(
        reason(&model, Action::Withdraw).as_deref(),
        Some("nothing is selected")
    );
}

#[test]
fn a_deed_still_asks_its_question() {
    let mut model = model();
    let queued =
        (1..=40).find(|id| commands::is_possible(Action::Withdraw, fixture::row(*id).state));
    model.queue.selected = queued.map(SubmissionId);
    let effects = type_in(&mut model, ":withdraw<enter>");
    assert!(!effects.iter().any(Effect::is_deed), "{effects:?}");
    assert!(matches!(model.overlay, Some(Overlay::Confirm(_))));
}

#[test]
fn words_lead_where_they_say() {
    let mut model = model();
    model.saved.insert("mine".into(), "kind:out".into());
    type_in(&mut model, ":go 17<enter>");
    assert_eq!(
        (model.screen, model.detail.id),
        (Screen::Detail, Some(SubmissionId(17)))
    );
    type_in(&mut model, ":#9<enter>");
    assert_eq!(model.detail.id, Some(SubmissionId(9)));
    type_in(&mut model, "1:filter kind:in testmans<enter>");
    assert_eq!(
        (model.screen, model.queue.line.as_str()),
        (Screen::Queue, "kind:in testmans")
    );
    type_in(&mut model, ":filter @mi<enter>");
    assert_eq!(model.queue.line, "@mine");
    let before = model.env.theme.style(crate::tui::theme::Role::Good);
    type_in(&mut model, ":theme mono<enter>");
    assert_ne!(model.env.theme.style(crate::tui::theme::Role::Good), before);
    assert_eq!(model.wardrobe.chosen.as_deref(), Some("mono"));
    type_in(&mut model, ":sort dead<enter>");
    assert_eq!(model.queue.sort.column, SortColumn::Deadline);
    let name = filter_choices::accounts(&model).remove(0);
    type_in(&mut model, &format!(":account {name}<enter>"));
    assert_eq!(
        (model.screen, model.accounts.selected.as_ref()),
        (Screen::Accounts, Some(&name))
    );
    type_in(&mut model, ":delete mine<enter>");
    assert!(model.saved.is_empty());
}

#[test]
fn a_filter_that_cannot_be_read_is_not_done() {
    let mut model = model();
    type_in(&mut model, ":filter kind:x<enter>");
    assert!(matches!(model.overlay, Some(Overlay::Palette(_))));
    assert_eq!(
        found(&model).remove(0).why_not.as_deref(),
        Some("kind: cannot be x")
    );
    assert_eq!(model.queue.line, "");
}

#[test]
fn what_was_chosen_lately_stands_first_and_the_list_has_an_end() {
    let mut model = model();
    type_in(&mut model, ":sort kind<enter>:log<enter>:");
    let labels = labels(&model);
    assert_eq!(labels[..2], ["Log", "Sort by kind"]);
    for turn in 0..40 {
        remember(&mut model, format!("account {turn}"));
    }
    assert_eq!(model.recent.len(), REMEMBERED);
    assert_eq!(model.recent[0], "account 39");
}

#[test]
fn what_names_a_person_is_not_remembered() {
    let mut model = model();
    type_in(&mut model, ":filter testmans<enter>:go 17<enter>");
    assert_eq!(model.recent, Vec::<String>::new());
}

#[test]
fn declarations_are_found_by_name_and_never_show_the_worker_s_number() {
    let mut model = model();
    type_in(&mut model, ":testmans");
    assert!(
        labels(&model)
            .iter()
            .any(|label| label.contains("TESTMANS"))
    );
    let held = model.queue.page.ready().expect("rows").rows.clone();
    for ssin in held.iter().filter_map(|row| row.ssin) {
        let whole = [ssin.digits(), ssin.reveal()];
        assert!(
            !labels(&model)
                .iter()
                .any(|label| whole.iter().any(|one| label.contains(one)))
        );
    }
}

#[test]
fn pictures() {
    let mut all = model();
    type_in(&mut all, ":");
    assert_snapshot!("palette_80x24", picture(&all));
    let mut found = on_queue(fixture::options(Language::Nl), (60, 20));
    type_in(&mut found, ":sor<down>");
    assert_snapshot!("palette_found_nl_60x20", picture(&found));
}
