//! dimonitor
