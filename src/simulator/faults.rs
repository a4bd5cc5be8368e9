//! Faults on demand: which request gets which fault (rsz-rest 14.2, rule 11).
//!
//! Decides only; what a fault does to an answer or a connection is the business of `spoil`.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::message::Kind;

/// The operations a fault may strike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Operation {
    /// The token endpoint.
    Token,
    /// `POST /declarations`.
    Post,
    /// `GET /declarations/{id}`.
    Get,
    /// The three searches.
    Search,
    /// `GET /periods/{id}`.
    Period,
}

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// 500 with a problem.
    InternalServerError,
    /// 502 with an HTML page.
    BadGatewayHtml,
    /// 503 with the problem `serviceUnavailable`.
    ServiceUnavailable,
    /// 503 with plain text.
    UnavailablePlain,
    /// 429 with the problem `tooManyRequests`.
    TooManyRequests,
    /// Connection closed before the declaration is taken.
    DropBefore,
    /// Connection closed after the declaration was taken.
    DropAfter,
    /// Connection reset before the declaration is taken.
    ResetBefore,
    /// Connection reset after the declaration was taken.
    ResetAfter,
    /// Half of a 201's headers, then the end, before the declaration is taken.
    HalfBefore,
    /// The same after the declaration was taken.
    HalfAfter,
    /// No answer, nothing taken.
    HangBefore,
    /// No answer, yet taken.
    HangAfter,
    /// An answer after `delay`.
    Slow,
    /// 307 to `to`.
    Redirect,
    /// 201 with a `Location` on the host of `to`.
    ForeignLocation,
    /// 201 with a `Location` without a number.
    MalformedLocation,
    /// 201 without `Location`.
    MissingLocation,
    /// A body of 256 MiB.
    HugeBody,
    /// A body that is no JSON.
    GarbageJson,
    /// An answer about another declaration.
    WrongDeclaration,
    /// `enterpriseNumber` without its first zero.
    MissingLeadingZero,
    /// The token used is revoked first.
    RevokedToken,
    /// The server's clock is off by `skew`.
    ClockSkew,
}

/// How a 429 or 503 says when to come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RetryForm {
    /// `Retry-After` in seconds.
    #[default]
    Header,
    /// `Retry-After` as an HTTP date.
    HttpDate,
    /// `retryAfterSec` in the problem.
    Seconds,
    /// `retryAfter` in the problem.
    DateTime,
}

/// One `[[faults]]` of a scenario or body of `POST /simulator/faults`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultRule {
    /// Operations struck; all when empty.
    #[serde(default, deserialize_with = "one_or_many")]
    pub on: Vec<Operation>,
    /// What goes wrong.
    pub kind: FaultKind,
    /// How often at most.
    pub times: Option<u32>,
    /// Only each nth request that matches.
    pub every: Option<u32>,
    /// Chance from 0 to 1 for each request that matches.
    pub probability: Option<f64>,
    /// Only declarations about this SSIN.
    pub worker: Option<String>,
    /// Only this kind of declaration.
    pub declaration: Option<Kind>,
    /// Only this account.
    pub client_id: Option<String>,
    /// For 429 and 503: when to come back; not told when absent.
    pub retry_after: Option<SignedDuration>,
    /// For 429 and 503: in which form.
    #[serde(default)]
    pub retry_form: RetryForm,
    /// For `slow`: how much later, in simulated time.
    pub delay: Option<SignedDuration>,
    /// For `redirect` and `foreign_location`: a URL.
    pub to: Option<String>,
    /// For `clock_skew`: positive when the server's clock is ahead.
    pub skew: Option<SignedDuration>,
    /// For 500, 502 and 503: the declaration was taken all the same.
    #[serde(default)]
    pub taken: bool,
}

/// When a fault strikes, seen from the work the request asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// Only the clock is touched.
    Clock,
    /// The work is not done.
    Before,
    /// The work is done, the answer is touched.
    After,
}

impl FaultRule {
    /// A rule that strikes `on` without end or condition.
    pub fn new(on: Operation, kind: FaultKind) -> Self {
        Self {
            on: vec![on],
            kind,
            times: None,
            every: None,
            probability: None,
            worker: None,
            declaration: None,
            client_id: None,
            retry_after: None,
            retry_form: RetryForm::default(),
            delay: None,
            to: None,
            skew: None,
            taken: false,
        }
    }

    /// The same rule, striking at most so many times.
    #[must_use]
    pub fn times(self, times: u32) -> Self {
        Self {
            times: Some(times),
            ..self
        }
    }

    pub(super) fn moment(&self) -> Moment {
        use FaultKind as F;
        match self.kind {
            F::ClockSkew => Moment::Clock,
            F::InternalServerError
            | F::BadGatewayHtml
            | F::ServiceUnavailable
            | F::UnavailablePlain
                if self.taken =>
            {
                Moment::After
            }
            F::InternalServerError
            | F::BadGatewayHtml
            | F::ServiceUnavailable
            | F::UnavailablePlain
            | F::TooManyRequests
            | F::DropBefore
            | F::ResetBefore
            | F::HalfBefore
            | F::HangBefore
            | F::Redirect
            | F::RevokedToken => Moment::Before,
            F::DropAfter
            | F::ResetAfter
            | F::HalfAfter
            | F::HangAfter
            | F::Slow
            | F::ForeignLocation
            | F::MalformedLocation
            | F::MissingLocation
            | F::HugeBody
            | F::GarbageJson
            | F::WrongDeclaration
            | F::MissingLeadingZero => Moment::After,
        }
    }

