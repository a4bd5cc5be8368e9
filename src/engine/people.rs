//! Names for the users of this system. The journal keeps their numbers, which nobody can choose.

use crate::domain::untrusted::Untrusted;
use crate::paths;

/// An actor of the journal as people know him: `eva (uid 1001)`.
pub(super) fn named(actor: &str) -> Untrusted {
    Untrusted::new(name_in(&paths::users(), actor).unwrap_or_else(|| actor.to_owned()))
}

fn name_in(users: &str, actor: &str) -> Option<String> {
    let number = actor.strip_prefix("uid ")?;
    let name = users.lines().find_map(|line| {
        let mut fields = line.split(':');
        let (name, _password, uid) = (fields.next()?, fields.next()?, fields.next()?);
        (uid == number && !name.is_empty()).then_some(name)
    })?;
    Some(format!("{name} ({actor})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_told_by_name_and_number() {
        let users = "root:x:0:0:root:/root:/bin/sh\nbroken\neva:x:1001:100::/home/eva:/bin/sh\n";
        for (actor, name) in [
            ("uid 1001", Some("eva (uid 1001)")),
            ("uid 0", Some("root (uid 0)")),
            ("uid 100", None),
            ("host-12-ab", None),
        ] {
            assert_eq!(name_in(users, actor).as_deref(), name, "{actor}");
        }
    }
}
