//! Keys on a submission that has ended, up to the form, the decision or the look.

use insta::assert_snapshot;

use super::*;
use crate::domain::correct::Remedy;
use crate::domain::draft::{Draft, Kind};
use crate::domain::environment::Environment;
use crate::domain::ids::PeriodId;
use crate::domain::report::{JournalEntry, Timeline};
use crate::domain::validate::{KnownPeriod, Period};
use crate::i18n::Language;
use crate::tui::fixture::picture;
use crate::tui::fixture::{self, type_in};
use crate::tui::msg::{Msg, Reply};
use crate::tui::update::update;

const ID: SubmissionId = SubmissionId(4);

fn history(state: StateKind, codes: &[&str]) -> Timeline {
    let mut history = fixture::timeline(ID.0);
    history.row.state = state;
    history.row.codes = codes.iter().map(|&code| code.into()).collect();
    history.anomalies.clear();
    history
}

/// A console that shows this submission.
fn showing(history: Timeline, language: Language) -> Model {
    let mut model = fixture::model(language, (100, 30));
    model.env.environment = Some(Environment::Sandbox);
    let id = history.row.id;
    crate::tui::actions::open_detail(&mut model, id);
    update(
        &mut model,
        Msg::Reply(Reply::Timeline(id, Box::new(Ok(Some(history))))),
    );
    model
}

fn on(state: StateKind, codes: &[&str]) -> Model {
    showing(history(state, codes), Language::En)
}

fn case(state: StateKind, draft: Draft, codes: &[&str]) -> Case {
    Case {
        id: ID,
        state,
        draft,
        codes: codes.iter().map(|&code| code.to_owned()).collect(),
        ..fixture::case()
    }
}

fn entry() -> Draft {
    Draft::new(Kind::In)
        .with(Field::WorkerType, "FLX")
        .with(Field::JointCommittee, "302")
        .with(Field::StartDate, "2026-12-01")
        .with(Field::EndDate, "2026-12-01")
}

fn answer(model: &mut Model, case: Case) -> Vec<Effect> {
    update(model, Msg::Reply(Reply::Case(ID, Box::new(Ok(case)))))
}

