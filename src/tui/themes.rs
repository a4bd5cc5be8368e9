//! The themes there are: those that come with the program and the operator's own.

use super::theme::{BUILT_IN, Background, Theme};
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;

/// The name of the choice that follows the terminal.
pub const AUTO: &str = "auto";

/// Every theme by name.
#[derive(Debug, Clone, Default)]
pub struct Themes {
    own: Vec<(String, Theme)>,
    background: Background,
}

impl Themes {
    /// The operator's own, which take the place of ours with the same name; and the background of
    /// the terminal, as far as that is known.
    pub fn new(own: Vec<(String, Theme)>, background: Background) -> Self {
        Self { own, background }
    }

    /// The names, ours first.
    pub fn names(&self) -> Vec<&str> {
        let ours = BUILT_IN.iter().map(|(name, _)| *name);
        let own = self.own.iter().map(|(name, _)| name.as_str());
        ours.clone()
            .chain(own.filter(|name| !ours.clone().any(|known| known == *name)))
            .collect()
    }

    /// The theme of this name.
    pub fn named(&self, name: &str) -> Result<Theme, Problem> {
        let name = self.follow(name);
        if let Some((_, theme)) = self.own.iter().find(|(own, _)| own == name) {
            return Ok(theme.clone());
        }
        match BUILT_IN.iter().find(|(known, _)| *known == name) {
            Some((_, source)) => Theme::parse(source),
            None => Err(self.unknown(name)),
        }
    }

    /// What [`AUTO`] stands for here; any other name stands for itself.
    fn follow<'a>(&self, name: &'a str) -> &'a str {
        match (name, self.background) {
            (AUTO, Background::Light) => "light",
            (AUTO, _) => "default",
            _ => name,
        }
    }

    fn unknown(&self, name: &str) -> Problem {
        let shown = Untrusted::new(name).shown();
        let text = Text::new("tui-theme-unknown").with("name", shown);
        let mut names = vec![AUTO];
        names.extend(self.names());
        let hint = Text::new("tui-theme-known").with("names", names.join(", "));
        Problem::new(ProblemClass::Usage, text).hint(hint)
    }
}

/// The themes, and which of them is worn.
#[derive(Debug, Clone)]
pub struct Wardrobe {
    /// Those that can be chosen.
    pub themes: Themes,
    /// The one that was chosen in the console; none is the one of the configuration.
    pub chosen: Option<String>,
    /// The one of the configuration or the command line.
    pub(super) configured: Theme,
    /// The command line asked for it.
    pub(super) asked: bool,
    /// Colours are not wanted.
    pub(super) no_color: bool,
}

impl Wardrobe {
    /// The theme of this name, or the configured one, as it can be worn.
    pub(super) fn get(&self, name: Option<&str>) -> Result<Theme, Problem> {
        let theme = match name {
            Some(name) => self.themes.named(name)?,
            None => return Ok(self.configured()),
        };
        Ok(self.worn(theme))
    }

    /// The theme of configuration or command line.
    pub(super) fn configured(&self) -> Theme {
        self.worn(self.configured.clone())
    }

    /// The theme that was chosen last time, unless another one was asked for or it is gone.
    pub(super) fn take_up(&mut self) -> Option<Theme> {
        if self.asked {
            return None;
        }
        let theme = self.get(Some(self.chosen.as_deref()?)).ok();
        if theme.is_none() {
            self.chosen = None;
        }
        theme
    }

    fn worn(&self, theme: Theme) -> Theme {
        if self.no_color {
            theme.without_colours()
        } else {
            theme
        }
    }
}

/// What `COLORFGBG` says of the background: its last member is the number of a colour.
pub fn background_of(colorfgbg: &str) -> Background {
    let mut members = colorfgbg.split(';');
    match (members.next_back().map(str::parse::<u8>), members.next()) {
        (Some(Ok(7 | 9..=15)), Some(_)) => Background::Light,
        (Some(Ok(0..=6 | 8)), Some(_)) => Background::Dark,
        _ => Background::Any,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(name: &str) -> Theme {
        Theme::named(name).expect("it is built in")
    }

    #[test]
    fn own_themes_come_after_ours_or_in_their_place() {
        let own = vec![
            ("mine".to_owned(), theme("light")),
            ("mono".to_owned(), theme("light")),
        ];
        let themes = Themes::new(own, Background::Any);
        assert_eq!(
            themes.names(),
            [
                "default",
                "light",
                "high-contrast",
                "colour-blind-safe",
                "mono",
                "mine"
            ]
        );
        for name in ["mine", "mono"] {
            assert_eq!(themes.named(name), Ok(theme("light")), "{name}");
        }
    }

    #[test]
    fn auto_follows_the_terminal_when_it_says() {
        for (background, name) in [
            (Background::Light, "light"),
            (Background::Dark, "default"),
            (Background::Any, "default"),
        ] {
            let themes = Themes::new(Vec::new(), background);
            assert_eq!(themes.named(AUTO), Ok(theme(name)), "{background:?}");
        }
    }

    #[test]
    fn the_background_is_the_last_member() {
        for (colorfgbg, background) in [
            ("15;0", Background::Dark),
            ("0;15", Background::Light),
            ("0;default;15", Background::Light),
            ("7;8", Background::Dark),
            ("0;7", Background::Light),
            ("15;default", Background::Any),
            ("0;16", Background::Any),
            ("15", Background::Any),
            ("", Background::Any),
            (";", Background::Any),
            ("0;-1", Background::Any),
        ] {
            assert_eq!(background_of(colorfgbg), background, "{colorfgbg:?}");
        }
    }

    #[test]
    fn a_theme_that_is_not_known_names_those_that_are() {
        let problem = Theme::named("neon\u{1b}[31m").expect_err("there is no such theme");
        assert_eq!(problem.summary.key, "tui-theme-unknown");
        let words = crate::i18n::Catalogue::new(crate::i18n::Language::En);
        assert!(!words.text(&problem.summary).contains('\u{1b}'));
        let hint = words.text(&problem.hint.expect("there are others"));
        assert!(
            hint.contains("auto, default") && hint.contains("mono"),
            "{hint}"
        );
    }
}
