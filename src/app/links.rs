//! Ways to the NSSO for the accounts of the register.

use std::sync::Arc;

use crate::config::Config;
use crate::domain::clock::Clock;
use crate::domain::ids::ClientId;
use crate::domain::problem::Problem;
use crate::engine::{Link, LinkOrder, Linker, signing_key};
use crate::rsz::http::HttpSettings;
use crate::rsz::oauth::OAuthClient;
use crate::store::Store;

use super::account::{link, link_through};
use super::sandbox::Sandbox;
use super::sandbox::tokens::{SandboxTokens, Whose};

/// What links are made of.
pub(super) struct Links {
    pub(super) token_url: String,
    pub(super) base_url: String,
    /// Scopes to ask for, by client id; others ask for all that they have.
    pub(super) scopes: Vec<(ClientId, Vec<String>)>,
    /// Or why there are none: an authority that cannot be read.
    pub(super) settings: Result<HttpSettings, Problem>,
    pub(super) clock: Arc<dyn Clock>,
    /// Where accounts are made known again that the sandbox has forgotten, with the register.
    pub(super) sandbox: Option<(Arc<Sandbox>, Arc<dyn Store>)>,
}

impl Links {
    /// Links to the systems that the configuration names.
    pub(super) fn of(
        config: &Config,
        settings: Result<HttpSettings, Problem>,
        clock: Arc<dyn Clock>,
        sandbox: Option<(Arc<Sandbox>, Arc<dyn Store>)>,
    ) -> Self {
        let endpoints = config.endpoints();
        let scopes = config
            .accounts_in_use()
            .map(|account| (account.client_id.clone(), account.scopes.clone()));
        Self {
            token_url: endpoints.token_url.as_str().to_owned(),
            base_url: endpoints.base_url.as_str().to_owned(),
            scopes: scopes.collect(),
            settings,
            clock,
            sandbox,
        }
    }

    fn scopes_of(&self, client_id: &ClientId) -> Vec<String> {
        let configured = self.scopes.iter().find(|(known, _)| known == client_id);
        configured.map_or_else(Vec::new, |(_, scopes)| scopes.clone())
    }
}

impl Linker for Links {
    fn link(&self, order: &LinkOrder) -> Result<Link, Problem> {
        let key = signing_key(&order.key)?;
        let settings = self.settings.as_ref().map_err(Problem::clone)?;
        let oauth = OAuthClient::new(
            &self.token_url,
            order.client_id.clone(),
            self.scopes_of(&order.client_id),
            Arc::new(key),
            settings,
            Arc::clone(&self.clock),
        )?;
        let Some((sandbox, store)) = &self.sandbox else {
            return link(oauth, &self.base_url, settings, &self.clock);
        };
        let token_key = oauth.token_key().clone();
        let whose = Whose::Register(Arc::clone(store), order.client_id.clone());
        let tokens = SandboxTokens::new(oauth, Arc::clone(sandbox), whose);
        link_through(
            token_key,
            Arc::new(tokens),
            &self.base_url,
            settings,
            &self.clock,
        )
    }
}
