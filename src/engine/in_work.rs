//! Which rows other people are correcting: their drafts tell.

use std::collections::BTreeMap;

use crate::domain::actor::Person;
use crate::domain::ids::SubmissionId;
use crate::domain::problem::Problem;
use crate::domain::report::InWork;

use super::{Engine, people};

impl Engine {
    /// The submissions that other people have begun to correct, each with the one who was at it
    /// last. One's own drafts are no news, wherever on this host they are open.
    pub async fn in_work(&self) -> Result<BTreeMap<SubmissionId, InWork>, Problem> {
        let now = self.now();
        let mut in_work = BTreeMap::new();
        // Latest first: the first one of a submission stays.
        for draft in self.drafts().await? {
            if let Some(origin) = draft.origin
                && !is_same(&draft.by, &self.inner.actor)
            {
                let one = || InWork::of(people::named(&draft.by), draft.at, now);
                in_work.entry(origin).or_insert_with(one);
            }
        }
        Ok(in_work)
    }
}

fn is_same(one: &str, other: &str) -> bool {
    match (Person::read(one), Person::read(other)) {
        (Some(one), Some(other)) => one.is_same(&other),
        _ => one == other,
    }
}
