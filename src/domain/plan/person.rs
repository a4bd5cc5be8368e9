//! The steps of one worker with one employer: what goes with what.

use super::difference::{cancel, differences, one_change};
use super::wish::Wish;
use super::{Action, Facts, Person, Step, Turn, UnderWay, matching, turn};
use crate::domain::declaration::Declaration;
use crate::domain::draft::Kind;
use crate::domain::text::Text;
use crate::domain::validate::{Period, validate_change};

/// The turns of one person.
pub(super) fn turns(
    person: Person,
    wishes: &[&Wish],
    periods: &[&Period],
    facts: &Facts<'_>,
) -> Vec<Turn> {
    if let Some(under_way) = under_way(person, periods, facts.under_way) {
        return waiting(person, wishes, under_way);
    }
    let mut pairing = Pairing {
        person,
        facts,
        wishes: wishes.to_vec(),
        periods: periods.to_vec(),
        steps: Vec::new(),
    };
    pairing.equal();
    pairing.one_declaration();
    pairing.of_another_kind();
    pairing.in_the_way();
    pairing.the_rest();
    turn::of(pairing.steps, periods, facts)
}

/// The declaration of ours that these people wait for, if there is one.
fn under_way(person: Person, periods: &[&Period], all: &[UnderWay]) -> Option<UnderWay> {
    let same_employer = |one: &UnderWay| {
        one.employer
            .is_none_or(|employer| employer.agrees_with(person.employer))
    };
    let same_period = |one: &UnderWay| periods.iter().any(|period| Some(period.id) == one.period);
    all.iter()
        .find(|one| same_period(one) || (one.ssin == Some(person.ssin) && same_employer(one)))
        .copied()
}

fn waiting(person: Person, wishes: &[&Wish], under_way: UnderWay) -> Vec<Turn> {
    let step = |wish: &&Wish| {
        let why = Text::new("plan-why-under-way").with("id", under_way.id.0);
        Turn {
            steps: vec![Step {
                row: Some(wish.row),
                ..Step::at_rest(Action::Wait, person, Some(why))
            }],
        }
    };
    wishes.iter().map(step).collect()
}

/// What is not paired yet, and the steps so far.
struct Pairing<'a> {
    person: Person,
    facts: &'a Facts<'a>,
    wishes: Vec<&'a Wish>,
    periods: Vec<&'a Period>,
    steps: Vec<Draw<'a>>,
}

/// A step with what it is about.
pub(super) struct Draw<'a> {
    pub(super) step: Step,
    pub(super) wish: Option<&'a Wish>,
    pub(super) period: Option<&'a Period>,
}

impl Step {
    pub(super) fn at_rest(action: Action, person: Person, why: Option<Text>) -> Self {
        Self {
            action,
            person,
            row: None,
            period: None,
            declarations: Vec::new(),
            differences: Vec::new(),
            findings: Vec::new(),
            why,
        }
    }
}

impl<'a> Pairing<'a> {
    /// What is as it should be.
    fn equal(&mut self) {
        self.pair(|_, period, wish| {
            differences(&period.known, wish)
                .is_empty()
                .then(|| (Action::Keep, Vec::new()))
        });
    }

    /// As many pairs as can be brought together by one declaration each. A period that may not
    /// be withdrawn comes first: with nothing to become, it would stand in the way. It becomes
    /// nothing at another time, for then it may well be another employment.
    fn one_declaration(&mut self) {
        let mut periods = self.periods.clone();
        periods.sort_by_key(|period| self.may_cancel(period));
        let changes: Vec<Vec<Option<Declaration>>> = periods
            .iter()
            .map(|period| {
                let change = |wish: &&Wish| {
                    let apart = !wish.terms().overlaps(&period.known.terms());
                    if period.known.locked || (apart && !self.may_cancel(period)) {
                        return None;
                    }
                    one_change(period, wish, self.facts)
                };
                self.wishes.iter().map(change).collect()
            })
            .collect();
        let fits: Vec<Vec<usize>> = periods
            .iter()
            .zip(&changes)
            .map(|(period, changes)| {
                let possible = (0..changes.len()).filter(|&place| changes[place].is_some());
                let mut possible: Vec<usize> = possible.collect();
                possible.sort_by_key(|&place| self.distance(period, place));
                possible
            })
            .collect();
        let pairs = matching::largest(&fits, self.wishes.len());
        let wishes = self.wishes.clone();
        for ((period, mut changes), wish) in periods.into_iter().zip(changes).zip(pairs) {
            let Some(place) = wish else { continue };
            let Some(declaration) = changes[place].take() else {
                continue;
            };
            let action = if declaration.kind() == Kind::Out {
                Action::Out
            } else {
                Action::Update
            };
            self.take(action, period, wishes[place], vec![declaration]);
        }
    }

    /// The same days under another worker type or committee: no UPDATE can change those.
    fn of_another_kind(&mut self) {
        self.pair(|pairing, period, wish| {
            let same_days =
                period.known.start == wish.declared.start && period.known.end == wish.declared.end;
            let open_to_change = !period.known.locked && !pairing.has_ended(period);
            (same_days && open_to_change && is_told(period) && !same_features(period, wish))
                .then(|| pairing.cancel_then_in(period, wish))
                .flatten()
        });
    }

