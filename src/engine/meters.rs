//! What the engine did since it started, in numbers. Whoever counts does not wait, and nobody who
//! reads them is known here.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::config;
use crate::domain::anomaly::AnomalyCode;
use crate::domain::answer::Answer;
use crate::domain::histogram::{Histogram, Spread};
use crate::domain::report::Method;
use crate::store::NewExchange;

use super::Engine;

/// What stands for a code that is not in our list: a server must not be able to make labels.
pub const OTHER_CODE: &str = "other";

/// What is asked of the store while there is work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreCall {
    /// Asks for the right to work.
    Lease,
    /// Looks for what is due.
    Due,
    /// Writes down that one is about to be sent.
    Claim,
    /// Writes down that results are about to be asked for.
    Asking,
    /// Writes down what happened.
    Record,
    /// Puts new ones in.
    Enqueue,
    /// Reads a window of the queue.
    Queue,
    /// Counts.
    Counts,
}

impl StoreCall {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Lease,
        Self::Due,
        Self::Claim,
        Self::Asking,
        Self::Record,
        Self::Enqueue,
        Self::Queue,
        Self::Counts,
    ];

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lease => "lease",
            Self::Due => "due",
            Self::Claim => "claim",
            Self::Asking => "asking",
            Self::Record => "record",
            Self::Enqueue => "enqueue",
            Self::Queue => "queue",
            Self::Counts => "counts",
        }
    }
}

/// The requests that a worker makes.
const METHODS: [Method; 3] = [Method::Post, Method::Get, Method::Search];

/// Counts by two names, all of them from lists of ours.
type Counted = Mutex<BTreeMap<(&'static str, &'static str), u64>>;

/// What is counted.
#[derive(Debug, Default)]
pub struct Meters {
    /// Requests by operation and class of status.
    statuses: Counted,
    /// Requests by operation and what they meant.
    outcomes: Counted,
    codes: Mutex<BTreeMap<String, u64>>,
    requests: [Histogram; METHODS.len()],
    store: [Histogram; StoreCall::ALL.len()],
    /// Times that this process got the right to work.
    leases: AtomicU64,
    /// Of those, how often it was another process's before.
    takeovers: AtomicU64,
    /// Times that another process took it from this one.
    losses: AtomicU64,
    /// Submissions that a dead worker had left while they were being sent.
    recovered: AtomicU64,
}

/// How often the right to work changed hands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Leases {
    /// This process got it.
    pub taken: u64,
    /// Of those, it had been another process's.
    pub taken_over: u64,
    /// Another process took it from this one.
    pub lost: u64,
    /// Submissions that a dead worker had left in mid-sending.
    pub recovered: u64,
}

impl Meters {
    /// An exchange is over.
    pub(super) fn exchange(&self, exchange: &NewExchange) {
        self.request(exchange.method, exchange.status, exchange.duration_ms);
        bump(&self.outcomes, (name_of(exchange.method), exchange.outcome));
    }

    /// A request is over that is not kept: another one was made in its place.
    pub(super) fn request(&self, method: Method, status: Option<u16>, duration_ms: u64) {
        bump(&self.statuses, (name_of(method), class_of(status)));
        self.requests[place_of(method)].add(Duration::from_millis(duration_ms));
    }

    /// A verdict came.
    pub(super) fn answer(&self, answer: &Answer) {
        if answer.anomalies.is_empty() {
            return;
        }
        let known = config::anomalies();
        let mut codes = self.codes.lock().unwrap_or_else(PoisonError::into_inner);
        for anomaly in &answer.anomalies {
            let code = AnomalyCode::parse(anomaly.code.raw());
            let code = code.filter(|code| known.explain(code.as_str(), "en").is_known());
            let code = code.as_ref().map_or(OTHER_CODE, AnomalyCode::as_str);
            match codes.get_mut(code) {
                Some(count) => *count += 1,
                None => drop(codes.insert(code.to_owned(), 1)),
            }
        }
    }

    /// This process got the right to work.
    pub(super) fn leased(&self, epoch: i64, recovered: usize) {
        self.leases.fetch_add(1, Ordering::Relaxed);
        if epoch > 1 {
            self.takeovers.fetch_add(1, Ordering::Relaxed);
        }
        let recovered = u64::try_from(recovered).unwrap_or(u64::MAX);
        self.recovered.fetch_add(recovered, Ordering::Relaxed);
    }

    /// Another process has it now.
    pub(super) fn lost(&self) {
        self.losses.fetch_add(1, Ordering::Relaxed);
    }

    /// Requests by operation and class of status.
    pub fn statuses(&self) -> BTreeMap<(&'static str, &'static str), u64> {
        read(&self.statuses)
    }

