//! OUT, UPDATE and CANCEL: what changes a period that the NSSO already knows.

use jiff::civil::Date;

use super::{Check, read};
use crate::domain::declaration::{Body, Update};
use crate::domain::draft::Field;
use crate::domain::text::Text;

impl Check<'_> {
    /// An OUT (R06).
    pub(super) fn exit(&mut self) -> Option<Body> {
        let period = self.period();
        if !self.given(Field::EndDate) {
            self.error(
                Field::EndDate,
                Some("00911-001"),
                Text::new("check-missing"),
            );
        }
        let end = self.end_date(false);
        Some(Body::Out {
            period: period?,
            end: end?,
        })
    }

    /// A CANCEL.
    pub(super) fn cancellation(&mut self) -> Option<Body> {
        self.period().map(|period| Body::Cancel { period })
    }

    /// An UPDATE (R37).
    pub(super) fn update(&mut self) -> Option<Body> {
        let period = self.period();
        let (start, end) = (self.start_date(), self.end_date(true));
        let hours = self.hours();
        let planned_hours = self.read(Field::PlannedHours, read::planned_hours);
        self.order((start, end), hours, "90378-341");
        self.what_changes();
        self.late_change(start);
        Some(Body::Update(Update {
            period: period?,
            start,
            end,
            hours,
            planned_hours,
        }))
    }

    fn what_changes(&mut self) {
        let start_date = self.given(Field::StartDate);
        let end_date = self.given(Field::EndDate);
        for (hour, date, date_given) in [
            (Field::StartHour, Field::StartDate, start_date),
            (Field::EndHour, Field::EndDate, end_date),
        ] {
            if self.given(hour) && !date_given {
                self.refusal(date, "90378-361", Text::new("check-update-pair"));
            }
        }
        let hours = self.given(Field::StartHour) || self.given(Field::EndHour);
        if start_date || end_date || hours {
            if !end_date && !self.given(Field::EndHour) {
                self.advice(Field::EndDate, Text::new("check-update-without-end"));
            }
        } else if self.given(Field::PlannedHours) {
            self.advice(Field::EndDate, Text::new("check-update-planned-only"));
        } else {
            let why = Text::new("check-update-nothing");
            self.refusal(Field::EndDate, "90378-360", why);
        }
    }

    /// R46: a start that alone is given is what changes, and may come too late. Beside an end
    /// date it may be the old start, repeated.
    fn late_change(&mut self, start: Option<Date>) {
        let alone = !self.given(Field::EndDate) && !self.given(Field::PlannedHours);
        if alone && start.is_some_and(|start| start < self.today) {
            let why = Text::new("check-late-change");
            self.warning(Field::StartDate, "90378-460", why);
        }
    }
}
