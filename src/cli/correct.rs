//! `queue fixes` and `queue correct`: what can be done about an answer, and doing it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::args;
use crate::domain::anomaly::{Anomalies, Offer};
use crate::domain::belgium;
use crate::domain::correct::{self, Case, Part, Proposal};
use crate::domain::declaration::Declaration;
use crate::domain::draft::{Field, Kind};
use crate::domain::handing::Handing;
use crate::domain::ids::SubmissionId;
use crate::domain::mask::mask;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::domain::validate::{Severity, Verdict, validate, validate_change};
use crate::engine::{Engine, Outcome};

use super::Exit;
use super::contract::{Finding, Row, Submitted, VERSION};
use super::output::{Output, shown};
use super::submit::{contract_of, finding_line, in_the_way, outcome_name, submission_of};

/// One thing that can be done: `queue fixes`.
#[derive(Debug, Serialize)]
struct Fix<'a> {
    v: u8,
    /// The name for `queue correct --offer`, or of what the console offers.
    offer: &'static str,
    /// What it does, in the operator's language.
    text: String,
    /// For these codes; none when it is always there.
    codes: &'a [String],
    /// Whether `queue correct` does it.
    possible: bool,
}

/// One declaration that would be handed in: `queue correct --dry-run`.
#[derive(Debug, Serialize)]
struct Planned<'a> {
    v: u8,
    /// Its place, from 1, in the order of sending.
    part: usize,
    kind: &'static str,
    /// Whether it replaces the submission.
    replaces: bool,
    /// Whether it waits until the one before it is accepted.
    waits: bool,
    /// Whether it would be queued.
    valid: bool,
    /// What it says, by column; national numbers masked.
    fields: BTreeMap<&'static str, String>,
    /// The fields that the answer found at fault.
    marks: Vec<Marked<'a>>,
    problems: Vec<Finding>,
}

#[derive(Debug, Serialize)]
struct Marked<'a> {
    field: &'static str,
    code: &'a str,
}

/// A period that the NSSO has: `queue fixes --look`.
#[derive(Debug, Serialize)]
struct Seen {
    v: u8,
    period_id: u64,
    start_date: Date,
    end_date: Option<Date>,
    worker_type: Option<Untrusted>,
    joint_committee: Option<Untrusted>,
    cancelled: bool,
    locked: bool,
    /// Whether it is as the declaration wanted it: nothing is left to declare.
    wanted: bool,
}

/// A part of a proposal, checked.
struct Checked {
    declaration: Option<Declaration>,
    findings: Vec<Finding>,
    gravest: Option<Severity>,
}

/// Lists what can be done.
pub async fn fixes(
    engine: &Engine,
    args: &args::QueueFixes,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    if args.look {
        return look(engine, SubmissionId(args.id), out).await;
    }
    let case = engine.case(SubmissionId(args.id)).await?;
    let anomalies = crate::config::anomalies();
    if let Some(successor) = &case.replaced_by {
        out.say(&successor.replaced());
    }
    for remedy in correct::remedies(&case, anomalies) {
        let fix = Fix {
            v: VERSION,
            offer: remedy.offer.as_str(),
            text: said(remedy.offer, &remedy.codes, anomalies, out),
            codes: &remedy.codes,
            possible: correct::propose(&case, remedy.offer, anomalies, engine.rules()).is_ok(),
        };
        if out.is_json() {
            out.json(&fix);
        } else {
            let codes: Vec<String> = fix.codes.iter().map(shown).collect();
            let line = format!("{:<16} {}  {}", fix.offer, fix.text, codes.join(" "));
            out.line(line.trim_end());
        }
    }
    Ok(Exit::Done)
}

