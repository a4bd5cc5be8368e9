//! The console: the screen on one side, the engine on the other, and what joins them.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use futures_util::FutureExt as _;
use jiff::Timestamp;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::cli::Exit;
use crate::domain::bulk::{BulkProgress, BulkReport, Choice};
use crate::domain::chaman::{ConnectionTest, Order, Ordered, RegisterReport, Urgency};
use crate::domain::clock::Clock as _;
use crate::domain::correct::{Case, LookedFirst};
use crate::domain::decision::{Decided, Decision};
use crate::domain::environment::Environment;
use crate::domain::handing::Handing;
use crate::domain::ids::{DeclarationId, SenderNumber, Ssin, SubmissionId};
use crate::domain::many::{ExportOrder, ManyOrder, ManyProgress, ManyReport};
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::report::{
    CertSummary, Counts, Dashboard, EmployerChoice, Filter, Header, KeptDraft, LogLine,
    PeriodSearch, Place, PlaceQuery, QueuePage, QueueQuery, Resolution, Submitted, Timeline,
    TokenStatus,
};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::domain::validate::Period;
use crate::engine::{self, Engine, Outcome};
use crate::logging::Logging;
use crate::tui::session::{Keeping, Session};
use crate::tui::{self, Backend};
use crate::{export, paths};

mod journal;
mod reports;
mod worker;

use super::import::Imports;
use super::running::Running;
use super::session::Keeper;
use super::{Setup, looks, signals};

/// Who the header says that we are.
pub(super) struct Identity {
    pub(super) environment: Environment,
    pub(super) sender: Option<SenderNumber>,
    pub(super) sender_name: Option<Untrusted>,
}

/// Opens the console on an engine of the configuration.
pub(super) async fn run(setup: &Setup, engine: Engine, log: Logging) -> Result<Exit, Problem> {
    let sender = &setup.config.sender;
    let identity = Identity {
        environment: setup.config.environment,
        sender: SenderNumber::parse(&sender.number).ok(),
        sender_name: (!sender.name.is_empty()).then(|| Untrusted::new(sender.name.clone())),
    };
    let keeper = Keeper::of(setup.data()?.console(), setup.global.read_only);
    open(setup, engine, log, (identity, keeper), async { Ok(()) }).await
}

/// Opens the console; the worker runs beside it, after the `prelude`, and drains when the
/// console is left.
pub(super) async fn open(
    setup: &Setup,
    engine: Engine,
    log: Logging,
    (identity, keeper): (Identity, Keeper),
    prelude: impl Future<Output = Result<(), Problem>> + Send + 'static,
) -> Result<Exit, Problem> {
    let (theme, themes) = looks::themes(setup)?;
    let ability = setup.ability()?;
    let shutdown = signals::shutdown()?;
    let (clock, leaving) = (engine.clock().clone(), keeper.clone());
    let watcher = tokio::spawn({
        let engine = engine.clone();
        async move { engine.watch_others().await }
    });
    let begun = CancellationToken::new();
    let (worker, fallen) = worker::start(&engine, (&begun, &shutdown), prelude);
    let session = if setup.global.fresh {
        Session::default()
    } else {
        keeper.read()
    };
    let options = tui::Options {
        catalogue: Arc::clone(&setup.catalogue),
        rules: setup.rules.clone(),
        rulebook: engine.rulebook(),
        anomalies: crate::config::anomalies(),
        theme,
        theme_asked: setup.global.theme.is_some(),
        themes,
        keys: setup.keys.clone(),
        read_only: setup.global.read_only,
        no_color: setup.no_color(),
        ascii: setup.is_ascii(),
        full_row: setup.config.screen.full_row,
        mouse: !setup.global.no_mouse && session.mouse.unwrap_or(setup.config.screen.mouse),
        session,
        ability,
        notify: setup.config.notify.clone(),
    };
    let backend = Arc::new(EngineBackend::new(
        engine,
        log,
        identity,
        Imports::new(setup),
        keeper,
        begun,
        fallen,
    ));
    let screen = async {
        if setup.global.plain {
            tui::plain::run(backend, options, shutdown.clone()).await
        } else {
            Box::pin(tui::run(backend, options, shutdown.clone())).await
        }
    };
    // A mistake of the screen's ends the screen and nothing else: what is being sent is finished.
    let ended = Box::pin(AssertUnwindSafe(screen).catch_unwind()).await;
    let ended = ended.unwrap_or_else(|_| {
        let problem = Problem::new(ProblemClass::Store, Text::new("tui-task-failed"));
        Err(problem.hint(Text::new("tui-task-failed-hint")))
    });
    leaving.leave(clock.now());
    shutdown.cancel();
    watcher.abort();
    let end = worker.await;
    ended?;
    match end {
        Ok(end) => end.map(|()| Exit::Done),
        Err(_) => Err(Problem::new(
            ProblemClass::Store,
            Text::new("cli-worker-died"),
        )),
    }
}

