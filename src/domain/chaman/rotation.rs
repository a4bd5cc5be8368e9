//! Replacing the certificate of a REST account without a gap.
//!
//! ```text
//!   Chosen ──▶ Added ──▶ Switched ──▶ Proven ──▶ Finished
//!     │ ▲        │ ▲         │ ▲         │
//!     ▼ └── back ┘ └── back ─┘ └── back ─┘
//!  Abandoned
//! ```
//!
//! Every stage is kept, so a rotation goes on where it was left, by whoever. It can be
//! taken back one stage at a time until the old certificate is gone.

use serde::{Deserialize, Serialize};

use super::change::key_is_text;
use super::{
    Account, Change, Details, HeldCertificate, KeyReference, Mark, Register, refused, shown,
};
use crate::domain::problem::Problem;
use crate::domain::text::Text;

/// A rotation of one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rotation {
    /// The account.
    pub account: String,
    /// Fingerprints (SHA-256) of the certificates that it replaces.
    pub old: Vec<String>,
    /// The key before.
    pub old_key: Option<KeyReference>,
    /// The new certificate.
    pub new: HeldCertificate,
    /// Whether the account had the new one before the rotation: it is kept when that is taken back.
    pub was_there: bool,
    /// The new key.
    pub new_key: KeyReference,
    /// How far it is.
    pub stage: RotationStage,
    /// Who brought it to which stage, and when.
    pub history: Vec<(RotationStage, Mark)>,
}

/// How far a rotation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RotationStage {
    /// The new key and certificate are made or chosen, and fit.
    Chosen,
    /// The new certificate stands in Chaman beside the old one.
    Added,
    /// The worker signs with the new key.
    Switched,
    /// A token was given for the new key.
    Proven,
    /// The old certificate is gone from Chaman.
    Finished,
    /// Given up before anything was done.
    Abandoned,
}

impl RotationStage {
    /// The stages in their order, without the way out.
    pub const WAY: [Self; 5] = [
        Self::Chosen,
        Self::Added,
        Self::Switched,
        Self::Proven,
        Self::Finished,
    ];

    /// The word in files and in the journal.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Chosen => "chosen",
            Self::Added => "added",
            Self::Switched => "switched",
            Self::Proven => "proven",
            Self::Finished => "finished",
            Self::Abandoned => "abandoned",
        }
    }

    /// Its name for people.
    pub fn text(self) -> Text {
        match self {
            Self::Chosen => Text::new("chaman-stage-chosen"),
            Self::Added => Text::new("chaman-stage-added"),
            Self::Switched => Text::new("chaman-stage-switched"),
            Self::Proven => Text::new("chaman-stage-proven"),
            Self::Finished => Text::new("chaman-stage-finished"),
            Self::Abandoned => Text::new("chaman-stage-abandoned"),
        }
    }

    /// The stage that follows, if one does.
    pub fn next(self) -> Option<Self> {
        let place = Self::WAY.iter().position(|stage| *stage == self)?;
        Self::WAY.get(place + 1).copied()
    }

    /// The stage to which one can go back.
    pub fn before(self) -> Option<Self> {
        match self {
            Self::Chosen => Some(Self::Abandoned),
            Self::Added => Some(Self::Chosen),
            // A proven key is switched back, not unproven.
            Self::Switched | Self::Proven => Some(Self::Added),
            Self::Finished | Self::Abandoned => None,
        }
    }
}

impl Rotation {
    /// A rotation of a REST account to a new certificate and key, not begun yet.
    pub fn new(
        account: &Account,
        new: HeldCertificate,
        new_key: KeyReference,
        mark: Mark,
    ) -> Result<Self, Problem> {
        let Details::Rest {
            certificates, key, ..
        } = &account.details
        else {
            return Err(refused(
                Text::new("chaman-rotation-rest").with("account", shown(&account.name)),
            ));
        };
        key_is_text(&new_key)?;
        let old: Vec<String> = certificates
            .iter()
            .map(|held| held.facts.sha256.clone())
            .filter(|sha256| *sha256 != new.facts.sha256)
            .collect();
        Ok(Self {
            account: account.name.clone(),
            was_there: account.certificate(&new.facts.sha256).is_some(),
            old,
            old_key: key.clone(),
            new,
            new_key,
            stage: RotationStage::Chosen,
            history: vec![(RotationStage::Chosen, mark)],
        })
    }

