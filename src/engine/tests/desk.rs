//! A desk: engines on one register, with a stand-in for the sandbox and a scripted NSSO that
//! gives tokens only for keys whose certificate is known.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use jiff::SignedDuration;

use super::place::Place;
use super::scripted::{Nsso, Tokens, start};
use super::stage::{link, parts};
use crate::cert;
use crate::cert::generate::{self, KeyKind, Subject};
use crate::domain::chaman::{
    Account, AccountDraft, Channel, ContactDraft, Order, Ordered, PermissionId, Register,
    RotationOrder,
};
use crate::domain::ids::{ClientId, SenderNumber};
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::engine::{
    self, Engine, EngineClock, Link, LinkOrder, Linker, Parts, Portal, signing_key,
};
use crate::rsz::{Granted, TokenError, TokenErrorClass, TokenSource};
use crate::store::{Holder, Store};

/// Engines on one register.
pub(super) struct Desk {
    pub(super) sandbox: Option<Arc<Sandbox>>,
    pub(super) links: Arc<Links>,
    pub(super) nsso: Arc<Nsso>,
    pub(super) place: Place,
    clock: EngineClock,
}

impl Desk {
    /// Where the register is Chaman itself.
    pub(super) fn sandbox() -> Self {
        Self::new(Some(Arc::default()))
    }

    /// Where a person clicks in Chaman.
    pub(super) fn simulation() -> Self {
        Self::new(None)
    }

    fn new(sandbox: Option<Arc<Sandbox>>) -> Self {
        let clock = EngineClock::scaled(start(), 1.0);
        let nsso = Arc::new(Nsso::new(clock.clone()));
        let links = Arc::new(Links {
            sandbox: sandbox.clone(),
            nsso: Arc::clone(&nsso),
            signed_with: Arc::default(),
        });
        Self {
            sandbox,
            links,
            nsso,
            place: Place::new(),
            clock,
        }
    }

    pub(super) fn store(&self) -> Arc<dyn Store> {
        self.place.open()
    }

    /// An engine as a process of its own has it.
    pub(super) fn engine(&self) -> Engine {
        Engine::new(self.parts("tester"))
    }

    pub(super) fn parts(&self, actor: &str) -> Parts {
        let portal = self.sandbox.clone();
        Parts {
            linker: Arc::clone(&self.links) as Arc<dyn Linker>,
            portal: portal.map(|sandbox| sandbox as Arc<dyn Portal>),
            holder: Holder {
                worker: actor.to_owned(),
                host: "host".to_owned(),
                pid: 1,
                headless: false,
            },
            actor: actor.to_owned(),
            ..parts(self.store(), self.clock.clone())
        }
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.place.folder.path().join(name)
    }

    pub(super) fn text(&self, name: &str) -> String {
        self.path(name).to_string_lossy().into_owned()
    }

    /// A key with its self-signed certificate: `NAME.key`, `NAME.cer`.
    pub(super) fn make(&self, name: &str) {
        let subject = Subject {
            company: "Loket Noord".to_owned(),
            common_name: name.to_owned(),
        };
        let year = SignedDuration::from_hours(24 * 365);
        let made = generate::self_signed(KeyKind::P384, &subject, start() - year, start() + year)
            .expect("made");
        let write = |extension: &str, text: &str| {
            let path = self.path(&format!("{name}.{extension}"));
            cert::write_private(&path, text.as_bytes()).expect("written");
        };
        write("key", &made.key);
        write("cer", &made.certificate);
    }

    /// A REST account as typed, with a new key.
    pub(super) fn rest(&self, name: &str) -> AccountDraft {
        self.make(name);
        AccountDraft {
            channel: Some(Channel::Rest),
            name: name.to_owned(),
            permissions: permissions(&["dimona-declare", "dimona-consult"]),
            certificate_file: self.text(&format!("{name}.cer")),
            certificate_name: name.to_owned(),
            key_file: self.text(&format!("{name}.key")),
            ..AccountDraft::default()
        }
    }

    /// An engine whose register has contact data and one REST account.
    pub(super) async fn with_account(&self, name: &str) -> Engine {
        let engine = self.engine();
        ordered(&engine, contact()).await;
        let draft = self.rest(name);
        ordered(&engine, Order::AddAccount(Box::new(draft))).await;
        engine
    }

    pub(super) fn rotation(&self, account: &str, new: &str) -> Order {
        self.make(new);
        Order::StartRotation(RotationOrder {
            account: account.to_owned(),
            certificate_file: self.text(&format!("{new}.cer")),
            certificate_name: new.to_owned(),
            key_file: self.text(&format!("{new}.key")),
            passphrase_file: String::new(),
        })
    }
}

pub(super) fn permissions(ids: &[&str]) -> std::collections::BTreeSet<PermissionId> {
    ids.iter()
        .map(|id| PermissionId((*id).to_owned()))
        .collect()
}

