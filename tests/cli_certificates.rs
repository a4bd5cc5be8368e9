//! `cert inspect`, `check`, `new` and `csr` from outside: the real binary, real files, and the
//! openssl command as the judge where there is one.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "these tests watch real processes in real time; a skipped one says so"
)]

mod common;

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use common::{Ran, World};
use serde_json::{Value, json};

/// Runs openssl, or tells that there is none.
fn openssl(arguments: &[&str]) -> Option<String> {
    let ran = Command::new("openssl").args(arguments).output().ok()?;
    assert!(
        ran.status.success(),
        "openssl {arguments:?}: {}",
        String::from_utf8_lossy(&ran.stderr)
    );
    Some(String::from_utf8_lossy(&ran.stdout).into_owned())
}

fn has_openssl() -> bool {
    let found = Command::new("openssl").arg("version").output().is_ok();
    if !found {
        eprintln!("SKIPPED: there is no openssl on this machine");
    }
    found
}

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

/// The binary without any home: nowhere to find one, and a configuration that cannot be read.
fn homeless(folder: &Path, arguments: &[&str]) -> Ran {
    let config = folder.join("broken.toml");
    fs::write(&config, "this = is not [toml").expect("written");
    let output = Command::new(env!("CARGO_BIN_EXE_dimonitor"))
        .args(["--lang", "en", "--config", text(&config)])
        .args(arguments)
        .current_dir(folder)
        .env_remove("HOME")
        .env_remove("XDG_CONFIG_HOME")
        .env_remove("XDG_DATA_HOME")
        .output()
        .expect("it starts");
    Ran::from(output)
}

/// Nothing on the terminal but plain text and line ends.
fn is_harmless(text: &str) -> bool {
    text.chars()
        .all(|character| character == '\n' || dimonitor::domain::untrusted::is_plain(character))
}

/// Keys of these kinds by openssl's name, each with what `cert inspect` calls it.
const KEYS: &[(&str, &[&str], &str)] = &[
    ("RSA", &["-pkeyopt", "rsa_keygen_bits:1024"], "RSA 1024"),
    ("RSA", &["-pkeyopt", "rsa_keygen_bits:2048"], "RSA 2048"),
    ("RSA", &["-pkeyopt", "rsa_keygen_bits:3072"], "RSA 3072"),
    ("EC", &["-pkeyopt", "ec_paramgen_curve:P-256"], "P-256"),
    ("EC", &["-pkeyopt", "ec_paramgen_curve:P-384"], "P-384"),
    ("EC", &["-pkeyopt", "ec_paramgen_curve:P-521"], "P-521"),
    ("ED25519", &[], "Ed25519"),
];

/// Subjects, and what they name: owner and company.
const SUBJECTS: &[(&str, &str, &str)] = &[
    (
        "/O=Testfirma NV/CN=loket noord",
        "loket noord",
        "Testfirma NV",
    ),
    ("/CN=only a name", "only a name", ""),
    (
        "/O=Zoé & Noël BV/CN=Ünïcode 李",
        "Ünïcode 李",
        "Zoé & Noël BV",
    ),
    (
        "/C=BE/O=A\u{1b}[31mB/CN=x\u{202e}y",
        "x\u{202e}y",
        "A\u{1b}[31mB",
    ),
];

/// What a certificate may be used for, with the names that RFC 5280 gives.
const USAGES: &[(&str, &[&str])] = &[
    ("", &[]),
    ("digitalSignature", &["digitalSignature"]),
    ("keyCertSign,cRLSign", &["keyCertSign", "cRLSign"]),
];

