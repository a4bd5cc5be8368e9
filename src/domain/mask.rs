//! Takes national numbers and tokens out of a line. Pure.

use crate::domain::ids::Ssin;

/// What stands in the place of a token.
const HIDDEN: &str = "***";
/// Characters of a national number written with its separators.
const WRITTEN_OUT: &str = "dd.dd.dd-ddd.dd";

/// The text with national numbers masked and tokens hidden.
///
/// A national number is a run of exactly eleven digits, or eleven digits written
/// `85.07.30-997.34`, whose check pair fits. A token is whatever follows `Bearer`, and
/// every JSON Web Token (it starts with `eyJ`).
pub fn mask(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = None;
    while let Some(character) = rest.chars().next() {
        let (shown, length) = token(rest, before)
            .or_else(|| national_number(rest, before))
            .unwrap_or_else(|| (character.to_string(), character.len_utf8()));
        masked.push_str(&shown);
        before = rest[..length].chars().next_back();
        rest = &rest[length..];
    }
    masked
}

/// What to show instead, and how many bytes that replaces.
type Replaced = Option<(String, usize)>;

fn token(rest: &str, before: Option<char>) -> Replaced {
    const BEARER: &str = "bearer ";
    if before.is_some_and(is_of_token) {
        return None;
    }
    let name = rest.get(..BEARER.len()).unwrap_or_default();
    let skipped = if name.eq_ignore_ascii_case(BEARER) {
        BEARER.len()
    } else if rest.starts_with("eyJ") {
        0
    } else {
        return None;
    };
    let length = rest[skipped..]
        .find(|character| !is_of_token(character))
        .unwrap_or(rest.len() - skipped);
    (length > 0).then(|| (format!("{}{HIDDEN}", &rest[..skipped]), skipped + length))
}

/// The characters of RFC 6750's `b64token`.
fn is_of_token(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-._~+/=".contains(character)
}

fn national_number(rest: &str, before: Option<char>) -> Replaced {
    if before.is_some_and(|before| before.is_ascii_digit()) {
        return None;
    }
    let run = rest.bytes().take_while(u8::is_ascii_digit).count();
    let length = if run == 11 {
        run
    } else if run == 2 && is_written_out(rest) {
        WRITTEN_OUT.len()
    } else {
        return None;
    };
    let ssin = Ssin::parse(&rest[..length]).ok()?;
    Some((ssin.to_string(), length))
}

fn is_written_out(rest: &str) -> bool {
    let fits = |(wanted, found): (u8, u8)| match wanted {
        b'd' => found.is_ascii_digit(),
        _ => wanted == found,
    };
    rest.len() >= WRITTEN_OUT.len()
        && WRITTEN_OUT.bytes().zip(rest.bytes()).all(fits)
        && !rest[WRITTEN_OUT.len()..].starts_with(|next: char| next.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_tokens_do_not_pass() {
        for (name, text, shown) in [
            ("plain", "GET 404 after 2 s", "GET 404 after 2 s"),
            ("a number", "ssin=85073099734,", "ssin=85.**.**-***.34,"),
            ("written out", "85.07.30-997.34", "85.**.**-***.34"),
            ("check pair wrong", "85073099735", "85073099735"),
            ("twelve digits", "850730997340", "850730997340"),
            ("a period", "period 900000000101", "period 900000000101"),
            ("between letters", "é85073099734é", "é85.**.**-***.34é"),
            (
                "a header",
                "Authorization: Bearer abc.DEF-1 x",
                "Authorization: Bearer *** x",
            ),
            ("in small letters", "bearer abc", "bearer ***"),
            ("nothing follows", "Bearer ", "Bearer "),
            (
                "a JSON Web Token",
                "jwt=\"eyJhbGciOi.eyJ.x\"",
                "jwt=\"***\"",
            ),
            ("inside a word", "keyJar", "keyJar"),
        ] {
            assert_eq!(mask(text), shown, "{name}");
        }
    }

    proptest::proptest! {
        #[test]
        fn masking_never_fails_and_never_lets_the_number_through(before in "[^0-9]*", after in "[^0-9]*") {
            let masked = mask(&format!("{before}85073099734{after}"));
            proptest::prop_assert!(!masked.contains("85073099734"));
            proptest::prop_assert_eq!(mask(&masked), masked);
        }
    }
}
