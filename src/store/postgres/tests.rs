//! What the tests of the server's queue share beside what all stores share.

use super::*;
use crate::store::chosen::Limits;
use crate::store::server;
use crate::store::tests::{Bed, Home};

mod workers;

/// The queue at an address as these tests make them.
pub(super) fn options(url: &str) -> PgOptions {
    let rest = url.strip_prefix("postgres://").expect("an address");
    let (user, rest) = rest.split_once('@').expect("a user");
    let (server, database) = rest.split_once('/').expect("a database");
    let (host, port) = server.split_once(':').expect("a port");
    PgOptions {
        place: PgPlace {
            server: PgServer::Tcp {
                host: host.to_owned(),
                port: port.parse().expect("a number"),
                tls: None,
            },
            user: user.to_owned(),
            password: None,
            database: database.to_owned(),
            schema: None,
        },
        environment: "sim".to_owned(),
        read_only: false,
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
