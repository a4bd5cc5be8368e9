//! Chaman's demands on a certificate, by channel and day.

use super::*;
use crate::domain::problem::ProblemClass;
use crate::domain::text::Text;
use CertificateRule as Rule;
use Channel::{Ftp, Rest, Sftp, Soap};

#[test]
fn a_good_certificate_keeps_every_rule_of_every_channel() {
    for channel in Channel::ALL {
        let checks = checks(&facts("a"), channel, &rulebook(), now());
        let rules: Vec<_> = checks.iter().map(|check| check.rule).collect();
        assert_eq!(rules, Rule::ALL, "{}", channel.name());
        let kept = |check: &Check| check.verdict == Verdict::Kept && check.hint.is_none();
        assert!(checks.iter().all(kept), "{}: {checks:?}", channel.name());
        assert_eq!(first_failure(&checks), None);
    }
}

/// How a rule goes for a certificate that is good but for `edit`, with the key of the reason.
fn found(
    rule: Rule,
    channel: Channel,
    moment: &str,
    edit: impl FnOnce(&mut CertFacts),
) -> (Verdict, &'static str) {
    let mut facts = facts("a");
    edit(&mut facts);
    let checks = checks(&facts, channel, &rulebook(), at(moment));
    let check = checks.iter().find(|check| check.rule == rule);
    let check = check.expect("every rule is checked");
    let is_kept = check.verdict == Verdict::Kept;
    assert_eq!(
        check.hint.is_none(),
        is_kept,
        "what to do, unless it is kept"
    );
    check.hint.iter().for_each(|hint| {
        key_of(hint);
    });
    (check.verdict, key_of(&check.reason))
}

const TODAY: &str = "2026-03-10T11:00:00Z";

#[test]
fn a_key_is_rsa_or_one_of_two_curves() {
    for (kind, verdict) in [
        ("RSA 2048", Verdict::Kept),
        ("RSA 3072", Verdict::Kept),
        ("RSA 4096", Verdict::Kept),
        ("P-384", Verdict::Kept),
        ("P-521", Verdict::Kept),
        ("P-256", Verdict::Broken),
        ("Ed25519", Verdict::Broken),
        ("RSA 1024", Verdict::Broken),
        ("DSA", Verdict::Broken),
    ] {
        for channel in Channel::ALL {
            let edit = |facts: &mut CertFacts| facts.key = kind.to_owned();
            let (found, _) = found(Rule::Key, channel, TODAY, edit);
            assert_eq!(found, verdict, "{kind} on {}", channel.name());
        }
    }
}

#[test]
fn sha1_was_accepted_until_a_day_but_never_for_rest() {
    let (last, after) = ("2025-12-31T22:59:59Z", "2025-12-31T23:00:00Z");
    let good = (Verdict::Kept, "chaman-digest-good");
    let until = (Verdict::Doubtful, "chaman-digest-sha1-until");
    let over = (Verdict::Broken, "chaman-digest-sha1-over");
    let never = (Verdict::Broken, "chaman-digest-sha1-rest");
    let bad = (Verdict::Broken, "chaman-digest-bad");
    for (name, digest, channel, moment, expected) in [
        ("SHA-256 for REST", "SHA-256", Rest, TODAY, good),
        ("SHA-384 for FTP", "SHA-384", Ftp, TODAY, good),
        ("SHA-512 for SOAP", "SHA-512", Soap, TODAY, good),
        ("MD5 for SOAP", "MD5", Soap, last, bad),
        ("SHA-1 for REST, then", "SHA-1", Rest, last, never),
        ("SHA-1 for REST, now", "SHA-1", Rest, TODAY, never),
        ("SHA-1 for SFTP, last second", "SHA-1", Sftp, last, until),
        ("SHA-1 for SFTP, a second later", "SHA-1", Sftp, after, over),
        ("SHA-1 for FTP, then", "SHA-1", Ftp, last, until),
        ("SHA-1 for FTP, now", "SHA-1", Ftp, TODAY, over),
        ("SHA-1 for SOAP, then", "SHA-1", Soap, last, until),
        ("SHA-1 for SOAP, now", "SHA-1", Soap, TODAY, over),
    ] {
        let edit = |facts: &mut CertFacts| facts.digest = digest.to_owned();
        assert_eq!(
            found(Rule::Digest, channel, moment, edit),
            expected,
            "{name}"
        );
    }
}

