//! Deterministic data for the tests of this module: made-up people, a frozen clock.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::ability::Ability;
pub use super::fixture_hands::*;
use super::keys::Keymap;
use super::model::Options;
use super::session::Session;
use super::theme::Theme;
use super::themes::Themes;
use crate::domain::answer::Anomaly;
use crate::domain::chaman::{Channel, Expiry, PermissionId};
use crate::domain::correct::Case;
use crate::domain::declaration::{Body, Declaration, Hours, In, PersonName, Worker};
use crate::domain::draft::{Draft, Field, Kind};
use crate::domain::environment::Environment;
use crate::domain::ids::{
    DeclarationId, Employer, EnterpriseNumber, PeriodId, SenderNumber, Ssin, SubmissionId,
};
use crate::domain::lifecycle::{Doubt, StateKind};
use crate::domain::notice::Notify;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::report::*;
use crate::domain::rules::Rules;
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::domain::validate::{Finding, Severity, Verdict};
use crate::i18n::{Catalogue, Language};

pub fn now() -> Timestamp {
    "2026-11-22T13:03:11Z".parse().expect("a moment")
}

pub fn today() -> Date {
    "2026-11-22".parse().expect("a day")
}

fn ago(seconds: i64) -> Timestamp {
    now() - SignedDuration::from_secs(seconds)
}

pub fn rules() -> Rules {
    toml::from_str(
        r#"
        [[worker_type]]
        code = "OTH"
        [[worker_type]]
        code = "STU"
        end_date = "required"
        planned_hours = true
        workplace = true
        [[worker_type]]
        code = "FLX"
        hours = "one_day"
        only_with = ["302"]
        [[worker_type]]
        code = "EXT"
        end_date = "required"
        hours = "always"
        [[joint_committee]]
        code = "200"
        [[joint_committee]]
        code = "302"
        [[joint_committee]]
        code = "322"
        "#,
    )
    .expect("these rules can be read")
}

pub fn options(language: Language) -> Options {
    Options {
        catalogue: std::sync::Arc::new(Catalogue::new(language)),
        rules: rules(),
        rulebook: crate::config::rulebook(),
        anomalies: crate::config::anomalies(),
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
    }
}

const STATES: [StateKind; 10] = [
    StateKind::Accepted,
    StateKind::Submitted,
    StateKind::Refused,
    StateKind::InDoubt,
    StateKind::AcceptedWarning,
    StateKind::Queued,
    StateKind::Waiting,
    StateKind::Held,
    StateKind::Rejected,
    StateKind::Sending,
];

const WORKERS: [(&str, &str); 3] = [
    ("TESTMANS Alex", "85073099734"),
    ("PROEFKONIJN Noor", "92041599827"),
    ("DUMMY Sam", "05021999736"),
];

/// Past, within the hour, today, in some days, or none.
fn deadline(id: i64) -> Option<Timestamp> {
    match id % 5 {
        0 => Some(ago(330)),
        1 => Some(ago(-1_900)),
        2 => Some(ago(-7_300)),
        3 => Some(ago(-86_400 * 3 - 60)),
        _ => None,
    }
}

pub fn row(id: i64) -> QueueRow {
    let index = usize::try_from(id).expect("positive");
    let state = STATES[index % STATES.len()];
    let (worker, ssin) = WORKERS[index % WORKERS.len()];
    let kind = Kind::ALL[index % 4];
    let sent = !matches!(state, StateKind::Queued | StateKind::Held);
    QueueRow {
        id: SubmissionId(id),
        reference: Some(format!("shift {id}").into()),
        state,
        doubt: (state == StateKind::InDoubt).then_some(Doubt::AnswerLost),
        kind,
        worker_type: (kind == Kind::In).then(|| "FLX".into()),
        employer: Some("0999999922".to_owned()),
        worker: Some(worker.into()),
        ssin: Ssin::parse(ssin).ok(),
        start: Some("2026-12-01".parse().expect("a day")),
        end: None,
        deadline: deadline(id),
        account: "loket-noord".to_owned(),
        declaration: (sent && state != StateKind::InDoubt)
            .then(|| DeclarationId::from_value(900_000_000_000 + id).expect("positive")),
        period: (state == StateKind::Accepted).then(|| PeriodId::from_answer(900_000_000_101)),
        supersedes: None,
        replaced_by: None,
        waits_for: None,
        decision: None,
        codes: if state == StateKind::Refused {
            vec!["90374-349".into()]
        } else {
            Vec::new()
        },
        attempts: u32::from(sent),
        polls: 2,
        look_ups: 0,
        next_at: (!state.is_final()).then(|| now() + SignedDuration::from_secs(20 + id)),
        created_at: ago(400 - id),
        updated_at: ago(90 + 40 * (40 - id).max(0)),
        submitted_at: sent.then(|| ago(300)),
    }
}

