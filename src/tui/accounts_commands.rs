//! What an operator does on the Accounts screen, and the forms and questions before it is done.

use super::commands::environment_line;
use super::connection::Test;
use super::env::Env;
use super::keymap::{Action, Context};
use super::model::Model;
use super::msg::Effect;
use super::overlay::{Confirm, Overlay};
use super::screens::accounts::Pane;
use super::sheet::Sheet;
use super::sheets::{account, register};
use crate::domain::chaman::{
    Account, ChamanIs, Channel, Edit, HeldCertificate, Order, RegisterReport, Step,
};
use crate::domain::report::LogLevel;
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;

/// Does what is wanted, or says why it cannot be done.
pub fn on_action(model: &mut Model, action: Action) -> Vec<Effect> {
    if let Some(why) = refusal(model, action) {
        model.notice(LogLevel::Info, &why);
        return Vec::new();
    }
    if let Some(sheet) = sheet(model, action) {
        model.overlay = Some(Overlay::Sheet(Box::new(sheet)));
        return Vec::new();
    }
    match action {
        Action::RemoveCertificate => ask_to_remove(model),
        Action::TestConnection => test(model),
        Action::CopyClientId => {
            let id = here(model).and_then(|here| here.account()?.client_id().cloned());
            id.map(|id| Effect::Copy(id.as_str().to_owned()))
                .into_iter()
                .collect()
        }
        _ => {
            let report = model.register.ready();
            model.accounts.on_action(action, report, &model.env);
            Vec::new()
        }
    }
}

/// Whether an action would do something now: the footer offers nothing else.
pub fn works(model: &Model, action: Action) -> bool {
    let pane = model.accounts.pane;
    match action {
        Action::Back => model.leads_back(),
        Action::Open => {
            pane == Pane::Accounts && here(model).is_some_and(|it| it.account().is_some())
        }
        Action::ShowDone => pane == Pane::Checklist,
        // Where the keys go to the steps, they are about the steps.
        _ if pane == Pane::Checklist && needs_account(action) => false,
        _ => refusal(model, action).is_none(),
    }
}

/// What the keys are about.
struct Here<'a> {
    report: &'a RegisterReport,
    model: &'a Model,
}

impl<'a> Here<'a> {
    fn account(&self) -> Option<&'a Account> {
        self.model.accounts.account(self.report)
    }

    fn certificate(&self) -> Option<&'a HeldCertificate> {
        self.model.accounts.certificate(self.account()?)
    }

    fn step(&self) -> Option<&'a Step> {
        self.model.accounts.step(self.report)
    }
}

fn here(model: &Model) -> Option<Here<'_>> {
    let report = model.register.ready()?;
    Some(Here { report, model })
}

/// Why an action of this screen cannot be done now; what moves about can always be done.
fn refusal(model: &Model, action: Action) -> Option<Text> {
    use Action as A;
    let needs_register = matches!(action, A::EditSender | A::EditContact | A::NewAccount);
    if !needs_register && !needs_account(action) && action != A::Tick {
        return None;
    }
    let Some(here) = here(model) else {
        return Some(Text::new("accounts-not-read"));
    };
    if needs_register {
        return None;
    }
    if action == A::Tick {
        return cannot_tick(model, &here);
    }
    let Some(account) = here.account() else {
        return Some(Text::new("accounts-none-selected"));
    };
    cannot(action, account, &here)
}

fn needs_account(action: Action) -> bool {
    use Action as A;
    matches!(
        action,
        A::Rename
            | A::SetPermissions
            | A::AddCertificate
            | A::ReplaceCertificate
            | A::RemoveCertificate
            | A::ReplaceSshKey
            | A::SetKey
            | A::RemoveAccount
            | A::TestConnection
            | A::DownloadCertificate
            | A::DownloadSshKey
            | A::CopyClientId
    )
}

