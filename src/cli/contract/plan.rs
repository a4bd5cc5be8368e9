//! Plans in the JSON contract: one object a step, then one with the totals.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Finding, Row, VERSION};
use crate::cli::output::Output;
use crate::cli::submit::contract_of;
use crate::domain::declaration::Declaration;
use crate::domain::draft::Field;
use crate::domain::plan::{Action, Difference, Plan, Step};

/// A step of a plan.
#[derive(Debug, Serialize)]
pub struct PlanStep<'a> {
    v: u8,
    step: &'static str,
    /// Steps of one turn are done one after the other, in this order.
    turn: usize,
    row: Option<usize>,
    employer: String,
    ssin: String,
    period_id: Option<u64>,
    differences: Vec<Changed<'a>>,
    declarations: Vec<Declared<'a>>,
    problems: Vec<Finding>,
    why: Option<String>,
    /// The submissions, once they are in the queue.
    submissions: Vec<Row<'a>>,
}

/// A field that is not as it should be.
#[derive(Debug, Serialize)]
struct Changed<'a> {
    field: &'static str,
    from: &'a str,
    to: &'a str,
}

/// A declaration that would be sent, without the fields that say whom it is about.
#[derive(Debug, Serialize)]
struct Declared<'a> {
    kind: &'static str,
    fields: BTreeMap<&'static str, &'a str>,
}

impl<'a> PlanStep<'a> {
    /// The contract's view of a step.
    pub fn new(step: &'a Step, turn: usize, submissions: Vec<Row<'a>>, out: &Output<'_>) -> Self {
        Self {
            v: VERSION,
            step: step.action.as_str(),
            turn,
            row: step.row,
            employer: step.person.employer.to_string(),
            ssin: step.person.ssin.to_string(),
            period_id: step.period.as_ref().map(|period| period.id.value()),
            differences: step.differences.iter().map(Changed::from).collect(),
            declarations: step.declarations.iter().map(Declared::from).collect(),
            problems: step
                .findings
                .iter()
                .map(|finding| contract_of(finding, out))
                .collect(),
            why: step.why.as_ref().map(|why| out.words(why)),
            submissions,
        }
    }
}

impl<'a> From<&'a Difference> for Changed<'a> {
    fn from(difference: &'a Difference) -> Self {
        Self {
            field: difference.field.column(),
            from: &difference.from,
            to: &difference.to,
        }
    }
}

impl<'a> From<&'a Declaration> for Declared<'a> {
    fn from(declaration: &'a Declaration) -> Self {
        let draft = &declaration.draft;
        let fields = draft.filled().filter(|field| *field >= Field::PeriodId);
        Self {
            kind: draft.kind.as_str(),
            fields: fields
                .map(|field| (field.column(), draft.get(field)))
                .collect(),
        }
    }
}

/// The totals of a plan.
#[derive(Debug, Serialize)]
pub struct PlanTotals {
    v: u8,
    /// Whether list and NSSO agree.
    empty: bool,
    declarations: usize,
    /// How many steps there are of each kind.
    steps: BTreeMap<&'static str, usize>,
}

impl From<&Plan> for PlanTotals {
    fn from(plan: &Plan) -> Self {
        let count = |action: Action| (action.as_str(), plan.count(action));
        Self {
            v: VERSION,
            empty: plan.is_empty(),
            declarations: plan.declarations(),
            steps: Action::ALL.into_iter().map(count).collect(),
        }
    }
}
