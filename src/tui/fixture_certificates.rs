//! Made-up certificates, a register around them, and a rotation at any stage.

use jiff::{SignedDuration, Timestamp};

use super::fixture::{now, rules};
use super::model::Model;
use super::msg::{Effect, Msg, Reply};
use super::update::update;
use crate::domain::chaman::*;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::report::{CertFacts, CertSummary, KeyStatus};
use crate::domain::rules::{Holiday, HolidayOn, Rules};
use crate::domain::text::Text;
use crate::tui::key::{Input, Key};

fn moment(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

/// The rules of the other fixtures, with a holiday: the Monday after Pentecost.
fn with_holiday() -> Rules {
    Rules {
        holidays: vec![Holiday {
            name: "Pinkstermaandag".to_owned(),
            on: HolidayOn::AfterEaster(50),
            from: None,
            until: None,
        }],
        ..rules()
    }
}

/// What a certificate says that ends then; its fingerprint is made of these two digits.
pub fn facts(digits: &str, not_after: &str) -> CertFacts {
    let not_after = moment(not_after);
    let two_years = SignedDuration::from_hours(2 * 365 * 24);
    CertFacts {
        owner: "dimona".into(),
        company: "Loket Noord".into(),
        issuer: "dimona".into(),
        serial: "2110230032923237692".to_owned(),
        serial_hex: "1D4919FA97D26D3C".to_owned(),
        sha256: digits.repeat(32),
        sha1: digits.repeat(20),
        key: "P-384".to_owned(),
        digest: "SHA-384".to_owned(),
        key_usage: Some(vec!["digitalSignature".to_owned()]),
        self_signed: true,
        not_before: not_after - two_years,
        not_after,
    }
}

/// A certificate of the list, held against Chaman's rules.
pub fn summary(file: &str, facts: CertFacts, key: KeyStatus) -> CertSummary {
    let rulebook = crate::config::rulebook();
    CertSummary {
        name: None,
        file: file.into(),
        account: "loket-noord".to_owned(),
        channel: Channel::Rest,
        checks: checks(&facts, Channel::Rest, &rulebook, now()),
        expiry: Some(Expiry::of(
            &facts,
            &[60, 30, 14, 7, 1],
            &with_holiday(),
            now(),
        )),
        state: Ok(facts),
        key,
        in_chaman: Some(true),
    }
}

/// One of each kind that a person has to tell apart, in no order.
pub fn certificates() -> Vec<CertSummary> {
    let unusable = Problem::new(
        ProblemClass::Usage,
        Text::new("cert-system-says").with("message", "0644"),
    )
    .hint(Text::new("cert-is-key-hint"));
    let broken = Problem::new(ProblemClass::Usage, Text::new("cert-broken"))
        .hint(Text::new("cert-broken-hint"));
    let authority = CertFacts {
        issuer: "Global Test Authority".into(),
        self_signed: false,
        key: "RSA 2048".to_owned(),
        digest: "SHA-1".to_owned(),
        key_usage: None,
        ..facts("a6", "2026-11-26T11:00:00Z")
    };
    vec![
        CertSummary {
            name: Some("noord 2027".into()),
            ..summary(
                "noord-27.cer",
                facts("a1", "2028-01-14T11:00:00Z"),
                KeyStatus::Matches,
            )
        },
        CertSummary {
            name: Some("pentecost".into()),
            ..summary(
                "sunday.cer",
                facts("a2", "2027-05-16T11:00:00Z"),
                KeyStatus::Matches,
            )
        },
        CertSummary {
            account: "horeca".to_owned(),
            ..summary(
                "horeca-2024.cer",
                facts("a3", "2026-11-20T11:00:00Z"),
                KeyStatus::Matches,
            )
        },
        CertSummary {
            state: Err(broken),
            checks: Vec::new(),
            expiry: None,
            in_chaman: None,
            ..summary(
                "copied-badly.cer",
                facts("a4", "2027-01-01T11:00:00Z"),
                KeyStatus::NotKept,
            )
        },
        CertSummary {
            in_chaman: Some(false),
            ..summary(
                "not-there.cer",
                facts("a5", "2026-12-31T11:00:00Z"),
                KeyStatus::Differs,
            )
        },
        CertSummary {
            account: "dmfa".to_owned(),
            channel: Channel::Soap,
            checks: checks(&authority, Channel::Soap, &crate::config::rulebook(), now()),
            ..summary("dmfa.cer", authority, KeyStatus::NotKept)
        },
        summary(
            "locked.cer",
            facts("a7", "2027-11-05T11:00:00Z"),
            KeyStatus::Unusable(unusable),
        ),
    ]
}

fn held(name: &str, file: &str, facts: CertFacts) -> HeldCertificate {
    HeldCertificate {
        name: name.to_owned(),
        file_name: file.to_owned(),
        pem: String::new(),
        facts,
    }
}

fn key(file: &str) -> KeyReference {
    KeyReference {
        file: file.into(),
        passphrase_file: None,
    }
}

fn new_certificate() -> HeldCertificate {
    held(
        "noord 2028",
        "noord-28.cer",
        facts("b8", "2028-11-19T11:00:00Z"),
    )
}

/// A register with a REST account of two certificates and a SOAP account.
pub fn register() -> Register {
    let rest = Account {
        name: "loket-noord".to_owned(),
        details: Details::Rest {
            permissions: [PermissionId("dimona-declare".to_owned())].into(),
            certificates: vec![
                held(
                    "noord 2027",
                    "noord-27.cer",
                    facts("a1", "2028-01-14T11:00:00Z"),
                ),
                held(
                    "pentecost",
                    "sunday.cer",
                    facts("a2", "2027-05-16T11:00:00Z"),
                ),
            ],
            client_id: None,
            key: Some(key("noord-27.key")),
        },
    };
    let soap = Account {
        name: "dmfa".to_owned(),
        details: Details::Soap {
            certificate: held("dmfa", "dmfa.cer", facts("a6", "2026-11-26T11:00:00Z")),
        },
    };
    let here = Channels {
        sender: Some(Sender {
            number: crate::domain::ids::SenderNumber::parse("999001").expect("a test number"),
            name: "Loket Noord vzw".to_owned(),
            role: SenderRole::Enterprise,
        }),
        contact: None,
        accounts: vec![rest, soap],
    };
    Register {
        believed: here.clone(),
        here,
        ..Register::default()
    }
}

/// The register with a rotation of `loket-noord` at this stage.
pub fn rotating(stage: RotationStage, chaman: ChamanIs) -> RegisterReport {
    let mut register = register();
    let account = register
        .here
        .account("loket-noord")
        .expect("it has one")
        .clone();
    let mark = |minutes: i64| Mark {
        by: "an.peeters".to_owned(),
        at: now() - SignedDuration::from_mins(minutes),
    };
    let mut rotation = Rotation::new(
        &account,
        new_certificate(),
        key("/keys/noord-28.key"),
        mark(90),
    )
    .expect("a REST account");
    for (minutes, reached) in [80, 70, 60, 50].into_iter().zip(&RotationStage::WAY[1..]) {
        if rotation.stage == stage {
            break;
        }
        let changes = rotation
            .forward(&register)
            .expect("nothing stands in its way");
        for change in changes {
            change.apply(&mut register.here).expect("it fits here");
            change.apply(&mut register.believed).expect("it fits there");
        }
        rotation.reach(*reached, mark(minutes));
    }
    register.rotations.push(rotation);
    RegisterReport { register, chaman }
}

/// A rotation whose new certificate still has to be added in the portal, by this step.
pub fn blocked(step: u32) -> RegisterReport {
    let mut report = rotating(RotationStage::Added, ChamanIs::ThePortal);
    let change = Change::AddCertificate {
        account: "loket-noord".to_owned(),
        certificate: Box::new(new_certificate()),
    };
    report.register.believed = register().believed;
    report.register.steps.push(Step {
        number: step,
        change,
        asked: Mark {
            by: "an.peeters".to_owned(),
            at: now(),
        },
        done: None,
    });
    report
}

/// The console on screen 5, with these certificates and this register.
pub fn on_certificates(mut model: Model, report: RegisterReport) -> Model {
    let effects = update(&mut model, Msg::Input(Input::Key(Key::char('5'))));
    assert!(effects.contains(&Effect::Certificates) && effects.contains(&Effect::Register));
    update(&mut model, Msg::Reply(Reply::Certificates(certificates())));
    let answer = Box::new(Ok(report));
    update(&mut model, Msg::Reply(Reply::Register(answer)));
    model
}
