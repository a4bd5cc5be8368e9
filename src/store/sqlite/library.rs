//! Which `SQLite` is linked. One before 3.51.3 can damage a file that several connections write
//! ahead in, so it is refused before anything is opened.

use super::failure;
use crate::domain::problem::Problem;
use crate::domain::text::Text;

/// 3.51.3, as `SQLite` numbers its versions.
const OLDEST: i32 = 3_051_003;

/// Refuses a library of this number when it is too old.
pub(super) fn refuse_older(number: i32) -> Result<(), Problem> {
    if number >= OLDEST {
        return Ok(());
    }
    Err(failure::problem(
        Text::new("store-library")
            .with("found", spelled(number))
            .with("oldest", spelled(OLDEST)),
        Text::new("store-library-hint"),
    ))
}

fn spelled(number: i32) -> String {
    format!(
        "{}.{}.{}",
        number / 1_000_000,
        number / 1_000 % 1_000,
        number % 1_000
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_older_than_the_repaired_one_is_refused() {
        for (number, is_good) in [
            (3_008_011, false),
            (3_040_001, false),
            (3_051_002, false),
            (3_051_003, true),
            (3_052_000, true),
            (4_000_000, true),
        ] {
            assert_eq!(refuse_older(number).is_ok(), is_good, "{number}");
        }
        assert_eq!(refuse_older(rusqlite::version_number()), Ok(()));
        assert_eq!(spelled(3_051_003), "3.51.3");
    }
}
