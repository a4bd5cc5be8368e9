//! Reports as they are read out.

use super::page::{Choice, Page, ready};
use crate::domain::statistics::Of;
use crate::tui::model::Model;
use crate::tui::screens::stats_view;

/// Lines of each list.
const LINES: usize = 5;

/// The figures of the latest days: all of them, then the first lines of each list as choices.
pub(super) fn stats(model: &Model, page: &mut Page) {
    let env = &model.env;
    let Some(found) = ready(&model.stats.found, env, page) else {
        return;
    };
    for words in stats_view::summary(found, env) {
        page.say(words);
    }
    for of in Of::ALL {
        let lines = stats_view::lines(found, of, env);
        for line in lines.iter().filter(|line| line.size > 0).take(LINES) {
            let words = format!("{}, {}: {}", env.text(&of.text()), line.label, line.numbers);
            match &line.door {
                Some(filter) => page.offer(words, Choice::Rows(filter.clone())),
                None => page.say(words),
            }
        }
    }
}
