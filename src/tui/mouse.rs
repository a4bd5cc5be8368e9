//! What the mouse does: the wheel moves, a click chooses.
//!
//! Where things stand is asked of those who draw them.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::actions;
use super::key::{Gesture, Mouse};
use super::keymap::Action;
use super::model::{Model, Screen};
use super::msg::Effect;
use super::overlay::Overlay;
use super::screens::queue_table::{self, Hit};
use super::view::{self, Button, SMALLEST};
use crate::domain::report::LogLevel;
use crate::domain::text::Text;

/// Rows that a text or a long list moves by one step of the wheel.
const STEP: u16 = 3;
/// Rows that it moves at once, at most: a wheel that spins freely must not cost a second.
const FARTHEST: u16 = 300;

/// Gives the mouse to the terminal, which can mark and copy with it, or takes it back.
pub fn hand_over(model: &mut Model) -> Vec<Effect> {
    model.mouse = !model.mouse;
    let text = if model.mouse {
        Text::new("term-mouse-ours")
    } else {
        Text::new("term-mouse-yours")
    };
    model.notice(LogLevel::Info, &text);
    vec![Effect::Mouse(model.mouse)]
}

/// Reacts to the mouse.
pub fn on_mouse(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    let (columns, rows) = model.env.size;
    if !model.mouse || columns < SMALLEST.0 || rows < SMALLEST.1 {
        return Vec::new();
    }
    let areas = view::areas(Rect::new(0, 0, columns, rows));
    let at = Position::new(mouse.column, mouse.row);
    match mouse.what {
        Gesture::Wheel(steps) if areas.body.contains(at) => wheel(model, steps, areas.body, at),
        Gesture::Click if areas.footer.contains(at) => {
            let buttons = view::footer_keys(model, columns);
            press(model, &buttons, at)
        }
        Gesture::Click if areas.tabs.contains(at) && model.overlay.is_none() => {
            let buttons = view::tabs(model, columns);
            press(model, &buttons, at)
        }
        Gesture::Click if view::toast_area(model, areas.body).contains(at) => {
            model.toasts.dismiss();
            Vec::new()
        }
        Gesture::Click if areas.body.contains(at) => click(model, areas.body, at),
        Gesture::Click | Gesture::Wheel(_) => Vec::new(),
    }
}

fn press(model: &mut Model, buttons: &[Button], at: Position) -> Vec<Effect> {
    match Button::at(buttons, at.x) {
        Some(action) => actions::on_action(model, action),
        None => Vec::new(),
    }
}

/// Moves what is under the wheel.
fn wheel(model: &mut Model, steps: i16, body: Rect, at: Position) -> Vec<Effect> {
    let action = if steps > 0 { Action::Down } else { Action::Up };
    let texts = matches!(model.screen, Screen::Queue | Screen::Detail | Screen::Log);
    let step = match &model.overlay {
        Some(Overlay::Help { .. }) => STEP,
        None if texts => STEP,
        _ => 1,
    };
    let rows = steps.unsigned_abs().saturating_mul(step).min(FARTHEST);
    let (_, beside) = model.split().areas(body);
    let on_text = model.screen == Screen::Queue
        && model.overlay.is_none()
        && beside.is_some_and(|text| text.contains(at));
    if on_text {
        let revealed = model.revealed;
        for _ in 0..rows {
            model
                .detail
                .on_action(action, &model.env, revealed.as_ref());
        }
        return Vec::new();
    }
    repeat(model, action, rows)
}

fn repeat(model: &mut Model, action: Action, times: u16) -> Vec<Effect> {
    let mut effects = Vec::new();
    for _ in 0..times {
        effects.extend(actions::on_action(model, action));
    }
    effects
}

fn click(model: &mut Model, body: Rect, at: Position) -> Vec<Effect> {
    match &model.overlay {
        None => {}
        // A list to choose from has a row for each choice.
        Some(Overlay::Picker(_)) => return choose(model, at, Action::Accept),
        Some(_) => return Vec::new(),
    }
    match model.screen {
        Screen::Queue => {
            let (list, _) = model.split().areas(body);
            match queue_table::hit(&model.queue, list, &model.env, at.x, at.y) {
                Some(Hit::Row(id)) if model.queue.selected == Some(id) => {
                    actions::on_action(model, Action::Open)
                }
                Some(Hit::Row(id)) => model.queue.select(id, &model.env),
                Some(Hit::Heading(column)) => model.queue.sort_on(column, &model.env),
                None => Vec::new(),
            }
        }
        Screen::Dashboard => follow(model, at),
        Screen::Certificates if !model.certificates.reading => choose(model, at, Action::Open),
        Screen::Stats | Screen::Reconcile => choose(model, at, Action::Open),
        Screen::Accounts => {
            let mut effects = enter_panel(model, at);
            effects.extend(choose(model, at, Action::Open));
            effects
        }
        Screen::Certificates | Screen::Detail | Screen::Declare | Screen::Log => Vec::new(),
    }
}

