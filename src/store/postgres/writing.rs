//! One transaction that changes something: its statements, and what the journal will say of them.

use std::cell::RefCell;
use std::ops::Deref;

use jiff::Timestamp;

use super::journal::Entry;
use super::session::Session;
pub(super) use crate::store::group::{Commit, Durability};

/// A transaction. Entries of the journal are gathered, and appended before the commit: only from
/// then on do others wait.
pub(super) struct Writing<'a> {
    session: &'a Session,
    entries: RefCell<Vec<Entry>>,
}

impl<'a> Writing<'a> {
    pub(super) fn new(session: &'a Session) -> Self {
        Self {
            session,
            entries: RefCell::default(),
        }
    }

    /// What happened to a submission.
    pub(super) fn tell(&self, entry: Entry) {
        self.entries.borrow_mut().push(entry);
    }

    /// A fact that is about no submission.
    pub(super) fn note(&self, at: Timestamp, actor: &str, event: &str, reason: &str) {
        self.tell(Entry {
            at,
            actor: actor.to_owned(),
            submission: None,
            event: event.to_owned(),
            from: None,
            to: None,
            reason: Some(reason.to_owned()),
        });
    }

    /// How many entries there are so far.
    pub(super) fn told(&self) -> usize {
        self.entries.borrow().len()
    }

    /// Only so many of them count: what the others tell was taken back.
    pub(super) fn untell(&self, count: usize) {
        self.entries.borrow_mut().truncate(count);
    }

    /// All of them.
    pub(super) fn take_entries(&self) -> Vec<Entry> {
        self.entries.take()
    }
}

impl Deref for Writing<'_> {
    type Target = Session;

    fn deref(&self) -> &Session {
        self.session
    }
}
