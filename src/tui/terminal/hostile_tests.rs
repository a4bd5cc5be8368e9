//! Hostile names on every screen, in titles and notices and on the clipboard, as the bytes that
//! reach the terminal.

#![expect(
    clippy::disallowed_macros,
    reason = "these tests print what they counted"
)]

#[path = "../../../tests/common/hostile.rs"]
mod hostile;

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::outside;
use super::screen::{Screen, Surface};
use crate::domain::ids::SubmissionId;
use crate::domain::notice::Notify;
use crate::domain::report::{LogLevel, LogLine, QueueRow, Timeline};
use crate::i18n::Language;
use crate::tui::ability::{Ability, Between};
use crate::tui::key::{Code, Key};
use crate::tui::model::Model;
use crate::tui::msg::{Effect, Msg, Notice, Reply};
use crate::tui::notify::Herald;
use crate::tui::update::update;
use crate::tui::view::view_again;
use crate::tui::{fixture, fixture_certificates, fixture_register};
use hostile::{Sink, foreign, strings};

const SIZE: (u16, u16) = (200, 60);
/// Rows on one screen, each with strings of its own.
const ROWS: usize = 40;

#[derive(Clone, Default)]
struct Paper(Rc<RefCell<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Surface for Paper {
    fn size(&self) -> io::Result<(u16, u16)> {
        Ok(SIZE)
    }
}

/// Screens one after the other, through the real encoder.
struct Bench {
    screen: Screen<Paper>,
    paper: Paper,
    frames: usize,
}

impl Bench {
    fn new() -> Self {
        let paper = Paper::default();
        Self {
            screen: Screen::new(paper.clone(), Ability::default()),
            paper,
            frames: 0,
        }
    }

    fn draw(&mut self, name: &str, model: &Model) {
        self.screen.redraw();
        self.screen
            .draw(|frame, again| view_again(model, frame, again))
            .expect("it draws");
        let bytes = self.paper.0.take();
        assert_eq!(foreign(&bytes, Sink::Screen), None, "{name}");
        self.frames += 1;
    }
}

/// A row in which everything that somebody else wrote is hostile.
fn row(place: usize, text: &str, other: &str) -> QueueRow {
    let mut row = fixture::row(i64::try_from(place).expect("few") + 1);
    row.worker = Some(text.into());
    row.reference = Some(other.into());
    row.worker_type = Some(other.into());
    row.codes = vec![text.into(), other.into()];
    row.account = text.to_owned();
    row.employer = Some(text.to_owned());
    row
}

fn timeline(row: QueueRow, text: &str) -> Timeline {
    let mut timeline = fixture::timeline(row.id.0);
    timeline.payload = Some(text.into());
    let json = serde_json::json!({ "a": text, text: [text] });
    timeline.answer = Some(json.to_string().into());
    timeline.chain = vec![row.clone()];
    for exchange in &mut timeline.attempts {
        exchange.server_trace_id = Some(text.into());
        exchange.trace_id = text.to_owned();
        exchange.outcome = Some(text.to_owned());
        exchange.detail = Some(text.into());
    }
    for anomaly in &mut timeline.anomalies {
        anomaly.code = text.into();
        anomaly.labels = [
            ("nl".to_owned(), text.into()),
            ("fr".to_owned(), text.into()),
        ]
        .into();
    }
    for event in &mut timeline.events {
        event.reason = Some(text.into());
        event.actor = text.to_owned();
        event.event = text.to_owned();
    }
    timeline.row = row;
    timeline
}

fn reply(model: &mut Model, reply: Reply) -> Vec<Effect> {
    update(model, Msg::Reply(reply))
}

/// A console of which everybody else is an enemy.
fn console(text: &str, other: &str) -> Model {
    let mut model = fixture::model(Language::En, SIZE);
    let environment = crate::domain::environment::Environment::Production;
    let mut header = fixture::header(environment, crate::domain::report::WorkerStatus::Here);
    header.sender_name = Some(text.into());
    header.account = Some(other.to_owned());
    reply(&mut model, Reply::Header(Box::new(header)));
    let mut dashboard = fixture::dashboard();
    dashboard.refused_codes = vec![(text.into(), 2), (other.into(), 1)];
    for account in &mut dashboard.accounts {
        account.name = text.to_owned();
        account.client_id = other.to_owned();
    }
    for certificate in &mut dashboard.certificates {
        certificate.file = text.into();
        certificate.account = other.to_owned();
    }
    reply(&mut model, Reply::Dashboard(Box::new(Ok(dashboard))));
    model
}

/// The queue, with these rows.
fn show(model: &mut Model, rows: &[QueueRow]) {
    for effect in fixture::press(model, Key::char('2')) {
        if let Effect::Queue(ticket, _) = effect {
            let mut page = fixture::page(0, 1..=1, 40);
            page.rows = rows.to_vec();
            reply(model, Reply::Queue(ticket, Ok(page)));
        }
    }
}

#[test]
fn nothing_of_a_name_reaches_the_screen_but_its_letters() {
    let strings = strings();
    let mut bench = Bench::new();
    for batch in strings.chunks(ROWS) {
        let (first, last) = (&batch[0], &batch[batch.len() - 1]);
        let mut model = console(first, last);
        bench.draw("dashboard", &model);
        let rows: Vec<QueueRow> = batch
            .iter()
            .enumerate()
            .map(|(place, text)| row(place, text, &batch[batch.len() - 1 - place]))
            .collect();
        show(&mut model, &rows);
        bench.draw("queue", &model);
        for chosen in rows.into_iter().step_by(13) {
            let id = chosen.id;
            model.queue.selected = Some(id);
            let text = batch[usize::try_from(id.0).expect("positive") - 1].clone();
            let found = Box::new(Ok(Some(timeline(chosen, &text))));
            reply(&mut model, Reply::Timeline(id, found.clone()));
            bench.draw("split", &model);
            fixture::press(&mut model, Key::plain(Code::Enter));
            reply(&mut model, Reply::Timeline(id, found));
            bench.draw("detail", &model);
            fixture::press(&mut model, Key::plain(Code::Esc));
        }
        model
            .toasts
            .show(LogLevel::Error, batch.to_vec(), fixture::now());
        fixture::press(&mut model, Key::char('/'));
        update(
            &mut model,
            Msg::Input(crate::tui::key::Input::Paste(first.clone())),
        );
        bench.draw("filter and notices", &model);
    }
    println!("screen: {} strings, {} frames", strings.len(), bench.frames);
}

#[test]
fn registers_certificates_and_logs_are_no_way_in_either() {
    // Each of these screens shows a few names at once: every tenth string.
    let strings: Vec<String> = strings().into_iter().step_by(10).collect();
    let mut bench = Bench::new();
    // Each of them is drawn whole, on three screens.
    for text in &strings {
        let mut summary = fixture_certificates::certificates().remove(0);
        summary.file = text.as_str().into();
        summary.name = Some(text.as_str().into());
        summary.account = text.clone();
        if let Ok(facts) = &mut summary.state {
            facts.owner = text.as_str().into();
            facts.company = text.as_str().into();
            facts.issuer = text.as_str().into();
        }
        let report = fixture_certificates::blocked(1);
        let mut model = fixture_certificates::on_certificates(console(text, text), report);
        reply(&mut model, Reply::Certificates(vec![summary]));
        bench.draw("certificates", &model);
        let mut report = fixture_register::report();
        for account in &mut report.register.here.accounts {
            account.name.clone_from(text);
        }
        fixture::press(&mut model, Key::char('4'));
        reply(&mut model, Reply::Register(Box::new(Ok(report))));
        bench.draw("accounts", &model);
        fixture::press(&mut model, Key::char('6'));
        let line = LogLine {
            at: fixture::now(),
            level: LogLevel::Error,
            target: text.clone(),
            message: text.as_str().into(),
        };
        reply(&mut model, Reply::Log(1, vec![line]));
        bench.draw("log", &model);
    }
    println!(
        "registers: {} strings, {} frames",
        strings.len(),
        bench.frames
    );
}

#[test]
fn no_name_changes_the_title() {
    let strings = strings();
    let notify = Notify {
        title: true,
        ..Notify::default()
    };
    let env = fixture::model(Language::En, SIZE).env;
    for text in &strings {
        let environment = crate::domain::environment::Environment::Production;
        let mut header = fixture::header(environment, crate::domain::report::WorkerStatus::Here);
        header.sender_name = Some(text.as_str().into());
        header.account = Some(text.clone());
        let told = Herald::new(notify.clone()).on_header(&header, &env);
        let title = told.and_then(|notice| notice.title);
        assert!(title.is_none_or(|title| title == "dimonitor"));
        // Should words of somebody else ever come into one, they end no sequence.
        let notice = Notice {
            bell: false,
            desktop: Some(text.clone()),
            title: Some(text.clone()),
        };
        let written = outside::notice(&notice, Ability::default());
        let body = |start: &str, rest: &str| {
            let rest = rest.strip_prefix(start).expect("its beginning").to_owned();
            let (body, rest) = rest.split_once('\u{7}').expect("its end");
            assert_eq!(foreign(body.as_bytes(), Sink::Plain), None, "{text:?}");
            rest.to_owned()
        };
        let rest = body("\u{1b}]2;", &written);
        assert_eq!(body("\u{1b}]9;", &rest), "");
    }
    println!("title: {} strings", strings.len());
}

#[test]
fn the_clipboard_gets_what_was_asked_for_and_nothing_else() {
    let strings = strings();
    for batch in strings.chunks(ROWS) {
        let mut model = console(&batch[0], &batch[0]);
        let rows: Vec<QueueRow> = (0..)
            .zip(batch)
            .map(|(place, text)| row(place, text, text))
            .collect();
        show(&mut model, &rows);
        for (hostile, text) in rows.into_iter().zip(batch) {
            let id = hostile.id;
            model.queue.selected = Some(id);
            let found = Box::new(Ok(Some(timeline(hostile, text))));
            reply(&mut model, Reply::Timeline(id, found));
            for key in ['y', 'Y'] {
                let effects = fixture::press(&mut model, Key::char(key));
                let copied = effects.into_iter().find_map(|effect| match effect {
                    Effect::Copy(text) => Some(text),
                    _ => None,
                });
                check_copy(&copied.expect("something is copied"), id, key);
            }
        }
    }
    println!("clipboard: {} strings x 2", strings.len());
}

fn check_copy(copied: &str, id: SubmissionId, key: char) {
    let sequence = outside::clipboard(copied, Ability::default());
    let payload = sequence
        .strip_prefix("\u{1b}]52;c;")
        .and_then(|rest| rest.strip_suffix("\u{1b}\\"))
        .expect("one OSC 52");
    let decoded = STANDARD.decode(payload).expect("nothing but base64");
    assert_eq!(decoded, copied.as_bytes());
    assert_eq!(foreign(&decoded, Sink::Lines), None);
    if key == 'y' {
        let value: serde_json::Value = serde_json::from_slice(&decoded).expect("JSON");
        assert_eq!(value["id"], id.0);
    } else {
        assert!(copied.starts_with("dimonitor") && !copied.contains('\n'));
    }
    let passed = Ability {
        between: Between::Tmux,
        ..Ability::default()
    };
    let letters = outside::clipboard(copied, passed);
    assert!(
        letters
            .bytes()
            .all(|byte| byte == 0x1b || (0x20..0x7f).contains(&byte))
    );
}

#[test]
fn the_scanner_finds_what_is_let_through() {
    let missed: Vec<String> = hostile::chosen()
        .into_iter()
        .filter(|text| !hostile::FORMULAS.contains(&text.as_str()))
        .filter(|text| foreign(text.as_bytes(), Sink::Screen).is_none())
        .filter(|text| {
            text.chars()
                .any(|one| one.is_control() && !"\n\r\u{8}".contains(one))
        })
        .collect();
    assert_eq!(missed, Vec::<String>::new());
    for (letters, sink) in [
        ("a\u{202e}b", Sink::Screen),
        ("a\u{200b}b", Sink::Lines),
        ("a\u{e0041}b", Sink::Plain),
        ("a\nb", Sink::Plain),
        ("a\rb", Sink::Lines),
        ("e\u{301}\u{301}\u{301}\u{301}\u{301}", Sink::Screen),
        ("\u{1b}]52;c;eA==\u{7}", Sink::Screen),
    ] {
        assert!(foreign(letters.as_bytes(), sink).is_some(), "{letters:?}");
    }
    assert_eq!(
        foreign("\u{1b}[2;3H\u{1b}[1mZoë".as_bytes(), Sink::Screen),
        None
    );
}
