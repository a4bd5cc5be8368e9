//! Writes declarations, periods and relations as JSON (rsz-rest 6.2 and 7). Reads state, changes none.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::anomalies;
use super::identifiers;
use super::period::{Period, Terms};
use super::personnel::Personnel;
use super::world::{Declaration, Processed, World};

/// Writes with links under a base URL.
#[derive(Debug, Clone, Copy)]
pub(super) struct Renderer<'a> {
    pub(super) world: &'a World,
    /// `…/REST/dimona/v2`
    pub(super) base: &'a str,
}

impl Renderer<'_> {
    /// A declaration as it stood at a time; without a result it has no `result` member.
    pub(super) fn declaration(&self, declaration: &Declaration, at: Timestamp) -> Value {
        let result = declaration.result_at(at);
        let posted: Value = serde_json::from_str(&declaration.body).unwrap_or_default();
        let mut answer = Map::new();
        let href = format!("{}/declarations/{}", self.base, declaration.id);
        answer.insert("href".into(), href.into());
        if let Some(employer) = declaration.employer {
            answer.insert("employer".into(), self.employer(employer));
        }
        let ssin = result.map_or(declaration.ssin.as_deref(), |result| result.ssin.as_deref());
        let worker = self.worker(ssin, posted.get("worker"));
        if worker.as_object().is_some_and(|worker| !worker.is_empty()) {
            answer.insert("worker".into(), worker);
        }
        let block = declaration.kind.block();
        answer.insert(block.into(), posted.get(block).cloned().unwrap_or_default());
        let status = self.status(declaration.id, result);
        answer.insert("declarationStatus".into(), status);
        answer.into()
    }

    fn status(&self, id: u64, result: Option<&Processed>) -> Value {
        let mut status = json!({ "declarationId": id });
        let (Some(members), Some(result)) = (status.as_object_mut(), result) else {
            return status;
        };
        members.insert("result".into(), result.outcome.letter().into());
        if let Some(period) = result.period {
            let href = self.period_href(period);
            members.insert("period".into(), json!({ "id": period, "href": href }));
        }
        if !result.codes.is_empty() {
            let anomalies: Vec<Value> = result
                .codes
                .iter()
                .map(|code| anomalies::to_json(code))
                .collect();
            members.insert("anomalies".into(), anomalies.into());
        }
        status
    }

    /// A period, in searches and by itself (rsz-rest A-30).
    pub(super) fn period(&self, period: &Period) -> Value {
        let mut answer = terms(&period.terms);
        answer.insert("periodId".into(), period.id.into());
        answer.insert("href".into(), self.period_href(period.id).into());
        let features = json!({
            "workerType": *period.features.worker_type,
            "jointCommissionNumber": *period.features.commission,
        });
        answer.insert("features".into(), features);
        answer.insert("employer".into(), self.employer(period.employer));
        answer.insert("worker".into(), self.worker(Some(&period.ssin), None));
        answer.insert("isCancelled".into(), period.cancelled.into());
        answer.insert("isLocked".into(), period.locked.into());
        answer.insert("isLate".into(), period.late.into());
        answer.into()
    }

    /// The relations of an employer: one a worker, from the first to the last day of its periods.
    pub(super) fn relations(&self, employer: usize, ssin: Option<&str>) -> Vec<Value> {
        let mut spans: BTreeMap<&str, (jiff::civil::Date, Option<jiff::civil::Date>)> =
            BTreeMap::new();
        let periods = periods_of(&self.world.personnel, employer, ssin);
        for period in periods.into_iter().filter(|period| !period.cancelled) {
            let terms = &period.terms;
            let span = spans
                .entry(&period.ssin)
                .or_insert((terms.start, terms.end));
            span.0 = span.0.min(terms.start);
            span.1 = span.1.zip(terms.end).map(|(known, end)| known.max(end));
        }
        let relation = |(ssin, (start, end)): (&str, (_, Option<_>))| {
            let mut relation = json!({
                "startDate": start,
                "worker": self.worker(Some(ssin), None),
                "employer": self.employer(employer),
            });
            if let (Some(members), Some(end)) = (relation.as_object_mut(), end) {
                members.insert("endDate".into(), json!(end));
            }
            relation
        };
        spans.into_iter().map(relation).collect()
    }

    fn period_href(&self, id: u64) -> String {
        format!("{}/periods/{id}", self.base)
    }

    fn employer(&self, position: usize) -> Value {
        let employer = &self.world.scenario().employers[position];
        json!({
            "employerId": employer.nsso,
            "enterpriseNumber": employer.enterprise_number,
        })
    }

    /// The worker as the registers have it; what was posted fills the gaps, in upper case as there.
    fn worker(&self, ssin: Option<&str>, posted: Option<&Value>) -> Value {
        let mut worker = Map::new();
        let posted_text = |name: &str| posted.and_then(|worker| worker.get(name)?.as_str());
        for name in ["familyName", "givenName"] {
            if let Some(text) = posted_text(name) {
                worker.insert(name.into(), text.to_uppercase().into());
            }
        }
        if let Some(date) = posted_text("birthDate") {
            worker.insert("birthDate".into(), date.into());
        }
        for name in ["nationality", "gender"] {
            if let Some(value) = posted.and_then(|worker| worker.get(name)) {
                // The gender is answered as a text, however it was sent.
                let text = value.as_u64().filter(|_| name == "gender");
                let value = text.map_or_else(|| value.clone(), |sex| sex.to_string().into());
                worker.insert(name.into(), value);
            }
        }
        let Some(ssin) = ssin else {
            return worker.into();
        };
        worker.insert("ssin".into(), ssin.into());
        if let Some(date) = identifiers::birth_date(ssin) {
            worker.insert("birthDate".into(), json!(date));
        }
        if let Some(gender) = identifiers::gender(ssin) {
            worker.insert("gender".into(), gender.into());
        }
        if let Some(known) = self.world.personnel.worker(ssin) {
            worker.insert("familyName".into(), known.family_name.clone().into());
            worker.insert("givenName".into(), known.given_name.clone().into());
            let names = known.given_names.as_ref().unwrap_or(&known.given_name);
            worker.insert("givenNames".into(), names.clone().into());
            worker.insert("nationality".into(), known.nationality.into());
        }
        worker.into()
    }
}

/// Periods of an employer, of one worker or of all.
pub(super) fn periods_of<'a>(
    personnel: &'a Personnel,
    employer: usize,
    ssin: Option<&str>,
) -> Vec<&'a Period> {
    match ssin {
        Some(ssin) => {
            let periods = personnel.of_worker(ssin);
            periods
                .filter(|period| period.employer == employer)
                .collect()
        }
        None => personnel.of_employer(employer).collect(),
    }
}

fn terms(terms: &Terms) -> Map<String, Value> {
    let mut members = Map::new();
    members.insert("startDate".into(), json!(terms.start));
    if let Some(end) = terms.end {
        members.insert("endDate".into(), json!(end));
    }
    for (name, hour) in [("startHour", terms.start_hour), ("endHour", terms.end_hour)] {
        if let Some(hour) = hour {
            members.insert(name.into(), hour.strftime("%H%M").to_string().into());
        }
    }
    if let Some(planned) = terms.planned {
        members.insert("plannedHoursNumber".into(), planned.into());
    }
    members
}
