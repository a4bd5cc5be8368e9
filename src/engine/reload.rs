//! Another configuration takes the place of the one in force. What is under way keeps what it began
//! with: no request is interrupted, and none is made twice.

use std::sync::Arc;

use crate::domain::problem::Problem;

use crate::store::{Holder, Store};

use super::account::ActiveAccount;
use super::status::CertificateFiles;
use super::{Account, Engine, Limits, Linker};

/// What may change while the engine works.
pub struct Settings {
    /// The accounts of the configuration. One without a link keeps the one that it has.
    pub accounts: Vec<Account>,
    /// The certificates of the configuration.
    pub certificates: Vec<CertificateFiles>,
    /// Days before its end at which a certificate needs attention, in any order.
    pub levels: Vec<u16>,
    /// Makes the links of the register's accounts.
    pub linker: Arc<dyn Linker>,
    /// How much may be under way at once.
    pub limits: Limits,
}

impl Engine {
    /// Works by these settings from now on. Refused as a whole, and nothing changes, when an
    /// account that could work before could not by them.
    pub async fn reload(&self, settings: Settings) -> Result<(), Problem> {
        let before = self.inner.rosters.configured();
        let known = |account: &Account| {
            let mut known = before.accounts.iter();
            known.find(|known| known.client_id == account.client_id)
        };
        let mut accounts = Vec::new();
        for account in settings.accounts {
            accounts.push(Arc::new(match known(&account) {
                Some(before) => ActiveAccount::reconfigured(account, before)?,
                None => ActiveAccount::configured(account),
            }));
        }
        let limits = self.inner.limits.send_replace(settings.limits);
        if let Err(problem) = self.relink(accounts, settings.linker).await {
            self.inner.limits.send_replace(limits);
            return Err(problem);
        }
        let certificates = &self.inner.certificates;
        certificates.reload(settings.certificates, settings.levels);
        Ok(())
    }

    /// The store that it works on.
    pub fn shared_store(&self) -> Arc<dyn Store> {
        Arc::clone(&self.inner.store)
    }

    /// Who this process is as a worker.
    pub fn holder(&self) -> &Holder {
        &self.inner.holder
    }

    /// How much may be under way at once.
    pub(super) fn limits(&self) -> Limits {
        *self.inner.limits.borrow()
    }
}