    /// Whether the fault spoils a content that only a successful answer has.
    fn needs_success(&self, operation: Operation) -> bool {
        use FaultKind as F;
        operation == Operation::Post
            || matches!(
                self.kind,
                F::GarbageJson | F::HugeBody | F::WrongDeclaration | F::MissingLeadingZero
            )
    }
}

/// What is known of a request when a fault is looked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Subject {
    pub(super) worker: Option<String>,
    pub(super) kind: Option<Kind>,
    pub(super) client_id: Option<String>,
}

/// The armed faults.
#[derive(Debug)]
pub(super) struct Faults {
    armed: Vec<Armed>,
    random: u64,
}

#[derive(Debug)]
struct Armed {
    rule: FaultRule,
    matched: u32,
    struck: u32,
}

impl Faults {
    pub(super) fn new(rules: &[FaultRule], seed: u64) -> Self {
        let mut faults = Self {
            armed: Vec::new(),
            // The generator stands still on zero.
            random: seed.wrapping_mul(2).wrapping_add(1),
        };
        for rule in rules {
            faults.add(rule.clone());
        }
        faults
    }

    pub(super) fn add(&mut self, rule: FaultRule) {
        self.armed.push(Armed {
            rule,
            matched: 0,
            struck: 0,
        });
    }

    pub(super) fn clear(&mut self) {
        self.armed.clear();
    }

    /// The first fault that strikes this request at this moment.
    ///
    /// `success` tells what the honest answer is, once there is one.
    pub(super) fn strike(
        &mut self,
        operation: Operation,
        moment: Moment,
        subject: &Subject,
        success: bool,
    ) -> Option<FaultRule> {
        for armed in &mut self.armed {
            let rule = &armed.rule;
            let fits = rule.moment() == moment
                && (rule.on.is_empty() || rule.on.contains(&operation))
                && (moment != Moment::After || success || !rule.needs_success(operation))
                && matches(rule, subject)
                && rule.times.is_none_or(|times| armed.struck < times);
            if !fits {
                continue;
            }
            armed.matched += 1;
            let turn = rule
                .every
                .is_none_or(|every| every > 0 && armed.matched.is_multiple_of(every));
            if turn && chance(&mut self.random, rule.probability) {
                armed.struck += 1;
                return Some(armed.rule.clone());
            }
        }
        None
    }
}

fn matches(rule: &FaultRule, subject: &Subject) -> bool {
    fn agrees<T: PartialEq>(wanted: Option<&T>, actual: Option<&T>) -> bool {
        wanted.is_none() || wanted == actual
    }
    agrees(rule.worker.as_ref(), subject.worker.as_ref())
        && agrees(rule.declaration.as_ref(), subject.kind.as_ref())
        && agrees(rule.client_id.as_ref(), subject.client_id.as_ref())
}

/// Draws from a xorshift generator, so that a seed repeats a run.
fn chance(state: &mut u64, probability: Option<f64>) -> bool {
    let Some(probability) = probability else {
        return true;
    };
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    let drawn = u32::try_from(*state >> 32).unwrap_or(u32::MAX);
    f64::from(drawn) / f64::from(u32::MAX) < probability
}

fn one_or_many<'de, D: serde::Deserializer<'de>>(source: D) -> Result<Vec<Operation>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Form {
        One(Operation),
        Many(Vec<Operation>),
    }
    Ok(match Form::deserialize(source)? {
        Form::One(operation) => vec![operation],
        Form::Many(operations) => operations,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strikes(rule: FaultRule, requests: u32) -> Vec<bool> {
        let mut faults = Faults::new(&[rule], 7);
        (0..requests)
            .map(|_| {
                faults
                    .strike(Operation::Post, Moment::Before, &Subject::default(), false)
                    .is_some()
            })
            .collect()
    }

    fn rule() -> FaultRule {
        FaultRule::new(Operation::Post, FaultKind::DropBefore)
    }

    #[test]
    fn a_fault_strikes_as_often_as_told() {
        assert_eq!(strikes(rule().times(2), 4), [true, true, false, false]);
        let every = FaultRule {
            every: Some(2),
            ..rule()
        };
        assert_eq!(strikes(every, 4), [false, true, false, true]);
    }

    #[test]
    fn chance_is_repeatable_and_near_its_probability() {
        let rule = FaultRule {
            probability: Some(0.25),
            ..rule()
        };
        let first = strikes(rule.clone(), 1000);
        assert_eq!(first, strikes(rule, 1000));
        let struck = first.iter().filter(|struck| **struck).count();
        assert!((180..320).contains(&struck), "{struck}");
    }

    #[test]
    fn conditions_must_all_be_met() {
        let mut faults = Faults::new(
            &[FaultRule {
                worker: Some("85073099734".into()),
                declaration: Some(Kind::In),
                ..rule()
            }],
            1,
        );
        let mut strikes = |worker: &str, kind| {
            let subject = Subject {
                worker: Some(worker.into()),
                kind: Some(kind),
                client_id: None,
            };
            faults
                .strike(Operation::Post, Moment::Before, &subject, false)
                .is_some()
        };
        assert!(strikes("85073099734", Kind::In));
        assert!(!strikes("92041599827", Kind::In));
        assert!(!strikes("85073099734", Kind::Out));
    }

    #[test]
    fn spoiling_a_201_waits_for_one() {
        let mut faults = Faults::new(&[FaultRule::new(Operation::Post, FaultKind::DropAfter)], 1);
        let mut strikes = |success| {
            faults
                .strike(Operation::Post, Moment::After, &Subject::default(), success)
                .is_some()
        };
        assert!(!strikes(false));
        assert!(strikes(true));
    }
}
