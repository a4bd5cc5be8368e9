//! A window of the ordered queue, found by keys and never by counting all rows.

use super::order::{Key, Order, Way};
use super::plan::{End, Plan, Walk};
use super::sql::{Sql, get};
use super::{listed, tally};
use crate::domain::ids::SubmissionId;
use crate::domain::report::{Anchor, Place, PlaceQuery, QueuePage, QueueQuery, Total, Window};
use crate::store::StoreError;
use crate::store::chosen::Limits;
use crate::store::postgres::session::Session;

/// Rows come from indexes in their order. The server would often rather read all rows of a part
/// and sort them, which takes longer the more there are.
const IN_ORDER: &str = "SET LOCAL enable_sort = off; SET LOCAL enable_incremental_sort = off;
    SET LOCAL max_parallel_workers_per_gather = 0";

/// What is counted to the end may take as long as it must, on more than one processor.
const PATIENT: &str =
    "SET LOCAL statement_timeout = '60s'; SET LOCAL max_parallel_workers_per_gather = 2";

/// A text that many rows have is found by reading them all: its index would give almost every page.
const ALL_ROWS: &str = "SET LOCAL enable_sort = on; SET LOCAL enable_seqscan = on";

/// So many times more rows are looked at for what proved frequent than for what may be rare.
const FREQUENT: u64 = 50;

/// One window. What would take more than the limits to count is left to [`place`].
pub(in crate::store::postgres) async fn page(
    session: &Session,
    query: &QueueQuery,
    limits: Limits,
) -> Result<QueuePage, StoreError> {
    let order = Order::of(query.sort);
    session.run(IN_ORDER).await?;
    let Some(plan) = Plan::of(session, &query.filter, order, limits).await? else {
        return Ok(QueuePage {
            offset: Some(0),
            ..QueuePage::default()
        });
    };
    let view = View {
        kept: tally::total(session, &query.filter).await?,
        window: query.window,
        plan,
    };
    let part = view.part().await?;
    let ids: Vec<_> = part.ids.into_iter().map(SubmissionId).collect();
    Ok(QueuePage {
        total: part.total,
        offset: part.offset,
        rows: listed::of_ids(session, &ids).await?,
    })
}

/// How many rows there are, and how many come before one of them: counted to the end, however
/// long that takes.
pub(in crate::store::postgres) async fn place(
    session: &Session,
    query: &PlaceQuery,
    limits: Limits,
) -> Result<Place, StoreError> {
    let order = Order::of(query.sort);
    session.run(PATIENT).await?;
    let Some(plan) = Plan::of(session, &query.filter, order, limits).await? else {
        return Ok(Place::default());
    };
    if plan.is_frequent().await? {
        session.run(ALL_ROWS).await?;
    }
    let kept = tally::total(session, &query.filter).await?;
    let key = match query.row {
        Some(row) if plan.chooses(row.0).await? => plan.key(row.0).await?,
        _ => None,
    };
    let (total, before) = match (kept, &key) {
        (Some(total), None) => (total, 0),
        (Some(total), Some(key)) => (total, plan.before(key).await?),
        (None, key) => plan.counted(key.as_ref()).await?,
    };
    Ok(Place {
        total,
        before: key.map(|_| before),
    })
}

/// The rows of a window, and where it lies.
#[derive(Debug, Default)]
struct Part {
    total: Total,
    offset: Option<u64>,
    ids: Vec<i64>,
}

/// What is asked of a plan.
struct View<'a> {
    plan: Plan<'a>,
    /// Rows in all, if that is kept.
    kept: Option<u64>,
    window: Window,
}

/// Rows of a walk, in order, and whether they reach its ends.
#[derive(Debug, Default)]
struct Strip {
    ids: Vec<i64>,
    from_start: bool,
    to_end: bool,
    /// Rows before the first of them, if that is known already.
    before: Option<u64>,
}

