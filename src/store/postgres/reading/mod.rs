//! The reading half: pages of the queue, counts, figures, stories. Everything happens inside of one
//! transaction that sees one state; knows no writing.

pub(super) mod figures;
mod filter;
pub(super) mod listed;
mod order;
pub(super) mod page;
mod plan;
pub(super) mod sql;
pub(super) mod statistics;
pub(super) mod story;
mod tally;
