//! Until when a declaration is in time (dimona.md 8.1 and 5.4), in Belgian legal time.
//!
//! Pure: it counts from what the declaration says and, where the law counts from what it
//! changes, from what the caller knows of the period. How many days and hours there are is
//! data ([`crate::domain::rules::DeadlineLimits`]). Knows no clock: who counts down does.

use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Timestamp, ToSpan as _};

use super::belgium;
use super::declaration::{Body, Declaration, Hours, In, Update};
use super::rules::{DeadlineLimits, Rules};
use super::text::Text;

/// The latest moment of a declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// Received before this moment it is in time. The receipt counts, not the sending.
    pub at: Timestamp,
    /// What it was counted from.
    pub rule: Text,
}

/// What is known of a period before a declaration changes it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Before {
    /// Its first day.
    pub start: Option<Date>,
    /// Its last day.
    pub end: Option<Date>,
    /// Its hours.
    pub hours: Hours,
}

/// The deadline as far as the declaration alone tells.
pub fn deadline(declaration: &Declaration, rules: &Rules) -> Option<Deadline> {
    deadline_knowing(declaration, &Before::default(), rules)
}

/// The deadline of a declaration about a period of which this is known.
///
/// There is none where the law states none, or where it is counted from something unknown: a
/// CANCEL names no day. An UPDATE that moves an end which is unknown is counted from the end
/// that it gives, which is right for an earlier end; for a later one it is generous.
pub fn deadline_knowing(
    declaration: &Declaration,
    before: &Before,
    rules: &Rules,
) -> Option<Deadline> {
    match &declaration.body {
        Body::In(declared) => of_in(declared, rules),
        Body::Out { end, .. } => after_end(*end, rules, Text::new("deadline-end")),
        Body::Update(update) => {
            let change = Change {
                update,
                before,
                rules,
            };
            let both = [change.of_start(), change.of_end()];
            both.into_iter().flatten().min_by_key(|limit| limit.at)
        }
        Body::Cancel { .. } => {
            let start = before.start?;
            rules.deadline_limits(start)?;
            Some(Deadline {
                at: belgium::day_over(start)?,
                rule: about(Text::new("deadline-cancel"), start),
            })
        }
    }
}

fn of_in(declared: &In, rules: &Rules) -> Option<Deadline> {
    let limits = rules.deadline_limits(declared.start)?;
    let (at, rule) = match declared.hours.start {
        Some(hour) => (hour, Text::new("deadline-start-hour")),
        None => (limits.unknown_hour, Text::new("deadline-start-day")),
    };
    Some(Deadline {
        at: belgium::at(declared.start.to_datetime(at))?,
        rule: about(rule, declared.start).with("hour", shown(at)),
    })
}

/// The last of the working days that are given after an end.
fn after_end(end: Date, rules: &Rules, rule: Text) -> Option<Deadline> {
    let days = rules.deadline_limits(end)?.working_days_after_end;
    let last = rules.working_day_after(end, days)?;
    Some(Deadline {
        at: belgium::day_over(last)?,
        rule: about(rule, end).with("last", last.to_string()),
    })
}

fn about(rule: Text, day: Date) -> Text {
    rule.with("day", day.to_string())
}

fn shown(hour: Time) -> String {
    hour.strftime("%H:%M").to_string()
}

/// An UPDATE beside what it changes.
struct Change<'a> {
    update: &'a Update,
    before: &'a Before,
    rules: &'a Rules,
}

impl Change<'_> {
    /// A start that moves: before the worker starts, by the old plan or by the new one.
    fn of_start(&self) -> Option<Deadline> {
        let (update, before) = (self.update, self.before);
        let new = (update.start, update.hours.start);
        let is_moved = (new.0.is_some() && new.0 != before.start)
            || (new.1.is_some() && new.1 != before.hours.start);
        if !is_moved {
            return None;
        }
        let day = update.start.or(before.start)?;
        let limits = self.rules.deadline_limits(day)?;
        let moment = |day: Date, hour: Option<Time>| {
            belgium::at(day.to_datetime(hour.unwrap_or(limits.unknown_hour)))
        };
        let planned = before
            .start
            .and_then(|day| moment(day, before.hours.start.or(update.hours.start)));
        let at = moment(day, update.hours.start.or(before.hours.start))?;
        Some(Deadline {
            at: planned.map_or(at, |planned| planned.min(at)),
            rule: about(Text::new("deadline-start-moved"), day),
        })
    }

    fn of_end(&self) -> Option<Deadline> {
        let (update, before) = (self.update, self.before);
        if let Some(hour) = update.hours.end.or(before.hours.end) {
            let day = update.end.or(before.end)?;
            return self.of_end_hour(day.to_datetime(hour));
        }
        let new = update.end?;
        if before.end == Some(new) {
            return None;
        }
        if let Some(old) = before.end {
            let rule = Text::new("deadline-end-moved");
            return after_end(old.min(new), self.rules, rule);
        }
        after_end(new, self.rules, Text::new("deadline-end-unknown"))
    }

    /// The short windows of periods that are declared by the hour (dimona.md 5.4).
    fn of_end_hour(&self, new: DateTime) -> Option<Deadline> {
        let limits = self.rules.deadline_limits(new.date())?;
        let before = self.before;
        let planned = before.end.zip(before.hours.end);
        let Some((day, hour)) = planned else {
            // Shortened or lengthened, nobody knows: what holds for both.
            let at = midnight_after(new)?.min(lengthened_until(new, limits)?);
            let rule = Text::new("deadline-hours-unknown");
            return Some(Deadline {
                at,
                rule: about(rule, new.date()),
            });
        };
        let planned = day.to_datetime(hour);
        let (at, rule) = match new.cmp(&planned) {
            std::cmp::Ordering::Equal => return None,
            std::cmp::Ordering::Less => (
                midnight_after(planned)?,
                Text::new("deadline-hours-shortened"),
            ),
            std::cmp::Ordering::Greater => (
                lengthened_until(planned, limits)?,
                Text::new("deadline-hours-lengthened"),
            ),
        };
        Some(Deadline {
            at,
            rule: about(rule, day).with("hour", shown(hour)),
        })
    }
}

/// The midnight that follows; one that ends at midnight is followed by none.
fn midnight_after(end: DateTime) -> Option<Timestamp> {
    let last = end.checked_sub(1.second()).ok()?;
    belgium::day_over(last.date())
}

/// Some hours after the planned end; an end in the evening, up to midnight, gives the night.
fn lengthened_until(planned: DateTime, limits: &DeadlineLimits) -> Option<Timestamp> {
    let is_midnight = planned.time() == Time::midnight();
    if planned.time() < limits.evening_from && !is_midnight {
        let hours = SignedDuration::from_hours(limits.lengthen_hours.into());
        return belgium::at(planned)?.checked_add(hours).ok();
    }
    let morning = if is_midnight {
        planned.date()
    } else {
        planned.date().tomorrow().ok()?
    };
    belgium::at(morning.to_datetime(limits.evening_until))
}

#[cfg(test)]
mod tests;
