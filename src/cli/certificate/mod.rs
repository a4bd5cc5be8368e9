//! `cert …`: reading, watching, making and replacing certificates.

mod check;
mod inspect;
mod make;
mod rotate;

pub use check::{Health, check_files, check_known, plugin_problem};
pub use inspect::inspect;
pub use make::make;
pub(super) use rotate::print_rotation;
pub use rotate::rotate;

use jiff::Timestamp;

use super::contract::certificate::days_left;
use super::output::Output;
use super::sheet::Sheet;
use crate::domain::belgium;
use crate::domain::chaman::{Check, Verdict};
use crate::domain::report::{CertFacts, TimeLeft};
use crate::domain::text::Text;

/// What a certificate says, under Chaman's own labels.
pub(super) fn facts_sheet<'a, 'b>(
    facts: &CertFacts,
    now: Timestamp,
    out: &'a Output<'b>,
    indent: usize,
    file: &str,
) -> Sheet<'a, 'b> {
    let issuer = if facts.self_signed {
        out.words(&Text::new("cli-self-signed").with("issuer", facts.issuer.shown()))
    } else {
        facts.issuer.shown()
    };
    let usage = facts.key_usage.as_ref().map(|uses| uses.join(", "));
    Sheet::new(out, indent)
        .row(&Text::new("cli-label-file"), file)
        .row(&Text::new("cli-label-owner"), facts.owner.shown())
        .row(&Text::new("cli-label-company"), facts.company.shown())
        .row(&Text::new("cli-label-issuer"), issuer)
        .row(
            &Text::new("cli-label-valid-from"),
            belgium::date_and_time(facts.not_before),
        )
        .row(&Text::new("cli-label-valid-until"), until(facts, now, out))
        .row(&Text::new("cli-label-serial"), facts.serial.as_str())
        .row(
            &Text::new("cli-label-serial-hex"),
            facts.serial_hex.as_str(),
        )
        .row(&Text::new("cli-label-sha256"), facts.sha256.as_str())
        .row(&Text::new("cli-label-sha1"), facts.sha1.as_str())
        .row(
            &Text::new("cli-label-key"),
            format!("{}, {}", facts.key, facts.digest),
        )
        .maybe(&Text::new("cli-label-key-usage"), usage)
}

fn until(facts: &CertFacts, now: Timestamp, out: &Output<'_>) -> String {
    let left = match facts.time_left(now) {
        TimeLeft::Days(_) => Text::new("cli-days-left").with("days", days_left(facts, now)),
        TimeLeft::ExpiredFor(days) => Text::new("cli-days-expired").with("days", days),
    };
    format!(
        "{} ({})",
        belgium::date_and_time(facts.not_after),
        out.words(&left)
    )
}

/// The rules of Chaman, with how the certificate fares under each.
pub(super) fn print_checks(checks: &[Check], out: &Output<'_>) {
    for check in checks {
        let sign = match check.verdict {
            Verdict::Kept => '✓',
            Verdict::Doubtful => '?',
            Verdict::Broken => '✗',
        };
        out.line(&format!(
            "  {sign} {}: {}",
            out.words(&check.rule.text()),
            out.words(&check.reason)
        ));
        if let (Some(hint), Verdict::Doubtful | Verdict::Broken) = (&check.hint, check.verdict) {
            out.line(&format!("      {}", out.words(hint)));
        }
    }
}
