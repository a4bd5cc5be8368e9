//! One file per screen. A screen is a plain value that reacts to actions and
//! answers and can draw itself; it knows nothing of the others.

pub mod accounts;
pub mod accounts_checklist;
pub mod accounts_detail;
#[cfg(test)]
mod accounts_snapshots;
pub mod accounts_view;
pub mod certificates;
pub mod certificates_actions;
pub mod certificates_detail;
pub mod certificates_list;
pub mod certificates_marks;
pub mod certificates_rotation;
pub mod columns;
pub mod columns_dialog;
pub mod dashboard;
pub mod dashboard_cells;
pub mod dashboard_chaman;
pub mod dashboard_doors;
pub mod declare;
pub mod declare_head;
mod declare_keep;
#[cfg(test)]
mod declare_keep_tests;
mod declare_others;
mod declare_page;
pub mod declare_parts;
#[cfg(test)]
mod declare_properties;
pub mod declare_question;
#[cfg(test)]
mod declare_snapshots;
#[cfg(test)]
mod declare_tests;
pub mod declare_view;
pub mod detail;
pub mod detail_chain;
pub mod detail_text;
pub mod form;
pub mod form_choices;
pub mod goto;
pub mod log;
pub mod marks;
pub mod queue;
mod queue_adopt;
pub mod queue_cells;
pub mod queue_hands;
pub mod queue_place;
#[cfg(test)]
mod queue_snapshots;
pub mod queue_split;
pub mod queue_table;
pub mod queue_window;
pub mod reconcile;
pub mod reconcile_view;
pub mod stats;
pub mod stats_view;
