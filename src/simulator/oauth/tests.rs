//! The token endpoint without HTTP: who gets a token, and why not.

use super::super::testing::{CLIENT, Signer, account, claims};
use super::*;

const AUDIENCE: &str = "http://127.0.0.1:1/REST/oauth/v5/token";

fn now() -> Timestamp {
    "2026-09-04T10:00:00Z".parse().expect("a timestamp")
}

fn accounts(signers: &[&Signer]) -> Accounts {
    let mut accounts = Accounts::default();
    accounts.put(account(signers)).expect("registered");
    accounts
}

fn form(assertion: &str) -> Vec<(String, String)> {
    let pairs = [
        ("grant_type", "client_credentials"),
        ("client_assertion_type", ASSERTION_TYPE),
        ("client_assertion", assertion),
    ];
    let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    pairs.into_iter().map(owned).collect()
}

fn ask(accounts: &Accounts, form: &[(String, String)]) -> Result<Grant, OauthError> {
    let settings = Tokens::default();
    Oauth::default().grant(&Form(form), accounts, AUDIENCE, &settings, now())
}

#[test]
fn every_kind_of_key_that_chaman_admits_gets_a_token() {
    for signer in [Signer::rsa(1), Signer::p384(2), Signer::p521(3)] {
        let assertion = signer.sign(&claims(AUDIENCE, now()));
        let grant = ask(&accounts(&[&signer]), &form(&assertion)).expect("a token");
        assert_eq!(grant.permissions, Permission::ALL);
        assert_eq!(grant.to_json()["expires_in"], 600);
    }
}

#[test]
fn any_certificate_in_force_verifies_and_no_other() {
    let (old, new, expired) = (Signer::p384(1), Signer::p384(2), Signer::expired(3));
    let mut accounts = accounts(&[&old, &new, &expired]);
    let token = |accounts: &Accounts, signer: &Signer| {
        ask(accounts, &form(&signer.sign(&claims(AUDIENCE, now())))).map_err(|error| error.code)
    };
    assert!(token(&accounts, &old).is_ok());
    assert!(token(&accounts, &new).is_ok());
    assert_eq!(token(&accounts, &expired), Err("invalid_client"));
    accounts.remove_certificate(CLIENT, "1").expect("removed");
    assert_eq!(token(&accounts, &old), Err("invalid_client"));
    assert!(token(&accounts, &new).is_ok());
}

#[test]
fn claims_that_do_not_fit_are_refused() {
    let signer = Signer::p384(1);
    let accounts = accounts(&[&signer]);
    let second = now().as_second();
    let cases = [
        ("sub", json!("somebody else"), "iss is not sub"),
        ("aud", json!("https://oauth.example"), "another audience"),
        ("exp", json!(second - 61), "expired beyond the skew"),
        ("exp", json!(second + 86_401), "lives longer than a day"),
        ("exp", json!(null), "no end"),
        ("iat", json!(second + 61), "issued in the future"),
        ("nbf", json!(second + 61), "not valid yet"),
        ("jti", json!(null), "no jti"),
    ];
    for (claim, value, name) in cases {
        let mut claims = claims(AUDIENCE, now());
        claims[claim] = value;
        let error = ask(&accounts, &form(&signer.sign(&claims))).expect_err(name);
        assert_eq!(
            (error.status, error.code),
            (401, "invalid_client"),
            "{name}"
        );
    }
}

#[test]
fn a_skew_of_a_minute_and_a_missing_iat_are_forgiven() {
    let signer = Signer::p384(1);
    let accounts = accounts(&[&signer]);
    let second = now().as_second();
    for (claim, value) in [
        ("exp", json!(second - 59)),
        ("nbf", json!(second + 59)),
        ("iat", json!(null)),
    ] {
        let mut claims = claims(AUDIENCE, now());
        claims["iat"] = json!(second - 120);
        claims[claim] = value;
        assert!(
            ask(&accounts, &form(&signer.sign(&claims))).is_ok(),
            "{claim}"
        );
    }
}

#[test]
fn an_assertion_longer_than_five_minutes_is_taken_and_noticed() {
    let signer = Signer::p384(1);
    let mut claims = claims(AUDIENCE, now());
    claims["exp"] = json!(now().as_second() + 3600);
    let grant = ask(&accounts(&[&signer]), &form(&signer.sign(&claims))).expect("a token");
    assert!(grant.long_assertion);
}

