//! Files as they come: right, wrong, and hostile.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;

use super::generate::{KeyKind, NewCertificate, Subject, self_signed};
use super::*;

fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

fn made(kind: KeyKind) -> NewCertificate {
    let subject = Subject {
        company: "Loket Noord & Zoon".to_owned(),
        common_name: "Sofía \u{202e}Test".to_owned(),
    };
    let (from, until) = (at("2026-11-22T10:00:00Z"), at("2056-11-22T10:00:01Z"));
    self_signed(kind, &subject, from, until).expect("made")
}

fn refused(bytes: &[u8]) -> &'static str {
    inspect(bytes).expect_err("no certificate").summary.key
}

fn der_of(pem: &str) -> Vec<u8> {
    inspect(pem.as_bytes()).expect("read")[0].der().to_vec()
}

#[test]
fn a_new_certificate_says_what_was_asked() {
    for (kind, name, digest) in [
        (KeyKind::Rsa2048, "RSA 2048", "SHA-256"),
        (KeyKind::P384, "P-384", "SHA-384"),
        (KeyKind::P521, "P-521", "SHA-512"),
    ] {
        let made = made(kind);
        let read = inspect(made.certificate.as_bytes()).expect("read");
        let facts = read[0].facts();
        assert_eq!(facts.key, name);
        assert_eq!(facts.digest, digest);
        assert_eq!(facts.company.raw(), "Loket Noord & Zoon");
        assert_eq!(facts.owner.shown(), "Sofía \\u{202e}Test");
        assert_eq!(facts.issuer, facts.owner);
        assert!(facts.self_signed, "{name}");
        assert_eq!(facts.key_usage, Some(vec!["digitalSignature".to_owned()]));
        assert_eq!(facts.not_before, at("2026-11-22T10:00:00Z"));
        assert_eq!(facts.not_after, at("2056-11-22T10:00:01Z"));
        assert_eq!(facts.sha256.len(), 64);
        let pem = made.certificate.as_bytes();
        assert_eq!(sha256_of_first(pem).as_ref(), Ok(&facts.sha256));
        let cut = sha256_of_first(&pem[..pem.len() / 2]).expect_err("cut off");
        assert_eq!(cut.summary.key, "cert-broken");
        assert!(facts.serial.bytes().all(|byte| byte.is_ascii_digit()));
        assert!(made.key.starts_with("-----BEGIN PRIVATE KEY-----"));
    }
}

#[test]
fn key_usage_is_critical_and_signs_only() {
    use x509_parser::prelude::{FromDer as _, X509Certificate};
    let der = der_of(&made(KeyKind::P384).certificate);
    let (_, parsed) = X509Certificate::from_der(&der).expect("read");
    let usage = parsed.key_usage().expect("one").expect("there");
    assert!(usage.critical);
    assert_eq!(usage.value.flags, 1, "digital signature and nothing else");
    assert!(!parsed.is_ca());
}

#[test]
fn the_public_key_is_the_one_of_the_private_key() {
    use rcgen::PublicKeyData as _;
    let made = made(KeyKind::P384);
    let key = rcgen::KeyPair::from_pem(&made.key).expect("a key");
    let read = inspect(made.certificate.as_bytes()).expect("read");
    assert_eq!(read[0].public_key_der(), key.subject_public_key_info());
}

#[test]
fn certificates_are_found_in_whatever_surrounds_them() {
    let (one, two) = (made(KeyKind::P384), made(KeyKind::P521));
    let (one, two) = (one.certificate.as_str(), two.certificate.as_str());
    for (name, file, count) in [
        ("as it is", one.to_owned(), 1),
        (
            "text around",
            format!("Bag Attributes\n  name: x\n{one}end\n"),
            1,
        ),
        ("Windows lines", one.replace('\n', "\r\n"), 1),
        ("byte-order mark", format!("\u{feff}{one}"), 1),
        ("several", format!("{one}{two}"), 2),
    ] {
        assert_eq!(
            inspect(file.as_bytes()).map(|all| all.len()),
            Ok(count),
            "{name}"
        );
    }
    assert_eq!(inspect(&der_of(one)), inspect(one.as_bytes()), "DER");
}

