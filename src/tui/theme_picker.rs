//! The list of themes: what is chosen in it is worn at once.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::env::Env;
use super::format;
use super::keymap::Action;
use super::model::Model;
use super::msg::Effect;
use super::overlay::Overlay;
use super::overlay_view::empty_box;
use super::status;
use super::theme::{Role, Theme};
use crate::domain::lifecycle::StateKind;
use crate::domain::text::Text;

/// Columns of the box where there is room.
const WIDTH: u16 = 44;
/// States of which each has another role.
const SAMPLES: [StateKind; 5] = [
    StateKind::Accepted,
    StateKind::Waiting,
    StateKind::AcceptedWarning,
    StateKind::Refused,
    StateKind::InDoubt,
];

/// Themes to choose from.
#[derive(Debug)]
pub struct Picker {
    /// The names; none is the one of the configuration.
    names: Vec<Option<String>>,
    selected: usize,
    /// What was worn before.
    before: Theme,
}

impl Picker {
    fn chosen(&self) -> Option<&str> {
        self.names.get(self.selected)?.as_deref()
    }
}

/// Opens the list.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    let names = model.wardrobe.themes.names().into_iter();
    let names: Vec<_> = std::iter::once(None)
        .chain(names.map(|name| Some(name.to_owned())))
        .collect();
    let worn = |name: &Option<String>| *name == model.wardrobe.chosen;
    model.overlay = Some(Overlay::Themes(Picker {
        selected: names.iter().position(worn).unwrap_or_default(),
        names,
        before: model.env.theme.clone(),
    }));
    Vec::new()
}

/// Moves the choice and shows it, or keeps it.
pub(super) fn on_action(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Overlay::Themes(picker)) = &mut model.overlay else {
        return Vec::new();
    };
    let last = picker.names.len().saturating_sub(1);
    picker.selected = match action {
        Action::Down | Action::Next => (picker.selected + 1).min(last),
        Action::Up | Action::Previous => picker.selected.saturating_sub(1),
        _ => picker.selected,
    };
    let name = picker.chosen().map(str::to_owned);
    match model.wardrobe.get(name.as_deref()) {
        Ok(theme) => model.env.theme = theme,
        Err(problem) => model.trouble(&problem),
    }
    if action == Action::Accept {
        model.wardrobe.chosen = name;
        model.overlay = None;
    }
    Vec::new()
}

/// The list was left without a choice.
pub(super) fn give_back(model: &mut Model, picker: Picker) {
    model.env.theme = picker.before;
}

/// Draws it.
pub fn view(picker: &Picker, frame: &mut Frame, area: Rect, env: &Env) {
    let room = usize::from(WIDTH.min(area.width).saturating_sub(4));
    let mut lines = Vec::new();
    for (place, name) in picker.names.iter().enumerate() {
        let words = match name {
            Some(name) => name.clone(),
            None => env.words.get("keys-theme-configured"),
        };
        let role = if place == picker.selected {
            Role::Selection
        } else {
            Role::Text
        };
        let text = format!(" {} ", format::fit(&words, room));
        lines.push(Line::styled(text, env.style(role)));
    }
    let samples = SAMPLES.map(|state| {
        let mark = status::state(state);
        let words = format!("{} {}", mark.glyph(env), env.words.get(mark.word));
        Span::styled(words, env.style(mark.role))
    });
    let keys = env.text(&env.keyed(Text::new("keys-theme-keys")));
    let keys = format::wrap(&keys, room);
    let rows = lines.len() + 1 + samples.len() + 1 + keys.len();
    let inner = empty_box(
        &env.words.get("keys-theme-title"),
        (WIDTH, rows),
        frame,
        area,
        env,
    );
    // On a small screen the choice is seen before anything else.
    let height = usize::from(inner.height);
    let top = (picker.selected + 1).saturating_sub(height.saturating_sub(1 + keys.len()));
    let mut lines = lines.split_off(top.min(lines.len()));
    lines.push(Line::default());
    lines.extend(samples.map(|sample| Line::from(vec![Span::raw(" "), sample])));
    lines.push(Line::default());
    lines.truncate(height.saturating_sub(keys.len()));
    let keys = keys.into_iter().map(|words| format!(" {words}"));
    lines.extend(keys.map(|words| Line::styled(words, env.style(Role::Key))));
    frame.render_widget(Paragraph::new(lines), inner);
}

#[cfg(test)]
#[path = "theme_picker_tests.rs"]
mod tests;
