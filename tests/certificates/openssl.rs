//! The openssl command: another reader of certificates, to compare with.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// What openssl says of a certificate, in our words.
#[derive(Debug, PartialEq, Eq)]
pub struct Said {
    pub serial_hex: String,
    /// Only for serial numbers that openssl writes in decimal at all.
    pub serial: Option<String>,
    pub sha256: String,
    pub sha1: String,
    pub from: String,
    pub until: String,
    pub owner: String,
    pub company: String,
    pub issuer: String,
    /// Not for a key that openssl cannot load, such as a point beside its curve.
    pub key: Option<String>,
    pub digest: String,
    pub usage: Option<Vec<String>>,
}

/// Whether openssl can be compared with; says so loudly when not.
pub fn is_there() -> bool {
    let found = Command::new("openssl").arg("version").output().is_ok();
    if !found {
        eprintln!("SKIPPED: openssl is not installed, nothing is compared with it");
    }
    found
}

/// Runs openssl in a folder, with a configuration that adds nothing.
pub fn run<I: AsRef<OsStr>>(folder: &Path, arguments: impl IntoIterator<Item = I>) -> Output {
    Command::new("openssl")
        .args(arguments)
        .current_dir(folder)
        .env("OPENSSL_CONF", "/dev/null")
        .stdin(Stdio::null())
        .output()
        .expect("openssl runs")
}

/// Runs openssl, which must succeed; what it printed.
pub fn must<I: AsRef<OsStr>>(folder: &Path, arguments: impl IntoIterator<Item = I>) -> String {
    let ran = run(folder, arguments);
    let (out, err) = (text(&ran.stdout), text(&ran.stderr));
    assert!(ran.status.success(), "{out}{err}");
    out + &err
}

/// What openssl says of the first certificate in a file; `None` when it cannot read it.
pub fn describe(folder: &Path, file: &str) -> Option<Said> {
    let names = "sep_multiline,utf8,esc_ctrl,sname";
    let ran = run(
        folder,
        [
            "x509",
            "-in",
            file,
            "-noout",
            "-serial",
            "-startdate",
            "-enddate",
            "-dateopt",
            "iso_8601",
            "-fingerprint",
            "-sha256",
            "-subject",
            "-issuer",
            "-nameopt",
            names,
            "-text",
        ],
    );
    if !ran.status.success() {
        return None;
    }
    let sha1 = must(
        folder,
        ["x509", "-in", file, "-noout", "-fingerprint", "-sha1"],
    );
    // Long serial numbers go on in the next line.
    let all = text(&ran.stdout).replace("\\\n", "");
    let (head, details) = all.split_once("\nCertificate:\n").expect("details");
    let after = |start: &str| {
        let line = head.lines().find_map(|line| line.strip_prefix(start));
        line.unwrap_or_else(|| panic!("{file}: no {start} in {head}"))
    };
    let (subject, issuer) = head.split_once("issuer=").expect("an issuer");
    let (_, subject) = subject.split_once("subject=").expect("a subject");
    Some(Said {
        serial_hex: after("serial=").to_lowercase(),
        serial: line_of(details, "Serial Number: ")
            .and_then(|serial| serial.split(' ').next())
            .map(str::to_owned),
        sha256: fingerprint(after("sha256 Fingerprint=")),
        sha1: fingerprint(sha1.trim().rsplit('=').next().expect("a fingerprint")),
        from: after("notBefore=").replacen(' ', "T", 1),
        until: after("notAfter=").replacen(' ', "T", 1),
        owner: part(subject, "CN="),
        company: part(subject, "O="),
        issuer: part(issuer, "CN="),
        key: (!details.contains("Unable to load Public Key")).then(|| key(details)),
        digest: digest(details),
        usage: usage(details),
    })
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn fingerprint(text: &str) -> String {
    text.replace(':', "").to_lowercase()
}

fn part(name: &str, start: &str) -> String {
    let found = name
        .lines()
        .find_map(|line| line.trim_start().strip_prefix(start));
    found.unwrap_or_default().to_owned()
}

fn line_of<'a>(details: &'a str, start: &str) -> Option<&'a str> {
    details
        .lines()
        .find_map(|line| line.trim().strip_prefix(start))
}

fn key(details: &str) -> String {
    let bits = line_of(details, "Public-Key: (").and_then(|bits| bits.split(' ').next());
    let bits = bits.unwrap_or("?");
    match line_of(details, "Public Key Algorithm: ").unwrap_or_default() {
        "rsaEncryption" => format!("RSA {bits}"),
        "rsassaPss" => format!("RSA-PSS {bits}"),
        "dsaEncryption" => "DSA".to_owned(),
        "ED25519" => "Ed25519".to_owned(),
        "ED448" => "Ed448".to_owned(),
        "id-ecPublicKey" => match (
            line_of(details, "NIST CURVE: "),
            line_of(details, "ASN1 OID: "),
        ) {
            (Some(curve), _) => curve.to_owned(),
            (None, Some(curve)) => format!("EC {curve}"),
            (None, None) => "EC".to_owned(),
        },
        other => other.to_owned(),
    }
}

fn digest(details: &str) -> String {
    let algorithm = line_of(details, "Signature Algorithm: ").unwrap_or_default();
    let name = match algorithm.trim() {
        "rsassaPss" => line_of(details, "Hash Algorithm: ").unwrap_or_default(),
        name => name,
    };
    let name = name.trim().to_lowercase();
    let known = [
        ("sha512-256", "SHA-512/256"),
        ("sha3-256", "SHA3-256"),
        ("sha224", "SHA-224"),
        ("sha256", "SHA-256"),
        ("sha384", "SHA-384"),
        ("sha512", "SHA-512"),
        ("sha1", "SHA-1"),
        ("md5", "MD5"),
        ("ed25519", "Ed25519"),
        ("ed448", "Ed448"),
    ];
    let found = known.iter().find(|(part, _)| name.contains(part));
    found.map_or(name.clone(), |(_, digest)| (*digest).to_owned())
}

fn usage(details: &str) -> Option<Vec<String>> {
    let mut lines = details.lines().map(str::trim);
    lines.find(|line| line.starts_with("X509v3 Key Usage:"))?;
    let uses = lines.next().unwrap_or_default().split(", ");
    let name = |usage: &str| match usage {
        "Digital Signature" => "digitalSignature",
        "Non Repudiation" => "nonRepudiation",
        "Key Encipherment" => "keyEncipherment",
        "Data Encipherment" => "dataEncipherment",
        "Key Agreement" => "keyAgreement",
        "Certificate Sign" => "keyCertSign",
        "CRL Sign" => "cRLSign",
        "Encipher Only" => "encipherOnly",
        "Decipher Only" => "decipherOnly",
        other => panic!("unknown usage {other}"),
    };
    Some(uses.map(|usage| name(usage).to_owned()).collect())
}
