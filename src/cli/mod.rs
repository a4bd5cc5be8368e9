//! The command line as a front end: the same engine as the console, no screen.
//!
//! Data goes to stdout, talk to stderr. `--json` speaks the contract of [`contract`].

mod account;
pub mod certificate;
mod checklist;
pub mod contract;
mod correct;
mod explain;
mod filter;
mod hooks;
mod import;
mod many;
mod ordered;
mod outage;
pub mod output;
mod plan;
mod queue;
mod sender;
mod serve;
mod sheet;
pub mod store;
mod submit;

#[cfg(test)]
mod testing;

pub use account::account;
pub use checklist::checklist;
pub use explain::explain;
pub use hooks::rung;
pub use import::import;
pub use ordered::report;
pub use outage::{Form, Paper, outage};
pub use plan::{PlanContext, plan};
pub use queue::queue;
pub use sender::{contact, sender};
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
    /// A plugin of a monitoring system has looked, and found this.
    Check(certificate::Health),
}

impl Exit {
    /// The process's exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Trouble(class) => class.exit_code(),
            Self::Check(health) => health.code(),
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
