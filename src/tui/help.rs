//! Help: the keys that are valid here, found by typing, done by enter; and the language of the
//! filter where there is one.

use tui_input::Input;

use super::actions;
use super::field;
use super::filter_choices;
use super::filter_line::{self, FilterLine};
use super::fuzzy;
use super::key::{Code, Key};
use super::keymap::{ACTIONS, Action, Binding, Context};
use super::model::Model;
use super::msg::Effect;
use super::overlay::Overlay;
use super::palette;
use crate::domain::filter;
use crate::domain::text::Text;

/// Items of a page.
const PAGE: isize = 8;

/// What is being looked up.
#[derive(Debug, Default)]
pub struct Help {
    /// The letters.
    pub input: Input,
    /// The chosen item among those found.
    pub selected: usize,
    /// The filter line that it was opened from, which comes back.
    pub under: Option<Box<FilterLine>>,
}

/// One item of help.
#[derive(Debug, Clone)]
pub struct Item {
    /// What enter does with it.
    pub does: Does,
    /// Keys, or what is typed.
    pub keys: String,
    /// What it is called.
    pub name: String,
    /// What it does, in a sentence.
    pub words: String,
    /// Why it cannot be done now.
    pub why_not: Option<String>,
}

/// What enter does with an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Does {
    /// This.
    Act(Action),
    /// Goes on with the filter line.
    Type(filter::Key),
    /// Nothing: it is there to be read.
    Nothing,
}

/// Shows help for the screen.
pub fn open(model: &mut Model) {
    model.overlay = Some(Overlay::Help(Help::default()));
}

/// Shows help for the filter line, which comes back afterwards.
pub fn open_from(model: &mut Model) {
    if let Some(Overlay::Filter(line)) = model.overlay.take() {
        let under = Some(Box::new(line));
        model.overlay = Some(Overlay::Help(Help {
            under,
            ..Help::default()
        }));
    }
}

/// Leaves help for what was there before.
pub fn leave(model: &mut Model) {
    if let Some(Overlay::Help(help)) = model.overlay.take() {
        model.overlay = help.under.map(|line| Overlay::Filter(*line));
    }
}

/// A command in help.
pub fn on_action(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Help => leave(model),
        Action::Up | Action::Previous => step(model, -1),
        Action::Down | Action::Next => step(model, 1),
        Action::Accept => return accept(model),
        _ => {}
    }
    Vec::new()
}

/// A key that is no command in help.
pub fn on_key(model: &mut Model, key: Key) {
    let steps = match key.code {
        Code::PageUp => -PAGE,
        Code::PageDown => PAGE,
        Code::Home => isize::MIN,
        Code::End => isize::MAX,
        _ => {
            let opens = model.env.keys.keys(Action::Help).contains(&key);
            let Some(Overlay::Help(help)) = &mut model.overlay else {
                return;
            };
            if opens && help.input.value().is_empty() {
                // The key that opened it.
                leave(model);
            } else if field::edit(&mut help.input, key) {
                help.selected = 0;
            }
            return;
        }
    };
    step(model, steps);
}

fn step(model: &mut Model, steps: isize) {
    let last = found(model).len().saturating_sub(1);
    if let Some(Overlay::Help(help)) = &mut model.overlay {
        help.selected = help
            .selected
            .min(last)
            .saturating_add_signed(steps)
            .min(last);
    }
}

/// Does the chosen one; what cannot be done stays on show with its reason.
fn accept(model: &mut Model) -> Vec<Effect> {
    let found = found(model);
    let Some(Overlay::Help(help)) = &model.overlay else {
        return Vec::new();
    };
    let Some(item) = found.into_iter().nth(help.selected) else {
        return Vec::new();
    };
    match item.does {
        Does::Act(action) if item.why_not.is_none() => {
            leave(model);
            actions::on_action(model, action)
        }
        Does::Type(key) => {
            leave(model);
            if model.overlay.is_none() {
                filter_line::open(model);
            }
            filter_line::type_key(model, key)
        }
        Does::Act(_) | Does::Nothing => Vec::new(),
    }
}

/// Whether the language of the filter belongs to it.
fn has_grammar(model: &Model, help: &Help) -> bool {
    model.screen_context() == Context::Queue
        || (help.under.is_some() && model.screen_context() != Context::Log)
}

/// The items that match, those that can be done first.
pub fn found(model: &Model) -> Vec<Item> {
    let Some(Overlay::Help(help)) = &model.overlay else {
        return Vec::new();
    };
    let typed = help.input.value().trim();
    let mut items = actions_here(model, help);
    items.sort_by_key(|item| item.why_not.is_some());
    if has_grammar(model, help) {
        items.extend(grammar(model));
    }
    if typed.is_empty() {
        return items;
    }
    items.retain(|item| score(item, typed).is_some());
    items.sort_by_key(|item| (score(item, typed), item.why_not.is_some()));
    items
}

/// How well an item matches: by its key, by its name, or by words of its sentence.
fn score(item: &Item, typed: &str) -> Option<usize> {
    if item.keys.split(' ').any(|key| key == typed) {
        return Some(0);
    }
    let by_name = fuzzy::score(&item.name, typed).map(|score| score + 1);
    let by_words = fuzzy::has_words(&item.words, typed).then_some(100);
    by_name.or(by_words)
}

fn actions_here(model: &Model, help: &Help) -> Vec<Item> {
    let context = if help.under.is_some() {
        Context::Prompt
    } else {
        model.screen_context()
    };
    let here = |row: &&Binding| row.contexts.contains(&context);
    let works = |row: &&Binding| {
        // Other prompts have keys that a filter line does not know.
        context != Context::Prompt || !matches!(row.action, Action::Send)
    };
    ACTIONS
        .iter()
        .filter(here)
        .filter(works)
        .map(|row| {
            let keys = model.env.keys.keys_in(row.action, context);
            let keys: Vec<_> = keys.map(|key| key.to_string()).collect();
            let why_not = if context == Context::Prompt {
                None
            } else {
                palette::why_not(model, row)
            };
            Item {
                does: Does::Act(row.action),
                keys: keys.join(" "),
                name: model.env.words.get(row.label),
                words: model.env.words.get(row.help),
                why_not: why_not.map(|text| model.env.text(&text)),
            }
        })
        .collect()
}

/// The language of the filter: its keys, and what is not a key.
fn grammar(model: &Model) -> Vec<Item> {
    let env = &model.env;
    let item = |does, keys: String, text: &Text| Item {
        does,
        name: keys.clone(),
        keys,
        words: env.text(text),
        why_not: None,
    };
    let mut items = vec![item(
        Does::Nothing,
        String::new(),
        &Text::new("tui-help-grammar"),
    )];
    items.extend(filter::Key::ALL.map(|key| {
        let typed = format!("{}:", key.as_str());
        item(Does::Type(key), typed, &filter_choices::about(key))
    }));
    let rest = [
        ("!", Text::new("tui-help-grammar-not")),
        ("\" \"", Text::new("tui-help-grammar-quotes")),
        ("@", Text::new("tui-help-grammar-name")),
        ("…", Text::new("tui-help-grammar-words")),
    ];
    items.extend(rest.map(|(typed, text)| item(Does::Nothing, typed.to_owned(), &text)));
    items
}

#[cfg(test)]
#[path = "help_tests.rs"]
mod tests;
