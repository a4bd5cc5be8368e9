//! How a connection is made: time limits on both sides, and who must be at the other end.

use std::sync::Arc;
use std::time::Duration;

use rustls::ClientConfig;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls_platform_verifier::ConfigVerifierExt as _;
use secrecy::ExposeSecret as _;
use tokio_postgres::config::SslMode;
use tokio_postgres::{AsyncMessage, Client, Config, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::failure;
use super::place::{PgOptions, Server, Tls};
use super::session::Session;
use crate::domain::problem::Problem;
use crate::store::StoreError;

/// Until a connection must stand.
const CONNECT: Duration = Duration::from_secs(5);

/// The whole of it, with names, TLS and password.
const WHOLE: Duration = Duration::from_secs(10);

/// What is said to a server that hears nothing more: nobody is there within these times.
const IDLE: Duration = Duration::from_secs(3);
const AGAIN: Duration = Duration::from_secs(1);
const TIMES: u32 = 3;

/// The oldest server that can be asked what became of a transaction, and that we try.
const OLDEST: i32 = 14;

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To ask.
    Read,
    /// To change.
    Write,
    /// To hold the lease of a worker: the server is to miss us soon.
    Lease,
    /// To be told of changes.
    Listen,
}

/// What is needed to make connections.
pub(super) struct Connector {
    config: Config,
    tls: Option<MakeRustlsConnect>,
    options: PgOptions,
}

impl std::fmt::Debug for Connector {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Connector({})", self.shown())
    }
}

impl Connector {
    pub(super) fn new(options: PgOptions) -> Result<Self, Problem> {
        let mut config = Config::new();
        let place = &options.place;
        let mut tls = None;
        match &place.server {
            Server::Socket { folder, port } => {
                config.host_path(folder).port(*port);
                config.ssl_mode(SslMode::Disable);
            }
            Server::Tcp {
                host,
                port,
                tls: None,
            } => {
                config.host(host).port(*port).ssl_mode(SslMode::Disable);
            }
            Server::Tcp {
                host,
                port,
                tls: Some(wanted),
            } => {
                config.host(host).port(*port).ssl_mode(SslMode::Require);
                tls = Some(MakeRustlsConnect::new(client_config(wanted)?));
            }
        }
        config
            .user(&place.user)
            .dbname(&place.database)
            .connect_timeout(CONNECT)
            .tcp_user_timeout(IDLE + AGAIN * TIMES)
            .keepalives(true)
            .keepalives_idle(IDLE)
            .keepalives_interval(AGAIN)
            .keepalives_retries(TIMES);
        if let Some(password) = &place.password {
            config.password(password.expose_secret());
        }
        Ok(Self {
            config,
            tls,
            options,
        })
    }

    /// Where connections go, as a person may see it.
    pub(super) fn shown(&self) -> String {
        self.options.place.shown()
    }

    pub(super) fn is_read_only(&self) -> bool {
        self.options.read_only
    }

    pub(super) fn environment(&self) -> &str {
        &self.options.environment
    }

    /// A connection. `hear` is called with whatever the server says by itself, and with nothing
    /// when the connection has ended.
    pub(super) async fn connect(
        &self,
        purpose: Purpose,
        hear: impl Fn(Option<AsyncMessage>) + Send + 'static,
    ) -> Result<Session, StoreError> {
        let mut config = self.config.clone();
        config.application_name(format!("dimonitor/{}", env!("CARGO_PKG_VERSION")));
        config.options(self.settings(purpose));
        let made = tokio::time::timeout(WHOLE, async {
            match &self.tls {
                None => {
                    let (client, connection) = config.connect(NoTls).await?;
                    tokio::spawn(speak(connection, hear));
                    Ok(client)
                }
                Some(tls) => {
                    let (client, connection) = config.connect(tls.clone()).await?;
                    tokio::spawn(speak(connection, hear));
                    Ok(client)
                }
            }
        });
        let client: Client = match made.await {
            Ok(made) => made.map_err(|error| failure::of_connecting(&error, &self.shown()))?,
            Err(_) => return Err(failure::unreachable(&self.shown()).into()),
        };
        self.looked_at(client, purpose).await
    }

    /// What the server is told of a connection from its beginning on.
    fn settings(&self, purpose: Purpose) -> String {
        let mut settings = "-c statement_timeout=10s -c lock_timeout=10s \
            -c idle_in_transaction_session_timeout=5s -c timezone=UTC \
            -c tcp_keepalives_idle=3 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3 \
            -c tcp_user_timeout=6000"
            .to_owned();
        if let Some(schema) = &self.options.place.schema {
            settings.push_str(" -c search_path=");
            settings.push_str(schema);
        }
        if self.options.read_only || purpose == Purpose::Listen {
            settings.push_str(" -c default_transaction_read_only=on");
        }
        if purpose == Purpose::Read {
            // Every list has an index; what is estimated of millions of rows may be old.
            settings.push_str(" -c jit=off -c enable_seqscan=off");
        }
        if purpose == Purpose::Write {
            // Many short statements of one shape: a plan for all is planned once, maybe while the
            // queue is still small.
            settings.push_str(" -c jit=off -c enable_seqscan=off");
        }
        settings
    }

    /// What kind of server it is: one that forgets what it has confirmed is told not to.
    async fn looked_at(&self, client: Client, purpose: Purpose) -> Result<Session, StoreError> {
        let session = Session::new(client, 0);
        let row = session
            .query_one(
                "SELECT pg_backend_pid(), current_setting('server_version_num')::int,
                    current_setting('synchronous_commit'), current_setting('fsync')",
                &[],
            )
            .await?;
        let (process, version): (i32, i32) = (row.try_get(0)?, row.try_get(1)?);
        if version < OLDEST * 10_000 {
            return Err(failure::old_server(version / 10_000, OLDEST).into());
        }
        let (commits, syncs): (String, String) = (row.try_get(2)?, row.try_get(3)?);
        if purpose == Purpose::Write {
            if syncs != "on" {
                tracing::warn!("fsync is off at the server: a power cut there loses what was sent");
            }
            // I3: what is confirmed is on the disk; a stronger promise stays.
            if commits == "off" || commits == "local" {
                session.run("SET synchronous_commit = on").await?;
            }
        }
        Ok(session.of_process(process))
    }
}

/// Serves a connection until it ends.
async fn speak<S, T>(
    mut connection: tokio_postgres::Connection<S, T>,
    hear: impl Fn(Option<AsyncMessage>),
) where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
    T: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
{
    loop {
        match std::future::poll_fn(|context| connection.poll_message(context)).await {
            Some(Ok(message)) => hear(Some(message)),
            Some(Err(error)) => {
                tracing::debug!(%error, "a connection to the shared queue broke");
                break;
            }
            None => break,
        }
    }
    hear(None);
}

fn client_config(tls: &Tls) -> Result<ClientConfig, Problem> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let Some(bundle) = &tls.authorities else {
        // The verifier of the platform asks for the process's provider.
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        return ClientConfig::with_platform_verifier()
            .map_err(|error| failure::authorities(&error.to_string()));
    };
    let mut roots = rustls::RootCertStore::empty();
    for authority in CertificateDer::pem_slice_iter(bundle) {
        let added = authority
            .map_err(|error| error.to_string())
            .and_then(|der| roots.add(der).map_err(|error| error.to_string()));
        added.map_err(|words| failure::authorities(&words))?;
    }
    if roots.is_empty() {
        return Err(failure::authorities("PEM: no certificate"));
    }
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| failure::authorities(&error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(config)
}
