//! A stage: an engine on a store of its own, before a scripted NSSO, and what is declared there.

use std::sync::{Arc, LazyLock};

use super::place::Place;
use super::scripted::{Nsso, Tokens, start};
use crate::config;
use crate::domain::clock::Clock as _;
use crate::domain::declaration::{Body, Declaration, Hours, In, Worker};
use crate::domain::ids::{ClientId, DeclarationId, Reference, Ssin, SubmissionId};
use crate::domain::lifecycle::StateKind;
use crate::domain::problem::Problem;
use crate::domain::report::Timeline;
use crate::engine::{
    Account, BusinessKey, Engine, EngineClock, Intake, Limits, Link, LinkOrder, Linker, Outcome,
    Parts,
};
use crate::rsz::{TokenKey, TokenSource, Transport};
use crate::store::{Claim, Holder, Store};
use jiff::civil::date;

/// All who work on one store have the same.
static KEY: LazyLock<BusinessKey> = LazyLock::new(BusinessKey::random);

/// An engine on a store of its own and a scripted NSSO.
pub(super) struct Stage {
    pub(super) engine: Engine,
    pub(super) nsso: Arc<Nsso>,
    store: Arc<dyn Store>,
    clock: EngineClock,
    place: Place,
}

impl Stage {
    pub(super) fn new() -> Self {
        Self::build(EngineClock::scaled(start(), 1.0), &[("loket", &[])])
    }

    pub(super) fn by_hand() -> Self {
        Self::build(EngineClock::by_hand(start()), &[("loket", &[])])
    }

    pub(super) fn with_employers(accounts: &[(&str, &[&str])]) -> Self {
        Self::build(EngineClock::scaled(start(), 1.0), accounts)
    }

    fn build(clock: EngineClock, accounts: &[(&str, &[&str])]) -> Self {
        let place = Place::new();
        let store = place.open();
        let nsso = Arc::new(Nsso::new(clock.clone()));
        let accounts = accounts
            .iter()
            .map(|(name, employers)| account(name, employers, &nsso))
            .collect();
        let engine = engine(Arc::clone(&store), accounts, clock.clone(), false);
        Self {
            engine,
            nsso,
            store,
            clock,
            place,
        }
    }

    /// An engine as another process has it, with its own connections to the file.
    pub(super) fn beside(&self) -> Engine {
        let accounts = vec![account("loket", &[], &self.nsso)];
        engine(self.place.open(), accounts, self.clock.clone(), false)
    }

    pub(super) fn read_only(&self) -> Engine {
        let accounts = vec![account("loket", &[], &self.nsso)];
        engine(Arc::clone(&self.store), accounts, self.clock.clone(), true)
    }

    /// The engine of another person, on the same file.
    pub(super) fn of(&self, actor: &str) -> Engine {
        Engine::new(Parts {
            actor: actor.to_owned(),
            ..parts(Arc::clone(&self.store), self.clock.clone())
        })
    }

    pub(super) async fn enqueue(&self, declaration: &Declaration) -> SubmissionId {
        let taken_in = self
            .engine
            .take_in(std::slice::from_ref(declaration), &Intake::default())
            .await;
        match taken_in.expect("taken in")[..] {
            [Outcome::New(id)] => id,
            ref other => panic!("{other:?}"),
        }
    }

    /// The process ends and another one begins, on the same file.
    pub(super) fn restart(self) -> Self {
        let Self {
            engine,
            nsso,
            store,
            clock,
            place,
        } = self;
        drop((engine, store));
        let store = place.open();
        let accounts = vec![account("loket", &[], &nsso)];
        Self {
            engine: self::engine(Arc::clone(&store), accounts, clock.clone(), false),
            nsso,
            store,
            clock,
            place,
        }
    }

    pub(super) async fn timeline(&self, id: SubmissionId) -> Timeline {
        self.engine
            .timeline(id)
            .await
            .expect("readable")
            .expect("there")
    }

    pub(super) async fn state(&self, id: SubmissionId) -> StateKind {
        self.timeline(id).await.row.state
    }

    pub(super) async fn number_of(&self, id: SubmissionId) -> DeclarationId {
        self.timeline(id)
            .await
            .row
            .declaration
            .expect("it was taken")
    }

