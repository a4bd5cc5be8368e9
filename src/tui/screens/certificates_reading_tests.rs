//! Everything about a certificate can be read, at any size, and none of it is obeyed.

use super::*;
use crate::domain::report::{CertFacts, KeyStatus};
use crate::tui::fixture_certificates::{facts, summary};

#[test]
fn every_line_of_the_details_can_be_reached() {
    let mut model = screen(Language::En, SMALL, quiet());
    choose(&mut model, "dmfa.cer");
    press(&mut model, Key::plain(Code::Enter));
    let mut seen = picture(&model);
    for _ in 0..200 {
        press(&mut model, Key::char('j'));
        seen.push_str(&picture(&model));
    }
    for words in [
        "2110230032923237692",
        "1D4919FA97D26D3C",
        "Global Test Authority",
    ] {
        assert!(seen.contains(words), "{words}");
    }
    let bottom = picture(&model);
    press(&mut model, Key::char('k'));
    assert_ne!(picture(&model), bottom, "one step up is one line up");
}

#[test]
fn hostile_text_of_a_certificate_is_harmless() {
    let hostile = "\u{1b}[2Ja\u{202e}b\u{9b}31m";
    let facts = CertFacts {
        owner: hostile.into(),
        company: hostile.into(),
        issuer: hostile.into(),
        key_usage: Some(vec![hostile.to_owned()]),
        serial: hostile.to_owned(),
        ..facts("c1", "2027-01-01T11:00:00Z")
    };
    let hostile_one = CertSummary {
        name: Some(hostile.into()),
        account: hostile.to_owned(),
        ..summary(hostile, facts, KeyStatus::Matches)
    };
    for size in [WIDE, NARROW, SMALL] {
        let mut model = screen(Language::En, size, quiet());
        let list = vec![hostile_one.clone()];
        update(&mut model, Msg::Reply(Reply::Certificates(list)));
        press(&mut model, Key::plain(Code::Enter));
        for key in ['j', 'r', 'a'] {
            let picture = picture(&model);
            let escaped = picture.chars().all(|one| one == '\n' || !one.is_control());
            assert!(escaped && !picture.contains('\u{202e}'), "{picture}");
            press(&mut model, Key::char(key));
        }
        let copied =
            |effect: &Effect| matches!(effect, Effect::Copy(text) if text.contains('\u{1b}'));
        press(&mut model, Key::char('5'));
        assert!(!type_in(&mut model, "Y").iter().any(copied));
    }
}

#[test]
fn no_size_panics() {
    for columns in (1..20).chain([59, 60, 61, 72, 99, 100, 129]) {
        for rows in (1..6).chain([19, 20, 23, 24, 29]) {
            let mut model = screen(Language::Nl, (columns, rows), blocked(1));
            picture(&model);
            press(&mut model, Key::plain(Code::Enter));
            press(&mut model, Key::char('G'));
            picture(&model);
        }
    }
}
