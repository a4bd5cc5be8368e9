//! What can go wrong with the server, as sentences with advice. Owns no sentence: `i18n` does.

use tokio_postgres::error::SqlState;

use super::closing;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::{Arg, Text};
use crate::domain::untrusted::Untrusted;
use crate::store::StoreError;
use crate::store::closing::closed;

/// A problem of the store with its advice.
pub(super) fn problem(summary: Text, hint: Text) -> Problem {
    Problem::new(ProblemClass::Store, summary).hint(hint)
}

/// The problem of a change that was taken back together with another one.
pub(super) fn undone() -> Problem {
    problem(Text::new("store-failed"), Text::new("store-failed-hint"))
}

/// The error of every change through a store that was opened only to look.
pub(super) fn read_only() -> StoreError {
    problem(
        Text::new("store-read-only"),
        Text::new("store-read-only-hint"),
    )
    .into()
}

/// The error of a row whose contents contradict each other or their hash.
pub(super) fn damaged(what: &str) -> StoreError {
    corrupt().detail(detail(what)).into()
}

/// Whether what is kept is to blame, and not the server, the network or a lock.
pub(super) fn is_damage(problem: &Problem) -> bool {
    problem.summary == corrupt().summary
}

/// What the server said of it, or what it is about.
pub(super) fn told(problem: &Problem) -> String {
    let said = problem.detail.iter().flat_map(|detail| &detail.args);
    let words = said.filter_map(|(_, said)| match said {
        Arg::Words(words) => Some(words.clone()),
        _ => None,
    });
    words.collect()
}

/// The problem of a queue whose contents cannot be trusted.
pub(super) fn corrupt() -> Problem {
    problem(
        Text::new("store-pg-corrupt"),
        Text::new("store-pg-corrupt-hint"),
    )
}

/// Nobody answers where the server should be.
pub(super) fn unreachable(server: &str) -> Problem {
    problem(
        Text::new("store-pg-unreachable").with("server", server),
        Text::new("store-pg-unreachable-hint"),
    )
}

/// The connection stands, and nobody answers at its other end; or it broke.
pub(super) fn silent() -> Problem {
    problem(Text::new("store-pg-lost"), Text::new("store-pg-lost-hint"))
}

/// A server that is too old.
pub(super) fn old_server(found: i32, oldest: i32) -> Problem {
    problem(
        Text::new("store-pg-old")
            .with("found", i64::from(found))
            .with("oldest", i64::from(oldest)),
        Text::new("store-pg-old-hint"),
    )
}

/// Certificate authorities that cannot be used.
pub(super) fn authorities(words: &str) -> Problem {
    problem(
        Text::new("store-pg-authorities"),
        Text::new("store-pg-authorities-hint"),
    )
    .detail(detail(words))
}

/// Why there is no connection.
pub(super) fn of_connecting(error: &tokio_postgres::Error, server: &str) -> Problem {
    if error.code().is_some() {
        return of_server(error);
    }
    let words = words(error);
    let is_of_tls = std::iter::successors(std::error::Error::source(error), |error| error.source())
        .any(|error| error.to_string().contains("certificate"));
    let problem = if is_of_tls || words.contains("TLS") {
        problem(
            Text::new("store-pg-tls").with("server", server),
            Text::new("store-pg-tls-hint"),
        )
    } else {
        unreachable(server)
    };
    problem.detail(detail(&words))
}

/// A failure of the server, or on the way to it.
pub(super) fn of_server(error: &tokio_postgres::Error) -> Problem {
    let Some(code) = error.code() else {
        let problem = if error.is_closed() || is_of_network(error) {
            silent()
        } else {
            corrupt()
        };
        return problem.detail(detail(&words(error)));
    };
    if code.code() == closing::REFUSED
        && let Some(said) = error.as_db_error()
    {
        return closed(said.message());
    }
    of_code(code).detail(detail(&words(error)))
}

fn of_code(code: &SqlState) -> Problem {
    match code.code() {
        "53100" => problem(
            Text::new("store-pg-disk-full"),
            Text::new("store-pg-disk-full-hint"),
        ),
        "53300" => problem(Text::new("store-pg-full"), Text::new("store-pg-full-hint")),
        "28P01" | "28000" => problem(
            Text::new("store-pg-password"),
            Text::new("store-pg-password-hint"),
        ),
        "3D000" | "3F000" => problem(
            Text::new("store-pg-no-database"),
            Text::new("store-pg-no-database-hint"),
        ),
        "42501" => problem(
            Text::new("store-pg-denied"),
            Text::new("store-pg-denied-hint"),
        ),
        "25006" => problem(
            Text::new("store-pg-read-only"),
            Text::new("store-pg-read-only-hint"),
        ),
        "57P01" | "57P02" | "57P03" | "25P03" => silent(),
        "55P03" | "57014" | "40001" | "40P01" => {
            problem(Text::new("store-busy"), Text::new("store-pg-busy-hint"))
        }
        "58030" => problem(Text::new("store-io"), Text::new("store-pg-io-hint")),
        // What our own statements name is not there, or not what it was.
        "XX001" | "XX002" | "42P01" | "42703" | "42883" => corrupt(),
        _ => problem(Text::new("store-failed"), Text::new("store-failed-hint")),
    }
}

/// Whether the network is to blame, and neither what was asked nor what was answered.
pub(super) fn is_of_network(error: &tokio_postgres::Error) -> bool {
    std::iter::successors(std::error::Error::source(error), |error| error.source())
        .any(<dyn std::error::Error + 'static>::is::<std::io::Error>)
}

/// What the server says, never with a value of a row: those may be personal.
fn words(error: &tokio_postgres::Error) -> String {
    match error.as_db_error() {
        Some(said) if said.code().code().starts_with("22") => said.code().code().to_owned(),
        Some(said) => format!("{} ({})", said.message(), said.code().code()),
        None => match std::error::Error::source(error) {
            Some(source) if is_of_network(error) => format!("{error}: {source}"),
            _ => error.to_string(),
        },
    }
}

fn detail(words: &str) -> Text {
    Text::new("store-detail").with("words", Untrusted::new(words).shown())
}

impl From<tokio_postgres::Error> for StoreError {
    fn from(error: tokio_postgres::Error) -> Self {
        of_server(&error).into()
    }
}

/// The problem behind an error of a statement.
pub(super) fn of_error(error: StoreError) -> Problem {
    match error {
        StoreError::Failed(problem) => *problem,
        _ => undone(),
    }
}

/// There is no schema in which our tables could be.
pub(super) fn no_schema() -> Problem {
    problem(
        Text::new("store-pg-no-database"),
        Text::new("store-pg-no-database-hint"),
    )
}

/// There is nothing to look at yet.
pub(super) fn missing(place: &str) -> Problem {
    problem(
        Text::new("store-missing").with("path", place),
        Text::new("store-missing-hint"),
    )
}

/// There is, but of an older version.
pub(super) fn older(place: &str) -> Problem {
    problem(
        Text::new("store-older").with("path", place),
        Text::new("store-older-hint"),
    )
}