    /// Whether what a stage changes in Chaman was only asked for: no person has said yet that
    /// it is so.
    pub fn is_only_asked(&self, stage: RotationStage, register: &Register) -> bool {
        match stage {
            RotationStage::Added => !register.is_believed(&self.account, &self.new.facts.sha256),
            RotationStage::Finished => self
                .old
                .iter()
                .any(|sha256| register.is_believed(&self.account, sha256)),
            _ => false,
        }
    }

    /// What may be said of a stage that it has come to.
    pub fn stage_text(&self, stage: RotationStage, register: &Register) -> Text {
        match stage {
            RotationStage::Added if self.is_only_asked(stage, register) => {
                Text::new("chaman-stage-added-asked")
            }
            RotationStage::Finished if self.is_only_asked(stage, register) => {
                Text::new("chaman-stage-finished-asked")
            }
            _ => stage.text(),
        }
    }

    /// Whether nothing is left to do or take back.
    pub fn is_over(&self) -> bool {
        matches!(
            self.stage,
            RotationStage::Finished | RotationStage::Abandoned
        )
    }

    /// Comes to a stage.
    pub fn reach(&mut self, stage: RotationStage, mark: Mark) {
        self.stage = stage;
        self.history.push((stage, mark));
    }

    /// The changes that lead from its stage to the one that follows. Proving is no change:
    /// the caller gets a token.
    ///
    /// Refused while a person still has to do in the portal what the stage needs.
    pub fn forward(&self, register: &Register) -> Result<Vec<Change>, Problem> {
        let account = self.account.clone();
        Ok(match self.stage {
            RotationStage::Chosen if self.is_held(register) => Vec::new(),
            RotationStage::Chosen => vec![Change::AddCertificate {
                account,
                certificate: Box::new(self.new.clone()),
            }],
            RotationStage::Added => {
                if !register.is_believed(&self.account, &self.new.facts.sha256) {
                    return Err(refused(
                        Text::new("chaman-rotation-not-in-chaman").with("account", shown(&account)),
                    )
                    .hint(Text::new("chaman-rotation-not-in-chaman-hint")));
                }
                vec![Change::SetKey {
                    account,
                    key: Some(self.new_key.clone()),
                }]
            }
            RotationStage::Proven => self
                .old
                .iter()
                .filter(|sha256| {
                    let here = register.here.account(&self.account);
                    here.is_some_and(|here| here.certificate(sha256).is_some())
                })
                .map(|sha256| Change::RemoveCertificate {
                    account: account.clone(),
                    sha256: sha256.clone(),
                })
                .collect(),
            RotationStage::Switched | RotationStage::Finished | RotationStage::Abandoned => {
                Vec::new()
            }
        })
    }

    /// The changes that lead back to the stage before.
    pub fn back(&self, register: &Register) -> Vec<Change> {
        let account = self.account.clone();
        match self.stage {
            RotationStage::Added if !self.was_there && self.is_held(register) => {
                vec![Change::RemoveCertificate {
                    account,
                    sha256: self.new.facts.sha256.clone(),
                }]
            }
            RotationStage::Switched | RotationStage::Proven => vec![Change::SetKey {
                account,
                key: self.old_key.clone(),
            }],
            _ => Vec::new(),
        }
    }

    fn is_held(&self, register: &Register) -> bool {
        register
            .here
            .account(&self.account)
            .is_some_and(|account| account.certificate(&self.new.facts.sha256).is_some())
    }
}
