//! What lies above a screen while somebody decides what to do about an answer: the list of
//! remedies, the periods at the NSSO, and a decision with its reason.

use tui_input::Input;

use super::keymap::Action;
use crate::domain::anomaly::Offer;
use crate::domain::correct::{Case, LookedFirst, Remedy};
use crate::domain::decision::Decision;
use crate::domain::ids::{PeriodId, SubmissionId};
use crate::domain::text::Text;

/// What can be done about an answer, to choose from.
#[derive(Debug)]
pub struct Remedies {
    id: SubmissionId,
    /// What was asked for.
    pub wish: Action,
    /// All that is known of it; none while that is being asked for.
    pub case: Option<Case>,
    /// What can be done, most useful first.
    pub list: Vec<Remedy>,
    /// The place of the chosen one.
    pub selected: usize,
}

impl Remedies {
    /// A list that is not here yet.
    pub fn asking(id: SubmissionId, wish: Action) -> Self {
        Self {
            id,
            wish,
            case: None,
            list: Vec::new(),
            selected: 0,
        }
    }

    /// A list with the first one chosen that somebody can do here.
    pub fn of(case: Case, list: Vec<Remedy>, wish: Action) -> Self {
        let selected = list.iter().position(is_ours).unwrap_or(0);
        Self {
            id: case.id,
            wish,
            case: Some(case),
            list,
            selected,
        }
    }

    /// The submission that it is about.
    pub fn id(&self) -> SubmissionId {
        self.id
    }

    /// Whether the case of this submission is still asked for.
    pub fn awaits(&self, id: SubmissionId) -> bool {
        self.id == id && self.case.is_none()
    }

    /// What is chosen, when somebody can do it here.
    pub fn chosen(&self) -> Option<Offer> {
        let remedy = self.list.get(self.selected)?;
        is_ours(remedy).then_some(remedy.offer)
    }

    /// Reacts to an intention: what nobody can do here is passed over.
    pub fn on_action(&mut self, action: Action) {
        let ours = |place: &usize| self.list.get(*place).is_some_and(is_ours);
        let next = match action {
            Action::Down | Action::Next => (self.selected + 1..self.list.len()).find(ours),
            Action::Up | Action::Previous => (0..self.selected).rev().find(ours),
            _ => None,
        };
        self.selected = next.unwrap_or(self.selected);
    }
}

fn is_ours(remedy: &Remedy) -> bool {
    remedy.offer != Offer::Nothing
}

/// The periods that the NSSO has, before anything else is sent.
#[derive(Debug)]
pub struct Looked {
    /// What is known of the declaration.
    pub case: Case,
    /// What was found; none while it is being looked for.
    pub found: Option<LookedFirst>,
    /// The place of what is chosen among [`Looked::offers`].
    pub selected: usize,
}

impl Looked {
    /// A look that has just begun.
    pub fn asking(case: Case) -> Self {
        Self {
            case,
            found: None,
            selected: 0,
        }
    }

    /// Takes what was found.
    pub fn take(&mut self, found: LookedFirst) {
        self.found = Some(found);
        self.selected = 0;
    }

    /// The period that is as it was wanted.
    pub fn wanted(&self) -> Option<PeriodId> {
        self.found.as_ref()?.wanted
    }

    /// What can follow.
    pub fn offers(&self) -> Vec<Offer> {
        match (&self.found, self.wanted()) {
            (None, _) => Vec::new(),
            (Some(_), Some(_)) => vec![Offer::SettleAsDone, Offer::Correct],
            (Some(_), None) => vec![Offer::Correct],
        }
    }

    /// What is chosen.
    pub fn chosen(&self) -> Option<Offer> {
        self.offers().get(self.selected).copied()
    }

    /// Reacts to an intention.
    pub fn on_action(&mut self, action: Action) {
        let last = self.offers().len().saturating_sub(1);
        self.selected = match action {
            Action::Down | Action::Next => (self.selected + 1).min(last),
            Action::Up | Action::Previous => self.selected.saturating_sub(1),
            _ => self.selected,
        };
    }
}

/// A decision about an end, with its reason.
#[derive(Debug)]
pub struct Decide {
    /// The submission.
    pub id: SubmissionId,
    /// What its answer says.
    pub codes: Vec<String>,
    /// What is decided.
    pub decision: Decision,
    /// Why.
    pub reason: Input,
    /// What is still wrong.
    pub error: Option<Text>,
    /// Lines of the codes' consequences above the top.
    pub scroll: usize,
}

impl Decide {
    /// Nothing typed yet.
    pub fn new(id: SubmissionId, codes: Vec<String>, decision: Decision) -> Self {
        Self {
            id,
            codes,
            decision,
            reason: Input::default(),
            error: None,
            scroll: 0,
        }
    }

    /// Reacts to an intention.
    pub fn on_action(&mut self, action: Action) {
        match action {
            Action::Next | Action::Previous => {
                self.decision = match self.decision {
                    Decision::Kept => Decision::Done,
                    _ => Decision::Kept,
                };
            }
            Action::Down => self.scroll = (self.scroll + 1).min(self.codes.len() * 20),
            Action::Up => self.scroll = self.scroll.saturating_sub(1),
            _ => {}
        }
    }
}
