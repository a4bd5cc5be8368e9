//! The codes that a field can hold, with their names: those of the rules, and those that belong to
//! the field itself. Which ones fit is read from the rules, never written down here.

use super::env::Env;
use super::picker_lists::{List, Row, Taken, day};
use super::screens::form_choices::{NATURES, REGIMES};
use crate::domain::draft::{Draft, Field};
use crate::domain::rules::WorkerType;
use crate::domain::text::Text;

/// A code, and why it does not fit.
type Code = (String, Option<Text>);

/// The codes of a field, those that do not fit the declaration last.
pub fn codes(field: Field, draft: &Draft, env: &Env) -> List {
    let own = |codes: &[&str]| {
        codes
            .iter()
            .map(|code| ((*code).to_owned(), None))
            .collect()
    };
    let codes: Vec<Code> = match field {
        Field::WorkerType => worker_types(draft, env),
        Field::JointCommittee => committees(draft, env),
        Field::UserJointCommittee => committees_of_users(draft, env),
        Field::Gender => own(&["1", "2"]),
        Field::WorkNature => own(&NATURES),
        Field::SmallStatus => own(&REGIMES),
        _ => Vec::new(),
    };
    let mut rows: Vec<_> = codes
        .into_iter()
        .map(|(code, unfit)| row(field, code, unfit.as_ref(), env))
        .collect();
    rows.sort_by_key(|row| row.marked);
    List {
        columns: vec![
            env.words.get("pick-column-code"),
            env.words.get("pick-column-name"),
            String::new(),
        ],
        rows,
        note: None,
    }
}

fn row(field: Field, code: String, unfit: Option<&Text>, env: &Env) -> Row {
    let name = name(field, &code).map(|name| env.text(&name));
    let cells = vec![
        code.clone(),
        name.unwrap_or_default(),
        unfit.map(|why| env.text(why)).unwrap_or_default(),
    ];
    Row::new(cells, unfit.is_some(), Taken::Texts(vec![(field, code)]))
}

/// The worker types of the day; the committee may take only some of them.
fn worker_types(draft: &Draft, env: &Env) -> Vec<Code> {
    let (day, committee) = (day(draft, env), code_in(draft, Field::JointCommittee));
    env.rules
        .worker_types_on(day)
        .map(|known| {
            let unfit = !committee.is_empty() && !goes_with(known, &committee);
            let why = || Text::new("pick-not-with-committee").with("code", committee.clone());
            (known.code.clone(), unfit.then(why))
        })
        .collect()
}

/// The committees of the day, the usual ones of the worker type first; it may go with only some.
fn committees(draft: &Draft, env: &Env) -> Vec<Code> {
    let worker_type = code_in(draft, Field::WorkerType);
    let known = env.rules.worker_type(&worker_type);
    let unfit = |code: &str| known.is_some_and(|known| !goes_with(known, code));
    let why = || Text::new("pick-not-with-type").with("code", worker_type.clone());
    let usual = |code: &str| {
        let committee = env.rules.joint_committee(code);
        committee.is_some_and(|known| known.usual.contains(&worker_type))
    };
    let mut codes: Vec<Code> = committees_of_day(draft, env)
        .map(|(code, _)| (code.to_owned(), unfit(code).then(why)))
        .collect();
    codes.sort_by_key(|(code, _)| !usual(code));
    codes
}

/// The committee of a user undertaking is never that of agency work itself (R32).
fn committees_of_users(draft: &Draft, env: &Env) -> Vec<Code> {
    let why = || Text::new("pick-not-of-user");
    committees_of_day(draft, env)
        .map(|(code, agency)| (code.to_owned(), agency.then(why)))
        .collect()
}

/// Each with whether it is one of agency work.
fn committees_of_day<'a>(draft: &Draft, env: &'a Env) -> impl Iterator<Item = (&'a str, bool)> {
    let known = env.rules.joint_committees_on(day(draft, env));
    known.map(|known| (known.code.as_str(), known.user_undertaking))
}

fn code_in(draft: &Draft, field: Field) -> String {
    draft.get(field).to_ascii_uppercase()
}

/// Whether this pair is neither forbidden nor seen to be refused (R29).
fn goes_with(known: &WorkerType, committee: &str) -> bool {
    known.allows(committee) && !known.refused_with.iter().any(|code| code == committee)
}

/// What a code means; a code of the user's own lists has no name.
fn name(field: Field, code: &str) -> Option<Text> {
    match field {
        Field::WorkerType => worker_type(code),
        Field::JointCommittee | Field::UserJointCommittee => committee(code),
        _ => of_field(code),
    }
}

/// The name of a worker type.
pub(super) fn worker_type(code: &str) -> Option<Text> {
    Some(match code {
        "OTH" => Text::new("pick-type-oth"),
        "STU" => Text::new("pick-type-stu"),
        "EXT" => Text::new("pick-type-ext"),
        "FLX" => Text::new("pick-type-flx"),
        "BCW" => Text::new("pick-type-bcw"),
        "DWD" => Text::new("pick-type-dwd"),
        "IVT" => Text::new("pick-type-ivt"),
        "TRI" => Text::new("pick-type-tri"),
        "STG" => Text::new("pick-type-stg"),
        "RTA" => Text::new("pick-type-rta"),
        "ALT" => Text::new("pick-type-alt"),
        "O17" => Text::new("pick-type-o17"),
        "S17" => Text::new("pick-type-s17"),
        "T17" => Text::new("pick-type-t17"),
        "PMP" => Text::new("pick-type-pmp"),
        _ => return None,
    })
}

fn committee(code: &str) -> Option<Text> {
    Some(match code {
        "124" => Text::new("pick-committee-124"),
        "140" => Text::new("pick-committee-140"),
        "144" => Text::new("pick-committee-144"),
        "145" => Text::new("pick-committee-145"),
        "149" => Text::new("pick-committee-149"),
        "302" => Text::new("pick-committee-302"),
        "320" => Text::new("pick-committee-320"),
        "322" => Text::new("pick-committee-322"),
        "XXX" => Text::new("pick-committee-others"),
        _ => return None,
    })
}

fn of_field(code: &str) -> Option<Text> {
    Some(match code {
        "1" => Text::new("pick-gender-man"),
        "2" => Text::new("pick-gender-woman"),
        "EMPLOYEE" => Text::new("pick-nature-employee"),
        "WORKER" => Text::new("pick-nature-worker"),
        "F1" => Text::new("pick-regime-full"),
        "F2" => Text::new("pick-regime-limited"),
        _ => return None,
    })
}
