//! The result of a declaration (rsz-rest 6), in all forms that were ever seen.

use std::collections::BTreeMap;

use serde_json::Value;

use super::json::{declaration_id, member, number, read, ssin, text, untrusted};
use super::problem::plain;
use crate::domain::answer::{Anomaly, Answer, GetSeen, ResultCode};
use crate::domain::ids::{DeclarationId, PeriodId};
use crate::domain::untrusted::Untrusted;

/// What a 200 says about the declaration that was asked for.
///
/// A verdict is believed only when it has one of the four letters and names the number asked for.
pub fn result(asked: DeclarationId, body: &[u8]) -> GetSeen {
    let believed = read(body).and_then(|value| believed(asked, &value, body));
    match believed {
        Some(answer) => GetSeen::Result(Box::new(answer)),
        None => GetSeen::NotBelieved(plain(body)),
    }
}

fn believed(asked: DeclarationId, value: &Value, body: &[u8]) -> Option<Answer> {
    // v1 had these members at the top.
    let status = member(value, &["declarationStatus"]).unwrap_or(value);
    let about = declaration_id(member(status, &["declarationId", "dimonaDeclarationId"])?)?;
    let letter = member(status, &["result"])?.as_str()?;
    let result = ResultCode::parse(letter)?;
    (about == asked).then(|| Answer {
        declaration: asked,
        result,
        period: period(status),
        anomalies: anomalies(status),
        ssin: ssin(value),
        raw: Untrusted::new(String::from_utf8_lossy(body)),
    })
}

fn period(status: &Value) -> Option<PeriodId> {
    let found = member(status, &["period", "periodId", "dimonaPeriodId"])?;
    let found = member(found, &["id", "periodId"]).unwrap_or(found);
    number(found).map(PeriodId::from_answer)
}

/// The anomalies, and whatever else stands in an array of the status: v1 had informations beside
/// them, and a v2 counterpart would otherwise go unseen (rsz-rest A-25).
fn anomalies(status: &Value) -> Vec<Anomaly> {
    let Some(members) = status.as_object() else {
        return Vec::new();
    };
    let mut arrays: Vec<(&String, &Vec<Value>)> = members
        .iter()
        .filter_map(|(name, value)| Some((name, value.as_array()?)))
        .collect();
    arrays.sort_by_key(|(name, _)| !name.starts_with("anomal"));
    let mut found: Vec<Anomaly> = Vec::new();
    for anomaly in arrays
        .iter()
        .flat_map(|(_, items)| *items)
        .filter_map(anomaly)
    {
        if !found.contains(&anomaly) {
            found.push(anomaly);
        }
    }
    found
}

fn anomaly(item: &Value) -> Option<Anomaly> {
    let code = member(item, &["errorId", "code"]).unwrap_or(item);
    let anomaly = Anomaly {
        code: untrusted(code).unwrap_or_default(),
        labels: labels(item),
    };
    (!anomaly.code.is_empty() || !anomaly.labels.is_empty()).then_some(anomaly)
}

/// `label.nl`, else `labelNl`, else `descriptionNl`; a text of unknown language is `und` (ISO 639-2).
fn labels(item: &Value) -> BTreeMap<String, Untrusted> {
    let mut labels = BTreeMap::new();
    for name in ["label", "description"] {
        match item.get(name) {
            Some(Value::Object(texts)) => {
                for (language, label) in texts {
                    add(&mut labels, language, label);
                }
            }
            Some(label) => add(&mut labels, "und", label),
            None => {}
        }
        for (suffix, language) in [("Nl", "nl"), ("Fr", "fr"), ("De", "de"), ("En", "en")] {
            if let Some(label) = item.get(format!("{name}{suffix}")) {
                add(&mut labels, language, label);
            }
        }
    }
    labels
}

fn add(labels: &mut BTreeMap<String, Untrusted>, language: &str, label: &Value) {
    if let Some(label) = text(label).filter(|label| !label.is_empty()) {
        labels
            .entry(language.to_ascii_lowercase())
            .or_insert_with(|| Untrusted::new(label));
    }
}
