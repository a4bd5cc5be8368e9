//! Tokens of the sandbox: whoever asks finds a simulator, or is one, and is known to it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use jiff::SignedDuration;

use crate::chaman;
use crate::domain::ids::ClientId;
use crate::domain::problem::Problem;
use crate::engine;
use crate::rsz::oauth::OAuthClient;
use crate::rsz::sandbox::SandboxAccount;
use crate::rsz::{Granted, TokenError, TokenErrorClass, TokenSource};
use crate::store::Store;

use super::Sandbox;

/// Whose tokens they are, and so where it stands what the simulator has to know.
pub(in crate::app) enum Whose {
    /// The account of who has made none.
    BuiltIn(SandboxAccount),
    /// The account of this client id in the register, as long as it is there.
    Register(Arc<dyn Store>, ClientId),
}

/// Tokens of one account.
pub(in crate::app) struct SandboxTokens {
    oauth: OAuthClient,
    sandbox: Arc<Sandbox>,
    whose: Whose,
    /// Whether the simulator was told of the account, by this process or by an order before.
    is_known: AtomicBool,
}

impl SandboxTokens {
    pub(in crate::app) fn new(oauth: OAuthClient, sandbox: Arc<Sandbox>, whose: Whose) -> Self {
        let is_known = AtomicBool::new(matches!(whose, Whose::Register(..)));
        Self {
            oauth,
            sandbox,
            whose,
            is_known,
        }
    }

    /// Makes the account known, unless it is no more.
    async fn introduce(&self) -> Result<bool, TokenError> {
        let Some(account) = self.account().await.map_err(as_token_error)? else {
            return Ok(false);
        };
        self.sandbox.put(&account).await.map_err(as_token_error)?;
        self.is_known.store(true, Ordering::Relaxed);
        Ok(true)
    }

    async fn account(&self) -> Result<Option<SandboxAccount>, Problem> {
        let (store, client_id) = match &self.whose {
            Whose::BuiltIn(account) => return Ok(Some(account.clone())),
            Whose::Register(store, client_id) => (store, client_id),
        };
        let stored = store.register().await.map_err(engine::from_store)?;
        let register = chaman::read(stored.document.as_deref())?;
        let here = &register.here;
        let account = here
            .accounts
            .iter()
            .find(|account| account.client_id() == Some(client_id));
        let sender = here.sender.as_ref().map(|sender| &sender.number);
        Ok(account.map(|account| {
            Sandbox::account(
                account,
                sender,
                &self.sandbox.rulebook.scopes(account.granted()),
            )
        }))
    }
}

#[async_trait]
impl TokenSource for SandboxTokens {
    async fn fetch(&self) -> Result<Granted, TokenError> {
        if !self.is_known.load(Ordering::Relaxed) {
            self.introduce().await?;
        }
        match self.oauth.fetch().await {
            // A simulator that was restarted knows nobody, or is not there any more.
            Err(error)
                if matches!(
                    error.class,
                    TokenErrorClass::Refused | TokenErrorClass::Unreachable
                ) =>
            {
                if self.introduce().await? {
                    self.oauth.fetch().await
                } else {
                    Err(error)
                }
            }
            other => other,
        }
    }

    fn clock_offset(&self) -> Option<SignedDuration> {
        self.oauth.clock_offset()
    }
}

fn as_token_error(problem: Problem) -> TokenError {
    TokenError {
        class: TokenErrorClass::Unreachable,
        retry_at: None,
        problem,
    }
}
