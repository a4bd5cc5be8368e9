//! "Which declaration do I need?" (dimona.md 2.5): a tree of questions that ends in an advice.
//!
//! Owns the questions, the situations and what each one asks for. Knows neither today nor the list
//! of worker types: what depends on them is asked.

use super::draft::Kind;
use super::text::Text;

#[cfg(test)]
mod tests;

/// A question; its answers in the order in which they are offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Question {
    /// What happened: where every way begins.
    What,
    /// Somebody is going to work: what is new about it.
    Begins,
    /// Somebody leaves: what was declared of the end.
    Leaves,
    /// The work goes on: what kind of work it is.
    GoesOn,
    /// The first day changes: how.
    FirstDay,
    /// The first day comes earlier: what kind of work it is.
    Earlier,
    /// What was declared is wrong: what of it.
    Wrong,
}

/// A row of the table, or a part of one that is declared in its own way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Situation {
    /// A new worker.
    NewWorker,
    /// A student who also works in the next quarter.
    NextQuarter,
    /// A third day of occasional work in a row.
    ThirdDay,
    /// Another employer takes the worker over.
    TakenOver,
    /// The worker leaves, and no end was declared.
    Leaves,
    /// The worker leaves before the declared end.
    LeavesEarlier,
    /// A contract is prolonged.
    Prolonged,
    /// A flexi-job is prolonged.
    FlexiProlonged,
    /// A student's contract is prolonged into another quarter.
    StudentProlonged,
    /// The worker stays although an OUT was declared.
    OutWasWrong,
    /// The worker starts earlier.
    StartsEarlier,
    /// A student starts earlier.
    StudentStartsEarlier,
    /// The worker starts later.
    StartsLater,
    /// The worker does not come at all.
    DoesNotCome,
    /// Committee, worker type, user undertaking or person are wrong.
    WrongFeatures,
    /// The planned hours are wrong.
    WrongHours,
    /// The same work was declared twice.
    Twice,
    /// A flexi-job was accepted, but without the advantages of its scheme.
    FlexiNotAdmitted,
    /// The worker got a national number, or another one.
    GotNumber,
}

/// Where an answer leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// To another question.
    Ask(Question),
    /// To an advice.
    Advise(Situation),
}

/// What a situation asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// The declarations, in the order in which they are made; none when nothing is declared.
    pub kinds: &'static [Kind],
    /// The last moment.
    pub until: Option<Text>,
    /// What else is to be known.
    pub remark: Option<Text>,
}

impl Advice {
    /// The kind whose form is opened; others come after it.
    pub fn first(&self) -> Option<Kind> {
        self.kinds.first().copied()
    }
}

impl Question {
    /// The question in words.
    pub fn text(self) -> Text {
        match self {
            Self::What => Text::new("which-ask-what"),
            Self::Begins => Text::new("which-ask-begins"),
            Self::Leaves => Text::new("which-ask-leaves"),
            Self::GoesOn => Text::new("which-ask-goes-on"),
            Self::FirstDay => Text::new("which-ask-first-day"),
            Self::Earlier => Text::new("which-ask-earlier"),
            Self::Wrong => Text::new("which-ask-wrong"),
        }
    }

