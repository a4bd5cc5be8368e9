//! The scenario: who exists, how long things take, and what goes wrong. Read from TOML.
//!
//! `scenarios/default.toml` explains every key; it is both the default and the reference.

use std::path::{Path, PathBuf};

use jiff::SignedDuration;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Deserializer};

use super::accounts::Permission;
use super::faults::FaultRule;
use super::fields::Strictness;
use super::message::Kind;

const DEFAULT: &str = include_str!("scenarios/default.toml");

/// Why a scenario cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ScenarioError {
    /// A file named on the command line or inside the scenario cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The text is no scenario; the message names line and key.
    #[error("{0}")]
    Format(#[from] toml::de::Error),
    /// The parts do not fit together.
    #[error("{0}")]
    Content(String),
}

/// Everything that may be set. Absent parts have the values of the default scenario,
/// lists are empty.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Scenario {
    /// Base URL for `Location` and `href` when a proxy stands before the simulator; else the listener's own.
    pub public_url: Option<String>,
    /// How declarations and periods are numbered.
    pub numbers: Numbers,
    /// Processing times, in simulated time.
    pub delays: Delays,
    /// The token endpoint.
    pub tokens: Tokens,
    /// How strictly the wire is read.
    pub strictness: Strictness,
    /// The watch over the polling schedule.
    pub watch: Watching,
    /// Rules that may be switched.
    pub rules: RuleSettings,
    /// Start of the generator behind faults with a probability.
    pub seed: u64,
    /// Employers that exist.
    pub employers: Vec<Employer>,
    /// Workers in the registers; others with a right SSIN exist too, without a name.
    pub workers: Vec<Worker>,
    /// Periods that exist from the start.
    pub periods: Vec<SeededPeriod>,
    /// REST accounts that exist from the start.
    pub accounts: Vec<ScenarioAccount>,
    /// Declarations that fare differently from what the rules say.
    pub exceptions: Vec<Exception>,
    /// Faults that are armed from the start.
    pub faults: Vec<FaultRule>,
}

/// `[numbers]`
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Numbers {
    /// Number of the first declaration; the next ones count up.
    pub first_declaration: u64,
    /// First ten digits of the first period number; a check pair follows.
    pub first_period: u64,
    /// Whether the period of an IN has the number of its declaration.
    pub period_equals_declaration: bool,
}

impl Default for Numbers {
    fn default() -> Self {
        Self {
            first_declaration: 900_000_000_101,
            first_period: 8_100_000_001,
            period_equals_declaration: false,
        }
    }
}

/// `[delays]`
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Delays {
    /// From the 201 to the result of IN, OUT and UPDATE; never below two seconds.
    pub processing: SignedDuration,
    /// The same for CANCEL.
    pub cancel: SignedDuration,
    /// From `S` to the final result.
    pub sigedis: SignedDuration,
}

impl Default for Delays {
    fn default() -> Self {
        Self {
            processing: SignedDuration::from_secs(3),
            cancel: SignedDuration::from_secs(35),
            sigedis: SignedDuration::from_hours(2),
        }
    }
}

/// `[tokens]`
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tokens {
    /// Life of an access token.
    pub lifetime: SignedDuration,
    /// Longest assertion taken (rsz-rest A-04).
    pub longest_assertion: SignedDuration,
    /// Longer assertions are counted and logged.
    pub warn_assertion_above: SignedDuration,
    /// Clock difference forgiven (rsz-rest A-05).
    pub skew: SignedDuration,
    /// Whether a `jti` may be used once only (rsz-rest A-02).
    pub refuse_replay: bool,
    /// Values of `aud` taken beside the token URL.
    pub audiences: Vec<String>,
}

impl Default for Tokens {
    fn default() -> Self {
        Self {
            lifetime: SignedDuration::from_secs(600),
            longest_assertion: SignedDuration::from_secs(86_400),
            warn_assertion_above: SignedDuration::from_secs(300),
            skew: SignedDuration::from_secs(60),
            refuse_replay: true,
            audiences: Vec::new(),
        }
    }
}

/// `[watch]`
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Watching {
    /// Real milliseconds of network jitter forgiven; the clock's speed is applied to it.
    pub jitter_ms: u64,
}

impl Default for Watching {
    fn default() -> Self {
        Self { jitter_ms: 20 }
    }
}