/// The engine as the console sees it.
struct EngineBackend {
    engine: Engine,
    log: Logging,
    identity: Identity,
    imports: Imports,
    keeper: Keeper,
    many: Running,
    comparing: Running,
    changes: watch::Receiver<u64>,
    /// Certificates whose end pressed when they were last read for a screen.
    pressing: Mutex<Option<usize>>,
    /// Cancelled when the first picture is there.
    begun: CancellationToken,
    /// Why the worker beside the screen ended before its time.
    fallen: watch::Receiver<Option<Problem>>,
}

/// Entries of the journal that the Log screen has.
const JOURNAL_ENTRIES: usize = 500;

impl EngineBackend {
    fn new(
        engine: Engine,
        log: Logging,
        identity: Identity,
        imports: Imports,
        keeper: Keeper,
        begun: CancellationToken,
        fallen: watch::Receiver<Option<Problem>>,
    ) -> Self {
        let many = Running::default();
        let others = (
            log.ring.watch(),
            imports.watch(),
            many.watch(),
            fallen.clone(),
        );
        let changes = follow(engine.changes(), others);
        Self {
            engine,
            log,
            identity,
            imports,
            keeper,
            many,
            comparing: Running::default(),
            changes,
            pressing: Mutex::default(),
            begun,
            fallen,
        }
    }

    fn note_pressing(&self, certificates: &[CertSummary]) {
        let presses = |one: &&CertSummary| {
            one.expiry
                .as_ref()
                .is_some_and(|expiry| expiry.urgency > Urgency::None)
        };
        let pressing = certificates.iter().filter(presses).count();
        *self.pressing.lock().unwrap_or_else(PoisonError::into_inner) = Some(pressing);
    }
}

/// Moves when the store, the log or an import moves, or the worker falls.
fn follow(
    mut store: watch::Receiver<u64>,
    (mut log, mut import, mut many, mut fallen): (
        watch::Receiver<u64>,
        watch::Receiver<BulkProgress>,
        watch::Receiver<ManyProgress>,
        watch::Receiver<Option<Problem>>,
    ),
) -> watch::Receiver<u64> {
    let (moved, any) = watch::channel(0);
    tokio::spawn(async move {
        loop {
            let open = tokio::select! {
                changed = store.changed() => changed.is_ok(),
                changed = log.changed() => changed.is_ok(),
                changed = import.changed() => changed.is_ok(),
                changed = many.changed() => changed.is_ok(),
                // A worker that ends well tells nothing more.
                Ok(()) = fallen.changed() => true,
                () = moved.closed() => false,
            };
            if !open {
                return;
            }
            moved.send_modify(|revision| *revision += 1);
        }
    });
    any
}

#[async_trait]
impl Backend for EngineBackend {
    async fn queue(&self, query: QueueQuery) -> Result<QueuePage, Problem> {
        self.engine.queue(&query).await
    }

