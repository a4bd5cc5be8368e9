//! The connection test above the accounts: every link of the chain, the first one that
//! fails, and what to do about it. Knows nothing of how the links are tried.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::env::Env;
use super::format;
use super::keymap::Action;
use super::overlay_view::{boxed, inner_width};
use super::status;
use super::theme::Role;
use crate::domain::chaman::{ConnectionStep, ConnectionTest, StepVerdict};
use crate::domain::problem::Problem;
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;

/// The test of one account.
#[derive(Debug)]
pub struct Test {
    account: String,
    /// None while it runs.
    outcome: Option<Result<ConnectionTest, Problem>>,
    scroll: usize,
}

impl Test {
    /// A test that has just begun.
    pub fn new(account: String) -> Self {
        Self {
            account,
            outcome: None,
            scroll: 0,
        }
    }

    /// Whether its answer is still awaited.
    pub fn is_running(&self) -> bool {
        self.outcome.is_none()
    }

    /// Takes the answer about an account; about another one it is late.
    pub fn take(&mut self, account: &str, outcome: Result<ConnectionTest, Problem>) {
        if self.account == account {
            self.outcome = Some(outcome);
        }
    }

    /// The task that was trying died.
    pub fn on_lost(&mut self, problem: &Problem) {
        if self.is_running() {
            self.outcome = Some(Err(problem.clone()));
        }
    }

    /// Reads on.
    pub fn on_action(&mut self, action: Action) {
        self.scroll = match action {
            Action::Up => self.scroll.saturating_sub(1),
            Action::Down => self.scroll + 1,
            Action::PageUp => self.scroll.saturating_sub(10),
            Action::PageDown => self.scroll + 10,
            Action::First => 0,
            _ => self.scroll,
        }
        // Every link with its sentences stays below this.
        .min(ConnectionStep::ALL.len() * 4);
    }

    fn lines(&self, room: usize, env: &Env) -> Vec<Line<'static>> {
        let mut lines = Vec::new();
        match &self.outcome {
            None => {
                let words = env.words.get("accounts-test-running");
                lines.extend(indented(&words, 1, Role::Waiting, room, env));
                for step in ConnectionStep::ALL {
                    lines.extend(link(step, &StepVerdict::NotTried, room, env));
                }
            }
            Some(Err(problem)) => {
                for words in env.problem(problem) {
                    lines.extend(indented(&words, 1, Role::Bad, room, env));
                }
            }
            Some(Ok(test)) => {
                for (step, verdict) in &test.steps {
                    lines.extend(link(*step, verdict, room, env));
                }
                lines.push(Line::default());
                lines.extend(conclusion(test, room, env));
            }
        }
        lines
    }
}

/// Draws it.
pub fn view(test: &Test, frame: &mut Frame, area: Rect, env: &Env) {
    let account = Untrusted::new(&test.account).shown();
    let title = Text::new("accounts-test-title").with("account", account);
    let mut lines = test.lines(inner_width(area), env);
    let height = usize::from(area.height.saturating_sub(2));
    let shown = lines.split_off(test.scroll.min(lines.len().saturating_sub(height)));
    boxed(&env.text(&title), shown, frame, area, env);
}

/// A link: how it went, what it is, what was found.
fn link(step: ConnectionStep, verdict: &StepVerdict, room: usize, env: &Env) -> Vec<Line<'static>> {
    let (glyph, role, found) = match verdict {
        StepVerdict::Passed(text) => (status::GOOD.glyph(env), Role::Good, vec![env.text(text)]),
        StepVerdict::Doubtful(problem) => ("?", Role::Doubt, env.problem(problem)),
        StepVerdict::Failed(problem) => {
            let found = vec![env.text(&problem.summary)];
            (status::BAD.glyph(env), Role::Bad, found)
        }
        StepVerdict::NotTried => (if env.ascii { "-" } else { "·" }, Role::Dim, Vec::new()),
    };
    let name = env.text(&step.text());
    let mut lines = vec![Line::from(vec![
        Span::styled(format!(" {glyph} "), env.style(role)),
        Span::styled(
            format::cut(&name, room.saturating_sub(3)),
            env.style(Role::Text),
        ),
    ])];
    for words in found {
        lines.extend(indented(&words, 5, Role::Dim, room, env));
    }
    lines
}

/// The first link that fails, where, and what to do; or that all of them hold.
fn conclusion(test: &ConnectionTest, room: usize, env: &Env) -> Vec<Line<'static>> {
    let Some((step, problem)) = test.failure() else {
        let words = env.words.get("accounts-test-passed");
        return indented(&words, 1, Role::Good, room, env);
    };
    let failed = Text::new("accounts-test-failed").with("step", step.text());
    let mut lines = indented(&env.text(&failed), 1, Role::Bad, room, env);
    for text in problem.detail.iter().chain(&problem.hint) {
        lines.extend(indented(&env.text(text), 3, Role::Text, room, env));
    }
    lines
}

fn indented(words: &str, by: usize, role: Role, room: usize, env: &Env) -> Vec<Line<'static>> {
    format::wrap(words, room.saturating_sub(by))
        .into_iter()
        .map(|words| Line::styled(format!("{}{words}", " ".repeat(by)), env.style(role)))
        .collect()
}
