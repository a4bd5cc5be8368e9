//! The address of a shared queue, as the configuration takes it. Pure: nobody is asked.

use std::fmt;

/// `postgres://USER@HOST[:PORT]/DATABASE[?sslmode=…][&schema=…]`, or with a folder in the place of
/// the host: `postgres://USER@%2Frun%2Fpostgresql/DATABASE`. Never with a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreUrl {
    text: String,
    /// The role.
    pub user: String,
    /// Where the server is.
    pub host: Host,
    /// Its port, or the number in its socket's name.
    pub port: u16,
    /// The database.
    pub database: String,
    /// The schema in it.
    pub schema: Option<String>,
    /// Whether the way to it is encrypted and the server has to prove who it is.
    pub is_verified: bool,
}

/// Where a server is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Host {
    /// Behind a socket in this folder.
    Socket(String),
    /// On this host or another.
    Name(String),
}

impl Host {
    /// Whether what is said to it never leaves this computer.
    pub fn is_local(&self) -> bool {
        match self {
            Self::Socket(_) => true,
            Self::Name(name) => {
                let address = name.parse::<std::net::IpAddr>();
                name.eq_ignore_ascii_case("localhost")
                    || address.is_ok_and(|address| address.is_loopback())
            }
        }
    }
}

/// Why an address cannot be used: the catalogue's key of the reason.
type Reason = &'static str;

const UNREADABLE: Reason = "config-store-unreadable";

impl StoreUrl {
    /// Reads an address.
    pub fn parse(text: &str) -> Result<Self, Reason> {
        let rest = text
            .strip_prefix("postgres://")
            .or_else(|| text.strip_prefix("postgresql://"))
            .ok_or(UNREADABLE)?;
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) || rest.contains(['#', '\\']) {
            return Err(UNREADABLE);
        }
        let (place, options) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, database) = place.split_once('/').ok_or(UNREADABLE)?;
        let (user, server) = authority.rsplit_once('@').ok_or("config-store-user")?;
        if user.contains(':') {
            return Err("config-store-password");
        }
        let (user, database) = (decoded(user)?, decoded(database)?);
        if user.is_empty() || database.is_empty() || database.contains('/') {
            return Err(UNREADABLE);
        }
        let (host, port) = host(server)?;
        let is_local = host.is_local();
        let mut url = Self {
            text: text.to_owned(),
            user,
            host,
            port,
            database,
            schema: None,
            is_verified: !is_local,
        };
        for option in options.split('&').filter(|option| !option.is_empty()) {
            match option.split_once('=').ok_or(UNREADABLE)? {
                ("sslmode", "verify-full") => url.is_verified = true,
                ("sslmode", "disable") if is_local => url.is_verified = false,
                ("sslmode", "disable") => return Err("config-store-not-secure"),
                ("sslmode", _) => return Err("config-store-sslmode"),
                ("password", _) => return Err("config-store-password"),
                ("schema", schema) if is_identifier(schema) => {
                    url.schema = Some(schema.to_owned());
                }
                ("schema", _) => return Err("config-store-schema"),
                _ => return Err("config-store-option"),
            }
        }
        if url.is_verified && matches!(url.host, Host::Socket(_)) {
            return Err("config-store-sslmode");
        }
        Ok(url)
    }

    /// The address as it was given.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for StoreUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

fn host(server: &str) -> Result<(Host, u16), Reason> {
    const PORT: u16 = 5432;
    // The colon of a port stands behind the bracket of an IPv6 address.
    let bracket = server.rfind(']').map_or(0, |end| end + 1);
    let (name, port) = match server[bracket..].split_once(':') {
        Some((tail, port)) => {
            let port = port.parse().map_err(|_| UNREADABLE)?;
            (&server[..bracket + tail.len()], port)
        }
        None => (server, PORT),
    };
    let name = decoded(name.trim_start_matches('[').trim_end_matches(']'))?;
    if name.is_empty() || port == 0 {
        return Err(UNREADABLE);
    }
    let host = if name.starts_with('/') {
        Host::Socket(name)
    } else {
        Host::Name(name)
    };
    Ok((host, port))
}

/// A name that needs no quotes at the server.
fn is_identifier(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes
        .next()
        .is_some_and(|first| first.is_ascii_lowercase() || first == b'_')
        && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        && text.len() < 64
}

fn decoded(text: &str) -> Result<String, Reason> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || {
            let digit = char::from(rest.next()?).to_digit(16)?;
            u8::try_from(digit).ok()
        };
        let (high, low) = (digit().ok_or(UNREADABLE)?, digit().ok_or(UNREADABLE)?);
        bytes.push(high * 16 + low);
    }
    let text = String::from_utf8(bytes).map_err(|_| UNREADABLE)?;
    if text.contains(char::is_control) {
        return Err(UNREADABLE);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_elsewhere_has_to_prove_who_it_is() {
        for (url, verified) in [
            ("postgres://eva@db.example.be/dimona", Ok(true)),
            (
                "postgresql://eva@db.example.be:6000/dimona?sslmode=verify-full",
                Ok(true),
            ),
            ("postgres://eva@127.0.0.1/dimona", Ok(false)),
            (
                "postgres://eva@[::1]:5433/dimona?sslmode=disable",
                Ok(false),
            ),
            (
                "postgres://eva@localhost/dimona?sslmode=verify-full",
                Ok(true),
            ),
            (
                "postgres://eva@%2Frun%2Fpostgresql/dimona?schema=hr",
                Ok(false),
            ),
            (
                "postgres://eva@localhost.example.be/d?sslmode=disable",
                Err("config-store-not-secure"),
            ),
            (
                "postgres://eva@10.0.0.1/d?sslmode=disable",
                Err("config-store-not-secure"),
            ),
            (
                "postgres://eva@10.0.0.1/d?sslmode=prefer",
                Err("config-store-sslmode"),
            ),
            (
                "postgres://eva@%2Frun/d?sslmode=verify-full",
                Err("config-store-sslmode"),
            ),
            (
                "postgres://eva:secret@10.0.0.1/d",
                Err("config-store-password"),
            ),
            (
                "postgres://eva@10.0.0.1/d?password=secret",
                Err("config-store-password"),
            ),
            ("postgres://10.0.0.1/d", Err("config-store-user")),
            (
                "postgres://eva@10.0.0.1/d?schema=a;b",
                Err("config-store-schema"),
            ),
            (
                "postgres://eva@10.0.0.1/d?options=-c",
                Err("config-store-option"),
            ),
            ("postgres://eva@10.0.0.1", Err(UNREADABLE)),
            ("postgres://eva@10.0.0.1/", Err(UNREADABLE)),
            ("postgres://eva@/d", Err(UNREADABLE)),
            ("postgres://eva@host:port/d", Err(UNREADABLE)),
            ("postgres://eva@host/d%00", Err(UNREADABLE)),
            ("mysql://eva@host/d", Err(UNREADABLE)),
        ] {
            assert_eq!(
                StoreUrl::parse(url).map(|url| url.is_verified),
                verified,
                "{url}"
            );
        }
    }

    #[test]
    fn its_parts_are_found() {
        let url = StoreUrl::parse("postgres://a%40b@%2Frun%2Fpg:6000/the%20queue?schema=hr_1")
            .expect("good");
        assert_eq!(url.user, "a@b");
        assert_eq!(url.host, Host::Socket("/run/pg".to_owned()));
        assert_eq!((url.port, url.database.as_str()), (6000, "the queue"));
        assert_eq!(url.schema.as_deref(), Some("hr_1"));
    }
}
