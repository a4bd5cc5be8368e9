//! Every situation is reached by its answers, and asks for what dimona.md 2.5 says.

use std::collections::BTreeMap;

use super::*;

/// Every end of the tree, with the keys of the answers that lead there.
fn ends() -> BTreeMap<String, Situation> {
    fn walk(question: Question, way: &str, ends: &mut BTreeMap<String, Situation>) {
        for (answer, next) in question.answers() {
            let name = answer
                .key
                .strip_prefix("which-answer-")
                .expect("its prefix");
            let way = format!("{way}/{name}");
            match next {
                Next::Ask(question) => walk(question, &way, ends),
                Next::Advise(situation) => {
                    ends.insert(way, situation);
                }
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(Question::What, "", &mut found);
    found
}

/// Name, way to it, what it is, kinds to declare, until when.
type Row = (
    &'static str,
    &'static str,
    Situation,
    &'static [Kind],
    Option<&'static str>,
);

const ROWS: &[Row] = {
    use Kind::{Cancel, In, Out, Update};
    use Situation as S;
    &[
        (
            "new worker",
            "/begins/new-worker",
            S::NewWorker,
            &[In],
            Some("before-work"),
        ),
        (
            "student also next quarter",
            "/begins/next-quarter",
            S::NextQuarter,
            &[In],
            Some("before-work"),
        ),
        (
            "third EXT day in a row",
            "/begins/third-day",
            S::ThirdDay,
            &[Cancel, In],
            None,
        ),
        (
            "takeover",
            "/begins/taken-over",
            S::TakenOver,
            &[In],
            Some("before-work"),
        ),
        (
            "leaves",
            "/leaves/no-end",
            S::Leaves,
            &[Out],
            Some("after-leaving"),
        ),
        (
            "leaves earlier",
            "/leaves/before-end",
            S::LeavesEarlier,
            &[Update],
            Some("after-leaving"),
        ),
        (
            "prolonged",
            "/goes-on/prolonged",
            S::Prolonged,
            &[Update],
            Some("after-old-end"),
        ),
        (
            "FLX prolonged",
            "/goes-on/flexi",
            S::FlexiProlonged,
            &[In],
            Some("before-work"),
        ),
        (
            "STU into another quarter",
            "/goes-on/other-quarter",
            S::StudentProlonged,
            &[In],
            Some("before-work"),
        ),
        (
            "OUT was a mistake",
            "/goes-on/out-wrong",
            S::OutWasWrong,
            &[Update],
            None,
        ),
        (
            "starts earlier",
            "/first-day/earlier/no-student",
            S::StartsEarlier,
            &[Update],
            Some("before-work"),
        ),
        (
            "STU starts earlier",
            "/first-day/earlier/student",
            S::StudentStartsEarlier,
            &[Cancel, In],
            Some("before-work"),
        ),
        (
            "starts later",
            "/first-day/later",
            S::StartsLater,
            &[Cancel, In],
            Some("on-start"),
        ),
        (
            "does not come",
            "/first-day/not-coming",
            S::DoesNotCome,
            &[Cancel],
            Some("on-start"),
        ),
        (
            "wrong committee or type",
            "/wrong/features",
            S::WrongFeatures,
            &[Cancel, In],
            None,
        ),
        (
            "wrong planned hours",
            "/wrong/hours",
            S::WrongHours,
            &[Update],
            None,
        ),
        ("declared twice", "/wrong/twice", S::Twice, &[Cancel], None),
        (
            "FLX with 90017-510",
            "/wrong/not-admitted",
            S::FlexiNotAdmitted,
            &[Cancel, In],
            Some("before-work"),
        ),
        ("got a number", "/wrong/number", S::GotNumber, &[], None),
    ]
};

#[test]
fn every_situation_is_reached_and_asks_for_what_the_table_says() {
    let ends = ends();
    for &(name, way, situation, kinds, until) in ROWS {
        assert_eq!(ends.get(way), Some(&situation), "{name}");
        let advice = situation.advice();
        assert_eq!(advice.kinds, kinds, "{name}");
        let key = until.map(|until| format!("which-until-{until}"));
        assert_eq!(advice.until.map(|text| text.key.to_owned()), key, "{name}");
    }
    assert_eq!(ends.len(), ROWS.len(), "{ends:?}");
}

#[test]
fn no_more_than_three_questions_are_asked() {
    for way in ends().keys() {
        assert!((2..=3).contains(&(way.split('/').count() - 1)), "{way}");
    }
}

#[test]
fn whoever_declares_nothing_is_told_why() {
    for situation in ends().into_values() {
        let advice = situation.advice();
        assert!(
            advice.first().is_some() || advice.remark.is_some(),
            "{situation:?}"
        );
    }
}
