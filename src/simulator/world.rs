//! The state behind the service: declarations taken in, their processing, and the answers.
//!
//! No HTTP and no clock. Processing happens when time is next told: [`World::settle`] works off
//! everything that has become due, in the order it became due, so that a replay of the same
//! calls gives the same state.
//!
//! ```text
//!  take ──> due ──settle──> A | W | B                     frozen
//!                      └──> S ──sigedis──settle──> A | W | B
//! ```

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::anomalies::Code;
use super::fields::Strictness;
use super::identifiers;
use super::message::{Entry, Kind, Message, Worker};
use super::period::Period;
use super::personnel::Personnel;
use super::problem::{Issue, IssueKind, Place, Problem};
use super::rules::{self, Effect, Judgement};
use super::scenario::{Exception, Outcome, Scenario};

/// Nothing is processed faster (rsz-rest 9).
const FASTEST: SignedDuration = SignedDuration::from_secs(2);

/// A declaration taken in.
#[derive(Debug)]
pub(super) struct Declaration {
    pub(super) id: u64,
    pub(super) kind: Kind,
    pub(super) taken_at: Timestamp,
    /// The body as it was posted, compact.
    pub(super) body: Box<str>,
    pub(super) employer: Option<usize>,
    pub(super) ssin: Option<Box<str>>,
    /// Results in order of time: one, or `S` and then the final one.
    pub(super) results: Vec<Processed>,
    /// Position of the scenario's exception that this declaration falls under.
    exception: Option<usize>,
}

/// What processing gave; never changed afterwards.
#[derive(Debug, Clone)]
pub(super) struct Processed {
    pub(super) at: Timestamp,
    pub(super) outcome: Outcome,
    pub(super) period: Option<u64>,
    pub(super) codes: Vec<Code>,
    /// The worker as known by then, after Sigedis with an invented SSIN.
    pub(super) ssin: Option<Box<str>>,
}

impl Declaration {
    /// The result as it stood at a time.
    pub(super) fn result_at(&self, at: Timestamp) -> Option<&Processed> {
        self.results.iter().rev().find(|result| result.at <= at)
    }

    pub(super) fn result(&self) -> Option<&Processed> {
        self.results.last()
    }
}

/// Everything the RSZ knows.
#[derive(Debug)]
pub(super) struct World {
    pub(super) personnel: Personnel,
    declarations: Vec<Declaration>,
    due: BTreeSet<(Timestamp, u64)>,
    by_employer: Vec<Vec<u64>>,
    by_worker: HashMap<(usize, Box<str>), Vec<u64>>,
    exceptions_used: BTreeMap<usize, u32>,
    periods_made: u64,
    /// SSINs invented so far: the same person gets the same one.
    people: HashMap<[String; 3], Box<str>>,
}

impl World {
    pub(super) fn new(scenario: &Arc<Scenario>) -> Self {
        Self {
            by_employer: vec![Vec::new(); scenario.employers.len()],
            personnel: Personnel::new(scenario),
            declarations: Vec::new(),
            due: BTreeSet::new(),
            by_worker: HashMap::new(),
            exceptions_used: BTreeMap::new(),
            periods_made: 0,
            people: HashMap::new(),
        }
    }

    pub(super) fn scenario(&self) -> &Scenario {
        &self.personnel.scenario
    }

    /// What is checked at once (rsz-rest 14.2, rule 4): the schema, then the sender's rights.
    pub(super) fn admit(&self, sender: &str, body: &Value) -> Result<Message, Problem> {
        let strictness: Strictness = self.scenario().strictness;
        let message = Message::parse(body, strictness).map_err(Problem::bad_request)?;
        let employer = match &message {
            Message::In(entry) if self.personnel.contradicts_itself(&entry.employer) => {
                return Err(Problem::bad_request(vec![Issue {
                    kind: IssueKind::InvalidInput,
                    place: Place::Body,
                    name: "employer".to_owned(),
                    detail: "employerId and enterpriseNumber are of two employers".to_owned(),
                    value: None,
                }]));
            }
            Message::In(entry) => {
                let known = self.personnel.employer(&entry.employer);
                Some(known.ok_or_else(no_mandate)?)
            }
            _ => self.employer_of_period(&message),
        };
        match employer {
            Some(employer) if !self.may_see(sender, employer) => Err(no_mandate()),
            _ => Ok(message),
        }
    }

