//! Here and in Chaman: steps that are recorded and ticked, and the register as a document.

use super::*;
use Channel::{Rest, Soap};

fn with_contact() -> Register {
    let mut register = Register::default();
    let contact = Change::SetContact { contact: contact() };
    register
        .record(contact, ChamanIs::ThePortal, mark())
        .expect("the contact comes first");
    register
}

fn refusal(result: Result<(), Problem>) -> &'static str {
    result.map_or_else(|problem| key_of(&problem.summary), |()| "")
}

#[test]
fn what_the_portal_has_to_do_with_becomes_a_step_until_somebody_ticks_it() {
    let mut register = with_contact();
    let made = register.record(add(account(Rest, "a")), ChamanIs::ThePortal, mark());
    assert_eq!(made, Ok(Some(2)));
    assert!(register.here.account("a").is_some());
    assert_eq!(register.believed, Channels::default());
    let noted = Change::SetClientId {
        account: "a".to_owned(),
        client_id: client_id("self_service_expeditor_999001"),
    };
    assert_eq!(
        register.record(noted, ChamanIs::ThePortal, mark()),
        Ok(None)
    );
    assert_eq!(refusal(register.tick(1, mark())), "");
    assert_eq!(refusal(register.tick(2, mark())), "");
    assert!(register.is_believed("a", "a"));
    assert_eq!(register.open_steps().count(), 0);
    assert_eq!(register.steps[1].done, Some(mark()), "who, and when");
}

#[test]
fn a_step_is_ticked_once_and_in_its_turn() {
    let mut register = with_contact();
    register
        .record(add(account(Soap, "a")), ChamanIs::ThePortal, mark())
        .expect("the first SOAP account");
    let before = register.clone();
    assert_eq!(refusal(register.tick(2, mark())), "chaman-step-early");
    assert_eq!(refusal(register.tick(3, mark())), "chaman-step-unknown");
    assert_eq!(register, before, "nothing changed");
    assert_eq!(refusal(register.tick(1, mark())), "");
    assert_eq!(refusal(register.tick(1, mark())), "chaman-step-done");
}

#[test]
fn a_refused_change_leaves_no_step() {
    let mut register = Register::default();
    let refused = register.record(add(account(Soap, "a")), ChamanIs::ThePortal, mark());
    assert!(refused.is_err());
    assert_eq!(register, Register::default());
}

#[test]
fn where_this_program_is_chaman_nothing_is_left_to_tick() {
    let mut register = Register::default();
    for change in [
        Change::SetContact { contact: contact() },
        add(account(Rest, "a")),
    ] {
        assert_eq!(register.record(change, ChamanIs::Here, mark()), Ok(None));
    }
    assert_eq!(register.here, register.believed);
    assert_eq!(register.steps, []);
}

#[test]
fn every_certificate_is_reached_wherever_it_is_kept() {
    let mut register = Register {
        here: one_of_each(),
        believed: one_of_each(),
        ..Register::default()
    };
    let replace = Change::ReplaceCertificate {
        account: "soap".to_owned(),
        certificate: Box::new(held("replacing")),
    };
    let more = Change::AddCertificate {
        account: "rest".to_owned(),
        certificate: Box::new(held("further")),
    };
    for change in [replace, more, add(account(Rest, "new"))] {
        register
            .record(change, ChamanIs::ThePortal, mark())
            .expect("the rules allow it");
    }
    let rest = register.here.account("rest").expect("there");
    let rotation = Rotation::new(rest, held("rotated"), key("/keys/new.pem"), mark());
    register.rotations.push(rotation.expect("REST rotates"));
    let mut reached: Vec<_> = register
        .certificates_mut()
        .map(|held| held.facts.sha256.clone())
        .collect();
    reached.sort_unstable();
    assert_eq!(
        reached,
        [
            "ftp",
            "ftp",
            "further",
            "further",
            "new",
            "new",
            "replacing",
            "replacing",
            "rest",
            "rest",
            "rotated",
            "sftp",
            "sftp",
            "soap"
        ]
    );
}

#[test]
fn a_document_is_read_back_as_it_was_but_for_the_facts() {
    let mut register = with_contact();
    for channel in Channel::ALL {
        let change = add(account(channel, channel.as_str()));
        register
            .record(change, ChamanIs::ThePortal, mark())
            .expect("one of each");
    }
    register.tick(1, mark()).expect("in its turn");
    register.tick(5, mark()).expect("in its turn");
    let rest = register.here.account("rest").expect("there");
    let rotation = Rotation::new(rest, held("new"), key("/keys/new.pem"), mark());
    register.rotations.push(rotation.expect("REST rotates"));
    let document = serde_json::to_string(&register).expect("JSON");
    let mut read: Register = serde_json::from_str(&document).expect("our own document");
    for held in register.certificates_mut() {
        held.facts = CertFacts::default();
    }
    assert_eq!(read, register);
    assert!(
        read.certificates_mut()
            .all(|held| held.facts == CertFacts::default())
    );
}

#[test]
fn an_unknown_key_in_a_document_is_refused() {
    for (name, document) in [
        ("in the register", r#"{"more":1}"#),
        ("in the channels", r#"{"here":{"more":1}}"#),
        (
            "in an account",
            r#"{"here":{"account":[{"name":"a","channel":"soap","more":1,"certificate":{"name":"c","file_name":"c.cer","pem":""}}]}}"#,
        ),
    ] {
        assert!(
            serde_json::from_str::<Register>(document).is_err(),
            "{name}"
        );
    }
}
