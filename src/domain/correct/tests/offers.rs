//! Which offers a case gets, in which order.

use super::*;
use crate::domain::anomaly::Offer as O;

fn offered(case: &Case) -> Vec<Offer> {
    let remedies = remedies(case, config::anomalies());
    remedies.into_iter().map(|remedy| remedy.offer).collect()
}

/// A name, what was refused, for which codes, and what is offered.
type Row<'a> = (&'a str, Draft, &'a [&'a str], &'a [Offer]);

fn check_refused<const ROWS: usize>(table: [Row<'_>; ROWS]) {
    for (name, draft, codes, expected) in table {
        let case = refused(draft, codes);
        assert_eq!(offered(&case), expected, "{name}");
        let rejected = Case {
            state: StateKind::Rejected,
            ..case.clone()
        };
        assert_eq!(offered(&rejected), expected, "{name}, rejected");
    }
}

#[test]
fn what_is_offered_for_an_in_that_was_refused() {
    let flexi = || entry("FLX", "2026-11-23", "2026-11-30");
    check_refused([
        ("a field", flexi(), &["00046-003"], &[O::Correct]),
        ("an unknown code", flexi(), &["12345-678"], &[O::Correct]),
        ("no code at all", flexi(), &[], &[O::Correct]),
        (
            "the same period exists: see first",
            flexi(),
            &["90373-333"],
            &[O::LookFirst, O::Correct],
        ),
        (
            "two quarters",
            entry("STU", "2026-09-01", "2026-11-30"),
            &["90373-421"],
            &[O::Split, O::Correct],
        ),
        (
            "longer than 24 hours",
            flexi(),
            &["90373-341"],
            &[O::Split, O::Correct],
        ),
        (
            "closed for now",
            flexi(),
            &["90373-450"],
            &[O::Correct, O::SendLater],
        ),
        (
            "no mandate: others must act",
            flexi(),
            &["90256-155"],
            &[O::Correct, O::Nothing],
        ),
        (
            "a fault of the software",
            flexi(),
            &["90372-001"],
            &[O::Correct, O::ExportCase],
        ),
        (
            "EXT three days in a row: some of them must be withdrawn",
            entry("EXT", "2026-11-23", "2026-11-23"),
            &["00910-459"],
            &[O::LookFirst, O::Correct],
        ),
        (
            "a late one that was refused for another reason",
            flexi(),
            &["90373-460", "00046-003"],
            &[O::Correct],
        ),
    ]);
}

#[test]
fn what_is_offered_for_a_change_that_was_refused() {
    let out = || change(Kind::Out).with(Field::EndDate, "2026-11-30");
    let update = || change(Kind::Update).with(Field::EndDate, "2026-12-31");
    check_refused([
        (
            "an OUT of a period with an end",
            out(),
            &["00913-356"],
            &[O::Declare(Kind::Update), O::Correct],
        ),
        (
            "an UPDATE that would close",
            update(),
            &["00913-359"],
            &[O::Declare(Kind::Out), O::Correct],
        ),
        (
            "an end that may not be later",
            update(),
            &["00911-344"],
            &[O::Declare(Kind::In), O::Correct],
        ),
        (
            "a start that may not be later",
            update(),
            &["00910-344"],
            &[O::CancelThenIn, O::Correct],
        ),
        (
            "the wrong period",
            out(),
            &["00913-354"],
            &[O::FindPeriod, O::Correct],
        ),
        (
            "a CANCEL of what is cancelled",
            change(Kind::Cancel),
            &["00913-355"],
            &[O::SettleAsDone, O::Correct],
        ),
        (
            "an OUT of what is cancelled",
            out(),
            &["00913-355"],
            &[O::Declare(Kind::In), O::Correct],
        ),
        (
            "nothing changes",
            update(),
            &["90378-444"],
            &[O::SettleAsDone, O::Correct],
        ),
    ]);
}

#[test]
fn an_out_whose_end_is_there_already_is_done() {
    let draft = change(Kind::Out).with(Field::EndDate, "30/11/2026");
    let mut case = refused(draft, &["00913-356"]);
    case.known = Some(known("OTH", "2026-01-01", Some("2026-11-30")));
    assert_eq!(offered(&case), [O::SettleAsDone, O::Correct]);
}

#[test]
fn what_is_offered_for_what_was_accepted() {
    let open = || entry("OTH", "2026-11-23", "");
    let closed = || entry("FLX", "2026-11-23", "2026-11-30");
    let (out, update, cancel) = (
        O::Declare(Kind::Out),
        O::Declare(Kind::Update),
        O::Declare(Kind::Cancel),
    );
    for (name, state, draft, expected) in [
        (
            "open",
            StateKind::Accepted,
            open(),
            &[out, update, cancel, O::CancelThenIn][..],
        ),
        (
            "with an end",
            StateKind::Accepted,
            closed(),
            &[update, cancel, O::CancelThenIn],
        ),
        (
            "with a warning",
            StateKind::AcceptedWarning,
            closed(),
            &[O::Decide, O::CancelThenIn, update, cancel],
        ),
        ("withdrawn", StateKind::Accepted, change(Kind::Cancel), &[]),
        ("queued", StateKind::Queued, open(), &[]),
        ("in doubt", StateKind::InDoubt, open(), &[]),
    ] {
        let case = case(state, draft, &["90017-510"]);
        assert_eq!(offered(&case), expected, "{name}");
    }
}

#[test]
fn a_period_that_cannot_change_is_not_changed() {
    let mut case = case(StateKind::Accepted, entry("OTH", "2026-11-23", ""), &[]);
    for (cancelled, locked) in [(true, false), (false, true)] {
        case.known = Some(KnownPeriod {
            cancelled,
            locked,
            ..known("OTH", "2026-11-23", None)
        });
        assert_eq!(offered(&case), []);
    }
}

#[test]
fn a_decision_is_asked_once_and_a_replaced_row_offers_nothing() {
    let mut case = case(
        StateKind::AcceptedWarning,
        entry("FLX", "2026-11-23", "2026-11-30"),
        &["90017-510"],
    );
    case.decision = Some(Decision::Kept);
    assert!(!offered(&case).contains(&O::Decide));
    case.replaced_by = Some(Successor {
        id: SubmissionId(8),
        entered: None,
    });
    assert_eq!(offered(&case), []);
    assert_eq!(
        made(&case, O::CancelThenIn).map_err(|why| why.key),
        Err("correct-replaced")
    );
}

#[test]
fn an_offer_names_every_code_that_asks_for_it() {
    let case = refused(
        entry("FLX", "2026-11-23", ""),
        &["00046-003", "90373-333", "00911-001", "00046-003"],
    );
    let remedies = remedies(&case, config::anomalies());
    let correct = remedies.iter().find(|one| one.offer == O::Correct);
    assert_eq!(
        correct.map(|one| one.codes.clone()),
        Some(vec!["00046-003".to_owned(), "00911-001".to_owned()])
    );
}

#[test]
fn offers_have_names_of_their_own() {
    for offer in Offer::ALL {
        assert_eq!(Offer::parse(offer.as_str()), Some(offer));
    }
    let mut keys = Offer::ALL.map(|offer| offer.text().key);
    keys.sort_unstable();
    assert!(keys.windows(2).all(|pair| pair[0] != pair[1]));
}
