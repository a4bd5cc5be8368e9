//! The command line as a front end: the same engine as the console, no screen.
//!
//! Data goes to stdout, talk to stderr. `--json` speaks the contract of [`contract`].

pub mod contract;
pub mod input;
pub mod output;
mod queue;
mod serve;
mod submit;

pub use queue::{account, queue};
pub use serve::serve;
pub use submit::{InputContext, submit, validate};

use crate::domain::problem::ProblemClass;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Everything that was asked is done.
    Done,
    /// It is not, and this is whose trouble it is.
    Trouble(ProblemClass),
}

impl Exit {
    /// The process's exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Trouble(class) => class.exit_code(),
        }
    }

    /// Done, or declarations that were refused or are invalid.
    fn declarations(all_good: bool) -> Self {
        if all_good {
            Self::Done
        } else {
            Self::Trouble(ProblemClass::Declaration)
        }
    }
}
