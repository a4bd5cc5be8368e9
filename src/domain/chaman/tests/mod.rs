//! Chaman's rules, refused and accepted. Here: what the cases are made of.

mod certificates;
mod changes;
mod drafts;
mod expiry;
mod instructions;
mod properties;
mod register;
mod rotation;
mod secrets;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::LazyLock;

use jiff::Timestamp;

use super::*;
use crate::domain::ids::{ClientId, SenderNumber};
use crate::domain::report::CertFacts;
use crate::i18n::{Catalogue, Language};

/// Noon in Belgium, on a working day.
fn now() -> Timestamp {
    at("2026-03-10T11:00:00Z")
}

fn at(moment: &str) -> Timestamp {
    moment.parse().expect("a moment")
}

/// The key of a sentence, once it is known to say something whole in both languages.
fn key_of(text: &Text) -> &'static str {
    static CATALOGUES: LazyLock<[Catalogue; 2]> =
        LazyLock::new(|| [Language::En, Language::Nl].map(Catalogue::new));
    for catalogue in CATALOGUES.iter() {
        let sentence = catalogue.text(text);
        assert_ne!(sentence, text.key, "{} has no sentence", text.key);
        assert!(!sentence.contains("{$"), "{}: {sentence}", text.key);
    }
    text.key
}

fn rulebook() -> Rulebook {
    crate::config::rulebook()
}

fn mark() -> Mark {
    Mark {
        by: "noor".to_owned(),
        at: now(),
    }
}

/// What every channel takes; a case changes what it is about.
fn facts(sha256: &str) -> CertFacts {
    CertFacts {
        owner: "Test employer".into(),
        company: "Test employer".into(),
        issuer: "Test authority".into(),
        serial: "2110230032923237692".to_owned(),
        sha256: sha256.to_owned(),
        key: "P-384".to_owned(),
        digest: "SHA-384".to_owned(),
        key_usage: Some(vec!["digitalSignature".to_owned()]),
        self_signed: false,
        not_before: at("2025-04-05T00:00:00Z"),
        not_after: at("2027-04-05T00:00:00Z"),
        ..CertFacts::default()
    }
}

fn held(sha256: &str) -> HeldCertificate {
    HeldCertificate {
        name: format!("certificate {sha256}"),
        file_name: format!("{sha256}.cer"),
        pem: format!("pem of {sha256}"),
        facts: facts(sha256),
    }
}

fn ids(names: &[&str]) -> BTreeSet<PermissionId> {
    names
        .iter()
        .map(|name| PermissionId((*name).to_owned()))
        .collect()
}

fn ssh_key(fingerprint: &str) -> SshKey {
    SshKey {
        kind: "ssh-ed25519".to_owned(),
        bits: 256,
        fingerprint: format!("SHA256:{fingerprint}"),
        line: "ssh-ed25519 AAAA".to_owned(),
    }
}

fn key(file: &str) -> KeyReference {
    KeyReference {
        file: PathBuf::from(file),
        passphrase_file: None,
    }
}

/// An account of a channel with one certificate, whose fingerprint is its name.
fn account(channel: Channel, name: &str) -> Account {
    let user_name = || UserName::parse("guide1").expect("a user name");
    let details = match channel {
        Channel::Ftp => Details::Ftp {
            permissions: ids(&["dimona"]),
            certificate: held(name),
            user_name: user_name(),
            password_file: None,
        },
        Channel::Sftp => Details::Sftp {
            permissions: ids(&["dimona"]),
            certificate: held(name),
            user_name: user_name(),
            ssh_key: ssh_key("old"),
        },
        Channel::Soap => Details::Soap {
            certificate: held(name),
        },
        Channel::Rest => Details::Rest {
            permissions: ids(&["dimona-declare"]),
            certificates: vec![held(name)],
            client_id: None,
            key: None,
        },
    };
    Account {
        name: name.to_owned(),
        details,
    }
}

fn contact() -> Contact {
    Contact {
        name: "Noor Proefkonijn".to_owned(),
        phone_code: "+32".to_owned(),
        phone_number: "2 000 00 00".to_owned(),
        email: "noor@example.be".to_owned(),
        language: ContactLanguage::Nl,
    }
}

fn sender() -> Sender {
    Sender {
        number: SenderNumber::parse("999001").expect("a number"),
        name: "Test sender".to_owned(),
        role: SenderRole::Enterprise,
    }
}

/// A sender with its contact and one account of every channel, named by its channel.
fn one_of_each() -> Channels {
    Channels {
        sender: Some(sender()),
        contact: Some(contact()),
        accounts: Channel::ALL
            .into_iter()
            .map(|channel| account(channel, channel.as_str()))
            .collect(),
    }
}

fn add(account: Account) -> Change {
    Change::AddAccount {
        account: Box::new(account),
    }
}

fn client_id(text: &str) -> ClientId {
    ClientId::parse(text).expect("a client id")
}
