//! Everything that is kept about a sender: as it is wanted here, as we believe it is in
//! Chaman, what a person still has to click there, and rotations under way.

use serde::{Deserialize, Serialize};

use super::{
    Account, Change, Channel, Contact, HeldCertificate, Mark, Rotation, RotationStage, Sender,
    SshKey, Step, refused,
};
use crate::domain::problem::Problem;
use crate::domain::text::Text;

/// A sender with its contact and accounts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Channels {
    /// Who sends; made at the first visit.
    pub sender: Option<Sender>,
    /// The one contact; nothing else can be made without it.
    pub contact: Option<Contact>,
    /// The accounts, in the order in which they were made.
    #[serde(rename = "account")]
    pub accounts: Vec<Account>,
}

/// The register of one environment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Register {
    /// As it is wanted here.
    pub here: Channels,
    /// As we believe it is in Chaman: what persons have said that they did there.
    pub believed: Channels,
    /// What was, and what has to be, done in the portal.
    pub steps: Vec<Step>,
    /// Rotations of certificates, finished ones too.
    pub rotations: Vec<Rotation>,
}

/// Who makes a change true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChamanIs {
    /// This program: in the sandbox the register is Chaman itself.
    Here,
    /// A portal without a door for programs: a person clicks there.
    ThePortal,
}

/// The register as front ends see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterReport {
    /// What is kept.
    pub register: Register,
    /// Who makes a change true.
    pub chaman: ChamanIs,
}

impl Channels {
    /// The account of this name.
    pub fn account(&self, name: &str) -> Option<&Account> {
        self.accounts.iter().find(|account| account.name == name)
    }

    pub(super) fn account_mut(&mut self, name: &str) -> Option<&mut Account> {
        self.accounts
            .iter_mut()
            .find(|account| account.name == name)
    }

    /// The accounts of a channel.
    pub fn of_channel(&self, channel: Channel) -> impl Iterator<Item = &Account> {
        self.accounts
            .iter()
            .filter(move |account| account.channel() == channel)
    }
}

impl Register {
    /// Makes a change here; in Chaman too where this program is Chaman, and where it is a
    /// portal, as a step for a person, whose number is given back.
    ///
    /// Says which rule is against it, and changes nothing then.
    pub fn record(
        &mut self,
        change: Change,
        chaman: ChamanIs,
        mark: Mark,
    ) -> Result<Option<u32>, Problem> {
        let mut here = self.here.clone();
        change.apply(&mut here)?;
        if !change.concerns_chaman() {
            // Chaman knows nothing of it: whether the account is there yet does not matter.
            let _ = change.apply(&mut self.believed);
        } else if chaman == ChamanIs::Here {
            change.apply(&mut self.believed)?;
        }
        self.here = here;
        self.follow(&change, &mark);
        if chaman == ChamanIs::Here || !change.concerns_chaman() {
            return Ok(None);
        }
        let number = self.steps.last().map_or(1, |step| step.number + 1);
        self.steps.push(Step {
            number,
            change,
            asked: mark,
            done: None,
        });
        Ok(Some(number))
    }

    /// A person did a step in the portal: from now on we believe that it is so there.
    ///
    /// Refused for a step that is not open, and for one that needs another one first.
    pub fn tick(&mut self, number: u32, mark: Mark) -> Result<(), Problem> {
        let step = self
            .steps
            .iter_mut()
            .find(|step| step.number == number)
            .ok_or_else(|| {
                refused(Text::new("chaman-step-unknown").with("step", number))
                    .hint(Text::new("chaman-step-unknown-hint"))
            })?;
        if step.done.is_some() {
            return Err(refused(Text::new("chaman-step-done").with("step", number)));
        }
        step.change.apply(&mut self.believed).map_err(|problem| {
            refused(Text::new("chaman-step-early").with("step", number))
                .detail(problem.summary)
                .hint(Text::new("chaman-step-early-hint"))
        })?;
        step.done = Some(mark);
        Ok(())
    }

    /// A rotation follows its account: to another name, and to its end.
    fn follow(&mut self, change: &Change, mark: &Mark) {
        let under_way = self.rotations.iter_mut().filter(|rotation| {
            !rotation.is_over() && change.account() == Some(rotation.account.as_str())
        });
        for rotation in under_way {
            match change {
                Change::Rename { to, .. } => to.trim().clone_into(&mut rotation.account),
                Change::RemoveAccount { .. } => {
                    rotation.reach(RotationStage::Abandoned, mark.clone());
                }
                _ => {}
            }
        }
    }

    /// What still has to be done in the portal, oldest first.
    pub fn open_steps(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| step.done.is_none())
    }

    /// The rotation of an account that is under way.
    pub fn rotation(&self, account: &str) -> Option<&Rotation> {
        self.rotations
            .iter()
            .find(|rotation| rotation.account == account && !rotation.is_over())
    }

    /// Whether we believe that Chaman has this certificate in this account.
    pub fn is_believed(&self, account: &str, sha256: &str) -> bool {
        self.believed
            .account(account)
            .is_some_and(|account| account.certificate(sha256).is_some())
    }

    /// Every certificate that is kept, wherever: for reading its facts after loading.
    pub fn certificates_mut(&mut self) -> impl Iterator<Item = &mut HeldCertificate> {
        let accounts = self
            .here
            .accounts
            .iter_mut()
            .chain(&mut self.believed.accounts)
            .flat_map(Account::certificates_mut);
        let steps = self
            .steps
            .iter_mut()
            .flat_map(|step| step.change.certificates_mut());
        let rotations = self.rotations.iter_mut().map(|rotation| &mut rotation.new);
        accounts.chain(steps).chain(rotations)
    }

    /// Every public SSH key that is kept, wherever.
    pub fn ssh_keys_mut(&mut self) -> impl Iterator<Item = &mut SshKey> {
        let accounts = self
            .here
            .accounts
            .iter_mut()
            .chain(&mut self.believed.accounts)
            .filter_map(Account::ssh_key_mut);
        let steps = self
            .steps
            .iter_mut()
            .filter_map(|step| step.change.ssh_key_mut());
        accounts.chain(steps)
    }
}
