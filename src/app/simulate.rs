//! `simulate`: the simulator as a program of its own.

use jiff::Timestamp;

use crate::args;
use crate::cli::Exit;
use crate::cli::output::Output;
use crate::domain::clock::Clock as _;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::engine::EngineClock;
use crate::simulator::{Options, Scenario, SimClock, Simulator};

use super::{shown, signals};

/// Runs until told to stop.
pub(super) async fn run(args: &args::Simulate, out: &Output<'_>) -> Result<Exit, Problem> {
    let shutdown = signals::shutdown()?;
    let scenario = match &args.scenario {
        Some(path) => Scenario::load(path).map_err(|error| {
            Problem::new(
                ProblemClass::Usage,
                Text::new("app-scenario").with("file", shown(path)),
            )
            .detail(Text::new("os-error").with("error", Untrusted::new(error.to_string()).shown()))
        })?,
        None => Scenario::standard(),
    };
    let options = Options {
        listen: args.listen,
        scenario,
        state: args.state.clone(),
        clock: clock(args.speed, EngineClock::system().now()),
    };
    let simulator = Simulator::start(options)
        .await
        .map_err(|error| cannot_listen(args, &error))?;
    out.say(&Text::new("app-simulator-listens").with("address", simulator.addr().to_string()));
    shutdown.cancelled().await;
    out.json_if_asked(&simulator.handle().counters());
    simulator.shutdown().await;
    Ok(Exit::Done)
}

/// A clock of this speed that starts now.
pub(super) fn clock(speed: f64, now: Timestamp) -> SimClock {
    if (speed - 1.0).abs() < f64::EPSILON {
        SimClock::system()
    } else {
        SimClock::scaled(now, speed)
    }
}

fn cannot_listen(args: &args::Simulate, error: &std::io::Error) -> Problem {
    Problem::new(
        ProblemClass::Usage,
        Text::new("app-simulator-cannot-listen").with("address", args.listen.to_string()),
    )
    .detail(Text::new("os-error").with("error", Untrusted::new(error.to_string()).shown()))
    .hint(Text::new("app-simulator-cannot-listen-hint"))
}
