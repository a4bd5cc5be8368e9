//! The three sides of employments, brought together: a list, our queue, the NSSO's searches.
//!
//! One worker is searched after the other: nobody waits for this but the person who asked, and
//! the worker that sends goes first. What could not be asked is said with its reason, and nothing
//! is concluded about it. Reads only.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::civil::Date;

use crate::domain::deadline::{Before, deadline_knowing};
use crate::domain::ids::Employer;
use crate::domain::many::ManyProgress;
use crate::domain::plan::{self, Facts, Person, Wish};
use crate::domain::problem::Problem;
use crate::domain::reconcile::{self, Report, Sides};
use crate::domain::report::{Anchor, Filter, QueueQuery, QueueRow, Window};
use crate::domain::text::Text;
use crate::domain::validate::Period;
use crate::rsz::{CallFailed, SEARCH_LIMIT, Search};

use super::case::{Question, failed};
use super::{Engine, Run, plan as planning, problem};

/// Rows of the queue that are compared at once, at most.
const MOST_ROWS: usize = 20_000;
/// Rows that are read at once.
const PAGE: usize = 500;
/// How often one worker is asked for while the NSSO is too busy or cannot be reached.
const TRIES: u32 = 4;
/// The longest wait between two of them.
const LONGEST_WAIT: Duration = Duration::from_mins(1);

/// Whose employments are compared.
#[derive(Debug, Clone, Copy)]
pub enum Which<'a> {
    /// Those of the people of a list.
    List(&'a [Wish]),
    /// Those of the submissions of a filter: two sides.
    Rows(&'a Filter),
}

/// What is compared.
#[derive(Debug, Clone, Copy)]
pub struct Reconciling<'a> {
    /// Whose employments.
    pub which: Which<'a>,
    /// Employments that were over before this day are left out; of a list, by default, before
    /// its first one begins.
    pub since: Option<Date>,
    /// Employments that begin after this day are left out.
    pub until: Option<Date>,
    /// The day in Belgium.
    pub today: Date,
    /// Search through this account instead of the one that the configuration chooses.
    pub account: Option<&'a str>,
}

impl Engine {
    /// Compares what was planned, what we declared and what the NSSO has.
    pub async fn reconcile(&self, order: &Reconciling<'_>, run: &Run) -> Result<Report, Problem> {
        self.refresh().await;
        self.must_have_link().await?;
        // First the queue: what ends while the NSSO is asked, is found there.
        let under_way = self.under_way().await?;
        let (people, rows) = match order.which {
            Which::List(list) => {
                let people = plan::people(list);
                let rows = self.rows_of(&people).await?;
                (people, rows)
            }
            Which::Rows(filter) => {
                let chosen = self.all_rows(filter).await?;
                let people = plan::merged(chosen.iter().filter_map(person_of));
                let mut rows = self.rows_of(&people).await?;
                // A change that names no worker stands by itself, or with its period.
                let known = |row: &QueueRow| rows.iter().any(|one: &QueueRow| one.id == row.id);
                let more: Vec<_> = chosen.into_iter().filter(|row| !known(row)).collect();
                rows.extend(more);
                (people, rows)
            }
        };
        let own = self.own_periods_of(&people).await?;
        let mut reconciled = Report {
            people: people.len(),
            ..Report::default()
        };
        let rsz = self.ask_about(&people, order, run, &mut reconciled).await;
        let list = match order.which {
            Which::List(list) => Some(list),
            Which::Rows(_) => None,
        };
        let unasked: Vec<Person> = reconciled.unasked.iter().map(|one| one.0).collect();
        let mut lines = reconcile::reconcile(&Sides {
            planned: list,
            rows: &rows,
            own: &own,
            rsz: &rsz,
            unasked: &unasked,
        });
        if let Some(list) = list {
            let plan = plan::plan(
                list,
                &Facts {
                    known: &rsz,
                    under_way: &under_way,
                    rules: &self.inner.rules,
                    today: order.today,
                    cancel_begun: false,
                },
            );
            reconcile::propose(&mut lines, &plan, |declaration, known| {
                let before = known.map_or_else(Before::default, |known| Before {
                    start: Some(known.start),
                    end: known.end,
                    hours: known.hours,
                });
                let limit = deadline_knowing(declaration, &before, &self.inner.rules);
                limit.map(|limit| limit.at)
            });
        }
        let first = list.and_then(|list| list.iter().map(|wish| wish.known().start).min());
        let since = order.since.or(first);
        lines.retain(|line| line.touches(since, order.until));
        reconcile::sort(&mut lines);
        reconciled.lines = lines;
        Ok(reconciled)
    }

