//! What can be offered for a case: from the action classes of its codes (dimona.md 7.5) and
//! from where it stands.

use super::{Case, Remedy};
use crate::domain::anomaly::{ActionClass, Anomalies, Offer};
use crate::domain::decision::Decision;
use crate::domain::draft::Kind;
use crate::domain::lifecycle::StateKind;

/// What can be offered for a case, most useful first. Nothing for what is replaced already, and
/// nothing that would declare again what was accepted.
pub fn remedies(case: &Case, anomalies: &Anomalies) -> Vec<Remedy> {
    if case.replaced_by.is_some() || case.decision == Some(Decision::Replaced) {
        return Vec::new();
    }
    let mut list = Vec::new();
    match case.state {
        StateKind::Refused | StateKind::Rejected | StateKind::NotTaken => {
            for code in &case.codes {
                for offer in without_effect(case, code, anomalies) {
                    add(&mut list, offer, Some(code));
                }
            }
            add(&mut list, Offer::Correct, None);
        }
        StateKind::AcceptedWarning => {
            if case.decision.is_none() {
                list.push(Remedy {
                    offer: Offer::Decide,
                    codes: case.codes.clone(),
                });
            }
            follow_ups(case, &mut list);
        }
        StateKind::Accepted => follow_ups(case, &mut list),
        _ => {}
    }
    if case.decision.is_some() {
        list.retain(|remedy| remedy.offer != Offer::SettleAsDone);
    }
    list.sort_by_key(|remedy| rank(remedy.offer, case.state));
    list
}

/// Each offer once, with every code that asks for it.
fn add(list: &mut Vec<Remedy>, offer: Offer, code: Option<&String>) {
    let place = list.iter().position(|remedy| remedy.offer == offer);
    let place = place.unwrap_or_else(|| {
        list.push(Remedy {
            offer,
            codes: Vec::new(),
        });
        list.len() - 1
    });
    let codes = &mut list[place].codes;
    if let Some(code) = code
        && !codes.contains(code)
    {
        codes.push(code.clone());
    }
}

/// What a code asks for, where nothing was declared in the end.
fn without_effect(case: &Case, code: &str, anomalies: &Anomalies) -> Vec<Offer> {
    let told = anomalies.explain(code, "en");
    let error_type = told.code.rsplit('-').next().unwrap_or_default();
    let kind = case.draft.kind;
    let Some(class) = told.action else {
        return vec![Offer::Correct];
    };
    match class {
        ActionClass::Consequence | ActionClass::Note => Vec::new(),
        ActionClass::Done if error_type == "355" && kind != Kind::Cancel => {
            vec![Offer::Declare(Kind::In)]
        }
        ActionClass::UseUpdate if is_closed_as_wanted(case) => vec![Offer::SettleAsDone],
        ActionClass::UseOut | ActionClass::UseUpdate if case.quotable().is_none() => {
            vec![Offer::FindPeriod]
        }
        ActionClass::UseOut | ActionClass::UseUpdate if !case.is_changeable() => {
            vec![Offer::LookFirst]
        }
        // Nobody knows here which period to withdraw: a search shows it.
        ActionClass::CancelThenIn if case.quotable().is_none() || !case.is_changeable() => {
            vec![Offer::LookFirst, Offer::Correct]
        }
        ActionClass::NewIn if kind == Kind::In => vec![Offer::Correct],
        ActionClass::Edit if error_type == "341" => vec![Offer::Split, Offer::Correct],
        other => vec![other.offer()],
    }
}

/// An OUT of a period that ends on the wanted day already.
fn is_closed_as_wanted(case: &Case) -> bool {
    let end = case.known.as_ref().and_then(|known| known.end);
    case.draft.kind == Kind::Out && end.is_some() && end == case.wanted_end()
}

/// What can be declared next about an accepted declaration.
fn follow_ups(case: &Case, list: &mut Vec<Remedy>) {
    if case.quotable().is_none() || !case.is_changeable() {
        if case.draft.kind == Kind::Cancel && case.entry.is_some() {
            add(list, Offer::Declare(Kind::In), None);
        }
        return;
    }
    if is_open(case) {
        add(list, Offer::Declare(Kind::Out), None);
    }
    for offer in [
        Offer::Declare(Kind::Update),
        Offer::Declare(Kind::Cancel),
        Offer::CancelThenIn,
    ] {
        add(list, offer, None);
    }
}

/// Whether the period has no end yet, as far as is known.
fn is_open(case: &Case) -> bool {
    match &case.known {
        Some(known) => known.end.is_none(),
        None => case.draft.kind == Kind::In && case.wanted_end().is_none(),
    }
}

/// Lowest first.
fn rank(offer: Offer, state: StateKind) -> u8 {
    match offer {
        Offer::Decide => 0,
        Offer::SettleAsDone => 1,
        Offer::LookFirst => 2,
        // The usual way out of a warning; seldom wanted of what is all right.
        Offer::CancelThenIn if state == StateKind::Accepted => 13,
        Offer::Declare(Kind::Out) => 4,
        Offer::Declare(Kind::Update) => 5,
        Offer::CancelThenIn => 3,
        Offer::Split => 7,
        Offer::Declare(Kind::In) => 8,
        Offer::FindPeriod => 9,
        Offer::Correct => 10,
        Offer::SendLater => 11,
        Offer::Declare(Kind::Cancel) => 12,
        Offer::ExportCase => 14,
        Offer::Nothing => 15,
    }
}
