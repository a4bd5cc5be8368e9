//! The kinds of action that mend an anomaly, and what a console can offer for each
//! (dimona.md 7.5). Knows no single code.

use serde::{Deserialize, Serialize};

use crate::domain::draft::Kind;
use crate::domain::text::Text;

/// What kind of action mends an anomaly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionClass {
    /// Correct a field and declare again.
    Edit,
    /// Look up the right period.
    Period,
    /// Send an OUT instead.
    UseOut,
    /// Send an UPDATE instead.
    UseUpdate,
    /// Send another IN.
    NewIn,
    /// Cancel the period; once that is accepted, send a new IN.
    CancelThenIn,
    /// Send several declarations instead of one.
    Split,
    /// Compare with the identity document.
    Identity,
    /// The employer must act.
    Employer,
    /// The mandate must be given or renewed.
    Mandate,
    /// Use another channel.
    Channel,
    /// Only the NSSO can help.
    Nsso,
    /// See what exists before anything else is sent.
    Duplicate,
    /// The wanted state is there already.
    Done,
    /// Send later.
    Wait,
    /// Accepted, at a cost: a person decides.
    Consequence,
    /// Information only.
    Note,
    /// A fault of the software.
    Software,
}

/// What a console can do for a person, from the declaration at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Offer {
    /// The form, filled in, for correcting and sending anew.
    Correct,
    /// The form for a declaration of this kind, filled in from this one.
    Declare(Kind),
    /// A CANCEL, and an IN that waits until the CANCEL is accepted.
    CancelThenIn,
    /// Several declarations, one for each quarter or day.
    Split,
    /// A search for the period to quote.
    FindPeriod,
    /// A search for what exists already, before anything is sent.
    LookFirst,
    /// Note the wanted state as reached.
    SettleAsDone,
    /// The same declaration once more, later.
    SendLater,
    /// A question with its costs, whose answer goes to the journal.
    Decide,
    /// The whole case in a file.
    ExportCase,
    /// Nothing: others must act, or nobody needs to.
    Nothing,
}

impl Offer {
    /// Every offer, the kinds of declaration in the order of forms.
    pub const ALL: [Self; 14] = [
        Self::Correct,
        Self::Declare(Kind::In),
        Self::Declare(Kind::Out),
        Self::Declare(Kind::Update),
        Self::Declare(Kind::Cancel),
        Self::CancelThenIn,
        Self::Split,
        Self::FindPeriod,
        Self::LookFirst,
        Self::SettleAsDone,
        Self::SendLater,
        Self::Decide,
        Self::ExportCase,
        Self::Nothing,
    ];

    /// The exchanged name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Correct => "correct",
            Self::Declare(Kind::In) => "new-in",
            Self::Declare(kind) => kind.as_str(),
            Self::CancelThenIn => "cancel-then-in",
            Self::Split => "split",
            Self::FindPeriod => "find-period",
            Self::LookFirst => "look-first",
            Self::SettleAsDone => "done",
            Self::SendLater => "send-later",
            Self::Decide => "decide",
            Self::ExportCase => "export-case",
            Self::Nothing => "nothing",
        }
    }

    /// Reads an exchanged name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|offer| offer.as_str() == name)
    }

    /// What choosing it does, in one line.
    pub fn text(self) -> Text {
        match self {
            Self::Correct => Text::new("correct-offer-correct"),
            Self::Declare(Kind::In) => Text::new("correct-offer-in"),
            Self::Declare(Kind::Out) => Text::new("correct-offer-out"),
            Self::Declare(Kind::Update) => Text::new("correct-offer-update"),
            Self::Declare(Kind::Cancel) => Text::new("correct-offer-cancel"),
            Self::CancelThenIn => Text::new("correct-offer-cancel-then-in"),
            Self::Split => Text::new("correct-offer-split"),
            Self::FindPeriod => Text::new("correct-offer-find-period"),
            Self::LookFirst => Text::new("correct-offer-look-first"),
            Self::SettleAsDone => Text::new("correct-offer-done"),
            Self::SendLater => Text::new("correct-offer-send-later"),
            Self::Decide => Text::new("correct-offer-decide"),
            Self::ExportCase => Text::new("correct-offer-export"),
            Self::Nothing => Text::new("correct-offer-nothing"),
        }
    }
}

impl ActionClass {
    /// Every class.
    pub const ALL: [Self; 18] = [
        Self::Edit,
        Self::Period,
        Self::UseOut,
        Self::UseUpdate,
        Self::NewIn,
        Self::CancelThenIn,
        Self::Split,
        Self::Identity,
        Self::Employer,
        Self::Mandate,
        Self::Channel,
        Self::Nsso,
        Self::Duplicate,
        Self::Done,
        Self::Wait,
        Self::Consequence,
        Self::Note,
        Self::Software,
    ];

    /// What to do, in a few words.
    pub fn label(self) -> Text {
        match self {
            Self::Edit => Text::new("anomaly-action-edit"),
            Self::Period => Text::new("anomaly-action-period"),
            Self::UseOut => Text::new("anomaly-action-use-out"),
            Self::UseUpdate => Text::new("anomaly-action-use-update"),
            Self::NewIn => Text::new("anomaly-action-new-in"),
            Self::CancelThenIn => Text::new("anomaly-action-cancel-then-in"),
            Self::Split => Text::new("anomaly-action-split"),
            Self::Identity => Text::new("anomaly-action-identity"),
            Self::Employer => Text::new("anomaly-action-employer"),
            Self::Mandate => Text::new("anomaly-action-mandate"),
            Self::Channel => Text::new("anomaly-action-channel"),
            Self::Nsso => Text::new("anomaly-action-nsso"),
            Self::Duplicate => Text::new("anomaly-action-duplicate"),
            Self::Done => Text::new("anomaly-action-done"),
            Self::Wait => Text::new("anomaly-action-wait"),
            Self::Consequence => Text::new("anomaly-action-consequence"),
            Self::Note => Text::new("anomaly-action-note"),
            Self::Software => Text::new("anomaly-action-software"),
        }
    }

    /// What the console can do for it. Whether that fits the state of the declaration at hand
    /// is for its caller to say: what was accepted is not corrected by sending it again.
    pub fn offer(self) -> Offer {
        match self {
            Self::Edit | Self::Identity => Offer::Correct,
            Self::UseOut => Offer::Declare(Kind::Out),
            Self::UseUpdate => Offer::Declare(Kind::Update),
            Self::NewIn => Offer::Declare(Kind::In),
            Self::CancelThenIn => Offer::CancelThenIn,
            Self::Split => Offer::Split,
            Self::Period => Offer::FindPeriod,
            Self::Duplicate => Offer::LookFirst,
            Self::Done => Offer::SettleAsDone,
            Self::Wait => Offer::SendLater,
            Self::Consequence => Offer::Decide,
            Self::Software => Offer::ExportCase,
            Self::Employer | Self::Mandate | Self::Channel | Self::Nsso | Self::Note => {
                Offer::Nothing
            }
        }
    }
}
