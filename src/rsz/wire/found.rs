//! What searches and look-ups bring (rsz-rest 7).

use serde_json::Value;

use super::hours::hours_of;
use super::json::{
    date, declaration_id, employer, is_true, member, number, read, ssin, text, untrusted,
};
use crate::domain::ids::PeriodId;
use crate::rsz::{FoundDeclaration, FoundPeriod, FoundRelation};

const START: [&str; 2] = ["startDate", "startingDate"];
const END: [&str; 2] = ["endDate", "endingDate"];

/// One page of a search.
pub struct Page {
    /// Its items, unread.
    pub items: Vec<Value>,
    /// Where the next page is.
    pub next: Option<String>,
}

/// Reads a page; `None` when it is not one.
pub fn page(body: &[u8]) -> Option<Page> {
    let mut value = read(body)?;
    let next = member(&value, &["next"])
        .map(|next| member(next, &["href"]).unwrap_or(next))
        .and_then(text)
        .filter(|next| !next.is_empty());
    match value.get_mut("items")?.take() {
        Value::Array(items) => Some(Page { items, next }),
        _ => None,
    }
}

/// Reads a declaration; `None` when it has no number.
pub fn declaration(item: Value) -> Option<FoundDeclaration> {
    let status = member(&item, &["declarationStatus"]).unwrap_or(&item);
    let number = member(status, &["declarationId", "dimonaDeclarationId"])?;
    Some(FoundDeclaration {
        declaration: declaration_id(number)?,
        employer: employer(&item),
        ssin: ssin(&item),
        body: item,
    })
}

/// Reads a period; `None` when it has no number.
pub fn period(item: &Value) -> Option<FoundPeriod> {
    let features = member(item, &["features", "dimonaFeatures"]).unwrap_or(item);
    Some(FoundPeriod {
        period: PeriodId::from_answer(number(member(item, &["periodId", "id"])?)?),
        employer: employer(item),
        ssin: ssin(item),
        start: date(item, &START),
        end: date(item, &END),
        worker_type: member(features, &["workerType"]).and_then(untrusted),
        joint_committee: member(features, &["jointCommissionNumber", "jointCommissionNbr"])
            .and_then(untrusted),
        hours: hours_of(item),
        planned_hours: member(item, &["plannedHoursNumber", "plannedHoursNbr"])
            .and_then(number)
            .and_then(|hours| u16::try_from(hours).ok()),
        locked: ["isLocked", "locked"]
            .iter()
            .any(|name| item.get(name).is_some_and(is_true)),
        cancelled: is_cancelled(item),
    })
}

/// Reads a relation; `None` when it says nothing that we know.
pub fn relation(item: &Value) -> Option<FoundRelation> {
    let found = FoundRelation {
        ssin: ssin(item),
        start: date(item, &START),
        end: date(item, &END),
    };
    (found.ssin.is_some() || found.start.is_some()).then_some(found)
}

/// Nobody knows how a withdrawn period is marked: any of the four ways counts (rsz-rest 7.2).
fn is_cancelled(item: &Value) -> bool {
    let by_flag = ["isCancelled", "cancelled"]
        .iter()
        .any(|name| item.get(name).is_some_and(is_true));
    let by_status = member(item, &["status"])
        .and_then(Value::as_str)
        .is_some_and(|status| {
            ["CANCELLED", "CANCELED"]
                .iter()
                .any(|word| status.eq_ignore_ascii_case(word))
        });
    by_flag || by_status || member(item, &["dimonaCancel"]).is_some()
}
