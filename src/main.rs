//! dimonitor
fn main() {}
