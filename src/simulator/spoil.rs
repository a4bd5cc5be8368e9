//! What a fault does: to the answer, or to the connection in place of one. Pure.

use axum::http::header;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::faults::{FaultKind, FaultRule, RetryForm};
use super::problem::Problem;
use super::reply::{Content, Reply, http_date};

/// Enough for a client to feel it, when the rule says nothing.
const USUAL_DELAY: SignedDuration = SignedDuration::from_secs(5);
const ELSEWHERE: &str = "http://elsewhere.invalid/";

/// How a connection ends without an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    Close,
    Reset,
    /// Closed within the headers.
    HalfHeaders,
}

/// How a request ends.
#[derive(Debug, Clone)]
pub(super) enum Deed {
    Answer(Reply),
    /// The answer after a delay in simulated time.
    Late(SignedDuration, Reply),
    /// The connection ends without an answer.
    Cut(Cut),
    /// Nothing, until the client gives up.
    Hang,
}

/// The end of a request that `rule` strikes. `honest` is what would have been answered; there is
/// none when the work was not done.
pub(super) fn spoil(rule: &FaultRule, honest: Option<Reply>, now: Timestamp) -> Deed {
    use FaultKind as F;
    let honest = || honest.unwrap_or_else(|| Problem::internal("Fault on demand").into());
    Deed::Answer(match rule.kind {
        F::InternalServerError => Problem::internal("Fault on demand").into(),
        F::BadGatewayHtml => Reply::new(
            502,
            Content::Text(
                "text/html; charset=utf-8",
                "<html><body><h1>502 Bad Gateway</h1></body></html>",
            ),
        ),
        F::ServiceUnavailable => {
            let detail = "The service is closed for maintenance";
            let problem = Problem::new(503, "serviceUnavailable", "Service Unavailable", detail);
            come_back(rule, problem, now)
        }
        F::TooManyRequests => {
            let detail = "The number of requests exceeds the limit";
            let problem = Problem::new(429, "tooManyRequests", "Too Many Requests", detail);
            come_back(rule, problem.with("limit", 1), now)
        }
        F::UnavailablePlain => {
            let reply = Reply::new(
                503,
                Content::Text("text/plain; charset=utf-8", "Service unavailable"),
            );
            match rule.retry_after {
                Some(wait) => reply.with(header::RETRY_AFTER, wait.as_secs().to_string()),
                None => reply,
            }
        }
        F::DropBefore | F::DropAfter => return Deed::Cut(Cut::Close),
        F::ResetBefore | F::ResetAfter => return Deed::Cut(Cut::Reset),
        F::HalfBefore | F::HalfAfter => return Deed::Cut(Cut::HalfHeaders),
        F::HangBefore | F::HangAfter => return Deed::Hang,
        F::Slow => return Deed::Late(rule.delay.unwrap_or(USUAL_DELAY), honest()),
        F::Redirect => {
            let target = rule.to.as_deref().unwrap_or(ELSEWHERE);
            Reply::new(307, Content::Empty).with(header::LOCATION, target)
        }
        F::ForeignLocation => relocate(honest(), |path| {
            let host = rule
                .to
                .as_deref()
                .unwrap_or(ELSEWHERE)
                .trim_end_matches('/');
            Some(format!("{host}{path}"))
        }),
        F::MalformedLocation => relocate(honest(), |_| Some("/declarations/unknown".to_owned())),
        F::MissingLocation => relocate(honest(), |_| None),
        F::HugeBody => Reply {
            content: Content::Huge,
            ..honest()
        },
        F::GarbageJson => Reply {
            content: Content::Text("application/json", "{\"declarationStatus\": {\"result\": "),
            ..honest()
        },
        F::WrongDeclaration => rewrite(honest(), wrong_declaration),
        F::MissingLeadingZero => rewrite(honest(), drop_leading_zeros),
        // These two touch the request, which is answered as usual.
        F::RevokedToken | F::ClockSkew => honest(),
    })
}

fn come_back(rule: &FaultRule, problem: Problem, now: Timestamp) -> Reply {
    let Some(wait) = rule.retry_after else {
        return problem.into();
    };
    let then = now.checked_add(wait).unwrap_or(Timestamp::MAX);
    match rule.retry_form {
        RetryForm::Header => {
            Reply::from(problem).with(header::RETRY_AFTER, wait.as_secs().to_string())
        }
        RetryForm::HttpDate => Reply::from(problem).with(header::RETRY_AFTER, http_date(then)),
        RetryForm::Seconds => problem.with("retryAfterSec", wait.as_secs()).into(),
        RetryForm::DateTime => {
            let then = jiff::fmt::strtime::format("%FT%TZ", then);
            problem.with("retryAfter", then.unwrap_or_default()).into()
        }
    }
}

