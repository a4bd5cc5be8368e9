//! What a message does: it changes the model and says what the world shall do.
//! No clock, no input or output, nothing to wait for.

use super::actions;
use super::commands;
use super::corrections;
use super::filter_line;
use super::help;
use super::import;
use super::key::{Input, Key};
use super::keymap::{Action, Context};
use super::keys;
use super::many;
use super::model::{Model, Revealed, Screen};
use super::mouse;
use super::msg::{Command, Effect, Msg, Reply, Ticket};
use super::overlay::{Overlay, Reason};
use super::picker;
use super::screens::certificates_actions;
use super::screens::declare_parts::Outcome;
use super::screens::queue_hands;
use super::screens::stats;
use super::session;
use crate::domain::chaman::{ConnectionTest, Ordered, RegisterReport};
use crate::domain::ids::{Ssin, SubmissionId};
use crate::domain::problem::Problem;
use crate::domain::report::{Header, LogLevel, Submitted};
use crate::domain::text::Text;

/// How long a worker's number stays on screen.
const REVEALED_SECONDS: i64 = 10;

/// Applies one message.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let is_tick = matches!(msg, Msg::Tick(_));
    let mut effects = match msg {
        Msg::Input(input) => on_input(model, input),
        Msg::Tick(now) => on_tick(model, now),
        Msg::StoreChanged => model.refresh(),
        Msg::Reply(reply) => on_reply(model, reply),
        Msg::TaskFailed(problem) => on_lost(model, &problem),
    };
    effects.extend(model.follow_selection());
    effects.extend(model.declare.ask_others());
    effects.extend(session::after(model, is_tick));
    if model.env.read_only {
        // The keymap offers none of these; this is what makes it impossible.
        effects.retain(|effect| !effect.is_deed());
    }
    effects
}

fn on_tick(model: &mut Model, now: jiff::Timestamp) -> Vec<Effect> {
    let yesterday = model.env.today();
    model.env.now = now;
    if model.env.today() != yesterday {
        model.declare.recheck(&model.env);
    }
    model.toasts.tick(now);
    model.revealed.take_if(|shown| now >= shown.until);
    let mut effects = model.declare.tick(&model.env);
    if model.screen == Screen::Queue {
        effects.extend(model.queue.count(&model.env));
    }
    if model.screen == Screen::Reconcile {
        effects.extend(model.reconcile.refresh());
    }
    effects.extend(model.herald.on_tick(&model.env).map(Effect::Notify));
    effects
}

fn on_input(model: &mut Model, input: Input) -> Vec<Effect> {
    match input {
        Input::Key(key) => on_key(model, key),
        Input::Paste(text) => {
            match &mut model.overlay {
                Some(Overlay::Import) => model.import.on_paste(&text),
                Some(Overlay::Filter(_)) => return filter_line::on_paste(model, &text),
                Some(Overlay::Many) => model.many.on_paste(&text),
                Some(overlay) => {
                    overlay.on_paste(&text);
                }
                None => {
                    if model.context() == Context::Field {
                        model.declare.on_paste(&text, &model.env);
                    }
                }
            }
            Vec::new()
        }
        Input::Mouse(gesture) => mouse::on_mouse(model, gesture),
        Input::Resize(columns, rows) => {
            let taller = rows > model.env.size.1;
            model.env.size = (columns, rows);
            model.arrange();
            // A taller list may need rows that are not held.
            if taller { model.refresh() } else { Vec::new() }
        }
    }
}

fn on_key(model: &mut Model, key: Key) -> Vec<Effect> {
    let context = model.context();
    let action = model.env.keys.lookup(key, context, model.env.read_only);
    if action != Some(Action::Interrupt) {
        model.interrupted = false;
    }
    if let Some(action) = action {
        return actions::on_action(model, action);
    }
    match (&mut model.overlay, context) {
        (Some(Overlay::Confirm(_)), _) => match keys::answer(key) {
            Some(answer) => actions::on_action(model, answer),
            None => Vec::new(),
        },
        (Some(Overlay::Import), _) => import::on_key(model, key),
        (Some(Overlay::Filter(_)), _) => filter_line::on_key(model, key),
        (Some(Overlay::Help(_)), _) => {
            help::on_key(model, key);
            Vec::new()
        }
        (Some(Overlay::Many), _) => many::on_key(model, key),
        (Some(Overlay::Columns(dialog)), _) => {
            dialog.on_key(key, &mut model.queue, &model.env);
            Vec::new()
        }
        (Some(overlay), _) => {
            overlay.on_key(key);
            Vec::new()
        }
        (None, Context::Field) => {
            model.declare.on_key(key, &model.env);
            Vec::new()
        }
        (None, _) => Vec::new(),
    }
}

