//! The four channels, and what each allows (chaman.md, accounts).

use serde::{Deserialize, Serialize};

use crate::domain::text::Text;

/// A technical channel to the NSSO.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// Files over FTP.
    Ftp,
    /// Files over SFTP.
    Sftp,
    /// Web service, SOAP.
    Soap,
    /// Web service, REST: the one that declares here.
    Rest,
}

/// What can be edited of an account that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Edit {
    /// Its name.
    Name,
    /// Its permissions.
    Permissions,
    /// Its one certificate, by another.
    ReplaceCertificate,
    /// Its certificates: one more, one less.
    AddCertificate,
    /// Its public SSH key.
    SshKey,
}

impl Channel {
    /// All channels, in Chaman's order.
    pub const ALL: [Self; 4] = [Self::Ftp, Self::Sftp, Self::Soap, Self::Rest];

    /// The word in files, on the command line and in the journal.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ftp => "ftp",
            Self::Sftp => "sftp",
            Self::Soap => "soap",
            Self::Rest => "rest",
        }
    }

    /// Reads that word, in any case.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|channel| channel.as_str().eq_ignore_ascii_case(text.trim()))
    }

    /// How people write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ftp => "FTP",
            Self::Sftp => "SFTP",
            Self::Soap => "SOAP",
            Self::Rest => "REST",
        }
    }

    /// Whether a sender may have more than one account of it.
    pub fn allows_several(self) -> bool {
        self == Self::Rest
    }

    /// Whether its accounts have permissions, of which they then need one.
    pub fn has_permissions(self) -> bool {
        self != Self::Soap
    }

    /// Whether a certificate may be signed with its own key.
    pub fn allows_self_signed(self) -> bool {
        self == Self::Rest
    }

    /// Whether its accounts have a user name.
    pub fn has_user_name(self) -> bool {
        matches!(self, Self::Ftp | Self::Sftp)
    }

    /// Whether Chaman can edit this of an existing account; what it cannot is deleted and made anew.
    pub fn allows(self, edit: Edit) -> bool {
        match edit {
            Edit::Name | Edit::Permissions => matches!(self, Self::Sftp | Self::Rest),
            Edit::ReplaceCertificate => self != Self::Rest,
            Edit::AddCertificate => self == Self::Rest,
            Edit::SshKey => self == Self::Sftp,
        }
    }

    /// The panel of Chaman in which its accounts stand.
    pub fn panel(self) -> Text {
        match self {
            Self::Ftp | Self::Sftp => Text::new("chaman-panel-files"),
            Self::Soap | Self::Rest => Text::new("chaman-panel-services"),
        }
    }

    /// The button of that panel that makes an account.
    pub fn add_button(self) -> Text {
        match self {
            Self::Ftp | Self::Sftp => Text::new("chaman-button-files"),
            Self::Soap | Self::Rest => Text::new("chaman-button-services"),
        }
    }
}
