//! The fuzz targets, one for each door of `dimonitor::fuzzing`. `just fuzz` runs them.

/// Takes bytes in through the door of this name.
pub fn enter(name: &str, bytes: &[u8]) {
    let door = dimonitor::fuzzing::door(name).expect("every target has a door");
    (door.enter)(bytes);
}
