//! Walks over the entries of a journal, one after another, and keeps what does not fit.

use super::RawEntry;

/// Flaws that are kept one by one; the others are counted.
const KEPT: usize = 50;

/// The event with which a rescue tells the journal what it lost.
const RESCUED: &str = "recovered";

/// What is wrong at a place of the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// The entry, or its hash, is not what was written.
    Content,
    /// The entry is as it was written, but names another one as the one before it.
    Before,
    /// Entries are missing, up to this one.
    Missing {
        /// The last of them.
        until: i64,
    },
    /// An entry stands where none can be.
    Extra,
    /// The head that was noted earlier is not in the journal.
    Head,
}

/// One flaw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flaw {
    /// The entry.
    pub sequence: i64,
    /// What it says of when it was, in milliseconds since 1970; none for what is missing.
    pub at: Option<i64>,
    /// What is wrong.
    pub wrong: Wrong,
}

/// An end of what was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// The entry's place.
    pub sequence: i64,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// Its hash.
    pub hash: Vec<u8>,
}

impl End {
    fn of(entry: &RawEntry) -> Self {
        Self {
            sequence: entry.sequence,
            at: entry.at,
            hash: entry.hash.clone(),
        }
    }
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Entries that were read.
    pub entries: u64,
    /// The first of them.
    pub first: Option<End>,
    /// The last of them, which is the head.
    pub last: Option<End>,
    /// The first flaws.
    pub flaws: Vec<Flaw>,
    /// All flaws.
    pub wrong: u64,
    /// The last entry that tells of a rescue: what was lost before it is known.
    pub rescued: Option<i64>,
}

impl Verdict {
    /// Whether everything fits.
    pub fn is_whole(&self) -> bool {
        self.wrong == 0
    }
}

/// Looks at one entry after another.
#[derive(Debug, Clone)]
pub struct Verifier {
    /// Whether the first entry must be the first of all.
    is_whole: bool,
    /// The place that the first entry must have, if that is known.
    since: Option<i64>,
    head: Option<Vec<u8>>,
    is_head_there: bool,
    verdict: Verdict,
}

impl Verifier {
    /// Of a whole journal.
    pub fn whole() -> Self {
        Self {
            is_whole: true,
            since: Some(1),
            head: None,
            is_head_there: false,
            verdict: Verdict::default(),
        }
    }

    /// From this entry on, or from wherever a part begins: the entry before it is taken on trust.
    pub fn part(since: Option<i64>) -> Self {
        Self {
            is_whole: since == Some(1),
            since,
            ..Self::whole()
        }
    }

    /// The same, which must find an entry with this hash; in a part with a known beginning, there.
    #[must_use]
    pub fn with_head(mut self, head: Vec<u8>) -> Self {
        self.head = Some(head);
        self
    }

    /// Looks at the next entry.
    pub fn see(&mut self, entry: &RawEntry) {
        let last = self.verdict.last.take();
        let expected = match &last {
            Some(last) => last.sequence.checked_add(1),
            None => self.since,
        };
        match expected {
            Some(expected) if entry.sequence > expected => {
                let until = entry.sequence - 1;
                self.flaw(expected, None, Wrong::Missing { until });
            }
            Some(expected) if entry.sequence < expected => self.at_fault(entry, Wrong::Extra),
            // Behind the last number there is none.
            None if last.is_some() => self.at_fault(entry, Wrong::Extra),
            _ => {}
        }
        let none = [0; 32];
        let before: Option<&[u8]> = match &last {
            // After a gap nobody knows what stood there.
            Some(last) => (expected == Some(entry.sequence)).then_some(&*last.hash),
            None => (self.is_whole && entry.sequence == 1).then_some(&none),
        };
        let fits = |before: &[u8]| entry.chained(before) == *entry.hash;
        match before {
            Some(before) if *before != *entry.before => {
                let is_only_link = fits(before) || fits(&entry.before);
                let wrong = if is_only_link {
                    Wrong::Before
                } else {
                    Wrong::Content
                };
                self.at_fault(entry, wrong);
            }
            _ if !fits(&entry.before) => self.at_fault(entry, Wrong::Content),
            _ => {}
        }
        self.look_for_head(entry, last.is_none());
        if entry.event == RESCUED {
            self.verdict.rescued = Some(entry.sequence);
        }
        let end = End::of(entry);
        if self.verdict.first.is_none() {
            self.verdict.first = Some(end.clone());
        }
        self.verdict.last = Some(end);
        self.verdict.entries += 1;
    }

    fn look_for_head(&mut self, entry: &RawEntry, is_first: bool) {
        let is_place = self.is_whole || self.since.is_none() || is_first;
        if is_place && self.head.as_ref() == Some(&entry.hash) {
            self.is_head_there = true;
        }
    }

    /// What was found, when there are no more entries.
    pub fn end(mut self) -> Verdict {
        if self.verdict.entries == 0
            && let Some(since) = self.since.filter(|since| *since > 1)
        {
            self.flaw(since, None, Wrong::Missing { until: since });
        }
        if self.head.is_some() && !self.is_head_there {
            let place = self.since.filter(|_| !self.is_whole);
            let last = self.verdict.last.as_ref().map(|last| last.sequence);
            self.flaw(place.or(last).unwrap_or_default(), None, Wrong::Head);
        }
        self.verdict
    }

    fn at_fault(&mut self, entry: &RawEntry, wrong: Wrong) {
        self.flaw(entry.sequence, Some(entry.at), wrong);
    }

    fn flaw(&mut self, sequence: i64, at: Option<i64>, wrong: Wrong) {
        self.verdict.wrong += 1;
        if self.verdict.flaws.len() < KEPT {
            self.verdict.flaws.push(Flaw {
                sequence,
                at,
                wrong,
            });
        }
    }
}
