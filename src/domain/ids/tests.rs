//! The worked examples of dimona.md 6, and what must never be shown.

use jiff::civil::date;

use super::*;

#[test]
fn social_security_numbers_of_the_worked_examples() {
    for (number, birth, sex, bis) in [
        (
            "70061598181",
            Some(date(1970, 6, 15)),
            Some(Sex::Man),
            false,
        ),
        (
            "99123199841",
            Some(date(1999, 12, 31)),
            Some(Sex::Woman),
            false,
        ),
        (
            "05020398246",
            Some(date(2005, 2, 3)),
            Some(Sex::Woman),
            false,
        ),
        (
            "00022998333",
            Some(date(2000, 2, 29)),
            Some(Sex::Man),
            false,
        ),
        (
            "05420398433",
            Some(date(2005, 2, 3)),
            Some(Sex::Woman),
            true,
        ),
        ("85420398534", Some(date(1985, 2, 3)), Some(Sex::Man), true),
        ("85220398786", Some(date(1985, 2, 3)), None, true),
        ("40000099539", None, Some(Sex::Man), false),
        (
            "89051596997",
            Some(date(1989, 5, 15)),
            Some(Sex::Man),
            false,
        ),
    ] {
        let ssin = Ssin::parse(number).unwrap_or_else(|error| panic!("{number}: {error}"));
        assert_eq!(ssin.birth_date(), birth, "{number}");
        assert_eq!(ssin.sex(), sex, "{number}");
        assert_eq!(ssin.is_bis(), bis, "{number}");
        assert_eq!(ssin.digits(), number);
    }
}

#[test]
fn wrong_social_security_numbers_say_why() {
    for (name, number, error) in [
        ("check pair", "70061598182", IdError::CheckDigits),
        ("swapped digits", "07061598181", IdError::CheckDigits),
        ("month 15", "90151599367", IdError::Month),
        (
            "ten digits",
            "0502039824",
            IdError::Length {
                expected: 11,
                found: 10,
            },
        ),
        ("letters", "7006159818X", IdError::NotDigits),
        ("nothing", "  ", IdError::Empty),
    ] {
        assert_eq!(Ssin::parse(number), Err(error), "{name}");
    }
}

#[test]
fn a_day_outside_the_calendar_is_only_unusual() {
    let ssin = Ssin::parse("88023099168").expect("its check pair fits");
    assert_eq!(ssin.note(), Some(SsinNote::NoBirthDate));
}

#[test]
fn separators_may_be_typed_and_the_number_is_shown_masked() {
    let ssin = Ssin::parse("85.07.30-997.34").expect("a synthetic number");
    assert_eq!(ssin.to_string(), "85.**.**-***.34");
    assert_eq!(format!("{ssin:?}"), "Ssin(85.**.**-***.34)");
    assert_eq!(ssin.reveal(), "85.07.30-997.34");
}

#[test]
fn enterprise_numbers_of_the_worked_examples() {
    for (number, expected) in [
        ("0123456749", Ok("0123.456.749")),
        ("123456749", Ok("0123.456.749")),
        ("BE 0123.456.749", Ok("0123.456.749")),
        ("1000000021", Ok("1000.000.021")),
        ("0200004397", Ok("0200.004.397")),
        ("1999999943", Ok("1999.999.943")),
        ("0123456748", Err(IdError::CheckDigits)),
        ("2123456749", Err(IdError::FirstDigit('2'))),
    ] {
        assert_eq!(
            EnterpriseNumber::parse(number).map(|number| number.to_string()),
            expected.map(str::to_owned),
            "{number}"
        );
    }
}

#[test]
fn nsso_numbers_of_the_worked_examples() {
    for (number, expected) in [
        ("000100006", Ok(100_006)),
        ("070012368", Ok(70_012_368)),
        ("065432125", Ok(65_432_125)),
        ("123456749", Ok(123_456_749)),
        ("120001997", Ok(120_001_997)),
        ("999990168", Ok(999_990_168)),
        ("100006", Ok(100_006)),
        ("199999934", Ok(199_999_934)),
        ("5000000120", Ok(5_000_000_120)),
        ("5001234542", Ok(5_001_234_542)),
        ("5999999989", Ok(5_999_999_989)),
        ("123456748", Err(IdError::CheckDigits)),
        ("5001234543", Err(IdError::CheckDigits)),
        ("120001900", Err(IdError::CheckDigits)),
        ("4001234542", Err(IdError::Range)),
    ] {
        assert_eq!(
            NssoNumber::parse(number).map(NssoNumber::value),
            expected,
            "{number}"
        );
    }
    let provisional = NssoNumber::parse("5001234542").expect("a worked example");
    assert!(provisional.is_provisional());
}

