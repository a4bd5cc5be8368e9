//! The other periods of the worker who is being declared, as our own queue knows them: what is
//! typed is held against them (R18, R43). Knows no NSSO: what others declared is not seen here.

use crate::domain::draft::Draft;
use crate::domain::ids::{PeriodId, Ssin};
use crate::domain::validate::Period;

/// What is known of one worker.
#[derive(Debug, Default)]
pub(super) struct Others {
    worker: Option<Ssin>,
    is_asked: bool,
    periods: Vec<Period>,
}

impl Others {
    /// The worker to ask about: another one than before, or there may be something new.
    pub(super) fn wants(&mut self, draft: &Draft) -> Option<Ssin> {
        let worker = draft.ssin();
        if worker != self.worker {
            *self = Self {
                worker,
                ..Self::default()
            };
        }
        if std::mem::replace(&mut self.is_asked, true) {
            return None;
        }
        worker
    }

    /// Takes the periods of a worker; a late answer is about somebody else.
    pub(super) fn take(&mut self, worker: Ssin, periods: Vec<Period>) {
        if self.worker == Some(worker) {
            self.periods = periods;
        }
    }

    /// There may be something new: it is asked for again, and what is known holds until then.
    pub(super) fn look_again(&mut self) {
        self.is_asked = false;
    }

    /// Those of the employer of this draft, without what is `withdrawn` first.
    pub(super) fn of(&self, draft: &Draft, withdrawn: &[PeriodId]) -> Vec<Period> {
        let Some(employer) = draft.employer().filter(|_| draft.ssin() == self.worker) else {
            return Vec::new();
        };
        let is_other = |period: &&Period| {
            let own = period.known.employer;
            own.is_some_and(|own| own.agrees_with(employer)) && !withdrawn.contains(&period.id)
        };
        self.periods.iter().filter(is_other).cloned().collect()
    }
}