#[test]
fn what_is_said_of_a_certificate_is_what_openssl_says() {
    if !has_openssl() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut expected = Vec::new();
    for (number, (algorithm, options, kind)) in KEYS.iter().enumerate() {
        let key = folder.path().join(format!("{number}.key"));
        let mut arguments = vec![
            "genpkey",
            "-quiet",
            "-algorithm",
            algorithm,
            "-out",
            text(&key),
        ];
        arguments.extend(*options);
        arguments.retain(|argument| *argument != "-quiet");
        openssl(&arguments);
        for (place, digest) in ["sha1", "sha256", "sha384", "sha512"].iter().enumerate() {
            if *kind == "Ed25519" && place > 0 {
                continue;
            }
            let variant = number * 4 + place;
            let file = certificate(folder.path(), &key, variant, digest);
            expected.push((file, *kind, variant));
        }
    }
    let files: Vec<&str> = expected.iter().map(|(file, ..)| text(file)).collect();
    let ran = homeless(
        folder.path(),
        &[&["cert", "inspect", "--json"], &files[..]].concat(),
    );
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(is_harmless(&ran.stdout));
    let rows = ran.rows();
    assert_eq!(rows.len(), expected.len());
    for (row, (file, kind, variant)) in rows.iter().zip(&expected) {
        assert_eq!(row["file"], text(file));
        assert_eq!(row["index"], 1);
        assert_eq!(row["key"], *kind, "{row}");
        assert_eq!(row["self_signed"], true, "{row}");
        let (_, owner, company) = SUBJECTS[variant % SUBJECTS.len()];
        assert_eq!(
            (&row["owner"], &row["company"]),
            (&json!(owner), &json!(company))
        );
        let (_, usage) = USAGES[variant % USAGES.len()];
        let usage = if usage.is_empty() {
            Value::Null
        } else {
            json!(usage)
        };
        assert_eq!(row["key_usage"], usage, "{row}");
        assert_eq!(facts_of(row), facts_by_openssl(file), "{}", file.display());
    }
    let people = homeless(folder.path(), &[&["cert", "inspect"], &files[..]].concat());
    assert!(is_harmless(&people.stdout) && is_harmless(&people.stderr));
    assert!(people.stdout.contains(r"A\u{1b}[31mB"));
}

/// A certificate, of which odd variants are DER and the others PEM.
fn certificate(folder: &Path, key: &Path, variant: usize, digest: &str) -> PathBuf {
    let file = folder.join(format!("{variant}-{digest}.cer"));
    let serial = format!(
        "0x{}{variant:02x}",
        "7f0e1d2c3b4a59".repeat(1 + variant % 2)
    );
    let usage = USAGES[variant % USAGES.len()].0;
    let extension = format!("keyUsage=critical,{usage}");
    let digest = format!("-{digest}");
    let days = (variant * 37 % 900 + 1).to_string();
    let mut arguments = vec![
        "req",
        "-new",
        "-x509",
        "-utf8",
        "-key",
        text(key),
        &digest,
        "-set_serial",
        &serial,
        "-days",
        &days,
        "-subj",
        SUBJECTS[variant % SUBJECTS.len()].0,
        "-out",
        text(&file),
    ];
    if !usage.is_empty() {
        arguments.extend(["-addext", &extension]);
    }
    if variant % 2 == 1 {
        arguments.extend(["-outform", "DER"]);
    }
    openssl(&arguments);
    file
}

/// Serial number in hexadecimal and decimal, both fingerprints, begin and end.
type Facts = (String, String, String, String, String, String);

fn facts_of(row: &Value) -> Facts {
    let words = |name: &str| row[name].as_str().expect("a text").to_owned();
    (
        words("serial_hex"),
        words("serial"),
        words("sha256"),
        words("sha1"),
        words("not_before"),
        words("not_after"),
    )
}

fn facts_by_openssl(file: &Path) -> Facts {
    let ask = |more: &[&str]| {
        let said = openssl(&[&["x509", "-in", text(file), "-noout"], more].concat());
        said.expect("openssl was there before")
    };
    let value = |text: &str| {
        let (_, value) = text.trim().split_once('=').expect("name=value");
        value.replace(':', "").to_lowercase()
    };
    let hex = value(&ask(&["-serial"]));
    let decimal = u128::from_str_radix(&hex, 16).map(|number| number.to_string());
    let dates = ask(&["-dates", "-dateopt", "iso_8601"]);
    let mut dates = dates.lines().map(|line| {
        let (_, date) = line.split_once('=').expect("name=value");
        date.replace(' ', "T")
    });
    let mut date = || dates.next().expect("two dates");
    (
        hex,
        decimal.unwrap_or_default(),
        value(&ask(&["-fingerprint", "-sha256"])),
        value(&ask(&["-fingerprint", "-sha1"])),
        date(),
        date(),
    )
}

