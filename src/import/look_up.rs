//! The NSSO's periods of the workers of a file, when somebody asked to look them up: each worker
//! of an employer once, a few at a time.

use std::collections::HashMap;

use futures_util::{StreamExt as _, TryStreamExt as _, stream};

use crate::domain::declaration::Declaration;
use crate::domain::ids::Ssin;
use crate::domain::problem::Problem;
use crate::domain::report::PeriodSearch;
use crate::domain::validate::Period;
use crate::engine::{Engine, Foreseen};

/// Searches under way at once.
const AT_ONCE: usize = 4;

/// Who works for whom.
type Pair = (String, Ssin);

/// Periods that were asked for, of each worker of an employer.
#[derive(Default)]
pub(super) struct Looked(HashMap<Pair, Vec<Period>>);

impl Looked {
    /// What was found for the worker of a declaration.
    pub(super) fn of(&self, declaration: &Declaration) -> &[Period] {
        let found = pair(declaration).and_then(|pair| self.0.get(&pair));
        found.map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
impl Looked {
    /// What was found for the worker of this declaration.
    pub(super) fn of_one(declaration: &Declaration, periods: Vec<Period>) -> Self {
        let pair = pair(declaration).expect("employer and worker");
        Self(HashMap::from([(pair, periods)]))
    }
}

/// Looks up, or does not.
pub(super) struct LookUp {
    wanted: bool,
    found: Looked,
}

impl LookUp {
    pub(super) fn new(wanted: bool) -> Self {
        Self {
            wanted,
            found: Looked::default(),
        }
    }

    /// Asks for the periods of every worker who was not asked about before. What is found is kept
    /// to the end: the second pass asks for nothing.
    pub(super) async fn look(
        &mut self,
        engine: &Engine,
        declarations: &[&Declaration],
        foreseen: &[Result<Foreseen, Problem>],
    ) -> Result<&Looked, Problem> {
        if !self.wanted {
            return Ok(&self.found);
        }
        let mut searches = HashMap::new();
        for (declaration, foreseen) in declarations.iter().zip(foreseen) {
            let is_new = foreseen.as_ref().is_ok_and(|seen| seen.known.is_none());
            if let (true, Some(pair), Some(employer)) =
                (is_new, pair(declaration), declaration.employer())
                && !self.found.0.contains_key(&pair)
            {
                searches.insert(pair, employer);
            }
        }
        let searches = searches.into_iter().map(|(pair, employer)| async move {
            let search = PeriodSearch {
                employer,
                ssin: Some(pair.1),
            };
            Ok::<_, Problem>((pair, engine.periods(&search).await?))
        });
        let found: Vec<_> = stream::iter(searches)
            .buffer_unordered(AT_ONCE)
            .try_collect()
            .await?;
        self.found.0.extend(found);
        Ok(&self.found)
    }
}

fn pair(declaration: &Declaration) -> Option<Pair> {
    Some((declaration.employer()?.to_string(), declaration.ssin()?))
}
