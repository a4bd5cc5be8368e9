//! dimonitor
pub mod cert;
pub mod cli;
pub mod config;
pub mod domain;
pub mod engine;
pub mod i18n;
pub mod logging;
pub mod paths;
pub mod rsz;
pub mod simulator;
pub mod store;
pub mod tui;
