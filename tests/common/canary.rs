//! Canaries: made-up secrets that go through the program, and the search for them afterwards, in raw
//! bytes: of files, of folders, of a running process. Knows nothing of who put them where.

#![allow(dead_code, reason = "every test file uses another part of it")]

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// A secret, in every form in which its bytes may lie about.
#[derive(Debug, Clone)]
pub struct Canary {
    pub name: &'static str,
    forms: Vec<Vec<u8>>,
}

/// Where one was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub canary: &'static str,
    pub place: String,
    pub at: usize,
}

impl Canary {
    /// A word: as it is, in capitals and small letters, as UTF-16, as hexadecimal, as base64.
    pub fn word(name: &'static str, word: &str) -> Self {
        let mut forms: Vec<Vec<u8>> = [word.to_owned(), word.to_uppercase(), word.to_lowercase()]
            .map(String::into_bytes)
            .into();
        forms.push(word.encode_utf16().flat_map(u16::to_le_bytes).collect());
        let hex = word
            .bytes()
            .fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
        forms.push(hex.into_bytes());
        forms.push(STANDARD.encode(word).trim_end_matches('=').into());
        Self::new(name, forms)
    }

    /// A national number: its digits and every way of writing them that people have.
    pub fn national_number(digits: &str) -> Self {
        let mut canary = Self::word("national number", digits);
        let cut = |dot: &str, dash: &str| {
            let parts = [0..2, 2..4, 4..6].map(|part| &digits[part]).join(dot);
            format!("{parts}{dash}{}{dot}{}", &digits[6..9], &digits[9..11])
        };
        for (dot, dash) in [(".", "-"), (" ", " "), (".", "."), (" ", "-"), ("", "-")] {
            canary.forms.push(cut(dot, dash).into_bytes());
        }
        canary
    }

    /// A line of a key file: as text, and the bytes that it stands for.
    pub fn key_line(line: &str) -> Self {
        let mut canary = Self::word("key line", line);
        canary
            .forms
            .push(STANDARD.decode(line).expect("a whole line"));
        canary
    }

    fn new(name: &'static str, mut forms: Vec<Vec<u8>>) -> Self {
        forms.retain(|form| form.len() >= 8);
        forms.sort();
        forms.dedup();
        assert!(
            !forms.is_empty(),
            "{name} is too short to be told from chance"
        );
        Self { name, forms }
    }
}

/// Every canary in these bytes, once each.
pub fn in_bytes(place: &str, bytes: &[u8], canaries: &[Canary]) -> Vec<Hit> {
    let found = canaries.iter().filter_map(|canary| {
        let mut places = canary.forms.iter().filter_map(|form| find(bytes, form));
        Some(Hit {
            canary: canary.name,
            place: place.to_owned(),
            at: places.next()?,
        })
    });
    found.collect()
}

fn find(bytes: &[u8], form: &[u8]) -> Option<usize> {
    let first = *form.first()?;
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| *byte == first) {
        if bytes[from + at..].starts_with(form) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

/// Every canary in this file as it lies on the disk: a database with its free pages, its `-wal`.
pub fn in_file(path: &Path, canaries: &[Canary]) -> Vec<Hit> {
    let bytes = std::fs::read(path).expect("a readable file");
    in_bytes(&path.display().to_string(), &bytes, canaries)
}

/// Every canary in the files and the names of files below a folder, but for those passed over.
pub fn below(folder: &Path, canaries: &[Canary], passed_over: &dyn Fn(&Path) -> bool) -> Vec<Hit> {
    let mut hits = Vec::new();
    for path in files(folder) {
        let name = path.display().to_string();
        hits.extend(in_bytes(
            &format!("name of {name}"),
            name.as_bytes(),
            canaries,
        ));
        if !passed_over(&path) {
            hits.extend(in_file(&path, canaries));
        }
    }
    hits
}

/// The files below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let kind = entry.file_type().expect("known");
        if kind.is_dir() {
            found.extend(files(&path));
        } else if kind.is_file() {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Every canary in what the system tells of a running process: its command line, its environment.
pub fn in_process(id: u32, canaries: &[Canary]) -> Vec<Hit> {
    ["cmdline", "environ"]
        .into_iter()
        .flat_map(|what| {
            let path = format!("/proc/{id}/{what}");
            let bytes = std::fs::read(&path).unwrap_or_default();
            in_bytes(&path, &bytes, canaries)
        })
        .collect()
}
