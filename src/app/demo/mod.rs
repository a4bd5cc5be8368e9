//! `demo`: the whole program on the embedded simulator, in a home that is thrown away; or a
//! store full of rows, in a home that stays.

mod cast;
mod fill;
mod headless;
mod past;
mod register;
mod rows;
mod script;
mod stage;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::oneshot;

use crate::args;
use crate::cli::Exit;
use crate::cli::output::Output;
use crate::domain::environment::Environment;
use crate::domain::ids::SenderNumber;
use crate::domain::problem::Problem;
use crate::domain::untrusted::Untrusted;
use crate::engine::Intake;
use crate::logging;
use crate::simulator::{FaultKind, FaultRule, Operation};

use super::session::Keeper;
use super::{Setup, console, sandbox};
use stage::{BEGINNING, Stage};

/// How many times faster than real time it runs without a screen.
const HEADLESS_SPEED: f64 = 30.0;

/// A new declaration comes in this often.
const TRICKLE: Duration = Duration::from_secs(5);

/// Runs the demonstration.
pub(super) async fn run(
    setup: &Setup,
    args: &args::Demo,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    if let Some(rows) = args.rows {
        return fill::run(setup, rows, out);
    }
    if args.headless {
        let speed = args.speed.unwrap_or(HEADLESS_SPEED);
        let stage = Stage::set(speed).await?;
        return headless::run(&stage, speed, out).await;
    }
    let stage = Arc::new(Stage::set(args.speed.unwrap_or(1.0)).await?);
    let log = logging::start(
        &stage.data,
        setup.log_filter(),
        stage.engine.clock().shared(),
    )?;
    let identity = console::Identity {
        environment: Environment::Sandbox,
        sender: SenderNumber::parse(sandbox::SENDER).ok(),
        sender_name: Some(Untrusted::from("Sociaal Bureau Voorbeeld")),
    };
    let past = {
        let stage = Arc::clone(&stage);
        async move { past::live(&stage).await }
    };
    let (told, begins) = oneshot::channel();
    let past = async move {
        past.await?;
        let _ = told.send(());
        Ok(())
    };
    let opened = console::open(
        setup,
        stage.engine.clone(),
        log,
        (identity, Keeper::forgetful()),
        past,
    );
    tokio::select! {
        ended = opened => ended,
        told = trickle(&stage, begins) => told.map(|()| Exit::Done),
    }
}

/// A new declaration every few seconds, for ever, once the past is told.
async fn trickle(stage: &Stage, begins: oneshot::Receiver<()>) -> Result<(), Problem> {
    if begins.await.is_err() {
        // The past could not be told; whoever told it says why.
        return std::future::pending().await;
    }
    let simulator = stage.simulator.handle();
    // The first answers of the present are lost: one is found again, one needs a person.
    simulator.add_fault(FaultRule::new(Operation::Post, FaultKind::DropAfter).times(1));
    simulator.add_fault(FaultRule::new(Operation::Post, FaultKind::DropBefore).times(1));
    let intake = Intake {
        partial: true,
        ..Intake::default()
    };
    for number in BEGINNING.. {
        stage
            .engine
            .take_in(&[stage.declaration(number)], &intake)
            .await?;
        stage.engine.clock().sleep(TRICKLE).await;
    }
    Ok(())
}
