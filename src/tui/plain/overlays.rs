//! What lies above a screen, read out: questions, remedies, periods, decisions.

use super::page::{Choice, Page, offer_words};
use crate::domain::anomaly::Offer;
use crate::domain::decision::Decision;
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::tui::corrections_menu::{Decide, Looked, Remedies};
use crate::tui::env::Env;
use crate::tui::keymap::Action;
use crate::tui::model::Model;
use crate::tui::overlay::{Confirm, Overlay};

/// Says what lies above the screen, if something does that is known here.
pub(super) fn tell(model: &Model, page: &mut Page) -> bool {
    let env = &model.env;
    match &model.overlay {
        Some(Overlay::Confirm(confirm)) => question(confirm, page, env),
        Some(Overlay::Remedies(menu)) => remedies(menu, page, env),
        Some(Overlay::Looked(looked)) => found(looked, page, env),
        Some(Overlay::Decide(decide)) => decision(decide, page, env),
        Some(Overlay::Resolve(resolve)) => {
            page.say(env.words.get("tui-action-resolve"));
            page.said
                .extend(resolve.error.as_ref().map(|error| env.text(error)));
            page.offer(env.words.get("tui-resolve-number"), Choice::Number);
            page.offer(env.words.get("tui-resolve-reason"), Choice::NotTaken);
        }
        Some(Overlay::Reason(reason)) => {
            page.say(env.text(&reason.about));
            page.offer(env.words.get("plain-reason"), Choice::Reason);
        }
        _ => return false,
    }
    true
}

fn question(confirm: &Confirm, page: &mut Page, env: &Env) {
    page.say(env.text(&confirm.title));
    for line in &confirm.lines {
        page.say(env.text(line));
    }
    page.offer(env.words.get("plain-yes"), Choice::Do(Action::Accept));
    page.offer(env.words.get("plain-no"), Choice::Do(Action::Back));
}

fn remedies(menu: &Remedies, page: &mut Page, env: &Env) {
    let title = Text::new("correct-menu-title").with("id", menu.id().to_string());
    page.say(env.text(&title));
    for (place, remedy) in menu.list.iter().enumerate() {
        let codes: Vec<_> = remedy
            .codes
            .iter()
            .map(|code| Untrusted::new(code.as_str()).shown())
            .collect();
        if remedy.offer == Offer::Nothing {
            for code in &remedy.codes {
                let told = env.anomalies.explain(code, env.words.language().code());
                let action = told.action.map(|action| env.text(&action.label()));
                let text = Text::new("correct-others")
                    .with("code", told.code)
                    .with("action", action.unwrap_or_default());
                page.say(env.text(&text));
            }
            continue;
        }
        let words = format!("{} {}", offer_words(remedy.offer, env), codes.join(" "));
        page.offer(words.trim_end(), Choice::Remedy(place));
    }
}

fn found(looked: &Looked, page: &mut Page, env: &Env) {
    let Some(found) = &looked.found else {
        page.say(env.words.get("tui-loading"));
        return;
    };
    let text = Text::new("plain-periods").with("count", found.periods.len());
    page.say(env.text(&text));
    for period in &found.periods {
        let known = &period.known;
        let parts = [
            Some(period.id.to_string()),
            Some(known.start.to_string()),
            known.end.map(|end| end.to_string()),
        ];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        page.say(format!("  {}", parts.join(", ")));
    }
    for (place, offer) in looked.offers().into_iter().enumerate() {
        page.offer(offer_words(offer, env), Choice::Follow(place));
    }
}

fn decision(decide: &Decide, page: &mut Page, env: &Env) {
    let title = Text::new("correct-decide-title").with("id", decide.id.to_string());
    page.say(env.text(&title));
    for code in &decide.codes {
        let told = env.anomalies.explain(code, env.words.language().code());
        page.say(format!("{}: {} {}", told.code, told.meaning, told.fix));
    }
    page.said
        .extend(decide.error.as_ref().map(|error| env.text(error)));
    page.offer(
        env.words.get("correct-decide-keep"),
        Choice::Decide(Decision::Kept),
    );
    page.offer(
        env.words.get("correct-decide-done"),
        Choice::Decide(Decision::Done),
    );
}
