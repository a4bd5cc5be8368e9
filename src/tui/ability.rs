//! What a terminal can do, as far as its environment tells: it is never asked.

use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;

/// Colours that a terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Colours {
    /// None.
    None,
    /// The sixteen that have names.
    #[default]
    Sixteen,
    /// The 256 of xterm.
    Indexed,
    /// Any.
    Rgb,
}

/// A program between us and the operator's terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Between {
    /// None.
    #[default]
    Nothing,
    /// tmux.
    Tmux,
    /// GNU screen.
    Screen,
}

/// What a terminal can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ability {
    /// Its colours.
    pub colours: Colours,
    /// It is of the family of the VT100, and knows nothing that came later: no switching off of
    /// single attributes, no absolute columns, no mouse, no titles, no clipboard.
    pub old: bool,
    /// Who passes on what we write.
    pub between: Between,
}

/// The variables of the environment that tell of the terminal.
#[derive(Debug, Clone, Copy, Default)]
pub struct Told<'a> {
    /// `TERM`.
    pub term: &'a str,
    /// `COLORTERM`.
    pub colorterm: &'a str,
    /// `TMUX` is set.
    pub tmux: bool,
    /// `STY` is set.
    pub screen: bool,
}

/// Terminals that show any colour, whatever `COLORTERM` says.
const RGB: [&str; 6] = [
    "alacritty",
    "foot",
    "ghostty",
    "kitty",
    "wezterm",
    "-direct",
];

impl Ability {
    /// Reads the environment. A terminal that cannot move its cursor is refused.
    pub fn of(told: Told<'_>) -> Result<Self, Problem> {
        let Told { term, .. } = told;
        if matches!(term, "dumb" | "emacs") {
            return Err(Problem::new(
                ProblemClass::Usage,
                Text::new("term-dumb").with("term", term),
            )
            .hint(Text::new("term-dumb-hint")));
        }
        let old = ["vt1", "vt2", "vt5", "ansi"]
            .iter()
            .any(|family| term.starts_with(family));
        let between = if told.tmux || term.starts_with("tmux") {
            Between::Tmux
        } else if told.screen || term.starts_with("screen") {
            Between::Screen
        } else {
            Between::Nothing
        };
        let any = matches!(told.colorterm, "truecolor" | "24bit") && between != Between::Screen;
        let colours = if term.starts_with("vt") || term.ends_with("-m") || term.ends_with("-mono") {
            Colours::None
        } else if old || term == "linux" {
            Colours::Sixteen
        } else if any || RGB.iter().any(|name| term.contains(name)) {
            Colours::Rgb
        } else if term.contains("256color") {
            Colours::Indexed
        } else {
            Colours::Sixteen
        };
        Ok(Self {
            colours,
            old,
            between,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(term: &str) -> Told<'_> {
        Told {
            term,
            ..Told::default()
        }
    }

    #[test]
    fn colours_are_what_the_names_promise() {
        for (term, colorterm, colours, old) in [
            ("xterm-256color", "", Colours::Indexed, false),
            ("xterm-256color", "truecolor", Colours::Rgb, false),
            ("screen-256color", "truecolor", Colours::Indexed, false),
            ("tmux-256color", "truecolor", Colours::Rgb, false),
            ("xterm-kitty", "", Colours::Rgb, false),
            ("xterm-direct", "", Colours::Rgb, false),
            ("xterm", "", Colours::Sixteen, false),
            ("", "", Colours::Sixteen, false),
            ("linux", "truecolor", Colours::Sixteen, false),
            ("vt100", "truecolor", Colours::None, true),
            ("vt220", "", Colours::None, true),
            ("ansi", "", Colours::Sixteen, true),
            ("xterm-mono", "", Colours::None, false),
        ] {
            let ability = Ability::of(Told {
                colorterm,
                ..told(term)
            })
            .expect("it can be used");
            assert_eq!((ability.colours, ability.old), (colours, old), "{term}");
        }
    }

    #[test]
    fn whoever_stands_between_is_found_by_name_or_by_variable() {
        for (term, tmux, screen, between) in [
            ("xterm", false, false, Between::Nothing),
            ("tmux-256color", false, false, Between::Tmux),
            ("screen-256color", true, false, Between::Tmux),
            ("screen.xterm-256color", false, false, Between::Screen),
            ("xterm-256color", false, true, Between::Screen),
        ] {
            let told = Told {
                tmux,
                screen,
                ..told(term)
            };
            let ability = Ability::of(told).expect("it can be used");
            assert_eq!(ability.between, between, "{term}");
        }
    }

    #[test]
    fn a_terminal_without_a_cursor_is_told_of_the_way_that_works() {
        let problem = Ability::of(told("dumb")).expect_err("it cannot be used");
        let words = crate::i18n::Catalogue::new(crate::i18n::Language::En);
        let hint = problem.hint.expect("there is a way");
        assert!(words.text(&hint).contains("--plain"));
    }
}
