//! An engine with one account and an empty register.

use std::sync::Arc;

use dimonitor::config;
use dimonitor::domain::ids::ClientId;
use dimonitor::domain::problem::Problem;
use dimonitor::engine::{
    Account, BusinessKey, Engine, EngineClock, Limits, Link, LinkOrder, Linker, Parts,
};
use dimonitor::rsz::dimona::DimonaClient;
use dimonitor::rsz::http::HttpSettings;
use dimonitor::rsz::oauth::OAuthClient;
use dimonitor::store::{Holder, Store};

/// The engine of this account on this queue.
pub fn of(store: Arc<dyn Store>, account: Account, limits: Limits, clock: EngineClock) -> Engine {
    Engine::new(Parts {
        environment: "sandbox".to_owned(),
        store,
        accounts: vec![account],
        certificates: Vec::new(),
        levels: Vec::new(),
        rulebook: config::rulebook(),
        rules: config::rules(),
        linker: Arc::new(NoLinks),
        portal: None,
        limits,
        clock,
        business_key: BusinessKey::random(),
        holder: Holder {
            worker: "bench-1".to_owned(),
            host: "bench".to_owned(),
            pid: 1,
            headless: false,
        },
        actor: "bench".to_owned(),
        read_only: false,
    })
}

/// The account that gets its tokens here and declares at this service.
pub fn account(
    client_id: ClientId,
    tokens: OAuthClient,
    base_url: &str,
    clock: &EngineClock,
) -> Account {
    let transport = DimonaClient::new(base_url, &HttpSettings::default(), clock.shared());
    Account {
        name: "bench".to_owned(),
        client_id,
        link: Some(Ok(Link {
            token_key: tokens.token_key().clone(),
            tokens: Arc::new(tokens),
            transport: Arc::new(transport.expect("a client")),
        })),
        employers: Vec::new(),
        is_last_resort: false,
    }
}

/// The register of a benchmark is empty.
struct NoLinks;

impl Linker for NoLinks {
    fn link(&self, order: &LinkOrder) -> Result<Link, Problem> {
        unreachable!("nobody registered {}", order.name)
    }
}
