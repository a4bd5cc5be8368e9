//! The lists that the law changes: worker types and joint committees, as data with validity.
//!
//! `config` reads them from a file; this module says what they mean.

use jiff::ToSpan as _;
use jiff::civil::{Date, Time, Weekday};
use serde::Deserialize;

use super::places::Places;

/// The lists in force, with their history.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Worker types (dimona.md 3).
    #[serde(rename = "worker_type")]
    pub worker_types: Vec<WorkerType>,
    /// Joint committees that Dimona knows (dimona.md 4).
    #[serde(rename = "joint_committee")]
    pub joint_committees: Vec<JointCommittee>,
    /// Hours that a worker type may be declared with the advantages of its scheme.
    #[serde(rename = "quota", default)]
    pub quotas: Vec<Quota>,
    /// Days, years and hours that hold for every type.
    #[serde(default)]
    pub limits: Limits,
    /// Days on which nobody works, beside weekends.
    #[serde(rename = "holiday", default)]
    pub holidays: Vec<Holiday>,
    /// How long one may wait with a declaration.
    #[serde(rename = "deadline", default)]
    pub deadlines: Vec<DeadlineLimits>,
    /// Countries and municipalities; their files are read only when they are needed.
    #[serde(skip)]
    pub places: &'static Places,
}

/// How long one may wait with a declaration (dimona.md 8.1 and 5.4).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadlineLimits {
    /// First day, of those that are counted from, for which this holds.
    pub from: Option<Date>,
    /// Last day for which it holds.
    pub until: Option<Date>,
    /// When work begins on a day for which no hour is declared, Belgian time.
    pub unknown_hour: Time,
    /// Working days after an end within which it is declared.
    pub working_days_after_end: u8,
    /// Hours after the planned end within which it may be moved later.
    pub lengthen_hours: u8,
    /// From this hour on, a planned end is one of the evening, ...
    pub evening_from: Time,
    /// ... which may be moved later until this hour of the next morning.
    pub evening_until: Time,
}

/// Days, years and hours that hold for every worker type.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// First start date that is taken (R02).
    pub first_start: Date,
    /// First end date that is taken (R03).
    pub first_end: Date,
    /// Years after this one in which a period may still start or end (R02, R03).
    pub years_ahead: i16,
    /// First start date for which a small status is asked (R35).
    pub small_status_from: Date,
    /// Years after which a start date is more likely a slip of the pen: advice only.
    pub long_past_years: i16,
    /// Years of age above which a worker is unusual: advice only.
    pub great_age: u8,
    /// Planned hours on one day above which a figure is unusual: advice only.
    pub hours_a_day: u16,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            first_start: Date::constant(1920, 1, 1),
            first_end: Date::constant(1999, 1, 1),
            years_ahead: 9,
            small_status_from: Date::constant(2019, 12, 1),
            long_past_years: 1,
            great_age: 100,
            hours_a_day: 13,
        }
    }
}

/// The room of a scheme, in hours of one worker with all employers (dimona.md 5.1, 5.5).
///
/// What is left of it only the NSSO knows; a declaration that alone is too much is certain.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    /// The worker type.
    pub worker_type: String,
    /// First start date for which it holds.
    pub from: Option<Date>,
    /// Last start date for which it holds.
    pub until: Option<Date>,
    /// Hours in a calendar year.
    pub hours_a_year: u16,
    /// Hours in each quarter of a year, where a quarter has a limit of its own.
    pub hours_a_quarter: Option<[u16; 4]>,
    /// Above it the NSSO refuses, instead of accepting with an anomaly.
    #[serde(default)]
    pub refuses: bool,
}

impl Quota {
    /// The most hours that one declaration with this start can hold within the quota.
    pub fn largest(&self, start: Date) -> u16 {
        let quarter = usize::try_from((start.month() - 1) / 3).unwrap_or_default();
        let of_quarter = self.hours_a_quarter.map(|quarters| quarters[quarter]);
        of_quarter.map_or(self.hours_a_year, |hours| hours.min(self.hours_a_year))
    }
}

/// A public holiday.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// Its name in Dutch.
    pub name: String,
    /// When it is.
    pub on: HolidayOn,
    /// First day on which it was one.
    pub from: Option<Date>,
    /// Last day on which it was one.
    pub until: Option<Date>,
}

/// When a holiday is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum HolidayOn {
    /// Every year on this month and day: `05-01`.
    Fixed(i8, i8),
    /// So many days after Easter Sunday: `easter+39`.
    AfterEaster(i16),
}

