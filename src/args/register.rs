//! The command line of the register: sender, contact, accounts, checklist. No behaviour.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::parse_channel;
use crate::domain::chaman::Channel;

/// Look at the accounts, make and change them.
#[derive(Debug, Subcommand)]
pub enum Account {
    /// List the accounts with what keeps them from sending
    List,
    /// Show everything about one account
    Show {
        /// Name of the account
        name: String,
    },
    /// Make an account, or note one that is in Chaman already
    Add(Box<AccountAdd>),
    /// Give an account another name
    Rename {
        /// Name of the account
        name: String,
        /// Its new name
        new: String,
    },
    /// Give an account other permissions, or list what Chaman offers
    Permissions(AccountPermissions),
    /// Delete an account for good
    Remove {
        /// Name of the account
        name: String,
        /// The name once more: deleting cannot be undone
        #[arg(
            long,
            value_name = "NAME",
            default_value = "",
            hide_default_value = true
        )]
        confirm: String,
    },
    /// Try every link from the key file to an answer of the NSSO
    Test {
        /// Name of the account
        name: String,
    },
    /// Let a held account send again
    Release {
        /// Name of the account
        name: String,
    },
    /// Add, replace, remove or download certificates
    #[command(subcommand)]
    Certificate(AccountCertificate),
    /// Replace or download the public SSH key of an SFTP account
    #[command(subcommand)]
    SshKey(AccountSshKey),
    /// Sign with another private key for a REST account
    Key {
        /// Name of the account
        name: String,
        /// File of the private key
        #[arg(long, value_name = "FILE")]
        key: String,
        /// File whose first line unlocks the key
        #[arg(long, value_name = "FILE")]
        passphrase_file: Option<String>,
    },
}

/// Make an account.
#[derive(Debug, Args)]
pub struct AccountAdd {
    /// Channel of the account
    #[arg(long = "type", value_name = "rest|soap|sftp|ftp", value_parser = parse_channel)]
    pub channel: Channel,
    /// Name for the account
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// What it may do: see `account permissions --list`
    #[arg(long, value_name = "ID", num_args = 1.., value_delimiter = ',')]
    pub permission: Vec<String>,
    /// File of its certificate, .cer
    #[arg(long, value_name = "FILE")]
    pub certificate: String,
    /// Name for its certificate
    #[arg(long, value_name = "NAME")]
    pub certificate_name: String,
    /// User name without its prefix EXP (FTP, SFTP)
    #[arg(long, value_name = "NAME")]
    pub user_name: Option<String>,
    /// File whose first line is the password (FTP); only its path is kept
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<String>,
    /// File of the public SSH key (SFTP)
    #[arg(long, value_name = "FILE")]
    pub ssh_key: Option<String>,
    /// File of the private key (REST); only its path is kept
    #[arg(long, value_name = "FILE")]
    pub key: Option<String>,
    /// File whose first line unlocks the private key
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: Option<String>,
    /// It is in Chaman already: nothing has to be done there
    #[arg(long)]
    pub existing: bool,
    /// The client id that Chaman gave it (REST)
    #[arg(long, value_name = "ID")]
    pub client_id: Option<String>,
}

/// Give an account other permissions.
#[derive(Debug, Args)]
pub struct AccountPermissions {
    /// Name of the account
    #[arg(required_unless_present = "list", conflicts_with = "list")]
    pub name: Option<String>,
    /// All that it may do from now on
    #[arg(value_name = "ID")]
    pub permissions: Vec<String>,
    /// List the permissions that Chaman offers
    #[arg(long)]
    pub list: bool,
    /// With --list: only those of this channel
    #[arg(long = "type", value_name = "rest|sftp|ftp", value_parser = parse_channel, conflicts_with = "name")]
    pub channel: Option<Channel>,
}

