//! A sender at work with the real binary.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::common::{Ran, World};

/// A world in which every command runs in one environment.
pub struct Office {
    pub world: World,
    environment: &'static str,
}

pub fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

impl Office {
    pub fn new() -> Self {
        Self::in_environment("sandbox")
    }

    pub fn in_environment(environment: &'static str) -> Self {
        Self {
            world: World::new(),
            environment,
        }
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        let global = ["--environment", self.environment];
        self.world.run([&global[..], arguments].concat())
    }

    /// Runs a command that must succeed.
    pub fn ok(&self, arguments: &[&str]) -> Ran {
        let ran = self.run(arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {}{}", ran.stdout, ran.stderr);
        ran
    }

    /// The one object that a command prints.
    pub fn one(&self, arguments: &[&str]) -> Value {
        let rows = self.ok(arguments).rows();
        let [row] = &rows[..] else {
            panic!("{arguments:?}: {rows:?}");
        };
        row.clone()
    }

    /// An account of the list.
    pub fn account(&self, name: &str) -> Value {
        let rows = self.ok(&["account", "list", "--json"]).rows();
        let found = rows.iter().find(|row| row["name"] == name);
        found.unwrap_or_else(|| panic!("{name}: {rows:?}")).clone()
    }

    /// Sender and contact: what comes before all else.
    pub fn introduce(&self) {
        self.world.introduce(self.environment);
    }

    /// A new key with its certificate.
    pub fn make_certificate(&self, name: &str) -> (PathBuf, PathBuf) {
        let (key, certificate) = self.world.certificate(name);
        (key.into(), certificate.into())
    }

    /// Another home that has the account `Loket` in its configuration.
    pub fn other_home(
        &self,
        name: &str,
        client_id: &str,
        key: &Path,
        certificate: &Path,
    ) -> PathBuf {
        let home = self.world.folder.path().join(name);
        std::fs::create_dir_all(&home).expect("a home");
        let here = std::fs::read_to_string(self.world.home().join("config.toml")).expect("written");
        let account = format!(
            "\n[[account]]\nname = \"Loket\"\nclient_id = \"{client_id}\"\nenvironments = [\"sandbox\"]\n\
             key_file = \"{}\"\ncertificate_files = [\"{}\"]\n",
            text(key),
            text(certificate)
        );
        std::fs::write(home.join("config.toml"), here + &account).expect("written");
        home
    }
}

/// The command that makes a REST account, whose certificate is called after its file.
pub fn rest<'a>(name: &'a str, certificate: &'a Path, key: &'a Path) -> Vec<&'a str> {
    vec![
        "account",
        "add",
        "--type",
        "rest",
        "--name",
        name,
        "--permission",
        "dimona-declare",
        "dimona-consult",
        "--certificate",
        text(certificate),
        "--certificate-name",
        "loket 2026",
        "--key",
        text(key),
    ]
}

/// Runs the binary on another home.
pub fn run_at(home: &Path, arguments: &[&str]) -> Ran {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_dimonitor"))
        .args(["--lang", "en", "--home", text(home)])
        .args(arguments)
        .env_remove("HTTPS_PROXY")
        .env_remove("HTTP_PROXY")
        .output()
        .expect("it starts");
    Ran::from(output)
}
