//! Figures about what ended, against rows that were put in one by one.

use super::*;
use crate::domain::belgium;
use crate::domain::statistics::{StatisticsQuery, Step, Stretch};

const DAY: i64 = 86_400;

fn days(last: Timestamp, days: i32) -> StatisticsQuery {
    StatisticsQuery {
        stretch: Stretch::days_until(belgium::today(last), days),
        step: Step::Day,
    }
}

#[tokio::test]
async fn what_ended_is_counted_on_its_day_with_its_codes_and_its_deadline() {
    let home = Home::new();
    let lease = home.lease().await;
    // Each is taken in at the second second.
    for (name, deadline, seconds, result, codes) in [
        (1, Some(at(3)), 10, ResultCode::Accepted, &[][..]),
        (
            2,
            Some(at(2)),
            20,
            ResultCode::Refused,
            &["90017-510", "90017-510", "00024-304"],
        ),
        (3, None, DAY, ResultCode::Refused, &["90017-510"]),
        (4, None, 3 * DAY, ResultCode::Refused, &["90017-510"]),
    ] {
        let deadline = NewSubmission {
            deadline,
            ..new(name)
        };
        let id = home.put(deadline).await;
        home.claim(id, lease.epoch, at(1)).await.expect("claimed");
        let declaration = number(100 + i64::from(name));
        home.event(id, Event::Taken { declaration }, at(2))
            .await
            .expect("taken");
        let event = Event::Answered {
            result,
            period: None,
        };
        let mut change = change(&home.get(id).await, event, at(seconds));
        change.answer = Some(answer(100 + i64::from(name), result, codes));
        home.record(change).await.expect("answered");
    }
    home.put(new(5)).await;
    let query = days(at(DAY), 3);
    let found = home.store.statistics(&query).await.expect("read");
    let by_day: Vec<_> = (found.parts.iter())
        .map(|(_, tally)| (tally.accepted, tally.refused))
        .collect();
    assert_eq!(by_day, [(0, 0), (1, 1), (0, 1)]);
    let codes: Vec<_> = (found.codes.iter())
        .map(|(code, count)| (code.raw(), *count))
        .collect();
    assert_eq!(codes, [("90017-510", 2), ("00024-304", 1)]);
    let total = &found.total;
    assert_eq!((total.in_time, total.late, total.no_deadline), (1, 1, 1));
    assert_eq!(total.times.count(), 3);
    let employers: Vec<_> = (found.employers.iter())
        .map(|(employer, ratio)| (employer.as_str(), ratio.refused, ratio.ended))
        .collect();
    assert_eq!(employers, [("0999999922", 2, 3)]);
    let before = days(at(-DAY), 3);
    let before = home.store.statistics(&before).await.expect("read");
    assert_eq!((before.total.ended(), before.codes.len()), (0, 0));
}
