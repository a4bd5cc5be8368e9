//! An account with everything in order, and an NSSO that says what a test wants.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;

use crate::cert;
use crate::cert::generate::{self, KeyKind, NewCertificate, Subject};
use crate::domain::answer::{GetSeen, PostSeen};
use crate::domain::chaman::{ConnectionTest, HeldCertificate, KeyReference, PermissionId};
use crate::domain::ids::{ClientId, DeclarationId, PeriodId};
use crate::domain::problem::Problem;
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::engine::connection::{TestParts, TestedCertificate, TestedKey, run};
use crate::engine::{Link, problem};
use crate::rsz::{
    CallFailed, FoundDeclaration, FoundPeriod, FoundRelation, Granted, Search, Seen, Token,
    TokenError, TokenErrorClass, TokenKey, TokenSource, Transport,
};

pub(super) const CLIENT: &str = "self_service_chaman_999001_k3t9x0m2qa";
pub(super) const DECLARE: &str = "scope:dimona:declaration:declarant";
pub(super) const CONSULT: &str = "scope:dimona:declaration:consult";

/// An NSSO that says what the test wants.
#[derive(Clone)]
pub(super) struct Nsso {
    pub(super) token: Result<Vec<String>, TokenErrorClass>,
    pub(super) offset: Option<SignedDuration>,
    pub(super) period: Result<Option<FoundPeriod>, CallFailed>,
}

impl Nsso {
    pub(super) fn willing() -> Self {
        Self {
            token: Ok(vec![DECLARE.to_owned(), CONSULT.to_owned()]),
            offset: Some(SignedDuration::from_secs(-1)),
            period: Ok(None),
        }
    }

    pub(super) fn link(self) -> Link {
        let nsso = Arc::new(self);
        Link {
            token_key: TokenKey {
                token_url: "http://127.0.0.1/token".to_owned(),
                client_id: client_id(),
                scopes: Vec::new(),
            },
            tokens: Arc::clone(&nsso) as Arc<dyn TokenSource>,
            transport: nsso,
        }
    }
}

#[async_trait]
impl TokenSource for Nsso {
    async fn fetch(&self) -> Result<Granted, TokenError> {
        match &self.token {
            Ok(scopes) => Ok(Granted {
                secret: SecretString::from("secret"),
                lifetime: Duration::from_mins(10),
                scopes: scopes.clone(),
            }),
            Err(class) => Err(TokenError {
                class: *class,
                retry_at: None,
                problem: problem::service(Text::new("rsz-token-unreachable")),
            }),
        }
    }

    fn clock_offset(&self) -> Option<SignedDuration> {
        self.offset
    }
}

pub(super) fn seen<T>(what: T) -> Seen<T> {
    Seen {
        what,
        status: Some(403),
        server_trace_id: None,
        location: None,
        detail: Some(Untrusted::new("missing scope")),
    }
}

#[async_trait]
impl Transport for Nsso {
    async fn declare(&self, _: &Token, _: &str, _: &str) -> Seen<PostSeen> {
        panic!("a test of the connection declares nothing")
    }

    async fn result(&self, _: &Token, _: DeclarationId, _: &str) -> Seen<GetSeen> {
        panic!("a test of the connection knows no declaration")
    }

    async fn search_declarations(
        &self,
        _: &Token,
        _: &Search,
        _: &str,
    ) -> Seen<Result<Vec<FoundDeclaration>, CallFailed>> {
        seen(Ok(Vec::new()))
    }

    async fn search_periods(
        &self,
        _: &Token,
        _: &Search,
        _: &str,
    ) -> Seen<Result<Vec<FoundPeriod>, CallFailed>> {
        seen(Ok(Vec::new()))
    }

    async fn search_relations(
        &self,
        _: &Token,
        _: &Search,
        _: &str,
    ) -> Seen<Result<Vec<FoundRelation>, CallFailed>> {
        seen(Ok(Vec::new()))
    }

    async fn period(
        &self,
        _: &Token,
        _: PeriodId,
        _: &str,
    ) -> Seen<Result<Option<FoundPeriod>, CallFailed>> {
        seen(self.period.clone())
    }
}

pub(super) fn client_id() -> ClientId {
    ClientId::parse(CLIENT).expect("printable")
}

pub(super) fn now() -> Timestamp {
    "2026-11-22T10:00:00Z".parse().expect("a time")
}

pub(super) fn made(from: Timestamp, until: Timestamp) -> NewCertificate {
    let subject = Subject {
        company: "Loket Noord".to_owned(),
        common_name: "dimona".to_owned(),
    };
    generate::self_signed(KeyKind::P384, &subject, from, until).expect("made")
}

/// An account with everything in order, to be spoilt by each test in its own way.
pub(super) struct Desk {
    pub(super) folder: tempfile::TempDir,
    pub(super) nsso: Nsso,
    pub(super) key: KeyReference,
    pub(super) certificates: Vec<HeldCertificate>,
    pub(super) permissions: Vec<&'static str>,
}

impl Desk {
    pub(super) fn new() -> Self {
        let day = SignedDuration::from_hours(24);
        Self::with(&made(now() - day, now() + day))
    }

    pub(super) fn with(made: &NewCertificate) -> Self {
        let mut desk = Self {
            folder: tempfile::tempdir().expect("a folder"),
            nsso: Nsso::willing(),
            key: KeyReference {
                file: PathBuf::new(),
                passphrase_file: None,
            },
            certificates: Vec::new(),
            permissions: vec!["dimona-consult", "dimona-declare", "withholding"],
        };
        desk.key.file = desk.file("key.pem", &made.key);
        desk.certificates = vec![Self::held("new", &made.certificate)];
        desk
    }

    pub(super) fn held(name: &str, pem: &str) -> HeldCertificate {
        HeldCertificate {
            name: name.to_owned(),
            file_name: "certificate.cer".to_owned(),
            pem: pem.to_owned(),
            facts: crate::domain::report::CertFacts::default(),
        }
    }

    pub(super) fn file(&self, name: &str, contents: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        cert::write_private(&path, contents.as_bytes()).expect("written");
        path
    }

    pub(super) async fn test(self) -> ConnectionTest {
        let link = self.nsso.clone().link();
        self.test_through(move || Ok(link)).await
    }

    pub(super) async fn test_through<L>(self, link: L) -> ConnectionTest
    where
        L: FnOnce() -> Result<Link, Problem> + Send + 'static,
    {
        let permissions = self.permissions.iter();
        run(TestParts {
            account: "loket",
            key: TestedKey::File(self.key.clone()),
            certificates: self
                .certificates
                .iter()
                .map(TestedCertificate::held)
                .collect(),
            permissions: permissions
                .map(|id| PermissionId((*id).to_owned()))
                .collect(),
            rulebook: &crate::config::rulebook(),
            now: now(),
            link,
        })
        .await
    }
}
