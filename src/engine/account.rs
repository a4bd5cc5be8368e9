//! An account at work: its token, its way to the NSSO, and when it must be left alone.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

use crate::domain::chaman::KeyReference;
use crate::domain::ids::{ClientId, Employer};
use crate::domain::problem::Problem;
use crate::domain::schedule;
use crate::domain::text::Text;
use crate::rsz::{Token, TokenCache, TokenKey, TokenSource, Transport};

use super::problem;

/// Refused tokens in a row after which an account is held for a person to look.
const UNAUTHORISED_LIMIT: u32 = 2;

/// Connections that failed in a row before polling pauses as well.
const PATIENCE: u32 = 3;

/// The longest pause after a failed connection.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_mins(1);

/// An account of the configuration, ready to work.
pub struct Account {
    /// Its name.
    pub name: String,
    /// Its OAuth client id.
    pub client_id: ClientId,
    /// Its way to the NSSO, or why there is none: a key that cannot be read, say. `None` in a
    /// process that speaks to nobody.
    pub link: Option<Result<Link, Problem>>,
    /// The employers for which it is used; all when empty.
    pub employers: Vec<Employer>,
    /// Comes after the accounts of the register: it stands in for who has made none.
    pub is_last_resort: bool,
}

/// The way of an account to the NSSO.
#[derive(Clone)]
pub struct Link {
    /// What its tokens are cached under.
    pub token_key: TokenKey,
    /// Where its tokens come from.
    pub tokens: Arc<dyn TokenSource>,
    /// How it speaks to the NSSO.
    pub transport: Arc<dyn Transport>,
}

/// A link with a token in hand: all that a request needs.
pub(super) struct Pass<'a> {
    link: &'a Link,
    pub(super) token: Token,
}

impl Pass<'_> {
    pub(super) fn transport(&self) -> &dyn Transport {
        &*self.link.transport
    }

    /// The token was refused: the next pass has another one. Tells whether this is news: of
    /// several requests with one token only the first refusal is.
    pub(super) fn refused(&self, cache: &TokenCache) -> bool {
        cache.refused(&self.link.token_key, &self.token)
    }
}

/// An account with what the worker learnt about it. It does not change: when its key does,
/// another one takes its place and has the same gate, and what is under way keeps this one.
#[derive(Clone)]
pub(super) struct ActiveAccount {
    /// Its name in the configuration, else in the register.
    pub(super) name: String,
    pub(super) client_id: ClientId,
    pub(super) employers: Vec<Employer>,
    pub(super) is_last_resort: bool,
    pub(super) link: Result<Link, Problem>,
    /// The key of the register with which the link signs; none for the key of the configuration.
    pub(super) key: Option<KeyReference>,
    /// Why it does not do what the register says, whether or not it can work.
    pub(super) trouble: Option<Problem>,
    gate: Arc<Mutex<Gate>>,
}

/// When an account must be left alone, and why.
#[derive(Debug, Clone, Default)]
struct Gate {
    closed_until: Option<Timestamp>,
    failures: u32,
    failing_since: Option<Timestamp>,
    unauthorised: u32,
    problem: Option<Problem>,
}

impl ActiveAccount {
    /// An account of the configuration.
    pub(super) fn configured(account: Account) -> Self {
        let trouble = match &account.link {
            Some(Err(problem)) => Some(problem.clone()),
            _ => None,
        };
        Self {
            name: account.name,
            client_id: account.client_id,
            employers: account.employers,
            is_last_resort: account.is_last_resort,
            link: account.link.unwrap_or_else(|| Err(speaks_to_nobody())),
            key: None,
            trouble,
            gate: Arc::default(),
        }
    }

    /// An account of the configuration as it is now, in the place of itself as it was: without a
    /// link it has the one of before. Refused when it could work before and cannot now.
    pub(super) fn reconfigured(mut account: Account, before: &Self) -> Result<Self, Problem> {
        let is_new = account.link.is_some();
        let link = account.link.take().unwrap_or_else(|| before.link.clone());
        if let (Err(problem), Ok(_)) = (&link, &before.link) {
            return Err(problem.clone());
        }
        account.link = Some(link);
        let mut account = Self::configured(account);
        if before.link.is_ok() {
            // The service wanted to be left alone, whatever the key.
            account.gate = Arc::clone(&before.gate);
        }
        if is_new {
            account.gate().unauthorised = 0;
        }
        Ok(account)
    }

    /// An account of the register that has no link yet.
    pub(super) fn registered(name: String, client_id: ClientId) -> Self {
        Self {
            name,
            client_id,
            employers: Vec::new(),
            is_last_resort: false,
            link: Err(speaks_to_nobody()),
            key: None,
            trouble: None,
            gate: Arc::default(),
        }
    }

    /// This account, taking over from what stood in its place: the same gate, and the link of
    /// the register if it had one.
    pub(super) fn in_place_of(&self, before: &Self) -> Self {
        let mut account = Self {
            gate: Arc::clone(&before.gate),
            ..self.clone()
        };
        if before.key.is_some() {
            account.link.clone_from(&before.link);
            account.key.clone_from(&before.key);
            account.trouble.clone_from(&before.trouble);
        }
        account
    }

