//! What the RSZ finds while it processes a declaration: the anomalies, and the effect when none refuses.
//!
//! Pure: reads the personnel file, changes nothing. Rule numbers are those of dimona 2.4.

mod entry;
mod follow;

use jiff::civil::Date;

use super::anomalies::{self, Code};
use super::message::{Entry, Kind, Message};
use super::period::{Features, Period, Terms, quarter};
use super::personnel::Personnel;

/// The first number of twelve digits.
const SMALLEST_PERIOD: u64 = 100_000_000_000;

const YEARS_AHEAD: i16 = 9;

const QUOTA_OF_WORKER: &str = "90017-369";

/// What came out of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Judgement {
    pub(super) codes: Vec<Code>,
    pub(super) effect: Effect,
    /// Whether an overrun of the worker's quota refuses, as for article 17; others are warned.
    pub(super) quota_refuses: bool,
}

/// What an accepted declaration does to the personnel file.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) enum Effect {
    #[default]
    None,
    /// An IN makes a period of its own terms.
    Open {
        late: bool,
    },
    /// An OUT or UPDATE gives the period new terms.
    Replace(Terms),
    Cancel,
}

impl Judgement {
    pub(super) fn is_refused(&self) -> bool {
        self.codes.iter().any(|code| self.refuses(code))
    }

    fn refuses(&self, code: &str) -> bool {
        anomalies::is_blocking(code) || (self.quota_refuses && code == QUOTA_OF_WORKER)
    }

    fn about(mut self, features: &Features) -> Self {
        self.quota_refuses = matches!(&*features.worker_type, "O17" | "S17" | "T17");
        self
    }

    /// Drops the warnings when something refuses: the RSZ tells the reasons, not the remarks.
    fn settled(mut self) -> Self {
        if self.is_refused() {
            let codes = std::mem::take(&mut self.codes);
            let refusing = codes.into_iter().filter(|code| self.refuses(code));
            self.codes = refusing.collect();
            self.effect = Effect::None;
        }
        self
    }
}

/// Judges an IN of an employer for an identified worker (`None`: before Sigedis).
pub(super) fn judge_entry(
    personnel: &Personnel,
    entry: &Entry,
    employer: usize,
    ssin: Option<&str>,
    today: Date,
) -> Judgement {
    entry::judge(personnel, entry, employer, ssin, today)
        .about(&entry.features)
        .settled()
}

/// Judges an OUT, UPDATE or CANCEL on the period it names.
pub(super) fn judge_follow_up(personnel: &Personnel, message: &Message, today: Date) -> Judgement {
    if message.period().is_some_and(|id| id < SMALLEST_PERIOD) {
        return refused("00913-003");
    }
    let known = message.period().and_then(|id| personnel.period(id));
    let Some(period) = known else {
        return refused("00913-354");
    };
    if period.cancelled {
        return refused("00913-355");
    }
    if period.locked {
        return refused("00913-362");
    }
    let judgement = match message {
        Message::In(_) => Judgement::default(),
        Message::Out { end, .. } => follow::judge_out(period, *end, today),
        Message::Update { change, .. } => follow::judge_update(personnel, period, change, today),
        Message::Cancel { .. } => Judgement {
            effect: Effect::Cancel,
            ..Judgement::default()
        },
    };
    judgement.about(&period.features).settled()
}

fn refused(code: &'static str) -> Judgement {
    Judgement {
        codes: vec![code.into()],
        ..Judgement::default()
    }
}

/// A start from 1920 up to the end of the ninth year from now (R02).
fn may_start_on(day: Date, today: Date) -> bool {
    (1920..=today.year().saturating_add(YEARS_AHEAD)).contains(&day.year())
}

/// An end from 1999 up to the end of the ninth year from now (R03).
fn may_end_on(day: Date, today: Date) -> bool {
    (1999..=today.year().saturating_add(YEARS_AHEAD)).contains(&day.year())
}