#[test]
fn the_key_may_sign() {
    let (good, other) = ("digitalSignature", "keyEncipherment");
    for (name, uses, expected) in [
        (
            "signing alone",
            Some(vec![good]),
            (Verdict::Kept, "chaman-usage-good"),
        ),
        (
            "signing among others",
            Some(vec![other, good]),
            (Verdict::Kept, "chaman-usage-good"),
        ),
        (
            "another use",
            Some(vec![other]),
            (Verdict::Broken, "chaman-usage-other"),
        ),
        (
            "no use",
            Some(vec![]),
            (Verdict::Broken, "chaman-usage-other"),
        ),
        ("nothing said", None, (Verdict::Broken, "chaman-usage-none")),
    ] {
        let edit = |facts: &mut CertFacts| {
            facts.key_usage = uses.map(|uses| uses.into_iter().map(str::to_owned).collect());
        };
        assert_eq!(found(Rule::KeyUsage, Rest, TODAY, edit), expected, "{name}");
    }
}

#[test]
fn only_rest_takes_a_self_signed_certificate() {
    let refused = (Verdict::Broken, "chaman-issuer-refused");
    for (channel, expected) in [
        (Ftp, refused),
        (Sftp, refused),
        (Soap, refused),
        (Rest, (Verdict::Kept, "chaman-issuer-self")),
    ] {
        let edit = |facts: &mut CertFacts| facts.self_signed = true;
        let found = found(Rule::Issuer, channel, TODAY, edit);
        assert_eq!(found, expected, "{}", channel.name());
    }
}

#[test]
fn it_is_valid_from_its_first_second_to_its_last() {
    for (name, moment, expected) in [
        (
            "a second early",
            "2025-04-04T23:59:59Z",
            (Verdict::Broken, "chaman-not-yet"),
        ),
        (
            "first second",
            "2025-04-05T00:00:00Z",
            (Verdict::Kept, "chaman-valid"),
        ),
        (
            "last second",
            "2027-04-05T00:00:00Z",
            (Verdict::Kept, "chaman-valid"),
        ),
        (
            "a second late",
            "2027-04-05T00:00:01Z",
            (Verdict::Broken, "chaman-expired"),
        ),
    ] {
        assert_eq!(
            found(Rule::Validity, Rest, moment, |_| ()),
            expected,
            "{name}"
        );
    }
}

#[test]
fn without_a_company_it_is_doubtful() {
    let edit = |facts: &mut CertFacts| facts.company = "".into();
    let found = found(Rule::Company, Rest, TODAY, edit);
    assert_eq!(found, (Verdict::Doubtful, "chaman-company-none"));
}

#[test]
fn the_first_broken_rule_is_the_problem_and_a_doubt_is_none() {
    let mut facts = facts("a");
    facts.company = "".into();
    let found = checks(&facts, Rest, &rulebook(), now());
    assert_eq!(first_failure(&found), None, "a doubt alone");
    facts.key_usage = None;
    facts.digest = "SHA-1".to_owned();
    let found = checks(&facts, Rest, &rulebook(), now());
    let problem = first_failure(&found).expect("two rules are broken");
    assert_eq!(problem.class, ProblemClass::Usage);
    assert_eq!(problem.summary.key, "chaman-digest-sha1-rest");
    assert_eq!(
        problem.hint.map(|hint| hint.key),
        Some("chaman-digest-hint")
    );
}

#[test]
fn names_in_a_certificate_are_shown_without_what_a_terminal_obeys() {
    let mut facts = facts("a");
    facts.company = "\u{1b}]0;owned\u{7}".into();
    let found = checks(&facts, Rest, &rulebook(), now());
    let company = &found[5].reason;
    let shown = Text::new("chaman-company-good").with("company", "\\u{1b}]0;owned\\u{7}");
    assert_eq!(*company, shown);
}
