//! Files as they come: right, nearly right, and hostile.

use proptest::prelude::*;

use super::*;
use crate::i18n::{Catalogue, Language};

fn read_csv(bytes: &[u8]) -> Result<Vec<InputRow>, InputError> {
    read(bytes, Some(Format::Csv))
}

fn read_json(bytes: &[u8]) -> Result<Vec<InputRow>, InputError> {
    read(bytes, Some(Format::Json))
}

fn flat(more: &str) -> String {
    format!(r#"{{"kind": "cancel", "period_id": 900000000101{more}}}"#)
}

/// Line, field and key of every row that has an error, `None` for the others.
fn errors(rows: &[InputRow]) -> Vec<Option<(u64, Option<&str>, &str)>> {
    let error = |row: &InputRow| row.draft.as_ref().err().cloned();
    rows.iter()
        .map(|row| {
            error(row)?;
            let error = row.draft.as_ref().err()?;
            Some((error.line, error.field.as_deref(), error.text.key))
        })
        .collect()
}

fn json(text: &str) -> Vec<InputRow> {
    read_json(text.as_bytes()).expect("can be cut into rows")
}

fn csv(text: &str) -> Vec<InputRow> {
    read_csv(text.as_bytes()).expect("can be cut into rows")
}

fn only_draft(rows: &[InputRow]) -> &Draft {
    assert_eq!(rows.len(), 1);
    rows[0].draft.as_ref().expect("a draft")
}

#[test]
fn one_object_an_array_and_lines_are_all_files_of_json() {
    let one = flat("");
    for (name, text, lines) in [
        ("one object", one.clone(), vec![1]),
        (
            "after a byte-order mark",
            format!("\u{feff}\n{one}"),
            vec![2],
        ),
        ("an empty array", "[ ]".to_owned(), vec![]),
        ("an array", format!("[\n{one},\n\n{one}\n]\n"), vec![2, 4]),
        ("lines", format!("{one}\r\n{one}\n\n{one}"), vec![1, 2, 4]),
        ("close together", format!("{one}{one}"), vec![1, 1]),
        (
            "over several lines",
            format!("{}\n{one}", one.replace(", ", ",\n")),
            vec![1, 3],
        ),
    ] {
        let rows = json(&text);
        assert!(rows.iter().all(|row| row.draft.is_ok()), "{name}");
        let found: Vec<u64> = rows.iter().map(|row| row.line).collect();
        assert_eq!(found, lines, "{name}");
        let numbers: Vec<usize> = rows.iter().map(|row| row.row).collect();
        assert_eq!(numbers, (1..=lines.len()).collect::<Vec<_>>(), "{name}");
    }
}

#[test]
fn the_shape_of_the_message_and_the_flat_shape_say_the_same() {
    let message = r#"{"reference": "A-1",
        "employer": {"enterpriseNumber": "0999999922", "employerId": null},
        "worker": {"ssin": "05021999736"},
        "dimonaIn": {"startDate": "2026-12-05", "endDate": "2026-12-06",
            "plannedHoursNumber": 12,
            "features": {"workerType": "STU", "jointCommissionNumber": "XXX"},
            "studentPlaceOfWork": {"name": "Zaal 2", "address": {"street": "Proefstraat",
                "municipality": {"code": 21004, "name": "Brussel"}, "country": 150}}}}"#;
    let flat = r#"{"reference": "A-1", "kind": "IN", "enterprise_number": "0999999922",
        "ssin": "05021999736", "start_date": "2026-12-05", "end_date": "2026-12-06",
        "planned_hours": "12", "worker_type": "STU", "joint_committee": "XXX",
        "workplace_name": "Zaal 2", "workplace_street": "Proefstraat",
        "workplace_municipality_code": 21004, "workplace_municipality_name": "Brussel",
        "workplace_country": 150}"#;
    let (message, flat) = (json(message), json(flat));
    assert_eq!(only_draft(&message), only_draft(&flat));
    assert_eq!(only_draft(&flat).get(Field::PlannedHours), "12");
}

