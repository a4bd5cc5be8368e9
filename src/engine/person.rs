//! Everything that is kept about one person: the right of access (GDPR, article 15). Only reads,
//! but for the note that it was asked for.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::domain::draft::{Field, Kind};
use crate::domain::ids::{PeriodId, Ssin, SubmissionId};
use crate::domain::problem::Problem;
use crate::domain::report::{
    Anchor, Filter, KeptDraft, QueueQuery, QueueRow, Sort, SortColumn, Timeline, Window,
};

use super::{Engine, problem};

/// Rows, and entries of the journal, that are read at once.
const PAGE: usize = 500;

/// Events with which the journal tells that somebody saw a number; their reason is the submission.
const SEEN: [&str; 2] = ["revealed", "opened"];

/// The event with which the journal tells that all of this was asked for.
const ASKED: &str = "person_exported";

/// Everything that is kept about a person.
#[derive(Debug)]
pub struct Personal {
    /// The submissions about that person, oldest first, with messages, answers and history.
    pub submissions: Vec<Timeline>,
    /// Drafts that name that person.
    pub drafts: Vec<KeptDraft>,
    /// Who saw the number, or all of this, and when.
    pub seen: Vec<Glance>,
    /// Whether the register of sender, contacts and accounts holds the number.
    pub is_in_register: bool,
}

/// Somebody saw a number.
#[derive(Debug)]
pub struct Glance {
    /// The journal's entry.
    pub sequence: i64,
    /// When.
    pub at: Option<Timestamp>,
    /// Who.
    pub actor: String,
    /// In which way.
    pub event: String,
    /// Of which submission; none when it was all of this.
    pub submission: Option<SubmissionId>,
}

impl Engine {
    /// Reads everything about a person, and notes that it was asked for: by a keyed hash, so that
    /// the journal does not name whom.
    pub async fn all_about(&self, ssin: Ssin) -> Result<Personal, Problem> {
        self.must_write()?;
        let mut submissions = Vec::new();
        let mut found = self.named(ssin).await?;
        found.extend(self.follow_ups(&found, ssin).await?);
        let mut todo: BTreeSet<SubmissionId> = found.iter().map(|row| row.id).collect();
        let mut done = BTreeSet::new();
        while let Some(id) = todo.pop_first() {
            if !done.insert(id) {
                continue;
            }
            let Some(timeline) = self.timeline(id).await? else {
                continue;
            };
            // What belongs to it may be about another person: the number was wrong before.
            let own = timeline.chain.iter().filter(|row| is_about(row, ssin));
            todo.extend(own.map(|row| row.id).filter(|id| !done.contains(id)));
            submissions.push(timeline);
        }
        submissions.sort_by_key(|timeline| timeline.row.id);
        let mut drafts = self.drafts().await?;
        drafts.retain(|draft| mentions(draft, ssin));
        let mark = self.inner.business_key.of_person(ssin);
        let seen = self.glances(&done, &mark).await?;
        let register = self.store().register().await.map_err(problem::from_store)?;
        let spellings = spellings(ssin);
        let personal = Personal {
            is_in_register: register
                .document
                .is_some_and(|document| spellings.iter().any(|one| document.contains(one))),
            submissions,
            drafts,
            seen,
        };
        let (rows, drafts) = (personal.submissions.len(), personal.drafts.len());
        let what = format!("person={mark} submissions={rows} drafts={drafts}");
        self.note_leaving(ASKED, &what).await?;
        Ok(personal)
    }

    /// The rows that name the person, or whose reference does.
    async fn named(&self, ssin: Ssin) -> Result<Vec<QueueRow>, Problem> {
        let mut rows = self.walk(Filter {
            ssin: Some(ssin),
            ..Filter::default()
        });
        let mut found = rows.all(|_| true).await?;
        for spelling in spellings(ssin) {
            let mut rows = self.walk(Filter {
                text: Some(spelling),
                ..Filter::default()
            });
            found.extend(rows.all(|row| is_about(row, ssin)).await?);
        }
        Ok(found)
    }

    /// The rows that name no person, but a period of this one.
    async fn follow_ups(&self, found: &[QueueRow], ssin: Ssin) -> Result<Vec<QueueRow>, Problem> {
        let periods: BTreeSet<PeriodId> = found.iter().filter_map(|row| row.period).collect();
        if periods.is_empty() {
            return Ok(Vec::new());
        }
        let mut rows = self.walk(Filter {
            kinds: vec![Kind::Out, Kind::Update, Kind::Cancel],
            ..Filter::default()
        });
        let is_of = |row: &QueueRow| row.period.is_some_and(|period| periods.contains(&period));
        rows.all(|row| is_about(row, ssin) && is_of(row)).await
    }

    fn walk(&self, filter: Filter) -> Walk<'_> {
        Walk {
            engine: self,
            filter,
        }
    }

    /// Who saw the numbers of these submissions, and who asked for all of this before.
    async fn glances(
        &self,
        of: &BTreeSet<SubmissionId>,
        mark: &str,
    ) -> Result<Vec<Glance>, Problem> {
        let asked = format!("person={mark} ");
        let mut glances = Vec::new();
        let mut after = 0;
        loop {
            let page = self.journal_page(after, PAGE).await?;
            for entry in &page {
                after = entry.sequence;
                let reason = entry.reason.as_deref().unwrap_or_default();
                let submission = reason.parse().ok().map(SubmissionId);
                let submission = submission.filter(|id| of.contains(id));
                let is_seen = SEEN.contains(&&*entry.event) && submission.is_some();
                let is_asked = entry.event == ASKED && reason.starts_with(&asked);
                if is_seen || is_asked {
                    glances.push(Glance {
                        sequence: entry.sequence,
                        at: Timestamp::from_millisecond(entry.at).ok(),
                        actor: entry.actor.clone(),
                        event: entry.event.clone(),
                        submission: submission.filter(|_| is_seen),
                    });
                }
            }
            if page.len() < PAGE {
                return Ok(glances);
            }
        }
    }
}

/// All rows of a filter, a page at a time.
struct Walk<'a> {
    engine: &'a Engine,
    filter: Filter,
}

impl Walk<'_> {
    async fn all(
        &mut self,
        takes: impl Fn(&QueueRow) -> bool + Send,
    ) -> Result<Vec<QueueRow>, Problem> {
        let mut found = Vec::new();
        let mut anchor = Anchor::First;
        loop {
            let query = QueueQuery {
                filter: self.filter.clone(),
                sort: Sort {
                    column: SortColumn::Id,
                    descending: false,
                },
                window: Window { anchor, rows: PAGE },
            };
            let page = self.engine.queue(&query).await?;
            let Some(last) = page.rows.last().map(|row| row.id) else {
                return Ok(found);
            };
            found.extend(page.rows.into_iter().filter(|row| takes(row)));
            anchor = Anchor::After(last);
        }
    }
}

/// Whether a row is about this person, or about nobody by number.
fn is_about(row: &QueueRow, ssin: Ssin) -> bool {
    row.ssin.is_none_or(|other| other == ssin)
}

/// A draft holds whatever was typed, so it is compared as what it would be read as.
fn mentions(draft: &KeptDraft, ssin: Ssin) -> bool {
    let spellings = spellings(ssin);
    draft.draft.filled().any(|field| {
        let text = draft.draft.get(field);
        let is_read = field == Field::Ssin && Ssin::parse(text) == Ok(ssin);
        is_read || spellings.iter().any(|one| text.contains(one))
    })
}

/// The number as it is written.
fn spellings(ssin: Ssin) -> [String; 2] {
    [ssin.digits(), ssin.reveal()]
}
