//! Keys in, declarations out, with the real checks and the rules of today.

use super::declare::{Declare, Focus};
use crate::domain::correct::{Mark, Part, Proposal};
use crate::domain::declaration::{Body, Hours};
use crate::domain::draft::{Draft, Field, Kind};
use crate::domain::handing::Handing;
use crate::domain::ids::{PeriodId, Ssin, SubmissionId};
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::report::Submitted;
use crate::domain::text::Text;
use crate::domain::validate::{KnownPeriod, Period};
use crate::i18n::Language;
use crate::tui::fixture::{self, type_in};
use crate::tui::model::{Model, Screen};
use crate::tui::msg::{Effect, Msg, Reply, Ticket};
use crate::tui::overlay::Overlay;
use crate::tui::update::update;

/// A console with the rules and the checks of today.
pub(super) fn console(language: Language, size: (u16, u16)) -> Model {
    let mut options = fixture::options(language);
    options.rules = crate::config::rules();
    let mut model = fixture::model_with(options, size);
    model.declare = Declare::default();
    model
}

/// An evening of a flexi-job, declared under the committee with which it is refused.
pub(super) fn flexi() -> Draft {
    Draft::new(Kind::In)
        .with(Field::WorkerType, "FLX")
        .with(Field::JointCommittee, "302")
        .with(Field::EnterpriseNumber, "0999999922")
        .with(Field::Ssin, "85073099734")
        .with(Field::FamilyName, "Testmans")
        .with(Field::StartDate, "2026-12-01")
        .with(Field::StartHour, "17:00")
        .with(Field::EndDate, "2026-12-01")
        .with(Field::EndHour, "22:00")
}

/// The correction of number 12: the committee is likelier to be wrong than the type above it.
pub(super) fn proposal(draft: Draft, code: &str) -> Proposal {
    let mark = |field| Mark {
        field,
        code: code.to_owned(),
    };
    let marks = [Field::JointCommittee, Field::WorkerType].map(mark).into();
    Proposal {
        parts: vec![Part {
            draft,
            edit: true,
            marks,
        }],
        in_turn: false,
        origin: Some(SubmissionId(12)),
        replacing: Some(0),
        note: None,
    }
}

/// A CANCEL, and an IN that waits for it.
pub(super) fn after_cancel() -> Proposal {
    let cancel = Draft::new(Kind::Cancel)
        .with(Field::PeriodId, "800000000179")
        .with(Field::Ssin, "85073099734");
    let part = |draft, edit| Part {
        draft,
        edit,
        marks: Vec::new(),
    };
    let entry = flexi().with(Field::JointCommittee, "XXX");
    Proposal {
        parts: vec![part(cancel, false), part(entry, true)],
        in_turn: true,
        replacing: Some(1),
        ..proposal(flexi(), "")
    }
}

/// A student's period that is open.
pub(super) fn known() -> Period {
    Period {
        id: PeriodId::parse("800000000179").expect("a number"),
        known: KnownPeriod {
            employer: None,
            ssin: None,
            start: "2026-12-01".parse().expect("a day"),
            end: None,
            worker_type: Some("STU".to_owned()),
            joint_committee: Some("XXX".to_owned()),
            hours: Hours::default(),
            planned_hours: Some(24),
            cancelled: false,
            locked: false,
        },
    }
}

pub(super) fn opened() -> Model {
    let mut model = console(Language::En, (120, 40));
    type_in(&mut model, "3");
    model
}

pub(super) fn working_on(proposal: Proposal) -> Model {
    let mut model = console(Language::En, (120, 40));
    assert!(model.declare.work_on(proposal, &model.env).is_empty());
    model.open(Screen::Declare);
    model
}

pub(super) fn type_into(model: &mut Model, field: Field, text: &str) -> Vec<Effect> {
    model.declare.focus = Focus::Field(field);
    type_in(model, text)
}

