//! A shared queue from the inside, by its address, for tests and benchmarks.

use dimonitor::domain::store_url::{Host, StoreUrl};
use dimonitor::store::{PgOptions, PgPlace, PgServer};

/// How the queue at this address, which wants no password, is opened.
pub fn options(url: &str, environment: &str, read_only: bool) -> PgOptions {
    let url = StoreUrl::parse(url).expect("an address");
    let server = match url.host {
        Host::Socket(folder) => PgServer::Socket {
            folder: folder.into(),
            port: url.port,
        },
        Host::Name(host) => PgServer::Tcp {
            host,
            port: url.port,
            tls: None,
        },
    };
    PgOptions {
        place: PgPlace {
            server,
            user: url.user,
            password: None,
            database: url.database,
            schema: url.schema,
        },
        environment: environment.to_owned(),
        read_only,
    }
}
