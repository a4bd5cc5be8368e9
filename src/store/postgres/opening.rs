//! Opening a queue: it is made, brought up or left alone, as it is found.

use super::connect::Purpose;
use super::connections::Connections;
use super::failure;
use super::migrate::{self, Contents};
use crate::store::StoreError;

/// Looks what is there, and brings it up; there must be something.
pub(super) async fn open_existing(connections: &Connections) -> Result<(), StoreError> {
    let connector = connections.connector();
    let (place, environment) = (connector.shown(), connector.environment());
    let found = connections
        .read(async |session| migrate::inspect(session, &place, environment).await)
        .await?;
    if found == Contents::Nothing {
        return Err(failure::missing(&place).into());
    }
    open(connections).await
}

/// Looks what is there, and brings it up.
pub(super) async fn open(connections: &Connections) -> Result<(), StoreError> {
    let connector = connections.connector();
    let (place, environment) = (connector.shown(), connector.environment());
    let found = connections
        .read(async |session| migrate::inspect(session, &place, environment).await)
        .await?;
    let is_ready = matches!(found, Contents::Queue(version) if version >= migrate::current());
    if is_ready {
        return Ok(());
    }
    if connector.is_read_only() {
        return Err(match found {
            Contents::Nothing => failure::missing(&place),
            Contents::Queue(_) => failure::older(&place),
        }
        .into());
    }
    let session = connections.fresh(Purpose::Write).await?;
    migrate::bring_up(&session, &place, environment).await
}
