//! The state file: one JSON line for everything that changed, synced before the answer goes out.
//!
//! Replaying the lines in order gives the same state, as `world` depends on them alone.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::accounts::AccountSpec;

/// One line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Record {
    Taken(Taken),
    Account(AccountSpec),
    AccountRemoved(String),
}

/// A declaration taken in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Taken {
    pub(super) id: u64,
    /// When it counts as taken.
    pub(super) at: Timestamp,
    /// Up to when everything had been processed before; later than `at` for a seeded one.
    pub(super) settled: Timestamp,
    pub(super) client_id: String,
    /// Hash of the body as received; absent for a seeded one, which is no POST.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) sha256: Option<String>,
    pub(super) body: Value,
}

/// The open file.
#[derive(Debug)]
pub(super) struct Journal {
    file: File,
}

impl Journal {
    /// Opens or makes the file, and reads what it holds.
    ///
    /// A last line that is cut off was never answered for: it is removed.
    pub(super) fn open(path: &Path) -> io::Result<(Self, Vec<Record>)> {
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        // The bodies hold national numbers, if only invented ones.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path)?;
        let mut records = Vec::new();
        let mut reader = BufReader::new(&file);
        let mut whole = 0;
        let mut line = String::new();
        while reader.read_line(&mut line)? > 0 {
            if !line.ends_with('\n') {
                break;
            }
            let record = serde_json::from_str(&line).map_err(|error| {
                let text = format!("line {} of {}: {error}", records.len() + 1, path.display());
                io::Error::new(io::ErrorKind::InvalidData, text)
            })?;
            records.push(record);
            whole += line.len() as u64;
            line.clear();
        }
        file.set_len(whole)?;
        Ok((Self { file }, records))
    }

    /// Appends a record and waits until it is on the disk.
    pub(super) fn append(&mut self, record: &Record) -> io::Result<()> {
        let mut line = serde_json::to_vec(record)?;
        line.push(b'\n');
        self.file.write_all(&line)?;
        self.file.sync_data()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_was_cut_off_is_dropped_and_the_rest_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("state.jsonl");
        let record = Record::AccountRemoved("someone".into());
        let (mut journal, none) = Journal::open(&path).expect("a new file");
        assert!(none.is_empty());
        journal.append(&record).expect("written");
        journal
            .file
            .write_all(b"{\"taken\":{\"id\":9")
            .expect("a torn line");
        let (mut journal, records) = Journal::open(&path).expect("read again");
        assert_eq!(records, std::slice::from_ref(&record));
        journal
            .append(&record)
            .expect("written after the whole lines");
        let (_, records) = Journal::open(&path).expect("read again");
        assert_eq!(records.len(), 2);
    }

    #[test]
    fn a_line_that_is_no_record_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("state.jsonl");
        std::fs::write(&path, "{\"surprise\":1}\n").expect("written");
        let error = Journal::open(&path).expect_err("no record");
        assert!(error.to_string().contains("line 1"), "{error}");
    }
}
