//! How the lives of the test bed went: every POST, GET and search, every verdict and decision.

use std::fmt::Write as _;

use jiff::{SignedDuration, Timestamp};
use uuid::Builder;

use super::form;
use super::mix::{Dice, Purpose};
use super::plan::{Fate, Plan};
use crate::domain::answer::{Answer, GetSeen};
use crate::domain::decision::Decision;
use crate::domain::draft::Kind;
use crate::domain::ids::{DeclarationId, SubmissionId};
use crate::domain::lifecycle::{Doubt, Event};
use crate::domain::report::Method;
use crate::domain::untrusted::Untrusted;
use crate::rsz::wire;
use crate::store::{Change, NewExchange, Settling};

const WORKER: &str = "demo";
/// Those who declare and decide.
pub(super) const PEOPLE: [&str; 3] = [
    "uid 1000, user an, host desk1",
    "uid 1001, user eva, name Eva Peeters, host desk2, from 192.0.2.17",
    "uid 1004, user luc, host desk1, from 192.0.2.30",
];
const BASE: &str = "http://127.0.0.1:8377/REST/dimona/v2";

/// Why an IN is refused, and how often.
const REFUSED_IN: [(&str, u32); 16] = [
    ("90373-333", 300),
    ("90373-334", 140),
    ("90374-349", 100),
    ("90017-151", 80),
    ("90256-155", 70),
    ("01135-005", 60),
    ("00910-459", 50),
    ("90373-421", 45),
    ("90373-341", 40),
    ("90373-450", 35),
    ("00024-003", 30),
    ("00910-008", 20),
    ("90017-363", 12),
    ("00778-345", 10),
    ("00046-005", 6),
    ("90256-346", 2),
];
/// Why a follow-up is refused.
const REFUSED_CHANGE: [(&str, u32); 9] = [
    ("00913-355", 300),
    ("00913-354", 250),
    ("00911-014", 120),
    ("00911-344", 100),
    ("90378-341", 80),
    ("90378-444", 60),
    ("00913-357", 40),
    ("90378-361", 30),
    ("01085-181", 10),
];
/// What is accepted with a remark.
const WARNED: [(&str, u32); 6] = [
    ("90373-460", 400),
    ("90017-510", 250),
    ("90373-483", 150),
    ("00014-022", 100),
    ("90017-369", 70),
    ("90017-514", 30),
];
const LABELS: [(&str, &str, &str); 8] = [
    ("90373-333", "Bestaat al", "Existe déjà"),
    (
        "90373-334",
        "Overlapt met een andere periode",
        "Chevauche une autre période",
    ),
    (
        "90374-349",
        "Paritair comité onverenigbaar",
        "Commission paritaire incompatible",
    ),
    ("90017-151", "INSZ onbekend", "NISS inconnu"),
    ("90256-155", "Geen mandaat", "Pas de mandat"),
    (
        "00913-355",
        "Periode al geannuleerd",
        "Période déjà annulée",
    ),
    ("00913-354", "Periode onbekend", "Période inconnue"),
    ("90373-460", "Laattijdig", "Tardif"),
];

/// A life as it goes on.
pub(super) struct Course<'a> {
    plan: &'a Plan,
    payload: &'a str,
    dice: Dice,
    now: Timestamp,
    pub(super) changes: Vec<Change>,
    pub(super) settling: Option<Settling>,
}

impl<'a> Course<'a> {
    /// Everything that happened to a planned row until `end`.
    pub(super) fn of(plan: &'a Plan, payload: &'a str, end: Timestamp) -> Self {
        let mut dice = Dice::of(plan.row, Purpose::Course);
        // The first one decided whether it is replaced.
        dice.number();
        let mut course = Self {
            plan,
            payload,
            dice,
            now: plan.at,
            changes: Vec::with_capacity(4),
            settling: None,
        };
        course.live();
        course.settle(end);
        course
    }

