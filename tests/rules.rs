//! The rules before sending, case by case: a breaking draft gets its code and a mended one passes,
//! from our own checks and from the simulator, which judges by rules of its own.
//!
//! The table (`rules/cases.toml`) is all that the two share.

#![allow(
    clippy::disallowed_macros,
    reason = "the table of rules is printed for whoever asks with --nocapture"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use dimonitor::config;
use dimonitor::domain::declaration::Hours;
use dimonitor::domain::draft::{Draft, Field, Kind};
use dimonitor::domain::ids::{EnterpriseNumber, NssoNumber, PeriodId, Ssin};
use dimonitor::domain::validate::{
    KnownPeriod, Period, Severity, Verdict, validate, validate_among,
};
use dimonitor::rsz::wire;
use dimonitor::simulator::{AccountSpec, Options, Permission, Scenario, SimClock, Simulator};
use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::{Map, Value, json};

const CLIENT: &str = "self_service_chaman_999001_k3t9x0m2qa";

#[path = "rules/codes.rs"]
mod codes;

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
    #[serde(default)]
    others: Vec<String>,
    breaks: Columns,
    code: String,
    field: String,
    #[serde(default)]
    mends: Columns,
    today: Option<Date>,
    setting: Option<Setting>,
    ours: Option<String>,
    differs: Option<String>,
}

/// What is otherwise at the NSSO: a text of the simulator's scenario and what stands in its place.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Setting {
    replace: String,
    with: String,
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
        let name = case.period.as_ref().filter(|_| same)?;
        Some(self.known(name))
    }

    fn known(&self, name: &str) -> KnownPeriod {
        let columns = &self.periods[name];
        let text = |name: &str| columns.get(name).cloned();
        KnownPeriod {
            employer: text("enterprise_number").and_then(|number| number.parse().ok()),
            ssin: text("ssin").and_then(|number| number.parse().ok()),
            start: columns["start_date"].parse().expect("a day"),
            end: text("end_date").map(|day| day.parse().expect("a day")),
            worker_type: text("worker_type"),
            joint_committee: text("joint_committee"),
            hours: Hours {
                start: text("start_hour").map(|hour| clock(&hour)),
                end: text("end_hour").map(|hour| clock(&hour)),
            },
            planned_hours: text("planned_hours").map(|hours| hours.parse().expect("hours")),
            cancelled: columns.contains_key("cancelled"),
            locked: columns.contains_key("locked"),
        }
    }

    fn others(&self, case: &Case) -> Vec<Period> {
        let one = |name: &String| Period {
            id: PeriodId::parse(&self.periods[name]["period_id"]).expect("a period number"),
            known: self.known(name),
        };
        case.others.iter().map(one).collect()
    }

    fn today(&self, case: &Case) -> Date {
        case.today.unwrap_or(self.today)
    }

    /// The periods of a case that the default scenario does not have, as a scenario writes them.
    fn seeds(&self, case: &Case) -> String {
        let mut seeds = String::new();
        for name in case.period.iter().chain(&case.others) {
            let columns = &self.periods[name];
            let Some(number) = columns.get("period_id") else {
                continue;
            };
            if Scenario::standard_text().contains(number.as_str()) {
                continue;
            }
            let _ = writeln!(seeds, "\n[[periods]]\nid = {number}");
            for (column, key) in [
                ("enterprise_number", "employer"),
                ("ssin", "worker"),
                ("worker_type", "worker_type"),
                ("joint_committee", "joint_commission"),
                ("start_date", "start_date"),
                ("start_hour", "start_hour"),
                ("end_date", "end_date"),
                ("end_hour", "end_hour"),
            ] {
                if let Some(text) = columns.get(column) {
                    let _ = writeln!(seeds, "{key} = \"{text}\"");
                }
            }
        }
        seeds
    }

    /// What each rule has: cases, and of them those where one side does not give the code.
    fn summary(&self) -> String {
        let mut rules: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
        for case in &self.cases {
            let counts = rules.entry(&case.rule).or_default();
            counts[0] += 1;
            counts[1] += usize::from(case.ours.is_none() && case.differs.is_none());
            counts[2] += usize::from(case.ours.is_some());
            counts[3] += usize::from(case.differs.is_some());
        }
        let mut text = String::from("rule  cases  both  simulator only  checks only\n");
        let mut total = [0; 4];
        for (rule, counts) in &rules {
            let [cases, both, theirs, ours] = counts;
            let _ = writeln!(text, "{rule:<6}{cases:>5}{both:>6}{theirs:>16}{ours:>13}");
            for (sum, count) in total.iter_mut().zip(counts) {
                *sum += count;
            }
        }
        let [cases, both, theirs, ours] = total;
        let _ = writeln!(
            text,
            "{:<6}{cases:>5}{both:>6}{theirs:>16}{ours:>13}",
            "all"
        );
        for one in &self.elsewhere {
            let _ = writeln!(text, "{:<6}no case: {}", one.rule, one.why);
        }
        text
    }

    fn check(&self, draft: &Draft, case: &Case) -> Verdict {
        let rules = config::rules();
        let period = self.period(draft, case);
        let others = self.others(case);
        validate_among(draft, period.as_ref(), &others, &rules, self.today(case))
    }
}

