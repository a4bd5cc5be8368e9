//! The keys in force: those of the table, save what the operator changed.

use super::key::Key;
use super::keymap::{ACTIONS, Action, Binding, Context};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;

/// Keys that answer a question with yes.
const YES: [char; 6] = ['y', 'Y', 'j', 'J', 'o', 'O'];
/// Keys that answer a question with no.
const NO: [char; 2] = ['n', 'N'];
/// Without these there is no way out, or none on.
const NEEDED: [Action; 3] = [Action::Interrupt, Action::Back, Action::Accept];
/// Letters that a misspelled name may have wrong.
const NEAR: usize = 3;

/// The keys of every action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    /// In the order of [`ACTIONS`].
    rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    keys: Vec<Key>,
    /// The place of the wish that it comes from.
    wish: Option<usize>,
}

/// What the operator wants of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish<'a> {
    /// Its name in the table.
    pub action: &'a str,
    /// The spellings of its keys; none unbinds it.
    pub keys: Vec<&'a str>,
}

/// Why wishes cannot be met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The place of the wish.
    pub wish: usize,
    /// The place of the key in it, when it is about a key.
    pub key: Option<usize>,
    /// What is wrong.
    pub reason: Text,
    /// What to do.
    pub hint: Text,
}

impl Default for Keymap {
    fn default() -> Self {
        let rows = ACTIONS.iter().map(|row| Row {
            keys: row.keys.to_vec(),
            wish: None,
        });
        Self {
            rows: rows.collect(),
        }
    }
}

impl Keymap {
    /// The keys of the table with these wishes met.
    pub fn with(wishes: &[Wish<'_>]) -> Result<Self, Refusal> {
        let mut map = Self::default();
        for (wish, wanted) in wishes.iter().enumerate() {
            let place = ACTIONS.iter().position(|row| row.name == wanted.action);
            let place = place.ok_or_else(|| unknown(wish, wanted.action))?;
            let keys = wanted.keys.iter().enumerate();
            let keys = keys.map(|(key, spelling)| {
                read(spelling).map_err(|(reason, hint)| Refusal {
                    wish,
                    key: Some(key),
                    reason,
                    hint,
                })
            });
            map.rows[place] = Row {
                keys: keys.collect::<Result<_, _>>()?,
                wish: Some(wish),
            };
        }
        map.check_needed()?;
        map.check_answers()?;
        map.check_conflicts()?;
        Ok(map)
    }

    /// The action of a key in this context.
    pub fn lookup(&self, key: Key, context: Context, read_only: bool) -> Option<Action> {
        self.rows()
            .filter(|(binding, _)| binding.applies(context, read_only))
            .find(|(_, row)| row.keys_in(context).any(|bound| bound == key))
            .map(|(binding, _)| binding.action)
    }

    /// The keys of an action, wherever they are valid.
    pub fn keys(&self, action: Action) -> &[Key] {
        self.rows()
            .find(|(binding, _)| binding.action == action)
            .map_or(&[], |(_, row)| &row.keys)
    }

    /// The keys that lead to an action in this context: where text is typed, characters are text.
    pub fn keys_in(&self, action: Action, context: Context) -> impl Iterator<Item = Key> {
        of_context(self.keys(action), context)
    }

    /// The spelling of an action's first key in this context.
    pub fn key_in(&self, action: Action, context: Context) -> Option<String> {
        let first = self.keys_in(action, context).next();
        first.map(|key| key.to_string())
    }

    /// Whether the operator chose the keys of this action.
    pub fn is_chosen(&self, action: Action) -> bool {
        self.rows()
            .any(|(binding, row)| binding.action == action && row.wish.is_some())
    }

    fn rows(&self) -> impl Iterator<Item = (&'static Binding, &Row)> {
        ACTIONS.iter().zip(&self.rows)
    }

    fn check_needed(&self) -> Result<(), Refusal> {
        for (binding, row) in self.rows() {
            let Some(wish) = row.wish else { continue };
            if !NEEDED.contains(&binding.action) {
                continue;
            }
            let bare = |context: &&Context| row.keys_in(**context).next().is_none();
            if let Some(context) = binding.contexts.iter().find(bare) {
                let reason = Text::new("keys-needed")
                    .with("action", binding.name)
                    .with("context", context.name());
                return Err(Refusal {
                    wish,
                    key: None,
                    reason,
                    hint: Text::new("keys-needed-hint"),
                });
            }
        }
        Ok(())
    }

    /// The letters that answer a question do nothing else there.
    fn check_answers(&self) -> Result<(), Refusal> {
        for (binding, row) in self.rows() {
            let Some(wish) = row.wish else { continue };
            if !binding.contexts.contains(&Context::Confirm) {
                continue;
            }
            let taken = row
                .keys_in(Context::Confirm)
                .find(|key| answer(*key).is_some_and(|answer| answer != binding.action));
            if let Some(key) = taken {
                let reason = Text::new("keys-answer").with("key", key.to_string());
                return Err(Refusal {
                    wish,
                    key: row.place(key),
                    reason,
                    hint: Text::new("keys-conflict-hint"),
                });
            }
        }
        Ok(())
    }

    fn check_conflicts(&self) -> Result<(), Refusal> {
        for (later, (binding, row)) in self.rows().enumerate() {
            for (other, other_row) in self.rows().take(later) {
                // The one that was wished for last is the one to change.
                let Some(wish) = row.wish.max(other_row.wish) else {
                    continue;
                };
                let shared = binding.contexts.iter().find_map(|context| {
                    let both = other.contexts.contains(context);
                    let mut keys = row.keys_in(*context).filter(|_| both);
                    let key =
                        keys.find(|key| other_row.keys_in(*context).any(|own| own == *key))?;
                    Some((key, *context))
                });
                if let Some((key, context)) = shared {
                    let chosen = if row.wish == Some(wish) {
                        row
                    } else {
                        other_row
                    };
                    let reason = Text::new("keys-conflict")
                        .with("key", key.to_string())
                        .with("action", other.name)
                        .with("other", binding.name)
                        .with("context", context.name());
                    return Err(Refusal {
                        wish,
                        key: chosen.place(key),
                        reason,
                        hint: Text::new("keys-conflict-hint"),
                    });
                }
            }
        }
        Ok(())
    }
}

impl Row {
    fn keys_in(&self, context: Context) -> impl Iterator<Item = Key> {
        of_context(&self.keys, context)
    }

