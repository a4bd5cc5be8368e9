//! Forms: where the keys go, and what is said when.

use super::super::fixture;
use super::super::fixture_register as register;
use super::super::key::Key;
use super::super::sheets::{account, register as forms};
use super::*;
use crate::i18n::Language;

fn env() -> Env {
    fixture::model(Language::En, (80, 24)).env
}

fn type_in(sheet: &mut Sheet, text: &str) {
    for character in text.chars() {
        sheet.on_key(Key::char(character));
    }
}

#[test]
fn nothing_is_said_of_what_nobody_has_touched() {
    let env = env();
    let mut sheet = account::new(&register::report(), &env);
    let said = |sheet: &Sheet| {
        let shown = sheet.shown();
        let flaws = shown.iter().filter_map(|one| sheet.flaw(one.field, &env));
        flaws.map(|flaw| flaw.field).collect::<Vec<_>>()
    };
    assert_eq!(said(&sheet), []);
    sheet.turn(true);
    assert_eq!(said(&sheet), []);
    sheet.turn(true);
    assert_eq!(said(&sheet), [FormField::AccountName]);
    assert!(matches!(sheet.press(&env), Pressed::NotYet));
    assert!(said(&sheet).len() > 2);
    assert_eq!(sheet.focused(), Some(FormField::AccountName));
}

#[test]
fn the_focus_walks_through_a_list_and_on() {
    let env = env();
    let mut sheet = account::permissions_of(&register::rest(), &register::report(), &env);
    let Entry::Many { choices, .. } = &sheet.fields[0].entry else {
        panic!("no list");
    };
    for _ in 0..choices.len() - 1 {
        sheet.step(true);
        assert!(!sheet.on_button());
    }
    sheet.step(true);
    assert!(sheet.on_button());
    sheet.step(false);
    assert_eq!(sheet.focused(), Some(FormField::Permissions));
}

#[test]
fn while_an_order_is_under_way_nothing_is_typed() {
    let env = env();
    let mut sheet = forms::contact(&register::report());
    assert!(matches!(sheet.press(&env), Pressed::Order(_)));
    sheet.sent(Ticket(3));
    type_in(&mut sheet, "x");
    assert!(!sheet.on_paste("y"));
    assert!(matches!(sheet.press(&env), Pressed::NotYet));
    assert_eq!(sheet.text(FormField::ContactName), "Noor Proefkonijn");
    assert!(!sheet.answers(Ticket(2)));
    assert!(sheet.is_pending());
    assert!(sheet.answers(Ticket(3)));
    type_in(&mut sheet, "x");
    assert_eq!(sheet.text(FormField::ContactName), "Noor Proefkonijnx");
}

#[test]
fn pasted_and_kept_text_loses_what_a_terminal_would_obey() {
    let mut sheet = forms::contact(&register::report());
    assert!(sheet.on_paste("\u{1b}[31m\u{202e} é\n"));
    assert_eq!(sheet.text(FormField::ContactName), "Noor Proefkonijn[31m é");
    let field = SheetField::line(FormField::Target, "a\u{1b}b");
    assert!(matches!(&field.entry, Entry::Line(input) if input.value() == "ab"));
}
