//! How the console looks: the theme that is asked for, and those that can be chosen.

use crate::config;
use crate::domain::problem::Problem;
use crate::tui::theme::{Background, Theme};
use crate::tui::themes::{Themes, background_of};

use super::Setup;

/// The theme of command line or configuration, and all others. A broken file of the user's own is
/// a problem when it is the one that is wanted, and a line of the log when it is not.
pub(super) fn themes(setup: &Setup) -> Result<(Theme, Themes), Problem> {
    let wanted = setup.global.theme.as_ref().unwrap_or(&setup.config.theme);
    let mut own = Vec::new();
    for (name, read) in config::themes::<Theme>(&setup.home) {
        match read {
            Ok(theme) => own.push((name, theme)),
            Err(problem) if name == *wanted => return Err(problem),
            Err(problem) => {
                let words = setup.catalogue.text(&problem.summary);
                tracing::warn!("a theme is left out: {words}");
            }
        }
    }
    let themes = Themes::new(own, background());
    Ok((themes.named(wanted)?, themes))
}

/// The background of the terminal, as far as it says.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that asks for the terminal's background"
)]
fn background() -> Background {
    let colours = std::env::var("COLORFGBG").unwrap_or_default();
    background_of(&colours)
}
