//! The accounts of the simulator, whose control service stands in for Chaman in the sandbox.
//! Never used for any other environment.

use reqwest::{Client, RequestBuilder, Response, Url};
use serde_json::{Value, json};

use crate::domain::ids::ClientId;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;

use super::http::{self, Content, HttpSettings, Purpose};

/// An answer of the control service is a few words.
const ANSWER_LIMIT: usize = 64 * 1024;

/// The control service of a simulator.
pub struct Control {
    client: Client,
    accounts: Url,
    patience: std::time::Duration,
}

/// A REST account as the simulator is to have it.
#[derive(Debug, Clone)]
pub struct SandboxAccount {
    /// Its client id; without one the simulator makes one up.
    pub client_id: Option<ClientId>,
    /// Its name.
    pub name: String,
    /// Its sender number.
    pub sender: String,
    /// The scopes of its tokens (rsz-rest 2.4); others than those of Dimona have no meaning there.
    pub scopes: Vec<String>,
    /// Its certificates, as PEM.
    pub certificates: Vec<String>,
}

/// The simulator's words for permissions, with their scopes.
const PERMISSIONS: [(&str, &str); 2] = [
    ("declarant", "scope:dimona:declaration:declarant"),
    ("consult", "scope:dimona:declaration:consult"),
];

impl SandboxAccount {
    /// The scopes that the simulator knows.
    pub fn all_scopes() -> Vec<String> {
        PERMISSIONS
            .iter()
            .map(|(_, scope)| (*scope).to_owned())
            .collect()
    }

    fn body(&self) -> Value {
        let permissions: Vec<&str> = PERMISSIONS
            .iter()
            .filter(|(_, scope)| self.scopes.iter().any(|own| own == scope))
            .map(|(permission, _)| *permission)
            .collect();
        json!({
            "name": self.name,
            "sender": self.sender,
            "permissions": permissions,
            "certificates": self.certificates,
        })
    }
}

impl Control {
    /// The control service beside this token URL.
    pub fn new(token_url: &str, settings: &HttpSettings) -> Result<Self, Problem> {
        let mut accounts = http::check_url(token_url)?;
        accounts.set_path("/simulator/accounts");
        accounts.set_query(None);
        Ok(Self {
            client: http::client(settings, &accounts, Purpose::Ask)?,
            accounts,
            patience: settings.total_timeout,
        })
    }

    /// Makes an account, or replaces the one of its client id; gives the client id.
    pub async fn put(&self, account: &SandboxAccount) -> Result<ClientId, Problem> {
        let request = match &account.client_id {
            Some(client_id) => self.client.put(self.of(client_id)),
            None => self.client.post(self.accounts.clone()),
        };
        let answer = self.send(request.json(&account.body())).await?;
        if !answer.status().is_success() {
            return Err(self.unusable(&format!("HTTP {}", answer.status().as_u16())));
        }
        match &account.client_id {
            Some(client_id) => Ok(client_id.clone()),
            None => self.given(answer).await,
        }
    }

    /// Removes an account; one that is not there is no failure.
    pub async fn remove(&self, client_id: &ClientId) -> Result<(), Problem> {
        let answer = self.send(self.client.delete(self.of(client_id))).await?;
        match answer.status().as_u16() {
            200..=299 | 404 => Ok(()),
            status => Err(self.unusable(&format!("HTTP {status}"))),
        }
    }

    fn of(&self, client_id: &ClientId) -> Url {
        let mut url = self.accounts.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.push(client_id.as_str());
        }
        url
    }

    async fn send(&self, request: RequestBuilder) -> Result<Response, Problem> {
        let answer = request.send().await;
        answer.map_err(|error| self.unusable(&error.without_url().to_string()))
    }

    async fn given(&self, answer: Response) -> Result<ClientId, Problem> {
        let content = http::content(answer, ANSWER_LIMIT, self.patience).await;
        client_id(&content).ok_or_else(|| self.unusable("no client_id"))
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

fn client_id(content: &Content) -> Option<ClientId> {
    let answer: Value = serde_json::from_slice(&content.bytes).ok()?;
    ClientId::parse(answer.get("client_id")?.as_str()?).ok()
}
