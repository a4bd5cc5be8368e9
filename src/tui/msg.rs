//! What can happen to the screen, and what the screen can ask of the world.
//!
//! `Msg` stays this small: intentions are [`super::keymap::Action`]s, answers are
//! [`Reply`]s. Every reply names what it answers, so that a late one is known as late.

use jiff::Timestamp;
use uuid::Uuid;

use super::key::Input;
use super::session::Keeping;
use crate::domain::bulk::{BulkProgress, BulkReport, Choice};
use crate::domain::chaman::{ConnectionTest, Order, Ordered, RegisterReport};
use crate::domain::correct::{Case, LookedFirst};
use crate::domain::decision::Decision;
use crate::domain::handing::Handing;
use crate::domain::ids::{Ssin, SubmissionId};
use crate::domain::many::{ExportOrder, ManyOrder, ManyProgress, ManyReport};
use crate::domain::problem::Problem;
use crate::domain::reconcile;
use crate::domain::report::{
    CertSummary, Counts, Dashboard, EmployerChoice, Filter, Header, KeptDraft, LogLine,
    PeriodSearch, Place, PlaceQuery, QueuePage, QueueQuery, Resolution, Submitted, Timeline,
};
use crate::domain::statistics::{Statistics, StatisticsQuery};
use crate::domain::table::Table;
use crate::domain::validate::Period;

/// Something happened.
#[derive(Debug, Clone)]
pub enum Msg {
    /// The operator did something.
    Input(Input),
    /// It is this late now.
    Tick(Timestamp),
    /// The store changed; carries no data, so it cannot be stale.
    StoreChanged,
    /// An effect brought an answer.
    Reply(Reply),
    /// An effect died without an answer.
    TaskFailed(Problem),
}

/// The number of a request, so that its answer can be told from an older one's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord)]
pub struct Ticket(pub u64);

impl Ticket {
    /// Becomes the next number.
    pub fn advance(&mut self) {
        self.0 += 1;
    }
}

/// Everything that the screen may ask of the world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    // Reading.
    /// A window of the queue.
    Queue(Ticket, Box<QueueQuery>),
    /// What takes long to count about the queue.
    Place(Ticket, Box<PlaceQuery>),
    /// How many submissions of a filter stand where.
    Counts(Ticket, Box<Filter>),
    /// How many submissions that changed since then stand where.
    Meanwhile(Timestamp),
    /// One submission with its history.
    Timeline(SubmissionId),
    /// The numbers of the dashboard.
    Dashboard,
    /// What stands above every screen.
    Header,
    /// The log.
    Log,
    /// The register of channels and accounts.
    Register,
    /// Every certificate.
    Certificates,
    /// Tries every link of this account's chain to the NSSO.
    TestConnection(String),
    /// A declaration that has ended, with all that is known of it.
    Case(SubmissionId),
    /// A look at the NSSO's periods before anything else is declared.
    LookFirst(SubmissionId),
    /// The NSSO's periods of an employer.
    Periods(Ticket, PeriodSearch),
    /// The periods of a worker as our own queue knows them.
    OwnPeriods(Ssin),
    /// The employers that a form can offer.
    Employers(Ticket),
    /// The drafts that are kept.
    Drafts(Ticket),
    /// A worker's number, unmasked; the asking is written down.
    Reveal(SubmissionId),
    /// Figures about what ended.
    Statistics(Ticket, StatisticsQuery),
    /// Writes a table to a new file at this path.
    WriteTable(String, Box<Table>),
    /// Does something with a comparison of three sides.
    Reconcile(Ticket, ReconcileWork),
    // Changing.
    /// Hands in declarations that belong together.
    Submit {
        /// Names the answer.
        ticket: Ticket,
        /// The declarations.
        handing: Box<Handing>,
    },
    /// Keeps what is being typed.
    KeepDraft(Box<KeptDraft>),
    /// Forgets a draft.
    DropDraft(Uuid),
    /// Does something with a submission.
    Command(SubmissionId, Command),
    /// Does something with the register.
    Order(Ticket, Box<Order>),
    /// Does something with a file of many declarations.
    Import(Ticket, ImportWork),
    /// Does something to many submissions, or with many.
    Many(Ticket, ManyWork),
    /// Remembers where the operator is.
    KeepSession(Box<Keeping>),
    // The terminal.
    /// Puts text on the clipboard of the operator's own machine.
    Copy(String),
    /// Tells of an event: by the bell, by the terminal's own notice.
    Notify(Notice),
    /// The terminal's mouse is ours, or the terminal's own.
    Mouse(bool),
    /// Draws every cell again.
    Redraw,
    /// Gives the terminal back to the shell until the operator returns.
    Suspend,
    /// Leaves.
    Quit,
}

impl Effect {
    /// Whether it changes anything outside this screen: refused in read-only mode,
    /// and finished before the program leaves.
    pub fn is_deed(&self) -> bool {
        matches!(
            self,
            Self::Submit { .. }
                | Self::KeepDraft(_)
                | Self::DropDraft(_)
                | Self::Command(..)
                | Self::Order(..)
                | Self::Import(_, ImportWork::Queue(_))
                | Self::Many(_, ManyWork::Do(_))
        )
    }

    /// Whether it takes so long that no frame may wait for its answer.
    pub fn is_long(&self) -> bool {
        matches!(
            self,
            Self::Import(_, ImportWork::Check(_))
                | Self::Many(_, ManyWork::Export(_))
                | Self::Place(..)
                | Self::Statistics(..)
                | Self::Reconcile(_, ReconcileWork::Run { .. })
                | Self::WriteTable(..)
                | Self::Counts(..)
                | Self::Meanwhile(_)
                | Self::KeepSession(_)
        )
    }
}

