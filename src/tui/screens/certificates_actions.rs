//! What an operator orders on the Certificates screen, and the questions before it is done.

use super::certificates_rotation as rotation;
use crate::domain::chaman::{Channel, Order, RegisterReport, Rotation};
use crate::domain::problem::Problem;
use crate::domain::report::LogLevel;
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::tui::commands::environment_line;
use crate::tui::connection::Test;
use crate::tui::keymap::Action;
use crate::tui::model::{Model, Screen};
use crate::tui::msg::Effect;
use crate::tui::overlay::{Confirm, Overlay};
use crate::tui::sheet::Sheet;
use crate::tui::sheets::certificate;

/// Reacts to an intention on this screen.
pub fn on_action(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::NewCertificate => open(model, certificate::new_certificate),
        Action::NewRequest => open(model, certificate::request),
        Action::StartRotation => start_rotation(model),
        Action::RotationNext | Action::RotationBack => ask_for_rotation(model, action),
        Action::CopyFingerprint | Action::CopySerial => copy(model, action),
        Action::GoToAccount => go_to_account(model),
        Action::TestConnection => test(model),
        _ => {
            let report = model.register.ready();
            model.certificates.on_action(action, report, &model.env);
            Vec::new()
        }
    }
}

/// Whether an action would do something now: the footer offers nothing else.
pub fn works(model: &Model, action: Action) -> bool {
    match action {
        Action::Open | Action::Next | Action::Previous | Action::GoToAccount => {
            model.certificates.current().is_some()
        }
        Action::CopyFingerprint | Action::CopySerial => model
            .certificates
            .current()
            .is_some_and(|one| one.state.is_ok()),
        Action::TestConnection => rest_account(model).is_ok(),
        Action::StartRotation => rotatable(model).is_ok(),
        Action::RotationNext => {
            under_way(model).is_some_and(|(found, report)| found.forward(&report.register).is_ok())
        }
        Action::RotationBack => under_way(model).is_some(),
        Action::Back => model.leads_back(),
        _ => true,
    }
}

/// A form in the sender's name.
fn open(model: &mut Model, form: fn(&str) -> Sheet) -> Vec<Effect> {
    let registered = model.register.ready().and_then(|report| {
        let sender = report.register.here.sender.as_ref()?;
        Some(sender.name.clone())
    });
    let configured = || {
        let name = model.header.as_ref()?.sender_name.as_ref()?;
        Some(name.shown())
    };
    let company = registered.or_else(configured).unwrap_or_default();
    model.overlay = Some(Overlay::Sheet(Box::new(form(&company))));
    Vec::new()
}

/// Name of the selected certificate's account.
fn account(model: &Model) -> Option<&str> {
    let current = model.certificates.current()?;
    Some(&current.account)
}

/// The selected certificate's account, when the register has it and it declares: or why not.
fn rest_account(model: &Model) -> Result<(&str, &RegisterReport), Text> {
    let name = account(model).ok_or_else(|| Text::new("certificates-none-selected"))?;
    let shown = Untrusted::new(name).shown();
    let report = model
        .register
        .ready()
        .ok_or_else(|| Text::new("tui-loading"))?;
    match report.register.here.account(name) {
        None => Err(Text::new("certificates-rotate-unknown").with("account", shown)),
        Some(known) if known.channel() != Channel::Rest => {
            let text = Text::new("certificates-rotate-channel").with("account", shown);
            Err(text.with("channel", known.channel().name()))
        }
        Some(_) => Ok((name, report)),
    }
}

/// The account whose rotation can begin, or why none can.
fn rotatable(model: &Model) -> Result<String, Text> {
    let (name, report) = rest_account(model)?;
    if report.register.rotation(name).is_some() {
        let shown = Untrusted::new(name).shown();
        return Err(Text::new("certificates-rotate-under-way").with("account", shown));
    }
    Ok(name.to_owned())
}

/// Tries every link of the chain to the NSSO for this account.
fn test(model: &mut Model) -> Vec<Effect> {
    let account = match rest_account(model) {
        Ok((name, _)) => name.to_owned(),
        Err(text) => {
            model.notice(LogLevel::Info, &text);
            return Vec::new();
        }
    };
    model.overlay = Some(Overlay::Test(Test::new(account.clone())));
    vec![Effect::TestConnection(account)]
}

fn start_rotation(model: &mut Model) -> Vec<Effect> {
    match rotatable(model) {
        Ok(account) => {
            let sheet = certificate::rotation(&account);
            model.overlay = Some(Overlay::Sheet(Box::new(sheet)));
        }
        Err(text) => model.notice(LogLevel::Info, &text),
    }
    Vec::new()
}

/// The rotation of the selected certificate's account.
fn under_way(model: &Model) -> Option<(&Rotation, &RegisterReport)> {
    let report = model.register.ready()?;
    let found = report.register.rotation(account(model)?)?;
    Some((found, report))
}

/// Says what will happen, in which environment, before a rotation moves.
fn ask_for_rotation(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some((found, report)) = under_way(model) else {
        model.notice(LogLevel::Info, &Text::new("certificates-rotation-none"));
        return Vec::new();
    };
    let account = found.account.clone();
    let shown = Untrusted::new(account.as_str()).shown();
    let (title, what, order) = if action == Action::RotationNext {
        if let Err(problem) = found.forward(&report.register) {
            model.trouble(&problem);
            return Vec::new();
        }
        let title = Text::new("certificates-next-title");
        let order = Order::AdvanceRotation { account };
        (title, rotation::will_do(found, report), order)
    } else {
        let title = Text::new("certificates-back-title");
        let order = Order::ReverseRotation { account };
        (title, rotation::will_undo(found, report), order)
    };
    let lines = vec![environment_line(&model.env), what];
    let then = vec![model.order(order)];
    model.overlay = Some(Overlay::Confirm(Confirm {
        title: title.with("account", shown),
        lines,
        then,
    }));
    Vec::new()
}

/// A new register is about to replace the old one: a question about a rotation that somebody
/// else has moved meanwhile would be answered for something that was never asked.
pub fn before_register(model: &mut Model, answer: &Result<RegisterReport, Problem>) {
    let Some(Overlay::Confirm(confirm)) = &model.overlay else {
        return;
    };
    let asked = confirm.then.iter().find_map(|effect| match effect {
        Effect::Order(_, order) => match &**order {
            Order::AdvanceRotation { account } | Order::ReverseRotation { account } => {
                Some(account)
            }
            _ => None,
        },
        _ => None,
    });
    let Some(account) = asked else {
        return;
    };
    let (Some(before), Ok(after)) = (model.register.ready(), answer) else {
        return;
    };
    let stage = |report: &RegisterReport| {
        let found = report.register.rotation(account);
        found.map(|found| found.stage)
    };
    if stage(before) != stage(after) {
        model.overlay = None;
        model.notice(LogLevel::Warn, &Text::new("certificates-rotation-moved"));
    }
}

fn copy(model: &Model, action: Action) -> Vec<Effect> {
    let facts = model
        .certificates
        .current()
        .and_then(|one| one.state.as_ref().ok());
    facts
        .map(|facts| {
            let words = if action == Action::CopySerial {
                &facts.serial
            } else {
                &facts.sha256
            };
            Effect::Copy(Untrusted::new(words.as_str()).shown())
        })
        .into_iter()
        .collect()
}

fn go_to_account(model: &mut Model) -> Vec<Effect> {
    let Some(account) = account(model).map(ToOwned::to_owned) else {
        return Vec::new();
    };
    model.accounts.selected = Some(account);
    model.open(Screen::Accounts)
}
