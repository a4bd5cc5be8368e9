//! Key, certificate and client id of the sandbox's own account, made at first use.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};

use crate::app::shown;
use crate::cert::generate::{self, KeyKind, Subject};
use crate::cert::{sha256_of_first, write_private};
use crate::domain::ids::ClientId;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::paths::sync_name;
use crate::rsz::key::{SigningKey, read_key_file};
use crate::rsz::sandbox::SandboxAccount;

use super::{ACCOUNT, SENDER};

/// Key, certificate and client id of the sandbox's account.
pub(super) struct Identity {
    folder: PathBuf,
    pub(super) client_id: ClientId,
    certificate: String,
}

impl Identity {
    /// Reads the identity, or makes one. Several processes may start at once: the folder
    /// appears whole or not at all, and the first one wins.
    pub(super) fn load_or_create(keys: &Path, now: Timestamp) -> Result<Self, Problem> {
        let folder = keys.join(ACCOUNT);
        if !folder.exists() {
            let draft = keys.join(format!("{ACCOUNT}.{}", uuid::Uuid::new_v4().simple()));
            Self::create(&draft, now)?;
            if fs::rename(&draft, &folder).is_err() {
                let _ = fs::remove_dir_all(&draft);
            }
            sync_name(&folder);
        }
        let certificate_file = folder.join("certificate.cer");
        let certificate =
            fs::read_to_string(&certificate_file).map_err(|error| unusable(&folder, &error))?;
        let sha256 = sha256_of_first(certificate.as_bytes())?;
        // The random part of a client id, from what is random already.
        let client_id = format!(
            "self_service_chaman_{SENDER}_{}",
            &sha256.to_lowercase()[..10]
        );
        Ok(Self {
            client_id: ClientId::parse(&client_id).expect("letters, digits and underscores"),
            folder,
            certificate,
        })
    }

    fn create(folder: &Path, now: Timestamp) -> Result<(), Problem> {
        fs::create_dir_all(folder).map_err(|error| unusable(folder, &error))?;
        let subject = Subject {
            company: "Sandbox".to_owned(),
            common_name: "dimonitor sandbox".to_owned(),
        };
        let year = SignedDuration::from_hours(24 * 365);
        let begin = now - SignedDuration::from_hours(1);
        let made = generate::self_signed(KeyKind::P384, &subject, begin, now + year * 2)?;
        write_private(&folder.join("key.pem"), made.key.as_bytes())?;
        write_private(&folder.join("certificate.cer"), made.certificate.as_bytes())
    }

    pub(super) fn key(&self) -> Result<SigningKey, Problem> {
        let file = self.key_file();
        let bytes = read_key_file(&file)?;
        SigningKey::load(&bytes, None).map_err(|error| error.problem(&file))
    }

    pub(super) fn key_file(&self) -> PathBuf {
        self.folder.join("key.pem")
    }

    pub(super) fn certificate_file(&self) -> PathBuf {
        self.folder.join("certificate.cer")
    }

    pub(super) fn account(&self) -> SandboxAccount {
        SandboxAccount {
            client_id: Some(self.client_id.clone()),
            name: ACCOUNT.to_owned(),
            sender: SENDER.to_owned(),
            scopes: SandboxAccount::all_scopes(),
            certificates: vec![self.certificate.clone()],
        }
    }
}

/// Where the certificate lies, below the folder of keys.
pub(super) fn certificate_in(keys: &Path) -> PathBuf {
    keys.join(ACCOUNT).join("certificate.cer")
}

fn unusable(folder: &Path, error: &std::io::Error) -> Problem {
    Problem::new(
        ProblemClass::Usage,
        Text::new("app-sandbox-keys").with("folder", shown(folder)),
    )
    .detail(Text::new("os-error").with("error", error.to_string()))
    .hint(Text::new("app-sandbox-keys-hint"))
}
