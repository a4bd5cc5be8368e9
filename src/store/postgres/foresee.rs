//! What stands in the way of declarations before they are put in. Only reads, in one transaction.

use std::collections::HashMap;

use super::live::{self, Way};
use super::session::Session;
use super::{account, periods, rows};
use crate::domain::ids::{PeriodId, Ssin};
use crate::store::{Lookout, Sight, StoreError};

/// What is found about each of them, in their order.
pub(super) async fn foresee(
    session: &Session,
    lookouts: &[Lookout],
) -> Result<Vec<Sight>, StoreError> {
    let mut accounts = HashMap::new();
    let mut sights = Vec::with_capacity(lookouts.len());
    for lookout in lookouts {
        // An account that never sent anything is not there.
        let account = if let Some(&known) = accounts.get(&lookout.account) {
            known
        } else {
            let found = account::known(session, &lookout.account).await?;
            accounts.insert(&lookout.account, found);
            found
        };
        sights.push(sight(session, lookout, account).await?);
    }
    Ok(sights)
}

async fn sight(
    session: &Session,
    lookout: &Lookout,
    account: Option<i64>,
) -> Result<Sight, StoreError> {
    let mut sight = Sight {
        known: rows::of_uid(session, lookout.uid).await?,
        ..Sight::default()
    };
    if sight.known.is_some() {
        return Ok(sight);
    }
    if let Some(account) = account
        && let Way::Blocked(id, state) =
            live::way(session, account, &lookout.business_key, None).await?
    {
        sight.duplicate = Some((id, state));
    }
    let mut worker = lookout.ssin;
    if let Some(period) = lookout.period {
        let (touched, declared) = worker_of(session, period).await?;
        sight.touched = touched;
        worker = declared.or(worker);
    }
    if let Some(worker) = worker {
        sight.periods = periods::own(session, worker).await?;
    }
    Ok(sight)
}

/// Whether a submission of ours is about a period, and whose it is.
async fn worker_of(
    session: &Session,
    period: PeriodId,
) -> Result<(bool, Option<Ssin>), StoreError> {
    let row = session
        .query_opt(
            "SELECT ssin FROM submission WHERE period_id = $1 ORDER BY ssin IS NULL, id LIMIT 1",
            &[&period],
        )
        .await?;
    match row {
        Some(row) => Ok((true, row.try_get(0)?)),
        None => Ok((false, None)),
    }
}
