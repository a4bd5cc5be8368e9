//! Reports as they are read out.

use super::page::{Choice, Page, Place, ready};
use crate::domain::statistics::Of;
use crate::tui::model::Model;
use crate::tui::screens::{reconcile, reconcile_view, stats_view};

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

/// The differences with their three sides; those about a submission of ours lead to it.
pub(super) fn reconcile(model: &Model, page: &mut Page) {
    let env = &model.env;
    let screen = &model.reconcile;
    for words in reconcile::heading(screen, env) {
        page.say(words);
    }
    page.offer(env.words.get("tui-action-reconcile-file"), Choice::List);
    for (_, line) in screen.shown() {
        let mut words = vec![env.text(&line.class.text())];
        words.extend(line.person.map(|person| person.ssin.to_string()));
        words.extend(reconcile_view::sides(line, env));
        let words = words.join(". ");
        match line.submission() {
            Some(id) => page.offer(words, Choice::Go(Place::One(id))),
            None => page.say(words),
        }
    }
}
