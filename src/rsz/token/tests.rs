//! Many tasks, one fetch; failures remembered; late refusals harmless.

use std::future::pending;
use std::sync::atomic::{AtomicI64, AtomicUsize};

use super::*;
use crate::domain::problem::ProblemClass;
use crate::domain::text::Text;

/// Moves only when a test says so: the time of day, and the time since the start.
struct SetClock(AtomicI64, AtomicI64);

impl SetClock {
    fn new() -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(1_800_000_000), AtomicI64::new(5_000)))
    }

    fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
        self.1.fetch_add(seconds.max(0), Ordering::SeqCst);
    }

    /// Somebody sets the time of day.
    fn set(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.load(Ordering::SeqCst)).expect("in range")
    }

    fn uptime(&self) -> Duration {
        Duration::from_secs(self.1.load(Ordering::SeqCst).unsigned_abs())
    }
}

/// Counts its calls and answers from a script; the last line of the script repeats.
struct Source {
    calls: AtomicUsize,
    script: Vec<Line>,
}

#[derive(Clone)]
enum Line {
    Grant(u64),
    Fail(Option<Timestamp>),
    Hang,
}

impl Source {
    fn new(script: impl Into<Vec<Line>>) -> Arc<Self> {
        Arc::new(Self {
            calls: AtomicUsize::new(0),
            script: script.into(),
        })
    }

    fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }
}

#[async_trait]
impl TokenSource for Source {
    async fn fetch(&self) -> Result<Granted, TokenError> {
        let call = self.calls.fetch_add(1, Ordering::SeqCst);
        // Lets every other task run into the lock before the answer comes.
        tokio::time::sleep(Duration::from_millis(100)).await;
        match self.script[call.min(self.script.len() - 1)].clone() {
            Line::Grant(seconds) => Ok(Granted {
                secret: format!("token-{call}").into(),
                lifetime: Duration::from_secs(seconds),
                scopes: Vec::new(),
            }),
            Line::Fail(retry_at) => Err(failure(retry_at)),
            Line::Hang => pending().await,
        }
    }
}

fn failure(retry_at: Option<Timestamp>) -> TokenError {
    TokenError {
        class: TokenErrorClass::Later,
        retry_at,
        problem: Problem::new(ProblemClass::Service, Text::new("rsz-token-later")),
    }
}

fn key(client: &str) -> TokenKey {
    TokenKey {
        token_url: "http://127.0.0.1/token".into(),
        client_id: ClientId::parse(client).expect("valid"),
        scopes: vec![],
    }
}

fn cache(clock: &Arc<SetClock>) -> Arc<TokenCache> {
    Arc::new(TokenCache::new(clock.clone()))
}

#[tokio::test(start_paused = true)]
async fn fifty_tasks_at_once_make_one_request_and_a_revoked_token_one_more() {
    let (cache, source) = (cache(&SetClock::new()), Source::new([Line::Grant(600)]));
    let ask_all = || async {
        let tasks: Vec<_> = (0..50)
            .map(|_| {
                let (cache, source) = (cache.clone(), source.clone());
                tokio::spawn(async move { cache.token(&key("a"), &*source).await })
            })
            .collect();
        let mut last = None;
        for task in tasks {
            last = Some(task.await.expect("no panic").expect("granted"));
        }
        last.expect("fifty")
    };
    let first = ask_all().await;
    assert_eq!(source.calls(), 1);
    for _ in 0..50 {
        cache.refused(&key("a"), &first);
    }
    let second = ask_all().await;
    assert_eq!(source.calls(), 2);
    assert_ne!(first.expose(), second.expose());
}

#[tokio::test(start_paused = true)]
async fn a_late_refusal_of_an_old_token_leaves_the_fresh_one() {
    let (cache, source) = (cache(&SetClock::new()), Source::new([Line::Grant(600)]));
    let old = cache.token(&key("a"), &*source).await.expect("granted");
    cache.refused(&key("a"), &old);
    let fresh = cache.token(&key("a"), &*source).await.expect("granted");
    cache.refused(&key("a"), &old);
    let still = cache.token(&key("a"), &*source).await.expect("granted");
    assert_eq!(source.calls(), 2);
    assert_eq!(still.expose(), fresh.expose());
}