fn on_reply(model: &mut Model, reply: Reply) -> Vec<Effect> {
    match reply {
        Reply::Register(answer) => on_register(model, *answer),
        Reply::Certificates(list) => model.certificates.on_reply(list, &model.env),
        Reply::Tested(account, outcome) => on_tested(model, &account, *outcome),
        Reply::Ordered(ticket, answer) => {
            on_ordered(model, ticket, *answer);
            // The store says that it changed, too; this does not wait for it.
            model.refresh()
        }
        Reply::Import(ticket, answer) => {
            import::on_report(model, ticket, *answer);
            model.refresh()
        }
        Reply::ImportProgress(ticket, progress) => {
            model.import.on_progress(ticket, progress);
            Vec::new()
        }
        Reply::Queue(ticket, answer) => {
            let effects = model.queue.on_reply(ticket, answer, &model.env);
            queue_hands::after_reply(model);
            effects
        }
        Reply::Place(ticket, answer) => model.queue.on_place(ticket, answer, &model.env),
        Reply::Counts(ticket, answer) => many::on_counts(model, ticket, answer),
        Reply::Many(ticket, answer) => {
            many::on_report(model, ticket, *answer);
            model.refresh()
        }
        Reply::ManyProgress(ticket, progress) => {
            many::on_progress(model, ticket, progress);
            Vec::new()
        }
        Reply::Meanwhile(answer) => {
            let told = answer.map(|counts| session::on_meanwhile(model, &counts));
            or_trouble(model, told.map(|()| Vec::new()))
        }
        Reply::SessionKept(answer) => {
            model.memory.on_kept();
            or_trouble(model, answer.map(|()| Vec::new()))
        }
        Reply::Timeline(id, answer) => model.detail.on_reply(id, *answer, &model.env),
        Reply::Dashboard(answer) => model.dashboard.on_reply(*answer, &model.env),
        Reply::Header(header) => on_header(model, *header),
        Reply::Log(revision, lines) => model.log.on_reply(revision, lines),
        Reply::Revealed(id, answer) => {
            on_revealed(model, id, answer);
            Vec::new()
        }
        Reply::Case(id, answer) => corrections::on_case(model, id, *answer),
        Reply::LookedFirst(id, answer) => corrections::on_looked_first(model, id, *answer),
        Reply::Periods(ticket, answer) => {
            picker::on_periods(model, ticket, answer);
            Vec::new()
        }
        Reply::OwnPeriods(ssin, answer) => {
            // What is not known is not checked; the queue itself refuses what is the same.
            let periods = answer.unwrap_or_default();
            model.declare.know_others(ssin, periods, &model.env);
            Vec::new()
        }
        Reply::Employers(ticket, answer) => {
            picker::on_employers(model, ticket, answer);
            Vec::new()
        }
        Reply::Drafts(ticket, answer) => {
            let answer = model.declare.on_drafts(ticket, answer, &model.env);
            or_trouble(model, answer)
        }
        Reply::DraftKept(draft, answer) => {
            let effects = model.declare.on_kept(&draft, answer.is_ok());
            or_trouble(model, answer.map(|()| Vec::new()));
            effects
        }
        Reply::DraftDropped(_, answer) => or_trouble(model, answer.map(|()| Vec::new())),
        Reply::Statistics(ticket, answer) => model.stats.on_reply(ticket, *answer, &model.env),
        Reply::Reconciled(ticket, answer) => {
            model.reconcile.on_reply(ticket, *answer);
            Vec::new()
        }
        Reply::ReconcileProgress(ticket, progress) => {
            model.reconcile.on_progress(ticket, progress);
            Vec::new()
        }
        Reply::TableWritten(path, answer) => {
            stats::on_written(model, &path, answer);
            Vec::new()
        }
        Reply::Submitted(ticket, answer) => {
            let (outcome, mut effects) = model.declare.on_reply(ticket, answer, &model.env);
            effects.extend(on_submitted(model, outcome));
            effects
        }
        Reply::Done(id, command, answer) => {
            on_done(model, id, &command, answer);
            // The store says that it changed, too; this does not wait for it.
            model.refresh()
        }
        Reply::Copied(answer) => {
            let told = answer.map(|bytes| on_copied(model, bytes));
            or_trouble(model, told.map(|()| Vec::new()))
        }
    }
}

fn on_copied(model: &mut Model, bytes: usize) {
    let text = Text::new("tui-copied").with("bytes", bytes);
    model.notice(LogLevel::Info, &text);
}

/// What follows, or nothing but the notice of what went wrong.
fn or_trouble(model: &mut Model, answer: Result<Vec<Effect>, Problem>) -> Vec<Effect> {
    answer.unwrap_or_else(|problem| {
        model.trouble(&problem);
        Vec::new()
    })
}

fn on_register(model: &mut Model, answer: Result<RegisterReport, Problem>) -> Vec<Effect> {
    certificates_actions::before_register(model, &answer);
    let again = model.register_feed.answered();
    model.register.take(answer, model.env.now);
    if again {
        model.refresh_register()
    } else {
        Vec::new()
    }
}

/// A header came: it may tell of something new.
fn on_header(model: &mut Model, header: Header) -> Vec<Effect> {
    model.env.environment = Some(header.environment);
    model.env.in_work.clone_from(&header.in_work);
    let told = model.herald.on_header(&header, &model.env);
    let mut effects: Vec<_> = told.map(Effect::Notify).into_iter().collect();
    let fallen = header.fallen.clone();
    let before = model.header.replace(header);
    let known = before.and_then(|before| before.fallen);
    if let Some(problem) = fallen.filter(|problem| known.as_ref() != Some(problem)) {
        model.trouble(&problem);
    }
    if model.header_feed.answered() && model.header_feed.wants() {
        effects.push(Effect::Header);
    }
    effects
}

