//! The shape of the file in which a register travels: flat, every key known, every value with
//! its place, so that a mistake is named with its line and column.
//!
//! ```toml
//! [sender]
//! [contact]
//! [[account]]
//! [[account.certificate]]
//! ```

use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::domain::chaman::Channel;

/// A value that knows where it stands.
pub(super) type Placed = Spanned<String>;

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChannelsOnPaper {
    pub(super) sender: Option<SenderOnPaper>,
    pub(super) contact: Option<ContactOnPaper>,
    #[serde(default, rename = "account")]
    pub(super) accounts: Vec<Spanned<AccountOnPaper>>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SenderOnPaper {
    pub(super) number: Placed,
    pub(super) name: Placed,
    pub(super) role: Placed,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContactOnPaper {
    pub(super) name: Placed,
    pub(super) phone_code: Placed,
    pub(super) phone_number: Placed,
    pub(super) email: Placed,
    pub(super) language: Placed,
}

/// What a channel does not have stays away.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AccountOnPaper {
    pub(super) channel: Channel,
    pub(super) name: Placed,
    pub(super) client_id: Option<Placed>,
    pub(super) permissions: Option<Spanned<Vec<Placed>>>,
    pub(super) user_name: Option<Placed>,
    pub(super) password_file: Option<Placed>,
    pub(super) ssh_key: Option<Placed>,
    pub(super) key_file: Option<Placed>,
    pub(super) passphrase_file: Option<Placed>,
    #[serde(default, rename = "certificate")]
    pub(super) certificates: Vec<CertificateOnPaper>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CertificateOnPaper {
    pub(super) name: Placed,
    pub(super) file_name: Placed,
    pub(super) pem: Placed,
}
