//! What the RSZ finds while it processes a declaration: the anomalies, and the effect when none refuses.
//!
//! Pure: reads the personnel file, changes nothing. Rule numbers are those of dimona 2.4.

mod entry;
mod follow;

use jiff::civil::Date;

use super::anomalies::{self, Code};
use super::message::{Entry, Message};
use super::period::{Features, Period, Terms, quarter};
use super::personnel::Personnel;

/// What came out of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Judgement {
    pub(super) codes: Vec<Code>,
    pub(super) effect: Effect,
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
        self.codes.iter().any(|code| anomalies::is_blocking(code))
    }

    /// Drops the warnings when something refuses: the RSZ tells the reasons, not the remarks.
    fn settled(mut self) -> Self {
        if self.is_refused() {
            self.codes.retain(|code| anomalies::is_blocking(code));
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
    entry::judge(personnel, entry, employer, ssin, today).settled()
}

/// Judges an OUT, UPDATE or CANCEL on the period it names.
pub(super) fn judge_follow_up(personnel: &Personnel, message: &Message) -> Judgement {
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
        Message::Out { end, .. } => follow::judge_out(period, *end),
        Message::Update { change, .. } => follow::judge_update(personnel, period, change),
        Message::Cancel { .. } => Judgement {
            codes: Vec::new(),
            effect: Effect::Cancel,
        },
    };
    judgement.settled()
}

fn refused(code: &'static str) -> Judgement {
    Judgement {
        codes: vec![code.into()],
        effect: Effect::None,
    }
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

/// Warnings about the worker: flexi-job conditions and the student's quota.
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
            (over > 0).then(|| "90017-369".into())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
