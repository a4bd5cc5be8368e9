//! Screen 5 with made-up certificates: keys in, orders out, and whole screens.

use insta::assert_snapshot;

use super::*;
use crate::domain::chaman::{ChamanIs, KeyKind, Order, RotationStage};
use crate::i18n::Language;
use crate::tui::fixture;
use crate::tui::fixture::picture;
use crate::tui::fixture_certificates::{
    blocked, certificates, on_certificates, register, rotating,
};
use crate::tui::key::{Code, Input, Key};
use crate::tui::model::{Model, Screen};
use crate::tui::msg::{Msg, Reply};
use crate::tui::overlay::Overlay;
use crate::tui::sheets::Form;
use crate::tui::update::update;

#[path = "certificates_reading_tests.rs"]
mod reading;

const WIDE: (u16, u16) = (120, 40);
const NARROW: (u16, u16) = (80, 24);
const SMALL: (u16, u16) = (60, 20);

fn quiet() -> RegisterReport {
    RegisterReport {
        register: register(),
        chaman: ChamanIs::ThePortal,
    }
}

fn screen(language: Language, size: (u16, u16), report: RegisterReport) -> Model {
    on_certificates(fixture::model(language, size), report)
}

fn press(model: &mut Model, key: Key) -> Vec<Effect> {
    update(model, Msg::Input(Input::Key(key)))
}

fn type_in(model: &mut Model, text: &str) -> Vec<Effect> {
    text.chars()
        .flat_map(|character| press(model, Key::char(character)))
        .collect()
}

/// Selects the certificate of this file.
fn choose(model: &mut Model, file: &str) {
    press(model, Key::char('g'));
    for _ in 0..certificates().len() {
        if selected(model) == file {
            return;
        }
        press(model, Key::char('j'));
    }
    panic!("{file} is not in the list");
}

fn selected(model: &Model) -> &str {
    let current = model.certificates.current().expect("one is selected");
    current.file.raw()
}

#[test]
fn lists_and_details() {
    let mut wide = screen(Language::En, WIDE, quiet());
    assert_snapshot!("certificates_unreadable_120x40", picture(&wide));
    choose(&mut wide, "sunday.cer");
    assert_snapshot!("certificates_sunday_120x40", picture(&wide));
    choose(&mut wide, "dmfa.cer");
    assert_snapshot!("certificates_rules_120x40", picture(&wide));
    let mut narrow = screen(Language::En, NARROW, quiet());
    choose(&mut narrow, "locked.cer");
    assert_snapshot!("certificates_80x24", picture(&narrow));
    let mut dutch = screen(Language::Nl, NARROW, quiet());
    choose(&mut dutch, "horeca-2024.cer");
    assert_snapshot!("certificates_nl_80x24", picture(&dutch));
    let mut small = screen(Language::En, SMALL, quiet());
    choose(&mut small, "not-there.cer");
    assert_snapshot!("certificates_60x20", picture(&small));
    press(&mut small, Key::plain(Code::Enter));
    assert_snapshot!("certificates_detail_60x20", picture(&small));
}

#[test]
fn rotations() {
    for (name, stage) in [
        ("rotation_chosen_120x40", RotationStage::Chosen),
        ("rotation_switched_120x40", RotationStage::Switched),
        ("rotation_proven_120x40", RotationStage::Proven),
    ] {
        let mut model = screen(Language::En, WIDE, rotating(stage, ChamanIs::Here));
        choose(&mut model, "noord-27.cer");
        assert_snapshot!(name, picture(&model));
    }
    let mut model = screen(Language::Nl, WIDE, blocked(7));
    choose(&mut model, "noord-27.cer");
    assert_snapshot!("rotation_blocked_nl_120x40", picture(&model));
}

