//! A made-up register for the tests of this module: accounts of three channels, one
//! certificate that Chaman does not have yet, three steps of which one is done.

use std::collections::BTreeSet;

use super::fixture;
use super::model::{Model, Options};
use super::msg::{Effect, Msg, Reply};
use super::update::update;
use crate::domain::chaman::*;
use crate::domain::environment::Environment;
use crate::domain::ids::{ClientId, SenderNumber};
use crate::domain::report::WorkerStatus;
use crate::i18n::Language;
use crate::tui::key::{Input, Key};

/// A certificate with a fingerprint made of this digit.
pub fn held(name: &str, file: &str, days: i64, digit: &str) -> HeldCertificate {
    let mut facts = fixture::facts(days);
    facts.sha256 = digit.repeat(64);
    HeldCertificate {
        name: name.to_owned(),
        file_name: file.to_owned(),
        pem: String::new(),
        facts,
    }
}

fn permissions(ids: &[&str]) -> BTreeSet<PermissionId> {
    ids.iter()
        .map(|id| PermissionId((*id).to_owned()))
        .collect()
}

fn mark(by: &str, at: &str) -> Mark {
    Mark {
        by: by.to_owned(),
        at: at.parse().expect("a moment"),
    }
}

/// A REST account with one certificate.
pub fn rest() -> Account {
    Account {
        name: "loket-noord".to_owned(),
        details: Details::Rest {
            permissions: permissions(&["dimona-consult", "dimona-declare"]),
            certificates: vec![held("noord-2026", "noord.cer", 12, "a")],
            client_id: ClientId::parse("self_service_chaman_999001_usjzl4xayy").ok(),
            key: Some(KeyReference {
                file: "/etc/dimonitor/noord.key".into(),
                passphrase_file: None,
            }),
        },
    }
}

fn sftp() -> Account {
    Account {
        name: "dmfa-batch".to_owned(),
        details: Details::Sftp {
            permissions: permissions(&["dimona", "dmfa"]),
            certificate: held("batch", "batch.crt", 402, "c"),
            user_name: UserName::parse("noordbatch").expect("a user name"),
            ssh_key: SshKey {
                kind: "ssh-ed25519".to_owned(),
                bits: 256,
                fingerprint: "SHA256:2Vx0nMSVh3qkQmJ0e1rYw8v1vGv5w3b7sQe4Yx9Zc0E".to_owned(),
                line: "ssh-ed25519 AAAA".to_owned(),
            },
        },
    }
}

fn soap() -> Account {
    Account {
        name: "soap-noord".to_owned(),
        details: Details::Soap {
            certificate: held("soap", "soap.cer", -2, "d"),
        },
    }
}

/// The register as a portal's, with what is left to do there.
pub fn report() -> RegisterReport {
    let mut register = Register::default();
    let mut wish = |change: Change, done: Option<Mark>| {
        let asked = mark("noor", "2026-11-19T09:00:00Z");
        let step = register.record(change, ChamanIs::ThePortal, asked);
        let number = step.expect("a change that is allowed").expect("a step");
        if let Some(done) = done {
            register
                .tick(number, done)
                .expect("a step that can be done");
        }
    };
    let day = || Some(mark("sam", "2026-11-20T13:30:00Z"));
    let sender = Sender {
        number: SenderNumber::parse("999001").expect("a number"),
        name: "Loket Noord".to_owned(),
        role: SenderRole::Enterprise,
    };
    let contact = Contact {
        name: "Noor Proefkonijn".to_owned(),
        phone_code: "+32".to_owned(),
        phone_number: "2 555 01 02".to_owned(),
        email: "noor@loket.example".to_owned(),
        language: ContactLanguage::Nl,
    };
    wish(Change::SetSender { sender }, day());
    wish(Change::SetContact { contact }, day());
    for account in [rest(), sftp()] {
        let account = Box::new(account);
        wish(Change::AddAccount { account }, day());
    }
    let certificate = Box::new(held("noord-2027", "noord-27.cer", 377, "b"));
    let account = "loket-noord".to_owned();
    wish(
        Change::AddCertificate {
            account,
            certificate,
        },
        None,
    );
    let account = Box::new(soap());
    wish(Change::AddAccount { account }, None);
    // One step that is done is enough to look at.
    register.steps.drain(..3);
    RegisterReport {
        register,
        chaman: ChamanIs::ThePortal,
    }
}

/// The same accounts where this program is Chaman.
pub fn sandbox() -> RegisterReport {
    let mut report = report();
    report.chaman = ChamanIs::Here;
    report.register.believed = report.register.here.clone();
    report.register.steps.clear();
    report
}

/// A console on its Accounts screen, with this register.
pub fn model_with(options: Options, size: (u16, u16), report: RegisterReport) -> Model {
    let mut model = fixture::model_with(options, size);
    if report.chaman == ChamanIs::ThePortal {
        let header = fixture::header(Environment::Simulation, WorkerStatus::Here);
        update(&mut model, Msg::Reply(Reply::Header(Box::new(header))));
    }
    let asked = update(&mut model, Msg::Input(Input::Key(Key::char('4'))));
    assert!(asked.contains(&Effect::Register));
    let answer = Reply::Register(Box::new(Ok(report)));
    update(&mut model, Msg::Reply(answer));
    model
}

/// The same with the usual options.
pub fn model(language: Language, size: (u16, u16)) -> Model {
    model_with(fixture::options(language), size, report())
}
