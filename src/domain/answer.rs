//! What the NSSO's answers mean: was a declaration taken in, and how did it end.
//!
//! [`judge_post`] is the only place that decides whether a declaration may ever
//! be sent again. Anything it does not list is a doubt, never a second POST.

use jiff::Timestamp;

use super::ids::{DeclarationId, PeriodId};
use super::lifecycle::{Doubt, Event};
use super::untrusted::Untrusted;

/// What was seen of a POST, as far as the client can know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PostSeen {
    /// Name, route, connection or TLS handshake failed: not one byte of the request was written.
    NotSent,
    /// The connection broke or timed out after the request may have gone out.
    Lost,
    /// An answer with a status line.
    Answered(PostAnswer),
}

/// The parts of an answer to a POST that decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostAnswer {
    /// HTTP status.
    pub status: u16,
    /// What the `Location` header says.
    pub location: Location,
    /// The `type` of a problem+json body, or `None` when the body was something else.
    pub problem: Option<ProblemType>,
    /// When the server wants to be asked again (RFC 9110 10.2.3).
    pub retry_at: Option<Timestamp>,
}

/// What a `Location` header says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// There was none.
    Missing,
    /// It names a declaration on the host we asked.
    Number(DeclarationId),
    /// Another host, not a number, or not a URL: kept for the operator.
    Useless(Untrusted),
}

/// The problem types on which we branch (rsz-rest 3.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemType {
    /// `…:belgif:missingScope`: the account lacks a permission in Chaman.
    MissingScope,
    /// `…:belgif:missingPermission`: no mandate for this employer.
    MissingPermission,
    /// `…:belgif:serviceUnavailable`: announced or unannounced maintenance.
    ServiceUnavailable,
    /// Any other type, as it was written.
    Other(Untrusted),
}

impl ProblemType {
    /// Reads the `type` member of a problem.
    pub fn parse(urn: &str) -> Self {
        match urn.strip_prefix("urn:problem-type:belgif:") {
            Some("missingScope") => Self::MissingScope,
            Some("missingPermission") => Self::MissingPermission,
            Some("serviceUnavailable") => Self::ServiceUnavailable,
            _ => Self::Other(Untrusted::new(urn)),
        }
    }
}

/// What to do after a POST: what the row records, and what its account does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostVerdict {
    /// What happened to the submission.
    pub event: Event,
    /// What follows for everything else of the same account.
    pub account: AccountConsequence,
}

/// What an answer means for the other submissions of the same account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountConsequence {
    /// Nothing.
    None,
    /// The token is no longer good: get another one.
    NewToken,
    /// Everything of this account waits until then, or for the usual back-off.
    Wait(Option<Timestamp>),
    /// Nothing more is sent until a person has looked.
    Hold,
}

/// What an answer to a POST means (reliability.md 1).
///
/// | seen | taken? | event |
/// | --- | --- | --- |
/// | not one byte written | no | not taken, try again |
/// | broken after the first byte | unknown | answer lost |
/// | 201 with a number | yes | taken |
/// | other 2xx, or 201 without a number | yes | taken without number |
/// | 400 403 404 405 406 413 415 422 | no | rejected |
/// | 401, 429, 503 `serviceUnavailable` | no | not taken, try again |
/// | anything else | unknown | answer lost |
pub fn judge_post(seen: &PostSeen) -> PostVerdict {
    let verdict = |event, account| PostVerdict { event, account };
    let answer = match seen {
        PostSeen::NotSent => {
            return verdict(
                Event::NotTaken { retry_at: None },
                AccountConsequence::Wait(None),
            );
        }
        PostSeen::Lost => {
            return verdict(
                Event::AnswerLost {
                    doubt: Doubt::AnswerLost,
                },
                AccountConsequence::None,
            );
        }
        PostSeen::Answered(answer) => answer,
    };
    match answer.status {
        201 if matches!(answer.location, Location::Number(_)) => {
            let Location::Number(declaration) = answer.location else {
                unreachable!("the guard has just matched it")
            };
            verdict(Event::Taken { declaration }, AccountConsequence::None)
        }
        200..=299 => verdict(
            Event::AnswerLost {
                doubt: Doubt::TakenWithoutNumber,
            },
            AccountConsequence::None,
        ),
        400 | 403 | 404 | 405 | 406 | 413 | 415 | 422 => verdict(
            Event::Rejected,
            consequence_of_rejection(answer.problem.as_ref()),
        ),
        401 => verdict(
            Event::NotTaken { retry_at: None },
            AccountConsequence::NewToken,
        ),
        429 => verdict(
            Event::NotTaken {
                retry_at: answer.retry_at,
            },
            AccountConsequence::Wait(answer.retry_at),
        ),
        503 if answer.problem == Some(ProblemType::ServiceUnavailable) => verdict(
            Event::NotTaken {
                retry_at: answer.retry_at,
            },
            AccountConsequence::Wait(answer.retry_at),
        ),
        _ => verdict(
            Event::AnswerLost {
                doubt: Doubt::UnclearAnswer,
            },
            AccountConsequence::None,
        ),
    }
}

