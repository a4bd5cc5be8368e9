//! Reading a TOML file of ours, and saying where in it a mistake stands.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::Path;

use serde::de::DeserializeOwned;

use super::Config;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::paths::{is_writable_by_others, open_file};

/// Bytes that a configuration file may have.
const LARGEST: u64 = 1024 * 1024;

/// The text of a file; `None` when there is none and none has to be there.
pub(super) fn read(path: &Path, required: bool) -> Result<Option<String>, Problem> {
    let file = match open_file(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            if !required {
                return Ok(None);
            }
            let problem = usage(Text::new("config-missing"), path);
            return Err(problem.hint(Text::new("config-missing-hint")));
        }
        Err(error) => return Err(unreadable(path, &error)),
    };
    let facts = file.metadata().map_err(|error| unreadable(path, &error))?;
    refuse_writable_by_others(&facts, path)?;
    let mut text = String::new();
    file.take(LARGEST + 1)
        .read_to_string(&mut text)
        .map_err(|error| unreadable(path, &error))?;
    if text.len() as u64 > LARGEST {
        return Err(usage(Text::new("config-too-large"), path));
    }
    Ok(Some(text))
}

/// Whoever may write the configuration, or put another one in its place, may choose where
/// declarations and keys go.
fn refuse_writable_by_others(facts: &std::fs::Metadata, path: &Path) -> Result<(), Problem> {
    if !is_writable_by_others(facts) {
        return Ok(());
    }
    let hint = Text::new("config-writable-hint").with("path", shown(path));
    Err(usage(Text::new("config-writable"), path).hint(hint))
}

/// The same for the folder in which a file lies or could lie.
pub(super) fn refuse_open_folder(of: &Path) -> Result<(), Problem> {
    let folder = match of.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    match std::fs::metadata(folder) {
        Ok(facts) => refuse_writable_by_others(&facts, folder),
        // Without a folder there is no file; whoever wants one says so.
        Err(_) => Ok(()),
    }
}

/// What a TOML text of ours says; the problem names `path`, line, column and key.
pub fn parse<T: DeserializeOwned>(text: &str, path: &Path) -> Result<T, Problem> {
    toml::from_str(text).map_err(|error| mistake(text, path, &error))
}

/// What no single value of an account can show.
pub(super) fn check_accounts(config: &Config, path: &Path) -> Result<(), Problem> {
    let mut names = BTreeSet::new();
    for account in &config.accounts {
        let name = Untrusted::new(&*account.name).shown();
        let problem = |text: Text| {
            usage(Text::new("config-account"), path).detail(text.with("account", name.clone()))
        };
        if !names.insert(&account.name) {
            return Err(problem(Text::new("config-account-twice")));
        }
        if account.passphrase_file.is_some() && account.passphrase_fd.is_some() {
            return Err(problem(Text::new("config-passphrase-twice")));
        }
    }
    Ok(())
}

fn mistake(text: &str, path: &Path, error: &toml::de::Error) -> Problem {
    let start = error.span().map_or(0, |span| span.start);
    let (reason, hint) = explain(error.message());
    let hint = hint.unwrap_or_else(|| Text::new("config-mistake-hint"));
    mistake_at(text, path, start, reason).hint(hint)
}

/// A mistake in a TOML text that was found later on: at this byte, for this reason.
pub fn mistake_at(text: &str, path: &Path, start: usize, reason: Text) -> Problem {
    let start = start.min(text.len());
    let before = text.get(..start).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[line_start..].lines().next().unwrap_or_default();
    let key = line.split('=').next().unwrap_or_default().trim();
    mistake_in(text, path, start, key, reason)
}

/// The same for a key whose name is known, wherever in its value the mistake stands.
pub(super) fn mistake_in(
    text: &str,
    path: &Path,
    start: usize,
    key: &str,
    reason: Text,
) -> Problem {
    let before = text.get(..start).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let summary = Text::new("config-mistake")
        .with("path", shown(path))
        .with("line", before.matches('\n').count() + 1)
        .with("column", before[line_start..].chars().count() + 1)
        .with("key", Untrusted::new(key).shown());
    Problem::new(ProblemClass::Usage, summary).detail(reason)
}

/// The sentence behind a message: our own checks speak in keys of the catalogue.
fn explain(message: &str) -> (Text, Option<Text>) {
    let own = match message {
        "config-url-not-secure" => Text::new("config-url-not-secure"),
        "config-url-credentials" => Text::new("config-url-credentials"),
        "config-url-unreadable" => Text::new("config-url-unreadable"),
        "config-client-id" => Text::new("config-client-id"),
        "config-name-empty" => Text::new("config-name-empty"),
        "config-employer-number" => Text::new("config-employer-number"),
        "config-sender-number" => Text::new("config-sender-number"),
        "config-store-unreadable" => Text::new("config-store-unreadable"),
        "config-store-user" => Text::new("config-store-user"),
        "config-store-password" => Text::new("config-store-password"),
        "config-store-not-secure" => Text::new("config-store-not-secure"),
        "config-store-sslmode" => Text::new("config-store-sslmode"),
        "config-store-schema" => Text::new("config-store-schema"),
        "config-store-option" => Text::new("config-store-option"),
        "config-seconds" => Text::new("config-seconds"),
        "config-at-once" => Text::new("config-at-once"),
        "config-not-loopback" => Text::new("config-not-loopback"),
        "config-listen" => Text::new("config-listen"),
        "config-days" => Text::new("config-days"),
        "config-years" => Text::new("config-years"),
        "config-months" => Text::new("config-months"),
        "config-operator" => Text::new("config-operator"),
        "config-hook-on" => Text::new("config-hook-on"),
        "config-hook-one" => Text::new("config-hook-one"),
        "config-hook-path" => Text::new("config-hook-path"),
        "config-hook-twice" => Text::new("config-hook-twice"),
        _ => return (of_toml(message), None),
    };
    let hint = (message == "config-url-not-secure").then(|| Text::new("config-url-hint"));
    (own, hint)
}

/// The commonest messages of the TOML reader in our words, the others as they are.
fn of_toml(message: &str) -> Text {
    let quoted = |prefix: &str| {
        let rest = message.strip_prefix(prefix)?;
        let (word, rest) = rest.split_once('`')?;
        let rest = rest.trim_start_matches(", expected ");
        let known = rest.trim_start_matches("one of ").replace('`', "");
        // A key may itself look like the end of the message.
        let [word, known] = [word, &known].map(|text| Untrusted::new(text).shown());
        Some((word, known))
    };
    if let Some((key, known)) = quoted("unknown field `") {
        Text::new("config-unknown-key")
            .with("key", key)
            .with("known", known)
    } else if let Some((value, known)) = quoted("unknown variant `") {
        Text::new("config-unknown-value")
            .with("value", value)
            .with("known", known)
    } else if let Some((key, _)) = quoted("missing field `") {
        Text::new("config-missing-key").with("key", key)
    } else {
        Text::new("config-system-says").with("message", Untrusted::new(message).shown())
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    usage(Text::new("config-unreadable"), path)
        .detail(Text::new("config-system-says").with("message", error.to_string()))
        .hint(Text::new("config-unreadable-hint"))
}

fn usage(summary: Text, path: &Path) -> Problem {
    Problem::new(ProblemClass::Usage, summary.with("path", shown(path)))
}

fn shown(path: &Path) -> String {
    Untrusted::new(path.to_string_lossy()).shown()
}
