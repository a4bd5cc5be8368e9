//! Ending a doubt by a person's word: a number that the NSSO confirms, or "not there".

use crate::domain::answer::GetSeen;
use crate::domain::ids::{DeclarationId, SubmissionId};
use crate::domain::lifecycle::{Event, StateKind};
use crate::domain::problem::Problem;
use crate::domain::report::Method;
use crate::domain::text::Text;
use crate::rsz::wire;
use crate::store::Submission;

use super::exchange::Begun;
use super::send::{busy, unreachable};
use super::{Engine, problem};

/// What a person found out about a declaration in doubt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// It is at the NSSO under this number.
    Number(DeclarationId),
    /// It is not at the NSSO; the reason says how the person knows.
    NotTaken {
        /// How the person knows.
        reason: String,
    },
}

impl Engine {
    /// Ends a doubt. A number is believed only when the NSSO's copy says what ours says.
    pub async fn resolve(&self, id: SubmissionId, resolution: Resolution) -> Result<(), Problem> {
        self.must_write()?;
        match resolution {
            Resolution::NotTaken { reason } if reason.trim().is_empty() => {
                Err(problem::usage(Text::new("engine-reason-needed")))
            }
            Resolution::NotTaken { reason } => {
                self.act(id, Event::DeclaredNotTaken, Some(reason)).await
            }
            Resolution::Number(declaration) => self.attach(id, declaration).await,
        }
    }

    async fn attach(&self, id: SubmissionId, declaration: DeclarationId) -> Result<(), Problem> {
        let submission = self.load(id).await?;
        if submission.state.kind() != StateKind::InDoubt {
            return Err(problem::usage(
                Text::new("engine-not-in-doubt").with("id", id.0),
            ));
        }
        self.refresh().await;
        let roster = self.roster();
        let account = roster.get(&submission.account).ok_or_else(|| {
            problem::usage(
                Text::new("engine-unknown-account").with("account", submission.account.clone()),
            )
        })?;
        let pass = account.pass(&self.inner.tokens, self.now()).await?;
        let begun = Begun::new(Method::Get, self.now());
        let seen = pass
            .transport()
            .result(&pass.token, declaration, &begun.trace_id)
            .await;
        confirm(&submission, declaration, &seen.what, || unreachable(&seen))?;
        let mut change = self.change(
            &submission,
            Event::Found { declaration },
            Some(begun.ended(&seen, "attached", self.now())),
        );
        change.actor.clone_from(&self.inner.actor);
        self.store()
            .record(change)
            .await
            .map_err(problem::from_store)?;
        Ok(())
    }
}

fn confirm(
    submission: &Submission,
    declaration: DeclarationId,
    seen: &GetSeen,
    no_answer: impl FnOnce() -> Problem,
) -> Result<(), Problem> {
    let number = declaration.to_string();
    match seen {
        GetSeen::Result(answer) => {
            let same = submission.payload.as_deref().is_some_and(|payload| {
                serde_json::from_str(answer.raw.raw())
                    .is_ok_and(|body| wire::same_declaration(payload, &body))
            });
            if same {
                Ok(())
            } else {
                Err(
                    problem::usage(Text::new("engine-other-declaration").with("number", number))
                        .hint(Text::new("engine-other-declaration-hint")),
                )
            }
        }
        GetSeen::NotReady => Err(problem::usage(
            Text::new("engine-number-unknown").with("number", number),
        )),
        GetSeen::Later { status, .. }
        | GetSeen::Fault { status }
        | GetSeen::Denied { status, .. } => Err(busy(*status)),
        GetSeen::TokenRefused => Err(busy(401)),
        GetSeen::NotBelieved(_) => Err(busy(200)),
        GetSeen::Unreachable => Err(no_answer()),
    }
}
