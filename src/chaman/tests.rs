//! The register on paper: documents and files, whole, damaged and hostile.

mod document;
mod file;

use std::sync::LazyLock;

use jiff::Timestamp;

use crate::cert;
use crate::cert::generate::{KeyKind, Subject, self_signed};
use crate::domain::chaman::{
    Account, ChamanIs, Change, Channels, Contact, ContactLanguage, Details, HeldCertificate,
    KeyReference, Mark, PermissionId, Register, Rotation, Sender, SenderRole, UserName,
};
use crate::domain::ids::{ClientId, SenderNumber};

/// Made once: two real certificates, as PEM.
static PEMS: LazyLock<[String; 2]> = LazyLock::new(|| {
    ["one", "two"].map(|common_name| {
        let subject = Subject {
            company: "Test employer".to_owned(),
            common_name: common_name.to_owned(),
        };
        let (from, until) = (at("2026-01-01T00:00:00Z"), at("2028-01-01T00:00:00Z"));
        self_signed(KeyKind::P384, &subject, from, until)
            .expect("a certificate")
            .certificate
    })
});

const SSH_LINE: &str =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl test";

fn at(moment: &str) -> Timestamp {
    moment.parse().expect("a moment")
}

fn mark() -> Mark {
    Mark {
        by: "noor".to_owned(),
        at: at("2026-03-10T11:00:00Z"),
    }
}

fn held(number: usize) -> HeldCertificate {
    let pem = PEMS[number].clone();
    let certificate = cert::inspect_first(pem.as_bytes()).expect("our own");
    HeldCertificate {
        name: format!("certificate {number}"),
        file_name: format!("{number}.cer"),
        facts: certificate.facts().clone(),
        pem,
    }
}

fn user_name() -> UserName {
    UserName::parse("guide1").expect("a user name")
}

fn permissions(ids: &[&str]) -> std::collections::BTreeSet<PermissionId> {
    ids.iter()
        .map(|id| PermissionId((*id).to_owned()))
        .collect()
}

/// One account of every channel, with everything that each can have.
fn channels() -> Channels {
    let accounts = [
        Details::Ftp {
            permissions: permissions(&["dimona", "dmfa"]),
            certificate: held(0),
            user_name: user_name(),
            password_file: Some("/secrets/ftp password.txt".into()),
        },
        Details::Sftp {
            permissions: permissions(&["dimona"]),
            certificate: held(0),
            user_name: user_name(),
            ssh_key: cert::ssh_key::read(SSH_LINE.as_bytes()).expect("a public key"),
        },
        Details::Soap {
            certificate: held(0),
        },
        Details::Rest {
            permissions: permissions(&["dimona-consult", "dimona-declare"]),
            certificates: vec![held(0), held(1)],
            client_id: ClientId::parse("self_service_chaman_999001_abcdefghij").ok(),
            key: Some(KeyReference {
                file: "/keys/rest.pem".into(),
                passphrase_file: Some("/secrets/rest.txt".into()),
            }),
        },
    ];
    Channels {
        sender: Some(Sender {
            number: SenderNumber::parse("999001").expect("a number"),
            name: "Test sender".to_owned(),
            role: SenderRole::Professional,
        }),
        contact: Some(Contact {
            name: "Noor Proefkonijn".to_owned(),
            phone_code: "+32".to_owned(),
            phone_number: "2 000 00 00".to_owned(),
            email: "noor@example.be".to_owned(),
            language: ContactLanguage::De,
        }),
        accounts: accounts
            .into_iter()
            .zip([
                "files",
                "secure \"files\"",
                "soap # not a comment",
                "rest 'é'",
            ])
            .map(|(details, name)| Account {
                name: name.to_owned(),
                details,
            })
            .collect(),
    }
}

/// A register with all of it: steps open and done, a rotation under way.
fn register() -> Register {
    let mut register = Register::default();
    let Channels {
        contact, accounts, ..
    } = channels();
    let contact = contact.expect("one");
    let mut changes = vec![Change::SetContact { contact }];
    changes.extend(accounts.into_iter().map(|account| Change::AddAccount {
        account: Box::new(account),
    }));
    for change in changes {
        register
            .record(change, ChamanIs::ThePortal, mark())
            .expect("the rules allow it");
    }
    register.tick(1, mark()).expect("the first");
    let key = KeyReference {
        file: "/keys/new.pem".into(),
        passphrase_file: None,
    };
    let rotation = Rotation::new(&register.here.accounts[3], held(1), key, mark());
    register.rotations.push(rotation.expect("REST rotates"));
    register
}