    fn live(&mut self) {
        match self.plan.fate {
            Fate::Accepted => self.answered("A"),
            Fate::Warned => self.answered("W"),
            Fate::Refused => self.answered("B"),
            Fate::Retried => {
                self.refused_at_the_door(503, Event::NotTaken { retry_at: None });
                self.later(5_000, 20_000);
                self.answered("A");
            }
            Fate::FoundAgain => {
                self.lost();
                self.later(31_000, 40_000);
                let declaration = self.number();
                self.search("found", Event::Found { declaration });
                self.later(2_000, 9_000);
                self.get("A");
            }
            Fate::Identified => {
                self.waiting();
                self.later(3_600_000, 9 * 3_600_000);
                self.get("A");
            }
            Fate::Rejected => self.refused_at_the_door(400, Event::Rejected),
            Fate::NotTaken => {
                self.lost();
                self.searched_in_vain();
                self.later(3_600_000, 5 * 3_600_000);
                self.by_person(Event::DeclaredNotTaken, "not in the portal");
            }
            Fate::Cancelled => {
                self.later(1_000, 90_000);
                self.by_person(Event::Withdrawn, "declared by mistake");
            }
            Fate::Queued if self.dice.per_mille(500) => {
                self.refused_at_the_door(503, Event::NotTaken { retry_at: None });
            }
            Fate::Queued => {}
            Fate::Held => {
                self.later(1_000, 60_000);
                self.by_person(Event::Held, "the contract is not signed yet");
            }
            Fate::InDoubt => {
                self.lost();
                self.searched_in_vain();
            }
            Fate::Submitted => {
                self.taken();
                self.not_ready();
                self.later(30_000, 60_000);
                self.not_ready();
            }
            Fate::Waiting => {
                self.waiting();
                self.later(3_600_000, 3_900_000);
                self.get("S");
            }
        }
    }

    /// Some ends that need a person have had one.
    fn settle(&mut self, end: Timestamp) {
        if self.plan.is_replaced {
            return;
        }
        let (decision, reason) = match self.plan.fate {
            Fate::Refused if self.dice.per_mille(300) => (Decision::Done, "declared in the portal"),
            Fate::Warned if self.dice.per_mille(800) => (Decision::Kept, "read, nothing to do"),
            Fate::Rejected if self.dice.per_mille(700) => (Decision::Done, "declared anew"),
            Fate::NotTaken if self.dice.per_mille(800) => (Decision::Done, "declared anew"),
            _ => return,
        };
        self.later(600_000, 30 * 3_600_000);
        if self.now < end {
            self.settling = Some(Settling {
                id: SubmissionId(0),
                revision: 0,
                decision,
                reason: reason.to_owned(),
                actor: self.person(),
                at: self.now,
            });
        }
    }

    /// Taken and answered with this letter, after none to a few questions too early.
    fn answered(&mut self, letter: &str) {
        self.taken();
        if self.dice.per_mille(220) {
            self.not_ready();
        }
        if self.dice.per_mille(40) {
            self.later(30_000, 180_000);
            self.not_ready();
        }
        self.later(2_000, 4_000);
        self.get(letter);
    }

    fn waiting(&mut self) {
        self.taken();
        self.later(2_000, 6_000);
        self.get("S");
    }

    fn taken(&mut self) {
        let declaration = self.number();
        let location = format!("{BASE}/declarations/{declaration}");
        let post = self.post(Some(201), Some(location), None);
        self.event(Event::Taken { declaration }, post);
    }

    fn refused_at_the_door(&mut self, status: u16, event: Event) {
        let detail = match status {
            503 => "serviceUnavailable",
            _ => "badRequest: dimonaIn.startDate",
        };
        let post = self.post(Some(status), None, Some(detail));
        self.event(event, post);
    }

    fn lost(&mut self) {
        let doubt = if self.dice.per_mille(700) {
            Doubt::AnswerLost
        } else {
            Doubt::UnclearAnswer
        };
        let status = (doubt == Doubt::UnclearAnswer).then_some(502);
        let detail = status.map_or("connection reset by peer", |_| "Bad Gateway");
        let post = self.post(status, None, Some(detail));
        self.event(Event::AnswerLost { doubt }, post);
    }

    fn searched_in_vain(&mut self) {
        for pause in [31_000, 90_000, 360_000] {
            self.later(pause, pause + 3_000);
            self.search("no_match", Event::NotFound);
        }
    }

    fn search(&mut self, outcome: &'static str, event: Event) {
        let exchange = self.exchange(Method::Search, Some(200), outcome);
        self.event(event, exchange);
    }

    fn not_ready(&mut self) {
        self.later(2_000, 2_500);
        let exchange = self.exchange(Method::Get, Some(404), "not_ready");
        self.event(Event::Polled { retry_at: None }, exchange);
    }

    /// A GET that brings this letter.
    fn get(&mut self, letter: &str) {
        let answer = self.answer(letter);
        let exchange = self.exchange(Method::Get, Some(200), answer.result.letter());
        let event = Event::Answered {
            result: answer.result,
            period: answer.period,
        };
        self.event(event, exchange);
        if let Some(last) = self.changes.last_mut() {
            last.answer = Some(answer);
        }
    }

