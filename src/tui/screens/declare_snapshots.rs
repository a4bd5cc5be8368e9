//! The form of every kind, drawn with the rules of today and a frozen clock.

use insta::assert_snapshot;

use super::declare::Focus;
use super::declare_tests::{after_cancel, console, flexi, known, proposal};
use crate::domain::draft::{Draft, Field, Kind};
use crate::i18n::Language;
use crate::tui::fixture::picture;
use crate::tui::fixture::type_in;
use crate::tui::model::{Model, Screen};

/// An open form of this kind with these fields filled in; the first one has the focus.
fn form(language: Language, size: (u16, u16), kind: Kind, filled: &[(Field, &str)]) -> Model {
    let mut model = console(language, size);
    type_in(&mut model, "3");
    let place = Kind::ALL.iter().position(|known| *known == kind);
    for _ in 0..place.expect("a kind") {
        type_in(&mut model, "<f4>");
    }
    let filled = filled
        .iter()
        .map(|(field, text)| (*field, (*text).to_owned()));
    let env = &model.env;
    model.declare.take_choice(filled.collect(), env);
    model
}

const WIDE: (u16, u16) = (120, 40);
const NARROW: (u16, u16) = (80, 24);

const STUDENT: &[(Field, &str)] = &[
    (Field::WorkerType, "STU"),
    (Field::JointCommittee, "XXX"),
    (Field::EnterpriseNumber, "0999999922"),
    (Field::Ssin, "85073099734"),
    (Field::StartDate, "01/12/2026"),
    (Field::EndDate, "2026-12-03"),
    (Field::PlannedHours, "24"),
];
const OUT: &[(Field, &str)] = &[
    (Field::PeriodId, "800000000179"),
    (Field::EndDate, "2026-11-20"),
    (Field::FamilyName, "Testmans"),
];
const UPDATE: &[(Field, &str)] = &[
    (Field::PeriodId, "800000000179"),
    (Field::StartDate, "2026-12-05"),
    (Field::EndDate, "2026-12-31"),
];

#[test]
fn every_kind_has_its_form() {
    for (name, size) in [("120x40", WIDE), ("80x24", NARROW)] {
        let entry = form(Language::En, size, Kind::In, STUDENT);
        assert_snapshot!(format!("in_{name}"), picture(&entry));
        let mut out = form(Language::En, size, Kind::Out, OUT);
        out.declare.know_period(known(), &out.env);
        assert_snapshot!(format!("out_{name}"), picture(&out));
        let update = form(Language::En, size, Kind::Update, UPDATE);
        assert_snapshot!(format!("update_{name}"), picture(&update));
        let cancel = form(Language::En, size, Kind::Cancel, &OUT[..1]);
        assert_snapshot!(format!("cancel_{name}"), picture(&cancel));
    }
}

#[test]
fn a_known_period_is_told_and_held_against_the_change() {
    let mut update = form(Language::Fr, WIDE, Kind::Update, UPDATE);
    update.declare.know_period(known(), &update.env);
    update.declare.focus = Focus::Field(Field::StartDate);
    assert_snapshot!("update_known_fr_120x40", picture(&update));
    let mut period = known();
    period.known.locked = true;
    update.declare.know_period(period, &update.env);
    update.env.size = NARROW;
    assert_snapshot!("update_locked_fr_80x24", picture(&update));
}

/// A correction on show.
fn correction(language: Language, size: (u16, u16)) -> Model {
    let mut model = console(language, size);
    model
        .declare
        .work_on(proposal(flexi(), "90374-349"), &model.env);
    model.open(Screen::Declare);
    model
}

#[test]
fn a_correction_has_its_marks() {
    for (name, size) in [("120x40", WIDE), ("80x24", NARROW)] {
        let model = correction(Language::En, size);
        assert_snapshot!(format!("correction_{name}"), picture(&model));
    }
    let model = correction(Language::Nl, NARROW);
    assert_snapshot!("correction_nl_80x24", picture(&model));
}

#[test]
fn parts_wait_for_one_another_and_are_sent_together() {
    let mut model = console(Language::De, NARROW);
    model.declare.work_on(after_cancel(), &model.env);
    model.open(Screen::Declare);
    assert_snapshot!("part_de_80x24", picture(&model));
    type_in(&mut model, "<ctrl-t>");
    assert_snapshot!("question_de_80x24", picture(&model));
    model.env.words = std::sync::Arc::new(crate::i18n::Catalogue::new(Language::En));
    model.env.size = WIDE;
    assert_snapshot!("question_120x40", picture(&model));
}

#[test]
fn a_worker_without_a_number() {
    for (name, size) in [("120x40", WIDE), ("80x24", NARROW)] {
        let mut model = form(Language::En, size, Kind::In, &STUDENT[..3]);
        type_in(&mut model, "<f5>Testmans<tab>Alex<tab>");
        assert_snapshot!(format!("no_number_{name}"), picture(&model));
    }
}

#[test]
fn kept_drafts_are_announced_and_named() {
    use crate::tui::msg::{Effect, Msg, Reply};
    let mut model = console(Language::En, NARROW);
    let effects = type_in(&mut model, "3");
    let [Effect::Drafts(ticket), ..] = effects[..] else {
        panic!("{effects:?}");
    };
    let draft = |place: u128, draft: Draft| crate::domain::report::KeptDraft {
        uid: uuid::Uuid::from_u128(place),
        draft,
        origin: None,
        by: "eva".to_owned(),
        at: model.env.now,
    };
    let drafts = vec![draft(1, flexi()), draft(2, Draft::new(Kind::Out))];
    let answer = |ticket| Msg::Reply(Reply::Drafts(ticket, Ok(drafts.clone())));
    crate::tui::update::update(&mut model, answer(ticket));
    assert_snapshot!("drafts_hint_80x24", picture(&model));
    type_in(&mut model, "<f6>");
    let ticket = crate::tui::msg::Ticket(ticket.0 + 1);
    crate::tui::update::update(&mut model, answer(ticket));
    type_in(&mut model, "<f6>");
    let ticket = crate::tui::msg::Ticket(ticket.0 + 1);
    crate::tui::update::update(&mut model, answer(ticket));
    assert_snapshot!("draft_shown_80x24", picture(&model));
}
