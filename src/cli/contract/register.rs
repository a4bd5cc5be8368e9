//! The register in the JSON contract: sender, contact, accounts, checklist, rotations.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::Serialize;

use super::certificate::AccountCertificate;
use super::{Failure, VERSION};
use crate::cli::output::Output;
use crate::domain::chaman::{
    ConnectionTest, Contact, Mark, Ordered, PermissionId, PermissionRule, Rotation, Sender, SshKey,
    Step, StepVerdict, UserName,
};
use crate::domain::report::{AccountStatus, TokenStatus};
use crate::domain::text::Text;

/// What came of an order.
#[derive(Debug, Serialize)]
pub struct Done<'a> {
    v: u8,
    text: String,
    client_id: Option<&'a str>,
    steps: &'a [u32],
    files: &'a [PathBuf],
}

impl<'a> Done<'a> {
    /// The contract's view of what came of an order.
    pub fn new(ordered: &'a Ordered, out: &Output<'_>) -> Self {
        Self {
            v: VERSION,
            text: out.words(&ordered.text),
            client_id: ordered
                .client_id
                .as_ref()
                .map(crate::domain::ids::ClientId::as_str),
            steps: &ordered.steps,
            files: &ordered.files,
        }
    }
}

/// Something as it is wanted here, and as we believe it is in Chaman: `sender show`, `contact show`.
#[derive(Debug, Serialize)]
pub struct HereAndThere<T: Serialize> {
    v: u8,
    here: Option<T>,
    believed: Option<T>,
}

impl<T: Serialize> HereAndThere<T> {
    /// Both sides.
    pub fn new(here: Option<T>, believed: Option<T>) -> Self {
        Self {
            v: VERSION,
            here,
            believed,
        }
    }
}

/// A sender.
#[derive(Debug, Serialize)]
pub struct SenderShown<'a> {
    number: String,
    name: &'a str,
    role: &'static str,
}

impl<'a> From<&'a Sender> for SenderShown<'a> {
    fn from(sender: &'a Sender) -> Self {
        Self {
            number: sender.number.to_string(),
            name: &sender.name,
            role: sender.role.as_str(),
        }
    }
}

/// A contact.
#[derive(Debug, Serialize)]
pub struct ContactShown<'a> {
    name: &'a str,
    phone_code: &'a str,
    phone_number: &'a str,
    email: &'a str,
    language: &'static str,
}

impl<'a> From<&'a Contact> for ContactShown<'a> {
    fn from(contact: &'a Contact) -> Self {
        Self {
            name: &contact.name,
            phone_code: &contact.phone_code,
            phone_number: &contact.phone_number,
            email: &contact.email,
            language: contact.language.code(),
        }
    }
}

/// One account: `account list`, and the beginning of `account show`.
#[derive(Debug, Serialize)]
pub struct AccountRow<'a> {
    v: u8,
    name: &'a str,
    channel: &'static str,
    client_id: Option<&'a str>,
    permissions: Vec<&'a str>,
    token: &'static str,
    token_expires_at: Option<Timestamp>,
    held: Option<String>,
    trouble: Option<Failure>,
    waits_until: Option<Timestamp>,
    chaman: Option<&'static str>,
}

impl<'a> AccountRow<'a> {
    /// The contract's view of an account; `chaman` says how it stands there.
    pub fn new(account: &'a AccountStatus, chaman: Option<&'static str>, out: &Output<'_>) -> Self {
        let (token, token_expires_at) = match account.token {
            TokenStatus::None => ("none", None),
            TokenStatus::Valid { expires_at } => ("valid", Some(expires_at)),
            TokenStatus::Failed(_) => ("failed", None),
        };
        let held = account.held.as_ref();
        Self {
            v: VERSION,
            name: &account.name,
            channel: account.channel.as_str(),
            client_id: Some(account.client_id.as_str()).filter(|id| !id.is_empty()),
            permissions: account.permissions.iter().map(|id| id.0.as_str()).collect(),
            token,
            token_expires_at,
            held: held.map(|problem| out.words(&problem.summary)),
            trouble: account
                .trouble
                .as_ref()
                .map(|problem| Failure::new(problem, out)),
            waits_until: account.waits_until,
            chaman,
        }
    }
}

/// An account with everything that is known of it: `account show`.
#[derive(Debug, Serialize)]
pub struct AccountShown<'a> {
    /// What the list says of it as well.
    #[serde(flatten)]
    pub row: AccountRow<'a>,
    /// What it may do, with labels.
    pub permission_labels: Vec<Labelled<'a>>,
    /// Its certificates.
    pub certificates: Vec<AccountCertificate<'a>>,
    /// With its prefix.
    pub user_name: Option<String>,
    /// The public key, without the key itself.
    pub ssh_key: Option<SshKeyShown<'a>>,
    /// Where the private key lies.
    pub key_file: Option<&'a Path>,
    /// Where its passphrase lies.
    pub passphrase_file: Option<&'a Path>,
    /// What a person still has to do in the portal.
    pub steps: Vec<StepShown<'a>>,
    /// The rotation that is under way.
    pub rotation: Option<RotationShown<'a>>,
}

impl<'a> AccountShown<'a> {
    /// An account of which nothing but this row is known yet.
    pub fn new(row: AccountRow<'a>) -> Self {
        Self {
            row,
            permission_labels: Vec::new(),
            certificates: Vec::new(),
            user_name: None,
            ssh_key: None,
            key_file: None,
            passphrase_file: None,
            steps: Vec::new(),
            rotation: None,
        }
    }

