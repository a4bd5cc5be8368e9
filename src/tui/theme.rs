//! Styles by meaning. A theme names roles, a screen asks for a role, and nothing
//! else in the screen knows a colour.

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

use super::themes::Themes;
use crate::domain::environment::Environment;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;

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

/// The terminals on which a theme can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Background {
    /// Light letters on dark.
    Dark,
    /// Dark letters on light.
    Light,
    /// Both.
    #[default]
    Any,
}

/// A style for every role.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// The terminals on which it can be read.
    #[serde(default)]
    pub background: Background,
    roles: Roles,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
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
pub const BUILT_IN: [(&str, &str); 5] = [
    ("default", include_str!("../../themes/default.toml")),
    ("light", include_str!("../../themes/light.toml")),
    (
        "high-contrast",
        include_str!("../../themes/high-contrast.toml"),
    ),
    (
        "colour-blind-safe",
        include_str!("../../themes/colour-blind-safe.toml"),
    ),
    ("mono", include_str!("../../themes/mono.toml")),
];

impl Theme {
    /// A theme that comes with the program.
    pub fn named(name: &str) -> Result<Self, Problem> {
        Themes::default().named(name)
    }

    /// Reads a theme file.
    pub fn parse(source: &str) -> Result<Self, Problem> {
        toml::from_str(source).map_err(|error| {
            Problem::new(ProblemClass::Usage, Text::new("tui-theme-broken")).detail(
                Text::new("tui-verbatim").with("text", Untrusted::new(error.message()).shown()),
            )
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
#[path = "theme_tests.rs"]
mod tests;