/// Gives `Location` another value made of its path, or none.
fn relocate(mut reply: Reply, change: impl Fn(&str) -> Option<String>) -> Reply {
    let position = reply
        .headers
        .iter()
        .position(|(name, _)| *name == header::LOCATION);
    let Some(position) = position else {
        return reply;
    };
    let (name, old) = reply.headers.remove(position);
    let path = old.splitn(4, '/').nth(3).map(|path| format!("/{path}"));
    if let Some(new) = change(path.as_deref().unwrap_or(&old)) {
        reply.headers.push((name, new));
    }
    reply
}

fn rewrite(mut reply: Reply, change: fn(&mut Value)) -> Reply {
    if let Content::Json(value) = &mut reply.content {
        change(value);
    }
    reply
}

fn wrong_declaration(answer: &mut Value) {
    if let Some(id) = answer.pointer_mut("/declarationStatus/declarationId") {
        *id = id.as_u64().unwrap_or(0).saturating_add(1).into();
    }
}

/// Everywhere in the answer, as the real service is said to do (rsz-rest 6.2).
fn drop_leading_zeros(answer: &mut Value) {
    match answer {
        Value::Object(members) => {
            for (name, value) in members.iter_mut() {
                match value.as_str().and_then(|text| text.strip_prefix('0')) {
                    Some(rest) if name == "enterpriseNumber" => *value = rest.to_owned().into(),
                    _ => drop_leading_zeros(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(drop_leading_zeros),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::faults::Operation;
    use super::*;

    fn answer(kind: FaultKind, honest: Reply) -> Reply {
        let rule = FaultRule::new(Operation::Post, kind);
        match spoil(&rule, Some(honest), Timestamp::UNIX_EPOCH) {
            Deed::Answer(reply) => reply,
            other => panic!("an answer was expected, not {other:?}"),
        }
    }

    fn location(reply: &Reply) -> Option<&str> {
        let found = reply
            .headers
            .iter()
            .find(|(name, _)| *name == header::LOCATION);
        found.map(|(_, value)| value.as_str())
    }

    #[test]
    fn a_location_can_be_foreign_malformed_or_missing() {
        let honest = || {
            let url = "http://127.0.0.1:1/REST/dimona/v2/declarations/7";
            Reply::new(201, Content::Empty).with(header::LOCATION, url)
        };
        let foreign = answer(FaultKind::ForeignLocation, honest());
        assert_eq!(
            location(&foreign),
            Some("http://elsewhere.invalid/REST/dimona/v2/declarations/7")
        );
        let malformed = answer(FaultKind::MalformedLocation, honest());
        assert_eq!(location(&malformed), Some("/declarations/unknown"));
        assert_eq!(
            location(&answer(FaultKind::MissingLocation, honest())),
            None
        );
    }

    #[test]
    fn contents_can_be_about_another_declaration_or_lack_a_zero() {
        let honest = || {
            Reply::json(json!({
                "employer": { "enterpriseNumber": "0999999922" },
                "declarationStatus": { "declarationId": 7 },
            }))
        };
        let Content::Json(wrong) = answer(FaultKind::WrongDeclaration, honest()).content else {
            panic!("JSON was expected");
        };
        assert_eq!(wrong["declarationStatus"]["declarationId"], 8);
        let Content::Json(short) = answer(FaultKind::MissingLeadingZero, honest()).content else {
            panic!("JSON was expected");
        };
        assert_eq!(short["employer"]["enterpriseNumber"], "999999922");
    }

    #[test]
    fn coming_back_is_told_in_four_forms_or_not_at_all() {
        let told = |retry_form| {
            let rule = FaultRule {
                retry_after: Some(SignedDuration::from_secs(90)),
                retry_form,
                ..FaultRule::new(Operation::Get, FaultKind::TooManyRequests)
            };
            match spoil(&rule, None, Timestamp::UNIX_EPOCH) {
                Deed::Answer(reply) => reply,
                other => panic!("an answer was expected, not {other:?}"),
            }
        };
        let header = |reply: Reply| reply.headers.first().map(|(_, value)| value.clone());
        assert_eq!(header(told(RetryForm::Header)).as_deref(), Some("90"));
        let date = header(told(RetryForm::HttpDate));
        assert_eq!(date.as_deref(), Some("Thu, 01 Jan 1970 00:01:30 GMT"));
        let member = |reply: Reply, name: &str| match reply.content {
            Content::Problem(body) => body[name].clone(),
            other => panic!("a problem was expected, not {other:?}"),
        };
        assert_eq!(member(told(RetryForm::Seconds), "retryAfterSec"), 90);
        assert_eq!(
            member(told(RetryForm::DateTime), "retryAfter"),
            "1970-01-01T00:01:30Z"
        );
        let silent = FaultRule::new(Operation::Get, FaultKind::ServiceUnavailable);
        let Deed::Answer(reply) = spoil(&silent, None, Timestamp::UNIX_EPOCH) else {
            panic!("an answer was expected");
        };
        assert!(reply.headers.is_empty());
    }
}
