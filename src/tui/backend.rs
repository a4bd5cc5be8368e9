//! The seam to the engine: what the runtime asks of it. Belongs to the runtime
//! side of the screen (it may see tokio); the pure side never names it.

use async_trait::async_trait;
use jiff::Timestamp;
use tokio::sync::watch;

use crate::domain::chaman::{ConnectionTest, Order, Ordered, RegisterReport};
use crate::domain::declaration::Declaration;
use crate::domain::ids::{Ssin, SubmissionId};
use crate::domain::problem::Problem;
use crate::domain::report::{
    CertSummary, Dashboard, Header, LogLine, QueuePage, QueueQuery, Resolution, Submitted, Timeline,
};

/// What the console needs from whoever runs the queue.
#[async_trait]
pub trait Backend: Send + Sync + 'static {
    /// A window of the queue.
    async fn queue(&self, query: QueueQuery) -> Result<QueuePage, Problem>;
    /// One submission with its history; none when there is no such submission.
    async fn timeline(&self, id: SubmissionId) -> Result<Option<Timeline>, Problem>;
    /// The numbers of the dashboard.
    async fn dashboard(&self) -> Result<Dashboard, Problem>;
    /// What stands above every screen.
    async fn header(&self) -> Header;
    /// Hands in a declaration; durable when it returns [`Submitted::New`].
    async fn submit(
        &self,
        declaration: Box<Declaration>,
        duplicate_reason: Option<String>,
    ) -> Result<Submitted, Problem>;
    /// Makes its result be asked for now.
    async fn poll_now(&self, id: SubmissionId) -> Result<(), Problem>;
    /// Takes it out of the queue before it is sent.
    async fn withdraw(&self, id: SubmissionId) -> Result<(), Problem>;
    /// Keeps it from being sent.
    async fn hold(&self, id: SubmissionId) -> Result<(), Problem>;
    /// Lets it be sent again.
    async fn release(&self, id: SubmissionId) -> Result<(), Problem>;
    /// Writes down what a person found out about a lost answer.
    async fn resolve(&self, id: SubmissionId, resolution: Resolution) -> Result<(), Problem>;
    /// The worker's number, unmasked; writes the asking to the audit log first.
    async fn reveal(&self, id: SubmissionId) -> Result<Option<Ssin>, Problem>;
    /// The register of channels, accounts and certificates.
    async fn register(&self) -> Result<RegisterReport, Problem>;
    /// Every certificate, the one that ends first at the top.
    async fn certificates(&self) -> Vec<CertSummary>;
    /// Does something with the register.
    async fn order(&self, order: Order) -> Result<Ordered, Problem>;
    /// Tries every link of an account's chain to the NSSO.
    async fn test_connection(&self, account: String) -> Result<ConnectionTest, Problem>;
    /// The latest log and journal lines, oldest first, with a number that grows with every line.
    fn log(&self) -> (u64, Vec<LogLine>);
    /// Moves on with every change of store, worker, token or log.
    fn changes(&self) -> watch::Receiver<u64>;
    /// Now.
    fn now(&self) -> Timestamp;
}
