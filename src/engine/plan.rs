//! From a list of employments to a plan, and from a plan to the queue.
//!
//! Searches the NSSO's periods of the people of the list, each of them once, and leaves out
//! nothing silently: a search that brings too much, or a period that cannot be read, is a problem.

use futures_util::{StreamExt as _, TryStreamExt as _};
use jiff::civil::Date;

use crate::domain::handing::Handing;
use crate::domain::ids::PeriodId;
use crate::domain::lifecycle::StateKind;
use crate::domain::plan::{self, Facts, Person, Plan, UnderWay, Wish};
use crate::domain::problem::Problem;
use crate::domain::report::{Filter, QueueQuery, QueueRow, Sort, Window};
use crate::domain::text::Text;
use crate::domain::validate::Period;
use crate::rsz::{FoundPeriod, SEARCH_LIMIT, Search};
use crate::store::NewSubmission;

use super::case::Question;
use super::{Engine, Intake, Outcome, problem};

/// More rows under way than a queue has that anybody looks after.
const MOST_UNDER_WAY: usize = 200_000;

/// How a list is planned.
#[derive(Debug, Clone)]
pub struct Planning {
    /// The day in Belgium.
    pub today: Date,
    /// Cancel also what has begun and does not stand in the list.
    pub cancel_begun: bool,
    /// Search through this account instead of the one that the configuration chooses.
    pub account: Option<String>,
}

impl Engine {
    /// What would bring these employments and the NSSO's periods together. Only reads.
    pub async fn plan(&self, list: &[Wish], planning: &Planning) -> Result<Plan, Problem> {
        self.must_have_link().await?;
        // First the queue: what ends while the NSSO is asked, is found there.
        let under_way = self.under_way().await?;
        let people = plan::people(list);
        let account = planning.account.as_deref();
        let known: Vec<Vec<Period>> = futures_util::stream::iter(people)
            .map(|person| self.periods_of(person, account))
            .buffered(self.limits().polls.max(1))
            .try_collect()
            .await?;
        let mut known: Vec<Period> = known.into_iter().flatten().collect();
        known.sort_by_key(|period| period.id);
        known.dedup_by_key(|period| period.id);
        Ok(plan::plan(
            list,
            &Facts {
                known: &known,
                under_way: &under_way,
                rules: &self.inner.rules,
                today: planning.today,
                cancel_begun: planning.cancel_begun,
            },
        ))
    }

    /// Queues everything that a plan declares: all of it or nothing, in one transaction. The
    /// outcomes are in the order of [`Plan::steps`] and of their declarations.
    pub async fn apply(&self, plan: &Plan, account: Option<&str>) -> Result<Vec<Outcome>, Problem> {
        self.must_write()?;
        self.refresh().await;
        self.must_have_account()?;
        let intake = Intake {
            account: account.map(str::to_owned),
            unrepeatable: true,
            ..Intake::default()
        };
        let mut submissions: Vec<NewSubmission> = Vec::with_capacity(plan.declarations());
        for turn in &plan.turns {
            let Some(Handing {
                declarations,
                in_turn,
                ..
            }) = turn.handing()
            else {
                continue;
            };
            let mut before = None;
            for declaration in &declarations {
                let mut submission = self.prepare(declaration, &intake).await?;
                submission.waits_for = before.filter(|_| in_turn);
                before = Some(submission.uid);
                submissions.push(submission);
            }
        }
        if submissions.is_empty() {
            return Ok(Vec::new());
        }
        self.enqueue_all(submissions).await
    }

    /// The declarations of ours that have not ended.
    pub(super) async fn under_way(&self) -> Result<Vec<UnderWay>, Problem> {
        let open = StateKind::ALL
            .iter()
            .copied()
            .filter(|state| !state.is_final());
        let page = self
            .queue(&QueueQuery {
                filter: Filter {
                    states: open.collect(),
                    ..Filter::default()
                },
                sort: Sort::default(),
                window: Window {
                    rows: MOST_UNDER_WAY,
                    ..Window::default()
                },
            })
            .await?;
        if page.total.known() > page.rows.len() as u64 {
            let summary = Text::new("plan-too-many-under-way").with("limit", MOST_UNDER_WAY);
            return Err(problem::usage(summary));
        }
        Ok(page.rows.iter().map(under_way).collect())
    }

    /// The NSSO's periods of one person.
    async fn periods_of(
        &self,
        person: Person,
        account: Option<&str>,
    ) -> Result<Vec<Period>, Problem> {
        let account = self.active_account_for(person.employer, account)?;
        let search = Search {
            employer: person.employer,
            ssin: Some(person.ssin),
        };
        let found = self.look_at(&account, Question::Search(search)).await?;
        if found.len() >= SEARCH_LIMIT {
            let summary = Text::new("plan-too-many-periods")
                .with("employer", person.employer.to_string())
                .with("worker", person.ssin.to_string())
                .with("limit", SEARCH_LIMIT);
            return Err(problem::service(summary));
        }
        let standing = found.into_iter().filter(|found| !found.cancelled);
        standing.map(|found| read(found, person)).collect()
    }
}

/// A period with whom it was searched for, where the answer does not repeat that.
pub(super) fn read(found: FoundPeriod, person: Person) -> Result<Period, Problem> {
    let number: PeriodId = found.period;
    let mut period = found.known().ok_or_else(|| {
        let summary = Text::new("plan-period-unreadable").with("period", number.to_string());
        problem::service(summary)
    })?;
    period.known.employer.get_or_insert(person.employer);
    period.known.ssin.get_or_insert(person.ssin);
    Ok(period)
}

fn under_way(row: &QueueRow) -> UnderWay {
    UnderWay {
        id: row.id,
        employer: row.employer.as_deref().and_then(|text| text.parse().ok()),
        ssin: row.ssin,
        period: row.period,
    }
}
