//! Some three hundred files as they are handed over: right, odd, damaged and hostile.

use std::fs;
use std::path::{Path, PathBuf};

use rcgen::string::{BmpString, TeletexString, UniversalString};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, DnValue, IsCa, Issuer, KeyPair,
    KeyUsagePurpose as Usage, SerialNumber, SignatureAlgorithm, date_time_ymd,
};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;

/// What must come of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// As many certificates, the first as openssl has it, signed by itself or not.
    Certificates(usize, bool),
    /// Refused for this reason, even where openssl takes what it can read.
    Refused(&'static str),
    /// Damaged: refused, or read as openssl reads it.
    Damaged,
}

/// A file of the corpus.
pub struct Sample {
    pub name: String,
    pub expected: Expected,
}

pub struct Corpus {
    folder: tempfile::TempDir,
    pub samples: Vec<Sample>,
}

/// A certificate that is the same in every run, to be damaged in the same places.
const SOUND: &str = "-----BEGIN CERTIFICATE-----
MIIBuzCCAUCgAwIBAgIQXx4tPEtaaXiHlqW0w9Lh8DAKBggqhkjOPQQDAzAnMRQw
EgYDVQQKDAtMb2tldCBOb29yZDEPMA0GA1UEAwwGZGltb25hMB4XDTI2MTEyMjA4
NDIyM1oXDTM2MTExOTA4NDIyM1owJzEUMBIGA1UECgwLTG9rZXQgTm9vcmQxDzAN
BgNVBAMMBmRpbW9uYTB2MBAGByqGSM49AgEGBSuBBAAiA2IABP9pTq3DMwWdpcgn
iXNpGs9hoVwrMsk4vlqqub+dRP2nJ2e6ikS9eJbDFYwLe0D62uG0yeqC8nNrzWu8
/vZm/o8GoQaj5Satpe73FRt8IlJiMMSkEMryC71D4AmNZADqmaMxMC8wDgYDVR0P
AQH/BAQDAgeAMB0GA1UdDgQWBBTEjUuuADhAPDlz7fopqJ8CAJ0cDDAKBggqhkjO
PQQDAwNpADBmAjEA5eU1uK3Fv0/eb+mxaRDcewU7wVEHZCCJDtpln7QI+JobtG+9
+kvj2LAlZB4jzPy/AjEAuc0eTcSfEzIVkk1ZYW1+odvpIFGQzchIpc7A/gYpUnf2
vaWIMCmJ6/5S440UlJLe
-----END CERTIFICATE-----
";

