//! What the process does before anything else, so that nothing of it is left lying about.

use std::io::Write as _;

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

/// What is said of a mistake of ours: where it is, and nothing of what was at hand.
///
/// A message that was put together at run time may hold a worker's data; one that stands in the
/// program cannot.
pub(super) fn hush_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic
            .location()
            .map_or_else(String::new, ToString::to_string);
        let words = panic.payload().downcast_ref::<&'static str>();
        let words = words.map_or_else(String::new, |words| format!(": {words}"));
        // With RUST_BACKTRACE=1: names of functions, never values.
        let backtrace = std::backtrace::Backtrace::capture();
        let trace = match backtrace.status() {
            std::backtrace::BacktraceStatus::Captured => format!("\n{backtrace}"),
            _ => String::new(),
        };
        let _ = writeln!(
            std::io::stderr(),
            "dimonitor: a mistake of its own at {place}{words}{trace}"
        );
    }));
}

/// Panics with all that was read, in test builds that are told to: none of it may be seen.
#[cfg(debug_assertions)]
#[expect(
    clippy::disallowed_methods,
    reason = "asked in test builds only, by the test that looks for what leaks"
)]
pub(super) fn panic_if_told(read: &[u8]) {
    assert!(
        std::env::var_os("DIMONITOR_TEST_PANIC").is_none(),
        "told to panic: {}",
        String::from_utf8_lossy(read)
    );
}

/// The system gives no threads or no timers.
pub(super) fn no_runtime(error: &std::io::Error) -> Problem {
    Problem::new(ProblemClass::Usage, Text::new("app-no-runtime"))
        .detail(Text::new("os-error").with("error", error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_reads_the_memory_of_the_process() {
        harden();
        let dumpable = rustix::process::dumpable_behavior().expect("Linux tells");
        assert_eq!(dumpable, DumpableBehavior::NotDumpable);
        let core = rustix::process::getrlimit(Resource::Core);
        assert_eq!((core.current, core.maximum), (Some(0), Some(0)));
        assert_eq!(
            rustix::process::umask(Mode::RWXG | Mode::RWXO),
            Mode::RWXG | Mode::RWXO
        );
    }
}
