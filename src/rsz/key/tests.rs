//! A matrix of keys in all forms, made here without any outside tool.

use std::os::unix::fs::PermissionsExt as _;
use std::sync::OnceLock;
use std::time::Duration;

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED, ECDSA_P521_SHA512_FIXED,
    EcdsaSigningAlgorithm, Ed25519KeyPair, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256,
    VerificationAlgorithm,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use pkcs8::PrivateKeyInfoRef;
use pkcs8::pkcs5::pbes2;

use super::*;

const PASSPHRASE: &str = "correct horse";

/// PKCS#8 of one RSA key for all tests: making one is slow.
pub(in crate::rsz) fn rsa_pkcs8() -> &'static [u8] {
    static KEY: OnceLock<Vec<u8>> = OnceLock::new();
    KEY.get_or_init(|| {
        let pair = rsa::KeyPair::generate(rsa::KeySize::Rsa2048).expect("random numbers");
        pair.as_der().expect("encodes").as_ref().to_vec()
    })
}

fn ec(algorithm: &'static EcdsaSigningAlgorithm) -> (Vec<u8>, Vec<u8>) {
    let pair = EcdsaKeyPair::generate(algorithm).expect("random numbers");
    let sec1 = pair.private_key().as_der().expect("encodes");
    let pkcs8 = pair.to_pkcs8v1().expect("encodes");
    (pkcs8.as_ref().to_vec(), sec1.as_ref().to_vec())
}

/// PKCS#8 of a fresh P-384 key.
pub(in crate::rsz) fn p384_pkcs8() -> Vec<u8> {
    ec(&ECDSA_P384_SHA384_FIXED_SIGNING).0
}

fn pkcs1() -> Vec<u8> {
    let info = PrivateKeyInfoRef::try_from(rsa_pkcs8()).expect("PKCS#8");
    info.private_key.as_bytes().to_vec()
}

pub(super) fn pem(label: &str, der: &[u8]) -> String {
    let encoded = STANDARD.encode(der);
    let lines: Vec<&str> = encoded
        .as_bytes()
        .chunks(64)
        .map(|line| std::str::from_utf8(line).expect("base64"))
        .collect();
    format!(
        "-----BEGIN {label}-----\n{}\n-----END {label}-----\n",
        lines.join("\n")
    )
}

/// A DER value with this tag around these parts.
fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let mut der = vec![tag];
    match u8::try_from(content.len()) {
        Ok(short @ 0..=127) => der.push(short),
        Ok(medium) => der.extend([0x81, medium]),
        Err(_) => {
            der.push(0x82);
            der.extend(u16::try_from(content.len()).expect("small").to_be_bytes());
        }
    }
    der.extend(content);
    der
}

fn encrypted(pkcs8: &[u8], parameters: Option<pbes2::Parameters>) -> Vec<u8> {
    let info = PrivateKeyInfoRef::try_from(pkcs8).expect("PKCS#8");
    let locked = match parameters {
        Some(parameters) => info.encrypt_with_params(parameters, PASSPHRASE),
        None => info.encrypt(PASSPHRASE),
    };
    locked.expect("encrypts").as_bytes().to_vec()
}

fn pbkdf2() -> pbes2::Parameters {
    pbes2::Parameters::generate_pbkdf2_sha256_aes256cbc(1_000, b"saltsalt", [7; 16])
        .expect("valid parameters")
}

fn load(bytes: &[u8], passphrase: Option<&str>) -> Result<SigningKey, KeyError> {
    SigningKey::load(bytes, passphrase.map(SecretString::from).as_ref())
}

