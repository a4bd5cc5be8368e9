//! The console: a pure machine (`Msg` in, `Effect`s out, `view` from the model)
//! and a small runtime that lives in a terminal.
//!
//! Pure, and kept so by a test on the `use` lines: everything but `backend`,
//! `runtime`, `perform` and `terminal`. These four may also see tokio, crossterm and the
//! `Backend` that the engine's side implements.

pub mod ability;
pub mod accounts_commands;
pub mod actions;
pub mod again;
pub mod backend;
pub mod backend_reports;
pub mod commands;
pub mod connection;
pub mod corrections;
pub mod corrections_menu;
mod corrections_view;
pub mod env;
pub mod field;
pub mod filter_choices;
pub mod filter_line;
mod filter_line_view;
#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
pub(crate) mod fixture_backend;
#[cfg(test)]
pub(crate) mod fixture_certificates;
#[cfg(test)]
pub(crate) mod fixture_hands;
#[cfg(test)]
pub(crate) mod fixture_queue;
#[cfg(test)]
pub(crate) mod fixture_register;
#[cfg(test)]
pub(crate) mod fixture_reports;
pub mod format;
mod fuzzy;
pub mod help;
mod help_view;
pub mod import;
pub mod import_view;
pub mod key;
pub mod keymap;
pub mod keys;
pub mod loaded;
pub mod many;
mod many_choice;
pub mod many_export;
mod many_view;
pub mod model;
pub mod mouse;
pub mod msg;
pub mod notify;
pub mod overlay;
pub mod overlay_view;
mod paint;
pub mod palette;
mod palette_view;
pub mod perform;
pub mod picker;
pub mod picker_codes;
pub mod picker_lists;
pub mod picker_view;
pub mod plain;
pub mod pretty;
#[cfg(test)]
mod pty_tests;
pub mod runtime;
pub mod screens;
pub mod session;
pub mod sheet;
pub mod sheet_view;
pub mod sheets;
pub mod status;
pub mod terminal;
pub mod theme;
pub mod theme_picker;
pub mod themes;
pub mod toast;
pub mod update;
pub mod view;
pub mod which;

pub use backend::Backend;
pub use backend_reports::Reports;
pub use model::Options;
pub use runtime::run;
