//! Files that systemd hands to the service: `credential:NAME` in the configuration.

use std::path::{Path, PathBuf};

use crate::config::{Config, credential};
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;

/// Puts the files of the service in the place of their names. What cannot be found, because
/// another process is reading the configuration, keeps its name.
pub(in crate::app) fn resolve(config: &mut Config) {
    let folder = folder();
    put(config, folder.as_deref());
}

fn put(config: &mut Config, folder: Option<&Path>) {
    for path in config.files_mut() {
        if let Some(found) = found(path, folder) {
            *path = found;
        }
    }
}

/// Where systemd put them.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that asks for systemd's credentials"
)]
fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("CREDENTIALS_DIRECTORY")?);
    folder.is_absolute().then_some(folder)
}

fn found(path: &Path, folder: Option<&Path>) -> Option<PathBuf> {
    let name = credential(path)?;
    let is_name = !name.is_empty() && !name.starts_with('.') && !name.contains('/');
    is_name.then_some(folder?.join(name))
}

/// Why such a file cannot be read here, if it is one.
pub(in crate::app) fn must_be_here(path: &Path) -> Result<(), Problem> {
    if credential(path).is_none() {
        return Ok(());
    }
    let summary = Text::new("service-credential").with("file", crate::app::shown(path));
    let problem = Problem::new(ProblemClass::Usage, summary);
    Err(problem.hint(Text::new("service-credential-hint")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credential_is_a_name_in_one_folder() {
        let folder = Path::new("/run/credentials/dimonitor.service");
        let inside = |name: &str| Some(folder.join(name));
        for (path, expected) in [
            ("credential:account.key", inside("account.key")),
            ("credential:../../../etc/shadow", None),
            ("credential:/etc/shadow", None),
            ("credential:..", None),
            ("credential:", None),
            ("/etc/dimonitor/account.key", None),
        ] {
            assert_eq!(found(Path::new(path), Some(folder)), expected, "{path}");
            assert_eq!(found(Path::new(path), None), None, "{path}");
        }
    }

    #[test]
    fn every_file_of_the_configuration_may_be_one() {
        let home = tempfile::tempdir().expect("a folder");
        let home = crate::paths::Home::under(home.path());
        let file = home.config_file();
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        let text = "store = \"postgres://eva@db.example.test/dimonitor\"\n\
             store_password_file = \"credential:0\"\nstore_ca_file = \"credential:1\"\n\
             [http]\nca_files = [\"credential:2\"]\n\
             [[account]]\nname = \"Zuid\"\nclient_id = \"self_service_chaman_999001_abcdefghij\"\n\
             key_file = \"credential:3\"\npassphrase_file = \"credential:4\"\n\
             certificate_files = [\"credential:5\"]\n\
             [[hooks]]\nname = \"chat\"\non = [\"refused\"]\nwebhook = \"https://hooks.example.test/\"\n\
             bearer_file = \"credential:6\"\nkey_file = \"credential:7\"\n";
        std::fs::write(&file, text).expect("written");
        let mut config = Config::load(None, &home).expect("a configuration");
        let folder = Path::new("/run/credentials/dimonitor.service");
        put(&mut config, Some(folder));
        let mut found: Vec<_> = config.files_mut().map(|path| path.clone()).collect();
        found.sort();
        let expected: Vec<_> = (0..8).map(|name| folder.join(name.to_string())).collect();
        assert_eq!(found, expected);
    }
}
