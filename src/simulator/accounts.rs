//! REST accounts and their certificates: what Chaman keeps (rsz-rest 12.2 and 12.3).
//!
//! Knows nothing of tokens or HTTP. Time is an argument.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use x509_parser::oid_registry;
use x509_parser::pem::parse_x509_pem;
use x509_parser::prelude::{FromDer, X509Certificate};
use x509_parser::public_key::PublicKey;

use super::problem::{Issue, IssueKind, Place, Problem};

/// What an account may do (rsz-rest 2.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Permission {
    /// Send declarations.
    Declarant,
    /// Read declarations, periods and relations.
    Consult,
}

impl Permission {
    /// Every permission.
    pub const ALL: [Self; 2] = [Self::Declarant, Self::Consult];

    /// The OAuth scope that goes with it.
    pub fn scope(self) -> &'static str {
        match self {
            Self::Declarant => "scope:dimona:declaration:declarant",
            Self::Consult => "scope:dimona:declaration:consult",
        }
    }
}

/// An account as it is registered: the JSON of the control service and of the state file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountSpec {
    /// OAuth client id; the simulator makes one up when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// Free text.
    pub name: String,
    /// Six digits.
    pub sender: String,
    /// What the account may do.
    pub permissions: Vec<Permission>,
    /// PEM texts, at least one.
    pub certificates: Vec<String>,
}

/// A registered account.
#[derive(Debug, Clone)]
pub(super) struct Account {
    pub(super) client_id: String,
    pub(super) name: String,
    pub(super) sender: String,
    pub(super) permissions: Vec<Permission>,
    pub(super) certificates: Vec<Certificate>,
}

/// A certificate, read once when it is registered.
#[derive(Debug, Clone)]
pub(super) struct Certificate {
    pem: String,
    /// Decimal, as Chaman shows it.
    pub(super) serial: String,
    pub(super) not_before: Timestamp,
    pub(super) not_after: Timestamp,
    pub(super) key: Key,
}

/// A public key of a kind that is admitted, as the bytes that verify signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Key {
    /// PKCS#1 `RSAPublicKey`.
    Rsa(Vec<u8>),
    /// Uncompressed point on P-384.
    P384(Vec<u8>),
    /// Uncompressed point on P-521.
    P521(Vec<u8>),
}

impl Certificate {
    pub(super) fn is_in_force(&self, now: Timestamp) -> bool {
        self.not_before <= now && now <= self.not_after
    }

    fn read(pem: &str) -> Result<Self, String> {
        let (_, block) = parse_x509_pem(pem.as_bytes()).map_err(|_| "is not PEM".to_owned())?;
        if block.label != "CERTIFICATE" {
            return Err(format!("is a {}, not a certificate", block.label));
        }
        let (_, certificate) = X509Certificate::from_der(&block.contents)
            .map_err(|_| "is not an X.509 certificate".to_owned())?;
        let time = |seconds| {
            Timestamp::from_second(seconds).map_err(|_| "has a date out of range".to_owned())
        };
        let validity = certificate.validity();
        Ok(Self {
            pem: pem.to_owned(),
            serial: certificate.serial.to_str_radix(10),
            not_before: time(validity.not_before.timestamp())?,
            not_after: time(validity.not_after.timestamp())?,
            key: admitted_key(&certificate)?,
        })
    }
}

/// RSA 2048, 3072, 4096, P-384 or P-521 (rsz-rest 12.3).
fn admitted_key(certificate: &X509Certificate<'_>) -> Result<Key, String> {
    let info = certificate.public_key();
    let bytes = info.subject_public_key.data.to_vec();
    match info.parsed() {
        Ok(PublicKey::RSA(key)) if matches!(key.key_size(), 2048 | 3072 | 4096) => {
            Ok(Key::Rsa(bytes))
        }
        Ok(PublicKey::EC(_)) => {
            let curve = info.algorithm.parameters.as_ref();
            let curve = curve.and_then(|parameters| parameters.as_oid().ok());
            match curve {
                Some(curve) if curve == oid_registry::OID_NIST_EC_P384 => Ok(Key::P384(bytes)),
                Some(curve) if curve == oid_registry::OID_NIST_EC_P521 => Ok(Key::P521(bytes)),
                _ => Err("has a curve other than P-384 and P-521".to_owned()),
            }
        }
        Ok(PublicKey::RSA(_)) => {
            Err("has an RSA key other than 2048, 3072 or 4096 bits".to_owned())
        }
        _ => Err("has a kind of key that is not admitted".to_owned()),
    }
}

