//! The figures as tables, for files and for the command line.

use super::{Ratio, Statistics, Stretch, Tally};
use crate::domain::table::{Cell, Table};
use crate::domain::text::Text;

/// What the figures are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Of {
    /// How what ended has ended, by day or month.
    #[default]
    Ends,
    /// Refusals by anomaly code.
    Codes,
    /// Refusals by employer.
    Employers,
    /// Refusals by kind.
    Kinds,
    /// The time to the answer, by day or month.
    Times,
    /// What was declared late, by day or month.
    Late,
}

impl Of {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 6] = [
        Self::Ends,
        Self::Codes,
        Self::Employers,
        Self::Kinds,
        Self::Times,
        Self::Late,
    ];

    /// The exchanged name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ends => "ends",
            Self::Codes => "codes",
            Self::Employers => "employers",
            Self::Kinds => "kinds",
            Self::Times => "times",
            Self::Late => "late",
        }
    }

    /// What it is called.
    pub fn text(self) -> Text {
        match self {
            Self::Ends => Text::new("stats-of-ends"),
            Self::Codes => Text::new("stats-of-codes"),
            Self::Employers => Text::new("stats-of-employers"),
            Self::Kinds => Text::new("stats-of-kinds"),
            Self::Times => Text::new("stats-of-times"),
            Self::Late => Text::new("stats-of-late"),
        }
    }
}

/// The figures of one sort. Shares are percents with one digit behind the point.
pub fn table(statistics: &Statistics, of: Of) -> Table {
    match of {
        Of::Ends => by_part(
            statistics,
            &[
                "ended",
                "accepted",
                "accepted_warning",
                "refused",
                "rejected",
                "not_taken",
                "refused_percent",
                "median_ms",
                "p95_ms",
                "in_time",
                "late",
                "deadline_unknown",
            ],
            |tally| {
                let ends = [
                    tally.ended(),
                    tally.accepted,
                    tally.warned,
                    tally.refused,
                    tally.rejected,
                    tally.not_taken,
                ];
                let mut cells: Vec<Cell> = ends.map(Cell::Number).into();
                cells.push(share(tally.refusals().share()));
                cells.push(Cell::number(tally.times.median()));
                cells.push(Cell::number(tally.times.slow()));
                cells.extend([tally.in_time, tally.late, tally.no_deadline].map(Cell::Number));
                cells
            },
        ),
        Of::Times => by_part(statistics, &["answered", "median_ms", "p95_ms"], |tally| {
            vec![
                Cell::Number(tally.times.count()),
                Cell::number(tally.times.median()),
                Cell::number(tally.times.slow()),
            ]
        }),
        Of::Late => by_part(
            statistics,
            &["in_time", "late", "deadline_unknown", "late_percent"],
            |tally| {
                vec![
                    Cell::Number(tally.in_time),
                    Cell::Number(tally.late),
                    Cell::Number(tally.no_deadline),
                    share(tally.late_share()),
                ]
            },
        ),
        Of::Codes => Table {
            columns: vec!["code", "refusals"],
            rows: (statistics.codes.iter())
                .map(|(code, count)| vec![Cell::Text(code.clone()), Cell::Number(*count)])
                .collect(),
        },
        Of::Employers => ratios(
            "employer",
            (statistics.employers.iter())
                .map(|(employer, ratio)| (Cell::Text(employer.as_str().into()), *ratio)),
        ),
        Of::Kinds => ratios(
            "kind",
            (statistics.kinds.iter())
                .map(|(kind, ratio)| (Cell::Word(kind.as_str().to_owned()), *ratio)),
        ),
    }
}

fn by_part(
    statistics: &Statistics,
    columns: &[&'static str],
    cells: impl Fn(&Tally) -> Vec<Cell>,
) -> Table {
    let day = |day: jiff::civil::Date| Cell::Word(day.to_string());
    let row = |(part, tally): &(Stretch, Tally)| {
        let mut row = vec![day(part.first()), day(part.last())];
        row.extend(cells(tally));
        row
    };
    Table {
        columns: ["from", "until"].iter().chain(columns).copied().collect(),
        rows: statistics.parts.iter().map(row).collect(),
    }
}

fn ratios(name: &'static str, ratios: impl Iterator<Item = (Cell, Ratio)>) -> Table {
    let row = |(of, ratio): (Cell, Ratio)| {
        let counts = [ratio.ended, ratio.refused].map(Cell::Number);
        let mut row = vec![of];
        row.extend(counts);
        row.push(share(ratio.share()));
        row
    };
    Table {
        columns: vec![name, "ended", "refused", "refused_percent"],
        rows: ratios.map(row).collect(),
    }
}

/// `1.3`.
fn share(tenths: Option<u64>) -> Cell {
    Cell::word(tenths.map(|tenths| format!("{}.{}", tenths / 10, tenths % 10)))
}
