//! One file per screen. A screen is a plain value that reacts to actions and
//! answers and can draw itself; it knows nothing of the others.

pub mod dashboard;
pub mod dashboard_cells;
pub mod declare;
pub mod declare_view;
pub mod detail;
pub mod detail_text;
pub mod form;
pub mod log;
pub mod queue;
pub mod queue_table;