/// Shows what the NSSO has before anything else is declared.
async fn look(engine: &Engine, id: SubmissionId, out: &Output<'_>) -> Result<Exit, Problem> {
    let found = engine.look_first(id).await?;
    for period in &found.periods {
        let known = &period.known;
        let code = |code: &Option<String>| code.as_deref().map(Untrusted::new);
        let seen = Seen {
            v: VERSION,
            period_id: period.id.value(),
            start_date: known.start,
            end_date: known.end,
            worker_type: code(&known.worker_type),
            joint_committee: code(&known.joint_committee),
            cancelled: known.cancelled,
            locked: known.locked,
            wanted: found.wanted == Some(period.id),
        };
        if out.is_json() {
            out.json(&seen);
            continue;
        }
        let shown = |code: &Option<Untrusted>| code.as_ref().map(Untrusted::shown);
        let line = format!(
            "{}  {:<3} {:<3}  {}  {:<10}  {}",
            period.id,
            shown(&seen.worker_type).unwrap_or_default(),
            shown(&seen.joint_committee).unwrap_or_default(),
            seen.start_date,
            seen.end_date.map(|end| end.to_string()).unwrap_or_default(),
            match (seen.wanted, seen.cancelled) {
                (true, _) => out.words(&Text::new("correct-look-as-wanted")),
                (false, true) => out.words(&Text::new("correct-look-cancelled")),
                (false, false) => String::new(),
            },
        );
        out.line(line.trim_end());
    }
    if found.periods.is_empty() {
        out.say(&Text::new("correct-look-none"));
    }
    Ok(Exit::Done)
}

/// What an offer does; of what others must do, who.
fn said(offer: Offer, codes: &[String], anomalies: &Anomalies, out: &Output<'_>) -> String {
    if offer != Offer::Nothing {
        return out.words(&offer.text());
    }
    let mut labels: Vec<String> = codes
        .iter()
        .filter_map(|code| anomalies.explain(code, out.language()).action)
        .map(|action| out.words(&action.label()))
        .collect();
    labels.dedup();
    labels.join("; ")
}

/// Makes a proposal, changes what was asked, and hands it in.
pub async fn correct(
    engine: &Engine,
    args: &args::QueueCorrect,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    let case = engine.case(SubmissionId(args.id)).await?;
    if let Some(one) = engine.in_work().await?.get(&case.id) {
        out.say(&one.told(belgium::date_and_time(one.at)));
    }
    let offer = Offer::parse(&args.offer).unwrap_or(Offer::Correct);
    let mut proposal = correct::propose(&case, offer, crate::config::anomalies(), engine.rules())
        .map_err(usage)?;
    set(&mut proposal, args)?;
    let checked: Vec<Checked> = proposal
        .parts
        .iter()
        .map(|part| check(engine, &case, part, out))
        .collect();
    let limit = if args.send_anyway {
        Severity::Error
    } else {
        Severity::Refusal
    };
    let is_valid = |one: &Checked| {
        one.declaration.is_some() && one.gravest.is_none_or(|gravest| gravest > limit)
    };
    let all_valid = checked.iter().all(is_valid);
    if args.dry_run || !all_valid {
        for (place, (part, one)) in proposal.parts.iter().zip(&checked).enumerate() {
            plan(&proposal, place, part, one, is_valid(one), out);
        }
        if let Some(note) = &proposal.note {
            out.say(note);
        }
        if !args.dry_run {
            out.say(&Text::new("correct-nothing-queued"));
        }
        return Ok(Exit::declarations(all_valid));
    }
    let handing = Handing {
        declarations: checked
            .iter()
            .filter_map(|one| one.declaration.clone())
            .collect(),
        in_turn: proposal.in_turn,
        origin: proposal.origin,
        replacing: proposal.replacing,
        duplicate_reason: args.allow_duplicate.clone(),
    };
    let outcomes = engine.hand_in(&handing).await?;
    report(engine, &outcomes, &checked, out).await
}

fn usage(why: Text) -> Problem {
    Problem::new(ProblemClass::Usage, why)
}

/// Applies `--set` to the one part that a person goes through, or to the one that was named.
fn set(proposal: &mut Proposal, args: &args::QueueCorrect) -> Result<(), Problem> {
    if let Some(wanted) = args.part
        && !(1..=proposal.parts.len()).contains(&wanted)
    {
        let parts = proposal.parts.len();
        return Err(usage(Text::new("correct-no-part").with("count", parts)));
    }
    for change in &args.set {
        let (name, value) = change
            .split_once('=')
            .ok_or_else(|| usage(Text::new("correct-set-form")))?;
        let field = Field::from_column(name.trim()).ok_or_else(|| {
            let name = Untrusted::new(name).shown();
            usage(Text::new("correct-set-unknown").with("column", name))
        })?;
        if is_personal(field) || mask(value) != value {
            return Err(
                usage(Text::new("correct-set-personal").with("column", field.column()))
                    .hint(Text::new("correct-set-personal-hint")),
            );
        }
        for (place, part) in proposal.parts.iter_mut().enumerate() {
            let chosen = match args.part {
                Some(wanted) => place + 1 == wanted,
                None => part.edit,
            };
            if chosen {
                part.draft.set(field, value);
            }
        }
    }
    Ok(())
}

