//! Locking a private key with a passphrase: PKCS#8 with PBES2, scrypt and AES-256 (RFC 8018, 7914).

use pkcs8::{LineEnding, PrivateKeyInfoRef, SecretDocument};
use secrecy::{ExposeSecret as _, SecretString};
use zeroize::Zeroizing;

use super::KeyError;

/// The key of a PEM block `PRIVATE KEY`, as a block `ENCRYPTED PRIVATE KEY` that the passphrase
/// opens, here and in openssl from version 1.1 on.
pub fn seal(pem: &str, passphrase: &SecretString) -> Result<Zeroizing<String>, KeyError> {
    if passphrase.expose_secret().is_empty() {
        return Err(KeyError::PassphraseMissing);
    }
    let (label, open) = SecretDocument::from_pem(pem).map_err(|_| KeyError::NotAKey)?;
    if label != "PRIVATE KEY" {
        return Err(KeyError::NotAKey);
    }
    PrivateKeyInfoRef::try_from(open.as_bytes())
        .and_then(|key| key.encrypt(passphrase.expose_secret()))
        .and_then(|locked| Ok(locked.to_pem("ENCRYPTED PRIVATE KEY", LineEnding::LF)?))
        .map_err(|_| KeyError::Broken)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::process::{Command, Stdio};

    use super::*;
    use crate::rsz::key::SigningKey;
    use crate::rsz::key::tests::{p384_pkcs8, pem, rsa_pkcs8};

    fn secret(text: &str) -> SecretString {
        SecretString::from(text)
    }

    #[test]
    fn a_sealed_key_opens_with_its_passphrase_only() {
        for (name, pkcs8) in [("RSA", rsa_pkcs8().to_vec()), ("P-384", p384_pkcs8())] {
            let open = pem("PRIVATE KEY", &pkcs8);
            let sealed = seal(&open, &secret("wachtwoord é")).expect("sealed");
            assert!(sealed.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
            let load = |passphrase: Option<&SecretString>| {
                let key = SigningKey::load(sealed.as_bytes(), passphrase)?;
                key.public_key_der()
            };
            let public = SigningKey::load(&pkcs8, None).and_then(|key| key.public_key_der());
            assert_eq!(load(Some(&secret("wachtwoord é"))), public, "{name}");
            assert_eq!(
                load(Some(&secret("wachtwoord"))),
                Err(KeyError::PassphraseWrong)
            );
            assert_eq!(load(None), Err(KeyError::PassphraseMissing));
        }
    }

    #[test]
    fn what_cannot_be_sealed_is_named() {
        let open = pem("PRIVATE KEY", &p384_pkcs8());
        let refused = |text: &str, passphrase: &str| seal(text, &secret(passphrase)).map(|_| ());
        assert_eq!(refused(&open, ""), Err(KeyError::PassphraseMissing));
        assert_eq!(refused("hello", "geheim"), Err(KeyError::NotAKey));
        let other = open.replace("PRIVATE", "PUBLIC");
        assert_eq!(refused(&other, "geheim"), Err(KeyError::NotAKey));
        let broken = pem("PRIVATE KEY", &[0x30, 0]);
        assert_eq!(refused(&broken, "geheim"), Err(KeyError::Broken));
    }

    #[test]
    #[expect(clippy::disallowed_macros, reason = "a skipped test says so")]
    fn openssl_opens_a_sealed_key() {
        let sealed = seal(&pem("PRIVATE KEY", &p384_pkcs8()), &secret("geheim")).expect("sealed");
        let child = Command::new("openssl")
            .args(["pkey", "-noout", "-check", "-passin", "pass:geheim"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let mut child = match child {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                eprintln!("SKIPPED: openssl is not installed, nothing is compared with it");
                return;
            }
            child => child.expect("openssl runs"),
        };
        let mut input = child.stdin.take().expect("piped");
        input.write_all(sealed.as_bytes()).expect("openssl reads");
        drop(input);
        let run = child.wait_with_output().expect("openssl ends");
        assert!(run.status.success(), "{run:?}");
    }
}
