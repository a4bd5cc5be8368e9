//! From an answer to what is declared next: what can be done about it, the form filled in from
//! it, decisions, and looks at the NSSO before anything is sent.

use tui_input::Input;

use super::commands;
use super::corrections_menu::{Decide, Looked, Remedies};
use super::format;
use super::keymap::Action;
use super::model::{Model, Screen};
use super::msg::{Command, Effect};
use super::overlay::Overlay;
use super::picker;
use super::screens::declare::Focus;
use crate::domain::anomaly::Offer;
use crate::domain::correct::{self, Case, LookedFirst, Proposal};
use crate::domain::decision::{Decision, needs_person};
use crate::domain::draft::{Field, Kind};
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::StateKind;
use crate::domain::problem::Problem;
use crate::domain::report::{LogLevel, QueueRow};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::domain::validate::Period;

/// Whether an action makes sense for a row: the footer offers nothing else.
pub fn is_possible(action: Action, row: &QueueRow) -> bool {
    let is_free = row.replaced_by.is_none() && row.decision != Some(Decision::Replaced);
    let is_without_effect = matches!(
        row.state,
        StateKind::Refused | StateKind::Rejected | StateKind::NotTaken
    );
    let is_accepted = matches!(row.state, StateKind::Accepted | StateKind::AcceptedWarning);
    match action {
        Action::Correct => is_free && is_without_effect,
        Action::Remedies => is_free && (is_without_effect || is_accepted),
        Action::Decide => row.decision.is_none() && needs_person(row.state),
        _ => true,
    }
}

/// Begins a correction, a choice of remedies or a decision about the submission on show.
pub fn on_action(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(row) = commands::target(model) else {
        return Vec::new();
    };
    let id = row.id;
    // Somebody was faster: the case tells who.
    if row.replaced_by.is_some() {
        model.overlay = Some(Overlay::Remedies(Remedies::asking(id, action)));
        return vec![Effect::Case(id)];
    }
    if !is_possible(action, row) {
        let state = model.env.words.get(super::status::state(row.state).word);
        let text = refusal(action).with("state", state);
        model.notice(LogLevel::Info, &text);
        return Vec::new();
    }
    if action == Action::Decide {
        let codes = row.codes.iter().map(Untrusted::raw).map(str::to_owned);
        let decision = match row.state {
            StateKind::AcceptedWarning => Decision::Kept,
            _ => Decision::Done,
        };
        let decide = Decide::new(id, codes.collect(), decision);
        model.overlay = Some(Overlay::Decide(decide));
        return Vec::new();
    }
    model.overlay = Some(Overlay::Remedies(Remedies::asking(id, action)));
    vec![Effect::Case(id)]
}

fn refusal(action: Action) -> Text {
    match action {
        Action::Correct => Text::new("correct-cannot-correct"),
        Action::Remedies => Text::new("correct-cannot-remedy"),
        _ => Text::new("correct-cannot-decide"),
    }
}

/// Takes a case that was asked for. Whoever has gone on since then does not look at it.
pub fn on_case(model: &mut Model, id: SubmissionId, answer: Result<Case, Problem>) -> Vec<Effect> {
    let asked = match &model.overlay {
        Some(Overlay::Remedies(menu)) => menu.awaits(id).then_some(menu.wish),
        _ => None,
    };
    let Some(wish) = asked else {
        return Vec::new();
    };
    model.overlay = None;
    let case = match answer {
        Ok(case) => case,
        Err(problem) => {
            model.trouble(&problem);
            return Vec::new();
        }
    };
    let remedies = correct::remedies(&case, model.env.anomalies);
    match remedies.first() {
        None => {
            let text = match &case.replaced_by {
                Some(successor) => successor.replaced(),
                None => Text::new("correct-nothing"),
            };
            model.notice(LogLevel::Info, &text);
            Vec::new()
        }
        Some(best) if wish == Action::Correct && best.offer == Offer::Correct => {
            open(model, &case, Offer::Correct)
        }
        Some(_) => {
            let menu = Remedies::of(case, remedies, wish);
            model.overlay = Some(Overlay::Remedies(menu));
            Vec::new()
        }
    }
}