    /// The NSSO's periods of these people, one after the other.
    async fn ask_about(
        &self,
        people: &[Person],
        order: &Reconciling<'_>,
        run: &Run,
        into: &mut Report,
    ) -> Vec<Period> {
        let mut found: BTreeMap<_, Period> = BTreeMap::new();
        for (done, person) in (0..).zip(people) {
            let of = people.len() as u64;
            (run.told)(ManyProgress { done, of });
            if run.stop.is_cancelled() {
                into.stopped = true;
                let why = problem::usage(Text::new("reconcile-stopped"));
                into.unasked.push((*person, why));
                continue;
            }
            match self.ask_patiently(*person, order.account, run).await {
                Ok(periods) => found.extend(periods.into_iter().map(|period| (period.id, period))),
                Err(problem) => into.unasked.push((*person, problem)),
            }
        }
        into.stopped |= run.stop.is_cancelled();
        found.into_values().collect()
    }

    /// Asks for one person; while the NSSO is busy, again after as long as it says.
    async fn ask_patiently(
        &self,
        person: Person,
        account: Option<&str>,
        run: &Run,
    ) -> Result<Vec<Period>, Problem> {
        let account = self.active_account_for(person.employer, account)?;
        let question = Question::Search(Search {
            employer: person.employer,
            ssin: Some(person.ssin),
        });
        let mut tries = 0;
        loop {
            tries += 1;
            let seen = self.look_once(&account, question).await?;
            let failure = match &seen.what {
                Ok(found) if found.len() >= SEARCH_LIMIT => {
                    let summary = Text::new("plan-too-many-periods")
                        .with("employer", person.employer.to_string())
                        .with("worker", person.ssin.to_string())
                        .with("limit", SEARCH_LIMIT);
                    return Err(problem::service(summary));
                }
                Ok(found) => {
                    let read = |found| planning::read(found, person);
                    return found.iter().cloned().map(read).collect();
                }
                Err(failure) => failure,
            };
            if tries == TRIES || matches!(failure, CallFailed::Denied(_)) {
                return Err(failed(&seen, failure));
            }
            let wait = match failure {
                CallFailed::TokenRefused => Duration::ZERO,
                CallFailed::Later(Some(until)) => {
                    Duration::try_from(*until - self.now()).unwrap_or_default()
                }
                _ => Duration::from_secs(1 << tries),
            };
            tokio::select! {
                () = run.stop.cancelled() => {
                    return Err(problem::usage(Text::new("reconcile-stopped")));
                }
                () = tokio::time::sleep(wait.min(LONGEST_WAIT)) => {}
            }
        }
    }

    /// All rows of a filter, up to a limit.
    async fn all_rows(&self, filter: &Filter) -> Result<Vec<QueueRow>, Problem> {
        let mut rows = Vec::new();
        let mut anchor = Anchor::First;
        loop {
            let query = QueueQuery {
                filter: filter.clone(),
                window: Window { anchor, rows: PAGE },
                ..QueueQuery::default()
            };
            let page = self.queue(&query).await?;
            let Some(end) = page.rows.last().map(|row| row.id) else {
                return Ok(rows);
            };
            rows.extend(page.rows);
            if rows.len() > MOST_ROWS {
                let summary = Text::new("reconcile-too-many").with("limit", MOST_ROWS);
                return Err(problem::usage(summary));
            }
            anchor = Anchor::After(end);
        }
    }

    /// Our rows about these people, each once.
    async fn rows_of(&self, people: &[Person]) -> Result<Vec<QueueRow>, Problem> {
        let mut rows: BTreeMap<_, QueueRow> = BTreeMap::new();
        for person in people {
            let filter = Filter {
                ssin: Some(person.ssin),
                ..Filter::default()
            };
            let own = |row: &QueueRow| {
                let employer = row.employer.as_deref();
                let employer = employer.and_then(|text| text.parse::<Employer>().ok());
                employer.is_none_or(|employer| employer.agrees_with(person.employer))
            };
            let found = self.all_rows(&filter).await?;
            let found = found.into_iter().filter(own);
            rows.extend(found.map(|row| (row.id, row)));
        }
        Ok(rows.into_values().collect())
    }

    async fn own_periods_of(&self, people: &[Person]) -> Result<Vec<Period>, Problem> {
        let mut workers: Vec<_> = people.iter().map(|person| person.ssin).collect();
        workers.sort_by_key(|ssin| ssin.digits());
        workers.dedup();
        let mut own = Vec::new();
        for ssin in workers {
            own.extend(self.own_periods(ssin).await?);
        }
        Ok(own)
    }
}

fn person_of(row: &QueueRow) -> Option<Person> {
    Some(Person {
        employer: row.employer.as_deref()?.parse().ok()?,
        ssin: row.ssin?,
    })
}
