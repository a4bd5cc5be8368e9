//! The register as the store keeps it.

use super::*;
use crate::chaman::{read, write};
use crate::domain::problem::ProblemClass;

#[test]
fn what_is_written_is_read_back_with_the_facts_of_its_certificates() {
    let register = register();
    assert_eq!(read(Some(&write(&register))), Ok(register));
}

#[test]
fn nothing_kept_yet_is_an_empty_register() {
    assert_eq!(read(None), Ok(Register::default()));
}

fn assert_damaged(document: &str, name: &str) {
    let problem = read(Some(document)).expect_err(name);
    assert_eq!(problem.class, ProblemClass::Store, "{name}");
    assert_eq!(problem.summary.key, "chaman-register-damaged", "{name}");
    assert!(problem.hint.is_some(), "{name}: what to do");
}

#[test]
fn a_document_that_was_cut_off_is_damaged() {
    let document = write(&register());
    assert!(document.is_ascii() || document.contains('é'));
    for end in (0..document.len()).step_by(50) {
        let Some(cut) = document.get(..end) else {
            continue;
        };
        assert_damaged(cut, &format!("cut after {end} bytes"));
    }
}

#[test]
fn a_document_that_says_what_cannot_be_is_damaged() {
    let document = write(&register());
    for (name, from, to) in [
        (
            "a certificate that is none",
            "-----BEGIN CERTIFICATE-----\\nMII",
            "-----BEGIN CERTIFICATE-----\\nAAA",
        ),
        ("a user name with a space", "\"guide1\"", "\"my name\""),
        (
            "a client id with a blank",
            "self_service_chaman",
            "self service",
        ),
        (
            "an unknown channel",
            "\"channel\":\"soap\"",
            "\"channel\":\"fax\"",
        ),
        (
            "an unknown key",
            "\"channel\":\"soap\"",
            "\"channel\":\"soap\",\"more\":1",
        ),
        (
            "a stage that does not exist",
            "\"stage\":\"chosen\"",
            "\"stage\":\"lost\"",
        ),
        (
            "an SSH key that is none",
            "ssh-ed25519 AAAA",
            "ssh-ed25519 BBBB",
        ),
        ("another document", &document, "[1,2,3]"),
    ] {
        assert!(
            document.contains(from),
            "{name}: the case fits the document"
        );
        assert_damaged(&document.replace(from, to), name);
    }
}

#[test]
fn facts_beside_a_key_or_a_certificate_are_not_believed() {
    let document = write(&register());
    let forged = document.replace("\"bits\":256", "\"bits\":9999");
    assert_ne!(forged, document);
    assert_eq!(read(Some(&forged)), Ok(register()));
}

#[test]
fn a_rest_account_without_certificates_is_damage() {
    let mut register = register();
    if let Details::Rest { certificates, .. } = &mut register.here.accounts[3].details {
        certificates.clear();
    }
    assert_damaged(&write(&register), "REST without certificates");
}
