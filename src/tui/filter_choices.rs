//! What can stand in a filter line: from the rules, the tables of codes, the rows that are held.

use super::filter_line;
use super::model::Model;
use super::picker_codes;
use super::screens::queue_table;
use super::status;
use crate::domain::anomaly::AnomalyCode;
use crate::domain::decision::Decided;
use crate::domain::draft::Kind;
use crate::domain::filter::{self, Asked, Choice, Key};
use crate::domain::lifecycle::StateKind;
use crate::domain::report::QueueRow;
use crate::domain::text::Text;
use crate::domain::untrusted::{self, Untrusted};

/// What there is to choose from.
pub fn choices(model: &Model, asked: Asked) -> Vec<Choice> {
    let env = &model.env;
    let choice = |value: &str, about: String| Choice {
        value: value.to_owned(),
        about,
    };
    let words = |text: Text| env.text(&text);
    match asked {
        Asked::Key => Key::ALL
            .map(|key| choice(key.as_str(), words(about(key))))
            .into(),
        Asked::Name => filter::all_names(&model.saved)
            .map(|(name, line)| choice(name, about_name(model, name, line)))
            .collect(),
        Asked::Value(Key::State) => StateKind::ALL
            .iter()
            .map(|state| choice(state.as_str(), env.words.get(status::state(*state).word)))
            .collect(),
        Asked::Value(Key::Kind) => [Kind::In, Kind::Out, Kind::Update, Kind::Cancel]
            .map(|kind| choice(kind.as_str(), String::new()))
            .into(),
        Asked::Value(Key::Type) => env
            .rules
            .worker_types_on(env.today())
            .map(|known| {
                let name = picker_codes::worker_type(&known.code);
                choice(&known.code, name.map(words).unwrap_or_default())
            })
            .collect(),
        Asked::Value(Key::Code) => codes(model),
        Asked::Value(Key::Employer) => employers(model),
        Asked::Value(Key::Reference) => {
            let references = rows(model).filter_map(|row| row.reference.as_ref());
            let typed = references.map(Untrusted::raw).filter(|text| is_typed(text));
            unique(typed.map(|text| choice(text, String::new())))
        }
        Asked::Value(Key::Account) => accounts(model)
            .iter()
            .map(|name| choice(name, String::new()))
            .collect(),
        Asked::Value(Key::Decision) => Decided::NAMES
            .map(|name| {
                let about = match Decided::parse(name) {
                    Some(Decided::As(decision)) => decision.text(),
                    _ => Text::new("tui-filter-undecided"),
                };
                choice(name, words(about))
            })
            .into(),
        Asked::Value(Key::Since) => {
            let ago = |span: &str| words(Text::new("tui-filter-ago").with("span", span));
            let mut choices = vec![choice("today", words(Text::new("tui-filter-since-today")))];
            choices.extend(["1h", "8h", "1d", "1w", "4w"].map(|span| choice(span, ago(span))));
            choices
        }
        Asked::Value(Key::Deadline) => {
            let ahead = |span: &str| words(Text::new("tui-filter-ahead").with("span", span));
            let mut choices = vec![
                choice("late", words(Text::new("tui-filter-late"))),
                choice("today", words(Text::new("tui-filter-until-today"))),
            ];
            choices.extend(["1h", "4h", "1d", "1w"].map(|span| choice(span, ahead(span))));
            choices
        }
        // Numbers are typed or pasted; those of workers are not held in full.
        Asked::Value(Key::Ssin | Key::Id) => Vec::new(),
    }
}

/// What a key asks for.
pub fn about(key: Key) -> Text {
    match key {
        Key::State => Text::new("tui-filter-about-state"),
        Key::Kind => Text::new("tui-filter-about-kind"),
        Key::Type => Text::new("tui-filter-about-type"),
        Key::Employer => Text::new("tui-filter-about-employer"),
        Key::Ssin => Text::new("tui-filter-about-ssin"),
        Key::Since => Text::new("tui-filter-about-since"),
        Key::Deadline => Text::new("tui-filter-about-deadline"),
        Key::Code => Text::new("tui-filter-about-code"),
        Key::Reference => Text::new("tui-filter-about-reference"),
        Key::Decision => Text::new("tui-filter-about-decision"),
        Key::Account => Text::new("tui-filter-about-account"),
        Key::Id => Text::new("tui-filter-about-id"),
    }
}

/// The program's own names are explained, a person's own ones are spelled out.
fn about_name(model: &Model, name: &str, line: &str) -> String {
    let text = match name {
        _ if model.saved.contains_key(name) => return filter_line::shown(line),
        "attention" => Text::new("tui-filter-name-attention"),
        "late" => Text::new("tui-filter-name-late"),
        "today" => Text::new("tui-filter-name-today"),
        _ => return filter_line::shown(line),
    };
    model.env.text(&text)
}

/// The codes of the rows that are held first, then every code that is known.
fn codes(model: &Model) -> Vec<Choice> {
    let language = model.env.words.language().code();
    let held = rows(model).flat_map(|row| &row.codes).map(Untrusted::raw);
    let known = model.env.anomalies.codes().map(AnomalyCode::as_str);
    unique(held.filter(|code| is_typed(code)).chain(known).map(|code| {
        let about = model.env.anomalies.explain(code, language).meaning;
        let value = code.to_owned();
        Choice { value, about }
    }))
}

/// The employers of the rows that are held.
fn employers(model: &Model) -> Vec<Choice> {
    unique(rows(model).filter_map(|row| {
        let number = row.employer.as_deref().filter(|text| is_typed(text))?;
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        (!digits.is_empty()).then(|| Choice {
            value: digits,
            about: queue_table::employer(row),
        })
    }))
}

/// The names of the accounts, as far as they are known.
pub fn accounts(model: &Model) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let registered = model.register.ready();
    let registered = registered.iter().flat_map(|report| {
        let accounts = report.register.here.accounts.iter();
        accounts.map(|account| account.name.clone())
    });
    let dashboard = model.dashboard.numbers.ready();
    let of_dashboard = dashboard
        .iter()
        .flat_map(|numbers| numbers.accounts.iter().map(|account| account.name.clone()));
    let in_use = model
        .header
        .iter()
        .filter_map(|header| header.account.clone());
    for name in registered.chain(of_dashboard).chain(in_use) {
        if is_typed(&name) && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn rows(model: &Model) -> impl Iterator<Item = &QueueRow> {
    let page = model.queue.page.ready();
    page.into_iter().flat_map(|page| &page.rows)
}

/// Whether it can be typed: nothing that a terminal would obey or hide.
fn is_typed(text: &str) -> bool {
    !text.is_empty() && text.chars().all(untrusted::is_plain)
}

fn unique(choices: impl Iterator<Item = Choice>) -> Vec<Choice> {
    let mut seen = std::collections::HashSet::new();
    choices
        .filter(|choice| seen.insert(choice.value.clone()))
        .collect()
}
