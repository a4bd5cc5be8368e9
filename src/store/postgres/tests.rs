//! What the tests of the server's queue share beside what all stores share.

mod copying;
mod searching;

use super::*;
use crate::domain::lifecycle::{Event, StateKind};
use crate::domain::store_url::{Host, StoreUrl};
use crate::domain::upkeep::Traces;
use crate::store::Site;
use crate::store::chosen::Limits;
use crate::store::server;
use crate::store::tests::{Bed, Home};

mod line;
mod opening;
mod roles;
mod upkeep;
mod ways;
mod workers;

/// The queue at an address as these tests make them.
pub(super) fn options(url: &str) -> PgOptions {
    PgOptions::of_tests(url, "sim")
}

impl PgOptions {
    /// The queue of this environment at an address of a test's server.
    pub(crate) fn of_tests(url: &str, environment: &str) -> Self {
        let url = StoreUrl::parse(url).expect("an address");
        let Host::Name(host) = url.host else {
            panic!("a name: {url:?}")
        };
        Self {
            place: PgPlace {
                server: PgServer::Tcp {
                    host,
                    port: url.port,
                    tls: None,
                },
                user: url.user,
                password: None,
                database: url.database,
                schema: None,
            },
            environment: environment.to_owned(),
            read_only: false,
        }
    }
}

impl Bed for PgStore {
    type Keeper = server::Database;

    const ONE_IN: u32 = 4;

    fn home() -> Option<Home<Self>> {
        let database = server::copy_of("queue", |url| {
            PgStore::open(options(url)).expect("a queue is made");
        })?;
        Some(Home {
            store: Self::open(options(&database.url)).expect("it is there"),
            folder: database,
        })
    }

    async fn page(&self, query: &QueueQuery, limits: Limits) -> Result<QueuePage, StoreError> {
        let query = query.clone();
        self.read(async move |session: &Session| reading::page::page(session, &query, limits).await)
            .await
    }

    async fn whereabouts(&self, query: &PlaceQuery, limits: Limits) -> Result<Place, StoreError> {
        let query = query.clone();
        self.read(async move |session: &Session| {
            reading::page::place(session, &query, limits).await
        })
        .await
    }

    fn second(home: &Home<Self>) -> Self {
        Self::open(options(&home.folder.url)).expect("it opens twice")
    }

    async fn verify_journal(&self) -> Result<ChainCheck, StoreError> {
        PgStore::verify_journal(self).await
    }

    fn execute(home: &Home<Self>, statements: &str) {
        server::sql(&home.folder.url, statements);
    }

    fn unguarded(home: &Home<Self>, statements: &str) {
        let all = format!("SET session_replication_role = replica; {statements}");
        server::sql(&home.folder.url, &all);
    }

    fn count(home: &Home<Self>, sql: &str) -> u64 {
        let sql = format!("SELECT count(*) FROM ({sql}) found");
        let found = server::sql(&home.folder.url, &sql);
        found.trim().parse().expect("a number")
    }

    fn site(home: &Home<Self>) -> Site {
        Site::Server(Box::new(options(&home.folder.url)))
    }

    fn nowhere() -> Option<(server::Database, Site)> {
        let database = server::empty()?;
        let site = Site::Server(Box::new(options(&database.url)));
        Some((database, site))
    }

    fn kept(home: &Home<Self>) -> Vec<u8> {
        let tables = "SELECT relname FROM pg_class
            WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1";
        let tables = server::sql(&home.folder.url, tables);
        let all = tables
            .lines()
            .map(|table| format!("SELECT one::text FROM {table} one ORDER BY 1;"));
        server::sql(&home.folder.url, &all.collect::<String>()).into_bytes()
    }

    const TRACES: Traces = Traces::Vacuumed;
}