pub(super) fn contact() -> Order {
    Order::SetContact(ContactDraft {
        name: "Greet Voorbeeld".to_owned(),
        phone_number: "2 000 00 01".to_owned(),
        email: "dimona@loket.example".to_owned(),
        language: "nl".to_owned(),
        ..ContactDraft::default()
    })
}

pub(super) async fn ordered(engine: &Engine, order: Order) -> Ordered {
    match engine.order(order).await {
        Ok(ordered) => ordered,
        Err(problem) => panic!("refused: {problem:?}"),
    }
}

/// The key of the sentence with which an order is refused.
pub(super) async fn refusal(engine: &Engine, order: Order) -> &'static str {
    match engine.order(order).await {
        Ok(ordered) => panic!("done: {ordered:?}"),
        Err(problem) => problem.summary.key,
    }
}

pub(super) async fn register(engine: &Engine) -> Register {
    engine.register().await.expect("readable").register
}

/// The events of the journal, oldest first, without those of submissions.
pub(super) async fn events(engine: &Engine) -> Vec<String> {
    let entries = engine.journal(100).await.expect("readable");
    let about_register = entries
        .into_iter()
        .rev()
        .filter(|one| one.submission.is_none());
    about_register.map(|entry| entry.event).collect()
}

/// A stand-in for the simulator's accounts.
#[derive(Default)]
pub(super) struct Sandbox {
    accounts: Mutex<HashMap<ClientId, Account>>,
}

impl Sandbox {
    pub(super) fn account(&self, client_id: &ClientId) -> Option<Account> {
        self.accounts
            .lock()
            .expect("no panic")
            .get(client_id)
            .cloned()
    }

    pub(super) fn len(&self) -> usize {
        self.accounts.lock().expect("no panic").len()
    }
}

#[async_trait]
impl Portal for Sandbox {
    async fn put(
        &self,
        account: &Account,
        _sender: Option<&SenderNumber>,
        scopes: &[&str],
    ) -> Result<ClientId, Problem> {
        assert!(!scopes.is_empty(), "permissions give scopes");
        let mut accounts = self.accounts.lock().expect("no panic");
        let fresh = format!("self_service_chaman_999001_test{}", accounts.len());
        let client_id = match account.client_id() {
            Some(client_id) => client_id.clone(),
            None => ClientId::parse(&fresh).expect("printable"),
        };
        accounts.insert(client_id.clone(), account.clone());
        Ok(client_id)
    }

    async fn remove(&self, client_id: &ClientId) -> Result<(), Problem> {
        self.accounts.lock().expect("no panic").remove(client_id);
        Ok(())
    }
}

/// Makes links whose tokens depend on what the sandbox knows.
pub(super) struct Links {
    sandbox: Option<Arc<Sandbox>>,
    nsso: Arc<Nsso>,
    /// The keys with which tokens were asked for, oldest first.
    pub(super) signed_with: Arc<Mutex<Vec<PathBuf>>>,
}

impl Links {
    pub(super) fn signed_with(&self) -> Vec<String> {
        let keys = self.signed_with.lock().expect("no panic");
        let names = keys.iter().filter_map(|key| key.file_stem());
        names
            .map(|name| name.to_string_lossy().into_owned())
            .collect()
    }
}

impl Linker for Links {
    fn link(&self, order: &LinkOrder) -> Result<Link, Problem> {
        let public_key = signing_key(&order.key)?
            .public_key_der()
            .expect("a key has a public half");
        let tokens = KeyTokens {
            inner: Tokens(Arc::clone(&self.nsso)),
            sandbox: self.sandbox.clone(),
            client_id: order.client_id.clone(),
            public_key,
            key: order.key.file.clone(),
            signed_with: Arc::clone(&self.signed_with),
        };
        Ok(link(&order.client_id, Arc::new(tokens), &self.nsso))
    }
}

struct KeyTokens {
    inner: Tokens,
    sandbox: Option<Arc<Sandbox>>,
    client_id: ClientId,
    public_key: Vec<u8>,
    key: PathBuf,
    signed_with: Arc<Mutex<Vec<PathBuf>>>,
}

#[async_trait]
impl TokenSource for KeyTokens {
    async fn fetch(&self) -> Result<Granted, TokenError> {
        let fits = |sandbox: &Arc<Sandbox>| {
            sandbox.account(&self.client_id).is_some_and(|account| {
                let held = account.certificates().iter();
                held.filter_map(engine::register::public_key_of)
                    .any(|public_key| public_key == self.public_key)
            })
        };
        if !self.sandbox.as_ref().is_none_or(fits) {
            return Err(TokenError {
                class: TokenErrorClass::Refused,
                retry_at: None,
                problem: Problem::new(ProblemClass::Service, Text::new("engine-no-key")),
            });
        }
        self.signed_with
            .lock()
            .expect("no panic")
            .push(self.key.clone());
        self.inner.fetch().await
    }
}
