//! Styles by meaning. A theme names roles, a screen asks for a role, and nothing
//! else in the screen knows a colour.

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

use crate::domain::environment::Environment;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;

/// What a style means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Ordinary text.
    Text,
    /// Text of less weight.
    Dim,
    /// Headings.
    Title,
    /// Frames.
    Border,
    /// The frame or field that has the focus.
    Focus,
    /// The selected row.
    Selection,
    /// Names of keys.
    Key,
    /// The open tab.
    Tab,
    /// It went well.
    Good,
    /// Somebody has to read it.
    Warning,
    /// It failed.
    Bad,
    /// It is on its way.
    Waiting,
    /// Nobody knows.
    Doubt,
}

/// A style for every role.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    roles: Roles,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Roles {
    text: Look,
    dim: Look,
    title: Look,
    border: Look,
    focus: Look,
    selection: Look,
    key: Look,
    tab: Look,
    good: Look,
    warning: Look,
    bad: Look,
    waiting: Look,
    doubt: Look,
    sandbox: Look,
    simulation: Look,
    production: Look,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a member of its own in the theme file"
)]
struct Look {
    #[serde(deserialize_with = "colour")]
    fg: Option<Color>,
    #[serde(deserialize_with = "colour")]
    bg: Option<Color>,
    bold: bool,
    dim: bool,
    reverse: bool,
    underline: bool,
}

fn colour<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Color>, D::Error> {
    let name = String::deserialize(deserializer)?;
    name.parse()
        .map(Some)
        .map_err(|_| serde::de::Error::custom(format!("{name} is not a colour")))
}

impl Look {
    fn style(self) -> Style {
        let mut style = Style {
            fg: self.fg,
            bg: self.bg,
            ..Style::default()
        };
        for (wanted, modifier) in [
            (self.bold, Modifier::BOLD),
            (self.dim, Modifier::DIM),
            (self.reverse, Modifier::REVERSED),
            (self.underline, Modifier::UNDERLINED),
        ] {
            if wanted {
                style = style.add_modifier(modifier);
            }
        }
        style
    }
}

/// The themes that come with the program: name and file.
pub const BUILT_IN: [(&str, &str); 4] = [
    ("default", include_str!("../../themes/default.toml")),
    ("light", include_str!("../../themes/light.toml")),
    (
        "high-contrast",
        include_str!("../../themes/high-contrast.toml"),
    ),
    ("mono", include_str!("../../themes/mono.toml")),
];

impl Theme {
    /// A theme that comes with the program.
    pub fn named(name: &str) -> Result<Self, Problem> {
        let source = BUILT_IN.iter().find(|(known, _)| *known == name);
        let Some((_, source)) = source else {
            let known: Vec<_> = BUILT_IN.iter().map(|(known, _)| *known).collect();
            return Err(Problem::new(
                ProblemClass::Usage,
                Text::new("tui-theme-unknown").with("name", name),
            )
            .hint(Text::new("tui-theme-known").with("names", known.join(", "))));
        };
        Self::parse(source)
    }

    /// Reads a theme file.
    pub fn parse(source: &str) -> Result<Self, Problem> {
        toml::from_str(source).map_err(|error| {
            Problem::new(ProblemClass::Usage, Text::new("tui-theme-broken"))
                .detail(Text::new("tui-verbatim").with("text", error.message()))
        })
    }

    /// The same theme as `NO_COLOR` wants it: without the theme's own colours, and with what the
    /// selection, the tab and the environment need to stay visible.
    #[must_use]
    pub fn without_colours(self) -> Self {
        Self::named("mono").unwrap_or(self)
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        let roles = &self.roles;
        match role {
            Role::Text => roles.text,
            Role::Dim => roles.dim,
            Role::Title => roles.title,
            Role::Border => roles.border,
            Role::Focus => roles.focus,
            Role::Selection => roles.selection,
            Role::Key => roles.key,
            Role::Tab => roles.tab,
            Role::Good => roles.good,
            Role::Warning => roles.warning,
            Role::Bad => roles.bad,
            Role::Waiting => roles.waiting,
            Role::Doubt => roles.doubt,
        }
        .style()
    }

    /// The style of an environment's name.
    pub fn environment(&self, environment: Environment) -> Style {
        match environment {
            Environment::Sandbox => self.roles.sandbox,
            Environment::Simulation => self.roles.simulation,
            Environment::Production => self.roles.production,
        }
        .style()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_theme_is_complete() {
        for (name, _) in BUILT_IN {
            assert!(Theme::named(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn a_theme_that_is_not_known_names_those_that_are() {
        let problem = Theme::named("neon").expect_err("there is no such theme");
        assert_eq!(problem.summary.key, "tui-theme-unknown");
        assert!(problem.hint.is_some());
    }

    #[test]
    fn a_misspelled_role_or_colour_is_refused() {
        let (_, source) = BUILT_IN[0];
        assert!(Theme::parse(&source.replace("good", "goood")).is_err());
        assert!(Theme::parse(&source.replace("\"green\"", "\"gren\"")).is_err());
    }

    #[test]
    fn without_colours_the_selection_stays_visible() {
        let theme = Theme::named("default")
            .expect("it is built in")
            .without_colours();
        let style = theme.style(Role::Selection);
        assert_eq!((style.fg, style.bg), (None, None));
        assert!(style.add_modifier.contains(Modifier::REVERSED));
    }
}
