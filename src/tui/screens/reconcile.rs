//! Three sides of employments as a work list: which file, how far the searches are, which class
//! is on show, what was ticked off in this session.

use std::collections::BTreeSet;

use tui_input::Input;

use crate::domain::correct::{Part, Proposal};
use crate::domain::draft::Kind;
use crate::domain::many::ManyProgress;
use crate::domain::problem::Problem;
use crate::domain::reconcile::{self, Class, Line, Report};
use crate::domain::report::LogLevel;
use crate::domain::text::Text;
use crate::tui::actions;
use crate::tui::env::Env;
use crate::tui::keymap::Action;
use crate::tui::model::{Model, Screen};
use crate::tui::msg::{Effect, ReconcileWork, Ticket};
use crate::tui::overlay::Overlay;

/// Lines that a page of a list is.
const PAGE: usize = 10;

/// Where a comparison stands.
#[derive(Debug, Default)]
pub(super) enum Step {
    /// None was asked for.
    #[default]
    Nothing,
    /// The NSSO is being asked.
    Running(ManyProgress),
    /// It is over.
    Ready(Box<Report>),
    /// It could not be made.
    Failed(Problem),
}

/// The comparison on screen.
#[derive(Debug, Default)]
pub struct Reconcile {
    pub(super) step: Step,
    /// Only lines of this class are on show; differences of all classes without one.
    pub(super) class: Option<Class>,
    /// Place of the chosen line among those on show.
    pub(super) selected: usize,
    /// Lines that are ticked off, by their place among all.
    pub(super) ticked: BTreeSet<usize>,
    ticket: Ticket,
}

/// Which file is compared; none for the rows of the queue.
#[derive(Debug, Default)]
pub struct Ask {
    /// Its path.
    pub input: Input,
}

impl Reconcile {
    /// What to ask for when something may have moved.
    pub fn refresh(&self) -> Vec<Effect> {
        if self.is_running() {
            return vec![Effect::Reconcile(self.ticket, ReconcileWork::Progress)];
        }
        Vec::new()
    }

    /// Whether the NSSO is being asked.
    pub fn is_running(&self) -> bool {
        matches!(self.step, Step::Running(_))
    }

    /// How far it is, if anybody still waits for it.
    pub fn on_progress(&mut self, ticket: Ticket, progress: ManyProgress) {
        if ticket == self.ticket
            && let Step::Running(before) = &mut self.step
        {
            *before = progress;
        }
    }

    /// What was found; whoever asked for something else since then does not look at it.
    pub fn on_reply(&mut self, ticket: Ticket, answer: Result<Report, Problem>) {
        if ticket != self.ticket || !self.is_running() {
            return;
        }
        self.step = match answer {
            Ok(report) => Step::Ready(Box::new(report)),
            Err(problem) => Step::Failed(problem),
        };
    }

    /// A task died; it may have been this one's.
    pub fn on_lost(&mut self, problem: &Problem) {
        if self.is_running() {
            self.ticket.advance();
            self.step = Step::Failed(problem.clone());
        }
    }

    /// What was found.
    pub fn report(&self) -> Option<&Report> {
        match &self.step {
            Step::Ready(report) => Some(report),
            _ => None,
        }
    }

    /// The lines on show, with their place among all.
    pub fn shown(&self) -> Vec<(usize, &Line)> {
        let lines = self.report().map_or(&[][..], |report| &report.lines);
        let chosen = |line: &Line| match self.class {
            Some(class) => line.class == class,
            None => line.class.is_difference(),
        };
        let lines = lines.iter().enumerate();
        lines.filter(|(_, line)| chosen(line)).collect()
    }

    /// The chosen line.
    pub fn current(&self) -> Option<(usize, &Line)> {
        let shown = self.shown();
        let last = shown.len().checked_sub(1)?;
        shown.get(self.selected.min(last)).copied()
    }

    /// The classes that there are, in the order of work.
    pub(super) fn classes(&self) -> Vec<(Class, usize)> {
        let lines = self.report().map_or(&[][..], |report| &report.lines);
        let count = |class: Class| lines.iter().filter(|line| line.class == class).count();
        let all = Class::ALL.into_iter().map(|class| (class, count(class)));
        all.filter(|(_, count)| *count > 0).collect()
    }

    fn turn(&mut self, on: bool) {
        let mut all = vec![None];
        all.extend(self.classes().into_iter().map(|(class, _)| Some(class)));
        let here = all.iter().position(|class| *class == self.class);
        let step = if on { 1 } else { all.len() - 1 };
        self.class = all[(here.unwrap_or(0) + step) % all.len()];
        self.selected = 0;
    }

    fn step_to(&mut self, action: Action) {
        let last = self.shown().len().saturating_sub(1);
        let here = self.selected.min(last);
        self.selected = match action {
            Action::Up => here.saturating_sub(1),
            Action::Down => (here + 1).min(last),
            Action::PageUp => here.saturating_sub(PAGE),
            Action::PageDown => (here + PAGE).min(last),
            Action::First => 0,
            Action::Last => last,
            _ => here,
        };
    }

