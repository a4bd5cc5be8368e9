//! Every step of the connection test, failing in its turn; and the whole way over real HTTP.

use std::os::unix::fs::PermissionsExt as _;
use std::sync::Arc;

use jiff::SignedDuration;
use secrecy::SecretString;

use super::*;
use crate::domain::chaman::{ConnectionStep as Step, StepVerdict};
use crate::engine::EngineClock;
use crate::rsz::dimona::DimonaClient;
use crate::rsz::http::HttpSettings;
use crate::rsz::key::{self, SigningKey};
use crate::rsz::oauth::OAuthClient;
use crate::rsz::{CallFailed, TokenErrorClass};
use crate::simulator::{AccountSpec, Options, Permission, Scenario, SimClock, Simulator};

mod scripted;

use scripted::{CLIENT, CONSULT, Desk, Nsso, client_id, made, now};

fn kind(verdict: &StepVerdict) -> &'static str {
    match verdict {
        StepVerdict::Passed(_) => "passed",
        StepVerdict::Doubtful(_) => "doubtful",
        StepVerdict::Failed(_) => "failed",
        StepVerdict::NotTried => "not tried",
    }
}

fn verdict(test: &ConnectionTest, wanted: Step) -> &StepVerdict {
    let (_, verdict) = test
        .steps
        .iter()
        .find(|(step, _)| *step == wanted)
        .expect("every step is named");
    verdict
}

fn all_passed(test: &ConnectionTest) {
    let order: Vec<Step> = test.steps.iter().map(|(step, _)| *step).collect();
    assert_eq!(order, Step::ALL);
    for (step, verdict) in &test.steps {
        assert_eq!(kind(verdict), "passed", "{step:?}: {verdict:?}");
    }
}

/// The step fails for this reason with a fix; all before it passed, none after it was tried.
fn fails_at(name: &str, test: &ConnectionTest, wanted: Step, summary: &str) {
    let (step, problem) = test.failure().unwrap_or_else(|| panic!("{name}: {test:?}"));
    assert_eq!((step, problem.summary.key), (wanted, summary), "{name}");
    let place = Step::ALL.iter().position(|step| *step == wanted);
    for (index, (step, verdict)) in test.steps.iter().enumerate() {
        let expected = match index.cmp(&place.expect("a step")) {
            std::cmp::Ordering::Less => "passed",
            std::cmp::Ordering::Equal => "failed",
            std::cmp::Ordering::Greater => "not tried",
        };
        assert_eq!(kind(verdict), expected, "{name}, {step:?}: {verdict:?}");
    }
}

#[tokio::test]
async fn an_account_in_order_passes_every_step() {
    all_passed(&Desk::new().test().await);
}

#[tokio::test]
async fn a_key_opens_with_its_passphrase_file() {
    let mut desk = Desk::new();
    let open = std::fs::read_to_string(&desk.key.file).expect("written");
    let sealed = key::seal(&open, &SecretString::from("geheim")).expect("sealed");
    desk.key.file = desk.file("sealed.pem", &sealed);
    desk.key.passphrase_file = Some(desk.file("passphrase", "geheim\n"));
    all_passed(&desk.test().await);
}

