//! Themes are seen while they are chosen.

use insta::assert_snapshot;

use crate::i18n::Language;
use crate::tui::fixture::{self, picture, type_in};
use crate::tui::model::Model;
use crate::tui::overlay::Overlay;
use crate::tui::theme::Theme;

fn named(name: &str) -> Theme {
    Theme::named(name).expect("it is built in")
}

fn model() -> Model {
    fixture::model(Language::En, (80, 24))
}

#[test]
fn the_choice_is_worn_at_once_and_kept_with_enter() {
    let mut model = model();
    type_in(&mut model, "T<down><down>");
    assert_eq!(model.env.theme, named("light"));
    assert_eq!(model.wardrobe.chosen, None);
    type_in(&mut model, "<enter>");
    assert!(model.overlay.is_none());
    assert_eq!(model.env.theme, named("light"));
    assert_eq!(model.wardrobe.chosen.as_deref(), Some("light"));
}

#[test]
fn esc_gives_the_old_one_back() {
    let mut model = model();
    type_in(&mut model, "T<down><down><down><esc>");
    assert!(model.overlay.is_none());
    assert_eq!(model.env.theme, named("default"));
    assert_eq!(model.wardrobe.chosen, None);
}

#[test]
fn the_first_choice_is_the_configured_one() {
    let mut options = fixture::options(Language::En);
    options.theme = named("mono");
    options.session.theme = Some("light".to_owned());
    let mut model = fixture::model_with(options, (80, 24));
    assert_eq!(model.env.theme, named("light"));
    type_in(&mut model, "T<up><up><up><enter>");
    assert_eq!(model.env.theme, named("mono"));
    assert_eq!(model.wardrobe.chosen, None);
}

#[test]
fn without_colours_no_choice_brings_them() {
    let mut options = fixture::options(Language::En);
    options.no_color = true;
    let mut model = fixture::model_with(options, (80, 24));
    type_in(&mut model, "T<down><down><down><enter>");
    assert_eq!(model.env.theme, named("mono"));
    assert_eq!(model.wardrobe.chosen.as_deref(), Some("high-contrast"));
}

#[test]
fn the_list_looks_like_this() {
    let mut model = model();
    type_in(&mut model, "T<down><down><down><down>");
    assert_snapshot!("theme_picker_80x24", picture(&model));
}

#[test]
fn the_choice_is_seen_on_the_smallest_screen() {
    for language in Language::ALL {
        let mut model = fixture::model(language, (60, 20));
        type_in(&mut model, "T");
        for _ in 0..10 {
            type_in(&mut model, "<down>");
            let Some(Overlay::Themes(picker)) = &model.overlay else {
                panic!("the list is open");
            };
            let name = picker.chosen().unwrap_or_default().to_owned();
            assert!(picture(&model).contains(&name), "{name} in {language:?}");
        }
    }
}
