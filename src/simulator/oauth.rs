//! The token endpoint and the tokens it gave (rsz-rest 2). No HTTP: a form goes in, a grant or an error comes out.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::accounts::{Account, Accounts, Permission};
use super::assertion::Assertion;
use super::problem::Problem;
use super::scenario::Tokens;

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// Entries that died are swept out when a map has grown by so many.
const SWEEP_EVERY: usize = 1024;

/// An error answer of the token endpoint (rsz-rest 2.6, RFC 6749 5.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OauthError {
    pub(super) status: u16,
    pub(super) code: &'static str,
    pub(super) description: &'static str,
}

impl OauthError {
    pub(super) fn to_json(&self) -> Value {
        json!({ "error": self.code, "error_description": self.description })
    }
}

/// A token just given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Grant {
    pub(super) token: String,
    pub(super) permissions: Vec<Permission>,
    pub(super) lifetime: SignedDuration,
    /// The assertion lived longer than advised.
    pub(super) long_assertion: bool,
}

impl Grant {
    pub(super) fn to_json(&self) -> Value {
        let scopes: Vec<&str> = self.permissions.iter().map(|one| one.scope()).collect();
        json!({
            "access_token": self.token,
            "scope": scopes.join(" "),
            "token_type": "Bearer",
            "expires_in": self.lifetime.as_secs(),
        })
    }
}

/// Who calls, by the token presented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Caller {
    pub(super) client_id: String,
    pub(super) sender: String,
}

#[derive(Debug)]
struct Token {
    client_id: String,
    permissions: Vec<Permission>,
    expires: Timestamp,
}

/// Tokens given and assertions seen.
#[derive(Debug, Default)]
pub(super) struct Oauth {
    tokens: HashMap<String, Token>,
    seen: HashMap<(String, String), Timestamp>,
}

impl Oauth {
    /// Answers a token request; `audience` is the token URL.
    pub(super) fn grant(
        &mut self,
        form: &Form<'_>,
        accounts: &Accounts,
        audience: &str,
        settings: &Tokens,
        now: Timestamp,
    ) -> Result<Grant, OauthError> {
        if form.one("grant_type")? != "client_credentials" {
            return Err(OauthError {
                status: 400,
                code: "unsupported_grant_type",
                description: "grant_type must be client_credentials",
            });
        }
        if form.one("client_assertion_type")? != ASSERTION_TYPE {
            return Err(invalid_request("client_assertion_type must be jwt-bearer"));
        }
        let text = form.one("client_assertion")?;
        let assertion = Assertion::parse(text).ok_or(invalid_request("the assertion is no JWS"))?;
        let (expires, life) = assertion
            .claims
            .check(audience, settings, now)
            .map_err(invalid_client)?;
        let account = assertion
            .claims
            .iss
            .as_deref()
            .and_then(|id| accounts.get(id));
        let account = account.ok_or(invalid_client("Client authentication failed"))?;
        if !assertion.is_signed_by(account, now) {
            return Err(invalid_client("Client authentication failed"));
        }
        let jti = assertion.claims.jti.clone().unwrap_or_default();
        if settings.refuse_replay && !self.first_use(account, jti, expires + settings.skew, now) {
            return Err(invalid_client("jti was used before"));
        }
        let permissions = granted(account, form.optional("scope")?)?;
        let token = format!("sim-{}", uuid::Uuid::new_v4().simple());
        self.keep(&token, account, &permissions, now + settings.lifetime, now);
        Ok(Grant {
            token,
            permissions,
            lifetime: settings.lifetime,
            long_assertion: life > settings.warn_assertion_above,
        })
    }

    /// Checks the `Authorization` header of a call that needs `permission` (rsz-rest 14.2, rule 3).
    pub(super) fn authenticate(
        &self,
        authorization: Option<&str>,
        permission: Permission,
        accounts: &Accounts,
        now: Timestamp,
    ) -> Result<Caller, Problem> {
        let bearer = authorization.and_then(bearer).ok_or_else(|| {
            let detail = "No Bearer access token found in the Authorization HTTP header";
            Problem::new(401, "noAccessToken", "No Access Token", detail)
        })?;
        let invalid = || {
            let detail =
                "The Bearer access token found in the Authorization HTTP header is invalid";
            Problem::new(401, "invalidAccessToken", "Invalid Access Token", detail)
        };
        let token = self.tokens.get(bearer).ok_or_else(invalid)?;
        let account = accounts.get(&token.client_id).ok_or_else(invalid)?;
        if token.expires <= now {
            let detail =
                "The Bearer access token found in the Authorization HTTP header has expired";
            return Err(Problem::new(
                401,
                "expiredAccessToken",
                "Expired Access Token",
                detail,
            ));
        }
        if !token.permissions.contains(&permission) {
            return Err(Problem::missing_scope(permission.scope()));
        }
        Ok(Caller {
            client_id: account.client_id.clone(),
            sender: account.sender.clone(),
        })
    }

