//! Windows of the queue against the plainest possible model: all rows, filtered and sorted in memory.

use std::cmp::Ordering;

use proptest::prelude::*;

use super::*;
use crate::domain::decision::{Decided, Decision, needs_person};
use crate::domain::lifecycle::StateKind;
use crate::domain::report::{Anchor, Sort, SortColumn, Window};

const COLUMNS: [SortColumn; 10] = [
    SortColumn::Id,
    SortColumn::Updated,
    SortColumn::State,
    SortColumn::Kind,
    SortColumn::Employer,
    SortColumn::Worker,
    SortColumn::Start,
    SortColumn::Deadline,
    SortColumn::NextAt,
    SortColumn::Reference,
];

const DECIDED: [Decided; 4] = [
    Decided::NotYet,
    Decided::As(Decision::Replaced),
    Decided::As(Decision::Kept),
    Decided::As(Decision::Done),
];

fn empty_last<T: Ord>(one: Option<T>, other: Option<T>, descending: bool) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) if descending => other.cmp(&one),
        (Some(one), Some(other)) => one.cmp(&other),
        (None, None) => Ordering::Equal,
        (None, _) => Ordering::Greater,
        (_, None) => Ordering::Less,
    }
}

fn lower(text: Option<&Untrusted>) -> Option<String> {
    text.map(|text| text.raw().to_ascii_lowercase())
}

fn compare(one: &QueueRow, other: &QueueRow, sort: Sort) -> Ordering {
    macro_rules! by {
        ($value:expr) => {
            empty_last($value(one), $value(other), sort.descending)
        };
    }
    let by_column = match sort.column {
        SortColumn::Id => by!(|row: &QueueRow| Some(row.id)),
        SortColumn::Updated => by!(|row: &QueueRow| Some(row.updated_at)),
        SortColumn::State => by!(|row: &QueueRow| Some(row.state)),
        SortColumn::Kind => by!(|row: &QueueRow| Some(row.kind)),
        SortColumn::Employer => by!(|row: &QueueRow| row.employer.clone()),
        SortColumn::Worker => by!(|row: &QueueRow| lower(row.worker.as_ref())),
        SortColumn::Start => by!(|row: &QueueRow| row.start),
        SortColumn::Deadline => by!(|row: &QueueRow| row.deadline),
        SortColumn::NextAt => by!(|row: &QueueRow| row.next_at),
        SortColumn::Reference => by!(|row: &QueueRow| lower(row.reference.as_ref())),
    };
    by_column.then_with(|| empty_last(Some(one.id), Some(other.id), sort.descending))
}

fn chosen(row: &QueueRow, filter: &Filter) -> bool {
    let fits = |wanted: &Option<String>, found: Option<String>| {
        wanted
            .as_ref()
            .is_none_or(|wanted| found.as_ref() == Some(wanted))
    };
    let digits = |text: &str| text.replace('.', "");
    (filter.states.is_empty() || filter.states.contains(&row.state))
        && (filter.kinds.is_empty() || filter.kinds.contains(&row.kind))
        && fits(
            &filter.worker_type,
            row.worker_type.as_ref().map(|text| text.raw().to_owned()),
        )
        && fits(&filter.employer, row.employer.as_deref().map(digits))
        && filter.ssin.is_none_or(|ssin| row.ssin == Some(ssin))
        && filter
            .code
            .as_ref()
            .is_none_or(|code| row.codes.iter().any(|found| found.raw() == code))
        && fits(
            &filter
                .reference
                .as_ref()
                .map(|text| text.to_ascii_lowercase()),
            lower(row.reference.as_ref()),
        )
        && filter.since.is_none_or(|since| row.updated_at >= since)
        && filter
            .due_before
            .is_none_or(|due| row.deadline.is_some_and(|deadline| deadline < due))
        && filter.decided.is_none_or(|decided| match decided {
            Decided::NotYet => needs_person(row.state) && row.decision.is_none(),
            Decided::As(decision) => row.decision == Some(decision),
        })
        && filter.text.as_ref().is_none_or(|text| has_text(row, text))
}

fn has_text(row: &QueueRow, text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let named = [
        lower(row.worker.as_ref()),
        lower(row.reference.as_ref()),
        row.employer.clone(),
        row.employer
            .as_deref()
            .map(|employer| employer.replace('.', "")),
    ];
    let number = row.declaration.map(|declaration| declaration.to_string());
    let own = text.parse() == Ok(row.id.0);
    if text.chars().count() < 3 {
        own || named.iter().flatten().any(|found| found.starts_with(&text))
    } else {
        own || named
            .iter()
            .flatten()
            .chain(&number)
            .any(|found| found.contains(&text))
    }
}

