//! The command line of figures: names, values and help. No behaviour.

use clap::{Args, ValueEnum};
use jiff::civil::Date;

/// Figures about what ended: refusals, time to the answer, what was declared late.
#[derive(Debug, Args)]
pub struct Stats {
    /// How the days are put together
    #[arg(long, value_enum, default_value = "day")]
    pub by: By,
    /// First day [default: 29 days, or 11 months, before the last one]
    #[arg(long, value_name = "DATE")]
    pub since: Option<Date>,
    /// Last day [default: today in Belgium]
    #[arg(long, value_name = "DATE")]
    pub until: Option<Date>,
    /// What the figures are about
    #[arg(long, value_enum, default_value = "ends")]
    pub of: StatsOf,
    /// How they are written
    #[arg(long, value_enum, default_value = "table")]
    pub format: TableFormat,
}

/// How days are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// A row for each day.
    Day,
    /// A row for each month.
    Month,
}

/// What figures are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StatsOf {
    /// How what ended has ended, with all the rest, by day or month.
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

/// The form of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// Aligned columns.
    Table,
    /// For spreadsheets.
    Csv,
    /// One object a line, as with --json.
    Json,
}
