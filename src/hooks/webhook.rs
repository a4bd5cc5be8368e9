//! Telling a server: signed, with a secret if it wants one, and again when it did not take it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use hmac::{Hmac, KeyInit as _, Mac as _};
use secrecy::{ExposeSecret as _, SecretString};
use sha2::Sha256;
use tokio_util::sync::CancellationToken;

use super::SAID;
use super::command::secret_line;
use crate::domain::clock::Clock;
use crate::domain::occurrence::{Occurrence, RungEnd};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::rsz::webhook::{Beside, Webhook};

/// Waits between tries.
const PAUSES: [Duration; 3] = [
    Duration::from_secs(1),
    Duration::from_secs(4),
    Duration::from_secs(16),
];

/// The header with moment and signature.
const SIGNATURE: &str = "dimonitor-signature";

/// The header with the name of the occasion.
const EVENT: &str = "dimonitor-event";

/// A server and its secrets.
pub struct Server {
    webhook: Webhook,
    bearer: Option<SecretString>,
    key: Option<SecretString>,
    pauses: [Duration; 3],
    clock: Arc<dyn Clock>,
}

impl Server {
    /// A server; the secrets are the first lines of their files.
    pub fn new(
        webhook: Webhook,
        bearer_file: Option<&Path>,
        key_file: Option<&Path>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, Text> {
        let read = |file: Option<&Path>| file.map(secret_line).transpose();
        Ok(Self {
            webhook,
            bearer: read(bearer_file)?.map(SecretString::from),
            key: read(key_file)?.map(SecretString::from),
            pauses: PAUSES,
            clock,
        })
    }

    /// The same, less patient: for tests.
    #[cfg(test)]
    pub(super) fn at_once(mut self) -> Self {
        self.pauses = [Duration::from_millis(1); 3];
        self
    }

    /// Tells it, up to four times: a server that refuses is not asked again.
    pub(super) async fn tell(
        &self,
        occurrence: &Occurrence,
        stop: &CancellationToken,
    ) -> (RungEnd, Untrusted) {
        let mut pauses = self.pauses.iter();
        loop {
            let told = tokio::select! {
                () = stop.cancelled() => return (RungEnd::TooLong, String::new().into()),
                told = self.tell_once(occurrence) => told,
            };
            let may_help = match &told.0 {
                RungEnd::Status(status) => *status >= 500 || matches!(status, 408 | 425 | 429),
                RungEnd::Unreachable(_) => true,
                _ => false,
            };
            let Some(pause) = pauses.next().filter(|_| may_help) else {
                return told;
            };
            tokio::select! {
                () = stop.cancelled() => return told,
                () = tokio::time::sleep(*pause) => {}
            }
        }
    }

    async fn tell_once(&self, occurrence: &Occurrence) -> (RungEnd, Untrusted) {
        let body = occurrence.json();
        let mut headers = vec![(EVENT, occurrence.event.as_str().to_owned())];
        if let Some(key) = &self.key {
            let moment = self.clock.now().as_second();
            headers.push((SIGNATURE, signature(key, moment, &body)));
        }
        let beside = Beside {
            bearer: self.bearer.as_ref(),
            headers: &headers,
        };
        match self.webhook.post(body, beside, SAID).await {
            Ok((status, said)) => (RungEnd::Status(status), said),
            Err(cause) => (RungEnd::Unreachable(cause), String::new().into()),
        }
    }
}

/// `t=SECONDS,v1=HEX`: the HMAC-SHA256 of `SECONDS.BODY`. The moment is that of this try, so
/// that a server can refuse what was said long ago.
fn signature(key: &SecretString, moment: i64, body: &str) -> String {
    use std::fmt::Write as _;
    let mut mac = Hmac::<Sha256>::new_from_slice(key.expose_secret().as_bytes())
        .expect("a key of any length");
    mac.update(format!("{moment}.{body}").as_bytes());
    let mut header = format!("t={moment},v1=");
    for byte in mac.finalize().into_bytes() {
        let _ = write!(header, "{byte:02x}");
    }
    header
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_that_of_moment_and_body() {
        // echo -n '1700000000.{"a":1}' | openssl dgst -sha256 -hmac geheim
        let found = signature(&"geheim".into(), 1_700_000_000, "{\"a\":1}");
        assert_eq!(found, EXPECTED);
        assert_ne!(
            signature(&"geheim".into(), 1_700_000_001, "{\"a\":1}"),
            EXPECTED
        );
    }

    const EXPECTED: &str =
        "t=1700000000,v1=c2f0a59f12d0bcd3933234d85083c03b99e970604203fd059a320436bb602adf";
}
