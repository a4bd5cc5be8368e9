//! Public SSH keys: right, wrong, and what is mistaken for one.

use std::path::Path;
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;

use super::*;

const ED25519: &str = "AAAAC3NzaC1lZDI1NTE5AAAAINAz9iL/rlFrq8Pjjp28OponewsNTGHnX8rW3nuNvKgA";
const P384: &str = "AAAAE2VjZHNhLXNoYTItbmlzdHAzODQAAAAIbmlzdHAzODQAAABhBLjV4vJlisc0FImSn8urPneX\
    o/0gSgN/ykPAMvVUa0N4+zYQbks5+n0/snhGILN9ko65nCMGedyLorc71FuXHvjdSo/kht0Qqdu55Kk6MCAtLyOCG/DZ5wVT\
    PdUNiq7nog==";
const RSA: &str = "AAAAB3NzaC1yc2EAAAADAQABAAABAQDmNZl0XtbP2hFLMEC1XcKWa6xYzu6TwzrF8wkTXrwUJT0P\
    GmnSIdYBqvbWurD3s7lnWiXSPhQq72eJvkvash0EtobAkHTj71dxV0QByqeIbfMhM18+03+ap+1r/b8xZ37w/IkuddfKLcvF\
    WhG8umBfpLmlrrARiKkaN6q3jb0EloBaErhK9EUAl7CGkz0QAA6dNy4VnamQBrKuViFTNJF18qX28tLD1PBRYbFRAWo9DjBE\
    ykygXkxQXY7Qt9+JBNdS6W+KMsLs0Is+3QlufQp/P9ws1LETheDXWo7S6pAzYDfYa4NGaM738gi+uyvHS4gPKwvp9yUL125m\
    lAkQESmN";
const RFC4716: &str = r#"---- BEGIN SSH2 PUBLIC KEY ----
Subject: tests
Comment: "2048-bit RSA, converted by \
tests from OpenSSH"
AAAAB3NzaC1yc2EAAAADAQABAAABAQDmNZl0XtbP2hFLMEC1XcKWa6xYzu6TwzrF8wkTXr
wUJT0PGmnSIdYBqvbWurD3s7lnWiXSPhQq72eJvkvash0EtobAkHTj71dxV0QByqeIbfMh
M18+03+ap+1r/b8xZ37w/IkuddfKLcvFWhG8umBfpLmlrrARiKkaN6q3jb0EloBaErhK9E
UAl7CGkz0QAA6dNy4VnamQBrKuViFTNJF18qX28tLD1PBRYbFRAWo9DjBEykygXkxQXY7Q
t9+JBNdS6W+KMsLs0Is+3QlufQp/P9ws1LETheDXWo7S6pAzYDfYa4NGaM738gi+uyvHS4
gPKwvp9yUL125mlAkQESmN
---- END SSH2 PUBLIC KEY ----
"#;

fn refused(text: &[u8]) -> &'static str {
    read(text).expect_err("no key").summary.key
}

/// A line whose key has these fields.
fn line(kind: &str, fields: &[&[u8]]) -> String {
    let all = std::iter::once(kind.as_bytes()).chain(fields.iter().copied());
    let bytes: Vec<u8> = all
        .flat_map(|field| {
            let length = u32::try_from(field.len()).expect("short").to_be_bytes();
            [&length, field].concat()
        })
        .collect();
    format!("{kind} {}", STANDARD.encode(bytes))
}

fn rsa(bytes: usize, first: u8) -> String {
    let mut modulus = vec![0x55; bytes];
    (modulus[0], modulus[bytes - 1]) = (first, 1);
    if first >= 0x80 {
        modulus.insert(0, 0);
    }
    line("ssh-rsa", &[&[1, 0, 1], &modulus])
}

