//! `checklist …`: what a person does in Chaman's portal, and says when it is done.

use crate::args;
use crate::domain::actor::Actor;
use crate::domain::belgium;
use crate::domain::chaman::{ChamanIs, Mark, Order, Register, RegisterReport, Rulebook, Step};
use crate::domain::problem::Problem;
use crate::domain::text::Text;
use crate::engine::Engine;

use super::Exit;
use super::contract::register::StepShown;
use super::ordered::{carry_out, typed};
use super::output::Output;

/// Runs a `checklist` command.
pub async fn checklist(
    engine: &Engine,
    command: args::Checklist,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    match command {
        args::Checklist::List { all } => {
            list(&engine.register().await?, &engine.rulebook(), all, out);
            Ok(Exit::Done)
        }
        args::Checklist::Done { step, client_id } => {
            let client_id = typed(client_id);
            carry_out(engine, Order::Tick { step, client_id }, out).await
        }
    }
}

fn list(report: &RegisterReport, rulebook: &Rulebook, all: bool, out: &Output<'_>) {
    let register = &report.register;
    let mut steps = register
        .steps
        .iter()
        .filter(|step| all || step.done.is_none());
    let Some(first) = steps.next() else {
        if !out.is_json() {
            out.say(&match report.chaman {
                ChamanIs::Here => Text::new("cli-checklist-sandbox"),
                ChamanIs::ThePortal => Text::new("cli-checklist-empty"),
            });
        }
        return;
    };
    for step in std::iter::once(first).chain(steps) {
        if out.is_json() {
            out.json(&contract(step, register, rulebook, out));
        } else {
            print(step, register, rulebook, out);
        }
    }
}

/// A step in the JSON contract.
pub(super) fn contract<'a>(
    step: &'a Step,
    register: &Register,
    rulebook: &Rulebook,
    out: &Output<'_>,
) -> StepShown<'a> {
    let clicks = instructions(step, register, rulebook, out);
    StepShown::new(step, &step.title(), &clicks, out)
}

/// A step with what to click, or with who did it.
pub(super) fn print(step: &Step, register: &Register, rulebook: &Rulebook, out: &Output<'_>) {
    out.line(&format!("{:>4}  {}", step.number, out.words(&step.title())));
    print_mark(Text::new("cli-step-asked"), &step.asked, out);
    if let Some(done) = &step.done {
        print_mark(Text::new("cli-step-done"), done, out);
        return;
    }
    let clicks = instructions(step, register, rulebook, out);
    for (number, click) in clicks.iter().enumerate() {
        out.line(&format!("      {}. {}", number + 1, out.words(click)));
    }
}

fn print_mark(text: Text, mark: &Mark, out: &Output<'_>) {
    let text = text
        .with("by", Actor::read(&mark.by).shown())
        .with("at", belgium::date_and_time(mark.at));
    out.line(&format!("      {}", out.words(&text)));
}

fn instructions(
    step: &Step,
    register: &Register,
    rulebook: &Rulebook,
    out: &Output<'_>,
) -> Vec<Text> {
    step.change
        .instructions(&register.believed, rulebook, out.language())
}
