//! The register from order to store: what is kept, what is refused, and who works with it.

use jiff::SignedDuration;

use super::desk::{Desk, contact, events, ordered, permissions, refusal, register};
use super::stage::entry;
use super::*;
use crate::cert;
use crate::cert::made_up;
use crate::domain::chaman::{AccountDraft, Channel, Channels, Download, Order, SenderDraft};
use crate::domain::report::{KeyStatus, TokenStatus};
use crate::engine::Account;
use crate::store::{ChainCheck, RegisterChange};

on_every_store! {
    stopped {
        an_account_is_deleted_only_when_nothing_of_it_is_under_way
        submissions_follow_an_account_to_its_new_name
    }
    running {
        two_writers_at_once_are_both_heard
        an_older_revision_cannot_overwrite_a_newer_one
        other_channels_keep_their_own_rules_and_files
        a_register_of_the_configuration_s_client_adds_its_facts_and_its_key
        a_key_that_vanishes_leaves_the_link_and_shows_the_trouble
        a_register_is_imported_into_an_empty_one_only
        a_read_only_console_changes_nothing
        no_secret_reaches_the_store
    }
}

fn add(draft: AccountDraft) -> Order {
    Order::AddAccount(Box::new(draft))
}

fn remove(account: &str) -> Order {
    Order::RemoveAccount {
        account: account.to_owned(),
        typed: account.to_owned(),
    }
}

async fn work(engine: &Engine) {
    let stop = CancellationToken::new();
    engine.work(WorkUntil::Idle, stop).await.expect("it ends");
}

#[tokio::test(start_paused = true)]
async fn a_new_sender_comes_to_an_accepted_declaration_and_finds_it_all_again() {
    let desk = Desk::sandbox();
    let engine = desk.engine();
    assert_eq!(
        refusal(&engine, add(desk.rest("early"))).await,
        "chaman-contact-first"
    );
    let sender = SenderDraft {
        number: "999001".to_owned(),
        name: "Loket Noord".to_owned(),
        role: "enterprise".to_owned(),
    };
    ordered(&engine, Order::SetSender(sender)).await;
    ordered(&engine, contact()).await;
    let added = ordered(&engine, add(desk.rest("loket"))).await;
    let client_id = added.client_id.expect("the sandbox gives one at once");
    let sandbox = desk.sandbox.as_ref().expect("this is it");
    assert!(sandbox.account(&client_id).is_some());
    assert!(added.steps.is_empty());

    let taken = engine.take_in(&[entry("a")], &Intake::default()).await;
    let [Outcome::New(id)] = taken.expect("there is an account")[..] else {
        panic!("not new");
    };
    work(&engine).await;
    let row = engine.rows(&[id]).await.expect("readable").remove(0);
    assert_eq!(
        (row.state, row.account.as_str()),
        (StateKind::Accepted, "loket")
    );

    let before = register(&engine).await;
    drop(engine);
    let after = desk.engine();
    assert_eq!(register(&after).await, before);
    assert_eq!(before.here, before.believed);
    let status = after.account_statuses().await.expect("readable").remove(0);
    assert_eq!((status.trouble, status.token), (None, TokenStatus::None));
    assert_eq!(status.permissions.len(), 2);
    let certificate = after.certificates().await.remove(0);
    assert_eq!(certificate.key, KeyStatus::Matches);
    assert_eq!(certificate.in_chaman, Some(true));
    assert_eq!(certificate.checks.len(), 6);
    assert!(certificate.expiry.is_some());
    assert_eq!(
        events(&after).await,
        [
            "sender_set",
            "contact_set",
            "account_added",
            "client_id_noted"
        ]
    );
    let journal = desk
        .place
        .open_file()
        .verify_journal()
        .await
        .expect("readable");
    assert!(matches!(journal, ChainCheck::Whole { .. }), "{journal:?}");
}