/// A refusal that is not the service's own problem+json comes from something in
/// between, which would refuse everything else as well.
fn consequence_of_rejection(problem: Option<&ProblemType>) -> AccountConsequence {
    match problem {
        None | Some(ProblemType::MissingScope) => AccountConsequence::Hold,
        Some(_) => AccountConsequence::None,
    }
}

/// The NSSO's verdict on a declaration (rsz-rest 6.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ResultCode {
    /// `A`: accepted.
    Accepted,
    /// `W`: accepted, with anomalies that do not block.
    AcceptedWithAnomalies,
    /// `B`: refused.
    Refused,
    /// `S`: waits for Sigedis to identify the worker.
    WaitingForSigedis,
}

impl ResultCode {
    /// Reads the letter; unknown letters are `None` and never guessed at.
    pub fn parse(letter: &str) -> Option<Self> {
        match letter {
            "A" => Some(Self::Accepted),
            "W" => Some(Self::AcceptedWithAnomalies),
            "B" => Some(Self::Refused),
            "S" => Some(Self::WaitingForSigedis),
            _ => None,
        }
    }

    /// The letter.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Accepted => "A",
            Self::AcceptedWithAnomalies => "W",
            Self::Refused => "B",
            Self::WaitingForSigedis => "S",
        }
    }
}

/// What was seen of a GET on a declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GetSeen {
    /// 200 with a result for the number that was asked.
    Result(Box<Answer>),
    /// 404: not processed yet, or unknown; the two cannot be told apart (rsz-rest 6.1).
    NotReady,
    /// 200 without a result that can be believed: no letter, an unknown one, or another number.
    NotBelieved(Untrusted),
    /// 401: the token is no longer good.
    TokenRefused,
    /// 400, 403 or 405: asking again will not help.
    Denied {
        /// HTTP status.
        status: u16,
        /// The `type` of the problem, if it was one.
        problem: Option<ProblemType>,
    },
    /// 429 or 503: come back later.
    Later {
        /// HTTP status.
        status: u16,
        /// When the server wants to be asked again.
        retry_at: Option<Timestamp>,
    },
    /// Any other status: a fault at the NSSO or in between.
    Fault {
        /// HTTP status.
        status: u16,
    },
    /// No answer at all.
    Unreachable,
}

/// An answer with a verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The declaration that it is about.
    pub declaration: DeclarationId,
    /// The verdict.
    pub result: ResultCode,
    /// The period that was created or touched; the only source of period numbers.
    pub period: Option<PeriodId>,
    /// Why it was refused or accepted with anomalies.
    pub anomalies: Vec<Anomaly>,
    /// The worker's number, when the answer has one that we did not know.
    pub ssin: Option<super::ids::Ssin>,
    /// The body as it came, for the audit trail.
    pub raw: Untrusted,
}

/// One anomaly of an answer (rsz-rest 8).
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Anomaly {
    /// `zone-type`, as it was written.
    pub code: Untrusted,
    /// The NSSO's own labels by language (`nl`, `fr`, `de`).
    pub labels: std::collections::BTreeMap<String, Untrusted>,
}

impl Anomaly {
    /// The label in this language, else in Dutch, else in French, else any.
    pub fn label(&self, language: &str) -> Option<&Untrusted> {
        [language, "nl", "fr"]
            .into_iter()
            .find_map(|wanted| self.labels.get(wanted))
            .or_else(|| self.labels.values().next())
    }
}

