//! The steps of a connection test, taken one after the other until one fails.
//!
//! ```text
//!   here     KeyFile ▶ Key ▶ Match ▶ Rules          files, and Chaman's rules
//!   there    Clock ▶ Assertion ▶ Token ▶ Scopes     one request for a token
//!            Consult                                one look at a period that cannot be
//! ```

use jiff::SignedDuration;
use uuid::Uuid;

use crate::domain::chaman::{
    Channel, Check, ConnectionStep as Step, KeyReference, PermissionRule, StepVerdict, Verdict,
    checks, first_failure,
};
use crate::domain::clock;
use crate::domain::ids::PeriodId;
use crate::domain::problem::Problem;
use crate::domain::report::CertFacts;
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::engine::register::unlocked;
use crate::rsz::assertion::assertion;
use crate::rsz::key::{SigningKey, read_key_file};
use crate::rsz::{CallFailed, FoundPeriod, Granted, Seen, Token, TokenErrorClass};

use super::{Link, TestParts, TestedCertificate, TestedKey, blocking};
use crate::engine::problem;

/// The highest number of a period: twelve digits (dimona.md 6.6), of which none has so many nines.
const NO_PERIOD: u64 = 999_999_999_999;

/// A test under way: the verdicts so far.
#[derive(Default)]
struct Walk(Vec<(Step, StepVerdict)>);

/// A step has failed, and its verdict stands in the walk.
struct Stopped;

/// What is known of the private key.
struct OpenKey {
    public: Vec<u8>,
    /// The key itself with its place, when it was read by the test.
    signing: Option<(SigningKey, KeyReference)>,
}

