//! Where foreign bytes come in: each place as one function of bytes, with what must hold whatever
//! the bytes are. The fuzzer (`fuzz/`) and a test that every build runs call the same functions.
//!
//! Not part of any interface. A function here fails by panicking; what it looks after is not only
//! that nothing panics below, but that every sentence about the bytes can be shown as it is.

use std::path::Path;
use std::sync::LazyLock;

use jiff::civil::Date;
use secrecy::SecretString;

use crate::cert::{self, ssh_key};
use crate::chaman;
use crate::config::{self, Config};
use crate::domain::answer::{GetSeen, Location};
use crate::domain::draft::Kind;
use crate::domain::filter;
use crate::domain::ids::DeclarationId;
use crate::domain::problem::Problem;
use crate::domain::rules::Rules;
use crate::domain::text::Text;
use crate::domain::untrusted::{Untrusted, is_plain};
use crate::domain::validate::validate;
use crate::i18n::{Catalogue, Language};
use crate::input::{self, Format};
use crate::rsz::http::{Url, check_url};
use crate::rsz::key::{KeyError, SigningKey};
use crate::rsz::{dimona, wire};
use crate::tui::theme::Theme;

/// A place where foreign bytes come in.
pub struct Door {
    /// What it is called: the name of its fuzz target and of its folder of seeds.
    pub name: &'static str,
    /// Takes the bytes in.
    pub enter: fn(&[u8]),
}

/// All of them.
pub const DOORS: [Door; 13] = [
    Door {
        name: "certificate",
        enter: certificate,
    },
    Door {
        name: "pem",
        enter: pem,
    },
    Door {
        name: "pkcs8",
        enter: pkcs8,
    },
    Door {
        name: "ssh_key",
        enter: ssh,
    },
    Door {
        name: "problem",
        enter: problem,
    },
    Door {
        name: "answer",
        enter: answer,
    },
    Door {
        name: "location",
        enter: location,
    },
    Door {
        name: "config",
        enter: configuration,
    },
    Door {
        name: "register",
        enter: register,
    },
    Door {
        name: "csv",
        enter: csv,
    },
    Door {
        name: "json",
        enter: json,
    },
    Door {
        name: "filter",
        enter: filter_line,
    },
    Door {
        name: "theme",
        enter: theme,
    },
];

/// The door of this name.
pub fn door(name: &str) -> Option<&'static Door> {
    DOORS.iter().find(|door| door.name == name)
}

const TODAY: Date = Date::constant(2026, 11, 22);
static WORDS: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::new(Language::En));
static RULES: LazyLock<Rules> = LazyLock::new(Rules::default);
static BASE: LazyLock<Url> =
    LazyLock::new(|| check_url("http://127.0.0.1:8377/REST/dimona/v2/").expect("an address"));

fn told(text: &Text) {
    let said = WORDS.text(text);
    let foreign = said
        .chars()
        .find(|letter| !is_plain(*letter) && *letter != '\n');
    assert_eq!(foreign, None, "{said:?}");
}

fn refused(problem: &Problem) {
    told(&problem.summary);
    problem.detail.iter().for_each(told);
    problem.hint.iter().for_each(told);
}

fn shown(text: &Untrusted) {
    let shown = text.shown();
    assert!(shown.chars().all(is_plain), "{shown:?}");
}

fn certificate(bytes: &[u8]) {
    let found = match cert::inspect(bytes) {
        Ok(found) => found,
        Err(problem) => return refused(&problem),
    };
    for one in &found {
        let facts = one.facts();
        for name in [&facts.owner, &facts.company, &facts.issuer] {
            shown(name);
        }
        let ours = [&facts.serial, &facts.key, &facts.digest].into_iter();
        for words in ours.chain(facts.key_usage.iter().flatten()) {
            assert!(words.chars().all(is_plain), "{words:?}");
        }
        let again = cert::inspect(one.pem().as_bytes()).expect("what was read is read again");
        assert_eq!(again, std::slice::from_ref(one));
    }
}

fn pem(bytes: &[u8]) {
    certificate(bytes);
    key(bytes, None);
    for label in ["CERTIFICATE", "TRUSTED CERTIFICATE", "PRIVATE KEY"] {
        let mut block = format!("-----BEGIN {label}-----\n").into_bytes();
        block.extend_from_slice(bytes);
        block.extend_from_slice(format!("\n-----END {label}-----\n").as_bytes());
        certificate(&block);
        key(&block, None);
    }
}

fn pkcs8(bytes: &[u8]) {
    let passphrase = SecretString::from("passphrase");
    key(bytes, Some(&passphrase));
}

fn key(bytes: &[u8], passphrase: Option<&SecretString>) {
    match SigningKey::load(bytes, passphrase) {
        Ok(key) => {
            key.public_key_der().expect("a key has a public half");
            key.sign(b"probe").expect("a key that was taken signs");
        }
        Err(error) => {
            assert!(passphrase.is_none() || error != KeyError::PassphraseMissing);
            refused(&error.problem(Path::new("key.pem")));
        }
    }
}

