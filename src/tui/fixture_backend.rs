//! A small backend for the tests of the loop and of the terminal.

use std::sync::Mutex;
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use tokio::sync::watch;
use uuid::Uuid;

use super::backend::Backend;
use super::fixture;
use super::session::Keeping;
use crate::domain::bulk::{BulkProgress, BulkReport, Choice};
use crate::domain::chaman::{ChamanIs, ConnectionTest, Order, Ordered, Register, RegisterReport};
use crate::domain::correct::{Case, LookedFirst};
use crate::domain::decision::Decision;
use crate::domain::environment::Environment;
use crate::domain::handing::Handing;
use crate::domain::ids::{Ssin, SubmissionId};
use crate::domain::lifecycle::StateKind;
use crate::domain::many::{ExportOrder, ManyOrder, ManyProgress, ManyReport};
use crate::domain::problem::Problem;
use crate::domain::report::*;
use crate::domain::text::Text;
use crate::domain::validate::Period;

/// A queue of one row whose state moves on when its result is asked for.
pub struct Small {
    /// The row.
    pub row: Mutex<QueueRow>,
    /// What the queue was asked for.
    pub asked: Mutex<Vec<QueueQuery>>,
    changes: watch::Sender<u64>,
    /// So long it takes to count where the row is; no window says it.
    counting: Option<Duration>,
}

impl Small {
    /// A queue whose one row waits for its result.
    pub fn new() -> Self {
        let mut row = fixture::row(4);
        row.state = StateKind::Submitted;
        Self {
            row: Mutex::new(row),
            asked: Mutex::default(),
            changes: watch::Sender::new(0),
            counting: None,
        }
    }

    /// One that takes so long to count.
    pub fn that_counts_for(time: Duration) -> Self {
        Self {
            counting: Some(time),
            ..Self::new()
        }
    }

    /// Something changed.
    pub fn change(&self) {
        self.changes.send_modify(|revision| *revision += 1);
    }
}

#[async_trait]
impl Backend for Small {
    async fn queue(&self, query: QueueQuery) -> Result<QueuePage, Problem> {
        self.asked.lock().expect("not poisoned").push(query);
        let row = self.row.lock().expect("not poisoned").clone();
        Ok(QueuePage {
            total: match self.counting {
                Some(_) => Total::AtLeast(1),
                None => Total::Exact(1),
            },
            offset: self.counting.is_none().then_some(0),
            rows: vec![row],
        })
    }

    async fn place(&self, _: PlaceQuery) -> Result<Place, Problem> {
        tokio::time::sleep(self.counting.unwrap_or_default()).await;
        Ok(Place {
            total: 1,
            before: Some(0),
        })
    }

    async fn counts(&self, _: Filter) -> Result<Counts, Problem> {
        Ok(fixture::dashboard().counts)
    }

    async fn timeline(&self, id: SubmissionId) -> Result<Option<Timeline>, Problem> {
        let mut timeline = fixture::timeline(id.0);
        timeline.row = self.row.lock().expect("not poisoned").clone();
        Ok(Some(timeline))
    }

    async fn dashboard(&self) -> Result<Dashboard, Problem> {
        Ok(fixture::dashboard())
    }

    async fn header(&self) -> Header {
        fixture::header(Environment::Sandbox, WorkerStatus::Here)
    }

    async fn submit(&self, _: Box<Handing>) -> Result<Submitted, Problem> {
        Ok(Submitted::New(SubmissionId(5)))
    }

    async fn settle(&self, _: SubmissionId, _: Decision, _: String) -> Result<(), Problem> {
        Ok(())
    }

    async fn case(&self, _: SubmissionId) -> Result<Case, Problem> {
        Ok(fixture::case())
    }

    async fn look_first(&self, _: SubmissionId) -> Result<LookedFirst, Problem> {
        Ok(LookedFirst {
            periods: Vec::new(),
            wanted: None,
        })
    }

    async fn periods(&self, _: PeriodSearch) -> Result<Vec<Period>, Problem> {
        Ok(Vec::new())
    }

    async fn own_periods(&self, _: Ssin) -> Result<Vec<Period>, Problem> {
        Ok(Vec::new())
    }

    async fn employers(&self) -> Result<Vec<EmployerChoice>, Problem> {
        Ok(Vec::new())
    }

    async fn keep_draft(&self, _: KeptDraft) -> Result<(), Problem> {
        Ok(())
    }

    async fn drafts(&self) -> Result<Vec<KeptDraft>, Problem> {
        Ok(Vec::new())
    }

    async fn drop_draft(&self, _: Uuid) -> Result<(), Problem> {
        Ok(())
    }

    async fn poll_now(&self, _: SubmissionId) -> Result<(), Problem> {
        self.row.lock().expect("not poisoned").state = StateKind::Refused;
        self.changes.send_modify(|revision| *revision += 1);
        Ok(())
    }

    async fn withdraw(&self, _: SubmissionId) -> Result<(), Problem> {
        panic!("the worker of this test dies here");
    }

    async fn hold(&self, _: SubmissionId) -> Result<(), Problem> {
        Ok(())
    }

    async fn release(&self, _: SubmissionId) -> Result<(), Problem> {
        Ok(())
    }

    async fn resolve(&self, _: SubmissionId, _: Resolution) -> Result<(), Problem> {
        Ok(())
    }

    async fn reveal(&self, _: SubmissionId) -> Result<Option<Ssin>, Problem> {
        panic!("whoever asks for a number in this test dies");
    }

    async fn register(&self) -> Result<RegisterReport, Problem> {
        Ok(RegisterReport {
            register: Register::default(),
            chaman: ChamanIs::Here,
        })
    }

    async fn certificates(&self) -> Vec<CertSummary> {
        fixture::dashboard().certificates
    }

    async fn order(&self, _: Order) -> Result<Ordered, Problem> {
        Ok(Ordered {
            text: Text::new("tui-done-poll"),
            client_id: None,
            steps: Vec::new(),
            files: Vec::new(),
        })
    }

    async fn test_connection(&self, account: String) -> Result<ConnectionTest, Problem> {
        Ok(ConnectionTest {
            account,
            steps: Vec::new(),
        })
    }

    async fn import_check(&self, _: String) -> Result<BulkReport, Problem> {
        Ok(BulkReport::default())
    }

    async fn import_queue(&self, _: Choice) -> Result<BulkReport, Problem> {
        Ok(BulkReport::default())
    }

    fn import_progress(&self) -> BulkProgress {
        BulkProgress::default()
    }

    fn import_stop(&self) {}

    async fn many(&self, _: ManyOrder) -> Result<ManyReport, Problem> {
        Ok(ManyReport::default())
    }

    async fn export(&self, _: ExportOrder) -> Result<ManyReport, Problem> {
        Ok(ManyReport::default())
    }

    fn many_progress(&self) -> ManyProgress {
        ManyProgress::default()
    }

    fn many_stop(&self) {}

    async fn keep_session(&self, _: Keeping) -> Result<(), Problem> {
        Ok(())
    }

    async fn log(&self) -> (u64, Vec<LogLine>) {
        (0, Vec::new())
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    fn now(&self) -> Timestamp {
        fixture::now()
    }
}
