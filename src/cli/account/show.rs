//! `account show`: everything about one account.

use jiff::Timestamp;

use super::list::{InChaman, state};
use crate::cli::certificate::facts_sheet;
use crate::cli::contract::certificate::AccountCertificate;
use crate::cli::contract::register::{AccountRow, AccountShown, Labelled, RotationShown};
use crate::cli::output::{Output, shown};
use crate::cli::sheet::Sheet;
use crate::cli::{Exit, certificate, checklist};
use crate::domain::chaman::{Account, FormField, Register, Rulebook, Step};
use crate::domain::clock::Clock as _;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::report::{AccountStatus, CertSummary, KeyStatus};
use crate::domain::text::Text;
use crate::engine::Engine;

/// All that is known of an account.
struct Known<'a> {
    status: &'a AccountStatus,
    register: &'a Register,
    /// As it is wanted here; an account of the configuration is not in the register.
    account: Option<&'a Account>,
    certificates: Vec<&'a CertSummary>,
    rulebook: &'a Rulebook,
    now: Timestamp,
}

/// Shows everything about one account.
pub(super) async fn show(engine: &Engine, name: &str, out: &Output<'_>) -> Result<Exit, Problem> {
    let register = engine.register().await?.register;
    let statuses = engine.account_statuses().await?;
    let gone = register.believed.account(name);
    let gone = gone.map(|account| AccountStatus::idle(account, None));
    let Some(status) = statuses
        .iter()
        .find(|status| status.name == name)
        .or(gone.as_ref())
    else {
        return Err(Problem::new(
            ProblemClass::Usage,
            Text::new("chaman-account-unknown").with("account", shown(name)),
        )
        .hint(Text::new("chaman-account-unknown-hint")));
    };
    let certificates = engine.certificates().await;
    let known = Known {
        status,
        account: register.here.account(name),
        certificates: certificates
            .iter()
            .filter(|summary| summary.account == name)
            .collect(),
        rulebook: &engine.rulebook(),
        now: engine.clock().now(),
        register: &register,
    };
    if out.is_json() {
        out.json(&known.contract(out));
    } else {
        known.print(out);
    }
    Ok(Exit::Done)
}

impl<'a> Known<'a> {
    fn chaman(&self) -> Option<InChaman> {
        InChaman::of(self.register, &self.status.name)
    }

    fn steps(&self) -> impl Iterator<Item = &'a Step> {
        let name = &self.status.name;
        let open = self.register.open_steps();
        open.filter(move |step| step.change.account() == Some(name))
    }

    fn contract(&self, out: &Output<'_>) -> AccountShown<'_> {
        let chaman = self.chaman().map(InChaman::as_str);
        let shown = AccountShown::new(AccountRow::new(self.status, chaman, out));
        let shown = match self.account {
            Some(account) => shown.with_account(account),
            None => shown,
        };
        let label = |id| {
            let rule = self.rulebook.permission(id);
            Labelled::new(id, rule.map(|rule| rule.label(out.language())))
        };
        let certificates = self.certificates.iter();
        AccountShown {
            permission_labels: self.status.permissions.iter().map(label).collect(),
            certificates: certificates
                .map(|summary| AccountCertificate::new(summary, self.now, out))
                .collect(),
            steps: self
                .steps()
                .map(|step| checklist::contract(step, self.register, self.rulebook, out))
                .collect(),
            rotation: self
                .register
                .rotation(&self.status.name)
                .map(RotationShown::from),
            ..shown
        }
    }

    fn print(&self, out: &Output<'_>) {
        let account = self.account;
        let client_id = Some(&self.status.client_id).filter(|id| !id.is_empty());
        let state: Vec<_> = state(self.status)
            .iter()
            .map(|text| out.words(text))
            .collect();
        let key = account.and_then(Account::key);
        let ssh_key = account
            .and_then(Account::ssh_key)
            .map(|key| format!("{} {} {}", key.kind, key.bits, key.fingerprint));
        Sheet::new(out, 0)
            .row(&FormField::AccountName.text(), shown(&*self.status.name))
            .row(&FormField::Channel.text(), self.status.channel.name())
            .maybe(
                &FormField::ClientId.text(),
                client_id.map(|id| shown(&**id)),
            )
            .maybe(
                &FormField::UserName.text(),
                account
                    .and_then(Account::user_name)
                    .map(ToString::to_string),
            )
            .maybe(&Text::new("cli-label-ssh-key"), ssh_key.map(shown))
            .maybe(
                &FormField::KeyFile.text(),
                key.map(|key| shown(key.file.to_string_lossy())),
            )
            .maybe(
                &Text::new("cli-label-state"),
                Some(state.join("; ")).filter(|state| !state.is_empty()),
            )
            .maybe(
                &Text::new("cli-label-chaman"),
                self.chaman()
                    .and_then(InChaman::text)
                    .map(|text| out.words(&text)),
            )
            .print();
        self.print_permissions(out);
        for summary in &self.certificates {
            print_certificate(summary, self.now, out);
        }
        self.print_work(out);
    }

    fn print_permissions(&self, out: &Output<'_>) {
        if self.status.permissions.is_empty() {
            return;
        }
        heading(&FormField::Permissions.text(), out);
        for id in &self.status.permissions {
            let rule = self.rulebook.permission(id);
            let label = rule.map(|rule| rule.label(out.language()));
            let line = format!("  {:<24}  {}", shown(&*id.0), label.unwrap_or_default());
            out.line(line.trim_end());
        }
    }

    /// What is not finished.
    fn print_work(&self, out: &Output<'_>) {
        let mut steps = self.steps().peekable();
        if steps.peek().is_some() {
            heading(&Text::new("cli-label-steps"), out);
        }
        for step in steps {
            checklist::print(step, self.register, self.rulebook, out);
        }
        if let Some(rotation) = self.register.rotation(&self.status.name) {
            heading(&Text::new("cli-label-rotation"), out);
            certificate::print_rotation(rotation, self.register, out);
        }
    }
}

fn heading(text: &Text, out: &Output<'_>) {
    out.line(&format!("\n{}", out.words(text)));
}

fn print_certificate(summary: &CertSummary, now: Timestamp, out: &Output<'_>) {
    out.line(&format!(
        "\n{}: {}",
        out.words(&Text::new("cli-label-certificate")),
        summary.title().shown()
    ));
    let facts = match &summary.state {
        Ok(facts) => facts,
        Err(problem) => return out.indented(problem),
    };
    let last_day = summary.expiry.and_then(|expiry| expiry.last_working_day);
    let private_key = match &summary.key {
        KeyStatus::NotKept => Text::new("cli-key-not-kept"),
        KeyStatus::Unusable(problem) => problem.summary.clone(),
        KeyStatus::Differs => Text::new("cli-key-differs"),
        KeyStatus::Matches => Text::new("cli-key-matches"),
    };
    let in_chaman = summary.in_chaman.map(|there| {
        out.words(&if there {
            Text::new("cli-certificate-there")
        } else {
            Text::new("cli-certificate-not-there")
        })
    });
    facts_sheet(facts, now, out, 2, &summary.file.shown())
        .maybe(
            &Text::new("cli-label-last-working-day"),
            last_day.map(|day| day.to_string()),
        )
        .row(&Text::new("cli-label-private-key"), out.words(&private_key))
        .maybe(&Text::new("cli-label-chaman"), in_chaman)
        .print();
    certificate::print_checks(&summary.checks, out);
}