/// What is handed in after yes.
pub(super) fn handed_in(model: &mut Model, keys: &str) -> (Ticket, Handing) {
    let mut effects = type_in(model, keys);
    let submit = effects.pop();
    let Some(Effect::Submit { ticket, handing }) = submit else {
        panic!("{submit:?} {:?}", model.declare.gravest());
    };
    (ticket, *handing)
}

pub(super) fn failed() -> Problem {
    Problem::new(ProblemClass::Store, Text::new("tui-task-failed"))
}

#[test]
fn a_kind_keeps_what_fits_and_gives_the_rest_back() {
    let mut model = opened();
    type_into(&mut model, Field::JointCommittee, "XXX");
    type_into(&mut model, Field::Ssin, "85073099734");
    type_into(&mut model, Field::EndDate, "2026-12-31");
    type_in(&mut model, "<f4>");
    let draft = model.declare.draft().clone();
    assert_eq!(draft.kind, Kind::Out);
    assert_eq!(model.declare.focus, Focus::Field(Field::PeriodId));
    let filled: Vec<_> = draft.filled().collect();
    assert_eq!(filled, [Field::Ssin, Field::EndDate]);
    type_in(&mut model, "<f4><f4><f4>");
    let draft = model.declare.draft();
    assert_eq!(draft.kind, Kind::In);
    assert_eq!(draft.get(Field::JointCommittee), "XXX");
    assert_eq!(draft.get(Field::EndDate), "2026-12-31");
}

#[test]
fn every_kind_is_handed_in() {
    for (name, steps, filled) in [
        (
            "out",
            1,
            &[
                (Field::PeriodId, "800000000179"),
                (Field::EndDate, "31/12/2026"),
            ][..],
        ),
        (
            "update",
            2,
            &[
                (Field::PeriodId, "800000000179"),
                (Field::StartDate, "2026-12-01"),
                (Field::EndDate, "2026-12-01"),
                (Field::StartHour, "17:00"),
                (Field::EndHour, "2200"),
            ],
        ),
        ("cancel", 3, &[(Field::PeriodId, "800000000179")]),
    ] {
        let mut model = opened();
        type_in(&mut model, &"<f4>".repeat(steps));
        for (field, text) in filled {
            type_into(&mut model, *field, text);
        }
        let (_, handing) = handed_in(&mut model, "<ctrl-t><enter>");
        let [declaration] = &handing.declarations[..] else {
            panic!("{handing:?}");
        };
        assert_eq!(declaration.kind().as_str(), name);
        assert_eq!(handing.origin, None);
    }
}

#[test]
fn a_refused_flexi_job_is_corrected_with_three_keys() {
    let mut model = working_on(proposal(flexi(), "90374-349"));
    assert_eq!(model.declare.focus, Focus::Field(Field::JointCommittee));
    assert_eq!(model.declare.marks(Field::JointCommittee).count(), 1);
    type_in(&mut model, "<right>");
    assert_eq!(model.declare.marks(Field::JointCommittee).count(), 0);
    let (_, handing) = handed_in(&mut model, "<ctrl-t><enter>");
    assert_eq!(handing.origin, Some(SubmissionId(12)));
    assert_eq!(handing.replacing, Some(0));
    let Body::In(declared) = &handing.declarations[0].body else {
        panic!("{handing:?}");
    };
    assert_eq!(declared.joint_committee, "XXX");
}

#[test]
fn a_mark_comes_back_with_what_it_was_made_for() {
    let mut model = working_on(proposal(flexi(), "90374-349"));
    type_in(&mut model, "<right><right><ctrl-o>");
    assert_eq!(model.declare.draft().get(Field::JointCommittee), "302");
    assert_eq!(model.declare.marks(Field::JointCommittee).count(), 1);
}

/// Two evenings, one part each, and a CANCEL before them that nobody goes through.
fn three_parts() -> Proposal {
    let mut proposal = after_cancel();
    proposal.parts.push(proposal.parts[1].clone());
    proposal
}

