//! The seam to the engine: what the runtime asks of it. Belongs to the runtime
//! side of the screen (it may see tokio); the pure side never names it.

use async_trait::async_trait;
use jiff::Timestamp;
use tokio::sync::watch;
use uuid::Uuid;

use crate::domain::bulk::{BulkProgress, BulkReport, Choice};
use crate::domain::chaman::{ConnectionTest, Order, Ordered, RegisterReport};
use crate::domain::correct::{Case, LookedFirst};
use crate::domain::decision::Decision;
use crate::domain::handing::Handing;
use crate::domain::ids::{Ssin, SubmissionId};
use crate::domain::many::{ExportOrder, ManyOrder, ManyProgress, ManyReport};
use crate::domain::problem::Problem;
use crate::domain::report::{
    CertSummary, Counts, Dashboard, EmployerChoice, Filter, Header, KeptDraft, LogLine,
    PeriodSearch, Place, PlaceQuery, QueuePage, QueueQuery, Resolution, Submitted, Timeline,
};
use crate::domain::validate::Period;
use crate::tui::backend_reports::Reports;
use crate::tui::session::Keeping;

/// What the console needs from whoever runs the queue.
#[async_trait]
pub trait Backend: Reports + Send + Sync + 'static {
    /// A window of the queue.
    async fn queue(&self, query: QueueQuery) -> Result<QueuePage, Problem>;
    /// What takes long to count about the queue.
    async fn place(&self, query: PlaceQuery) -> Result<Place, Problem>;
    /// How many submissions of a filter stand where.
    async fn counts(&self, filter: Filter) -> Result<Counts, Problem>;
    /// One submission with its history; none when there is no such submission.
    async fn timeline(&self, id: SubmissionId) -> Result<Option<Timeline>, Problem>;
    /// The numbers of the dashboard.
    async fn dashboard(&self) -> Result<Dashboard, Problem>;
    /// What stands above every screen.
    async fn header(&self) -> Header;
    /// Hands in declarations that belong together, all or none; durable when it returns
    /// [`Submitted::New`] with the number of [`Handing::main`].
    async fn submit(&self, handing: Box<Handing>) -> Result<Submitted, Problem>;
    /// Notes what a person decided about a declaration that has ended, and why.
    async fn settle(
        &self,
        id: SubmissionId,
        decision: Decision,
        reason: String,
    ) -> Result<(), Problem>;
    /// A declaration that has ended, with all that is known of it here; writes to the audit log
    /// that its number was seen.
    async fn case(&self, id: SubmissionId) -> Result<Case, Problem>;
    /// Looks at the NSSO's periods before anything else is declared.
    async fn look_first(&self, id: SubmissionId) -> Result<LookedFirst, Problem>;
    /// The NSSO's periods of an employer, the latest first.
    async fn periods(&self, search: PeriodSearch) -> Result<Vec<Period>, Problem>;
    /// The periods of a worker as our own accepted declarations left them.
    async fn own_periods(&self, ssin: Ssin) -> Result<Vec<Period>, Problem>;
    /// The employers that a form can offer.
    async fn employers(&self) -> Result<Vec<EmployerChoice>, Problem>;
    /// Keeps a draft in the place of the one with the same uid.
    async fn keep_draft(&self, draft: KeptDraft) -> Result<(), Problem>;
    /// The drafts that are kept, latest first.
    async fn drafts(&self) -> Result<Vec<KeptDraft>, Problem>;
    /// Forgets a draft.
    async fn drop_draft(&self, uid: Uuid) -> Result<(), Problem>;
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
    /// Gives every row of a file of declarations its verdict; queues nothing.
    async fn import_check(&self, path: String) -> Result<BulkReport, Problem>;
    /// Queues these rows of the file that was checked last; what it says is queued is durable.
    async fn import_queue(&self, choice: Choice) -> Result<BulkReport, Problem>;
    /// How far either is; [`Backend::changes`] moves with it.
    fn import_progress(&self) -> BulkProgress;
    /// Stops either soon.
    fn import_stop(&self);
    /// Does something to all rows of a filter for which it is possible.
    async fn many(&self, order: ManyOrder) -> Result<ManyReport, Problem>;
    /// Writes the rows of a filter to a file.
    async fn export(&self, order: ExportOrder) -> Result<ManyReport, Problem>;
    /// How far either is; [`Backend::changes`] moves with it.
    fn many_progress(&self) -> ManyProgress;
    /// Stops either soon.
    fn many_stop(&self);
    /// Remembers where the operator is; [`super::Options`] had what was remembered before.
    async fn keep_session(&self, keeping: Keeping) -> Result<(), Problem>;
    /// The latest log and journal lines, oldest first, with a number that grows with every line.
    async fn log(&self) -> (u64, Vec<LogLine>);
    /// Something is seen on the screen: what works beside it may begin.
    fn begun(&self) {}
    /// Moves on with every change of store, worker, token or log.
    fn changes(&self) -> watch::Receiver<u64>;
    /// Now.
    fn now(&self) -> Timestamp;
}