fn expected(all: &[QueueRow], query: &QueueQuery) -> QueuePage {
    let mut rows: Vec<QueueRow> = all
        .iter()
        .filter(|row| chosen(row, &query.filter))
        .cloned()
        .collect();
    rows.sort_by(|one, other| compare(one, other, query.sort));
    let size = query.window.rows;
    let last = rows.len().saturating_sub(size);
    let offset = match query.window.anchor {
        Anchor::First => 0,
        Anchor::Last => last,
        Anchor::Around(id) => rows
            .iter()
            .position(|row| row.id == id)
            .map_or(0, |place| place.saturating_sub(size / 2).min(last)),
    };
    QueuePage {
        total: rows.len() as u64,
        offset: offset as u64,
        rows: rows.into_iter().skip(offset).take(size).collect(),
    }
}

fn pick<T: Clone>(choices: &[T], roll: usize) -> T {
    choices[roll % choices.len()].clone()
}

/// Sixty rows of which many share values and many have none.
async fn filled() -> Home {
    let home = Home::new();
    let lease = home.lease().await;
    let (mut ended, mut ends) = (Vec::new(), 0);
    for name in 1..=60_u8 {
        let roll = usize::from(name).wrapping_mul(2_654_435_761) >> 3;
        let new = NewSubmission {
            kind: pick(&Kind::ALL, roll),
            reference: pick(
                &[None, Some("A-1"), Some("a-2"), Some("x\"y%_"), Some("B")],
                roll / 3,
            )
            .map(Untrusted::new),
            worker_type: pick(&[None, Some("STU"), Some("OTH")], roll / 5).map(Untrusted::new),
            employer: pick(
                &[
                    None,
                    Some("0999.999.922"),
                    Some("0999.999.823"),
                    Some("999990168"),
                ],
                roll / 7,
            )
            .map(str::to_owned),
            worker_name: pick(
                &[
                    None,
                    Some("Testmans Alex"),
                    Some("testmans Noor"),
                    Some("Proefkonijn Noor"),
                    Some("Éloïse"),
                ],
                roll / 11,
            )
            .map(Untrusted::new),
            ssin: pick(&["85073099734", "92041599827", ""], roll / 13)
                .parse()
                .ok(),
            start: pick(&[None, Some(2), Some(9)], roll / 17)
                .map(|day| jiff::civil::date(2026, 11, day)),
            deadline: pick(&[None, Some(-60), Some(5), Some(3_600)], roll / 19).map(at),
            supersedes: (name % 7 == 0).then(|| ended.pop()).flatten(),
            ..new(name)
        };
        let id = home.put(new).await;
        advance(&home, id, lease.epoch, usize::from(name % 10)).await;
        if needs_person(home.get(id).await.state.kind()) {
            ends += 1;
            decide(&home, id, ends).await;
            ended.push(id);
        }
    }
    home
}

async fn decide(home: &Home, id: SubmissionId, roll: usize) {
    let Some(decision) = pick(
        &[None, None, Some(Decision::Kept), Some(Decision::Done)],
        roll,
    ) else {
        return;
    };
    let settling = Settling {
        id,
        revision: home.get(id).await.revision,
        decision,
        reason: "seen".to_owned(),
        actor: PERSON.to_owned(),
        at: at(90),
    };
    home.store.settle(settling).await.expect("decided");
}

async fn advance(home: &Home, id: SubmissionId, epoch: i64, far: usize) {
    let declaration = number(9_000 + id.0);
    let now = at(10 + id.0 / 7);
    match far {
        0 => return,
        1 => return drop(home.event(id, Event::Held, now).await.expect("held")),
        2 => {
            return drop(
                home.event(id, Event::Withdrawn, now)
                    .await
                    .expect("withdrawn"),
            );
        }
        _ => {}
    }
    home.claim(id, epoch, now).await.expect("claimed");
    if far == 3 {
        let doubt = crate::domain::lifecycle::Doubt::AnswerLost;
        home.event(id, Event::AnswerLost { doubt }, now)
            .await
            .expect("lost");
        return;
    }
    if far == 9 {
        home.event(id, Event::Rejected, now)
            .await
            .expect("rejected");
        return;
    }
    let submitted = home
        .event(id, Event::Taken { declaration }, now)
        .await
        .expect("taken");
    if far >= 6 {
        let codes: &[&str] = if far == 6 { &["90017-510"] } else { &[] };
        let result = match far {
            6 => ResultCode::Refused,
            7 => ResultCode::Accepted,
            _ => ResultCode::AcceptedWithAnomalies,
        };
        let mut change = change(
            &submitted,
            Event::Answered {
                result,
                period: None,
            },
            now,
        );
        change.answer = Some(answer(declaration.value(), result, codes));
        home.store.record(change).await.expect("answered");
    }
}

