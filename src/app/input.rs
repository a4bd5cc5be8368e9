//! Reading a file of declarations, or standard input, up to a limit.

use std::io::{self, Read};
use std::path::Path;

use crate::args;
use crate::cli::InputContext;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::input::Format;
use crate::paths::open_file;

use super::{Setup, shown, today};

/// The largest input that is read.
const LIMIT: u64 = 64 * 1024 * 1024;

/// The bytes of a file; `-` is standard input.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Problem> {
    let failed = |error: &io::Error| {
        Problem::new(
            ProblemClass::Usage,
            Text::new("app-input-unreadable").with("file", shown(path)),
        )
        .detail(Text::new("os-error").with("error", error.to_string()))
        .hint(Text::new("app-input-hint"))
    };
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        io::stdin().lock().take(LIMIT + 1).read_to_end(&mut bytes)
    } else {
        open_file(path).and_then(|file| file.take(LIMIT + 1).read_to_end(&mut bytes))
    };
    read.map_err(|error| failed(&error))?;
    if bytes.len() as u64 > LIMIT {
        return Err(Problem::new(
            ProblemClass::Usage,
            Text::new("app-input-too-large")
                .with("file", shown(path))
                .with("limit", LIMIT / 1024 / 1024),
        ));
    }
    Ok(bytes)
}

/// What checking this input needs to know.
pub(super) fn context<'a>(
    setup: &'a Setup,
    bytes: &'a [u8],
    format: Option<args::Format>,
) -> InputContext<'a> {
    InputContext {
        rules: &setup.rules,
        today: today(),
        bytes,
        format: format.map(format_of),
    }
}

/// The format that the command line names.
pub(super) fn format_of(format: args::Format) -> Format {
    match format {
        args::Format::Json => Format::Json,
        args::Format::Csv => Format::Csv,
    }
}
