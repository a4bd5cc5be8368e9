//! The rotation of a certificate, walked forward and back.

use super::*;
use RotationStage as Stage;

/// A register with the accounts of [`one_of_each`] here and in Chaman, REST with a key.
fn start() -> Register {
    let mut here = one_of_each();
    let set = Change::SetKey {
        account: "rest".to_owned(),
        key: Some(key("/keys/old.pem")),
    };
    set.apply(&mut here).expect("REST has a key");
    Register {
        believed: here.clone(),
        here,
        ..Register::default()
    }
}

fn rotation(register: &Register) -> Rotation {
    let account = register.here.account("rest").expect("there");
    Rotation::new(account, held("new"), key("/keys/new.pem"), mark()).expect("REST rotates")
}

/// One stage forward, with everything that it changes.
fn advance(register: &mut Register, rotation: &mut Rotation, chaman: ChamanIs) {
    for change in rotation.forward(register).expect("it goes on") {
        register
            .record(change, chaman, mark())
            .expect("the rules allow it");
    }
    rotation.reach(rotation.stage.next().expect("not the end"), mark());
}

fn reverse(register: &mut Register, rotation: &mut Rotation, chaman: ChamanIs) {
    for change in rotation.back(register) {
        register
            .record(change, chaman, mark())
            .expect("the rules allow it");
    }
    rotation.reach(rotation.stage.before().expect("it can go back"), mark());
}

fn certificates(channels: &Channels) -> Vec<&str> {
    let held = channels.account("rest").expect("there").certificates();
    held.iter().map(|held| held.facts.sha256.as_str()).collect()
}

fn key_file(register: &Register) -> String {
    let key = register.here.account("rest").and_then(Account::key);
    key.expect("a key").file.display().to_string()
}

#[test]
fn where_this_program_is_chaman_it_runs_through() {
    let mut register = start();
    let mut rotation = rotation(&register);
    for (stage, held, key) in [
        (Stage::Added, &["rest", "new"][..], "/keys/old.pem"),
        (Stage::Switched, &["rest", "new"], "/keys/new.pem"),
        (Stage::Proven, &["rest", "new"], "/keys/new.pem"),
        (Stage::Finished, &["new"], "/keys/new.pem"),
    ] {
        advance(&mut register, &mut rotation, ChamanIs::Here);
        let found = (
            rotation.stage,
            certificates(&register.here),
            key_file(&register),
        );
        assert_eq!(found, (stage, held.to_vec(), key.to_owned()));
        assert_eq!(register.believed, register.here, "{stage:?}");
    }
    assert!(rotation.is_over());
    assert_eq!(rotation.forward(&register), Ok(Vec::new()));
    assert_eq!(
        rotation.stage.before(),
        None,
        "what is gone does not come back"
    );
    let stages: Vec<_> = rotation.history.iter().map(|(stage, _)| *stage).collect();
    assert_eq!(stages, Stage::WAY);
}

#[test]
fn the_key_is_not_switched_before_a_person_added_the_certificate() {
    let mut register = start();
    let mut rotation = rotation(&register);
    advance(&mut register, &mut rotation, ChamanIs::ThePortal);
    let refused = rotation.forward(&register).expect_err("nobody ticked");
    assert_eq!(refused.summary.key, "chaman-rotation-not-in-chaman");
    assert!(refused.hint.is_some());
    let step = register.open_steps().next().expect("a step").number;
    register.tick(step, mark()).expect("done in the portal");
    advance(&mut register, &mut rotation, ChamanIs::ThePortal);
    assert_eq!(rotation.stage, Stage::Switched);
    assert_eq!(register.open_steps().count(), 0, "a key is nobody's step");
    rotation.reach(Stage::Proven, mark());
    advance(&mut register, &mut rotation, ChamanIs::ThePortal);
    assert_eq!(certificates(&register.here), ["new"]);
    assert_eq!(
        certificates(&register.believed),
        ["rest", "new"],
        "not ticked yet"
    );
    assert_eq!(register.open_steps().count(), 1);
}

#[test]
fn every_stage_but_the_last_is_taken_back() {
    for stages in 1..=3 {
        let mut register = start();
        let before = register.clone();
        let mut rotation = rotation(&register);
        for _ in 0..stages {
            advance(&mut register, &mut rotation, ChamanIs::Here);
        }
        while !rotation.is_over() {
            reverse(&mut register, &mut rotation, ChamanIs::Here);
        }
        assert_eq!(rotation.stage, Stage::Abandoned);
        assert_eq!(register, before, "back from {stages} stages");
    }
}

#[test]
fn a_certificate_that_was_there_before_stays_when_the_rotation_is_taken_back() {
    let mut register = start();
    let early = Change::AddCertificate {
        account: "rest".to_owned(),
        certificate: Box::new(held("new")),
    };
    register
        .record(early, ChamanIs::Here, mark())
        .expect("REST has several");
    let before = register.clone();
    let mut rotation = rotation(&register);
    advance(&mut register, &mut rotation, ChamanIs::Here);
    while !rotation.is_over() {
        reverse(&mut register, &mut rotation, ChamanIs::Here);
    }
    assert_eq!(register, before);
}

#[test]
fn only_a_rest_account_is_rotated() {
    let register = start();
    for channel in [Channel::Ftp, Channel::Sftp, Channel::Soap] {
        let account = register.here.account(channel.as_str()).expect("there");
        let refused = Rotation::new(account, held("new"), key("/keys/new.pem"), mark());
        let refused = refused.expect_err("one certificate, replaced");
        assert_eq!(
            refused.summary.key,
            "chaman-rotation-rest",
            "{}",
            channel.name()
        );
    }
}

#[test]
fn a_rotation_follows_its_account() {
    let mut register = start();
    register.rotations.push(rotation(&register));
    let rename = Change::Rename {
        account: "rest".to_owned(),
        to: "renamed".to_owned(),
    };
    register
        .record(rename, ChamanIs::Here, mark())
        .expect("REST is renamed");
    assert!(register.rotation("rest").is_none());
    assert!(register.rotation("renamed").is_some());
    let remove = Change::RemoveAccount {
        account: "renamed".to_owned(),
    };
    register
        .record(remove, ChamanIs::Here, mark())
        .expect("it is deleted");
    assert!(register.rotation("renamed").is_none());
    assert_eq!(register.rotations[0].stage, Stage::Abandoned);
}
