//! Named places where a test makes the program die, panic or fail, and a clock that a test sets.
//! Without the feature `failpoints` there is none of them in the program.

/// Whether the step of this name must fail now, as on an I/O error. Does not return where the
/// process must die or the task panic.
#[cfg(feature = "failpoints")]
macro_rules! fail_point {
    ($step:expr) => {
        $crate::failpoint::strikes($step)
    };
}

/// There are no fail points in this build.
#[cfg(not(feature = "failpoints"))]
macro_rules! fail_point {
    ($step:expr) => {{
        let _ = $step;
        false
    }};
}

/// What `DIMONITOR_FAIL=step:action` asks for, the first time that the step is reached.
#[cfg(feature = "failpoints")]
pub(crate) fn strikes(step: &str) -> bool {
    use std::sync::atomic::{AtomicBool, Ordering};
    static STRUCK: AtomicBool = AtomicBool::new(false);

    #[expect(
        clippy::disallowed_methods,
        reason = "how a test reaches into the program"
    )]
    let asked = std::env::var("DIMONITOR_FAIL").unwrap_or_default();
    let action = match asked.split_once(':') {
        Some((named, action)) if named == step => action,
        _ => return false,
    };
    if STRUCK.swap(true, Ordering::SeqCst) {
        return false;
    }
    #[expect(
        clippy::disallowed_macros,
        reason = "the test must know that it was reached"
    )]
    {
        eprintln!("fail point {step}: {action}");
    }
    match action {
        "kill" => {
            let this = rustix::process::getpid();
            let _ = rustix::process::kill_process(this, rustix::process::Signal::KILL);
            // The signal is on its way.
            loop {
                std::thread::park();
            }
        }
        "panic" => panic!("fail point {step}"),
        _ => true,
    }
}

/// How long the machine is said to have slept besides: no test can make it sleep.
#[cfg(feature = "failpoints")]
macro_rules! slept {
    () => {
        $crate::failpoint::slept()
    };
}

/// In this build it sleeps only when it does.
#[cfg(not(feature = "failpoints"))]
macro_rules! slept {
    () => {
        std::time::Duration::ZERO
    };
}

/// The seconds in the file that `DIMONITOR_SLEPT` names.
#[cfg(feature = "failpoints")]
#[expect(
    clippy::disallowed_methods,
    reason = "how a test reaches into the program"
)]
pub(crate) fn slept() -> std::time::Duration {
    let file = std::env::var_os("DIMONITOR_SLEPT").unwrap_or_default();
    let seconds = std::fs::read_to_string(file).unwrap_or_default();
    std::time::Duration::from_secs(seconds.trim().parse().unwrap_or_default())
}
