//! Which certificates were told today: a small file, so that the next run does not tell them again.

use std::collections::VecDeque;
use std::io::Read as _;
use std::path::PathBuf;

/// Names that are kept: far more than there are certificates and levels of a day.
const KEPT: usize = 512;

/// Bytes that are read of the file.
const LARGEST: u64 = 256 * 1024;

/// The names of occurrences that were told.
pub(super) struct Told {
    file: PathBuf,
    names: Option<VecDeque<String>>,
}

impl Told {
    /// What this file remembers; it is read when it is needed.
    pub(super) fn new(file: PathBuf) -> Self {
        Self { file, names: None }
    }

    /// Whether it was never told; from now on it was. What cannot be remembered is told again.
    pub(super) fn is_news(&mut self, name: &str) -> bool {
        let names = self.names.get_or_insert_with(|| {
            let mut text = String::new();
            let file = crate::paths::open_file(&self.file);
            let read = file.and_then(|file| file.take(LARGEST).read_to_string(&mut text));
            if let Err(error) = read
                && error.kind() != std::io::ErrorKind::NotFound
            {
                tracing::warn!(%error, "hooks: what was told is not known");
            }
            text.lines().map(str::to_owned).collect()
        });
        if names.iter().any(|one| one == name) {
            return false;
        }
        names.push_back(name.to_owned());
        while names.len() > KEPT {
            names.pop_front();
        }
        let text: String = names.iter().flat_map(|one| [one.as_str(), "\n"]).collect();
        let beside = self.file.with_extension("new");
        let kept =
            std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, &self.file));
        if let Err(error) = kept {
            tracing::warn!(%error, "hooks: what was told is not remembered");
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_told_is_no_news_for_the_next_run() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("hooks.told");
        let mut told = Told::new(file.clone());
        assert!(told.is_news("a") && told.is_news("b") && !told.is_news("a"));
        let mut next = Told::new(file.clone());
        assert!(!next.is_news("a") && !next.is_news("b") && next.is_news("c"));
        for number in 0..2 * KEPT {
            assert!(next.is_news(&number.to_string()));
        }
        let text = std::fs::read_to_string(&file).expect("kept");
        assert_eq!(text.lines().count(), KEPT);
        // Where nothing can be kept, everything is told.
        let mut nowhere = Told::new(folder.path().join("none/hooks.told"));
        assert!(nowhere.is_news("a"));
    }
}
