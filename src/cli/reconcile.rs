//! `reconcile`: a list, our queue and the NSSO's periods, worker by worker.

use crate::args;
use crate::domain::clock::Clock as _;
use crate::domain::plan::Wish;
use crate::domain::problem::Problem;
use crate::domain::reconcile::{self, Class, Report};
use crate::domain::text::Text;
use crate::engine::{Engine, Reconciling, Run, Which};

use super::output::{Output, shown};
use super::submit::InputContext;
use super::{Exit, filter, plan, table};

/// Compares and prints; whoever finds a difference ends with exit code 1.
pub async fn reconcile(
    engine: &Engine,
    context: Option<InputContext<'_>>,
    args: &args::Reconcile,
    out: &Output<'_>,
    (today, run): (jiff::civil::Date, &Run),
) -> Result<Exit, Problem> {
    let list: Option<Vec<Wish>> = match &context {
        Some(context) => match plan::wishes(context, out)? {
            Ok(list) => Some(list),
            Err(exit) => return Ok(exit),
        },
        None => None,
    };
    let line = args.filter.as_deref().unwrap_or_default();
    let rows = filter::read(line, engine.clock().now())?;
    let order = Reconciling {
        which: list.as_deref().map_or(Which::Rows(&rows), Which::List),
        since: args.since,
        until: args.until,
        today,
        account: args.account.as_deref(),
    };
    let found = engine.reconcile(&order, run).await?;
    let chosen: Vec<_> = (found.lines.iter())
        .filter(|line| args.all || line.class.is_difference())
        .cloned()
        .collect();
    table::print(&reconcile::table(&chosen), args.format, out);
    tell(&found, out);
    Ok(Exit::declarations(found.agrees()))
}

/// How many lines are of which class with what to do, and what could not be asked: talk.
fn tell(found: &Report, out: &Output<'_>) {
    for class in Class::ALL {
        let lines = found.lines.iter().filter(|line| line.class == class);
        let count = lines.count();
        if count > 0 {
            out.say(
                &Text::new("reconcile-count")
                    .with("count", count)
                    .with("class", class.text())
                    .with("todo", class.todo()),
            );
        }
    }
    for (person, problem) in &found.unasked {
        let who = format!("{}  {}", shown(person.employer.to_string()), person.ssin);
        out.about(&who, problem);
    }
}