#[test]
fn forms_and_questions() {
    let mut model = screen(Language::En, NARROW, quiet());
    press(&mut model, Key::char('n'));
    press(&mut model, Key::ctrl('t'));
    assert_snapshot!("certificates_new_80x24", picture(&model));
    let report = rotating(RotationStage::Proven, ChamanIs::ThePortal);
    let mut model = screen(Language::En, NARROW, report);
    choose(&mut model, "noord-27.cer");
    press(&mut model, Key::char('f'));
    assert_snapshot!("rotation_next_80x24", picture(&model));
}

#[test]
fn the_worst_stand_first() {
    let model = screen(Language::En, WIDE, quiet());
    let files: Vec<_> = model
        .certificates
        .list
        .ready()
        .expect("they are here")
        .iter()
        .map(|one| one.file.raw())
        .collect();
    assert_eq!(
        files,
        [
            "copied-badly.cer",
            "horeca-2024.cer",
            "dmfa.cer",
            "not-there.cer",
            "sunday.cer",
            "locked.cer",
            "noord-27.cer",
        ]
    );
}

#[test]
fn the_selection_stays_on_its_certificate() {
    let mut model = screen(Language::En, WIDE, quiet());
    choose(&mut model, "sunday.cer");
    let mut list = certificates();
    list.retain(|one| one.file.raw() != "horeca-2024.cer");
    list.reverse();
    update(&mut model, Msg::Reply(Reply::Certificates(list.clone())));
    assert_eq!(selected(&model), "sunday.cer", "one above it went");
    list.retain(|one| one.file.raw() != "sunday.cer");
    update(&mut model, Msg::Reply(Reply::Certificates(list)));
    assert_eq!(selected(&model), "locked.cer", "the one in its place");
    update(&mut model, Msg::Reply(Reply::Certificates(Vec::new())));
    assert!(model.certificates.current().is_none());
    assert!(picture(&model).contains("Press n"));
}

/// What the keys on a certificate order, after yes.
fn ordered(report: RegisterReport, file: &str, keys: &str) -> Vec<Order> {
    let mut model = screen(Language::En, WIDE, report);
    choose(&mut model, file);
    type_in(&mut model, keys)
        .into_iter()
        .filter_map(|effect| match effect {
            Effect::Order(_, order) => Some(*order),
            _ => None,
        })
        .collect()
}

#[test]
fn a_rotation_moves_only_after_yes_and_only_when_it_can() {
    use RotationStage as S;
    let account = || "loket-noord".to_owned();
    let next = || vec![Order::AdvanceRotation { account: account() }];
    let back = || vec![Order::ReverseRotation { account: account() }];
    let at = |stage| rotating(stage, ChamanIs::Here);
    for (name, report, file, keys, expected) in [
        ("chosen, on", at(S::Chosen), "noord-27.cer", "fy", next()),
        ("added, on", at(S::Added), "sunday.cer", "fy", next()),
        (
            "switched, on",
            at(S::Switched),
            "noord-27.cer",
            "fy",
            next(),
        ),
        ("proven, on", at(S::Proven), "noord-27.cer", "fy", next()),
        ("without yes", at(S::Proven), "noord-27.cer", "f", vec![]),
        ("after no", at(S::Proven), "noord-27.cer", "fn", vec![]),
        ("proven, back", at(S::Proven), "noord-27.cer", "by", back()),
        (
            "chosen, given up",
            at(S::Chosen),
            "noord-27.cer",
            "by",
            back(),
        ),
        (
            "not in Chaman yet",
            blocked(7),
            "noord-27.cer",
            "fy",
            vec![],
        ),
        ("blocked, back", blocked(7), "noord-27.cer", "by", back()),
        ("finished", at(S::Finished), "noord-27.cer", "fyby", vec![]),
        (
            "of another account",
            at(S::Added),
            "dmfa.cer",
            "fyby",
            vec![],
        ),
    ] {
        assert_eq!(ordered(report, file, keys), expected, "{name}");
    }
}

