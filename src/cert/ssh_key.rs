//! Public SSH keys: what a file holds, checked down to the numbers of the key.
//!
//! Owns the two forms in which they are handed over: one line of OpenSSH, and RFC 4716. What
//! is handed over by mistake (a private key above all) is named for what it is. Touches no disk.

use aws_lc_rs::digest;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};

use super::problem;
use crate::domain::chaman::SshKey;
use crate::domain::problem::Problem;
use crate::domain::text::Text;
use crate::domain::untrusted::is_plain;

mod blob;
#[cfg(test)]
mod tests;

/// The marks of RFC 4716 3.2 and 3.5.
const BEGIN: &str = "---- BEGIN SSH2 PUBLIC KEY ----";
const END: &str = "---- END SSH2 PUBLIC KEY ----";
/// Characters of a comment that are kept.
const LONGEST_COMMENT: usize = 200;

/// The one public key in the bytes of a file, as Chaman takes it for an SFTP account.
///
/// Everything in the key is checked, so that a damaged one is found here and not by a refused
/// connection. The comment loses whatever a terminal would obey.
pub fn read(bytes: &[u8]) -> Result<SshKey, Problem> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.contains(&0) {
        return Err(no_key(Text::new("cert-ssh-binary")));
    }
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim();
    if text.is_empty() {
        return Err(no_key(Text::new("cert-ssh-empty")));
    }
    if let Some(mistake) = mistaken(text) {
        return Err(mistake);
    }
    if text.starts_with(BEGIN) {
        from_rfc4716(text)
    } else {
        from_lines(text)
    }
}

/// What is often handed over in the place of a public key.
fn mistaken(text: &str) -> Option<Problem> {
    let make_public = || Text::new("cert-ssh-private-hint");
    if text.contains("PRIVATE KEY-----") || text.contains("PRIVATE KEY ----") {
        return Some(problem(Text::new("cert-ssh-private"), make_public()));
    }
    if text.starts_with("PuTTY-User-Key-File-") {
        let hint = Text::new("cert-ssh-putty-hint");
        return Some(problem(Text::new("cert-ssh-putty"), hint));
    }
    if text.contains("PUBLIC KEY-----") {
        return Some(problem(
            Text::new("cert-ssh-pem"),
            Text::new("cert-ssh-pem-hint"),
        ));
    }
    text.contains("-----BEGIN ")
        .then(|| no_key(Text::new("cert-ssh-x509")))
}

/// One key in one line; comment lines and empty ones do not count.
fn from_lines(text: &str) -> Result<SshKey, Problem> {
    let mut lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let line = lines
        .next()
        .ok_or_else(|| no_key(Text::new("cert-ssh-empty")))?;
    if lines.next().is_some() {
        return Err(several(text));
    }
    let (kind, rest) = split(line);
    if !looks_like_kind(kind) {
        let has_kind_inside = line.split_whitespace().skip(1).any(looks_like_kind);
        return Err(if has_kind_inside {
            problem(
                Text::new("cert-ssh-options"),
                Text::new("cert-ssh-options-hint"),
            )
        } else {
            no_key(Text::new("cert-ssh-unknown"))
        });
    }
    let (encoded, comment) = split(rest);
    let found = decoded(encoded)?;
    key(Some(kind), &found, comment)
}

/// More than one line with something in it: several keys, or no key at all.
fn several(text: &str) -> Problem {
    let is_key = |line: &str| line.split_whitespace().any(looks_like_kind);
    match text.lines().filter(|line| is_key(line)).count() {
        0 => no_key(Text::new("cert-ssh-unknown")),
        1 => no_key(Text::new("cert-ssh-broken-lines")),
        _ => problem(
            Text::new("cert-ssh-several"),
            Text::new("cert-ssh-several-hint"),
        ),
    }
}

/// Marks around, headers before, base64 in as many lines as it likes (RFC 4716 3).
fn from_rfc4716(text: &str) -> Result<SshKey, Problem> {
    let inside = &text[BEGIN.len()..];
    let (inside, after) = inside.split_once(END).ok_or_else(broken)?;
    if !after.trim().is_empty() {
        return Err(problem(
            Text::new("cert-ssh-several"),
            Text::new("cert-ssh-several-hint"),
        ));
    }
    let (mut comment, mut encoded) = (String::new(), String::new());
    let mut lines = inside.lines().map(str::trim);
    while let Some(line) = lines.next() {
        let Some((tag, value)) = line.split_once(':') else {
            encoded.push_str(line);
            continue;
        };
        let mut value = value.trim().to_owned();
        while let Some(part) = value.strip_suffix('\\') {
            value = format!("{part}{}", lines.next().unwrap_or_default());
        }
        if tag.eq_ignore_ascii_case("comment") {
            comment = value;
        }
    }
    let unquoted = comment
        .strip_prefix('"')
        .and_then(|comment| comment.strip_suffix('"'));
    let found = decoded(&encoded)?;
    key(None, &found, unquoted.unwrap_or(&comment))
}

/// The key in these bytes; `outside` is the kind that stood before them, if one did.
fn key(outside: Option<&str>, bytes: &[u8], comment: &str) -> Result<SshKey, Problem> {
    let inside = blob::kind(bytes).ok_or_else(broken)?;
    if outside.is_some_and(|outside| outside != inside) {
        return Err(no_key(Text::new("cert-ssh-kinds-differ")));
    }
    let bits = blob::check(inside, bytes)?;
    let fingerprint = digest::digest(&digest::SHA256, bytes);
    let mut line = format!("{inside} {}", STANDARD.encode(bytes));
    let comment = harmless(comment);
    if !comment.is_empty() {
        line = format!("{line} {comment}");
    }
    Ok(SshKey {
        kind: inside.to_owned(),
        bits,
        fingerprint: format!("SHA256:{}", STANDARD_NO_PAD.encode(fingerprint)),
        line,
    })
}

fn harmless(comment: &str) -> String {
    let plain = comment.chars().filter(|&character| is_plain(character));
    let kept: String = plain.take(LONGEST_COMMENT).collect();
    kept.trim().to_owned()
}

fn decoded(encoded: &str) -> Result<Vec<u8>, Problem> {
    STANDARD.decode(encoded).map_err(|_| broken())
}

/// The first word, and what follows it.
fn split(line: &str) -> (&str, &str) {
    let (word, rest) = line.split_once([' ', '\t']).unwrap_or((line, ""));
    (word, rest.trim_start())
}

/// Whether this is written as the name of a kind of key, known or not.
fn looks_like_kind(word: &str) -> bool {
    ["ssh-", "ecdsa-sha2-", "sk-ssh-", "sk-ecdsa-"]
        .iter()
        .any(|start| word.starts_with(start))
}

fn broken() -> Problem {
    no_key(Text::new("cert-ssh-broken"))
}

fn no_key(summary: Text) -> Problem {
    problem(summary, Text::new("cert-ssh-hint"))
}
