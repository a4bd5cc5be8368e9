//! Reads JSON objects member by member and books everything that does not fit the interface description.
//!
//! Knows formats, not meanings: which members a declaration has is the business of `message` and `search`.

use std::cell::RefCell;

use jiff::civil::{Date, Time};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::anomalies::Code;
use super::problem::{Issue, IssueKind, Place};

/// How strictly the wire is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Strictness {
    /// Members and query parameters the service does not know are refused (rsz-rest A-17).
    pub unknown_members: bool,
    /// Members that are null are refused instead of taken as absent (rsz-rest A-15).
    pub null_members: bool,
    /// Calls that break the polling schedule get 429 (rsz-rest 14.2, rule 10).
    pub schedule: bool,
}

impl Default for Strictness {
    fn default() -> Self {
        Self {
            unknown_members: true,
            null_members: true,
            schedule: false,
        }
    }
}

/// Collects the issues of one message.
#[derive(Debug)]
pub(super) struct Report {
    strictness: Strictness,
    issues: RefCell<Vec<Issue>>,
    misfits: RefCell<Vec<Code>>,
}

impl Report {
    pub(super) fn new(strictness: Strictness) -> Self {
        Self {
            strictness,
            issues: RefCell::default(),
            misfits: RefCell::default(),
        }
    }

    pub(super) fn add(&self, kind: IssueKind, name: &str, detail: &str, value: Option<&Value>) {
        self.issues.borrow_mut().push(Issue {
            kind,
            place: Place::Body,
            name: name.to_owned(),
            detail: format!("{name} {detail}").trim_start().to_owned(),
            value: value.cloned(),
        });
    }

    /// What fits the interface description and yet would be refused later.
    pub(super) fn misfits(&self) -> Vec<Code> {
        self.misfits.borrow().clone()
    }

    pub(super) fn into_issues(self) -> Vec<Issue> {
        self.issues.into_inner()
    }

    /// The top level of a body, when it is an object.
    pub(super) fn top<'a>(&'a self, body: &'a Value) -> Option<Object<'a>> {
        let Some(map) = body.as_object() else {
            self.add(
                IssueKind::SchemaViolation,
                "",
                "the body must be a JSON object",
                None,
            );
            return None;
        };
        Some(Object::new(self, String::new(), map))
    }
}

/// One object of the message, with its path inside the body.
#[derive(Debug)]
pub(super) struct Object<'a> {
    report: &'a Report,
    path: String,
    map: &'a Map<String, Value>,
    known: RefCell<Vec<&'static str>>,
}

impl<'a> Object<'a> {
    fn new(report: &'a Report, path: String, map: &'a Map<String, Value>) -> Self {
        Self {
            report,
            path,
            map,
            known: RefCell::default(),
        }
    }

    /// Whether the member is there, null not counted.
    pub(super) fn has(&self, name: &str) -> bool {
        self.map.get(name).is_some_and(|value| !value.is_null())
    }

    /// Books a member that must be there and is not.
    pub(super) fn require(&self, name: &'static str) {
        self.known.borrow_mut().push(name);
        if !self.has(name) {
            self.violation(name, "is required");
        }
    }

    pub(super) fn violation(&self, name: &str, detail: &str) {
        let kind = IssueKind::SchemaViolation;
        self.report
            .add(kind, &self.at(name), detail, self.map.get(name));
    }

    pub(super) fn invalid(&self, name: &str, detail: &str) {
        let kind = IssueKind::InvalidInput;
        self.report
            .add(kind, &self.at(name), detail, self.map.get(name));
    }

    pub(super) fn object(&self, name: &'static str) -> Option<Object<'a>> {
        let value = self.raw(name)?;
        let Some(map) = value.as_object() else {
            self.violation(name, "must be an object");
            return None;
        };
        Some(Object::new(self.report, self.at(name), map))
    }

    pub(super) fn text(&self, name: &'static str) -> Option<&'a str> {
        let text = self.raw(name)?.as_str().filter(|text| !text.is_empty());
        if text.is_none() {
            self.violation(name, "must be a text that is not empty");
        }
        text
    }

    /// A text; when it has more than `longest` characters, `code` is booked as a misfit.
    pub(super) fn limited(
        &self,
        name: &'static str,
        longest: usize,
        code: &'static str,
    ) -> Option<&'a str> {
        let text = self.text(name)?;
        if text.chars().count() > longest {
            self.misfit(code);
        }
        Some(text)
    }

    /// Books an anomaly that will come out when the declaration is processed.
    pub(super) fn misfit(&self, code: &'static str) {
        self.report.misfits.borrow_mut().push(code.into());
    }

    pub(super) fn integer(&self, name: &'static str, from: u64, to: u64) -> Option<u64> {
        let number = self.raw(name)?.as_u64();
        let number = number.filter(|number| (from..=to).contains(number));
        if number.is_none() {
            self.violation(name, &format!("must be an integer from {from} to {to}"));
        }
        number
    }

    /// A text of exactly `count` digits.
    pub(super) fn digits(&self, name: &'static str, count: usize) -> Option<&'a str> {
        let text = self.text(name)?;
        let fits = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
        if !fits {
            self.violation(name, &format!("must have {count} digits"));
        }
        fits.then_some(text)
    }

    pub(super) fn date(&self, name: &'static str) -> Option<Date> {
        let date = parse_date(self.text(name)?);
        if date.is_none() {
            self.violation(name, "must be a date, YYYY-MM-DD");
        }
        date
    }

    /// `HHMM`, 24 hours, no colon.
    pub(super) fn hour(&self, name: &'static str) -> Option<Time> {
        let text = self.digits(name, 4)?;
        let part = |range| {
            text.get(range)
                .and_then(|part: &str| part.parse::<i8>().ok())
        };
        let hour = part(0..2).zip(part(2..4));
        let hour = hour.and_then(|(hour, minute)| Time::new(hour, minute, 0, 0).ok());
        if hour.is_none() {
            self.violation(name, "must be an hour, HHMM");
        }
        hour
    }

    /// Books the members that nobody asked for, and those that are null.
    pub(super) fn finish(self) {
        let known = self.known.borrow();
        for (name, value) in self.map {
            if !known.contains(&name.as_str()) {
                if self.report.strictness.unknown_members {
                    let kind = IssueKind::UnknownInput;
                    self.report
                        .add(kind, &self.at(name), "is not known", Some(value));
                }
            } else if value.is_null() && self.report.strictness.null_members {
                self.violation(name, "must not be null");
            }
        }
    }

    /// The member whatever its type, when it is there.
    pub(super) fn raw(&self, name: &'static str) -> Option<&'a Value> {
        self.known.borrow_mut().push(name);
        self.map.get(name).filter(|value| !value.is_null())
    }

    fn at(&self, name: &str) -> String {
        if self.path.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.path)
        }
    }
}

/// A date in the one form the wire has; jiff alone reads more.
pub(super) fn parse_date(text: &str) -> Option<Date> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(index, byte)| match index {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    shape.then(|| text.parse().ok()).flatten()
}
