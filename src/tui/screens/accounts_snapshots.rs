//! The Accounts screen and its forms, whole, with a made-up register.

use insta::assert_snapshot;

use crate::domain::chaman::{ConnectionStep, ConnectionTest, RegisterReport, StepVerdict};
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::i18n::Language;
use crate::tui::fixture;
use crate::tui::fixture::picture;
use crate::tui::fixture_register as register;
use crate::tui::key::{Code, Input, Key};
use crate::tui::model::Model;
use crate::tui::msg::{Msg, Reply};
use crate::tui::update::update;

const WIDE: (u16, u16) = (120, 40);
const NARROW: (u16, u16) = (80, 24);
const SMALL: (u16, u16) = (60, 20);

fn press(model: &mut Model, keys: &[Key]) {
    for key in keys {
        update(model, Msg::Input(Input::Key(*key)));
    }
}

/// A console on its Accounts screen after these keys.
fn after(language: Language, size: (u16, u16), keys: &[Key]) -> Model {
    let mut model = register::model(language, size);
    press(&mut model, keys);
    model
}

const TAB: Key = Key::plain(Code::Tab);
const DOWN: Key = Key::plain(Code::Down);
const ENTER: Key = Key::plain(Code::Enter);

#[test]
fn lists() {
    for (name, language, size) in [
        ("accounts_120x40", Language::En, WIDE),
        ("accounts_80x24", Language::En, NARROW),
        ("accounts_60x20", Language::En, SMALL),
        ("accounts_nl_80x24", Language::Nl, NARROW),
    ] {
        assert_snapshot!(name, picture(&after(language, size, &[])));
    }
}

#[test]
fn details_of_an_account() {
    let keys = [DOWN, DOWN, ENTER, DOWN];
    for (name, language, size) in [
        ("accounts_detail_120x40", Language::En, WIDE),
        ("accounts_detail_80x24", Language::En, NARROW),
        ("accounts_detail_60x20", Language::En, SMALL),
        ("accounts_detail_nl_80x24", Language::Nl, NARROW),
    ] {
        let model = after(language, size, &keys);
        assert_snapshot!(name, picture(&model));
    }
}

#[test]
fn the_checklist() {
    let keys = [TAB, TAB, Key::char('h')];
    for (name, language, size) in [
        ("accounts_checklist_80x24", Language::En, NARROW),
        ("accounts_checklist_60x20", Language::En, SMALL),
        ("accounts_checklist_nl_80x24", Language::Nl, NARROW),
    ] {
        assert_snapshot!(name, picture(&after(language, size, &keys)));
    }
}

#[test]
fn a_register_with_nothing_in_it_says_what_to_do() {
    let nothing = RegisterReport {
        register: crate::domain::chaman::Register::default(),
        chaman: crate::domain::chaman::ChamanIs::ThePortal,
    };
    let model = register::model_with(fixture::options(Language::En), NARROW, nothing);
    assert_snapshot!("accounts_nothing_80x24", picture(&model));
}

#[test]
fn in_the_sandbox_nothing_is_only_believed() {
    let options = fixture::options(Language::En);
    let model = register::model_with(options, WIDE, register::sandbox());
    let picture = picture(&model);
    assert_snapshot!("accounts_sandbox_120x40", picture);
    assert!(!picture.contains("believed"), "{picture}");
}

#[test]
fn forms() {
    let mut new = after(Language::En, NARROW, &[Key::char('n'), TAB]);
    press(&mut new, &[Key::char('x'), TAB, DOWN, Key::char(' ')]);
    assert_snapshot!("accounts_new_rest_80x24", picture(&new));
    let left = Key::plain(Code::Left);
    let keys = [Key::char('n'), left, left, left, Key::ctrl('t')];
    assert_snapshot!(
        "accounts_new_ftp_nl_60x20",
        picture(&after(Language::Nl, SMALL, &keys))
    );
    let delete = [Key::char('D'), Key::char('x'), ENTER];
    assert_snapshot!(
        "accounts_remove_80x24",
        picture(&after(Language::En, NARROW, &delete))
    );
    let tick = [TAB, TAB, Key::char('x')];
    assert_snapshot!(
        "accounts_tick_nl_80x24",
        picture(&after(Language::Nl, NARROW, &tick))
    );
    let leaving = [Key::char('c'), Key::char('x'), Key::plain(Code::Esc)];
    assert_snapshot!(
        "accounts_contact_leaving_80x24",
        picture(&after(Language::En, NARROW, &leaving))
    );
}

/// A test that fails where the certificate is compared with the key.
fn failing() -> ConnectionTest {
    let passed = || StepVerdict::Passed(Text::new("tui-good"));
    let problem = Problem::new(ProblemClass::Usage, Text::new("tui-certificate-other-key"))
        .hint(Text::new("chaman-certificate-last-hint"));
    let doubtful = Problem::new(ProblemClass::Usage, Text::new("tui-attention"));
    let steps = ConnectionStep::ALL.into_iter().enumerate();
    ConnectionTest {
        account: "loket-noord".to_owned(),
        steps: steps
            .map(|(place, step)| {
                let verdict = match place {
                    0 => passed(),
                    1 => StepVerdict::Doubtful(doubtful.clone()),
                    2 => StepVerdict::Failed(problem.clone()),
                    _ => StepVerdict::NotTried,
                };
                (step, verdict)
            })
            .collect(),
    }
}

#[test]
fn a_connection_test() {
    let mut model = after(Language::En, NARROW, &[DOWN, DOWN, Key::char('t')]);
    assert_snapshot!("accounts_testing_80x24", picture(&model));
    let reply = Reply::Tested("loket-noord".to_owned(), Box::new(Ok(failing())));
    update(&mut model, Msg::Reply(reply));
    assert_snapshot!("accounts_tested_80x24", picture(&model));
}