    /// The client id behind an `Authorization` header, whatever the token may do.
    pub(super) fn client_of(&self, authorization: Option<&str>) -> Option<&str> {
        let token = self.tokens.get(authorization.and_then(bearer)?)?;
        Some(&token.client_id)
    }

    /// Revokes the token in an `Authorization` header.
    pub(super) fn revoke_presented(&mut self, authorization: Option<&str>) {
        if let Some(token) = authorization.and_then(bearer) {
            self.tokens.remove(token);
        }
    }

    /// Revokes the tokens of an account, or all of them, and tells how many.
    pub(super) fn revoke(&mut self, client_id: Option<&str>) -> usize {
        let before = self.tokens.len();
        self.tokens
            .retain(|_, token| client_id.is_some_and(|id| id != token.client_id));
        before - self.tokens.len()
    }

    fn first_use(
        &mut self,
        account: &Account,
        jti: String,
        until: Timestamp,
        now: Timestamp,
    ) -> bool {
        if self.seen.len() % SWEEP_EVERY == SWEEP_EVERY - 1 {
            self.seen.retain(|_, until| *until >= now);
        }
        let key = (account.client_id.clone(), jti);
        self.seen.insert(key, until).is_none_or(|until| until < now)
    }

    fn keep(
        &mut self,
        token: &str,
        account: &Account,
        permissions: &[Permission],
        expires: Timestamp,
        now: Timestamp,
    ) {
        if self.tokens.len() % SWEEP_EVERY == SWEEP_EVERY - 1 {
            // Kept for an hour after their end, so that late users hear "expired", not "invalid".
            let grace = SignedDuration::from_hours(1);
            self.tokens.retain(|_, token| token.expires + grace >= now);
        }
        let entry = Token {
            client_id: account.client_id.clone(),
            permissions: permissions.to_vec(),
            expires,
        };
        self.tokens.insert(token.to_owned(), entry);
    }
}

/// The decoded parameters of a token request.
#[derive(Debug)]
pub(super) struct Form<'a>(pub(super) &'a [(String, String)]);

impl Form<'_> {
    fn one(&self, name: &'static str) -> Result<&str, OauthError> {
        self.optional(name)?
            .ok_or(invalid_request("a required parameter is missing"))
    }

    fn optional(&self, name: &'static str) -> Result<Option<&str>, OauthError> {
        let mut found = self.0.iter().filter(|(known, _)| known == name);
        let first = found.next().map(|(_, value)| value.as_str());
        if found.next().is_some() {
            return Err(invalid_request("a parameter is given twice"));
        }
        Ok(first)
    }
}

fn granted(account: &Account, scope: Option<&str>) -> Result<Vec<Permission>, OauthError> {
    if account.permissions.is_empty() {
        return Err(OauthError {
            status: 400,
            code: "unauthorized_client",
            description: "the account has no permission",
        });
    }
    let Some(scope) = scope.filter(|scope| !scope.trim().is_empty()) else {
        return Ok(account.permissions.clone());
    };
    let permission = |scope| {
        let mut all = Permission::ALL.into_iter();
        all.find(|one| one.scope() == scope && account.permissions.contains(one))
    };
    scope
        .split_ascii_whitespace()
        .map(permission)
        .collect::<Option<Vec<_>>>()
        .ok_or(OauthError {
            status: 400,
            code: "invalid_scope",
            description: "a scope is unknown or not permitted",
        })
}

fn bearer(authorization: &str) -> Option<&str> {
    let (scheme, token) = authorization.split_once(' ')?;
    (scheme.eq_ignore_ascii_case("bearer") && !token.trim().is_empty()).then(|| token.trim())
}

pub(super) fn invalid_request(description: &'static str) -> OauthError {
    OauthError {
        status: 400,
        code: "invalid_request",
        description,
    }
}

fn invalid_client(description: &'static str) -> OauthError {
    OauthError {
        status: 401,
        code: "invalid_client",
        description,
    }
}

#[cfg(test)]
mod tests;
