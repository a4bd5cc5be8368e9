//! What is kept of a deadline when a declaration is taken in.

use jiff::SignedDuration;
use jiff::civil::date;

use super::stage::{Stage, entry};
use super::work_for;
use crate::domain::answer::ResultCode;
use crate::domain::belgium;
use crate::domain::declaration::{Body, Declaration};
use crate::domain::ids::PeriodId;

on_every_store! {
    stopped {
        a_cancel_of_our_own_period_knows_its_start
    }
    running {
    }
}

fn cancel(period: PeriodId) -> Declaration {
    Declaration::of(Body::Cancel { period })
}

async fn a_cancel_of_our_own_period_knows_its_start() {
    let stage = Stage::new();
    stage
        .nsso
        .answers_after(SignedDuration::from_secs(5), ResultCode::Accepted);
    let entered = stage.enqueue(&entry("a")).await;
    let start = stage.timeline(entered).await.row.deadline;
    assert_eq!(start, belgium::at(date(2027, 1, 15).at(0, 0, 0, 0)));

    work_for(&stage, 60).await;
    let period = stage.timeline(entered).await.row.period.expect("accepted");
    let ours = stage.enqueue(&cancel(period)).await;
    let deadline = stage.timeline(ours).await.row.deadline;
    assert_eq!(deadline, belgium::day_over(date(2027, 1, 15)));

    let others = PeriodId::from_answer(period.value() + 1);
    let unknown = stage.enqueue(&cancel(others)).await;
    assert_eq!(stage.timeline(unknown).await.row.deadline, None);
}
