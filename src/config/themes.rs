//! The user's own themes: files of a folder, each read for itself.

use std::path::Path;

use serde::de::DeserializeOwned;

use super::file;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::paths::Home;

/// Files that are read at most.
const MOST: usize = 64;
/// Characters that the name of a theme may have.
const LONGEST: usize = 32;

/// The themes of the user's folder by name, in its order; a file that is none says why.
pub fn themes<T: DeserializeOwned>(home: &Home) -> Vec<(String, Result<T, Problem>)> {
    let Ok(folder) = std::fs::read_dir(home.themes_folder()) else {
        return Vec::new();
    };
    let mut paths: Vec<_> = folder.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "toml")
    });
    paths.sort();
    let files = paths.iter().take(MOST).filter_map(|path| {
        let name = path.file_stem()?.to_str()?;
        Some((name.to_owned(), read(name, path)))
    });
    files.collect()
}

fn read<T: DeserializeOwned>(name: &str, path: &Path) -> Result<T, Problem> {
    let shown = Untrusted::new(path.to_string_lossy()).shown();
    let problem = |text: Text| Problem::new(ProblemClass::Usage, text.with("path", shown.clone()));
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    if name.len() > LONGEST || !name.chars().all(plain) {
        return Err(problem(Text::new("keys-theme-name")));
    }
    // What is no file may never end, or never begin. A link to a file is one.
    if !std::fs::metadata(path).is_ok_and(|facts| facts.is_file()) {
        return Err(problem(Text::new("keys-theme-no-file")));
    }
    let text = file::read(path, true)?.unwrap_or_default();
    file::parse(&text, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Read = Vec<(String, Result<toml::Table, Problem>)>;

    fn folder_with(files: &[(&str, &str)]) -> (tempfile::TempDir, Home) {
        let folder = tempfile::tempdir().expect("a folder");
        let home = Home::under(folder.path());
        std::fs::create_dir(home.themes_folder()).expect("made");
        for (name, text) in files {
            std::fs::write(home.themes_folder().join(name), text).expect("written");
        }
        (folder, home)
    }

    #[test]
    fn without_a_folder_there_are_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let read: Read = themes(&Home::under(folder.path()));
        assert_eq!(read, Vec::new());
    }

    #[test]
    fn every_file_is_read_for_itself() {
        let (_folder, home) = folder_with(&[
            ("b.toml", "a = 1\n"),
            ("a.toml", "a = 1\nb =\n"),
            ("with blank.toml", ""),
            ("notes.txt", "no theme"),
            ("long.toml", &"#".repeat(2 * 1024 * 1024)),
        ]);
        let read: Read = themes(&home);
        let found: Vec<_> = read
            .iter()
            .map(|(name, read)| (name.as_str(), read.as_ref().err().map(|it| it.summary.key)))
            .collect();
        assert_eq!(
            found,
            [
                ("a", Some("config-mistake")),
                ("b", None),
                ("long", Some("config-too-large")),
                ("with blank", Some("keys-theme-name")),
            ]
        );
        let words = crate::i18n::Catalogue::new(crate::i18n::Language::En);
        let problem = read[0].1.as_ref().expect_err("a slip");
        let summary = words.text(&problem.summary);
        assert!(summary.contains("a.toml, line 2"), "{summary}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_leads_to_a_file_or_to_nothing() {
        use std::os::unix::fs::symlink;
        let (folder, home) = folder_with(&[]);
        let elsewhere = folder.path().join("elsewhere.toml");
        std::fs::write(&elsewhere, "a = 1\n").expect("written");
        let themes_folder = home.themes_folder();
        symlink(&elsewhere, themes_folder.join("good.toml")).expect("linked");
        symlink("/dev/zero", themes_folder.join("endless.toml")).expect("linked");
        symlink("loop.toml", themes_folder.join("loop.toml")).expect("linked");
        let read: Read = themes(&home);
        let good: Vec<_> = read
            .iter()
            .map(|(name, it)| (name.as_str(), it.is_ok()))
            .collect();
        assert_eq!(good, [("endless", false), ("good", true), ("loop", false)]);
    }
}