fn offers(model: &Model) -> Vec<Offer> {
    match &model.overlay {
        Some(Overlay::Remedies(menu)) => menu.list.iter().map(|remedy| remedy.offer).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_footer_offers_what_the_end_allows() {
    let (correct, remedies, decide) = (Action::Correct, Action::Remedies, Action::Decide);
    for (state, expected) in [
        (StateKind::Refused, [true, true, true]),
        (StateKind::Rejected, [true, true, true]),
        (StateKind::NotTaken, [true, true, true]),
        (StateKind::AcceptedWarning, [false, true, true]),
        (StateKind::Accepted, [false, true, false]),
        (StateKind::Queued, [false; 3]),
        (StateKind::InDoubt, [false; 3]),
        (StateKind::Waiting, [false; 3]),
        (StateKind::Cancelled, [false; 3]),
    ] {
        let model = on(state, &[]);
        let found = [correct, remedies, decide].map(|action| commands::works(&model, action));
        assert_eq!(found, expected, "{state:?}");
    }
    let mut replaced = history(StateKind::Refused, &[]);
    replaced.row.replaced_by = Some(SubmissionId(9));
    replaced.row.decision = Some(Decision::Replaced);
    let model = showing(replaced, Language::En);
    for action in [correct, remedies, decide] {
        assert!(!commands::works(&model, action), "{action:?}");
    }
}

#[test]
fn of_what_is_replaced_the_case_tells_by_whom() {
    use crate::domain::report::{Entered, Successor};
    for (entered, told) in [
        (
            Some(Entered {
                by: "eva (uid 1001)".into(),
                seconds: 2,
            }),
            "eva (uid 1001) replaced it 2 s ago, by 9: go on from that one.",
        ),
        (None, "It is replaced already, by 9: go on from that one."),
    ] {
        let mut replaced = history(StateKind::Refused, &[]);
        replaced.row.replaced_by = Some(SubmissionId(9));
        replaced.row.decision = Some(Decision::Replaced);
        let mut model = showing(replaced, Language::En);
        assert_eq!(type_in(&mut model, "c"), [Effect::Case(ID)]);
        let mut case = case(StateKind::Refused, entry(), &["90374-349"]);
        case.replaced_by = Some(Successor {
            id: SubmissionId(9),
            entered,
        });
        assert!(answer(&mut model, case).is_empty());
        assert!(model.overlay.is_none(), "there is no form to open");
        let shown = model.toasts.shown().next().expect("a notice");
        assert_eq!(shown.lines.join(" "), told);
    }
}

#[test]
fn a_field_at_fault_leads_straight_to_the_form() {
    let mut model = on(StateKind::Refused, &["90374-349"]);
    assert_eq!(type_in(&mut model, "c"), [Effect::Case(ID)]);
    answer(
        &mut model,
        case(StateKind::Refused, entry(), &["90374-349"]),
    );
    assert!(model.overlay.is_none());
    assert_eq!(model.screen, Screen::Declare);
}

#[test]
fn the_form_knows_the_period_that_is_changed() {
    let mut model = on(StateKind::Refused, &["00913-356"]);
    type_in(&mut model, "f");
    let known = period("800000000179", false);
    let out = Draft::new(Kind::Out)
        .with(Field::PeriodId, "800000000179")
        .with(Field::EndDate, "2026-12-15");
    let case = Case {
        period: Some(known.id),
        known: Some(known.known.clone()),
        ..case(StateKind::Refused, out, &["00913-356"])
    };
    answer(&mut model, case);
    assert_eq!(offers(&model).first(), Some(&Offer::Declare(Kind::Update)));
    type_in(&mut model, "<enter>");
    assert_eq!(model.declare.draft().kind, Kind::Update);
    assert_eq!(model.declare.known(), Some(&known));
}

#[test]
fn with_f_or_a_better_way_the_list_opens() {
    for (keys, codes, expected) in [
        ("f", &["90374-349"][..], &[Offer::Correct][..]),
        ("c", &["90373-333"], &[Offer::LookFirst, Offer::Correct]),
        (
            "c",
            &["90256-155", "90373-450"],
            &[Offer::Correct, Offer::SendLater, Offer::Nothing],
        ),
    ] {
        let mut model = on(StateKind::Refused, codes);
        type_in(&mut model, keys);
        answer(&mut model, case(StateKind::Refused, entry(), codes));
        if keys == "c" && expected.first() == Some(&Offer::Correct) {
            assert_eq!(model.screen, Screen::Declare);
            continue;
        }
        assert_eq!(offers(&model), expected, "{codes:?}");
        assert_eq!(model.screen, Screen::Detail);
    }
}

#[test]
fn what_others_must_do_is_not_chosen() {
    let remedy = |offer, code: &str| Remedy {
        offer,
        codes: vec![code.to_owned()],
    };
    let list = vec![
        remedy(Offer::Nothing, "90256-155"),
        remedy(Offer::Correct, "00046-003"),
        remedy(Offer::Nothing, "00913-362"),
        remedy(Offer::ExportCase, "90372-001"),
    ];
    let case = case(StateKind::Refused, entry(), &[]);
    let mut menu = Remedies::of(case, list, Action::Remedies);
    assert_eq!(menu.chosen(), Some(Offer::Correct));
    menu.on_action(Action::Up);
    assert_eq!(menu.chosen(), Some(Offer::Correct));
    menu.on_action(Action::Down);
    assert_eq!(menu.chosen(), Some(Offer::ExportCase));
}

#[test]
fn who_has_gone_on_is_not_called_back() {
    let mut model = on(StateKind::Refused, &["90374-349"]);
    type_in(&mut model, "c<esc>");
    answer(
        &mut model,
        case(StateKind::Refused, entry(), &["90374-349"]),
    );
    assert_eq!(model.screen, Screen::Detail);
    let mut other = on(StateKind::Refused, &[]);
    type_in(&mut other, "c");
    let late = Reply::Case(
        SubmissionId(99),
        Box::new(Ok(case(StateKind::Refused, entry(), &[]))),
    );
    update(&mut other, Msg::Reply(late));
    assert_eq!(other.screen, Screen::Detail);
    assert!(other.overlay.is_some(), "the right one is still awaited");
}

#[test]
fn a_decision_needs_a_reason() {
    let mut model = on(StateKind::AcceptedWarning, &["90017-510"]);
    assert!(type_in(&mut model, "d").is_empty());
    assert!(type_in(&mut model, "<enter>").is_empty());
    assert!(matches!(
        &model.overlay,
        Some(Overlay::Decide(decide)) if decide.error.is_some()
    ));
    let effects = type_in(&mut model, "employer agrees<enter>");
    let command = Command::Settle(Decision::Kept, "employer agrees".to_owned());
    assert_eq!(effects, [Effect::Command(ID, command)]);
    assert!(model.overlay.is_none());
}

#[test]
fn tab_changes_what_is_decided() {
    let mut model = on(StateKind::AcceptedWarning, &["90017-510"]);
    let effects = type_in(&mut model, "d<tab>seen<enter>");
    let command = Command::Settle(Decision::Done, "seen".to_owned());
    assert_eq!(effects, [Effect::Command(ID, command)]);
}

fn period(number: &str, cancelled: bool) -> Period {
    Period {
        id: PeriodId::parse(number).expect("twelve digits"),
        known: KnownPeriod {
            employer: None,
            ssin: None,
            start: "2026-12-01".parse().expect("a day"),
            end: "2026-12-01".parse().ok(),
            worker_type: Some("FLX".to_owned()),
            joint_committee: Some("XXX".to_owned()),
            hours: crate::domain::declaration::Hours::default(),
            planned_hours: None,
            cancelled,
            locked: false,
        },
    }
}

/// A console that looked, and found that nothing is left to declare.
fn looked(language: Language) -> Model {
    let codes = ["90373-333"];
    let mut model = showing(history(StateKind::Refused, &codes), language);
    type_in(&mut model, "c");
    answer(&mut model, case(StateKind::Refused, entry(), &codes));
    assert_eq!(type_in(&mut model, "<enter>"), [Effect::LookFirst(ID)]);
    let found = LookedFirst {
        periods: vec![period("800000000276", true), period("800000000179", false)],
        wanted: PeriodId::parse("800000000179").ok(),
    };
    update(
        &mut model,
        Msg::Reply(Reply::LookedFirst(ID, Box::new(Ok(found)))),
    );
    model
}

#[test]
fn a_look_that_finds_the_wanted_state_ends_in_done() {
    let mut model = looked(Language::En);
    assert!(type_in(&mut model, "<enter>").is_empty());
    let effects = type_in(&mut model, "<enter>");
    let [Effect::Command(id, Command::Settle(decision, reason))] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    assert_eq!((*id, *decision), (ID, Decision::Done));
    assert!(reason.contains("800000000179"), "{reason}");
    let mut after_all = looked(Language::En);
    type_in(&mut after_all, "<down><enter>");
    assert_eq!(after_all.screen, Screen::Declare);
}

#[test]
fn a_look_that_fails_says_so_and_changes_nothing() {
    let mut model = on(StateKind::Refused, &["90373-333"]);
    type_in(&mut model, "c");
    answer(
        &mut model,
        case(StateKind::Refused, entry(), &["90373-333"]),
    );
    type_in(&mut model, "<enter>");
    let problem = Problem::new(
        crate::domain::problem::ProblemClass::Service,
        Text::new("engine-service-unreachable"),
    );
    update(
        &mut model,
        Msg::Reply(Reply::LookedFirst(ID, Box::new(Err(problem)))),
    );
    assert!(model.overlay.is_none());
    assert!(model.toasts.has_trouble());
}

#[test]
fn nothing_is_decided_in_a_console_that_only_looks() {
    let mut model = on(StateKind::Refused, &["90374-349"]);
    model.env.read_only = true;
    assert!(type_in(&mut model, "c").is_empty());
    assert!(type_in(&mut model, "d").is_empty());
    assert!(model.overlay.is_none());
    type_in(&mut model, "f");
    answer(
        &mut model,
        case(StateKind::Refused, entry(), &["90374-349"]),
    );
    type_in(&mut model, "<enter>");
    assert_eq!(model.screen, Screen::Detail, "the list may be read");
}

#[test]
fn what_was_corrected_is_shown_once_it_is_queued() {
    use crate::domain::handing::Handing;
    use crate::domain::report::Submitted;
    for (origin, screen) in [(Some(ID), Screen::Detail), (None, Screen::Declare)] {
        let mut model = fixture::model(Language::En, (100, 30));
        model.open(Screen::Declare);
        let handing = Handing {
            origin,
            ..Handing::alone(fixture::declaration())
        };
        let effects = vec![model.declare.submission(Box::new(handing))];
        commands::begin(&mut model, &effects);
        let Some(Effect::Submit { ticket, .. }) = effects.first() else {
            panic!("{effects:?}");
        };
        let new = Submitted::New(SubmissionId(5));
        update(&mut model, Msg::Reply(Reply::Submitted(*ticket, Ok(new))));
        assert_eq!(model.screen, screen, "{origin:?}");
    }
}

#[test]
fn the_list_of_remedies() {
    let codes = ["00910-344", "00913-362"];
    let mut model = on(StateKind::Refused, &codes);
    type_in(&mut model, "f");
    let draft = Draft::new(Kind::Update)
        .with(Field::PeriodId, "800000000179")
        .with(Field::StartDate, "2026-12-07");
    answer(&mut model, case(StateKind::Refused, draft, &codes));
    assert_snapshot!("remedies_100x30", picture(&model));
}

#[test]
fn the_look_and_the_decision() {
    assert_snapshot!("looked_100x30", picture(&looked(Language::En)));
    assert_snapshot!("looked_nl_100x30", picture(&looked(Language::Nl)));
    let mut model = on(StateKind::AcceptedWarning, &["90017-510", "90373-460"]);
    type_in(&mut model, "d");
    assert_snapshot!("decide_100x30", picture(&model));
    model.env.size = (60, 20);
    assert_snapshot!("decide_60x20", picture(&model));
}

#[test]
fn the_chain_of_a_submission() {
    let mut history = history(StateKind::AcceptedWarning, &["90017-510"]);
    history.row.decision = Some(Decision::Kept);
    history.row.kind = Kind::In;
    let mut first = fixture::row(3);
    first.state = StateKind::Refused;
    first.kind = Kind::In;
    first.replaced_by = Some(ID);
    first.decision = Some(Decision::Replaced);
    history.row.supersedes = Some(first.id);
    history.chain = vec![first, history.row.clone()];
    history.draft = Some(
        entry()
            .with(Field::SubEntity, "123")
            .with(Field::CardFirstMonth, "000000000001"),
    );
    history.events.push(JournalEntry {
        sequence: 4,
        at: fixture::now(),
        actor: "anna@loket".to_owned(),
        submission: Some(ID),
        event: "decided_kept".to_owned(),
        from: Some(StateKind::AcceptedWarning),
        to: Some(StateKind::AcceptedWarning),
        reason: Some("the employer agrees".into()),
    });
    assert_snapshot!(
        "detail_chain_100x30",
        picture(&showing(history, Language::En))
    );
}

#[test]
fn a_row_that_waits_says_for_which_one() {
    let mut history = history(StateKind::Held, &[]);
    history.row.waits_for = Some(SubmissionId(3));
    let picture = picture(&showing(history, Language::En));
    assert!(picture.contains("Waits until 3 is accepted."), "{picture}");
}

#[test]
fn a_row_that_somebody_else_corrects_says_so_everywhere() {
    use crate::domain::report::InWork;
    let by = "Eva (eva, uid 1001, desk1)";
    let mut model = on(StateKind::Refused, &["90374-349"]);
    let now = model.env.now;
    model.env.in_work = [(ID, InWork::of(by.into(), now, now))].into();
    let detail = picture(&model);
    assert!(
        detail.contains(&format!("{by} is correcting it")),
        "{detail}"
    );
    type_in(&mut model, "c");
    answer(
        &mut model,
        case(StateKind::Refused, entry(), &["90374-349"]),
    );
    let shown = model.toasts.shown().next().expect("a notice");
    assert!(shown.lines.join(" ").starts_with(by), "{:?}", shown.lines);
    assert_eq!(model.screen, Screen::Declare, "it is a warning, no more");
}
