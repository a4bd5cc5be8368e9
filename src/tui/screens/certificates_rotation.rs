//! A rotation under way, as it is told beside a certificate of its account: what is done, by
//! whom, what comes next, what stands in its way, and the keys for it.

use super::certificates_detail::Page;
use super::certificates_marks as marks;
use crate::domain::actor::Actor;
use crate::domain::belgium;
use crate::domain::chaman::{ChamanIs, Change, RegisterReport, Rotation, RotationStage, Step};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::tui::format;
use crate::tui::keymap::{self, Action, Context};
use crate::tui::status::{self, Mark};
use crate::tui::theme::Role;

/// Tells the rotation of an account.
pub(super) fn tell(page: &mut Page, rotation: &Rotation, report: &RegisterReport) {
    let end = belgium::today(rotation.new.facts.not_after);
    let heading = Text::new("certificates-rotation")
        .with(
            "certificate",
            Untrusted::new(rotation.new.name.as_str()).shown(),
        )
        .with("day", marks::day(end));
    page.heading(&heading);
    let next = rotation.stage.next();
    let reached = place(rotation.stage);
    let blocked = rotation.forward(&report.register).err();
    for stage in RotationStage::WAY {
        if place(stage) <= reached {
            done(
                page,
                rotation,
                stage,
                rotation.is_only_asked(stage, &report.register),
            );
        } else if Some(stage) == next {
            let words = page.env.text(&will_do(rotation, report));
            page.marked(coming(true), &words, Role::Focus);
        } else {
            let words = page.env.text(&name(stage));
            page.marked(coming(false), &words, Role::Dim);
        }
    }
    if let Some(problem) = &blocked {
        match open_step(rotation, report) {
            Some(step) => {
                let text = Text::new("certificates-rotation-step-first").with("step", step.number);
                let words = page.env.text(&text);
                page.marked(status::BAD, &words, Role::Bad);
            }
            None => page.problem(problem, 1),
        }
    }
    if page.env.read_only {
        return;
    }
    if blocked.is_none() {
        key(page, Action::RotationNext);
    }
    key(page, Action::RotationBack);
}

fn key(page: &mut Page, action: Action) {
    let row = keymap::binding(action);
    let key = page
        .env
        .keys
        .key_in(action, Context::Certificates)
        .unwrap_or_default();
    let words = format!("{key}  {}", page.env.words.get(row.label));
    page.words(&words, Role::Key, 3);
}

fn place(stage: RotationStage) -> Option<usize> {
    RotationStage::WAY.iter().position(|one| *one == stage)
}

/// A stage that was reached: who brought it there last, and when. What a person still has to
/// do in the portal was only asked for: it is not claimed to be so.
fn done(page: &mut Page, rotation: &Rotation, stage: RotationStage, only_asked: bool) {
    let env = page.env;
    let mark = rotation
        .history
        .iter()
        .rev()
        .find(|(reached, _)| *reached == stage)
        .map(|(_, mark)| mark);
    let (sign, words) = if only_asked {
        (coming(false), Text::new("certificates-stage-asked"))
    } else {
        (status::GOOD, name(stage))
    };
    let text = Text::new("certificates-stage-done")
        .with("stage", words)
        .with(
            "by",
            mark.map_or_else(String::new, |mark| Actor::read(&mark.by).shown()),
        )
        .with(
            "at",
            mark.map_or_else(String::new, |mark| format::short(mark.at, env.now)),
        );
    page.marked(sign, &env.text(&text), Role::Text);
}

fn coming(next: bool) -> Mark {
    let (symbol, ascii, role) = if next {
        ("▸", ">", Role::Focus)
    } else {
        ("·", "-", Role::Dim)
    };
    Mark {
        symbol,
        ascii,
        word: "tui-state-draft",
        role,
    }
}

/// What was done once this stage is reached.
fn name(stage: RotationStage) -> Text {
    match stage {
        RotationStage::Chosen => Text::new("certificates-stage-chosen"),
        RotationStage::Added => Text::new("certificates-stage-added"),
        RotationStage::Switched => Text::new("certificates-stage-switched"),
        RotationStage::Proven => Text::new("certificates-stage-proven"),
        RotationStage::Finished => Text::new("certificates-stage-finished"),
        RotationStage::Abandoned => Text::new("certificates-stage-abandoned"),
    }
}

/// The step of the checklist that a person has to do before the rotation can go on.
fn open_step<'a>(rotation: &Rotation, report: &'a RegisterReport) -> Option<&'a Step> {
    report.register.open_steps().find(|step| {
        matches!(
            &step.change,
            Change::AddCertificate { account, certificate }
                if *account == rotation.account
                    && certificate.facts.sha256 == rotation.new.facts.sha256
        )
    })
}

/// Exactly what happens when the rotation goes one stage on.
pub(super) fn will_do(rotation: &Rotation, report: &RegisterReport) -> Text {
    let text = match (rotation.stage, report.chaman) {
        (RotationStage::Chosen, ChamanIs::Here) => Text::new("certificates-next-add-here"),
        (RotationStage::Chosen, ChamanIs::ThePortal) => Text::new("certificates-next-add-portal"),
        (RotationStage::Added, _) => Text::new("certificates-next-switch"),
        (RotationStage::Switched, _) => Text::new("certificates-next-prove"),
        (_, ChamanIs::Here) => Text::new("certificates-next-remove-here"),
        (_, ChamanIs::ThePortal) => Text::new("certificates-next-remove-portal"),
    };
    about(text, rotation)
}

/// Exactly what happens when the rotation goes one stage back.
pub(super) fn will_undo(rotation: &Rotation, report: &RegisterReport) -> Text {
    let text = match (rotation.stage, report.chaman) {
        (RotationStage::Added, ChamanIs::Here) => Text::new("certificates-back-add-here"),
        (RotationStage::Added, ChamanIs::ThePortal) => Text::new("certificates-back-add-portal"),
        (RotationStage::Switched | RotationStage::Proven, _) if rotation.old_key.is_none() => {
            Text::new("certificates-back-switch-none")
        }
        (RotationStage::Switched | RotationStage::Proven, _) => {
            Text::new("certificates-back-switch")
        }
        _ => Text::new("certificates-back-abandon"),
    };
    about(text, rotation)
}

/// Everything that such a sentence may name.
fn about(text: Text, rotation: &Rotation) -> Text {
    let path = |key: Option<&crate::domain::chaman::KeyReference>| {
        key.map_or_else(String::new, |key| {
            Untrusted::new(key.file.to_string_lossy()).shown()
        })
    };
    text.with("account", Untrusted::new(rotation.account.as_str()).shown())
        .with(
            "certificate",
            Untrusted::new(rotation.new.name.as_str()).shown(),
        )
        .with("count", rotation.old.len())
        .with("key", path(Some(&rotation.new_key)))
        .with("old", path(rotation.old_key.as_ref()))
}
