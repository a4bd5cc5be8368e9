//! What an import shows, asks and does.

use insta::assert_snapshot;

use super::*;
use crate::domain::bulk::BulkRow;
use crate::domain::environment::Environment;
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::StateKind;
use crate::domain::problem::ProblemClass;
use crate::domain::report::WorkerStatus;
use crate::i18n::Language;
use crate::tui::fixture::picture;
use crate::tui::fixture::{self, press, type_in};
use crate::tui::key::Input as Typed;
use crate::tui::msg::{Msg, Reply};
use crate::tui::update::update;

/// The queue, with the line for the path open.
fn opened(language: Language, size: (u16, u16)) -> Model {
    let mut model = fixture::model(language, size);
    let header = fixture::header(Environment::Simulation, WorkerStatus::Here);
    update(&mut model, Msg::Reply(Reply::Header(Box::new(header))));
    press(&mut model, Key::char('2'));
    press(&mut model, Key::char('i'));
    model
}

const ENTER: Key = Key::plain(Code::Enter);
const ESC: Key = Key::plain(Code::Esc);

/// What an effect wants with a file.
fn works(effects: &[Effect]) -> Vec<(Ticket, ImportWork)> {
    let work = |effect: &Effect| match effect {
        Effect::Import(ticket, work) => Some((*ticket, work.clone())),
        _ => None,
    };
    effects.iter().filter_map(work).collect()
}

fn row(row: usize, verdict: RowVerdict, text: Text) -> BulkRow {
    BulkRow {
        row,
        line: row as u64 + 1,
        reference: Some(format!("A-{row}").as_str().into()),
        verdict,
        codes: Vec::new(),
        sentences: vec![text],
        submission: (verdict == RowVerdict::Duplicate)
            .then_some((SubmissionId(12), StateKind::Queued)),
    }
}

/// 1,204 rows of which some are bad.
fn report() -> BulkReport {
    let mut report = BulkReport {
        file: "/srv/loon/december.csv".to_owned(),
        result: Some("/srv/loon/december.csv.result.csv".to_owned()),
        ..BulkReport::default()
    };
    for number in 1..=1_160 {
        report.take(row(
            number,
            RowVerdict::Valid,
            Text::new("import-known").with("id", 1_i64),
        ));
    }
    for number in 1_161..=1_204 {
        let (verdict, text) = match number % 4 {
            0 => (
                RowVerdict::Late,
                Text::new("import-late").with("at", "2026-11-20 23:59"),
            ),
            1 => (
                RowVerdict::Duplicate,
                Text::new("import-twin").with("row", 7_i64),
            ),
            2 => {
                let why = Text::new("check-period-has-end");
                let text = Text::new("import-finding")
                    .with("field", "period_id")
                    .with("text", why);
                (RowVerdict::Anomaly, text)
            }
            _ => (RowVerdict::Invalid, Text::new("input-unknown-kind")),
        };
        report.take(row(number, verdict, text));
    }
    report
}

/// A file that was checked, with this report.
fn checked(language: Language, size: (u16, u16), report: BulkReport) -> Model {
    let mut model = opened(language, size);
    type_in(&mut model, "/srv/loon/december.csv");
    let ticket = works(&press(&mut model, ENTER))[0].0;
    let reply = Reply::Import(ticket, Box::new(Ok(report)));
    update(&mut model, Msg::Reply(reply));
    model
}

#[test]
fn a_path_is_typed_or_pasted_and_checked() {
    for (name, typed, path) in [
        ("typed", "/a b.csv", "/a b.csv"),
        ("quoted by a terminal", "'/a b.csv' ", "/a b.csv"),
        ("quoted by a file manager", "\"/a.csv\"", "/a.csv"),
    ] {
        let mut model = opened(Language::En, (120, 40));
        update(&mut model, Msg::Input(Typed::Paste(typed.to_owned())));
        let effects = press(&mut model, ENTER);
        let wanted = ImportWork::Check(path.to_owned());
        assert_eq!(works(&effects), [(model.import.ticket, wanted)], "{name}");
    }
    let mut model = opened(Language::En, (120, 40));
    assert!(works(&press(&mut model, ENTER)).is_empty(), "no path");
    press(&mut model, ESC);
    assert!(model.overlay.is_none());
}

#[test]
fn nothing_is_queued_before_the_question_is_answered_with_yes() {
    let mut model = checked(Language::En, (120, 40), report());
    assert!(works(&press(&mut model, ENTER)).is_empty());
    assert!(matches!(model.overlay, Some(Overlay::Confirm(_))));
    press(&mut model, Key::char('n'));
    assert!(
        matches!(model.overlay, Some(Overlay::Import)),
        "back to the rows"
    );
    press(&mut model, Key::char('a'));
    press(&mut model, ENTER);
    let effects = press(&mut model, Key::char('y'));
    let choice = Choice {
        partial: true,
        send_anyway: true,
    };
    assert_eq!(
        works(&effects),
        [(model.import.ticket, ImportWork::Queue(choice))]
    );
    assert!(effects.iter().any(Effect::is_deed));
    assert!(
        matches!(model.overlay, Some(Overlay::Import)),
        "it is watched"
    );
}

