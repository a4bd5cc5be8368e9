//! What a worker type and a joint committee demand of an IN (dimona.md 2.4).
//!
//! The demands come from [`crate::domain::rules`]; no code of a list stands here. A worker
//! type that is not on the list is passed on, so nothing more is demanded of it.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::Check;
use super::entry::Facts;
use crate::domain::draft::Field;
use crate::domain::rules::{EndDate, HoursRule, JointCommittee, WorkerType, in_force};
use crate::domain::text::Text;

impl Check<'_> {
    pub(super) fn entry_rules(&mut self, facts: &Facts) {
        let rules = self.rules;
        let worker_type = facts
            .worker_type
            .as_deref()
            .and_then(|code| rules.worker_type(code));
        let committee = facts
            .joint_committee
            .as_deref()
            .and_then(|code| rules.joint_committee(code));
        self.lists(facts, worker_type, committee);
        self.parts_not_sent(facts, worker_type, committee);
        self.late_or_long_past(facts.start);
        self.age(facts, worker_type);
        if committee.is_some_and(|committee| committee.end_date_required)
            || worker_type.is_some_and(|known| known.end_date != EndDate::Optional)
        {
            self.end_date_required();
        }
        let Some(worker_type) = worker_type else {
            return;
        };
        self.pair(worker_type, committee, facts);
        self.dates_of_type(facts, worker_type);
        match worker_type.hours {
            HoursRule::Never => self.no_hours(),
            HoursRule::Always => {
                self.both_hours(facts, committee.is_some_and(|known| known.day_lump_sum));
            }
            HoursRule::OneDay => self.hours_of_one_day(facts),
        }
        self.planned(facts, worker_type);
        if worker_type.ssin_required && !self.given(Field::Ssin) {
            let why = Text::new("check-ssin-required");
            self.refusal(Field::Ssin, "00024-001", why);
        }
        if !worker_type.workplace
            && let Some(field) = self.workplace_field()
        {
            let why = Text::new("check-workplace-not-allowed");
            self.refusal(field, "00776-005", why);
        }
    }

    /// Codes that the lists do not have, or not on this day (R13, R27).
    fn lists(
        &mut self,
        facts: &Facts,
        worker_type: Option<&WorkerType>,
        committee: Option<&JointCommittee>,
    ) {
        match worker_type {
            None if facts.worker_type.is_some() => {
                let why = Text::new("check-worker-type-unknown");
                self.warning(Field::WorkerType, "00655-003", why);
            }
            None => {}
            Some(known) => {
                let span = (known.from, known.until);
                self.validity(Field::WorkerType, "00655-003", span, facts.start);
            }
        }
        match committee {
            None if facts.joint_committee.is_some() => {
                let why = Text::new("check-committee-unknown");
                self.warning(Field::JointCommittee, "00046-003", why);
            }
            None => {}
            Some(known) => {
                let span = (known.from, known.until);
                self.validity(Field::JointCommittee, "00046-003", span, facts.start);
            }
        }
    }

    fn validity(
        &mut self,
        field: Field,
        code: &'static str,
        (from, until): (Option<Date>, Option<Date>),
        start: Option<Date>,
    ) {
        let Some(start) = start else { return };
        if in_force(from, until, start) {
            return;
        }
        let why = match (from, until) {
            (Some(from), _) if start < from => {
                Text::new("check-code-not-yet").with("day", from.to_string())
            }
            (_, until) => Text::new("check-code-ended").with("day", day_or_nothing(until)),
        };
        self.refusal(field, code, why);
    }

    /// R29. A pair that the list rules out is certain, one seen refused is not, and the rest of
    /// the table is advice.
    fn pair(&mut self, worker_type: &WorkerType, known: Option<&JointCommittee>, facts: &Facts) {
        let Some(committee) = facts.joint_committee.as_ref() else {
            return;
        };
        let code = &worker_type.code;
        if !worker_type.allows(committee) {
            let why = Text::new("check-pair-refused")
                .with("committees", worker_type.only_with.join(", "));
            self.refusal(Field::JointCommittee, "90374-349", why);
        } else if worker_type.refused_with.contains(committee) {
            let why = Text::new("check-pair-doubtful");
            self.warning(Field::JointCommittee, "90374-349", why);
        } else if known.is_some_and(|known| !known.usual.is_empty() && !known.usual.contains(code))
            && self.rules.is_usual_somewhere(code)
        {
            self.advice(Field::JointCommittee, Text::new("check-pair-unusual"));
        }
    }

    fn end_date_required(&mut self) {
        if !self.given(Field::EndDate) {
            let why = Text::new("check-end-required");
            self.refusal(Field::EndDate, "00911-001", why);
        }
    }

    /// R07, R08, and how early it may be declared.
    fn dates_of_type(&mut self, facts: &Facts, worker_type: &WorkerType) {
        let Some(start) = facts.start else { return };
        let quarter = first_day_of_quarter(start);
        self.too_early(start, quarter, worker_type);
        let Some(end) = facts.end.filter(|&end| end >= start) else {
            return;
        };
        if worker_type.end_date == EndDate::SameDay && end != start {
            let why = Text::new("check-end-same-day");
            self.refusal(Field::EndDate, "00911-008", why);
        } else if worker_type.one_quarter && first_day_of_quarter(end) != quarter {
            let why = Text::new("check-one-quarter");
            self.refusal(Field::EndDate, "90373-421", why);
        } else if worker_type.quarter_advised
            && !self.given(Field::StartHour)
            && first_day_of_quarter(end) != quarter
        {
            self.advice(Field::EndDate, Text::new("check-quarter-advised"));
        }
    }

    /// R09 and R12. Where texts differ on the first day, the stricter one only warns.
    fn too_early(&mut self, start: Date, quarter: Date, worker_type: &WorkerType) {
        let opens = |day: Date, days: Option<u16>| {
            let days = Span::new().days(i64::from(days?));
            day.checked_sub(days)
                .ok()
                .filter(|&opens| self.today < opens)
        };
        let certain = opens(quarter, worker_type.days_before_quarter);
        let doubtful = opens(start, worker_type.days_before_start);
        if let Some(opens) = certain {
            let why = Text::new("check-too-early").with("day", opens.to_string());
            self.refusal(Field::StartDate, "00910-008", why);
        } else if let Some(opens) = doubtful {
            let why = Text::new("check-too-early-perhaps").with("day", opens.to_string());
            self.warning(Field::StartDate, "00910-008", why);
        }
    }

    fn no_hours(&mut self) {
        for (field, code) in [
            (Field::StartHour, "00777-005"),
            (Field::EndHour, "00778-005"),
        ] {
            if self.given(field) {
                self.refusal(field, code, Text::new("check-hours-not-allowed"));
            }
        }
    }

    /// R14, R15.
    fn both_hours(&mut self, facts: &Facts, day_lump_sum: bool) {
        self.start_hour_required();
        if !day_lump_sum {
            self.end_hour_required();
        } else if !self.given(Field::EndHour) {
            if facts.end.is_some() && facts.end != facts.start {
                let why = Text::new("check-end-same-day");
                self.refusal(Field::EndDate, "00911-008", why);
            }
            self.advice(Field::EndHour, Text::new("check-day-lump-sum"));
        }
    }

    fn start_hour_required(&mut self) {
        if !self.given(Field::StartHour) {
            let why = Text::new("check-start-hour-required");
            self.refusal(Field::StartHour, "00777-001", why);
        }
    }

    fn end_hour_required(&mut self) {
        if !self.given(Field::EndHour) {
            let why = Text::new("check-end-hour-required");
            self.refusal(Field::EndHour, "00778-001", why);
        }
    }

    /// R10: hours belong to one working day, and one working day has hours.
    fn hours_of_one_day(&mut self, facts: &Facts) {
        let with_hours = self.given(Field::StartHour) || self.given(Field::EndHour);
        let one_day = facts.end.is_some() && facts.end == facts.start;
        if !with_hours && !one_day {
            if !self.given(Field::EndDate) {
                self.advice(Field::EndDate, Text::new("check-end-advised"));
            }
            return;
        }
        self.start_hour_required();
        self.end_hour_required();
        if let (true, Some(start)) = (with_hours, facts.start) {
            let over_midnight = match (facts.hours.start, facts.hours.end) {
                (Some(from), Some(to)) => to <= from,
                _ => true,
            };
            let next_day = facts.end.is_some() && facts.end == start.tomorrow().ok();
            let unreadable = facts.end.is_none() && self.given(Field::EndDate);
            let before = facts.end.is_some_and(|end| end < start);
            if !(one_day || (next_day && over_midnight) || unreadable || before) {
                let why = Text::new("check-hours-one-day");
                self.refusal(Field::EndDate, "00911-008", why);
            }
        }
    }

    /// R19, and whether so many hours fit into the period.
    fn planned(&mut self, facts: &Facts, worker_type: &WorkerType) {
        match (worker_type.planned_hours, self.given(Field::PlannedHours)) {
            (true, false) => {
                let why = Text::new("check-planned-hours-required");
                self.refusal(Field::PlannedHours, "01135-001", why);
            }
            (false, true) => {
                let why = Text::new("check-planned-hours-not-allowed");
                self.refusal(Field::PlannedHours, "01135-005", why);
            }
            _ => {}
        }
        let (Some(hours), Some(start)) = (facts.planned_hours, facts.start) else {
            return;
        };
        let a_day = self.rules.limits.hours_a_day;
        if let Some(end) = facts.end
            && let Some(days) = days_of_period(start, end)
            && i32::from(hours) > days.saturating_mul(i32::from(a_day))
        {
            let why = Text::new("check-planned-hours-many").with("limit", u32::from(a_day));
            self.advice(Field::PlannedHours, why);
        }
        self.quota(hours, start, &worker_type.code);
    }

    /// A declaration that alone is more than the whole quota (dimona.md 5.1, 5.5).
    fn quota(&mut self, hours: u16, start: Date, worker_type: &str) {
        let Some(quota) = self.rules.quota(worker_type, start) else {
            return;
        };
        let largest = quota.largest(start);
        if hours > largest {
            let why = Text::new("check-quota").with("limit", u32::from(largest));
            if quota.refuses {
                self.refusal(Field::PlannedHours, "90017-369", why);
            } else {
                self.warning(Field::PlannedHours, "90017-369", why);
            }
        }
    }

    /// R46, and a start so long ago that the year may be wrong.
    fn late_or_long_past(&mut self, start: Option<Date>) {
        let Some(start) = start.filter(|&start| start < self.today) else {
            return;
        };
        let why = Text::new("check-late-start");
        self.warning(Field::StartDate, "90373-460", why);
        let long_past = self
            .today
            .checked_sub(self.rules.limits.long_past_years.years());
        if long_past.is_ok_and(|long_past| start < long_past) {
            self.advice(Field::StartDate, Text::new("check-start-long-past"));
        }
    }

    fn age(&mut self, facts: &Facts, worker_type: Option<&WorkerType>) {
        let (Some(born), Some(start)) = (facts.born, facts.start) else {
            return;
        };
        let age = age_on(born, start);
        let field = if self.given(Field::Ssin) {
            Field::Ssin
        } else {
            Field::BirthDate
        };
        let minimum = worker_type.and_then(|known| known.minimum_age);
        if let Some(minimum) = minimum.filter(|&minimum| age < i16::from(minimum)) {
            let why = Text::new("check-young").with("age", u32::from(minimum));
            self.advice(field, why);
        }
        let great_age = self.rules.limits.great_age;
        if age > i16::from(great_age) {
            let why = Text::new("check-old").with("age", u32::from(great_age));
            self.advice(field, why);
        }
    }
}

fn day_or_nothing(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

pub(super) fn first_day_of_quarter(day: Date) -> Date {
    let month = (day.month() - 1) / 3 * 3 + 1;
    Date::new(day.year(), month, 1).expect("the first day of a month exists")
}

/// Days of a period, the first and the last included.
fn days_of_period(start: Date, end: Date) -> Option<i32> {
    let days = (end - start).get_days();
    (days >= 0).then_some(days + 1)
}

/// Whole years of age on a day.
fn age_on(born: Date, day: Date) -> i16 {
    let had_birthday = (day.month(), day.day()) >= (born.month(), born.day());
    day.year() - born.year() - i16::from(!had_birthday)
}
