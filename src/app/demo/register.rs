//! The register of the demonstration: an invented bureau with its channels and accounts.

use std::path::Path;

use jiff::{SignedDuration, Timestamp};

use crate::app::sandbox::SENDER;
use crate::cert::generate::{self, KeyKind, NewCertificate, Subject};
use crate::cert::{made_up, ssh_key, write_private};
use crate::domain::chaman::{
    Account, Channels, Contact, ContactLanguage, Details, HeldCertificate, KeyReference,
    PermissionId, Sender, SenderRole, UserName,
};
use crate::domain::ids::{ClientId, SenderNumber};
use crate::domain::problem::Problem;
use crate::domain::report::CertFacts;

use super::stage::Extra;

/// The public SSH key of the file channel; its private half was thrown away.
const SSH_KEY: &str = "ssh-ed25519 \
    AAAAC3NzaC1lZDI1NTE5AAAAIGnMmnh4nX0wb1+Ldn1xNKPL4DVaH4y9Y4k1srE0Y2Hr \
    dmfa@loket-noord.example";

/// A register with every kind of certificate: good, soon to end, over, and signed by others.
pub(super) fn channels(keys: &Path, now: Timestamp) -> Result<Channels, Problem> {
    let cabinet = Cabinet { keys, now };
    let noord = cabinet.self_signed("loket-noord", "Loket Noord", -352, 13)?;
    let horeca = cabinet.self_signed("horeca-2026", "Horeca Proef", -2, 402)?;
    let expired = cabinet.self_signed("horeca-2024", "Horeca Proef", -732, -2)?;
    let dmfa = cabinet.signed_by_others("dmfa-2026", "Loket Noord", -300, 430)?;
    Ok(Channels {
        sender: Some(Sender {
            number: SenderNumber::parse(SENDER).expect("six digits"),
            name: "Sociaal Bureau Voorbeeld".to_owned(),
            role: SenderRole::Professional,
        }),
        contact: Some(Contact {
            name: "Greet Voorbeeld".to_owned(),
            phone_code: "+32".to_owned(),
            phone_number: "2 000 00 01".to_owned(),
            email: "dimona@loket-noord.example".to_owned(),
            language: ContactLanguage::Nl,
        }),
        accounts: vec![
            cabinet.rest("Loket Noord", "k3t9x0m2qa", "loket-noord", vec![noord]),
            cabinet.rest("Horeca", "p7w1c5z8bn", "horeca-2026", vec![horeca, expired]),
            Account {
                name: "DmfA".to_owned(),
                details: Details::Sftp {
                    permissions: ["dmfa", "dimona"].map(permission).into(),
                    certificate: dmfa,
                    user_name: UserName::parse("loketnoord").expect("ten letters"),
                    ssh_key: ssh_key::read(SSH_KEY.as_bytes())?,
                },
            },
        ],
    })
}

/// The accounts that declare, as those of a configuration: each for its own employers.
pub(super) fn extras(channels: &Channels) -> Vec<Extra> {
    let declaring = channels.accounts.iter().filter_map(|account| {
        Some(Extra {
            name: account.name.clone(),
            client_id: account.client_id()?.clone(),
            employer: (account.name == "Horeca").then_some("0999999823"),
        })
    });
    declaring.collect()
}

/// The folder with the keys, and what is made for it.
struct Cabinet<'a> {
    keys: &'a Path,
    now: Timestamp,
}

impl Cabinet<'_> {
    fn self_signed(
        &self,
        name: &str,
        company: &str,
        from: i32,
        until: i32,
    ) -> Result<HeldCertificate, Problem> {
        let (from, until) = (self.day(from), self.day(until));
        let made = generate::self_signed(KeyKind::P384, &subject(name, company), from, until)?;
        self.kept(name, &made)
    }

    fn signed_by_others(
        &self,
        name: &str,
        company: &str,
        from: i32,
        until: i32,
    ) -> Result<HeldCertificate, Problem> {
        let (from, until) = (self.day(from), self.day(until));
        let subject = subject(name, company);
        let made = made_up::signed_by_authority("Proef Root CA", &subject, from, until)?;
        self.kept(name, &made)
    }

    fn kept(&self, name: &str, made: &NewCertificate) -> Result<HeldCertificate, Problem> {
        let file_name = format!("{name}.cer");
        write_private(&self.keys.join(&file_name), made.certificate.as_bytes())?;
        write_private(&self.keys.join(format!("{name}.key")), made.key.as_bytes())?;
        Ok(HeldCertificate {
            name: name.to_owned(),
            file_name,
            pem: made.certificate.clone(),
            facts: CertFacts::default(),
        })
    }

    fn rest(
        &self,
        name: &str,
        random: &str,
        key: &str,
        certificates: Vec<HeldCertificate>,
    ) -> Account {
        let client_id = format!("self_service_chaman_{SENDER}_{random}");
        let client_id = ClientId::parse(&client_id).expect("letters, digits and underscores");
        Account {
            name: name.to_owned(),
            details: Details::Rest {
                permissions: ["dimona-declare", "dimona-consult"].map(permission).into(),
                certificates,
                client_id: Some(client_id),
                key: Some(KeyReference {
                    file: self.keys.join(format!("{key}.key")),
                    passphrase_file: None,
                }),
            },
        }
    }

    fn day(&self, days: i32) -> Timestamp {
        self.now + SignedDuration::from_hours(24) * days
    }
}

fn subject(name: &str, company: &str) -> Subject {
    Subject {
        company: company.to_owned(),
        common_name: name.to_owned(),
    }
}

fn permission(id: &str) -> PermissionId {
    PermissionId(id.to_owned())
}
