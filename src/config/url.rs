//! Addresses of services as the configuration takes them: https, or http on this machine.

use serde::{Deserialize, Serialize};

/// The address of a service: `https`, or `http` for loopback addresses only; without
/// credentials, query or trailing slash.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct ServiceUrl(String);

/// The address of a proxy: `http` or `https`, without credentials.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct ProxyUrl(String);

impl ServiceUrl {
    /// Reads an address. The error is the catalogue's key of the reason.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let parts = Parts::of(text)?;
        if !parts.secure && !parts.is_loopback() {
            return Err("config-url-not-secure");
        }
        Ok(Self(text.trim_end_matches('/').to_owned()))
    }

    /// The address, without trailing slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl ProxyUrl {
    /// Reads an address. The error is the catalogue's key of the reason.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        Parts::of(text).map(|_| Self(text.to_owned()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What decides about an address.
struct Parts<'a> {
    secure: bool,
    host: &'a str,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Result<Self, &'static str> {
        const UNREADABLE: &str = "config-url-unreadable";
        let (secure, rest) = if let Some(rest) = text.strip_prefix("https://") {
            (true, rest)
        } else if let Some(rest) = text.strip_prefix("http://") {
            (false, rest)
        } else {
            return Err(UNREADABLE);
        };
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) || rest.contains(['?', '#', '\\']) {
            return Err(UNREADABLE);
        }
        let authority = rest.split('/').next().unwrap_or_default();
        if authority.contains('@') {
            return Err("config-url-credentials");
        }
        // The colon of a port stands behind the bracket of an IPv6 address.
        let bracket = authority.rfind(']').map_or(0, |end| end + 1);
        let (host, port) = match authority[bracket..].split_once(':') {
            Some((tail, port)) => (&authority[..bracket + tail.len()], Some(port)),
            None => (authority, None),
        };
        if host.is_empty() || port.is_some_and(|port| port.parse::<u16>().is_err()) {
            return Err(UNREADABLE);
        }
        Ok(Self { secure, host })
    }

    fn is_loopback(&self) -> bool {
        let bare = self.host.trim_start_matches('[').trim_end_matches(']');
        self.host.eq_ignore_ascii_case("localhost")
            || bare
                .parse::<std::net::IpAddr>()
                .is_ok_and(|address| address.is_loopback())
    }
}

impl<'de> Deserialize<'de> for ServiceUrl {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

impl<'de> Deserialize<'de> for ProxyUrl {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_may_do_without_tls() {
        for (url, verdict) in [
            ("https://services.socialsecurity.be/REST/dimona/v2", Ok(())),
            ("http://127.0.0.1:8377/REST/", Ok(())),
            ("http://127.8.9.1", Ok(())),
            ("http://[::1]:8377/REST", Ok(())),
            ("http://localhost:1", Ok(())),
            (
                "http://services.socialsecurity.be",
                Err("config-url-not-secure"),
            ),
            ("http://127.0.0.1.example.be", Err("config-url-not-secure")),
            ("http://localhost.example.be", Err("config-url-not-secure")),
            ("http://0.0.0.0:8377", Err("config-url-not-secure")),
            (
                "http://127.0.0.1@example.be/",
                Err("config-url-credentials"),
            ),
            ("https://a:b@example.be/", Err("config-url-credentials")),
            ("ftp://example.be", Err("config-url-unreadable")),
            ("https://", Err("config-url-unreadable")),
            ("https://example.be:port/", Err("config-url-unreadable")),
            ("https://example.be/?a=b", Err("config-url-unreadable")),
            ("https://exa mple.be/", Err("config-url-unreadable")),
            (
                "http://127.0.0.1\\@example.be/",
                Err("config-url-unreadable"),
            ),
        ] {
            assert_eq!(ServiceUrl::parse(url).map(|_| ()), verdict, "{url}");
        }
    }

    #[test]
    fn a_trailing_slash_is_dropped() {
        let url = ServiceUrl::parse("https://example.be/REST/").expect("good");
        assert_eq!(url.as_str(), "https://example.be/REST");
    }
}
