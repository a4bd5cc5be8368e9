//! Where the selected submission is shown together with the list.

use ratatui::layout::{Constraint, Layout, Rect};

/// From this width on the selected submission is shown beside the list.
const BESIDE_COLUMNS: u16 = 140;
/// From this height on there is room for it below the list.
const BELOW_ROWS: u16 = 30;
/// Header, tabs and footer.
const FRAME_ROWS: u16 = 3;

/// Where the selected submission is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Split {
    /// Nowhere: the list has all the room.
    Off,
    /// To the right of the list.
    Beside,
    /// Under the list.
    Below,
}

impl Split {
    /// By what the operator wants, if anything was said, and what there is room for.
    pub fn of(wanted: Option<bool>, (columns, rows): (u16, u16)) -> Self {
        match wanted {
            Some(false) => Self::Off,
            _ if columns >= BESIDE_COLUMNS => Self::Beside,
            Some(true) if rows >= BELOW_ROWS => Self::Below,
            _ => Self::Off,
        }
    }

    /// Columns beside the list and rows below it that it takes, on a terminal of this size.
    pub fn taken(self, (columns, rows): (u16, u16)) -> (u16, u16) {
        let body = Rect::new(0, 0, columns, rows.saturating_sub(FRAME_ROWS));
        let (list, _) = self.areas(body);
        (body.width - list.width, body.height - list.height)
    }

    /// The room of the list, and of the submission.
    pub fn areas(self, body: Rect) -> (Rect, Option<Rect>) {
        let [list, detail] = match self {
            Self::Off => return (body, None),
            Self::Beside => {
                Layout::horizontal([Constraint::Fill(3), Constraint::Fill(2)]).areas(body)
            }
            Self::Below => {
                let below = body.height * 2 / 5;
                Layout::vertical([Constraint::Min(0), Constraint::Length(below)]).areas(body)
            }
        };
        (list, Some(detail))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_room_beside_or_below_or_there_is_none() {
        for (wanted, size, expected) in [
            (None, (139, 50), Split::Off),
            (None, (140, 20), Split::Beside),
            (Some(false), (200, 50), Split::Off),
            (Some(true), (200, 50), Split::Beside),
            (Some(true), (120, 30), Split::Below),
            (Some(true), (120, 29), Split::Off),
        ] {
            assert_eq!(Split::of(wanted, size), expected, "{wanted:?} {size:?}");
        }
    }

    #[test]
    fn the_list_has_the_rows_that_it_counts_on() {
        for rows in 30..80 {
            let (list, detail) = Split::Below.areas(Rect::new(0, 2, 120, rows - FRAME_ROWS));
            let taken = Split::Below.taken((120, rows));
            assert_eq!(detail.map(|area| area.height), Some(taken.1));
            assert_eq!(list.height, rows - FRAME_ROWS - taken.1);
            assert_eq!(taken.0, 0);
        }
    }
}
