//! Where whoever watches over `serve` may look, and how much its log says.

use std::net::SocketAddr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Where whoever watches over `serve` may look.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Monitor {
    /// The address, of this machine only; nobody listens without one.
    #[serde(deserialize_with = "loopback", serialize_with = "text")]
    pub listen: Option<SocketAddr>,
}

/// How much the log says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Log {
    /// As much as with `--verbose`.
    pub verbose: bool,
}

/// Figures are for this machine: whoever wants them elsewhere has a proxy that asks who comes.
fn loopback<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<SocketAddr>, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse::<SocketAddr>() {
        Ok(address) if address.ip().is_loopback() => Ok(Some(address)),
        Ok(_) => Err(D::Error::custom("config-not-loopback")),
        Err(_) => Err(D::Error::custom("config-listen")),
    }
}

#[expect(clippy::ref_option, reason = "serde asks for this signature")]
fn text<S: Serializer>(listen: &Option<SocketAddr>, serializer: S) -> Result<S::Ok, S::Error> {
    let text = listen.map(|address| address.to_string());
    serializer.serialize_str(&text.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_listened_on() {
        let read = |text: &str| {
            let read = toml::from_str::<Monitor>(&format!("listen = \"{text}\""));
            read.map(|monitor| monitor.listen.map(|address| address.to_string()))
                .map_err(|error| error.message().to_owned())
        };
        for (text, expected) in [
            ("", Ok(None)),
            ("127.0.0.1:9464", Ok(Some("127.0.0.1:9464"))),
            ("127.9.9.9:0", Ok(Some("127.9.9.9:0"))),
            ("[::1]:9464", Ok(Some("[::1]:9464"))),
            ("0.0.0.0:9464", Err("config-not-loopback")),
            ("[::]:9464", Err("config-not-loopback")),
            ("192.0.2.1:9464", Err("config-not-loopback")),
            ("localhost:9464", Err("config-listen")),
            ("127.0.0.1", Err("config-listen")),
            ("9464", Err("config-listen")),
        ] {
            let expected = expected.map(|text| text.map(str::to_owned));
            assert_eq!(read(text), expected.map_err(str::to_owned), "{text}");
        }
    }
}