#[tokio::test]
async fn each_step_here_names_its_own_failure() {
    type Spoil = fn(&mut Desk);
    let cases: [(&str, Spoil, Step, &str); 8] = [
        (
            "no such key file",
            |desk| desk.key.file = desk.folder.path().join("none"),
            Step::KeyFile,
            "rsz-key-file-unreadable",
        ),
        (
            "a key file for everybody",
            |desk| {
                desk.key.file = desk.folder.path().join("open.pem");
                std::fs::write(&desk.key.file, "key").expect("written");
                // Whatever the umask of the process is by now.
                let for_everybody = std::fs::Permissions::from_mode(0o644);
                std::fs::set_permissions(&desk.key.file, for_everybody).expect("ours");
            },
            Step::KeyFile,
            "rsz-key-file-open",
        ),
        (
            "no key inside",
            |desk| desk.key.file = desk.file("prose", "hello"),
            Step::Key,
            "rsz-key-not-a-key",
        ),
        (
            "a locked key without passphrase",
            |desk| {
                let open = std::fs::read_to_string(&desk.key.file).expect("written");
                let sealed = key::seal(&open, &SecretString::from("geheim")).expect("sealed");
                desk.key.file = desk.file("sealed.pem", &sealed);
            },
            Step::Key,
            "rsz-key-passphrase-missing",
        ),
        (
            "an empty passphrase file",
            |desk| {
                let open = std::fs::read_to_string(&desk.key.file).expect("written");
                let sealed = key::seal(&open, &SecretString::from("geheim")).expect("sealed");
                desk.key.file = desk.file("sealed.pem", &sealed);
                desk.key.passphrase_file = Some(desk.file("passphrase", ""));
            },
            Step::Key,
            "rsz-passphrase-none",
        ),
        (
            "a key of another certificate",
            |desk| desk.certificates = Desk::new().certificates,
            Step::Match,
            "rsz-test-differs",
        ),
        (
            "an expired certificate",
            |desk| {
                let day = SignedDuration::from_hours(24);
                let expired = Desk::with(&made(now() - day * 3, now() - day));
                *desk = expired;
            },
            Step::Rules,
            "chaman-expired",
        ),
        (
            "a certificate for later",
            |desk| {
                let day = SignedDuration::from_hours(24);
                *desk = Desk::with(&made(now() + day, now() + day * 3));
            },
            Step::Rules,
            "chaman-not-yet",
        ),
    ];
    for (name, spoil, step, summary) in cases {
        let mut desk = Desk::new();
        spoil(&mut desk);
        fails_at(name, &desk.test().await, step, summary);
    }
}

#[tokio::test]
async fn each_step_there_names_its_own_failure() {
    let nsso = Nsso::willing;
    let consult = |failed| Nsso {
        period: Err(failed),
        ..nsso()
    };
    for (name, nsso, step, summary) in [
        (
            "nobody answers",
            Nsso {
                token: Err(TokenErrorClass::Unreachable),
                ..nsso()
            },
            Step::Clock,
            "rsz-token-unreachable",
        ),
        (
            "a refused account",
            Nsso {
                token: Err(TokenErrorClass::Refused),
                ..nsso()
            },
            Step::Token,
            "rsz-token-unreachable",
        ),
        (
            "a token that may only consult",
            Nsso {
                token: Ok(vec![CONSULT.to_owned()]),
                ..nsso()
            },
            Step::Scopes,
            "rsz-test-scopes-missing",
        ),
        (
            "a token refused",
            consult(CallFailed::TokenRefused),
            Step::Consult,
            "rsz-test-consult-token",
        ),
        (
            "no right",
            consult(CallFailed::Denied(403)),
            Step::Consult,
            "rsz-test-consult-denied",
        ),
        (
            "a fault",
            consult(CallFailed::Fault),
            Step::Consult,
            "rsz-test-consult-fault",
        ),
        (
            "no service",
            consult(CallFailed::Unreachable),
            Step::Consult,
            "rsz-test-consult-unreachable",
        ),
    ] {
        let desk = Desk {
            nsso,
            ..Desk::new()
        };
        fails_at(name, &desk.test().await, step, summary);
    }
}

#[tokio::test]
async fn no_way_to_the_nsso_is_the_first_step_there() {
    let test = Desk::new().test_through(|| Err(no_client_id())).await;
    fails_at("no client id", &test, Step::Clock, "rsz-test-no-client-id");
}

#[tokio::test]
async fn the_missing_permission_is_called_as_in_chaman() {
    let desk = Desk {
        nsso: Nsso {
            token: Ok(vec![CONSULT.to_owned()]),
            ..Nsso::willing()
        },
        ..Desk::new()
    };
    let test = desk.test().await;
    let (_, problem) = test.failure().expect("one is missing");
    let named = crate::domain::text::Arg::Words("Dimona-aangiftes verrichten".to_owned());
    assert_eq!(problem.summary.args, [("permissions", named)]);
}

