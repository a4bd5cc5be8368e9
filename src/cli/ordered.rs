//! Orders to the register, and what came of them.

use crate::domain::chaman::{Order, Ordered};
use crate::domain::problem::Problem;
use crate::domain::text::Text;
use crate::engine::Engine;

use super::Exit;
use super::contract::register::Done;
use super::output::Output;

/// Carries out an order and says what came of it.
pub(super) async fn carry_out(
    engine: &Engine,
    order: Order,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    let ordered = engine.order(order).await?;
    report(&ordered, out);
    Ok(Exit::Done)
}

/// Says what came of an order: what a script may want on stdout, everything else on stderr.
pub fn report(ordered: &Ordered, out: &Output<'_>) {
    if out.is_json() {
        out.json(&Done::new(ordered, out));
        return;
    }
    out.say(&ordered.text);
    if let Some(client_id) = &ordered.client_id {
        out.line(client_id.as_str());
    }
    for file in &ordered.files {
        out.line(&super::output::shown(file.to_string_lossy()));
    }
    if !ordered.steps.is_empty() {
        let steps: Vec<String> = ordered.steps.iter().map(u32::to_string).collect();
        out.say(
            &Text::new("cli-steps-asked")
                .with("count", steps.len())
                .with("steps", steps.join(", ")),
        );
    }
}

/// A path as typed; empty when there is none.
pub(super) fn typed(path: Option<String>) -> String {
    path.unwrap_or_default()
}
