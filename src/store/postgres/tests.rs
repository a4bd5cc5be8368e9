//! What the tests of the server's queue share beside what all stores share.

mod copying;
mod searching;

use super::*;
use crate::domain::store_url::{Host, StoreUrl};
use crate::store::chosen::Limits;
use crate::store::server;
use crate::store::tests::{Bed, Home};

mod line;
mod opening;
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
}