#[test]
fn the_question_names_the_environment_and_what_will_happen() {
    use RotationStage as S;
    for (stage, chaman, key, words) in [
        (
            S::Chosen,
            ChamanIs::Here,
            'f',
            "added to loket-noord in Chaman at once",
        ),
        (
            S::Chosen,
            ChamanIs::ThePortal,
            'f',
            "A step goes on the portal checklist: add",
        ),
        (
            S::Added,
            ChamanIs::ThePortal,
            'f',
            "signs for loket-noord with the key",
        ),
        (
            S::Switched,
            ChamanIs::Here,
            'f',
            "A token is asked for loket-noord",
        ),
        (
            S::Proven,
            ChamanIs::Here,
            'f',
            "The 2 old certificates are removed",
        ),
        (
            S::Proven,
            ChamanIs::ThePortal,
            'f',
            "2 steps go on the portal checklist: remove",
        ),
        (S::Chosen, ChamanIs::Here, 'b', "is given up"),
        (
            S::Added,
            ChamanIs::Here,
            'b',
            "removed from loket-noord in Chaman at once",
        ),
        (
            S::Added,
            ChamanIs::ThePortal,
            'b',
            "portal checklist: remove the certificate",
        ),
        (S::Switched, ChamanIs::Here, 'b', "the key from before"),
        (S::Proven, ChamanIs::Here, 'b', "the key from before"),
    ] {
        let mut model = screen(Language::En, WIDE, rotating(stage, chaman));
        choose(&mut model, "noord-27.cer");
        press(&mut model, Key::char(key));
        let Some(Overlay::Confirm(confirm)) = &model.overlay else {
            panic!("{stage:?}: no question");
        };
        let lines: Vec<_> = confirm
            .lines
            .iter()
            .map(|line| model.env.text(line))
            .collect();
        assert_eq!(lines[0], "Environment: SANDBOX");
        assert!(
            lines[1].contains(words),
            "{stage:?} {chaman:?}: {}",
            lines[1]
        );
    }
}

#[test]
fn a_question_goes_away_when_somebody_else_moves_the_rotation() {
    let mut model = screen(
        Language::En,
        WIDE,
        rotating(RotationStage::Added, ChamanIs::Here),
    );
    choose(&mut model, "noord-27.cer");
    press(&mut model, Key::char('f'));
    let answer = |stage| {
        let report = rotating(stage, ChamanIs::Here);
        Msg::Reply(Reply::Register(Box::new(Ok(report))))
    };
    update(&mut model, answer(RotationStage::Added));
    assert!(model.overlay.is_some(), "nothing has moved");
    update(&mut model, answer(RotationStage::Switched));
    assert!(model.overlay.is_none(), "yes would mean something else now");
}

#[test]
fn a_rotation_begins_on_rest_accounts_of_the_register_only() {
    let rotation = |report, file: &str| {
        let mut model = screen(Language::En, WIDE, report);
        choose(&mut model, file);
        press(&mut model, Key::char('r'));
        match model.overlay {
            Some(Overlay::Sheet(sheet)) => Ok(sheet.form.clone()),
            _ => Err(model.own_log().last().expect("it says why").message.shown()),
        }
    };
    let account = "loket-noord".to_owned();
    assert_eq!(
        rotation(quiet(), "noord-27.cer"),
        Ok(Form::Rotation(account))
    );
    for (file, report, why) in [
        ("dmfa.cer", quiet(), "dmfa is a SOAP account"),
        ("horeca-2024.cer", quiet(), "does not stand in the register"),
        (
            "noord-27.cer",
            rotating(RotationStage::Chosen, ChamanIs::Here),
            "is under way already",
        ),
    ] {
        let said = rotation(report, file).expect_err("it cannot begin");
        assert!(said.contains(why), "{said}");
    }
}

