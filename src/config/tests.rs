//! The file as people write it, right and wrong.

use super::*;
use crate::domain::notice::Event;
use crate::domain::text::Arg;

const EXAMPLE: &str = include_str!("../../config.example.toml");

fn load(text: &str) -> Result<Config, Problem> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("config.toml");
    std::fs::write(&path, text).expect("written");
    make_private(&path);
    Config::load(None, &Home::under(folder.path()))
}

#[cfg(unix)]
fn make_private(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).expect("ours");
}

#[cfg(not(unix))]
fn make_private(_path: &Path) {}

const ACCOUNT: &str = "[[account]]\nname = \"Loket\"\nclient_id = \"self_service_chaman_999001_abc\"\n\
    key_file = \"loket.pem\"\n";

#[test]
fn the_example_says_every_default() {
    let example: toml::Table = toml::from_str(EXAMPLE).expect("the example is TOML");
    let defaults = toml::Table::try_from(Config::default()).expect("defaults are TOML");
    assert_eq!(example, defaults);
    assert_eq!(load(EXAMPLE), Ok(Config::default()));
}

#[test]
fn the_example_account_is_one() {
    let with_account = EXAMPLE
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(code) if !code.starts_with([' ', '#']) => code,
            _ => line,
        })
        .collect::<Vec<_>>()
        .join("\n");
    let config = load(&with_account).expect("valid when uncommented");
    assert_eq!(config.accounts.len(), 1);
    assert!(config.accounts[0].key_file.is_absolute());
    let told = config.hooks.iter().map(|hook| &hook.told);
    let [Told::Command(..), Told::Webhook { key_file, .. }] = told.collect::<Vec<_>>()[..] else {
        panic!("{:?}", config.hooks);
    };
    assert!(key_file.as_ref().expect("named").is_absolute());
}

#[test]
fn without_a_file_everything_has_its_default() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = Home::under(folder.path());
    assert_eq!(Config::load(None, &home), Ok(Config::default()));
    let named = folder.path().join("other.toml");
    let problem = Config::load(Some(&named), &home).expect_err("a named file must be there");
    assert_eq!(problem.summary.key, "config-missing");
}

#[test]
fn a_part_of_a_table_leaves_the_rest_at_its_default() {
    let config = load(
        "environment = \"simulation\"\n[http]\nconnect_timeout_seconds = 3\n\
         [environments.sandbox]\nbase_url = \"http://127.0.0.1:1/REST/dimona/v2/\"\n",
    )
    .expect("valid");
    assert_eq!(config.http.connect_timeout_seconds, 3);
    assert_eq!(config.http.total_timeout_seconds, 60);
    let sandbox = config.environments.of(Environment::Sandbox);
    assert_eq!(
        sandbox.base_url.as_str(),
        "http://127.0.0.1:1/REST/dimona/v2"
    );
    assert_eq!(
        sandbox.token_url.as_str(),
        "http://127.0.0.1:8377/REST/oauth/v5/token"
    );
    assert_eq!(
        config.endpoints().token_url.as_str(),
        "https://services.socialsecurity.be/REST/oauth/v5/token"
    );
}

#[test]
fn accounts_are_for_the_real_environments_and_their_paths_for_the_folder_of_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.toml");
    let text = format!("{ACCOUNT}passphrase_file = \"/run/pass\"\nemployers = [\"0999999922\"]\n");
    std::fs::write(&path, text).expect("written");
    make_private(&path);
    let elsewhere = Home::under(Path::new("/nowhere"));
    let mut config = Config::load(Some(&path), &elsewhere).expect("valid");
    let account = &config.accounts[0];
    assert_eq!(account.key_file, folder.path().join("loket.pem"));
    assert_eq!(account.passphrase(), Passphrase::File("/run/pass".into()));
    assert!(account.serves("0999999922".parse().expect("an employer")));
    assert!(!account.serves("0999999823".parse().expect("an employer")));
    assert_eq!(config.accounts_in_use().count(), 0);
    config.environment = Environment::Production;
    assert_eq!(config.accounts_in_use().count(), 1);
}

/// Line, column and key of a mistake.
fn place(problem: &Problem) -> (i64, i64, String) {
    let arg = |name| {
        let found = problem.summary.args.iter().find(|(arg, _)| *arg == name);
        found.map(|(_, arg)| arg.clone()).expect("named")
    };
    match (arg("line"), arg("column"), arg("key")) {
        (Arg::Number(line), Arg::Number(column), Arg::Words(key)) => (line, column, key),
        other => panic!("{other:?}"),
    }
}

#[test]
fn mistakes_are_named_with_their_place() {
    for (name, text, key, where_) in [
        (
            "unknown key",
            "theme = \"dark\"\ncolour = 1\n",
            "config-unknown-key",
            (2, 1, "colour"),
        ),
        (
            "unknown environment",
            "environment = \"acceptance\"\n",
            "config-unknown-value",
            (1, 15, "environment"),
        ),
        (
            "no TOML at all",
            "theme = \n",
            "config-system-says",
            (1, 9, "theme"),
        ),
        (
            "http to the world",
            "[environments.production]\nbase_url = \"http://example.be\"\n",
            "config-url-not-secure",
            (2, 12, "base_url"),
        ),
        (
            "no time at all",
            "[http]\ntotal_timeout_seconds = 0\n",
            "config-seconds",
            (2, 25, "total_timeout_seconds"),
        ),
        (
            "a passphrase in the configuration",
            "[[account]]\npassphrase = \"secret\"\n",
            "config-unknown-key",
            (2, 1, "passphrase"),
        ),
        (
            "an account without key",
            "[[account]]\nname = \"a\"\nclient_id = \"b\"\n",
            "config-missing-key",
            (1, 1, "[[account]]"),
        ),
        (
            "sender number in words",
            "[sender]\nnumber = \"mine\"\n",
            "config-sender-number",
            (2, 10, "number"),
        ),
    ] {
        let problem = load(text).expect_err(name);
        assert_eq!(
            problem.detail.as_ref().map(|text| text.key),
            Some(key),
            "{name}"
        );
        assert!(problem.hint.is_some(), "{name}");
        let (line, column, at) = place(&problem);
        assert_eq!((line, column, at.as_str()), where_, "{name}");
    }
}

