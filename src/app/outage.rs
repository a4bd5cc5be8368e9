//! The outage journal's command: where it is written to, and which host it is about.

use std::fs::OpenOptions;
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use crate::args::{Outage, OutageExport};
use crate::cli::output::Output;
use crate::cli::{self, Exit, Form, Paper};
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;

use super::compose::{Network, compose};
use super::{Setup, log_to_file, shown};

/// Without it, spreadsheets take a file of UTF-8 for one of Windows-1252.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Runs an `outage` command.
pub(super) async fn run(
    setup: &Setup,
    command: &Outage,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    let Outage::Export(args) = command;
    let _log = log_to_file(setup)?;
    let engine = compose(setup, Network::NotNeeded)?;
    let (form, file) = chosen(args, out);
    let mut to: Box<dyn Write + Send> = match file {
        Some(file) => create(file, form)?,
        None => Box::new(io::stdout()),
    };
    let base = setup.config.endpoints().base_url.as_str();
    let sender = &setup.config.sender;
    let paper = Paper {
        form,
        to: &mut *to,
        host: host(base),
        sender: (!sender.number.is_empty()).then_some((&sender.number, &sender.name)),
    };
    let exit = cli::outage(&engine, args, paper, out).await?;
    if let Some(file) = file {
        out.say(&Text::new("outage-written").with("file", shown(file)));
    }
    Ok(exit)
}

/// What was asked for, and the file that it goes to, if not to standard output.
fn chosen<'a>(args: &'a OutageExport, out: &Output<'_>) -> (Form, Option<&'a Path>) {
    let (form, path) = match (&args.csv, &args.text) {
        (Some(path), _) => (Form::Table, Some(path)),
        (None, Some(path)) => (Form::Letter, Some(path)),
        (None, None) if out.is_json() => (Form::Json, None),
        (None, None) => (Form::Letter, None),
    };
    let file = path
        .map(AsRef::as_ref)
        .filter(|file| *file != Path::new("-"));
    (form, file)
}

/// A new file that only its owner may read: it says who was declared when.
fn create(path: &Path, form: Form) -> Result<Box<dyn Write + Send>, Problem> {
    let open = || {
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(path)?;
        if form == Form::Table {
            file.write_all(BYTE_ORDER_MARK)?;
        }
        Ok(file)
    };
    let file = open().map_err(|error: io::Error| {
        Problem::new(ProblemClass::Usage, Text::new("outage-unwritable"))
            .detail(Text::new("os-error").with("error", format!("{}: {error}", shown(path))))
    })?;
    Ok(Box::new(BufWriter::new(file)))
}

/// The host of an address, with its port if it names one.
fn host(base: &str) -> &str {
    let rest = base.split_once("://").map_or(base, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_of_an_address() {
        for (base, expected) in [
            (
                "https://services.socialsecurity.be/REST/dimona/v2",
                "services.socialsecurity.be",
            ),
            ("http://127.0.0.1:8377/REST", "127.0.0.1:8377"),
            ("http://127.0.0.1:8377", "127.0.0.1:8377"),
        ] {
            assert_eq!(host(base), expected);
        }
    }
}
