//! Who acts, and from where: in the text that the journal keeps, and in the words of a screen. Pure.
//!
//! The journal's text is `uid 1001, user eva, name Eva Peeters, host srv1, from 192.0.2.7`: the
//! user of the system, what the configuration calls that person, the host that the program runs
//! on, and the address that an SSH session came from. Only the first is there always. The system
//! vouches for `uid`, `user` and `host`; `name` and `from` are what the person's own surroundings
//! say, which is why they never stand alone. Anything else in its place is the name of a worker.

use std::fmt;
use std::net::IpAddr;

use serde::Serialize;

use super::untrusted::{Untrusted, is_plain};

/// Characters that are kept of a name.
pub const LONGEST: usize = 64;

/// Characters that are shown of a worker's name.
const SHOWN: usize = 120;

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A person, or a service under a user of its own.
    Person(Person),
    /// A worker by its name, or whatever else stands there.
    Worker(Untrusted),
}

/// A person, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Person {
    /// Number of the user at the system.
    pub uid: u32,
    /// Name of that user on that host.
    pub user: Option<Name>,
    /// What the configuration calls this person: proves nothing by itself.
    pub name: Option<Name>,
    /// Where the program ran.
    pub host: Option<Name>,
    /// Where the SSH session came from.
    pub from: Option<IpAddr>,
}

/// A name without anything in it that could be taken for something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Name(String);

impl Name {
    /// The name with every character replaced that is no letter, digit, space or one of `.'-_@`,
    /// and cut to [`LONGEST`]; none when nothing is left.
    pub fn of(text: &str) -> Option<Self> {
        let kept: String = text
            .trim()
            .chars()
            .take(LONGEST)
            .map(|character| {
                if is_harmless(character) {
                    character
                } else {
                    '_'
                }
            })
            .collect();
        let kept = kept.trim_end();
        (!kept.is_empty()).then(|| Self(kept.to_owned()))
    }

    /// The name, if all of it is harmless.
    fn read(text: &str) -> Option<Self> {
        Self::of(text).filter(|name| name.0 == text)
    }

    /// Whether nothing would be replaced or cut.
    pub fn is_one(text: &str) -> bool {
        Self::read(text).is_some()
    }

    /// Its characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_harmless(character: char) -> bool {
    is_plain(character) && (character.is_alphanumeric() || " .'-_@".contains(character))
}

impl Actor {
    /// Reads what the journal keeps.
    pub fn read(text: &str) -> Self {
        Person::read(text).map_or_else(|| Self::Worker(Untrusted::new(text)), Self::Person)
    }

    /// The person, if it is one.
    pub fn person(&self) -> Option<&Person> {
        match self {
            Self::Person(person) => Some(person),
            Self::Worker(_) => None,
        }
    }

    /// By name: `Eva (eva, uid 1001, srv1, 192.0.2.7)`, or the worker's name.
    pub fn shown(&self) -> String {
        match self {
            Self::Person(person) => person.shown(),
            Self::Worker(name) => {
                let shown = name.shown();
                match shown.char_indices().nth(SHOWN) {
                    Some((end, _)) => format!("{}…", &shown[..end]),
                    None => shown,
                }
            }
        }
    }
}

impl Person {
    /// Reads the journal's text of a person.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(", ");
        let number = parts.next()?.strip_prefix("uid ")?;
        let mut person = Self {
            uid: number.parse().ok()?,
            ..Self::default()
        };
        for part in parts {
            let (what, value) = part.split_once(' ')?;
            match what {
                "user" => person.user = Some(Name::read(value)?),
                "name" => person.name = Some(Name::read(value)?),
                "host" => person.host = Some(Name::read(value)?),
                "from" => person.from = Some(value.parse().ok()?),
                _ => return None,
            }
        }
        // Each part once and in its place, or it is not ours.
        (person.to_string() == text).then_some(person)
    }

    /// The name first that people use, and in brackets what the system says.
    fn shown(&self) -> String {
        let uid = format!("uid {}", self.uid);
        let mut known: Vec<String> = vec![uid];
        known.extend(self.host.as_ref().map(|host| host.0.clone()));
        known.extend(self.from.map(|address| address.to_string()));
        let user = self.user.as_ref().map(|user| user.0.clone());
        let first = match (&self.name, user) {
            (Some(name), user) => {
                known.splice(0..0, user);
                name.0.clone()
            }
            (None, Some(user)) => user,
            (None, None) => known.remove(0),
        };
        if known.is_empty() {
            first
        } else {
            format!("{first} ({})", known.join(", "))
        }
    }

    /// Whether nothing that is known of both tells them apart. The address does not count: the
    /// same person comes from the desk and from home.
    pub fn is_same(&self, other: &Self) -> bool {
        let agree = |one: &Option<Name>, two: &Option<Name>| match (one, two) {
            (Some(one), Some(two)) => one == two,
            _ => true,
        };
        self.uid == other.uid
            && agree(&self.user, &other.user)
            && agree(&self.name, &other.name)
            && agree(&self.host, &other.host)
    }
}

impl fmt::Display for Person {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "uid {}", self.uid)?;
        let names = [
            ("user", &self.user),
            ("name", &self.name),
            ("host", &self.host),
        ];
        for (what, name) in names {
            if let Some(name) = name {
                write!(formatter, ", {what} {}", name.0)?;
            }
        }
        match self.from {
            Some(address) => write!(formatter, ", from {address}"),
            None => Ok(()),
        }
    }
}

