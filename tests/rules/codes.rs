//! The anomaly codes in an answer of the simulator.

use std::collections::BTreeSet;

use serde_json::Value;

/// Every anomaly code that stands anywhere in an answer.
pub(crate) fn gather(answer: &Value, codes: &mut BTreeSet<String>) {
    match answer {
        Value::Object(members) => members.values().for_each(|member| gather(member, codes)),
        Value::Array(items) => items.iter().for_each(|item| gather(item, codes)),
        Value::String(text) if is_code(text) => {
            codes.insert(text.clone());
        }
        _ => {}
    }
}

fn is_code(text: &str) -> bool {
    text.len() == 9
        && text.bytes().enumerate().all(|(place, byte)| {
            if place == 5 {
                byte == b'-'
            } else {
                byte.is_ascii_digit()
            }
        })
}
