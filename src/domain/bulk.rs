//! Many declarations at once: what is said of each row of a file, and which rows are queued.

use super::ids::SubmissionId;
use super::lifecycle::StateKind;
use super::text::Text;
use super::untrusted::Untrusted;

/// Rows that are not as they should be and are kept for showing, at most; all of them stand in
/// the file of results.
pub const ROWS_KEPT: usize = 1_000;

/// What is said of a row before it is queued: the gravest of what was found. The gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RowVerdict {
    /// It cannot be read, or a field of it cannot.
    Invalid,
    /// A live submission, or an earlier row, declares the same.
    Duplicate,
    /// The NSSO would refuse it.
    Anomaly,
    /// The NSSO would refuse it because of another period of the worker.
    OpenPeriod,
    /// It is valid and its deadline is past: still to be declared.
    Late,
    /// The NSSO would accept it with an anomaly.
    Warning,
    /// Nothing is wrong with it.
    Valid,
    /// An earlier run has queued it.
    Known,
}

impl RowVerdict {
    /// Every verdict, the gravest first.
    pub const ALL: [Self; 8] = [
        Self::Invalid,
        Self::Duplicate,
        Self::Anomaly,
        Self::OpenPeriod,
        Self::Late,
        Self::Warning,
        Self::Valid,
        Self::Known,
    ];

    /// The name in files of results and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invalid => "invalid",
            Self::Duplicate => "duplicate",
            Self::Anomaly => "anomaly",
            Self::OpenPeriod => "open_period",
            Self::Late => "late",
            Self::Warning => "warning",
            Self::Valid => "valid",
            Self::Known => "known",
        }
    }

    /// What it means.
    pub fn text(self) -> Text {
        match self {
            Self::Invalid => Text::new("import-verdict-invalid"),
            Self::Duplicate => Text::new("import-verdict-duplicate"),
            Self::Anomaly => Text::new("import-verdict-anomaly"),
            Self::OpenPeriod => Text::new("import-verdict-open-period"),
            Self::Late => Text::new("import-verdict-late"),
            Self::Warning => Text::new("import-verdict-warning"),
            Self::Valid => Text::new("import-verdict-valid"),
            Self::Known => Text::new("import-verdict-known"),
        }
    }

    /// Whether a person has to look at the row.
    pub fn is_bad(self) -> bool {
        self <= Self::OpenPeriod
    }
}

/// Which rows are queued.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Choice {
    /// The good rows are queued although others are bad.
    pub partial: bool,
    /// What the NSSO is expected to refuse counts as good.
    pub send_anyway: bool,
}

impl Choice {
    /// Whether a row of this verdict stands in the way of the others.
    pub fn is_bad(self, verdict: RowVerdict) -> bool {
        let refused = matches!(verdict, RowVerdict::Anomaly | RowVerdict::OpenPeriod);
        verdict.is_bad() && !(self.send_anyway && refused)
    }

    /// Whether a row of this verdict is queued, if anything is. A known one is queued already.
    pub fn takes(self, verdict: RowVerdict) -> bool {
        verdict != RowVerdict::Known && !self.is_bad(verdict)
    }
}

/// How many rows have which verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally([u64; RowVerdict::ALL.len()]);

impl Tally {
    /// Counts one more.
    pub fn add(&mut self, verdict: RowVerdict) {
        self.0[verdict as usize] += 1;
    }

    /// How many rows have this verdict.
    pub fn of(&self, verdict: RowVerdict) -> u64 {
        self.0[verdict as usize]
    }

    /// How many rows there are.
    pub fn rows(&self) -> u64 {
        self.0.iter().sum()
    }

    /// How many rows would be queued.
    pub fn good(&self, choice: Choice) -> u64 {
        self.sum(|verdict| choice.takes(verdict))
    }

    /// How many rows stand in the way of the others.
    pub fn bad(&self, choice: Choice) -> u64 {
        self.sum(|verdict| choice.is_bad(verdict))
    }

    /// Whether bad rows keep the good ones out.
    pub fn stops(&self, choice: Choice) -> bool {
        !choice.partial && self.bad(choice) > 0
    }

    fn sum(&self, counts: impl Fn(RowVerdict) -> bool) -> u64 {
        let all = RowVerdict::ALL.into_iter();
        all.filter(|&verdict| counts(verdict))
            .map(|verdict| self.of(verdict))
            .sum()
    }
}