    /// A worker claims a submission and is never heard of again.
    pub(super) async fn die_while_sending(&self, id: SubmissionId) {
        let holder = holder("dead");
        let lease = self
            .store
            .lease(&holder, self.clock.now())
            .await
            .expect("readable")
            .expect("free");
        let submission = self
            .store
            .submission(id)
            .await
            .expect("readable")
            .expect("there");
        let claim = Claim {
            id,
            revision: submission.revision,
            worker: holder.worker,
            epoch: lease.epoch,
            trace_id: "dead".to_owned(),
            at: self.clock.now(),
        };
        self.store.claim(claim).await.expect("claimed");
    }
}

fn holder(worker: &str) -> Holder {
    Holder {
        worker: worker.to_owned(),
        host: "host".to_owned(),
        pid: 1,
        headless: false,
    }
}

pub(super) fn account(name: &str, employers: &[&str], nsso: &Arc<Nsso>) -> Account {
    let client_id = ClientId::parse(&format!("self_service_expeditor_{name}")).expect("printable");
    let tokens = Arc::new(Tokens(Arc::clone(nsso)));
    Account {
        name: name.to_owned(),
        link: Some(Ok(link(&client_id, tokens, nsso))),
        client_id,
        employers: employers
            .iter()
            .map(|number| number.parse().expect("synthetic"))
            .collect(),
        is_last_resort: false,
    }
}

/// The way to a scripted NSSO.
pub(super) fn link(client_id: &ClientId, tokens: Arc<dyn TokenSource>, nsso: &Arc<Nsso>) -> Link {
    Link {
        token_key: TokenKey {
            token_url: "http://127.0.0.1/token".to_owned(),
            client_id: client_id.clone(),
            scopes: Vec::new(),
        },
        tokens,
        transport: Arc::clone(nsso) as Arc<dyn Transport>,
    }
}

fn engine(
    store: Arc<dyn Store>,
    accounts: Vec<Account>,
    clock: EngineClock,
    read_only: bool,
) -> Engine {
    Engine::new(Parts {
        accounts,
        read_only,
        ..parts(store, clock)
    })
}

/// The parts of an engine without any account.
pub(super) fn parts(store: Arc<dyn Store>, clock: EngineClock) -> Parts {
    Parts {
        environment: "sandbox".to_owned(),
        store,
        accounts: Vec::new(),
        certificates: Vec::new(),
        levels: vec![60, 30, 14, 7, 1],
        rulebook: config::rulebook(),
        rules: config::rules(),
        linker: Arc::new(NoLinks),
        portal: None,
        limits: Limits::default(),
        clock,
        business_key: KEY.clone(),
        holder: holder("worker"),
        actor: "tester".to_owned(),
        read_only: false,
    }
}

/// A linker for engines whose register is empty.
pub(super) fn nobody_links() -> Arc<dyn Linker> {
    Arc::new(NoLinks)
}

/// For engines whose register is empty.
struct NoLinks;

impl Linker for NoLinks {
    fn link(&self, order: &LinkOrder) -> Result<Link, Problem> {
        panic!("nobody asked for a link of {}", order.name)
    }
}

/// An ordinary IN; every reference is another person's.
pub(super) fn entry(reference: &str) -> Declaration {
    let ssin = match reference {
        "a" => "85073099734",
        "b" => "92041599827",
        "c" => "05021999736",
        _ => "70061598181",
    };
    Declaration {
        reference: Reference::parse(reference).ok(),
        ..Declaration::of(Body::In(Box::new(In {
            employer: "0999999922".parse().expect("synthetic"),
            worker: Worker::Known {
                ssin: Ssin::parse(ssin).expect("synthetic"),
                name: None,
            },
            start: date(2027, 1, 15),
            end: None,
            hours: Hours::default(),
            planned_hours: None,
            worker_type: "OTH".to_owned(),
            joint_committee: "XXX".to_owned(),
            workplace: None,
        })))
    }
}

pub(super) fn with_reference(declaration: Declaration, reference: &str) -> Declaration {
    Declaration {
        reference: Reference::parse(reference).ok(),
        ..declaration
    }
}

pub(super) fn for_employer(mut declaration: Declaration, employer: &str) -> Declaration {
    if let Body::In(declared) = &mut declaration.body {
        declared.employer = employer.parse().expect("synthetic");
    }
    declaration
}
