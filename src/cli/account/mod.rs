//! `account …`: the accounts of the register and of the configuration.

mod list;
mod show;
mod test;

use std::collections::BTreeSet;

use crate::args;
use crate::domain::belgium;
use crate::domain::chaman::{Account, AccountDraft, Channel, Download, Order, PermissionId};
use crate::domain::clock::Clock as _;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::engine::Engine;

use super::Exit;
use super::contract::register::PermissionShown;
use super::ordered::{carry_out, typed};
use super::output::{Output, shown};

/// Runs an `account` command.
pub async fn account(
    engine: &Engine,
    command: args::Account,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    let order = match command {
        args::Account::List => return list::list(engine, out).await,
        args::Account::Show { name } => return show::show(engine, &name, out).await,
        args::Account::Test { name } => return test::test(engine, &name, out).await,
        args::Account::Release { name } => return release(engine, &name, out).await,
        args::Account::Permissions(args) => match args.name {
            None => return Ok(offered(engine, args.channel, out)),
            Some(account) => Order::SetPermissions {
                account,
                permissions: permissions(args.permissions),
            },
        },
        args::Account::Add(args) => Order::AddAccount(Box::new(draft(*args))),
        args::Account::Rename { name, new } => Order::Rename {
            account: name,
            to: new,
        },
        args::Account::Remove { name, confirm } => Order::RemoveAccount {
            account: name,
            typed: confirm,
        },
        args::Account::Certificate(command) => certificate(engine, command).await?,
        args::Account::SshKey(command) => ssh_key(command),
        args::Account::Key {
            name,
            key,
            passphrase_file,
        } => Order::SetKey {
            account: name,
            key_file: key,
            passphrase_file: typed(passphrase_file),
        },
    };
    carry_out(engine, order, out).await
}

async fn release(engine: &Engine, name: &str, out: &Output<'_>) -> Result<Exit, Problem> {
    engine.release_account(name).await?;
    out.say(&Text::new("cli-account-released").with("account", shown(name)));
    Ok(Exit::Done)
}

/// Lists the permissions that Chaman offers today.
fn offered(engine: &Engine, channel: Option<Channel>, out: &Output<'_>) -> Exit {
    let rulebook = engine.rulebook();
    let today = belgium::today(engine.clock().now());
    let language = out.language();
    let is_offered = |id: &PermissionId| {
        let in_one = |channel| rulebook.offered(channel, today).any(|rule| rule.id == *id);
        channel.map_or_else(|| Channel::ALL.into_iter().any(in_one), in_one)
    };
    for rule in rulebook
        .permissions
        .iter()
        .filter(|rule| is_offered(&rule.id))
    {
        if out.is_json() {
            out.json(&PermissionShown::new(rule, language));
        } else {
            let names: Vec<_> = rule.channels.iter().map(|channel| channel.name()).collect();
            out.line(&format!(
                "{:<24}  {:<9}  {}",
                rule.id.0,
                names.join(" "),
                rule.label(language)
            ));
        }
    }
    Exit::Done
}

fn permissions(ids: Vec<String>) -> BTreeSet<PermissionId> {
    ids.into_iter().map(PermissionId).collect()
}

fn draft(args: args::AccountAdd) -> AccountDraft {
    AccountDraft {
        channel: Some(args.channel),
        name: args.name,
        permissions: permissions(args.permission),
        certificate_file: args.certificate,
        certificate_name: args.certificate_name,
        user_name: typed(args.user_name),
        password_file: typed(args.password_file),
        ssh_key_file: typed(args.ssh_key),
        existing: args.existing,
        client_id: typed(args.client_id),
        key_file: typed(args.key),
        passphrase_file: typed(args.passphrase_file),
    }
}

