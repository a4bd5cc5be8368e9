//! What a filter means, whatever database keeps the rows. Knows no SQL.

use crate::domain::draft::Kind;
use crate::domain::lifecycle::StateKind;
use crate::domain::report::Filter;

/// Text indexes know pieces of three characters; shorter texts are looked for as beginnings.
pub(super) const INDEXED_PIECE: usize = 3;

/// How much a page may cost.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Rows of one term that are all read and sorted.
    pub few: u64,
    /// Rows that are counted off an index.
    pub counted: u64,
    /// Numbers of rows that are collected when all terms together have no more.
    pub collected: u64,
    /// Rows that are read one by one to see whether a filter chooses them.
    pub looks: u64,
}

/// What somebody waits for.
pub(super) const PAGE: Limits = Limits {
    few: 2_000,
    counted: 10_000,
    collected: 60_000,
    looks: 10_000,
};

/// What a term asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    States,
    Kinds,
    WorkerType,
    Employer,
    Ssin,
    Code,
    Reference,
    LookedUp,
    Since,
    DueBefore,
    Decision,
    Account,
    Ids,
    Text,
}

impl About {
    /// A filter with this term alone, when how many rows that has can be kept.
    pub(super) fn alone(self, filter: &Filter) -> Option<Filter> {
        let mut alone = Filter::default();
        match self {
            Self::States => alone.states.clone_from(&filter.states),
            Self::Kinds => alone.kinds.clone_from(&filter.kinds),
            Self::WorkerType => alone.worker_type.clone_from(&filter.worker_type),
            Self::Employer => alone.employer.clone_from(&filter.employer),
            Self::Account => alone.account.clone_from(&filter.account),
            Self::Decision => alone.decided = filter.decided,
            _ => return None,
        }
        Some(alone)
    }
}

/// The filter with what it leaves out by state or kind alone turned into what it chooses.
/// None when nothing is left to choose.
pub(super) fn plain(filter: &Filter) -> Option<Filter> {
    let mut plain = filter.clone();
    plain.text = plain.text.filter(|words| !words.trim().is_empty());
    plain.not.clear();
    for not in &filter.not {
        let by_state = Filter {
            states: not.states.clone(),
            ..Filter::default()
        };
        let by_kind = Filter {
            kinds: not.kinds.clone(),
            ..Filter::default()
        };
        if *not == Filter::default() {
            return None;
        } else if *not == by_state {
            plain.states = less(&plain.states, StateKind::ALL, &not.states)?;
        } else if *not == by_kind {
            plain.kinds = less(&plain.kinds, &Kind::ALL, &not.kinds)?;
        } else {
            plain.not.push(not.clone());
        }
    }
    Some(plain)
}

/// What is chosen (all when empty) without these.
fn less<T: Copy + PartialEq>(chosen: &[T], all: &[T], without: &[T]) -> Option<Vec<T>> {
    let chosen = if chosen.is_empty() { all } else { chosen };
    let left: Vec<T> = chosen
        .iter()
        .copied()
        .filter(|one| !without.contains(one))
        .collect();
    (!left.is_empty()).then_some(left)
}

/// Whether how many rows it has is kept: when it names nothing but states, kinds, a worker type of
/// the usual form, an account and a decision.
pub(super) fn tallied(filter: &Filter) -> bool {
    let of_these = Filter {
        states: filter.states.clone(),
        kinds: filter.kinds.clone(),
        worker_type: filter.worker_type.clone().filter(|code| is_usual(code)),
        account: filter.account.clone(),
        decided: filter.decided,
        ..Filter::default()
    };
    *filter == of_these
}

/// An employer's number as the index has it.
pub(super) fn digits(employer: &str) -> String {
    employer.chars().filter(char::is_ascii_digit).collect()
}

/// States are indexed by their place in a life, by which they are also sorted.
pub(super) fn life(state: StateKind) -> i64 {
    let place = StateKind::ALL.iter().position(|kind| *kind == state);
    place
        .and_then(|place| i64::try_from(place).ok())
        .unwrap_or(-1)
}

/// Kinds are indexed by their place in the list of all.
pub(super) fn kind_order(kind: Kind) -> i64 {
    let place = Kind::ALL.iter().position(|one| *one == kind);
    place
        .and_then(|place| i64::try_from(place).ok())
        .unwrap_or(-1)
}

/// Of the form that is tallied: three capitals or digits, a capital first.
fn is_usual(worker_type: &str) -> bool {
    let capital = |byte: &u8| byte.is_ascii_uppercase();
    match worker_type.as_bytes() {
        [first, rest @ ..] => {
            capital(first)
                && rest.len() == 2
                && rest
                    .iter()
                    .all(|byte| capital(byte) || byte.is_ascii_digit())
        }
        [] => false,
    }
}

/// A person who types a row's own number wants that row.
pub(super) fn own_number(words: &str) -> Option<i64> {
    words.strip_prefix('#').unwrap_or(words).parse().ok()
}
