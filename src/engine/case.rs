//! All that is known of a declaration that has ended, and looks at the NSSO's periods. Reads only.

use crate::domain::belgium;
use crate::domain::correct::{Case, LookedFirst, name_employer, wanted_state};
use crate::domain::draft::{Draft, Field, Kind};
use crate::domain::ids::{Employer, PeriodId, Ssin, SubmissionId};
use crate::domain::lifecycle::StateKind;
use crate::domain::problem::Problem;
use crate::domain::report::{Filter, Method, PeriodSearch, QueueQuery, QueueRow, Timeline, Window};
use crate::domain::rules::Rules;
use crate::domain::text::Text;
use crate::domain::validate::{KnownPeriod, Period};
use crate::rsz::{CallFailed, FoundPeriod, Search, Seen};

use super::account::ActiveAccount;
use super::exchange::Begun;
use super::send::{busy, unreachable};
use super::{Engine, problem};

/// The submissions of one worker among which the IN of a period is looked for.
const ROWS: usize = 200;

/// What a question to the NSSO brought, or which answer of its is none.
type Asked<T> = Seen<Result<T, CallFailed>>;

impl Engine {
    /// The lists of the law.
    pub fn rules(&self) -> &Rules {
        &self.inner.rules
    }

    /// A declaration that has ended, with all that our own store knows of it.
    pub async fn case(&self, id: SubmissionId) -> Result<Case, Problem> {
        let timeline = self.timeline(id).await?;
        let timeline = timeline.ok_or_else(|| problem::unknown_submission(id))?;
        let draft = draft_of(&timeline).ok_or_else(|| {
            problem::usage(Text::new("correct-no-draft").with("id", id.0))
                .hint(Text::new("correct-no-draft-hint"))
        })?;
        let row = timeline.row;
        let quoted = PeriodId::parse(draft.get(Field::PeriodId)).ok();
        let period = row.period.or(quoted);
        let (known, entry) = match period {
            Some(period) => (
                self.own_period(period, &row).await?,
                self.own_entry(period, &row).await?,
            ),
            None => (None, None),
        };
        let replaced_by = match row.replaced_by {
            Some(by) => Some(self.successor(by).await?),
            None => None,
        };
        Ok(Case {
            id,
            state: row.state,
            decision: row.decision,
            replaced_by,
            draft,
            codes: row.codes.iter().map(|code| code.raw().to_owned()).collect(),
            period,
            known,
            entry,
            today: belgium::today(self.now()),
        })
    }

    /// [`Engine::case`] for a screen whose form shows the worker's number: noted in the journal.
    pub async fn case_to_open(&self, id: SubmissionId) -> Result<Case, Problem> {
        let case = self.case(id).await?;
        // What is replaced already opens no form.
        if case.replaced_by.is_none() && !case.draft.get(Field::Ssin).is_empty() {
            self.note_seen("opened", id).await?;
        }
        Ok(case)
    }

    /// The period as our own accepted declarations left it.
    async fn own_period(
        &self,
        period: PeriodId,
        row: &QueueRow,
    ) -> Result<Option<KnownPeriod>, Problem> {
        let Some(ssin) = self.worker_of(period, row).await? else {
            return Ok(None);
        };
        let own = self.store().own_periods(ssin).await;
        let own = own.map_err(problem::from_store)?;
        let found = own.into_iter().find(|one| one.id == period);
        Ok(found.map(|one| one.known))
    }

    /// The worker of a row; an OUT that names none is about the worker of its period.
    async fn worker_of(&self, period: PeriodId, row: &QueueRow) -> Result<Option<Ssin>, Problem> {
        if row.ssin.is_some() {
            return Ok(row.ssin);
        }
        let latest = self.store().by_period(period).await;
        Ok(latest
            .map_err(problem::from_store)?
            .and_then(|row| row.ssin))
    }

    /// The IN of ours that created the period, as it was handed in.
    async fn own_entry(&self, period: PeriodId, row: &QueueRow) -> Result<Option<Draft>, Problem> {
        let Some(ssin) = self.worker_of(period, row).await? else {
            return Ok(None);
        };
        let query = QueueQuery {
            filter: Filter {
                states: vec![StateKind::Accepted, StateKind::AcceptedWarning],
                kinds: vec![Kind::In],
                ssin: Some(ssin),
                ..Filter::default()
            },
            window: Window {
                rows: ROWS,
                ..Window::default()
            },
            ..QueueQuery::default()
        };
        let page = self.queue(&query).await?;
        let entry = page.rows.iter().find(|one| one.period == Some(period));
        let Some(entry) = entry else { return Ok(None) };
        let timeline = self.timeline(entry.id).await?;
        Ok(timeline.as_ref().and_then(draft_of))
    }

    /// Looks at the NSSO's periods before anything else is declared.
    pub async fn look_first(&self, id: SubmissionId) -> Result<LookedFirst, Problem> {
        let case = self.case(id).await?;
        let submission = self.load(id).await?;
        self.refresh().await;
        let roster = self.roster();
        let account = roster.get(&submission.account).ok_or_else(|| {
            let account = submission.account.clone();
            problem::usage(Text::new("engine-unknown-account").with("account", account))
        })?;
        // A change names its period, and that one is to be seen even when it is another worker's.
        let quoted = match case.period {
            Some(period) => self.one_period(account, period).await?,
            None => None,
        };
        let told = quoted.as_ref().map(|period| &period.known);
        let employer = submission
            .employer
            .as_deref()
            .and_then(|text| text.parse().ok())
            .or_else(|| told.and_then(|known| known.employer));
        let ssin = submission
            .ssin
            .or_else(|| told.and_then(|known| known.ssin));
        let mut periods = match employer {
            Some(employer) => {
                let search = Search { employer, ssin };
                self.search_periods(account, search).await?
            }
            None => Vec::new(),
        };
        if let Some(quoted) = quoted
            && periods.iter().all(|period| period.id != quoted.id)
        {
            periods.push(quoted);
        }
        latest_first(&mut periods);
        let wanted = wanted_state(&case, &periods);
        Ok(LookedFirst { periods, wanted })
    }