async fn certificate(engine: &Engine, command: args::AccountCertificate) -> Result<Order, Problem> {
    Ok(match command {
        args::AccountCertificate::Add(named) => Order::AddCertificate {
            account: named.name,
            name: named.certificate_name,
            file: named.certificate,
        },
        args::AccountCertificate::Replace(named) => Order::ReplaceCertificate {
            account: named.name,
            name: named.certificate_name,
            file: named.certificate,
        },
        args::AccountCertificate::Remove { name, certificate } => Order::RemoveCertificate {
            sha256: fingerprint(engine, &name, Some(&certificate)).await?,
            account: name,
        },
        args::AccountCertificate::Download {
            name,
            certificate,
            out,
        } => Order::Download {
            what: Download::Certificate(fingerprint(engine, &name, certificate.as_deref()).await?),
            account: name,
            to: out,
        },
    })
}

fn ssh_key(command: args::AccountSshKey) -> Order {
    match command {
        args::AccountSshKey::Replace { name, ssh_key } => Order::ReplaceSshKey {
            account: name,
            file: ssh_key,
        },
        args::AccountSshKey::Download { name, out } => Order::Download {
            account: name,
            what: Download::SshKey,
            to: out,
        },
    }
}

/// The fingerprint of the certificate that a person means.
async fn fingerprint(
    engine: &Engine,
    account: &str,
    typed: Option<&str>,
) -> Result<String, Problem> {
    let register = engine.register().await?.register;
    match register.here.account(account) {
        Some(account) => meant(account, typed),
        // The engine says that there is no such account.
        None => Ok(typed.unwrap_or_default().to_owned()),
    }
}

/// A certificate is meant by its name or by how its fingerprint begins; by nothing at all when
/// there is only one.
fn meant(account: &Account, typed: Option<&str>) -> Result<String, Problem> {
    let is_meant = |held: &&crate::domain::chaman::HeldCertificate| {
        typed.is_none_or(|typed| {
            let hex = typed.replace(':', "").to_ascii_lowercase();
            let begins = !hex.is_empty() && held.facts.sha256.to_lowercase().starts_with(&hex);
            held.name == typed || begins
        })
    };
    let found: Vec<_> = account.certificates().iter().filter(is_meant).collect();
    match (&found[..], typed) {
        ([one], _) => Ok(one.facts.sha256.clone()),
        // The engine says that there is no such certificate.
        ([], Some(typed)) => Ok(typed.to_owned()),
        _ => Err(Problem::new(
            ProblemClass::Usage,
            Text::new("cli-certificate-which").with("account", shown(&*account.name)),
        )
        .hint(Text::new("cli-certificate-which-hint"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::chaman::{Details, HeldCertificate};
    use crate::domain::report::CertFacts;

    fn held(name: &str, sha256: &str) -> HeldCertificate {
        HeldCertificate {
            name: name.to_owned(),
            file_name: "a.cer".to_owned(),
            pem: String::new(),
            facts: CertFacts {
                sha256: sha256.to_owned(),
                ..CertFacts::default()
            },
        }
    }

    #[test]
    fn a_certificate_is_meant_by_name_or_by_the_beginning_of_its_fingerprint() {
        let account = |certificates| Account {
            name: "Loket".to_owned(),
            details: Details::Rest {
                permissions: BTreeSet::new(),
                certificates,
                client_id: None,
                key: None,
            },
        };
        let two = account(vec![held("old", "abc123"), held("new", "abd456")]);
        let one = account(vec![held("old", "abc123")]);
        for (case, account, typed, expected) in [
            ("by name", &two, Some("new"), Some("abd456")),
            ("by fingerprint", &two, Some("abc"), Some("abc123")),
            ("as openssl writes it", &two, Some("AB:D4"), Some("abd456")),
            ("one that is not there", &two, Some("zzz"), Some("zzz")),
            ("two begin so", &two, Some("ab"), None),
            ("none of two said", &two, None, None),
            ("the only one", &one, None, Some("abc123")),
        ] {
            let found = meant(account, typed);
            assert_eq!(found.ok().as_deref(), expected, "{case}");
        }
    }
}
