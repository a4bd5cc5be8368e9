//! Who acts here, and from where: the user of the system, the configured name beside it, the host,
//! and the address that an SSH session came from.

use crate::config::Config;
use crate::domain::actor::{Name, Person, client_of};
use crate::paths;

/// Who acts, in the text of the journal.
pub(super) fn acting(config: &Config) -> String {
    let uid = rustix::process::getuid().as_raw();
    let host = rustix::system::uname();
    let person = Person {
        uid,
        user: paths::user_name(uid).as_deref().and_then(Name::of),
        name: Name::of(&config.operator),
        host: Name::of(&host.nodename().to_string_lossy()),
        from: client_of(&ssh_connection()),
    };
    person.to_string()
}

/// What the SSH server says of the line; nothing without one.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that asks where the operator sits"
)]
fn ssh_connection() -> String {
    std::env::var("SSH_CONNECTION").unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_configured_name_stands_beside_the_user_of_the_system() {
        let config = Config {
            operator: "Eva Peeters".to_owned(),
            ..Config::default()
        };
        let person = Person::read(&acting(&config)).expect("a person");
        assert_eq!(person.uid, rustix::process::getuid().as_raw());
        assert_eq!(person.name, Name::of("Eva Peeters"));
        assert!(person.host.is_some());
        let without = Person::read(&acting(&Config::default())).expect("a person");
        assert_eq!(without.name, None);
    }
}
