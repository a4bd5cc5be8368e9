//! Names for the users of this system in entries that have only their numbers: older ones.

use crate::domain::actor::{Actor, Name};
use crate::domain::report::JournalEntry;
use crate::domain::untrusted::Untrusted;
use crate::paths;

/// An actor of the journal as people know him: `eva (uid 1001, srv1)`.
pub(super) fn named(actor: &str) -> Untrusted {
    Untrusted::new(known(actor, paths::user_name).shown())
}

/// Gives the actors of these entries the names that this system knows.
pub(super) fn name_all(entries: &mut [JournalEntry]) {
    let mut last: Option<(String, String)> = None;
    for entry in entries {
        let fresh = match &last {
            Some((before, named)) if *before == entry.actor => named.clone(),
            _ => in_full(&entry.actor),
        };
        let before = std::mem::replace(&mut entry.actor, fresh.clone());
        last = Some((before, fresh));
    }
}

/// The text of the journal, with the name that this system knows for a number without one.
pub(super) fn in_full(actor: &str) -> String {
    match known(actor, paths::user_name) {
        Actor::Person(person) => person.to_string(),
        Actor::Worker(_) => actor.to_owned(),
    }
}

/// A number without a host is one of this system: only such entries have no name.
fn known(actor: &str, name_of: impl Fn(u32) -> Option<String>) -> Actor {
    let mut actor = Actor::read(actor);
    if let Actor::Person(person) = &mut actor
        && person.user.is_none()
        && person.host.is_none()
    {
        person.user = name_of(person.uid).as_deref().and_then(Name::of);
    }
    actor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_entry_gets_the_name_that_this_system_knows() {
        let name_of = |uid| (uid == 1001).then(|| "eva".to_owned());
        for (actor, shown) in [
            ("uid 1001", "eva (uid 1001)"),
            ("uid 100", "uid 100"),
            ("uid 1001, host elsewhere", "uid 1001 (elsewhere)"),
            ("uid 1001, user tom, host srv1", "tom (uid 1001, srv1)"),
            ("host-12-ab", "host-12-ab"),
        ] {
            assert_eq!(known(actor, name_of).shown(), shown, "{actor}");
        }
    }
}
