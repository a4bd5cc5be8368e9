//! What a known period adds to the rules of an OUT, UPDATE or CANCEL (R11, R38 to R42, R44).
//!
//! Knows what a search or an accepted IN tells of a period, and not where that came from. What is
//! not known of it is not checked.

use jiff::civil::{Date, Time};

use super::entry_rules::first_day_of_quarter;
use super::fields::NO_END;
use super::{Check, codes};
use crate::domain::belgium;
use crate::domain::deadline::{Before, deadline_knowing};
use crate::domain::declaration::{About, Body, Declaration, Hours, Update};
use crate::domain::draft::Field;
use crate::domain::ids::{Employer, PeriodId, Ssin};
use crate::domain::rules::{EndDate, HoursRule, WorkerType};
use crate::domain::text::Text;

/// A period as the NSSO has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPeriod {
    /// Its employer.
    pub employer: Option<Employer>,
    /// Its worker.
    pub ssin: Option<Ssin>,
    /// First day.
    pub start: Date,
    /// Last day; open without one.
    pub end: Option<Date>,
    /// Code of the worker type.
    pub worker_type: Option<String>,
    /// Code of the joint committee.
    pub joint_committee: Option<String>,
    /// Begin and end on the clock.
    pub hours: Hours,
    /// Whole planned hours.
    pub planned_hours: Option<u16>,
    /// Whether it was withdrawn.
    pub cancelled: bool,
    /// Whether the NSSO locked it: nothing more can be declared about it (R44).
    pub locked: bool,
}

/// A known period with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// Its number.
    pub id: PeriodId,
    /// What is known of it.
    pub known: KnownPeriod,
}

