//! The questions lead to an advice, back again, and to the right form; and how they look.

use insta::assert_snapshot;

use super::*;
use crate::domain::draft::Field;
use crate::domain::which::Situation;
use crate::i18n::Language;
use crate::tui::fixture::picture;
use crate::tui::fixture::{self, press};

const F3: Key = Key::plain(Code::Function(3));

fn asked(language: Language, size: (u16, u16), answers: &str) -> Model {
    let mut model = fixture::model(language, size);
    press(&mut model, Key::char('3'));
    press(&mut model, F3);
    fixture::type_in(&mut model, answers);
    model
}

const SIZE: (u16, u16) = (80, 24);

fn at(model: &Model) -> Option<Next> {
    match &model.overlay {
        Some(Overlay::Which(which)) => Some(which.at),
        _ => None,
    }
}

#[test]
fn answers_are_given_by_number_or_by_enter() {
    use Next::{Advise, Ask};
    for (name, keys, expected) in [
        ("the first question", "", Ask(Question::What)),
        ("a number", "2", Ask(Question::Leaves)),
        ("enter", "<down><enter>", Ask(Question::Leaves)),
        ("two answers", "21", Advise(Situation::Leaves)),
        (
            "three answers",
            "412",
            Advise(Situation::StudentStartsEarlier),
        ),
        ("a number that is no answer", "9x", Ask(Question::What)),
        ("back again", "2<left>", Ask(Question::What)),
        ("one question back", "412<esc>", Ask(Question::Earlier)),
        (
            "the end of the answers",
            "2<down><down><down><enter>",
            Advise(Situation::LeavesEarlier),
        ),
    ] {
        let model = asked(Language::En, SIZE, keys);
        assert_eq!(at(&model), Some(expected), "{name}");
    }
    assert_eq!(at(&asked(Language::En, SIZE, "<esc>")), None);
}

#[test]
fn going_back_leads_to_the_answer_that_was_given() {
    let model = asked(Language::En, SIZE, "53<esc>");
    let Some(Overlay::Which(which)) = &model.overlay else {
        panic!("it was closed");
    };
    assert_eq!((which.at, which.selected), (Next::Ask(Question::Wrong), 2));
}

#[test]
fn enter_opens_the_form_of_the_advice() {
    for (name, keys, kind) in [
        ("new worker", "11<enter>", Kind::In),
        ("leaves", "21<enter>", Kind::Out),
        ("leaves earlier", "22<enter>", Kind::Update),
        ("does not come", "43<enter>", Kind::Cancel),
        ("CANCEL and IN", "42<enter>", Kind::Cancel),
    ] {
        let model = asked(Language::En, SIZE, keys);
        assert!(model.overlay.is_none(), "{name}");
        assert_eq!(model.screen, Screen::Declare, "{name}");
        assert_eq!(model.declare.draft().kind, kind, "{name}");
    }
}

#[test]
fn where_nothing_is_declared_no_form_opens() {
    let mut model = asked(Language::En, SIZE, "55");
    assert_eq!(at(&model), Some(Next::Advise(Situation::GotNumber)));
    let before = model.declare.draft().clone();
    press(&mut model, Key::plain(Code::Enter));
    assert!(model.overlay.is_none());
    assert_eq!(model.declare.draft(), &before);
}

#[test]
fn what_was_typed_stays_in_the_form() {
    let mut model = fixture::model(Language::En, SIZE);
    press(&mut model, Key::char('3'));
    let filled = vec![(Field::Ssin, "85073099734".to_owned())];
    model.declare.take_choice(filled, &model.env);
    press(&mut model, F3);
    fixture::type_in(&mut model, "21<enter>");
    assert_eq!(model.declare.draft().get(Field::Ssin), "85073099734");
}

/// Every page of every language is seen as a whole on the smallest screen: the last line is the
/// one that says what enter does.
#[test]
fn every_advice_fits_on_the_smallest_screen() {
    for language in Language::ALL {
        for first in '1'..='5' {
            for second in '1'..='5' {
                for third in ["", "1", "2"] {
                    let model = asked(language, (60, 20), &format!("{first}{second}{third}"));
                    let Some(Next::Advise(situation)) = at(&model) else {
                        continue;
                    };
                    let keys = if situation.advice().kinds.is_empty() {
                        Text::new("which-keys-close")
                    } else {
                        Text::new("which-keys-open").with("kind", "")
                    };
                    let keys = model.env.text(&model.env.keyed(keys));
                    let word = keys.split(' ').next().expect("a word");
                    let seen = picture(&model);
                    assert!(seen.contains(word), "{situation:?} in {language:?}: {seen}");
                }
            }
        }
    }
}

#[test]
fn pictures() {
    for (size, name) in fixture::SIZES {
        let question = asked(Language::En, size, "<down>");
        assert_snapshot!(format!("which_question_{name}"), picture(&question));
        let advice = asked(Language::En, size, "51");
        assert_snapshot!(format!("which_advice_{name}"), picture(&advice));
    }
    let question = asked(Language::Nl, SIZE, "5");
    assert_snapshot!("which_question_nl_80x24", picture(&question));
}
