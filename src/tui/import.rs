//! Many declarations from a file: which file, how far it is, what each row is worth, and whether
//! the good ones are queued. Goes on while it is not looked at.

use tui_input::Input;

use super::commands::environment_line;
use super::field;
use super::key::{Code, Key};
use super::keymap::{Action, Context};
use super::model::Model;
use super::msg::{Effect, ImportWork, Ticket};
use super::overlay::{Confirm, Overlay};
use crate::domain::bulk::{BulkProgress, BulkReport, BulkStage, Choice, RowVerdict};
use crate::domain::problem::Problem;
use crate::domain::report::LogLevel;
use crate::domain::text::Text;

/// Where an import stands.
#[derive(Debug, Default)]
pub(super) enum Step {
    /// The path is being typed.
    #[default]
    Path,
    /// Something is being done with the file.
    Running(BulkProgress),
    /// Every row has its verdict; nothing is queued.
    Checked(BulkReport),
    /// It is over.
    Done(BulkReport),
}

/// An import, on show or not.
#[derive(Debug, Default)]
pub struct Import {
    pub(super) ticket: Ticket,
    pub(super) step: Step,
    pub(super) path: Input,
    pub(super) problem: Option<Problem>,
    /// What the NSSO is expected to refuse is queued as well.
    pub(super) send_anyway: bool,
    /// Rows above the first one on show.
    pub(super) scroll: usize,
}

impl Import {
    /// Where keys go while it is on show.
    pub fn context(&self) -> Context {
        match self.step {
            Step::Path => Context::Prompt,
            Step::Running(_) | Step::Checked(_) | Step::Done(_) => Context::Help,
        }
    }

    /// What to ask for when something has moved.
    pub fn refresh(&self) -> Option<Effect> {
        let running = matches!(self.step, Step::Running(_));
        running.then_some(Effect::Import(self.ticket, ImportWork::Progress))
    }

    /// Which rows would be queued. Whether bad ones may stay behind is asked.
    pub(super) fn choice(&self) -> Choice {
        Choice {
            partial: true,
            send_anyway: self.send_anyway,
        }
    }

    /// Takes pasted text into the path.
    pub fn on_paste(&mut self, text: &str) {
        if matches!(self.step, Step::Path) {
            self.problem = None;
            field::paste(&mut self.path, text);
        }
    }

    /// How far it is, if anybody still waits for it.
    pub fn on_progress(&mut self, ticket: Ticket, progress: BulkProgress) {
        if let Step::Running(before) = &mut self.step
            && ticket == self.ticket
            && before.stage == progress.stage
        {
            *before = progress;
        }
    }

    /// A task died; it may have been this one's.
    pub fn on_lost(&mut self, problem: &Problem) {
        if matches!(self.step, Step::Running(_)) {
            self.begin_again(Some(problem.clone()));
        }
    }

    fn begin_again(&mut self, problem: Option<Problem>) {
        self.ticket.advance();
        self.step = Step::Path;
        self.problem = problem;
        self.scroll = 0;
    }

    fn run(&mut self, stage: BulkStage, work: ImportWork) -> Effect {
        self.ticket.advance();
        self.scroll = 0;
        self.problem = None;
        self.step = Step::Running(BulkProgress {
            stage,
            size: 1,
            ..BulkProgress::default()
        });
        Effect::Import(self.ticket, work)
    }
}

/// Puts the import on show; one that is over makes room for the next.
pub fn open(model: &mut Model) -> Vec<Effect> {
    if matches!(model.import.step, Step::Done(_)) {
        model.import.begin_again(None);
        model.import.path = Input::default();
    }
    model.overlay = Some(Overlay::Import);
    model.import.refresh().into_iter().collect()
}

/// Reads on, or goes on.
pub fn on_action(model: &mut Model, action: Action) -> Vec<Effect> {
    let import = &mut model.import;
    let rows = match &import.step {
        Step::Checked(report) | Step::Done(report) => report.bad.len(),
        Step::Path | Step::Running(_) => 0,
    };
    import.scroll = match action {
        Action::Accept => return accept(model),
        Action::Up => import.scroll.saturating_sub(1),
        Action::Down => import.scroll + 1,
        Action::PageUp => import.scroll.saturating_sub(10),
        Action::PageDown => import.scroll + 10,
        Action::First => 0,
        Action::Last => rows,
        _ => import.scroll,
    }
    .min(rows.saturating_sub(1));
    Vec::new()
}

