//! Files of the corpus that only openssl makes: rare keys and signatures, and other wrappings.

use std::fs;

use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;

use super::corpus::{Corpus, Expected, Sample};
use super::openssl;

/// What openssl needs to know before it makes a certificate.
const REQUEST: &str = "[req]\ndistinguished_name = names\nprompt = no\n\
    [names]\nO = Loket Noord\nCN = dimona\n";

impl Corpus {
    /// Keys and signatures that only openssl makes. What an installation does not make (for
    /// reasons of policy, mostly) is named and left out.
    pub fn of_openssl(&mut self) {
        let keys = [
            ("rsa1024", "genrsa -out rsa1024.key 1024"),
            ("rsa2047", "genrsa -out rsa2047.key 2047"),
            ("rsa2048", "genrsa -out rsa2048.key 2048"),
            (
                "pss",
                "genpkey -algorithm rsa-pss -pkeyopt rsa_keygen_bits:2048 -out pss.key",
            ),
            ("dsa", "dsaparam -genkey -noout -out dsa.key 1024"),
            ("ed25519", "genpkey -algorithm ed25519 -out ed25519.key"),
            ("ed448", "genpkey -algorithm ed448 -out ed448.key"),
            (
                "p192",
                "ecparam -genkey -noout -name prime192v1 -out p192.key",
            ),
            (
                "p224",
                "ecparam -genkey -noout -name secp224r1 -out p224.key",
            ),
            (
                "p256",
                "ecparam -genkey -noout -name prime256v1 -out p256.key",
            ),
            (
                "p384",
                "ecparam -genkey -noout -name secp384r1 -out p384.key",
            ),
            (
                "p521",
                "ecparam -genkey -noout -name secp521r1 -out p521.key",
            ),
            ("k1", "ecparam -genkey -noout -name secp256k1 -out k1.key"),
            (
                "brain",
                "ecparam -genkey -noout -name brainpoolP384r1 -out brain.key",
            ),
            (
                "explicit",
                "ecparam -genkey -noout -name prime256v1 -param_enc explicit -out explicit.key",
            ),
        ];
        let usual = ["sha1", "sha224", "sha256", "sha384", "sha512"];
        let rare = ["md5", "sha3-256", "sha512-256"];
        for (key, command) in keys {
            openssl::must(self.folder(), command.split(' '));
            let digests = match key {
                "ed25519" | "ed448" => vec![""],
                "rsa2048" => usual.into_iter().chain(rare).collect(),
                "pss" | "dsa" | "p256" | "p384" | "p521" => usual.to_vec(),
                _ => vec!["sha1", "sha256"],
            };
            for digest in digests {
                let name = format!("openssl-{key}-{digest}.cer");
                let extra = if digest.is_empty() {
                    String::new()
                } else {
                    format!(" -{digest}")
                };
                self.certificate_of_openssl(&name, key, &extra);
            }
        }
        for (name, key, extra) in [
            (
                "pss-salt.cer",
                "rsa2048",
                " -sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32",
            ),
            (
                "pss-odd-salt.cer",
                "rsa2048",
                " -sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:7",
            ),
            (
                "pss-sha1.cer",
                "rsa2048",
                " -sha1 -sigopt rsa_padding_mode:pss",
            ),
            ("minus-one.cer", "p384", " -set_serial -1"),
            ("minus-200.cer", "p384", " -set_serial -200"),
            (
                "minus-long.cer",
                "p384",
                " -set_serial -0x8123456789abcdef8123456789abcdef",
            ),
            (
                "usage-twice.cer",
                "p384",
                " -addext keyUsage=critical,digitalSignature,encipherOnly",
            ),
        ] {
            self.certificate_of_openssl(name, key, extra);
        }
    }

    fn certificate_of_openssl(&mut self, name: &str, key: &str, extra: &str) {
        let command =
            format!("req -x509 -key {key}.key -days 90 -out {name}{extra} -config req.cnf");
        fs::write(self.path("req.cnf"), REQUEST).expect("written");
        let ran = openssl::run(self.folder(), command.split(' '));
        if !ran.status.success() {
            eprintln!("SKIPPED: this openssl makes no {name}");
            return;
        }
        self.samples.push(Sample {
            name: name.to_owned(),
            expected: Expected::Certificates(1, true),
        });
    }

    /// Other things that openssl makes of a certificate.
    pub fn made_of_them(&mut self) {
        for (name, command, key) in [
            (
                "bag.pfx",
                "pkcs12 -export -inkey p384.key -in openssl-p384-sha384.cer -passout pass:x -out bag.pfx",
                "cert-is-pkcs12",
            ),
            (
                "bag.cer",
                "pkcs12 -export -inkey p384.key -in openssl-p384-sha384.cer -passout pass:x -out bag.cer",
                "cert-is-pkcs12",
            ),
            (
                "bag.p7b",
                "crl2pkcs7 -nocrl -certfile openssl-p384-sha384.cer -out bag.p7b",
                "cert-is-pkcs7",
            ),
            (
                "bag.p7c",
                "crl2pkcs7 -nocrl -certfile openssl-p384-sha384.cer -outform DER -out bag.p7c",
                "cert-is-pkcs7",
            ),
            (
                "locked.pem",
                "pkcs8 -topk8 -in p384.key -passout pass:x -out locked.pem",
                "cert-is-key",
            ),
            (
                "locked.der",
                "pkcs8 -topk8 -in p384.key -passout pass:x -outform DER -out locked.der",
                "cert-is-key",
            ),
        ] {
            openssl::must(self.folder(), command.split(' '));
            self.samples.push(Sample {
                name: name.to_owned(),
                expected: Expected::Refused(key),
            });
        }
        let cut = fs::read(self.path("bag.pfx")).expect("written");
        self.add(
            "cut.pfx",
            &cut[..cut.len() / 2],
            Expected::Refused("cert-is-pkcs12"),
        );
        let command =
            "x509 -in openssl-p384-sha384.cer -addtrust clientAuth -setalias x -out trusted.pem";
        openssl::must(self.folder(), command.split(' '));
        self.samples.push(Sample {
            name: "trusted.pem".to_owned(),
            expected: Expected::Certificates(1, true),
        });
        let pem = fs::read(self.path("openssl-p384-sha384.cer")).expect("written");
        let der = CertificateDer::from_pem_slice(&pem).expect("PEM");
        self.add("again.crt", der, Expected::Certificates(1, true));
    }
}