#[test]
fn keys_are_read_as_ssh_keygen_reads_them() {
    for (name, text, kind, bits, fingerprint, comment) in [
        (
            "Ed25519",
            format!("ssh-ed25519 {ED25519} loket noord\r\n"),
            "ssh-ed25519",
            256,
            "SHA256:RtXtZrEQYs3O+b+eNJJGP+LTtmEz7uHUWAIsLANJuJU",
            " loket noord",
        ),
        (
            "P-384 without comment, behind a byte-order mark and a remark",
            format!("\u{feff}# our key\n\necdsa-sha2-nistp384\t{P384}"),
            "ecdsa-sha2-nistp384",
            384,
            "SHA256:5fBM5yAAjMzdYIIjUPs7oDvBLMITkY09wOBGnkDcFq4",
            "",
        ),
        (
            "RSA",
            format!("ssh-rsa {RSA}"),
            "ssh-rsa",
            2048,
            "SHA256:NmVw5A8Cye9aFkrd4+Y2bH8DPBloQRwis+taAaTbg/U",
            "",
        ),
        (
            "RFC 4716",
            RFC4716.to_owned(),
            "ssh-rsa",
            2048,
            "SHA256:NmVw5A8Cye9aFkrd4+Y2bH8DPBloQRwis+taAaTbg/U",
            " 2048-bit RSA, converted by tests from OpenSSH",
        ),
    ] {
        let key = read(text.as_bytes()).unwrap_or_else(|problem| panic!("{name}: {problem:?}"));
        assert_eq!(key.kind, kind, "{name}");
        assert_eq!(key.bits, bits, "{name}");
        assert_eq!(key.fingerprint, fingerprint, "{name}");
        assert!(key.line.ends_with(comment), "{name}: {}", key.line);
        assert_eq!(
            read(key.line.as_bytes()).as_ref(),
            Ok(&key),
            "{name}: once more"
        );
    }
}

#[test]
fn keys_of_a_security_key_say_for_whom_they_sign() {
    let bytes = STANDARD.decode(ED25519).expect("base64");
    let public = &bytes[bytes.len() - 32..];
    let kind = "sk-ssh-ed25519@openssh.com";
    let key = read(line(kind, &[public, b"ssh:"]).as_bytes()).expect("a key");
    assert_eq!((key.kind.as_str(), key.bits), (kind, 256));
    assert_eq!(refused(line(kind, &[public]).as_bytes()), "cert-ssh-broken");
}

#[test]
fn what_a_terminal_would_obey_is_taken_out_of_the_comment() {
    let text = format!("ssh-ed25519 {ED25519} a\u{1b}[31mb\u{202e}c\u{7}");
    let key = read(text.as_bytes()).expect("a key");
    assert_eq!(key.line, format!("ssh-ed25519 {ED25519} a[31mbc"));
}

#[test]
fn what_is_no_public_key_is_named() {
    let own = |text: &str| text.as_bytes().to_vec();
    let ed25519 = format!("ssh-ed25519 {ED25519}");
    assert_refused(vec![
        ("nothing", own(" \n"), "cert-ssh-empty"),
        ("remarks only", own("# key\n"), "cert-ssh-empty"),
        ("UTF-16", own("s\0s\0h\0"), "cert-ssh-binary"),
        ("prose", own("hello"), "cert-ssh-unknown"),
        ("much prose", own("hello\nworld"), "cert-ssh-unknown"),
        ("bytes", vec![0xff, 0xfe, 0x80], "cert-ssh-unknown"),
        (
            "private key",
            own("-----BEGIN OPENSSH PRIVATE KEY-----\nAA"),
            "cert-ssh-private",
        ),
        (
            "PKCS#8",
            own("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAA"),
            "cert-ssh-private",
        ),
        (
            "private key of ssh.com",
            own("---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----"),
            "cert-ssh-private",
        ),
        (
            "PuTTY",
            own("PuTTY-User-Key-File-3: ssh-ed25519\n"),
            "cert-ssh-putty",
        ),
        (
            "PEM",
            own("-----BEGIN PUBLIC KEY-----\nAA\n"),
            "cert-ssh-pem",
        ),
        (
            "certificate",
            own("-----BEGIN CERTIFICATE-----\nAA\n"),
            "cert-ssh-x509",
        ),
        (
            "options",
            own(&format!("no-pty,from=\"::1\" {ed25519}")),
            "cert-ssh-options",
        ),
        (
            "known host",
            own(&format!("sftp.example {ed25519}")),
            "cert-ssh-options",
        ),
        (
            "two keys",
            own(&format!("{ed25519}\n{ed25519} two")),
            "cert-ssh-several",
        ),
        (
            "two of RFC 4716",
            own(&RFC4716.repeat(2)),
            "cert-ssh-several",
        ),
        (
            "broken off",
            own(&ed25519.replace("AAAI", "\nAAAI")),
            "cert-ssh-broken-lines",
        ),
    ]);
}