#[test]
fn every_usual_form_of_a_key_is_read() {
    let (p384, p384_sec1) = ec(&ECDSA_P384_SHA384_FIXED_SIGNING);
    let (p521, p521_sec1) = ec(&ECDSA_P521_SHA512_FIXED_SIGNING);
    let plain = pem("PRIVATE KEY", &p384);
    let locked = encrypted(&p384, None);
    let parameters = pem("EC PARAMETERS", &[6, 5, 0x2b, 0x81, 4, 0, 0x22]);
    let (rsa, es384, es512) = (Algorithm::Rs256, Algorithm::Es384, Algorithm::Es512);
    let cases: Vec<(&str, Vec<u8>, Algorithm)> = vec![
        ("RSA, PKCS#8, DER", rsa_pkcs8().to_vec(), rsa),
        (
            "RSA, PKCS#8, PEM",
            pem("PRIVATE KEY", rsa_pkcs8()).into(),
            rsa,
        ),
        ("RSA, PKCS#1, DER", pkcs1(), rsa),
        (
            "RSA, PKCS#1, PEM",
            pem("RSA PRIVATE KEY", &pkcs1()).into(),
            rsa,
        ),
        (
            "RSA under a wrong label",
            pem("PRIVATE KEY", &pkcs1()).into(),
            rsa,
        ),
        ("P-384, PKCS#8, DER", p384.clone(), es384),
        ("P-384, SEC1, DER", p384_sec1, es384),
        (
            "P-521, PKCS#8, PEM",
            pem("PRIVATE KEY", &p521).into(),
            es512,
        ),
        (
            "P-521, SEC1, PEM",
            pem("EC PRIVATE KEY", &p521_sec1).into(),
            es512,
        ),
        (
            "as ecparam -genkey writes it",
            (parameters + &pem("EC PRIVATE KEY", &p521_sec1)).into(),
            es512,
        ),
        (
            "behind a certificate",
            (pem("CERTIFICATE", &[0x30, 0]) + &plain).into(),
            es384,
        ),
        (
            "text around",
            format!("Bag Attributes\n  name: x\n{plain}\nthe end").into(),
            es384,
        ),
        (
            "text in another encoding",
            [b"Andr\xe9\n", plain.as_bytes()].concat(),
            es384,
        ),
        ("CRLF", plain.replace('\n', "\r\n").into(), es384),
        ("byte-order mark", format!("\u{feff}{plain}").into(), es384),
        ("encrypted with scrypt", locked.clone(), es384),
        (
            "encrypted, PEM",
            pem("ENCRYPTED PRIVATE KEY", &locked).into(),
            es384,
        ),
        (
            "encrypted with PBKDF2",
            encrypted(&p384, Some(pbkdf2())),
            es384,
        ),
    ];
    for (name, bytes, algorithm) in cases {
        let key = load(&bytes, Some(PASSPHRASE)).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(key.algorithm(), algorithm, "{name}");
    }
}

fn assert_refused(cases: &[(&str, &[u8], Option<&str>, KeyError)]) {
    for (name, bytes, passphrase, error) in cases {
        let found = load(bytes, *passphrase).map(|_| ()).expect_err(name);
        assert_eq!(&found, error, "{name}");
    }
}

#[test]
fn keys_that_the_nsso_does_not_take_are_named() {
    let (p256, p256_sec1) = ec(&ECDSA_P256_SHA256_FIXED_SIGNING);
    let ed25519 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).expect("random numbers");
    let curve = || KeyError::Curve {
        name: "P-256".into(),
    };
    let small = KeyError::RsaSize { bits: 1024 };
    assert_refused(&[
        ("P-256, PKCS#8", &p256, None, curve()),
        ("P-256, SEC1", &p256_sec1, None, curve()),
        ("Ed25519", ed25519.as_ref(), None, KeyError::EdwardsCurve),
        ("RSA-1024", &rsa_1024(), None, small),
    ]);
}

#[test]
fn encrypted_keys_that_do_not_open_say_why() {
    let (p384, _) = ec(&ECDSA_P384_SHA384_FIXED_SIGNING);
    let locked = encrypted(&p384, Some(pbkdf2()));
    let sealed = |oid: &[u8]| tlv(0x30, &[&tlv(0x30, &[&tlv(6, &[oid])]), &tlv(4, &[b"x"])]);
    let pbes1 = sealed(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 5, 3]);
    let pkcs12_scheme = sealed(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 12, 1, 3]);
    let old_pem = b"-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\
        DEK-Info: AES-256-CBC,00\n\nQUFB\n-----END RSA PRIVATE KEY-----\n";
    let right = Some(PASSPHRASE);
    assert_refused(&[
        (
            "the old way of OpenSSL",
            old_pem,
            right,
            KeyError::LegacyEncryption,
        ),
        ("PBES1", &pbes1, right, KeyError::OldEncryption),
        (
            "a scheme of PKCS#12",
            &pkcs12_scheme,
            right,
            KeyError::OldEncryption,
        ),
        (
            "an unknown scheme",
            &sealed(&[0x2a, 3]),
            right,
            KeyError::UnknownEncryption,
        ),
        ("no passphrase", &locked, None, KeyError::PassphraseMissing),
        (
            "a wrong passphrase",
            &locked,
            Some("wrong"),
            KeyError::PassphraseWrong,
        ),
    ]);
}

