//! The lines as a table. National numbers are masked.

use super::Line;
use crate::domain::belgium;
use crate::domain::table::{Cell, Table};
use crate::domain::validate::KnownPeriod;

/// The lines as a table, a row each.
pub fn table(lines: &[Line]) -> Table {
    Table {
        columns: vec![
            "class",
            "deadline",
            "declares",
            "employer",
            "ssin",
            "list_row",
            "list_start",
            "list_end",
            "our_id",
            "our_state",
            "our_start",
            "our_end",
            "period_id",
            "nsso_start",
            "nsso_end",
            "nsso_cancelled",
        ],
        rows: lines.iter().map(row).collect(),
    }
}

fn row(line: &Line) -> Vec<Cell> {
    let [planned, ours, rsz] = line.sides();
    let start = |side: Option<&KnownPeriod>| Cell::word(side.map(|known| known.start));
    let end = |side: Option<&KnownPeriod>| Cell::word(side.and_then(|known| known.end));
    let submission = line.submission();
    let state = line.ours.as_ref().and_then(|ours| {
        let row = ours.rows.iter().find(|row| Some(row.id) == submission);
        row.map(|row| row.state.as_str())
    });
    let kinds: Vec<_> = (line.declarations.iter())
        .map(|declaration| declaration.draft.kind.as_str())
        .collect();
    let number = |value: usize| u64::try_from(value).unwrap_or(u64::MAX);
    vec![
        Cell::Word(line.class.as_str().to_owned()),
        Cell::word(line.deadline.map(belgium::evidence)),
        Cell::Word(kinds.join(" ")),
        Cell::word(line.person.map(|person| person.employer)),
        Cell::word(line.person.map(|person| person.ssin)),
        Cell::number(line.planned.as_ref().map(|planned| number(planned.row))),
        start(planned),
        end(planned),
        Cell::word(submission.map(|id| id.0)),
        Cell::word(state),
        start(ours),
        end(ours),
        Cell::word(line.rsz.as_ref().map(|period| period.id)),
        start(rsz),
        end(rsz),
        Cell::word(rsz.filter(|known| known.cancelled).map(|_| "yes")),
    ]
}