#[test]
fn employers_agree_when_no_number_that_both_know_differs() {
    let enterprise = EnterpriseNumber::parse("0999999922").ok();
    let nsso = NssoNumber::parse("999990168").ok();
    let other = EnterpriseNumber::parse("0999999823").ok();
    let both = Employer::of(enterprise, nsso).expect("two numbers");
    assert!(both.agrees_with(Employer::of(None, nsso).expect("one number")));
    assert!(!both.agrees_with(Employer::of(other, nsso).expect("two numbers")));
    assert!(
        !Employer::of(enterprise, None)
            .expect("one number")
            .agrees_with(Employer::of(None, nsso).expect("one number")),
        "nothing in common proves nothing"
    );
}

#[test]
fn period_numbers_are_twelve_digits_with_a_soft_check_pair() {
    let usual = PeriodId::parse("100000000135").expect("twelve digits");
    assert!(usual.has_check_pair());
    let unusual = PeriodId::parse("100000000136").expect("still accepted");
    assert!(!unusual.has_check_pair());
    assert!(PeriodId::parse("10000000013").is_err());
}

#[test]
fn sender_numbers_have_at_most_six_digits_and_are_never_zero() {
    let parse = |text| SenderNumber::parse(text).map(|number| number.to_string());
    assert_eq!(parse("1"), Ok("000001".to_owned()));
    assert_eq!(parse("999999"), Ok("999999".to_owned()));
    assert_eq!(parse("000000"), Err(IdError::Range));
    let seven = IdError::Length {
        expected: 6,
        found: 7,
    };
    assert_eq!(parse("1000000"), Err(seven));
}

/// Every check pair that a number with these first digits is taken with.
fn pairs(body: &str, is_taken: impl Fn(&str) -> bool) -> Vec<u64> {
    (0..100)
        .filter(|pair| is_taken(&format!("{body}{pair:02}")))
        .collect()
}

#[test]
fn declaration_numbers_fit_in_sixty_four_bits() {
    assert_eq!(
        DeclarationId::parse("900000000101").map(DeclarationId::value),
        Ok(900_000_000_101)
    );
    assert_eq!(
        DeclarationId::parse("99999999999999999999"),
        Err(IdError::Range)
    );
    assert_eq!(DeclarationId::parse("0"), Err(IdError::Range));
    assert_eq!(DeclarationId::parse("-1"), Err(IdError::NotDigits));
}

#[test]
fn references_are_at_most_twenty_characters() {
    assert!(Reference::parse("étudiant-2026-00001x").is_ok());
    assert_eq!(
        Reference::parse("123456789012345678901"),
        Err(IdError::TooLong {
            limit: 20,
            found: 21
        })
    );
}

