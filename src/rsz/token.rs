//! One access token per account, shared by every task: check, lock, check again.
//!
//! Owns when a token is still good, when the next one is fetched and how long a failure is
//! remembered. Knows nothing of HTTP or signatures: fetching is a [`TokenSource`].

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};

use crate::domain::clock::Clock;
use crate::domain::ids::ClientId;
use crate::domain::problem::Problem;
use crate::domain::report::TokenStatus;

mod fetches;
#[cfg(test)]
mod tests;

pub use fetches::Fetches;

/// A token is replaced this long before its end (rsz-rest 2.7).
const MARGIN: SignedDuration = SignedDuration::from_secs(60);
/// Below this lifetime the margin would eat the token: half of the lifetime is used instead.
const SHORT_LIFETIME: SignedDuration = SignedDuration::from_secs(120);
/// A failure is handed to everybody who asks within this time, longer when the server wants so.
const FAILURE_REMEMBERED: SignedDuration = SignedDuration::from_secs(5);

/// An access token. `Debug` never shows it.
#[derive(Clone)]
pub struct Token {
    secret: SecretString,
    expires_at: Timestamp,
    generation: u64,
}

impl Token {
    /// The end of its life, by our clock.
    pub fn expires_at(&self) -> Timestamp {
        self.expires_at
    }

    /// The token of a grant that is used at once and not kept.
    pub fn of(granted: Granted, asked_at: Timestamp) -> Self {
        let lifetime = SignedDuration::try_from(granted.lifetime).unwrap_or(SignedDuration::MAX);
        Self {
            secret: granted.secret,
            expires_at: later(asked_at, lifetime),
            generation: 0,
        }
    }

    /// The token itself, for the `Authorization` header only.
    pub(super) fn expose(&self) -> &str {
        self.secret.expose_secret()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            generation,
            expires_at,
            ..
        } = self;
        write!(formatter, "Token(#{generation}, until {expires_at})")
    }
}

/// Which token: two accounts that differ in any of these share none.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TokenKey {
    /// The token server.
    pub token_url: String,
    /// The account.
    pub client_id: ClientId,
    /// The scopes that are asked for; none asks for all that the account has.
    pub scopes: Vec<String>,
}

/// What a token server granted.
#[derive(Debug, Clone)]
pub struct Granted {
    /// The token.
    pub secret: SecretString,
    /// `expires_in`.
    pub lifetime: Duration,
    /// `scope`; none when the server does not say, which it need not when it granted what was
    /// asked for (RFC 6749 5.1).
    pub scopes: Vec<String>,
}

/// Where tokens come from. Faked in tests that count the calls.
#[async_trait]
pub trait TokenSource: Send + Sync {
    /// Asks the token server once.
    async fn fetch(&self) -> Result<Granted, TokenError>;

    /// The server's clock minus ours, as its last answer showed it; `None` when none did.
    fn clock_offset(&self) -> Option<SignedDuration> {
        None
    }
}

/// Why there is no token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no access token: {class:?}")]
pub struct TokenError {
    /// What kind of failure it is.
    pub class: TokenErrorClass,
    /// When the server wants to be asked again.
    pub retry_at: Option<Timestamp>,
    /// What to tell a person.
    pub problem: Problem,
}

/// The kinds of failure, by what has to happen next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenErrorClass {
    /// The server does not accept the account, its certificate or its permissions: a person must act.
    Refused,
    /// The server does not understand the request: a setting or this program is wrong.
    InvalidRequest,
    /// 429 or 503: come back later.
    Later,
    /// Any other status, or an answer that cannot be read.
    Fault,
    /// No answer at all.
    Unreachable,
}

/// The tokens of this process.
pub struct TokenCache {
    clock: Arc<dyn Clock>,
    slots: Mutex<HashMap<TokenKey, Arc<Slot>>>,
    generations: AtomicU64,
    fetches: Fetches,
}

#[derive(Default)]
struct Slot {
    /// Held by the one task that fetches; the others wait here.
    turn: tokio::sync::Mutex<()>,
    memory: Mutex<Memory>,
}

#[derive(Default)]
struct Memory {
    token: Option<Cached>,
    failure: Option<Failure>,
}

struct Cached {
    token: Token,
    asked: Asked,
    fresh_for: SignedDuration,
}

/// A moment by both clocks: the time of day can be set back, and the other one tells nobody when
/// a token ends. A token is as old as the clock says that makes it older.
#[derive(Clone, Copy)]
struct Asked {
    at: Timestamp,
    uptime: Duration,
}

impl Asked {
    fn now(clock: &dyn Clock) -> Self {
        Self {
            at: clock.now(),
            uptime: clock.uptime(),
        }
    }

    /// Whether less than this has passed; never when the time of day lies behind the beginning,
    /// as nobody knows then how much has.
    fn is_within(self, span: SignedDuration, now: Self) -> bool {
        let passed = SignedDuration::try_from(now.uptime.saturating_sub(self.uptime));
        (self.at..later(self.at, span)).contains(&now.at) && passed.is_ok_and(|it| it < span)
    }
}