#[test]
fn a_new_certificate_is_ordered_as_typed() {
    let mut model = screen(Language::En, WIDE, quiet());
    press(&mut model, Key::char('n'));
    assert_eq!(
        press(&mut model, Key::ctrl('t')),
        [],
        "not before it is complete"
    );
    let mut fill = |keys: &[&str]| {
        for text in keys {
            type_in(&mut model, text);
            press(&mut model, Key::plain(Code::Tab));
        }
        press(&mut model, Key::ctrl('t'))
    };
    // The first flaw has the focus: the owner within the company.
    let effects = fill(&["dimona", "", "noord-28.key", "noord-28.cer"]);
    let [Effect::Order(_, order)] = &effects[..] else {
        panic!("{effects:?}");
    };
    let Order::MakeCertificate(made) = &**order else {
        panic!("{order:?}");
    };
    assert_eq!(made.kind, KeyKind::P384);
    assert_eq!(made.company, "Loket Noord vzw");
    assert_eq!((made.days.as_str(), made.request), ("730", false));
    assert_eq!(
        (made.key_file.as_str(), made.file.as_str()),
        ("noord-28.key", "noord-28.cer")
    );
}

#[test]
fn read_only_offers_no_deed() {
    let mut options = fixture::options(Language::En);
    options.read_only = true;
    let model = fixture::model_with(options, WIDE);
    let mut model = on_certificates(model, rotating(RotationStage::Added, ChamanIs::Here));
    choose(&mut model, "noord-27.cer");
    assert_eq!(type_in(&mut model, "fbncr"), []);
    assert!(model.overlay.is_none());
    assert!(!picture(&model).contains("Next stage"));
}

#[test]
fn the_connection_of_a_rest_account_can_be_tried() {
    let mut model = screen(Language::En, WIDE, quiet());
    choose(&mut model, "dmfa.cer");
    assert_eq!(press(&mut model, Key::char('t')), []);
    choose(&mut model, "noord-27.cer");
    let account = "loket-noord".to_owned();
    assert_eq!(
        press(&mut model, Key::char('t')),
        [Effect::TestConnection(account)]
    );
    assert!(matches!(model.overlay, Some(Overlay::Test(_))));
}

#[test]
fn fingerprint_and_serial_can_be_copied() {
    let mut model = screen(Language::En, WIDE, quiet());
    assert_eq!(
        type_in(&mut model, "yY"),
        [],
        "nothing of an unreadable one"
    );
    choose(&mut model, "noord-27.cer");
    assert_eq!(
        type_in(&mut model, "yY"),
        [
            Effect::Copy("a1".repeat(32)),
            Effect::Copy("2110230032923237692".to_owned()),
        ]
    );
}

#[test]
fn a_certificate_leads_to_its_account_and_the_dashboard_to_it() {
    let mut model = screen(Language::En, WIDE, quiet());
    choose(&mut model, "dmfa.cer");
    press(&mut model, Key::char('a'));
    assert_eq!(model.screen, Screen::Accounts);
    assert_eq!(model.accounts.selected.as_deref(), Some("dmfa"));

    let mut model = fixture::model(Language::En, WIDE);
    press(&mut model, Key::plain(Code::Right));
    press(&mut model, Key::plain(Code::Enter));
    assert_eq!(model.screen, Screen::Certificates);
    let list = fixture::dashboard().certificates;
    update(&mut model, Msg::Reply(Reply::Certificates(list)));
    assert_eq!(selected(&model), "horeca-2024.pem", "the worst one");
}

#[test]
fn back_leads_from_the_details_to_the_list_to_the_dashboard() {
    let mut model = screen(Language::En, SMALL, quiet());
    press(&mut model, Key::plain(Code::Enter));
    assert!(model.certificates.reading);
    press(&mut model, Key::plain(Code::Esc));
    assert_eq!(
        (model.screen, model.certificates.reading),
        (Screen::Certificates, false)
    );
    press(&mut model, Key::plain(Code::Esc));
    assert_eq!(model.screen, Screen::Dashboard);
}