impl TryFrom<String> for HolidayOn {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let read = || {
            if let Some(days) = text.strip_prefix("easter+") {
                return days.parse().ok().map(Self::AfterEaster);
            }
            let (month, day) = text.split_once('-')?;
            let (month, day) = (month.parse().ok()?, day.parse().ok()?);
            // A leap year knows every day.
            Date::new(2024, month, day).ok()?;
            Some(Self::Fixed(month, day))
        };
        read().ok_or_else(|| format!("`{text}` is neither a day such as 05-01 nor easter+1"))
    }
}

/// What a worker type demands of an IN.
#[expect(
    clippy::struct_excessive_bools,
    reason = "a row of a list of demands, each of which stands on its own"
)]
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkerType {
    /// The code on the wire.
    pub code: String,
    /// First start date for which it may be used.
    pub from: Option<Date>,
    /// Last start date for which it may be used.
    pub until: Option<Date>,
    /// Whether an end date must, or may, be given (R05, R08).
    #[serde(default)]
    pub end_date: EndDate,
    /// Whether begin and end hours must, or may, be given (R14, R15).
    #[serde(default)]
    pub hours: HoursRule,
    /// Planned hours are required; for other types they are forbidden (R19).
    #[serde(default)]
    pub planned_hours: bool,
    /// The worker must be named by number (R22).
    #[serde(default)]
    pub ssin_required: bool,
    /// Start and end lie in one calendar quarter (R07).
    #[serde(default)]
    pub one_quarter: bool,
    /// A period without hours that leaves its quarter is against the instructions (R10): advice only.
    #[serde(default)]
    pub quarter_advised: bool,
    /// The small-status block is required; for other types it is forbidden (R35).
    #[serde(default)]
    pub small_status: bool,
    /// Construction cards with agency work whose user has no committee (R33).
    #[serde(default)]
    pub agency_cards: Cards,
    /// A place of work may be given (R34).
    #[serde(default)]
    pub workplace: bool,
    /// The only joint committees with which it is accepted; empty when any may do (R29).
    #[serde(default)]
    pub only_with: Vec<String>,
    /// Joint committees with which it was refused in practice: advice only.
    #[serde(default)]
    pub refused_with: Vec<String>,
    /// Days before the quarter of the start from which it may be declared (R09).
    pub days_before_quarter: Option<u16>,
    /// Days before the start from which it may be declared, by the stricter of two readings (R12).
    pub days_before_start: Option<u16>,
    /// An UPDATE may not touch the start (R38).
    #[serde(default)]
    pub start_stays: bool,
    /// An UPDATE may not move the end later (R11).
    #[serde(default)]
    pub end_never_later: bool,
    /// Years of age below which a worker is unusual: advice only.
    pub minimum_age: Option<u8>,
    /// Days that may follow each other with one employer, agency work apart (R18).
    pub days_in_a_row: Option<u8>,
    /// A second open period with the same employer is unusual: advice only.
    #[serde(default)]
    pub one_open_advised: bool,
}

/// What a worker type says of the end date.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndDate {
    /// May be given.
    #[default]
    Optional,
    /// Must be given.
    Required,
    /// Must be given and equal the start date.
    SameDay,
}

/// What a worker type says of begin and end hours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoursRule {
    /// Not allowed.
    #[default]
    Never,
    /// Required.
    Always,
    /// Required for a period of one working day, not allowed for a longer one (R10).
    OneDay,
}

/// What a worker type says of construction cards.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cards {
    /// Not allowed.
    #[default]
    Never,
    /// May be given.
    Optional,
    /// Asked.
    Asked,
}

/// A joint committee that Dimona knows.
#[expect(
    clippy::struct_excessive_bools,
    reason = "a row of a list of demands, each of which stands on its own"
)]
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JointCommittee {
    /// The code on the wire.
    pub code: String,
    /// First start date for which it may be used.
    pub from: Option<Date>,
    /// Last start date for which it may be used.
    pub until: Option<Date>,
    /// An end date is required whatever the worker type (R05).
    #[serde(default)]
    pub end_date_required: bool,
    /// Occasional work may be declared as a day at the lump sum, without an end hour (R15).
    #[serde(default)]
    pub day_lump_sum: bool,
    /// Agency work: the user undertaking must be named; with other committees it may not (R31, R32).
    #[serde(default)]
    pub user_undertaking: bool,
    /// Construction: the cards of the worker are asked (R33).
    #[serde(default)]
    pub construction_cards: bool,
    /// Worker types that make sense with it (dimona.md 4): advice only.
    #[serde(default)]
    pub usual: Vec<String>,
}