    /// This account, signing with a key of the register.
    pub(super) fn with_link(mut self, link: Link, key: KeyReference) -> Self {
        // What it could not do with another key, it may be able to do with this one.
        self.succeeded();
        self.link = Ok(link);
        self.key = Some(key);
        self.trouble = None;
        self
    }

    /// This account, whose key of the register cannot be used: a link that it has stays.
    pub(super) fn in_trouble(mut self, problem: Problem) -> Self {
        if self.link.is_err() {
            self.link = Err(problem.clone());
        }
        self.trouble = Some(problem);
        self
    }

    /// A token and the way to use it, or the gate is closed for as long as the failure asks.
    pub(super) async fn pass(
        &self,
        cache: &TokenCache,
        now: Timestamp,
    ) -> Result<Pass<'_>, Problem> {
        let link = self
            .link
            .as_ref()
            .map_err(|problem| self.no_pass(now, None, problem))?;
        match cache.token(&link.token_key, &*link.tokens).await {
            Ok(token) => Ok(Pass { link, token }),
            Err(error) => {
                // It belongs to no submission: the log is where it is kept as evidence.
                let (account, server) = (&self.name, &link.token_key.token_url);
                tracing::warn!(account, server, %error, "token");
                Err(self.no_pass(now, error.retry_at, &error.problem))
            }
        }
    }

    fn no_pass(&self, now: Timestamp, retry_at: Option<Timestamp>, problem: &Problem) -> Problem {
        let mut gate = self.gate();
        gate.fail(now, problem.clone());
        gate.closed_until = Some(retry_at.unwrap_or(now + gate.pause()));
        problem.clone()
    }

    /// The moment until which nothing may be asked, if it lies ahead.
    pub(super) fn closed_until(&self, now: Timestamp) -> Option<Timestamp> {
        self.gate().closed_until.filter(|until| *until > now)
    }

    /// The time of day was set back by so much: it is left alone no longer than before.
    pub(super) fn set_back(&self, by: SignedDuration) {
        let mut gate = self.gate();
        let Gate {
            closed_until,
            failing_since,
            ..
        } = &mut *gate;
        for moment in [closed_until, failing_since].into_iter().flatten() {
            *moment = moment.checked_sub(by).unwrap_or(*moment);
        }
    }

    /// What went wrong with its latest requests, and since when.
    pub(super) fn failing(&self) -> Option<(Timestamp, Problem)> {
        let gate = self.gate();
        Some((gate.failing_since?, gate.problem.clone()?))
    }

    /// The server answered sensibly: all is forgiven.
    pub(super) fn succeeded(&self) {
        *self.gate() = Gate::default();
    }

    /// The server wants to be left alone.
    pub(super) fn wait(&self, now: Timestamp, until: Option<Timestamp>, problem: Problem) {
        let mut gate = self.gate();
        gate.fail(now, problem);
        gate.closed_until = Some(until.unwrap_or(now + schedule::account_wait(gate.failures)));
    }

    /// No connection, for sending: everything else of this account would fail alike.
    pub(super) fn unreachable(&self, now: Timestamp, problem: Problem) {
        let mut gate = self.gate();
        gate.fail(now, problem);
        gate.closed_until = Some(now + gate.pause());
    }

    /// No connection, for asking: the schedule goes on until it has failed several times.
    pub(super) fn unreachable_for_poll(&self, now: Timestamp, problem: Problem) {
        let mut gate = self.gate();
        gate.fail(now, problem);
        if gate.failures >= PATIENCE {
            gate.closed_until = Some(now + gate.pause());
        }
    }

    /// Another token was refused. Whether it is time to hold the account.
    pub(super) fn unauthorised(&self) -> bool {
        let mut gate = self.gate();
        gate.unauthorised += 1;
        gate.unauthorised >= UNAUTHORISED_LIMIT
    }

    fn gate(&self) -> std::sync::MutexGuard<'_, Gate> {
        // A panic elsewhere leaves plain data behind, still true.
        self.gate.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A command that only looks at the queue reads no key.
fn speaks_to_nobody() -> Problem {
    problem::usage(Text::new("engine-no-link"))
}

impl Gate {
    fn fail(&mut self, now: Timestamp, problem: Problem) {
        self.failures += 1;
        self.failing_since.get_or_insert(now);
        self.problem = Some(problem);
    }

    /// 5 s doubling to a minute.
    fn pause(&self) -> SignedDuration {
        SignedDuration::from_secs(5 << self.failures.clamp(1, 5).saturating_sub(1))
            .min(LONGEST_PAUSE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_minute() {
        let pauses: Vec<i64> = (1..=7)
            .map(|failures| {
                Gate {
                    failures,
                    ..Gate::default()
                }
                .pause()
                .as_secs()
            })
            .collect();
        assert_eq!(pauses, [5, 10, 20, 40, 60, 60, 60]);
    }
}
