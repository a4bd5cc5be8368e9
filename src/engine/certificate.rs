//! Certificate files for who has no engine: reading them, and making new ones. Blocking.

use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use zeroize::Zeroizing;

use crate::cert;
use crate::cert::generate::{self, Subject};
use crate::domain::chaman::CertificateOrder;
use crate::domain::problem::Problem;
use crate::domain::report::CertFacts;
use crate::rsz::key;

use super::register::typed;

#[cfg(test)]
mod tests;

/// A new certificate is valid already a little while ago, for servers whose clock is behind ours.
const HEAD_START: SignedDuration = SignedDuration::from_mins(5);

/// What the certificates in a file say, in their order.
pub fn inspect_file(path: &Path) -> Result<Vec<CertFacts>, Problem> {
    let found = cert::inspect_file(path)?;
    Ok(found
        .iter()
        .map(|certificate| certificate.facts().clone())
        .collect())
}

/// Makes a key with a certificate, or with a request for one; the files that were written.
///
/// Everything is checked before the key is made, and nothing is ever overwritten. The key comes
/// first, readable for its owner only, and goes again when the other file cannot be written.
/// RSA keys take up to seconds.
pub fn make(order: &CertificateOrder, now: Timestamp) -> Result<Vec<PathBuf>, Problem> {
    let plan = Plan::of(order)?;
    let (open, public) = plan.make(now)?;
    let locked = match &plan.passphrase {
        Some(passphrase) => {
            key::seal(&open, passphrase).map_err(|error| error.problem(&plan.key))?
        }
        None => open,
    };
    cert::write_pair(
        (&plan.key, locked.as_bytes()),
        (&plan.file, public.as_bytes()),
    )?;
    Ok(vec![plan.key, plan.file])
}

/// An order whose every part can be carried out, as far as can be seen before.
struct Plan {
    kind: generate::KeyKind,
    subject: Subject,
    /// How long the certificate is valid; a request says nothing of it.
    validity: Option<SignedDuration>,
    key: PathBuf,
    file: PathBuf,
    passphrase: Option<SecretString>,
}

impl Plan {
    fn of(order: &CertificateOrder) -> Result<Self, Problem> {
        if let Some(flaw) = order.flaws().into_iter().next() {
            return Err(flaw.problem());
        }
        let subject = Subject {
            company: order.company.trim().to_owned(),
            common_name: order.common_name.trim().to_owned(),
        };
        let days = order.valid_days();
        let validity = days.map(|days| SignedDuration::from_hours(24 * i64::from(days)));
        let (key, file) = (typed(&order.key_file), typed(&order.file));
        for path in [&key, &file] {
            // A link that leads nowhere stands in the way as well.
            if path.symlink_metadata().is_ok() {
                return Err(cert::exists_already(path));
            }
        }
        let passphrase = match order.passphrase_file.trim() {
            "" => None,
            path => Some(key::read_passphrase_file(&typed(path))?),
        };
        Ok(Self {
            kind: order.kind,
            subject,
            validity,
            key,
            file,
            passphrase,
        })
    }

    /// The key, and what is public of it, as PEM.
    fn make(&self, now: Timestamp) -> Result<(Zeroizing<String>, String), Problem> {
        let Some(validity) = self.validity else {
            let made = generate::request(self.kind, &self.subject)?;
            return Ok((made.key, made.request));
        };
        let until = now.checked_add(validity).unwrap_or(Timestamp::MAX);
        let from = now.checked_sub(HEAD_START).unwrap_or(now);
        let made = generate::self_signed(self.kind, &self.subject, from, until)?;
        Ok((made.key, made.certificate))
    }
}
