//! Deeds on many submissions and rows that leave as a file, as the screen asks for them: a menu
//! for the rows, what would be done to how many, whether that is wanted, how far it is, and what
//! became of it. Goes on while it is not looked at.
//!
//! ```text
//!   a ──▶ menu ──▶ ask ──▶ running ──▶ done
//!   p w H (marked) ─▲        ▲
//!   e ──▶ form ──▶ (replace?)┘
//! ```

use tui_input::Input;

use super::field;
use super::key::{Code, Key};
use super::keymap::{Action, Context};
use super::many_choice::{Choice, marked, marked_or_all, marked_or_one};
use super::many_export::{self, Form};
use super::model::Model;
use super::msg::{Effect, ManyWork, Ticket};
use super::overlay::Overlay;
use crate::domain::many::{Deed, FILE_EXISTS, ManyOrder, ManyProgress, ManyReport, Standing};
use crate::domain::problem::Problem;
use crate::domain::report::{Counts, LogLevel};
use crate::domain::text::Text;

/// What a key wants done to the marked rows, before it is known how many let it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    /// Choose from the menu.
    Choose,
    /// This.
    Do(Deed),
    /// Hold those that are queued; when there are none, release those that are held.
    HoldOrRelease,
}

/// Something that can be chosen from the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    /// A deed.
    Deed(Deed),
    /// A file of the rows.
    Export,
}

impl Item {
    /// The menu, from top to bottom.
    pub(super) const ALL: [Self; 7] = [
        Self::Deed(Deed::ALL[0]),
        Self::Deed(Deed::ALL[1]),
        Self::Deed(Deed::ALL[2]),
        Self::Deed(Deed::ALL[3]),
        Self::Deed(Deed::ALL[4]),
        Self::Deed(Deed::ALL[5]),
        Self::Export,
    ];
}

/// The question before something is done.
#[derive(Debug)]
pub(super) struct Ask {
    pub(super) deed: Deed,
    /// The number that confirms it, or the reason.
    pub(super) typed: Input,
    pub(super) error: Option<Text>,
    from_menu: bool,
}

/// What is being done, or was.
#[derive(Debug)]
pub(super) enum What {
    /// A deed.
    Deed(Deed),
    /// A file of rows.
    Export(Box<Form>),
}

/// Where it stands.
#[derive(Debug, Default)]
pub(super) enum Step {
    /// Nothing is asked and nothing is done.
    #[default]
    Closed,
    /// It is being counted how many rows let what be done.
    Counting(Wish),
    /// What can be done.
    Menu,
    /// What would be done to how many.
    Ask(Ask),
    /// How the file is to be.
    Form(Box<Form>),
    /// Whether the file that is there goes.
    Replace(Box<Form>),
    /// It is being done.
    Running(What, ManyProgress),
    /// It is over.
    Done(What, ManyReport),
}

/// Something done to many, on show or not.
#[derive(Debug, Default)]
pub struct Many {
    ticket: Ticket,
    pub(super) step: Step,
    pub(super) choice: Choice,
    pub(super) standing: Standing,
    /// The numbers of the two counts that are awaited.
    awaited: [Option<Ticket>; 2],
    /// The chosen item of the menu.
    pub(super) selected: usize,
}

impl Many {
    /// Where keys go while it is on show.
    pub fn context(&self) -> Context {
        match &self.step {
            Step::Form(_) => Context::Prompt,
            Step::Ask(ask) if self.input_of(ask.deed).is_some() => Context::Prompt,
            _ => Context::Help,
        }
    }

    /// What to ask for when something has moved.
    pub fn refresh(&self) -> Option<Effect> {
        let running = matches!(self.step, Step::Running(..));
        running.then_some(Effect::Many(self.ticket, ManyWork::Progress))
    }

    /// What has to be typed before a deed: the key of its name.
    pub(super) fn input_of(&self, deed: Deed) -> Option<Text> {
        let possible = self.standing.possible(deed);
        match deed {
            _ if possible == 0 => None,
            Deed::Settle(_) => Some(Text::new("many-type-reason")),
            deed if deed.asks_for_number() && possible > 1 => {
                Some(Text::new("many-type-number").with("count", possible))
            }
            _ => None,
        }
    }

    /// Takes pasted text into what is being typed.
    pub fn on_paste(&mut self, text: &str) {
        match &mut self.step {
            Step::Ask(ask) => {
                ask.error = None;
                field::paste(&mut ask.typed, text);
            }
            Step::Form(form) => form.on_paste(text),
            _ => {}
        }
    }

    fn next(&mut self) -> Ticket {
        self.ticket.advance();
        self.ticket
    }

    pub(super) fn run(&mut self, what: What, work: ManyWork) -> Effect {
        let ticket = self.next();
        self.step = Step::Running(what, ManyProgress::default());
        Effect::Many(ticket, work)
    }
}

/// Whether a key of a single row is meant for the marked rows.
pub fn takes(model: &Model, action: Action) -> bool {
    wish(action).is_some() && model.screen == super::model::Screen::Queue && marked(model).is_some()
}