    /// Whether a sender has a mandate for an employer.
    pub(super) fn may_see(&self, sender: &str, employer: usize) -> bool {
        self.scenario().employers[employer].has_mandate(sender)
    }

    /// Takes a declaration in, and gives its number. `body` must be what `message` was read from.
    pub(super) fn take(&mut self, message: &Message, body: &Value, at: Timestamp) -> u64 {
        let id = self.next_id();
        let employer = match message {
            Message::In(entry) => self.personnel.employer(&entry.employer),
            _ => self.employer_of_period(message),
        };
        let ssin = match message {
            Message::In(entry) => match &entry.worker {
                Worker::Known(ssin) => Some(ssin.clone()),
                Worker::Unidentified { .. } => None,
            },
            _ => self.period_of(message).map(|period| period.ssin.clone()),
        };
        if let Some(employer) = employer {
            self.by_employer[employer].push(id);
            if let Some(ssin) = &ssin {
                let of_worker = self.by_worker.entry((employer, ssin.clone()));
                of_worker.or_default().push(id);
            }
        }
        let exception = self.exception_for(message, employer, ssin.as_deref());
        let processing = exception.and_then(|one| self.scenario().exceptions[one].processing);
        let delays = &self.scenario().delays;
        let usual = match message.kind() {
            Kind::Cancel => delays.cancel,
            Kind::In | Kind::Out | Kind::Update => delays.processing,
        };
        let due = later(at, processing.unwrap_or(usual).max(FASTEST));
        self.due.insert((due, id));
        self.declarations.push(Declaration {
            id,
            kind: message.kind(),
            taken_at: at,
            body: body.to_string().into(),
            employer,
            ssin,
            results: Vec::new(),
            exception,
        });
        id
    }

    /// The number the next declaration will have.
    pub(super) fn next_id(&self) -> u64 {
        self.scenario().numbers.first_declaration + self.declarations.len() as u64
    }

    /// Processes everything that has become due by `now`.
    pub(super) fn settle(&mut self, now: Timestamp) {
        while let Some(&(due, id)) = self.due.first() {
            if due > now {
                break;
            }
            self.due.remove(&(due, id));
            self.process(id, due);
        }
    }

    pub(super) fn declaration(&self, id: u64) -> Option<&Declaration> {
        let index = id.checked_sub(self.scenario().numbers.first_declaration)?;
        self.declarations.get(usize::try_from(index).ok()?)
    }

    /// Declarations of an employer, of one worker or of all, oldest first.
    pub(super) fn declarations_of(
        &self,
        employer: usize,
        ssin: Option<&str>,
    ) -> impl Iterator<Item = &Declaration> {
        let ids = match ssin {
            Some(ssin) => self.by_worker.get(&(employer, ssin.into())),
            None => self.by_employer.get(employer),
        };
        let ids = ids.map(Vec::as_slice).unwrap_or_default();
        ids.iter().filter_map(|id| self.declaration(*id))
    }

    fn process(&mut self, id: u64, at: Timestamp) {
        let Some(declaration) = self.declaration(id) else {
            return;
        };
        let body = serde_json::from_str(&declaration.body).unwrap_or_default();
        let Ok(message) = Message::parse(&body, self.scenario().strictness) else {
            return;
        };
        let today = belgian_date(declaration.taken_at);
        let second_round = declaration.result().is_some();
        let exception = declaration
            .exception
            .map(|one| self.scenario().exceptions[one].clone());
        let forced = exception.as_ref().and_then(|one| one.result);
        let waits = !second_round && self.waits_for_sigedis(&message, forced, today);
        let result = if waits {
            let delay = exception.and_then(|one| one.sigedis);
            let delay = delay.unwrap_or(self.scenario().delays.sigedis);
            self.due.insert((later(at, delay.max(FASTEST)), id));
            Processed {
                at,
                outcome: Outcome::S,
                period: None,
                codes: Vec::new(),
                ssin: None,
            }
        } else {
            self.decide(id, &message, exception.as_ref(), at)
        };
        self.record(id, result);
    }

