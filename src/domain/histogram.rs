//! Durations sorted into buckets: what is counted is kept, not the single value.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Upper bounds of the buckets, in milliseconds; what takes longer is in the last one.
pub const BOUNDS_MS: [u64; 14] = [
    1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 15_000, 60_000,
];

/// Counts durations. Every thread may add, none waits.
#[derive(Debug, Default)]
pub struct Histogram {
    buckets: [AtomicU64; BOUNDS_MS.len() + 1],
    microseconds: AtomicU64,
}

/// What a histogram held at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spread {
    /// How many fell below each bound and above the one before it; last, those above all.
    pub buckets: [u64; BOUNDS_MS.len() + 1],
    /// All of them together.
    pub total: Duration,
}

impl Histogram {
    /// Adds one.
    pub fn add(&self, took: Duration) {
        let bucket = BOUNDS_MS.partition_point(|bound| Duration::from_millis(*bound) < took);
        self.buckets[bucket].fetch_add(1, Ordering::Relaxed);
        let microseconds = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.microseconds.fetch_add(microseconds, Ordering::Relaxed);
    }

    /// What it holds now.
    pub fn read(&self) -> Spread {
        Spread {
            buckets: std::array::from_fn(|bucket| self.buckets[bucket].load(Ordering::Relaxed)),
            total: Duration::from_micros(self.microseconds.load(Ordering::Relaxed)),
        }
    }
}

impl Spread {
    /// How many there are.
    pub fn count(&self) -> u64 {
        self.buckets.iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_falls_into_the_first_bucket_that_holds_it() {
        for (took, bucket) in [
            (Duration::ZERO, 0),
            (Duration::from_millis(1), 0),
            (Duration::from_micros(1_001), 1),
            (Duration::from_millis(10), 3),
            (Duration::from_mins(1), 13),
            (Duration::from_secs(61), 14),
        ] {
            let histogram = Histogram::default();
            histogram.add(took);
            let spread = histogram.read();
            assert_eq!(spread.buckets[bucket], 1, "{took:?}");
            assert_eq!((spread.count(), spread.total), (1, took));
        }
    }
}