impl Case {
    fn title(&self) -> String {
        format!("{}, {}", self.rule, self.name)
    }
}

fn clock(text: &str) -> Time {
    Time::strptime("%H%M", text).expect("an hour")
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
        assert_eq!(named, case.ours.is_none(), "{}: {found:?}", case.title());
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
fn what_is_said_not_to_be_sent_is_not_sent() {
    let table = Table::read();
    let reasons = table
        .cases
        .iter()
        .filter_map(|case| Some((case, case.differs.as_ref()?)));
    for (case, reason) in reasons {
        assert!(reason.starts_with("Not sent: "), "{}", case.title());
        let broken = message(&table, case, &table.broken(case));
        let sound = message(&table, case, &table.draft(&case.draft, &Columns::new()));
        assert_eq!(
            broken,
            sound,
            "{}: the NSSO can tell them apart",
            case.title()
        );
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
    let nsso = Nsso::new();
    let mut wrong = Vec::new();
    for case in &table.cases {
        let broken = message(&table, case, &table.broken(case));
        let heard = nsso
            .judge(&table, case, broken, case.setting.as_ref())
            .await;
        let agrees = match &heard {
            Heard::Door(status) => *status == 400,
            Heard::Codes(codes) => codes.contains(&case.code),
        };
        let expected = case.differs.is_none();
        if agrees != expected {
            wrong.push(format!("{}: {heard:?}", case.title()));
        }
        let mended = message(&table, case, &table.mended(case));
        let heard = nsso.judge(&table, case, mended, None).await;
        let passes = matches!(&heard, Heard::Codes(codes) if codes.is_empty());
        if !passes {
            wrong.push(format!("{}, mended: {heard:?}", case.title()));
        }
    }
    println!("{}", table.summary());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn both_refuse_the_same_check_digits() {
    let table = Table::read();
    let nsso = Nsso::new();
    let simulator = start(&nsso.scenario, noon(table.today)).await;
    let handle = simulator.handle();
    handle.register(nsso.account()).expect("an account");
    let numbers = [
        (Field::Ssin, "850730997"),
        (Field::Ssin, "054203984"),
        (Field::Ssin, "852203987"),
        (Field::Ssin, "400000995"),
        (Field::Ssin, "901515993"),
        (Field::EnterpriseNumber, "09999999"),
        (Field::EnterpriseNumber, "02000043"),
        (Field::EnterpriseNumber, "21234567"),
        (Field::NssoNumber, "9999901"),
        (Field::NssoNumber, "1200019"),
        (Field::NssoNumber, "50012345"),
    ];
    for (field, body) in numbers {
        let mut taken = 0;
        for pair in 0..100 {
            let mut message = message_of(&table.draft("ordinary", &Columns::new()));
            let text = format!("{body}{pair:02}");
            let sound = match field {
                Field::Ssin => Ssin::parse(&text).is_ok(),
                Field::EnterpriseNumber => EnterpriseNumber::parse(&text).is_ok(),
                _ => NssoNumber::parse(&text).is_ok(),
            };
            match field {
                Field::Ssin => message["worker"] = json!({ "ssin": text }),
                Field::EnterpriseNumber => {
                    message["employer"] = json!({ "enterpriseNumber": text });
                }
                _ => {
                    let number: u64 = text.parse().expect("digits");
                    message["employer"] = json!({ "employerId": number });
                }
            }
            let answer = handle.seed(CLIENT, message, noon(table.today));
            let refused = answer.is_err_and(|problem| problem.status() == 400);
            assert_eq!(refused, !sound, "{field:?} {text}");
            taken += u32::from(sound);
        }
        let right = match (field, body) {
            // A month of no series, an establishment.
            (_, "901515993" | "21234567") => 0,
            // One pair for each century.
            (Field::Ssin, _) => 2,
            _ => 1,
        };
        assert_eq!(taken, right, "{field:?} {body}");
    }
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
}

impl Nsso {
    fn new() -> Self {
        let key = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P384_SHA384).expect("a key");
        let certificate = rcgen::CertificateParams::default()
            .self_signed(&key)
            .expect("a certificate");
        Self {
            scenario: Scenario::standard_text().replace("late = false", "late = true"),
            certificate: certificate.pem(),
        }
    }

    fn account(&self) -> AccountSpec {
        AccountSpec {
            client_id: Some(CLIENT.to_owned()),
            name: "Rules".to_owned(),
            sender: "999001".to_owned(),
            permissions: Permission::ALL.to_vec(),
            certificates: vec![self.certificate.clone()],
        }
    }

    async fn judge(
        &self,
        table: &Table,
        case: &Case,
        message: Value,
        setting: Option<&Setting>,
    ) -> Heard {
        let noon = noon(table.today(case));
        let mut scenario = format!("{}{}", self.scenario, table.seeds(case));
        if let Some(Setting { replace, with }) = setting {
            assert!(scenario.contains(replace), "{}: {replace}", case.title());
            scenario = scenario.replacen(replace, with, 1);
        }
        let simulator = start(&scenario, noon).await;
        let handle = simulator.handle();
        handle.register(self.account()).expect("an account");
        // Long enough ago for the slowest kind to have its result by now.
        let taken = noon - SignedDuration::from_mins(5);
        let number = match handle.seed(CLIENT, message, taken) {
            Ok(number) => number,
            Err(problem) => return Heard::Door(problem.status()),
        };
        let answer = handle.answer(number, noon).expect("a result");
        let mut codes = BTreeSet::new();
        codes::gather(&answer, &mut codes);
        Heard::Codes(codes)
    }
}

fn noon(today: Date) -> Timestamp {
    let noon = today.at(12, 0, 0, 0).in_tz("Europe/Brussels");
    noon.expect("a moment").timestamp()
}

async fn start(scenario: &str, noon: Timestamp) -> Simulator {
    let options = Options {
        listen: ([127, 0, 0, 1], 0).into(),
        scenario: Scenario::parse(scenario, std::path::Path::new("")).expect("a scenario"),
        state: None,
        clock: SimClock::scaled(noon, 1.0),
    };
    Simulator::start(options).await.expect("a free port")
}

/// The message as it would be sent; what our checks would not send is put in the place of its
/// columns, so that the simulator can judge it as well.
fn message(table: &Table, case: &Case, draft: &Draft) -> Value {
    if let Some(declaration) = validate(draft, &config::rules(), table.today(case)).declaration {
        return serde_json::from_str(&wire::encode(&declaration)).expect("JSON");
    }
    message_of(draft)
}

/// The columns of a draft in the places of the message, sound or not.
fn message_of(draft: &Draft) -> Value {
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