/// The address of a client in the words of `SSH_CONNECTION`: the first, if it is one.
pub fn client_of(connection: &str) -> Option<IpAddr> {
    let first = connection.split_ascii_whitespace().next()?;
    // A link-local address names the interface behind it.
    first.split('%').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn eva() -> Person {
        Person {
            uid: 1001,
            user: Name::of("eva"),
            name: Name::of("Eva Peeters"),
            host: Name::of("srv1"),
            from: "192.0.2.7".parse().ok(),
        }
    }

    #[test]
    fn a_person_is_read_back_and_shown_by_name() {
        for (text, shown) in [
            (
                "uid 1001, user eva, name Eva Peeters, host srv1, from 192.0.2.7",
                "Eva Peeters (eva, uid 1001, srv1, 192.0.2.7)",
            ),
            ("uid 1001, user eva, host srv1", "eva (uid 1001, srv1)"),
            ("uid 1001, user eva", "eva (uid 1001)"),
            ("uid 1001, name Eva", "Eva (uid 1001)"),
            ("uid 1001, host srv1, from ::1", "uid 1001 (srv1, ::1)"),
            ("uid 1001", "uid 1001"),
        ] {
            let person = Person::read(text).expect("a person");
            assert_eq!(person.to_string(), text);
            assert_eq!(Actor::read(text).shown(), shown);
        }
        assert_eq!(Person::read(&eva().to_string()), Some(eva()));
    }

    #[test]
    fn what_is_not_ours_is_a_worker_by_its_name() {
        for text in [
            "srv1-4711-ab12cd",
            "",
            "uid",
            "uid eva",
            "uid -1",
            "uid 01",
            "uid 1001,user eva",
            "uid 1001, user eva, user root",
            "uid 1001, host srv1, user eva",
            "uid 1001, from nowhere",
            "uid 1001, user e\u{1b}[2Jva",
            "uid 1001, name Eva (root, uid 0)",
            "uid 1001, root yes",
        ] {
            assert_eq!(Actor::read(text).person(), None, "{text:?}");
        }
    }

    #[test]
    fn a_worker_with_a_hostile_name_is_spelled_out_and_cut() {
        let shown = Actor::read(&format!("\u{1b}[2J{}", "x".repeat(500))).shown();
        assert!(shown.starts_with("\\u{1b}[2Jx"), "{shown}");
        assert_eq!(shown.chars().count(), SHOWN + 1);
    }

    #[test]
    fn a_name_pretends_to_be_nothing_else() {
        for (given, kept) in [
            ("Eva", Some("Eva")),
            ("  Eva d'Hondt-Peeters ", Some("Eva d'Hondt-Peeters")),
            ("Zoë Müller", Some("Zoë Müller")),
            ("Eva, uid 0", Some("Eva_ uid 0")),
            ("Eva (root, uid 0)", Some("Eva _root_ uid 0_")),
            ("e\u{1b}[2J\nva", Some("e__2J_va")),
            ("e\u{202e}va", Some("e_va")),
            ("   ", None),
            ("", None),
        ] {
            let name = Name::of(given);
            assert_eq!(name.as_ref().map(Name::as_str), kept, "{given:?}");
        }
        let long = Name::of(&"x".repeat(1_000)).expect("a name");
        assert_eq!(long.as_str().len(), LONGEST);
    }

    #[test]
    fn people_are_told_apart_by_user_name_and_host_but_not_by_address() {
        let other = |change: &dyn Fn(&mut Person)| {
            let mut other = eva();
            change(&mut other);
            eva().is_same(&other)
        };
        assert!(other(&|other| other.from = None));
        assert!(other(&|other| other.host = None));
        assert!(!other(&|other| other.uid = 1002));
        assert!(!other(&|other| other.user = Name::of("tom")));
        assert!(!other(&|other| other.name = Name::of("Tom")));
        assert!(!other(&|other| other.host = Name::of("srv2")));
    }

    #[test]
    fn the_client_of_an_ssh_connection() {
        for (connection, address) in [
            ("192.0.2.7 50022 192.0.2.1 22", Some("192.0.2.7")),
            ("2001:db8::7 50022 2001:db8::1 22", Some("2001:db8::7")),
            ("fe80::7%eth0 50022 fe80::1%eth0 22", Some("fe80::7")),
            ("evil.example 1 2 3", None),
            ("\u{1b}[2J", None),
            ("", None),
        ] {
            let address: Option<IpAddr> = address.and_then(|address| address.parse().ok());
            assert_eq!(client_of(connection), address, "{connection:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_the_names_it_is_read_back(
            uid in any::<u32>(), user in ".{0,80}", name in ".{0,80}", host in ".{0,80}",
            from in proptest::option::of(any::<IpAddr>()),
        ) {
            let (user, name, host) = (Name::of(&user), Name::of(&name), Name::of(&host));
            let person = Person { uid, user, name, host, from };
            let text = person.to_string();
            prop_assert!(text.chars().all(is_plain));
            prop_assert_eq!(Person::read(&text), Some(person));
        }

        #[test]
        fn whatever_stands_in_the_journal_nothing_is_obeyed(text in any::<String>()) {
            prop_assert!(Actor::read(&text).shown().chars().all(is_plain));
        }
    }
}
