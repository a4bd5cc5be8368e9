//! The answers that are tried: to what, what is said, and what has to become of the declaration.

use std::net::SocketAddr;

use dimonitor::simulator::{FaultKind, FaultRule, Operation, RetryForm};
use jiff::SignedDuration;

use crate::middle::{Act, Deed};
use crate::spoiled::{self, FOUND, JSON, problem, said};

/// One answer.
pub struct Case {
    pub name: String,
    pub how: How,
    pub expected: Expected,
}

/// Where it comes from.
pub enum How {
    /// A fault of the simulator.
    Fault(FaultRule),
    /// Made up, for the address of a stranger.
    Made(Box<dyn Fn(&SocketAddr) -> Deed + Send>),
}

/// What has to become of the declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Nothing was posted, for want of a token; it goes on by itself.
    NoToken,
    /// Certainly not taken: it waits and goes on by itself.
    Queued,
    /// Certainly not taken: it waits, for a person or longer than this test.
    Held,
    /// Refused at the door.
    Rejected,
    /// Taken, number known.
    Taken,
    /// In doubt and looked for in vain: a person decides.
    InDoubt,
    /// In doubt until the search found it.
    FoundAgain,
    /// Taken long ago; only the result is asked for again.
    AskedAgain,
    /// Taken long ago; the result is refused to us, and a person asks again.
    Denied,
}

impl Expected {
    /// Whether the declaration is accepted once the trouble is over.
    pub fn goes_on(self) -> bool {
        matches!(self, Self::NoToken | Self::Queued | Self::AskedAgain)
    }

    /// POSTs that are right, at most.
    pub fn posts(self) -> u64 {
        match self {
            Self::NoToken => 0,
            // A 401 wants a new token and one more try.
            Self::Queued | Self::Held => 4,
            _ => 1,
        }
    }
}

