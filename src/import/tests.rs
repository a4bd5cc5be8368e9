//! What the verdict of a row is made of.

use super::judge::Judge;
use super::look_up::Looked;
use super::*;
use crate::domain::draft::{Draft, Field, Kind};
use crate::domain::ids::{PeriodId, SubmissionId};
use crate::domain::validate::Period;
use crate::engine::Foreseen;

const TODAY: Date = jiff::civil::date(2026, 11, 22);

fn draft() -> Draft {
    Draft::new(Kind::In)
        .with(Field::EnterpriseNumber, "0999999922")
        .with(Field::Ssin, "85073099734")
        .with(Field::StartDate, "2026-12-01")
        .with(Field::WorkerType, "OTH")
        .with(Field::JointCommittee, "XXX")
}

/// An open period of the worker, since this day.
fn period(id: &str, start: &str) -> Period {
    let draft = draft().with(Field::StartDate, start);
    Period {
        id: PeriodId::parse(id).expect("a number"),
        known: validate::KnownPeriod::created_by(&draft).expect("it has a start"),
    }
}

fn foreseen(key: u8) -> Foreseen {
    Foreseen {
        key: [key; 16],
        known: None,
        duplicate: None,
        periods: Vec::new(),
        deadline: None,
    }
}

fn rules() -> Arc<Rules> {
    Arc::new(crate::config::rules())
}

/// The verdicts and codes of rows that declare the same draft.
fn judged(foreseen: Vec<Foreseen>, looked: &Looked) -> Vec<(RowVerdict, Vec<&'static str>)> {
    let now = "2026-11-22T12:00:00Z".parse().expect("a moment");
    let mut judge = Judge::new(rules(), TODAY, now);
    let rows = foreseen.into_iter().enumerate().map(|(index, foreseen)| {
        let verdict = validate::validate(&draft(), &rules(), TODAY);
        let checked = Checked {
            input: InputRow {
                line: 1,
                row: index + 1,
                draft: Ok(draft()),
            },
            verdict: Some(verdict),
        };
        let judged = judge.row(checked, Some(Ok(foreseen)), looked);
        (judged.row.verdict, judged.row.codes)
    });
    rows.collect()
}

#[test]
fn the_gravest_of_what_the_queue_knows_names_the_row() {
    let submission = Some((SubmissionId(7), StateKind::Accepted));
    let late = "2026-11-22T11:59:59Z".parse().ok();
    let other = vec![period("800000000179", "2026-11-30")];
    for (name, seen, verdict, codes) in [
        ("nothing", foreseen(1), RowVerdict::Valid, &[][..]),
        (
            "late",
            Foreseen {
                deadline: late,
                ..foreseen(1)
            },
            RowVerdict::Late,
            &[],
        ),
        (
            "another period",
            Foreseen {
                periods: other.clone(),
                deadline: late,
                ..foreseen(1)
            },
            RowVerdict::OpenPeriod,
            &["90373-334"],
        ),
        (
            "declared already",
            Foreseen {
                periods: other.clone(),
                duplicate: submission,
                ..foreseen(1)
            },
            RowVerdict::Duplicate,
            &["90373-334"],
        ),
        (
            "queued before: all that is past",
            Foreseen {
                periods: other,
                known: submission,
                deadline: late,
                ..foreseen(1)
            },
            RowVerdict::Known,
            &[],
        ),
    ] {
        let found = judged(vec![seen], &Looked::default());
        assert_eq!(found, [(verdict, codes.to_vec())], "{name}");
    }
}

#[test]
fn what_stands_twice_in_a_file_counts_once() {
    let found = judged(
        vec![foreseen(1), foreseen(2), foreseen(1)],
        &Looked::default(),
    );
    let verdicts: Vec<_> = found.into_iter().map(|(verdict, _)| verdict).collect();
    assert_eq!(
        verdicts,
        [RowVerdict::Valid, RowVerdict::Valid, RowVerdict::Duplicate]
    );
}

#[test]
fn what_the_nsso_says_of_a_period_counts_more_than_what_we_believe() {
    let ours = period("800000000179", "2026-11-30");
    let mut theirs = ours.clone();
    theirs.known.cancelled = true;
    let declaration = validate::validate(&draft(), &rules(), TODAY).declaration;
    let declaration = declaration.expect("valid");
    let looked = |periods| Looked::of_one(&declaration, periods);
    let seen = Foreseen {
        periods: vec![ours.clone()],
        ..foreseen(1)
    };
    for (name, looked, verdict) in [
        ("nothing asked", Looked::default(), RowVerdict::OpenPeriod),
        ("the same", looked(vec![ours]), RowVerdict::OpenPeriod),
        ("cancelled there", looked(vec![theirs]), RowVerdict::Valid),
    ] {
        let found = judged(vec![seen.clone()], &looked);
        assert_eq!(found[0].0, verdict, "{name}");
    }
}
