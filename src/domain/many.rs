//! What is done to many submissions at once, and rows that leave as a file.

use super::decision::{Decided, Decision, needs_person};
use super::lifecycle::StateKind;
use super::problem::Problem;
use super::report::{Counts, Filter, Sort};
use super::text::Text;

/// What can be done to many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Deed {
    /// Ask for their results now.
    PollNow,
    /// Do not send them at all.
    Withdraw,
    /// Do not send them for now.
    Hold,
    /// They may be sent again.
    Release,
    /// Note the same decision about their ends; needs a reason.
    Settle(Decision),
}

impl Deed {
    /// Every deed that a person can choose. What is replaced is decided by its successor alone.
    pub const ALL: [Self; 6] = [
        Self::PollNow,
        Self::Hold,
        Self::Release,
        Self::Withdraw,
        Self::Settle(Decision::Kept),
        Self::Settle(Decision::Done),
    ];

    /// The exchanged name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PollNow => "poll",
            Self::Withdraw => "withdraw",
            Self::Hold => "hold",
            Self::Release => "release",
            Self::Settle(decision) => decision.as_str(),
        }
    }

    /// Whether a submission in this state lets it be done: the edges of the lifecycle.
    pub fn is_possible(self, state: StateKind) -> bool {
        match self {
            Self::PollNow => matches!(state, StateKind::Submitted | StateKind::Waiting),
            Self::Withdraw => matches!(
                state,
                StateKind::Draft | StateKind::Queued | StateKind::Held
            ),
            Self::Hold => state == StateKind::Queued,
            Self::Release => state == StateKind::Held,
            Self::Settle(decision) => decision != Decision::Replaced && needs_person(state),
        }
    }

    /// Whether a person types for how many it is, before it is done to more than one: only a new
    /// declaration brings back what is withdrawn.
    pub fn asks_for_number(self) -> bool {
        self == Self::Withdraw
    }

    /// The rows of a filter for which it is possible; none when there can be none.
    pub fn narrow(self, which: &Filter) -> Option<Filter> {
        let wanted = |state: &StateKind| which.states.is_empty() || which.states.contains(state);
        let states: Vec<StateKind> = StateKind::ALL
            .iter()
            .copied()
            .filter(|state| self.is_possible(*state) && wanted(state))
            .collect();
        let decided = match (self, which.decided) {
            (Self::Settle(_), Some(Decided::As(_))) => return None,
            (Self::Settle(_), _) => Some(Decided::NotYet),
            (_, decided) => decided,
        };
        (!states.is_empty()).then(|| Filter {
            states,
            decided,
            ..which.clone()
        })
    }

    /// What it does, in the operator's language.
    pub fn text(self) -> Text {
        match self {
            Self::PollNow => Text::new("many-poll"),
            Self::Withdraw => Text::new("many-withdraw"),
            Self::Hold => Text::new("many-hold"),
            Self::Release => Text::new("many-release"),
            Self::Settle(Decision::Done) => Text::new("many-settle-done"),
            Self::Settle(_) => Text::new("many-settle-kept"),
        }
    }

    /// For how many of how many it is possible.
    pub fn possible_text(self) -> Text {
        match self {
            Self::PollNow => Text::new("many-can-poll"),
            Self::Withdraw => Text::new("many-can-withdraw"),
            Self::Hold => Text::new("many-can-hold"),
            Self::Release => Text::new("many-can-release"),
            Self::Settle(_) => Text::new("many-can-settle"),
        }
    }

    /// To how many it was done.
    pub fn done_text(self) -> Text {
        match self {
            Self::PollNow => Text::new("many-done-poll"),
            Self::Withdraw => Text::new("many-done-withdraw"),
            Self::Hold => Text::new("many-done-hold"),
            Self::Release => Text::new("many-done-release"),
            Self::Settle(_) => Text::new("many-done-settle"),
        }
    }

    /// Why it is not possible in this state; of a state that it is possible in, that somebody
    /// has decided already.
    pub fn why_not(self, state: StateKind) -> Text {
        use StateKind as S;
        match (self, state) {
            (deed, state) if deed.is_possible(state) => Text::new("many-why-decided"),
            (Self::Settle(_), S::Accepted | S::Cancelled) => Text::new("many-why-needs-none"),
            (Self::Settle(_), _) => Text::new("many-why-not-ended"),
            (_, S::Cancelled) => Text::new("many-why-withdrawn"),
            (_, state) if state.is_final() => Text::new("many-why-ended"),
            (Self::PollNow, S::InDoubt) => Text::new("many-why-doubt"),
            (Self::PollNow, _) => Text::new("many-why-not-sent"),
            (Self::Hold, S::Held) => Text::new("many-why-held"),
            (Self::Release, S::Draft | S::Queued) => Text::new("many-why-not-held"),
            (Self::Hold, S::Draft) => Text::new("many-why-draft"),
            _ => Text::new("many-why-sent"),
        }
    }
}