struct Failure {
    error: TokenError,
    happened_at: Timestamp,
    remembered_until: Timestamp,
}

impl TokenCache {
    /// An empty cache.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self {
            clock,
            slots: Mutex::default(),
            generations: AtomicU64::new(1),
            fetches: Fetches::default(),
        }
    }

    /// How often token servers were asked, and how long they took.
    pub fn fetches(&self) -> &Fetches {
        &self.fetches
    }

    /// A token that is good for a while, fetched from `source` only when there is none.
    ///
    /// However many tasks ask at once, one of them fetches and all of them get its outcome,
    /// failures included. A task that is dropped while it fetches leaves its turn to the next.
    pub async fn token(
        &self,
        key: &TokenKey,
        source: &dyn TokenSource,
    ) -> Result<Token, TokenError> {
        let slot = self.slot(key);
        if let Some(known) = slot.recall(Asked::now(&*self.clock)) {
            return known;
        }
        let _turn = slot.turn.lock().await;
        let asked = Asked::now(&*self.clock);
        if let Some(known) = slot.recall(asked) {
            return known;
        }
        let fetched = source.fetch().await;
        let took = self.clock.uptime().saturating_sub(asked.uptime);
        self.fetches.add(fetched.as_ref().err(), took);
        match fetched {
            Ok(granted) => Ok(slot.keep(self.next_generation(), granted, asked)),
            Err(error) => Err(slot.remember(error, self.clock.now())),
        }
    }

    /// Forgets a token that the service refused with a 401.
    ///
    /// Only that very token: a 401 that comes late cannot throw away the one that replaced it.
    /// Tells whether this was the first refusal of the token.
    pub fn refused(&self, key: &TokenKey, token: &Token) -> bool {
        let slot = self.slot(key);
        let mut memory = slot.memory();
        let current = memory.token.as_ref();
        let is_current = current.is_some_and(|cached| cached.token.generation == token.generation);
        if is_current {
            memory.token = None;
        }
        is_current
    }

    /// What is known of a token, for showing.
    pub fn status(&self, key: &TokenKey) -> TokenStatus {
        let slot = self.slot(key);
        let memory = slot.memory();
        let now = self.clock.now();
        match (&memory.token, &memory.failure) {
            (_, Some(failure)) => TokenStatus::Failed(failure.error.problem.clone()),
            (Some(cached), None) if now < cached.token.expires_at => TokenStatus::Valid {
                expires_at: cached.token.expires_at,
            },
            _ => TokenStatus::None,
        }
    }

    fn slot(&self, key: &TokenKey) -> Arc<Slot> {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(slot) = slots.get(key) {
            return Arc::clone(slot);
        }
        Arc::clone(slots.entry(key.clone()).or_default())
    }

    fn next_generation(&self) -> u64 {
        self.generations.fetch_add(1, Ordering::Relaxed)
    }
}

impl Slot {
    fn memory(&self) -> std::sync::MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The outcome that is still valid now, if any.
    ///
    /// Both kinds of memory are void when the clock has been set back behind their beginning.
    fn recall(&self, now: Asked) -> Option<Result<Token, TokenError>> {
        let memory = self.memory();
        if let Some(cached) = &memory.token
            && cached.asked.is_within(cached.fresh_for, now)
        {
            return Some(Ok(cached.token.clone()));
        }
        let failure = memory.failure.as_ref()?;
        (failure.happened_at..failure.remembered_until)
            .contains(&now.at)
            .then(|| Err(failure.error.clone()))
    }

    /// The lifetime counts from before the request, so that a slow answer shortens it.
    fn keep(&self, generation: u64, granted: Granted, asked: Asked) -> Token {
        let lifetime = SignedDuration::try_from(granted.lifetime).unwrap_or(SignedDuration::MAX);
        let fresh_for = if lifetime < SHORT_LIFETIME {
            lifetime / 2
        } else {
            lifetime - MARGIN
        };
        let token = Token {
            secret: granted.secret,
            expires_at: later(asked.at, lifetime),
            generation,
        };
        *self.memory() = Memory {
            token: Some(Cached {
                token: token.clone(),
                asked,
                fresh_for,
            }),
            failure: None,
        };
        token
    }

    fn remember(&self, error: TokenError, now: Timestamp) -> TokenError {
        let own = later(now, FAILURE_REMEMBERED);
        *self.memory() = Memory {
            token: None,
            failure: Some(Failure {
                happened_at: now,
                remembered_until: error.retry_at.map_or(own, |asked| asked.max(own)),
                error: error.clone(),
            }),
        };
        error
    }
}

fn later(from: Timestamp, by: SignedDuration) -> Timestamp {
    from.checked_add(by).unwrap_or(Timestamp::MAX)
}