#[tokio::test]
async fn what_only_needs_a_look_goes_on() {
    let nsso = Nsso::willing;
    for (name, nsso, step, summary) in [
        (
            "a clock that is off",
            Nsso {
                offset: Some(SignedDuration::from_secs(-31)),
                ..nsso()
            },
            Step::Clock,
            "clock-off",
        ),
        (
            "scopes unsaid",
            Nsso {
                token: Ok(Vec::new()),
                ..nsso()
            },
            Step::Scopes,
            "rsz-test-scopes-unsaid",
        ),
        (
            "a busy service",
            Nsso {
                period: Err(CallFailed::Later(None)),
                ..nsso()
            },
            Step::Consult,
            "rsz-test-consult-later",
        ),
    ] {
        let test = Desk {
            nsso,
            ..Desk::new()
        }
        .test()
        .await;
        assert_eq!(test.failure(), None, "{name}");
        let StepVerdict::Doubtful(problem) = verdict(&test, step) else {
            panic!("{name}: {test:?}");
        };
        assert_eq!(problem.summary.key, summary, "{name}");
        let others = test.steps.iter().filter(|(other, _)| *other != step);
        assert!(
            others
                .into_iter()
                .all(|(_, verdict)| kind(verdict) == "passed"),
            "{name}"
        );
    }
}

#[tokio::test]
async fn of_two_certificates_of_a_key_the_one_in_order_counts() {
    let mut desk = Desk::new();
    let other = Desk::new().certificates.remove(0);
    desk.certificates.insert(0, other);
    all_passed(&desk.test().await);
}

/// The account at a simulator that knows this certificate and gives these permissions.
async fn over_http(permissions: Vec<Permission>, is_known: bool) -> ConnectionTest {
    let clock = EngineClock::by_hand(now());
    let simulator = Simulator::start(Options {
        listen: ([127, 0, 0, 1], 0).into(),
        scenario: Scenario::standard(),
        state: None,
        clock: SimClock::scaled(now(), 1.0),
    })
    .await
    .expect("a free port");
    let desk = Desk::new();
    let certificates = if is_known {
        &desk.certificates
    } else {
        &Desk::new().certificates
    };
    let registered = simulator.handle().register(AccountSpec {
        client_id: Some(CLIENT.to_owned()),
        name: "loket".to_owned(),
        sender: "999001".to_owned(),
        permissions,
        certificates: certificates.iter().map(|held| held.pem.clone()).collect(),
    });
    assert_eq!(registered.expect("registered"), CLIENT);
    let (token_url, base_url) = (simulator.token_url(), simulator.base_url());
    let place = desk.key.file.clone();
    let link = move || {
        let bytes = key::read_key_file(&place)?;
        let signing = SigningKey::load(&bytes, None).map_err(|error| error.problem(&place))?;
        let settings = HttpSettings::default();
        let clock = clock.shared();
        let oauth = OAuthClient::new(
            &token_url,
            client_id(),
            Vec::new(),
            Arc::new(signing),
            &settings,
            Arc::clone(&clock),
        )?;
        Ok(Link {
            token_key: oauth.token_key().clone(),
            tokens: Arc::new(oauth),
            transport: Arc::new(DimonaClient::new(&base_url, &settings, clock)?),
        })
    };
    let test = desk.test_through(link).await;
    simulator.shutdown().await;
    test
}

#[tokio::test]
async fn the_whole_way_over_real_http() {
    let both = || vec![Permission::Declarant, Permission::Consult];
    all_passed(&over_http(both(), true).await);
    let unknown = over_http(both(), false).await;
    fails_at(
        "not in Chaman",
        &unknown,
        Step::Token,
        "rsz-token-invalid-client",
    );
    let one = over_http(vec![Permission::Declarant], true).await;
    fails_at(
        "one permission",
        &one,
        Step::Scopes,
        "rsz-test-scopes-missing",
    );
}
