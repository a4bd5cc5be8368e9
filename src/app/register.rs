//! The register's commands: which of them speak to anybody, and the files that they read.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use crate::args::{Account, AccountCertificate, AccountPermissions, AccountSshKey};
use crate::args::{Checklist, Contact, Register, Sender};
use crate::cert;
use crate::chaman;
use crate::cli::output::Output;
use crate::cli::{self, Exit};
use crate::domain::chaman::{Channels, Ordered};
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;

use super::compose::{Network, compose};
use super::{Setup, log_to_file, shown};

/// The largest register that is read.
const LIMIT: u64 = 4 * 1024 * 1024;

/// In the sandbox, what changes an account is done at the simulator at once; in the other
/// environments only a test and a rotation speak to anybody.
pub(super) fn network_of(command: &Account) -> Network {
    match command {
        Account::List
        | Account::Show { .. }
        | Account::Release { .. }
        | Account::Permissions(AccountPermissions { list: true, .. })
        | Account::Certificate(AccountCertificate::Download { .. })
        | Account::SshKey(AccountSshKey::Download { .. }) => Network::NotNeeded,
        Account::Add(_)
        | Account::Rename { .. }
        | Account::Permissions(_)
        | Account::Remove { .. }
        | Account::Test { .. }
        | Account::Certificate(_)
        | Account::SshKey(_)
        | Account::Key { .. } => Network::Needed,
    }
}

/// Runs an `account` command.
pub(super) async fn account(
    setup: &Setup,
    command: Account,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    let _log = log_to_file(setup)?;
    let engine = compose(setup, network_of(&command))?;
    cli::account(&engine, command, out).await
}

/// Runs a `sender` command.
pub(super) async fn sender(
    setup: &Setup,
    command: Sender,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    let _log = log_to_file(setup)?;
    let engine = compose(setup, Network::NotNeeded)?;
    cli::sender(&engine, command, out).await
}

/// Runs a `contact` command.
pub(super) async fn contact(
    setup: &Setup,
    command: Contact,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    let _log = log_to_file(setup)?;
    let engine = compose(setup, Network::NotNeeded)?;
    cli::contact(&engine, command, out).await
}

/// Runs a `checklist` command.
pub(super) async fn checklist(
    setup: &Setup,
    command: Checklist,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    let network = match command {
        Checklist::List { .. } => Network::NotNeeded,
        Checklist::Done { .. } => Network::Needed,
    };
    let _log = log_to_file(setup)?;
    let engine = compose(setup, network)?;
    cli::checklist(&engine, command, out).await
}

/// Runs a `register` command.
pub(super) async fn register(
    setup: &Setup,
    command: Register,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    let _log = log_to_file(setup)?;
    match command {
        Register::Export { out: file } => {
            let engine = compose(setup, Network::NotNeeded)?;
            let here = engine.register().await?.register.here;
            export(&here, file.as_deref(), out)
        }
        Register::Import { file, existing } => {
            let channels = import(&file)?;
            let engine = compose(setup, Network::Needed)?;
            let ordered = engine.import_register(channels, existing).await?;
            cli::report(&ordered, out);
            Ok(Exit::Done)
        }
    }
}

fn export(channels: &Channels, file: Option<&Path>, out: &Output<'_>) -> Result<Exit, Problem> {
    let text = chaman::export(channels);
    let Some(file) = file else {
        out.line(text.trim_end());
        return Ok(Exit::Done);
    };
    cert::write_private(file, text.as_bytes())?;
    let ordered = Ordered {
        text: Text::new("cli-register-written").with("file", shown(file)),
        client_id: None,
        steps: Vec::new(),
        files: vec![file.to_owned()],
    };
    cli::report(&ordered, out);
    Ok(Exit::Done)
}

fn import(path: &Path) -> Result<Channels, Problem> {
    let bytes = read(path)?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Problem::new(
            ProblemClass::Usage,
            Text::new("cli-register-not-text").with("file", shown(path)),
        )
    })?;
    chaman::import(&text, path)
}

/// The bytes of a regular file, or of standard input. Never waits for a pipe to be opened.
fn read(path: &Path) -> Result<Vec<u8>, Problem> {
    let problem = |summary: Text| {
        Problem::new(ProblemClass::Usage, summary.with("file", shown(path)))
            .hint(Text::new("cli-register-hint"))
    };
    let unreadable = |error: io::Error| {
        problem(Text::new("cli-register-unreadable"))
            .detail(Text::new("os-error").with("error", error.to_string()))
    };
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        let mut limited = io::stdin().lock().take(LIMIT + 1);
        limited.read_to_end(&mut bytes).map_err(unreadable)?;
    } else {
        let file = open(path).map_err(unreadable)?;
        if !file.metadata().map_err(unreadable)?.is_file() {
            return Err(problem(Text::new("cli-register-not-a-file")));
        }
        let mut limited = file.take(LIMIT + 1);
        limited.read_to_end(&mut bytes).map_err(unreadable)?;
    }
    if bytes.len() as u64 > LIMIT {
        return Err(problem(
            Text::new("cli-register-too-large").with("limit", LIMIT / 1024 / 1024),
        ));
    }
    Ok(bytes)
}

fn open(path: &Path) -> io::Result<File> {
    let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
    OpenOptions::new()
        .read(true)
        .custom_flags(flags.bits().cast_signed())
        .open(path)
}
