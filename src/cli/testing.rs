//! For the tests of the command line: what a command printed.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use super::output::Output;
use crate::i18n::{Catalogue, Language};

/// What went to stdout and to stderr.
pub(super) struct Printed {
    pub(super) data: String,
    pub(super) talk: String,
}

/// Runs something with a printer in English and gives back what it printed.
pub(super) fn printed<T>(json: bool, run: impl FnOnce(&Output<'_>) -> T) -> (T, Printed) {
    let catalogue = Catalogue::new(Language::En);
    let (data, talk) = (Paper::default(), Paper::default());
    let out = Output::new(
        &catalogue,
        json,
        Box::new(data.clone()),
        Box::new(talk.clone()),
    );
    let result = run(&out);
    let printed = Printed {
        data: data.text(),
        talk: talk.text(),
    };
    (result, printed)
}

#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl Paper {
    fn text(&self) -> String {
        let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8(bytes.clone()).expect("the printer writes UTF-8")
    }
}

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut paper = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        paper.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
