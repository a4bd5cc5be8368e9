//! Being told of the changes of others: the server says so, nobody asks while nothing happens.

use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::sync::mpsc;
use tokio_postgres::AsyncMessage;

use super::connect::Purpose;
use super::connections::Connections;
use crate::store::StoreError;

/// Between two tries to hear again.
const PAUSE: Duration = Duration::from_secs(2);

/// Commits that follow each other closely are told of once.
const GATHER: Duration = Duration::from_millis(20);

/// Asks whether the connection still stands: a line that is cut says nothing.
const SIGN_OF_LIFE: Duration = Duration::from_mins(1);

/// Listens for as long as the store is there.
pub(super) async fn listen(connections: Weak<Connections>) {
    loop {
        let Some(strong) = connections.upgrade() else {
            return;
        };
        let (sender, heard) = mpsc::unbounded_channel();
        let begun = begin(&strong, sender).await;
        drop(strong);
        match begun {
            Ok(session) => {
                follow(&connections, heard, &session).await;
                drop(session);
            }
            Err(error) => tracing::debug!(%error, "cannot listen for changes of others"),
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn begin(
    connections: &Arc<Connections>,
    sender: mpsc::UnboundedSender<i32>,
) -> Result<super::session::Session, StoreError> {
    let session = connections
        .connector()
        .connect(Purpose::Listen, move |message| {
            if let Some(AsyncMessage::Notification(told)) = message {
                let _ = sender.send(told.process_id());
            }
        })
        .await?;
    let row = session
        .query_one("SELECT 'dimonitor_' || 'journal'::regclass::oid", &[])
        .await?;
    let channel: String = row.try_get(0)?;
    session.run(&format!("LISTEN {channel}")).await?;
    // What happened while nobody listened.
    connections.moved();
    Ok(session)
}

/// Moves the revision with every change of others, until the connection ends.
async fn follow(
    connections: &Weak<Connections>,
    mut heard: mpsc::UnboundedReceiver<i32>,
    session: &super::session::Session,
) {
    loop {
        let by = match tokio::time::timeout(SIGN_OF_LIFE, heard.recv()).await {
            Ok(Some(by)) => by,
            Ok(None) => return,
            Err(_) => {
                if connections.strong_count() == 0 || session.run("SELECT 1").await.is_err() {
                    return;
                }
                continue;
            }
        };
        let Some(connections) = connections.upgrade() else {
            return;
        };
        let ours = connections.writer_process();
        let mut is_news = ours != Some(by);
        tokio::time::sleep(GATHER).await;
        while let Ok(by) = heard.try_recv() {
            is_news |= ours != Some(by);
        }
        if is_news {
            connections.moved();
        }
    }
}