    /// The periods of a worker as our own accepted declarations left them.
    pub async fn own_periods(&self, ssin: Ssin) -> Result<Vec<Period>, Problem> {
        let periods = self.store().own_periods(ssin).await;
        periods.map_err(problem::from_store)
    }

    /// The NSSO's periods of an employer, the latest first.
    pub async fn periods(&self, search: &PeriodSearch) -> Result<Vec<Period>, Problem> {
        self.refresh().await;
        let account = self.active_account_for(search.employer, None)?;
        let search = Search {
            employer: search.employer,
            ssin: search.ssin,
        };
        let mut periods = self.search_periods(&account, search).await?;
        latest_first(&mut periods);
        Ok(periods)
    }

    async fn search_periods(
        &self,
        account: &ActiveAccount,
        search: Search,
    ) -> Result<Vec<Period>, Problem> {
        let found = self.look_at(account, Question::Search(search)).await?;
        Ok(found.into_iter().filter_map(FoundPeriod::known).collect())
    }

    async fn one_period(
        &self,
        account: &ActiveAccount,
        period: PeriodId,
    ) -> Result<Option<Period>, Problem> {
        let found = self.look_at(account, Question::One(period)).await?;
        Ok(found.into_iter().find_map(FoundPeriod::known))
    }

    /// Asks once; a token that is refused is renewed once.
    pub(super) async fn look_at(
        &self,
        account: &ActiveAccount,
        question: Question,
    ) -> Result<Vec<FoundPeriod>, Problem> {
        let mut seen = self.look_once(account, question).await?;
        if matches!(seen.what, Err(CallFailed::TokenRefused)) {
            seen = self.look_once(account, question).await?;
        }
        let why = seen
            .what
            .as_ref()
            .err()
            .map(|failure| failed(&seen, failure));
        match (seen.what, why) {
            (Ok(found), _) => Ok(found),
            (Err(_), why) => Err(why.unwrap_or_else(|| busy(500))),
        }
    }

    pub(super) async fn look_once(
        &self,
        account: &ActiveAccount,
        question: Question,
    ) -> Result<Asked<Vec<FoundPeriod>>, Problem> {
        let pass = account.pass(&self.inner.tokens, self.now()).await?;
        let (token, trace_id) = (&pass.token, Begun::new(Method::Search, self.now()).trace_id);
        let seen = match question {
            Question::Search(search) => {
                pass.transport()
                    .search_periods(token, &search, &trace_id)
                    .await
            }
            Question::One(period) => {
                let seen = pass.transport().period(token, period, &trace_id).await;
                Seen {
                    what: seen.what.map(|found| found.into_iter().collect()),
                    status: seen.status,
                    server_trace_id: seen.server_trace_id,
                    location: seen.location,
                    detail: seen.detail,
                }
            }
        };
        if matches!(seen.what, Err(CallFailed::TokenRefused)) {
            pass.refused(&self.inner.tokens);
        }
        Ok(seen)
    }
}

/// What is asked of the NSSO's periods.
#[derive(Clone, Copy)]
pub(super) enum Question {
    Search(Search),
    One(PeriodId),
}

/// Why nothing was found, in words.
pub(super) fn failed<T>(seen: &Asked<T>, failure: &CallFailed) -> Problem {
    match failure {
        CallFailed::Unreachable => unreachable(seen),
        CallFailed::Denied(status) => {
            let problem = problem::service(Text::new("correct-denied").with("status", *status))
                .hint(Text::new("correct-denied-hint"));
            match &seen.detail {
                Some(detail) => {
                    problem.detail(Text::new("server-said").with("text", detail.shown()))
                }
                None => problem,
            }
        }
        CallFailed::TokenRefused => busy(401),
        CallFailed::Later(_) => busy(seen.status.unwrap_or(503)),
        CallFailed::Fault => busy(seen.status.unwrap_or(500)),
    }
}

/// The draft as it was kept; from the message, with what the row knows, when it was not.
fn draft_of(timeline: &Timeline) -> Option<Draft> {
    let is_filled = |draft: &&Draft| draft.filled().next().is_some();
    if let Some(draft) = timeline.draft.as_ref().filter(is_filled) {
        return Some(draft.clone());
    }
    let mut draft = Draft::from_message(timeline.payload.as_ref()?.raw())?;
    let row = &timeline.row;
    if let Some(reference) = &row.reference {
        draft.set(Field::Reference, reference.raw());
    }
    if draft.kind == Kind::In {
        return Some(draft);
    }
    if let Some(ssin) = row.ssin {
        draft.set(Field::Ssin, ssin.digits());
    }
    let employer = row.employer.as_deref().map(str::parse::<Employer>);
    if let Some(Ok(employer)) = employer {
        name_employer(&mut draft, employer);
    }
    Some(draft)
}

fn latest_first(periods: &mut [Period]) {
    periods.sort_by_key(|period| std::cmp::Reverse((period.known.start, period.id)));
}
