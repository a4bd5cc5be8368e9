//! The details of an account: what is wanted here beside what is believed to be in Chaman.
//! What persons reported is all that anybody here can know of Chaman, and is worded so.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use ratatui::text::{Line, Span};

use super::accounts::{Accounts, Pane};
use super::accounts_view::wrapped;
use crate::domain::chaman::{
    Account, ChamanIs, Change, Details, FormField, HeldCertificate, PermissionId, Register,
    RegisterReport, SshKey,
};
use crate::domain::ids::ClientId;
use crate::domain::report::TimeLeft;
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::tui::env::Env;
use crate::tui::format;
use crate::tui::sheets::account::permission_label;
use crate::tui::status::{self, Mark};
use crate::tui::theme::Role;

/// Columns of the names of things.
const LABEL_COLUMNS: usize = 20;

/// How a thing here stands to the same thing in Chaman.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Believed to be the same there.
    Same,
    /// Believed to be different, or not there.
    Differs,
    /// Nothing to compare: ours alone, or this program is Chaman.
    Alone,
}

/// The word for a thing in Chaman.
#[derive(Debug)]
enum Beside {
    /// As far as believed; none where it is believed not to be.
    There(Option<String>),
    /// There is nothing to compare.
    Nothing,
}

impl Standing {
    fn of(same: bool, portal: bool) -> Self {
        match (portal, same) {
            (false, _) => Self::Alone,
            (true, true) => Self::Same,
            (true, false) => Self::Differs,
        }
    }

    fn mark(self) -> Option<Mark> {
        match self {
            Self::Same => Some(status::GOOD),
            Self::Differs => Some(status::ATTENTION),
            Self::Alone => None,
        }
    }
}

/// The account in Chaman, as far as believed: under the name that it had before those
/// renamings that nobody has done there yet.
pub fn believed<'a>(here: &Account, register: &'a Register) -> Option<&'a Account> {
    let mut name = here.name.as_str();
    for step in register
        .steps
        .iter()
        .rev()
        .filter(|step| step.done.is_none())
    {
        match &step.change {
            Change::Rename { account, to } if to.trim() == name => name = account,
            // Another one of that name may be there still, and go before this one comes.
            Change::AddAccount { account } if account.name == name => return None,
            _ => {}
        }
    }
    register.believed.account(name)
}

/// Whether Chaman is believed to have the account as it is here, keys apart.
pub fn is_same(here: &Account, register: &Register) -> bool {
    believed(here, register).is_some_and(|there| {
        here.name == there.name
            && here.permissions() == there.permissions()
            && here.user_name() == there.user_name()
            && here.ssh_key() == there.ssh_key()
            && here.certificates().len() == there.certificates().len()
            && here.certificates().iter().all(|held| is_there(held, there))
    })
}

fn is_there(held: &HeldCertificate, there: &Account) -> bool {
    there.certificate(&held.facts.sha256).is_some()
}

/// All lines, and those of the certificate that is selected.
pub fn lines(
    accounts: &Accounts,
    account: &Account,
    report: &RegisterReport,
    columns: usize,
    env: &Env,
) -> (Vec<Line<'static>>, Range<usize>) {
    let portal = report.chaman == ChamanIs::ThePortal;
    let there = believed(account, &report.register).filter(|_| portal);
    let page = Page {
        account,
        there,
        portal,
        columns,
        env,
    };
    let mut lines = page.opening();
    lines.extend(page.facts());
    lines.extend(page.permissions());
    let at = page.certificates(accounts, &mut lines);
    lines.extend(page.ours());
    if let Some(rotation) = report.register.rotation(&account.name) {
        let stage = rotation.stage_text(rotation.stage, &report.register);
        let text = Text::new("accounts-rotation").with("stage", stage);
        lines.extend(wrapped(&env.text(&text), Role::Warning, columns, env));
    }
    let focused = accounts.pane == Pane::Certificates;
    (lines, if focused { at } else { 0..0 })
}

/// What the lines are made of.
struct Page<'a> {
    account: &'a Account,
    there: Option<&'a Account>,
    portal: bool,
    columns: usize,
    env: &'a Env,
}