/// What Chaman does not do to an account of its channel, in Chaman's own sentences.
fn cannot(action: Action, account: &Account, here: &Here<'_>) -> Option<Text> {
    use Action as A;
    let channel = account.channel();
    let unless =
        |allowed: bool, text: Text| (!allowed).then(|| text.with("channel", channel.name()));
    let edits = |edit, text| unless(channel.allows(edit), text);
    match action {
        A::Rename => edits(Edit::Name, Text::new("chaman-no-rename")),
        A::SetPermissions => edits(Edit::Permissions, Text::new("chaman-no-permissions")),
        A::AddCertificate => edits(
            Edit::AddCertificate,
            Text::new("chaman-no-more-certificates"),
        ),
        A::ReplaceCertificate => edits(Edit::ReplaceCertificate, Text::new("chaman-no-replace")),
        A::ReplaceSshKey | A::DownloadSshKey => edits(Edit::SshKey, Text::new("chaman-no-ssh-key")),
        A::SetKey | A::TestConnection => {
            unless(channel == Channel::Rest, Text::new("chaman-rest-only"))
        }
        A::CopyClientId => unless(
            account.client_id().is_some(),
            Text::new("accounts-no-client-id"),
        ),
        A::RemoveCertificate => edits(
            Edit::AddCertificate,
            Text::new("chaman-no-more-certificates"),
        )
        .or_else(|| {
            let name = Untrusted::new(&account.name).shown();
            let last = Text::new("chaman-certificate-last").with("account", name);
            unless(account.certificates().len() > 1, last)
        })
        .or_else(|| {
            let chosen = here.model.accounts.pane == Pane::Certificates;
            unless(
                chosen,
                choose(Text::new("accounts-choose-certificate"), &here.model.env),
            )
        }),
        _ => None,
    }
}

fn cannot_tick(model: &Model, here: &Here<'_>) -> Option<Text> {
    if here.report.register.open_steps().next().is_none() {
        return Some(Text::new("accounts-no-steps"));
    }
    if model.accounts.pane != Pane::Checklist {
        return Some(choose(Text::new("accounts-choose-step"), &model.env));
    }
    let is_open = here.step().is_some_and(|step| step.done.is_none());
    (!is_open).then(|| Text::new("accounts-step-is-done"))
}

/// The sentence with the key that leads to the next panel.
fn choose(text: Text, env: &Env) -> Text {
    let key = env.keys.key_in(Action::Next, Context::Accounts);
    text.with("key", key.unwrap_or_default())
}

/// The form of an action, when it has one.
fn sheet(model: &Model, action: Action) -> Option<Sheet> {
    use Action as A;
    let here = here(model)?;
    let (report, env) = (here.report, &model.env);
    match action {
        A::EditSender => return Some(register::sender(report, env)),
        A::EditContact => return Some(register::contact(report)),
        // Chaman asks for the contact before anything else, and so does this.
        A::NewAccount if report.register.here.contact.is_none() => {
            let first = Text::new("chaman-contact-first");
            return Some(register::contact(report).with_about(first));
        }
        A::NewAccount => return Some(account::new(report, env)),
        A::Tick => return Some(account::tick(here.step()?, report)),
        _ => {}
    }
    let account = here.account()?;
    Some(match action {
        A::Rename => account::rename(account, report),
        A::SetPermissions => account::permissions_of(account, report, env),
        A::AddCertificate => account::add_certificate(account, report),
        A::ReplaceCertificate => account::replace_certificate(account, report),
        A::ReplaceSshKey => account::ssh_key(account, report),
        A::SetKey => account::key(account, report),
        A::RemoveAccount => account::remove(account, report),
        A::DownloadCertificate => {
            account::download_certificate(account, here.certificate()?, report)
        }
        A::DownloadSshKey => account::download_ssh_key(account, report),
        _ => return None,
    })
}

fn ask_to_remove(model: &mut Model) -> Vec<Effect> {
    let Some((lines, order)) = removal(model) else {
        return Vec::new();
    };
    let then = vec![model.order(order)];
    let title = Text::new("accounts-remove-certificate-title");
    model.overlay = Some(Overlay::Confirm(Confirm { title, lines, then }));
    Vec::new()
}

/// What is said before a certificate goes, and the order for it.
fn removal(model: &Model) -> Option<(Vec<Text>, Order)> {
    let here = here(model)?;
    let (account, certificate) = (here.account()?, here.certificate()?);
    let line = Text::new("accounts-account-line")
        .with("account", Untrusted::new(&account.name).shown())
        .with("channel", account.channel().name());
    let mut lines = vec![
        environment_line(&model.env),
        line,
        account::certificate_line(certificate),
    ];
    if here.report.chaman == ChamanIs::ThePortal {
        lines.push(Text::new("accounts-becomes-step"));
    }
    let order = Order::RemoveCertificate {
        account: account.name.clone(),
        sha256: certificate.facts.sha256.clone(),
    };
    Some((lines, order))
}

fn test(model: &mut Model) -> Vec<Effect> {
    let name = here(model).and_then(|here| Some(here.account()?.name.clone()));
    let Some(name) = name else {
        return Vec::new();
    };
    model.overlay = Some(Overlay::Test(Test::new(name.clone())));
    vec![Effect::TestConnection(name)]
}

#[cfg(test)]
#[path = "accounts_tests.rs"]
mod tests;
