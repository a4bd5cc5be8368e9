//! The form of a file of rows: its kind, how national numbers are written, and where it goes.

use tui_input::Input;

use super::env::Env;
use super::field;
use super::key::{Code, Key};
use super::keymap::Action;
use super::many::{Step, What};
use super::model::Model;
use super::msg::{Effect, ManyWork};
use crate::domain::many::{ExportFormat, ExportOrder};
use crate::domain::problem::Problem;
use crate::domain::text::Text;

/// A part of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// CSV or JSON.
    Format,
    /// Masked or full.
    Numbers,
    /// Why full.
    Reason,
    /// Where to.
    Path,
}

/// How a file is to be.
#[derive(Debug)]
pub struct Form {
    pub(super) format: ExportFormat,
    pub(super) full: bool,
    pub(super) reason: Input,
    pub(super) path: Input,
    pub(super) focus: Part,
    pub(super) error: Option<Text>,
    /// Why it could not be written.
    pub(super) problem: Option<Problem>,
    pub(super) from_menu: bool,
}

impl Form {
    /// Masked CSV, in the folder that the console was started in.
    pub(super) fn new(env: &Env, from_menu: bool) -> Self {
        let environment = env.environment.unwrap_or_default().as_str();
        let extension = ExportFormat::Csv.extension();
        let name = format!("dimonitor-{environment}-{}.{extension}", env.today());
        Self {
            format: ExportFormat::Csv,
            full: false,
            reason: Input::default(),
            path: Input::new(name),
            focus: Part::Format,
            error: None,
            problem: None,
            from_menu,
        }
    }

    pub(super) fn with_problem(mut self, problem: Problem) -> Self {
        self.problem = Some(problem);
        self
    }

    /// What there is to fill in.
    pub(super) fn parts(&self) -> &'static [Part] {
        if self.full {
            &[Part::Format, Part::Numbers, Part::Reason, Part::Path]
        } else {
            &[Part::Format, Part::Numbers, Part::Path]
        }
    }

    fn line(&mut self) -> Option<&mut Input> {
        match self.focus {
            Part::Reason => Some(&mut self.reason),
            Part::Path => Some(&mut self.path),
            Part::Format | Part::Numbers => None,
        }
    }

    fn touched(&mut self) {
        self.error = None;
        self.problem = None;
    }

    /// Goes from part to part.
    pub(super) fn on_action(&mut self, action: Action) {
        let parts = self.parts();
        let place = parts.iter().position(|part| *part == self.focus);
        let place = place.unwrap_or_default();
        self.focus = match action {
            Action::Down | Action::Next => parts[(place + 1) % parts.len()],
            Action::Up | Action::Previous => parts[(place + parts.len() - 1) % parts.len()],
            _ => self.focus,
        };
    }

    /// Types, or turns what has two ways.
    pub(super) fn on_key(&mut self, key: Key, env: &Env) {
        self.touched();
        if let Some(line) = self.line() {
            field::edit(line, key);
            return;
        }
        if !matches!(key.code, Code::Char(' ') | Code::Left | Code::Right) {
            return;
        }
        match self.focus {
            Part::Format => self.turn_format(),
            _ if env.read_only => self.error = Some(Text::new("many-full-read-only")),
            _ => self.full = !self.full,
        }
    }

    /// The end of the name goes along, unless it is the typist's own.
    fn turn_format(&mut self) {
        let before = self.format;
        self.format = match before {
            ExportFormat::Csv => ExportFormat::Json,
            ExportFormat::Json => ExportFormat::Csv,
        };
        if let Some(name) = self.path.value().strip_suffix(before.extension()) {
            self.path = Input::new(format!("{name}{}", self.format.extension()));
        }
    }

    /// Takes pasted text into what is being typed.
    pub(super) fn on_paste(&mut self, text: &str) {
        self.touched();
        if let Some(line) = self.line() {
            field::paste(line, text);
        }
    }

    /// What is still missing.
    fn missing(&self) -> Option<(Part, Text)> {
        if self.path.value().trim().is_empty() {
            return Some((Part::Path, Text::new("many-path-needed")));
        }
        if self.full && self.reason.value().trim().is_empty() {
            return Some((Part::Reason, Text::new("many-full-reason-needed")));
        }
        None
    }
}

/// The file is written, or it is said what is missing.
pub(super) fn accept(model: &mut Model, mut form: Box<Form>, replace: bool) -> Vec<Effect> {
    if let Some((part, text)) = form.missing() {
        form.focus = part;
        form.error = Some(text);
        model.many.step = Step::Form(form);
        return Vec::new();
    }
    let choice = &model.many.choice;
    let order = ExportOrder {
        which: choice.which.clone(),
        choice: choice.scope.words(),
        sort: choice.sort,
        format: form.format,
        path: form.path.value().trim().to_owned(),
        replace,
        full_numbers: form.full.then(|| form.reason.value().trim().to_owned()),
    };
    let work = ManyWork::Export(Box::new(order));
    vec![model.many.run(What::Export(form), work)]
}