#[test]
fn esc_stops_a_check_and_its_late_answer_is_not_shown() {
    let mut model = opened(Language::En, (120, 40));
    type_in(&mut model, "/a.csv");
    let ticket = works(&press(&mut model, ENTER))[0].0;
    let asked = works(&update(&mut model, Msg::StoreChanged));
    assert_eq!(asked, [(ticket, ImportWork::Progress)]);
    let effects = press(&mut model, ESC);
    assert_eq!(works(&effects), [(ticket, ImportWork::Stop)]);
    let late = Reply::Import(ticket, Box::new(Ok(report())));
    update(&mut model, Msg::Reply(late));
    assert!(matches!(model.import.step, Step::Path));
    assert_eq!(model.import.path.value(), "/a.csv", "what was typed stays");
    press(&mut model, ESC);
    assert!(model.overlay.is_none());
}

#[test]
fn queueing_goes_on_unseen_and_its_end_is_told() {
    let mut model = checked(Language::En, (120, 40), report());
    press(&mut model, ENTER);
    press(&mut model, Key::char('y'));
    let ticket = model.import.ticket;
    let effects = press(&mut model, ESC);
    assert!(works(&effects).is_empty() && model.overlay.is_none());
    press(&mut model, Key::char('i'));
    let effects = press(&mut model, Key::char('s'));
    assert_eq!(
        works(&effects),
        [(ticket, ImportWork::Stop)],
        "on show again"
    );
    press(&mut model, ESC);
    let done = BulkReport {
        queued: 1_171,
        ..report()
    };
    update(
        &mut model,
        Msg::Reply(Reply::Import(ticket, Box::new(Ok(done)))),
    );
    assert!(
        picture(&model).contains("1171 rows are queued"),
        "{}",
        picture(&model)
    );
    press(&mut model, Key::char('i'));
    assert!(matches!(model.import.step, Step::Path), "the next one");
}

#[test]
fn a_file_that_cannot_be_read_is_told_beside_its_path() {
    let mut model = opened(Language::En, (120, 40));
    type_in(&mut model, "/a.csv");
    let ticket = works(&press(&mut model, ENTER))[0].0;
    let problem = Problem::new(
        ProblemClass::Usage,
        Text::new("import-no-file").with("file", "/a.csv"),
    );
    update(
        &mut model,
        Msg::Reply(Reply::Import(ticket, Box::new(Err(problem)))),
    );
    assert!(picture(&model).contains("/a.csv is no file"));
    type_in(&mut model, "x");
    assert!(!picture(&model).contains("is no file"));
}

#[test]
fn read_only_offers_no_import() {
    let mut options = fixture::options(Language::En);
    options.read_only = true;
    let mut model = fixture::model_with(options, (120, 40));
    press(&mut model, Key::char('2'));
    press(&mut model, Key::char('i'));
    assert!(model.overlay.is_none());
}

#[test]
fn the_rows_scroll_within_what_is_kept() {
    let mut model = checked(Language::En, (80, 24), report());
    for _ in 0..100 {
        press(&mut model, Key::plain(Code::PageDown));
    }
    let last = model.import.scroll;
    assert_eq!(last, report().bad.len() - 1);
    assert!(picture(&model).contains("Row 1203"), "{}", picture(&model));
    press(&mut model, Key::char('g'));
    assert_eq!(model.import.scroll, 0);
}

#[test]
fn snapshots() {
    let mut model = opened(Language::En, (100, 30));
    type_in(&mut model, "/srv/loon/december.csv");
    assert_snapshot!("import_path", picture(&model));
    let ticket = works(&press(&mut model, ENTER))[0].0;
    let progress = BulkProgress {
        rows: 42_500,
        bytes: 425,
        size: 1_000,
        ..BulkProgress::default()
    };
    update(
        &mut model,
        Msg::Reply(Reply::ImportProgress(ticket, progress)),
    );
    assert_snapshot!("import_checking", picture(&model));
    let mut model = checked(Language::Nl, (100, 30), report());
    assert_snapshot!("import_checked_nl", picture(&model));
    press(&mut model, ENTER);
    assert_snapshot!("import_question_nl", picture(&model));
    press(&mut model, Key::char('j'));
    let done = BulkReport {
        queued: 1_171,
        ..report()
    };
    let ticket = model.import.ticket;
    update(
        &mut model,
        Msg::Reply(Reply::Import(ticket, Box::new(Ok(done)))),
    );
    assert_snapshot!("import_done_nl", picture(&model));
}
