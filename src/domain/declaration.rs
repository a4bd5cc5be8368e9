//! A declaration that may be sent: every field read, every format right.
//!
//! Only [`super::validate`] makes one, so whoever holds a [`Declaration`] need
//! not check it again.

use jiff::civil::{Date, Time};

use super::draft::{Draft, Kind};
use super::ids::{Employer, PeriodId, Reference, Ssin};

/// A valid declaration with the caller's own reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// The caller's reference; kept by us, not sent.
    pub reference: Option<Reference>,
    /// Employer and worker that an OUT, UPDATE or CANCEL is about, when the
    /// caller gave them: kept for showing and looking up, not sent.
    pub about: About,
    /// What is declared.
    pub body: Body,
    /// The draft that it was made from: kept for correcting it, with the parts that are not sent.
    pub draft: Draft,
}

/// Whom a declaration is about, as far as the caller said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// The employer.
    pub employer: Option<Employer>,
    /// The worker's number.
    pub ssin: Option<Ssin>,
    /// The worker's name.
    pub name: Option<PersonName>,
}

/// The four kinds with their fields (rsz-rest 5.4 to 5.8).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// Start of an employment.
    In(Box<In>),
    /// End of an open period.
    Out {
        /// The period to close.
        period: PeriodId,
        /// Its last day.
        end: Date,
    },
    /// Change of a period.
    Update(Update),
    /// Withdrawal of a period.
    Cancel {
        /// The period to withdraw.
        period: PeriodId,
    },
}

/// Start of an employment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct In {
    /// Who employs.
    pub employer: Employer,
    /// Who is employed.
    pub worker: Worker,
    /// First day of the contractual tie.
    pub start: Date,
    /// Last day; without one the period stays open.
    pub end: Option<Date>,
    /// Begin and end on the clock, for kinds declared by the hour.
    pub hours: Hours,
    /// Whole planned hours, 1 to 999 (R20).
    pub planned_hours: Option<u16>,
    /// Code of the worker type; codes unknown to us are passed on.
    pub worker_type: String,
    /// Code of the joint committee.
    pub joint_committee: String,
    /// Where a student works, when not at the head office.
    pub workplace: Option<Workplace>,
}

/// Change of a period: what is given replaces what was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    /// The period to change.
    pub period: PeriodId,
    /// New first day.
    pub start: Option<Date>,
    /// New last day; 9999-12-31 reopens the period (R03).
    pub end: Option<Date>,
    /// New begin and end on the clock.
    pub hours: Hours,
    /// New whole planned hours.
    pub planned_hours: Option<u16>,
}

/// Begin and end on the clock, Belgian local time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hours {
    /// Begin.
    pub start: Option<Time>,
    /// End; on the next day when the end date says so.
    pub end: Option<Time>,
}

/// Who is employed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Worker {
    /// A worker with a social security number; the name is for our screens only.
    Known {
        /// The number.
        ssin: Ssin,
        /// The name, when the caller gave it.
        name: Option<PersonName>,
    },
    /// A worker whom Sigedis has to identify (rsz-rest 5.3).
    Unknown(Box<Identity>),
}

/// A person's name as given by the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName {
    /// Family name.
    pub family: String,
    /// First given name.
    pub given: String,
}

/// The full identity of a worker without a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The name.
    pub name: PersonName,
    /// Birth date: `YYYY-MM-DD`, month and day `00` when unknown (dimona.md 2.3).
    pub birth_date: String,
    /// Place of birth.
    pub place_of_birth: String,
    /// NIS code of the country of birth.
    pub country_of_birth: u16,
    /// NIS code of the nationality.
    pub nationality: u16,
    /// ISO 5218 digit.
    pub gender: u8,
    /// Where the worker lives.
    pub address: Address,
}

/// An address (rsz-rest 5.5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Street.
    pub street: String,
    /// House number.
    pub house_number: String,
    /// Box.
    pub box_number: Option<String>,
    /// Postcode.
    pub post_code: String,
    /// NIS code of the municipality; 99999 abroad or unknown.
    pub municipality_code: u32,
    /// Name of the municipality.
    pub municipality_name: String,
    /// NIS code of the country.
    pub country: u16,
}

/// Where a student works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workplace {
    /// Name of the place.
    pub name: String,
    /// Its address.
    pub address: Address,
}

impl Worker {
    /// The number, when there is one.
    pub fn ssin(&self) -> Option<Ssin> {
        match self {
            Self::Known { ssin, .. } => Some(*ssin),
            Self::Unknown(_) => None,
        }
    }
}

impl Declaration {
    /// A declaration of this body and nothing else.
    #[cfg(test)]
    pub fn of(body: Body) -> Self {
        let mut declaration = Self {
            reference: None,
            about: About::default(),
            body,
            draft: Draft::new(Kind::In),
        };
        declaration.draft = Draft::new(declaration.kind());
        declaration
    }

    /// What is declared.
    pub fn kind(&self) -> Kind {
        match self.body {
            Body::In(_) => Kind::In,
            Body::Out { .. } => Kind::Out,
            Body::Update(_) => Kind::Update,
            Body::Cancel { .. } => Kind::Cancel,
        }
    }

    /// The employer that it is about, as far as known.
    pub fn employer(&self) -> Option<Employer> {
        match &self.body {
            Body::In(declared) => Some(declared.employer),
            _ => self.about.employer,
        }
    }

    /// The worker's number, as far as known.
    pub fn ssin(&self) -> Option<Ssin> {
        match &self.body {
            Body::In(declared) => declared.worker.ssin(),
            _ => self.about.ssin,
        }
    }

    /// The worker's name, as far as known.
    pub fn name(&self) -> Option<&PersonName> {
        match &self.body {
            Body::In(declared) => match &declared.worker {
                Worker::Known { name, .. } => name.as_ref(),
                Worker::Unknown(identity) => Some(&identity.name),
            },
            _ => self.about.name.as_ref(),
        }
    }

    /// The period that it changes; an IN has none yet.
    pub fn period(&self) -> Option<PeriodId> {
        match &self.body {
            Body::In(_) => None,
            Body::Out { period, .. } | Body::Cancel { period } => Some(*period),
            Body::Update(update) => Some(update.period),
        }
    }

    /// First and last day that it speaks of.
    pub fn dates(&self) -> (Option<Date>, Option<Date>) {
        match &self.body {
            Body::In(declared) => (Some(declared.start), declared.end),
            Body::Out { end, .. } => (None, Some(*end)),
            Body::Update(update) => (update.start, update.end),
            Body::Cancel { .. } => (None, None),
        }
    }
}
