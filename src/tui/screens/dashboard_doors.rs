//! How the keys go from door to door of the dashboard, as the panels stand on screen.

use super::dashboard::{Door, Panel};
use crate::tui::keymap::Action;

/// A door and where it is.
#[derive(Debug)]
struct Spot {
    /// Row of panels.
    row: usize,
    /// Panel in its row.
    panel: usize,
    /// Line in its panel.
    line: usize,
    door: Door,
}

/// Every door on screen, row by row, panel by panel, line by line.
#[derive(Debug)]
pub struct Doors {
    spots: Vec<Spot>,
}

impl Doors {
    /// The doors of panels that stand in rows.
    pub fn of(rows: &[Vec<Panel>]) -> Self {
        let mut spots = Vec::new();
        for (row, panels) in rows.iter().enumerate() {
            for (panel, content) in panels.iter().enumerate() {
                for (line, cells) in content.lines.iter().enumerate() {
                    let doors = cells.iter().filter_map(|cell| cell.door.clone());
                    spots.extend(doors.map(|door| Spot {
                        row,
                        panel,
                        line,
                        door,
                    }));
                }
            }
        }
        Self { spots }
    }

    /// Place of the wanted door; of the first one when it is not there.
    fn place(&self, wanted: Option<&Door>) -> Option<usize> {
        let found = self
            .spots
            .iter()
            .position(|spot| Some(&spot.door) == wanted);
        found.or_else(|| (!self.spots.is_empty()).then_some(0))
    }

    /// The wanted door, or the first one.
    pub fn chosen(&self, wanted: Option<&Door>) -> Option<Door> {
        let place = self.place(wanted)?;
        self.spots.get(place).map(|spot| spot.door.clone())
    }

    /// The door to which an intention leads.
    pub fn after(&self, wanted: Option<&Door>, action: Action) -> Option<Door> {
        let here = self.place(wanted)?;
        let last = self.spots.len() - 1;
        let target = match action {
            Action::Up => self.vertical(here, false),
            Action::Down => self.vertical(here, true),
            Action::Left => self.sideways(here, false),
            Action::Right => self.sideways(here, true),
            Action::Previous => here.saturating_sub(1),
            Action::Next => (here + 1).min(last),
            Action::First | Action::PageUp => 0,
            Action::Last | Action::PageDown => last,
            _ => here,
        };
        self.spots.get(target).map(|spot| spot.door.clone())
    }

    /// The first door of the next or the previous line of this panel, or of the panel below
    /// or above it.
    fn vertical(&self, here: usize, down: bool) -> usize {
        let at = &self.spots[here];
        let ahead = |spot: &&Spot| {
            let (from, to) = ((at.row, at.line), (spot.row, spot.line));
            let beyond = if down { to > from } else { to < from };
            // One wide panel stands below all others.
            let same_column =
                spot.panel == at.panel || (spot.row != at.row && self.alone(spot.row));
            beyond && (same_column || (spot.row != at.row && self.alone(at.row)))
        };
        let found = if down {
            self.spots.iter().find(ahead)
        } else {
            // The nearest line above; among equals the leftmost panel.
            self.spots.iter().rev().find(ahead)
        };
        found.map_or(here, |spot| self.first_of_line(spot))
    }

    /// The next door of this line, or the nearest line of the panel beside.
    fn sideways(&self, here: usize, right: bool) -> usize {
        let at = &self.spots[here];
        let beside = if right {
            here.checked_add(1)
        } else {
            here.checked_sub(1)
        };
        let in_line = |place: &usize| {
            self.spots.get(*place).is_some_and(|spot| {
                (spot.row, spot.panel, spot.line) == (at.row, at.panel, at.line)
            })
        };
        if let Some(place) = beside.filter(in_line) {
            return place;
        }
        let wanted = if right {
            Some(at.panel + 1)
        } else {
            at.panel.checked_sub(1)
        };
        let nearest = self
            .spots
            .iter()
            .filter(|spot| spot.row == at.row && Some(spot.panel) == wanted)
            .min_by_key(|spot| spot.line.abs_diff(at.line));
        nearest.map_or(here, |spot| self.first_of_line(spot))
    }

    /// Whether a row has doors in its first panel only.
    fn alone(&self, row: usize) -> bool {
        let mut panels = self.spots.iter().filter(|spot| spot.row == row);
        panels.all(|spot| spot.panel == 0)
    }

    fn first_of_line(&self, at: &Spot) -> usize {
        let same = |spot: &Spot| (spot.row, spot.panel, spot.line) == (at.row, at.panel, at.line);
        self.spots.iter().position(same).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::screens::dashboard::Cell;
    use crate::tui::theme::Role;

    /// Two rows of two panels and a wide one; a door is named by its letter.
    fn doors() -> Doors {
        let panel = |lines: &[&str]| Panel {
            title: "tui-panel-queue",
            lines: lines
                .iter()
                .map(|line| {
                    line.chars()
                        .map(|letter| Cell {
                            text: letter.to_string(),
                            role: Role::Text,
                            door: letter
                                .is_ascii_alphabetic()
                                .then(|| Door::Account(letter.to_string())),
                        })
                        .collect()
                })
                .collect(),
        };
        Doors::of(&[
            vec![panel(&["ab", "-", "c"]), panel(&["d", "e", "f", "g"])],
            vec![panel(&["hi"]), panel(&["j", "k"])],
            vec![panel(&["l", "m"])],
        ])
    }

    #[test]
    fn keys_lead_where_the_eye_expects() {
        let doors = doors();
        for (name, from, action, to) in [
            ("down skips lines without doors", "a", Action::Down, "c"),
            (
                "down leaves a panel for the one below",
                "c",
                Action::Down,
                "h",
            ),
            ("down stays in the right column", "g", Action::Down, "j"),
            (
                "down from the right column to the wide panel",
                "k",
                Action::Down,
                "l",
            ),
            ("up from the wide panel", "l", Action::Up, "k"),
            ("up stays in the right column", "j", Action::Up, "g"),
            ("up stays in the left column", "h", Action::Up, "c"),
            ("up comes to the first door of a line", "c", Action::Up, "a"),
            ("right stays in the line", "a", Action::Right, "b"),
            ("right goes to the panel beside", "b", Action::Right, "d"),
            ("right finds the nearest line", "c", Action::Right, "f"),
            ("left goes back", "g", Action::Left, "c"),
            ("left at the edge stays", "a", Action::Left, "a"),
            ("right at the edge stays", "k", Action::Right, "k"),
            ("tab reads on", "g", Action::Next, "h"),
            ("shift-tab reads back", "h", Action::Previous, "g"),
            ("to the end", "a", Action::Last, "m"),
            ("down at the end stays", "m", Action::Down, "m"),
            (
                "a door that is gone is the first one",
                "z",
                Action::Down,
                "c",
            ),
        ] {
            let from = Door::Account(from.to_owned());
            let found = doors.after(Some(&from), action);
            assert_eq!(found, Some(Door::Account(to.to_owned())), "{name}");
        }
    }
}