#[test]
fn other_labels_of_certificates_are_read_too() {
    let made = made(KeyKind::P384);
    let relabelled = |label: &str, extra: &[u8]| {
        let contents = [der_of(&made.certificate).as_slice(), extra].concat();
        let encoded = STANDARD.encode(contents);
        format!("-----BEGIN {label}-----\n{encoded}\n-----END {label}-----\n")
    };
    let expected = inspect(made.certificate.as_bytes());
    // Behind the certificate stands for what openssl trusts it: here nothing in particular.
    for (label, extra) in [
        ("X509 CERTIFICATE", b"" as &[u8]),
        ("TRUSTED CERTIFICATE", b""),
        ("TRUSTED CERTIFICATE", b"\x30\0"),
    ] {
        assert_eq!(
            inspect(relabelled(label, extra).as_bytes()),
            expected,
            "{label}"
        );
    }
    assert_eq!(
        refused(relabelled("CERTIFICATE", b"\x30\0").as_bytes()),
        "cert-broken"
    );
}

#[test]
fn a_certificate_that_speaks_of_pem_is_still_der() {
    let subject = Subject {
        company: "-----BEGIN PRIVATE KEY-----".to_owned(),
        common_name: "-----BEGIN CERTIFICATE-----".to_owned(),
    };
    let (from, until) = (at("2026-11-22T10:00:00Z"), at("2027-11-22T10:00:00Z"));
    let made = self_signed(KeyKind::P384, &subject, from, until).expect("made");
    let read = inspect(&der_of(&made.certificate)).expect("read");
    assert_eq!(read[0].facts().company.raw(), subject.company);
}

#[test]
fn a_certificate_without_end_ends_when_our_calendar_does() {
    let subject = Subject {
        company: "Loket".to_owned(),
        common_name: "Test".to_owned(),
    };
    let (from, until) = (at("2026-11-22T10:00:00Z"), Timestamp::MAX);
    let made = self_signed(KeyKind::P384, &subject, from, until).expect("made");
    let der = der_of(&made.certificate);
    let old = b"99991230220000Z";
    let place = der.windows(old.len()).position(|window| window == old);
    let mut endless = der.clone();
    let place = place.expect("the end is written so");
    endless[place..][..old.len()].copy_from_slice(b"99991231235959Z");
    let facts = inspect(&endless).expect("read")[0].facts().clone();
    assert_eq!(facts.not_after, Timestamp::MAX);
    assert!(!facts.self_signed, "its signature is of another date");
}

#[test]
fn a_whole_list_of_authorities_is_refused() {
    let made = made(KeyKind::P384);
    assert_eq!(
        refused(made.certificate.repeat(301).as_bytes()),
        "cert-too-many"
    );
}

#[test]
fn what_is_no_certificate_is_named() {
    let made = made(KeyKind::P384);
    let key = rcgen::KeyPair::from_pem(&made.key).expect("a key");
    let request = rcgen::CertificateParams::default()
        .serialize_request(&key)
        .expect("a request");
    let pfx = [0x30, 0x82, 0x05, 0x00, 0x02, 0x01, 0x03, 0x30, 0x82];
    let mut extra = der_of(&made.certificate);
    extra.push(0);
    let cut = made.certificate.replace("-----END CERTIFICATE-----", "");
    for (name, bytes, expected) in [
        ("nothing", b" \r\n".to_vec(), "cert-empty"),
        ("key", made.key.as_bytes().to_vec(), "cert-is-key"),
        ("key in DER", key.serialize_der(), "cert-is-key"),
        (
            "request",
            request.pem().expect("PEM").into_bytes(),
            "cert-is-request",
        ),
        ("request in DER", request.der().to_vec(), "cert-is-request"),
        ("PKCS#12", pfx.to_vec(), "cert-is-pkcs12"),
        (
            "public key",
            key.public_key_pem().into_bytes(),
            "cert-is-public-key",
        ),
        (
            "web page",
            b"\n<!DOCTYPE html><html>".to_vec(),
            "cert-is-html",
        ),
        ("prose", b"hello".to_vec(), "cert-unknown"),
        ("DER with more behind it", extra, "cert-broken"),
        ("PEM cut off", cut.into_bytes(), "cert-broken"),
        (
            "revocation list",
            b"-----BEGIN X509 CRL-----\nMA==\n-----END X509 CRL-----\n".to_vec(),
            "cert-is-revocation-list",
        ),
        (
            "PKCS#7",
            b"-----BEGIN PKCS7-----\nMA==\n-----END PKCS7-----\n".to_vec(),
            "cert-is-pkcs7",
        ),
        (
            "certificate beside its key",
            format!("{}{}", made.certificate, *made.key).into_bytes(),
            "cert-with-key",
        ),
    ] {
        assert_eq!(refused(&bytes), expected, "{name}");
    }
}

