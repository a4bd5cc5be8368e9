//! What holds for any case and any offer.

use proptest::prelude::*;

use super::*;

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9]{1,12}",
        "20[0-9]{2}-[01][0-9]-[0-3][0-9]",
        "[0-2][0-9]:[0-5][0-9]",
        Just(PERIOD.to_owned()),
        Just("9999-12-31".to_owned()),
        Just("-9999-01-01".to_owned()),
        "(FLX|STU|OTH|XXX|322)",
        "\\PC{0,12}",
    ]
}

fn any_draft(kind: impl Strategy<Value = Kind>) -> impl Strategy<Value = Draft> {
    let fields =
        proptest::collection::vec((proptest::sample::select(Field::ALL), any_text()), 0..25);
    (kind, fields).prop_map(|(kind, fields)| {
        let mut draft = Draft::new(kind);
        for (field, text) in fields {
            draft.set(field, text);
        }
        draft
    })
}

fn any_known() -> impl Strategy<Value = KnownPeriod> {
    let end = proptest::option::of(0_i32..900);
    (0_i32..60_000, end, any::<(bool, bool)>()).prop_map(|(start, end, (cancelled, locked))| {
        let after = |days: i32| {
            let span = jiff::Span::new().days(days);
            date(1900, 1, 1).checked_add(span).expect("in range")
        };
        KnownPeriod {
            start: after(start),
            end: end.map(|days| after(start + days)),
            cancelled,
            locked,
            ..known("FLX", "2026-11-23", None)
        }
    })
}

prop_compose! {
    fn any_case()(
        state in proptest::sample::select(StateKind::ALL.to_vec()),
        decision in proptest::option::of(proptest::sample::select(Decision::ALL.to_vec())),
        replaced in proptest::bool::weighted(0.1),
        draft in any_draft(proptest::sample::select(Kind::ALL.to_vec())),
        codes in proptest::collection::vec(prop_oneof![
            "(00046-003|90373-(333|341|421|450)|90378-(421|444)|00913-(354|355|356|359)|00911-344|00910-344|90017-510)",
            "[0-9]{5}-[0-9]{3}",
            "\\PC{0,12}",
        ], 0..4),
        has_period in any::<bool>(),
        known in proptest::option::of(any_known()),
        entry in proptest::option::of(any_draft(Just(Kind::In))),
    ) -> Case {
        Case {
            id: SubmissionId(7),
            state,
            decision,
            replaced_by: replaced.then_some(Successor {
                id: SubmissionId(8),
                entered: None,
            }),
            draft,
            codes,
            period: has_period.then(period),
            known,
            entry,
            today: TODAY,
        }
    }
}

proptest! {
    #[test]
    fn a_proposal_keeps_whom_it_is_about(
        case in any_case(), offer in proptest::sample::select(Offer::ALL.to_vec()),
    ) {
        if let Ok(proposal) = made(&case, offer) {
            prop_assert_eq!(&case.replaced_by, &None);
            prop_assert!(case.is_without_effect() || case.is_accepted());
            prop_assert!(!proposal.parts.is_empty());
            prop_assert!(proposal.replacing.is_none_or(|place| place < proposal.parts.len()));
            prop_assert_eq!(proposal.origin, Some(case.id));
            prop_assert!(proposal.parts.iter().any(|part| part.edit));
            for part in &proposal.parts {
                for field in Field::ABOUT {
                    let given = case.draft.get(field);
                    if !given.is_empty() {
                        prop_assert_eq!(part.draft.get(field), given);
                    }
                }
                if part.draft.kind == Kind::In {
                    prop_assert_eq!(part.draft.get(Field::PeriodId), "");
                }
            }
        }
    }

    #[test]
    fn what_is_offered_as_a_form_can_be_opened(case in any_case()) {
        let remedies = remedies(&case, config::anomalies());
        for remedy in &remedies {
            let is_form = !matches!(
                remedy.offer,
                Offer::FindPeriod | Offer::LookFirst | Offer::SettleAsDone | Offer::Decide
                    | Offer::ExportCase | Offer::Nothing
                    // Depends on what the fields say: the sentence tells.
                    | Offer::Split
            );
            if is_form {
                prop_assert!(made(&case, remedy.offer).is_ok(), "{:?}", remedy.offer);
            }
        }
        prop_assert!(case.replaced_by.is_none() || remedies.is_empty());
        let mut offers: Vec<_> = remedies.iter().map(|remedy| remedy.offer.as_str()).collect();
        offers.sort_unstable();
        offers.dedup();
        prop_assert_eq!(offers.len(), remedies.len());
    }

    #[test]
    fn hours_are_shared_without_loss(
        hours in 1_u16..999, spans in proptest::collection::vec(0_i32..200, 1..30),
    ) {
        let day = date(2026, 1, 1);
        let spans: Vec<_> = spans
            .into_iter()
            .map(|days| (day, day.checked_add(jiff::Span::new().days(days)).expect("in range")))
            .collect();
        let shares = split::share(hours, &spans);
        prop_assert_eq!(shares.len(), spans.len());
        prop_assert!(shares.iter().all(|&share| share >= 1));
        let sum: u16 = shares.iter().sum();
        let fewest = u16::try_from(spans.len()).expect("few");
        prop_assert_eq!(sum, hours.max(fewest));
    }

    #[test]
    fn parts_cover_the_span_once(start in 0_i32..3000, days in 0_i32..2000) {
        let day = |days| date(2020, 1, 1).checked_add(jiff::Span::new().days(days)).expect("in range");
        let span = (day(start), day(start + days));
        if let Some(spans) = split::by_quarter(span) {
            prop_assert_eq!(spans.first().map(|span| span.0), Some(span.0));
            prop_assert_eq!(spans.last().map(|span| span.1), Some(span.1));
            for pair in spans.windows(2) {
                prop_assert_eq!(pair[0].1.tomorrow().expect("in range"), pair[1].0);
            }
        }
    }
}
