//! The work of an engine without the engine: the same requests and the same records of them in the
//! store, with no schedule, no account and no judgement. What it takes nobody can do without.

use std::fmt::{Debug, Display};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use dimonitor::domain::answer::{Answer, ResultCode};
use dimonitor::domain::ids::{DeclarationId, PeriodId};
use dimonitor::domain::lifecycle::{Event, State};
use dimonitor::domain::report::Method;
use dimonitor::domain::untrusted::Untrusted;
use dimonitor::store::{Change, Claim, Due, Holder, Lease, NewExchange, Store, Submission, Work};
use jiff::Timestamp;
use reqwest::header::{CONTENT_TYPE, LOCATION};
use reqwest::{Client, RequestBuilder, Response};
use tokio::sync::Semaphore;
use uuid::Uuid;

const WORKER: &str = "bare-1";
/// As the account of the engine is called.
const ACCOUNT: &str = "bench";
/// Periods of the answers: each has its own.
const FIRST_PERIOD: u64 = 100_000_000_000;

/// Where declarations are handed in and asked about.
pub struct Door {
    pub client: Client,
    pub url: String,
    pub token: String,
}

impl Door {
    /// Sends a message; the number under which it was taken, which ends the `Location` (rsz-rest 5.10).
    pub async fn declare(&self, message: String) -> DeclarationId {
        let request = self.client.post(&self.url).body(message);
        let answer = self
            .answer(request.header(CONTENT_TYPE, "application/json"))
            .await;
        let location = answer.headers().get(LOCATION).expect("a location");
        let location = location.to_str().expect("a text");
        let number = location.rsplit('/').next().expect("a last part");
        let declaration = DeclarationId::parse(number).expect("a number");
        answer.bytes().await.expect("a body");
        declaration
    }

    /// What is said of a declaration.
    pub async fn result(&self, declaration: impl Display) -> impl AsRef<[u8]> + Send {
        let request = self.client.get(format!("{}/{declaration}", self.url));
        self.answer(request).await.bytes().await.expect("a body")
    }

    async fn answer(&self, request: RequestBuilder) -> Response {
        let sent = request.bearer_auth(&self.token).send().await;
        let answer = sent.expect("an answer");
        assert!(answer.status().is_success(), "{}", answer.status());
        answer
    }
}

/// What is due in a queue, and the right to work on it.
pub struct Bare {
    store: Arc<dyn Store>,
    work: Work,
    lease: Lease,
    due: Vec<Submission>,
    door: Arc<Door>,
    /// As many as there may be requests at once.
    places: Semaphore,
    now: Timestamp,
}

impl Bare {
    /// Everything that is due now.
    pub async fn new(
        store: Arc<dyn Store>,
        work: Work,
        door: Arc<Door>,
        places: usize,
        now: Timestamp,
    ) -> Arc<Self> {
        let holder = Holder {
            worker: WORKER.to_owned(),
            host: "bench".to_owned(),
            pid: 1,
            headless: false,
        };
        let lease = store.lease(&holder, now).await.expect("a store");
        let lease = lease.expect("nobody else works");
        let due = Due {
            epoch: Some(lease.epoch),
            work,
            now,
            under_way: Vec::new(),
            closed_accounts: Vec::new(),
            known_accounts: vec![ACCOUNT.to_owned()],
            limit: 1 << 32,
        };
        let due = store.due(&due).await.expect("read");
        Arc::new(Self {
            store,
            work,
            lease,
            due,
            door,
            places: Semaphore::new(places),
            now,
        })
    }

    /// How much there is to do.
    pub fn count(&self) -> usize {
        self.due.len()
    }

    /// Does the one of this number.
    pub async fn work_off(self: Arc<Self>, number: usize) {
        match self.work {
            Work::Send => self.send(&self.due[number]).await,
            Work::Ask => self.ask(&self.due[number], number).await,
        }
    }

    async fn send(&self, found: &Submission) {
        let place = self.places.acquire().await.expect("never closed");
        let claim = Claim {
            id: found.id,
            revision: found.revision,
            worker: WORKER.to_owned(),
            epoch: self.lease.epoch,
            trace_id: Uuid::new_v4().to_string(),
            at: self.now,
        };
        let claimed = self.store.claim(claim).await.expect("claimed");
        let message = claimed.payload.clone().expect("it has a message");
        let declaration = self.door.declare(message).await;
        let event = Event::Taken { declaration };
        let change = self.change(&claimed, event, Method::Post, "taken", None);
        leave(place, self.store.record(change)).await;
    }

    async fn ask(&self, found: &Submission, number: usize) {
        let place = self.places.acquire().await.expect("never closed");
        let State::Submitted { declaration, .. } = found.state else {
            panic!("not sent: {:?}", found.state);
        };
        let body = self.door.result(declaration).await;
        let period = FIRST_PERIOD + u64::try_from(number).expect("not that many");
        let period = Some(PeriodId::parse(&period.to_string()).expect("twelve digits"));
        let result = ResultCode::Accepted;
        let answer = Answer {
            declaration,
            result,
            period,
            anomalies: Vec::new(),
            ssin: None,
            raw: Untrusted::new(String::from_utf8_lossy(body.as_ref())),
        };
        let event = Event::Answered { result, period };
        let change = self.change(found, event, Method::Get, result.letter(), Some(answer));
        leave(place, self.store.record(change)).await;
    }

    fn change(
        &self,
        submission: &Submission,
        event: Event,
        method: Method,
        outcome: &'static str,
        answer: Option<Answer>,
    ) -> Change {
        let exchange = NewExchange {
            method,
            at: self.now,
            duration_ms: 1,
            status: Some(200),
            trace_id: Uuid::new_v4().to_string(),
            server_trace_id: None,
            location: None,
            outcome,
            detail: None,
        };
        Change {
            id: submission.id,
            revision: submission.revision,
            event,
            actor: WORKER.to_owned(),
            reason: None,
            exchange: Some(exchange),
            answer,
            at: self.now,
        }
    }
}

/// Records, and leaves the place as soon as that has begun.
async fn leave<P, T, E: Debug>(place: P, recording: impl Future<Output = Result<T, E>>) {
    let mut recording = pin!(recording);
    let begun = poll_fn(|context| Poll::Ready(recording.as_mut().poll(context))).await;
    drop(place);
    let recorded = match begun {
        Poll::Ready(recorded) => recorded,
        Poll::Pending => recording.await,
    };
    recorded.expect("recorded");
}