impl View<'_> {
    async fn part(&self) -> Result<Part, StoreError> {
        if let Some(ids) = self.plan.gathered().await? {
            return self.of_gathered(&ids).await;
        }
        let walk = self.plan.walk().await?;
        let looks = self.plan.limits.looks;
        if let Some(strip) = self.strip(&walk, looks).await? {
            return self.placed(&walk, strip).await;
        }
        // A text that lies in one part of the order: to go on there is less than to sort all its rows.
        let is_frequent = self.plan.is_frequent().await?;
        if is_frequent && let Some(strip) = self.strip(&walk, looks * FREQUENT).await? {
            return self.placed(&walk, strip).await;
        }
        self.of_all(is_frequent).await
    }

    /// Where the window lies among so many rows; the first of it.
    fn offset(&self, total: u64, at: Option<u64>) -> u64 {
        let size = self.window.rows as u64;
        let last = total.saturating_sub(size);
        let around = |place: u64| place.saturating_sub(size / 2).min(last);
        match self.window.anchor {
            Anchor::First => 0,
            Anchor::Last => last,
            Anchor::After(_) => at.unwrap_or(total),
            Anchor::At(place) => around(place.min(total.saturating_sub(1))),
            Anchor::Around(_) => at.map_or(0, around),
        }
    }

    async fn of_gathered(&self, ids: &[i64]) -> Result<Part, StoreError> {
        let place = |id: SubmissionId| ids.iter().position(|one| *one == id.0);
        let at = match self.window.anchor {
            Anchor::Around(id) => place(id).map(|place| place as u64),
            Anchor::After(id) => match (place(id), self.plan.key(id.0).await?) {
                (Some(place), _) => Some(place as u64 + 1),
                // The row behind which one looks need not be chosen.
                (None, Some(key)) => Some(self.plan.counted(Some(&key)).await?.1),
                (None, None) => None,
            },
            _ => None,
        };
        let offset = self.offset(ids.len() as u64, at);
        let skipped = usize::try_from(offset).unwrap_or(usize::MAX);
        Ok(Part {
            total: Total::Exact(ids.len() as u64),
            offset: Some(offset),
            ids: ids
                .iter()
                .skip(skipped)
                .take(self.window.rows)
                .copied()
                .collect(),
        })
    }

    /// By the indexes of the terms, all counted: what is chosen is rare where one looked for it.
    async fn of_all(&self, is_frequent: bool) -> Result<Part, StoreError> {
        let size = self.window.rows as u64;
        self.plan.session.run(PATIENT).await?;
        if is_frequent {
            self.plan.session.run(ALL_ROWS).await?;
            if self.window.anchor == Anchor::First {
                return Ok(Part {
                    total: Total::AtLeast(self.plan.limits.counted.max(size)),
                    offset: Some(0),
                    ids: self.plan.part(0, size).await?,
                });
            }
        }
        let (key, is_chosen) = match self.window.anchor {
            Anchor::Around(id) => {
                let is_chosen = self.plan.chooses(id.0).await?;
                (self.plan.key(id.0).await?.filter(|_| is_chosen), is_chosen)
            }
            Anchor::After(id) => (self.plan.key(id.0).await?, self.plan.chooses(id.0).await?),
            _ => (None, false),
        };
        let (total, before) = self.plan.counted(key.as_ref()).await?;
        let at = match self.window.anchor {
            Anchor::After(_) => key.map(|_| before + u64::from(is_chosen)),
            _ => key.map(|_| before),
        };
        let offset = self.offset(total, at);
        Ok(Part {
            total: Total::Exact(total),
            offset: Some(offset),
            ids: self.plan.part(offset, size).await?,
        })
    }

    /// None when the walk proved too long.
    async fn strip(&self, walk: &Walk<'_>, looks: u64) -> Result<Option<Strip>, StoreError> {
        let size = self.window.rows as u64;
        match self.window.anchor {
            Anchor::First => first(walk, size, looks).await,
            Anchor::Last => last(walk, size, looks).await,
            Anchor::After(id) => {
                let Some(key) = self.plan.key(id.0).await? else {
                    // Behind a row that is not there lies nothing.
                    return Ok(Some(Strip {
                        to_end: true,
                        ..Strip::default()
                    }));
                };
                let (ids, end) = walk.ids(Some(&key), Way::Onward, size, looks).await?;
                Ok((end != End::Tired).then_some(Strip {
                    ids,
                    to_end: end == End::Over,
                    ..Strip::default()
                }))
            }
            Anchor::Around(id) => {
                let key = if self.plan.chooses(id.0).await? {
                    self.plan.key(id.0).await?
                } else {
                    None
                };
                match key {
                    Some(key) => around(walk, &key, size, looks).await,
                    None => first(walk, size, looks).await,
                }
            }
            Anchor::At(place) => self.at(walk, place).await,
        }
    }

    /// The window around the row of a place. Rows that are chosen one by one cannot be counted
    /// off: they are all collected.
    async fn at(&self, walk: &Walk<'_>, place: u64) -> Result<Option<Strip>, StoreError> {
        let size = self.window.rows as u64;
        if walk.test.is_some() {
            return Ok(None);
        }
        let total = self.kept;
        let place = place.min(total.map_or(u64::MAX, |total| total.saturating_sub(1)));
        let behind = total.map(|total| total.saturating_sub(place + 1));
        let id = match (self.id_at(place).await?, behind) {
            (Some(id), _) => Some(id),
            (None, Some(behind)) if behind < place => walk.nth(Way::Back, behind).await?,
            (None, _) => walk.nth(Way::Onward, place).await?,
        };
        let key = match id {
            Some(id) => self.plan.key(id).await?,
            None => None,
        };
        let Some(key) = key else {
            return last(walk, size, u64::MAX).await;
        };
        let strip = around(walk, &key, size, u64::MAX).await?;
        Ok(strip.map(|strip| {
            let ahead = strip.ids.iter().position(|one| *one == key.id);
            let before = ahead.map(|ahead| place - ahead as u64);
            Strip { before, ..strip }
        }))
    }

    /// Tells where a strip lies, as far as that is cheap.
    async fn placed(&self, walk: &Walk<'_>, strip: Strip) -> Result<Part, StoreError> {
        let rows = strip.ids.len() as u64;
        let counted = self.plan.limits.counted;
        let total = match (self.kept, self.plan.total()) {
            (Some(total), _) => Total::Exact(total),
            _ if strip.from_start && strip.to_end => Total::Exact(rows),
            (None, Some(Total::AtLeast(counted))) => Total::AtLeast(counted.max(rows)),
            (None, Some(exact)) => exact,
            (None, None) => {
                let looks = self.looks_to_count(walk);
                let (count, end) = walk.count(None, Way::Onward, counted + 1, looks).await?;
                match end {
                    End::Over => Total::Exact(count),
                    End::Enough | End::Tired => Total::AtLeast(count.min(counted).max(rows)),
                }
            }
        };
        let offset = match strip.before {
            Some(before) => Some(before),
            None if strip.from_start => Some(0),
            None => self.before(walk, &strip, total.exact()).await?,
        };
        Ok(Part {
            total,
            offset,
            ids: strip.ids,
        })
    }

    async fn before(
        &self,
        walk: &Walk<'_>,
        strip: &Strip,
        total: Option<u64>,
    ) -> Result<Option<u64>, StoreError> {
        let rows = strip.ids.len() as u64;
        if let (true, Some(total)) = (strip.to_end, total) {
            return Ok(Some(total.saturating_sub(rows)));
        }
        let (Some(first), Some(last)) = (strip.ids.first(), strip.ids.last()) else {
            return Ok(None);
        };
        if let Some(place) = self.place_of(*first).await? {
            return Ok(Some(place));
        }
        if let Some(before) = self.counted(walk, *first, Way::Back).await? {
            return Ok(Some(before));
        }
        let Some(total) = total else { return Ok(None) };
        let behind = self.counted(walk, *last, Way::Onward).await?;
        Ok(behind.map(|behind| total.saturating_sub(rows + behind)))
    }

    /// Rows from this one to the end that lies this way, unless they are too many.
    async fn counted(&self, walk: &Walk<'_>, id: i64, way: Way) -> Result<Option<u64>, StoreError> {
        let Some(key) = self.plan.key(id).await? else {
            return Ok(None);
        };
        let most = self.plan.limits.counted + 1;
        let looks = self.looks_to_count(walk);
        let (count, end) = walk.count(Some(&key), way, most, looks).await?;
        Ok((end == End::Over).then_some(count))
    }

    /// Counting is worth less than the rows themselves.
    fn looks_to_count(&self, walk: &Walk<'_>) -> u64 {
        match walk.test {
            None => u64::MAX,
            Some(_) => self.plan.limits.looks / 16,
        }
    }

    /// Rows before this one, when numbers tell: all rows by number, with none missing.
    async fn place_of(&self, id: i64) -> Result<Option<u64>, StoreError> {
        let Some(total) = self.without_gaps().await? else {
            return Ok(None);
        };
        let growing = id.unsigned_abs().saturating_sub(1);
        Ok(Some(if self.plan.order.descends() {
            total.saturating_sub(growing + 1)
        } else {
            growing
        }))
    }

    /// The row with so many before it, in the same case.
    async fn id_at(&self, place: u64) -> Result<Option<i64>, StoreError> {
        let Some(total) = self.without_gaps().await? else {
            return Ok(None);
        };
        let number = if self.plan.order.descends() {
            total.checked_sub(place)
        } else {
            place.checked_add(1)
        };
        Ok(number.and_then(|number| i64::try_from(number).ok()))
    }

    /// How many rows there are when they are shown by number and have all numbers from one on.
    async fn without_gaps(&self) -> Result<Option<u64>, StoreError> {
        if !self.plan.terms.is_open() || !self.plan.order.is_by_number() {
            return Ok(None);
        }
        let ends = Sql::new("SELECT min(id), max(id) FROM submission", []);
        let rows = ends.rows(self.plan.session).await?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        let (least, largest): (Option<i64>, Option<i64>) = (get(row, 0)?, get(row, 1)?);
        let all = largest.and_then(|largest| u64::try_from(largest).ok());
        Ok(all.filter(|all| least == Some(1) && self.kept == Some(*all)))
    }
}

