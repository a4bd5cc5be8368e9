//! The file of results: one line for each row of the input, whole or not there at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use super::Words;
use crate::domain::bulk::BulkRow;
use crate::domain::mask::mask;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::untrusted::{Untrusted, defused};
use crate::input::Source;

/// Without it, spreadsheets take a file of UTF-8 for one of Windows-1252.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

const COLUMNS: [&str; 8] = [
    "row",
    "line",
    "reference",
    "verdict",
    "codes",
    "sentence",
    "submission",
    "state",
];

/// Where the results of a file stand, unless told otherwise: beside it. Standard input has none.
pub fn beside(path: &Path) -> Option<PathBuf> {
    if path == Path::new("-") {
        return None;
    }
    let mut name = path.as_os_str().to_owned();
    name.push(".result.csv");
    Some(name.into())
}

/// Results that are being written: beside the place where they will stand, and gone when they
/// are dropped before they are kept.
pub(super) struct Results {
    path: PathBuf,
    part: PathBuf,
    writer: csv::Writer<BufWriter<File>>,
    words: Words,
    kept: bool,
}

impl Results {
    /// Begins them. They must not take the place of what is being read.
    pub(super) fn begin(path: &Path, source: &Source, words: Words) -> Result<Self, Problem> {
        if source.is_at(path) {
            let text = Text::new("import-result-is-input").with("file", shown(path));
            return Err(Problem::new(ProblemClass::Usage, text));
        }
        let mut part = path.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        let create = || {
            // Left behind by a run that was killed.
            match fs::remove_file(&part) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            let file = OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(&part)?;
            let mut file = BufWriter::new(file);
            file.write_all(BYTE_ORDER_MARK)?;
            Ok(file)
        };
        let file = create().map_err(|error| unwritable(path, &error))?;
        let writer = csv::WriterBuilder::new()
            .delimiter(b';')
            .terminator(csv::Terminator::CRLF)
            .from_writer(file);
        let mut results = Self {
            path: path.to_owned(),
            part,
            writer,
            words,
            kept: false,
        };
        results.line(&COLUMNS.map(str::to_owned))?;
        Ok(results)
    }

    /// Writes a row.
    pub(super) fn write(&mut self, row: &BulkRow) -> Result<(), Problem> {
        let sentences: Vec<String> = row
            .sentences
            .iter()
            .map(|text| (self.words)(text))
            .collect();
        let submission = row.submission.map(|(id, _)| id.to_string());
        let state = row.submission.map(|(_, state)| state.as_str());
        self.line(&[
            row.row.to_string(),
            row.line.to_string(),
            row.reference
                .as_ref()
                .map_or_else(String::new, Untrusted::shown),
            row.verdict.as_str().to_owned(),
            row.codes.join(" "),
            sentences.join(" | "),
            submission.unwrap_or_default(),
            state.unwrap_or_default().to_owned(),
        ])
    }

    fn line(&mut self, cells: &[String; COLUMNS.len()]) -> Result<(), Problem> {
        let cells = cells.iter().map(|cell| defused(&mask(cell)));
        let written = self.writer.write_record(cells);
        written.map_err(|error| unwritable(&self.path, &error.into()))
    }

    /// Puts them in their place, on the disk; where that is.
    pub(super) fn keep(mut self) -> Result<String, Problem> {
        let keep = || {
            self.writer.flush()?;
            self.writer.get_ref().get_ref().sync_all()?;
            fs::rename(&self.part, &self.path)
        };
        let mut keep = keep;
        keep().map_err(|error| unwritable(&self.path, &error))?;
        self.kept = true;
        Ok(shown(&self.path))
    }
}

impl Drop for Results {
    fn drop(&mut self) {
        if !self.kept {
            let _ = fs::remove_file(&self.part);
        }
    }
}

fn shown(path: &Path) -> String {
    Untrusted::new(path.to_string_lossy()).shown()
}

/// What is queued by then stays queued.
fn unwritable(path: &Path, error: &io::Error) -> Problem {
    let text = Text::new("import-result-unwritable").with("file", shown(path));
    Problem::new(ProblemClass::Usage, text)
        .detail(Text::new("os-error").with("error", error.to_string()))
        .hint(Text::new("import-result-hint"))
}
