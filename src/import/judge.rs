//! One row, its verdict: what its fields tell, what stands earlier in the file, what the queue
//! and the NSSO have. Knows no queue itself.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::Checked;
use super::look_up::Looked;
use crate::domain::belgium;
use crate::domain::bulk::{BulkRow, RowVerdict};
use crate::domain::declaration::{Body, Declaration};
use crate::domain::draft::Field;
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::StateKind;
use crate::domain::problem::Problem;
use crate::domain::rules::Rules;
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::domain::validate::{self, Finding, Period, Severity};
use crate::engine::Foreseen;

/// Anomalies that speak of another period of the worker.
const OTHER_PERIOD: [&str; 4] = ["90373-333", "90373-334", "90378-333", "90378-334"];

/// A row with its verdict.
pub(super) struct Judged {
    pub(super) row: BulkRow,
    /// There, when it could be read.
    pub(super) declaration: Option<Declaration>,
    /// Not even a draft.
    pub(super) unreadable: bool,
}

/// Gives verdicts, row after row of one file.
pub(super) struct Judge {
    rules: Arc<Rules>,
    today: Date,
    now: Timestamp,
    /// On which row what is declared stood first.
    first: HashMap<[u8; 16], u32>,
}

impl Judge {
    pub(super) fn new(rules: Arc<Rules>, today: Date, now: Timestamp) -> Self {
        Self {
            rules,
            today,
            now,
            first: HashMap::new(),
        }
    }

    /// What is said of a row. What the queue has of it is there when it is a declaration.
    pub(super) fn row(
        &mut self,
        checked: Checked,
        foreseen: Option<Result<Foreseen, Problem>>,
        looked: &Looked,
    ) -> Judged {
        let Checked { input, verdict } = checked;
        let mut judged = Judged {
            row: BulkRow {
                row: input.row,
                line: input.line,
                reference: None,
                verdict: RowVerdict::Valid,
                codes: Vec::new(),
                sentences: Vec::new(),
                submission: None,
            },
            declaration: None,
            unreadable: false,
        };
        match (input.draft, verdict) {
            (Err(error), _) => {
                judged.row.line = error.line;
                judged.unreadable = true;
                found(&mut judged.row, RowVerdict::Invalid, error.sentence());
            }
            (Ok(draft), Some(mut verdict)) => {
                let reference = draft.get(Field::Reference);
                judged.row.reference = (!reference.is_empty()).then(|| Untrusted::from(reference));
                let declaration = verdict.declaration.take();
                match (declaration, foreseen) {
                    (Some(declaration), Some(Ok(foreseen))) => {
                        let findings = self.among(&declaration, &foreseen, looked);
                        self.of_queue(&mut judged.row, &foreseen);
                        add(&mut judged.row, &findings.unwrap_or(verdict.findings));
                        judged.declaration = Some(declaration);
                    }
                    (_, foreseen) => {
                        add(&mut judged.row, &verdict.findings);
                        if let Some(Err(problem)) = foreseen {
                            found(&mut judged.row, RowVerdict::Invalid, problem.summary);
                        }
                    }
                }
            }
            (Ok(_), None) => {}
        }
        judged
    }

    /// What the queue and the rows before tell.
    fn of_queue(&mut self, row: &mut BulkRow, foreseen: &Foreseen) {
        let number = u32::try_from(row.row).unwrap_or(u32::MAX);
        match self.first.entry(foreseen.key) {
            Entry::Occupied(first) => {
                let text = Text::new("import-twin").with("row", *first.get());
                found(row, RowVerdict::Duplicate, text);
                return;
            }
            Entry::Vacant(free) => {
                free.insert(number);
            }
        }
        if let Some((id, state)) = foreseen.known {
            row.verdict = RowVerdict::Known;
            row.submission = Some((id, state));
            row.sentences
                .push(Text::new("import-known").with("id", id.0));
        } else if let Some((id, state)) = foreseen.duplicate {
            repeats(row, id, state);
        }
        if let Some(deadline) = foreseen.deadline.filter(|&deadline| deadline < self.now) {
            let at = belgium::date_and_time(deadline);
            found(
                row,
                RowVerdict::Late,
                Text::new("import-late").with("at", at),
            );
        }
    }

    /// The findings once more, with the periods of the worker beside it, if any are known.
    fn among(
        &self,
        declaration: &Declaration,
        foreseen: &Foreseen,
        looked: &Looked,
    ) -> Option<Vec<Finding>> {
        if foreseen.known.is_some() {
            return None;
        }
        let mut periods: Vec<Period> = looked.of(declaration).to_vec();
        // What the NSSO says of a period counts more than what we believe of it.
        let own = foreseen.periods.iter().filter(|own| {
            let mut asked = looked.of(declaration).iter();
            !asked.any(|period| period.id == own.id)
        });
        periods.extend(own.cloned());
        let changed = declaration.period();
        let known = periods
            .iter()
            .find(|period| Some(period.id) == changed)
            .map(|period| period.known.clone());
        if periods.is_empty() || (known.is_none() && !matches!(declaration.body, Body::In(_))) {
            return None;
        }
        let verdict = validate::validate_among(
            &declaration.draft,
            known.as_ref(),
            &periods,
            &self.rules,
            self.today,
        );
        Some(verdict.findings)
    }
}

/// Notes that a live submission declares the same.
pub(super) fn repeats(row: &mut BulkRow, id: SubmissionId, state: StateKind) {
    let text = Text::new("import-duplicate")
        .with("id", id.0)
        .with("state", state.text());
    row.submission = Some((id, state));
    found(row, RowVerdict::Duplicate, text);
}

/// Notes one thing. The gravest names the row; what is queued already is past all that.
fn found(row: &mut BulkRow, verdict: RowVerdict, text: Text) {
    row.sentences.push(text);
    if row.verdict != RowVerdict::Known {
        row.verdict = row.verdict.min(verdict);
    }
}

fn add(row: &mut BulkRow, findings: &[Finding]) {
    for finding in findings {
        let verdict = match finding.severity {
            Severity::Error => RowVerdict::Invalid,
            Severity::Refusal
                if finding
                    .code
                    .is_some_and(|code| OTHER_PERIOD.contains(&code)) =>
            {
                RowVerdict::OpenPeriod
            }
            Severity::Refusal => RowVerdict::Anomaly,
            Severity::Warning => RowVerdict::Warning,
            Severity::Advice => RowVerdict::Valid,
        };
        row.codes.extend(finding.code);
        let text = Text::new("import-finding")
            .with("field", finding.field.column())
            .with("text", finding.text.clone());
        found(row, verdict, text);
    }
}