proptest::proptest! {
    #[test]
    fn parsing_never_panics(text in "\\PC{0,30}") {
        let _ = Ssin::parse(&text);
        let _ = EnterpriseNumber::parse(&text);
        let _ = NssoNumber::parse(&text);
        let _ = PeriodId::parse(&text);
        let _ = DeclarationId::parse(&text);
    }

    #[test]
    fn of_a_hundred_check_pairs_an_ssin_takes_one_for_each_century(
        year in 0_u64..100, month in 0_u64..=12, series in 0_u64..3, day in 0_u64..=31, serial in 0_u64..1_000,
    ) {
        let body = format!("{year:02}{:02}{day:02}{serial:03}", month + 20 * series);
        let number: u64 = body.parse().expect("digits");
        let mut right = vec![97 - number % 97, 97 - (number + 2_000_000_000) % 97];
        right.sort_unstable();
        proptest::prop_assert_eq!(pairs(&body, |text| Ssin::parse(text).is_ok()), right);
    }

    #[test]
    fn no_check_pair_saves_a_month_of_no_series(
        year in 0_u64..100, month in proptest::sample::select([13..=19_u64, 33..=39, 53..=99].into_iter().flatten().collect::<Vec<_>>()), rest in 0_u64..100_000,
    ) {
        let body = format!("{year:02}{month:02}{rest:05}");
        proptest::prop_assert_eq!(pairs(&body, |text| Ssin::parse(text).is_ok()), Vec::<u64>::new());
    }

    #[test]
    fn of_a_hundred_check_pairs_an_enterprise_number_takes_one(number in 0_u64..20_000_000) {
        let right = vec![97 - number % 97];
        let body = format!("{number:08}");
        proptest::prop_assert_eq!(pairs(&body, |text| EnterpriseNumber::parse(text).is_ok()), right);
    }

    #[test]
    fn of_a_hundred_check_pairs_an_nsso_number_takes_one(
        number in proptest::strategy::Union::new([1_001_u64..10_000_000, 50_000_002_u64..59_999_999]),
    ) {
        let right = match 96 - number * 100 % 97 {
            0 => 97,
            pair => pair,
        };
        let body = format!("{number:07}");
        proptest::prop_assert_eq!(pairs(&body, |text| NssoNumber::parse(text).is_ok()), vec![right]);
    }

    #[test]
    fn the_check_pair_of_an_ssin_tells_the_century(
        year in 0_u64..100, month in 1_u64..=12, series in 0_u64..3, day in 1_u64..=28, serial in 1_u64..999,
    ) {
        let body = format!("{year:02}{:02}{day:02}{serial:03}", month + 20 * series);
        let number: u64 = body.parse().expect("digits");
        for (century, pair) in [(1900, 97 - number % 97), (2000, 97 - (number + 2_000_000_000) % 97)] {
            let ssin = Ssin::parse(&format!("{body}{pair:02}")).expect("the pair of this century");
            let born = ssin.birth_date().expect("a day of the calendar");
            let told = [i64::from(born.year()), i64::from(born.month()), i64::from(born.day())];
            let meant = [century + year, month, day].map(|part| i64::try_from(part).expect("small"));
            proptest::prop_assert_eq!(told, meant);
            proptest::prop_assert_eq!(ssin.is_bis(), series > 0);
            let sex = if serial % 2 == 1 { Sex::Man } else { Sex::Woman };
            proptest::prop_assert_eq!(ssin.sex(), (series != 1).then_some(sex));
            proptest::prop_assert_eq!(ssin.note(), None);
        }
    }

    #[test]
    fn an_unknown_birth_date_is_only_unusual(year in 0_u64..100, series in 0_u64..3, serial in 0_u64..1_000) {
        let body = format!("{year:02}{:02}00{serial:03}", 20 * series);
        let found = pairs(&body, |text| {
            Ssin::parse(text).is_ok_and(|ssin| ssin.note() == Some(SsinNote::NoBirthDate))
        });
        proptest::prop_assert_eq!(found.len(), 2);
    }

    #[test]
    fn no_check_pair_makes_an_establishment_an_enterprise(number in 20_000_000_u64..100_000_000) {
        let body = number.to_string();
        proptest::prop_assert_eq!(pairs(&body, |text| EnterpriseNumber::parse(text).is_ok()), Vec::<u64>::new());
    }

    #[test]
    fn no_check_pair_saves_an_nsso_number_out_of_range(
        number in proptest::strategy::Union::new([0_u64..1_000, 10_000_000_u64..50_000_000, 60_000_000_u64..100_000_000]),
    ) {
        let body = format!("{number:07}");
        proptest::prop_assert_eq!(pairs(&body, |text| NssoNumber::parse(text).is_ok()), Vec::<u64>::new());
    }

    #[test]
    fn a_period_number_is_taken_with_every_pair_and_one_is_usual(number in 1_000_000_000_u64..10_000_000_000) {
        let body = number.to_string();
        proptest::prop_assert_eq!(pairs(&body, |text| PeriodId::parse(text).is_ok()).len(), 100);
        let usual = match number % 97 {
            0 => 97,
            rest => rest,
        };
        let found = pairs(&body, |text| PeriodId::parse(text).is_ok_and(PeriodId::has_check_pair));
        proptest::prop_assert_eq!(found, vec![usual]);
    }

    #[test]
    fn another_count_of_digits_is_no_number(count in proptest::sample::select(vec![1_usize, 7, 8, 12, 13, 18]), digit in 1_u8..10) {
        let text = digit.to_string().repeat(count);
        proptest::prop_assert!(Ssin::parse(&text).is_err());
        proptest::prop_assert!(EnterpriseNumber::parse(&text).is_err());
        proptest::prop_assert!(count == 12 || PeriodId::parse(&text).is_err());
    }

    #[test]
    fn one_wrong_digit_of_an_employer_is_always_found(place in 0_usize..10, shift in 1_u8..10) {
        for (number, is_taken) in [
            ("0999999922", (|text| EnterpriseNumber::parse(text).is_ok()) as fn(&str) -> bool),
            ("5001234542", |text| NssoNumber::parse(text).is_ok()),
        ] {
            let mut digits = number.as_bytes().to_vec();
            digits[place] = b'0' + (digits[place] - b'0' + shift) % 10;
            let text = String::from_utf8(digits).expect("digits");
            proptest::prop_assert!(is_taken(number) && !is_taken(&text), "{}", text);
        }
    }

    #[test]
    fn one_wrong_digit_is_always_found(place in 0_usize..11, shift in 1_u8..10) {
        let mut digits = *b"85073099734";
        digits[place] = b'0' + (digits[place] - b'0' + shift) % 10;
        let text = String::from_utf8(digits.to_vec()).expect("digits");
        // Only as a number of the other century can it still fit.
        let born = |text: &str| Ssin::parse(text).map(|ssin| ssin.birth_date().map(|date| date.year() / 100));
        let century = born("85073099734");
        proptest::prop_assert!(born(&text).is_err() || born(&text) != century);
    }
}
