//! A file to begin with: every column, and an example of each kind.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::domain::draft::{Draft, Field, Kind};
use crate::input::Format;

/// What stands in the first line of CSV before the fields.
const KIND: &str = "kind";

/// The template of a format. The examples are valid on this day, and made up.
pub fn template(format: Format, today: Date) -> String {
    let examples = examples(today);
    match format {
        Format::Csv => csv(&examples),
        Format::Json => examples.iter().map(json).collect(),
    }
}

/// Every column, as Excel in Belgium opens and saves it.
fn csv(examples: &[Draft]) -> String {
    let mut header = vec![KIND];
    header.extend(Field::ALL.iter().map(|field| field.column()));
    let mut text = format!("\u{feff}{}\r\n", header.join(";"));
    for example in examples {
        let mut cells = vec![example.kind.as_str()];
        cells.extend(Field::ALL.iter().map(|&field| example.get(field)));
        text.push_str(&cells.join(";"));
        text.push_str("\r\n");
    }
    text
}

/// One object with every member, those without a value as `null`.
fn json(example: &Draft) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let mut members = vec![format!(
        "{}: {}",
        quoted(KIND),
        quoted(example.kind.as_str())
    )];
    members.extend(Field::ALL.iter().map(|&field| {
        let value = match example.get(field) {
            "" => "null".to_owned(),
            text => quoted(text),
        };
        format!("{}: {value}", quoted(field.column()))
    }));
    format!("{{{}}}\n", members.join(", "))
}

/// Numbers stand with their points: a spreadsheet would take the noughts off the others.
fn examples(today: Date) -> [Draft; 4] {
    let day = |ahead: i64| {
        let day = today.checked_add(ahead.days()).unwrap_or(today);
        format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
    };
    [
        Draft::new(Kind::In)
            .with(Field::Reference, "EXAMPLE-1")
            .with(Field::EnterpriseNumber, "0999.999.922")
            .with(Field::Ssin, "85.07.30-997.34")
            .with(Field::FamilyName, "Testmans")
            .with(Field::GivenName, "Zo\u{e9}")
            .with(Field::StartDate, day(14))
            .with(Field::WorkerType, "OTH")
            .with(Field::JointCommittee, "XXX"),
        Draft::new(Kind::Out)
            .with(Field::Reference, "EXAMPLE-2")
            .with(Field::PeriodId, "800000000179")
            .with(Field::EndDate, day(30)),
        Draft::new(Kind::Update)
            .with(Field::Reference, "EXAMPLE-3")
            .with(Field::PeriodId, "800000000381")
            .with(Field::StartDate, day(21))
            .with(Field::EndDate, day(60)),
        Draft::new(Kind::Cancel)
            .with(Field::Reference, "EXAMPLE-4")
            .with(Field::PeriodId, "800000000583"),
    ]
}
