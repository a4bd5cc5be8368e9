//! Submissions that wait for another one (I8), and what may be declared again once a period is
//! withdrawn (I6).

use super::*;
use crate::domain::lifecycle::StateKind;
use crate::store::tests::waits::{PERIOD, two};

#[tokio::test]
async fn waiting_outlives_the_process() {
    let home = Home::new();
    let (first, second) = two(&home).await;
    let Home { store, folder } = home;
    drop(store);
    let store = SqliteStore::open(&folder.path().join("queue.db"), writable("sim"));
    let store = store.expect("opened again");
    let home = Home { store, folder };
    let lease = home.lease().await;
    assert_eq!(home.get(second).await.state.kind(), StateKind::Held);
    home.end(first, lease.epoch, (101, "A", Some(PERIOD))).await;
    assert_eq!(home.get(second).await.state.kind(), StateKind::Queued);
}
