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
use crate::domain::text::Text;
use crate::domain::untrusted::is_plain;
use crate::rsz::key;

use super::problem;

#[cfg(test)]
mod tests;

/// Characters that a name in a certificate may have (RFC 5280 A.1, `ub-common-name`).
const LONGEST_NAME: usize = 64;
/// Days for which a certificate may be made.
const LONGEST_VALIDITY: i64 = 3_650;
/// A new certificate is valid already a little while ago, for servers whose clock is behind ours.
const HEAD_START: SignedDuration = SignedDuration::from_mins(5);
/// Chaman wants this extension of a certificate; authorities expect the other of a request.
const CERTIFICATE: &str = "cer";
const REQUEST: &str = "csr";

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
        let subject = Subject {
            company: name(&order.company, Text::new("cert-company-empty"))?,
            common_name: name(&order.common_name, Text::new("cert-owner-empty"))?,
        };
        let validity = if order.request {
            None
        } else {
            Some(validity(&order.days)?)
        };
        let (key, file) = files(order)?;
        let passphrase = match order.passphrase_file.trim() {
            "" => None,
            path => Some(key::read_passphrase_file(&absolute(path))?),
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

/// A name as it stands in a certificate for years: short enough, and no characters that hide.
fn name(typed: &str, when_empty: Text) -> Result<String, Problem> {
    let name = typed.trim();
    if name.is_empty() {
        return Err(problem::usage(when_empty));
    }
    if !name.chars().all(is_plain) {
        return Err(problem::usage(Text::new("cert-name-characters")));
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(problem::usage(
            Text::new("cert-name-long").with("limit", LONGEST_NAME),
        ));
    }
    Ok(name.to_owned())
}

fn validity(typed: &str) -> Result<SignedDuration, Problem> {
    match typed.trim().parse() {
        Ok(days @ 1..=LONGEST_VALIDITY) => Ok(SignedDuration::from_hours(days * 24)),
        _ => Err(problem::usage(
            Text::new("cert-days").with("limit", LONGEST_VALIDITY),
        )),
    }
}

/// The two files that are to be written: neither is there yet, and each is called what it is.
fn files(order: &CertificateOrder) -> Result<(PathBuf, PathBuf), Problem> {
    if order.key_file.trim().is_empty() {
        return Err(problem::usage(Text::new("cert-key-file-none")));
    }
    if order.file.trim().is_empty() {
        return Err(problem::usage(Text::new("cert-file-none")));
    }
    let (key, file) = (absolute(&order.key_file), absolute(&order.file));
    if key == file {
        return Err(problem::usage(Text::new("cert-files-same")));
    }
    let (wanted, summary) = if order.request {
        (REQUEST, Text::new("cert-request-extension"))
    } else {
        (CERTIFICATE, Text::new("cert-certificate-extension"))
    };
    let extension = file.extension().unwrap_or_default();
    if !extension.eq_ignore_ascii_case(wanted) {
        return Err(problem::usage(summary));
    }
    for path in [&key, &file] {
        // A link that leads nowhere stands in the way as well.
        if path.symlink_metadata().is_ok() {
            return Err(cert::exists_already(path));
        }
    }
    Ok((key, file))
}

/// The path that a person typed, whatever folder the program is in later.
fn absolute(typed: &str) -> PathBuf {
    let path = Path::new(typed.trim());
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}