/// Something was chosen from the list.
pub fn choose(model: &mut Model, menu: Remedies) -> Vec<Effect> {
    let (Some(offer), Some(case)) = (menu.chosen(), &menu.case) else {
        model.overlay = Some(Overlay::Remedies(menu));
        return Vec::new();
    };
    if model.env.read_only && offer != Offer::LookFirst && offer != Offer::ExportCase {
        model.notice(LogLevel::Info, &Text::new("tui-read-only"));
        return Vec::new();
    }
    let decided = |decision| {
        let decide = Decide::new(case.id, case.codes.clone(), decision);
        Some(Overlay::Decide(decide))
    };
    match offer {
        Offer::LookFirst => {
            let id = case.id;
            model.overlay = Some(Overlay::Looked(Looked::asking(case.clone())));
            vec![Effect::LookFirst(id)]
        }
        Offer::SettleAsDone => {
            model.overlay = decided(Decision::Done);
            Vec::new()
        }
        Offer::Decide => {
            model.overlay = decided(Decision::Kept);
            Vec::new()
        }
        Offer::ExportCase => commands::on_submission(model, Action::Copy),
        Offer::FindPeriod => {
            let mut effects = open(model, case, Offer::Correct);
            if model.screen == Screen::Declare && case.draft.kind != Kind::In {
                model.declare.focus = Focus::Field(Field::PeriodId);
                effects.extend(picker::open(model));
            }
            effects
        }
        offer => open(model, case, offer),
    }
}

/// The form with the drafts of an offer, or why there are none.
fn open(model: &mut Model, case: &Case, offer: Offer) -> Vec<Effect> {
    match correct::propose(case, offer, model.env.anomalies, &model.env.rules) {
        Ok(proposal) => work_on(model, case, proposal),
        Err(why) => {
            model.notice(LogLevel::Warn, &why);
            Vec::new()
        }
    }
}

/// What is known of the period goes along: the form holds the change against it.
fn work_on(model: &mut Model, case: &Case, proposal: Proposal) -> Vec<Effect> {
    if let Some(one) = model.env.in_work.get(&case.id) {
        let text = one.told(format::short(one.at, model.env.now));
        model.notice(LogLevel::Warn, &text);
    }
    let mut effects = model.declare.work_on(proposal, &model.env);
    if let (Some(id), Some(known)) = (case.period, case.known.clone()) {
        model.declare.know_period(Period { id, known }, &model.env);
    }
    effects.extend(model.open(Screen::Declare));
    effects
}

/// Takes what a look at the NSSO brought.
pub fn on_looked_first(
    model: &mut Model,
    id: SubmissionId,
    answer: Result<LookedFirst, Problem>,
) -> Vec<Effect> {
    let Some(Overlay::Looked(looked)) = &mut model.overlay else {
        return Vec::new();
    };
    if looked.case.id != id || looked.found.is_some() {
        return Vec::new();
    }
    match answer {
        Ok(found) => looked.take(found),
        Err(problem) => {
            model.overlay = None;
            model.trouble(&problem);
        }
    }
    Vec::new()
}

/// What follows from a look: the wanted state is there, or it is declared after all.
pub fn follow_look(model: &mut Model, looked: Looked) -> Vec<Effect> {
    let Some(offer) = looked.chosen() else {
        model.overlay = Some(Overlay::Looked(looked));
        return Vec::new();
    };
    if model.env.read_only {
        model.notice(LogLevel::Info, &Text::new("tui-read-only"));
        return Vec::new();
    }
    if offer != Offer::SettleAsDone {
        return open(model, &looked.case, offer);
    }
    let case = &looked.case;
    let mut decide = Decide::new(case.id, case.codes.clone(), Decision::Done);
    if let Some(period) = looked.wanted() {
        let seen = Text::new("correct-seen-there").with("period", period.to_string());
        decide.reason = Input::new(model.env.text(&seen));
    }
    model.overlay = Some(Overlay::Decide(decide));
    Vec::new()
}

/// Writes down what a person decided, or says what is still missing.
pub fn settle(model: &mut Model, mut decide: Decide) -> Vec<Effect> {
    let reason = decide.reason.value().trim().to_owned();
    if reason.is_empty() {
        decide.error = Some(Text::new("correct-decide-empty"));
        model.overlay = Some(Overlay::Decide(decide));
        return Vec::new();
    }
    let command = Command::Settle(decide.decision, reason);
    vec![Effect::Command(decide.id, command)]
}

#[cfg(test)]
#[path = "corrections_tests.rs"]
mod tests;
