//! `account list`: every account in a line, and how it stands in Chaman.

use crate::cli::Exit;
use crate::cli::contract::register::AccountRow;
use crate::cli::output::{Output, shown};
use crate::domain::belgium;
use crate::domain::chaman::{Account, Details, Register};
use crate::domain::problem::Problem;
use crate::domain::report::{AccountStatus, TokenStatus};
use crate::domain::text::Text;
use crate::engine::Engine;

/// How an account of the register stands in Chaman, as far as we know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum InChaman {
    /// As it is here.
    Same,
    /// There, and not as it is here.
    Differs,
    /// Not there yet.
    Missing,
    /// There, and no longer here.
    OnlyThere,
}

impl InChaman {
    /// How an account stands there; `None` when the register does not know it.
    pub(super) fn of(register: &Register, account: &str) -> Option<Self> {
        match (
            register.here.account(account),
            register.believed.account(account),
        ) {
            (Some(here), Some(there)) if is_same(here, there) => Some(Self::Same),
            (Some(_), Some(_)) => Some(Self::Differs),
            (Some(_), None) => Some(Self::Missing),
            (None, Some(_)) => Some(Self::OnlyThere),
            (None, None) => None,
        }
    }

    /// The word in JSON.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Differs => "differs",
            Self::Missing => "missing",
            Self::OnlyThere => "only_there",
        }
    }

    /// What a person must know; nothing when all is as it should be.
    pub(super) fn text(self) -> Option<Text> {
        match self {
            Self::Same => None,
            Self::Differs => Some(Text::new("cli-chaman-differs")),
            Self::Missing => Some(Text::new("cli-chaman-missing")),
            Self::OnlyThere => Some(Text::new("cli-chaman-only-there")),
        }
    }
}

/// Keys, client ids and password files are noted here alone.
fn is_same(here: &Account, there: &Account) -> bool {
    let as_chaman_sees = |account: &Account| {
        let mut account = account.clone();
        match &mut account.details {
            Details::Rest { client_id, key, .. } => {
                *client_id = None;
                *key = None;
            }
            Details::Ftp { password_file, .. } => *password_file = None,
            Details::Sftp { .. } | Details::Soap { .. } => {}
        }
        account
    };
    as_chaman_sees(here) == as_chaman_sees(there)
}

/// Lists the accounts.
pub(super) async fn list(engine: &Engine, out: &Output<'_>) -> Result<Exit, Problem> {
    let register = engine.register().await?.register;
    let mut statuses = engine.account_statuses().await?;
    let gone = register.believed.accounts.iter();
    let gone = gone.map(|account| AccountStatus::idle(account, None));
    for account in gone {
        if !statuses.iter().any(|known| known.name == account.name) {
            statuses.push(account);
        }
    }
    for account in &statuses {
        print(account, InChaman::of(&register, &account.name), out);
    }
    Ok(Exit::Done)
}

fn print(account: &AccountStatus, chaman: Option<InChaman>, out: &Output<'_>) {
    if out.is_json() {
        out.json(&AccountRow::new(account, chaman.map(InChaman::as_str), out));
        return;
    }
    let client_id = Some(shown(&*account.client_id)).filter(|id| !id.is_empty());
    let permissions: Vec<_> = account
        .permissions
        .iter()
        .map(|permission| shown(&*permission.0))
        .collect();
    let mut remarks: Vec<String> = state(account).iter().map(|text| out.words(text)).collect();
    remarks.extend(chaman.and_then(InChaman::text).map(|text| out.words(&text)));
    let line = format!(
        "{:<4}  {:<24}  {:<44}  {}  {}",
        account.channel.name(),
        shown(&*account.name),
        client_id.as_deref().unwrap_or("-"),
        if permissions.is_empty() {
            "-".to_owned()
        } else {
            permissions.join(",")
        },
        remarks.join("; "),
    );
    out.line(line.trim_end());
}

/// What keeps it from working, else how its token stands.
pub(super) fn state(account: &AccountStatus) -> Vec<Text> {
    let problems = account.held.iter().chain(&account.trouble);
    let mut texts: Vec<Text> = problems.map(|problem| problem.summary.clone()).collect();
    match &account.token {
        TokenStatus::None => {}
        TokenStatus::Valid { expires_at } => {
            let until = belgium::date_and_time(*expires_at);
            texts.push(Text::new("cli-token-until").with("at", until));
        }
        // The trouble of an account without a key is that of its token as well.
        TokenStatus::Failed(problem) => {
            if !texts.contains(&problem.summary) {
                texts.push(problem.summary.clone());
            }
        }
    }
    texts
}
