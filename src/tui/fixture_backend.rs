//! A small backend for the tests of the loop and of the terminal.

use std::sync::Mutex;

use async_trait::async_trait;
use jiff::Timestamp;
use tokio::sync::watch;

use super::backend::Backend;
use super::fixture;
use crate::domain::chaman::{ChamanIs, ConnectionTest, Order, Ordered, Register, RegisterReport};
use crate::domain::declaration::Declaration;
use crate::domain::environment::Environment;
use crate::domain::ids::{Ssin, SubmissionId};
use crate::domain::lifecycle::StateKind;
use crate::domain::problem::Problem;
use crate::domain::report::*;
use crate::domain::text::Text;

/// A queue of one row whose state moves on when its result is asked for.
pub struct Small {
    /// The row.
    pub row: Mutex<QueueRow>,
    changes: watch::Sender<u64>,
}

impl Small {
    /// A queue whose one row waits for its result.
    pub fn new() -> Self {
        let mut row = fixture::row(4);
        row.state = StateKind::Submitted;
        Self {
            row: Mutex::new(row),
            changes: watch::Sender::new(0),
        }
    }
}

#[async_trait]
impl Backend for Small {
    async fn queue(&self, _: QueueQuery) -> Result<QueuePage, Problem> {
        let row = self.row.lock().expect("not poisoned").clone();
        Ok(QueuePage {
            total: 1,
            offset: 0,
            rows: vec![row],
        })
    }

    async fn timeline(&self, id: SubmissionId) -> Result<Option<Timeline>, Problem> {
        Ok(Some(fixture::timeline(id.0)))
    }

    async fn dashboard(&self) -> Result<Dashboard, Problem> {
        Ok(fixture::dashboard())
    }

    async fn header(&self) -> Header {
        fixture::header(Environment::Sandbox, WorkerStatus::Here)
    }

    async fn submit(&self, _: Box<Declaration>, _: Option<String>) -> Result<Submitted, Problem> {
        Ok(Submitted::New(SubmissionId(5)))
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

    fn log(&self) -> (u64, Vec<LogLine>) {
        (0, Vec::new())
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    fn now(&self) -> Timestamp {
        fixture::now()
    }
}