/// Where the rows of a choice stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// All of them.
    pub all: Counts,
    /// Those whose end needs a decision that nobody has made.
    pub undecided: Counts,
}

impl Standing {
    /// The rows of a filter whose end nobody has decided about; none when there can be none.
    pub fn undecided(which: &Filter) -> Option<Filter> {
        Deed::Settle(Decision::Kept).narrow(which)
    }

    /// In this state, those that a deed is possible for.
    fn open(&self, deed: Deed, state: StateKind) -> u64 {
        match deed {
            Deed::Settle(_) => self.undecided.of(state),
            deed if deed.is_possible(state) => self.all.of(state),
            _ => 0,
        }
    }

    /// For how many of them a deed is possible.
    pub fn possible(&self, deed: Deed) -> u64 {
        let states = self.all.0.keys();
        states.map(|state| self.open(deed, *state)).sum()
    }

    /// How many of them there are.
    pub fn total(&self) -> u64 {
        self.all.total()
    }

    /// Those that it is not possible for, by state in the order of a life.
    pub fn impossible(&self, deed: Deed) -> Vec<(StateKind, u64)> {
        let left = |state: &StateKind| self.all.of(*state).saturating_sub(self.open(deed, *state));
        StateKind::ALL
            .iter()
            .map(|state| (*state, left(state)))
            .filter(|(_, rows)| *rows > 0)
            .collect()
    }
}

/// A deed on all rows of a filter for which it is possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManyOrder {
    /// What is done.
    pub deed: Deed,
    /// To which.
    pub which: Filter,
    /// Why, in the words of whoever ordered it; a decision needs it.
    pub reason: String,
    /// For how many it was confirmed. When there are more by now it is not begun.
    pub confirmed: u64,
}

/// The form of a file of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExportFormat {
    /// One line a row, for spreadsheets.
    Csv,
    /// One object a line.
    Json,
}

impl ExportFormat {
    /// The usual end of a file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "jsonl",
        }
    }
}

/// Rows that leave as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportOrder {
    /// Which rows.
    pub which: Filter,
    /// The same in words, for the journal.
    pub choice: String,
    /// In which order.
    pub sort: Sort,
    /// As what.
    pub format: ExportFormat,
    /// Where to, as typed.
    pub path: String,
    /// In the place of the file that is there.
    pub replace: bool,
    /// Why national numbers leave unmasked; written to the journal. Masked when there is none.
    pub full_numbers: Option<String>,
}

/// The key of the problem that a file is there already and was not to be replaced.
pub const FILE_EXISTS: &str = "many-file-exists";

/// What became of an order on many.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ManyReport {
    /// Rows that it was done to.
    pub done: u64,
    /// Rows that it was not possible for when their turn came: they had changed, or they wait
    /// for another submission.
    pub missed: u64,
    /// Whoever ordered it stopped it.
    pub stopped: bool,
    /// What went wrong first; rows after that are untouched.
    pub trouble: Option<Problem>,
}

/// How far an order is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ManyProgress {
    /// Rows behind it.
    pub done: u64,
    /// Rows altogether.
    pub of: u64,
}