#[tokio::test(start_paused = true)]
async fn a_token_is_replaced_before_its_end() {
    for (name, lifetime, still_good, too_old) in [
        ("ten minutes", 600, 539, 540),
        ("two minutes", 120, 59, 60),
        ("a short life is halved", 100, 49, 50),
        ("set back before it was asked for", 600, 0, -1),
    ] {
        let clock = SetClock::new();
        let (cache, source) = (cache(&clock), Source::new([Line::Grant(lifetime)]));
        cache.token(&key("a"), &*source).await.expect("granted");
        clock.advance(still_good);
        cache.token(&key("a"), &*source).await.expect("granted");
        assert_eq!(source.calls(), 1, "{name}");
        clock.advance(too_old - still_good);
        cache.token(&key("a"), &*source).await.expect("granted");
        assert_eq!(source.calls(), 2, "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_set_makes_no_token_younger() {
    for (name, passed, set, calls) in [
        ("set back by less than has passed", 539, -530, 1),
        ("set back, and its time is over", 540, -530, 2),
        ("set back to before it was asked for", 100, -101, 2),
        ("set forward", 10, 530, 2),
        ("set forward by little", 10, 500, 1),
    ] {
        let clock = SetClock::new();
        let (cache, source) = (cache(&clock), Source::new([Line::Grant(600)]));
        cache.token(&key("a"), &*source).await.expect("granted");
        clock.advance(passed);
        clock.set(set);
        cache.token(&key("a"), &*source).await.expect("granted");
        assert_eq!(source.calls(), calls, "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_remembered_then_tried_again() {
    let clock = SetClock::new();
    let retry_at = clock.now() + SignedDuration::from_secs(90);
    for (name, retry_at, seconds) in [
        ("without a time", None, 5),
        ("until the server's time", Some(retry_at), 90),
    ] {
        let clock = SetClock::new();
        let source = Source::new([Line::Fail(retry_at), Line::Grant(600)]);
        let cache = cache(&clock);
        for _ in 0..3 {
            let error = cache.token(&key("a"), &*source).await.expect_err("refused");
            assert_eq!(error, failure(retry_at), "{name}");
            clock.advance((seconds - 1) / 3);
        }
        assert_eq!(source.calls(), 1, "{name}");
        assert!(matches!(cache.status(&key("a")), TokenStatus::Failed(_)));
        clock.advance(seconds);
        cache.token(&key("a"), &*source).await.expect("granted");
        assert_eq!(source.calls(), 2, "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_task_dropped_while_it_fetches_leaves_its_turn_to_the_next() {
    let cache = cache(&SetClock::new());
    let source = Source::new([Line::Hang, Line::Grant(600)]);
    let ask = || {
        let (cache, source) = (cache.clone(), source.clone());
        tokio::spawn(async move { cache.token(&key("a"), &*source).await })
    };
    let (first, second) = (ask(), ask());
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(source.calls(), 1, "the second waits");
    first.abort();
    second.await.expect("no panic").expect("granted");
    assert_eq!(source.calls(), 2);
}

#[tokio::test(start_paused = true)]
async fn accounts_do_not_share_tokens_and_show_their_own_state() {
    let clock = SetClock::new();
    let (cache, source) = (cache(&clock), Source::new([Line::Grant(600)]));
    assert_eq!(cache.status(&key("a")), TokenStatus::None);
    let token = cache.token(&key("a"), &*source).await.expect("granted");
    assert_eq!(
        cache.status(&key("a")),
        TokenStatus::Valid {
            expires_at: token.expires_at()
        }
    );
    assert_eq!(cache.status(&key("b")), TokenStatus::None);
    cache.token(&key("b"), &*source).await.expect("granted");
    assert_eq!(source.calls(), 2);
    clock.advance(600);
    assert_eq!(cache.status(&key("a")), TokenStatus::None, "past its end");
}

#[test]
fn debug_output_never_holds_the_token() {
    let token = Token {
        secret: "very-secret".into(),
        expires_at: Timestamp::UNIX_EPOCH,
        generation: 7,
    };
    assert_eq!(
        format!("{token:?}"),
        "Token(#7, until 1970-01-01T00:00:00Z)"
    );
}
