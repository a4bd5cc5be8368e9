//! The books: what was received, what was taken and what was answered. Nothing is ever guessed.
//!
//! Serves proofs that a client sent nothing twice and kept the schedule.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use serde::Serialize;

use super::watch::Timing;

/// How a request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// A status was handed to the connection.
    Status(u16),
    /// The connection was closed without an answer.
    Dropped,
    /// The connection was reset without an answer.
    Reset,
    /// Nothing was answered: held back on purpose, or the client left first.
    None,
}

/// A `POST /declarations` whose body was read.
#[derive(Debug, Clone, Serialize)]
pub struct PostEntry {
    /// Simulated time at which the body had been read.
    pub at: Timestamp,
    /// The client's `BelGov-Trace-Id`.
    pub trace_id: Option<String>,
    /// The client's `User-Agent`.
    pub user_agent: Option<String>,
    /// The account behind the token, when the token was known.
    pub client_id: Option<String>,
    /// SHA-256 of the body, in hexadecimal.
    pub sha256: String,
    /// The number given, when the declaration was taken.
    pub declaration: Option<u64>,
    /// How it ended.
    pub answer: Answer,
}

/// A token request.
#[derive(Debug, Clone, Serialize)]
pub struct TokenEntry {
    /// Simulated time.
    pub at: Timestamp,
    /// `iss` of the assertion, whether or not it was believed.
    pub client_id: Option<String>,
    /// The client's `User-Agent`.
    pub user_agent: Option<String>,
    /// How it ended.
    pub answer: Answer,
}

/// A `GET /declarations/{id}`.
#[derive(Debug, Clone, Serialize)]
pub struct GetEntry {
    /// Simulated time.
    pub at: Timestamp,
    /// The client's `User-Agent`.
    pub user_agent: Option<String>,
    /// How it ended.
    pub answer: Answer,
    /// A fault touched the answer, so the client may not have understood it.
    pub spoiled: bool,
}

/// Totals since the start.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counters {
    /// `POST /declarations` whose body was read.
    pub posts_read: u64,
    /// Declarations taken by POST; those of a state file count again, seeded ones never.
    pub declarations_taken: u64,
    /// POSTs that got an answer of any status.
    pub posts_answered: u64,
    /// Takings of a body that the same account had already had taken.
    pub taken_twice: u64,
    /// Token requests read.
    pub token_requests: u64,
    /// Tokens given.
    pub tokens_issued: u64,
    /// Tokens given for assertions that live longer than advised.
    pub long_assertions: u64,
    /// `GET /declarations/{id}`.
    pub gets: u64,
    /// `GET /periods/{id}`.
    pub period_gets: u64,
    /// Searches.
    pub searches: u64,
    /// Calls that break the polling schedule.
    pub schedule: ScheduleCounters,
    /// GETs of declarations whose final result had been answered; no breach.
    pub after_final: u64,
}

/// Calls that break the polling schedule (rsz-rest 9).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ScheduleCounters {
    /// Within two seconds of taking.
    pub too_early: u64,
    /// Too soon after the previous call.
    pub too_often: u64,
}

/// The whole books, as `GET /simulator/ledger` gives them.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Ledger {
    /// Totals.
    pub counters: Counters,
    /// POSTs in the order their bodies were read.
    pub posts: Vec<PostEntry>,
    /// Token requests in order.
    pub tokens: Vec<TokenEntry>,
    /// GETs by declaration, in order.
    pub gets: BTreeMap<u64, Vec<GetEntry>>,
    #[serde(skip)]
    taken: HashMap<(String, String), u64>,
}

/// Where an entry stands, to note its end later.
#[derive(Debug, Clone, Copy)]
pub(super) enum Line {
    Post(usize),
    Token(usize),
    Get(u64, usize),
    /// Counted only.
    Counted,
}

impl Ledger {
    pub(super) fn post_read(&mut self, entry: PostEntry) -> Line {
        self.counters.posts_read += 1;
        self.posts.push(entry);
        Line::Post(self.posts.len() - 1)
    }

