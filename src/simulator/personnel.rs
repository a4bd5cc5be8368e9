//! The personnel file: employers, workers and periods, and how to find them.
//!
//! Holds facts; what is allowed is decided in `rules`.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;

use super::message::EmployerReference;
use super::period::{Features, Period, Terms, quarter};
use super::scenario::{Employer, Scenario, Worker};

/// All periods with their indexes.
#[derive(Debug)]
pub(super) struct Personnel {
    pub(super) scenario: Arc<Scenario>,
    periods: HashMap<u64, Period>,
    by_worker: HashMap<Box<str>, Vec<u64>>,
    by_employer: Vec<BTreeSet<u64>>,
}

impl Personnel {
    pub(super) fn new(scenario: &Arc<Scenario>) -> Self {
        let mut personnel = Self {
            periods: HashMap::new(),
            by_worker: HashMap::new(),
            by_employer: vec![BTreeSet::new(); scenario.employers.len()],
            scenario: Arc::clone(scenario),
        };
        for seeded in &scenario.periods {
            let Some(employer) = scenario.employer(&seeded.employer) else {
                continue;
            };
            personnel.add(Period {
                id: seeded.id,
                employer,
                ssin: seeded.worker.as_str().into(),
                terms: Terms {
                    start: seeded.start_date,
                    end: seeded.end_date,
                    start_hour: seeded.start_hour,
                    end_hour: seeded.end_hour,
                    planned: seeded.planned_hours,
                },
                features: Features {
                    worker_type: seeded.worker_type.as_str().into(),
                    commission: seeded.joint_commission.as_str().into(),
                },
                cancelled: seeded.cancelled,
                locked: seeded.locked,
                late: false,
                hours_before: seeded.planned_hours.unwrap_or(0),
            });
        }
        personnel
    }

    pub(super) fn add(&mut self, period: Period) {
        let of_worker = self.by_worker.entry(period.ssin.clone()).or_default();
        of_worker.push(period.id);
        self.by_employer[period.employer].insert(period.id);
        self.periods.insert(period.id, period);
    }

    pub(super) fn period(&self, id: u64) -> Option<&Period> {
        self.periods.get(&id)
    }

    pub(super) fn period_mut(&mut self, id: u64) -> Option<&mut Period> {
        self.periods.get_mut(&id)
    }

    /// Periods of a worker, in the order they were made.
    pub(super) fn of_worker(&self, ssin: &str) -> impl Iterator<Item = &Period> {
        let ids = self.by_worker.get(ssin).map(Vec::as_slice);
        ids.unwrap_or_default()
            .iter()
            .filter_map(|id| self.periods.get(id))
    }

    /// Periods of an employer, by number.
    pub(super) fn of_employer(&self, employer: usize) -> impl Iterator<Item = &Period> {
        self.by_employer[employer]
            .iter()
            .filter_map(|id| self.periods.get(id))
    }

    /// The employer's position; numbers that do not belong together find nobody (rsz-rest A-18).
    pub(super) fn employer(&self, reference: &EmployerReference) -> Option<usize> {
        let fits = |employer: &Employer| {
            reference.nsso.is_none_or(|nsso| nsso == employer.nsso)
                && (reference.enterprise.as_deref())
                    .is_none_or(|number| number == employer.enterprise_number)
        };
        self.scenario.employers.iter().position(fits)
    }

    /// Whether both numbers exist, but are of two employers.
    pub(super) fn contradicts_itself(&self, reference: &EmployerReference) -> bool {
        let known = |reference: EmployerReference| self.employer(&reference).is_some();
        self.employer(reference).is_none()
            && known(EmployerReference {
                enterprise: None,
                ..reference.clone()
            })
            && known(EmployerReference {
                nsso: None,
                ..reference.clone()
            })
    }

    /// The worker in the registers, when the scenario has one.
    pub(super) fn worker(&self, ssin: &str) -> Option<&Worker> {
        self.scenario
            .workers
            .iter()
            .find(|worker| worker.ssin == ssin)
    }

    /// Hours by which the student's year would exceed the quota with `planned` hours from `start` on.
    ///
    /// `except` is the period whose hours are being replaced.
    pub(super) fn student_hours_over(
        &self,
        ssin: &str,
        start: Date,
        planned: u32,
        except: Option<u64>,
    ) -> u32 {
        let own = self
            .worker(ssin)
            .and_then(|worker| worker.student_hours_left);
        let quota = own.unwrap_or(self.scenario.rules.student_hours);
        let used: u32 = self
            .of_worker(ssin)
            .filter(|period| !period.cancelled && Some(period.id) != except)
            .filter(|period| &*period.features.worker_type == "STU")
            .filter(|period| period.terms.start.year() == start.year())
            .map(Period::counted_hours)
            .sum();
        used.saturating_add(planned).saturating_sub(quota)
    }

    /// Whether planned hours of a type would exceed a quota of its quarter or of its year.
    ///
    /// `except` is the period whose hours are being replaced.
    pub(super) fn is_over_quota(
        &self,
        ssin: &str,
        worker_type: &str,
        terms: &Terms,
        except: Option<u64>,
    ) -> bool {
        let quotas = &self.scenario.rules.quotas;
        let Some(quota) = quotas.iter().find(|quota| quota.worker_type == worker_type) else {
            return false;
        };
        let (year, season) = quarter(terms.start);
        let own = (terms.start, terms.planned);
        let others = self
            .of_worker(ssin)
            .filter(|period| !period.cancelled && Some(period.id) != except)
            .filter(|period| &*period.features.worker_type == worker_type)
            .map(|period| (period.terms.start, period.terms.planned));
        let (mut of_year, mut of_quarter) = (0_u32, 0_u32);
        for (start, planned) in others.chain([own]).filter(|(day, _)| day.year() == year) {
            let hours = planned.unwrap_or(0);
            of_year = of_year.saturating_add(hours);
            if quarter(start).1 == season {
                of_quarter = of_quarter.saturating_add(hours);
            }
        }
        let season = usize::try_from(season).unwrap_or(0);
        of_year > quota.hours_a_year || of_quarter > quota.hours_a_quarter[season]
    }
}