/// Walks from the selected row to the clicked one; opens it when it is the same.
fn choose(model: &mut Model, at: Position, open: Action) -> Vec<Effect> {
    let Some(Selected { place, panel }) = selected(model) else {
        return Vec::new();
    };
    if !panel.contains(at) {
        return Vec::new();
    }
    if at.y == place.y {
        return actions::on_action(model, open);
    }
    let action = if at.y > place.y {
        Action::Down
    } else {
        Action::Up
    };
    repeat(model, action, at.y.abs_diff(place.y))
}

/// Goes from panel to panel until the clicked one is reached, once round at most.
fn enter_panel(model: &mut Model, at: Position) -> Vec<Effect> {
    let mut effects = Vec::new();
    let mut seen = Vec::new();
    while let Some(Selected { panel, .. }) = selected(model) {
        if panel.contains(at) || seen.contains(&panel) {
            break;
        }
        seen.push(panel);
        effects.extend(actions::on_action(model, Action::Next));
    }
    effects
}

/// Goes through the dashboard to what was clicked; opens it when it is there already. A click on
/// what nobody can go to changes nothing.
fn follow(model: &mut Model, at: Position) -> Vec<Effect> {
    let Some(before) = selected(model).map(|selected| selected.place) else {
        return Vec::new();
    };
    let mut places = Vec::new();
    let mut effects = actions::on_action(model, Action::First);
    while let Some(Selected { place, .. }) = selected(model) {
        if places.contains(&place) {
            break;
        }
        places.push(place);
        effects.extend(actions::on_action(model, Action::Next));
    }
    let clicked = places
        .iter()
        .enumerate()
        .filter(|(_, place)| place.y == at.y && place.x <= at.x)
        .max_by_key(|(_, place)| place.x)
        .map(|(steps, _)| steps);
    let goal = clicked.or_else(|| places.iter().position(|&place| place == before));
    effects.extend(actions::on_action(model, Action::First));
    let steps = goal.and_then(|goal| u16::try_from(goal).ok());
    effects.extend(repeat(model, Action::Next, steps.unwrap_or(0)));
    if clicked.is_some_and(|goal| places[goal] == before) {
        effects.extend(actions::on_action(model, Action::Open));
    }
    effects
}

/// What is selected, as it is drawn.
struct Selected {
    /// Its first cell.
    place: Position,
    /// The room inside the frame around it.
    panel: Rect,
}

/// The cursor stands on what is selected: drawn for nobody, and looked at.
fn selected(model: &Model) -> Option<Selected> {
    let (columns, rows) = model.env.size;
    let Ok(mut terminal) = Terminal::new(TestBackend::new(columns, rows));
    let Ok(_) = terminal.draw(|frame| view::view(model, frame));
    let Ok(place) = terminal.get_cursor_position();
    // Without a cursor it stands in the corner, where nothing can be selected.
    (place != Position::ORIGIN).then(|| Selected {
        place,
        panel: panel_around(place, terminal.backend().buffer()),
    })
}

/// The room inside the frame around a place; all of it where there is no frame.
fn panel_around(place: Position, buffer: &Buffer) -> Rect {
    let is_side = |x: u16, y: u16| matches!(buffer[(x, y)].symbol(), "│" | "|");
    let area = buffer.area;
    let left = (0..place.x).rev().find(|&x| is_side(x, place.y));
    let right = (place.x..area.width).find(|&x| is_side(x, place.y));
    let (Some(left), Some(right)) = (left, right) else {
        return area;
    };
    let top = (0..place.y).rev().find(|&y| !is_side(left, y));
    let bottom = (place.y..area.height).find(|&y| !is_side(left, y));
    let (top, bottom) = (top.unwrap_or(0), bottom.unwrap_or(area.height));
    Rect::new(left, top, right - left + 1, bottom - top)
}

#[cfg(test)]
#[path = "mouse_tests.rs"]
mod tests;
