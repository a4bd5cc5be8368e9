//! A sentence to a person, by catalogue key. Owns no sentence itself: `i18n` does.

/// A sentence that `i18n` renders in the operator's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The key of the sentence in the message catalogue.
    pub key: &'static str,
    /// What the sentence's variables stand for.
    pub args: Vec<(&'static str, Arg)>,
}

/// The value of one variable of a [`Text`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    /// Our own text or text that has already been made harmless.
    Words(String),
    /// A number; the catalogue chooses the plural form by it.
    Number(i64),
    /// Another sentence.
    Text(Box<Text>),
}

impl Text {
    /// A sentence without variables (yet).
    pub fn new(key: &'static str) -> Self {
        Self {
            key,
            args: Vec::new(),
        }
    }

    /// The same sentence with one more variable filled in.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }
}

impl From<String> for Arg {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl From<&str> for Arg {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

impl From<Text> for Arg {
    fn from(text: Text) -> Self {
        Self::Text(Box::new(text))
    }
}

macro_rules! number_arg {
    ($($number:ty),*) => {$(
        impl From<$number> for Arg {
            fn from(number: $number) -> Self {
                Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        }
    )*};
}
number_arg!(i64, u64, u32, u16, usize);
