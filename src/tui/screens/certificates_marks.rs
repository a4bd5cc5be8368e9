//! How certificates are marked wherever they are listed: worst first, with a symbol, a word
//! and a colour, days left, a bar, and the end as people plan for it.

use jiff::civil::Date;

use crate::domain::chaman::Urgency;
use crate::domain::report::{CertFacts, CertSummary, KeyStatus, TimeLeft};
use crate::domain::text::Text;
use crate::tui::env::Env;
use crate::tui::status::{self, Mark};
use crate::tui::theme::Role;

/// Which certificate: it stays the same when the list changes around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    account: String,
    file: String,
    /// Its fingerprint, when it could be read.
    print: Option<String>,
}

impl Identity {
    /// Of this certificate.
    pub fn of(certificate: &CertSummary) -> Self {
        let facts = certificate.state.as_ref().ok();
        Self {
            account: certificate.account.clone(),
            file: certificate.file.raw().to_owned(),
            print: facts.map(|facts| facts.sha256.clone()),
        }
    }
}

/// Worst first: what cannot be read, then what presses most, then what ends first.
pub fn sort(certificates: &mut [CertSummary]) {
    certificates.sort_by_key(|one| {
        let urgency = one.expiry.map_or(Urgency::None, |expiry| expiry.urgency);
        let end = one.state.as_ref().ok().map(|facts| facts.not_after);
        (one.state.is_ok(), std::cmp::Reverse(urgency), end)
    });
}

/// How a certificate stands.
pub fn mark(certificate: &CertSummary, env: &Env) -> Mark {
    let marked = |mark: Mark, word| Mark { word, ..mark };
    let Ok(facts) = &certificate.state else {
        return marked(status::BAD, "certificates-unreadable");
    };
    match certificate.expiry.map(|expiry| expiry.urgency) {
        Some(Urgency::NotValid) if env.now < facts.not_before => {
            marked(status::BAD, "certificates-not-begun")
        }
        Some(Urgency::NotValid) => marked(status::BAD, "certificates-expired"),
        Some(Urgency::Now) => Mark {
            symbol: "▼",
            ascii: "!",
            word: "certificates-now",
            role: Role::Bad,
        },
        Some(Urgency::Soon) => marked(status::ATTENTION, "certificates-soon"),
        Some(Urgency::None) | None => marked(status::GOOD, "certificates-fine"),
    }
}

/// How the private key beside a certificate stands.
pub fn key_mark(key: &KeyStatus) -> Mark {
    let marked = |mark: Mark, word| Mark { word, ..mark };
    match key {
        KeyStatus::Matches => marked(status::GOOD, "certificates-key-good"),
        KeyStatus::Differs => marked(status::BAD, "certificates-key-other"),
        KeyStatus::Unusable(_) => marked(status::BAD, "certificates-key-unusable"),
        KeyStatus::NotKept => Mark {
            symbol: "·",
            ascii: "-",
            word: "certificates-key-none",
            role: Role::Dim,
        },
    }
}

/// The share of a certificate's life that is left; while there is any, it can be seen.
pub fn bar_left(facts: &CertFacts, cells: i64, env: &Env) -> String {
    let length = (facts.not_after.as_second() - facts.not_before.as_second()).max(1);
    let left = (facts.not_after.as_second() - env.now.as_second()).clamp(0, length);
    // Dates of certificates reach far: wide enough for any of them.
    let full = (i128::from(left) * i128::from(cells) + i128::from(length) - 1) / i128::from(length);
    bar(i64::try_from(full).unwrap_or(cells), cells, env)
}

/// So many full cells of so many.
fn bar(full: i64, cells: i64, env: &Env) -> String {
    let (on, off) = if env.ascii {
        ('#', '-')
    } else {
        ('█', '░')
    };
    (0..cells)
        .map(|cell| if cell < full { on } else { off })
        .collect()
}

/// What is left, in a sentence.
pub fn left(facts: &CertFacts, env: &Env) -> Text {
    match facts.time_left(env.now) {
        TimeLeft::ExpiredFor(days) => Text::new("tui-certificate-expired").with("days", days),
        TimeLeft::Days(days) => Text::new("tui-certificate-days").with("days", days),
    }
}

/// A day with its weekday: `Sun 2027-05-16`.
pub fn day(day: Date) -> Text {
    with_weekday(day, day.to_string())
}

/// The same without its year: `Fri 05-14`.
pub fn short_day(day: Date) -> Text {
    with_weekday(day, day.strftime("%m-%d").to_string())
}

fn with_weekday(day: Date, date: String) -> Text {
    let weekday = i64::from(day.weekday().to_monday_one_offset());
    Text::new("certificates-day")
        .with("weekday", weekday)
        .with("date", date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;
    use crate::tui::fixture;

    #[test]
    fn a_bar_is_empty_only_when_nothing_is_left() {
        let model = fixture::model(Language::En, (80, 24));
        for (name, from, until, shown) in [
            ("just begun", "2026-11-22", "2028-11-22", "████"),
            ("half way", "2026-10-22", "2026-12-22", "██░░"),
            ("the last hours", "2020-01-01", "2026-11-23", "█░░░"),
            ("over", "2020-01-01", "2026-11-22", "░░░░"),
            ("an endless one", "-009999-01-03", "9999-12-29", "██░░"),
            (
                "one that ends before it begins",
                "2028-01-01",
                "2027-01-01",
                "████",
            ),
        ] {
            let moment = |day: &str| format!("{day}T00:00:00Z").parse().expect("a moment");
            let facts = CertFacts {
                not_before: moment(from),
                not_after: moment(until),
                ..CertFacts::default()
            };
            let bar = bar_left(&facts, 4, &model.env);
            assert_eq!(bar.chars().count(), 4, "{name}");
            assert_eq!(bar, shown, "{name}");
        }
    }
}
