//! `explain CODE…`: what an anomaly code means and what to do. Knows no queue and no network.

use jiff::civil::Date;
use serde::Serialize;

use crate::args;
use crate::domain::anomaly::{ActionClass, AnomalyCode, Explanation, Severity};
use crate::domain::draft::Field;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;

use super::Exit;
use super::contract::VERSION;
use super::output::Output;

/// Explains every code; fails before the first one when something has not the form of a code.
pub fn explain(args: &args::Explain, out: &Output<'_>) -> Result<Exit, Problem> {
    let codes: Vec<AnomalyCode> = args
        .codes
        .iter()
        .map(|text| AnomalyCode::parse(text).ok_or_else(|| not_a_code(text)))
        .collect::<Result<_, _>>()?;
    let anomalies = crate::config::anomalies();
    for (place, code) in codes.iter().enumerate() {
        let told = anomalies.explain(code.as_str(), out.language());
        if out.is_json() {
            out.json(&Explained::new(&told, out));
            continue;
        }
        if place > 0 {
            out.line("");
        }
        for line in lines(&told, out) {
            out.line(&line);
        }
    }
    Ok(Exit::Done)
}

fn not_a_code(text: &str) -> Problem {
    let shown = Untrusted::new(text).shown();
    Problem::new(
        ProblemClass::Usage,
        Text::new("cli-explain-not-a-code").with("value", shown),
    )
}

fn lines(told: &Explanation, out: &Output<'_>) -> Vec<String> {
    let severity = match told.severity {
        Some(Severity::Blocking) => Text::new("anomaly-blocking"),
        Some(Severity::Warning) => Text::new("anomaly-warning"),
        None => Text::new("anomaly-unknown"),
    };
    let day = |text: Text, day: Option<Date>| day.map(|day| text.with("day", day.to_string()));
    let told_of = |text: Text, name, words: Option<&str>| words.map(|words| text.with(name, words));
    let more = [
        told_of(
            Text::new("cli-explain-where"),
            "place",
            told.place.as_deref(),
        ),
        told_of(
            Text::new("cli-explain-error"),
            "error",
            told.error_type.as_deref(),
        ),
        told_of(
            Text::new("cli-explain-column"),
            "column",
            told.field.map(Field::column),
        ),
        told_of(
            Text::new("cli-explain-meaning"),
            "meaning",
            Some(&told.meaning),
        ),
        told_of(Text::new("cli-explain-fix"), "fix", Some(&told.fix)),
        told.action
            .map(|action| Text::new("cli-explain-action").with("action", action.label())),
        day(Text::new("cli-explain-from"), told.from),
        day(Text::new("cli-explain-until"), told.until),
    ];
    let head = format!("{}  {}", told.code, out.words(&severity));
    std::iter::once(head)
        .chain(
            more.iter()
                .flatten()
                .map(|text| format!("  {}", out.words(text))),
        )
        .collect()
}

/// One code: `explain --json`. Texts are in the operator's language.
#[derive(Debug, Serialize)]
struct Explained<'a> {
    v: u8,
    code: &'a str,
    known: bool,
    severity: Option<Severity>,
    action: Option<ActionClass>,
    action_text: Option<String>,
    place: Option<&'a str>,
    error_type: Option<&'a str>,
    field: Option<&'static str>,
    from: Option<Date>,
    until: Option<Date>,
    meaning: &'a str,
    fix: &'a str,
}

impl<'a> Explained<'a> {
    fn new(told: &'a Explanation, out: &Output<'_>) -> Self {
        Self {
            v: VERSION,
            code: &told.code,
            known: told.is_known(),
            severity: told.severity,
            action: told.action,
            action_text: told.action.map(|action| out.words(&action.label())),
            place: told.place.as_deref(),
            error_type: told.error_type.as_deref(),
            field: told.field.map(Field::column),
            from: told.from,
            until: told.until,
            meaning: &told.meaning,
            fix: &told.fix,
        }
    }
}
