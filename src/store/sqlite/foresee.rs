//! What stands in the way of declarations before they are put in. Only reads, in one transaction.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};

use super::live::{self, Way};
use super::{periods, rows};
use crate::domain::ids::{PeriodId, Ssin};
use crate::store::{Lookout, Sight, StoreError};

/// What is found about each of them, in their order.
pub(super) fn foresee(
    connection: &Connection,
    lookouts: &[Lookout],
) -> Result<Vec<Sight>, StoreError> {
    let mut accounts = HashMap::new();
    let mut sights = Vec::with_capacity(lookouts.len());
    for lookout in lookouts {
        let account = if let Some(&known) = accounts.get(&lookout.account) {
            known
        } else {
            let found = account(connection, &lookout.account)?;
            accounts.insert(&lookout.account, found);
            found
        };
        sights.push(sight(connection, lookout, account)?);
    }
    Ok(sights)
}

fn sight(
    connection: &Connection,
    lookout: &Lookout,
    account: Option<i64>,
) -> Result<Sight, StoreError> {
    let mut sight = Sight {
        known: rows::of_uid(connection, lookout.uid)?,
        ..Sight::default()
    };
    if sight.known.is_some() {
        return Ok(sight);
    }
    if let Some(account) = account
        && let Way::Blocked(id, state) =
            live::way(connection, account, &lookout.business_key, None)?
    {
        sight.duplicate = Some((id, state));
    }
    let mut worker = lookout.ssin;
    if let Some(period) = lookout.period {
        let (touched, declared) = worker_of(connection, period)?;
        sight.touched = touched;
        worker = declared.or(worker);
    }
    if let Some(worker) = worker {
        sight.periods = periods::own(connection, worker)?;
    }
    Ok(sight)
}

/// An account that never sent anything is not there.
fn account(connection: &Connection, name: &str) -> Result<Option<i64>, StoreError> {
    Ok(connection
        .prepare_cached("SELECT id FROM account WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?)
}

/// Whether a submission of ours is about a period, and whose it is.
fn worker_of(
    connection: &Connection,
    period: PeriodId,
) -> Result<(bool, Option<Ssin>), StoreError> {
    let declared = connection
        .prepare_cached(
            "SELECT ssin FROM submission WHERE period_id = ?1 ORDER BY ssin IS NULL, id LIMIT 1",
        )?
        .query_row([period], |row| row.get(0))
        .optional()?;
    Ok(declared.map_or((false, None), |ssin| (true, ssin)))
}