impl Check<'_> {
    /// Holds what could be read of a change against the period.
    pub(super) fn against_period(&mut self, about: &About, body: Option<&Body>) {
        let Some(known) = self.known else { return };
        self.owner(about, known);
        if known.cancelled {
            let why = Text::new("check-period-cancelled");
            self.refusal(Field::PeriodId, "00913-355", why);
            return;
        }
        if known.locked {
            let why = Text::new("check-period-locked");
            self.refusal(Field::PeriodId, "00913-362", why);
            return;
        }
        match body {
            Some(Body::Out { end, .. }) => self.out_of(known, *end),
            Some(Body::Update(update)) => self.update_of(known, update),
            Some(Body::In(_) | Body::Cancel { .. }) | None => {}
        }
    }

    /// The short windows of periods that are declared by the hour (dimona.md 5.4): told by software
    /// makers, so advice only. A day that is not over yet may still be in time.
    pub(super) fn short_window(&mut self, declaration: &Declaration) {
        let Some(known) = self.known else { return };
        if known.hours == Hours::default() {
            return;
        }
        let before = Before {
            start: Some(known.start),
            end: known.end,
            hours: known.hours,
        };
        let today = belgium::at(self.today.to_datetime(Time::midnight()));
        let Some(limit) = deadline_knowing(declaration, &before, self.rules) else {
            return;
        };
        if today.is_some_and(|today| limit.at <= today) {
            let why = Text::new("check-period-window").with("rule", limit.rule);
            self.advice(Field::PeriodId, why);
        }
    }

    /// Numbers beside the period's must be those of the period (dimona.md 2.1).
    fn owner(&mut self, about: &About, known: &KnownPeriod) {
        if let (Some(given), Some(own)) = (about.employer, known.employer) {
            let differs = |given: Option<String>, own: Option<String>| {
                given.is_some() && own.is_some() && given != own
            };
            let text = |number: &dyn ToString| number.to_string();
            let nsso = |one: Employer| one.nsso().map(|number| text(&number));
            let enterprise = |one: Employer| one.enterprise().map(|number| text(&number));
            for (field, code, wrong) in [
                (
                    Field::NssoNumber,
                    "00011-347",
                    differs(nsso(given), nsso(own)),
                ),
                (
                    Field::EnterpriseNumber,
                    "00014-347",
                    differs(enterprise(given), enterprise(own)),
                ),
            ] {
                if wrong {
                    self.refusal(field, code, Text::new("check-period-other-employer"));
                }
            }
        }
        if let (Some(given), Some(own)) = (about.ssin, known.ssin)
            && given != own
        {
            let why = Text::new("check-period-other-worker");
            self.refusal(Field::Ssin, "00024-347", why);
        }
    }

    /// R04, R40.
    fn out_of(&mut self, known: &KnownPeriod, end: Date) {
        if known.end.is_some() {
            let why = Text::new("check-period-has-end");
            self.refusal(Field::PeriodId, "00913-356", why);
        } else if end < known.start {
            let why = Text::new("check-end-before-start");
            self.refusal(Field::EndDate, "00911-014", why);
        }
    }

    fn update_of(&mut self, known: &KnownPeriod, update: &Update) {
        let rules = self.rules;
        let worker_type = known
            .worker_type
            .as_deref()
            .and_then(|code| rules.worker_type(code));
        self.start_of(known, update, worker_type);
        self.end_of(known, update, worker_type);
        if let Some(worker_type) = worker_type {
            self.figures_of(update, worker_type);
        }
        let hour_stays = |given: Option<Time>, known| given.is_none() || given == known;
        let same = update.start.is_none_or(|start| start == known.start)
            && update.end.filter(|&end| end != NO_END) == known.end
            && hour_stays(update.hours.start, known.hours.start)
            && hour_stays(update.hours.end, known.hours.end)
            && (update.planned_hours.is_none() || update.planned_hours == known.planned_hours);
        if same {
            let why = Text::new("check-period-unchanged");
            self.refusal(Field::EndDate, "90378-444", why);
        }
    }

    /// R38.
    fn start_of(&mut self, known: &KnownPeriod, update: &Update, worker_type: Option<&WorkerType>) {
        let Some(start) = update.start.filter(|&start| start != known.start) else {
            return;
        };
        if worker_type.is_some_and(|known| known.start_stays) {
            let why = Text::new("check-period-start-stays");
            self.refusal(Field::StartDate, "00910-005", why);
        } else if start > known.start {
            let why = Text::new("check-period-start-later");
            self.refusal(Field::StartDate, "00910-344", why);
        }
    }

    /// R04, R07, R11, R39, R41.
    fn end_of(&mut self, known: &KnownPeriod, update: &Update, worker_type: Option<&WorkerType>) {
        let Some(end) = update.end else { return };
        let start = update.start.unwrap_or(known.start);
        let later = known.end.is_some_and(|old| end > old);
        let finding = if end == NO_END {
            let why = Text::new("check-period-keeps-end");
            self.must_end(known, worker_type)
                .then_some((Field::EndDate, "00913-368", why))
        } else if known.end.is_none() {
            let why = Text::new("check-period-open");
            Some((Field::PeriodId, "00913-359", why))
        } else if later && worker_type.is_some_and(|known| known.end_never_later) {
            let why = Text::new("check-period-end-later");
            Some((Field::EndDate, "00911-344", why))
        } else if end < start && update.start.is_none() {
            let why = Text::new("check-end-before-start");
            Some((Field::EndDate, "00911-014", why))
        } else if worker_type.is_some_and(|known| known.one_quarter)
            && first_day_of_quarter(start) != first_day_of_quarter(end)
        {
            Some((Field::EndDate, "90378-421", Text::new("check-one-quarter")))
        } else {
            None
        };
        if let Some((field, code, why)) = finding {
            self.refusal(field, code, why);
        }
    }

    fn must_end(&self, known: &KnownPeriod, worker_type: Option<&WorkerType>) -> bool {
        let committee = known
            .joint_committee
            .as_deref()
            .and_then(|code| self.rules.joint_committee(code));
        worker_type.is_some_and(|known| known.end_date != EndDate::Optional)
            || committee.is_some_and(|known| known.end_date_required)
    }

    /// Hours and planned hours that the worker type does not have (R14, R15, R19).
    fn figures_of(&mut self, update: &Update, worker_type: &WorkerType) {
        let no_hours = worker_type.hours == HoursRule::Never;
        let hours = Text::new("check-hours-not-allowed");
        let planned = Text::new("check-planned-hours-not-allowed");
        for (field, wrong, why) in [
            (
                Field::StartHour,
                no_hours && update.hours.start.is_some(),
                &hours,
            ),
            (
                Field::EndHour,
                no_hours && update.hours.end.is_some(),
                &hours,
            ),
            (
                Field::PlannedHours,
                !worker_type.planned_hours && update.planned_hours.is_some(),
                &planned,
            ),
        ] {
            if wrong && let Some(code) = codes::forbidden(field) {
                self.refusal(field, code, why.clone());
            }
        }
    }
}
