//! How long a frame takes, and how long the screen needs to understand a key.

use std::cell::Cell;
use std::hint::black_box;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use criterion::Criterion;
use dimonitor::config;
use dimonitor::domain::chaman::Channel;
use dimonitor::domain::draft::Kind;
use dimonitor::domain::environment::Environment;
use dimonitor::domain::ids::{DeclarationId, SenderNumber, Ssin, SubmissionId};
use dimonitor::domain::lifecycle::StateKind;
use dimonitor::domain::notice::Notify;
use dimonitor::domain::report::{
    AccountStatus, Counts, Dashboard, Header, QueuePage, QueueRow, TokenStatus, Total, WorkerStatus,
};
use dimonitor::i18n::{Catalogue, Language};
use dimonitor::tui::ability::Ability;
use dimonitor::tui::key::{Input, Key};
use dimonitor::tui::keys::Keymap;
use dimonitor::tui::model::{Model, Options};
use dimonitor::tui::msg::{Effect, Msg, Reply};
use dimonitor::tui::session::Session;
use dimonitor::tui::terminal::{Screen, Surface};
use dimonitor::tui::theme::Theme;
use dimonitor::tui::themes::Themes;
use dimonitor::tui::update::update;
use dimonitor::tui::view::{view, view_again};
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
    bytes(&mut criterion);
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

/// Frames as the terminal gets them: how long they take with their bytes, and how many these are.
#[expect(clippy::disallowed_macros, reason = "a bench has no screen")]
fn bytes(criterion: &mut Criterion) {
    for (name, there, back, before) in [
        ("a cursor move", 'j', 'k', 5),
        ("a one-line scroll", 'j', 'k', 60),
        ("end and home", 'G', 'g', 0),
    ] {
        let mut model = queue();
        let written = Written::default();
        let mut screen = Screen::new(written.clone(), Ability::default());
        let mut draw = |model: &mut Model, key| {
            press(model, Key::char(key));
            screen
                .draw(|frame, again| view_again(model, frame, again))
                .expect("drawn");
            written.0.take()
        };
        for _ in 0..before {
            draw(&mut model, 'j');
        }
        if name == "a one-line scroll" {
            // To the upper edge and one further, then down again.
            for _ in 0..36 {
                draw(&mut model, 'k');
            }
        }
        let counted = [draw(&mut model, there), draw(&mut model, back)];
        eprintln!("{name}: {counted:?} bytes there and back");
        let mut on = true;
        criterion.bench_function(&format!("{name} with its bytes"), |bencher| {
            bencher.iter(|| {
                on = !on;
                black_box(draw(&mut model, if on { back } else { there }))
            });
        });
    }
}

/// Counts what a terminal would get.
#[derive(Clone, Default)]
struct Written(Rc<Cell<usize>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.set(self.0.get() + bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Surface for Written {
    fn size(&self) -> io::Result<(u16, u16)> {
        Ok(SIZE)
    }
}

/// A console that has its header and its dashboard.
fn dashboard() -> Model {
    let options = Options {
        catalogue: Arc::new(Catalogue::new(Language::En)),
        rules: config::rules(),
        rulebook: dimonitor::config::rulebook(),
        anomalies: config::anomalies(),
        theme: Theme::named("default").expect("it is built in"),
        theme_asked: false,
        themes: Themes::default(),
        keys: Keymap::default(),
        read_only: false,
        no_color: false,
        ascii: false,
        full_row: false,
        session: Session::default(),
        ability: Ability::default(),
        mouse: true,
        notify: Notify::default(),
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
                total: Total::Exact(100_000),
                offset: Some(0),
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
        counts: Counts::default(),
        undecided: Counts::default(),
        clock: None,
        pressing: None,
        in_work: std::collections::BTreeMap::new(),
        fallen: None,
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
