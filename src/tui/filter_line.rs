//! The filter line of queue and log: typed, applied while it is typed, completed, saved.
//!
//! Each key costs at most one question to the store; the queue drops answers to older ones. The
//! log knows no language: its line is plain text.

use tui_input::Input;

use super::field;
use super::filter_choices;
use super::help;
use super::key::{Code, Key};
use super::keymap::Action;
use super::model::{Model, Screen};
use super::msg::Effect;
use super::overlay::Overlay;
use crate::domain::filter::{self, Asked, Flaw, Suggestion};
use crate::domain::mask::mask;
use crate::domain::report::LogLevel;
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;

/// A filter line that is applied while it is typed.
#[derive(Debug, Default)]
pub struct FilterLine {
    /// The line.
    pub input: Input,
    /// Why it cannot be read yet, and where.
    pub flaw: Option<Flaw>,
    /// The line as it was, for going back.
    pub before: String,
    /// What the line can go on with.
    pub suggestions: Vec<Suggestion>,
    /// The chosen one among them.
    pub chosen: Option<usize>,
    /// The name under which the line is about to be saved.
    pub naming: Option<Naming>,
}

/// A name that is being typed.
#[derive(Debug, Default)]
pub struct Naming {
    /// The name.
    pub input: Input,
    /// Why the line cannot be saved under it.
    pub error: Option<Text>,
}

impl FilterLine {
    /// A line as it is, with the cursor at its end.
    pub fn new(line: &str) -> Self {
        Self {
            input: Input::new(line.to_owned()),
            before: line.to_owned(),
            ..Self::default()
        }
    }

    /// Where the cursor stands, in bytes.
    pub fn cursor(&self) -> usize {
        let mut characters = self.input.value().char_indices();
        let at = characters.nth(self.input.cursor()).map(|(at, _)| at);
        at.unwrap_or(self.input.value().len())
    }

    /// The suggestions on show: where nothing is typed yet they wait until they are asked for.
    pub fn shown(&self) -> &[Suggestion] {
        let is_begun = |one: &Suggestion| one.asked != Asked::Key || !one.span.is_empty();
        let show = self.chosen.is_some() || self.suggestions.first().is_some_and(is_begun);
        if show && self.naming.is_none() {
            &self.suggestions
        } else {
            &[]
        }
    }

    /// What is wrong and is not just being typed: while suggestions go on with it, it is not.
    pub fn trouble(&self) -> Option<&Flaw> {
        let cursor = self.cursor();
        let is_being_typed = |flaw: &Flaw| {
            !self.shown().is_empty() && flaw.span.start <= cursor && cursor <= flaw.span.end
        };
        self.flaw.as_ref().filter(|flaw| !is_being_typed(flaw))
    }

    /// Leaves what stands above the line; false when there was something to leave.
    pub fn leave(&mut self) -> bool {
        self.naming.take().is_none() && self.chosen.take().is_none()
    }

    fn step(&mut self, down: bool) {
        let count = self.suggestions.len();
        // Beyond either end no suggestion is chosen, and the line is as it was typed.
        self.chosen = match (self.chosen, down) {
            (_, _) if count == 0 => None,
            (None, true) => Some(0),
            (None, false) => Some(count - 1),
            (Some(place), true) => Some(place + 1).filter(|place| *place < count),
            (Some(place), false) => place.checked_sub(1),
        };
    }

    /// The chosen suggestion.
    pub fn choice(&self) -> Option<&Suggestion> {
        self.suggestions.get(self.chosen?)
    }

    fn take(&mut self) {
        let Some(suggestion) = self.choice() else {
            return;
        };
        let (line, cursor) = suggestion.taken(self.input.value());
        let cursor = line[..cursor].chars().count();
        self.input = Input::new(line).with_cursor(cursor);
        self.chosen = None;
    }
}

/// Opens the line of the screen.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let line = match model.screen {
        Screen::Log => model.log.text.clone(),
        _ => model.queue.line.clone(),
    };
    model.overlay = Some(Overlay::Filter(FilterLine::new(&line)));
    suggest(model);
    Vec::new()
}

/// A key that is no command in the line.
pub fn on_key(model: &mut Model, key: Key) -> Vec<Effect> {
    let Some(Overlay::Filter(line)) = &mut model.overlay else {
        return Vec::new();
    };
    if let Some(naming) = &mut line.naming {
        naming.error = None;
        field::edit(&mut naming.input, key);
        return Vec::new();
    }
    match (key.code, line.choice()) {
        (Code::Right, Some(_)) => {
            line.take();
            return on_change(model);
        }
        (Code::Delete, Some(choice)) if choice.asked == Asked::Name => {
            let name = choice.choice.value.trim_start_matches('@').to_owned();
            forget(model, &name);
            suggest(model);
            return Vec::new();
        }
        _ => {}
    }
    line.chosen = None;
    if field::edit(&mut line.input, key) {
        return on_change(model);
    }
    suggest(model);
    Vec::new()
}

/// Pasted text.
pub fn on_paste(model: &mut Model, text: &str) -> Vec<Effect> {
    let Some(Overlay::Filter(line)) = &mut model.overlay else {
        return Vec::new();
    };
    if let Some(naming) = &mut line.naming {
        naming.error = None;
        field::paste(&mut naming.input, text);
        return Vec::new();
    }
    line.chosen = None;
    field::paste(&mut line.input, text);
    on_change(model)
}

