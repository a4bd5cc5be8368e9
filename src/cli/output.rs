//! The printer: data on stdout, talk on stderr, every sentence from the catalogue.

use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

use serde::Serialize;

use crate::domain::belgium;
use crate::domain::problem::Problem;
use crate::domain::report::QueueRow;
use crate::domain::text::Text;
use crate::domain::untrusted::{self, Untrusted};
use crate::i18n::Catalogue;

/// Where a command prints.
pub struct Output<'a> {
    catalogue: &'a Catalogue,
    json: bool,
    data: Mutex<Box<dyn Write + Send>>,
    talk: Mutex<Box<dyn Write + Send>>,
}

impl<'a> Output<'a> {
    /// A printer on the process's own stdout and stderr.
    pub fn standard(catalogue: &'a Catalogue, json: bool) -> Self {
        Self::new(
            catalogue,
            json,
            Box::new(io::stdout()),
            Box::new(io::stderr()),
        )
    }

    /// A printer on any two writers.
    pub fn new(
        catalogue: &'a Catalogue,
        json: bool,
        data: Box<dyn Write + Send>,
        talk: Box<dyn Write + Send>,
    ) -> Self {
        Self {
            catalogue,
            json,
            data: Mutex::new(data),
            talk: Mutex::new(talk),
        }
    }

    /// Whether JSON was asked for.
    pub fn is_json(&self) -> bool {
        self.json
    }

    /// The operator's language, as an ISO 639-1 code.
    pub fn language(&self) -> &'static str {
        self.catalogue.language().code()
    }

    /// A sentence in the operator's language.
    pub fn words(&self, text: &Text) -> String {
        self.catalogue.text(text)
    }

    /// One line of JSON on stdout.
    ///
    /// # Panics
    /// Never: the types of the contract are JSON.
    pub fn json(&self, value: &impl Serialize) {
        let line = serde_json::to_string(value).expect("the contract's types are JSON");
        write_line(&self.data, &untrusted::json_escaped(&line));
    }

    /// One line of JSON on stdout, if JSON was asked for.
    pub fn json_if_asked(&self, value: &impl Serialize) {
        if self.json {
            self.json(value);
        }
    }

    /// One line for people on stdout.
    pub fn line(&self, line: &str) {
        write_line(&self.data, line);
    }

    /// One line for people on stdout, in this colour (SGR), if any.
    pub fn coloured(&self, line: &str, colour: Option<u8>) {
        let line = untrusted::made_safe(line);
        let Some(colour) = colour else {
            return self.line(&line);
        };
        write_raw(&self.data, &format!("\u{1b}[{colour}m{line}\u{1b}[0m"));
    }

    /// A sentence on stderr.
    pub fn say(&self, text: &Text) {
        write_line(&self.talk, &self.words(text));
    }

    /// A problem on stderr: what happened, where, what to do.
    pub fn problem(&self, problem: &Problem) {
        for (place, line) in self.lines(problem).enumerate() {
            let indent = if place == 0 { "" } else { "  " };
            write_line(&self.talk, &format!("{indent}{line}"));
        }
    }

    /// A problem on stderr, under the name of what it is about.
    pub fn about(&self, name: &str, problem: &Problem) {
        write_line(&self.talk, &format!("{name}:"));
        for line in self.lines(problem) {
            write_line(&self.talk, &format!("  {line}"));
        }
    }

    /// A problem on stdout, as part of what is shown.
    pub fn indented(&self, problem: &Problem) {
        for line in self.lines(problem) {
            self.line(&format!("  {line}"));
        }
    }

    /// What happened, where, what to do: a line each.
    fn lines(&self, problem: &Problem) -> impl Iterator<Item = String> {
        let texts = std::iter::once(&problem.summary)
            .chain(&problem.detail)
            .chain(&problem.hint);
        texts.map(|text| self.words(text))
    }

    /// A submission as one line for people.
    pub fn row(&self, row: &QueueRow) {
        let shown = |text: &Option<Untrusted>| {
            text.as_ref()
                .map_or_else(|| "-".to_owned(), Untrusted::shown)
        };
        let number = |number: Option<String>| number.unwrap_or_else(|| "-".to_owned());
        self.line(&format!(
            "{:>6}  {:<6}  {:<28}  {:<4}  {:<13}  {:<15}  {:<12}  {:<12}  {}  {}  {}",
            row.id,
            row.kind.as_str(),
            self.words(&row.state.text()),
            shown(&row.worker_type),
            row.employer.as_deref().unwrap_or("-"),
            number(row.ssin.map(|ssin| ssin.to_string())),
            number(row.declaration.map(|number| number.to_string())),
            number(row.period.map(|number| number.to_string())),
            belgium::date_and_time(row.updated_at),
            shown(&row.reference),
            row.codes
                .iter()
                .map(Untrusted::shown)
                .collect::<Vec<_>>()
                .join(" "),
        ));
    }
}

/// Text from outside as a person may see it.
pub fn shown(text: impl Into<String>) -> String {
    Untrusted::new(text).shown()
}

/// A reader that went away is no trouble of ours: the command does its work all the same. What
/// came here as it was, although it is not ours, is spelled out at the last moment.
fn write_line(to: &Mutex<Box<dyn Write + Send>>, line: &str) {
    write_raw(to, &untrusted::made_safe(line));
}

fn write_raw(to: &Mutex<Box<dyn Write + Send>>, line: &str) {
    let mut to = to.lock().unwrap_or_else(PoisonError::into_inner);
    let _ = writeln!(to, "{line}").and_then(|()| to.flush());
}
