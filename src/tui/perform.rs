//! Does what the screen asks of the world, and brings the answer back.

use std::sync::Arc;

use crate::domain::ids::SubmissionId;
use crate::domain::problem::Problem;
use crate::domain::report::Filter;

use super::backend::Backend;
use super::msg::{Command, Effect, ImportWork, ManyWork, ReconcileWork, Reply};

/// Performs one effect. Effects on the terminal are not its business: none.
pub async fn perform(backend: Arc<dyn Backend>, effect: Effect) -> Option<Reply> {
    Some(match effect {
        Effect::Queue(ticket, query) => Reply::Queue(ticket, backend.queue(*query).await),
        Effect::Place(ticket, query) => Reply::Place(ticket, backend.place(*query).await),
        Effect::Counts(ticket, filter) => Reply::Counts(ticket, backend.counts(*filter).await),
        Effect::Meanwhile(since) => {
            let filter = Filter {
                since: Some(since),
                ..Filter::default()
            };
            Reply::Meanwhile(backend.counts(filter).await)
        }
        Effect::Timeline(id) => Reply::Timeline(id, Box::new(backend.timeline(id).await)),
        Effect::Dashboard => Reply::Dashboard(Box::new(backend.dashboard().await)),
        Effect::Header => Reply::Header(Box::new(backend.header().await)),
        Effect::Log => {
            let (revision, lines) = backend.log().await;
            Reply::Log(revision, lines)
        }
        Effect::Register => Reply::Register(Box::new(backend.register().await)),
        Effect::Certificates => Reply::Certificates(backend.certificates().await),
        Effect::TestConnection(account) => {
            let tested = backend.test_connection(account.clone()).await;
            Reply::Tested(account, Box::new(tested))
        }
        Effect::Order(ticket, order) => {
            Reply::Ordered(ticket, Box::new(backend.order(*order).await))
        }
        Effect::Import(ticket, ImportWork::Check(path)) => {
            Reply::Import(ticket, Box::new(backend.import_check(path).await))
        }
        Effect::Import(ticket, ImportWork::Queue(choice)) => {
            Reply::Import(ticket, Box::new(backend.import_queue(choice).await))
        }
        Effect::Import(ticket, ImportWork::Progress) => {
            Reply::ImportProgress(ticket, backend.import_progress())
        }
        Effect::Import(_, ImportWork::Stop) => {
            backend.import_stop();
            return None;
        }
        Effect::Many(ticket, ManyWork::Do(order)) => {
            Reply::Many(ticket, Box::new(backend.many(*order).await))
        }
        Effect::Many(ticket, ManyWork::Export(order)) => {
            Reply::Many(ticket, Box::new(backend.export(*order).await))
        }
        Effect::Many(ticket, ManyWork::Progress) => {
            Reply::ManyProgress(ticket, backend.many_progress())
        }
        Effect::Many(_, ManyWork::Stop) => {
            backend.many_stop();
            return None;
        }
        Effect::KeepSession(keeping) => Reply::SessionKept(backend.keep_session(*keeping).await),
        Effect::Reveal(id) => Reply::Revealed(id, backend.reveal(id).await),
        Effect::Case(id) => Reply::Case(id, Box::new(backend.case(id).await)),
        Effect::LookFirst(id) => Reply::LookedFirst(id, Box::new(backend.look_first(id).await)),
        Effect::Periods(ticket, search) => Reply::Periods(ticket, backend.periods(search).await),
        Effect::OwnPeriods(ssin) => Reply::OwnPeriods(ssin, backend.own_periods(ssin).await),
        Effect::Employers(ticket) => Reply::Employers(ticket, backend.employers().await),
        Effect::Drafts(ticket) => Reply::Drafts(ticket, backend.drafts().await),
        Effect::KeepDraft(draft) => {
            let kept = backend.keep_draft((*draft).clone()).await;
            Reply::DraftKept(draft, kept)
        }
        Effect::DropDraft(uid) => Reply::DraftDropped(uid, backend.drop_draft(uid).await),
        Effect::Statistics(ticket, query) => {
            Reply::Statistics(ticket, Box::new(backend.statistics(query).await))
        }
        Effect::Reconcile(ticket, ReconcileWork::Run { path, filter }) => {
            Reply::Reconciled(ticket, Box::new(backend.reconcile(path, *filter).await))
        }
        Effect::Reconcile(ticket, ReconcileWork::Progress) => {
            Reply::ReconcileProgress(ticket, backend.reconcile_progress())
        }
        Effect::Reconcile(_, ReconcileWork::Stop) => {
            backend.reconcile_stop();
            return None;
        }
        Effect::WriteTable(path, table) => {
            let written = backend.write_table(&path, *table).await;
            Reply::TableWritten(path, written)
        }
        Effect::Submit { ticket, handing } => {
            Reply::Submitted(ticket, backend.submit(handing).await)
        }
        Effect::Command(id, command) => {
            let answer = obey(&*backend, id, command.clone()).await;
            Reply::Done(id, command, answer)
        }
        Effect::Copy(_)
        | Effect::Notify(_)
        | Effect::Mouse(_)
        | Effect::Redraw
        | Effect::Suspend
        | Effect::Quit => return None,
    })
}

async fn obey(backend: &dyn Backend, id: SubmissionId, command: Command) -> Result<(), Problem> {
    match command {
        Command::PollNow => backend.poll_now(id).await,
        Command::Withdraw => backend.withdraw(id).await,
        Command::Hold => backend.hold(id).await,
        Command::Release => backend.release(id).await,
        Command::Resolve(resolution) => backend.resolve(id, resolution).await,
        Command::Settle(decision, reason) => backend.settle(id, decision, reason).await,
    }
}