/// A command in the line.
pub fn on_action(model: &mut Model, action: Action) -> Vec<Effect> {
    let is_log = model.screen == Screen::Log;
    let Some(Overlay::Filter(line)) = &mut model.overlay else {
        return Vec::new();
    };
    match action {
        Action::Next | Action::Down if line.naming.is_none() => line.step(true),
        Action::Previous | Action::Up if line.naming.is_none() => line.step(false),
        Action::Accept => return accept(model),
        Action::SaveFilter if !is_log && line.naming.is_none() => {
            line.chosen = None;
            line.naming = Some(Naming::default());
        }
        Action::Help if line.naming.is_none() => help::open_from(model),
        _ => {}
    }
    Vec::new()
}

/// Takes what is chosen, saves under what is named, or is done.
fn accept(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Filter(line)) = &mut model.overlay else {
        return Vec::new();
    };
    if line.naming.is_some() {
        save(model);
    } else if line.choice().is_some() {
        line.take();
        return on_change(model);
    } else if line.flaw.is_none() {
        // A word that did not become a key is one to look for.
        let line = line.input.value().to_owned();
        let effects = apply(model, &line);
        model.overlay = None;
        return effects;
    }
    Vec::new()
}

/// The line changed: it is applied as far as it can be read.
pub fn on_change(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Filter(line)) = &model.overlay else {
        return Vec::new();
    };
    let mut applied = line.input.value().to_owned();
    if model.screen != Screen::Log
        && line.cursor() == applied.len()
        && let Some(begun) = filter::begun_key(&applied)
    {
        // The rows do not come and go while a key is being typed.
        applied.truncate(begun);
    }
    let effects = apply(model, &applied);
    suggest(model);
    effects
}

/// Goes on with a key at the end of the line.
pub fn type_key(model: &mut Model, key: filter::Key) -> Vec<Effect> {
    let Some(Overlay::Filter(line)) = &mut model.overlay else {
        return Vec::new();
    };
    let typed = line.input.value().trim_end();
    let blank = if typed.is_empty() { "" } else { " " };
    line.input = Input::new(format!("{typed}{blank}{}:", key.as_str()));
    line.chosen = None;
    on_change(model)
}

/// Applies a line to the screen that it belongs to.
pub fn apply(model: &mut Model, line: &str) -> Vec<Effect> {
    if model.screen == Screen::Log {
        line.trim().clone_into(&mut model.log.text);
        return Vec::new();
    }
    let (effects, flaw) = match choose(model, line) {
        Ok(effects) => (effects, None),
        Err(flaw) => (Vec::new(), Some(flaw)),
    };
    if let Some(Overlay::Filter(line)) = &mut model.overlay {
        line.flaw = flaw;
    }
    effects
}

/// Shows only the rows of the queue that a line chooses, saved filters included.
pub fn choose(model: &mut Model, line: &str) -> Result<Vec<Effect>, Flaw> {
    let filter = filter::parse_with(line, model.env.now, &model.saved)?;
    Ok(model.queue.choose(line, filter, &model.env))
}

/// The same, and goes there.
pub fn show(model: &mut Model, line: &str) -> Vec<Effect> {
    let mut effects = choose(model, line).unwrap_or_default();
    effects.extend(model.open(Screen::Queue));
    effects
}

/// Looks for what the line can go on with.
fn suggest(model: &mut Model) {
    if model.screen == Screen::Log {
        return;
    }
    let Some(Overlay::Filter(line)) = &model.overlay else {
        return;
    };
    let mut source = |asked| filter_choices::choices(model, asked);
    let suggestions = filter::complete(line.input.value(), line.cursor(), &mut source);
    if let Some(Overlay::Filter(line)) = &mut model.overlay {
        line.suggestions = suggestions;
        line.chosen = line.chosen.filter(|place| *place < line.suggestions.len());
    }
}

/// Keeps the line under the name that was typed, or says why not.
fn save(model: &mut Model) {
    let Some(Overlay::Filter(line)) = &mut model.overlay else {
        return;
    };
    let Some(naming) = &mut line.naming else {
        return;
    };
    if naming.input.value().trim().is_empty() {
        line.naming = None;
        return;
    }
    let text = line.input.value().trim().to_owned();
    match filter::check_name(naming.input.value(), &text, &model.saved, model.env.now) {
        Ok(name) => {
            line.naming = None;
            let notice = Text::new("tui-filter-saved").with("name", name.as_str());
            model.saved.insert(name, text);
            model.notice(LogLevel::Info, &notice);
            suggest(model);
        }
        Err(why) => naming.error = Some(why),
    }
}

/// Forgets a saved filter, and says what it was.
pub fn forget(model: &mut Model, name: &str) {
    let notice = match model.saved.remove(name) {
        Some(line) => Text::new("tui-filter-forgotten")
            .with("name", name)
            .with("line", shown(&line)),
        None => Text::new("tui-filter-stays").with("name", name),
    };
    model.notice(LogLevel::Info, &notice);
}

/// A filter line as it may be shown elsewhere.
pub fn shown(line: &str) -> String {
    Untrusted::new(mask(line)).shown()
}

#[cfg(test)]
#[path = "filter_line_tests.rs"]
mod tests;
