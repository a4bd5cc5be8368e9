//! Certificates against another reader: some three hundred files, each with the facts that
//! openssl finds in it or one clear error; and what this program makes, read by openssl.

#![expect(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    reason = "a skipped comparison says so; openssl goes by its own clock"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use dimonitor::domain::chaman::{CertificateOrder, KeyKind};
use dimonitor::domain::problem::Problem;
use dimonitor::domain::report::CertFacts;
use dimonitor::domain::untrusted::is_plain;
use dimonitor::engine::certificate::{inspect_file, make};
use dimonitor::i18n::{Catalogue, Language};
use jiff::Timestamp;
use serde_json::Value;

#[path = "certificates/corpus.rs"]
mod corpus;
#[path = "certificates/exotic.rs"]
mod exotic;
#[path = "certificates/openssl.rs"]
mod openssl;

use corpus::{Corpus, Expected, Sample};
use openssl::Said;

/// No file may keep its reader for ever; nothing else depends on this time.
const WATCHDOG: Duration = Duration::from_mins(1);

/// Reads a file on a thread of its own, so that one that never ends fails the test.
fn read(path: PathBuf) -> Result<Vec<CertFacts>, Problem> {
    let name = path.display().to_string();
    let (done, answer) = mpsc::channel();
    std::thread::spawn(move || done.send(inspect_file(&path)));
    match answer.recv_timeout(WATCHDOG) {
        Ok(read) => read,
        Err(error) => panic!("{name}: the reader hangs or has panicked: {error}"),
    }
}

#[test]
fn every_file_of_the_corpus_is_read_as_openssl_reads_it_or_refused_in_words() {
    let has_openssl = openssl::is_there();
    let corpus = Corpus::build(has_openssl);
    let (mut compared, mut differing) = (0, Vec::new());
    for sample in &corpus.samples {
        let name = &sample.name;
        let found = read(corpus.path(name));
        judge(sample, &found);
        match &found {
            Ok(facts) if has_openssl => match openssl::describe(corpus.folder(), name) {
                Some(said) => {
                    differing.extend(difference(name, &facts[0], &said));
                    compared += 1;
                }
                // A turned bit in a name stops openssl; we show the name as it is.
                None => assert_eq!(sample.expected, Expected::Damaged, "{name}"),
            },
            Ok(_) => {}
            Err(problem) => assert_clear(name, problem),
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
    assert!(corpus.samples.len() >= 280, "{}", corpus.samples.len());
    assert!(compared >= 200 || !has_openssl, "{compared} compared");
}

/// The same files through the binary: the facts that the library gives, or one error, and no
/// byte that a terminal would obey.
#[test]
fn the_binary_says_of_every_file_of_the_corpus_what_the_library_says() {
    let corpus = Corpus::build(openssl::is_there());
    let mut longest = (Duration::ZERO, String::new());
    for sample in &corpus.samples {
        let name = &sample.name;
        let path = corpus.path(name);
        let begun = Instant::now();
        let ran = Command::new(env!("CARGO_BIN_EXE_dimonitor"))
            .args(["cert", "inspect", "--json", "--lang", "en", "--home"])
            .arg(corpus.folder().join("no home"))
            .arg(&path)
            .output()
            .expect("it starts");
        longest = longest.max((begun.elapsed(), name.clone()));
        let data = String::from_utf8(ran.stdout).expect("UTF-8");
        let talk = String::from_utf8(ran.stderr).expect("UTF-8");
        let raw = |character: char| character != '\n' && !is_plain(character);
        assert!(!data.contains(raw) && !talk.contains(raw), "{name}");
        let rows: Vec<Value> = data
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        match read(path) {
            Ok(facts) => {
                assert_eq!(ran.status.code(), Some(0), "{name}: {talk}");
                let said: Vec<_> = rows.iter().map(|row| &row["sha256"]).collect();
                let ours: Vec<_> = facts.iter().map(|facts| &facts.sha256).collect();
                assert_eq!(said, ours, "{name}");
                assert_eq!(rows[0]["serial"], facts[0].serial, "{name}");
                assert_eq!(rows[0]["digest"], facts[0].digest, "{name}");
                assert_eq!(rows[0]["key"], facts[0].key, "{name}");
            }
            Err(problem) => {
                assert_eq!(ran.status.code(), Some(2), "{name}: {talk}");
                let summary = Catalogue::new(Language::En).text(&problem.summary);
                assert_eq!(rows[0]["error"]["summary"], summary, "{name}");
            }
        }
    }
    println!("{} files, longest {longest:?}", corpus.samples.len());
}

/// What must come of a file, whatever openssl says.
fn judge(sample: &Sample, found: &Result<Vec<CertFacts>, Problem>) {
    let name = &sample.name;
    match (sample.expected, found) {
        (Expected::Certificates(count, self_signed), Ok(facts)) => {
            assert_eq!(facts.len(), count, "{name}");
            assert_eq!(facts[0].self_signed, self_signed, "{name}");
        }
        (Expected::Refused(key), Err(problem)) => assert_eq!(problem.summary.key, key, "{name}"),
        (Expected::Damaged, _) => {}
        (expected, found) => panic!("{name}: {expected:?}, and not {found:?}"),
    }
}

/// In what we differ from openssl, if in anything.
fn difference(name: &str, facts: &CertFacts, said: &Said) -> Option<String> {
    let ours = Said {
        serial_hex: facts.serial_hex.clone(),
        serial: said.serial.is_some().then(|| facts.serial.clone()),
        sha256: facts.sha256.clone(),
        sha1: facts.sha1.clone(),
        from: facts.not_before.to_string(),
        until: facts.not_after.to_string(),
        owner: escaped(facts.owner.raw()),
        company: escaped(facts.company.raw()),
        issuer: escaped(facts.issuer.raw()),
        key: said.key.is_some().then(|| facts.key.clone()),
        digest: facts.digest.clone(),
        usage: facts.key_usage.clone(),
    };
    for text in [&facts.owner, &facts.company, &facts.issuer] {
        assert!(text.shown().chars().all(is_plain), "{name}: {text:?}");
    }
    (ours != *said).then(|| format!("{name}\n  ours:    {ours:?}\n  openssl: {said:?}"))
}

/// Control characters as openssl writes them.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '\0'..' ' | '\u{7f}' => {
                write!(escaped, "\\{:02X}", u32::from(character)).expect("a string takes it");
            }
            _ => escaped.push(character),
        }
    }
    escaped
}