#[test]
fn what_is_wrong_inside_a_key_is_named() {
    let own = |text: &str| text.as_bytes().to_vec();
    let bytes = STANDARD.decode(ED25519).expect("base64");
    let longer = STANDARD.encode([bytes.as_slice(), b"!"].concat());
    let shorter = STANDARD.encode(&bytes[..bytes.len() - 1]);
    let off_curve = [&[4][..], &[7; 96]].concat();
    assert_refused(vec![
        ("RFC 4716 cut off", own(&RFC4716[..300]), "cert-ssh-broken"),
        ("no base64", own("ssh-ed25519 AAAA*"), "cert-ssh-broken"),
        ("no key at all", own("ssh-ed25519"), "cert-ssh-broken"),
        (
            "a byte short",
            own(&format!("ssh-ed25519 {shorter}")),
            "cert-ssh-broken",
        ),
        (
            "a byte long",
            own(&format!("ssh-ed25519 {longer}")),
            "cert-ssh-trailing",
        ),
        (
            "another kind",
            own(&format!("ssh-rsa {ED25519}")),
            "cert-ssh-kinds-differ",
        ),
        (
            "point beside the curve",
            own(&line("ecdsa-sha2-nistp384", &[b"nistp384", &off_curve])),
            "cert-ssh-broken",
        ),
        (
            "another curve inside",
            own(&line("ecdsa-sha2-nistp384", &[b"nistp256", &off_curve])),
            "cert-ssh-broken",
        ),
        ("small RSA", own(&rsa(128, 0x80)), "cert-ssh-rsa-small"),
        (
            "RSA of 2047 bits",
            own(&rsa(256, 0x40)),
            "cert-ssh-rsa-small",
        ),
        ("huge RSA", own(&rsa(4_000, 0x80)), "cert-ssh-rsa-large"),
        (
            "negative RSA",
            own(&line("ssh-rsa", &[&[1, 0, 1], &[0x81; 256]])),
            "cert-ssh-broken",
        ),
        (
            "RSA without numbers",
            own(&line("ssh-rsa", &[b"", b""])),
            "cert-ssh-broken",
        ),
        ("DSA", own(DSA), "cert-ssh-dsa"),
        (
            "SSH certificate",
            own(&line("ssh-ed25519-cert-v01@openssh.com", &[b"x"])),
            "cert-ssh-certificate",
        ),
        (
            "unknown kind",
            own(&line("ssh-xmss@openssh.com", &[b"x"])),
            "cert-ssh-kind",
        ),
    ]);
}

fn assert_refused(cases: Vec<(&str, Vec<u8>, &str)>) {
    for (name, text, expected) in cases {
        assert_eq!(refused(&text), expected, "{name}");
    }
}

#[test]
fn a_kind_cannot_speak_to_the_terminal() {
    let problem = read(line("ssh-\u{1b}[2J", &[]).as_bytes()).expect_err("no key");
    let shown = crate::i18n::Catalogue::new(crate::i18n::Language::En).text(&problem.summary);
    assert!(!shown.contains('\u{1b}'), "{shown}");
}

