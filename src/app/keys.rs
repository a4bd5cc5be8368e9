//! The keys of the console: from the configuration to the map, and the map as a list.

use serde::Serialize;

use crate::cli::Exit;
use crate::cli::output::Output;
use crate::config;
use crate::domain::problem::Problem;
use crate::domain::text::Text;
use crate::tui::keymap::{ACTIONS, Binding, Context};
use crate::tui::keys::{Keymap, Wish};

/// The keys that the configuration wants.
pub(super) fn keymap(keys: &config::Keys) -> Result<Keymap, Problem> {
    let wishes = keys.wishes();
    let wishes: Vec<_> = wishes
        .into_iter()
        .map(|(action, keys)| Wish { action, keys })
        .collect();
    Keymap::with(&wishes)
        .map_err(|refusal| keys.mistake(refusal.wish, refusal.key, refusal.reason, refusal.hint))
}

/// An action as `dimonitor keys --json` prints it.
#[derive(Serialize)]
struct Row {
    action: &'static str,
    keys: Vec<String>,
    contexts: Vec<&'static str>,
    /// `default` or `config`.
    source: &'static str,
    changes: bool,
    label: String,
    help: String,
}

/// Prints every action with its keys.
pub(super) fn run(keymap: &Keymap, out: &Output<'_>) -> Exit {
    let rows: Vec<_> = ACTIONS.iter().map(|row| of(row, keymap, out)).collect();
    if out.is_json() {
        for row in &rows {
            out.json(row);
        }
        return Exit::Done;
    }
    let wide = |text: fn(&Row) -> usize| rows.iter().map(text).max().unwrap_or_default();
    let (names, keys) = (
        wide(|row| row.action.len()),
        wide(|row| row.keys.join(" ").chars().count()),
    );
    for row in &rows {
        let mark = if row.source == "config" { "*" } else { " " };
        let (action, spelled) = (row.action, row.keys.join(" "));
        out.line(&format!(
            "{mark} {action:names$}  {spelled:keys$}  {}",
            row.help
        ));
        out.line(&format!(
            "  {:names$}  {:keys$}  ({})",
            "",
            "",
            contexts(row)
        ));
    }
    out.say(&Text::new("keys-list-mark"));
    Exit::Done
}

fn of(row: &Binding, keymap: &Keymap, out: &Output<'_>) -> Row {
    let keys = keymap.keys(row.action).iter();
    Row {
        action: row.name,
        keys: keys.map(ToString::to_string).collect(),
        contexts: row.contexts.iter().map(|context| context.name()).collect(),
        source: if keymap.is_chosen(row.action) {
            "config"
        } else {
            "default"
        },
        changes: row.dangerous,
        label: out.words(&Text::new(row.label)),
        help: out.words(&Text::new(row.help)),
    }
}

fn contexts(row: &Row) -> String {
    if row.contexts.len() == Context::ALL.len() {
        return "*".to_owned();
    }
    row.contexts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::domain::problem::ProblemClass;
    use crate::i18n::{Catalogue, Language};
    use crate::paths::Home;
    use crate::tui::keymap::Action;

    fn keymap_of(text: &str) -> Result<Keymap, Problem> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("config.toml");
        std::fs::write(&path, text).expect("written");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let private = std::fs::Permissions::from_mode(0o600);
            std::fs::set_permissions(&path, private).expect("ours");
        }
        keymap(&Config::load(None, &Home::under(folder.path()))?.keys)
    }

    #[test]
    fn the_configuration_changes_and_takes_away_keys() {
        let map =
            keymap_of("[keys]\npoll = [\"f9\", \"alt-space\"]\n\"copy\" = []\n").expect("valid");
        let poll: Vec<_> = map.keys(Action::PollNow).iter().collect();
        assert_eq!(poll.len(), 2);
        assert!(map.keys(Action::Copy).is_empty());
        assert_eq!(keymap_of("").expect("valid"), Keymap::default());
    }

    #[test]
    fn a_mistake_is_named_with_its_place() {
        let english = Catalogue::new(Language::En);
        for (name, text, place, reason) in [
            (
                "no such action",
                "[keys]\nhold = [\"H\"]\npol = [\"f9\"]\n",
                "line 3, column 1: pol ",
                "There is no action pol",
            ),
            (
                "no key, over more than one line",
                "[keys]\npoll = [\n  \"f9\",\n  \"hyper-x\",\n]\n",
                "line 4, column 3: poll ",
                "hyper-x is not a key",
            ),
            (
                "two of the file share a key: the later one is shown",
                "[keys]\nwithdraw = [\"f9\"]\npoll = [\"f8\", \"f9\"]\n",
                "line 3, column 15: poll ",
                "f9 would be both poll and withdraw in the context queue",
            ),
            (
                "one of the file shares a key with one of the table",
                "[keys]\npoll = [\"q\"]\n",
                "line 2, column 9: poll ",
                "q would be both poll and quit in the context queue",
            ),
            (
                "no way back",
                "[keys]\nback = []\n",
                "line 2, column 1: back ",
                "back needs a key in the context dashboard",
            ),
            (
                "not a list",
                "[keys]\npoll = \"p\"\n",
                "line 2, column 8: poll ",
                "expected a sequence",
            ),
        ] {
            let problem = keymap_of(text).expect_err(name);
            assert_eq!(problem.class, ProblemClass::Usage, "{name}");
            assert!(problem.hint.is_some(), "{name}");
            let summary = english.text(&problem.summary);
            assert!(summary.contains(place), "{name}: {summary}");
            let detail = english.text(problem.detail.as_ref().expect("a reason"));
            assert!(detail.contains(reason), "{name}: {detail}");
        }
    }
}