#[test]
fn files_that_hold_no_usable_key_are_named_for_what_they_are() {
    let (p384, _) = ec(&ECDSA_P384_SHA384_FIXED_SIGNING);
    let data = tlv(6, &[&[0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 7, 1]]);
    let pkcs12 = tlv(0x30, &[&[2, 1, 3], &tlv(0x30, &[&data])]);
    let windows = [&[0x30, 0x80, 2, 1, 3, 0x30, 0x80][..], &data, &[0; 4]].concat();
    let algorithm = tlv(0x30, &[&tlv(6, &[&[0x2a]])]);
    let certificate = tlv(0x30, &[&algorithm, &algorithm, &tlv(3, &[&[0, 1]])]);
    let public = load(&p384, None)
        .expect("valid")
        .public_key_der()
        .expect("encodes");
    let plain = pem("PRIVATE KEY", &p384);
    let twice = plain.repeat(2);
    let as_pem = |label: &str, der: &[u8]| pem(label, der).into_bytes();
    assert_refused(&[
        (
            "a certificate, DER",
            &certificate,
            None,
            KeyError::Certificate,
        ),
        (
            "a certificate, PEM",
            &as_pem("CERTIFICATE", &certificate),
            None,
            KeyError::Certificate,
        ),
        ("a public key, DER", &public, None, KeyError::PublicKey),
        (
            "a public key, PEM",
            &as_pem("PUBLIC KEY", &public),
            None,
            KeyError::PublicKey,
        ),
        ("PKCS#12", &pkcs12, None, KeyError::Pkcs12),
        ("PKCS#12 of Windows", &windows, None, KeyError::Pkcs12),
        (
            "OpenSSH",
            &as_pem("OPENSSH PRIVATE KEY", b"x"),
            None,
            KeyError::OpenSsh,
        ),
        ("two keys", twice.as_bytes(), None, KeyError::SeveralKeys),
        (
            "cut off",
            &plain.as_bytes()[..plain.len() - 30],
            None,
            KeyError::Broken,
        ),
        (
            "damaged",
            &as_pem("PRIVATE KEY", &damaged(&p384)),
            None,
            KeyError::Broken,
        ),
        ("nothing", b" \n", None, KeyError::Empty),
        ("a text", b"hello", None, KeyError::NotAKey),
        ("a page", b"<html></html>", None, KeyError::NotAKey),
    ]);
}

/// `RSAPrivateKey` with a modulus of 1024 bits; refused before anybody looks at its numbers.
fn rsa_1024() -> Vec<u8> {
    let modulus = tlv(2, &[&[0], &[0x99; 128]]);
    let one: &[u8] = &[2, 1, 1];
    tlv(
        0x30,
        &[&[2, 1, 0], &modulus, one, one, one, one, one, one, one],
    )
}

fn damaged(pkcs8: &[u8]) -> Vec<u8> {
    let mut bytes = pkcs8.to_vec();
    let public_half = bytes.len() - 5;
    bytes[public_half] ^= 0xff;
    bytes
}

#[test]
fn signatures_of_all_three_algorithms_hold() {
    let cases: [(Vec<u8>, &'static dyn VerificationAlgorithm, usize); 3] = [
        (rsa_pkcs8().to_vec(), &RSA_PKCS1_2048_8192_SHA256, 256),
        (
            ec(&ECDSA_P384_SHA384_FIXED_SIGNING).0,
            &ECDSA_P384_SHA384_FIXED,
            96,
        ),
        (
            ec(&ECDSA_P521_SHA512_FIXED_SIGNING).0,
            &ECDSA_P521_SHA512_FIXED,
            132,
        ),
    ];
    for (pkcs8, verification, length) in cases {
        let key = load(&pkcs8, None).expect("valid");
        let name = key.algorithm().name();
        let signature = key.sign(b"message").expect("signs");
        assert_eq!(signature.len(), length, "{name}");
        let spki = key.public_key_der().expect("encodes");
        let public = ParsedPublicKey::new(verification, &spki).expect("SubjectPublicKeyInfo");
        public
            .verify_sig(b"message", &signature)
            .unwrap_or_else(|_| panic!("{name}"));
        public
            .verify_sig(b"another", &signature)
            .expect_err("another message");
    }
}

#[test]
fn debug_output_names_only_the_algorithm() {
    let key = load(rsa_pkcs8(), None).expect("valid");
    assert_eq!(format!("{key:?}"), "SigningKey(RS256)");
}

#[test]
fn key_files_that_others_may_read_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("key.pem");
    std::fs::write(&path, b"content").expect("writes");
    let owned_by_root = std::os::unix::fs::MetadataExt::uid(&path.metadata().expect("exists")) == 0;
    for (mode, allowed) in [
        (0o600, true),
        (0o400, true),
        (0o640, owned_by_root),
        (0o660, false),
        (0o644, false),
        (0o604, false),
    ] {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).expect("changes");
        let read = read_key_file(&path);
        assert_eq!(read.is_ok(), allowed, "mode {mode:o}");
        match read {
            Ok(bytes) => assert_eq!(&bytes[..], b"content"),
            Err(problem) => assert_eq!(problem.summary.key, "rsz-key-file-open"),
        }
    }
}

