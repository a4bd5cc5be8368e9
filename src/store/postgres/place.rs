//! Where the shared queue is, and how it is spoken to.

use std::fmt::Write as _;
use std::path::PathBuf;

use secrecy::SecretString;

/// A database, and who we are there.
#[derive(Debug, Clone)]
pub struct Place {
    /// The server.
    pub server: Server,
    /// Our role.
    pub user: String,
    /// The role's password, unless the server knows us otherwise.
    pub password: Option<SecretString>,
    /// The database.
    pub database: String,
    /// The schema in it, unless it is the role's own.
    pub schema: Option<String>,
}

/// A server, with the way to it.
#[derive(Debug, Clone)]
pub enum Server {
    /// Of this host, by a socket in this folder.
    Socket {
        /// The folder.
        folder: PathBuf,
        /// The number in the socket's name.
        port: u16,
    },
    /// By TCP.
    Tcp {
        /// Name or address.
        host: String,
        /// Port.
        port: u16,
        /// What encrypts; only to this host itself nothing may.
        tls: Option<Tls>,
    },
}

/// Whom we believe that it is the server: a certificate for its name, of an authority of the
/// system or of one of these.
#[derive(Debug, Clone, Default)]
pub struct Tls {
    /// Certificate authorities as PEM; when there are none, those of the system.
    pub authorities: Option<Vec<u8>>,
}

/// How a shared queue is to be opened.
#[derive(Debug, Clone)]
pub struct PgOptions {
    /// Where it is.
    pub place: Place,
    /// Name of the environment whose submissions it holds; a queue of another one is refused.
    pub environment: String,
    /// Only look: the queue must exist, and every change is refused, by the server too.
    pub read_only: bool,
}

impl Place {
    /// The place as a person may see it, without password.
    pub fn shown(&self) -> String {
        let mut shown = match &self.server {
            Server::Socket { folder, .. } => folder.to_string_lossy().into_owned(),
            Server::Tcp { host, port, .. } => format!("{host}:{port}"),
        };
        let _ = write!(shown, "/{}", self.database);
        if let Some(schema) = &self.schema {
            let _ = write!(shown, " ({schema})");
        }
        crate::domain::untrusted::Untrusted::new(shown).shown()
    }
}