#[test]
fn forms_that_do_not_fit_are_told_apart() {
    let signer = Signer::p384(1);
    let good = form(&signer.sign(&claims(AUDIENCE, now())));
    let with = |index: usize, value: &str| {
        let mut form = good.clone();
        value.clone_into(&mut form[index].1);
        form
    };
    let extra = |name: &str, value: &str| {
        let mut form = good.clone();
        form.push((name.to_owned(), value.to_owned()));
        form
    };
    let cases = [
        (
            with(0, "password"),
            "unsupported_grant_type",
            "another grant",
        ),
        (
            with(1, "saml"),
            "invalid_request",
            "another type of assertion",
        ),
        (with(2, "abc"), "invalid_request", "no JWS"),
        (good[..2].to_vec(), "invalid_request", "no assertion"),
        (
            extra("grant_type", "client_credentials"),
            "invalid_request",
            "given twice",
        ),
        (
            extra("scope", "scope:dimona:other"),
            "invalid_scope",
            "an unknown scope",
        ),
    ];
    for (form, code, name) in cases {
        let error = ask(&accounts(&[&signer]), &form).expect_err(name);
        assert_eq!(error.code, code, "{name}");
    }
    let consult = extra("scope", Permission::Consult.scope());
    let grant = ask(&accounts(&[&signer]), &consult).expect("a narrower token");
    assert_eq!(grant.permissions, [Permission::Consult]);
}

#[test]
fn an_account_without_permission_or_unknown_gets_nothing() {
    let signer = Signer::p384(1);
    let mut accounts = Accounts::default();
    let assertion = || form(&signer.sign(&claims(AUDIENCE, now())));
    assert_eq!(
        ask(&accounts, &assertion()).map_err(|e| e.code),
        Err("invalid_client")
    );
    let mut spec = account(&[&signer]);
    spec.permissions.clear();
    accounts.put(spec).expect("registered");
    assert_eq!(
        ask(&accounts, &assertion()).map_err(|e| e.code),
        Err("unauthorized_client")
    );
}

#[test]
fn a_jti_is_taken_once_unless_replay_is_allowed() {
    let signer = Signer::p384(1);
    let accounts = accounts(&[&signer]);
    let form = form(&signer.sign(&claims(AUDIENCE, now())));
    for (refuse_replay, second_time) in [(true, false), (false, true)] {
        let settings = Tokens {
            refuse_replay,
            ..Tokens::default()
        };
        let mut oauth = Oauth::default();
        let mut ask = || oauth.grant(&Form(&form), &accounts, AUDIENCE, &settings, now());
        assert!(ask().is_ok());
        assert_eq!(ask().is_ok(), second_time);
    }
}

#[test]
fn a_token_is_judged_by_its_age_scope_and_account() {
    let signer = Signer::p384(1);
    let mut accounts = accounts(&[&signer]);
    let mut oauth = Oauth::default();
    let mut form = form(&signer.sign(&claims(AUDIENCE, now())));
    form.push(("scope".to_owned(), Permission::Consult.scope().to_owned()));
    let settings = Tokens::default();
    let grant = oauth.grant(&Form(&form), &accounts, AUDIENCE, &settings, now());
    let header = format!("bearer {}", grant.expect("a token").token);
    let judge =
        |oauth: &Oauth, accounts: &Accounts, header: Option<&str>, permission, late: i64| {
            let at = now() + SignedDuration::from_secs(late);
            let caller = oauth.authenticate(header, permission, accounts, at);
            caller
                .map(|caller| caller.sender)
                .map_err(|problem| problem.name().to_owned())
        };
    let consult = Permission::Consult;
    let header = Some(header.as_str());
    assert_eq!(
        judge(&oauth, &accounts, header, consult, 599),
        Ok("999001".into())
    );
    let cases = [
        (header, consult, 600, "expiredAccessToken"),
        (header, Permission::Declarant, 0, "missingScope"),
        (Some("Bearer other"), consult, 0, "invalidAccessToken"),
        (Some("Basic abc"), consult, 0, "noAccessToken"),
        (None, consult, 0, "noAccessToken"),
    ];
    for (header, permission, late, name) in cases {
        assert_eq!(
            judge(&oauth, &accounts, header, permission, late),
            Err(name.into())
        );
    }
    accounts.remove(CLIENT);
    let gone = judge(&oauth, &accounts, header, consult, 0);
    assert_eq!(gone, Err("invalidAccessToken".into()));
    assert_eq!(oauth.revoke(Some("other")), 0);
    assert_eq!(oauth.revoke(None), 1);
}
