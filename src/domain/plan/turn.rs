//! Which steps must wait for which, and whether the NSSO would take them in that order.

use super::difference::changed;
use super::person::{Draw, is_told, same_features};
use super::{Action, Facts, Step, Turn, Wish};
use crate::domain::declaration::Declaration;
use crate::domain::text::Text;
use crate::domain::validate::{Finding, KnownPeriod, Period, Severity, validate_among};

/// Advice about what somebody typed: here the numbers come from a search, and what is left out is
/// left out on purpose.
const OF_TYPING: [&str; 2] = ["check-period-check-pair", "check-update-without-end"];

/// Puts the steps of one person into turns.
pub(super) fn of(draws: Vec<Draw<'_>>, periods: &[&Period], facts: &Facts<'_>) -> Vec<Turn> {
    let waits: Vec<Vec<usize>> = (0..draws.len())
        .map(|later| {
            let before = |earlier: &usize| must_wait(&draws[later], &draws[*earlier], facts);
            (0..draws.len())
                .filter(|&earlier| earlier != later)
                .filter(before)
                .collect()
        })
        .collect();
    let order = ordered(&waits);
    let turn_of = connected(&waits);
    let left_alone: Vec<Period> = draws
        .iter()
        .filter(|draw| draw.step.action == Action::LeftAlone)
        .filter_map(|draw| draw.period.cloned())
        .collect();
    let mut state: Vec<Period> = periods.iter().map(|&period| period.clone()).collect();
    let mut turns: Vec<(usize, Turn)> = Vec::new();
    let mut draws: Vec<Option<Draw<'_>>> = draws.into_iter().map(Some).collect();
    for place in order {
        let Some(draw) = draws[place].take() else {
            continue;
        };
        let step = judged(draw, &mut state, &left_alone, facts);
        let known = turns.iter_mut().find(|(turn, _)| *turn == turn_of[place]);
        match known {
            Some((_, turn)) => turn.steps.push(step),
            None => turns.push((turn_of[place], Turn { steps: vec![step] })),
        }
    }
    turns.sort_by_key(|(turn, _)| *turn);
    turns.into_iter().map(|(_, turn)| turn).collect()
}

/// Whether a step comes after another one: it takes time that the other one has to leave first.
fn must_wait(later: &Draw<'_>, earlier: &Draw<'_>, facts: &Facts<'_>) -> bool {
    let (Some(wish), Some(period)) = (later.wish, earlier.period) else {
        return false;
    };
    if later.step.action.is_at_rest() || earlier.step.action.is_at_rest() {
        return false;
    }
    let worker_type = facts.rules.worker_type(&wish.declared.worker_type);
    let days_count = worker_type.is_some_and(|known| known.days_in_a_row.is_some());
    let same_type = period.known.worker_type.as_deref() == Some(&*wish.declared.worker_type);
    let leaves = later.period.is_none_or(|own| own.id != period.id);
    let is_entry = matches!(later.step.action, Action::In | Action::CancelThenIn);
    let is_withdrawal = matches!(earlier.step.action, Action::Cancel | Action::CancelThenIn);
    leaves
        && ((same_features(period, wish) && wish.terms().overlaps(&period.known.terms()))
            || (days_count && same_type && is_entry && is_withdrawal))
}

/// The steps, each after those that it waits for. Of steps that wait for each other the first
/// comes first: what the NSSO would say of that is found when they are judged.
fn ordered(waits: &[Vec<usize>]) -> Vec<usize> {
    let mut done = vec![false; waits.len()];
    let mut order = Vec::with_capacity(waits.len());
    while order.len() < waits.len() {
        let open = || (0..waits.len()).filter(|&place| !done[place]);
        let free = open().find(|&place| waits[place].iter().all(|&before| done[before]));
        let Some(next) = free.or_else(|| open().next()) else {
            break;
        };
        done[next] = true;
        order.push(next);
    }
    order
}

/// The number of the turn of each step: steps of which one waits for the other are of one turn.
fn connected(waits: &[Vec<usize>]) -> Vec<usize> {
    let mut turn: Vec<usize> = (0..waits.len()).collect();
    for (later, before) in waits.iter().enumerate() {
        for &earlier in before {
            let (one, other) = (turn[later], turn[earlier]);
            let merged = one.min(other);
            for known in &mut turn {
                if *known == one || *known == other {
                    *known = merged;
                }
            }
        }
    }
    turn
}

/// The step with what our checks say of it as things stand then. A refused step is not done, and
/// nothing becomes of it.
fn judged(
    draw: Draw<'_>,
    state: &mut Vec<Period>,
    left_alone: &[Period],
    facts: &Facts<'_>,
) -> Step {
    let mut step = draw.step;
    let mut after = state.clone();
    let mut findings: Vec<Finding> = Vec::new();
    for declaration in &step.declarations {
        let own = declaration
            .period()
            .and_then(|id| after.iter().find(|period| period.id == id))
            .map(|period| period.known.clone());
        let verdict = validate_among(
            &declaration.draft,
            own.as_ref(),
            &after,
            facts.rules,
            facts.today,
        );
        let found = verdict.findings.into_iter();
        findings.extend(found.filter(|finding| !OF_TYPING.contains(&finding.text.key)));
        apply(declaration, own.as_ref(), draw.wish, &mut after);
    }
    let why = if findings
        .iter()
        .any(|finding| finding.severity <= Severity::Refusal)
    {
        Some(Text::new("plan-why-refused"))
    } else if step.action == Action::In {
        draw.wish.and_then(|wish| doubtful(wish, left_alone, facts))
    } else {
        None
    };
    if let Some(why) = why {
        step.action = Action::Blocked;
        step.declarations.clear();
        step.why = Some(why);
    } else {
        *state = after;
    }
    step.findings = findings;
    step
}

/// What becomes of the periods when a declaration is accepted.
fn apply(
    declaration: &Declaration,
    own: Option<&KnownPeriod>,
    wish: Option<&Wish>,
    state: &mut Vec<Period>,
) {
    let Some(id) = declaration.period() else {
        state.extend(wish.map(|wish| wish.announced(0)));
        return;
    };
    match own.and_then(|known| changed(known, &declaration.draft)) {
        Some(known) => {
            for period in state.iter_mut().filter(|period| period.id == id) {
                period.known = known.clone();
            }
        }
        None => state.retain(|period| period.id != id),
    }
}

/// Why an IN would likely declare a second time what is there already.
fn doubtful(wish: &Wish, left_alone: &[Period], facts: &Facts<'_>) -> Option<Text> {
    let about = |key: Text, period: &Period| Some(key.with("period", period.id.to_string()));
    for period in left_alone {
        let known = &period.known;
        if !is_told(period) && known.terms().overlaps(&wish.terms()) {
            return about(Text::new("plan-why-beside-untold"), period);
        }
        let ended = known.end.is_some_and(|end| end < facts.today);
        let same_days = known.start == wish.declared.start && known.end == wish.declared.end;
        if (ended || known.locked) && same_days {
            return about(Text::new("plan-why-other-kind"), period);
        }
    }
    None
}