/// What stands in lists of processes is for everybody to read.
fn is_personal(field: Field) -> bool {
    (Field::Ssin..=Field::Country).contains(&field)
}

fn check(engine: &Engine, case: &Case, part: &Part, out: &Output<'_>) -> Checked {
    let (draft, rules) = (&part.draft, engine.rules());
    let Verdict {
        declaration,
        findings,
        ..
    } = match &case.known {
        Some(known) if draft.kind != Kind::In => validate_change(draft, known, rules, case.today),
        _ => validate(draft, rules, case.today),
    };
    Checked {
        declaration,
        gravest: findings.iter().map(|finding| finding.severity).min(),
        findings: findings
            .iter()
            .map(|finding| contract_of(finding, out))
            .collect(),
    }
}

fn plan(
    proposal: &Proposal,
    place: usize,
    part: &Part,
    checked: &Checked,
    valid: bool,
    out: &Output<'_>,
) {
    let draft = &part.draft;
    let planned = Planned {
        v: VERSION,
        part: place + 1,
        kind: draft.kind.as_str(),
        replaces: proposal.replacing == Some(place),
        waits: proposal.in_turn && place > 0,
        valid,
        fields: draft
            .filled()
            .map(|field| (field.column(), spelled(field, draft.get(field))))
            .collect(),
        marks: part
            .marks
            .iter()
            .map(|mark| Marked {
                field: mark.field.column(),
                code: &mark.code,
            })
            .collect(),
        problems: checked.findings.clone(),
    };
    if out.is_json() {
        out.json(&planned);
        return;
    }
    out.line(&format!("{}  {}", planned.part, draft.kind.block()));
    for (column, text) in &planned.fields {
        let marks: Vec<&str> = planned
            .marks
            .iter()
            .filter(|mark| mark.field == *column)
            .map(|mark| mark.code)
            .collect();
        let line = format!(
            "   {column:<24} {}  {}",
            shown(text),
            shown(marks.join(" "))
        );
        out.line(line.trim_end());
    }
    for finding in &planned.problems {
        out.line(&finding_line(finding));
    }
}

/// A number that cannot be read is not shown either.
fn spelled(field: Field, text: &str) -> String {
    use crate::domain::ids::Ssin;
    match field {
        Field::Ssin => Ssin::parse(text).map_or_else(|_| "***".to_owned(), |one| one.to_string()),
        _ => mask(text),
    }
}

async fn report(
    engine: &Engine,
    outcomes: &[Outcome],
    checked: &[Checked],
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    let ids: Vec<SubmissionId> = outcomes.iter().copied().filter_map(submission_of).collect();
    let rows = engine.rows(&ids).await?;
    let mut all_in = true;
    for (place, (outcome, one)) in outcomes.iter().zip(checked).enumerate() {
        all_in &= matches!(outcome, Outcome::New(_) | Outcome::Known(..));
        let row = submission_of(*outcome).and_then(|id| rows.iter().find(|row| row.id == id));
        let successor = match *outcome {
            Outcome::Superseded(by) => Some(engine.successor(by).await?),
            _ => None,
        };
        if out.is_json() {
            let entered = successor.as_ref().and_then(|one| one.entered.as_ref());
            out.json(&Submitted {
                row: place + 1,
                outcome: outcome_name(Some(outcome), true),
                problems: one.findings.clone(),
                by: in_the_way(outcome),
                by_actor: entered.map(|entered| entered.by.clone()),
                by_seconds: entered.map(|entered| entered.seconds),
                v: row.is_none().then_some(VERSION),
                submission: row.map(Row::from),
            });
            continue;
        }
        match (row, *outcome) {
            (Some(row), _) => out.row(row),
            (None, Outcome::Duplicate(of, state)) => out.line(
                &out.words(
                    &Text::new("cli-row-duplicate")
                        .with("row", place + 1)
                        .with("id", of.0)
                        .with("state", state.text()),
                ),
            ),
            (None, _) => {
                if let Some(successor) = successor {
                    out.line(&out.words(&successor.superseded()));
                }
            }
        }
    }
    Ok(Exit::declarations(all_in))
}
