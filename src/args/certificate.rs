//! The command line of certificates. No behaviour.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::parse_channel;
use crate::domain::chaman::{Channel, KeyKind};

/// Read, watch, make and replace certificates.
#[derive(Debug, Subcommand)]
pub enum Cert {
    /// Say what certificate files hold, and what Chaman will say of them; needs no home
    Inspect(CertInspect),
    /// Tell a monitoring system how long certificates are still valid
    #[command(after_help = PLUGIN)]
    Check(CertCheck),
    /// Make a key with a self-signed certificate
    New(CertNew),
    /// Make a key with a request, of which an authority makes a certificate
    Csr(CertMake),
    /// Replace certificate and key of a REST account without a gap
    Rotate(CertRotate),
}

const PLUGIN: &str = "\
Prints one line in the format of the monitoring plugins, with the days left of each certificate as
performance data. Exit codes, other than those of all other commands:
  0  OK: every certificate is valid for longer than --warning
  1  WARNING: one has fewer days left than --warning
  2  CRITICAL: one has fewer days left than --critical, has expired, or is not valid yet
  3  UNKNOWN: one cannot be read, there is none, or the command is wrong";

/// Say what certificate files hold.
#[derive(Debug, Args)]
pub struct CertInspect {
    /// Certificate files, PEM or DER
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Channel by whose rules they are judged
    #[arg(
        long = "type",
        value_name = "rest|soap|sftp|ftp",
        value_parser = parse_channel,
        default_value = "rest"
    )]
    pub channel: Channel,
}

/// Tell a monitoring system how long certificates are still valid.
#[derive(Debug, Args)]
pub struct CertCheck {
    /// Certificate files; those of the register and the configuration when absent
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Days left below which it is a warning
    #[arg(long, value_name = "DAYS", default_value = "30d", value_parser = parse_days)]
    pub warning: Days,
    /// Days left below which it is critical
    #[arg(long, value_name = "DAYS", default_value = "7d", value_parser = parse_days)]
    pub critical: Days,
}

/// A number of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Days(pub u16);

/// Make a key with a certificate or a request.
#[derive(Debug, Args)]
pub struct CertMake {
    /// Company in whose name it is
    #[arg(long, value_name = "COMPANY")]
    pub company: String,
    /// Name of the owner within the company (common name)
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// Kind of key
    #[arg(
        long,
        value_name = "p384|p521|rsa2048|rsa3072|rsa4096",
        value_parser = parse_key_kind,
        default_value = "p384"
    )]
    pub key_type: KeyKind,
    /// File for the private key, readable by you alone; never overwritten
    #[arg(long, value_name = "FILE")]
    pub key: String,
    /// File for the certificate or the request; never overwritten
    #[arg(long, value_name = "FILE")]
    pub out: String,
    /// File whose first line locks the private key
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: Option<String>,
}

/// Make a key with a self-signed certificate.
#[derive(Debug, Args)]
pub struct CertNew {
    /// What is made
    #[command(flatten)]
    pub make: CertMake,
    /// Days for which it is valid
    #[arg(
        long,
        value_name = "DAYS",
        default_value = "730",
        allow_hyphen_values = true
    )]
    pub days: String,
}

/// Replace certificate and key of a REST account.
#[derive(Debug, Args)]
pub struct CertRotate {
    /// Name of the account
    pub name: String,
    /// What to do; shows how far it is when absent
    #[command(subcommand)]
    pub action: Option<Rotate>,
}

/// A move of a rotation.
#[derive(Debug, Subcommand)]
pub enum Rotate {
    /// Begin, with a certificate and key that were made before
    Start(RotateStart),
    /// Go one stage on
    Next,
    /// Go one stage back; possible until the old certificate is gone
    Back,
    /// Show how far it is, and what comes next
    Status,
}

/// Begin a rotation.
#[derive(Debug, Args)]
pub struct RotateStart {
    /// File of the new certificate, .cer
    #[arg(long, value_name = "FILE")]
    pub certificate: String,
    /// Name for the new certificate
    #[arg(long, value_name = "NAME")]
    pub certificate_name: String,
    /// File of the new private key
    #[arg(long, value_name = "FILE")]
    pub key: String,
    /// File whose first line unlocks the new private key
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: Option<String>,
}

/// `30` or `30d`, as other plugins take it.
fn parse_days(text: &str) -> Result<Days, String> {
    let number = text.strip_suffix('d').unwrap_or(text);
    number
        .parse()
        .map(Days)
        .map_err(|_| "a number of days, such as 30d".to_owned())
}

fn parse_key_kind(text: &str) -> Result<KeyKind, String> {
    KeyKind::parse(text).ok_or_else(|| {
        let known: Vec<_> = KeyKind::ALL.iter().map(|kind| kind.as_str()).collect();
        format!("one of {}", known.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_with_and_without_their_letter() {
        for (text, days) in [("30d", Some(30)), ("7", Some(7)), ("0d", Some(0))] {
            assert_eq!(parse_days(text).ok().map(|days| days.0), days, "{text}");
        }
        for wrong in ["", "d", "-1d", "1.5", "30 d", "70000", "3w"] {
            assert!(parse_days(wrong).is_err(), "{wrong}");
        }
    }
}