fn ssh(bytes: &[u8]) {
    match ssh_key::read(bytes) {
        Ok(key) => {
            let line = format!("{key:?}");
            assert!(line.chars().all(is_plain), "{line:?}");
        }
        Err(problem) => refused(&problem),
    }
}

/// The first line is `Retry-After`, the rest the body.
fn problem(bytes: &[u8]) {
    let cut = bytes.iter().position(|byte| *byte == b'\n');
    let (first, body) = bytes.split_at(cut.unwrap_or(0));
    let retry_after = std::str::from_utf8(first).ok();
    let now = "2026-11-22T12:00:00Z".parse().expect("a moment");
    for media in [Some("application/problem+json"), Some("text/html"), None] {
        let said = wire::said(media, (retry_after, retry_after), body, now);
        said.text.iter().for_each(shown);
        let patience = jiff::SignedDuration::from_hours(1);
        assert!(said.retry_at.is_none_or(|at| at <= now + patience));
    }
    shown(&wire::plain(bytes));
}

fn answer(bytes: &[u8]) {
    let asked = DeclarationId::from_value(1_000_000_000_001).expect("a number");
    match wire::result(asked, bytes) {
        GetSeen::Result(answer) => {
            assert_eq!(answer.declaration, asked);
            for anomaly in &answer.anomalies {
                shown(&anomaly.code);
                anomaly.labels.values().for_each(shown);
            }
        }
        GetSeen::NotBelieved(words) => shown(&words),
        other => panic!("a body cannot say {other:?}"),
    }
    if let Some(page) = wire::page(bytes) {
        for item in page.items {
            let _ = wire::period(&item);
            let _ = wire::relation(&item);
            let _ = wire::declaration(item);
        }
    }
    let text = String::from_utf8_lossy(bytes);
    let _ = wire::hours(&text);
    if let Some(value) = wire::read_json(bytes) {
        let _ = wire::same_declaration(&text, &value);
    }
}

fn location(bytes: &[u8]) {
    match dimona::read_location(&BASE, bytes) {
        Some(Location::Number(number)) => {
            let named = std::str::from_utf8(bytes).expect("a number is text").trim();
            let url = BASE.join(named).expect("a number was found in it");
            assert_eq!(url.origin(), BASE.origin(), "a number of our own host only");
            assert!(number.value() > 0);
        }
        Some(Location::Useless(words)) => shown(&words),
        Some(Location::Missing) => panic!("there was one"),
        None => {}
    }
}

fn configuration(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let path = Path::new("config.toml");
    match config::parse::<Config>(text, path) {
        Ok(config) => {
            // What goes to the log and to `account test` must be printable.
            config.endpoints().base_url.as_str().parse::<Url>().ok();
        }
        Err(problem) => refused(&problem),
    }
    if let Err(problem) = config::parse::<Rules>(text, path) {
        refused(&problem);
    }
}

fn register(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Err(problem) = chaman::import(text, Path::new("register.toml")) {
        refused(&problem);
    }
}

fn csv(bytes: &[u8]) {
    declarations(bytes, Some(Format::Csv));
}

fn json(bytes: &[u8]) {
    declarations(bytes, None);
}

fn declarations(bytes: &[u8], format: Option<Format>) {
    let rows = match input::read(bytes, format) {
        Ok(rows) => rows,
        Err(error) => return told(&error.sentence()),
    };
    for row in rows {
        let draft = match row.draft {
            Ok(draft) => draft,
            Err(error) => {
                told(&error.sentence());
                continue;
            }
        };
        let verdict = validate(&draft, &RULES, TODAY);
        for finding in &verdict.findings {
            told(&finding.text);
        }
        if let Some(declaration) = verdict.declaration {
            let payload = wire::encode(&declaration);
            let value = wire::read_json(payload.as_bytes()).expect("what is sent is JSON");
            assert!(value.is_object());
            if draft.kind == Kind::In {
                let _ = wire::hours(&payload);
            }
        }
    }
}

fn filter_line(bytes: &[u8]) {
    let Ok(line) = std::str::from_utf8(bytes) else {
        return;
    };
    let now = "2026-11-22T12:00:00Z".parse().expect("a moment");
    match filter::parse(line, now) {
        Ok(found) => {
            if let Some(line) = filter::to_line(&found) {
                assert_eq!(filter::parse(&line, now), Ok(found), "{line:?}");
            }
        }
        Err(flaw) => {
            told(&flaw.text);
            assert!(line.get(flaw.span.clone()).is_some(), "{:?}", flaw.span);
        }
    }
    let _ = filter::begun_key(line);
}

fn theme(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Err(problem) = Theme::parse(text) {
        refused(&problem);
    }
    if let Err(problem) = config::parse::<Theme>(text, Path::new("own.toml")) {
        refused(&problem);
    }
}
