//! A scripted NSSO: what it answers is said by the test, what it was asked is kept.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use serde_json::{Value, json};

use crate::domain::answer::{
    Answer, GetSeen, Location, PostAnswer, PostSeen, ProblemType, ResultCode,
};
use crate::domain::clock::Clock as _;
use crate::domain::ids::{DeclarationId, PeriodId};
use crate::domain::untrusted::Untrusted;
use crate::engine::EngineClock;
use crate::rsz::{
    CallFailed, FoundDeclaration, FoundPeriod, FoundRelation, Granted, Search, Seen, Token,
    TokenError, TokenSource, Transport, wire,
};

/// When every test begins.
pub(super) fn start() -> Timestamp {
    Timestamp::from_second(1_800_000_000).expect("in range")
}

/// What the next POST meets; without an order it is taken.
#[derive(Debug, Clone, Copy)]
pub(super) enum Post {
    NotSent,
    LostBeforeTaking,
    LostAfterTaking,
    LostAfterTakingTwice,
    Busy(SignedDuration),
    Unauthorised,
    Panic,
}

/// What every GET meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Get {
    Result,
    Unauthorised,
}

struct Taken {
    number: DeclarationId,
    at: Timestamp,
    body: Value,
}

/// The NSSO of a test.
pub(super) struct Nsso {
    clock: EngineClock,
    script: Mutex<Script>,
}

struct Script {
    posts: VecDeque<Post>,
    get: Get,
    delay: SignedDuration,
    result: ResultCode,
    taken: Vec<Taken>,
    post_times: Vec<Timestamp>,
    get_times: Vec<Timestamp>,
    tokens: u64,
    together: Option<Arc<tokio::sync::Barrier>>,
}

impl Nsso {
    pub(super) fn new(clock: EngineClock) -> Self {
        Self {
            clock,
            script: Mutex::new(Script {
                posts: VecDeque::new(),
                get: Get::Result,
                delay: SignedDuration::from_secs(3),
                result: ResultCode::Accepted,
                taken: Vec::new(),
                post_times: Vec::new(),
                get_times: Vec::new(),
                tokens: 0,
                together: None,
            }),
        }
    }

    pub(super) fn next_post(&self, post: Post) {
        self.script().posts.push_back(post);
    }

    /// The next requests all arrive before the first of them is answered.
    pub(super) fn next_posts_at_once(&self, count: usize, post: Post) {
        let mut script = self.script();
        script.posts.extend(std::iter::repeat_n(post, count));
        script.together = Some(Arc::new(tokio::sync::Barrier::new(count)));
    }

    pub(super) fn every_get(&self, get: Get) {
        self.script().get = get;
    }

    pub(super) fn answers_after(&self, delay: SignedDuration, result: ResultCode) {
        let mut script = self.script();
        script.delay = delay;
        script.result = result;
    }

    pub(super) fn posts(&self) -> usize {
        self.script().post_times.len()
    }

    /// What was taken, in that order: the names of the blocks that say what is declared.
    pub(super) fn taken(&self) -> Vec<String> {
        let script = self.script();
        let block = |taken: &Taken| {
            let names = taken.body.as_object()?.keys();
            names
                .clone()
                .find(|name| name.starts_with("dimona"))
                .cloned()
        };
        script.taken.iter().filter_map(block).collect()
    }

    pub(super) fn tokens(&self) -> u64 {
        self.script().tokens
    }

    pub(super) fn first_number(&self) -> DeclarationId {
        self.script()
            .taken
            .first()
            .expect("something was taken")
            .number
    }

    pub(super) fn gets_in_seconds_after_the_post(&self) -> Vec<i64> {
        let script = self.script();
        let post = script.post_times[0];
        script
            .get_times
            .iter()
            .map(|get| get.duration_since(post).as_secs())
            .collect()
    }

    pub(super) fn gaps_between_posts(&self) -> Vec<i64> {
        let script = self.script();
        script
            .post_times
            .windows(2)
            .map(|pair| pair[1].duration_since(pair[0]).as_secs())
            .collect()
    }

    fn script(&self) -> std::sync::MutexGuard<'_, Script> {
        self.script
            .lock()
            .expect("no test panics while it holds the script")
    }

    fn take(&self, script: &mut Script, payload: &str) -> DeclarationId {
        let next = 900_000_000_101 + i64::try_from(script.taken.len()).expect("few");
        let number = DeclarationId::from_value(next).expect("positive");
        let body = serde_json::from_str(payload).expect("our message is JSON");
        script.taken.push(Taken {
            number,
            at: self.clock.now(),
            body,
        });
        number
    }
}