async fn an_account_is_deleted_only_when_nothing_of_it_is_under_way() {
    let desk = Desk::sandbox();
    let engine = desk.with_account("loket").await;
    let taken = engine.take_in(&[entry("a")], &Intake::default()).await;
    assert!(taken.is_ok(), "{taken:?}");
    assert_eq!(
        refusal(&engine, remove("loket")).await,
        "engine-account-busy"
    );
    work(&engine).await;
    let mistyped = Order::RemoveAccount {
        account: "loket".to_owned(),
        typed: "Loket".to_owned(),
    };
    assert_eq!(refusal(&engine, mistyped).await, "engine-not-confirmed");
    ordered(&engine, remove("loket")).await;
    let sandbox = desk.sandbox.as_ref().expect("this is it");
    assert_eq!(sandbox.len(), 0);
    let again = engine.take_in(&[entry("b")], &Intake::default()).await;
    assert_eq!(
        again.expect_err("nobody sends").summary.key,
        "engine-no-account"
    );
    assert!(
        engine
            .account_statuses()
            .await
            .expect("readable")
            .is_empty()
    );
}

async fn submissions_follow_an_account_to_its_new_name() {
    let desk = Desk::sandbox();
    let engine = desk.with_account("loket").await;
    desk.nsso
        .answers_after(SignedDuration::from_mins(25), ResultCode::Accepted);
    let taken = engine.take_in(&[entry("a")], &Intake::default()).await;
    let [Outcome::New(id)] = taken.expect("taken in")[..] else {
        panic!("not new");
    };
    let stop = CancellationToken::new();
    let (working, ended) = (engine.clone(), stop.clone());
    let working = tokio::spawn(async move { working.work(WorkUntil::Idle, ended).await });
    while desk.nsso.posts() == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    let rename = Order::Rename {
        account: "loket".to_owned(),
        to: "balie".to_owned(),
    };
    ordered(&engine, rename).await;
    working.await.expect("it lives").expect("and ends well");
    let row = engine.rows(&[id]).await.expect("readable").remove(0);
    assert_eq!(
        (row.state, row.account.as_str()),
        (StateKind::Accepted, "balie")
    );
}

async fn two_writers_at_once_are_both_heard() {
    let desk = Desk::sandbox();
    let first = desk.with_account("loket").await;
    let second = desk.engine();
    let sandbox = desk.sandbox.as_ref().expect("this is it");
    let (one, other) = tokio::join!(
        first.order(add(desk.rest("one"))),
        second.order(add(desk.rest("other")))
    );
    assert!(one.is_ok() && other.is_ok(), "{one:?} {other:?}");
    let names: Vec<String> = register(&desk.engine())
        .await
        .here
        .accounts
        .into_iter()
        .map(|one| one.name)
        .collect();
    assert_eq!(names.len(), 3, "{names:?}");
    assert_eq!(sandbox.len(), 3, "and none was made twice");
}

async fn an_older_revision_cannot_overwrite_a_newer_one() {
    let desk = Desk::sandbox();
    let store = desk.store();
    let change = |document: &str| RegisterChange {
        revision: 0,
        document: document.to_owned(),
        entries: vec![("contact_set".to_owned(), "Greet".to_owned())],
        renamed: None,
        actor: "tester".to_owned(),
        at: start(),
    };
    assert_eq!(store.keep_register(change("{}")).await.expect("kept"), 1);
    let late = store.keep_register(change("[]")).await;
    assert!(
        matches!(late, Err(crate::store::StoreError::RegisterMoved)),
        "{late:?}"
    );
    let kept = store.register().await.expect("readable");
    assert_eq!((kept.revision, kept.document.as_deref()), (1, Some("{}")));
    assert_eq!(store.journal(9).await.expect("readable").len(), 1);
}

