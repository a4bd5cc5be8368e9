//! The register as one JSON document: what the store keeps. Facts of certificates and SSH keys
//! are read from these again, so that nobody can write others beside them.

use crate::cert;
use crate::domain::chaman::{Account, Register};
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;

/// Reads the document; nothing kept yet is an empty register.
pub fn read(document: Option<&str>) -> Result<Register, Problem> {
    let Some(document) = document else {
        return Ok(Register::default());
    };
    let mut register: Register = serde_json::from_str(document).map_err(|_| damaged())?;
    for held in register.certificates_mut() {
        let certificate = cert::inspect_first(held.pem.as_bytes()).map_err(|_| damaged())?;
        held.facts = certificate.facts().clone();
    }
    for key in register.ssh_keys_mut() {
        *key = cert::ssh_key::read(key.line.as_bytes()).map_err(|_| damaged())?;
    }
    let accounts = register
        .here
        .accounts
        .iter()
        .chain(&register.believed.accounts);
    if accounts.map(Account::certificates).any(<[_]>::is_empty) {
        return Err(damaged());
    }
    Ok(register)
}

/// Writes the document.
///
/// # Panics
/// Never: the register is JSON, its paths are text (see [`crate::domain::chaman::Change::apply`]).
pub fn write(register: &Register) -> String {
    serde_json::to_string(register).expect("the register is JSON")
}

fn damaged() -> Problem {
    Problem::new(ProblemClass::Store, Text::new("chaman-register-damaged"))
        .hint(Text::new("chaman-register-damaged-hint"))
}