#[test]
fn parts_are_gone_through_and_handed_in_as_one() {
    let mut model = working_on(three_parts());
    type_into(&mut model, Field::GivenName, "Alex");
    assert!(type_in(&mut model, "<ctrl-t>").is_empty());
    assert!(model.overlay.is_none(), "the next part, no question yet");
    type_into(&mut model, Field::GivenName, "Noor");
    let (ticket, handing) = handed_in(&mut model, "<ctrl-t><enter>");
    assert!(handing.in_turn);
    assert_eq!(handing.replacing, Some(1));
    let said: Vec<_> = handing
        .declarations
        .iter()
        .map(|one| (one.kind(), one.draft.get(Field::GivenName).to_owned()))
        .collect();
    let name = |kind, name: &str| (kind, name.to_owned());
    assert_eq!(
        said,
        [
            name(Kind::Cancel, ""),
            name(Kind::In, "Alex"),
            name(Kind::In, "Noor")
        ]
    );
    update(
        &mut model,
        Msg::Reply(Reply::Submitted(ticket, Err(failed()))),
    );
    assert_eq!(model.declare.draft().get(Field::GivenName), "Noor");
    type_into(&mut model, Field::WorkerType, "<up>");
    assert_eq!(model.declare.draft().get(Field::GivenName), "Alex");
    assert_eq!(model.declare.focus, Focus::Send);
    let (ticket, _) = handed_in(&mut model, "<ctrl-t><ctrl-t><enter>");
    let done = Ok(Submitted::New(SubmissionId(13)));
    update(&mut model, Msg::Reply(Reply::Submitted(ticket, done)));
    assert!(!model.declare.is_dirty());
    assert_eq!(model.declare.draft().get(Field::GivenName), "");
}

#[test]
fn a_part_that_cannot_be_sent_is_shown_even_when_nobody_was_to_see_it() {
    let mut proposal = after_cancel();
    proposal.parts[0].draft.set(Field::PeriodId, "");
    let mut model = working_on(proposal);
    type_in(&mut model, "<ctrl-t>");
    assert_eq!(model.declare.draft().kind, Kind::Cancel);
    assert_eq!(model.declare.focus, Focus::Field(Field::PeriodId));
    assert!(model.overlay.is_none());
}

#[test]
fn a_proposal_that_nobody_edits_stands_on_its_button() {
    let mut proposal = after_cancel();
    proposal.parts.truncate(1);
    proposal.replacing = None;
    let mut model = working_on(proposal);
    assert_eq!(model.declare.focus, Focus::Send);
    let (_, handing) = handed_in(&mut model, "<enter><enter>");
    assert_eq!(handing.declarations[0].kind(), Kind::Cancel);
}

#[test]
fn a_form_that_corrects_nothing_is_an_ordinary_one() {
    let mut plain = proposal(Draft::new(Kind::Out), "");
    plain.origin = None;
    plain.replacing = None;
    plain.parts[0].marks.clear();
    let mut model = working_on(plain);
    assert!(model.declare.course().is_none());
    assert_eq!(model.declare.focus, Focus::Field(Field::PeriodId));
    type_in(&mut model, "<f4>");
    assert_eq!(model.declare.draft().kind, Kind::Update);
    assert!(!working_on(after_cancel()).declare.can_switch());
}

#[test]
fn emptying_a_correction_asks_and_leaves_it() {
    let mut model = working_on(after_cancel());
    type_in(&mut model, "<ctrl-r>");
    assert!(matches!(model.overlay, Some(Overlay::Confirm(_))));
    type_in(&mut model, "<enter>");
    assert!(model.declare.course().is_none());
    assert_eq!(model.declare.draft().get(Field::WorkerType), "OTH");
}