async fn other_channels_keep_their_own_rules_and_files() {
    let desk = Desk::simulation();
    let engine = desk.with_account("loket").await;
    let subject = cert::generate::Subject {
        company: "Loket Noord".to_owned(),
        common_name: "dmfa".to_owned(),
    };
    let day = SignedDuration::from_hours(24);
    let made = made_up::signed_by_authority("Proef", &subject, start() - day, start() + day * 90)
        .expect("made");
    std::fs::write(desk.path("dmfa.cer"), &made.certificate).expect("written");
    cert::write_private(&desk.path("password"), b"geheim-12\n").expect("written");
    let draft = AccountDraft {
        channel: Some(Channel::Ftp),
        name: "DmfA".to_owned(),
        permissions: permissions(&["dmfa"]),
        certificate_file: desk.text("dmfa.cer"),
        certificate_name: "dmfa".to_owned(),
        user_name: "loketnoord".to_owned(),
        password_file: desk.text("password"),
        ..AccountDraft::default()
    };
    let self_signed = AccountDraft {
        certificate_file: desk.text("loket.cer"),
        ..draft.clone()
    };
    assert_eq!(
        refusal(&engine, add(self_signed)).await,
        "chaman-issuer-refused"
    );
    cert::write_private(&desk.path("weak"), b"geheimpje\n").expect("written");
    let weak = AccountDraft {
        password_file: desk.text("weak"),
        ..draft.clone()
    };
    assert_eq!(refusal(&engine, add(weak)).await, "chaman-password-letters");
    ordered(&engine, add(draft.clone())).await;
    assert!(!everything_kept(&desk).await.contains("geheim"));
    let second = AccountDraft {
        name: "DmfA 2".to_owned(),
        ..draft
    };
    assert_eq!(refusal(&engine, add(second)).await, "chaman-one-account");

    let sha256 = register(&engine).await.here.accounts[1].certificates()[0]
        .facts
        .sha256
        .clone();
    let download = |to: &str| Order::Download {
        account: "DmfA".to_owned(),
        what: Download::Certificate(sha256.clone()),
        to: desk.text(to),
    };
    assert_eq!(
        refusal(&engine, download("copy.pem")).await,
        "engine-not-cer"
    );
    let written = ordered(&engine, download("copy.cer")).await.files;
    let copy = cert::inspect_file(&written[0]).expect("a certificate");
    assert_eq!(copy[0].facts().sha256, sha256);
    assert_eq!(
        refusal(&engine, download("copy.cer")).await,
        "cert-file-exists"
    );
}

async fn a_register_of_the_configuration_s_client_adds_its_facts_and_its_key() {
    let desk = Desk::sandbox();
    let engine = desk.with_account("loket").await;
    let client_id = register(&engine).await.here.accounts[0]
        .client_id()
        .cloned()
        .expect("given");
    drop(engine);
    let configured = |name: &str| Account {
        name: name.to_owned(),
        client_id: client_id.clone(),
        link: None,
        employers: Vec::new(),
        is_last_resort: false,
    };
    let engine = Engine::new(Parts {
        accounts: vec![configured("uit de configuratie")],
        ..desk.parts("tester")
    });
    let statuses = engine.account_statuses().await.expect("readable");
    let names: Vec<&str> = statuses.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["uit de configuratie"]);
    assert_eq!(statuses[0].permissions.len(), 2);
    assert_eq!(
        engine.must_have_link().await,
        Ok(()),
        "the register's key is used"
    );
    let taken = Intake {
        account: Some("loket".to_owned()),
        ..Intake::default()
    };
    let outcome = engine.take_in(&[entry("a")], &taken).await;
    assert!(outcome.is_ok(), "either name will do: {outcome:?}");
    let stranger = desk.rest("uit de configuratie");
    assert_eq!(
        refusal(&engine, add(stranger)).await,
        "engine-name-configured"
    );
}