fn filters() -> impl Strategy<Value = Filter> {
    let texts = [
        "test",
        "TESTMANS",
        "noor",
        "0999",
        "999.8",
        "90",
        "a-",
        "x\"y",
        "y%_",
        "9012",
        "12",
        "t",
        "é",
        "nothing here",
        " ",
        "\0ab",
    ];
    let state = proptest::sample::select(StateKind::ALL);
    (
        proptest::collection::vec(state, 0..4),
        proptest::option::weighted(0.3, proptest::sample::select(&Kind::ALL[..])),
        proptest::option::weighted(
            0.15,
            proptest::sample::select(vec!["0999999922", "999990168"]),
        ),
        proptest::option::weighted(0.15, Just("85073099734")),
        proptest::option::weighted(0.15, Just("90017-510")),
        proptest::option::weighted(0.15, proptest::sample::select(vec!["A-1", "b"])),
        proptest::option::weighted(0.2, 8_i64..20),
        proptest::option::weighted(0.2, proptest::sample::select(vec![-60_i64, 0, 6, 4_000])),
        proptest::option::weighted(0.4, proptest::sample::select(texts.to_vec())),
        proptest::option::weighted(0.2, proptest::sample::select(&DECIDED[..])),
    )
        .prop_map(
            |(states, kind, employer, ssin, code, reference, since, due, text, decided)| Filter {
                decided,
                states,
                kinds: kind.into_iter().collect(),
                worker_type: None,
                employer: employer.map(str::to_owned),
                ssin: ssin.and_then(|digits| digits.parse().ok()),
                code: code.map(str::to_owned),
                reference: reference.map(str::to_owned),
                since: since.map(at),
                due_before: due.map(at),
                looked_up: false,
                text: text.map(str::to_owned),
            },
        )
}

#[test]
fn every_window_is_what_a_plain_list_would_show() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    let home = runtime.block_on(filled());
    let everything = QueueQuery {
        window: Window {
            anchor: Anchor::First,
            rows: 1_000,
        },
        ..QueueQuery::default()
    };
    let all = runtime
        .block_on(home.store.queue(&everything))
        .expect("read")
        .rows;
    assert_eq!(all.len(), 60);
    let anchors = prop_oneof![
        Just(Anchor::First),
        Just(Anchor::Last),
        (1_i64..65).prop_map(|id| Anchor::Around(SubmissionId(id))),
    ];
    let columns = proptest::sample::select(&COLUMNS[..]);
    let queries = (
        filters(),
        any::<bool>(),
        columns,
        any::<bool>(),
        anchors,
        0_usize..25,
    )
        .prop_map(
            |(filter, plain, column, descending, anchor, rows)| QueueQuery {
                filter: if plain { Filter::default() } else { filter },
                sort: Sort { column, descending },
                window: Window { anchor, rows },
            },
        );
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(1_500)
    });
    runner
        .run(&queries, |mut query| {
            let page = runtime.block_on(home.store.queue(&query)).expect("read");
            let counts = runtime
                .block_on(home.store.counts(Some(&query.filter)))
                .expect("read");
            // A text of blanks chooses nothing in particular; one with a zero byte nothing at all.
            query.filter.text = query.filter.text.filter(|text| !text.trim().is_empty());
            let model = expected(&all, &query);
            prop_assert_eq!(counts.total(), model.total);
            prop_assert_eq!(page, model);
            Ok(())
        })
        .expect("the store and the model agree");
}

#[tokio::test]
async fn kept_counts_are_what_counting_gives() {
    let home = filled().await;
    for decided in [None, Some(Decided::NotYet)] {
        let all = Filter {
            decided,
            ..Filter::default()
        };
        let since_ever = Filter {
            since: Some(at(-1)),
            ..all.clone()
        };
        let kept = home.store.counts(Some(&all)).await.expect("read");
        let counted = home.store.counts(Some(&since_ever)).await.expect("read");
        assert_eq!(kept, counted);
        assert!(kept.total() > 3, "{decided:?}: {kept:?}");
    }
    assert_eq!(home.store.counts(None).await.expect("read").total(), 60);
    for decided in DECIDED {
        let some = Filter {
            decided: Some(decided),
            ..Filter::default()
        };
        let some = home.store.counts(Some(&some)).await.expect("read");
        assert!(some.total() > 0, "no row is {decided:?}");
    }
}
