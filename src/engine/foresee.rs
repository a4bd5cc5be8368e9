//! What the queue says of declarations before they are taken in. Only reads.

use jiff::Timestamp;

use crate::domain::declaration::Declaration;
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::StateKind;
use crate::domain::problem::Problem;
use crate::domain::validate::Period;
use crate::store::Lookout;

use super::{Engine, Intake, problem};

/// What the queue says of one declaration.
#[derive(Debug, Clone)]
pub struct Foreseen {
    /// Two declarations with the same key declare the same.
    pub key: [u8; 16],
    /// It was taken in before.
    pub known: Option<(SubmissionId, StateKind)>,
    /// A live submission declares the same.
    pub duplicate: Option<(SubmissionId, StateKind)>,
    /// The periods of its worker as our own accepted declarations left them.
    pub periods: Vec<Period>,
    /// Until when it is in time, if that can be told.
    pub deadline: Option<Timestamp>,
}

impl Engine {
    /// What the queue says of these declarations, in their order; of one that no account may
    /// send, the problem.
    pub async fn foresee(
        &self,
        declarations: &[&Declaration],
        intake: &Intake,
    ) -> Result<Vec<Result<Foreseen, Problem>>, Problem> {
        self.refresh().await;
        self.must_have_account()?;
        let prepared: Vec<_> = declarations
            .iter()
            .map(|declaration| self.new_submission(declaration, intake))
            .collect();
        let lookouts = prepared.iter().flatten().map(|new| Lookout {
            uid: new.uid,
            account: new.account.clone(),
            business_key: new.business_key,
            ssin: new.ssin,
            period: new.period,
        });
        let sights = self.store().foresee(lookouts.collect()).await;
        let mut sights = sights.map_err(problem::from_store)?.into_iter();
        let mut foreseen = Vec::with_capacity(prepared.len());
        for (declaration, new) in declarations.iter().zip(prepared) {
            let new = match new {
                Ok(new) => new,
                Err(problem) => {
                    foreseen.push(Err(problem));
                    continue;
                }
            };
            let sight = sights.next().unwrap_or_default();
            let deadline = match new.period.filter(|_| sight.touched) {
                Some(period) => self.deadline_knowing(declaration, period).await?,
                None => new.deadline,
            };
            let mut key = [0; 16];
            key.copy_from_slice(&new.business_key[..16]);
            foreseen.push(Ok(Foreseen {
                key,
                known: sight.known,
                duplicate: sight.duplicate,
                periods: sight.periods,
                deadline,
            }));
        }
        Ok(foreseen)
    }
}