/// What `ssh-keygen` says with these arguments; `None` when it is not installed.
fn ssh_keygen(folder: &Path, arguments: &[&str]) -> Option<String> {
    let run = Command::new("ssh-keygen")
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output();
    let run = match run {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        run => run.expect("ssh-keygen runs"),
    };
    assert!(run.status.success(), "{arguments:?}: {run:?}");
    Some(String::from_utf8(run.stdout).expect("text"))
}

#[test]
#[expect(clippy::disallowed_macros, reason = "a skipped test says so")]
fn ssh_keygen_says_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    for (kind, bits) in [
        ("ed25519", "256"),
        ("ecdsa", "256"),
        ("ecdsa", "384"),
        ("ecdsa", "521"),
        ("rsa", "2048"),
        ("rsa", "3072"),
    ] {
        let file = format!("{kind}{bits}");
        let make = [
            "-q",
            "-t",
            kind,
            "-b",
            bits,
            "-N",
            "",
            "-C",
            "a comment",
            "-f",
            &file,
        ];
        if ssh_keygen(folder.path(), &make).is_none() {
            eprintln!("SKIPPED: ssh-keygen is not installed, nothing is compared with it");
            return;
        }
        let public = format!("{file}.pub");
        let bytes = std::fs::read(folder.path().join(&public)).expect("written");
        let key = read(&bytes).expect("a key");
        let listed = ssh_keygen(folder.path(), &["-l", "-f", &public]).expect("installed");
        let expected = format!("{bits} {} a comment", key.fingerprint);
        assert!(listed.starts_with(&expected), "{listed} {key:?}");
        assert_eq!(key.line.as_bytes(), bytes.trim_ascii_end());
        let converted = ssh_keygen(folder.path(), &["-e", "-f", &public]).expect("installed");
        let again = read(converted.as_bytes()).expect("RFC 4716");
        assert_eq!(again.fingerprint, key.fingerprint, "{converted}");
        let private = std::fs::read(folder.path().join(&file)).expect("written");
        assert_eq!(refused(&private), "cert-ssh-private");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_reading_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
        let encoded = STANDARD.encode([b"\0\0\0\x07ssh-rsa", bytes.as_slice()].concat());
        let _ = read(format!("ssh-rsa {encoded}").as_bytes());
        let _ = read(format!("{BEGIN}\n{}", String::from_utf8_lossy(&bytes)).as_bytes());
    }
}

const DSA: &str = "ssh-dss AAAAB3NzaC1kc3MAAACBAKkYDhx5cIDychgp9+8mljMpEk9Ez8ET/9nLYzcmpTNl0vxjVtpnIpNIk6K1IkMAh/0peqljYDzvfKRwIekptQQUTCn1SQWBLtPs4r8Zxa7Oo2c3HT7PMVIJL6/xGZhWsvVzQQVVFgVaQJidxS3FxioUUx5epZNpWpwUUDiq8EfvAAAAFQCS0Wq83cJ4uLk14Dm5MEvH42snOQAAAIAAkXt1dgJ6Ovs47xMokH8WfZ1TPjYgUC9DFcTkSCRCc10PJehR/HEgGa2SFJSDaOcFMQ2iX+lrNVDUk0dTJzWtBDkwzHsl5P/X4+gVJNlUnevCSNva3/6ryJiI4Bd4mDDDxHJ85iREp5LCzPQ9bTDJGdokfbjirwoEnk5kKT2y/AAAAIBOcoRGQlSP5p5TdkfRNyWujunLQsoJD5SrqsYYt2SVmi+H6NhrRuE4kk2orstB4T2pb6Z/FbL8Cm431cKp7eZsLFyoB/T5pOdpWJF/vdjuTLv2EZLfYiUEACT7Gsl8fwqOvWDhnhcUferYbT2pOD6mwCtJV1dfeh30slVAoQWWgg== dsa";
