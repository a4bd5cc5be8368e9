//! The rotation assistant: one stage at a time, each one kept, each one reversible until the
//! old certificate is gone.

use std::collections::BTreeSet;

use super::edit::Edit;
use super::files;
use super::orders::{shown, unknown_account};
use crate::domain::chaman::{
    Account, KeyReference, Ordered, Register, Rotation, RotationOrder, RotationStage,
};
use crate::domain::problem::Problem;
use crate::domain::report::{KeyStatus, WorkerStatus};
use crate::domain::text::Text;
use crate::engine::doors::LinkOrder;
use crate::engine::{Engine, Link, problem, roster};

/// A worker of another process looks for changes about every second; it is given ten.
const TRIES: u32 = 50;
const PAUSE: std::time::Duration = std::time::Duration::from_millis(200);

impl Engine {
    pub(super) async fn start_rotation(&self, order: RotationOrder) -> Result<Ordered, Problem> {
        let account = order.account;
        let new = self
            .read_certificate(&account, order.certificate_name, order.certificate_file)
            .await?;
        let typed = self.typed_key(&order.key_file, &order.passphrase_file);
        let (key, public) = typed.await?;
        if public != new.public_key {
            return Err(problem::usage(
                Text::new("engine-key-of-other-certificate").with("file", files::shown(&key.file)),
            )
            .hint(Text::new("engine-key-of-other-certificate-hint")));
        }
        let in_use = self.certificates_in_use().await;
        let ((), done) = self
            .edit(|edit| {
                let found = edit.register.here.account(&account);
                let found = found.ok_or_else(|| unknown_account(&account))?;
                if edit.register.rotation(&account).is_some() {
                    return Err(problem::usage(
                        Text::new("engine-rotation-under-way").with("account", shown(&account)),
                    )
                    .hint(Text::new("engine-rotation-under-way-hint")));
                }
                let mark = edit.mark.clone();
                let mut rotation = Rotation::new(found, new.held.clone(), key.clone(), mark)?;
                if rotation.old.iter().any(|sha256| in_use.contains(sha256)) {
                    // The account's other certificates belong to keys of others: they stay.
                    rotation.old.retain(|sha256| in_use.contains(sha256));
                }
                let sha256 = &new.held.facts.sha256;
                edit.note("rotation_chosen", format!("{account}: {sha256}"));
                edit.register.rotations.push(rotation);
                Ok(())
            })
            .await?;
        let text = Text::new("engine-rotation-started").with("account", shown(&account));
        Ok(done.ordered(text))
    }

    /// Fingerprints of the certificates that belong to a key in use here.
    async fn certificates_in_use(&self) -> BTreeSet<String> {
        let certificates = self.certificates().await.into_iter();
        certificates
            .filter(|summary| summary.key == KeyStatus::Matches)
            .filter_map(|summary| Some(summary.state.ok()?.sha256))
            .collect()
    }

    pub(super) async fn advance_rotation(&self, account: &str) -> Result<Ordered, Problem> {
        let (_, register) = self.read_register().await?;
        let rotation = under_way(&register, account)?;
        // What the portal does not have yet is said before anything is tried.
        rotation.forward(&register)?;
        match rotation.stage {
            RotationStage::Added => {
                self.link_with(&register, account, &rotation.new_key)
                    .await?;
            }
            RotationStage::Switched => {
                let link = self
                    .link_with(&register, account, &rotation.new_key)
                    .await?;
                // Past the cache, where the token of the old key may still be good.
                let fetched = link.tokens.fetch().await;
                fetched.map_err(|error| error.problem)?;
            }
            RotationStage::Proven => self.worker_has(account, &rotation.new_key).await?,
            _ => {}
        }
        let stage = rotation.stage;
        let (reached, done) = self
            .edit(|edit| {
                let rotation = still_at(&edit.register, account, stage)?;
                let next = stage.next().ok_or_else(|| none_under_way(account))?;
                for change in rotation.forward(&edit.register)? {
                    edit.make(&change)?;
                }
                reach(edit, account, next);
                Ok(rotation.stage_text(next, &edit.register))
            })
            .await?;
        Ok(done.ordered(reached_text(account, reached)))
    }

