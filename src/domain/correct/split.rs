//! One span of days in several, and its hours shared among them.

use jiff::civil::{Date, Time};

/// More parts than this nobody goes through in a form.
pub(super) const MOST: usize = 31;

/// A first and a last day.
pub(super) type Span = (Date, Date);

/// The span, cut at the ends of quarters; none when it has more than [`MOST`] of them.
pub(super) fn by_quarter((start, end): Span) -> Option<Vec<Span>> {
    cut(start, end, |from| last_day_of_quarter(from).min(end))
}

/// A span for each day on which work begins: the last one goes past midnight when the end hour
/// does not come after the start hour.
pub(super) fn by_day((start, end): Span, hours: (Option<Time>, Option<Time>)) -> Option<Vec<Span>> {
    let past_midnight = matches!(hours, (Some(from), Some(to)) if to <= from) && end > start;
    if !past_midnight {
        return cut(start, end, |from| from);
    }
    let last_start = end.yesterday().unwrap_or(end);
    let days = cut(start, last_start, |from| from)?;
    let into_next = |(from, _): Span| (from, from.tomorrow().unwrap_or(from));
    Some(days.into_iter().map(into_next).collect())
}

fn cut(start: Date, end: Date, last_of: impl Fn(Date) -> Date) -> Option<Vec<Span>> {
    let mut spans = Vec::new();
    let mut from = start;
    while from <= end {
        if spans.len() == MOST {
            return None;
        }
        let last = last_of(from);
        spans.push((from, last));
        match last.tomorrow() {
            Ok(next) => from = next,
            Err(_) => break,
        }
    }
    Some(spans)
}

/// The last day of the quarter of this day.
pub(super) fn last_day_of_quarter(day: Date) -> Date {
    let month = (day.month() - 1) / 3 * 3 + 3;
    Date::new(day.year(), month, 1).map_or(day, Date::last_of_month)
}

/// Whole hours shared by days: at least one for each span, and the sum kept where it can be.
pub(super) fn share(hours: u16, spans: &[Span]) -> Vec<u16> {
    let days: Vec<u64> = spans.iter().map(|&span| days_of(span)).collect();
    let all: u64 = days.iter().sum::<u64>().max(1);
    let total = u64::from(hours);
    let mut shares: Vec<u64> = days
        .iter()
        .map(|days| (total * days / all).max(1))
        .collect();
    // What rounding left over goes to the largest remainders; what it took comes from the largest.
    let mut order: Vec<usize> = (0..spans.len()).collect();
    order.sort_by_key(|&place| std::cmp::Reverse(total * days[place] % all));
    let given: u64 = shares.iter().sum();
    for &place in order
        .iter()
        .take(usize::try_from(total.saturating_sub(given)).unwrap_or(0))
    {
        shares[place] += 1;
    }
    let mut too_many = given.saturating_sub(total);
    while too_many > 0 {
        let Some(largest) = shares.iter_mut().max().filter(|share| **share > 1) else {
            break;
        };
        *largest -= 1;
        too_many -= 1;
    }
    let narrow = |share: u64| u16::try_from(share).unwrap_or(u16::MAX);
    shares.into_iter().map(narrow).collect()
}

fn days_of((start, end): Span) -> u64 {
    let days = start.until(end).map_or(0, |span| span.get_days());
    u64::try_from(days).unwrap_or(0) + 1
}
