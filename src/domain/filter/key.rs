//! The keys of the language.

/// What stands before a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// Where it stands.
    State,
    /// What is declared.
    Kind,
    /// The worker type's code.
    Type,
    /// The employer's number.
    Employer,
    /// The worker's number.
    Ssin,
    /// Changed since then.
    Since,
    /// Due before then.
    Deadline,
    /// An anomaly code of the answer.
    Code,
    /// The caller's own reference.
    Reference,
    /// What a person decided about its end.
    Decision,
    /// The account that sends it.
    Account,
    /// Its number in the queue.
    Id,
}

impl Key {
    /// Every key, in the order of help and suggestions.
    pub const ALL: [Self; 12] = [
        Self::State,
        Self::Kind,
        Self::Type,
        Self::Employer,
        Self::Ssin,
        Self::Since,
        Self::Deadline,
        Self::Code,
        Self::Reference,
        Self::Decision,
        Self::Account,
        Self::Id,
    ];

    /// As it is typed.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Kind => "kind",
            Self::Type => "type",
            Self::Employer => "employer",
            Self::Ssin => "ssin",
            Self::Since => "since",
            Self::Deadline => "deadline",
            Self::Code => "code",
            Self::Reference => "reference",
            Self::Decision => "decision",
            Self::Account => "account",
            Self::Id => "id",
        }
    }

    /// Reads a key, in any case.
    pub fn parse(name: &str) -> Option<Self> {
        let is_it = |key: &Self| key.as_str().eq_ignore_ascii_case(name);
        Self::ALL.into_iter().find(is_it)
    }

    /// Whether it takes several values with commas between them, any of which may hold.
    pub const fn takes_many(self) -> bool {
        matches!(self, Self::State | Self::Kind | Self::Id)
    }

    /// Whether a comma is part of its value.
    pub const fn takes_commas(self) -> bool {
        matches!(self, Self::Reference | Self::Account)
    }
}
