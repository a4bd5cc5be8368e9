//! The one dependency rule, held by reading the sources.
//!
//! A module may use what its layer allows and nothing else; each heavy crate has one
//! owner. The rule is the table below; the reasons are in the crate's documentation.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// A layer: which files, which of our modules they may use, which crates they may not.
struct Layer {
    /// Paths below `src` that begin so; the first layer that fits a file counts.
    files: &'static [&'static str],
    /// Our modules that these files may use beside their own.
    modules: &'static [&'static str],
    /// Crates that these files may use of those that have an owner.
    owned: &'static [&'static str],
}

/// Crates that only their owners may use.
const OWNED: &[&str] = &[
    "axum",
    "clap",
    "crossterm",
    "csv",
    "directories",
    "fluent_bundle",
    "hyper",
    "hyper_util",
    "jsonwebtoken",
    "pkcs8",
    "prometheus",
    "ratatui",
    "rcgen",
    "reqwest",
    "rpassword",
    "rusqlite",
    "rustls",
    "rustls_platform_verifier",
    "sd_notify",
    "tokio",
    "tokio_postgres",
    "tokio_postgres_rustls",
    "toml",
    "tracing",
    "tracing_appender",
    "tracing_subscriber",
    "tui_input",
    "x509_parser",
    "aws_lc_rs",
    // No crate, but as heavy: files.
    "std::fs",
];

const ASYNC: &[&str] = &["tokio", "tracing"];

const LAYERS: &[Layer] = &[
    // The files of a layer that touch the disk come first.
    Layer {
        files: &["rsz/key/file.rs"],
        modules: &["domain"],
        owned: &["std::fs"],
    },
    Layer {
        files: &["cert/file.rs"],
        modules: &["domain", "paths"],
        owned: &["std::fs"],
    },
    Layer {
        files: &["engine/business.rs"],
        modules: &["domain", "paths"],
        owned: &["std::fs"],
    },
    Layer {
        files: &["domain/"],
        modules: &[],
        owned: &[],
    },
    Layer {
        files: &["i18n/"],
        modules: &["domain"],
        owned: &["fluent_bundle"],
    },
    Layer {
        files: &["paths.rs"],
        modules: &["domain"],
        owned: &["directories", "std::fs"],
    },
    Layer {
        files: &["config/"],
        modules: &["domain", "paths", "i18n"],
        owned: &["toml", "std::fs"],
    },
    Layer {
        files: &["logging.rs", "logging/"],
        modules: &["domain", "paths"],
        owned: &["tracing", "tracing_appender", "tracing_subscriber", "tokio"],
    },
    Layer {
        files: &["rsz/"],
        modules: &["domain"],
        owned: &[
            "reqwest",
            "jsonwebtoken",
            "pkcs8",
            "aws_lc_rs",
            "tokio",
            "tracing",
        ],
    },
    Layer {
        files: &["store/"],
        modules: &["domain"],
        owned: &[
            "rusqlite",
            "rustls",
            "rustls_platform_verifier",
            "tokio",
            "tokio_postgres",
            "tokio_postgres_rustls",
            "tracing",
            "std::fs",
        ],
    },
    Layer {
        files: &["cert/"],
        modules: &["domain", "config"],
        owned: &["x509_parser", "rcgen", "aws_lc_rs"],
    },
    Layer {
        files: &["chaman/"],
        modules: &["domain", "cert", "config"],
        owned: &["toml"],
    },
    Layer {
        files: &["engine/"],
        modules: &[
            "domain", "rsz", "store", "cert", "chaman", "config", "paths",
        ],
        owned: ASYNC,
    },
    Layer {
        files: &[
            "tui/mod.rs",
            "tui/runtime",
            "tui/terminal",
            "tui/backend",
            "tui/perform",
            "tui/plain/mod.rs",
            "tui/plain/desk.rs",
        ],
        modules: &["domain", "i18n", "engine", "config"],
        owned: &["crossterm", "ratatui", "tokio", "tracing"],
    },
    Layer {
        files: &["tui/theme.rs"],
        modules: &["domain"],
        owned: &["ratatui", "toml"],
    },
    Layer {
        files: &["tui/"],
        modules: &["domain", "i18n"],
        owned: &["ratatui", "tui_input"],
    },
    Layer {
        files: &["input/"],
        modules: &["domain"],
        owned: &["csv", "std::fs"],
    },
    Layer {
        files: &["import/"],
        modules: &["domain", "input", "engine"],
        owned: &["csv", "tokio", "tracing", "std::fs"],
    },
    Layer {
        files: &["export/"],
        modules: &["domain", "engine"],
        owned: &["csv", "std::fs"],
    },
    Layer {
        files: &["hooks/"],
        modules: &["domain", "paths", "rsz"],
        owned: &["tokio", "tracing", "std::fs"],
    },
    Layer {
        files: &["cli/"],
        modules: &[
            "domain", "i18n", "engine", "config", "paths", "args", "input", "import", "export",
        ],
        owned: &["csv", "tokio", "tracing"],
    },
    Layer {
        files: &["simulator/"],
        modules: &[],
        owned: &[
            "axum",
            "hyper",
            "hyper_util",
            "jsonwebtoken",
            "aws_lc_rs",
            "x509_parser",
            "toml",
            "tokio",
            "tracing",
            "std::fs",
        ],
    },
    // Serves figures on this machine; knows the engine as the front ends do.
    Layer {
        files: &["monitor/"],
        modules: &["domain", "engine"],
        owned: &["prometheus", "hyper", "hyper_util", "tokio", "tracing"],
    },
    Layer {
        files: &["args.rs", "args/"],
        modules: &["domain", "i18n"],
        owned: &["clap"],
    },
    // For tests: a macro that every layer may use, and that is nothing without its feature.
    Layer {
        files: &["failpoint.rs"],
        modules: &[],
        owned: &["std::fs"],
    },
    // Calls every reader of foreign bytes; nothing of the program calls it.
    Layer {
        files: &["fuzzing.rs"],
        modules: &[
            "cert", "chaman", "config", "domain", "i18n", "input", "rsz", "tui",
        ],
        owned: &[],
    },
    // What the console remembers is a file of the composition root's own.
    Layer {
        files: &["app/session.rs"],
        modules: &["domain", "paths", "tui"],
        owned: &["std::fs", "toml", "tracing", "tokio"],
    },
    Layer {
        files: &["app/service/notify.rs"],
        modules: &[],
        owned: &["sd_notify", "tracing"],
    },
    Layer {
        files: &["app/", "main.rs", "lib.rs"],
        modules: &[
            "args",
            "cert",
            "chaman",
            "cli",
            "config",
            "domain",
            "engine",
            "export",
            "hooks",
            "i18n",
            "import",
            "input",
            "logging",
            "monitor",
            "paths",
            "rsz",
            "simulator",
            "store",
            "tui",
            "app",
        ],
        owned: &["rpassword", "tokio", "tracing", "clap", "std::fs"],
    },
];

