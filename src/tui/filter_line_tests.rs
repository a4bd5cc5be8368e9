//! Keys in the filter line.

use insta::assert_snapshot;

use super::*;
use crate::domain::lifecycle::StateKind;
use crate::i18n::Language;
use crate::tui::fixture::{self, picture, press, type_in};
use crate::tui::fixture_queue::on_queue;
use crate::tui::msg::{Msg, Reply};
use crate::tui::update::update;

const F1: Key = Key::plain(Code::Function(1));
const F2: Key = Key::plain(Code::Function(2));

fn model() -> Model {
    on_queue(Language::En, (80, 24))
}

fn line(model: &Model) -> &FilterLine {
    match &model.overlay {
        Some(Overlay::Filter(line)) => line,
        other => panic!("no filter line: {other:?}"),
    }
}

#[test]
fn tab_walks_through_what_fits_and_enter_or_right_takes_it() {
    for (name, keys, expected) in [
        ("a key", "/sta<tab><enter>", "state:"),
        ("a value", "/state:acc<tab><enter>", "state:accepted"),
        (
            "the second one",
            "/state:acc<tab><tab><enter>",
            "state:accepted_warning",
        ),
        ("to the right", "/state:acc<tab><right>", "state:accepted"),
        (
            "by arrows",
            "/state:acc<down><down><up><enter>",
            "state:accepted",
        ),
        (
            "one of several",
            "/state:held,ref<tab><enter> a",
            "state:held,refused a",
        ),
        ("a name", "/@la<tab><enter>", "@late"),
        ("a key where nothing is typed", "/<tab><enter>", "state:"),
        (
            "back to what was typed",
            "/state:acc<tab><esc>",
            "state:acc",
        ),
        (
            "beyond the last one",
            "/state:acc<tab><tab><tab>",
            "state:acc",
        ),
        ("none chosen", "/state:acc<right>", "state:acc"),
    ] {
        let mut model = model();
        type_in(&mut model, keys);
        assert_eq!(line(&model).input.value(), expected, "{name}");
    }
}

#[test]
fn what_is_taken_is_applied() {
    let mut model = model();
    type_in(&mut model, "/state:acc");
    assert_eq!(model.queue.line, "", "as far as it could be read");
    type_in(&mut model, "<tab><enter>");
    assert_eq!(model.queue.line, "state:accepted");
    type_in(&mut model, "<enter>");
    assert!(model.overlay.is_none());
}

#[test]
fn a_key_costs_one_question_at_most_and_only_the_last_line_counts() {
    let mut model = model();
    let asked: Vec<_> = type_in(&mut model, "/kind:in state:refused")
        .into_iter()
        .filter_map(|effect| match effect {
            Effect::Queue(ticket, query) => Some((ticket, query)),
            _ => None,
        })
        .collect();
    let [(first, _)] = asked.as_slice() else {
        panic!("one is under way, the others wait: {asked:?}");
    };
    let late = Reply::Queue(*first, Ok(fixture::page(0, 1..=3, 3)));
    let next = update(&mut model, Msg::Reply(late));
    let total = model.queue.page.ready().expect("the page before").total;
    assert_eq!(total.known(), 40, "an answer to an older line is dropped");
    let queries: Vec<_> = next
        .iter()
        .filter_map(|effect| match effect {
            Effect::Queue(_, query) => Some(query.filter.states.as_slice()),
            _ => None,
        })
        .collect();
    assert_eq!(queries, [[StateKind::Refused]]);
}

#[test]
fn a_line_is_saved_under_a_name_that_stands_for_it() {
    let mut model = model();
    type_in(&mut model, "/state:refused type:flx");
    press(&mut model, F2);
    type_in(&mut model, "Mine<enter>");
    assert_eq!(model.saved["mine"], "state:refused type:flx");
    type_in(&mut model, "<enter>/<clear>@mine kind:in<enter>");
    let filter = filter::parse_with(&model.queue.line, model.env.now, &model.saved);
    let filter = filter.expect("it is a filter");
    assert_eq!(model.queue.line, "@mine kind:in");
    assert_eq!(filter.worker_type.as_deref(), Some("FLX"));
}

#[test]
fn a_name_that_exists_is_replaced_after_saying_so() {
    let mut model = model();
    model.saved.insert("mine".into(), "kind:out".into());
    type_in(&mut model, "/kind:in");
    press(&mut model, F2);
    type_in(&mut model, "mine");
    let said = picture(&model);
    assert!(said.contains("will be replaced; it is kind:out"), "{said}");
    type_in(&mut model, "<enter>");
    assert_eq!(model.saved["mine"], "kind:in");
}

#[test]
fn what_cannot_be_saved_says_why_and_without_a_name_nothing_is() {
    for (name, typed, named, error) in [
        (
            "a worker's number",
            "ssin:85073099734",
            "x",
            Some("tui-filter-save-ssin"),
        ),
        ("not readable", "state:", "x", Some("tui-filter-save-flaw")),
        (
            "a blank in the name",
            "kind:in",
            "x y",
            Some("tui-filter-name"),
        ),
        ("no name", "kind:in", "", None),
    ] {
        let mut model = model();
        type_in(&mut model, &format!("/{typed}"));
        press(&mut model, F2);
        type_in(&mut model, &format!("{named}<enter>"));
        assert!(model.saved.is_empty(), "{name}");
        let naming = line(&model).naming.as_ref();
        let said = naming.and_then(|naming| naming.error.as_ref());
        assert_eq!(said.map(|text| text.key), error, "{name}");
        assert_eq!(naming.is_some(), error.is_some(), "{name}");
    }
}

