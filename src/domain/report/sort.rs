//! The orders of the queue: one for each of its columns, both ways.

/// The order of rows; rows that are equal follow each other by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// By what.
    pub column: SortColumn,
    /// Largest first.
    pub descending: bool,
}

impl Default for Sort {
    fn default() -> Self {
        Self {
            column: SortColumn::Id,
            descending: true,
        }
    }
}

/// What rows can be ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SortColumn {
    /// Number in our queue, that is by time of enqueueing.
    Id,
    /// Last change.
    Updated,
    /// State, in the order of a life.
    State,
    /// Kind.
    Kind,
    /// Worker type.
    WorkerType,
    /// Employer's number.
    Employer,
    /// Worker's name.
    Worker,
    /// Worker's national number.
    Ssin,
    /// First day.
    Start,
    /// Deadline.
    Deadline,
    /// Next visit of the worker.
    NextAt,
    /// Name of the account.
    Account,
    /// First anomaly code of the answer.
    Code,
    /// Caller's reference.
    Reference,
}

impl SortColumn {
    /// Every one, in the order of the queue's columns.
    pub const ALL: [Self; 14] = [
        Self::Id,
        Self::State,
        Self::Kind,
        Self::WorkerType,
        Self::Employer,
        Self::Worker,
        Self::Ssin,
        Self::Start,
        Self::Deadline,
        Self::Updated,
        Self::NextAt,
        Self::Account,
        Self::Code,
        Self::Reference,
    ];

    /// Its name as people type it, which is that of its column.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::State => "state",
            Self::Kind => "kind",
            Self::WorkerType => "type",
            Self::Employer => "employer",
            Self::Worker => "worker",
            Self::Ssin => "ssin",
            Self::Start => "start",
            Self::Deadline => "deadline",
            Self::Updated => "age",
            Self::NextAt => "next",
            Self::Account => "account",
            Self::Code => "code",
            Self::Reference => "reference",
        }
    }

    /// The one of this name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.as_str() == name)
    }
}