    fn answer(&mut self, letter: &str) -> Answer {
        let declaration = self.number();
        let mut raw = self.payload.trim_end_matches('}').to_owned();
        // As many as the message had, but the last.
        let depth = self.payload.len() - raw.len();
        raw.extend(std::iter::repeat_n('}', depth.saturating_sub(1)));
        let _ = write!(
            raw,
            ",\"declarationStatus\":{{\"declarationId\":{declaration},\"result\":\"{letter}\""
        );
        if matches!(letter, "A" | "W") {
            let period = form::period(self.plan.touches.unwrap_or(self.plan.row)).value();
            let _ = write!(
                raw,
                ",\"period\":{{\"id\":{period},\"href\":\"{BASE}/periods/{period}\"}}"
            );
        }
        let anomalies: Vec<String> = self.codes(letter).into_iter().map(anomaly).collect();
        if !anomalies.is_empty() {
            let _ = write!(raw, ",\"anomalies\":[{}]", anomalies.join(","));
        }
        raw.push_str("}}");
        match wire::result(declaration, raw.as_bytes()) {
            GetSeen::Result(answer) => *answer,
            other => unreachable!("our own answer is believed: {other:?}"),
        }
    }

    fn codes(&mut self, letter: &str) -> Vec<&'static str> {
        let choice: &[(&str, u32)] = match (letter, self.plan.kind) {
            ("B", Kind::In) => &REFUSED_IN,
            ("B", _) => &REFUSED_CHANGE,
            ("W", _) => &WARNED,
            _ => return Vec::new(),
        };
        let mut codes = vec![*self.dice.weighted(choice)];
        if self.dice.per_mille(120) {
            let other = *self.dice.weighted(choice);
            if !codes.contains(&other) {
                codes.push(other);
            }
        }
        codes
    }

    fn number(&self) -> DeclarationId {
        let row = i64::try_from(self.plan.row).unwrap_or_default();
        DeclarationId::from_value(900_000_000_000 + row).expect("positive")
    }

    /// Claimed and sent.
    fn post(
        &mut self,
        status: Option<u16>,
        location: Option<String>,
        detail: Option<&str>,
    ) -> NewExchange {
        self.later(150, 2_500);
        self.change(Event::Claimed, WORKER.to_owned(), None, None);
        let mut exchange = self.exchange(Method::Post, status, "");
        exchange.location = location.map(Untrusted::new);
        exchange.detail = detail.map(Untrusted::from);
        exchange
    }

    /// An exchange that begins now; it is over when the next change is made.
    fn exchange(
        &mut self,
        method: Method,
        status: Option<u16>,
        outcome: &'static str,
    ) -> NewExchange {
        let begun = self.now;
        let longest = if self.dice.per_mille(30) { 4_000 } else { 450 };
        self.later(60, longest);
        let duration = self.now.duration_since(begun).as_millis();
        let trace = |dice: &mut Dice| Builder::from_random_bytes(dice.bytes()).into_uuid();
        NewExchange {
            method,
            at: begun,
            duration_ms: u64::try_from(duration).unwrap_or_default(),
            status,
            trace_id: trace(&mut self.dice).to_string(),
            server_trace_id: status
                .map(|_| Untrusted::new(trace(&mut self.dice).simple().to_string())),
            location: None,
            outcome,
            detail: None,
        }
    }

    fn event(&mut self, event: Event, exchange: NewExchange) {
        self.change(event, WORKER.to_owned(), None, Some(exchange));
    }

    fn by_person(&mut self, event: Event, reason: &str) {
        let actor = self.person();
        self.change(event, actor, Some(reason), None);
    }

    fn person(&mut self) -> String {
        (*self.dice.any(&PEOPLE)).to_owned()
    }

    fn change(
        &mut self,
        event: Event,
        actor: String,
        reason: Option<&str>,
        exchange: Option<NewExchange>,
    ) {
        self.changes.push(Change {
            id: SubmissionId(0),
            revision: 0,
            event,
            actor,
            reason: reason.map(str::to_owned),
            exchange,
            answer: None,
            at: self.now,
        });
    }

    /// Time passes: from so many milliseconds to so many.
    fn later(&mut self, from: u64, to: u64) {
        let passed = from + self.dice.below(to - from);
        self.now += SignedDuration::from_millis(i64::try_from(passed).unwrap_or_default());
    }
}

fn anomaly(code: &str) -> String {
    let known = LABELS.iter().find(|(known, ..)| *known == code);
    let (dutch, french) = known.map_or(
        ("Afwijking in de aangifte", "Anomalie dans la déclaration"),
        |(_, dutch, french)| (*dutch, *french),
    );
    format!("{{\"errorId\":\"{code}\",\"label\":{{\"nl\":\"{dutch}\",\"fr\":\"{french}\"}}}}")
}
