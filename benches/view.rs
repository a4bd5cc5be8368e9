//! How long a frame takes, and how long the screen needs to understand a key.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use criterion::Criterion;
use dimonitor::config;
use dimonitor::domain::chaman::Channel;
use dimonitor::domain::draft::Kind;
use dimonitor::domain::environment::Environment;
use dimonitor::domain::ids::{DeclarationId, SenderNumber, Ssin, SubmissionId};
use dimonitor::domain::lifecycle::StateKind;
use dimonitor::domain::report::{
    AccountStatus, Counts, Dashboard, Header, QueuePage, QueueRow, TokenStatus, WorkerStatus,
};
use dimonitor::i18n::{Catalogue, Language};
use dimonitor::tui::key::{Input, Key};
use dimonitor::tui::model::{Model, Options};
use dimonitor::tui::msg::{Effect, Msg, Reply};
use dimonitor::tui::theme::Theme;
use dimonitor::tui::update::update;
use dimonitor::tui::view::view;
use jiff::{SignedDuration, Timestamp};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

/// Columns and rows of the terminal.
const SIZE: (u16, u16) = (120, 40);

/// States of the rows on show.
const STATES: [StateKind; 6] = [
    StateKind::Accepted,
    StateKind::Submitted,
    StateKind::Refused,
    StateKind::Queued,
    StateKind::Waiting,
    StateKind::InDoubt,
];

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(50)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(4))
        .configure_from_args();
    for (name, model) in [("dashboard", dashboard()), ("queue", queue())] {
        let mut terminal = Terminal::new(TestBackend::new(SIZE.0, SIZE.1)).expect("a terminal");
        criterion.bench_function(&format!("draw {name} at 120×40"), |bencher| {
            bencher.iter(|| {
                terminal.draw(|frame| view(&model, frame)).expect("drawn");
            });
        });
    }
    let mut model = queue();
    let mut down = true;
    criterion.bench_function("update by one key", |bencher| {
        bencher.iter(|| {
            down = !down;
            let key = Key::char(if down { 'j' } else { 'k' });
            black_box(press(&mut model, key))
        });
    });
    criterion.final_summary();
}

/// A console that has its header and its dashboard.
fn dashboard() -> Model {
    let options = Options {
        catalogue: Arc::new(Catalogue::new(Language::En)),
        rules: config::rules(),
        rulebook: dimonitor::config::rulebook(),
        anomalies: config::anomalies(),
        theme: Theme::named("default").expect("it is built in"),
        read_only: false,
        no_color: false,
        ascii: false,
    };
    let (mut model, _) = Model::new(options, now(), SIZE);
    update(&mut model, Msg::Reply(Reply::Header(Box::new(header()))));
    let figures = Box::new(Ok(figures()));
    update(&mut model, Msg::Reply(Reply::Dashboard(figures)));
    model
}

/// The same on its queue.
fn queue() -> Model {
    let mut model = dashboard();
    for effect in press(&mut model, Key::char('2')) {
        if let Effect::Queue(ticket, _) = effect {
            let page = QueuePage {
                total: 100_000,
                offset: 0,
                rows: (1..=200).map(row).collect(),
            };
            update(&mut model, Msg::Reply(Reply::Queue(ticket, Ok(page))));
        }
    }
    model
}

fn press(model: &mut Model, key: Key) -> Vec<Effect> {
    update(model, Msg::Input(Input::Key(key)))
}

fn header() -> Header {
    Header {
        environment: Environment::Sandbox,
        sender: SenderNumber::parse("999001").ok(),
        sender_name: Some("Loket Noord".into()),
        account: Some("loket-noord".to_owned()),
        token: token(),
        worker: WorkerStatus::Here,
    }
}

fn figures() -> Dashboard {
    let counts = Counts(STATES.into_iter().zip([1_187, 41, 3, 2, 5, 1]).collect());
    Dashboard {
        due_soon: 4,
        counts: counts.clone(),
        refused_codes: vec![("90374-349".into(), 2), ("00024-003".into(), 1)],
        undecided: counts.clone(),
        oldest_doubt: Some(now()),
        settled_today: counts,
        taken_per_minute: vec![2, 3, 5, 7, 5, 3, 2, 1, 0, 2, 5, 1],
        answer_times_ms: Some((6_000, 71_000)),
        latest: (1..=20).map(row).collect(),
        worker: WorkerStatus::Here,
        accounts: vec![AccountStatus {
            name: "loket-noord".to_owned(),
            channel: Channel::Rest,
            permissions: Vec::new(),
            trouble: None,
            client_id: "self_service_chaman_1".to_owned(),
            token: token(),
            held: None,
            waits_until: None,
        }],
        certificates: Vec::new(),
    }
}

fn token() -> TokenStatus {
    TokenStatus::Valid {
        expires_at: now() + SignedDuration::from_mins(8),
    }
}

fn row(id: i64) -> QueueRow {
    let state = STATES[usize::try_from(id).expect("positive") % STATES.len()];
    QueueRow {
        deadline: None,
        id: SubmissionId(id),
        reference: Some(format!("shift {id}").into()),
        state,
        doubt: None,
        kind: Kind::In,
        worker_type: Some("OTH".into()),
        employer: Some("0999999922".to_owned()),
        worker: Some("TESTMANS Alex".into()),
        ssin: Ssin::parse("85073099734").ok(),
        start: Some(jiff::civil::date(2026, 12, 1)),
        end: None,
        account: "loket-noord".to_owned(),
        declaration: DeclarationId::from_value(900_000_000_000 + id).ok(),
        period: None,
        codes: Vec::new(),
        supersedes: None,
        replaced_by: None,
        waits_for: None,
        decision: None,
        attempts: 1,
        polls: 2,
        look_ups: 0,
        next_at: (!state.is_final()).then(|| now() + SignedDuration::from_secs(id)),
        created_at: now() - SignedDuration::from_secs(400),
        updated_at: now() - SignedDuration::from_secs(90),
        submitted_at: Some(now() - SignedDuration::from_secs(300)),
    }
}

fn now() -> Timestamp {
    Timestamp::from_second(1_795_000_000).expect("in range")
}
