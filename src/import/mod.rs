//! Many declarations at once, for command line and screen alike: a verdict for every row of a
//! file before anything is queued, and then the good rows queued.
//!
//! The file is read twice, some hundred rows at a time. The first pass gives the verdicts; the
//! second one gives them again and queues, each batch in one durable transaction. A row has the
//! same uid whenever it is read, so a run that was killed is simply run again: rows that are
//! queued already are known and stay as they are.
//!
//! # Memory
//!
//! It does not grow with the length of the rows, and hardly with their number: one batch, at
//! most [`ROWS_KEPT`](crate::domain::bulk::ROWS_KEPT) bad rows for showing, and 16 bytes with a
//! row number for each row to find what stands in the file twice; 3 MB for 100,000 rows.

mod judge;
mod look_up;
mod results;
mod template;

#[cfg(test)]
mod tests;

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;
use tokio_util::sync::CancellationToken;

use crate::domain::bulk::{BulkProgress, BulkReport, BulkStage, Choice, RowVerdict};
use crate::domain::clock::Clock as _;
use crate::domain::declaration::Declaration;
use crate::domain::lifecycle::StateKind;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::rules::Rules;
use crate::domain::text::Text;
use crate::domain::{belgium, validate};
use crate::engine::{Engine, Intake, Outcome};
use crate::input::{Format, InputError, InputRow, Rows, Source};

use judge::{Judge, Judged};
use look_up::LookUp;
use results::Results;

pub use results::beside;
pub use template::template;

/// Rows that are checked and queued together.
const BATCH: usize = 500;

/// What is said to a person, in the person's language.
pub type Words = Arc<dyn Fn(&Text) -> String + Send + Sync>;

/// A file of declarations on its way into the queue.
pub struct Import {
    /// The queue.
    pub engine: Engine,
    /// The lists of the law.
    pub rules: Arc<Rules>,
    /// The file.
    pub source: Source,
    /// What it holds, when that was said.
    pub format: Option<Format>,
    /// Send through this account instead of the one that the configuration chooses.
    pub account: Option<String>,
    /// Where every row is written with what became of it.
    pub result: Option<PathBuf>,
    /// For the sentences in the file of results.
    pub words: Words,
    /// Told after every batch.
    pub progress: Arc<dyn Fn(BulkProgress) + Send + Sync>,
    /// Stops between two batches.
    pub stop: CancellationToken,
    look_up: LookUp,
}

/// A row as it was read, with what its fields alone tell.
struct Checked {
    input: InputRow,
    verdict: Option<validate::Verdict>,
}

/// The part that takes a processor and not the queue: it runs where nobody waits.
struct Reader {
    rows: Rows<File>,
    rules: Arc<Rules>,
    today: Date,
}

impl Reader {
    fn batch(&mut self) -> Result<Vec<Checked>, InputError> {
        let mut batch = Vec::with_capacity(BATCH);
        while batch.len() < BATCH
            && let Some(row) = self.rows.next()
        {
            let input = row?;
            let draft = input.draft.as_ref().ok();
            let verdict = draft.map(|draft| validate::validate(draft, &self.rules, self.today));
            batch.push(Checked { input, verdict });
        }
        Ok(batch)
    }
}

impl Import {
    /// A file that is about to be checked. With a look-up, the NSSO is asked for the periods of
    /// every worker who is to start.
    pub fn new(
        engine: Engine,
        rules: Arc<Rules>,
        source: Source,
        words: Words,
        looks_up: bool,
    ) -> Self {
        Self {
            engine,
            rules,
            source,
            format: None,
            account: None,
            result: None,
            words,
            progress: Arc::new(|_| {}),
            stop: CancellationToken::new(),
            look_up: LookUp::new(looks_up),
        }
    }

    /// Gives every row its verdict. Queues nothing.
    pub async fn check(&mut self) -> Result<BulkReport, Problem> {
        self.pass(BulkStage::Checking, None).await
    }

    /// Queues the rows that were chosen; what is said to be queued is durable. Whether bad rows
    /// keep the good ones out was to be asked before.
    pub async fn queue(&mut self, choice: Choice) -> Result<BulkReport, Problem> {
        self.pass(BulkStage::Queueing, Some(choice)).await
    }