impl Account {
    /// The account as it would be registered again.
    pub(super) fn spec(&self) -> AccountSpec {
        AccountSpec {
            client_id: Some(self.client_id.clone()),
            name: self.name.clone(),
            sender: self.sender.clone(),
            permissions: self.permissions.clone(),
            certificates: self
                .certificates
                .iter()
                .map(|one| one.pem.clone())
                .collect(),
        }
    }
}

/// All accounts by client id.
#[derive(Debug, Default)]
pub(super) struct Accounts {
    by_id: BTreeMap<String, Account>,
}

impl Accounts {
    pub(super) fn get(&self, client_id: &str) -> Option<&Account> {
        self.by_id.get(client_id)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Account> {
        self.by_id.values()
    }

    /// Adds or replaces an account, and tells its client id.
    pub(super) fn put(&mut self, spec: AccountSpec) -> Result<String, Problem> {
        let six_digits = spec.sender.len() == 6 && spec.sender.bytes().all(|b| b.is_ascii_digit());
        if !six_digits {
            return Err(refusal("sender", "must have six digits"));
        }
        if spec.certificates.is_empty() {
            return Err(refusal("certificates", "must hold at least one"));
        }
        let certificates = spec
            .certificates
            .iter()
            .map(|pem| Certificate::read(pem).map_err(|reason| refusal("certificates", &reason)))
            .collect::<Result<Vec<_>, _>>()?;
        let client_id = spec
            .client_id
            .unwrap_or_else(|| self.new_client_id(&spec.sender));
        let account = Account {
            client_id: client_id.clone(),
            name: spec.name,
            sender: spec.sender,
            permissions: spec.permissions,
            certificates,
        };
        self.by_id.insert(client_id.clone(), account);
        Ok(client_id)
    }

    /// Whether there was such an account.
    pub(super) fn remove(&mut self, client_id: &str) -> bool {
        self.by_id.remove(client_id).is_some()
    }

    /// Adds a certificate, and tells its serial number.
    pub(super) fn add_certificate(
        &mut self,
        client_id: &str,
        pem: &str,
    ) -> Result<String, Problem> {
        let account = self.account_mut(client_id)?;
        let certificate =
            Certificate::read(pem).map_err(|reason| refusal("certificate", &reason))?;
        let serial = certificate.serial.clone();
        account.certificates.retain(|known| known.serial != serial);
        account.certificates.push(certificate);
        Ok(serial)
    }

    /// Removes a certificate by its decimal serial number; the last one stays.
    pub(super) fn remove_certificate(
        &mut self,
        client_id: &str,
        serial: &str,
    ) -> Result<(), Problem> {
        let account = self.account_mut(client_id)?;
        if !account
            .certificates
            .iter()
            .any(|known| known.serial == serial)
        {
            return Err(Problem::not_found(&format!("certificate {serial}")));
        }
        if account.certificates.len() == 1 {
            return Err(refusal(
                "certificate",
                "is the last one and cannot be removed",
            ));
        }
        account.certificates.retain(|known| known.serial != serial);
        Ok(())
    }

    fn account_mut(&mut self, client_id: &str) -> Result<&mut Account, Problem> {
        self.by_id
            .get_mut(client_id)
            .ok_or_else(|| Problem::not_found(&format!("account {client_id}")))
    }

    /// The form of the newer client ids: sender number and ten characters of a-z0-9.
    fn new_client_id(&self, sender: &str) -> String {
        loop {
            let random = uuid::Uuid::new_v4().simple().to_string();
            let client_id = format!("self_service_chaman_{sender}_{}", &random[..10]);
            if !self.by_id.contains_key(&client_id) {
                return client_id;
            }
        }
    }
}

fn refusal(name: &str, detail: &str) -> Problem {
    Problem::bad_request(vec![Issue {
        kind: IssueKind::InvalidInput,
        place: Place::Body,
        name: name.to_owned(),
        detail: format!("{name} {detail}"),
        value: None,
    }])
}