/// A certificate in the name of nobody in particular.
fn some_certificate(folder: &Path, name: &str, not_after: (i32, u8, u8)) -> PathBuf {
    let (year, month, day) = not_after;
    let mut parameters = rcgen::CertificateParams::default();
    parameters.not_before = rcgen::date_time_ymd(2020, 1, 1);
    parameters.not_after = rcgen::date_time_ymd(year, month, day);
    let key = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P384_SHA384).expect("a key");
    let made = parameters.self_signed(&key).expect("a certificate");
    let path = folder.join(name);
    fs::write(&path, made.pem()).expect("written");
    path
}

/// A moment so many days from now, as a day of the calendar.
fn in_days(days: i64) -> (i32, u8, u8) {
    let date = common::day_ahead(days);
    let mut parts = date
        .split('-')
        .map(|part| part.parse::<i32>().expect("digits"));
    let mut part = || parts.next().expect("three parts");
    let year = part();
    let small = |number: i32| u8::try_from(number).expect("small");
    (year, small(part()), small(part()))
}

/// Puts something in the place of a certificate.
type Make<'a> = &'a dyn Fn(&Path);

#[test]
fn what_cannot_be_read_is_one_clear_error_each_and_stops_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let good = some_certificate(folder.path(), "good.cer", in_days(400));
    let pem = fs::read_to_string(&good).expect("just written");
    let bad: &[(&str, Make<'_>)] = &[
        ("empty.cer", &|path| fs::write(path, "").expect("written")),
        ("truncated.cer", &|path| {
            fs::write(path, &pem[..pem.len() / 2]).expect("written");
        }),
        ("nul.cer", &|path| {
            fs::write(path, [0; 4096]).expect("written");
        }),
        ("words.cer", &|path| {
            fs::write(path, "\u{1b}[31mhello").expect("written");
        }),
        ("huge.cer", &|path| {
            let file = fs::File::create(path).expect("created");
            file.set_len(50 * 1024 * 1024).expect("sparse");
        }),
        ("folder.cer", &|path| fs::create_dir(path).expect("created")),
        ("pipe.cer", &|path| {
            let made = Command::new("mkfifo")
                .arg(path)
                .status()
                .expect("it starts");
            assert!(made.success());
        }),
        ("loop.cer", &|path| {
            std::os::unix::fs::symlink(path, path).expect("linked");
        }),
        ("missing.cer", &|_| {}),
        ("wei\u{1b}rd\n.cer", &|_| {}),
    ];
    for (name, make) in bad {
        make(&path(name));
        let start = Instant::now();
        let ran = homeless(
            folder.path(),
            &["cert", "inspect", "--json", text(&path(name)), text(&good)],
        );
        assert!(
            start.elapsed() < Duration::from_secs(1),
            "{name:?} takes long"
        );
        assert_eq!(ran.code, 2, "{name:?}: {}", ran.stdout);
        let rows = ran.rows();
        assert_eq!(rows.len(), 2, "{name:?}");
        assert_eq!(rows[0]["file"], text(&path(name)));
        let error = rows[0]["error"].as_object().expect("an error");
        assert!(
            error["summary"]
                .as_str()
                .is_some_and(|text| !text.is_empty()),
            "{name:?}"
        );
        assert!(
            error["hint"].is_string() && error.contains_key("detail"),
            "{name:?}"
        );
        assert_eq!(rows[1]["file"], text(&good), "{name:?}");
        let people = homeless(folder.path(), &["cert", "inspect", text(&path(name))]);
        assert_eq!(people.code, 2, "{name:?}");
        assert!(people.stdout.is_empty(), "{name:?}: {}", people.stdout);
        assert!(
            is_harmless(&ran.stdout) && is_harmless(&people.stderr),
            "{name:?}"
        );
    }
}

#[test]
fn several_certificates_in_a_file_are_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut chain = String::new();
    for (name, days) in [("a.cer", 10), ("b.cer", 300)] {
        let file = some_certificate(folder.path(), name, in_days(days));
        chain.push_str(&fs::read_to_string(file).expect("just written"));
    }
    let file = folder.path().join("chain.cer");
    fs::write(&file, chain).expect("written");
    let rows = homeless(folder.path(), &["cert", "inspect", "--json", text(&file)]).rows();
    let places: Vec<_> = rows.iter().map(|row| row["index"].clone()).collect();
    assert_eq!(places, [json!(1), json!(2)]);
    let ran = homeless(folder.path(), &["cert", "check", text(&file)]);
    assert_eq!(ran.code, 1, "{}", ran.stdout);
    assert!(ran.stdout.contains(" 'chain.cer#2'="), "{}", ran.stdout);
}

