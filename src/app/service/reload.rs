//! Reading the configuration again while the service works: as a whole, or not at all.

use crate::app::Setup;
use crate::app::compose::recompose;
use crate::config::Config;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::engine::Engine;

/// What is in the file now, if the engine can be made to work by it. Blocks: keys are read.
pub(super) fn read(setup: &Setup, before: &Config, engine: &Engine) -> Result<New, Problem> {
    let setup = Setup::load(setup.global.clone())?;
    if setup.config.environment != before.environment {
        let summary = Text::new("service-environment");
        let hint = Text::new("service-environment-hint");
        return Err(Problem::new(ProblemClass::Usage, summary).hint(hint));
    }
    let settings = recompose(&setup, before, engine)?;
    Ok(New { setup, settings })
}

/// A configuration that can be put in force.
pub(super) struct New {
    pub(super) setup: Setup,
    pub(super) settings: crate::engine::Settings,
}