#[cfg(test)]
mod tests {
    use super::AccountConsequence as Account;
    use super::*;

    fn answered(status: u16, location: Location, problem: Option<&str>) -> PostSeen {
        PostSeen::Answered(PostAnswer {
            status,
            location,
            problem: problem.map(ProblemType::parse),
            retry_at: None,
        })
    }

    #[test]
    #[expect(
        clippy::too_many_lines,
        reason = "one table, one row a line of the list"
    )]
    fn every_row_of_the_classifier() {
        const BELGIF: &str = "urn:problem-type:belgif:";
        let number = DeclarationId::from_value(900_000_000_101).expect("positive");
        let taken = Event::Taken {
            declaration: number,
        };
        let again = Event::NotTaken { retry_at: None };
        let lost = |doubt| Event::AnswerLost { doubt };
        let bad_request = format!("{BELGIF}badRequest");
        let unavailable = format!("{BELGIF}serviceUnavailable");
        let scope = format!("{BELGIF}missingScope");
        let none = || Location::Missing;
        let foreign = || Location::Useless(Untrusted::new("https://elsewhere.example/1"));
        let cases = [
            (
                "connection refused",
                PostSeen::NotSent,
                again.clone(),
                Account::Wait(None),
            ),
            (
                "reset half way",
                PostSeen::Lost,
                lost(Doubt::AnswerLost),
                Account::None,
            ),
            (
                "201 with a number",
                answered(201, Location::Number(number), None),
                taken,
                Account::None,
            ),
            (
                "201 without",
                answered(201, none(), None),
                lost(Doubt::TakenWithoutNumber),
                Account::None,
            ),
            (
                "201 elsewhere",
                answered(201, foreign(), None),
                lost(Doubt::TakenWithoutNumber),
                Account::None,
            ),
            (
                "200",
                answered(200, none(), None),
                lost(Doubt::TakenWithoutNumber),
                Account::None,
            ),
            (
                "redirect",
                answered(307, foreign(), None),
                lost(Doubt::UnclearAnswer),
                Account::None,
            ),
            (
                "400 of the service",
                answered(400, none(), Some(&bad_request)),
                Event::Rejected,
                Account::None,
            ),
            (
                "400 of a proxy",
                answered(400, none(), None),
                Event::Rejected,
                Account::Hold,
            ),
            (
                "403 scope",
                answered(403, none(), Some(&scope)),
                Event::Rejected,
                Account::Hold,
            ),
            (
                "422",
                answered(422, none(), Some(&bad_request)),
                Event::Rejected,
                Account::None,
            ),
            (
                "401",
                answered(401, none(), None),
                again.clone(),
                Account::NewToken,
            ),
            (
                "408",
                answered(408, none(), None),
                lost(Doubt::UnclearAnswer),
                Account::None,
            ),
            (
                "409",
                answered(409, none(), None),
                lost(Doubt::UnclearAnswer),
                Account::None,
            ),
            (
                "429",
                answered(429, none(), None),
                again.clone(),
                Account::Wait(None),
            ),
            (
                "500",
                answered(500, none(), Some(&unavailable)),
                lost(Doubt::UnclearAnswer),
                Account::None,
            ),
            (
                "502 HTML",
                answered(502, none(), None),
                lost(Doubt::UnclearAnswer),
                Account::None,
            ),
            (
                "503 of the service",
                answered(503, none(), Some(&unavailable)),
                again,
                Account::Wait(None),
            ),
            (
                "503 of a proxy",
                answered(503, none(), None),
                lost(Doubt::UnclearAnswer),
                Account::None,
            ),
            (
                "504",
                answered(504, none(), None),
                lost(Doubt::UnclearAnswer),
                Account::None,
            ),
            (
                "an invented status",
                answered(299, none(), None),
                lost(Doubt::TakenWithoutNumber),
                Account::None,
            ),
        ];
        for (name, seen, event, account) in cases {
            assert_eq!(judge_post(&seen), PostVerdict { event, account }, "{name}");
        }
    }

    #[test]
    fn only_the_four_not_taken_answers_allow_another_post() {
        for status in 100..=599 {
            let verdict = judge_post(&answered(status, Location::Missing, None));
            let again = matches!(verdict.event, Event::NotTaken { .. });
            assert_eq!(again, matches!(status, 401 | 429), "status {status}");
        }
    }
}