    /// A period that no single declaration can change, and that would overlap what should be.
    fn in_the_way(&mut self) {
        self.pair(|pairing, period, wish| {
            let overlaps = wish.terms().overlaps(&period.known.terms());
            (overlaps && pairing.may_cancel(period) && same_features(period, wish))
                .then(|| pairing.cancel_then_in(period, wish))
                .flatten()
        });
    }

    fn the_rest(&mut self) {
        for wish in std::mem::take(&mut self.wishes) {
            let mut step = Step::at_rest(Action::In, self.person, None);
            step.row = Some(wish.row);
            step.declarations = vec![wish.declaration.clone()];
            self.steps.push(Draw {
                step,
                wish: Some(wish),
                period: None,
            });
        }
        for period in std::mem::take(&mut self.periods) {
            let withdrawal = self.withdrawal(period, None);
            let mut step = if let Some(declaration) = withdrawal.filter(|_| self.may_cancel(period))
            {
                Step {
                    declarations: vec![declaration],
                    ..Step::at_rest(Action::Cancel, self.person, None)
                }
            } else {
                let why = Some(self.why_left_alone(period));
                Step::at_rest(Action::LeftAlone, self.person, why)
            };
            step.period = Some(period.clone());
            self.steps.push(Draw {
                step,
                wish: None,
                period: Some(period),
            });
        }
    }

    /// Pairs each employment with the first period for which there is something to do.
    fn pair(&mut self, fit: impl Fn(&Self, &Period, &Wish) -> Option<(Action, Vec<Declaration>)>) {
        for wish in self.wishes.clone() {
            let found = self
                .periods
                .iter()
                .find_map(|&period| Some((period, fit(self, period, wish)?)));
            if let Some((period, (action, declarations))) = found {
                self.take(action, period, wish, declarations);
            }
        }
    }

    fn take(
        &mut self,
        action: Action,
        period: &'a Period,
        wish: &'a Wish,
        declarations: Vec<Declaration>,
    ) {
        self.wishes.retain(|other| other.row != wish.row);
        self.periods.retain(|other| other.id != period.id);
        let mut step = Step::at_rest(action, self.person, None);
        step.row = Some(wish.row);
        step.differences = differences(&period.known, wish);
        step.period = Some(period.clone());
        step.declarations = declarations;
        self.steps.push(Draw {
            step,
            wish: Some(wish),
            period: Some(period),
        });
    }

    fn cancel_then_in(&self, period: &Period, wish: &Wish) -> Option<(Action, Vec<Declaration>)> {
        let withdrawal = self.withdrawal(period, Some(wish))?;
        let declarations = vec![withdrawal, wish.declaration.clone()];
        Some((Action::CancelThenIn, declarations))
    }

    fn withdrawal(&self, period: &Period, wish: Option<&Wish>) -> Option<Declaration> {
        let draft = cancel(period, self.person, wish);
        let (rules, today) = (self.facts.rules, self.facts.today);
        validate_change(&draft, &period.known, rules, today).declaration
    }

    /// Whether a period may be withdrawn because it does not stand in the list.
    fn may_cancel(&self, period: &Period) -> bool {
        let begun = period.known.start < self.facts.today;
        !period.known.locked
            && is_told(period)
            && !self.has_ended(period)
            && (self.facts.cancel_begun || !begun)
    }

    fn has_ended(&self, period: &Period) -> bool {
        period.known.end.is_some_and(|end| end < self.facts.today)
    }

    fn why_left_alone(&self, period: &Period) -> Text {
        if period.known.locked {
            Text::new("plan-why-locked")
        } else if !is_told(period) {
            Text::new("plan-why-untold")
        } else if self.has_ended(period) {
            Text::new("plan-why-ended")
        } else {
            Text::new("plan-why-begun")
        }
    }

    /// Sorts what overlaps first, then what starts nearest.
    fn distance(&self, period: &Period, place: usize) -> (bool, u32) {
        let wish = self.wishes[place];
        let apart = !wish.terms().overlaps(&period.known.terms());
        let days = (wish.declared.start - period.known.start).get_days();
        (apart, days.unsigned_abs())
    }
}

/// Whether the NSSO told both worker type and committee: without them nothing can be compared.
pub(super) fn is_told(period: &Period) -> bool {
    period.known.worker_type.is_some() && period.known.joint_committee.is_some()
}

/// Whether worker type and committee are as they should be.
pub(super) fn same_features(period: &Period, wish: &Wish) -> bool {
    let same = |known: &Option<String>, wanted: &str| {
        known
            .as_deref()
            .is_some_and(|known| known.eq_ignore_ascii_case(wanted))
    };
    same(&period.known.worker_type, &wish.declared.worker_type)
        && same(
            &period.known.joint_committee,
            &wish.declared.joint_committee,
        )
}
