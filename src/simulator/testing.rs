//! Keys, certificates, assertions and messages for the tests of the simulator.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P384_SHA384_FIXED_SIGNING, ECDSA_P521_SHA512_FIXED_SIGNING, EcdsaKeyPair,
    RSA_PKCS1_SHA256, RsaKeyPair,
};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use rcgen::{CertificateParams, KeyPair, RsaKeySize, SerialNumber};
use serde_json::{Value, json};

use super::accounts::{AccountSpec, Permission};

pub(super) const CLIENT: &str = "self_service_chaman_999001_k3t9x0m2qa";
pub(super) const ALEX: &str = "85073099734";
pub(super) const NOOR: &str = "92041599827";
pub(super) const SAM: &str = "05021999736";
/// Has an open ordinary period.
pub(super) const LOUIS: &str = "70061598181";
/// Has a flexi-job of one day.
pub(super) const MARIE: &str = "99123199841";

/// A key with its certificate.
pub(super) struct Signer {
    algorithm: &'static str,
    pkcs8: Vec<u8>,
    pub(super) pem: String,
}

impl Signer {
    pub(super) fn p384(serial: u64) -> Self {
        let key = KeyPair::generate_for(&rcgen::PKCS_ECDSA_P384_SHA384).expect("a key");
        Self::certified("ES384", &key, serial, 2020)
    }

    pub(super) fn p521(serial: u64) -> Self {
        let key = KeyPair::generate_for(&rcgen::PKCS_ECDSA_P521_SHA512).expect("a key");
        Self::certified("ES512", &key, serial, 2020)
    }

    pub(super) fn rsa(serial: u64) -> Self {
        let key = KeyPair::generate_rsa_for(&rcgen::PKCS_RSA_SHA256, RsaKeySize::_2048);
        Self::certified("RS256", &key.expect("a key"), serial, 2020)
    }

    /// In force from 2010 to 2015 only.
    pub(super) fn expired(serial: u64) -> Self {
        let key = KeyPair::generate_for(&rcgen::PKCS_ECDSA_P384_SHA384).expect("a key");
        Self::certified("ES384", &key, serial, 2010)
    }

    fn certified(algorithm: &'static str, key: &KeyPair, serial: u64, year: i32) -> Self {
        let mut parameters = CertificateParams::default();
        parameters.serial_number = Some(SerialNumber::from(serial));
        parameters.not_before = rcgen::date_time_ymd(year, 1, 1);
        let years = if year == 2020 { 20 } else { 5 };
        parameters.not_after = rcgen::date_time_ymd(year + years, 1, 1);
        Self {
            algorithm,
            pkcs8: key.serialize_der(),
            pem: parameters.self_signed(key).expect("a certificate").pem(),
        }
    }

    /// A compact JWS over the claims.
    pub(super) fn sign(&self, claims: &Value) -> String {
        let header = json!({ "alg": self.algorithm, "typ": "JWT" });
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&header), part(claims));
        let signature = self.signature(signed.as_bytes());
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    fn signature(&self, message: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        let algorithm = match self.algorithm {
            "ES384" => &ECDSA_P384_SHA384_FIXED_SIGNING,
            "ES512" => &ECDSA_P521_SHA512_FIXED_SIGNING,
            _ => {
                let key = RsaKeyPair::from_pkcs8(&self.pkcs8).expect("an RSA key");
                let mut signature = vec![0; key.public_modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature)
                    .expect("a signature");
                return signature;
            }
        };
        let key = EcdsaKeyPair::from_pkcs8(algorithm, &self.pkcs8).expect("an EC key");
        let signature = key.sign(&random, message).expect("a signature");
        signature.as_ref().to_vec()
    }
}

/// Claims as a careful client makes them, for 120 s.
pub(super) fn claims(audience: &str, now: Timestamp) -> Value {
    json!({
        "iss": CLIENT,
        "sub": CLIENT,
        "aud": audience,
        "jti": uuid::Uuid::new_v4().to_string(),
        "iat": now.as_second(),
        "exp": now.as_second() + 120,
    })
}

/// The test account with both permissions.
pub(super) fn account(signers: &[&Signer]) -> AccountSpec {
    AccountSpec {
        client_id: Some(CLIENT.to_owned()),
        name: "Payroll".to_owned(),
        sender: "999001".to_owned(),
        permissions: Permission::ALL.to_vec(),
        certificates: signers.iter().map(|signer| signer.pem.clone()).collect(),
    }
}

/// An IN for the first employer with a known worker; `block` is merged over the features.
pub(super) fn entry(ssin: &str, worker_type: &str, commission: &str, block: &Value) -> Value {
    let features = json!({ "workerType": worker_type, "jointCommissionNumber": commission });
    let mut body = json!({
        "employer": { "enterpriseNumber": "0999999922" },
        "worker": { "ssin": ssin },
        "dimonaIn": block,
    });
    body["dimonaIn"]["features"] = features;
    body
}

/// A flexi-job of one evening.
pub(super) fn flexi(ssin: &str, date: &str) -> Value {
    let block = json!({
        "startDate": date, "startHour": "1700", "endDate": date, "endHour": "2230",
    });
    entry(ssin, "FLX", "XXX", &block)
}

/// An IN of a worker without SSIN.
pub(super) fn nameless(family_name: &str) -> Value {
    json!({
        "employer": { "enterpriseNumber": "0999999922" },
        "worker": {
            "familyName": family_name,
            "givenName": "Iris",
            "birthDate": "1990-11-23",
            "placeOfBirth": "LYON",
            "countryOfBirth": 111,
            "nationality": 111,
            "gender": "2",
            "address": {
                "street": "Rue de l'Exemple",
                "houseNumber": "3",
                "postCode": "69001",
                "municipality": { "code": 99999, "name": "Lyon" },
                "country": 111,
            },
        },
        "dimonaIn": {
            "startDate": "2026-09-07",
            "endDate": "2026-12-31",
            "features": { "workerType": "OTH", "jointCommissionNumber": "XXX" },
        },
    })
}
