//! What the engine asks of whoever puts the program together: ways to the NSSO for accounts
//! that appear while it runs, and in the sandbox the system that stands in for Chaman.

use async_trait::async_trait;

use super::Link;
use crate::domain::chaman::{Account, KeyReference};
use crate::domain::ids::{ClientId, SenderNumber};
use crate::domain::problem::Problem;

/// An account of the register that is to work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkOrder {
    /// Its name.
    pub name: String,
    /// The client id that Chaman gave it.
    pub client_id: ClientId,
    /// Where its private key lies.
    pub key: KeyReference,
}

/// Makes ways to the NSSO.
pub trait Linker: Send + Sync {
    /// The way of this account, signing with that key. Blocks: it reads files. Two links of one
    /// client id have the same [`crate::rsz::TokenKey`], so that a valid token outlives a key.
    fn link(&self, order: &LinkOrder) -> Result<Link, Problem>;
}

/// The place where a sandbox keeps its accounts: there, the register is Chaman itself.
#[async_trait]
pub trait Portal: Send + Sync {
    /// Makes a REST account, or makes the one of its client id what it is here; gives the client
    /// id. With a client id it can be repeated without harm. Without a `sender` a made-up one
    /// stands in.
    async fn put(
        &self,
        account: &Account,
        sender: Option<&SenderNumber>,
        scopes: &[&str],
    ) -> Result<ClientId, Problem>;

    /// Removes an account with its tokens; one that is not there is no failure.
    async fn remove(&self, client_id: &ClientId) -> Result<(), Problem>;
}