fn seen<T>(status: Option<u16>, what: T) -> Seen<T> {
    Seen {
        what,
        status,
        server_trace_id: None,
        location: None,
        detail: None,
    }
}

fn answered(status: u16, location: Location, retry_at: Option<Timestamp>) -> Seen<PostSeen> {
    let problem = (status != 201).then(|| ProblemType::parse("urn:problem-type:belgif:any"));
    seen(
        Some(status),
        PostSeen::Answered(PostAnswer {
            status,
            location,
            problem,
            retry_at,
        }),
    )
}

#[async_trait]
impl Transport for Nsso {
    async fn declare(&self, _token: &Token, payload: &str, _trace_id: &str) -> Seen<PostSeen> {
        let together = {
            let script = self.script();
            script.together.clone().filter(|_| !script.posts.is_empty())
        };
        if let Some(together) = together {
            together.wait().await;
        }
        let mut script = self.script();
        let now = self.clock.now();
        script.post_times.push(now);
        match script.posts.pop_front() {
            None => answered(201, Location::Number(self.take(&mut script, payload)), None),
            Some(Post::NotSent) => seen(None, PostSeen::NotSent),
            Some(Post::LostBeforeTaking) => seen(None, PostSeen::Lost),
            Some(Post::LostAfterTaking) => {
                self.take(&mut script, payload);
                seen(None, PostSeen::Lost)
            }
            Some(Post::LostAfterTakingTwice) => {
                self.take(&mut script, payload);
                self.take(&mut script, payload);
                seen(None, PostSeen::Lost)
            }
            Some(Post::Busy(wait)) => answered(429, Location::Missing, Some(now + wait)),
            Some(Post::Unauthorised) => answered(401, Location::Missing, None),
            Some(Post::Panic) => {
                drop(script);
                panic!("a fault of our own while sending")
            }
        }
    }

    async fn result(
        &self,
        _token: &Token,
        declaration: DeclarationId,
        _trace_id: &str,
    ) -> Seen<GetSeen> {
        let mut script = self.script();
        let now = self.clock.now();
        script.get_times.push(now);
        if script.get == Get::Unauthorised {
            return seen(Some(401), GetSeen::TokenRefused);
        }
        let taken = script
            .taken
            .iter()
            .find(|taken| taken.number == declaration);
        match taken.filter(|taken| now.duration_since(taken.at) >= script.delay) {
            None => seen(Some(404), GetSeen::NotReady),
            Some(taken) => {
                let answer = Answer {
                    declaration,
                    result: script.result,
                    period: PeriodId::parse("100000000135").ok(),
                    anomalies: Vec::new(),
                    ssin: None,
                    raw: Untrusted::new(taken.body.to_string()),
                };
                seen(Some(200), GetSeen::Result(Box::new(answer)))
            }
        }
    }

    async fn search_declarations(
        &self,
        _token: &Token,
        _search: &Search,
        _trace_id: &str,
    ) -> Seen<Result<Vec<FoundDeclaration>, CallFailed>> {
        let script = self.script();
        let found = script
            .taken
            .iter()
            .filter_map(|taken| {
                let mut item = taken.body.clone();
                item["declarationStatus"] =
                    json!({ "declarationId": taken.number.value(), "result": "A" });
                wire::declaration(item)
            })
            .collect();
        seen(Some(200), Ok(found))
    }

    async fn search_periods(
        &self,
        _token: &Token,
        _search: &Search,
        _trace_id: &str,
    ) -> Seen<Result<Vec<FoundPeriod>, CallFailed>> {
        seen(Some(200), Ok(Vec::new()))
    }

    async fn search_relations(
        &self,
        _token: &Token,
        _search: &Search,
        _trace_id: &str,
    ) -> Seen<Result<Vec<FoundRelation>, CallFailed>> {
        seen(Some(200), Ok(Vec::new()))
    }

    async fn period(
        &self,
        _token: &Token,
        _period: PeriodId,
        _trace_id: &str,
    ) -> Seen<Result<Option<FoundPeriod>, CallFailed>> {
        seen(Some(200), Ok(None))
    }
}

/// Tokens of that NSSO.
pub(super) struct Tokens(pub(super) Arc<Nsso>);

#[async_trait]
impl TokenSource for Tokens {
    async fn fetch(&self) -> Result<Granted, TokenError> {
        let mut script = self.0.script();
        script.tokens += 1;
        Ok(Granted {
            secret: SecretString::from(format!("token-{}", script.tokens)),
            lifetime: std::time::Duration::from_mins(10),
            scopes: Vec::new(),
        })
    }
}