async fn a_key_that_vanishes_leaves_the_link_and_shows_the_trouble() {
    let desk = Desk::sandbox();
    let console = desk.with_account("loket").await;
    let other = desk.engine();
    assert_eq!(other.must_have_link().await, Ok(()));
    ordered(&console, desk.rotation("loket", "new")).await;
    for _ in 0..2 {
        let account = "loket".to_owned();
        ordered(&console, Order::AdvanceRotation { account }).await;
    }
    std::fs::remove_file(desk.path("new.key")).expect("ours");
    let watching = other.clone();
    let watching = tokio::spawn(async move { watching.watch_others().await });
    let deadline = tokio::time::Instant::now() + std::time::Duration::from_secs(20);
    let trouble = loop {
        let status = other.account_statuses().await.expect("readable").remove(0);
        if let Some(trouble) = status.trouble {
            break trouble;
        }
        assert!(tokio::time::Instant::now() < deadline, "never noticed");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    };
    watching.abort();
    assert_eq!(trouble.summary.key, "rsz-key-file-unreadable");
    assert_eq!(
        other.must_have_link().await,
        Ok(()),
        "it goes on with the old key"
    );
}

async fn a_register_is_imported_into_an_empty_one_only() {
    let desk = Desk::simulation();
    let engine = desk.with_account("loket").await;
    let channels: Channels = register(&engine).await.here;
    let full = engine.import_register(channels.clone(), false).await;
    assert_eq!(
        full.expect_err("it is full").summary.key,
        "engine-register-not-empty"
    );
    let elsewhere = Desk::simulation();
    let empty = elsewhere.engine();
    let without_ids = empty.import_register(channels.clone(), true).await;
    assert_eq!(
        without_ids.expect_err("incomplete").summary.key,
        "chaman-client-id-needed"
    );
    let imported = empty
        .import_register(channels.clone(), false)
        .await
        .expect("imported");
    assert_eq!(imported.steps, [1, 2]);
    assert_eq!(register(&empty).await.here, channels);
}

async fn a_read_only_console_changes_nothing() {
    let desk = Desk::sandbox();
    let engine = desk.with_account("loket").await;
    let before = register(&engine).await;
    let looking = Engine::new(Parts {
        read_only: true,
        ..desk.parts("tester")
    });
    for order in [contact(), remove("loket"), desk.rotation("loket", "new")] {
        assert_eq!(refusal(&looking, order).await, "engine-read-only");
    }
    assert!(
        looking
            .import_register(Channels::default(), true)
            .await
            .is_err()
    );
    assert_eq!(register(&looking).await, before);
}

async fn no_secret_reaches_the_store() {
    use crate::rsz::key::seal;
    let desk = Desk::sandbox();
    let engine = desk.engine();
    ordered(&engine, contact()).await;
    let mut draft = desk.rest("loket");
    let open = std::fs::read_to_string(desk.path("loket.key")).expect("readable");
    let passphrase = "zin-met-een-geheim";
    let sealed = seal(&open, &secrecy::SecretString::from(passphrase)).expect("sealed");
    cert::write_private(&desk.path("sealed.key"), sealed.as_bytes()).expect("written");
    cert::write_private(&desk.path("passphrase"), passphrase.as_bytes()).expect("written");
    draft.key_file = desk.text("sealed.key");
    draft.passphrase_file = desk.text("passphrase");
    ordered(&engine, add(draft)).await;
    assert_eq!(engine.certificates().await[0].key, KeyStatus::Matches);
    drop(engine);
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let mut secrets = vec![passphrase.to_owned(), "PRIVATE KEY".to_owned()];
    secrets.extend(lines(&open).into_iter().chain(lines(&sealed)));
    let text = everything_kept(&desk).await;
    assert!(text.contains("sealed.key") && text.contains("account_added"));
    for secret in secrets.iter().filter(|secret| secret.len() > 8) {
        assert!(!text.contains(secret.as_str()), "{secret} was kept");
    }
}

/// The register, and every byte of the store.
async fn everything_kept(desk: &Desk) -> String {
    let stored = desk.store().register().await.expect("readable");
    let mut places = vec![stored.document.expect("kept").into_bytes()];
    places.push(desk.place.bytes());
    String::from_utf8_lossy(&places.concat()).into_owned()
}
