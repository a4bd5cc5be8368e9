//! Everybody who works on a store tells duplicates by the same key, or not at all.

use crate::domain::problem::Problem;
use crate::domain::text::Text;
use crate::store::Agreement;

use super::{Engine, problem};

/// Under which name the store keeps the print of the key.
const NAME: &str = "business_key";

impl Engine {
    /// Refuses to queue anything with another key than the one of the submissions that are there:
    /// what declares the same would not be known for it (I6).
    pub(super) async fn must_share_key(&self) -> Result<(), Problem> {
        if self.inner.shares_key.get().is_some() {
            return Ok(());
        }
        if self.agree_on_key(None).await? {
            return Ok(());
        }
        let print = self.inner.business_key.print();
        Err(
            problem::usage(Text::new("engine-other-business-key").with("print", print))
                .hint(Text::new("engine-other-business-key-hint")),
        )
    }

    /// Makes the key of this home the one that counts, because a person says so.
    pub async fn adopt_key(&self) -> Result<String, Problem> {
        self.must_write()?;
        self.agree_on_key(Some(self.inner.actor.clone())).await?;
        Ok(self.inner.business_key.print())
    }

    async fn agree_on_key(&self, anew: Option<String>) -> Result<bool, Problem> {
        let agreement = Agreement {
            name: NAME,
            value: self.inner.business_key.print(),
            anew,
            at: self.now(),
        };
        let agreed = self.store().agree(agreement).await;
        let agreed = agreed.map_err(problem::from_store)?;
        if agreed {
            let _ = self.inner.shares_key.set(());
        }
        Ok(agreed)
    }
}