#[test]
fn while_something_is_handed_in_no_correction_takes_its_place() {
    let mut model = working_on(proposal(flexi(), "90374-349"));
    type_in(&mut model, "<ctrl-t><enter>");
    assert!(model.declare.is_pending());
    let before = model.declare.draft().clone();
    assert!(model.declare.work_on(after_cancel(), &model.env).is_empty());
    type_in(&mut model, "<f4><f5><ctrl-o>x");
    assert_eq!(*model.declare.draft(), before);
}

#[test]
fn undo_goes_back_run_by_run_through_the_fields() {
    let mut model = opened();
    type_into(&mut model, Field::FamilyName, "Dummy");
    type_in(&mut model, "<tab>Sam<tab>");
    type_into(&mut model, Field::FamilyName, "<clear>Proef");
    let env = &model.env;
    let period = vec![
        (Field::Reference, "shift 4".to_owned()),
        (Field::StartDate, "2026-12-01".to_owned()),
    ];
    model.declare.take_choice(period, env);
    let steps = [
        (Field::Reference, ("Proef", "Sam", "")),
        (Field::FamilyName, ("Dummy", "Sam", "")),
        (Field::GivenName, ("Dummy", "", "")),
        (Field::FamilyName, ("", "", "")),
    ];
    for (field, (family, given, start)) in steps {
        type_in(&mut model, "<ctrl-o>");
        let draft = model.declare.draft();
        let found = (
            draft.get(Field::FamilyName),
            draft.get(Field::GivenName),
            draft.get(Field::StartDate),
        );
        assert_eq!(found, (family, given, start));
        assert_eq!(model.declare.focus, Focus::Field(field));
    }
    assert!(!model.declare.can_undo());
}

#[test]
fn undo_is_bounded() {
    let mut model = opened();
    for _ in 0..40 {
        type_into(&mut model, Field::FamilyName, "a<tab>");
        type_into(&mut model, Field::GivenName, "b<tab>");
    }
    type_in(&mut model, &"<ctrl-o>".repeat(90));
    assert_eq!(model.declare.draft().get(Field::FamilyName).len(), 15);
}

#[test]
fn a_worker_without_a_number_needs_the_whole_identity() {
    let mut model = opened();
    let rules = model.env.rules.clone();
    assert!(!model.declare.fields(&model.env).contains(&Field::Gender));
    type_in(&mut model, "<f5>");
    assert_eq!(model.declare.focus, Focus::Field(Field::FamilyName));
    assert!(model.declare.page().is_required(Field::Gender, &rules));
    assert!(!model.declare.page().is_required(Field::Ssin, &rules));
    type_into(&mut model, Field::Nationality, "111");
    type_in(&mut model, "<f5>");
    assert!(
        model.declare.fields(&model.env).contains(&Field::Gender),
        "filled: it stays"
    );
    for (field, text) in [
        (Field::JointCommittee, "XXX"),
        (Field::EnterpriseNumber, "0999999922"),
        (Field::FamilyName, "Testmans"),
        (Field::GivenName, "Alex"),
        (Field::BirthDate, "1985-07-30"),
        (Field::PlaceOfBirth, "Berlin"),
        (Field::CountryOfBirth, "103"),
        (Field::Gender, "1"),
        (Field::Street, "Teststraat"),
        (Field::HouseNumber, "1"),
        (Field::PostCode, "1000"),
        (Field::MunicipalityCode, "21004"),
        (Field::MunicipalityName, "Brussel"),
        (Field::Country, "150"),
        (Field::StartDate, "2026-12-01"),
    ] {
        let shown = model.declare.fields(&model.env);
        assert!(shown.contains(&field), "{field:?}");
        type_into(&mut model, field, text);
    }
    let (_, handing) = handed_in(&mut model, "<ctrl-t><enter>");
    assert_eq!(handing.declarations[0].ssin(), None);
}