    async fn pass(
        &mut self,
        stage: BulkStage,
        choice: Option<Choice>,
    ) -> Result<BulkReport, Problem> {
        let mut results = match &self.result {
            Some(path) => Some(Results::begin(path, &self.source, Arc::clone(&self.words))?),
            None => None,
        };
        let mut report = BulkReport {
            file: self.source.name().to_owned(),
            ..BulkReport::default()
        };
        let mut judge = Judge::new(
            Arc::clone(&self.rules),
            self.today(),
            self.engine.clock().now(),
        );
        let mut reader = self.reader().await?;
        loop {
            let (back, batch) = apart(move || {
                let batch = reader.batch();
                (reader, batch)
            })
            .await?;
            reader = back;
            let batch = batch.map_err(|error| usage(error.sentence()))?;
            report.stopped |= self.stop.is_cancelled();
            if batch.is_empty() || (report.stopped && choice.is_none()) {
                break;
            }
            let mut judged = self.judge(batch, &mut judge).await?;
            if let Some(choice) = choice.filter(|_| !report.stopped) {
                self.source.must_be_unchanged()?;
                report.queued += self.take_in(&mut judged, choice).await?;
            }
            for one in judged {
                report.unreadable += u64::from(one.unreadable);
                if let Some(results) = &mut results {
                    results.write(&one.row)?;
                }
                report.take(one.row);
            }
            (self.progress)(BulkProgress {
                stage,
                rows: report.tally.rows(),
                bytes: reader.rows.passed(),
                size: self.source.size(),
            });
        }
        self.source.must_be_unchanged()?;
        if report.tally.rows() == 0 && !report.stopped {
            return Err(usage(Text::new("cli-empty-input")));
        }
        if let Some(results) = results.filter(|_| !report.stopped || choice.is_some()) {
            report.result = Some(results.keep()?);
        }
        Ok(report)
    }

    fn today(&self) -> Date {
        belgium::today(self.engine.clock().now())
    }

    async fn reader(&self) -> Result<Reader, Problem> {
        let (file, format) = (self.source.reader()?, self.format);
        let rows = apart(move || Rows::open(file, format)).await?;
        Ok(Reader {
            rows: rows.map_err(|error| usage(error.sentence()))?,
            rules: Arc::clone(&self.rules),
            today: self.today(),
        })
    }

    async fn judge(
        &mut self,
        batch: Vec<Checked>,
        judge: &mut Judge,
    ) -> Result<Vec<Judged>, Problem> {
        let declarations: Vec<&Declaration> = batch.iter().filter_map(declaration).collect();
        let intake = self.intake();
        let foreseen = self.engine.foresee(&declarations, &intake).await?;
        let looked = self
            .look_up
            .look(&self.engine, &declarations, &foreseen)
            .await?;
        let mut foreseen = foreseen.into_iter();
        let judged = batch.into_iter().map(|checked| {
            let foreseen = declaration(&checked).and_then(|_| foreseen.next());
            judge.row(checked, foreseen, looked)
        });
        Ok(judged.collect())
    }

    fn intake(&self) -> Intake {
        Intake {
            account: self.account.clone(),
            partial: true,
            ..Intake::default()
        }
    }

    /// Queues the chosen rows of a batch, in one transaction; how many are new.
    async fn take_in(&self, judged: &mut [Judged], choice: Choice) -> Result<u64, Problem> {
        let mut chosen = Vec::new();
        let mut declarations = Vec::new();
        for one in judged.iter_mut() {
            if choice.takes(one.row.verdict)
                && let Some(declaration) = one.declaration.take()
            {
                declarations.push(declaration);
                chosen.push(&mut one.row);
            }
        }
        if declarations.is_empty() {
            return Ok(0);
        }
        let outcomes = self.engine.take_in(&declarations, &self.intake()).await?;
        let mut new = 0;
        for (row, outcome) in chosen.into_iter().zip(outcomes) {
            match outcome {
                Outcome::New(id) => {
                    new += 1;
                    row.submission = Some((id, StateKind::Queued));
                }
                Outcome::Known(id, state) => {
                    row.verdict = RowVerdict::Known;
                    row.submission = Some((id, state));
                }
                // Somebody was faster between the verdict and this.
                Outcome::Duplicate(id, state) => judge::repeats(row, id, state),
                Outcome::Superseded(_) | Outcome::NotWritten => {}
            }
        }
        Ok(new)
    }
}

fn declaration(checked: &Checked) -> Option<&Declaration> {
    checked.verdict.as_ref()?.declaration.as_ref()
}

/// Does what keeps a processor busy beside the tasks that answer keys.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| Problem::new(ProblemClass::Store, Text::new("cli-worker-died")))
}

fn usage(text: Text) -> Problem {
    Problem::new(ProblemClass::Usage, text)
}