    /// A worker without SSIN waits, unless the rest of the IN is refused anyway.
    fn waits_for_sigedis(&self, message: &Message, forced: Option<Outcome>, today: Date) -> bool {
        match (forced, message) {
            (Some(forced), _) => forced == Outcome::S,
            (None, Message::In(entry)) => {
                matches!(entry.worker, Worker::Unidentified { .. })
                    && self
                        .personnel
                        .employer(&entry.employer)
                        .is_some_and(|employer| {
                            !rules::judge_entry(&self.personnel, entry, employer, None, today)
                                .is_refused()
                        })
            }
            (None, _) => false,
        }
    }

    /// The final result, with its effect on the personnel file.
    fn decide(
        &mut self,
        id: u64,
        message: &Message,
        exception: Option<&Exception>,
        at: Timestamp,
    ) -> Processed {
        let taken_at = self.declaration(id).map_or(at, |one| one.taken_at);
        let ssin = self.identify(message);
        let mut judgement = match message {
            Message::In(entry) => {
                let today = belgian_date(taken_at);
                // Who lacks a number is not helped by the one that Sigedis would find (R22).
                let named = match &entry.worker {
                    Worker::Known(ssin) => Some(&**ssin),
                    Worker::Unidentified { .. } => None,
                };
                let at_once = self.judge_entry(entry, named, today);
                if at_once.is_refused() {
                    at_once
                } else {
                    self.judge_entry(entry, ssin.as_deref(), today)
                }
            }
            _ => rules::judge_follow_up(&self.personnel, message, belgian_date(taken_at)),
        };
        let mut outcome = outcome_of(&judgement);
        if let Some(exception) = exception {
            if let Some(forced) = exception.result.filter(|forced| *forced != Outcome::S) {
                outcome = forced;
                judgement.codes.clear();
            }
            let codes = exception.anomalies.iter().cloned().map(Code::from);
            judgement.codes.extend(codes);
            if exception.result.is_none() {
                outcome = outcome_of(&judgement);
            }
        }
        let period = match outcome {
            Outcome::A | Outcome::W => self.apply(id, message, ssin.as_deref(), judgement.effect),
            // A refused IN has made none (rsz-rest A-26); the others name the one they were about.
            _ => message
                .period()
                .filter(|period| self.personnel.period(*period).is_some()),
        };
        Processed {
            at,
            outcome,
            period,
            codes: judgement.codes,
            ssin,
        }
    }

    fn judge_entry(&self, entry: &Entry, ssin: Option<&str>, today: Date) -> Judgement {
        let unidentifiable = &self.scenario().rules.unidentifiable;
        if let Worker::Unidentified { family_name, .. } = &entry.worker
            && unidentifiable
                .iter()
                .any(|name| name.eq_ignore_ascii_case(family_name))
        {
            return Judgement {
                codes: vec!["90017-151".into()],
                ..Judgement::default()
            };
        }
        let Some(employer) = self.personnel.employer(&entry.employer) else {
            return Judgement::default();
        };
        rules::judge_entry(&self.personnel, entry, employer, ssin, today)
    }

    /// The SSIN of the worker, invented when the message has none.
    fn identify(&mut self, message: &Message) -> Option<Box<str>> {
        let Message::In(entry) = message else {
            return self.period_of(message).map(|period| period.ssin.clone());
        };
        match &entry.worker {
            Worker::Known(ssin) => Some(ssin.clone()),
            Worker::Unidentified {
                family_name,
                given_name,
                birth_date,
                woman,
            } => {
                let sequence = self.people.len() as u64 + 1;
                let invent = || identifiers::invented_ssin(birth_date, *woman, sequence).into();
                let person = [family_name, given_name, birth_date].map(|text| text.to_lowercase());
                Some(self.people.entry(person).or_insert_with(invent).clone())
            }
        }
    }

