//! Which rows something done to many is about: the marked ones, the one under the cursor, or all
//! that the filter chooses.

use super::model::Model;
use crate::domain::ids::SubmissionId;
use crate::domain::report::{Filter, Sort};
use crate::domain::text::Text;

/// Which rows it is about.
#[derive(Debug, Clone, Default)]
pub(super) struct Choice {
    pub(super) which: Filter,
    pub(super) sort: Sort,
    pub(super) scope: Scope,
}

/// How they were chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Scope {
    /// They were marked, among those of this filter line.
    Marked(String),
    /// The one under the cursor, since none is marked.
    One(SubmissionId),
    /// All that this filter line chooses.
    Filtered(String),
    /// Every row of the queue.
    #[default]
    All,
}

impl Scope {
    /// The same, for a person.
    pub(super) fn text(&self) -> Text {
        match self {
            Self::Marked(_) => Text::new("many-scope-marked"),
            Self::One(id) => Text::new("many-scope-one").with("id", id.to_string()),
            Self::Filtered(line) => Text::new("many-scope-filtered").with("line", line.as_str()),
            Self::All => Text::new("many-scope-all"),
        }
    }

    /// The same, in words of the journal.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Marked(line) if line.is_empty() => "marked".to_owned(),
            Self::Marked(line) => format!("marked in: {line}"),
            Self::One(id) => format!("submission {id}"),
            Self::Filtered(line) => line.clone(),
            Self::All => "all".to_owned(),
        }
    }
}

/// The marked rows, else the one under the cursor: never everything unasked.
pub(super) fn marked_or_one(model: &Model) -> Option<Choice> {
    marked(model).or_else(|| {
        let id = model.queue.selected?;
        Some(Choice {
            which: Filter {
                ids: vec![id],
                ..Filter::default()
            },
            sort: model.queue.sort,
            scope: Scope::One(id),
        })
    })
}

/// The marked rows.
pub(super) fn marked(model: &Model) -> Option<Choice> {
    Some(Choice {
        which: model.queue.chosen()?,
        sort: model.queue.sort,
        scope: Scope::Marked(model.queue.line.clone()),
    })
}

/// The marked rows, else all that the filter chooses: what a file holds.
pub(super) fn marked_or_all(model: &Model) -> Choice {
    marked(model).unwrap_or_else(|| Choice {
        which: model.queue.filter.clone(),
        sort: model.queue.sort,
        scope: match model.queue.line.as_str() {
            "" => Scope::All,
            line => Scope::Filtered(line.to_owned()),
        },
    })
}