/// A page of rows numbered down from `from`, out of `total`.
pub fn page(offset: u64, rows: std::ops::RangeInclusive<i64>, total: u64) -> QueuePage {
    QueuePage {
        total: Total::Exact(total),
        offset: Some(offset),
        rows: rows.rev().map(row).collect(),
    }
}

pub fn timeline(id: i64) -> Timeline {
    let row = row(id);
    let refused = row.state == StateKind::Refused;
    Timeline {
        draft: None,
        chain: Vec::new(),
        payload: Some(
            r#"{"employer":{"enterpriseNumber":"0999999922"},"worker":{"ssin":"85073099734"},"dimonaIn":{"startDate":"2026-12-01","features":{"workerType":"FLX","jointCommissionNumber":"302"}}}"#
                .into(),
        ),
        answer: refused.then(|| r#"{"result":"B","anomalies":[{"code":"90374-349"}]}"#.into()),
        anomalies: refused
            .then(|| Anomaly {
                code: "90374-349".into(),
                labels: BTreeMap::from([
                    (
                        "nl".to_owned(),
                        Untrusted::new("Type werknemer onverenigbaar met paritair comité"),
                    ),
                    (
                        "fr".to_owned(),
                        Untrusted::new("Type de travailleur incompatible"),
                    ),
                ]),
            })
            .into_iter()
            .collect(),
        attempts: vec![Exchange {
            method: Method::Post,
            at: ago(300),
            duration_ms: Some(412),
            status: (row.state != StateKind::InDoubt).then_some(201),
            trace_id: "4bf92f3577b34da6".to_owned(),
            server_trace_id: Some("nsso-1\u{1b}[31m".into()),
            outcome: Some("taken".to_owned()),
            detail: None,
        }],
        events: vec![
            journal(1, "enqueued", None, StateKind::Queued),
            journal(2, "claimed", Some(StateKind::Queued), StateKind::Sending),
            journal(3, "moved", Some(StateKind::Sending), row.state),
        ],
        row,
    }
}

fn journal(sequence: i64, event: &str, from: Option<StateKind>, to: StateKind) -> JournalEntry {
    JournalEntry {
        sequence,
        at: ago(400 - sequence),
        actor: "worker 4711".to_owned(),
        submission: Some(SubmissionId(1)),
        event: event.to_owned(),
        from,
        to: Some(to),
        reason: None,
    }
}

fn problem(key: &'static str) -> Problem {
    Problem::new(ProblemClass::Service, Text::new(key))
}

fn certificate(file: &str, days: i64, key: KeyStatus) -> CertSummary {
    CertSummary {
        name: None,
        file: file.into(),
        channel: Channel::Rest,
        account: "loket-noord".to_owned(),
        state: Ok(facts(days)),
        checks: Vec::new(),
        expiry: Some(Expiry::of(
            &facts(days),
            &[60, 30, 14, 7, 1],
            &rules(),
            now(),
        )),
        key,
        in_chaman: None,
    }
}

pub fn facts(days: i64) -> CertFacts {
    CertFacts {
        owner: "Loket Noord".into(),
        company: "Loket Noord".into(),
        issuer: "Loket Noord".into(),
        serial: "4711".to_owned(),
        serial_hex: "1267".to_owned(),
        sha256: "00".repeat(32),
        sha1: "00".repeat(20),
        key: "P-384".to_owned(),
        digest: "SHA-384".to_owned(),
        key_usage: Some(vec!["digitalSignature".to_owned()]),
        self_signed: true,
        not_before: ago(86_400 * 300),
        not_after: ago(-86_400 * days - 60),
    }
}

pub fn dashboard() -> Dashboard {
    let counts = |pairs: &[(StateKind, u64)]| Counts(pairs.iter().copied().collect());
    Dashboard {
        counts: counts(&[
            (StateKind::Queued, 2),
            (StateKind::Submitted, 41),
            (StateKind::Waiting, 3),
            (StateKind::Refused, 3),
            (StateKind::AcceptedWarning, 9),
            (StateKind::InDoubt, 1),
            (StateKind::Accepted, 1187),
        ]),
        refused_codes: vec![("90374-349".into(), 2), ("00024-003".into(), 1)],
        undecided: counts(&[(StateKind::Refused, 3), (StateKind::AcceptedWarning, 9)]),
        oldest_doubt: Some(ago(130)),
        due_soon: 4,
        settled_today: counts(&[
            (StateKind::Accepted, 1187),
            (StateKind::AcceptedWarning, 9),
            (StateKind::Refused, 8),
        ]),
        taken_per_minute: vec![2, 3, 5, 7, 5, 3, 2, 1, 0, 2, 5],
        answer_times_ms: Some((6_000, 71_000)),
        latest: (20..=29).rev().map(row).collect(),
        worker: WorkerStatus::Here,
        accounts: vec![
            AccountStatus {
                name: "loket-noord".to_owned(),
                channel: Channel::Rest,
                permissions: ["dimona-declare", "dimona-consult"]
                    .map(|id| PermissionId(id.to_owned()))
                    .into(),
                trouble: None,
                client_id: "self_service_chaman_1".to_owned(),
                token: TokenStatus::Valid {
                    expires_at: ago(-492),
                },
                held: None,
                waits_until: None,
            },
            AccountStatus {
                name: "horeca".to_owned(),
                channel: Channel::Rest,
                permissions: Vec::new(),
                trouble: None,
                client_id: "self_service_chaman_2".to_owned(),
                token: TokenStatus::Failed(problem("tui-token-failed")),
                held: None,
                waits_until: None,
            },
            AccountStatus {
                name: "dmfa".to_owned(),
                channel: Channel::Sftp,
                permissions: vec![PermissionId("social-risks".to_owned())],
                trouble: None,
                client_id: String::new(),
                token: TokenStatus::None,
                held: None,
                waits_until: None,
            },
        ],
        certificates: vec![
            certificate("horeca-2024.pem", -2, KeyStatus::Matches),
            certificate("noord.pem", 12, KeyStatus::Matches),
            certificate("noord-27.pem", 402, KeyStatus::Matches),
            certificate("sftp.pem", 90, KeyStatus::NotKept),
        ],
    }
}

pub fn header(environment: Environment, worker: WorkerStatus) -> Header {
    Header {
        environment,
        sender: SenderNumber::parse("999001").ok(),
        sender_name: Some("Loket Noord".into()),
        account: Some("loket-noord".to_owned()),
        token: TokenStatus::Valid {
            expires_at: ago(-492),
        },
        worker,
        counts: Counts::default(),
        undecided: Counts::default(),
        clock: None,
        pressing: None,
        in_work: std::collections::BTreeMap::new(),
        fallen: None,
    }
}

pub fn declaration() -> Declaration {
    let employer = EnterpriseNumber::parse("0999999922").ok();
    Declaration::of(Body::In(Box::new(In {
        employer: Employer::of(employer, None).expect("one number is enough"),
        worker: Worker::Known {
            ssin: Ssin::parse("85073099734").expect("a test number"),
            name: Some(PersonName {
                family: "Testmans".to_owned(),
                given: "Alex".to_owned(),
            }),
        },
        start: "2026-12-01".parse().expect("a day"),
        end: None,
        hours: Hours::default(),
        planned_hours: None,
        worker_type: "OTH".to_owned(),
        joint_committee: "200".to_owned(),
        workplace: None,
    })))
}

/// A refused declaration with all that is known of it.
pub fn case() -> Case {
    Case {
        id: SubmissionId(4),
        state: StateKind::Refused,
        decision: None,
        replaced_by: None,
        draft: Draft::new(Kind::In)
            .with(Field::WorkerType, "FLX")
            .with(Field::JointCommittee, "302"),
        codes: vec!["90374-349".to_owned()],
        period: None,
        known: None,
        entry: None,
        today: today(),
    }
}

/// A check with one finding of each gravity, that lets a declaration through as
/// soon as a national number is filled in.
pub fn check(draft: &Draft, _rules: &Rules, _today: Date) -> Verdict {
    let finding = |field, code, severity, key| Finding {
        field,
        code,
        severity,
        text: Text::new(key),
    };
    if draft.get(Field::Ssin).is_empty() {
        return Verdict {
            declaration: None,
            findings: vec![
                finding(Field::Ssin, None, Severity::Error, "tui-filter-ssin"),
                finding(
                    Field::StartDate,
                    Some("00910-005"),
                    Severity::Refusal,
                    "tui-advice-refused",
                ),
            ],
        };
    }
    Verdict {
        declaration: Some(declaration()),
        findings: vec![finding(
            Field::StartDate,
            Some("90017-369"),
            Severity::Warning,
            "tui-advice-warning",
        )],
    }
}