/// What can be done with a file of many declarations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportWork {
    /// Gives every row of the file at this path its verdict.
    Check(String),
    /// Queues these rows of the file that was checked last.
    Queue(Choice),
    /// Says how far it is.
    Progress,
    /// Stops soon.
    Stop,
}

/// What can be done with a comparison of three sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReconcileWork {
    /// Compares the list at this path, or the rows of the filter without one.
    Run {
        /// As typed.
        path: Option<String>,
        /// The rows of the queue.
        filter: Box<Filter>,
    },
    /// Says how far it is.
    Progress,
    /// Stops soon.
    Stop,
}

/// What can be done to many submissions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ManyWork {
    /// Does it to all of them.
    Do(Box<ManyOrder>),
    /// Writes them to a file.
    Export(Box<ExportOrder>),
    /// Says how far it is.
    Progress,
    /// Stops soon.
    Stop,
}

/// An event that is told outside of the screen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Notice {
    /// Rings the bell.
    pub bell: bool,
    /// What the terminal's own notice says (OSC 9), when there is to be one.
    pub desktop: Option<String>,
    /// The new title of the terminal's window, when it changes.
    pub title: Option<String>,
}

/// What can be done with a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Ask for its result now.
    PollNow,
    /// Do not send it at all.
    Withdraw,
    /// Do not send it for now.
    Hold,
    /// It may be sent again.
    Release,
    /// What a person found out about a lost answer.
    Resolve(Resolution),
    /// What a person decided about its end, and why.
    Settle(Decision, String),
}

/// An answer to an effect.
#[derive(Debug, Clone)]
pub enum Reply {
    /// To [`Effect::Queue`].
    Queue(Ticket, Result<QueuePage, Problem>),
    /// To [`Effect::Place`].
    Place(Ticket, Result<Place, Problem>),
    /// To [`Effect::Counts`].
    Counts(Ticket, Result<Counts, Problem>),
    /// To [`Effect::Meanwhile`].
    Meanwhile(Result<Counts, Problem>),
    /// To the first two of [`ManyWork`].
    Many(Ticket, Box<Result<ManyReport, Problem>>),
    /// To [`ManyWork::Progress`].
    ManyProgress(Ticket, ManyProgress),
    /// To [`Effect::KeepSession`].
    SessionKept(Result<(), Problem>),
    /// To [`Effect::Timeline`].
    Timeline(SubmissionId, Box<Result<Option<Timeline>, Problem>>),
    /// To [`Effect::Dashboard`].
    Dashboard(Box<Result<Dashboard, Problem>>),
    /// To [`Effect::Header`].
    Header(Box<Header>),
    /// To [`Effect::Log`]: the revision and the lines, oldest first.
    Log(u64, Vec<LogLine>),
    /// To [`Effect::Register`].
    Register(Box<Result<RegisterReport, Problem>>),
    /// To [`Effect::Certificates`].
    Certificates(Vec<CertSummary>),
    /// To [`Effect::TestConnection`].
    Tested(String, Box<Result<ConnectionTest, Problem>>),
    /// To [`Effect::Order`].
    Ordered(Ticket, Box<Result<Ordered, Problem>>),
    /// To the first two of [`ImportWork`].
    Import(Ticket, Box<Result<BulkReport, Problem>>),
    /// To [`ImportWork::Progress`].
    ImportProgress(Ticket, BulkProgress),
    /// To [`Effect::Reveal`].
    Revealed(SubmissionId, Result<Option<Ssin>, Problem>),
    /// To [`Effect::Case`].
    Case(SubmissionId, Box<Result<Case, Problem>>),
    /// To [`Effect::LookFirst`].
    LookedFirst(SubmissionId, Box<Result<LookedFirst, Problem>>),
    /// To [`Effect::Periods`].
    Periods(Ticket, Result<Vec<Period>, Problem>),
    /// To [`Effect::OwnPeriods`].
    OwnPeriods(Ssin, Result<Vec<Period>, Problem>),
    /// To [`Effect::Employers`].
    Employers(Ticket, Result<Vec<EmployerChoice>, Problem>),
    /// To [`Effect::Drafts`].
    Drafts(Ticket, Result<Vec<KeptDraft>, Problem>),
    /// To [`Effect::KeepDraft`].
    DraftKept(Box<KeptDraft>, Result<(), Problem>),
    /// To [`Effect::DropDraft`].
    DraftDropped(Uuid, Result<(), Problem>),
    /// To [`Effect::Statistics`].
    Statistics(Ticket, Box<Result<Statistics, Problem>>),
    /// To [`ReconcileWork::Run`].
    Reconciled(Ticket, Box<Result<reconcile::Report, Problem>>),
    /// To [`ReconcileWork::Progress`].
    ReconcileProgress(Ticket, ManyProgress),
    /// To [`Effect::WriteTable`].
    TableWritten(String, Result<(), Problem>),
    /// To [`Effect::Submit`].
    Submitted(Ticket, Result<Submitted, Problem>),
    /// To [`Effect::Command`].
    Done(SubmissionId, Command, Result<(), Problem>),
    /// To [`Effect::Copy`]: bytes sent to the terminal, or that they were too many.
    Copied(Result<usize, Problem>),
}
