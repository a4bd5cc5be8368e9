//! The rules before sending: a [`Draft`] becomes a [`Declaration`], or findings by field.

use jiff::civil::Date;

use super::declaration::Declaration;
use super::draft::{Draft, Field};
use super::rules::Rules;
use super::text::Text;

/// What the checks found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The declaration, when every field could be read.
    pub declaration: Option<Declaration>,
    /// What is wrong or doubtful, in the order of the fields.
    pub findings: Vec<Finding>,
}

/// One thing that is wrong or doubtful.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The field at fault.
    pub field: Field,
    /// The anomaly that the NSSO would answer; none for checks of our own.
    pub code: Option<&'static str>,
    /// How grave.
    pub severity: Severity,
    /// What is wrong and what to do.
    pub text: Text,
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It cannot be sent: a field cannot be read.
    Error,
    /// The NSSO would refuse it (answer B).
    Refusal,
    /// The NSSO would accept it with an anomaly (answer W), or it was seen to be refused.
    Warning,
    /// Advice of our own.
    Advice,
}

/// Checks a draft. `today` is the day in Belgium.
pub fn validate(_draft: &Draft, _rules: &Rules, _today: Date) -> Verdict {
    Verdict {
        declaration: None,
        findings: Vec::new(),
    }
}