/// `[rules]`
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RuleSettings {
    /// Whether an IN after its start gets the warning 90373-460.
    pub late: bool,
    /// Hours a year of a student who has no `student_hours_left`.
    pub student_hours: u32,
    /// Quotas of other worker types, above which the NSSO refuses.
    pub quotas: Vec<Quota>,
    /// Family names that Sigedis cannot identify: refused with 90017-151 in the end.
    pub unidentifiable: Vec<String>,
    /// Kinds that are not taken for the time being: IN and UPDATE.
    pub closed: Vec<Kind>,
    /// Whether searches show declarations that are not processed yet, without a result.
    pub search_lists_pending: bool,
}

impl Default for RuleSettings {
    fn default() -> Self {
        Self {
            late: false,
            student_hours: 650,
            quotas: Quota::article_17(),
            unidentifiable: Vec::new(),
            closed: Vec::new(),
            search_lists_pending: false,
        }
    }
}

/// An entry of `rules.quotas`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    /// Such as `S17`.
    pub worker_type: String,
    /// Planned hours in a calendar year.
    pub hours_a_year: u32,
    /// Planned hours in each of the four quarters.
    pub hours_a_quarter: [u32; 4],
}

impl Quota {
    fn article_17() -> Vec<Self> {
        let of = |worker_type: &str, hours_a_year, hours_a_quarter| Self {
            worker_type: worker_type.to_owned(),
            hours_a_year,
            hours_a_quarter,
        };
        vec![
            of("S17", 450, [150, 150, 285, 150]),
            of("O17", 300, [100, 100, 190, 100]),
        ]
    }
}

/// `[[employers]]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Employer {
    /// Ten digits.
    pub enterprise_number: String,
    /// NSSO number with its check pair.
    pub nsso: u64,
    /// Sender numbers with a mandate: absent means every sender, an empty list nobody.
    pub senders: Option<Vec<String>>,
    /// First day on which it employs; absent means since ever.
    pub from: Option<Date>,
    /// Last day on which it employs; absent means until further notice.
    pub until: Option<Date>,
    /// Worker types that it may use; absent means all.
    pub worker_types: Option<Vec<String>>,
}

impl Employer {
    /// Whether `sender` may declare for and consult this employer.
    pub fn has_mandate(&self, sender: &str) -> bool {
        self.senders
            .as_ref()
            .is_none_or(|senders| senders.iter().any(|known| known == sender))
    }

    /// Whether it employs on a day.
    pub fn is_active_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether it may use a worker type.
    pub fn may_use(&self, worker_type: &str) -> bool {
        self.worker_types
            .as_ref()
            .is_none_or(|types| types.iter().any(|known| known == worker_type))
    }
}

/// `[[workers]]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Worker {
    /// Eleven digits.
    pub ssin: String,
    /// Upper case, as the registers have it.
    pub family_name: String,
    /// First given name.
    pub given_name: String,
    /// All given names, when there are more.
    pub given_names: Option<String>,
    /// NIS country code.
    #[serde(default = "belgium")]
    pub nationality: u16,
    /// Whether the conditions for a flexi-job are met.
    #[serde(default = "yes")]
    pub flexi: bool,
    /// What is left of the student quota at the start, in hours; seeded periods are already off.
    pub student_hours_left: Option<u32>,
}

fn belgium() -> u16 {
    150
}

fn yes() -> bool {
    true
}

/// `[[periods]]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeededPeriod {
    /// Twelve digits.
    pub id: u64,
    /// Enterprise number of the employer.
    pub employer: String,
    /// SSIN of the worker.
    pub worker: String,
    /// Such as `OTH`.
    pub worker_type: String,
    /// Such as `XXX`.
    pub joint_commission: String,
    /// First day.
    pub start_date: Date,
    /// Last day; absent for an open period.
    pub end_date: Option<Date>,
    /// `HHMM`.
    #[serde(default, deserialize_with = "hour")]
    pub start_hour: Option<Time>,
    /// `HHMM`.
    #[serde(default, deserialize_with = "hour")]
    pub end_hour: Option<Time>,
    /// Whole hours.
    pub planned_hours: Option<u32>,
    /// Already withdrawn.
    #[serde(default)]
    pub cancelled: bool,
    /// Frozen by the NSSO: no declaration may touch it.
    #[serde(default)]
    pub locked: bool,
}