    /// Whether an action would do something now.
    pub fn works(&self, action: Action) -> bool {
        match action {
            Action::ReconcileStop => self.is_running(),
            Action::ReconcileFile => !self.is_running(),
            Action::Open | Action::ReconcileTick => self.current().is_some(),
            Action::Export => self.report().is_some(),
            _ => true,
        }
    }
}

/// Reacts to an intention.
pub fn on_action(model: &mut Model, action: Action) -> Vec<Effect> {
    let screen = &mut model.reconcile;
    if !screen.works(action) {
        return Vec::new();
    }
    match action {
        Action::ReconcileFile => model.overlay = Some(Overlay::Reconcile(Ask::default())),
        Action::ReconcileStop => {
            return vec![Effect::Reconcile(screen.ticket, ReconcileWork::Stop)];
        }
        Action::ReconcileTick => {
            if let Some((place, _)) = screen.current() {
                if !screen.ticked.remove(&place) {
                    screen.ticked.insert(place);
                }
                screen.step_to(Action::Down);
            }
        }
        Action::Left | Action::Previous => screen.turn(false),
        Action::Right | Action::Next => screen.turn(true),
        Action::Export => return export(model),
        Action::Open => return open(model),
        _ => screen.step_to(action),
    }
    Vec::new()
}

/// A path was typed, or none: then the rows of the queue's filter are compared.
pub fn accept(model: &mut Model, ask: &Ask) -> Vec<Effect> {
    let path = ask.input.value().trim();
    let bare = ['\'', '"']
        .into_iter()
        .find_map(|quote| path.strip_prefix(quote)?.strip_suffix(quote));
    let path = bare.unwrap_or(path);
    let work = ReconcileWork::Run {
        path: (!path.is_empty()).then(|| path.to_owned()),
        filter: Box::new(model.queue.filter.clone()),
    };
    let screen = &mut model.reconcile;
    screen.ticket.advance();
    (screen.class, screen.selected) = (None, 0);
    screen.ticked.clear();
    screen.step = Step::Running(ManyProgress::default());
    vec![Effect::Reconcile(screen.ticket, work)]
}

/// Writes the lines on show to a file in the folder that the console was started in.
fn export(model: &Model) -> Vec<Effect> {
    let env = &model.env;
    let lines = model.reconcile.shown();
    let lines: Vec<Line> = lines.into_iter().map(|(_, line)| line.clone()).collect();
    let class = model.reconcile.class.map_or("differences", Class::as_str);
    let path = format!(
        "dimonitor-{}-reconcile-{class}-{}.csv",
        env.environment.unwrap_or_default().as_str(),
        env.now.strftime("%Y-%m-%d-%H%M%S"),
    );
    let table = reconcile::table(&lines);
    vec![Effect::WriteTable(path, Box::new(table))]
}

/// Opens our submission where it is what wants a person, the form of what would mend the line
/// otherwise.
fn open(model: &mut Model) -> Vec<Effect> {
    let Some((_, line)) = model.reconcile.current() else {
        return Vec::new();
    };
    let line = line.clone();
    match line.submission() {
        Some(id) if line.declarations.is_empty() => actions::open_detail(model, id),
        _ if line.declarations.is_empty() => {
            let why = line.why.unwrap_or_else(|| line.class.todo());
            model.notice(LogLevel::Info, &why);
            Vec::new()
        }
        _ if model.env.read_only => {
            model.notice(LogLevel::Info, &Text::new("tui-read-only"));
            Vec::new()
        }
        _ => declare(model, line),
    }
}

/// The form with the proposed declarations, held against the period that they change.
fn declare(model: &mut Model, line: Line) -> Vec<Effect> {
    let part = |draft: crate::domain::draft::Draft| Part {
        edit: draft.kind != Kind::Cancel,
        draft,
        marks: Vec::new(),
    };
    let drafts = line.declarations.into_iter().map(|one| one.draft);
    let proposal = Proposal {
        in_turn: drafts.len() > 1,
        parts: drafts.map(part).collect(),
        origin: None,
        replacing: None,
        note: None,
    };
    let mut effects = model.declare.work_on(proposal, &model.env);
    if let Some(period) = line.rsz {
        model.declare.know_period(period, &model.env);
    }
    effects.extend(model.open(Screen::Declare));
    effects
}

/// What of the comparison a listener is told first.
pub fn heading(screen: &Reconcile, env: &Env) -> Vec<String> {
    match &screen.step {
        Step::Nothing => vec![env.words.get("reconcile-nothing-yet")],
        Step::Failed(problem) => env.problem(problem),
        Step::Running(progress) => vec![
            env.text(
                &Text::new("reconcile-running")
                    .with("done", progress.done)
                    .with("of", progress.of),
            ),
        ],
        Step::Ready(report) => {
            let mut words = vec![
                env.text(
                    &Text::new("reconcile-found")
                        .with("people", report.people)
                        .with("lines", report.lines.len())
                        .with("differences", report.differences()),
                ),
            ];
            if let Some((_, problem)) = report.unasked.first() {
                let text = Text::new("reconcile-unasked").with("count", report.unasked.len());
                words.push(format!(
                    "{}: {}",
                    env.text(&text),
                    env.problem(problem).join(" ")
                ));
            }
            words
        }
    }
}

#[cfg(test)]
#[path = "reconcile_tests.rs"]
mod tests;