fn wish(action: Action) -> Option<Wish> {
    match action {
        Action::PollNow => Some(Wish::Do(Deed::PollNow)),
        Action::Withdraw => Some(Wish::Do(Deed::Withdraw)),
        Action::Hold => Some(Wish::HoldOrRelease),
        _ => None,
    }
}

/// Opens the menu, or goes on to what a key wants done to the marked rows.
pub fn open(model: &mut Model, action: Action) -> Vec<Effect> {
    if matches!(model.many.step, Step::Running(..)) {
        model.overlay = Some(Overlay::Many);
        return model.many.refresh().into_iter().collect();
    }
    let Some(choice) = marked_or_one(model) else {
        return Vec::new();
    };
    begin(model, choice, wish(action).unwrap_or(Wish::Choose))
}

/// Opens the form of a file.
pub fn open_export(model: &mut Model) -> Vec<Effect> {
    if matches!(model.many.step, Step::Running(..)) {
        return open(model, Action::Export);
    }
    model.many.choice = marked_or_all(model);
    form(model, false);
    Vec::new()
}

fn form(model: &mut Model, from_menu: bool) {
    model.overlay = Some(Overlay::Many);
    model.many.step = Step::Form(Box::new(Form::new(&model.env, from_menu)));
}

/// Counts how many of them let what be done.
pub(super) fn begin(model: &mut Model, choice: Choice, wish: Wish) -> Vec<Effect> {
    let many = &mut model.many;
    many.selected = 0;
    many.standing = Standing::default();
    many.step = Step::Counting(wish);
    let all = many.next();
    let mut effects = vec![Effect::Counts(all, Box::new(choice.which.clone()))];
    many.awaited = [Some(all), None];
    if let Some(undecided) = Standing::undecided(&choice.which) {
        let open = many.next();
        many.awaited[1] = Some(open);
        effects.push(Effect::Counts(open, Box::new(undecided)));
    }
    many.choice = choice;
    model.overlay = Some(Overlay::Many);
    effects
}

/// How many submissions of a filter stand where. Whoever has gone on since then does not look.
pub(super) fn on_counts(
    model: &mut Model,
    ticket: Ticket,
    answer: Result<Counts, Problem>,
) -> Vec<Effect> {
    let many = &mut model.many;
    let Step::Counting(wish) = many.step else {
        return Vec::new();
    };
    let Some(place) = many.awaited.iter().position(|one| *one == Some(ticket)) else {
        return Vec::new();
    };
    match answer {
        Ok(counts) if place == 0 => many.standing.all = counts,
        Ok(counts) => many.standing.undecided = counts,
        Err(problem) => {
            close(model);
            model.trouble(&problem);
            return Vec::new();
        }
    }
    many.awaited[place] = None;
    if many.awaited.iter().all(Option::is_none) {
        let deed = match wish {
            Wish::Choose => None,
            Wish::Do(deed) => Some(deed),
            Wish::HoldOrRelease if many.standing.possible(Deed::Hold) > 0 => Some(Deed::Hold),
            Wish::HoldOrRelease => Some(Deed::Release),
        };
        many.step = deed.map_or(Step::Menu, |deed| ask(deed, false));
    }
    Vec::new()
}

fn ask(deed: Deed, from_menu: bool) -> Step {
    Step::Ask(Ask {
        deed,
        typed: Input::default(),
        error: None,
        from_menu,
    })
}

/// Moves in the menu or the form, or goes on.
pub fn on_action(model: &mut Model, action: Action) -> Vec<Effect> {
    if action == Action::Accept {
        return accept(model);
    }
    let many = &mut model.many;
    match &mut many.step {
        Step::Menu => {
            many.selected = match action {
                Action::Down | Action::Next => many.selected + 1,
                Action::Up | Action::Previous => many.selected.saturating_sub(1),
                Action::First => 0,
                Action::Last => Item::ALL.len(),
                _ => many.selected,
            }
            .min(Item::ALL.len() - 1);
        }
        Step::Form(form) => form.on_action(action),
        _ => {}
    }
    Vec::new()
}

fn accept(model: &mut Model) -> Vec<Effect> {
    match std::mem::take(&mut model.many.step) {
        Step::Menu => {
            match Item::ALL[model.many.selected] {
                Item::Deed(deed) => model.many.step = ask(deed, true),
                Item::Export => form(model, true),
            }
            Vec::new()
        }
        Step::Ask(ask) => confirm(model, ask),
        Step::Form(form) => many_export::accept(model, form, false),
        Step::Replace(form) => many_export::accept(model, form, true),
        Step::Done(..) | Step::Closed => {
            close(model);
            Vec::new()
        }
        other => {
            model.many.step = other;
            Vec::new()
        }
    }
}

