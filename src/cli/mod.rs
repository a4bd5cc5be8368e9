//! The command line: what it reads and what it prints. Uses the engine, never the screen.

pub mod input;
