//! What can lie above a screen. One at a time; a new one is a variant here.

use tui_input::Input;

use super::connection::Test;
use super::corrections_menu::{Decide, Looked, Remedies};
use super::field;
use super::filter_line::FilterLine;
use super::help::Help;
use super::key::Key;
use super::msg::Effect;
use super::palette::Palette;
use super::picker::Picker;
use super::screens::columns_dialog::Dialog;
use super::screens::goto::GoTo;
use super::screens::reconcile;
use super::sheet::Sheet;
use super::theme_picker;
use super::which::Which;
use crate::domain::handing::Handing;
use crate::domain::ids::{DeclarationId, SubmissionId};
use crate::domain::report::Resolution;
use crate::domain::text::Text;

/// What lies above the screen.
#[derive(Debug)]
pub enum Overlay {
    /// The keys that are valid here and now.
    Help(Help),
    /// Everything that can be done, by name.
    Palette(Palette),
    /// A question, and what is done on yes.
    Confirm(Confirm),
    /// The filter line of queue or log.
    Filter(FilterLine),
    /// What a person found out about a lost answer.
    Resolve(Resolve),
    /// What the field that has the focus can hold.
    Picker(Picker),
    /// Which declaration is needed.
    Which(Which),
    /// Why a declaration is sent although the same one is under way.
    Reason(Reason),
    /// What can be done about an answer.
    Remedies(Remedies),
    /// The periods that the NSSO has.
    Looked(Looked),
    /// A decision about an end.
    Decide(Decide),
    /// A form of the register.
    Sheet(Box<Sheet>),
    /// A file of many declarations; the model has it.
    Import,
    /// Something done to many submissions; the model has it.
    Many,
    /// The connection of an account, tried link by link.
    Test(Test),
    /// The themes.
    Themes(theme_picker::Picker),
    /// The columns of the queue.
    Columns(Dialog),
    /// The way to a row of the queue.
    GoTo(GoTo),
    /// Which file is compared.
    Reconcile(reconcile::Ask),
}

/// A question with yes and no.
#[derive(Debug)]
pub struct Confirm {
    /// What is asked.
    pub title: Text,
    /// What it is about: environment first.
    pub lines: Vec<Text>,
    /// What is done on yes.
    pub then: Vec<Effect>,
}

/// Two ways out of a doubt: the number, or that it is not there and how one knows.
#[derive(Debug)]
pub struct Resolve {
    /// The submission in doubt.
    pub id: SubmissionId,
    /// The number found at the NSSO.
    pub number: Input,
    /// How the person knows that it is not there.
    pub reason: Input,
    /// Keys go to the reason.
    pub on_reason: bool,
    /// What is still wrong.
    pub error: Option<Text>,
}

impl Resolve {
    /// Nothing typed yet.
    pub fn new(id: SubmissionId) -> Self {
        Self {
            id,
            number: Input::default(),
            reason: Input::default(),
            on_reason: false,
            error: None,
        }
    }

    /// What was typed, when it says exactly one thing.
    pub fn resolution(&self) -> Result<Resolution, Text> {
        let (number, reason) = (self.number.value().trim(), self.reason.value().trim());
        match (number.is_empty(), reason.is_empty()) {
            (true, true) => Err(Text::new("tui-resolve-empty")),
            (false, false) => Err(Text::new("tui-resolve-both")),
            (false, true) => DeclarationId::parse(number)
                .map(|id| Resolution::Number(id.to_string()))
                .map_err(|_| Text::new("tui-resolve-number-wrong")),
            (true, false) => Ok(Resolution::NotTaken {
                reason: reason.to_owned(),
            }),
        }
    }

    fn focused(&mut self) -> &mut Input {
        if self.on_reason {
            &mut self.reason
        } else {
            &mut self.number
        }
    }
}

/// Why a declaration is sent although the same one is under way.
#[derive(Debug)]
pub struct Reason {
    /// The declarations.
    pub handing: Box<Handing>,
    /// What is under way, in a sentence.
    pub about: Text,
    /// The reason.
    pub input: Input,
}

impl Overlay {
    /// The line that keys and pasted text go to, if there is one.
    fn line(&mut self) -> Option<&mut Input> {
        match self {
            Self::Help(_)
            | Self::Filter(_)
            | Self::Confirm(_)
            | Self::Sheet(_)
            | Self::Test(_)
            | Self::Remedies(_)
            | Self::Looked(_)
            | Self::Picker(_)
            | Self::Which(_)
            | Self::Themes(_)
            | Self::Import
            | Self::Many
            | Self::Columns(_) => None,
            Self::GoTo(prompt) => {
                prompt.error = None;
                prompt.sought = None;
                Some(&mut prompt.input)
            }
            Self::Reconcile(ask) => Some(&mut ask.input),
            Self::Palette(palette) => Some(&mut palette.input),
            Self::Resolve(resolve) => {
                resolve.error = None;
                Some(resolve.focused())
            }
            Self::Reason(reason) => Some(&mut reason.input),
            Self::Decide(decide) => {
                decide.error = None;
                Some(&mut decide.reason)
            }
        }
    }

    /// A key that is no command here; whether text changed.
    pub fn on_key(&mut self, key: Key) -> bool {
        match self {
            Self::Sheet(sheet) => return sheet.on_key(key),
            Self::Picker(picker) => return picker.on_key(key),
            Self::Which(which) => which.on_key(key),
            Self::Palette(palette) => palette.on_key(key),
            _ => {}
        }
        self.line().is_some_and(|input| field::edit(input, key))
    }

    /// Pasted text; whether text changed.
    pub fn on_paste(&mut self, text: &str) -> bool {
        match self {
            Self::Sheet(sheet) => return sheet.on_paste(text),
            Self::Picker(picker) => return picker.on_paste(text),
            _ => {}
        }
        self.line().is_some_and(|input| field::paste(input, text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doubt_ends_in_exactly_one_way() {
        let typed = |number: &str, reason: &str| Resolve {
            number: Input::new(number.into()),
            reason: Input::new(reason.into()),
            ..Resolve::new(SubmissionId(1))
        };
        let cases = [
            ("nothing", typed("", " "), Err("tui-resolve-empty")),
            ("both", typed("1", "x"), Err("tui-resolve-both")),
            (
                "no number",
                typed("12x", ""),
                Err("tui-resolve-number-wrong"),
            ),
            (
                "a number",
                typed(" 900000000101 ", ""),
                Ok(Resolution::Number("900000000101".into())),
            ),
            (
                "a reason",
                typed("", "asked by phone"),
                Ok(Resolution::NotTaken {
                    reason: "asked by phone".into(),
                }),
            ),
        ];
        for (name, resolve, expected) in cases {
            assert_eq!(
                resolve.resolution().map_err(|text| text.key),
                expected,
                "{name}"
            );
        }
    }
}