#[test]
fn accounts_that_contradict_are_refused() {
    for (name, text, key) in [
        (
            "one name twice",
            format!("{ACCOUNT}{ACCOUNT}"),
            "config-account-twice",
        ),
        (
            "two passphrases",
            format!("{ACCOUNT}passphrase_file = \"a\"\npassphrase_fd = 3\n"),
            "config-passphrase-twice",
        ),
    ] {
        let problem = load(&text).expect_err(name);
        assert_eq!(problem.detail.map(|text| text.key), Some(key), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_others_may_write_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("config.toml");
    std::fs::write(&path, "").expect("written");
    for mode in [0o620, 0o602, 0o666] {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).expect("ours");
        let problem = Config::load(None, &Home::under(folder.path())).expect_err("not private");
        assert_eq!(problem.summary.key, "config-writable", "{mode:o}");
    }
}

#[test]
fn what_is_told_outside_of_the_screen_is_a_section() {
    let section = "events = [\"in-doubt\", \"worker-gone\"]\nbell = true\ntitle = true\n";
    let notify: Notify = toml::from_str(section).expect("it can be read");
    assert_eq!(notify.events, [Event::InDoubt, Event::WorkerGone]);
    assert!(notify.bell && notify.title && notify.desktop);
    assert!(toml::from_str::<Notify>("events = [\"everything\"]").is_err());
    assert!(toml::from_str::<Notify>("ring = true").is_err());
}

#[test]
fn chaman_offers_what_its_guide_shows() {
    use crate::domain::chaman::{Channel, PermissionId};
    let rulebook = rulebook();
    let day = jiff::civil::date(2026, 3, 10);
    for (channel, count) in [
        (Channel::Ftp, 9),
        (Channel::Sftp, 10),
        (Channel::Soap, 0),
        (Channel::Rest, 8),
    ] {
        let offered = rulebook.offered(channel, day).count();
        assert_eq!(offered, count, "permissions of {}", channel.name());
    }
    let mut ids = std::collections::BTreeSet::new();
    for rule in &rulebook.permissions {
        assert!(ids.insert(&rule.id), "{} stands twice", rule.id);
        for language in ["nl", "fr", "de", "en"] {
            assert!(
                !rule.label(language).is_empty(),
                "{} in {language}",
                rule.id
            );
        }
    }
    let dimona = ["dimona-consult", "dimona-declare"].map(|id| PermissionId(id.to_owned()));
    assert_eq!(
        rulebook.scopes(&dimona),
        [
            "scope:dimona:declaration:consult",
            "scope:dimona:declaration:declarant"
        ]
    );
}

#[test]
fn an_own_list_of_chaman_wins_over_ours() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = Home::under(folder.path());
    assert_eq!(rulebook_of(&home).expect("ours").permissions.len(), 18);
    let own =
        "keys = []\ndigests = []\nextensions = []\nsha1_until = \"2025-12-31\"\npermission = []\n";
    std::fs::write(home.rulebook_file(), own).expect("written");
    make_private(&home.rulebook_file());
    assert_eq!(rulebook_of(&home).expect("the user's").permissions.len(), 0);
    std::fs::write(home.rulebook_file(), own.replace("digests", "digest")).expect("written");
    let problem = rulebook_of(&home).expect_err("a slip");
    assert_eq!(place(&problem).0, 2);
}

#[test]
fn own_lists_win_over_ours() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = Home::under(folder.path());
    assert!(rules_of(&home).expect("ours").worker_type("STU").is_some());
    let own = "[[worker_type]]\ncode = \"NEW\"\n[[joint_committee]]\ncode = \"XXX\"\n";
    std::fs::write(home.rules_file(), own).expect("written");
    make_private(&home.rules_file());
    let rules = rules_of(&home).expect("the user's");
    assert!(rules.worker_type("NEW").is_some());
    assert!(rules.worker_type("STU").is_none());
    std::fs::write(home.rules_file(), "[[worker_type]]\ncoed = \"NEW\"\n").expect("written");
    let problem = rules_of(&home).expect_err("a slip");
    assert_eq!(place(&problem).0, 2);
}

#[test]
fn a_key_that_looks_like_the_end_of_the_message_hides_nothing() {
    let hostile = "\"a`, expected `\\u001b[31m`, expected one of \\u001b[5m\" = 1\n";
    let problem = load(hostile).expect_err("there is no such key");
    let texts = [Some(problem.summary), problem.detail, problem.hint];
    for text in texts.into_iter().flatten() {
        for (name, arg) in text.args {
            if let Arg::Words(words) = arg {
                assert!(!words.contains('\u{1b}'), "{name}: {words:?}");
            }
        }
    }
}