/// It is done when what confirms it was typed; else it is said what is missing.
fn confirm(model: &mut Model, mut ask: Ask) -> Vec<Effect> {
    let many = &mut model.many;
    let confirmed = many.standing.possible(ask.deed);
    let typed = ask.typed.value().trim().to_owned();
    let needed = many.input_of(ask.deed);
    let error = match ask.deed {
        _ if confirmed == 0 => Some(Text::new("many-none")),
        Deed::Settle(_) if typed.is_empty() => Some(Text::new("many-reason-needed")),
        Deed::Settle(_) => None,
        _ if needed.is_some() && typed != confirmed.to_string() => needed,
        _ => None,
    };
    if error.is_some() {
        ask.error = error;
        many.step = Step::Ask(ask);
        return Vec::new();
    }
    let order = ManyOrder {
        deed: ask.deed,
        which: many.choice.which.clone(),
        reason: match ask.deed {
            Deed::Settle(_) => typed,
            _ => String::new(),
        },
        confirmed,
    };
    vec![many.run(What::Deed(ask.deed), ManyWork::Do(Box::new(order)))]
}

/// A key that is no action here: a letter that is typed, or one that answers.
pub fn on_key(model: &mut Model, key: Key) -> Vec<Effect> {
    let takes_text = model.many.context().takes_text();
    match (&mut model.many.step, key.code) {
        (Step::Ask(ask), _) if takes_text => {
            ask.error = None;
            field::edit(&mut ask.typed, key);
            Vec::new()
        }
        (Step::Form(form), _) => {
            form.on_key(key, &model.env);
            Vec::new()
        }
        (Step::Ask(_) | Step::Replace(_), Code::Char('y' | 'Y' | 'j' | 'J' | 'o' | 'O')) => {
            accept(model)
        }
        (Step::Ask(_) | Step::Replace(_), Code::Char('n' | 'N')) => back(model),
        (Step::Running(..), Code::Char('s')) => {
            vec![Effect::Many(model.many.ticket, ManyWork::Stop)]
        }
        _ => Vec::new(),
    }
}

/// Esc: one step back; what runs goes on unseen.
pub fn back(model: &mut Model) -> Vec<Effect> {
    match std::mem::take(&mut model.many.step) {
        Step::Ask(ask) if ask.from_menu => model.many.step = Step::Menu,
        Step::Form(form) if form.from_menu => model.many.step = Step::Menu,
        Step::Replace(form) => model.many.step = Step::Form(form),
        running @ Step::Running(..) => {
            model.many.step = running;
            model.overlay = None;
        }
        _ => close(model),
    }
    Vec::new()
}

/// A task died; it may have been this one's.
pub(super) fn on_lost(model: &mut Model) {
    if matches!(model.many.step, Step::Running(..) | Step::Counting(_)) {
        model.many.ticket.advance();
        close(model);
    }
}

fn close(model: &mut Model) {
    model.many.step = Step::Closed;
    if matches!(model.overlay, Some(Overlay::Many)) {
        model.overlay = None;
    }
}

/// An order was carried out. Whoever looks elsewhere is told in a notice.
pub(super) fn on_report(model: &mut Model, ticket: Ticket, answer: Result<ManyReport, Problem>) {
    if ticket != model.many.ticket || !matches!(model.many.step, Step::Running(..)) {
        return;
    }
    let Step::Running(what, _) = std::mem::take(&mut model.many.step) else {
        return;
    };
    let is_seen = matches!(model.overlay, Some(Overlay::Many));
    match (answer, what) {
        (Ok(report), what) => {
            if !is_seen {
                let level = match (&report.trouble, report.missed) {
                    (None, 0) => LogLevel::Info,
                    _ => LogLevel::Warn,
                };
                for text in told(&what, &report) {
                    model.notice(level, &text);
                }
            }
            if let Some(problem) = report.trouble.as_ref().filter(|_| !is_seen) {
                model.trouble(problem);
            }
            model.many.step = if is_seen {
                Step::Done(what, report)
            } else {
                Step::Closed
            };
        }
        // Nobody is asked about a file while doing something else.
        (Err(problem), What::Export(form)) if is_seen => {
            model.many.step = if problem.summary.key == FILE_EXISTS {
                Step::Replace(form)
            } else {
                Step::Form(Box::new(form.with_problem(problem)))
            };
        }
        (Err(problem), _) => {
            close(model);
            model.trouble(&problem);
        }
    }
}

/// What became of it.
pub(super) fn told(what: &What, report: &ManyReport) -> Vec<Text> {
    let mut texts = Vec::new();
    match what {
        What::Deed(deed) => texts.push(deed.done_text().with("count", report.done)),
        What::Export(_) if report.stopped => {}
        What::Export(form) => texts.push(
            Text::new("many-exported")
                .with("count", report.done)
                .with("file", form.path.value().trim()),
        ),
    }
    if report.missed > 0 {
        texts.push(Text::new("many-missed").with("count", report.missed));
    }
    match what {
        _ if !report.stopped => {}
        What::Deed(_) => texts.push(Text::new("many-stopped")),
        What::Export(_) => texts.push(Text::new("many-export-stopped")),
    }
    texts
}

/// How far an order is.
pub(super) fn on_progress(model: &mut Model, ticket: Ticket, progress: ManyProgress) {
    if let Step::Running(_, before) = &mut model.many.step
        && ticket == model.many.ticket
    {
        *before = progress;
    }
}

#[cfg(test)]
#[path = "many_tests.rs"]
mod tests;