#[test]
fn mistakes_in_an_object_are_the_errors_of_its_row() {
    for (name, text, line, field, key) in [
        (
            "unknown member",
            flat(r#", "perid": 1"#),
            1,
            Some("perid"),
            "input-unknown-member",
        ),
        (
            "twice",
            flat(r#", "period_id": 2"#),
            1,
            Some("period_id"),
            "input-duplicate-member",
        ),
        (
            "a list",
            flat(r#", "ssin": [1]"#),
            1,
            Some("ssin"),
            "input-wrong-type",
        ),
        (
            "no kind",
            "\n{\"ssin\": \"1\"}".to_owned(),
            2,
            Some("kind"),
            "input-no-kind",
        ),
        (
            "strange kind",
            r#"{"kind": "hire"}"#.to_owned(),
            1,
            Some("kind"),
            "input-unknown-kind",
        ),
        (
            "not an object",
            "[17]".to_owned(),
            1,
            None,
            "input-not-an-object",
        ),
        (
            "no JSON within",
            "{\"kind\":\n nope}".to_owned(),
            2,
            None,
            "input-json-syntax",
        ),
    ] {
        assert_eq!(
            errors(&json(&text)),
            vec![Some((line, field, key))],
            "{name}"
        );
    }
}

#[test]
fn mistakes_in_a_message_are_the_errors_of_its_row() {
    for (name, text, line, field, key) in [
        (
            "two blocks",
            r#"{"dimonaOut": {}, "dimonaCancel": {}}"#.to_owned(),
            1,
            Some("dimonaCancel"),
            "input-two-blocks",
        ),
        (
            "one block twice",
            r#"{"dimonaOut": {}, "dimonaOut": {}}"#.to_owned(),
            1,
            Some("dimonaOut"),
            "input-duplicate-member",
        ),
        (
            "no block",
            r#"{"worker": {}}"#.to_owned(),
            1,
            None,
            "input-no-block",
        ),
        (
            "unknown in a block",
            r#"{"dimonaOut": {"periodid": 1}}"#.to_owned(),
            1,
            Some("dimonaOut.periodid"),
            "input-unknown-member",
        ),
        (
            "a path as a name",
            r#"{"dimonaOut": {}, "worker.ssin": "1"}"#.to_owned(),
            1,
            Some("worker.ssin"),
            "input-unknown-member",
        ),
        (
            "a text for a part",
            r#"{"dimonaOut": "now"}"#.to_owned(),
            1,
            Some("dimonaOut"),
            "input-wrong-type",
        ),
        (
            "a part for a value",
            r#"{"dimonaOut": {"endDate": {"year": 2026}}}"#.to_owned(),
            1,
            Some("dimonaOut.endDate"),
            "input-wrong-type",
        ),
    ] {
        assert_eq!(
            errors(&json(&text)),
            vec![Some((line, field, key))],
            "{name}"
        );
    }
}

#[test]
fn a_wrong_row_leaves_the_others_alone() {
    let (good, wrong) = (flat(""), flat(r#", "x": 1"#));
    let rows = json(&format!("[{good},\n{wrong},\n{good}]"));
    assert_eq!(
        errors(&rows),
        vec![None, Some((2, Some("x"), "input-unknown-member")), None]
    );
}

#[test]
fn json_that_cannot_be_cut_is_wrong_as_a_whole() {
    let one = flat("");
    for (name, text, line, key) in [
        ("nothing", " \n".to_owned(), 2, "input-empty"),
        (
            "no closing brace",
            format!("{one}\n{{\"kind\": \"in\""),
            2,
            "input-json-not-closed",
        ),
        (
            "no closing quote",
            format!("{one}\n{{\"kind: 1}}\n{one}"),
            2,
            "input-json-not-closed",
        ),
        (
            "no closing bracket",
            format!("[{one}\n"),
            2,
            "input-json-array",
        ),
        ("no comma", format!("[{one}\n{one}]"), 2, "input-json-array"),
        (
            "a comma too many",
            format!("[{one},\n]"),
            2,
            "input-json-array",
        ),
        (
            "more behind the array",
            format!("[{one}]\n{one}"),
            2,
            "input-json-array",
        ),
    ] {
        let error = read_json(text.as_bytes()).expect_err(name);
        assert_eq!((error.line, error.text.key), (line, key), "{name}");
    }
    let error = read_json(b"{\"a\":\n\"\xFF\"}").expect_err("not UTF-8");
    assert_eq!((error.line, error.text.key), (2, "input-not-utf8"));
}

#[test]
fn csv_of_every_make_says_the_same() {
    let wanted = Draft::new(Kind::Out)
        .with(Field::Reference, "A-3")
        .with(Field::PeriodId, "900000000101")
        .with(Field::EndDate, "31/12/2026")
        .with(Field::FamilyName, "Noël; \"de\" Test");
    let semicolons = "reference;kind;period_id;end_date;family_name\r\n\
        A-3;out;900000000101;31/12/2026;\"Noël; \"\"de\"\" Test\"\r\n;;;;\r\n\r\n";
    let latin: Vec<u8> = semicolons
        .chars()
        .map(|character| u8::try_from(u32::from(character)).expect("Latin-1"))
        .collect();
    let marked = format!("\u{feff}{semicolons}");
    let commas = semicolons.replace(';', ",").replace("Noël,", "Noël;");
    let tabs = semicolons.replace(';', "\t").replace("Noël\t", "Noël;");
    for (name, bytes) in [
        ("semicolons", semicolons.as_bytes()),
        ("commas", commas.as_bytes()),
        ("tabs", tabs.as_bytes()),
        ("byte-order mark", marked.as_bytes()),
        ("Windows-1252", &latin),
    ] {
        let rows = read_csv(bytes).expect(name);
        assert_eq!(rows.len(), 1, "{name}");
        assert_eq!(rows[0].draft.as_ref(), Ok(&wanted), "{name}");
        assert_eq!(rows[0].line, 2, "{name}");
    }
    let euro = read_csv(b"kind;family_name\ncancel;\x80").expect("read");
    assert_eq!(only_draft(&euro).get(Field::FamilyName), "€");
}

#[test]
fn mistakes_in_a_line_are_the_errors_of_its_row() {
    let rows = csv("kind;period_id\n\ncancel;1\ncancel\nhire;2\n;3\ncancel;4;5\n\"cancel\";6\n");
    assert_eq!(
        errors(&rows),
        vec![
            None,
            Some((4, None, "input-csv-cells")),
            Some((5, Some("kind"), "input-unknown-kind")),
            Some((6, Some("kind"), "input-no-kind")),
            Some((7, None, "input-csv-cells")),
            None,
        ]
    );
}

#[test]
fn csv_that_is_wrong_as_a_whole() {
    for (name, text, line, field, key) in [
        ("nothing", "\n\n", 1, None, "input-empty"),
        (
            "no kind",
            "ssin;start_date\n1;2\n",
            1,
            Some("kind"),
            "input-csv-no-kind",
        ),
        (
            "unknown column",
            "kind;birthday\n",
            1,
            Some("birthday"),
            "input-unknown-member",
        ),
        (
            "a column twice",
            "kind;ssin;ssin\n",
            1,
            Some("ssin"),
            "input-duplicate-member",
        ),
        (
            "an open quote",
            "kind;ssin\nin;1\nin;\"2\nin;3\n",
            3,
            None,
            "input-csv-open-quote",
        ),
        ("a NUL", "kind;ssin\nin;\0\n", 2, None, "input-nul"),
    ] {
        let error = read_csv(text.as_bytes()).expect_err(name);
        let found = (error.line, error.field.as_deref(), error.text.key);
        assert_eq!(found, (line, field, key), "{name}");
    }
}

#[test]
fn files_have_limits() {
    let large = vec![b' '; LARGEST + 1];
    for read in [read_json, read_csv] {
        assert_eq!(read(&large).expect_err("large").text.key, "input-too-large");
    }
    let many = format!("kind\n{}", "in\n".repeat(MOST_ROWS));
    assert_eq!(csv(&many).len(), MOST_ROWS);
    let error = read_csv(format!("{many}in\n").as_bytes()).expect_err("one too many");
    assert_eq!(error.text.key, "input-too-many-rows");
    assert_eq!(error.line, MOST_ROWS as u64 + 2);
    let many = "{}".repeat(MOST_ROWS + 1);
    let error = read_json(many.as_bytes()).expect_err("one too many");
    assert_eq!(error.text.key, "input-too-many-rows");
}

#[test]
fn names_in_errors_are_harmless() {
    let rows = json("{\"\\u001b[31m\": 1, \"kind\": \"in\"}");
    assert_eq!(
        errors(&rows),
        vec![Some((1, Some("\\u{1b}[31m"), "input-unknown-member"))]
    );
}

#[test]
fn an_error_is_a_whole_sentence() {
    let rows = csv("kind;ssin\nin\n;1\n");
    let english = Catalogue::new(Language::En);
    let sentence = |row: usize| {
        let error = rows[row].draft.as_ref().expect_err("wrong");
        english.text(&error.sentence())
    };
    assert_eq!(
        sentence(0),
        "Line 2: There is one cell where the first line has 2: \
         see whether a separator is missing or in the way"
    );
    assert_eq!(
        sentence(1),
        "Line 3, kind: The kind is missing: give in, out, update or cancel"
    );
}

proptest! {
    #[test]
    fn no_bytes_make_reading_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = read_json(&bytes);
        let _ = read_csv(&bytes);
        let _ = read_csv(&[b"kind;ssin\n", bytes.as_slice()].concat());
    }

    #[test]
    fn whatever_is_one_value_of_json_can_be_cut(text in "[\\[\\]{}\":,\\\\ \na1é]{0,12}") {
        let rows = read_json(text.as_bytes());
        if serde_json::from_str::<serde_json::Value>(&text).is_ok() {
            prop_assert!(rows.is_ok());
        }
    }

    #[test]
    fn cells_are_those_of_the_csv_library(text in "(kind;ssin;reference\n)(in|\"|;|\n|\r|a| |é){0,40}") {
        let rows = read_csv(text.as_bytes());
        let mut library = csv::ReaderBuilder::new()
            .flexible(true)
            .has_headers(true)
            .delimiter(b';')
            .from_reader(text.as_bytes());
        let records: Vec<csv::StringRecord> = library.records().map(|record| record.expect("UTF-8")).collect();
        let records: Vec<_> = records
            .iter()
            .filter(|record| record.iter().any(|cell| !cell.trim().is_empty()))
            .collect();
        // The library takes a quote that is never closed for one that is.
        if let Ok(rows) = rows {
            prop_assert_eq!(rows.len(), records.len());
            for (row, record) in rows.iter().zip(records) {
                match &row.draft {
                    Ok(draft) => {
                        prop_assert_eq!(draft.get(Field::Ssin), record[1].trim());
                        prop_assert_eq!(draft.get(Field::Reference), record[2].trim());
                    }
                    Err(error) if error.text.key == "input-csv-cells" => prop_assert_ne!(record.len(), 3),
                    Err(error) => prop_assert!(error.text.key.ends_with("-kind"), "{}", error.text.key),
                }
            }
        }
    }
}
