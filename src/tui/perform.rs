//! Does what the screen asks of the world, and brings the answer back.

use std::sync::Arc;

use super::backend::Backend;
use super::msg::{Command, Effect, Reply};

/// Performs one effect. Effects on the terminal are not its business: none.
pub async fn perform(backend: Arc<dyn Backend>, effect: Effect) -> Option<Reply> {
    Some(match effect {
        Effect::Queue(ticket, query) => Reply::Queue(ticket, backend.queue(*query).await),
        Effect::Timeline(id) => Reply::Timeline(id, Box::new(backend.timeline(id).await)),
        Effect::Dashboard => Reply::Dashboard(Box::new(backend.dashboard().await)),
        Effect::Header => Reply::Header(Box::new(backend.header().await)),
        Effect::Log => {
            let (revision, lines) = backend.log();
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
        Effect::Reveal(id) => Reply::Revealed(id, backend.reveal(id).await),
        Effect::Submit {
            ticket,
            declaration,
            duplicate_reason,
        } => Reply::Submitted(ticket, backend.submit(declaration, duplicate_reason).await),
        Effect::Command(id, command) => {
            let answer = match command.clone() {
                Command::PollNow => backend.poll_now(id).await,
                Command::Withdraw => backend.withdraw(id).await,
                Command::Hold => backend.hold(id).await,
                Command::Release => backend.release(id).await,
                Command::Resolve(resolution) => backend.resolve(id, resolution).await,
            };
            Reply::Done(id, command, answer)
        }
        Effect::Copy(_) | Effect::Redraw | Effect::Suspend | Effect::Quit => return None,
    })
}
