//! A period as declarations that were accepted left it. Knows drafts, no store.

use jiff::civil::Date;

use super::fields::NO_END;
use super::period::KnownPeriod;
use super::read;
use crate::domain::declaration::Hours;
use crate::domain::draft::{Draft, Field, Kind};

impl KnownPeriod {
    /// The period that an IN creates; none when it has no first day.
    pub fn created_by(draft: &Draft) -> Option<Self> {
        let code = |field| {
            let text = draft.get(field);
            (!text.is_empty()).then(|| text.to_ascii_uppercase())
        };
        Some(Self {
            employer: draft.employer(),
            ssin: draft.ssin(),
            start: day(draft, Field::StartDate)?,
            end: day(draft, Field::EndDate).filter(|&end| end != NO_END),
            worker_type: code(Field::WorkerType),
            joint_committee: code(Field::JointCommittee),
            hours: hours(draft),
            planned_hours: read::planned_hours(draft.get(Field::PlannedHours)).ok(),
            cancelled: false,
            locked: false,
        })
    }

    /// What an OUT, UPDATE or CANCEL makes of it: what is given replaces what was.
    pub fn change_by(&mut self, draft: &Draft) {
        if draft.kind == Kind::Cancel {
            self.cancelled = true;
            return;
        }
        self.start = day(draft, Field::StartDate).unwrap_or(self.start);
        if let Some(end) = day(draft, Field::EndDate) {
            self.end = (end != NO_END).then_some(end);
        }
        let given = hours(draft);
        self.hours.start = given.start.or(self.hours.start);
        self.hours.end = given.end.or(self.hours.end);
        let planned = read::planned_hours(draft.get(Field::PlannedHours)).ok();
        self.planned_hours = planned.or(self.planned_hours);
    }
}

fn day(draft: &Draft, field: Field) -> Option<Date> {
    read::date(draft.get(field)).ok()
}

fn hours(draft: &Draft) -> Hours {
    Hours {
        start: read::hour(draft.get(Field::StartHour)).ok(),
        end: read::hour(draft.get(Field::EndHour)).ok(),
    }
}