/// A row of a file as it is shown and written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkRow {
    /// Its number among the declarations of the file, from 1.
    pub row: usize,
    /// The line on which it starts, from 1.
    pub line: u64,
    /// The caller's own reference.
    pub reference: Option<Untrusted>,
    /// The gravest of what was found.
    pub verdict: RowVerdict,
    /// The anomalies that are expected.
    pub codes: Vec<&'static str>,
    /// What was found, in sentences.
    pub sentences: Vec<Text>,
    /// The submission that it became, is, or repeats.
    pub submission: Option<(SubmissionId, StateKind)>,
}

/// What a file of declarations holds, or what became of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BulkReport {
    /// Its name, fit for showing.
    pub file: String,
    /// How many rows have which verdict.
    pub tally: Tally,
    /// Rows that could not even be read as a declaration.
    pub unreadable: u64,
    /// The first rows that a person has to look at; at most [`ROWS_KEPT`].
    pub bad: Vec<BulkRow>,
    /// How many rows became submissions just now.
    pub queued: u64,
    /// Where every row stands with what became of it.
    pub result: Option<String>,
    /// It was told to stop before it was done.
    pub stopped: bool,
}

impl BulkReport {
    /// Counts a row, and keeps it for showing when it is bad and there is room.
    pub fn take(&mut self, row: BulkRow) {
        self.tally.add(row.verdict);
        if row.verdict.is_bad() && self.bad.len() < ROWS_KEPT {
            self.bad.push(row);
        }
    }

    /// How many bad rows are not kept for showing.
    pub fn more(&self) -> u64 {
        let bad = RowVerdict::ALL
            .into_iter()
            .filter(|verdict| verdict.is_bad());
        let bad: u64 = bad.map(|verdict| self.tally.of(verdict)).sum();
        bad.saturating_sub(self.bad.len() as u64)
    }
}

/// What is being done with a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BulkStage {
    /// Every row is looked at; nothing is queued yet.
    #[default]
    Checking,
    /// The good rows are queued.
    Queueing,
}

/// How far it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BulkProgress {
    /// What is being done.
    pub stage: BulkStage,
    /// Rows done.
    pub rows: u64,
    /// Bytes done.
    pub bytes: u64,
    /// Bytes of the file.
    pub size: u64,
}

impl BulkProgress {
    /// How much is done, in percent.
    pub fn percent(&self) -> u64 {
        (self.bytes.min(self.size) * 100)
            .checked_div(self.size)
            .unwrap_or(100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_rows_are_queued() {
        use RowVerdict::{Anomaly, Duplicate, Invalid, Known, Late, OpenPeriod, Valid, Warning};
        let choice = |partial, send_anyway| Choice {
            partial,
            send_anyway,
        };
        for (verdict, normally, anyway) in [
            (Invalid, false, false),
            (Duplicate, false, false),
            (Anomaly, false, true),
            (OpenPeriod, false, true),
            (Late, true, true),
            (Warning, true, true),
            (Valid, true, true),
            (Known, false, false),
        ] {
            for partial in [false, true] {
                assert_eq!(
                    choice(partial, false).takes(verdict),
                    normally,
                    "{verdict:?}"
                );
                assert_eq!(choice(partial, true).takes(verdict), anyway, "{verdict:?}");
            }
            let mut tally = Tally::default();
            tally.add(Valid);
            tally.add(verdict);
            let stops = !normally && verdict != Known;
            assert_eq!(tally.stops(choice(false, false)), stops, "{verdict:?}");
            assert!(!tally.stops(choice(true, false)), "{verdict:?}");
            assert_eq!(tally.rows(), 2);
        }
    }

    #[test]
    fn of_many_bad_rows_the_first_are_kept() {
        let row = |row| BulkRow {
            row,
            line: 1,
            reference: None,
            verdict: RowVerdict::Invalid,
            codes: Vec::new(),
            sentences: Vec::new(),
            submission: None,
        };
        let mut report = BulkReport::default();
        for number in 1..=ROWS_KEPT + 7 {
            report.take(row(number));
        }
        assert_eq!((report.bad.len(), report.more()), (ROWS_KEPT, 7));
        assert_eq!(report.bad[ROWS_KEPT - 1].row, ROWS_KEPT);
    }

    #[test]
    fn progress_of_an_empty_file_is_whole() {
        assert_eq!(BulkProgress::default().percent(), 100);
        let half = BulkProgress {
            bytes: 50,
            size: 100,
            ..BulkProgress::default()
        };
        assert_eq!(half.percent(), 50);
    }
}
