//! The keys of the console as the file has them. Which actions and keys there are is known to
//! the console; what is wrong with them is said here, with its place.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::file;
use crate::domain::problem::Problem;
use crate::domain::text::Text;

/// Spellings of keys by the name of an action.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Keys {
    actions: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    #[serde(skip)]
    source: Option<Source>,
}

/// Where they were read.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Source {
    path: PathBuf,
    text: String,
}

impl Keys {
    /// The actions with their spellings, in the order of the file.
    pub fn wishes(&self) -> Vec<(&str, Vec<&str>)> {
        let wishes = self.in_order().into_iter();
        wishes
            .map(|(action, keys)| {
                let keys = keys.iter().map(|key| key.as_ref().as_str());
                (action.as_ref().as_str(), keys.collect())
            })
            .collect()
    }

    /// What is wrong with the wish at this place, or with this of its keys.
    pub fn mistake(&self, wish: usize, key: Option<usize>, reason: Text, hint: Text) -> Problem {
        let wishes = self.in_order();
        let Some((action, keys)) = wishes.get(wish) else {
            return Problem::new(crate::domain::problem::ProblemClass::Usage, reason).hint(hint);
        };
        let spelling = key.and_then(|key| keys.get(key));
        let start = spelling.unwrap_or(action).span().start;
        let (text, path) = match &self.source {
            Some(source) => (source.text.as_str(), source.path.as_path()),
            None => ("", Path::new("")),
        };
        file::mistake_in(text, path, start, action.as_ref(), reason).hint(hint)
    }

    /// Remembers the file for [`Self::mistake`].
    pub(super) fn stand_in(&mut self, text: &str, path: &Path) {
        self.source = (!self.actions.is_empty()).then(|| Source {
            path: path.to_owned(),
            text: text.to_owned(),
        });
    }

    fn in_order(&self) -> Vec<(&Spanned<String>, &Vec<Spanned<String>>)> {
        let mut wishes: Vec<_> = self.actions.iter().collect();
        wishes.sort_by_key(|(action, _)| action.span().start);
        wishes
    }
}
