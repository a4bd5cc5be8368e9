//! What the process does before anything else, so that nothing of it is left lying about.

use rustix::fs::Mode;
use rustix::process::{DumpableBehavior, Resource, Rlimit};

use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;

/// Files for the user alone; no core dump that would hold keys and national numbers.
pub(super) fn harden() {
    rustix::process::umask(Mode::RWXG | Mode::RWXO);
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    // Both may be refused in a container; the program is as useful without.
    let _ = rustix::process::setrlimit(Resource::Core, none);
    let _ = rustix::process::set_dumpable_behavior(DumpableBehavior::NotDumpable);
}

/// The system gives no threads or no timers.
pub(super) fn no_runtime(error: &std::io::Error) -> Problem {
    Problem::new(ProblemClass::Usage, Text::new("app-no-runtime"))
        .detail(Text::new("os-error").with("error", error.to_string()))
}
