//! What a worker tells programs outside of: which occasions there are, and what is said of one.
//!
//! An occurrence names no person: no national number, no name, no text of a declaration.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::mask::mask;
use super::untrusted::Untrusted;

/// Something that a program outside may want to be told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// A declaration was refused, at the door or by the answer, or found not taken.
    Refused,
    /// A declaration was accepted with anomalies.
    AcceptedWarning,
    /// Nobody knows whether a declaration was taken.
    InDoubt,
    /// The service is left alone for a while, as it fails or asks for it.
    ServiceDown,
    /// It answers again.
    ServiceUp,
    /// An account sends nothing more before a person has looked.
    AccountHeld,
    /// The end of a certificate presses more than before.
    Certificate,
}

impl Occasion {
    /// Every one.
    pub const ALL: [Self; 7] = [
        Self::Refused,
        Self::AcceptedWarning,
        Self::InDoubt,
        Self::ServiceDown,
        Self::ServiceUp,
        Self::AccountHeld,
        Self::Certificate,
    ];

    /// Its name in the configuration and in what is told.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::AcceptedWarning => "accepted_warning",
            Self::InDoubt => "in_doubt",
            Self::ServiceDown => "service_down",
            Self::ServiceUp => "service_up",
            Self::AccountHeld => "account_held",
            Self::Certificate => "certificate",
        }
    }
}

/// What is told, once, as JSON. What is not known of it is not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Occurrence {
    /// The same for the same occurrence, should it be told twice.
    pub id: String,
    /// What happened.
    pub event: Occasion,
    /// When.
    pub at: Timestamp,
    /// `sandbox`, `simulation` or `production`.
    pub environment: String,
    /// The name of the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// What it is about: a declaration.
    #[serde(skip_serializing_if = "Option::is_none", flatten)]
    pub declaration: Option<Declared>,
    /// What it is about: a certificate.
    #[serde(skip_serializing_if = "Option::is_none", flatten)]
    pub certificate: Option<Ending>,
    /// Why, as a word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// It never happened: somebody tries out whether it would be told.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub test: bool,
}

/// The declaration of an occurrence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Declared {
    /// Its number in our queue.
    pub submission: i64,
    /// `in`, `out`, `update` or `cancel`.
    pub kind: &'static str,
    /// Where it stands.
    pub state: &'static str,
    /// The NSSO's number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<i64>,
    /// The number of its employer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employer: Option<String>,
    /// The anomaly codes of the answer.
    pub codes: Vec<String>,
    /// Our trace id of the exchange that brought it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace: Option<String>,
}

/// The certificate of an occurrence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ending {
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// The level that it reached: so many days or fewer are left, or `expired`.
    pub level: String,
    /// When it ends.
    pub ends: Timestamp,
}

impl Occurrence {
    /// An occurrence of an account.
    pub fn new(event: Occasion, environment: &str, account: Option<&str>, at: Timestamp) -> Self {
        let subject = account.unwrap_or("test");
        Self {
            id: named(&[environment, event.as_str(), subject, &at.to_string()]),
            event,
            at,
            environment: environment.to_owned(),
            account: account.map(plain),
            declaration: None,
            certificate: None,
            reason: None,
            test: false,
        }
    }

    /// The same, about a declaration as this revision left it.
    #[must_use]
    pub fn of_declaration(mut self, declared: Declared, revision: i64) -> Self {
        self.id = named(&[
            &self.environment,
            self.event.as_str(),
            &declared.submission.to_string(),
            &revision.to_string(),
        ]);
        self.declaration = Some(Declared {
            employer: declared.employer.as_deref().map(plain),
            codes: declared.codes.iter().map(|code| plain(code)).collect(),
            ..declared
        });
        self
    }

    /// The same, about a certificate.
    #[must_use]
    pub fn of_certificate(mut self, ending: Ending) -> Self {
        let day = super::belgium::today(self.at).to_string();
        self.id = named(&[
            &self.environment,
            self.event.as_str(),
            &ending.sha256,
            &ending.level,
            &day,
        ]);
        self.certificate = Some(ending);
        self
    }

    /// The same, for this reason.
    #[must_use]
    pub fn because(mut self, reason: &str) -> Self {
        self.reason = Some(plain(reason));
        self
    }

    /// One that never happened: for trying out.
    pub fn made_up(environment: &str, at: Timestamp) -> Self {
        let declared = Declared {
            submission: 0,
            kind: "in",
            state: "refused",
            number: None,
            employer: Some("0999.999.922".to_owned()),
            codes: vec!["00000-000".to_owned()],
            trace: None,
        };
        let mut made_up = Self::new(Occasion::Refused, environment, None, at);
        made_up.id = named(&[environment, "test", &at.to_string()]);
        made_up.declaration = Some(declared);
        made_up.test = true;
        made_up
    }

    /// As it is told: one line of JSON.
    ///
    /// # Panics
    /// Never: it is plain data.
    pub fn json(&self) -> String {
        serde_json::to_string(self).expect("an occurrence is JSON")
    }
}

/// What happened to a hook that was rung.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung {
    /// How it ended.
    pub end: RungEnd,
    /// The beginning of what came back, as it came.
    pub said: Untrusted,
    /// How long it took.
    pub milliseconds: u64,
}

/// How ringing a hook ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RungEnd {
    /// The program ended with this code; without one by a signal.
    Exit(Option<i32>),
    /// The server answered with this status.
    Status(u16),
    /// It took longer than it may, and was stopped.
    TooLong,
    /// It may not be run, or could not be: the key and the values of the reason.
    Unusable(super::text::Text),
    /// Nobody answered, for this reason.
    Unreachable(Untrusted),
}

impl Rung {
    /// Whether it did what it is for.
    pub fn is_good(&self) -> bool {
        match self.end {
            RungEnd::Exit(code) => code == Some(0),
            RungEnd::Status(status) => (200..300).contains(&status),
            RungEnd::TooLong | RungEnd::Unusable(_) | RungEnd::Unreachable(_) => false,
        }
    }
}

/// Without national numbers, tokens and whatever a terminal would obey.
fn plain(text: &str) -> String {
    mask(&Untrusted::new(text).shown())
}

fn named(parts: &[&str]) -> String {
    plain(&parts.join(":"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_names_nobody() {
        let canary = "85073099734";
        let declared = Declared {
            submission: 12,
            kind: "in",
            state: "refused",
            number: Some(4_711),
            employer: Some(canary.to_owned()),
            codes: vec![format!("90017-{canary}"), "\u{1b}]0;x\u{7}".to_owned()],
            trace: Some("t".to_owned()),
        };
        let at = "2026-11-22T10:00:00Z".parse().expect("a moment");
        let json = Occurrence::new(
            Occasion::Refused,
            "sandbox",
            Some("loket 85.07.30-997.34"),
            at,
        )
        .of_declaration(declared, 5)
        .because(canary)
        .json();
        assert!(!json.contains(canary) && !json.contains("997.34"), "{json}");
        assert!(!json.contains("u001b"), "{json}");
        assert!(json.starts_with(r#"{"id":"sandbox:refused:12:5","event":"refused","at":"2026-11-22T10:00:00Z","environment":"sandbox""#), "{json}");
        assert!(
            !json.contains(r#""test""#) && !json.contains("sha256"),
            "{json}"
        );
    }

    #[test]
    fn every_occasion_is_written_as_it_is_called() {
        for occasion in Occasion::ALL {
            let json = serde_json::to_string(&occasion).expect("a word");
            assert_eq!(json, format!("\"{}\"", occasion.as_str()));
        }
    }
}