    /// The same, with what the register's account has.
    #[must_use]
    pub fn with_account(mut self, account: &'a crate::domain::chaman::Account) -> Self {
        self.user_name = account.user_name().map(UserName::to_string);
        self.ssh_key = account.ssh_key().map(SshKeyShown::from);
        self.key_file = account.key().map(|key| key.file.as_path());
        self.passphrase_file = account.key().and_then(|key| key.passphrase_file.as_deref());
        self
    }
}

/// A permission with its label in the operator's language.
#[derive(Debug, Serialize)]
pub struct Labelled<'a> {
    id: &'a str,
    label: &'a str,
}

impl<'a> Labelled<'a> {
    /// A permission and its label; without one, the permission itself.
    pub fn new(id: &'a PermissionId, label: Option<&'a str>) -> Self {
        Self {
            id: &id.0,
            label: label.unwrap_or(&id.0),
        }
    }
}

/// A permission that Chaman offers: `account permissions --list`.
#[derive(Debug, Serialize)]
pub struct PermissionShown<'a> {
    v: u8,
    id: &'a str,
    label: &'a str,
    channels: Vec<&'static str>,
    scope: Option<&'a str>,
}

impl<'a> PermissionShown<'a> {
    /// The contract's view of a permission.
    pub fn new(rule: &'a PermissionRule, language: &str) -> Self {
        let channels = rule.channels.iter();
        Self {
            v: VERSION,
            id: &rule.id.0,
            label: rule.label(language),
            channels: channels.map(|channel| channel.as_str()).collect(),
            scope: rule.scope.as_deref(),
        }
    }
}

/// A public SSH key.
#[derive(Debug, Serialize)]
pub struct SshKeyShown<'a> {
    kind: &'a str,
    bits: u32,
    fingerprint: &'a str,
}

impl<'a> From<&'a SshKey> for SshKeyShown<'a> {
    fn from(key: &'a SshKey) -> Self {
        Self {
            kind: &key.kind,
            bits: key.bits,
            fingerprint: &key.fingerprint,
        }
    }
}

/// Who, and when.
#[derive(Debug, Serialize)]
pub struct MarkShown<'a> {
    by: &'a str,
    at: Timestamp,
}

impl<'a> From<&'a Mark> for MarkShown<'a> {
    fn from(mark: &'a Mark) -> Self {
        Self {
            by: &mark.by,
            at: mark.at,
        }
    }
}

/// A step of the portal checklist: `checklist list`.
#[derive(Debug, Serialize)]
pub struct StepShown<'a> {
    v: u8,
    number: u32,
    change: &'static str,
    account: Option<&'a str>,
    title: String,
    instructions: Vec<String>,
    asked: MarkShown<'a>,
    done: Option<MarkShown<'a>>,
}

impl<'a> StepShown<'a> {
    /// The contract's view of a step, with what to click.
    pub fn new(step: &'a Step, title: &Text, instructions: &[Text], out: &Output<'_>) -> Self {
        Self {
            v: VERSION,
            number: step.number,
            change: step.change.as_str(),
            account: step.change.account(),
            title: out.words(title),
            instructions: instructions.iter().map(|text| out.words(text)).collect(),
            asked: MarkShown::from(&step.asked),
            done: step.done.as_ref().map(MarkShown::from),
        }
    }
}

/// A rotation: `cert rotate NAME status`.
#[derive(Debug, Serialize)]
pub struct RotationShown<'a> {
    v: u8,
    account: &'a str,
    stage: &'static str,
    next: Option<&'static str>,
    certificate_name: &'a str,
    sha256: &'a str,
    old_sha256: &'a [String],
    history: Vec<Reached<'a>>,
}

/// A stage that a rotation has come to.
#[derive(Debug, Serialize)]
struct Reached<'a> {
    stage: &'static str,
    #[serde(flatten)]
    mark: MarkShown<'a>,
}

impl<'a> From<&'a Rotation> for RotationShown<'a> {
    fn from(rotation: &'a Rotation) -> Self {
        let history = rotation.history.iter().map(|(stage, mark)| Reached {
            stage: stage.as_str(),
            mark: MarkShown::from(mark),
        });
        Self {
            v: VERSION,
            account: &rotation.account,
            stage: rotation.stage.as_str(),
            next: rotation
                .stage
                .next()
                .map(crate::domain::chaman::RotationStage::as_str),
            certificate_name: &rotation.new.name,
            sha256: &rotation.new.facts.sha256,
            old_sha256: &rotation.old,
            history: history.collect(),
        }
    }
}

/// A connection test: `account test`.
#[derive(Debug, Serialize)]
pub struct Tested<'a> {
    v: u8,
    account: &'a str,
    passed: bool,
    failed_step: Option<&'static str>,
    steps: Vec<TestedStep>,
}

/// A step of a connection test.
#[derive(Debug, Serialize)]
struct TestedStep {
    step: &'static str,
    verdict: &'static str,
    text: Option<String>,
    error: Option<Failure>,
}

impl<'a> Tested<'a> {
    /// The contract's view of a test.
    pub fn new(tested: &'a ConnectionTest, out: &Output<'_>) -> Self {
        let failed_step = tested.failure().map(|(step, _)| step.as_str());
        let steps = tested.steps.iter().map(|(step, verdict)| {
            let (verdict, text, error) = match verdict {
                StepVerdict::Passed(text) => ("passed", Some(out.words(text)), None),
                StepVerdict::Doubtful(problem) => {
                    ("doubtful", None, Some(Failure::new(problem, out)))
                }
                StepVerdict::Failed(problem) => ("failed", None, Some(Failure::new(problem, out))),
                StepVerdict::NotTried => ("not_tried", None, None),
            };
            TestedStep {
                step: step.as_str(),
                verdict,
                text,
                error,
            }
        });
        Self {
            v: VERSION,
            account: &tested.account,
            passed: failed_step.is_none(),
            failed_step,
            steps: steps.collect(),
        }
    }
}
