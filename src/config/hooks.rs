//! Who outside is told of what: a program or a server each.

use std::path::PathBuf;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::url::ServiceUrl;
use crate::domain::occurrence::Occasion;

/// One `[[hooks]]`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "InFile")]
pub struct Hook {
    /// Its name, different for every hook.
    pub name: String,
    /// What it wants to be told of.
    pub on: Vec<Occasion>,
    /// Who is told.
    pub told: Told,
    /// Seconds that it may take.
    pub limit_seconds: u64,
}

/// Who is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// A program with its arguments.
    Command(PathBuf, Vec<String>),
    /// A server.
    Webhook {
        /// Its address.
        url: ServiceUrl,
        /// Where the secret stands by which it knows us.
        bearer_file: Option<PathBuf>,
        /// Where the key stands with which what it is told is signed.
        key_file: Option<PathBuf>,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InFile {
    name: String,
    on: Vec<Occasion>,
    #[serde(default)]
    command: Vec<String>,
    webhook: Option<ServiceUrl>,
    bearer_file: Option<PathBuf>,
    key_file: Option<PathBuf>,
    #[serde(default = "ten", deserialize_with = "super::seconds")]
    limit_seconds: u64,
}

fn ten() -> u64 {
    10
}

impl TryFrom<InFile> for Hook {
    type Error = &'static str;

    fn try_from(file: InFile) -> Result<Self, Self::Error> {
        if file.name.trim().is_empty() || file.name.chars().any(char::is_control) {
            return Err("config-name-empty");
        }
        if file.on.is_empty() {
            return Err("config-hook-on");
        }
        let has_secrets = file.bearer_file.is_some() || file.key_file.is_some();
        let mut words = file.command.into_iter();
        let told = match (words.next(), file.webhook) {
            (Some(program), None) if !has_secrets => {
                let program = PathBuf::from(program);
                if !program.is_absolute() {
                    return Err("config-hook-path");
                }
                Told::Command(program, words.collect())
            }
            (None, Some(url)) => Told::Webhook {
                url,
                bearer_file: file.bearer_file,
                key_file: file.key_file,
            },
            _ => return Err("config-hook-one"),
        };
        Ok(Self {
            name: file.name,
            on: file.on,
            told,
            limit_seconds: file.limit_seconds,
        })
    }
}

impl Hook {
    /// The files of its secrets.
    pub(super) fn files(&mut self) -> impl Iterator<Item = &mut PathBuf> {
        let (bearer, key) = match &mut self.told {
            Told::Command(..) => (None, None),
            Told::Webhook {
                bearer_file,
                key_file,
                ..
            } => (bearer_file.as_mut(), key_file.as_mut()),
        };
        bearer.into_iter().chain(key)
    }
}

/// All of them; no two have the same name.
pub(super) fn all<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Hook>, D::Error> {
    let hooks = Vec::<Hook>::deserialize(deserializer)?;
    let mut names: Vec<&str> = hooks.iter().map(|hook| &*hook.name).collect();
    names.sort_unstable();
    if names.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(D::Error::custom("config-hook-twice"));
    }
    Ok(hooks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn read(text: &str) -> Result<Config, String> {
        toml::from_str(text).map_err(|error| error.message().to_owned())
    }

    #[test]
    fn a_hook_is_a_program_or_a_server() {
        let config = read(
            "[[hooks]]\nname = \"mail\"\non = [\"refused\", \"account_held\"]\n\
             command = [\"/usr/local/bin/x\", \"a b\"]\nlimit_seconds = 3\n\
             [[hooks]]\nname = \"chat\"\non = [\"certificate\"]\n\
             webhook = \"https://example.be/hook\"\nkey_file = \"k\"\n",
        )
        .expect("two hooks");
        assert_eq!(
            config.hooks[0].told,
            Told::Command("/usr/local/bin/x".into(), vec!["a b".to_owned()])
        );
        assert_eq!(
            (config.hooks[0].limit_seconds, config.hooks[1].limit_seconds),
            (3, 10)
        );
    }

    #[test]
    fn a_hook_that_cannot_be_is_refused() {
        let hook = |more: &str| format!("[[hooks]]\nname = \"a\"\non = [\"refused\"]\n{more}\n");
        let command = "command = [\"/bin/true\"]";
        for (text, expected) in [
            (hook(""), "config-hook-one"),
            (hook("command = []"), "config-hook-one"),
            (
                hook("command = [\"/bin/true\"]\nwebhook = \"https://example.be\""),
                "config-hook-one",
            ),
            (
                hook("command = [\"/bin/true\"]\nkey_file = \"k\""),
                "config-hook-one",
            ),
            (hook("command = [\"bin/true\"]"), "config-hook-path"),
            (
                hook("webhook = \"http://example.be\""),
                "config-url-not-secure",
            ),
            (
                hook(&format!("{command}\nlimit_seconds = 0")),
                "config-seconds",
            ),
            (hook(command).repeat(2), "config-hook-twice"),
            (hook(command).replace("\"refused\"", ""), "config-hook-on"),
            (
                hook(command).replace("name = \"a\"", "name = \" \""),
                "config-name-empty",
            ),
        ] {
            assert_eq!(read(&text).err().as_deref(), Some(expected), "{text}");
        }
        for text in [
            hook("shell = \"x\""),
            hook(command).replace("refused", "rejoice"),
        ] {
            let message = read(&text).expect_err("unknown");
            assert!(message.starts_with("unknown "), "{message}");
        }
    }
}
