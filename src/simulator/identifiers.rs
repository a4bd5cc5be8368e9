//! Check digits of the numbers on the wire, and the numbers the simulator invents.
//!
//! Written from the rules alone (rsz-rest 13, dimona 6), not shared with the client side.

use jiff::civil::Date;

/// Whether `text` is an SSIN: eleven digits, a month series that exists, and a right check pair.
pub(super) fn is_ssin(text: &str) -> bool {
    let Some(number) = digits(text, 11) else {
        return false;
    };
    let (body, check) = (number / 100, number % 100);
    let month = body / 100_000 % 100;
    let series_exists = matches!(month, 0..=12 | 20..=32 | 40..=52);
    series_exists && (check == ssin_check(body) || check == ssin_check(2_000_000_000 + body))
}

/// Whether `text` is an enterprise number: ten digits from 0 or 1 on, and a right check pair.
pub(super) fn is_enterprise_number(text: &str) -> bool {
    digits(text, 10)
        .is_some_and(|number| number < 2_000_000_000 && number % 100 == 97 - number / 100 % 97)
}

/// Whether `number` is an NSSO number with a right check pair (rsz-rest 13.3, A-45).
pub(super) fn is_nsso_number(number: u64) -> bool {
    let pair = match 96 - number / 100 * 100 % 97 {
        0 => 97,
        pair => pair,
    };
    number % 100 == pair
}

/// The birth date an SSIN tells, when it tells one.
pub(super) fn birth_date(ssin: &str) -> Option<Date> {
    let body = digits(ssin, 11)? / 100;
    let check = digits(ssin, 11)? % 100;
    let century = if check == ssin_check(2_000_000_000 + body) {
        2000
    } else {
        1900
    };
    let year = i16::try_from(century + body / 10_000_000).ok()?;
    let month = i8::try_from(body / 100_000 % 100 % 20).ok()?;
    let day = i8::try_from(body / 1000 % 100).ok()?;
    Date::new(year, month, day).ok()
}

/// The sex an SSIN tells, by ISO 5218: odd serials are men's.
pub(super) fn gender(ssin: &str) -> Option<&'static str> {
    let body = digits(ssin, 11)? / 100;
    let sex_unknown = (20..=32).contains(&(body / 100_000 % 100));
    match (sex_unknown, body % 2) {
        (true, _) => Some("0"),
        (false, 1) => Some("1"),
        (false, _) => Some("2"),
    }
}

/// An invented bis number for a person born on `birth` (`YYYY-MM-DD`, month and day may be 00).
///
/// Serials start at 900, which are in practice not given out.
pub(super) fn invented_ssin(birth: &str, woman: bool, sequence: u64) -> String {
    let part = |range: std::ops::Range<usize>| -> u64 {
        birth
            .get(range)
            .and_then(|part| part.parse().ok())
            .unwrap_or(0)
    };
    let (year, month, day) = (part(0..4), part(5..7), part(8..10));
    let serial = 900 + 2 * (sequence % 49) + u64::from(!woman);
    let body = ((year % 100 * 100 + month + 40) * 100 + day) * 1000 + serial;
    let century = if year >= 2000 { 2_000_000_000 } else { 0 };
    format!("{:011}", body * 100 + ssin_check(century + body))
}

/// A period number: ten digits and their check pair (dimona 6.6).
pub(super) fn period_number(base: u64) -> u64 {
    let rest = base % 97;
    base * 100 + if rest == 0 { 97 } else { rest }
}

fn ssin_check(body: u64) -> u64 {
    97 - body % 97
}

fn digits(text: &str, count: usize) -> Option<u64> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ssin_check_digits_and_month_series() {
        let cases = [
            ("85073099734", true, "the ordinary worker"),
            ("92041599827", true, "a woman"),
            ("05021999736", true, "born after 2000"),
            ("05420398433", true, "a bis number, sex known"),
            ("85220398786", true, "a bis number, sex unknown"),
            ("40000099539", true, "no birth date"),
            ("89051596997", true, "remainder 0 becomes 97"),
            ("70061598182", false, "wrong check pair"),
            ("90151599367", false, "month 15 exists in no series"),
            ("0502039824", false, "ten digits"),
        ];
        for (text, valid, name) in cases {
            assert_eq!(is_ssin(text), valid, "{name}");
        }
    }

    #[test]
    fn enterprise_numbers_need_their_check_pair_and_first_digit() {
        for text in [
            "0999999922",
            "0999999823",
            "0999999724",
            "1000000021",
            "0200004397",
        ] {
            assert!(is_enterprise_number(text), "{text}");
        }
        for text in ["0123456748", "2123456749", "999999922", "0999.999.922"] {
            assert!(!is_enterprise_number(text), "{text}");
        }
    }

    #[test]
    fn nsso_numbers_need_their_check_pair() {
        for number in [100_006, 70_012_368, 120_001_997, 999_990_168, 5_001_234_542] {
            assert!(is_nsso_number(number), "{number}");
        }
        for number in [123_456_748, 120_001_900, 5_001_234_543] {
            assert!(!is_nsso_number(number), "{number}");
        }
    }

    #[test]
    fn an_invented_ssin_is_valid_and_tells_its_birth_date() {
        for (birth, woman) in [("1990-11-23", true), ("2004-02-29", false)] {
            let ssin = invented_ssin(birth, woman, 7);
            assert!(is_ssin(&ssin), "{ssin}");
            assert_eq!(birth_date(&ssin), birth.parse().ok());
            assert_eq!(gender(&ssin), Some(if woman { "2" } else { "1" }));
        }
        assert!(is_ssin(&invented_ssin("1990-00-00", false, 0)));
    }

    #[test]
    fn period_numbers_carry_the_remainder_as_check_pair() {
        assert_eq!(period_number(1_000_000_001), 100_000_000_135);
        assert_eq!(period_number(97 * 11_000_000) % 100, 97);
    }
}