impl WorkerType {
    /// Whether it may be declared under this committee: any other is refused for certain (R29).
    pub fn allows(&self, committee: &str) -> bool {
        self.only_with.is_empty() || self.only_with.iter().any(|only| only == committee)
    }
}

impl Rules {
    /// The worker type with this code, whatever its validity.
    pub fn worker_type(&self, code: &str) -> Option<&WorkerType> {
        self.worker_types.iter().find(|known| known.code == code)
    }

    /// The joint committee with this code, whatever its validity.
    pub fn joint_committee(&self, code: &str) -> Option<&JointCommittee> {
        self.joint_committees
            .iter()
            .find(|known| known.code == code)
    }

    /// The worker types of this day.
    pub fn worker_types_on(&self, day: Date) -> impl Iterator<Item = &WorkerType> {
        let known = self.worker_types.iter();
        known.filter(move |known| in_force(known.from, known.until, day))
    }

    /// The joint committees of this day.
    pub fn joint_committees_on(&self, day: Date) -> impl Iterator<Item = &JointCommittee> {
        let known = self.joint_committees.iter();
        known.filter(move |known| in_force(known.from, known.until, day))
    }

    /// The quota of a worker type for a start date.
    pub fn quota(&self, worker_type: &str, start: Date) -> Option<&Quota> {
        self.quotas.iter().find(|quota| {
            quota.worker_type == worker_type && in_force(quota.from, quota.until, start)
        })
    }

    /// Whether some committee says that this worker type makes sense with it.
    pub fn is_usual_somewhere(&self, worker_type: &str) -> bool {
        let mut usual = self.joint_committees.iter().flat_map(|known| &known.usual);
        usual.any(|usual| usual == worker_type)
    }

    /// Whether people work on this day.
    pub fn is_working_day(&self, day: Date) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        !weekend
            && !self.holidays.iter().any(|holiday| {
                in_force(holiday.from, holiday.until, day) && holiday.on.falls_on(day)
            })
    }

    /// This day if people work on it, else the last one before it on which they do.
    pub fn last_working_day(&self, day: Date) -> Date {
        // No list of holidays makes a month of them.
        std::iter::successors(Some(day), |day| day.yesterday().ok())
            .take(31)
            .find(|day| self.is_working_day(*day))
            .unwrap_or(day)
    }
}

impl Rules {
    /// The working day that comes so many working days after this day.
    pub fn working_day_after(&self, day: Date, count: u8) -> Option<Date> {
        let mut left = count;
        let mut day = day;
        while left > 0 {
            day = day.tomorrow().ok()?;
            left -= u8::from(self.is_working_day(day));
        }
        Some(day)
    }

    /// The limits of declarations that are counted from this day.
    pub fn deadline_limits(&self, day: Date) -> Option<&DeadlineLimits> {
        self.deadlines
            .iter()
            .find(|limits| in_force(limits.from, limits.until, day))
    }
}

impl HolidayOn {
    fn falls_on(self, day: Date) -> bool {
        match self {
            Self::Fixed(month, day_of_month) => (day.month(), day.day()) == (month, day_of_month),
            Self::AfterEaster(days) => easter(day.year())
                .and_then(|easter| easter.checked_add(i64::from(days).days()).ok())
                .is_some_and(|holiday| holiday == day),
        }
    }
}

/// Easter Sunday of a year of the Gregorian calendar, by the method of Meeus, Jones and Butcher.
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (golden, century) = (year % 19, year / 100);
    let (leap_centuries, of_century) = (century / 4, year % 100);
    let correction = (century + 8) / 25;
    let moon = (19 * golden + century - leap_centuries - (century - correction + 1) / 3 + 15) % 30;
    let weekday =
        (32 + 2 * (century % 4) + 2 * (of_century / 4) - moon - of_century % 4).rem_euclid(7);
    let late = (golden + 11 * moon + 22 * weekday) / 451;
    let place = moon + weekday - 7 * late + 114;
    let (month, day) = (place / 31, place % 31 + 1);
    Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}

/// Whether a day lies in a span of validity whose ends may be open.
pub fn in_force(from: Option<Date>, until: Option<Date>, day: Date) -> bool {
    from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until)
}

#[cfg(test)]
mod tests;
