//! The program: everything happens in [`dimonitor::app`].

use std::process::ExitCode;

fn main() -> ExitCode {
    dimonitor::app::main()
}