/// The verdict of every step.
pub(super) async fn steps<L>(parts: TestParts<'_, L>) -> Vec<(Step, StepVerdict)>
where
    L: FnOnce() -> Result<Link, Problem> + Send + 'static,
{
    let mut walk = Walk::default();
    // Where it stopped stands in the walk.
    let _ = walk.whole_way(parts).await;
    let mut taken = walk.0;
    let verdict = |step| {
        let place = taken.iter().position(|(known, _)| *known == step);
        let verdict = place.map(|place| taken.swap_remove(place).1);
        (step, verdict.unwrap_or(StepVerdict::NotTried))
    };
    Step::ALL.into_iter().map(verdict).collect()
}

impl Walk {
    fn passed(&mut self, step: Step, found: Text) {
        self.0.push((step, StepVerdict::Passed(found)));
    }

    fn doubtful(&mut self, step: Step, problem: Problem) {
        self.0.push((step, StepVerdict::Doubtful(problem)));
    }

    fn failed(&mut self, step: Step, problem: Problem) -> Stopped {
        self.0.push((step, StepVerdict::Failed(problem)));
        Stopped
    }

    async fn whole_way<L>(&mut self, parts: TestParts<'_, L>) -> Result<(), Stopped>
    where
        L: FnOnce() -> Result<Link, Problem> + Send + 'static,
    {
        let key = self.key(parts.key).await?;
        let certificates = self.matching(&key.public, parts.certificates)?;
        self.rules(&certificates, |facts| {
            checks(facts, Channel::Rest, parts.rulebook, parts.now)
        })?;
        let link = blocking(parts.link)
            .await
            .map_err(|problem| self.failed(Step::Clock, problem))?;
        if let Some((signing, place)) = &key.signing {
            let asked = &link.token_key;
            assertion(signing, &asked.client_id, &asked.token_url, parts.now)
                .map_err(|error| self.failed(Step::Assertion, error.problem(&place.file)))?;
        }
        let granted = self.token(&link).await?;
        let permissions = parts.permissions.iter();
        let rules = permissions.filter_map(|id| parts.rulebook.permission(id));
        self.scopes(&granted.scopes, &link.token_key.scopes, rules)?;
        let token = Token::of(granted, parts.now);
        let period = PeriodId::from_answer(NO_PERIOD);
        let trace_id = Uuid::new_v4().to_string();
        let seen = link.transport.period(&token, period, &trace_id).await;
        self.consult(seen)
    }

    async fn key(&mut self, key: TestedKey) -> Result<OpenKey, Stopped> {
        let place = match key {
            TestedKey::File(place) => place,
            TestedKey::Loaded(public) => {
                self.passed(Step::KeyFile, Text::new("rsz-test-key-configured"));
                self.passed(Step::Key, Text::new("rsz-test-key-loaded"));
                return Ok(OpenKey {
                    public,
                    signing: None,
                });
            }
            TestedKey::Unusable(problem) => return Err(self.failed(Step::KeyFile, problem)),
        };
        let file = place.clone();
        let opened = blocking(move || open(&file)).await;
        if !matches!(opened, Err((Step::KeyFile, _))) {
            let file = Untrusted::new(place.file.to_string_lossy());
            let found = Text::new("rsz-test-key-file").with("file", file.shown());
            self.passed(Step::KeyFile, found);
        }
        let (signing, public) = opened.map_err(|(step, problem)| self.failed(step, problem))?;
        let algorithm = signing.algorithm().name();
        self.passed(
            Step::Key,
            Text::new("rsz-test-key").with("algorithm", algorithm),
        );
        Ok(OpenKey {
            public,
            signing: Some((signing, place)),
        })
    }

    /// The certificates of the key. An account of which none is known here can still work.
    fn matching(
        &mut self,
        public: &[u8],
        certificates: Vec<Result<TestedCertificate, Problem>>,
    ) -> Result<Vec<TestedCertificate>, Stopped> {
        if certificates.is_empty() {
            self.doubtful(Step::Match, no_certificate());
            return Ok(Vec::new());
        }
        let (mut matching, mut others, mut unreadable) = (Vec::new(), Vec::new(), None);
        for certificate in certificates {
            match certificate {
                Ok(tested) if tested.certificate.public_key_der() == public => {
                    matching.push(tested);
                }
                Ok(tested) => others.push(tested.name.shown()),
                Err(problem) => unreadable = Some(problem),
            }
        }
        if let Some(first) = matching.first() {
            let found = Text::new("rsz-test-match").with("certificate", first.name.shown());
            self.passed(Step::Match, found);
            return Ok(matching);
        }
        let differs = || {
            problem::usage(Text::new("rsz-test-differs").with("certificates", others.join(", ")))
                .hint(Text::new("rsz-test-differs-hint"))
        };
        Err(self.failed(Step::Match, unreadable.unwrap_or_else(differs)))
    }

    /// One of the key's certificates must keep every rule.
    fn rules(
        &mut self,
        certificates: &[TestedCertificate],
        checks: impl Fn(&CertFacts) -> Vec<Check>,
    ) -> Result<(), Stopped> {
        let checked = certificates.iter().map(|tested| {
            let checks = checks(tested.certificate.facts());
            (tested, first_failure(&checks), checks)
        });
        let best = checked.min_by_key(|(_, failure, _)| failure.is_some());
        let Some((tested, failure, checks)) = best else {
            self.doubtful(Step::Rules, no_certificate());
            return Ok(());
        };
        if let Some(problem) = failure {
            return Err(self.failed(Step::Rules, problem));
        }
        let is_doubtful = |check: &Check| check.verdict == Verdict::Doubtful;
        if let Some(check) = checks.into_iter().find(is_doubtful) {
            self.doubtful(Step::Rules, in_doubt(check));
        } else {
            let found = Text::new("rsz-test-rules").with("certificate", tested.name.shown());
            self.passed(Step::Rules, found);
        }
        Ok(())
    }

    /// One request tells three things: the server's clock, that we can sign, and the token.
    async fn token(&mut self, link: &Link) -> Result<Granted, Stopped> {
        let fetched = link.tokens.fetch().await;
        if let Err(error) = &fetched
            && error.class == TokenErrorClass::Unreachable
        {
            return Err(self.failed(Step::Clock, error.problem.clone()));
        }
        self.clock(link.tokens.clock_offset());
        self.passed(Step::Assertion, Text::new("rsz-test-assertion"));
        let granted = fetched.map_err(|error| self.failed(Step::Token, error.problem))?;
        let found = Text::new("rsz-test-token").with("seconds", granted.lifetime.as_secs());
        self.passed(Step::Token, found);
        Ok(granted)
    }

    fn clock(&mut self, offset: Option<SignedDuration>) {
        let Some(offset) = offset else {
            return self.passed(Step::Clock, Text::new("rsz-test-clock-unsaid"));
        };
        if clock::is_off(offset) {
            let hint = Text::new("rsz-test-clock-off-hint");
            self.doubtful(Step::Clock, problem::service(clock::off(offset)).hint(hint));
        } else {
            let found = Text::new("rsz-test-clock").with("seconds", offset.abs().as_secs());
            self.passed(Step::Clock, found);
        }
    }

    /// A server that does not say what it granted has granted what was asked for (RFC 6749 5.1).
    fn scopes<'a>(
        &mut self,
        granted: &[String],
        asked: &[String],
        permissions: impl Iterator<Item = &'a PermissionRule>,
    ) -> Result<(), Stopped> {
        let carried = if granted.is_empty() { asked } else { granted };
        if carried.is_empty() {
            let unsaid = problem::service(Text::new("rsz-test-scopes-unsaid"));
            self.doubtful(
                Step::Scopes,
                unsaid.hint(Text::new("rsz-test-scopes-unsaid-hint")),
            );
            return Ok(());
        }
        let is_missing = |rule: &&PermissionRule| {
            let scope = rule.scope.as_ref();
            scope.is_some_and(|scope| !carried.contains(scope))
        };
        // As Chaman itself calls them: that is where they are to be ticked.
        let missing: Vec<&str> = permissions
            .filter(is_missing)
            .map(|rule| rule.label("nl"))
            .collect();
        if missing.is_empty() {
            let scopes = Untrusted::new(carried.join(", ")).shown();
            self.passed(
                Step::Scopes,
                Text::new("rsz-test-scopes").with("scopes", scopes),
            );
            return Ok(());
        }
        let summary = Text::new("rsz-test-scopes-missing").with("permissions", missing.join(", "));
        let problem = problem::service(summary).hint(Text::new("rsz-test-scopes-missing-hint"));
        Err(self.failed(Step::Scopes, problem))
    }

    fn consult(
        &mut self,
        seen: Seen<Result<Option<FoundPeriod>, CallFailed>>,
    ) -> Result<(), Stopped> {
        let Err(failed) = seen.what else {
            self.passed(Step::Consult, Text::new("rsz-test-consult"));
            return Ok(());
        };
        let status = seen.status.unwrap_or_default();
        let (summary, hint) = match failed {
            CallFailed::TokenRefused => (
                Text::new("rsz-test-consult-token"),
                Text::new("rsz-test-consult-token-hint"),
            ),
            CallFailed::Denied(_) => (
                Text::new("rsz-test-consult-denied"),
                Text::new("rsz-test-consult-denied-hint"),
            ),
            CallFailed::Later(_) => (
                Text::new("rsz-test-consult-later"),
                Text::new("rsz-test-consult-later-hint"),
            ),
            CallFailed::Fault => (
                Text::new("rsz-test-consult-fault"),
                Text::new("rsz-test-consult-fault-hint"),
            ),
            CallFailed::Unreachable => (
                Text::new("rsz-test-consult-unreachable"),
                Text::new("rsz-test-consult-unreachable-hint"),
            ),
        };
        let mut problem = problem::service(summary.with("status", status)).hint(hint);
        problem.detail = seen
            .detail
            .map(|words| Text::new("rsz-server-says").with("words", words.shown()));
        if matches!(failed, CallFailed::Later(_)) {
            self.doubtful(Step::Consult, problem);
            return Ok(());
        }
        Err(self.failed(Step::Consult, problem))
    }
}

/// Reads and unlocks a key; says which step failed.
fn open(place: &KeyReference) -> Result<(SigningKey, Vec<u8>), (Step, Problem)> {
    let bytes = read_key_file(&place.file).map_err(|problem| (Step::KeyFile, problem))?;
    let signing = unlocked(place, &bytes).map_err(|problem| (Step::Key, problem))?;
    let public = signing.public_key_der();
    let public = public.map_err(|error| (Step::Key, error.problem(&place.file)))?;
    Ok((signing, public))
}

fn in_doubt(check: Check) -> Problem {
    let problem = problem::usage(check.reason);
    match check.hint {
        Some(hint) => problem.hint(hint),
        None => problem,
    }
}

fn no_certificate() -> Problem {
    problem::usage(Text::new("rsz-test-no-certificate"))
        .hint(Text::new("rsz-test-no-certificate-hint"))
}