    async fn place(&self, query: PlaceQuery) -> Result<Place, Problem> {
        self.engine.place(&query).await
    }

    async fn counts(&self, filter: Filter) -> Result<Counts, Problem> {
        self.engine.counts(Some(&filter)).await
    }

    async fn timeline(&self, id: SubmissionId) -> Result<Option<Timeline>, Problem> {
        self.engine.timeline(id).await
    }

    async fn dashboard(&self) -> Result<Dashboard, Problem> {
        let mut dashboard = self.engine.dashboard().await?;
        self.note_pressing(&dashboard.certificates);
        if self.engine.is_read_only() {
            // It has read no key and asks for no token: nothing failed.
            for account in &mut dashboard.accounts {
                account.token = TokenStatus::None;
            }
        }
        Ok(dashboard)
    }

    async fn header(&self) -> Header {
        let (account, token) = self
            .engine
            .first_token()
            .map_or((None, TokenStatus::None), |(name, token)| {
                (Some(name), token)
            });
        let token = if self.engine.is_read_only() {
            TokenStatus::None
        } else {
            token
        };
        // What the configuration does not say, the register may know.
        let registered = self.engine.sender();
        let registered = registered.as_ref();
        let identity = &self.identity;
        // Both are kept by the store: nothing is counted.
        let undecided = Filter {
            decided: Some(Decided::NotYet),
            ..Filter::default()
        };
        let in_work = self.engine.in_work().await.unwrap_or_default();
        let sender_name = identity
            .sender_name
            .clone()
            .or_else(|| registered.map(|sender| Untrusted::new(sender.name.clone())));
        Header {
            environment: identity.environment,
            sender: identity
                .sender
                .or_else(|| registered.map(|sender| sender.number)),
            sender_name,
            account,
            token,
            worker: self.engine.worker_status().await.unwrap_or_default(),
            counts: self.engine.counts(None).await.unwrap_or_default(),
            undecided: (self.engine.counts(Some(&undecided)).await).unwrap_or_default(),
            clock: self.engine.clock_offset(),
            pressing: *self.pressing.lock().unwrap_or_else(PoisonError::into_inner),
            in_work,
            fallen: self.fallen.borrow().clone(),
        }
    }

    async fn submit(&self, handing: Box<Handing>) -> Result<Submitted, Problem> {
        let outcomes = self.engine.hand_in(&handing).await?;
        for outcome in &outcomes {
            match *outcome {
                Outcome::Duplicate(of, state) => return Ok(Submitted::Duplicate { of, state }),
                Outcome::Superseded(by) => {
                    let successor = self.engine.successor(by).await?;
                    return Ok(Submitted::Superseded(successor));
                }
                _ => {}
            }
        }
        match outcomes.get(handing.main()) {
            Some(&Outcome::New(id) | &Outcome::Known(id, _)) => Ok(Submitted::New(id)),
            _ => Err(Problem::new(
                ProblemClass::Store,
                Text::new("app-not-queued"),
            )),
        }
    }

    async fn settle(
        &self,
        id: SubmissionId,
        decision: Decision,
        reason: String,
    ) -> Result<(), Problem> {
        self.engine.settle(id, decision, reason).await
    }

    async fn case(&self, id: SubmissionId) -> Result<Case, Problem> {
        self.engine.case_to_open(id).await
    }

    async fn look_first(&self, id: SubmissionId) -> Result<LookedFirst, Problem> {
        self.engine.look_first(id).await
    }

    async fn periods(&self, search: PeriodSearch) -> Result<Vec<Period>, Problem> {
        self.engine.periods(&search).await
    }

    async fn own_periods(&self, ssin: Ssin) -> Result<Vec<Period>, Problem> {
        self.engine.own_periods(ssin).await
    }

    async fn employers(&self) -> Result<Vec<EmployerChoice>, Problem> {
        self.engine.employers().await
    }

    async fn keep_draft(&self, draft: KeptDraft) -> Result<(), Problem> {
        self.engine.keep_draft(draft).await
    }