    fn place(&self, key: Key) -> Option<usize> {
        self.keys.iter().position(|own| *own == key)
    }
}

fn of_context(keys: &[Key], context: Context) -> impl Iterator<Item = Key> {
    let keys = keys.iter().copied();
    keys.filter(move |key| !(context.takes_text() && key.typed().is_some()))
}

/// What a letter answers to a question.
pub fn answer(key: Key) -> Option<Action> {
    match key.typed()? {
        letter if YES.contains(&letter) => Some(Action::Accept),
        letter if NO.contains(&letter) => Some(Action::Back),
        _ => None,
    }
}

fn read(spelling: &str) -> Result<Key, (Text, Text)> {
    let shown = || Untrusted::new(spelling).shown();
    let key: Key = spelling.parse().map_err(|_| {
        let reason = Text::new("keys-unreadable").with("key", shown());
        (reason, Text::new("keys-unreadable-hint"))
    })?;
    match key.heard_as() {
        None => Ok(key),
        Some(same) => {
            let reason = Text::new("keys-same").with("key", shown());
            Err((
                reason,
                Text::new("keys-same-hint").with("same", same.to_string()),
            ))
        }
    }
}

fn unknown(wish: usize, name: &str) -> Refusal {
    let mut near: Vec<_> = ACTIONS
        .iter()
        .map(|row| (distance(name, row.name), row.name))
        .filter(|(distance, known)| *distance <= NEAR || (name.len() > 2 && known.contains(name)))
        .collect();
    near.sort_unstable();
    let near: Vec<_> = near.into_iter().take(3).map(|(_, name)| name).collect();
    let hint = if near.is_empty() {
        Text::new("keys-unknown-hint")
    } else {
        Text::new("keys-unknown-near").with("names", near.join(", "))
    };
    let shown = Untrusted::new(name).shown();
    Refusal {
        wish,
        key: None,
        reason: Text::new("keys-unknown").with("action", shown),
        hint,
    }
}

/// How many letters must be put in, taken out or changed to make one word of the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in one.chars().take(64).enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], line + 1);
        for (column, wanted) in other.iter().enumerate() {
            let change = diagonal + usize::from(letter != *wanted);
            diagonal = row[column + 1];
            row[column + 1] = change.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
#[path = "keys_tests.rs"]
mod tests;
