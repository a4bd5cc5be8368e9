//! The files that orders name: read, and checked as far as they tell by themselves.
//! Everything here blocks; nothing secret leaves it.

use std::path::{Path, PathBuf};

use secrecy::ExposeSecret as _;

use crate::cert::{self, ssh_key};
use crate::domain::chaman::{HeldCertificate, KeyReference, SshKey, check_password};
use crate::domain::problem::Problem;
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::engine::problem;
use crate::rsz::key::{SigningKey, read_key_file, read_passphrase_file, read_secret_line};

/// A certificate of a file, with its public key.
#[derive(Debug, Clone)]
pub(super) struct ReadCertificate {
    pub(super) held: HeldCertificate,
    pub(super) public_key: Vec<u8>,
}

/// The owner's own certificate of a file: the only one, or the one that its chain begins with.
pub(super) fn certificate(file: &str, name: &str) -> Result<ReadCertificate, Problem> {
    let path = typed(file);
    let found = cert::inspect_file(&path)?;
    let Some((first, others)) = found.split_first() else {
        return Err(problem::usage(
            Text::new("engine-certificate-none").with("file", shown(&path)),
        ));
    };
    let is_chain = found
        .iter()
        .zip(others)
        .all(|(below, above)| below.facts().issuer == above.facts().owner);
    if !is_chain {
        return Err(problem::usage(
            Text::new("engine-certificates-several").with("file", shown(&path)),
        )
        .hint(Text::new("engine-certificates-several-hint")));
    }
    let file_name = path.file_name().unwrap_or(path.as_os_str());
    Ok(ReadCertificate {
        held: HeldCertificate {
            name: name.trim().to_owned(),
            file_name: Untrusted::new(file_name.to_string_lossy()).shown(),
            pem: first.pem(),
            facts: first.facts().clone(),
        },
        public_key: first.public_key_der().to_vec(),
    })
}

/// The public key in the PEM of a certificate that is held already.
pub(in crate::engine) fn public_key_of(held: &HeldCertificate) -> Option<Vec<u8>> {
    let certificate = cert::inspect_first(held.pem.as_bytes()).ok()?;
    Some(certificate.public_key_der().to_vec())
}

/// Where a key lies, as typed; none when nothing was typed.
pub(super) fn key_reference(key_file: &str, passphrase_file: &str) -> Option<KeyReference> {
    let filled = |text: &str| (!text.trim().is_empty()).then(|| typed(text));
    Some(KeyReference {
        file: filled(key_file)?,
        passphrase_file: filled(passphrase_file),
    })
}

/// The private key of an account of the register. Blocks.
pub fn signing_key(key: &KeyReference) -> Result<SigningKey, Problem> {
    unlocked(key, &read_key_file(&key.file)?)
}

/// The same, from the bytes of its file. Its passphrase is read only when the key is locked.
pub(in crate::engine) fn unlocked(key: &KeyReference, bytes: &[u8]) -> Result<SigningKey, Problem> {
    SigningKey::unlock(bytes, &key.file, || {
        let file = key.passphrase_file.as_deref();
        file.map(read_passphrase_file).transpose()
    })
}

/// The public half of a private key, once the key is known to be usable.
pub(in crate::engine) fn public_key(key: &KeyReference) -> Result<Vec<u8>, Problem> {
    let public = signing_key(key)?.public_key_der();
    public.map_err(|error| error.problem(&key.file))
}

/// The public SSH key in a file.
pub(super) fn public_ssh_key(file: &str) -> Result<SshKey, Problem> {
    ssh_key::read(&cert::read_cert_file(&typed(file))?)
}

/// A password file whose first line keeps Chaman's rule; the password itself is not kept.
pub(super) fn password_file(file: &str) -> Result<Option<PathBuf>, Problem> {
    if file.trim().is_empty() {
        return Ok(None);
    }
    let path = typed(file);
    let password = read_secret_line(&path)?;
    check_password(password.expose_secret()).map_err(problem::usage)?;
    Ok(Some(path))
}

/// The path that a person typed, whatever folder the program is in later.
pub(in crate::engine) fn typed(text: &str) -> PathBuf {
    let path = Path::new(text.trim());
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}

/// A path as a person reads it.
pub(super) fn shown(path: &Path) -> String {
    Untrusted::new(path.to_string_lossy()).shown()
}
