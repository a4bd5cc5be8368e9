//! User names and passwords: each clause of Chaman's rule.

use super::*;

#[test]
fn a_user_name_is_ten_letters_and_digits_at_most() {
    for (name, text, expected) in [
        ("letters and digits", "guide2024", None),
        ("exactly ten", "abcdefghij", None),
        ("one letter", "a", None),
        ("eleven", "abcdefghijk", Some("chaman-user-name-long")),
        ("nothing", "", Some("chaman-user-name-empty")),
        (
            "a space inside",
            "my name",
            Some("chaman-user-name-characters"),
        ),
        (
            "a space behind",
            "name ",
            Some("chaman-user-name-characters"),
        ),
        ("a dash", "my-name", Some("chaman-user-name-characters")),
        ("an accent", "noël", Some("chaman-user-name-characters")),
        (
            "digits of another script",
            "١٢٣",
            Some("chaman-user-name-characters"),
        ),
    ] {
        let refused = UserName::parse(text).err().map(|text| key_of(&text));
        assert_eq!(refused, expected, "{name}");
    }
}

#[test]
fn a_user_name_is_shown_with_its_prefix_and_kept_without() {
    let name = UserName::parse("guide1").expect("a user name");
    assert_eq!(name.to_string(), "EXPguide1");
    let json = serde_json::to_string(&name).expect("text");
    assert_eq!(json, "\"guide1\"");
    assert!(serde_json::from_str::<UserName>("\"not one\"").is_err());
}

#[test]
fn a_password_keeps_every_clause() {
    for (name, password, expected) in [
        ("two digits", "abcdefgh12", None),
        ("two specials", "abc;:", None),
        ("a digit and a special", "abc1-", None),
        ("nothing but digits", "12", None),
        ("every special, first half", r";:=?./+*\$", None),
        ("every special, second half", "%><&@#'(}{", None),
        ("every special, the rest", ")-_", None),
        ("nothing", "", Some("chaman-password-empty")),
        ("a space", "abc 12", Some("chaman-password-space")),
        ("a tab", "abc\t12", Some("chaman-password-space")),
        (
            "one non-letter",
            "abcdefgh1",
            Some("chaman-password-letters"),
        ),
        ("letters only", "abcdef", Some("chaman-password-letters")),
        (
            "eleven characters",
            "abcdefghi12",
            Some("chaman-password-long"),
        ),
        (
            "an exclamation mark",
            "abc12!",
            Some("chaman-password-characters"),
        ),
        (
            "a double quote",
            "abc12\"",
            Some("chaman-password-characters"),
        ),
        (
            "a square bracket",
            "abc12[",
            Some("chaman-password-characters"),
        ),
        (
            "a letter with an accent",
            "abcé12",
            Some("chaman-password-characters"),
        ),
    ] {
        let refused = check_password(password).err().map(|text| key_of(&text));
        assert_eq!(refused, expected, "{name}");
    }
}

#[test]
fn a_refused_password_is_not_in_the_sentence() {
    for password in ["abc 12", "abcdefghi12", "zzzz", "zzz12!"] {
        let refused = check_password(password).expect_err("refused");
        assert!(!format!("{refused:?}").contains(password));
    }
}

#[test]
fn a_client_id_is_checked_when_it_is_read() {
    for (name, json, good) in [
        ("the older form", "\"self_service_expeditor_2214\"", true),
        (
            "the newer form",
            "\"self_service_chaman_300045_usjzl4xayy\"",
            true,
        ),
        ("nothing", "\"\"", false),
        ("a blank inside", "\"self service\"", false),
        ("an escape", "\"a\\u001b[31m\"", false),
    ] {
        assert_eq!(
            serde_json::from_str::<ClientId>(json).is_ok(),
            good,
            "{name}"
        );
    }
}
