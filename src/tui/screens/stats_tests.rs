//! The figures on screen: keys in, questions out, doors, and whole pictures.

use insta::assert_snapshot;

use super::*;
use crate::domain::filter;
use crate::i18n::Language;
use crate::tui::fixture::{self, SIZES, picture, press, type_in};
use crate::tui::fixture_reports::{month, statistics};
use crate::tui::key::{Code, Key};
use crate::tui::model::{Model, Screen};
use crate::tui::msg::{Msg, Reply};
use crate::tui::update::update;

/// Answers what was asked for.
fn answer(model: &mut Model, effects: Vec<Effect>) -> Vec<StatisticsQuery> {
    let mut asked = Vec::new();
    for effect in effects {
        if let Effect::Statistics(ticket, query) = effect {
            let found = Box::new(Ok(statistics(query)));
            update(model, Msg::Reply(Reply::Statistics(ticket, found)));
            asked.push(query);
        }
    }
    asked
}

fn on_stats(mut model: Model) -> Model {
    let effects = press(&mut model, Key::char('7'));
    assert_eq!(answer(&mut model, effects), [month()]);
    model
}

fn keys(model: &mut Model, keys: &str) -> Vec<StatisticsQuery> {
    let effects = type_in(model, keys);
    answer(model, effects)
}

#[test]
fn pictures() {
    for (size, name) in SIZES {
        let mut model = on_stats(fixture::model(Language::En, size));
        assert_snapshot!(format!("stats_ends_{name}"), picture(&model));
        keys(&mut model, "<right>");
        assert_snapshot!(format!("stats_codes_{name}"), picture(&model));
    }
    let mut model = on_stats(fixture::model(Language::De, (80, 24)));
    keys(&mut model, "<left>");
    assert_snapshot!("stats_late_de_80x24", picture(&model));
    let mut options = fixture::options(Language::En);
    (options.ascii, options.no_color) = (true, true);
    let mut model = on_stats(fixture::model_with(options, (80, 24)));
    keys(&mut model, "p<left><left>");
    assert_snapshot!("stats_times_ascii_80x24", picture(&model));
    assert!(picture(&model).is_ascii());
}

#[test]
fn days_are_chosen_by_keys_and_a_late_answer_is_dropped() {
    let mut model = on_stats(fixture::model(Language::En, (120, 40)));
    let today = fixture::today();
    let before = month().stretch.earlier(Step::Day).expect("there is time");
    assert_eq!(keys(&mut model, "]"), [], "tomorrow is not here");
    let [earlier] = keys(&mut model, "[")[..] else {
        panic!("one question")
    };
    assert_eq!(earlier.stretch, before);
    assert_eq!(keys(&mut model, "]"), [month()]);
    let asked = press(&mut model, Key::char('p'));
    let old = asked.iter().find_map(|effect| match effect {
        Effect::Statistics(ticket, _) => Some(*ticket),
        _ => None,
    });
    let months = keys(&mut model, "[");
    assert_eq!(months[0].step, Step::Month);
    let late = Box::new(Ok(statistics(month())));
    let late = Reply::Statistics(old.expect("asked"), late);
    update(&mut model, Msg::Reply(late));
    let shown = model.stats.found.ready().map(|found| found.query);
    assert_eq!(shown, Some(months[0]));
    assert_eq!(model.stats.query(today), months[0]);
}

#[test]
fn every_door_opens_the_queue_on_a_filter_that_can_be_read() {
    let mut model = on_stats(fixture::model(Language::En, (120, 40)));
    let mut doors = 0;
    for of in Of::ALL {
        let lines = stats_view::lines(model.stats.found.ready().expect("here"), of, &model.env);
        for door in lines.into_iter().filter_map(|line| line.door) {
            let read = filter::parse(&door, model.env.now);
            let filter = read.unwrap_or_else(|flaw| panic!("{door}: {flaw:?}"));
            assert!(filter.since.is_some() && filter.not.len() == 1, "{door}");
            doors += 1;
        }
    }
    assert!(doors > 30, "{doors} doors");
    keys(&mut model, "<right>");
    press(&mut model, Key::plain(Code::Enter));
    assert_eq!(model.screen, Screen::Queue);
    assert_eq!(
        model.queue.line,
        "state:refused,rejected code:\"90373-333\" since:2026-10-24 !since:2026-11-23"
    );
}

#[test]
fn what_is_shown_is_written_to_a_file() {
    let mut model = on_stats(fixture::model(Language::En, (120, 40)));
    keys(&mut model, "<right>");
    let effects = press(&mut model, Key::char('e'));
    let [Effect::WriteTable(path, table)] = &effects[..] else {
        panic!("{effects:?}")
    };
    assert_eq!(path, "dimonitor-sandbox-codes-2026-10-24-2026-11-22.csv");
    assert_eq!(table.rows.len(), 3);
    update(
        &mut model,
        Msg::Reply(Reply::TableWritten(path.clone(), Ok(()))),
    );
    assert!(picture(&model).contains("Written to dimonitor-sandbox-codes"));
}

#[test]
fn nothing_hostile_of_a_code_reaches_the_screen() {
    let mut model = on_stats(fixture::model(Language::En, (120, 40)));
    keys(&mut model, "<right>");
    assert!(!picture(&model).contains('\u{1b}'));
}