fn accept(model: &mut Model) -> Vec<Effect> {
    match &model.import.step {
        Step::Path => check(model),
        Step::Checked(report) => {
            if report.tally.good(model.import.choice()) == 0 {
                model.notice(LogLevel::Info, &Text::new("import-nothing-good"));
                return Vec::new();
            }
            let lines = question(model, report);
            model.overlay = Some(Overlay::Confirm(Confirm {
                title: Text::new("import-ask-title"),
                lines,
                then: vec![Effect::Import(
                    model.import.ticket,
                    ImportWork::Queue(model.import.choice()),
                )],
            }));
            Vec::new()
        }
        Step::Running(_) => Vec::new(),
        Step::Done(_) => {
            model.overlay = None;
            Vec::new()
        }
    }
}

/// A path as it comes from a terminal or a file manager may stand in quotes.
fn check(model: &mut Model) -> Vec<Effect> {
    let import = &mut model.import;
    let path = import.path.value().trim();
    let bare = ['\'', '"']
        .into_iter()
        .find_map(|quote| path.strip_prefix(quote)?.strip_suffix(quote));
    let path = bare.unwrap_or(path).to_owned();
    if path.is_empty() {
        return Vec::new();
    }
    vec![import.run(BulkStage::Checking, ImportWork::Check(path))]
}

/// Environment and counts.
fn question(model: &Model, report: &BulkReport) -> Vec<Text> {
    let choice = model.import.choice();
    let (good, bad) = (report.tally.good(choice), report.tally.bad(choice));
    let mut lines = vec![
        environment_line(&model.env),
        Text::new("import-ask").with("count", good),
    ];
    if bad > 0 {
        lines.push(Text::new("import-ask-bad").with("count", bad));
    }
    let refused = [RowVerdict::Anomaly, RowVerdict::OpenPeriod];
    let refused: u64 = refused.map(|verdict| report.tally.of(verdict)).iter().sum();
    if choice.send_anyway && refused > 0 {
        lines.push(Text::new("import-ask-refused").with("count", refused));
    }
    if report.tally.of(RowVerdict::Late) > 0 {
        lines.push(Text::new("import-late-hint"));
    }
    lines
}

/// Whether a question is the one of an import.
pub fn is_asked(confirm: &Confirm) -> bool {
    let queues = |effect: &Effect| matches!(effect, Effect::Import(_, ImportWork::Queue(_)));
    confirm.then.iter().any(queues)
}

/// The question was answered with yes: the import is on show again, and runs.
pub fn begin(model: &mut Model, effects: &mut [Effect]) {
    for effect in effects {
        if let Effect::Import(_, work @ ImportWork::Queue(_)) = effect {
            *effect = model.import.run(BulkStage::Queueing, work.clone());
            model.overlay = Some(Overlay::Import);
        }
    }
}

/// A key that is no action: a letter of the path, or one of the two switches.
pub fn on_key(model: &mut Model, key: Key) -> Vec<Effect> {
    let import = &mut model.import;
    match (&import.step, key.code) {
        (Step::Path, _) => {
            import.problem = None;
            field::edit(&mut import.path, key);
            Vec::new()
        }
        (Step::Checked(_), Code::Char('a')) => {
            import.send_anyway = !import.send_anyway;
            Vec::new()
        }
        (Step::Running(_), Code::Char('s')) => stop(import),
        _ => Vec::new(),
    }
}

/// Esc: a check ends, queueing goes on unseen, everything else is closed.
pub fn back(model: &mut Model) -> Vec<Effect> {
    let import = &mut model.import;
    match &import.step {
        Step::Running(progress) if progress.stage == BulkStage::Checking => {
            let effects = stop(import);
            import.begin_again(None);
            effects
        }
        Step::Checked(_) => {
            import.begin_again(None);
            Vec::new()
        }
        Step::Path | Step::Running(_) | Step::Done(_) => {
            model.overlay = None;
            Vec::new()
        }
    }
}

fn stop(import: &Import) -> Vec<Effect> {
    vec![Effect::Import(import.ticket, ImportWork::Stop)]
}

/// What was found, or what became of it. Whoever has gone on since then is told in a notice.
pub fn on_report(model: &mut Model, ticket: Ticket, answer: Result<BulkReport, Problem>) {
    if ticket != model.import.ticket {
        return;
    }
    let Step::Running(progress) = &model.import.step else {
        return;
    };
    let (stage, is_seen) = (
        progress.stage,
        matches!(model.overlay, Some(Overlay::Import)),
    );
    match answer {
        Err(problem) => {
            if !is_seen {
                model.trouble(&problem);
            }
            model.import.begin_again(Some(problem));
        }
        Ok(report) if stage == BulkStage::Checking => model.import.step = Step::Checked(report),
        Ok(report) => {
            if !is_seen {
                let text = Text::new("import-queued").with("count", report.queued);
                model.notice(LogLevel::Info, &text);
            }
            model.import.step = Step::Done(report);
        }
    }
}

#[cfg(test)]
#[path = "import_tests.rs"]
mod tests;