#[test]
fn a_known_period_counts_as_long_as_its_number_stands_there() {
    let mut model = opened();
    type_in(&mut model, "<f4>");
    type_into(&mut model, Field::EndDate, "2026-11-30");
    let env = &model.env;
    let number = vec![(Field::PeriodId, "800000000179".to_owned())];
    model.declare.take_choice(number, env);
    let env = &model.env;
    model.declare.know_period(known(), env);
    let found: Vec<_> = model.declare.findings(Field::EndDate).collect();
    assert_eq!(found[0].code, Some("00911-014"), "ends before it starts");
    type_into(&mut model, Field::PeriodId, "1");
    assert!(model.declare.known().is_none());
    type_in(&mut model, "<ctrl-o>");
    assert!(model.declare.known().is_none(), "it may have changed since");
    assert_eq!(model.declare.findings(Field::EndDate).count(), 0);
}

#[test]
fn what_is_typed_has_its_deadline() {
    let mut model = opened();
    assert!(model.declare.deadline(&model.env).is_none());
    type_in(&mut model, "<f4>");
    type_into(&mut model, Field::PeriodId, "800000000179");
    type_into(&mut model, Field::EndDate, "31/12/2026");
    let deadline = model.declare.deadline(&model.env).expect("an OUT has one");
    assert_eq!(deadline.at.to_string(), "2027-01-04T23:00:00Z");
    type_in(&mut model, "<f4><f4>");
    assert!(
        model.declare.deadline(&model.env).is_none(),
        "it names no day"
    );
    let env = &model.env;
    model.declare.know_period(known(), env);
    let deadline = model.declare.deadline(&model.env).expect("now it does");
    assert_eq!(deadline.at.to_string(), "2026-12-01T23:00:00Z");
}

/// The student's period, at the employer of the flexi-job and of its worker.
fn own_period() -> Period {
    let mut period = known();
    period.known.employer = "0999999922".parse().ok();
    period.known.ssin = "85073099734".parse().ok();
    period.known.worker_type = Some("FLX".to_owned());
    period
}

fn codes(model: &Model) -> Vec<&'static str> {
    let findings = Field::ALL.iter();
    let findings = findings.flat_map(|&field| model.declare.findings(field));
    findings.filter_map(|finding| finding.code).collect()
}

#[test]
fn what_is_typed_is_held_against_the_other_periods_of_the_worker() {
    let ssin = Ssin::parse("85073099734").expect("synthetic");
    let mut model = working_on(proposal(flexi().with(Field::JointCommittee, "XXX"), ""));
    let asked = type_into(&mut model, Field::FamilyName, "x");
    assert!(asked.contains(&Effect::OwnPeriods(ssin)), "{asked:?}");
    let again = type_into(&mut model, Field::FamilyName, "y");
    assert!(again.is_empty(), "once is enough: {again:?}");
    let other = Ssin::parse("92041599827").expect("synthetic");
    for (name, of, expected) in [
        ("a late answer about another one", other, vec![]),
        ("a period in the way", ssin, vec!["90373-334"]),
    ] {
        let answer = Reply::OwnPeriods(of, Ok(vec![own_period()]));
        update(&mut model, Msg::Reply(answer));
        type_in(&mut model, "<ctrl-t><esc>");
        assert_eq!(codes(&model), expected, "{name}");
    }
    model.declare.editing = true;
    type_into(&mut model, Field::Ssin, "<backspace>");
    assert!(!codes(&model).contains(&"90373-334"), "nobody is named now");
}

#[test]
fn a_period_that_is_cancelled_first_is_not_in_the_way() {
    let ssin = Ssin::parse("85073099734").expect("synthetic");
    let mut model = working_on(after_cancel());
    type_in(&mut model, "<down>");
    let answer = Reply::OwnPeriods(ssin, Ok(vec![own_period()]));
    update(&mut model, Msg::Reply(answer));
    handed_in(&mut model, "<ctrl-t><enter>");
    assert!(!codes(&model).contains(&"90373-334"));
}