    pub(super) async fn reverse_rotation(&self, account: &str) -> Result<Ordered, Problem> {
        let (_, register) = self.read_register().await?;
        let stage = under_way(&register, account)?.stage;
        let (reached, done) = self
            .edit(|edit| {
                let rotation = still_at(&edit.register, account, stage)?;
                let before = stage.before().ok_or_else(|| none_under_way(account))?;
                for change in rotation.back(&edit.register) {
                    edit.make(&change)?;
                }
                reach(edit, account, before);
                Ok(before.text())
            })
            .await?;
        Ok(done.ordered(reached_text(account, reached)))
    }

    /// Waits until the worker, wherever it is, signs with this key: only then may the
    /// certificate of the old one go. Without a worker there is nobody to wait for.
    async fn worker_has(&self, account: &str, key: &KeyReference) -> Result<(), Problem> {
        let wanted = roster::path_of(key);
        for _ in 0..TRIES {
            if self.worker_status().await? == WorkerStatus::Nobody {
                return Ok(());
            }
            let signs_with = self.store().signing_key(account).await;
            if signs_with.map_err(problem::from_store)?.as_ref() == Some(&wanted) {
                return Ok(());
            }
            tokio::time::sleep(PAUSE).await;
        }
        let about = |text: Text| text.with("account", shown(account));
        Err(
            problem::usage(about(Text::new("engine-worker-has-old-key")))
                .hint(about(Text::new("engine-worker-has-old-key-hint"))),
        )
    }

    /// The link that an account of the register would have with this key.
    async fn link_with(
        &self,
        register: &Register,
        account: &str,
        key: &KeyReference,
    ) -> Result<Link, Problem> {
        let client_id = register.here.account(account).and_then(Account::client_id);
        let order = LinkOrder {
            name: account.to_owned(),
            client_id: client_id
                .ok_or_else(|| {
                    let about = |text: Text| text.with("account", shown(account));
                    problem::usage(about(Text::new("engine-no-client-id")))
                        .hint(about(Text::new("engine-no-client-id-hint")))
                })?
                .clone(),
            key: key.clone(),
        };
        let linker = self.inner.rosters.linker();
        self.blocking(move || linker.link(&order)).await
    }
}

fn under_way<'a>(register: &'a Register, account: &str) -> Result<&'a Rotation, Problem> {
    if register.here.account(account).is_none() {
        return Err(unknown_account(account));
    }
    register
        .rotation(account)
        .ok_or_else(|| none_under_way(account))
}

/// The rotation, unless another console has taken it further meanwhile.
fn still_at(register: &Register, account: &str, stage: RotationStage) -> Result<Rotation, Problem> {
    let rotation = under_way(register, account)?;
    if rotation.stage == stage {
        return Ok(rotation.clone());
    }
    Err(problem::usage(Text::new("engine-register-moved"))
        .hint(Text::new("engine-register-moved-hint")))
}

fn reach(edit: &mut Edit, account: &str, stage: RotationStage) {
    let mark = edit.mark.clone();
    let rotations = edit.register.rotations.iter_mut();
    for rotation in rotations.filter(|one| one.account == account && !one.is_over()) {
        rotation.reach(stage, mark.clone());
    }
    edit.note(format!("rotation_{}", stage.as_str()), account);
}

fn none_under_way(account: &str) -> Problem {
    problem::usage(Text::new("engine-no-rotation").with("account", shown(account)))
        .hint(Text::new("engine-no-rotation-hint"))
}

fn reached_text(account: &str, stage: Text) -> Text {
    Text::new("engine-rotation-reached")
        .with("account", shown(account))
        .with("stage", stage)
}
