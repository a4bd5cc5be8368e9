//! The rules before sending: a [`Draft`] becomes a [`Declaration`], or findings by field.
//!
//! Owns what can be known without the NSSO's registers (dimona.md 2.4). Knows no
//! clock and no list of codes: today and the [`Rules`] are arguments.
//!
//! | file | owns |
//! | --- | --- |
//! | `read` | one text → one value |
//! | `fields` | the parts of a message: employer, worker, address, dates, hours |
//! | `entry` | an IN and its parts |
//! | `entry_rules` | what a worker type and a joint committee demand of an IN |
//! | `not_sent` | the parts of an IN whose names in the message are not known |
//! | `period` | what a period that is known adds to the rules of its changes |
//! | `declared` | a period as accepted declarations left it |
//! | `among` | what the other periods of the worker add to the rules of an IN or UPDATE |
//! | `change` | OUT, UPDATE and CANCEL |
//! | `codes` | which anomaly belongs to which field, and how long a field may be |

mod among;
mod change;
mod codes;
mod declared;
mod entry;
mod entry_rules;
mod fields;
mod not_sent;
mod period;
mod read;

#[cfg(test)]
mod tests;

use jiff::civil::Date;

use super::declaration::Declaration;
use super::draft::{Draft, Field, Kind};
use super::rules::Rules;
use super::text::Text;

pub use among::Terms;
pub use codes::takes;
pub(super) use fields::NO_END;
pub use period::{KnownPeriod, Period};
pub use read::date as read_date;
pub(super) use read::{hour as read_hour, planned_hours as read_planned_hours};

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
pub fn validate(draft: &Draft, rules: &Rules, today: Date) -> Verdict {
    Check::new(draft, None, rules, today).verdict(&[])
}

/// Checks an OUT, UPDATE or CANCEL against the period that it changes, as a search brought it.
pub fn validate_change(draft: &Draft, period: &KnownPeriod, rules: &Rules, today: Date) -> Verdict {
    Check::new(draft, Some(period), rules, today).verdict(&[])
}

/// Checks a draft against the period that it changes, if that is known, and the other periods of
/// the same employer and worker. The changed period may be among them.
pub fn validate_among(
    draft: &Draft,
    period: Option<&KnownPeriod>,
    others: &[Period],
    rules: &Rules,
    today: Date,
) -> Verdict {
    Check::new(draft, period, rules, today).verdict(others)
}

/// One check under way: what is asked, and what was found so far.
struct Check<'a> {
    draft: &'a Draft,
    known: Option<&'a KnownPeriod>,
    rules: &'a Rules,
    today: Date,
    findings: Vec<Finding>,
}

/// Which anomaly a finding foretells.
type Code = Option<&'static str>;

impl<'a> Check<'a> {
    fn new(
        draft: &'a Draft,
        known: Option<&'a KnownPeriod>,
        rules: &'a Rules,
        today: Date,
    ) -> Self {
        Self {
            draft,
            known,
            rules,
            today,
            findings: Vec::new(),
        }
    }

    fn verdict(mut self, others: &[Period]) -> Verdict {
        self.fields_of_other_kinds();
        let reference = self.reference();
        let about = self.about();
        let body = match self.draft.kind {
            Kind::In => self.entry(&about),
            Kind::Out => self.exit(),
            Kind::Update => self.update(),
            Kind::Cancel => self.cancellation(),
        };
        self.against_period(&about, body.as_ref());
        self.among(body.as_ref(), others);
        let readable = self
            .findings
            .iter()
            .all(|finding| finding.severity != Severity::Error);
        let declaration = body.filter(|_| readable).map(|body| Declaration {
            reference,
            about,
            body,
            draft: self.draft.clone(),
        });
        if let Some(declaration) = &declaration {
            self.short_window(declaration);
        }
        let mut findings = self.findings;
        // Stable: findings of one field stay in the order in which they were made.
        findings.sort_by_key(|finding| finding.field);
        Verdict {
            declaration,
            findings,
        }
    }
}

impl Check<'_> {
    fn add(&mut self, severity: Severity, field: Field, code: Code, text: Text) {
        self.findings.push(Finding {
            field,
            code,
            severity,
            text,
        });
    }

    fn error(&mut self, field: Field, code: Code, text: Text) {
        self.add(Severity::Error, field, code, text);
    }

    fn refusal(&mut self, field: Field, code: &'static str, text: Text) {
        self.add(Severity::Refusal, field, Some(code), text);
    }

    fn warning(&mut self, field: Field, code: &'static str, text: Text) {
        self.add(Severity::Warning, field, Some(code), text);
    }

    fn advice(&mut self, field: Field, text: Text) {
        self.add(Severity::Advice, field, None, text);
    }

    fn given(&self, field: Field) -> bool {
        !self.draft.get(field).is_empty()
    }

    /// The value of a field, if it was filled in and can be read.
    fn read<T>(&mut self, field: Field, reader: impl FnOnce(&str) -> Result<T, Text>) -> Option<T> {
        let text = self.draft.get(field);
        if text.is_empty() {
            return None;
        }
        match reader(text) {
            Ok(value) => Some(value),
            Err(why) => {
                self.error(field, codes::invalid(field), why);
                None
            }
        }
    }

    /// The value of a field without which there is no message.
    fn require<T>(
        &mut self,
        field: Field,
        reader: impl FnOnce(&str) -> Result<T, Text>,
    ) -> Option<T> {
        if !self.given(field) {
            self.error(field, codes::missing(field), Text::new("check-missing"));
        }
        self.read(field, reader)
    }

    /// A text of the message; one that is too long for its field would be refused.
    fn text(&mut self, field: Field) -> Option<String> {
        let text = self.read(field, read::plain_text)?;
        self.length(field);
        Some(text)
    }

    fn length(&mut self, field: Field) {
        let found = self.draft.get(field).chars().count();
        if let Some(limit) = codes::longest(field)
            && found > limit
        {
            let why = Text::new("check-too-long")
                .with("limit", limit)
                .with("found", found);
            self.add(Severity::Refusal, field, codes::invalid(field), why);
        }
    }

    /// A text of the message without which there is no message.
    fn require_text(&mut self, field: Field) -> Option<String> {
        if !self.given(field) {
            self.error(field, codes::missing(field), Text::new("check-missing"));
        }
        self.text(field)
    }

    /// Names every field that this kind of declaration never takes (dimona.md 2.1).
    fn fields_of_other_kinds(&mut self) {
        let kind = self.draft.kind;
        for field in self.draft.filled() {
            if !codes::takes(kind, field) {
                let why = Text::new("check-field-not-taken").with("kind", kind.as_str());
                self.add(Severity::Refusal, field, codes::forbidden(field), why);
            }
        }
    }
}
