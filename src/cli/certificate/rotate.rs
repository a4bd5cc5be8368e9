//! `cert rotate`: replacing certificate and key of a REST account, stage by stage.

use crate::args::{CertRotate, Rotate};
use crate::cli::Exit;
use crate::cli::contract::register::RotationShown;
use crate::cli::ordered::{report, typed};
use crate::cli::output::{Output, shown};
use crate::domain::actor::Actor;
use crate::domain::belgium;
use crate::domain::chaman::{Order, Register, Rotation, RotationOrder, RotationStage};
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::engine::Engine;

/// Makes a move of a rotation, and shows how far it is.
pub async fn rotate(engine: &Engine, args: CertRotate, out: &Output<'_>) -> Result<Exit, Problem> {
    let account = args.name.clone();
    let order = match args.action.unwrap_or(Rotate::Status) {
        Rotate::Status => return status(engine, &account, out).await,
        Rotate::Start(start) => Order::StartRotation(RotationOrder {
            account: args.name,
            certificate_file: start.certificate,
            certificate_name: start.certificate_name,
            key_file: start.key,
            passphrase_file: typed(start.passphrase_file),
        }),
        Rotate::Next => Order::AdvanceRotation { account: args.name },
        Rotate::Back => Order::ReverseRotation { account: args.name },
    };
    report(&engine.order(order).await?, out);
    if out.is_json() {
        return Ok(Exit::Done);
    }
    status(engine, &account, out).await
}

/// Shows the rotation under way, else the latest one.
async fn status(engine: &Engine, account: &str, out: &Output<'_>) -> Result<Exit, Problem> {
    let register = engine.register().await?.register;
    let latest = || {
        let mut rotations = register.rotations.iter().rev();
        rotations.find(|rotation| rotation.account == account)
    };
    let Some(rotation) = register.rotation(account).or_else(latest) else {
        return Err(Problem::new(
            ProblemClass::Usage,
            Text::new("cli-no-rotation").with("account", shown(account)),
        )
        .hint(Text::new("cli-no-rotation-hint")));
    };
    if out.is_json() {
        out.json(&RotationShown::from(rotation));
    } else {
        print_rotation(rotation, &register, out);
    }
    Ok(Exit::Done)
}

/// The stages that a rotation has come to, with who and when, and what comes next.
pub(in crate::cli) fn print_rotation(rotation: &Rotation, register: &Register, out: &Output<'_>) {
    for (stage, mark) in &rotation.history {
        let is_only_asked = rotation.is_only_asked(*stage, register);
        out.line(&format!(
            "  {} {}  {}  {}",
            if is_only_asked { "…" } else { "✓" },
            belgium::date_and_time(mark.at),
            out.words(&rotation.stage_text(*stage, register)),
            Actor::read(&mark.by).shown(),
        ));
    }
    if let Some(next) = next(rotation.stage) {
        out.line(&format!("  → {}", out.words(&next)));
    }
}

fn next(stage: RotationStage) -> Option<Text> {
    Some(match stage {
        RotationStage::Chosen => Text::new("cli-rotation-to-added"),
        RotationStage::Added => Text::new("cli-rotation-to-switched"),
        RotationStage::Switched => Text::new("cli-rotation-to-proven"),
        RotationStage::Proven => Text::new("cli-rotation-to-finished"),
        RotationStage::Finished | RotationStage::Abandoned => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::cli::testing::printed;
    use crate::domain::chaman::{Account, Details, HeldCertificate, KeyReference, Mark};
    use crate::domain::report::CertFacts;

    fn mark(minute: i64) -> Mark {
        Mark {
            by: "uid 1000".to_owned(),
            at: jiff::Timestamp::from_second(1_795_000_000 + minute * 60).expect("a moment"),
        }
    }

    fn rotation() -> Rotation {
        Rotation {
            account: "Loket".to_owned(),
            old: Vec::new(),
            old_key: None,
            new: HeldCertificate {
                name: "2027".to_owned(),
                file_name: "2027.cer".to_owned(),
                pem: String::new(),
                facts: CertFacts::default(),
            },
            was_there: false,
            new_key: KeyReference {
                file: "2027.pem".into(),
                passphrase_file: None,
            },
            stage: RotationStage::Chosen,
            history: vec![(RotationStage::Chosen, mark(0))],
        }
    }

    /// A register in whose Chaman the new certificate is believed to be.
    fn believing(rotation: &Rotation) -> Register {
        let account = Account {
            name: rotation.account.clone(),
            details: Details::Rest {
                permissions: BTreeSet::new(),
                certificates: vec![rotation.new.clone()],
                client_id: None,
                key: None,
            },
        };
        let mut register = Register::default();
        register.believed.accounts.push(account);
        register
    }

    #[test]
    fn what_was_only_asked_for_is_not_claimed() {
        let mut rotation = rotation();
        rotation.reach(RotationStage::Added, mark(1));
        let print = |register: &Register| {
            let ((), shown) = printed(false, |out| print_rotation(&rotation, register, out));
            shown.data
        };
        assert!(print(&Register::default()).contains("… 20"), "asked for");
        assert_eq!(print(&believing(&rotation)).matches('✓').count(), 2);
    }

    #[test]
    fn every_stage_is_shown_with_who_and_when_and_what_comes_next() {
        let mut rotation = rotation();
        let register = believing(&rotation);
        for (minute, stage) in (1..).zip(RotationStage::WAY.into_iter().skip(1)) {
            let ((), shown) = printed(false, |out| print_rotation(&rotation, &register, out));
            assert_eq!(shown.data.matches("✓").count(), rotation.history.len());
            assert_eq!(shown.data.matches("→").count(), 1, "{}", shown.data);
            assert!(shown.data.contains("uid 1000"));
            rotation.reach(stage, mark(minute));
        }
        let ((), shown) = printed(false, |out| print_rotation(&rotation, &register, out));
        assert!(!shown.data.contains("→"), "nothing is left: {}", shown.data);
        assert!(shown.data.contains("2026-11-18 "), "{}", shown.data);
    }
}
