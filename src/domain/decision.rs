//! What a person decided about a declaration that has ended and still wanted a person.
//!
//! A decision is written beside the end and never changes it: what was refused stays refused.

use super::lifecycle::StateKind;
use super::text::Text;

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Decision {
    /// Another declaration of ours replaces it; noted when that one is queued.
    Replaced,
    /// It stands as it is, at its cost.
    Kept,
    /// The wanted state is there already: nothing more is to be declared.
    Done,
}

impl Decision {
    /// Every decision.
    pub const ALL: [Self; 3] = [Self::Replaced, Self::Kept, Self::Done];

    /// The stored and exchanged name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Replaced => "replaced",
            Self::Kept => "kept",
            Self::Done => "done",
        }
    }

    /// Reads a stored name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|decision| decision.as_str() == name)
    }

    /// Its name in the operator's language.
    pub fn text(self) -> Text {
        match self {
            Self::Replaced => Text::new("decision-replaced"),
            Self::Kept => Text::new("decision-kept"),
            Self::Done => Text::new("decision-done"),
        }
    }
}

/// Which rows, by what was decided about them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decided {
    /// Ended in a way that needs a person, and nobody has decided yet.
    NotYet,
    /// So.
    As(Decision),
}

impl Decided {
    /// The names of filters: `none`, or a decision.
    pub const NAMES: [&str; 4] = ["none", "replaced", "kept", "done"];

    /// Reads the name of a filter.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "none" => Some(Self::NotYet),
            name => Decision::parse(name).map(Self::As),
        }
    }
}

/// Whether a declaration that ended so needs a decision or a replacement.
pub fn needs_person(state: StateKind) -> bool {
    matches!(
        state,
        StateKind::AcceptedWarning | StateKind::Refused | StateKind::Rejected | StateKind::NotTaken
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_decision_is_read_by_its_name_and_so_is_the_lack_of_one() {
        for decision in Decision::ALL {
            assert_eq!(Decision::parse(decision.as_str()), Some(decision));
            assert!(Decided::NAMES.contains(&decision.as_str()));
        }
        let read = Decided::NAMES.map(Decided::parse);
        let all = [
            None,
            Some(Decision::Replaced),
            Some(Decision::Kept),
            Some(Decision::Done),
        ];
        assert_eq!(
            read,
            all.map(|one| Some(one.map_or(Decided::NotYet, Decided::As)))
        );
        assert_eq!(Decided::parse("lost"), None);
    }

    #[test]
    fn an_end_that_needs_a_person_is_final_and_not_plainly_accepted() {
        for state in StateKind::ALL {
            let needed =
                state.is_final() && !matches!(state, StateKind::Accepted | StateKind::Cancelled);
            assert_eq!(needs_person(*state), needed, "{state:?}");
        }
    }
}
