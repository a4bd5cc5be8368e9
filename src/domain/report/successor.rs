//! Who was faster: told to whoever wants to replace what is replaced already.

use crate::domain::ids::SubmissionId;
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;

/// The submission that replaces another one already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Successor {
    /// Its number.
    pub id: SubmissionId,
    /// Who handed it in, as far as the journal tells.
    pub entered: Option<Entered>,
}

/// Who handed something in, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    /// The user of the system.
    pub by: Untrusted,
    /// So many seconds ago.
    pub seconds: u64,
}

impl Successor {
    /// Why there is nothing to replace.
    pub fn replaced(&self) -> Text {
        match &self.entered {
            Some(entered) => entered.tell(Text::new("correct-replaced-by")),
            None => Text::new("correct-replaced"),
        }
        .with("id", self.id.0)
    }

    /// Why what was handed in was not queued.
    pub fn superseded(&self) -> Text {
        match &self.entered {
            Some(entered) => entered.tell(Text::new("correct-superseded-by")),
            None => Text::new("correct-superseded"),
        }
        .with("id", self.id.0)
    }
}

impl Entered {
    fn tell(&self, text: Text) -> Text {
        let (ago, count) = match self.seconds {
            0..=119 => (Text::new("correct-ago-seconds"), self.seconds),
            120..=7_199 => (Text::new("correct-ago-minutes"), self.seconds / 60),
            7_200..=172_799 => (Text::new("correct-ago-hours"), self.seconds / 3_600),
            _ => (Text::new("correct-ago-days"), self.seconds / 86_400),
        };
        text.with("actor", self.by.shown())
            .with("ago", ago.with("count", count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Catalogue, Language};

    fn told(seconds: u64, language: Language) -> String {
        let successor = Successor {
            id: SubmissionId(123),
            entered: Some(Entered {
                by: "eva (uid 1001)".into(),
                seconds,
            }),
        };
        Catalogue::new(language).text(&successor.superseded())
    }

    #[test]
    fn the_loser_is_told_who_when_and_by_which_number() {
        for (language, sentence) in [
            (
                Language::En,
                "eva (uid 1001) replaced it 2 s ago, by 123. Nothing was queued.",
            ),
            (
                Language::Nl,
                "eva (uid 1001) heeft ze 2 s geleden al vervangen, door 123. Er is niets in de wachtrij gezet.",
            ),
            (
                Language::Fr,
                "eva (uid 1001) l'a déjà remplacée il y a 2 s, par 123. Rien n'a été mis en file.",
            ),
            (
                Language::De,
                "eva (uid 1001) hat sie vor 2 s schon ersetzt, durch 123. Nichts wurde eingereiht.",
            ),
        ] {
            assert_eq!(told(2, language), sentence);
        }
    }

    #[test]
    fn long_ago_is_told_in_larger_units() {
        for (seconds, words) in [
            (119, "119 s ago"),
            (120, "2 min ago"),
            (7_200, "2 h ago"),
            (172_800, "2 days ago"),
        ] {
            let told = told(seconds, Language::En);
            assert!(told.contains(words), "{told}");
        }
    }

    #[test]
    fn a_name_that_somebody_chose_does_nothing() {
        let successor = Successor {
            id: SubmissionId(1),
            entered: Some(Entered {
                by: "e\u{1b}[2Jva".into(),
                seconds: 0,
            }),
        };
        let told = Catalogue::new(Language::En).text(&successor.replaced());
        assert!(told.starts_with("e\\u{1b}[2Jva replaced it"), "{told}");
    }
}