    /// Changes the personnel file, and tells the period touched.
    fn apply(
        &mut self,
        id: u64,
        message: &Message,
        ssin: Option<&str>,
        effect: Effect,
    ) -> Option<u64> {
        match (message, effect) {
            (Message::In(entry), effect) => {
                let period = Period {
                    id: self.new_period_number(id),
                    employer: self.personnel.employer(&entry.employer)?,
                    ssin: ssin?.into(),
                    terms: entry.terms,
                    features: entry.features.clone(),
                    cancelled: false,
                    locked: false,
                    late: effect == Effect::Open { late: true },
                    hours_before: 0,
                };
                let number = period.id;
                self.personnel.add(period);
                Some(number)
            }
            (_, effect) => {
                let period = self.personnel.period_mut(message.period()?)?;
                match effect {
                    Effect::Replace(terms) => period.terms = terms,
                    Effect::Cancel => period.cancelled = true,
                    Effect::None | Effect::Open { .. } => {}
                }
                Some(period.id)
            }
        }
    }

    fn new_period_number(&mut self, declaration: u64) -> u64 {
        let numbers = &self.personnel.scenario.numbers;
        if numbers.period_equals_declaration {
            return declaration;
        }
        let number = identifiers::period_number(numbers.first_period + self.periods_made);
        self.periods_made += 1;
        number
    }

    fn record(&mut self, id: u64, result: Processed) {
        let first = self.scenario().numbers.first_declaration;
        let index = id
            .checked_sub(first)
            .and_then(|index| usize::try_from(index).ok());
        let Some(declaration) = index.and_then(|index| self.declarations.get_mut(index)) else {
            return;
        };
        if let (None, Some(ssin), Some(employer)) =
            (&declaration.ssin, &result.ssin, declaration.employer)
        {
            declaration.ssin = Some(ssin.clone());
            let of_worker = self.by_worker.entry((employer, ssin.clone()));
            of_worker.or_default().push(id);
        }
        declaration.results.push(result);
    }

    fn exception_for(
        &mut self,
        message: &Message,
        employer: Option<usize>,
        ssin: Option<&str>,
    ) -> Option<usize> {
        let worker_type = match message {
            Message::In(entry) => Some(&entry.features.worker_type),
            _ => self
                .period_of(message)
                .map(|period| &period.features.worker_type),
        };
        let scenario = &self.personnel.scenario;
        let number =
            employer.map(|employer| scenario.employers[employer].enterprise_number.as_str());
        let found = scenario
            .exceptions
            .iter()
            .enumerate()
            .position(|(index, one)| {
                let used = self.exceptions_used.get(&index).copied().unwrap_or(0);
                one.times.is_none_or(|times| used < times)
                    && agrees(one.worker.as_deref(), ssin)
                    && agrees(one.employer.as_deref(), number)
                    && agrees(one.worker_type.as_deref(), worker_type.map(|code| &**code))
                    && one.kind.is_none_or(|kind| kind == message.kind())
            })?;
        *self.exceptions_used.entry(found).or_default() += 1;
        Some(found)
    }

    fn period_of(&self, message: &Message) -> Option<&Period> {
        self.personnel.period(message.period()?)
    }

    fn employer_of_period(&self, message: &Message) -> Option<usize> {
        self.period_of(message).map(|period| period.employer)
    }
}

fn outcome_of(judgement: &Judgement) -> Outcome {
    match (judgement.is_refused(), judgement.codes.is_empty()) {
        (true, _) => Outcome::B,
        (false, true) => Outcome::A,
        (false, false) => Outcome::W,
    }
}

fn agrees(wanted: Option<&str>, actual: Option<&str>) -> bool {
    wanted.is_none() || wanted == actual
}

fn no_mandate() -> Problem {
    Problem::missing_permission("Not permitted to declare for this employer")
}

fn later(at: Timestamp, delay: SignedDuration) -> Timestamp {
    at.checked_add(delay).unwrap_or(Timestamp::MAX)
}

/// Dimona's days are Belgian days.
fn belgian_date(at: Timestamp) -> Date {
    let zone = TimeZone::get("Europe/Brussels").unwrap_or(TimeZone::UTC);
    at.to_zoned(zone).date()
}

#[cfg(test)]
mod tests;