/// Types whose IN must have an end date (R05).
fn needs_end(features: &Features) -> bool {
    let by_type = matches!(
        &*features.worker_type,
        "EXT" | "STU" | "IVT" | "TRI" | "STG" | "O17" | "S17" | "T17" | "A17"
    );
    by_type || &*features.commission == "322"
}

/// Types with planned hours, which also stay inside one quarter (R07, R19).
fn has_planned_hours(worker_type: &str) -> bool {
    matches!(worker_type, "STU" | "O17" | "S17")
}

/// Checks that hold for the terms of any period, new or changed: the order of dates and hours, the day, the quarter.
fn check_terms(terms: &Terms, features: &Features, changed: bool) -> Vec<Code> {
    let mut codes: Vec<Code> = Vec::new();
    let Some(end) = terms.end else {
        return codes;
    };
    if end < terms.start {
        codes.push("00911-014".into());
        return codes;
    }
    if let (Some(start_hour), Some(end_hour)) = (terms.start_hour, terms.end_hour) {
        let (from, until) = terms.span();
        if end == terms.start && end_hour <= start_hour {
            codes.push("00778-345".into());
        } else if until.duration_since(from) > jiff::SignedDuration::from_hours(24) {
            codes.push(if changed { "90378-341" } else { "90373-341" }.into());
        }
    }
    if has_planned_hours(&features.worker_type) && quarter(terms.start) != quarter(end) {
        codes.push(if changed { "90378-421" } else { "90373-421" }.into());
    }
    codes
}

/// What the employer and the time allow: a kind that is open, and days on which it employs
/// (R45, R47).
fn check_employer(
    personnel: &Personnel,
    employer: usize,
    terms: &Terms,
    changed: bool,
) -> Vec<Code> {
    let mut codes: Vec<Code> = Vec::new();
    let kind = if changed { Kind::Update } else { Kind::In };
    if personnel.scenario.rules.closed.contains(&kind) {
        codes.push(if changed { "90378-450" } else { "90373-450" }.into());
    }
    let employer = &personnel.scenario.employers[employer];
    let active = employer.is_active_on(terms.start)
        && terms.end.is_none_or(|end| employer.is_active_on(end));
    if !active {
        codes.push(if changed { "90378-343" } else { "90373-343" }.into());
    }
    codes
}

/// Whether the same or an overlapping period is in force (R43). `except` is the period being changed.
fn check_overlap(
    personnel: &Personnel,
    employer: usize,
    ssin: &str,
    (terms, features): (&Terms, &Features),
    except: Option<u64>,
) -> Option<Code> {
    let rival = |period: &&Period| {
        !period.cancelled
            && period.employer == employer
            && Some(period.id) != except
            && period.features == *features
            && period.terms.overlaps(terms)
    };
    let mut rivals = personnel.of_worker(ssin).filter(rival).peekable();
    rivals.peek()?;
    let same = rivals.any(|period| period.terms.same_time(terms));
    let code = match (except.is_some(), same) {
        (false, true) => "90373-333",
        (false, false) => "90373-334",
        (true, true) => "90378-333",
        (true, false) => "90378-334",
    };
    Some(code.into())
}

/// What the worker is entitled to: flexi-job conditions and quotas.
fn check_rights(
    personnel: &Personnel,
    ssin: &str,
    (terms, features): (&Terms, &Features),
    period: Option<&Period>,
) -> Option<Code> {
    match &*features.worker_type {
        "FLX" if personnel.worker(ssin).is_some_and(|worker| !worker.flexi) => {
            Some("90017-510".into())
        }
        "STU" => {
            let before = period.map_or(0, |period| period.hours_before);
            let planned = terms.planned.unwrap_or(0).saturating_sub(before);
            let except = period.map(|period| period.id);
            let over = personnel.student_hours_over(ssin, terms.start, planned, except);
            (over > 0).then(|| QUOTA_OF_WORKER.into())
        }
        worker_type => {
            let except = period.map(|period| period.id);
            let over = personnel.is_over_quota(ssin, worker_type, terms, except);
            over.then(|| QUOTA_OF_WORKER.into())
        }
    }
}

#[cfg(test)]
mod tests;