/// One sentence that a person understands, with what to do, and nothing for the terminal.
fn assert_clear(name: &str, problem: &Problem) {
    for language in [Language::En, Language::Nl] {
        let words = Catalogue::new(language);
        let hint = problem
            .hint
            .as_ref()
            .unwrap_or_else(|| panic!("{name}: no hint"));
        for text in [&problem.summary, hint] {
            let sentence = words.text(text);
            assert_ne!(sentence, text.key, "{name}: no sentence");
            assert!(sentence.chars().all(is_plain), "{name}: {sentence:?}");
        }
    }
}

fn order(folder: &Path, kind: KeyKind, request: bool) -> CertificateOrder {
    let file = |extension: &str| {
        let name = format!("{}-{request}.{extension}", kind.as_str());
        folder.join(name).to_str().expect("UTF-8").to_owned()
    };
    CertificateOrder {
        kind,
        request,
        company: "Loket Noord & Zoon".to_owned(),
        common_name: "dimona é".to_owned(),
        days: "365".to_owned(),
        key_file: file("pem"),
        file: file(if request { "csr" } else { "cer" }),
        passphrase_file: String::new(),
    }
}

/// Now: openssl holds validity against its own clock.
fn now() -> Timestamp {
    Timestamp::now()
}

#[test]
fn openssl_accepts_every_kind_of_certificate_that_is_made() {
    if !openssl::is_there() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let digests = ["SHA384", "SHA512", "sha256", "sha256", "sha512"];
    for (kind, digest) in KeyKind::ALL.into_iter().zip(digests) {
        let order = order(folder, kind, false);
        make(&order, now()).expect("made");
        let (key, file) = (order.key_file.as_str(), order.file.as_str());
        openssl::must(folder, ["verify", "-CAfile", file, file]);
        let text = openssl::must(folder, ["x509", "-in", file, "-noout", "-text"]);
        for part in [
            "X509v3 Key Usage: critical\n                Digital Signature\n",
            digest,
        ] {
            assert!(text.contains(part), "{kind:?}: {part} in {text}");
        }
        let checked = openssl::must(folder, ["pkey", "-in", key, "-check", "-noout"]);
        assert!(checked.contains("Key is valid"), "{kind:?}: {checked}");
        let of_key = openssl::must(folder, ["pkey", "-in", key, "-pubout"]);
        let of_file = openssl::must(folder, ["x509", "-in", file, "-noout", "-pubkey"]);
        assert_eq!(of_key, of_file, "{kind:?}");
        let said = openssl::describe(folder, file).expect("readable");
        assert_eq!(said.company, "Loket Noord & Zoon");
        let ours = inspect_file(Path::new(file)).expect("readable");
        assert_eq!(difference(file, &ours[0], &said), None);
    }
}

#[test]
fn openssl_accepts_every_kind_of_request_that_is_made() {
    if !openssl::is_there() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let passphrase = folder.join("passphrase");
    dimonitor::cert::write_private(&passphrase, b"geheim\n").expect("written");
    for kind in KeyKind::ALL {
        let order = CertificateOrder {
            passphrase_file: passphrase.to_str().expect("UTF-8").to_owned(),
            ..order(folder, kind, true)
        };
        make(&order, now()).expect("made");
        let (key, file) = (order.key_file.as_str(), order.file.as_str());
        let said = openssl::must(folder, ["req", "-in", file, "-noout", "-verify", "-text"]);
        for part in ["OK", "Loket Noord & Zoon", "Digital Signature"] {
            assert!(said.contains(part), "{kind:?}: {part} in {said}");
        }
        let of_key = openssl::must(
            folder,
            ["pkey", "-in", key, "-passin", "pass:geheim", "-pubout"],
        );
        let of_file = openssl::must(folder, ["req", "-in", file, "-noout", "-pubkey"]);
        assert_eq!(of_key, of_file, "{kind:?}");
    }
}
