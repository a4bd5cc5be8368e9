//! Filters by name: `@late` stands for its line.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Flaw, LONGEST, parse_with};
use crate::domain::ids::Ssin;
use crate::domain::mask::mask;
use crate::domain::report::Filter;
use crate::domain::text::Text;
use crate::domain::untrusted::is_plain;

/// Characters of a name.
const NAME_CHARACTERS: usize = 32;
/// Names that a person may have.
const NAMES: usize = 100;

/// Filters that a person saved, by name.
pub type Saved = BTreeMap<String, String>;

/// The filters that come with the program. Those of a person with the same name win.
pub const BUILT_IN: [(&str, &str); 3] = [
    (
        "attention",
        "state:in_doubt,refused,rejected,not_taken,accepted_warning \
         !decision:replaced,kept,done",
    ),
    (
        "late",
        "deadline:late state:queued,held,sending,in_doubt,submitted",
    ),
    ("today", "since:today"),
];

/// The line that a name stands for.
pub fn line_of<'a>(name: &str, saved: &'a Saved) -> Option<&'a str> {
    let name = name.to_lowercase();
    let own = saved.get(&name).map(String::as_str);
    own.or_else(|| {
        let known = BUILT_IN.iter().find(|(known, _)| *known == name);
        known.map(|(_, line)| *line)
    })
}

/// Every name with its line, a person's own ones first.
pub fn all(saved: &Saved) -> impl Iterator<Item = (&str, &str)> {
    let own = saved
        .iter()
        .map(|(name, line)| (name.as_str(), line.as_str()));
    let hidden = |name: &str| saved.contains_key(name);
    let built_in = BUILT_IN.into_iter().filter(move |(name, _)| !hidden(name));
    own.chain(built_in)
}

/// Those of them that could have been saved here: they come from a file.
#[must_use]
pub fn sound(mut saved: Saved) -> Saved {
    let is_sound = |name: &str, line: &str| {
        is_name(name)
            && name.to_lowercase() == name
            && line.len() <= LONGEST
            && line.chars().all(is_plain)
            && mask(line) == line
    };
    saved.retain(|name, line| is_sound(name, line));
    saved.into_iter().take(NAMES).collect()
}

fn is_name(name: &str) -> bool {
    let is_of_name = |character: char| character.is_alphanumeric() || "-_".contains(character);
    (1..=NAME_CHARACTERS).contains(&name.chars().count()) && name.chars().all(is_of_name)
}

/// Whether a line may be saved under a name: the name as it is kept, or why not.
pub fn check(name: &str, line: &str, saved: &Saved, now: Timestamp) -> Result<String, Text> {
    let name = name.trim().trim_start_matches('@').to_lowercase();
    if !is_name(&name) {
        return Err(Text::new("tui-filter-name").with("count", NAME_CHARACTERS));
    }
    if line.trim().is_empty() {
        return Err(Text::new("tui-filter-save-nothing"));
    }
    if saved.len() >= NAMES && !saved.contains_key(&name) {
        return Err(Text::new("tui-filter-save-many").with("count", NAMES));
    }
    let unreadable = |flaw: Flaw| Text::new("tui-filter-save-flaw").with("flaw", flaw.text);
    let filter = parse_with(line, now, saved).map_err(unreadable)?;
    if names_a_worker(&filter) || mask(line) != line {
        return Err(Text::new("tui-filter-save-ssin"));
    }
    // A name that stands for itself would never come to an end.
    let mut after = saved.clone();
    after.insert(name.clone(), line.to_owned());
    parse_with(line, now, &after).map_err(unreadable)?;
    Ok(name)
}

/// Whether it has a worker's number in it, however that is written.
fn names_a_worker(filter: &Filter) -> bool {
    let single = [
        &filter.employer,
        &filter.reference,
        &filter.account,
        &filter.text,
    ];
    let mut words = single.into_iter().flatten();
    filter.ssin.is_some()
        || words.any(|words| mask(words) != *words || Ssin::parse(words).is_ok())
        || filter.not.iter().any(names_a_worker)
}
