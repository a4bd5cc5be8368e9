//! What can happen to the screen, and what the screen can ask of the world.
//!
//! `Msg` stays this small: intentions are [`super::keymap::Action`]s, answers are
//! [`Reply`]s. Every reply names what it answers, so that a late one is known as late.

use jiff::Timestamp;

use super::key::Input;
use crate::domain::chaman::{ConnectionTest, Order, Ordered, RegisterReport};
use crate::domain::declaration::Declaration;
use crate::domain::ids::{Ssin, SubmissionId};
use crate::domain::problem::Problem;
use crate::domain::report::{
    CertSummary, Dashboard, Header, LogLine, QueuePage, QueueQuery, Resolution, Submitted, Timeline,
};

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
    /// A worker's number, unmasked; the asking is written down.
    Reveal(SubmissionId),
    // Changing.
    /// Hands in a declaration.
    Submit {
        /// Names the answer.
        ticket: Ticket,
        /// The declaration.
        declaration: Box<Declaration>,
        /// Why it is sent although the same one is under way.
        duplicate_reason: Option<String>,
    },
    /// Does something with a submission.
    Command(SubmissionId, Command),
    /// Does something with the register.
    Order(Ticket, Box<Order>),
    // The terminal.
    /// Puts text on the clipboard of the operator's own machine.
    Copy(String),
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
            Self::Submit { .. } | Self::Command(..) | Self::Order(..)
        )
    }
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
}

/// An answer to an effect.
#[derive(Debug, Clone)]
pub enum Reply {
    /// To [`Effect::Queue`].
    Queue(Ticket, Result<QueuePage, Problem>),
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
    /// To [`Effect::Reveal`].
    Revealed(SubmissionId, Result<Option<Ssin>, Problem>),
    /// To [`Effect::Submit`].
    Submitted(Ticket, Result<Submitted, Problem>),
    /// To [`Effect::Command`].
    Done(SubmissionId, Command, Result<(), Problem>),
    /// To [`Effect::Copy`]: bytes sent to the terminal, or that they were too many.
    Copied(Result<usize, Problem>),
}