    pub(super) fn token_requested(&mut self, entry: TokenEntry) -> Line {
        self.counters.token_requests += 1;
        self.tokens.push(entry);
        Line::Token(self.tokens.len() - 1)
    }

    pub(super) fn get_read(
        &mut self,
        declaration: u64,
        at: Timestamp,
        user_agent: Option<String>,
        timing: Option<Timing>,
    ) -> Line {
        self.counters.gets += 1;
        match timing {
            Some(Timing::TooEarly { .. }) => self.counters.schedule.too_early += 1,
            Some(Timing::TooOften { .. }) => self.counters.schedule.too_often += 1,
            Some(Timing::AfterFinal) => self.counters.after_final += 1,
            Some(Timing::InOrder) | None => {}
        }
        let answer = Answer::None;
        let entries = self.gets.entry(declaration).or_default();
        entries.push(GetEntry {
            at,
            user_agent,
            answer,
            spoiled: false,
        });
        Line::Get(declaration, entries.len() - 1)
    }

    /// The last call about a declaration that got past the door.
    ///
    /// One answered 401 does not count: to ask again at once with a new token is what a client should do.
    pub(super) fn previous_get(&self, declaration: u64) -> Option<&GetEntry> {
        let entries = self.gets.get(&declaration)?.iter().rev();
        let mut counted = entries.filter(|entry| entry.answer != Answer::Status(401));
        counted.next()
    }

    /// Books a taking, of a POST just read or from a state file.
    pub(super) fn taken(&mut self, client_id: &str, sha256: &str) {
        self.counters.declarations_taken += 1;
        let times = self.taken.entry((client_id.to_owned(), sha256.to_owned()));
        let times = times.or_default();
        *times += 1;
        if *times > 1 {
            self.counters.taken_twice += 1;
        }
    }

    pub(super) fn numbered(&mut self, line: Line, declaration: u64) {
        if let Line::Post(index) = line
            && let Some(entry) = self.posts.get_mut(index)
        {
            entry.declaration = Some(declaration);
        }
    }

    pub(super) fn spoiled(&mut self, line: Line) {
        if let Line::Get(declaration, index) = line
            && let Some(entries) = self.gets.get_mut(&declaration)
            && let Some(entry) = entries.get_mut(index)
        {
            entry.spoiled = true;
        }
    }

    pub(super) fn ended(&mut self, line: Line, answer: Answer) {
        match line {
            Line::Post(index) => {
                if matches!(answer, Answer::Status(_)) {
                    self.counters.posts_answered += 1;
                }
                if let Some(entry) = self.posts.get_mut(index) {
                    entry.answer = answer;
                }
            }
            Line::Token(index) => {
                if let Some(entry) = self.tokens.get_mut(index) {
                    entry.answer = answer;
                }
            }
            Line::Get(declaration, index) => {
                let entries = self.gets.get_mut(&declaration);
                if let Some(entry) = entries.and_then(|entries| entries.get_mut(index)) {
                    entry.answer = answer;
                }
            }
            Line::Counted => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("a second")
    }

    #[test]
    fn a_call_without_a_right_token_is_no_previous_call() {
        let mut ledger = Ledger::default();
        for (second, status) in [(2, 404), (3, 401)] {
            let line = ledger.get_read(7, at(second), None, None);
            ledger.ended(line, Answer::Status(status));
        }
        let previous = ledger.previous_get(7).map(|entry| entry.at);
        assert_eq!(previous, Some(at(2)));
        assert_eq!(ledger.counters.gets, 2);
    }

    #[test]
    fn the_same_body_counts_as_taken_twice_for_one_account_only() {
        let mut ledger = Ledger::default();
        for (client, sha256) in [("a", "1"), ("b", "1"), ("a", "2"), ("a", "1"), ("a", "1")] {
            ledger.taken(client, sha256);
        }
        assert_eq!(ledger.counters.declarations_taken, 5);
        assert_eq!(ledger.counters.taken_twice, 2);
    }
}
