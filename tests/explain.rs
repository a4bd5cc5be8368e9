//! `explain` from outside: the real binary, in all four languages, without a network.

use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The binary's exit code, stdout and stderr, in a home of its own.
fn explain(arguments: &[&str]) -> (Option<i32>, String, String) {
    let home = TempDir::new().expect("a folder");
    let ran = Command::new(env!("CARGO_BIN_EXE_dimonitor"))
        .arg("--home")
        .arg(home.path())
        .arg("explain")
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("it starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (ran.status.code(), text(ran.stdout), text(ran.stderr))
}

#[test]
fn a_committee_that_does_not_fit_is_explained_in_every_language() {
    for (language, place, meaning, fix) in [
        (
            "en",
            "joint committee and worker type",
            "This joint committee and this worker type do not go together.",
            "students and flexi-jobs go under XXX",
        ),
        (
            "nl",
            "paritair comité en type werknemer",
            "Dit paritair comité en dit type werknemer gaan niet samen.",
            "studenten en flexi-jobs onder XXX",
        ),
        (
            "fr",
            "commission paritaire et type de travailleur",
            "Cette commission paritaire et ce type de travailleur ne vont pas ensemble.",
            "étudiants et flexi-jobs vont sous XXX",
        ),
        (
            "de",
            "paritätische Kommission und Arbeitnehmertyp",
            "Diese paritätische Kommission und dieser Arbeitnehmertyp passen nicht zusammen.",
            "Studenten und Flexi-Jobs unter XXX",
        ),
    ] {
        let (code, told, trouble) = explain(&["90374-349", "--lang", language]);
        assert_eq!(code, Some(0), "{language}: {trouble}");
        assert!(told.starts_with("90374-349  "), "{language}: {told}");
        for part in [place, meaning, fix, "joint_committee"] {
            assert!(told.contains(part), "{language}: `{part}` is not in {told}");
        }
    }
}

#[test]
fn several_codes_are_told_one_after_the_other_as_json() {
    let (code, told, _) = explain(&[
        "90373-460",
        "00910 001",
        "00777460",
        "--json",
        "--lang",
        "nl",
    ]);
    assert_eq!(code, Some(0));
    let rows: Vec<Value> = told
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let of = |member: &str| {
        rows.iter()
            .map(|row| row[member].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(of("v"), [1, 1, 1]);
    assert_eq!(of("code"), ["90373-460", "00910-001", "00777-460"]);
    assert_eq!(of("known"), [true, true, false]);
    assert_eq!(of("severity")[..2], ["warning", "blocking"]);
    assert_eq!(of("action")[..2], ["consequence", "edit"]);
    assert_eq!(of("field")[1..], ["start_date", "start_hour"]);
    assert!(rows[2]["severity"].is_null() && rows[2]["action"].is_null());
    assert_eq!(rows[2]["place"], "beginuur");
    assert_eq!(rows[2]["error_type"], "laattijdig");
}

#[test]
fn an_unknown_code_is_told_as_far_as_its_halves_go() {
    let (code, told, _) = explain(&["99999-333", "--lang", "en"]);
    assert_eq!(code, Some(0));
    assert!(told.contains("not in our tables"), "{told}");
    assert!(told.contains("duplicate Dimona period"), "{told}");
}

#[test]
fn what_has_not_the_form_of_a_code_is_wrong_usage_and_shown_harmlessly() {
    for text in ["90374", "committee", "90374-349x", "\u{1b}[2J"] {
        let (code, told, trouble) = explain(&["90374-349", text, "--lang", "en"]);
        assert_eq!(code, Some(2), "{text:?}");
        assert!(told.is_empty(), "{text:?}: {told}");
        assert!(trouble.contains("is not an anomaly code"), "{trouble}");
        assert!(!trouble.contains('\u{1b}'), "{trouble}");
    }
    let (code, ..) = explain(&[]);
    assert_eq!(code, Some(2), "no code at all");
}
