//! The form, read out: its fields with what is in them and what is wrong with it.

use super::desk::COLUMNS;
use super::page::{Choice, Page};
use crate::domain::draft::Field;
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::tui::model::Model;
use crate::tui::screens::{declare_head, declare_view, form};

/// Says the form, a choice for each field.
pub(super) fn tell(model: &Model, page: &mut Page) {
    let env = &model.env;
    let declare = &model.declare;
    page.say(declare_head::title(declare.draft().kind, env));
    let head = declare_head::lines(declare, usize::from(COLUMNS), env);
    // The first line is the choice of kinds.
    page.say_lines(head.get(1..).unwrap_or_default());
    let deadline = declare_head::deadline(declare, usize::from(COLUMNS), env);
    page.say_lines(&deadline.into_iter().collect::<Vec<_>>());
    let draft = declare.draft();
    for field in declare.fields(env) {
        let value = draft.get(field);
        let mut words = env.words.get(&declare_view::field_key(field));
        if declare.is_required(field, env) {
            words = env.text(&Text::new("plain-required").with("field", words));
        }
        let shown = if value.is_empty() {
            env.words.get("plain-empty")
        } else {
            Untrusted::new(value).shown()
        };
        let wrong = declare_view::beside(declare, field, env);
        let wrong = wrong
            .map(|(_, words)| format!(". {words}"))
            .unwrap_or_default();
        page.offer(format!("{words}: {shown}{wrong}"), Choice::Field(field));
    }
    page.say(env.words.get("plain-form-keys"));
}

/// What a field can hold, when it is one of few.
pub(super) fn choices(model: &Model, field: Field) -> Vec<String> {
    let env = &model.env;
    if !form::is_picked(field) {
        return Vec::new();
    }
    form::choices(field, model.declare.draft(), &env.rules, env.today())
        .into_iter()
        .map(str::to_owned)
        .collect()
}
