//! From an order to what has to be done: each order's way, and the sentence at its end.

use std::path::PathBuf;

use super::files;
use crate::cert;
use crate::domain::chaman::{
    Account, CertificateOrder, Change, ContactDraft, Download, Flaw, Order, Ordered, SenderDraft,
};
use crate::domain::problem::Problem;
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::engine::{Engine, certificate, problem};

impl Engine {
    pub(super) async fn carry_out(&self, order: Order) -> Result<Ordered, Problem> {
        match order {
            Order::SetSender(draft) => self.set_sender(&draft).await,
            Order::SetContact(draft) => self.set_contact(&draft).await,
            Order::AddAccount(draft) => self.add_account(*draft).await,
            Order::Rename { account, to } => self.rename(account, &to).await,
            Order::SetPermissions {
                account,
                permissions,
            } => self.set_permissions(account, permissions).await,
            Order::AddCertificate {
                account,
                name,
                file,
            } => self.add_certificate(account, name, file).await,
            Order::ReplaceCertificate {
                account,
                name,
                file,
            } => self.replace_certificate(account, name, file).await,
            Order::RemoveCertificate { account, sha256 } => {
                let text = Text::new("engine-certificate-removed").with("account", shown(&account));
                self.make(Change::RemoveCertificate { account, sha256 }, text)
                    .await
            }
            Order::ReplaceSshKey { account, file } => {
                let text = Text::new("engine-ssh-key-replaced").with("account", shown(&account));
                let key = self.blocking(move || files::public_ssh_key(&file)).await?;
                self.make(Change::ReplaceSshKey { account, key }, text)
                    .await
            }
            Order::SetKey {
                account,
                key_file,
                passphrase_file,
            } => self.set_key(account, &key_file, &passphrase_file).await,
            Order::RemoveAccount { account, typed } => self.remove_account(account, &typed).await,
            Order::Tick { step, client_id } => self.tick(step, &client_id).await,
            Order::Download { account, what, to } => self.download(&account, &what, &to).await,
            Order::MakeCertificate(order) => self.make_certificate(order).await,
            Order::StartRotation(order) => self.start_rotation(order).await,
            Order::AdvanceRotation { account } => self.advance_rotation(&account).await,
            Order::ReverseRotation { account } => self.reverse_rotation(&account).await,
        }
    }

    async fn set_sender(&self, draft: &SenderDraft) -> Result<Ordered, Problem> {
        let sender = draft.checked().map_err(first)?;
        let text = Text::new("engine-sender-set").with("sender", sender.number.to_string());
        self.make(Change::SetSender { sender }, text).await
    }

    async fn set_contact(&self, draft: &ContactDraft) -> Result<Ordered, Problem> {
        let contact = draft.checked().map_err(first)?;
        let text = Text::new("engine-contact-set").with("contact", shown(&contact.name));
        self.make(Change::SetContact { contact }, text).await
    }

    /// Writes a public file of an account; never over another.
    async fn download(&self, account: &str, what: &Download, to: &str) -> Result<Ordered, Problem> {
        let (_, register) = self.read_register().await?;
        let found = register
            .here
            .account(account)
            .ok_or_else(|| unknown_account(account))?;
        let contents = public_file(found, what)?;
        let path = files::typed(to);
        let is_certificate = matches!(what, Download::Certificate(_));
        if is_certificate && path.extension().is_none_or(|extension| extension != "cer") {
            return Err(problem::usage(Text::new("engine-not-cer")));
        }
        let target = path.clone();
        self.blocking(move || cert::write_public(&target, contents.as_bytes()))
            .await?;
        Ok(written(
            Text::new("engine-file-written").with("file", files::shown(&path)),
            vec![path],
        ))
    }

    async fn make_certificate(&self, order: CertificateOrder) -> Result<Ordered, Problem> {
        let now = self.now();
        let text = if order.request {
            Text::new("engine-request-made").with("file", shown(&order.file))
        } else {
            Text::new("engine-certificate-made").with("file", shown(&order.file))
        };
        let files = self
            .blocking(move || certificate::make(&order, now))
            .await?;
        let names: Vec<String> = files.iter().map(|file| files::shown(file)).collect();
        self.store()
            .note(
                &self.inner.actor,
                "certificate_made",
                &names.join(", "),
                now,
            )
            .await
            .map_err(problem::from_store)?;
        Ok(written(text, files))
    }
}

fn public_file(account: &Account, what: &Download) -> Result<String, Problem> {
    let missing = |text: Text| problem::usage(text.with("account", shown(&account.name)));
    match what {
        Download::Certificate(sha256) => account
            .certificate(sha256)
            .map(|held| held.pem.clone())
            .ok_or_else(|| missing(Text::new("chaman-certificate-unknown"))),
        Download::SshKey => account
            .ssh_key()
            .map(|key| format!("{}\n", key.line))
            .ok_or_else(|| missing(Text::new("engine-no-ssh-key"))),
    }
}

fn written(text: Text, files: Vec<PathBuf>) -> Ordered {
    Ordered {
        text,
        client_id: None,
        steps: Vec::new(),
        files,
    }
}

/// The first flaw of a form, for who has none.
pub(super) fn first(flaws: Vec<Flaw>) -> Problem {
    flaws.into_iter().next().map_or_else(
        || problem::usage(Text::new("engine-incomplete")),
        Flaw::problem,
    )
}

/// There is no such account in the register.
pub(super) fn unknown_account(account: &str) -> Problem {
    problem::usage(Text::new("chaman-account-unknown").with("account", shown(account)))
        .hint(Text::new("chaman-account-unknown-hint"))
}

/// A name as a person reads it.
pub(super) fn shown(name: &str) -> String {
    Untrusted::new(name).shown()
}