impl ManyProgress {
    /// How much of it is done, in percent.
    pub fn percent(self) -> u64 {
        self.done.saturating_mul(100) / self.of.max(self.done).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(pairs: &[(StateKind, u64)]) -> Counts {
        Counts(pairs.iter().copied().collect())
    }

    fn standing() -> Standing {
        Standing {
            all: counts(&[
                (StateKind::Queued, 10),
                (StateKind::Held, 2),
                (StateKind::Submitted, 2),
                (StateKind::Refused, 5),
            ]),
            undecided: counts(&[(StateKind::Refused, 3)]),
        }
    }

    #[test]
    fn a_preview_tells_for_how_many_and_why_not_for_the_others() {
        let cases = [
            (
                Deed::Withdraw,
                12,
                vec![(StateKind::Submitted, 2), (StateKind::Refused, 5)],
            ),
            (
                Deed::Hold,
                10,
                vec![
                    (StateKind::Held, 2),
                    (StateKind::Submitted, 2),
                    (StateKind::Refused, 5),
                ],
            ),
            (
                Deed::PollNow,
                2,
                vec![
                    (StateKind::Queued, 10),
                    (StateKind::Held, 2),
                    (StateKind::Refused, 5),
                ],
            ),
            (
                Deed::Settle(Decision::Done),
                3,
                vec![
                    (StateKind::Queued, 10),
                    (StateKind::Held, 2),
                    (StateKind::Submitted, 2),
                    (StateKind::Refused, 2),
                ],
            ),
        ];
        for (deed, possible, impossible) in cases {
            assert_eq!(standing().possible(deed), possible, "{deed:?}");
            let mut found = standing().impossible(deed);
            found.sort();
            let mut wanted = impossible;
            wanted.sort();
            assert_eq!(found, wanted, "{deed:?}");
            let total = possible + wanted.iter().map(|(_, rows)| rows).sum::<u64>();
            assert_eq!(total, standing().total(), "{deed:?}");
        }
    }

    #[test]
    fn a_deed_takes_only_states_that_the_filter_chooses_and_the_life_allows() {
        let states = |states: &[StateKind]| Filter {
            states: states.to_vec(),
            ..Filter::default()
        };
        let cases = [
            (
                "any state",
                Deed::Withdraw,
                vec![],
                Some(vec![StateKind::Draft, StateKind::Queued, StateKind::Held]),
            ),
            (
                "some of them",
                Deed::Withdraw,
                vec![StateKind::Held, StateKind::Refused],
                Some(vec![StateKind::Held]),
            ),
            ("none of them", Deed::Hold, vec![StateKind::Submitted], None),
        ];
        for (name, deed, chosen, wanted) in cases {
            let narrowed = deed.narrow(&states(&chosen)).map(|filter| filter.states);
            assert_eq!(narrowed, wanted, "{name}");
        }
        let kept = Filter {
            decided: Some(Decided::As(Decision::Kept)),
            ..Filter::default()
        };
        assert_eq!(Deed::Settle(Decision::Done).narrow(&kept), None);
        let open = Deed::Settle(Decision::Done).narrow(&Filter::default());
        assert_eq!(open.and_then(|open| open.decided), Some(Decided::NotYet));
    }

    #[test]
    fn nobody_replaces_by_decision_and_no_deed_touches_what_is_being_sent() {
        for deed in Deed::ALL {
            assert_ne!(deed, Deed::Settle(Decision::Replaced));
            assert!(!deed.is_possible(StateKind::Sending), "{deed:?}");
            assert!(!deed.is_possible(StateKind::InDoubt), "{deed:?}");
        }
        let replaced = Deed::Settle(Decision::Replaced);
        assert!(
            StateKind::ALL
                .iter()
                .all(|state| !replaced.is_possible(*state))
        );
    }

    #[test]
    fn progress_never_passes_the_whole() {
        for (done, of, percent) in [(0, 0, 0), (1, 3, 33), (3, 3, 100), (5, 3, 100)] {
            assert_eq!(ManyProgress { done, of }.percent(), percent);
        }
    }
}