    async fn drafts(&self) -> Result<Vec<KeptDraft>, Problem> {
        self.engine.drafts().await
    }

    async fn drop_draft(&self, uid: Uuid) -> Result<(), Problem> {
        self.engine.drop_draft(uid).await
    }

    async fn poll_now(&self, id: SubmissionId) -> Result<(), Problem> {
        self.engine.poll_now(id).await
    }

    async fn withdraw(&self, id: SubmissionId) -> Result<(), Problem> {
        self.engine.withdraw(id).await
    }

    async fn hold(&self, id: SubmissionId) -> Result<(), Problem> {
        self.engine.hold(id).await
    }

    async fn release(&self, id: SubmissionId) -> Result<(), Problem> {
        self.engine.release(id).await
    }

    async fn resolve(&self, id: SubmissionId, resolution: Resolution) -> Result<(), Problem> {
        let resolution = match resolution {
            Resolution::NotTaken { reason } => engine::Resolution::NotTaken { reason },
            Resolution::Number(number) => {
                engine::Resolution::Number(DeclarationId::parse(&number).map_err(|_| {
                    let shown = Untrusted::new(number).shown();
                    Problem::new(
                        ProblemClass::Usage,
                        Text::new("cli-not-a-number").with("value", shown),
                    )
                })?)
            }
        };
        self.engine.resolve(id, resolution).await
    }

    async fn reveal(&self, id: SubmissionId) -> Result<Option<Ssin>, Problem> {
        self.engine.reveal(id).await
    }

    async fn register(&self) -> Result<RegisterReport, Problem> {
        self.engine.register().await
    }

    async fn certificates(&self) -> Vec<CertSummary> {
        let certificates = self.engine.certificates().await;
        self.note_pressing(&certificates);
        certificates
    }

    async fn order(&self, order: Order) -> Result<Ordered, Problem> {
        self.engine.order(order).await
    }

    async fn test_connection(&self, account: String) -> Result<ConnectionTest, Problem> {
        self.engine.test_connection(&account).await
    }

    async fn import_check(&self, path: String) -> Result<BulkReport, Problem> {
        self.imports.check(&self.engine, &path).await
    }

    async fn import_queue(&self, choice: Choice) -> Result<BulkReport, Problem> {
        self.imports.queue(choice).await
    }

    fn import_progress(&self) -> BulkProgress {
        self.imports.progress()
    }

    fn import_stop(&self) {
        self.imports.stop();
    }

    async fn many(&self, order: ManyOrder) -> Result<ManyReport, Problem> {
        let (_turn, run) = self.many.begin().await;
        self.engine.many(&order, &run).await
    }

    async fn export(&self, order: ExportOrder) -> Result<ManyReport, Problem> {
        let (_turn, run) = self.many.begin().await;
        export::to_file(&self.engine, &order, &paths::expanded(&order.path), &run).await
    }

    fn many_progress(&self) -> ManyProgress {
        self.many.progress()
    }

    fn many_stop(&self) {
        self.many.stop();
    }

    async fn keep_session(&self, keeping: Keeping) -> Result<(), Problem> {
        self.keeper.write(keeping).await;
        Ok(())
    }

    async fn log(&self) -> (u64, Vec<LogLine>) {
        let revision = *self.changes.borrow();
        let mut lines = self.log.ring.lines();
        // A store that cannot be read is told of by everything else on the screen.
        let journal = self.engine.journal(JOURNAL_ENTRIES).await;
        let journal = journal.unwrap_or_default();
        lines.extend(journal.iter().rev().map(journal::line));
        // Stable: what happened in the same instant stays in its order.
        lines.sort_by_key(|line| line.at);
        (revision, lines)
    }

    fn begun(&self) {
        self.begun.cancel();
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.changes.clone()
    }

    fn now(&self) -> Timestamp {
        self.engine.clock().now()
    }
}
