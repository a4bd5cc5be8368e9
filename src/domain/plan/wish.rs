//! The list of employments as they should be: what of it can be planned at all.

use jiff::civil::Date;

use super::Person;
use crate::domain::declaration::{Body, Declaration, In};
use crate::domain::draft::{Draft, Field, Kind};
use crate::domain::ids::{Employer, PeriodId, Ssin};
use crate::domain::rules::Rules;
use crate::domain::text::Text;
use crate::domain::validate::{
    Finding, KnownPeriod, Period, Severity, Terms, validate, validate_among,
};

/// One row of the list, as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its place, from 1.
    pub row: usize,
    /// The IN that would announce it.
    pub draft: Draft,
}

/// An employment as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    pub(super) row: usize,
    pub(super) ssin: Ssin,
    pub(super) declared: In,
    pub(super) declaration: Declaration,
    /// The period that it becomes.
    known: KnownPeriod,
}

/// Why a row cannot be planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// Its place.
    pub row: usize,
    /// What is wrong.
    pub finding: Finding,
}

impl Wish {
    /// Whom it is about.
    pub fn person(&self) -> Person {
        Person {
            employer: self.declared.employer,
            ssin: self.ssin,
        }
    }

    /// Its place in the list, from 1.
    pub fn row(&self) -> usize {
        self.row
    }

    /// The IN that would announce it.
    pub fn declaration(&self) -> &Declaration {
        &self.declaration
    }

    /// The period that it becomes.
    pub fn known(&self) -> &KnownPeriod {
        &self.known
    }

    /// The fields that say whom it is about, for a change of its period.
    pub(super) fn draft(&self) -> &Draft {
        &self.declaration.draft
    }

    pub(super) fn terms(&self) -> Terms {
        Terms::of(&self.declared)
    }

    pub(super) fn has_features_of(&self, other: &In) -> bool {
        self.declared.worker_type == other.worker_type
            && self.declared.joint_committee == other.joint_committee
    }

    /// The period that there is once it is announced.
    pub(super) fn announced(&self, number: u64) -> Period {
        Period {
            id: PeriodId::from_answer(number),
            known: self.known.clone(),
        }
    }
}

/// The people of a list, each of them once.
pub fn people(list: &[Wish]) -> Vec<Person> {
    merged(list.iter().map(Wish::person))
}

/// Each person once, with every employer number that any of these gives.
pub(super) fn merged(people: impl Iterator<Item = Person>) -> Vec<Person> {
    let mut merged: Vec<Person> = Vec::new();
    for mut person in people {
        let mut place = merged.len();
        // A number that is learnt may show that two who were apart are one.
        while let Some(same) = merged.iter().position(|known| known.is(person)) {
            let known = merged.remove(same);
            place = same.min(place);
            let enterprise = known.employer.enterprise().or(person.employer.enterprise());
            let nsso = known.employer.nsso().or(person.employer.nsso());
            person.employer = Employer::of(enterprise, nsso).unwrap_or(person.employer);
        }
        merged.insert(place.min(merged.len()), person);
    }
    merged
}

/// The employments of a list.
///
/// # Errors
///
/// Every row that the NSSO would refuse, or that stands in the way of another one.
pub fn wishes(rows: &[Row], rules: &Rules, today: Date) -> Result<Vec<Wish>, Vec<Flaw>> {
    let mut flaws = Vec::new();
    let mut list: Vec<Wish> = Vec::new();
    for row in rows {
        let read = read(row, rules, today);
        match read {
            Ok(wish) => {
                let found = beside(&wish, &list, rules, today);
                if found.is_empty() {
                    list.push(wish);
                }
                flaws.extend(found);
            }
            Err(found) => flaws.extend(found),
        }
    }
    if flaws.is_empty() {
        Ok(list)
    } else {
        Err(flaws)
    }
}

fn read(row: &Row, rules: &Rules, today: Date) -> Result<Wish, Vec<Flaw>> {
    let flaw = |finding| Flaw {
        row: row.row,
        finding,
    };
    let own = |field, key: Text| {
        vec![flaw(Finding {
            field,
            code: None,
            severity: Severity::Error,
            text: key,
        })]
    };
    if row.draft.kind != Kind::In {
        return Err(own(Field::PeriodId, Text::new("plan-row-kind")));
    }
    let verdict = validate(&row.draft, rules, today);
    let refused = |finding: &Finding| finding.severity <= Severity::Refusal;
    if verdict.findings.iter().any(refused) {
        let found = verdict.findings.into_iter().filter(refused);
        return Err(found.map(flaw).collect());
    }
    let Some(declaration) = verdict.declaration else {
        return Err(own(Field::StartDate, Text::new("check-missing")));
    };
    let known = KnownPeriod::created_by(&row.draft);
    match (&declaration.body, declaration.ssin(), known) {
        (Body::In(declared), Some(ssin), Some(known)) => Ok(Wish {
            row: row.row,
            ssin,
            declared: (**declared).clone(),
            declaration,
            known,
        }),
        _ => Err(own(Field::Ssin, Text::new("plan-row-no-number"))),
    }
}

/// What is wrong with a row beside the rows before it.
fn beside(wish: &Wish, before: &[Wish], rules: &Rules, today: Date) -> Vec<Flaw> {
    let same_person: Vec<&Wish> = before
        .iter()
        .filter(|other| other.person().is(wish.person()))
        .collect();
    let clash = same_person.iter().find(|other| {
        other.has_features_of(&wish.declared) && other.terms().overlaps(&wish.terms())
    });
    if let Some(other) = clash {
        let equal = other.terms() == wish.terms();
        let code = if equal { "90373-333" } else { "90373-334" };
        return vec![Flaw {
            row: wish.row,
            finding: Finding {
                field: Field::StartDate,
                code: Some(code),
                severity: Severity::Refusal,
                text: Text::new("plan-row-clash").with("row", other.row),
            },
        }];
    }
    let others: Vec<Period> = (0..)
        .zip(same_person)
        .map(|(number, other)| other.announced(number))
        .collect();
    let verdict = validate_among(wish.draft(), None, &others, rules, today);
    let refused = |finding: &Finding| finding.severity <= Severity::Refusal;
    let found = verdict.findings.into_iter().filter(refused);
    found
        .map(|finding| Flaw {
            row: wish.row,
            finding,
        })
        .collect()
}
