//! An IN or UPDATE beside the other periods of the same employer and worker (R18, R43).
//!
//! Knows what a search brought, and not where it came from. What is not known of another period,
//! its worker type or its committee, is not checked.

use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime, Time};

use super::period::{KnownPeriod, Period};
use super::{Check, Severity};
use crate::domain::declaration::{Body, Hours, In};
use crate::domain::draft::Field;
use crate::domain::ids::{Employer, Ssin};
use crate::domain::text::Text;

/// When a period runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// First day.
    pub start: Date,
    /// Last day; open without one.
    pub end: Option<Date>,
    /// Begin and end on the clock.
    pub hours: Hours,
}

impl Terms {
    /// When a declared period is to run.
    pub fn of(declared: &In) -> Self {
        Self {
            start: declared.start,
            end: declared.end,
            hours: declared.hours,
        }
    }

    /// Whether both run at the same time, if only for a moment. Without an hour the whole day counts.
    pub fn overlaps(&self, other: &Self) -> bool {
        let (own, others) = (self.moments(), other.moments());
        own.0 < others.1 && others.0 < own.1
    }

    /// First moment, and first moment after it, on a Belgian clock.
    fn moments(&self) -> (DateTime, DateTime) {
        let start = self
            .start
            .to_datetime(self.hours.start.unwrap_or(Time::midnight()));
        let end = match (self.end, self.hours.end) {
            (None, _) => DateTime::MAX,
            (Some(day), Some(hour)) => day.to_datetime(hour),
            (Some(day), None) => day
                .tomorrow()
                .map_or(DateTime::MAX, |next| next.to_datetime(Time::midnight())),
        };
        (start, end)
    }

    /// One working day, midnight included.
    fn is_one_day(&self) -> bool {
        let next = self.start.tomorrow().unwrap_or(Date::MAX);
        self.end.is_some_and(|end| end <= next)
    }

    fn has_hours(&self) -> bool {
        self.hours.start.is_some() || self.hours.end.is_some()
    }

    fn text(&self) -> Text {
        let start = self.start.to_string();
        match self.end {
            Some(end) => Text::new("check-among-dates")
                .with("start", start)
                .with("end", end.to_string()),
            None => Text::new("check-among-since").with("start", start),
        }
    }
}

impl KnownPeriod {
    /// When it runs.
    pub fn terms(&self) -> Terms {
        Terms {
            start: self.start,
            end: self.end,
            hours: self.hours,
        }
    }
}

/// What is to become of a period, as far as another one may stand in its way.
struct Subject<'a> {
    terms: Terms,
    worker_type: &'a str,
    committee: &'a str,
    changed: Option<Field>,
}