impl Page<'_> {
    /// What the marks mean, or that there is nothing to compare.
    fn opening(&self) -> Vec<Line<'static>> {
        if !self.portal {
            return Vec::new();
        }
        let (text, role) = if self.there.is_some() {
            let text = Text::new("accounts-legend")
                .with("same", status::GOOD.glyph(self.env))
                .with("differs", status::ATTENTION.glyph(self.env));
            (text, Role::Dim)
        } else {
            (Text::new("accounts-not-there"), Role::Warning)
        };
        wrapped(&self.env.text(&text), role, self.columns, self.env)
    }

    /// A thing by its name: once when both are the same, one below the other when not.
    fn fact(&self, label: &Text, here: &str, beside: Beside) -> Vec<Line<'static>> {
        let there = match beside {
            Beside::There(there) if self.there.is_some() => there,
            _ => return self.pair(&self.label(label), here, Role::Text, Standing::Alone),
        };
        let standing = Standing::of(there.as_deref() == Some(here), self.portal);
        let mut lines = self.pair(&self.label(label), here, Role::Text, standing);
        if standing == Standing::Differs {
            let believed = self.env.words.get("accounts-believed");
            let label = format!("   {}", format::fit(&believed, LABEL_COLUMNS - 2));
            let words = there.unwrap_or_else(|| self.env.words.get("tui-none"));
            lines.extend(self.pair(&label, &words, Role::Dim, Standing::Alone));
        }
        lines
    }

    fn label(&self, text: &Text) -> String {
        format!(" {}", format::fit(&self.env.text(text), LABEL_COLUMNS))
    }

    /// A name and its words beside it, or below it when they are too long for that.
    fn pair(&self, label: &str, words: &str, role: Role, standing: Standing) -> Vec<Line<'static>> {
        let env = self.env;
        let label = Span::styled(format!("{label} "), env.style(Role::Dim));
        let words = |before: &str, room: usize| {
            let words = format!("{before}{}", format::cut(words, room));
            Span::styled(words, env.style(role))
        };
        let beside = self.columns.saturating_sub(LABEL_COLUMNS + 5);
        if format::width(&words("", usize::MAX).content) <= beside {
            let mut spans = vec![label, words("", beside)];
            spans.extend(self.mark(standing));
            return vec![Line::from(spans)];
        }
        let mut spans = vec![words("   ", self.columns.saturating_sub(6))];
        spans.extend(self.mark(standing));
        vec![Line::from(label), Line::from(spans)]
    }

    fn mark(&self, standing: Standing) -> Option<Span<'static>> {
        let mark = standing.mark()?;
        let words = format!(" {}", mark.glyph(self.env));
        Some(Span::styled(words, self.env.style(mark.role)))
    }

    /// What Chaman shows of an account, permissions and certificates apart.
    fn facts(&self) -> Vec<Line<'static>> {
        let there = self.there;
        let shown = |text: &str| Untrusted::new(text).shown();
        let name = there.map(|one| shown(&one.name));
        let here = shown(&self.account.name);
        let mut lines = self.fact(&FormField::AccountName.text(), &here, Beside::There(name));
        let channel = self.account.channel().name();
        let kind = there.map(|one| one.channel().name().to_owned());
        lines.extend(self.fact(&FormField::Channel.text(), channel, Beside::There(kind)));
        if let Some(user) = self.account.user_name() {
            let user_there = there.and_then(|one| Some(one.user_name()?.to_string()));
            let label = FormField::UserName.text();
            lines.extend(self.fact(&label, &user.to_string(), Beside::There(user_there)));
        }
        if let Details::Rest { client_id, .. } = &self.account.details {
            let none = || self.env.words.get("accounts-client-id-none");
            let words = |id: &ClientId| shown(id.as_str());
            let known = there.and_then(Account::client_id).map(words);
            let here = client_id.as_ref().map(words);
            let beside = match here {
                Some(_) => Beside::There(known),
                None => Beside::Nothing,
            };
            let here = here.unwrap_or_else(none);
            lines.extend(self.fact(&FormField::ClientId.text(), &here, beside));
        }
        if let Some(key) = self.account.ssh_key() {
            let known = there.and_then(Account::ssh_key);
            let kind = |key: &SshKey| format!("{} {}", shown(&key.kind), key.bits);
            let print = |key: &SshKey| shown(&key.fingerprint);
            let label = Text::new("accounts-ssh-key");
            lines.extend(self.fact(&label, &kind(key), Beside::There(known.map(kind))));
            let label = Text::new("accounts-fingerprint");
            lines.extend(self.fact(&label, &print(key), Beside::There(known.map(print))));
        }
        lines
    }

    /// Permissions of either side by their labels.
    fn permissions(&self) -> Vec<Line<'static>> {
        let Some(here) = self.account.permissions() else {
            return Vec::new();
        };
        let none = BTreeSet::new();
        let there = self.there.and_then(Account::permissions).unwrap_or(&none);
        let mut lines = vec![self.heading(&FormField::Permissions.text())];
        for id in here.union(there) {
            lines.push(self.permission(id, here, there));
        }
        lines
    }

    fn permission(
        &self,
        id: &PermissionId,
        here: &BTreeSet<PermissionId>,
        there: &BTreeSet<PermissionId>,
    ) -> Line<'static> {
        let compares = self.there.is_some();
        let standing = Standing::of(here.contains(id) && there.contains(id), compares);
        let note = match (standing, here.contains(id)) {
            (Standing::Differs, true) => Some(self.env.words.get("accounts-only-here")),
            (Standing::Differs, false) => Some(self.env.words.get("accounts-only-there")),
            _ => None,
        };
        self.item(&permission_label(id, self.env), note, standing, Role::Text)
    }

    fn heading(&self, text: &Text) -> Line<'static> {
        let words = format!(" {}", self.env.text(text));
        Line::styled(words, self.env.style(Role::Title))
    }

    /// One of a list: what it is as far as there is room, then how it stands.
    fn item(
        &self,
        words: &str,
        note: Option<String>,
        standing: Standing,
        role: Role,
    ) -> Line<'static> {
        let note = note.map(|note| format!(" {note}")).unwrap_or_default();
        let room = self.columns.saturating_sub(6 + format::width(&note));
        let mut spans = vec![Span::styled(
            format!("   {}", format::cut(words, room)),
            self.env.style(role),
        )];
        spans.extend(self.mark(standing));
        spans.push(Span::styled(note, self.env.style(Role::Warning)));
        Line::from(spans)
    }

    /// The certificates, first those here, then those that are only believed; the lines of the
    /// selected one.
    fn certificates(&self, accounts: &Accounts, lines: &mut Vec<Line<'static>>) -> Range<usize> {
        let focused = accounts.pane == Pane::Certificates;
        let selected = accounts.certificate(self.account);
        let mut at = lines.len()..lines.len();
        lines.push(self.heading(&Text::new("accounts-certificates")));
        for held in self.account.certificates() {
            let chosen = focused && selected == Some(held);
            let from = lines.len();
            lines.extend(self.certificate(held, chosen));
            if chosen {
                at = from..lines.len();
            }
        }
        let others = self.there.map(Account::certificates).unwrap_or_default();
        for held in others {
            if self.account.certificate(&held.facts.sha256).is_none() {
                let words = Untrusted::new(&held.name).shown();
                let note = Some(self.env.words.get("accounts-only-there"));
                lines.push(self.item(&words, note, Standing::Differs, Role::Dim));
            }
        }
        at
    }

    fn certificate(&self, held: &HeldCertificate, chosen: bool) -> Vec<Line<'static>> {
        let role = if chosen { Role::Selection } else { Role::Text };
        let same = self.there.is_some_and(|there| is_there(held, there));
        let standing = Standing::of(same, self.there.is_some());
        let note =
            (standing == Standing::Differs).then(|| self.env.words.get("accounts-only-here"));
        let name = Untrusted::new(&held.name).shown();
        let (left, pressing) = self.time_left(held);
        let file = Untrusted::new(&held.file_name).shown();
        let room = self.columns.saturating_sub(format::width(&left) + 8);
        vec![
            self.item(&name, note, standing, role),
            Line::from(vec![
                Span::styled(
                    format!("     {} ", format::cut(&file, room)),
                    self.env.style(Role::Dim),
                ),
                Span::styled(left, self.env.style(pressing)),
            ]),
        ]
    }

    /// How long a certificate is valid still, and how much that presses.
    fn time_left(&self, held: &HeldCertificate) -> (String, Role) {
        let (facts, now) = (&held.facts, self.env.now);
        if now < facts.not_before {
            let from = format::local(facts.not_before).date().to_string();
            let text = Text::new("accounts-not-yet-valid").with("from", from);
            return (self.env.text(&text), Role::Bad);
        }
        match facts.time_left(now) {
            TimeLeft::ExpiredFor(days) => {
                let text = Text::new("tui-certificate-expired").with("days", days);
                (self.env.text(&text), Role::Bad)
            }
            TimeLeft::Days(days) => {
                let text = Text::new("tui-certificate-days").with("days", days);
                let role = if days <= 30 {
                    Role::Warning
                } else {
                    Role::Good
                };
                (self.env.text(&text), role)
            }
        }
    }

    /// What Chaman knows nothing of: files with secrets.
    fn ours(&self) -> Vec<Line<'static>> {
        let path = |path: &Path| Untrusted::new(path.display().to_string()).shown();
        let mut files = Vec::new();
        match &self.account.details {
            Details::Ftp { password_file, .. } => {
                let label = Text::new("accounts-password-file");
                files.push((label, password_file.as_deref().map(path)));
            }
            Details::Rest { key, .. } => {
                let file = key.as_ref().map(|key| path(&key.file));
                files.push((Text::new("accounts-key-file"), file));
                let passphrase = key.as_ref().and_then(|key| key.passphrase_file.as_deref());
                if let Some(file) = passphrase {
                    files.push((Text::new("accounts-passphrase-file"), Some(path(file))));
                }
            }
            Details::Sftp { .. } | Details::Soap { .. } => {}
        }
        if files.is_empty() {
            return Vec::new();
        }
        let mut lines = vec![self.heading(&Text::new("accounts-ours"))];
        for (label, file) in files {
            let words = file.unwrap_or_else(|| self.env.words.get("accounts-file-none"));
            lines.extend(self.fact(&label, &words, Beside::Nothing));
        }
        lines
    }
}
