//! What Chaman demands of a certificate: each rule one named check with its verdict and
//! reason (chaman.md, rules; rsz-rest 12.3).

use jiff::Timestamp;

use super::{Channel, Rulebook, refused};
use crate::domain::belgium;
use crate::domain::problem::Problem;
use crate::domain::report::CertFacts;
use crate::domain::text::Text;

/// A rule of Chaman about certificates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CertificateRule {
    /// The kind and size of the key.
    Key,
    /// The digest of the signature.
    Digest,
    /// The key may sign.
    KeyUsage,
    /// Signed by an authority, where the channel asks for it.
    Issuer,
    /// Valid now.
    Validity,
    /// In the name of a company.
    Company,
}

/// How a check went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The rule is kept.
    Kept,
    /// It may be kept; Chaman will tell.
    Doubtful,
    /// It is broken.
    Broken,
}

/// One rule, held against one certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The rule.
    pub rule: CertificateRule,
    /// How it went.
    pub verdict: Verdict,
    /// Why.
    pub reason: Text,
    /// What to do, when it is not kept.
    pub hint: Option<Text>,
}

impl CertificateRule {
    /// All rules, in the order in which they are checked.
    pub const ALL: [Self; 6] = [
        Self::Key,
        Self::Digest,
        Self::KeyUsage,
        Self::Issuer,
        Self::Validity,
        Self::Company,
    ];

    /// The word in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Digest => "digest",
            Self::KeyUsage => "key_usage",
            Self::Issuer => "issuer",
            Self::Validity => "validity",
            Self::Company => "company",
        }
    }

    /// Its name for people.
    pub fn text(self) -> Text {
        match self {
            Self::Key => Text::new("chaman-rule-key"),
            Self::Digest => Text::new("chaman-rule-digest"),
            Self::KeyUsage => Text::new("chaman-rule-key-usage"),
            Self::Issuer => Text::new("chaman-rule-issuer"),
            Self::Validity => Text::new("chaman-rule-validity"),
            Self::Company => Text::new("chaman-rule-company"),
        }
    }
}

impl Verdict {
    /// The word in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Doubtful => "doubtful",
            Self::Broken => "broken",
        }
    }

    /// The word for people.
    pub fn text(self) -> Text {
        match self {
            Self::Kept => Text::new("chaman-verdict-kept"),
            Self::Doubtful => Text::new("chaman-verdict-doubtful"),
            Self::Broken => Text::new("chaman-verdict-broken"),
        }
    }
}

/// Holds every rule against a certificate, for a channel, at a moment.
pub fn checks(
    facts: &CertFacts,
    channel: Channel,
    rulebook: &Rulebook,
    now: Timestamp,
) -> Vec<Check> {
    CertificateRule::ALL
        .into_iter()
        .map(|rule| match rule {
            CertificateRule::Key => key(facts, rulebook),
            CertificateRule::Digest => digest(facts, channel, rulebook, now),
            CertificateRule::KeyUsage => key_usage(facts),
            CertificateRule::Issuer => issuer(facts, channel),
            CertificateRule::Validity => validity(facts, now),
            CertificateRule::Company => company(facts),
        })
        .collect()
}

/// The first broken rule, as a problem.
pub fn first_failure(checks: &[Check]) -> Option<Problem> {
    let broken = checks
        .iter()
        .find(|check| check.verdict == Verdict::Broken)?;
    let problem = refused(broken.reason.clone());
    Some(match &broken.hint {
        Some(hint) => problem.hint(hint.clone()),
        None => problem,
    })
}

impl Check {
    fn kept(rule: CertificateRule, reason: Text) -> Self {
        Self {
            rule,
            verdict: Verdict::Kept,
            reason,
            hint: None,
        }
    }

    fn broken(rule: CertificateRule, reason: Text, hint: Text) -> Self {
        Self {
            rule,
            verdict: Verdict::Broken,
            reason,
            hint: Some(hint),
        }
    }
}