#[test]
fn a_saved_name_is_deleted_on_its_suggestion_and_the_program_s_own_stay() {
    let mut model = model();
    model.saved.insert("late".into(), "kind:out".into());
    type_in(&mut model, "/@la<tab>");
    press(&mut model, Key::plain(Code::Delete));
    assert!(model.saved.is_empty());
    let notices = |model: &Model| {
        let lines = model.toasts.shown().flat_map(|toast| toast.lines.clone());
        lines.collect::<Vec<_>>().join("\n")
    };
    assert!(
        notices(&model).contains("it was kind:out"),
        "{}",
        notices(&model)
    );
    press(&mut model, Key::plain(Code::Delete));
    assert!(notices(&model).contains("comes with the program"));
    assert_eq!(line(&model).input.value(), "@la");
}

#[test]
fn the_log_s_line_is_plain_text() {
    let mut model = model();
    type_in(&mut model, "6/state:!<tab>");
    assert_eq!(model.log.text, "state:!");
    assert!(line(&model).flaw.is_none());
    assert!(line(&model).suggestions.is_empty());
    press(&mut model, F2);
    assert!(line(&model).naming.is_none());
    type_in(&mut model, "<enter>");
    assert!(model.overlay.is_none());
}

#[test]
fn rows_do_not_come_and_go_while_a_key_is_typed() {
    let mut model = model();
    let asked = |effects: Vec<Effect>| {
        let asks = |effect: &Effect| matches!(effect, Effect::Queue(..));
        effects.iter().filter(|effect| asks(effect)).count()
    };
    assert_eq!(asked(type_in(&mut model, "/state")), 0);
    assert_eq!(asked(type_in(&mut model, "<enter>")), 1);
    assert_eq!(model.queue.line, "state", "it is a word to look for");
}

#[test]
fn help_of_the_line_leads_back_to_it() {
    let mut model = model();
    type_in(&mut model, "/kind:in ");
    press(&mut model, F1);
    assert!(matches!(model.overlay, Some(Overlay::Help(_))));
    type_in(&mut model, "deadline:<enter>");
    assert_eq!(line(&model).input.value(), "kind:in deadline:");
    press(&mut model, F1);
    type_in(&mut model, "<esc>");
    assert_eq!(line(&model).input.value(), "kind:in deadline:");
}

#[test]
fn going_back_restores_the_line_as_it_was() {
    let mut model = model();
    type_in(&mut model, "/kind:in<enter>/ state:acc<tab><enter>");
    assert_eq!(model.queue.line, "kind:in state:accepted");
    type_in(&mut model, "<esc>");
    assert_eq!(model.queue.line, "kind:in");
}

#[test]
fn a_worker_s_number_is_in_no_suggestion() {
    let mut model = model();
    model.saved.insert("a".into(), "x 85073099734".into());
    type_in(&mut model, "/ssin:8");
    assert!(line(&model).suggestions.is_empty());
    type_in(&mut model, "<clear>@");
    assert!(!picture(&model).contains("85073099734"));
}

#[test]
fn pictures() {
    let typed = |language, size, keys: &str| {
        let mut model = on_queue(language, size);
        model
            .saved
            .insert("mine".into(), "state:refused type:flx".into());
        type_in(&mut model, keys);
        model
    };
    let suggesting = typed(Language::En, (80, 24), "/kind:in state:re<tab>");
    assert_snapshot!("filter_suggestions_80x24", picture(&suggesting));
    let small = typed(Language::Nl, (60, 20), "/code:");
    assert_snapshot!("filter_codes_nl_60x20", picture(&small));
    let wrong = typed(Language::En, (80, 24), "/kind:in state:lost !testmans");
    assert_snapshot!("filter_flaw_80x24", picture(&wrong));
    let mut naming = typed(Language::Fr, (80, 24), "/kind:in");
    press(&mut naming, F2);
    type_in(&mut naming, "mine");
    assert_snapshot!("filter_naming_fr_80x24", picture(&naming));
}

#[test]
fn what_is_wrong_is_marked_in_place() {
    let mut model = model();
    type_in(&mut model, "/kind:in state:lost b");
    let drawn = fixture::drawn(&model);
    let buffer = drawn.backend().buffer();
    let row = buffer.area.height - 2;
    let marked: String = (0..buffer.area.width)
        .map(|column| &buffer[(column, row)])
        .filter(|cell| cell.modifier.contains(ratatui::style::Modifier::UNDERLINED))
        .map(ratatui::buffer::Cell::symbol)
        .collect();
    assert_eq!(marked, "lost");
}

#[test]
fn no_size_panics() {
    for (columns, rows) in (1..70).flat_map(|columns| [(columns, 20), (60, columns % 26 + 1)]) {
        for keys in ["/state:<tab>", "/kind:in state:lost ", "/@", "/<tab><up>"] {
            let mut model = on_queue(Language::En, (columns, rows));
            type_in(&mut model, keys);
            picture(&model);
            press(&mut model, F2);
            picture(&model);
        }
    }
}
