//! What the program defends itself against, tried on the real binary: hostile text, secrets that
//! leak, files that are not what they seem.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "these tests watch real processes, and print what they counted"
)]

#[path = "common/canary.rs"]
mod canary;
mod common;
#[path = "common/hostile.rs"]
mod hostile;

#[path = "defences/files.rs"]
mod files;
#[path = "defences/text.rs"]
mod text;