/// A key with the algorithm that it signs with.
type Key = (&'static str, KeyPair);

impl Corpus {
    /// Builds all files; those that need openssl only when it is there.
    pub fn build(has_openssl: bool) -> Self {
        let mut corpus = Self {
            folder: tempfile::tempdir().expect("a folder"),
            samples: Vec::new(),
        };
        let keys = keys();
        corpus.ordinary(&keys);
        corpus.names(&keys[3].1);
        corpus.serials(&keys[3].1);
        corpus.damaged();
        corpus.surrounded(&keys[3].1);
        corpus.no_certificates(&keys[3].1);
        corpus.no_files();
        if has_openssl {
            corpus.of_openssl();
            corpus.made_of_them();
        }
        corpus
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn add(&mut self, name: impl Into<String>, contents: impl AsRef<[u8]>, expected: Expected) {
        let name = name.into();
        let path = self.path(&name);
        assert!(!path.exists(), "{name} stands twice");
        fs::write(path, contents).expect("written");
        self.samples.push(Sample { name, expected });
    }

    /// Every key, validity, usage and place in a chain that is usual, in PEM and DER in turn.
    fn ordinary(&mut self, keys: &[Key]) {
        let years = [(2020, 2049), (1990, 2015), (2035, 2060)];
        let usages: [(&str, &[Usage]); 5] = [
            ("none", &[]),
            ("sign", &[Usage::DigitalSignature]),
            (
                "old",
                &[
                    Usage::DigitalSignature,
                    Usage::ContentCommitment,
                    Usage::KeyEncipherment,
                ],
            ),
            ("ca", &[Usage::KeyCertSign, Usage::CrlSign]),
            (
                "other",
                &[
                    Usage::DataEncipherment,
                    Usage::KeyAgreement,
                    Usage::DecipherOnly,
                ],
            ),
        ];
        for (key_name, key) in keys {
            for (from, until) in years {
                for (usage_name, usages) in usages {
                    let mut parameters = parameters();
                    parameters.not_before = date_time_ymd(from, 1, 31);
                    parameters.not_after = date_time_ymd(until, 12, 31);
                    parameters.key_usages = usages.to_vec();
                    if usage_name == "ca" {
                        parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
                    }
                    let made = parameters.self_signed(key).expect("made");
                    let name = format!("{key_name}-{from}-{usage_name}");
                    let expected = Expected::Certificates(1, true);
                    if self.samples.len().is_multiple_of(2) {
                        self.add(format!("{name}.cer"), made.pem(), expected);
                    } else {
                        self.add(format!("{name}.der"), made.der(), expected);
                    }
                }
            }
            let (_, authority) = &keys[1];
            let issuer = Issuer::new(parameters(), authority);
            let mut parameters = parameters();
            parameters
                .distinguished_name
                .push(DnType::CommonName, "issued");
            let made = parameters.signed_by(key, &issuer).expect("made");
            let is_own = std::ptr::eq(key, authority);
            self.add(
                format!("{key_name}-issued.crt"),
                made.pem(),
                Expected::Certificates(1, is_own),
            );
        }
    }

    /// Names that would speak to a terminal, hide, or come in old alphabets.
    fn names(&mut self, key: &KeyPair) {
        let bmp = BmpString::try_from("Café Ω").expect("BMP");
        let wide = UniversalString::try_from("Café Ω").expect("UTF-32");
        let teletex = TeletexString::try_from("Loket").expect("T.61");
        let names: Vec<(&str, DnValue)> = vec![
            ("escape", "a\u{1b}[2J\u{1b}]0;owned\u{7}".into()),
            ("c1", "a\u{9b}31mb".into()),
            ("bidi", "loket\u{202e}eb.reyab".into()),
            ("isolate", "a\u{2066}b\u{2069}".into()),
            ("zero-width", "lo\u{200b}ket".into()),
            ("nul", "loket.be\u{0}.example".into()),
            ("newline", "a\nCN=b".into()),
            ("tags", "a\u{e0041}b".into()),
            ("zalgo", format!("e{}", "\u{301}".repeat(80)).into()),
            ("long", "x".repeat(5_000).into()),
            ("empty", "".into()),
            ("accents", "Noël Șandru & Zoon, vzw".into()),
            ("chinese", "李".into()),
            ("bmp", DnValue::BmpString(bmp)),
            ("universal", DnValue::UniversalString(wide)),
            ("teletex", DnValue::TeletexString(teletex)),
            ("pem", "-----BEGIN PRIVATE KEY-----".into()),
        ];
        for (name, value) in names {
            let mut parameters = parameters();
            parameters.distinguished_name = DistinguishedName::new();
            let all = &mut parameters.distinguished_name;
            all.push(DnType::OrganizationName, value.clone());
            all.push(DnType::CommonName, value);
            let made = parameters.self_signed(key).expect("made");
            let expected = Expected::Certificates(1, true);
            self.add(format!("name-{name}.cer"), made.der(), expected);
        }
        let mut nameless = parameters();
        nameless.distinguished_name = DistinguishedName::new();
        let made = nameless.self_signed(key).expect("made");
        self.add("name-none.cer", made.pem(), Expected::Certificates(1, true));
    }

    fn serials(&mut self, key: &KeyPair) {
        let long = [0x5a; 300];
        let serials: [(&str, &[u8], Expected); 8] = [
            ("zero", &[0], Expected::Certificates(1, true)),
            ("one", &[1], Expected::Certificates(1, true)),
            ("sign-byte", &[0x80], Expected::Certificates(1, true)),
            (
                "small-nibble",
                &[0x0f, 0xff],
                Expected::Certificates(1, true),
            ),
            (
                "chaman",
                &2_110_230_032_923_237_692_u64.to_be_bytes(),
                Expected::Certificates(1, true),
            ),
            ("longest", &[0x7f; 20], Expected::Certificates(1, true)),
            ("huge", &long[..100], Expected::Certificates(1, true)),
            ("absurd", &long, Expected::Refused("cert-broken")),
        ];
        for (name, serial, expected) in serials {
            let mut parameters = parameters();
            parameters.serial_number = Some(SerialNumber::from_slice(serial));
            let made = parameters.self_signed(key).expect("made");
            self.add(format!("serial-{name}.cer"), made.pem(), expected);
        }
    }

    /// Cut off at many places, and with single bits turned.
    fn damaged(&mut self) {
        let pem = SOUND;
        let der = CertificateDer::from_pem_slice(pem.as_bytes())
            .expect("PEM")
            .to_vec();
        for at in (1..der.len()).step_by(der.len() / 24) {
            self.add(format!("cut-{at}.der"), &der[..at], Expected::Damaged);
        }
        for at in (1..pem.len()).step_by(pem.len() / 24) {
            self.add(format!("cut-{at}.pem"), &pem[..at], Expected::Damaged);
        }
        for at in (0..der.len()).step_by(der.len() / 40) {
            let mut turned = der.clone();
            turned[at] ^= 1 << (at % 8);
            self.add(format!("turned-{at}.der"), turned, Expected::Damaged);
        }
    }

    /// The same certificate, in whatever surrounds one.
    fn surrounded(&mut self, key: &KeyPair) {
        let made = parameters().self_signed(key).expect("made");
        let (der, pem) = (made.der().to_vec(), made.pem());
        let relabelled = |label: &str| pem.replace("CERTIFICATE", label);
        let one = Expected::Certificates(1, true);
        let broken = Expected::Refused("cert-broken");
        self.add("label-x509.pem", relabelled("X509 CERTIFICATE"), one);
        self.add("windows.pem", pem.replace('\n', "\r\n"), one);
        self.add(
            "before.pem",
            format!("Bag Attributes\n    name: x\n{pem}"),
            one,
        );
        self.add("behind.pem", format!("{pem}\n\ntext: x\n"), one);
        self.add("named.pfx", &pem, one);
        self.add("two.pem", pem.repeat(2), Expected::Certificates(2, true));
        self.add(
            "thirty.pem",
            pem.repeat(30),
            Expected::Certificates(30, true),
        );
        self.add(
            "list.pem",
            pem.repeat(301),
            Expected::Refused("cert-too-many"),
        );
        // Stricter than openssl: what follows may be a second certificate, cut off.
        self.add("second-cut.pem", format!("{pem}{}", &pem[..200]), broken);
        self.add("more-behind.der", [&der[..], b"\n"].concat(), broken);
        self.add("twice.der", der.repeat(2), broken);
        // Stricter than openssl: such a file is not to be passed on.
        let with_key = format!("{pem}{}", key.serialize_pem());
        self.add("with-key.pem", with_key, Expected::Refused("cert-with-key"));
        self.add("nul-inside.pem", pem.replacen("MII", "MII\0", 1), broken);
        self.add(
            "no-end.pem",
            pem.replace("-----END CERTIFICATE-----", ""),
            broken,
        );
        self.add(
            "other-end.pem",
            pem.replace("END CERTIFICATE", "END CERTIFICATES"),
            broken,
        );
        let wide: Vec<u8> = pem.encode_utf16().flat_map(u16::to_le_bytes).collect();
        self.add("wide.pem", wide, Expected::Refused("cert-unknown"));
    }

    fn no_certificates(&mut self, key: &KeyPair) {
        let unknown = Expected::Refused("cert-unknown");
        let request = parameters().serialize_request(key).expect("a request");
        let refused = Expected::Refused;
        self.add("empty.cer", "", refused("cert-empty"));
        self.add("blank.cer", " \r\n\t\n", refused("cert-empty"));
        self.add("nul.cer", [0; 100], unknown);
        self.add("prose.cer", "hello", unknown);
        self.add("bytes.cer", [0xff, 0xfe, 0x80, 0x30, 0x82], unknown);
        self.add("nested.cer", [0x30, 0x80].repeat(50_000), unknown);
        self.add(
            "lengths.cer",
            [0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0x30],
            unknown,
        );
        self.add("page.cer", "<!DOCTYPE html><html>", refused("cert-is-html"));
        self.add("key.pem", key.serialize_pem(), refused("cert-is-key"));
        self.add("key.der", key.serialize_der(), refused("cert-is-key"));
        self.add(
            "public.pem",
            key.public_key_pem(),
            refused("cert-is-public-key"),
        );
        self.add(
            "request.csr",
            request.pem().expect("PEM"),
            refused("cert-is-request"),
        );
        self.add("request.der", request.der(), refused("cert-is-request"));
        self.add("unreadable.pfx", "\u{1}\u{2}", refused("cert-is-pkcs12"));
        let begin = "-----BEGIN CERTIFICATE-----\n".repeat(2_000);
        self.add("begins.pem", begin, refused("cert-too-many"));
    }

    /// What is no regular file, or far too large.
    fn no_files(&mut self) {
        let refused = Expected::Refused;
        self.add("large.cer", "", refused("cert-too-large"));
        let large = fs::File::options().write(true).open(self.path("large.cer"));
        large
            .and_then(|file| file.set_len(50 * 1024 * 1024))
            .expect("a sparse file");
        let special = |name: &str, key: &'static str| Sample {
            name: name.to_owned(),
            expected: refused(key),
        };
        fs::create_dir(self.path("folder.cer")).expect("a folder");
        self.samples.push(special("folder.cer", "cert-not-a-file"));
        self.samples.push(special("missing.cer", "cert-missing"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::symlink;
            symlink("loop.cer", self.path("loop.cer")).expect("a link");
            symlink("nowhere", self.path("dangling.cer")).expect("a link");
            symlink("/dev/zero", self.path("zero.cer")).expect("a link");
            symlink("/dev/null", self.path("null.cer")).expect("a link");
            self.samples.push(special("loop.cer", "cert-unreadable"));
            self.samples.push(special("dangling.cer", "cert-missing"));
            self.samples.push(special("zero.cer", "cert-not-a-file"));
            self.samples.push(special("null.cer", "cert-not-a-file"));
        }
        #[cfg(target_os = "linux")]
        {
            use rustix::fs::{CWD, Mode};
            let mode = Mode::RUSR | Mode::WUSR;
            rustix::fs::mkfifoat(CWD, self.path("pipe.cer"), mode).expect("a pipe");
            self.samples.push(special("pipe.cer", "cert-not-a-file"));
        }
    }
}

fn parameters() -> CertificateParams {
    let mut parameters = CertificateParams::default();
    parameters.distinguished_name = DistinguishedName::new();
    let names = &mut parameters.distinguished_name;
    names.push(DnType::OrganizationName, "Loket Noord");
    names.push(DnType::CommonName, "dimona");
    parameters.not_before = date_time_ymd(2025, 1, 1);
    parameters.not_after = date_time_ymd(2035, 1, 1);
    parameters
}

fn keys() -> Vec<Key> {
    let algorithms: [(&str, &'static SignatureAlgorithm); 8] = [
        ("rsa-sha256", &rcgen::PKCS_RSA_SHA256),
        ("p256", &rcgen::PKCS_ECDSA_P256_SHA256),
        ("rsa-sha512", &rcgen::PKCS_RSA_SHA512),
        ("p384", &rcgen::PKCS_ECDSA_P384_SHA384),
        ("p521-sha256", &rcgen::PKCS_ECDSA_P521_SHA256),
        ("p521-sha384", &rcgen::PKCS_ECDSA_P521_SHA384),
        ("p521-sha512", &rcgen::PKCS_ECDSA_P521_SHA512),
        ("ed25519", &rcgen::PKCS_ED25519),
    ];
    algorithms
        .into_iter()
        .map(|(name, algorithm)| (name, KeyPair::generate_for(algorithm).expect("a key")))
        .collect()
}
