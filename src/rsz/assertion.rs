//! The signed assertion that proves to the token server who we are (RFC 7523 2.2, rsz-rest 2.3).

use aws_lc_rs::rand;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use secrecy::SecretString;
use serde::Serialize;

use super::key::{KeyError, SigningKey};
use crate::domain::ids::ClientId;

/// Issued a little in the past, for servers whose clock is behind ours (seconds).
const ISSUED_BEFORE: i64 = 5;
/// Seconds until its end: longer than any request takes, far shorter than any known limit.
const LIFETIME: i64 = 120;

#[derive(Serialize)]
struct Header {
    alg: &'static str,
    typ: &'static str,
}

#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    jti: String,
    iat: i64,
    exp: i64,
}

/// An assertion for this account, valid from `now` for two minutes, as a compact JWS.
///
/// It names no key: the server tries every certificate of the account.
pub fn assertion(
    key: &SigningKey,
    client_id: &ClientId,
    token_url: &str,
    now: Timestamp,
) -> Result<SecretString, KeyError> {
    let mut unique = [0; 16];
    rand::fill(&mut unique).map_err(|_| KeyError::Broken)?;
    let header = Header {
        alg: key.algorithm().name(),
        typ: "JWT",
    };
    let claims = Claims {
        iss: client_id.as_str(),
        sub: client_id.as_str(),
        aud: token_url,
        jti: URL_SAFE_NO_PAD.encode(unique),
        iat: now.as_second() - ISSUED_BEFORE,
        exp: now.as_second() + LIFETIME,
    };
    let signed = format!("{}.{}", part(&header), part(&claims));
    let signature = key.sign(signed.as_bytes())?;
    Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)).into())
}

fn part(value: &impl Serialize) -> String {
    let json = serde_json::to_vec(value).expect("strings and numbers always serialise");
    URL_SAFE_NO_PAD.encode(json)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use aws_lc_rs::signature::{ECDSA_P384_SHA384_FIXED, ParsedPublicKey};
    use secrecy::ExposeSecret as _;
    use serde_json::{Value, json};

    use super::*;
    use crate::rsz::key::tests::{p384_pkcs8, rsa_pkcs8};

    const URL: &str = "https://services.socialsecurity.be/REST/oauth/v5/token";

    fn client() -> ClientId {
        ClientId::parse("self_service_chaman_999001_k3t9x0m2qa").expect("valid")
    }

    fn read(part: &str) -> Value {
        let json = URL_SAFE_NO_PAD.decode(part).expect("base64url");
        serde_json::from_slice(&json).expect("JSON")
    }

    #[test]
    fn an_assertion_says_who_to_whom_and_for_how_long() {
        let key = SigningKey::load(&p384_pkcs8(), None).expect("valid");
        let now = Timestamp::from_second(1_788_249_600).expect("in range");
        let made = assertion(&key, &client(), URL, now).expect("signs");
        let parts: Vec<&str> = made.expose_secret().split('.').collect();
        assert_eq!(read(parts[0]), json!({ "alg": "ES384", "typ": "JWT" }));
        let mut claims = read(parts[1]);
        let unique = claims["jti"].take();
        let unique = URL_SAFE_NO_PAD.decode(unique.as_str().expect("a string"));
        assert_eq!(unique.expect("base64url").len(), 16);
        assert_eq!(
            claims,
            json!({
                "iss": client().as_str(), "sub": client().as_str(), "aud": URL, "jti": null,
                "iat": 1_788_249_595, "exp": 1_788_249_720,
            })
        );
        let spki = key.public_key_der().expect("encodes");
        let signature = URL_SAFE_NO_PAD.decode(parts[2]).expect("base64url");
        ParsedPublicKey::new(&ECDSA_P384_SHA384_FIXED, spki)
            .expect("valid")
            .verify_sig(format!("{}.{}", parts[0], parts[1]).as_bytes(), &signature)
            .expect("the signature holds");
    }

    #[test]
    fn another_implementation_accepts_it() {
        let key = SigningKey::load(rsa_pkcs8(), None).expect("valid");
        let now = Timestamp::from_second(1_788_249_600).expect("in range");
        let made = assertion(&key, &client(), URL, now).expect("signs");
        let spki = key.public_key_der().expect("encodes");
        let spki = pkcs8::spki::SubjectPublicKeyInfoRef::try_from(&spki[..]).expect("valid");
        let public = jsonwebtoken::DecodingKey::from_rsa_der(spki.subject_public_key.raw_bytes());
        let mut rules = jsonwebtoken::Validation::new(jsonwebtoken::Algorithm::RS256);
        rules.set_audience(&[URL]);
        // The assertion is of a fixed day.
        rules.validate_exp = false;
        jsonwebtoken::decode::<Value>(made.expose_secret(), &public, &rules).expect("accepted");
    }

    #[test]
    fn no_two_assertions_are_alike() {
        let key = SigningKey::load(rsa_pkcs8(), None).expect("valid");
        let all: HashSet<String> = (0..20)
            .map(|_| {
                let made = assertion(&key, &client(), URL, Timestamp::UNIX_EPOCH).expect("signs");
                made.expose_secret().to_owned()
            })
            .collect();
        assert_eq!(all.len(), 20);
    }
}
