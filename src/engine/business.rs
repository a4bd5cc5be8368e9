//! What makes two declarations the same: a keyed hash over who, whom, what and when.
//!
//! Keyed, because national numbers are too few for a plain hash to hide them; the
//! key lies beside the private keys and not in the store, so that what is left after
//! a purge tells nothing.

use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::domain::declaration::{Body, Declaration, Worker};
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::paths::{open_file, sync_name};

/// The secret key of business keys.
#[derive(Clone)]
pub struct BusinessKey(zeroize::Zeroizing<[u8; 32]>);

impl std::fmt::Debug for BusinessKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "BusinessKey(…)")
    }
}

impl BusinessKey {
    /// A fresh random key.
    pub fn random() -> Self {
        let mut key = [0; 32];
        key[..16].copy_from_slice(Uuid::new_v4().as_bytes());
        key[16..].copy_from_slice(Uuid::new_v4().as_bytes());
        Self(key.into())
    }

    /// Reads the key of this file, or makes the file with a fresh one (mode 0600).
    ///
    /// Several processes may start at once: the file appears whole or not at all,
    /// and the first one wins.
    pub fn load_or_create(path: &Path) -> Result<Self, Problem> {
        let failed = |error: &std::io::Error| {
            Problem::new(
                ProblemClass::Store,
                Text::new("engine-business-key")
                    .with("file", Untrusted::new(path.to_string_lossy()).shown()),
            )
            .detail(Text::new("os-error").with("error", error.to_string()))
        };
        if let Some(key) = Self::read(path).map_err(|error| failed(&error))? {
            return Ok(key);
        }
        let fresh = Self::random();
        let draft = path.with_extension(format!("{}.new", Uuid::new_v4().simple()));
        let written = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&draft)
            .and_then(|mut file| {
                file.write_all(&*fresh.0)?;
                file.sync_all()
            })
            .and_then(|()| match fs::hard_link(&draft, path) {
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
                other => other,
            });
        let _ = fs::remove_file(&draft);
        // What is in the queue is compared by this key: it must outlive a power cut as the queue does.
        sync_name(path);
        written.map_err(|error| failed(&error))?;
        match Self::read(path) {
            Ok(Some(key)) => Ok(key),
            Ok(None) => Err(failed(&std::io::ErrorKind::NotFound.into())),
            Err(error) => Err(failed(&error)),
        }
    }

    fn read(path: &Path) -> std::io::Result<Option<Self>> {
        let mut file = match open_file(path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut key = zeroize::Zeroizing::new([0; 32]);
        file.read_exact(&mut *key)?;
        Ok(Some(Self(key)))
    }

    /// By what several hosts know that they have the same key; says nothing of the key.
    ///
    /// # Panics
    ///
    /// Never: a MAC takes any key.
    pub fn fingerprint(&self) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&*self.0).expect("HMAC takes any key length");
        mac.update(b"dimonitor: which key is it");
        let hash = mac.finalize().into_bytes();
        hash[..16].iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }

    /// The business key of a declaration (I6): account, employer, worker, kind, period or dates and hours.
    pub(super) fn of(&self, account: &str, declaration: &Declaration) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&*self.0).expect("HMAC takes any key length");
        for part in parts(account, declaration) {
            // Lengths keep neighbouring parts apart.
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        mac.finalize().into_bytes().into()
    }
}

fn parts(account: &str, declaration: &Declaration) -> Vec<String> {
    let text = |value: Option<String>| value.unwrap_or_default();
    let (start, end) = declaration.dates();
    let mut parts = vec![
        account.to_owned(),
        declaration.kind().as_str().to_owned(),
        text(declaration.period().map(|period| period.to_string())),
        text(start.map(|date| date.to_string())),
        text(end.map(|date| date.to_string())),
    ];
    match &declaration.body {
        Body::In(declared) => {
            parts.push(declared.employer.to_string());
            parts.push(worker(&declared.worker));
            parts.push(declared.worker_type.clone());
            parts.push(format!("{:?}", declared.hours));
        }
        Body::Update(update) => {
            parts.push(format!("{:?}", update.hours));
            parts.push(format!("{:?}", update.planned_hours));
        }
        Body::Out { .. } | Body::Cancel { .. } => {}
    }
    parts
}

fn worker(worker: &Worker) -> String {
    match worker {
        Worker::Known { ssin, .. } => ssin.digits(),
        Worker::Unknown(identity) => format!(
            "{}\0{}\0{}",
            identity.name.family.to_lowercase(),
            identity.name.given.to_lowercase(),
            identity.birth_date
        ),
    }
}

/// The uid of a declaration that comes from a file or a caller that may repeat itself: the same
/// account, reference and message are the same submission, however often they are handed in.
pub(super) fn repeatable_uid(account: &str, reference: Option<&str>, payload: &str) -> Uuid {
    let mut hash = Sha256::new();
    for part in [account, reference.unwrap_or_default(), payload] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let digest: [u8; 32] = hash.finalize().into();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    Uuid::new_v8(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_file_is_made_once_and_private() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("business.key");
        let first = BusinessKey::load_or_create(&path).expect("made");
        let second = BusinessKey::load_or_create(&path).expect("read");
        assert_eq!(*first.0, *second.0);
        let mode = fs::metadata(&path)
            .expect("it is there")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(
            fs::read_dir(folder.path()).expect("readable").count(),
            1,
            "nothing else is left"
        );
    }

    #[test]
    fn a_repeated_declaration_has_the_same_uid_and_another_reference_another() {
        let uid = |reference| repeatable_uid("loket", reference, "{}");
        assert_eq!(uid(Some("a")), uid(Some("a")));
        assert_ne!(uid(Some("a")), uid(Some("b")));
        assert_ne!(uid(None), uid(Some("a")));
    }
}
