//! How long what is kept: three rules, each with the moment before which it takes something. Pure.

use jiff::{Span, Timestamp};

use crate::domain::belgium;

/// A rule of retention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Messages as they were sent, and what was typed for them.
    Messages,
    /// Names, national numbers and answers: all that is personal of what has ended.
    Results,
    /// Drafts that were never handed in.
    Drafts,
}

impl Rule {
    /// Its key in the configuration, which is its name in JSON.
    pub fn key(self) -> &'static str {
        match self {
            Self::Messages => "retention.days",
            Self::Results => "retention.results_years",
            Self::Drafts => "retention.drafts_months",
        }
    }
}

/// How long each is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keeping {
    /// Days that a message stays after the end of its submission.
    pub message_days: u32,
    /// Years that a result stays.
    pub result_years: u32,
    /// Months that a draft stays after it was last kept.
    pub draft_months: u32,
}

impl Keeping {
    /// The moments before which each rule takes something.
    pub fn before(&self, now: Timestamp) -> Before {
        Before {
            messages: moved(now, -self.span(Rule::Messages)),
            results: moved(now, -self.span(Rule::Results)),
            drafts: moved(now, -self.span(Rule::Drafts)),
        }
    }

    /// When a rule takes what ended, or was last kept, at this moment.
    pub fn until(&self, rule: Rule, at: Timestamp) -> Timestamp {
        moved(at, self.span(rule))
    }

    fn span(&self, rule: Rule) -> Span {
        match rule {
            Rule::Messages => Span::new().days(self.message_days),
            Rule::Results => Span::new().years(self.result_years),
            Rule::Drafts => Span::new().months(self.draft_months),
        }
    }
}

/// By the calendar of Belgium; at the end of time it stands still.
fn moved(at: Timestamp, by: Span) -> Timestamp {
    let moved = belgium::local(at).checked_add(by);
    let end = if by.is_negative() {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    };
    moved.map_or(end, |moved| moved.timestamp())
}

/// The moments before which each rule takes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Before {
    /// Messages of what ended before then.
    pub messages: Timestamp,
    /// Everything personal of what ended before then.
    pub results: Timestamp,
    /// Drafts that were last kept before then.
    pub drafts: Timestamp,
}

impl Before {
    /// One moment for everything.
    pub fn all(at: Timestamp) -> Self {
        Self {
            messages: at,
            results: at,
            drafts: at,
        }
    }

    /// The moment of a rule.
    pub fn of(&self, rule: Rule) -> Timestamp {
        match rule {
            Rule::Messages => self.messages,
            Rule::Results => self.results,
            Rule::Drafts => self.drafts,
        }
    }
}

/// What a rule takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Swept {
    /// The rule.
    pub rule: Rule,
    /// The moment before which it takes something.
    pub before: Timestamp,
    /// So many rows.
    pub rows: u64,
    /// The oldest and the newest of them.
    pub span: Option<(Timestamp, Timestamp)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_counts_by_the_calendar_of_belgium() {
        let keeping = Keeping {
            message_days: 90,
            result_years: 5,
            draft_months: 6,
        };
        let at = |text: &str| text.parse::<Timestamp>().expect("a moment");
        let now = at("2026-11-23T10:00:00+01:00");
        let before = keeping.before(now);
        // Summer time on the other side: the same hour of the day.
        assert_eq!(before.messages, at("2026-08-25T10:00:00+02:00"));
        assert_eq!(before.results, at("2021-11-23T10:00:00+01:00"));
        assert_eq!(before.drafts, at("2026-05-23T10:00:00+02:00"));
        let leap = at("2024-02-29T10:00:00+01:00");
        assert_eq!(
            keeping.until(Rule::Results, leap),
            at("2029-02-28T10:00:00+01:00")
        );
        for rule in [Rule::Messages, Rule::Results, Rule::Drafts] {
            assert!(keeping.until(rule, before.of(rule)) <= now, "{rule:?}");
            assert_eq!(keeping.until(rule, Timestamp::MAX), Timestamp::MAX);
        }
    }
}