#[test]
fn the_rules_are_those_of_the_channel() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = some_certificate(folder.path(), "self.cer", in_days(400));
    for (channel, verdict) in [("rest", "kept"), ("soap", "broken"), ("sftp", "broken")] {
        let arguments = ["cert", "inspect", "--json", "--type", channel, text(&file)];
        let rows = homeless(folder.path(), &arguments).rows();
        let checks = rows[0]["checks"].as_array().expect("a list");
        let issuer = checks.iter().find(|check| check["rule"] == "issuer");
        assert_eq!(issuer.expect("a rule")["verdict"], verdict, "{channel}");
        assert!(checks.iter().all(|check| check["reason"].is_string()));
    }
}

#[test]
fn a_monitoring_system_gets_one_line_and_its_own_exit_codes() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, days: i64| {
        text(&some_certificate(folder.path(), name, in_days(days))).to_owned()
    };
    let (good, soon, now) = (
        file("good.cer", 400),
        file("soon.cer", 20),
        file("now.cer", 3),
    );
    let gone = file("gone.cer", -2);
    let hostile = file("a'=|;\u{1b}b\n.cer", 400);
    let missing = text(&folder.path().join("missing.cer")).to_owned();
    let cases: &[(&str, &[&str], i32)] = &[
        ("far away", &[&good], 0),
        ("a hostile name", &[&hostile], 0),
        ("a warning", &[&good, &soon], 1),
        ("a stricter warning", &[&good, "--warning", "500d"], 1),
        ("critical", &[&soon, &now], 2),
        (
            "a laxer limit",
            &[&now, "--warning", "2", "--critical", "1"],
            0,
        ),
        ("expired", &[&gone], 2),
        ("missing", &[&good, &missing], 3),
        ("critical and missing", &[&now, &missing], 2),
        (
            "limits the wrong way round",
            &[&good, "--critical", "90"],
            3,
        ),
        ("no number", &[&good, "--warning", "soon"], 3),
        ("an unknown option", &[&good, "--colour"], 3),
    ];
    for (case, arguments, code) in cases {
        let ran = homeless(folder.path(), &[&["cert", "check"], *arguments].concat());
        assert_eq!(ran.code, *code, "{case}: {}{}", ran.stdout, ran.stderr);
        let word = ["OK", "WARNING", "CRITICAL", "UNKNOWN"][usize::try_from(*code).expect("small")];
        assert_eq!(ran.stdout.lines().count(), 1, "{case}: {}", ran.stdout);
        assert!(
            ran.stdout.starts_with(&format!("{word} - ")),
            "{case}: {}",
            ran.stdout
        );
        assert!(
            ran.stdout.matches('|').count() <= 1,
            "{case}: {}",
            ran.stdout
        );
        assert!(is_harmless(&ran.stdout), "{case}");
        if let Some((_, data)) = ran.stdout.split_once(" | ") {
            assert!(has_only_performance_data(data.trim_end()), "{case}: {data}");
        }
    }
    // Before and behind the command, a global option changes nothing of that.
    let ran = homeless(folder.path(), &["cert", "--verbose", "check", "--nonsense"]);
    assert_eq!(
        (ran.code, ran.stdout.lines().count()),
        (3, 1),
        "{}",
        ran.stderr
    );
}

/// `'label'=days;warn:;crit:`, one after the other.
fn has_only_performance_data(mut data: &str) -> bool {
    while let Some(rest) = data.strip_prefix('\'') {
        let Some((label, rest)) = rest.split_once("'=") else {
            return false;
        };
        let (values, rest) = rest.split_once(' ').unwrap_or((rest, ""));
        let parts: Vec<&str> = values.split(';').collect();
        let [days, warning, critical] = parts[..] else {
            return false;
        };
        let is_range = |text: &str| {
            text.strip_suffix(':')
                .is_some_and(|days| days.parse::<u16>().is_ok())
        };
        if label.contains(['=', '|'])
            || days.parse::<i64>().is_err()
            || !is_range(warning)
            || !is_range(critical)
        {
            return false;
        }
        data = rest;
    }
    data.is_empty()
}