    /// Requests by operation (`post`, `get`, `search`) and what they meant.
    pub fn outcomes(&self) -> BTreeMap<(&'static str, &'static str), u64> {
        read(&self.outcomes)
    }

    /// Anomaly codes of answers; those that are not in our list are one.
    pub fn codes(&self) -> BTreeMap<String, u64> {
        let codes = self.codes.lock().unwrap_or_else(PoisonError::into_inner);
        codes.clone()
    }

    /// How long requests took, by operation.
    pub fn requests(&self) -> impl Iterator<Item = (&'static str, Spread)> {
        let spreads = self.requests.iter().map(Histogram::read);
        METHODS.into_iter().map(name_of).zip(spreads)
    }

    /// How long the store took, by what was asked of it.
    pub fn store(&self) -> impl Iterator<Item = (&'static str, Spread)> {
        let spreads = self.store.iter().map(Histogram::read);
        StoreCall::ALL
            .into_iter()
            .map(StoreCall::as_str)
            .zip(spreads)
    }

    /// How often the right to work changed hands.
    pub fn leases(&self) -> Leases {
        let value = |count: &AtomicU64| count.load(Ordering::Relaxed);
        Leases {
            taken: value(&self.leases),
            taken_over: value(&self.takeovers),
            lost: value(&self.losses),
            recovered: value(&self.recovered),
        }
    }

    /// What is asked of the store, with how long it takes.
    pub(super) async fn timed<T>(&self, call: StoreCall, asked: impl Future<Output = T>) -> T {
        let begun = Instant::now();
        let answer = asked.await;
        self.store[call as usize].add(begun.elapsed());
        answer
    }
}

impl Engine {
    /// What it did since it started, in numbers.
    pub fn meters(&self) -> &Meters {
        &self.inner.meters
    }

    /// What was asked of token servers, in numbers.
    pub fn token_fetches(&self) -> &crate::rsz::token::Fetches {
        self.inner.tokens.fetches()
    }
}

fn bump(counted: &Counted, names: (&'static str, &'static str)) {
    let mut counted = counted.lock().unwrap_or_else(PoisonError::into_inner);
    *counted.entry(names).or_default() += 1;
}

fn read(counted: &Counted) -> BTreeMap<(&'static str, &'static str), u64> {
    let counted = counted.lock().unwrap_or_else(PoisonError::into_inner);
    counted.clone()
}

fn name_of(method: Method) -> &'static str {
    match method {
        Method::Post => "post",
        Method::Get => "get",
        Method::Search => "search",
    }
}

fn place_of(method: Method) -> usize {
    match method {
        Method::Post => 0,
        Method::Get => 1,
        Method::Search => 2,
    }
}

fn class_of(status: Option<u16>) -> &'static str {
    match status {
        None => "none",
        Some(100..200) => "1xx",
        Some(200..300) => "2xx",
        Some(300..400) => "3xx",
        Some(400..500) => "4xx",
        Some(500..600) => "5xx",
        Some(_) => OTHER_CODE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::answer::{Anomaly, ResultCode};
    use crate::domain::ids::DeclarationId;
    use crate::domain::untrusted::Untrusted;

    #[test]
    fn a_server_cannot_make_labels() {
        let meters = Meters::default();
        let anomaly = |code: &str| Anomaly {
            code: Untrusted::new(code),
            labels: BTreeMap::new(),
        };
        let invented = (0..500).map(|code| anomaly(&format!("99{code:03}-9{}{}9", 7, code % 10)));
        let known = config::anomalies().codes().next().expect("there are some");
        let mut anomalies: Vec<Anomaly> = invented.collect();
        anomalies.extend([
            anomaly(known.as_str()),
            anomaly("\u{1b}]0;\"}\n"),
            anomaly(""),
        ]);
        meters.answer(&Answer {
            declaration: DeclarationId::from_value(1).expect("positive"),
            result: ResultCode::Refused,
            period: None,
            anomalies,
            ssin: None,
            raw: Untrusted::new(""),
        });
        let codes = meters.codes();
        assert_eq!(codes[OTHER_CODE], 502);
        assert_eq!(codes[known.as_str()], 1);
        assert_eq!(codes.len(), 2);
    }

    #[test]
    fn every_status_has_a_class_and_every_call_a_place() {
        for (status, class) in [
            (None, "none"),
            (Some(0), "other"),
            (Some(201), "2xx"),
            (Some(307), "3xx"),
            (Some(429), "4xx"),
            (Some(503), "5xx"),
            (Some(999), "other"),
        ] {
            assert_eq!(class_of(status), class);
        }
        for (place, call) in StoreCall::ALL.into_iter().enumerate() {
            assert_eq!(call as usize, place, "{call:?}");
        }
        for (place, method) in METHODS.into_iter().enumerate() {
            assert_eq!(place_of(method), place, "{method:?}");
        }
    }
}