/// All of them. The limit is that of a whole request, in seconds.
pub fn all(limit: u64) -> Vec<Case> {
    [
        faults(),
        token_answers(limit),
        post_answers(limit),
        get_answers(limit),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Every fault of the simulator on every request.
fn faults() -> Vec<Case> {
    use FaultKind as F;
    let mut cases = Vec::new();
    let doubtful = |taken| {
        if taken {
            Expected::FoundAgain
        } else {
            Expected::InDoubt
        }
    };
    for (kind, of_post) in [
        (F::InternalServerError, doubtful(false)),
        (F::BadGatewayHtml, doubtful(false)),
        (F::ServiceUnavailable, Expected::Held),
        (F::UnavailablePlain, doubtful(false)),
        (F::TooManyRequests, Expected::Held),
        (F::DropBefore, doubtful(false)),
        (F::DropAfter, doubtful(true)),
        (F::ResetBefore, doubtful(false)),
        (F::ResetAfter, doubtful(true)),
        (F::HalfBefore, doubtful(false)),
        (F::HalfAfter, doubtful(true)),
        (F::HangBefore, doubtful(false)),
        (F::HangAfter, doubtful(true)),
        (F::Redirect, doubtful(false)),
        (F::ForeignLocation, doubtful(true)),
        (F::MalformedLocation, doubtful(true)),
        (F::MissingLocation, doubtful(true)),
        (F::HugeBody, Expected::Taken),
        (F::GarbageJson, Expected::Taken),
        (F::RevokedToken, Expected::Held),
    ] {
        let to = matches!(kind, F::Redirect | F::ForeignLocation).then(String::new);
        let rule = |on| FaultRule {
            to: to.clone(),
            ..FaultRule::new(on, kind)
        };
        let mut case = |on, expected| {
            cases.push(Case {
                name: format!("{kind:?} to {on:?}"),
                how: How::Fault(rule(on)),
                expected,
            });
        };
        case(Operation::Post, of_post);
        let of_location = matches!(
            kind,
            F::ForeignLocation | F::MalformedLocation | F::MissingLocation
        );
        if of_location || kind == F::RevokedToken {
            continue;
        }
        case(Operation::Get, Expected::AskedAgain);
        case(Operation::Token, Expected::NoToken);
    }
    for kind in [F::WrongDeclaration, F::RevokedToken] {
        cases.push(Case {
            name: format!("{kind:?} to Get"),
            how: How::Fault(FaultRule::new(Operation::Get, kind)),
            expected: Expected::AskedAgain,
        });
    }
    for kind in [F::ServiceUnavailable, F::TooManyRequests] {
        for form in [
            RetryForm::Header,
            RetryForm::HttpDate,
            RetryForm::Seconds,
            RetryForm::DateTime,
        ] {
            cases.push(Case {
                name: format!("{kind:?}, in an hour by {form:?}"),
                how: How::Fault(FaultRule {
                    retry_after: Some(SignedDuration::from_hours(1)),
                    retry_form: form,
                    ..FaultRule::new(Operation::Post, kind)
                }),
                expected: Expected::Held,
            });
        }
    }
    cases
}

fn made(on: Operation, taken: bool, what: &str, act: Act, expected: Expected) -> Case {
    let name = format!("{what} to {on:?}{}", if taken { ", taken" } else { "" });
    let make = move |stranger: &SocketAddr| Deed {
        on,
        taken,
        act: match act.clone() {
            Act::Say(bytes) => Act::Say(addressed(&bytes, stranger)),
            Act::SayAndHang(bytes) => Act::SayAndHang(addressed(&bytes, stranger)),
            Act::Drip(bytes, slowly) => Act::Drip(addressed(&bytes, stranger), slowly),
            Act::Flood(bytes, pieces) => Act::Flood(addressed(&bytes, stranger), pieces),
        },
    };
    Case {
        name,
        how: How::Made(Box::new(make)),
        expected,
    }
}

/// With the address in its place.
fn addressed(bytes: &[u8], stranger: &SocketAddr) -> Vec<u8> {
    match std::str::from_utf8(bytes) {
        Ok(text) => text
            .replace("{stranger}", &stranger.to_string())
            .into_bytes(),
        Err(_) => bytes.to_vec(),
    }
}

fn token_answers(limit: u64) -> Vec<Case> {
    let bodies = spoiled::bodies(200, "", limit);
    let mut acts: Vec<_> = spoiled::heads(limit).into_iter().chain(bodies).collect();
    for status in [301, 302, 303, 307, 308] {
        let elsewhere = "Location: http://{stranger}/token\r\n";
        acts.push(("a redirect", Act::Say(said(status, elsewhere, ""))));
    }
    let tokens = r#"{"access_token":1,"access_token":[]}"#;
    acts.push(("two tokens", Act::Say(said(200, JSON, tokens))));
    let refused = r#"{"error":"invalid_client","error_description":"\u001b[2J"}"#;
    acts.push(("invalid_client", Act::Say(said(401, JSON, refused))));
    let case = |(what, act)| made(Operation::Token, false, what, act, Expected::NoToken);
    acts.into_iter().map(case).collect()
}

#[expect(clippy::too_many_lines, reason = "one table, a case a line")]
fn post_answers(limit: u64) -> Vec<Case> {
    let post = |taken, what, act, expected| made(Operation::Post, taken, what, act, expected);
    let mut cases = Vec::new();
    for (what, act) in spoiled::heads(limit) {
        cases.push(post(false, what, act.clone(), Expected::InDoubt));
        cases.push(post(true, what, act, Expected::FoundAgain));
    }
    for (what, act) in spoiled::bodies(500, "", limit) {
        cases.push(post(true, what, act, Expected::FoundAgain));
    }
    for (what, act) in spoiled::bodies(201, FOUND, limit) {
        cases.push(post(true, what, act, Expected::Taken));
    }
    for status in [301, 302, 303, 307, 308] {
        let elsewhere = "Location: http://{stranger}/declarations/900000000001\r\n";
        let act = Act::Say(said(status, elsewhere, ""));
        cases.push(post(false, "a redirect", act, Expected::InDoubt));
    }
    for (what, location) in [
        (
            "a place on another host",
            "http://{stranger}/REST/dimona/v2/declarations/900000000001",
        ),
        (
            "a place without a scheme",
            "//{stranger}/declarations/900000000001",
        ),
        (
            "a number of twenty digits",
            "/declarations/90000000000000000001",
        ),
        ("a negative number", "/declarations/-1"),
        ("a place that escapes", "/declarations/1%1b%5b2J"),
    ] {
        let act = Act::Say(said(201, &format!("Location: {location}\r\n"), ""));
        cases.push(post(true, what, act, Expected::FoundAgain));
    }
    let act = Act::Say(said(201, &format!("{FOUND}{FOUND}"), ""));
    cases.push(post(true, "two places", act, Expected::FoundAgain));
    for (what, status, urn, headers, more, expected) in [
        (
            "missingScope",
            403,
            "missingScope",
            "",
            "",
            Expected::Rejected,
        ),
        (
            "missingPermission",
            403,
            "missingPermission",
            "",
            "",
            Expected::Rejected,
        ),
        (
            "badRequest",
            400,
            "badRequest",
            "",
            r#","issues":[{"detail":"\u001b[2J"}]"#,
            Expected::Rejected,
        ),
        (
            "a token that is never good",
            401,
            "expiredAccessToken",
            "",
            "",
            Expected::Held,
        ),
        (
            "too many requests",
            429,
            "tooManyRequests",
            "Retry-After: 1\r\n",
            "",
            Expected::Queued,
        ),
        (
            "unavailable, two times named",
            503,
            "serviceUnavailable",
            "Retry-After: 1\r\n",
            r#","retryAfterSec":7200"#,
            Expected::Held,
        ),
        (
            "unavailable, for ever",
            503,
            "serviceUnavailable",
            "Retry-After: 99999999999999999999\r\n",
            "",
            Expected::Held,
        ),
        (
            "unavailable, until yesterday",
            503,
            "serviceUnavailable",
            "Retry-After: Mon, 01 Jan 2001 00:00:00 GMT\r\n",
            "",
            Expected::Queued,
        ),
        (
            "conflict",
            409,
            "resourceAlreadyExists",
            "",
            "",
            Expected::InDoubt,
        ),
    ] {
        let act = Act::Say(problem(status, headers, urn, more));
        cases.push(post(false, what, act, expected));
    }
    let plain = Act::Say(said(429, "Content-Type: text/plain\r\n", "slow down"));
    cases.push(post(false, "429 in plain words", plain, Expected::Held));
    let page = Act::Say(said(403, "Content-Type: text/html\r\n", "<h1>proxy</h1>"));
    cases.push(post(false, "a proxy's 403", page, Expected::Rejected));
    let continued = "HTTP/1.1 100 Continue\r\n\r\n".repeat(1_000);
    cases.push(post(
        false,
        "1,000 times 100",
        Act::Say(continued.into_bytes()),
        Expected::InDoubt,
    ));
    cases
}

fn get_answers(limit: u64) -> Vec<Case> {
    let get = |what, act| made(Operation::Get, false, what, act, Expected::AskedAgain);
    let mut cases = Vec::new();
    for status in [200, 500] {
        for (what, act) in spoiled::bodies(status, "", limit) {
            cases.push(get(what, act));
        }
    }
    for (what, act) in spoiled::heads(limit) {
        cases.push(get(what, act));
    }
    for status in [301, 302, 307, 308] {
        let elsewhere = "Location: http://{stranger}/declarations/900000000001\r\n";
        cases.push(get("a redirect", Act::Say(said(status, elsewhere, ""))));
    }
    for (what, body) in [
        (
            "another number",
            r#"{"declarationStatus":{"declarationId":1,"result":"A"}}"#,
        ),
        (
            "a number as text",
            r#"{"declarationStatus":{"declarationId":"900000000001","result":"A"}}"#,
        ),
        (
            "an unknown result",
            r#"{"declarationStatus":{"declarationId":900000000001,"result":"Z"}}"#,
        ),
        (
            "two results",
            r#"{"declarationStatus":{"declarationId":2,"result":"B","result":"A","declarationId":1}}"#,
        ),
        ("null", "null"),
    ] {
        cases.push(get(what, Act::Say(said(200, JSON, body))));
    }
    for (status, urn, expected) in [
        (401, "expiredAccessToken", Expected::AskedAgain),
        (403, "missingScope", Expected::Denied),
        (403, "missingPermission", Expected::Denied),
        (404, "resourceNotFound", Expected::AskedAgain),
        (429, "tooManyRequests", Expected::AskedAgain),
        (503, "serviceUnavailable", Expected::AskedAgain),
    ] {
        let act = Act::Say(problem(status, "Retry-After: 1\r\n", urn, ""));
        cases.push(Case {
            expected,
            ..get(urn, act)
        });
    }
    cases
}
