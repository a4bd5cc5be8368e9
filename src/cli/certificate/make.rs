//! `cert new` and `cert csr`: a key with a certificate, or with a request for one. Needs no home.

use jiff::Timestamp;

use crate::args::{Cert, CertMake};
use crate::cli::Exit;
use crate::cli::ordered::{report, typed};
use crate::cli::output::Output;
use crate::domain::chaman::{CertificateOrder, Ordered};
use crate::domain::problem::Problem;
use crate::domain::text::Text;
use crate::engine;

/// Makes what a command asks for; nothing for the commands that make nothing.
pub fn make(command: &Cert, now: Timestamp, out: &Output<'_>) -> Result<Exit, Problem> {
    let order = match command {
        Cert::New(new) => order(&new.make, Some(&new.days)),
        Cert::Csr(make) => order(make, None),
        Cert::Inspect(_) | Cert::Check(_) | Cert::Rotate(_) => return Ok(Exit::Done),
    };
    let files = engine::certificate::make(&order, now)?;
    let text = if order.request {
        Text::new("cli-request-made")
    } else {
        Text::new("cli-certificate-made")
    };
    let ordered = Ordered {
        text,
        client_id: None,
        steps: Vec::new(),
        files,
    };
    report(&ordered, out);
    Ok(Exit::Done)
}

fn order(make: &CertMake, days: Option<&str>) -> CertificateOrder {
    CertificateOrder {
        kind: make.key_type,
        request: days.is_none(),
        company: make.company.clone(),
        common_name: make.name.clone(),
        days: days.unwrap_or_default().to_owned(),
        key_file: make.key.clone(),
        file: make.out.clone(),
        passphrase_file: typed(make.passphrase_file.clone()),
    }
}
