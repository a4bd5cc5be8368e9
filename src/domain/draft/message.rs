//! From a message of ours back to the fields of a form: for a declaration whose draft was not
//! kept, and to tell what of a draft was sent.

use serde_json::Value;

use super::{Draft, Field, Kind};

impl Draft {
    /// The draft that a message of ours could have been made from, as far as it was sent; none
    /// when it is not such a message.
    pub fn from_message(message: &str) -> Option<Self> {
        let message: Value = serde_json::from_str(message).ok()?;
        let kind = Kind::ALL.into_iter().find(|kind| {
            let block = message.get(kind.block());
            block.is_some_and(|block| !block.is_null())
        })?;
        let mut draft = Self::new(kind);
        for block in ["employer", "worker", kind.block()] {
            if let Some(value) = message.get(block) {
                draft.fill(block, value);
            }
        }
        Some(draft)
    }

    fn fill(&mut self, path: &str, value: &Value) {
        let text = match value {
            Value::Object(members) => {
                for (name, value) in members {
                    self.fill(&format!("{path}.{name}"), value);
                }
                return;
            }
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => return,
        };
        if let Some((_, field)) = Field::from_wire(path) {
            self.set(field, spelled(field, text));
        }
    }
}

/// As a form has it: numbers with the zeros that they lost on the way, hours with a colon.
fn spelled(field: Field, text: String) -> String {
    match field {
        Field::PeriodId => format!("{text:0>12}"),
        Field::StartHour | Field::EndHour if text.len() == 4 && text.is_ascii() => {
            format!("{}:{}", &text[..2], &text[2..])
        }
        _ => text,
    }
}