/// Every breach of the rule below this folder: file, line and rule.
fn breaches(src: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for file in sources(src) {
        let name = file
            .strip_prefix(src)
            .expect("below src")
            .to_string_lossy()
            .replace('\\', "/");
        let Some(layer) = LAYERS
            .iter()
            .find(|layer| layer.files.iter().any(|prefix| name.starts_with(prefix)))
        else {
            found.push(format!(
                "{name}: belongs to no layer; add it to the table in tests/architecture.rs"
            ));
            continue;
        };
        let text = fs::read_to_string(&file).expect("sources are text");
        for (number, line) in text.lines().enumerate() {
            // Tests may reach across layers; they stand last in a file or in files of their own.
            if line.trim() == "#[cfg(test)]" || is_test_file(&name) {
                break;
            }
            for breach in breaches_in(line, &name, layer) {
                found.push(format!("{name}:{}: {breach}", number + 1));
            }
        }
    }
    found
}

fn breaches_in(line: &str, name: &str, layer: &Layer) -> Vec<String> {
    let code = line.split("//").next().unwrap_or_default();
    let own = name.split(['/', '.']).next().unwrap_or_default();
    let mut found = Vec::new();
    for module in words_after(code, "crate::")
        .into_iter()
        .filter(|module| is_module(module))
    {
        if module != own && !layer.modules.contains(&module.as_str()) {
            found.push(format!("`{own}` may not use `crate::{module}`"));
        }
    }
    for owned in OWNED {
        let used = code.contains(&format!("{owned}::")) && !code.contains(&format!("::{owned}::"))
            || code.trim() == format!("use {owned};");
        let whole_word = code.match_indices(owned).any(|(start, _)| {
            start == 0 || !code[..start].ends_with(|c: char| c.is_alphanumeric() || c == '_')
        });
        if used && whole_word && !layer.owned.contains(owned) {
            found.push(format!(
                "`{own}` may not use the crate `{owned}`: it has another owner"
            ));
        }
    }
    found
}

/// The words that stand directly behind each `marker`, including those of a braced list.
fn words_after(code: &str, marker: &str) -> Vec<String> {
    let word = |text: &str| {
        text.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect::<String>()
    };
    code.match_indices(marker)
        .flat_map(|(start, _)| {
            let rest = &code[start + marker.len()..];
            match rest.strip_prefix('{') {
                Some(list) => list.split(',').map(|item| word(item.trim())).collect(),
                None => vec![word(rest)],
            }
        })
        .collect()
}

fn is_module(word: &str) -> bool {
    LAYERS
        .iter()
        .flat_map(|layer| layer.files)
        .any(|prefix| prefix.split(['/', '.']).next() == Some(word))
}

/// Files that are compiled for tests only, by their names.
fn is_test_file(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or_default();
    let of_tests = ["tests.rs", "testing.rs", "scripted.rs", "_properties.rs"];
    of_tests.iter().any(|end| file.ends_with(end))
        || file.starts_with("fixture")
        || name.contains("/tests/")
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn every_module_uses_only_what_its_layer_allows() {
    let found = breaches(&repository().join("src"));
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn a_forbidden_use_is_found_and_named() {
    let found = breaches(&repository().join("tests/fixtures/architecture/src"));
    assert_eq!(
        found,
        [
            "domain/clock.rs:3: `domain` may not use the crate `tokio`: it has another owner",
            "domain/clock.rs:5: `domain` may not use `crate::store`",
            "tui/view.rs:3: `tui` may not use the crate `crossterm`: it has another owner",
            "tui/view.rs:4: `tui` may not use `crate::engine`",
            "tui/view.rs:8: `tui` may not use `crate::rsz`",
        ]
    );
}

#[test]
fn no_source_file_is_longer_than_five_hundred_lines() {
    let mut long = String::new();
    for file in sources(&repository().join("src")) {
        let lines = fs::read_to_string(&file)
            .expect("sources are text")
            .lines()
            .count();
        if lines > 500 {
            let _ = writeln!(long, "{}: {lines} lines", file.display());
        }
    }
    assert!(long.is_empty(), "\n{long}split these by what they own\n");
}

#[test]
fn every_source_file_says_what_it_owns() {
    let silent: Vec<_> = sources(&repository().join("src"))
        .into_iter()
        .filter(|file| {
            !fs::read_to_string(file)
                .expect("sources are text")
                .starts_with("//!")
        })
        .collect();
    assert!(silent.is_empty(), "no `//!` at the top of {silent:?}");
}