/// A connection was tried; whoever has gone on since then does not look at it.
fn on_tested(
    model: &mut Model,
    account: &str,
    outcome: Result<ConnectionTest, Problem>,
) -> Vec<Effect> {
    if let Some(Overlay::Test(test)) = &mut model.overlay {
        test.take(account, outcome);
    }
    Vec::new()
}

/// An order was carried out, and its form closes; or it was not, and the form says why.
fn on_ordered(model: &mut Model, ticket: Ticket, answer: Result<Ordered, Problem>) {
    let mut form = match &mut model.overlay {
        Some(Overlay::Sheet(sheet)) => Some(sheet),
        _ => None,
    };
    // A form that was opened since then has nothing to do with it.
    form.take_if(|sheet| !sheet.answers(ticket));
    match (answer, form) {
        (Ok(ordered), form) => {
            if let Some(sheet) = form {
                model.accounts.follow(sheet);
                model.overlay = None;
            }
            model.notice(LogLevel::Info, &ordered.text);
            if !ordered.steps.is_empty() {
                let count = ordered.steps.len();
                let text = Text::new("accounts-steps-added").with("count", count);
                model.notice(LogLevel::Info, &text);
            }
        }
        (Err(problem), Some(sheet)) => sheet.problem = Some(problem),
        (Err(problem), None) => model.trouble(&problem),
    }
}

/// A number that comes when its submission is no longer on show is not shown.
fn on_revealed(model: &mut Model, id: SubmissionId, answer: Result<Option<Ssin>, Problem>) {
    match answer {
        Ok(Some(ssin)) if commands::target(model).is_some_and(|row| row.id == id) => {
            let seconds = jiff::SignedDuration::from_secs(REVEALED_SECONDS);
            let until = model
                .env
                .now
                .saturating_add(seconds)
                .unwrap_or(model.env.now);
            model.revealed = Some(Revealed { id, ssin, until });
        }
        Ok(Some(_)) => {}
        Ok(None) => model.notice(LogLevel::Info, &Text::new("tui-no-ssin")),
        Err(problem) => model.trouble(&problem),
    }
}

fn on_submitted(model: &mut Model, outcome: Outcome) -> Vec<Effect> {
    match outcome {
        Outcome::Queued(id) => {
            let text = Text::new("tui-declare-queued").with("id", id.to_string());
            model.notice(LogLevel::Info, &text);
            // Whoever corrected something wants to see it beside what it replaces.
            if std::mem::take(&mut model.corrects) && model.screen == Screen::Declare {
                return actions::open_detail(model, id);
            }
        }
        Outcome::Duplicate(handing, Submitted::Duplicate { of, state }) => {
            let state = model.env.words.get(super::status::state(state).word);
            model.overlay = Some(Overlay::Reason(Reason {
                handing,
                about: Text::new("tui-duplicate-about")
                    .with("id", of.to_string())
                    .with("state", state),
                input: tui_input::Input::default(),
            }));
        }
        Outcome::Duplicate(_, Submitted::Superseded(successor)) => {
            model.notice(LogLevel::Warn, &successor.superseded());
        }
        Outcome::Failed(problem) => model.trouble(&problem),
        // A new one is told by `Queued`, and a late answer is about a form that is gone.
        Outcome::Duplicate(_, Submitted::New(_)) | Outcome::Late => {}
    }
    Vec::new()
}

fn on_done(model: &mut Model, id: SubmissionId, command: &Command, answer: Result<(), Problem>) {
    match answer {
        Ok(()) => {
            let text = Text::new(commands::done_key(command)).with("id", id.to_string());
            model.notice(LogLevel::Info, &text);
        }
        Err(problem) => model.trouble(&problem),
    }
}

/// A task died, and with it an answer that somebody waits for: nobody waits any more.
fn on_lost(model: &mut Model, problem: &Problem) -> Vec<Effect> {
    model.memory.on_kept();
    model.header_feed.lost();
    model.dashboard.on_lost();
    model.queue.on_lost();
    model.detail.on_lost();
    model.log.on_lost();
    model.stats.on_lost();
    model.reconcile.on_lost(problem);
    model.register_feed.lost();
    model.certificates.on_lost();
    match &mut model.overlay {
        Some(Overlay::Sheet(sheet)) => sheet.on_lost(),
        Some(Overlay::Test(test)) => test.on_lost(problem),
        Some(Overlay::Remedies(menu)) if menu.case.is_none() => model.overlay = None,
        Some(Overlay::Looked(looked)) if looked.found.is_none() => model.overlay = None,
        Some(Overlay::Picker(picker)) => picker.on_lost(problem, model.env.now),
        _ => {}
    }
    model.declare.on_lost();
    model.import.on_lost(problem);
    many::on_lost(model);
    model.trouble(problem);
    Vec::new()
}

#[cfg(test)]
#[path = "update_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "update_properties.rs"]
mod properties;
