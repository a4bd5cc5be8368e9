//! Windows of the queue against a plain model, in every order, with every filter, by every way.

use proptest::prelude::*;

use super::model::{expected, listed};
use super::*;
use crate::domain::decision::{Decided, Decision, needs_person};
use crate::domain::lifecycle::StateKind;
use crate::domain::report::{Anchor, Sort, SortColumn, Total, Window};
use crate::store::chosen::{Limits, PAGE};

on_every_store! {
    kept_counts_are_what_counting_gives
    the_total_of_what_is_left_out_is_that_of_the_rest
    ;
    every_window_is_what_a_plain_list_would_show
    places_and_counts_are_those_of_a_plain_list
}

pub(in crate::store) const COLUMNS: [SortColumn; 14] = [
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
    SortColumn::WorkerType,
    SortColumn::Ssin,
    SortColumn::Account,
    SortColumn::Code,
];

const DECIDED: [Decided; 4] = [
    Decided::NotYet,
    Decided::As(Decision::Replaced),
    Decided::As(Decision::Kept),
    Decided::As(Decision::Done),
];

fn pick<T: Clone>(choices: &[T], roll: usize) -> T {
    choices[roll % choices.len()].clone()
}

/// Sixty rows of which many share values and many have none.
pub(in crate::store) async fn filled<S: Bed>(home: Home<S>) -> Home<S> {
    let lease = home.lease().await;
    let (mut ended, mut ends) = (Vec::new(), 0);
    for name in 1..=60_u8 {
        let roll = usize::from(name).wrapping_mul(2_654_435_761) >> 3;
        let new = NewSubmission {
            account: pick(&["main", "main", "other", "Balie"], roll / 23).to_owned(),
            kind: pick(&Kind::ALL, roll),
            reference: pick(
                &[None, Some("A-1"), Some("a-2"), Some("x\"y%_"), Some("B")],
                roll / 3,
            )
            .map(Untrusted::new),
            worker_type: pick(&[None, Some("STU"), Some("OTH"), Some("old")], roll / 5)
                .map(Untrusted::new),
            employer: pick(
                &[
                    None,
                    Some("0999.999.922"),
                    Some("0999.999.823"),
                    Some("0999999922"),
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
                    Some("\u{212A}elvin"),
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

async fn decide<S: Bed>(home: &Home<S>, id: SubmissionId, roll: usize) {
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

async fn advance<S: Bed>(home: &Home<S>, id: SubmissionId, epoch: i64, far: usize) {
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
        if id.0 % 20 == 3 {
            let later = now + minutes(30);
            home.event(id, Event::NotFound, later)
                .await
                .expect("searched");
        }
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
        let codes: &[&str] = match (far, id.0 % 3) {
            (6, 0) | (8, 1) => &["90017-510"],
            (6, 1) => &["00024-003", "90017-510"],
            (6, _) => &["90017-510", "00024-003", "90017-510"],
            _ => &[],
        };
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
        home.record(change).await.expect("answered");
    }
}

fn filters() -> BoxedStrategy<Filter> {
    let nots = || proptest::collection::vec(plain_filters(0.12), 0..3);
    prop_oneof![
        1 => Just(Filter::default()),
        3 => plain_filters(0.1),
        2 => plain_filters(0.3),
        2 => (plain_filters(0.1), nots()).prop_map(|(filter, not)| Filter { not, ..filter }),
        1 => (plain_filters(0.05), plain_filters(0.1), nots()).prop_map(|(filter, inner, not)| {
            let not = vec![Filter { not, ..inner }];
            Filter { not, ..filter }
        }),
    ]
    .boxed()
}

/// Filters of which each term is there in this share.
fn plain_filters(share: f64) -> BoxedStrategy<Filter> {
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
        "ÉLO",
        "ïSE",
        "kel",
        "\u{212A}EL",
        "elv",
        "#12",
        "#1",
        "099999992",
        "nothing here",
        " ",
        " noor ",
        "\0ab",
    ];
    let one_of = |words: &[&'static str]| {
        proptest::option::weighted(share, proptest::sample::select(words.to_vec()))
    };
    let some = |strategy: BoxedStrategy<i64>| proptest::option::weighted(share, strategy);
    let lists = (
        prop_oneof![
            3 => Just(Vec::new()),
            2 => proptest::collection::vec(proptest::sample::select(StateKind::ALL), 1..5),
        ],
        proptest::option::weighted(
            share,
            proptest::sample::subsequence(Kind::ALL.to_vec(), 1..3),
        ),
        proptest::option::weighted(share, proptest::collection::vec(1_i64..64, 1..30)),
    );
    let words = (
        one_of(&["0999999922", "0999.999.922", "999990168"]),
        one_of(&["85073099734"]),
        one_of(&["90017-510", "00024-003"]),
        one_of(&["A-1", "b"]),
        one_of(&["STU", "OTH", "old", "XYZ"]),
        one_of(&["main", "other", "Balie", "nobody"]),
        proptest::option::weighted(2.0 * share, proptest::sample::select(texts.to_vec())),
    );
    let rest = (
        some((8_i64..20).boxed()),
        some(proptest::sample::select(vec![-60_i64, 0, 6, 4_000]).boxed()),
        proptest::option::weighted(share, proptest::sample::select(&DECIDED[..])),
        proptest::bool::weighted(share / 3.0),
    );
    (lists, words, rest)
        .prop_map(
            |(
                (states, kinds, ids),
                (employer, ssin, code, reference, worker_type, account, text),
                (since, due, decided, looked_up),
            )| {
                Filter {
                    states,
                    kinds: kinds.unwrap_or_default(),
                    ids: ids.into_iter().flatten().map(SubmissionId).collect(),
                    employer: employer.map(str::to_owned),
                    ssin: ssin.and_then(|digits| digits.parse().ok()),
                    code: code.map(str::to_owned),
                    reference: reference.map(str::to_owned),
                    worker_type: worker_type.map(str::to_owned),
                    account: account.map(str::to_owned),
                    text: text.map(str::to_owned),
                    since: since.map(at),
                    due_before: due.map(at),
                    decided,
                    looked_up,
                    not: Vec::new(),
                }
            },
        )
        .boxed()
}

/// So small that sixty rows are many, in every mixture: each way of a plan is gone.
fn limits() -> impl Strategy<Value = Limits> {
    let small = (0_u64..12, 0_u64..40, 0_u64..60, 0_u64..160);
    let small = small.prop_map(|(few, counted, collected, looks)| Limits {
        few,
        counted,
        collected,
        looks,
    });
    prop_oneof![1 => Just(PAGE), 4 => small]
}

fn queries() -> BoxedStrategy<QueueQuery> {
    let anchors = prop_oneof![
        Just(Anchor::First),
        Just(Anchor::Last),
        (1_i64..65).prop_map(|id| Anchor::Around(SubmissionId(id))),
        (1_i64..65).prop_map(|id| Anchor::After(SubmissionId(id))),
        prop_oneof![0_u64..70, Just(u64::MAX)].prop_map(Anchor::At),
    ];
    let columns = proptest::sample::select(&COLUMNS[..]);
    (filters(), columns, any::<bool>(), anchors, 0_usize..25)
        .prop_map(|(filter, column, descending, anchor, rows)| QueueQuery {
            filter,
            sort: Sort { column, descending },
            window: Window { anchor, rows },
        })
        .boxed()
}

pub(in crate::store) async fn all_rows<S: Bed>(home: &Home<S>) -> Vec<QueueRow> {
    let everything = QueueQuery {
        window: Window {
            anchor: Anchor::First,
            rows: 1_000,
        },
        ..QueueQuery::default()
    };
    home.store.queue(&everything).await.expect("read").rows
}

fn every_window_is_what_a_plain_list_would_show<S: Bed>() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    let home = runtime.block_on(filled(S::home().expect("there was one")));
    let all = runtime.block_on(all_rows(&home));
    assert_eq!(all.len(), 60);
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(4_000 / S::ONE_IN)
    });
    let mut uncounted = 0;
    let seen = std::cell::RefCell::new(&mut uncounted);
    runner
        .run(&(queries(), limits()), |(query, limits)| {
            let page = runtime
                .block_on(home.store.page(&query, limits))
                .expect("read");
            let model = expected(&all, &query);
            prop_assert_eq!(&page.rows, &model.rows);
            // What is bounded is exact as long as it stays within the bounds.
            let within = limits.counted.min(limits.looks / 16) > 60;
            match page.total {
                Total::Exact(total) => prop_assert_eq!(total, model.total),
                Total::AtLeast(rows) => {
                    prop_assert!(!within);
                    prop_assert!(rows <= model.total && rows >= model.rows.len() as u64);
                }
            }
            match page.offset {
                // An empty window lies nowhere in particular.
                _ if query.window.rows == 0 => {}
                Some(offset) => prop_assert_eq!(offset, model.offset),
                None => prop_assert!(!within),
            }
            if page.offset.is_none() || page.total.exact().is_none() {
                **seen.borrow_mut() += 1;
            }
            Ok(())
        })
        .expect("the store and the model agree");
    assert!(
        uncounted > 50 / S::ONE_IN,
        "only {uncounted} windows were not counted to the end"
    );
}

fn places_and_counts_are_those_of_a_plain_list<S: Bed>() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    let home = runtime.block_on(filled(S::home().expect("there was one")));
    let all = runtime.block_on(all_rows(&home));
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(1_500 / S::ONE_IN)
    });
    let rows = proptest::option::of((1_i64..65).prop_map(SubmissionId));
    runner
        .run(&(queries(), limits(), rows), |(query, limits, row)| {
            let rows = listed(&all, &query.filter, query.sort);
            let asked = PlaceQuery {
                filter: query.filter.clone(),
                sort: query.sort,
                row,
            };
            let place = runtime
                .block_on(home.store.whereabouts(&asked, limits))
                .expect("read");
            let before = row.and_then(|row| rows.iter().position(|one| one.id == row));
            prop_assert_eq!(place.total, rows.len() as u64);
            prop_assert_eq!(place.before, before.map(|before| before as u64));
            let counts = runtime
                .block_on(home.store.counts(Some(&query.filter)))
                .expect("read");
            let mut counted = Counts::default();
            for row in rows {
                *counted.0.entry(row.state).or_default() += 1;
            }
            prop_assert_eq!(counts, counted);
            Ok(())
        })
        .expect("the store and the model agree");
}

async fn kept_counts_are_what_counting_gives<S: Bed>(home: Home<S>) {
    let home = filled(home).await;
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

/// What is left out by kind alone becomes what is chosen; what is kept is asked about that.
async fn the_total_of_what_is_left_out_is_that_of_the_rest<S: Bed>(home: Home<S>) {
    let home = filled(home).await;
    let nobody = Filter {
        account: Some("nobody".to_owned()),
        ..Filter::default()
    };
    let updates = Filter {
        kinds: vec![Kind::Update],
        ..Filter::default()
    };
    let query = QueueQuery {
        filter: Filter {
            not: vec![nobody, updates.clone()],
            ..Filter::default()
        },
        window: Window {
            rows: 0,
            ..Window::default()
        },
        ..QueueQuery::default()
    };
    // As with so many rows that nothing is gathered and nothing counted.
    let many = Limits {
        few: 0,
        counted: 0,
        collected: 0,
        looks: 0,
    };
    let page = home.store.page(&query, many).await.expect("read");
    let all = home.store.counts(None).await.expect("read").total();
    let left_out = home.store.counts(Some(&updates)).await.expect("read");
    assert!(left_out.total() > 0);
    assert_eq!(page.total, Total::Exact(all - left_out.total()));
}
