//! The connection test: every link of the chain from a key file to an answer of the NSSO.

use crate::domain::problem::Problem;
use crate::domain::text::Text;

/// A link of the chain, in the order in which they are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConnectionStep {
    /// The key file can be read, and only by its owner.
    KeyFile,
    /// It holds a key that Chaman takes, and the passphrase unlocks it.
    Key,
    /// A certificate of the account belongs to it.
    Match,
    /// That certificate passes Chaman's rules.
    Rules,
    /// The token server answers, and its clock agrees with ours.
    Clock,
    /// The assertion is signed.
    Assertion,
    /// A token is given.
    Token,
    /// It carries the scopes of the account's permissions.
    Scopes,
    /// It opens the service: something is consulted.
    Consult,
}

impl ConnectionStep {
    /// All steps, in their order.
    pub const ALL: [Self; 9] = [
        Self::KeyFile,
        Self::Key,
        Self::Match,
        Self::Rules,
        Self::Clock,
        Self::Assertion,
        Self::Token,
        Self::Scopes,
        Self::Consult,
    ];

    /// The word in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::KeyFile => "key_file",
            Self::Key => "key",
            Self::Match => "match",
            Self::Rules => "rules",
            Self::Clock => "clock",
            Self::Assertion => "assertion",
            Self::Token => "token",
            Self::Scopes => "scopes",
            Self::Consult => "consult",
        }
    }

    /// What it is, in a few words.
    pub fn text(self) -> Text {
        match self {
            Self::KeyFile => Text::new("chaman-test-key-file"),
            Self::Key => Text::new("chaman-test-key"),
            Self::Match => Text::new("chaman-test-match"),
            Self::Rules => Text::new("chaman-test-rules"),
            Self::Clock => Text::new("chaman-test-clock"),
            Self::Assertion => Text::new("chaman-test-assertion"),
            Self::Token => Text::new("chaman-test-token"),
            Self::Scopes => Text::new("chaman-test-scopes"),
            Self::Consult => Text::new("chaman-test-consult"),
        }
    }
}

/// How a step went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepVerdict {
    /// Well; with what was found.
    Passed(Text),
    /// It goes on, but a person should look.
    Doubtful(Problem),
    /// It fails, and so does everything that follows.
    Failed(Problem),
    /// Not tried: a step before it failed.
    NotTried,
}

/// The whole test of one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectionTest {
    /// The account.
    pub account: String,
    /// Every step, in order.
    pub steps: Vec<(ConnectionStep, StepVerdict)>,
}

impl ConnectionTest {
    /// The first step that failed, with what to do about it.
    pub fn failure(&self) -> Option<(ConnectionStep, &Problem)> {
        self.steps.iter().find_map(|(step, verdict)| match verdict {
            StepVerdict::Failed(problem) => Some((*step, problem)),
            _ => None,
        })
    }
}
