//! What went wrong, for a person: one shape for toast, overlay, command line and log.

use super::text::Text;

/// A failure with what happened, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Whose trouble it is; decides the exit code.
    pub class: ProblemClass,
    /// What happened, in one sentence.
    pub summary: Text,
    /// Where and how exactly, when that helps.
    pub detail: Option<Text>,
    /// What to do.
    pub hint: Option<Text>,
}

/// Whose trouble a [`Problem`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemClass {
    /// A declaration was refused or is invalid.
    Declaration,
    /// The command, its input or the configuration is wrong.
    Usage,
    /// The service cannot be reached or refuses us.
    Service,
    /// The queue's store cannot be read or written.
    Store,
}

impl ProblemClass {
    /// The process's exit code for a problem of this class.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Declaration => 1,
            Self::Usage => 2,
            Self::Service => 3,
            Self::Store => 4,
        }
    }
}

impl Problem {
    /// A problem with only a summary.
    pub fn new(class: ProblemClass, summary: Text) -> Self {
        Self {
            class,
            summary,
            detail: None,
            hint: None,
        }
    }

    /// The same problem with its whereabouts.
    #[must_use]
    pub fn detail(mut self, detail: Text) -> Self {
        self.detail = Some(detail);
        self
    }

    /// The same problem with advice.
    #[must_use]
    pub fn hint(mut self, hint: Text) -> Self {
        self.hint = Some(hint);
        self
    }
}