/// A certificate file with the name that it is to have in Chaman.
#[derive(Debug, Args)]
pub struct NamedCertificate {
    /// Name of the account
    pub name: String,
    /// File of the certificate, .cer
    #[arg(long, value_name = "FILE")]
    pub certificate: String,
    /// Name for the certificate
    #[arg(long, value_name = "NAME")]
    pub certificate_name: String,
}

/// Add, replace, remove or download certificates.
#[derive(Debug, Subcommand)]
pub enum AccountCertificate {
    /// Give a REST account one more certificate
    Add(NamedCertificate),
    /// Replace the certificate of an FTP, SFTP or SOAP account
    Replace(NamedCertificate),
    /// Take a certificate from a REST account; never its last one
    Remove {
        /// Name of the account
        name: String,
        /// The certificate: its name, or how its SHA-256 fingerprint begins
        certificate: String,
    },
    /// Write a certificate to a file
    Download {
        /// Name of the account
        name: String,
        /// The certificate, when there are several: its name, or how its SHA-256 fingerprint begins
        certificate: Option<String>,
        /// File to write; never overwritten
        #[arg(long, value_name = "FILE")]
        out: String,
    },
}

/// Replace or download a public SSH key.
#[derive(Debug, Subcommand)]
pub enum AccountSshKey {
    /// Replace the public SSH key
    Replace {
        /// Name of the account
        name: String,
        /// File of the public SSH key
        #[arg(long, value_name = "FILE")]
        ssh_key: String,
    },
    /// Write the public SSH key to a file
    Download {
        /// Name of the account
        name: String,
        /// File to write; never overwritten
        #[arg(long, value_name = "FILE")]
        out: String,
    },
}

/// Who sends.
#[derive(Debug, Subcommand)]
pub enum Sender {
    /// Show the sender
    Show,
    /// Make or change the sender; what is not given stays as it is
    Set(SenderSet),
}

/// Make or change the sender.
#[derive(Debug, Args)]
pub struct SenderSet {
    /// Sender number
    #[arg(long, value_name = "NUMBER")]
    pub number: Option<String>,
    /// Name
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// As what it uses Chaman; an enterprise unless said
    #[arg(long, value_name = "enterprise|professional")]
    pub role: Option<String>,
}

/// Whom the NSSO calls.
#[derive(Debug, Subcommand)]
pub enum Contact {
    /// Show the contact
    Show,
    /// Make or change the contact; what is not given stays as it is
    Set(ContactSet),
}

/// Make or change the contact.
#[derive(Debug, Args)]
pub struct ContactSet {
    /// Name of the contact or technical manager
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Country code of the telephone; +32 unless said
    #[arg(long, value_name = "CODE", allow_hyphen_values = true)]
    pub phone_code: Option<String>,
    /// Telephone number without country code
    #[arg(long, value_name = "NUMBER")]
    pub phone: Option<String>,
    /// E-mail address
    #[arg(long, value_name = "ADDRESS")]
    pub email: Option<String>,
    /// Language in which the NSSO writes
    #[arg(long, value_name = "nl|fr|de")]
    pub language: Option<String>,
}

/// What a person still has to do in Chaman's portal.
#[derive(Debug, Subcommand)]
pub enum Checklist {
    /// List the open steps with what to click
    List {
        /// The steps that are done as well, with who did them and when
        #[arg(long)]
        all: bool,
    },
    /// Say that a step was done in the portal
    Done {
        /// Number of the step
        step: u32,
        /// The client id that Chaman showed for a new REST account
        #[arg(long, value_name = "ID")]
        client_id: Option<String>,
    },
}

/// Take sender, contact and accounts along to another home.
#[derive(Debug, Subcommand)]
pub enum Register {
    /// Write them as TOML; no key, passphrase or password is in it
    Export {
        /// File to write, never overwritten; standard output when absent
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Read them into an empty register
    Import {
        /// The file; `-` reads standard input
        #[arg(value_name = "FILE|-")]
        file: PathBuf,
        /// They are in Chaman already: nothing has to be done there
        #[arg(long)]
        existing: bool,
    },
}
