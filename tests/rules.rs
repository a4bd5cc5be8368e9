//! The rules before sending, case by case: a breaking draft gets its code and a mended one passes,
//! from our own checks and from the simulator, which judges by rules of its own.
//!
//! The table (`rules/cases.toml`) is all that the two share.

use std::collections::{BTreeMap, BTreeSet};

use dimonitor::config;
use dimonitor::domain::draft::{Draft, Field, Kind};
use dimonitor::domain::validate::{KnownPeriod, Severity, Verdict, validate, validate_change};
use dimonitor::rsz::wire;
use dimonitor::simulator::{AccountSpec, Options, Permission, Scenario, SimClock, Simulator};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::{Map, Value};

type Columns = BTreeMap<String, String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    today: Date,
    drafts: BTreeMap<String, Columns>,
    periods: BTreeMap<String, Columns>,
    #[serde(rename = "case")]
    cases: Vec<Case>,
    elsewhere: Vec<Elsewhere>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    rule: String,
    name: String,
    draft: String,
    period: Option<String>,
    breaks: Columns,
    code: String,
    field: String,
    #[serde(default)]
    mends: Columns,
    differs: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Elsewhere {
    rule: String,
    why: String,
}

impl Table {
    fn read() -> Self {
        toml::from_str(include_str!("rules/cases.toml")).expect("the table can be read")
    }

    fn draft(&self, name: &str, changes: &Columns) -> Draft {
        let base = &self.drafts[name];
        let kind = Kind::parse(&base["kind"]).expect("a kind");
        let mut draft = Draft::new(kind);
        for (column, text) in base.iter().chain(changes) {
            if column != "kind" {
                let field = Field::from_column(column).unwrap_or_else(|| panic!("{column}"));
                draft.set(field, text.clone());
            }
        }
        draft
    }

    fn broken(&self, case: &Case) -> Draft {
        self.draft(&case.draft, &case.breaks)
    }

    fn mended(&self, case: &Case) -> Draft {
        self.draft(&case.draft, &case.mends)
    }

    /// What the period that a case names is known to be; a mended draft may be of another one.
    fn period(&self, draft: &Draft, case: &Case) -> Option<KnownPeriod> {
        let broken = self.broken(case);
        let same = draft.get(Field::PeriodId) == broken.get(Field::PeriodId);
        let columns = self.periods.get(case.period.as_ref().filter(|_| same)?)?;
        let text = |name: &str| columns.get(name).cloned();
        Some(KnownPeriod {
            employer: text("enterprise_number").and_then(|number| number.parse().ok()),
            ssin: text("ssin").and_then(|number| number.parse().ok()),
            start: columns["start_date"].parse().expect("a day"),
            end: text("end_date").map(|day| day.parse().expect("a day")),
            worker_type: text("worker_type"),
            joint_committee: text("joint_committee"),
            cancelled: columns.contains_key("cancelled"),
        })
    }

    fn check(&self, draft: &Draft, case: &Case) -> Verdict {
        let rules = config::rules();
        match self.period(draft, case) {
            Some(period) => validate_change(draft, &period, &rules, self.today),
            None => validate(draft, &rules, self.today),
        }
    }
}

impl Case {
    fn title(&self) -> String {
        format!("{}, {}", self.rule, self.name)
    }
}

#[test]
fn a_breaking_draft_gives_its_code_and_a_mended_one_passes() {
    let table = Table::read();
    for case in &table.cases {
        let found = table.check(&table.broken(case), case).findings;
        let field = Field::from_column(&case.field).expect("a column");
        let named = found
            .iter()
            .any(|finding| finding.field == field && finding.code == Some(&*case.code));
        assert!(named, "{}: {found:?}", case.title());
        let left: Vec<_> = table
            .check(&table.mended(case), case)
            .findings
            .into_iter()
            .filter(|finding| finding.severity != Severity::Advice)
            .collect();
        assert!(left.is_empty(), "{}, mended: {left:?}", case.title());
    }
}

#[test]
fn every_rule_has_a_case_or_a_reason() {
    let table = Table::read();
    let with_case: BTreeSet<_> = table.cases.iter().map(|case| case.rule.clone()).collect();
    let with_reason: BTreeSet<_> = table.elsewhere.iter().map(|one| one.rule.clone()).collect();
    assert!(table.elsewhere.iter().all(|one| !one.why.is_empty()));
    let twice: Vec<_> = with_case.intersection(&with_reason).collect();
    assert!(twice.is_empty(), "both a case and a reason: {twice:?}");
    for number in 1..=49 {
        let rule = format!("R{number:02}");
        assert!(
            with_case.contains(&rule) || with_reason.contains(&rule),
            "{rule}"
        );
    }
}

