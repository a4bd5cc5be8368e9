//! One line for a monitoring system, whatever the certificates are called.

use super::*;
use crate::cli::testing::printed;
use crate::domain::problem::ProblemClass;
use jiff::SignedDuration;

const NOW: i64 = 1_795_000_000;

fn moment(days: i64, hours: i64) -> Timestamp {
    Timestamp::from_second(NOW).expect("a moment") + SignedDuration::from_hours(days * 24 + hours)
}

fn valid(name: &str, days: i64, hours: i64) -> Watched {
    Watched {
        name: name.to_owned(),
        facts: Ok(CertFacts {
            not_before: moment(-400, 0),
            not_after: moment(days, hours),
            ..CertFacts::default()
        }),
    }
}

fn unreadable(name: &str) -> Watched {
    let problem = Problem::new(ProblemClass::Usage, Text::new("cert-empty"));
    Watched {
        name: name.to_owned(),
        facts: Err(problem),
    }
}

fn line(watched: &[Watched], warning: u16, critical: u16) -> (Exit, String) {
    let args = CertCheck {
        files: Vec::new(),
        warning: Days(warning),
        critical: Days(critical),
    };
    let (exit, shown) = printed(false, |out| report(watched, &args, moment(0, 0), out));
    assert_eq!(shown.data.lines().count(), 1, "{}", shown.data);
    assert!(shown.talk.is_empty());
    (exit, shown.data.trim_end().to_owned())
}

#[test]
fn each_health_has_its_word_and_exit_code() {
    for (case, watched, word, code) in [
        ("far away", vec![valid("a", 200, 0)], "OK", 0),
        ("exactly the threshold", vec![valid("a", 30, 0)], "OK", 0),
        ("an hour less", vec![valid("a", 29, 23)], "WARNING", 1),
        (
            "the critical threshold",
            vec![valid("a", 7, 0)],
            "WARNING",
            1,
        ),
        ("below it", vec![valid("a", 6, 23)], "CRITICAL", 2),
        (
            "expired an hour ago",
            vec![valid("a", 0, -1)],
            "CRITICAL",
            2,
        ),
        ("nothing to watch", vec![], "UNKNOWN", 3),
        (
            "unreadable",
            vec![valid("a", 200, 0), unreadable("b")],
            "UNKNOWN",
            3,
        ),
        (
            "the gravest counts",
            vec![unreadable("b"), valid("a", 20, 0), valid("c", 2, 0)],
            "CRITICAL",
            2,
        ),
    ] {
        let (exit, line) = line(&watched, 30, 7);
        assert!(line.starts_with(&format!("{word} - ")), "{case}: {line}");
        assert_eq!(exit.code(), code, "{case}");
    }
}

#[test]
fn not_valid_yet_is_critical() {
    let mut early = valid("a", 900, 0);
    if let Ok(facts) = &mut early.facts {
        facts.not_before = moment(1, 0);
    }
    assert_eq!(line(&[early], 30, 7).0, Exit::Check(Health::Critical));
}

#[test]
fn the_whole_line_is_as_plugins_print_it() {
    let watched = [valid("loket.cer", 20, 5), valid("other.cer", 300, 0)];
    assert_eq!(
        line(&watched, 30, 7).1,
        "WARNING - loket.cer: 20 days left | 'loket.cer'=20;30:;7: 'other.cer'=300;30:;7:"
    );
    let expired = [valid("old.cer", -3, -1)];
    assert_eq!(
        line(&expired, 30, 7).1,
        "CRITICAL - old.cer: expired | 'old.cer'=-4;30:;7:"
    );
    assert_eq!(
        line(&watched[1..], 30, 7).1,
        "OK - 1 certificate, 300 days left | 'other.cer'=300;30:;7:"
    );
}

#[test]
fn names_cannot_break_out_of_their_label_nor_be_the_same() {
    let hostile = "a'=1;2|b\u{1b}[31m\nc";
    let watched = [valid(hostile, 3, 0), valid(hostile, 4, 0), unreadable("|x")];
    let (_, line) = line(&watched, 30, 7);
    assert_eq!(line.matches('|').count(), 1, "{line}");
    assert_eq!(line.matches('\'').count(), 4, "{line}");
    assert!(!line.contains('\u{1b}'), "{line}");
    let data = line.split_once(" | ").expect("performance data").1;
    let label = r"a__1_2_b\u{1b}[31m\u{a}c";
    assert_eq!(
        data,
        format!("'{label}'=3;30:;7: '{label}#2'=4;30:;7:"),
        "{line}"
    );
}

#[test]
fn a_critical_threshold_above_the_warning_is_a_mistake() {
    let (exit, line) = line(&[valid("a", 100, 0)], 7, 30);
    assert_eq!(exit, Exit::Check(Health::Unknown));
    assert!(line.starts_with("UNKNOWN - "), "{line}");
}

#[test]
fn what_cannot_be_checked_at_all_is_unknown_in_one_line() {
    let problem = Problem::new(ProblemClass::Store, Text::new("cert-empty"))
        .detail(Text::new("cert-system-says").with("message", "a | b\nc"))
        .hint(Text::new("cert-empty-hint"));
    let (exit, shown) = printed(false, |out| plugin_problem(&problem, out));
    assert_eq!(exit.code(), 3);
    assert_eq!(shown.data, "UNKNOWN - The file is empty: a _ b\\u{a}c\n");
}