fn key(facts: &CertFacts, rulebook: &Rulebook) -> Check {
    let rule = CertificateRule::Key;
    if rulebook.keys.contains(&facts.key) {
        let reason = Text::new("chaman-key-good").with("key", facts.key.clone());
        return Check::kept(rule, reason);
    }
    Check::broken(
        rule,
        Text::new("chaman-key-bad").with("key", facts.key.clone()),
        Text::new("chaman-key-hint").with("keys", rulebook.keys.join(", ")),
    )
}

fn digest(facts: &CertFacts, channel: Channel, rulebook: &Rulebook, now: Timestamp) -> Check {
    let rule = CertificateRule::Digest;
    let digest = facts.digest.clone();
    if rulebook.digests.contains(&digest) {
        return Check::kept(rule, Text::new("chaman-digest-good").with("digest", digest));
    }
    let hint = Text::new("chaman-digest-hint").with("digests", rulebook.digests.join(", "));
    if digest == "SHA-1" {
        if channel == Channel::Rest {
            return Check::broken(rule, Text::new("chaman-digest-sha1-rest"), hint);
        }
        let until = rulebook.sha1_until.to_string();
        if belgium::today(now) > rulebook.sha1_until {
            let reason = Text::new("chaman-digest-sha1-over").with("until", until);
            return Check::broken(rule, reason, hint);
        }
        return Check {
            rule,
            verdict: Verdict::Doubtful,
            reason: Text::new("chaman-digest-sha1-until").with("until", until),
            hint: Some(hint),
        };
    }
    Check::broken(
        rule,
        Text::new("chaman-digest-bad").with("digest", digest),
        hint,
    )
}

fn key_usage(facts: &CertFacts) -> Check {
    let rule = CertificateRule::KeyUsage;
    match &facts.key_usage {
        Some(uses) if uses.iter().any(|usage| usage == "digitalSignature") => {
            Check::kept(rule, Text::new("chaman-usage-good"))
        }
        Some(uses) => Check::broken(
            rule,
            Text::new("chaman-usage-other").with("uses", uses.join(", ")),
            Text::new("chaman-usage-hint"),
        ),
        None => Check::broken(
            rule,
            Text::new("chaman-usage-none"),
            Text::new("chaman-usage-hint"),
        ),
    }
}

fn issuer(facts: &CertFacts, channel: Channel) -> Check {
    let rule = CertificateRule::Issuer;
    if !facts.self_signed {
        let reason = Text::new("chaman-issuer-authority").with("issuer", facts.issuer.shown());
        return Check::kept(rule, reason);
    }
    if channel.allows_self_signed() {
        return Check::kept(rule, Text::new("chaman-issuer-self"));
    }
    Check::broken(
        rule,
        Text::new("chaman-issuer-refused").with("channel", channel.name()),
        Text::new("chaman-issuer-hint"),
    )
}

fn validity(facts: &CertFacts, now: Timestamp) -> Check {
    let rule = CertificateRule::Validity;
    let until = belgium::date_and_time(facts.not_after);
    if now > facts.not_after {
        return Check::broken(
            rule,
            Text::new("chaman-expired").with("until", until),
            Text::new("chaman-expired-hint"),
        );
    }
    if now < facts.not_before {
        return Check::broken(
            rule,
            Text::new("chaman-not-yet").with("from", belgium::date_and_time(facts.not_before)),
            Text::new("chaman-not-yet-hint"),
        );
    }
    Check::kept(rule, Text::new("chaman-valid").with("until", until))
}

/// Whether Chaman looks at the name is unknown (rsz-rest A-39): a missing one is doubtful.
fn company(facts: &CertFacts) -> Check {
    let rule = CertificateRule::Company;
    if facts.company.is_empty() {
        return Check {
            rule,
            verdict: Verdict::Doubtful,
            reason: Text::new("chaman-company-none"),
            hint: Some(Text::new("chaman-company-hint")),
        };
    }
    Check::kept(
        rule,
        Text::new("chaman-company-good").with("company", facts.company.shown()),
    )
}