    /// Its answers in words, and where each one leads.
    pub fn answers(self) -> Vec<(Text, Next)> {
        use Situation as S;
        let ask = |key: Text, question| (key, Next::Ask(question));
        let end = |key: Text, situation| (key, Next::Advise(situation));
        match self {
            Self::What => vec![
                ask(Text::new("which-answer-begins"), Self::Begins),
                ask(Text::new("which-answer-leaves"), Self::Leaves),
                ask(Text::new("which-answer-goes-on"), Self::GoesOn),
                ask(Text::new("which-answer-first-day"), Self::FirstDay),
                ask(Text::new("which-answer-wrong"), Self::Wrong),
            ],
            Self::Begins => vec![
                end(Text::new("which-answer-new-worker"), S::NewWorker),
                end(Text::new("which-answer-next-quarter"), S::NextQuarter),
                end(Text::new("which-answer-third-day"), S::ThirdDay),
                end(Text::new("which-answer-taken-over"), S::TakenOver),
            ],
            Self::Leaves => vec![
                end(Text::new("which-answer-no-end"), S::Leaves),
                end(Text::new("which-answer-before-end"), S::LeavesEarlier),
            ],
            Self::GoesOn => vec![
                end(Text::new("which-answer-prolonged"), S::Prolonged),
                end(Text::new("which-answer-flexi"), S::FlexiProlonged),
                end(Text::new("which-answer-other-quarter"), S::StudentProlonged),
                end(Text::new("which-answer-out-wrong"), S::OutWasWrong),
            ],
            Self::FirstDay => vec![
                ask(Text::new("which-answer-earlier"), Self::Earlier),
                end(Text::new("which-answer-later"), S::StartsLater),
                end(Text::new("which-answer-not-coming"), S::DoesNotCome),
            ],
            Self::Earlier => vec![
                end(Text::new("which-answer-no-student"), S::StartsEarlier),
                end(Text::new("which-answer-student"), S::StudentStartsEarlier),
            ],
            Self::Wrong => vec![
                end(Text::new("which-answer-features"), S::WrongFeatures),
                end(Text::new("which-answer-hours"), S::WrongHours),
                end(Text::new("which-answer-twice"), S::Twice),
                end(Text::new("which-answer-not-admitted"), S::FlexiNotAdmitted),
                end(Text::new("which-answer-number"), S::GotNumber),
            ],
        }
    }
}

impl Situation {
    /// What is to be declared.
    pub fn advice(self) -> Advice {
        use Kind::{Cancel, In, Out, Update};
        const CANCEL_AND_IN: &[Kind] = &[Cancel, In];
        let advice = |kinds, until: Option<Text>, remark: Option<Text>| Advice {
            kinds,
            until,
            remark,
        };
        let after_leaving = || Some(Text::new("which-until-after-leaving"));
        let after_old_end = || Some(Text::new("which-until-after-old-end"));
        let before_work = || Some(Text::new("which-until-before-work"));
        let on_start = || Some(Text::new("which-until-on-start"));
        let remark = |text| Some(text);
        match self {
            Self::NewWorker => advice(&[In], before_work(), None),
            Self::NextQuarter | Self::StudentProlonged => advice(
                &[In],
                before_work(),
                remark(Text::new("which-remark-next-quarter")),
            ),
            Self::ThirdDay => advice(
                CANCEL_AND_IN,
                None,
                remark(Text::new("which-remark-third-day")),
            ),
            Self::TakenOver => advice(
                &[In],
                before_work(),
                remark(Text::new("which-remark-taken-over")),
            ),
            Self::Leaves => advice(&[Out], after_leaving(), None),
            Self::LeavesEarlier => advice(
                &[Update],
                after_leaving(),
                remark(Text::new("which-remark-end")),
            ),
            Self::Prolonged => advice(
                &[Update],
                after_old_end(),
                remark(Text::new("which-remark-end")),
            ),
            Self::FlexiProlonged => advice(
                &[In],
                before_work(),
                remark(Text::new("which-remark-flexi")),
            ),
            Self::OutWasWrong => {
                advice(&[Update], None, remark(Text::new("which-remark-out-wrong")))
            }
            Self::StartsEarlier => advice(
                &[Update],
                before_work(),
                remark(Text::new("which-remark-start")),
            ),
            Self::StudentStartsEarlier => advice(
                CANCEL_AND_IN,
                before_work(),
                remark(Text::new("which-remark-student-start")),
            ),
            Self::StartsLater => advice(
                CANCEL_AND_IN,
                on_start(),
                remark(Text::new("which-remark-later")),
            ),
            Self::DoesNotCome => advice(
                &[Cancel],
                on_start(),
                remark(Text::new("which-remark-not-coming")),
            ),
            Self::WrongFeatures => advice(
                CANCEL_AND_IN,
                None,
                remark(Text::new("which-remark-features")),
            ),
            Self::WrongHours => advice(&[Update], None, remark(Text::new("which-remark-hours"))),
            Self::Twice => advice(&[Cancel], None, remark(Text::new("which-remark-twice"))),
            Self::FlexiNotAdmitted => advice(
                CANCEL_AND_IN,
                before_work(),
                remark(Text::new("which-remark-not-admitted")),
            ),
            Self::GotNumber => advice(&[], None, remark(Text::new("which-remark-number"))),
        }
    }
}
