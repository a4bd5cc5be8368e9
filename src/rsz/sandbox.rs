//! Making an account known to the simulator, whose control service stands in for Chaman in the
//! sandbox. Never used for any other environment.

use reqwest::{Client, Url};
use serde_json::json;

use crate::domain::ids::ClientId;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;

use super::http::{self, HttpSettings, Purpose};

/// The control service of a simulator.
pub struct Control {
    client: Client,
    accounts: Url,
}

/// An account to be registered.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Its client id, chosen by us.
    pub client_id: ClientId,
    /// Its name.
    pub name: String,
    /// Its sender number.
    pub sender: String,
    /// Its certificates, as PEM.
    pub certificates: Vec<String>,
}

impl Control {
    /// The control service beside this token URL.
    pub fn new(token_url: &str, settings: &HttpSettings) -> Result<Self, Problem> {
        let mut accounts = http::check_url(token_url)?;
        accounts.set_path("/simulator/accounts/");
        accounts.set_query(None);
        Ok(Self {
            client: http::client(settings, &accounts, Purpose::Ask)?,
            accounts,
        })
    }

    /// Registers an account, or replaces the one of that client id.
    pub async fn register(&self, account: &NewAccount) -> Result<(), Problem> {
        let url = self
            .accounts
            .join(account.client_id.as_str())
            .map_err(|error| self.unusable(&error.to_string()))?;
        let body = json!({
            "name": account.name,
            "sender": account.sender,
            "permissions": ["declarant", "consult"],
            "certificates": account.certificates,
        });
        let answer = self.client.put(url).json(&body).send().await;
        match answer {
            Ok(answer) if answer.status().is_success() => Ok(()),
            Ok(answer) => Err(self.unusable(&format!("HTTP {}", answer.status().as_u16()))),
            Err(error) => Err(self.unusable(&error.without_url().to_string())),
        }
    }

    fn unusable(&self, cause: &str) -> Problem {
        let address = self.accounts.authority().to_owned();
        Problem::new(
            ProblemClass::Service,
            Text::new("rsz-sandbox-unusable").with("address", address),
        )
        .detail(Text::new("rsz-cause").with("cause", Untrusted::new(cause).shown()))
        .hint(Text::new("rsz-sandbox-unusable-hint"))
    }
}