/// `[[accounts]]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScenarioAccount {
    /// OAuth client id.
    pub client_id: String,
    /// Free text.
    pub name: String,
    /// Six digits.
    pub sender: String,
    /// What the account may do.
    pub permissions: Vec<Permission>,
    /// Certificates, each inline or in a file.
    pub certificates: Vec<ScenarioCertificate>,
}

/// A certificate of `[[accounts]]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "lowercase")]
pub enum ScenarioCertificate {
    /// The PEM text itself.
    Pem(String),
    /// A PEM file, relative to the scenario's own folder.
    File(PathBuf),
}

/// `[[exceptions]]`: declarations that match all that is given fare as told.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Exception {
    /// SSIN of the worker.
    pub worker: Option<String>,
    /// Enterprise number.
    pub employer: Option<String>,
    /// Kind of declaration.
    pub kind: Option<Kind>,
    /// Worker type.
    pub worker_type: Option<String>,
    /// How many declarations fare so; all when absent.
    pub times: Option<u32>,
    /// Processing time.
    pub processing: Option<SignedDuration>,
    /// Time from `S` to the final result.
    pub sigedis: Option<SignedDuration>,
    /// Result in place of what the rules say.
    pub result: Option<Outcome>,
    /// Anomaly codes in place of what the rules say.
    pub anomalies: Vec<String>,
}

/// The four results of rsz-rest 6.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Outcome {
    /// Accepted.
    A,
    /// Accepted with warnings.
    W,
    /// Refused.
    B,
    /// Waits for Sigedis.
    S,
}

impl Outcome {
    /// The letter on the wire.
    pub fn letter(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::W => "W",
            Self::B => "B",
            Self::S => "S",
        }
    }
}

impl Scenario {
    /// The default scenario.
    ///
    /// # Panics
    /// Never: a test reads the embedded text.
    pub fn standard() -> Self {
        Self::parse(DEFAULT, Path::new(".")).expect("a test reads the embedded scenario")
    }

    /// The text of the default scenario, with its explanations.
    pub fn standard_text() -> &'static str {
        DEFAULT
    }

    /// Reads a scenario file.
    pub fn load(path: &Path) -> Result<Self, ScenarioError> {
        let text = read(path)?;
        Self::parse(&text, path.parent().unwrap_or(Path::new(".")))
    }

    /// Reads a scenario; files it names are relative to `folder`.
    pub fn parse(text: &str, folder: &Path) -> Result<Self, ScenarioError> {
        let mut scenario: Self = toml::from_str(text)?;
        let certificates = scenario.accounts.iter_mut();
        for certificate in certificates.flat_map(|account| &mut account.certificates) {
            if let ScenarioCertificate::File(file) = certificate {
                *certificate = ScenarioCertificate::Pem(read(&folder.join(file))?);
            }
        }
        scenario.check()?;
        Ok(scenario)
    }

    /// The position of an employer by its enterprise number.
    pub(super) fn employer(&self, enterprise_number: &str) -> Option<usize> {
        self.employers
            .iter()
            .position(|employer| employer.enterprise_number == enterprise_number)
    }

    fn check(&self) -> Result<(), ScenarioError> {
        let named = self
            .exceptions
            .iter()
            .filter_map(|one| one.employer.as_ref());
        for number in named.chain(self.periods.iter().map(|period| &period.employer)) {
            if self.employer(number).is_none() {
                let text = format!("employer {number} is used but not listed under [[employers]]");
                return Err(ScenarioError::Content(text));
            }
        }
        let mut seen = std::collections::HashSet::new();
        for period in &self.periods {
            if !seen.insert(period.id) {
                let text = format!("period {} is listed twice", period.id);
                return Err(ScenarioError::Content(text));
            }
        }
        Ok(())
    }
}

fn read(path: &Path) -> Result<String, ScenarioError> {
    // Reading a pipe or a device may never end.
    let is_file = |facts: std::fs::Metadata| facts.is_file();
    let read = match std::fs::metadata(path).map(is_file) {
        Ok(false) => Err(std::io::Error::other("not a regular file")),
        _ => std::fs::read_to_string(path),
    };
    read.map_err(|source| ScenarioError::Read {
        path: path.to_owned(),
        source,
    })
}

fn hour<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Time>, D::Error> {
    let text = String::deserialize(deserializer)?;
    Time::strptime("%H%M", &text)
        .map(Some)
        .map_err(serde::de::Error::custom)
}

#[cfg(test)]
mod tests;