async fn first(walk: &Walk<'_>, size: u64, looks: u64) -> Result<Option<Strip>, StoreError> {
    let (ids, end) = walk.ids(None, Way::Onward, size, looks).await?;
    Ok((end != End::Tired).then_some(Strip {
        ids,
        from_start: true,
        to_end: end == End::Over,
        before: None,
    }))
}

async fn last(walk: &Walk<'_>, size: u64, looks: u64) -> Result<Option<Strip>, StoreError> {
    let (mut ids, end) = walk.ids(None, Way::Back, size, looks).await?;
    ids.reverse();
    Ok((end != End::Tired).then_some(Strip {
        ids,
        from_start: end == End::Over,
        to_end: true,
        before: None,
    }))
}

/// The key's row in the middle, or as near to it as the ends allow.
async fn around(
    walk: &Walk<'_>,
    key: &Key,
    size: u64,
    looks: u64,
) -> Result<Option<Strip>, StoreError> {
    let half = size / 2;
    let (mut ids, mut start) = walk.ids(Some(key), Way::Back, half, looks).await?;
    if start == End::Tired {
        return Ok(None);
    }
    ids.reverse();
    if size > half {
        ids.push(key.id);
    }
    let missing = size - ids.len() as u64;
    let (onward, end) = walk.ids(Some(key), Way::Onward, missing, looks).await?;
    ids.extend(onward);
    if end == End::Tired {
        return Ok(None);
    }
    let missing = size - ids.len() as u64;
    if missing > 0 && start == End::Enough {
        // The end came early: what fits goes before.
        let (mut back, ended) = walk
            .ids(Some(key), Way::Back, half + missing, looks)
            .await?;
        if ended == End::Tired {
            return Ok(None);
        }
        start = ended;
        back.reverse();
        let known = usize::try_from(half).unwrap_or_default();
        back.extend(ids.into_iter().skip(known));
        ids = back;
    }
    Ok(Some(Strip {
        ids,
        from_start: start == End::Over,
        to_end: end == End::Over,
        before: None,
    }))
}