#[tokio::test]
async fn the_simulator_s_own_rules_agree() {
    let table = Table::read();
    let nsso = Nsso::new(table.today);
    let mut wrong = Vec::new();
    for case in &table.cases {
        let heard = nsso.judge(&table, &table.broken(case)).await;
        let agrees = match &heard {
            Heard::Door(status) => *status == 400,
            Heard::Codes(codes) => codes.contains(&case.code),
        };
        let expected = case.differs.is_none();
        if agrees != expected {
            wrong.push(format!("{}: {heard:?}", case.title()));
        }
        let heard = nsso.judge(&table, &table.mended(case)).await;
        let passes = matches!(&heard, Heard::Codes(codes) if codes.is_empty());
        if !passes {
            wrong.push(format!("{}, mended: {heard:?}", case.title()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the simulator said.
#[derive(Debug)]
enum Heard {
    /// Refused before it was taken in, with this status; 400 says that the message does not fit
    /// the interface.
    Door(u16),
    /// Taken in and judged, with these anomalies.
    Codes(BTreeSet<String>),
}

/// A simulator for every draft, so that none finds the traces of another.
struct Nsso {
    scenario: String,
    certificate: String,
    noon: Timestamp,
}

impl Nsso {
    fn new(today: Date) -> Self {
        let key = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P384_SHA384).expect("a key");
        let certificate = rcgen::CertificateParams::default()
            .self_signed(&key)
            .expect("a certificate");
        let noon = today
            .at(12, 0, 0, 0)
            .in_tz("Europe/Brussels")
            .expect("a moment");
        Self {
            scenario: Scenario::standard_text().replace("late = false", "late = true"),
            certificate: certificate.pem(),
            noon: noon.timestamp(),
        }
    }

    async fn judge(&self, table: &Table, draft: &Draft) -> Heard {
        let message = message(table, draft);
        let simulator = self.start().await;
        let client = "self_service_chaman_999001_k3t9x0m2qa";
        let account = AccountSpec {
            client_id: Some(client.to_owned()),
            name: "Rules".to_owned(),
            sender: "999001".to_owned(),
            permissions: Permission::ALL.to_vec(),
            certificates: vec![self.certificate.clone()],
        };
        let handle = simulator.handle();
        handle.register(account).expect("an account");
        // Long enough ago for the slowest kind to have its result by now.
        let taken = self.noon - SignedDuration::from_mins(5);
        let number = match handle.seed(client, message, taken) {
            Ok(number) => number,
            Err(problem) => return Heard::Door(problem.status()),
        };
        let answer = handle.answer(number, self.noon).expect("a result");
        let mut codes = BTreeSet::new();
        gather_codes(&answer, &mut codes);
        Heard::Codes(codes)
    }

    async fn start(&self) -> Simulator {
        let options = Options {
            listen: ([127, 0, 0, 1], 0).into(),
            scenario: Scenario::parse(&self.scenario, std::path::Path::new(""))
                .expect("a scenario"),
            state: None,
            clock: SimClock::scaled(self.noon, 1.0),
        };
        Simulator::start(options).await.expect("a free port")
    }
}

/// The message as it would be sent; what our checks would not send is put in the place of its
/// columns, so that the simulator can judge it as well.
fn message(table: &Table, draft: &Draft) -> Value {
    if let Some(declaration) = validate(draft, &config::rules(), table.today).declaration {
        return serde_json::from_str(&wire::encode(&declaration)).expect("JSON");
    }
    let mut message = Value::Object(Map::new());
    let fields: Vec<Field> = draft.filled().collect();
    for field in fields {
        let Some(path) = field
            .wire_path(draft.kind)
            .filter(|path| path != "reference")
        else {
            continue;
        };
        let mut place = &mut message;
        for member in path.split('.') {
            place = &mut place[member];
        }
        let text = draft.get(field);
        *place = match text.parse::<u64>() {
            Ok(number) if is_number(&path) => number.into(),
            _ => text.into(),
        };
    }
    message
}

fn is_number(path: &str) -> bool {
    let member = path.rsplit('.').next().unwrap_or_default();
    let numbers = [
        "employerId",
        "periodId",
        "plannedHoursNumber",
        "countryOfBirth",
        "nationality",
        "country",
        "code",
    ];
    numbers.contains(&member)
}

/// Every anomaly code that stands anywhere in an answer.
fn gather_codes(answer: &Value, codes: &mut BTreeSet<String>) {
    match answer {
        Value::Object(members) => members
            .values()
            .for_each(|member| gather_codes(member, codes)),
        Value::Array(items) => items.iter().for_each(|item| gather_codes(item, codes)),
        Value::String(text) if is_code(text) => {
            codes.insert(text.clone());
        }
        _ => {}
    }
}

fn is_code(text: &str) -> bool {
    text.len() == 9
        && text.bytes().enumerate().all(|(place, byte)| {
            if place == 5 {
                byte == b'-'
            } else {
                byte.is_ascii_digit()
            }
        })
}
