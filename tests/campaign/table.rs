//! Counts, each with what it must be.

use std::fmt;

/// What a count must be.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Goal {
    Exactly(u64),
    AtMost(u64),
    AtLeast(u64),
    /// Only told.
    Any,
}

/// The counts of one harness.
#[derive(Debug, Default)]
pub struct Table {
    title: String,
    rows: Vec<(String, u64, Goal)>,
    /// The first few things that were wrong, in words.
    details: Vec<String>,
}

/// So many details are told.
const DETAILS: usize = 12;

impl Table {
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            ..Self::default()
        }
    }

    pub fn none(&mut self, name: impl Into<String>, wrong: &[String]) {
        self.exactly(name, wrong.len(), 0);
        self.details.extend(wrong.iter().take(DETAILS).cloned());
    }

    pub fn exactly(&mut self, name: impl Into<String>, count: impl Number, goal: impl Number) {
        self.add(name, count, Goal::Exactly(goal.number()));
    }

    pub fn at_most(&mut self, name: impl Into<String>, count: impl Number, goal: impl Number) {
        self.add(name, count, Goal::AtMost(goal.number()));
    }

    pub fn at_least(&mut self, name: impl Into<String>, count: impl Number, goal: impl Number) {
        self.add(name, count, Goal::AtLeast(goal.number()));
    }

    pub fn told(&mut self, name: impl Into<String>, count: impl Number) {
        self.add(name, count, Goal::Any);
    }

    /// Takes over the counts of another one.
    pub fn append(&mut self, other: Self) {
        self.rows.extend(other.rows);
        self.details.extend(other.details);
    }

    fn add(&mut self, name: impl Into<String>, count: impl Number, goal: Goal) {
        self.rows.push((name.into(), count.number(), goal));
    }

    pub fn is_right(&self) -> bool {
        self.rows.iter().all(|(_, count, goal)| goal.is_met(*count))
    }
}

impl Goal {
    fn is_met(self, count: u64) -> bool {
        match self {
            Self::Exactly(goal) => count == goal,
            Self::AtMost(goal) => count <= goal,
            Self::AtLeast(goal) => count >= goal,
            Self::Any => true,
        }
    }
}

impl fmt::Display for Goal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(goal) => write!(formatter, "= {goal}"),
            Self::AtMost(goal) => write!(formatter, "<= {goal}"),
            Self::AtLeast(goal) => write!(formatter, ">= {goal}"),
            Self::Any => Ok(()),
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "\n{}", self.title)?;
        for (name, count, goal) in &self.rows {
            let verdict = if goal.is_met(*count) { "" } else { "WRONG" };
            let line = format!("  {name:<46} {count:>8}  {:<9} {verdict}", goal.to_string());
            writeln!(formatter, "{}", line.trim_end())?;
        }
        for detail in &self.details {
            writeln!(formatter, "  ! {detail}")?;
        }
        Ok(())
    }
}

/// Anything that is counted with.
pub trait Number {
    fn number(self) -> u64;
}

impl Number for u64 {
    fn number(self) -> u64 {
        self
    }
}

impl Number for usize {
    fn number(self) -> u64 {
        u64::try_from(self).unwrap_or(u64::MAX)
    }
}

impl Number for u128 {
    fn number(self) -> u64 {
        u64::try_from(self).unwrap_or(u64::MAX)
    }
}

impl Number for i32 {
    fn number(self) -> u64 {
        u64::try_from(self).unwrap_or(u64::MAX)
    }
}