#[test]
fn without_files_the_certificates_of_the_home_are_checked() {
    let world = World::new();
    let ran = world.run(["cert", "check"]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(
        ran.stdout.starts_with("OK - 1 certificate, "),
        "{}",
        ran.stdout
    );
    world.write_config("nonsense = [");
    let ran = world.run(["cert", "check"]);
    assert_eq!(
        (ran.code, ran.stdout.lines().count()),
        (3, 1),
        "{}",
        ran.stderr
    );
}

/// The kinds of keys on the command line, by the name that openssl has for them.
const KINDS: [(&str, &str); 5] = [
    ("p384", "secp384r1"),
    ("p521", "secp521r1"),
    ("rsa2048", "(2048 bit)"),
    ("rsa3072", "(3072 bit)"),
    ("rsa4096", "(4096 bit)"),
];

#[test]
fn new_certificates_and_requests_of_every_kind_are_good_in_openssls_eyes() {
    let folder = tempfile::tempdir().expect("a folder");
    let with_openssl = has_openssl();
    let passphrase = folder.path().join("passphrase");
    common::write_secret(&passphrase, "correct horse\n");
    for (kind, name) in KINDS {
        for (command, locked) in [("new", false), ("new", true), ("csr", false)] {
            let case = format!("{kind} {command} {locked}");
            let file = |end: &str| {
                folder
                    .path()
                    .join(format!("{kind}-{command}-{locked}.{end}"))
            };
            let end = if command == "csr" { "csr" } else { "cer" };
            let (key, out) = (file("key"), file(end));
            let mut arguments = vec![
                "cert",
                command,
                "--company",
                "Testfirma NV",
                "--name",
                "loket",
                "--key-type",
                kind,
                "--key",
                text(&key),
                "--out",
                text(&out),
            ];
            if locked {
                arguments.extend(["--passphrase-file", text(&passphrase)]);
            }
            let ran = homeless(folder.path(), &arguments);
            assert_eq!(ran.code, 0, "{case}: {}", ran.stderr);
            let mode = fs::metadata(&key).expect("a key").permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{case}");
            let pem = fs::read_to_string(&key).expect("PEM");
            assert_eq!(pem.contains("ENCRYPTED"), locked, "{case}");

            let before = (pem, fs::read(&out).expect("a file"));
            let again = homeless(folder.path(), &arguments);
            assert_eq!(again.code, 2, "{case}: never overwritten");
            let after = (
                fs::read_to_string(&key).expect("PEM"),
                fs::read(&out).expect("a file"),
            );
            assert_eq!(before, after, "{case}");
            if with_openssl {
                judge(
                    &key,
                    &out,
                    command,
                    locked.then_some(&*passphrase),
                    name,
                    &case,
                );
            }
        }
    }
}

fn judge(key: &Path, out: &Path, command: &str, passphrase: Option<&Path>, name: &str, case: &str) {
    let what = if command == "csr" { "req" } else { "x509" };
    let said = openssl(&[what, "-in", text(out), "-noout", "-text", "-pubkey"]).expect("there");
    assert!(said.contains(name), "{case}: {said}");
    assert!(said.contains("Digital Signature"), "{case}: {said}");
    assert!(
        said.contains("O = Testfirma NV, CN = loket") || said.contains("O=Testfirma NV, CN=loket"),
        "{case}: {said}"
    );
    if command == "csr" {
        openssl(&["req", "-in", text(out), "-noout", "-verify"]);
    } else {
        openssl(&["verify", "-CAfile", text(out), text(out)]);
    }
    let mut pass = String::new();
    let mut arguments = vec!["pkey", "-in", text(key), "-pubout"];
    if let Some(passphrase) = passphrase {
        write!(pass, "file:{}", passphrase.display()).expect("written");
        arguments.extend(["-passin", &pass]);
    }
    let public = openssl(&arguments).expect("there");
    assert!(
        said.contains(public.trim()),
        "{case}: the key belongs to it"
    );
}

#[test]
fn a_console_that_changes_nothing_makes_no_key() {
    let folder = tempfile::tempdir().expect("a folder");
    let key = folder.path().join("new.key");
    let out = folder.path().join("new.cer");
    let ran = homeless(
        folder.path(),
        &[
            "--read-only",
            "cert",
            "new",
            "--company",
            "T",
            "--name",
            "n",
            "--key",
            text(&key),
            "--out",
            text(&out),
        ],
    );
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(!key.exists() && !out.exists());
}
