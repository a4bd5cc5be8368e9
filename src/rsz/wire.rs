//! The words of the wire: messages out, answers in.
//!
//! Owns every member name of the service's JSON, the old ones of v1 included. Knows nothing of
//! connections or statuses. Reading is lenient (unknown members, numbers as strings, lost leading
//! zeros: rsz-rest 15) but never guesses.

mod answer;
mod encode;
mod found;
mod hours;
mod json;
mod problem;
mod same;

#[cfg(test)]
mod tests;

pub use answer::result;
pub use encode::{encode, search_body};
pub use found::{Page, declaration, page, period, relation};
pub use hours::hours;
pub use json::read as read_json;
pub(super) use problem::http_date;
pub use problem::{Said, plain, said};
pub use same::same_declaration;