impl Check<'_> {
    /// Holds an IN or UPDATE against the other periods of its employer and worker.
    pub(super) fn among(&mut self, body: Option<&Body>, others: &[Period]) {
        match body {
            Some(Body::In(declared)) => {
                let others = of_the_same(Some(declared.employer), declared.worker.ssin(), others);
                self.entry_among(declared, &others);
            }
            Some(Body::Update(update)) => {
                let Some(known) = self.known else { return };
                let mut others = of_the_same(known.employer, known.ssin, others);
                others.retain(|other| other.id != update.period);
                self.update_among(known, &others);
            }
            Some(Body::Out { .. } | Body::Cancel { .. }) | None => {}
        }
    }

    fn entry_among(&mut self, declared: &In, others: &[&Period]) {
        let subject = Subject {
            terms: Terms::of(declared),
            worker_type: &declared.worker_type,
            committee: &declared.joint_committee,
            changed: None,
        };
        self.rivals(&subject, others);
        self.days_in_a_row(declared, others);
        self.second_open(declared, others);
    }

    fn update_among(&mut self, known: &KnownPeriod, others: &[&Period]) {
        let (Some(worker_type), Some(committee)) = (&known.worker_type, &known.joint_committee)
        else {
            return;
        };
        let changed = if self.given(Field::EndDate) {
            Field::EndDate
        } else {
            Field::StartDate
        };
        let mut after = known.clone();
        after.change_by(self.draft);
        self.rivals(
            &Subject {
                terms: after.terms(),
                worker_type,
                committee,
                changed: Some(changed),
            },
            others,
        );
    }

    /// R43: names every equal or overlapping period.
    fn rivals(&mut self, subject: &Subject<'_>, others: &[&Period]) {
        for other in others {
            if subject.is_rival(&other.known) {
                self.rival(subject, other);
            }
        }
    }

    fn rival(&mut self, subject: &Subject<'_>, rival: &Period) {
        let terms = rival.known.terms();
        let field = subject.changed.unwrap_or(Field::StartDate);
        let (changed, equal) = (subject.changed.is_some(), terms == subject.terms);
        let (code, why) = match (changed, equal) {
            (false, true) => ("90373-333", Text::new("check-among-equal")),
            (true, true) => ("90378-333", Text::new("check-among-made-equal")),
            (false, false) => ("90373-334", Text::new("check-among-overlap")),
            (true, false) => ("90378-334", Text::new("check-among-overlap")),
        };
        // A search need not tell the hours of a day that has some.
        let doubtful = terms.has_hours() != subject.terms.has_hours()
            && terms.is_one_day()
            && subject.terms.is_one_day();
        let severity = if doubtful {
            Severity::Warning
        } else {
            Severity::Refusal
        };
        let why = why
            .with("period", rival.id.to_string())
            .with("dates", terms.text());
        self.add(severity, field, Some(code), why);
    }

    /// R18; agency work has a rule of its own.
    fn days_in_a_row(&mut self, declared: &In, others: &[&Period]) {
        let rules = self.rules;
        let worker_type = rules.worker_type(&declared.worker_type);
        let Some(most) = worker_type.and_then(|known| known.days_in_a_row) else {
            return;
        };
        let is_agency = |code: &str| {
            rules
                .joint_committee(code)
                .is_some_and(|known| known.user_undertaking)
        };
        if is_agency(&declared.joint_committee) {
            return;
        }
        let works = |days: i64| {
            let day = declared.start.checked_add(days.days());
            others.iter().any(|other| {
                let known = &other.known;
                same_code(known.worker_type.as_deref(), &declared.worker_type)
                    && !known.joint_committee.as_deref().is_some_and(is_agency)
                    && day.as_ref().is_ok_and(|&day| known.start == day)
            })
        };
        let most = i64::from(most);
        let before = (1..=most).take_while(|days| works(-days)).count();
        let after = (1..=most).take_while(|days| works(*days)).count();
        let in_a_row = i64::try_from(before + after + 1).unwrap_or(i64::MAX);
        if in_a_row > most {
            let why = Text::new("check-among-days").with("days", most);
            self.refusal(Field::StartDate, "00910-459", why);
        }
    }

    /// Two open periods beside each other: possible under two committees, and seldom meant.
    fn second_open(&mut self, declared: &In, others: &[&Period]) {
        let worker_type = self.rules.worker_type(&declared.worker_type);
        if declared.end.is_some() || !worker_type.is_some_and(|known| known.one_open_advised) {
            return;
        }
        let open = others.iter().find(|other| {
            let known = &other.known;
            known.end.is_none()
                && same_code(known.worker_type.as_deref(), &declared.worker_type)
                && !same_code(known.joint_committee.as_deref(), &declared.joint_committee)
        });
        if let Some(open) = open {
            let why = Text::new("check-among-second-open").with("period", open.id.to_string());
            self.advice(Field::StartDate, why);
        }
    }
}

impl Subject<'_> {
    fn is_rival(&self, other: &KnownPeriod) -> bool {
        same_code(other.worker_type.as_deref(), self.worker_type)
            && same_code(other.joint_committee.as_deref(), self.committee)
            && self.terms.overlaps(&other.terms())
    }
}

fn same_code(known: Option<&str>, code: &str) -> bool {
    known.is_some_and(|known| known.eq_ignore_ascii_case(code))
}

/// The periods that stand, without those that are certainly of another employer or worker.
fn of_the_same(employer: Option<Employer>, ssin: Option<Ssin>, others: &[Period]) -> Vec<&Period> {
    let may_be_same = |known: &KnownPeriod| {
        let same_employer = match (employer, known.employer) {
            (Some(one), Some(other)) => one.agrees_with(other),
            _ => true,
        };
        same_employer && (ssin.is_none() || known.ssin.is_none() || ssin == known.ssin)
    };
    others
        .iter()
        .filter(|other| !other.known.cancelled && may_be_same(&other.known))
        .collect()
}