#[test]
fn dates_in_the_wrong_order_make_no_certificate() {
    let now = at("2026-11-22T10:00:00Z");
    let subject = Subject {
        company: "Loket".to_owned(),
        common_name: "Test".to_owned(),
    };
    let before = now - 1.hour();
    let Err(problem) = self_signed(KeyKind::P384, &subject, now, before) else {
        panic!("made backwards");
    };
    assert_eq!(problem.summary.key, "cert-dates-order");
}

#[test]
fn private_files_are_new_and_private() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("key.pem");
    write_private(&path, b"first").expect("written");
    let problem = write_private(&path, b"second").expect_err("never overwritten");
    assert_eq!(problem.summary.key, "cert-file-exists");
    assert_eq!(read_cert_file(&path), Ok(b"first".to_vec()));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&path)
            .expect("there")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn only_regular_files_of_a_sane_size_are_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let key_of = |path: &std::path::Path| read_cert_file(path).expect_err("refused").summary.key;
    assert_eq!(key_of(folder.path()), "cert-not-a-file");
    assert_eq!(key_of(&folder.path().join("none")), "cert-missing");
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, Mode};
        let pipe = folder.path().join("pipe");
        rustix::fs::mkfifoat(CWD, &pipe, Mode::RUSR | Mode::WUSR).expect("a pipe");
        assert_eq!(key_of(&pipe), "cert-not-a-file", "and nobody writes to it");
    }
    let large = folder.path().join("large");
    std::fs::write(&large, vec![b'x'; 1024 * 1024 + 1]).expect("written");
    assert_eq!(key_of(&large), "cert-too-large");
}

#[test]
fn a_name_tells_only_what_the_content_does_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let certificate = made(KeyKind::P384).certificate;
    for (name, content, expected) in [
        ("bag.pfx", "unreadable", Some("cert-is-pkcs12")),
        ("bag.P12", "unreadable", Some("cert-is-pkcs12")),
        ("bag.cer", "unreadable", Some("cert-unknown")),
        ("page.pfx", "<html>", Some("cert-is-html")),
        ("certificate.pfx", &certificate, None),
    ] {
        let path = folder.path().join(name);
        write_public(&path, content.as_bytes()).expect("written");
        let problem = inspect_file(&path).err();
        let detail = problem.as_ref().and_then(|problem| problem.detail.clone());
        assert_eq!(
            problem.map(|problem| problem.summary.key),
            expected,
            "{name}"
        );
        assert_eq!(
            detail.is_some(),
            expected.is_some(),
            "{name}: which file it is"
        );
    }
}

proptest! {
    #[test]
    fn no_bytes_make_inspect_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = inspect(&bytes);
        let _ = inspect(&[&[0x30, 0x82, 0x01, 0x00], bytes.as_slice()].concat());
        let _ = inspect(&[b"-----BEGIN CERTIFICATE-----\n", bytes.as_slice()].concat());
    }
}