#[test]
fn a_passphrase_is_the_first_line_of_a_private_file() {
    use secrecy::ExposeSecret as _;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("passphrase");
    let read = |contents: &[u8], mode: u32| {
        std::fs::write(&path, contents).expect("written");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).expect("ours");
        read_passphrase_file(&path)
            .map(|passphrase| passphrase.expose_secret().to_owned())
            .map_err(|problem| problem.summary.key)
    };
    for (name, contents, expected) in [
        ("alone", b"geheim" as &[u8], Ok("geheim".to_owned())),
        (
            "with lines behind it",
            b"geheim \r\nmore\n",
            Ok("geheim ".to_owned()),
        ),
        ("empty", b"", Err("rsz-passphrase-none")),
        ("empty first line", b"\ngeheim", Err("rsz-passphrase-none")),
        ("Latin-1", b"caf\xe9\n", Err("rsz-passphrase-none")),
    ] {
        assert_eq!(read(contents, 0o600), expected, "{name}");
    }
    assert_eq!(read(b"geheim", 0o604), Err("rsz-key-file-open"));
}

#[test]
fn only_a_regular_file_of_a_sane_size_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let large = folder.path().join("large");
    std::fs::write(&large, vec![b'x'; 1024 * 1024 + 1]).expect("writes");
    std::fs::set_permissions(&large, std::fs::Permissions::from_mode(0o600)).expect("changes");
    let fifo = folder.path().join("fifo");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        &fifo,
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RUSR,
        0,
    )
    .expect("makes a FIFO");
    // Reading in a thread of its own: a reader that waits for a FIFO would hold up the test.
    let (sender, receiver) = std::sync::mpsc::channel();
    let paths = [
        (large, "rsz-key-file-too-large"),
        (fifo, "rsz-key-file-not-regular"),
        (folder.path().to_path_buf(), "rsz-key-file-not-regular"),
        ("/dev/zero".into(), "rsz-key-file-not-regular"),
        (folder.path().join("absent"), "rsz-key-file-unreadable"),
    ];
    std::thread::spawn(move || {
        for (path, key) in paths {
            let problem = read_key_file(&path).map(|_| ()).expect_err("refused");
            sender
                .send((path, problem.summary.key, key))
                .expect("heard");
        }
    });
    for _ in 0..5 {
        let (path, found, expected) = receiver
            .recv_timeout(Duration::from_secs(20))
            .expect("no file holds the reader up");
        assert_eq!(found, expected, "{}", path.display());
    }
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_reading_panic(at in 0_usize..200, byte: u8, noise: Vec<u8>) {
        let mut key = encrypted_once().to_vec();
        let place = at % key.len();
        key[place] = byte;
        for bytes in [&key[..], &noise[..], pem("PRIVATE KEY", &noise).as_bytes()] {
            // Without a passphrase nothing is decrypted, which would be slow.
            let read = load(bytes, None);
            proptest::prop_assert!(read.is_err());
        }
    }
}

fn encrypted_once() -> &'static [u8] {
    static KEY: OnceLock<Vec<u8>> = OnceLock::new();
    KEY.get_or_init(|| encrypted(&p384_pkcs8(), Some(pbkdf2())))
}

#[test]
fn a_key_whose_unlocking_costs_too_much_is_refused_before_it_is_tried() {
    // As `scrypt-params` are encoded: N, r and p (RFC 7914 7.1).
    const USUAL: [u8; 10] = [2, 2, 0x40, 0, 2, 1, 8, 2, 1, 1];
    let passphrase = SecretString::from(PASSPHRASE);
    let locked = encrypted(&p384_pkcs8(), None);
    let at = locked
        .windows(USUAL.len())
        .position(|window| window == USUAL)
        .expect("scrypt as openssl has it");
    for (name, place, byte, error) in [
        ("as usual", 6, 8, None),
        ("lanes for an hour", 9, 0x7f, Some(KeyError::Costly)),
    ] {
        let mut spoiled = locked.clone();
        spoiled[at + place] = byte;
        let found = SigningKey::load(&spoiled, Some(&passphrase)).err();
        assert_eq!(found, error, "{name}");
    }
}
