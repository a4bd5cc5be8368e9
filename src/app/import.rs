//! `import`: opens what is read, shows how far it is, and puts the parts together.

use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;
use tokio::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

use crate::args::{self, Template};
use crate::cli::output::Output;
use crate::cli::{self, Exit};
use crate::domain::bulk::{BulkProgress, BulkReport, BulkStage, Choice};
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::rules::Rules;
use crate::domain::text::Text;
use crate::engine::Engine;
use crate::i18n::Catalogue;
use crate::import::{self, Import, Words};
use crate::input::{self, Source};

use super::compose::{Network, compose};
use super::{Setup, log_to_file, signals, today};

/// The line of progress is written anew at most this often.
const BETWEEN_LINES: Duration = Duration::from_millis(100);

/// Runs the `import` command.
pub(super) async fn run(
    setup: &Setup,
    args: &args::Import,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    let Some(path) = args.file.as_deref().filter(|_| args.template.is_none()) else {
        return Ok(template(args));
    };
    let source = open(path)?;
    let _log = log_to_file(setup)?;
    let network = if args.look_up {
        Network::Needed
    } else {
        Network::NotNeeded
    };
    let engine = compose(setup, network)?;
    let rules = Arc::new(setup.rules.clone());
    let words = words(&setup.catalogue);
    let mut import = Import::new(engine, rules, source, words, args.look_up);
    import.format = args.format.map(super::input::format_of);
    import.account.clone_from(&args.account);
    import.result = args.result.clone().or_else(|| import::beside(path));
    import.stop = signals::shutdown()?;
    let bar = (io::stderr().is_terminal() && !out.is_json())
        .then(|| Arc::new(Bar::new(Arc::clone(&setup.catalogue))));
    if let Some(bar) = &bar {
        let bar = Arc::clone(bar);
        import.progress = Arc::new(move |progress| bar.show(progress));
    }
    cli::import(import, args, out, || {
        if let Some(bar) = &bar {
            bar.clear();
        }
    })
    .await
}

fn open(path: &Path) -> Result<Source, Problem> {
    if path == Path::new("-") {
        return Source::spooled(io::stdin().lock());
    }
    Source::open(path)
}

/// Every sentence, in the operator's language.
pub(super) fn words(catalogue: &Arc<Catalogue>) -> Words {
    let catalogue = Arc::clone(catalogue);
    Arc::new(move |text| catalogue.text(text))
}

/// Byte for byte: a spreadsheet wants the mark and the line ends as they are.
fn template(args: &args::Import) -> Exit {
    let format = match args.template {
        Some(Template::Jsonl) => input::Format::Json,
        Some(Template::Csv) | None => input::Format::Csv,
    };
    let text = import::template(format, today());
    // A reader that went away is no trouble of ours.
    let _ = io::stdout().write_all(text.as_bytes());
    Exit::Done
}

/// The imports of the console: one at a time.
pub(super) struct Imports {
    rules: Arc<Rules>,
    words: Words,
    progress: Arc<watch::Sender<BulkProgress>>,
    stop: Mutex<CancellationToken>,
    /// The file that was checked last.
    checked: tokio::sync::Mutex<Option<Import>>,
}

impl Imports {
    pub(super) fn new(setup: &Setup) -> Self {
        Self {
            rules: Arc::new(setup.rules.clone()),
            words: words(&setup.catalogue),
            progress: Arc::new(watch::Sender::default()),
            stop: Mutex::default(),
            checked: tokio::sync::Mutex::default(),
        }
    }

    /// Moves while something is done with a file.
    pub(super) fn watch(&self) -> watch::Receiver<BulkProgress> {
        self.progress.subscribe()
    }

    pub(super) fn progress(&self) -> BulkProgress {
        *self.progress.borrow()
    }

    pub(super) fn stop(&self) {
        let stop = self.stop.lock().unwrap_or_else(PoisonError::into_inner);
        stop.cancel();
    }

    /// What stops the work that begins now, and none before it.
    fn fresh_stop(&self) -> CancellationToken {
        let mut stop = self.stop.lock().unwrap_or_else(PoisonError::into_inner);
        *stop = CancellationToken::new();
        stop.clone()
    }

    /// Checks a file; a check that was stopped is over first.
    pub(super) async fn check(&self, engine: &Engine, path: &str) -> Result<BulkReport, Problem> {
        let mut checked = self.checked.lock().await;
        *checked = None;
        let path = Path::new(path);
        let source = Source::open(path)?;
        let (rules, words) = (Arc::clone(&self.rules), Arc::clone(&self.words));
        let mut import = Import::new(engine.clone(), rules, source, words, false);
        import.result = import::beside(path);
        import.stop = self.fresh_stop();
        let progress = Arc::clone(&self.progress);
        import.progress = Arc::new(move |told| {
            progress.send_replace(told);
        });
        let report = import.check().await?;
        *checked = Some(import);
        Ok(report)
    }

    /// Queues rows of the file that was checked last.
    pub(super) async fn queue(&self, choice: Choice) -> Result<BulkReport, Problem> {
        let mut checked = self.checked.lock().await;
        let Some(mut import) = checked.take() else {
            let text = Text::new("import-not-checked");
            return Err(Problem::new(ProblemClass::Usage, text));
        };
        import.stop = self.fresh_stop();
        import.queue(choice).await
    }
}

/// One line on the terminal that is written over and over.
struct Bar {
    catalogue: Arc<Catalogue>,
    shown: Mutex<Shown>,
}

struct Shown {
    stage: BulkStage,
    began: Instant,
    at: Option<Instant>,
}

impl Bar {
    fn new(catalogue: Arc<Catalogue>) -> Self {
        Self {
            catalogue,
            shown: Mutex::new(Shown {
                stage: BulkStage::default(),
                began: Instant::now(),
                at: None,
            }),
        }
    }

    fn show(&self, progress: BulkProgress) {
        let now = Instant::now();
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        if shown.stage != progress.stage {
            (shown.stage, shown.began, shown.at) = (progress.stage, now, None);
        }
        if shown.at.is_some_and(|at| now - at < BETWEEN_LINES) {
            return;
        }
        shown.at = Some(now);
        let line = self.catalogue.text(&sentence(progress, now - shown.began));
        // Back to the beginning of the line; what is left of the one before is erased.
        let _ = write!(io::stderr(), "\r{line}\x1b[K");
    }

    fn clear(&self) {
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        if shown.at.is_some() {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

fn sentence(progress: BulkProgress, passed: Duration) -> Text {
    let milliseconds = u64::try_from(passed.as_millis()).unwrap_or(u64::MAX);
    let left = progress.size.saturating_sub(progress.bytes);
    let left = u128::from(left) * u128::from(milliseconds) / u128::from(progress.bytes.max(1));
    let text = match progress.stage {
        BulkStage::Checking => Text::new("import-progress-checking"),
        BulkStage::Queueing => Text::new("import-progress-queueing"),
    };
    text.with("percent", progress.percent())
        .with("rows", progress.rows)
        .with("speed", progress.rows * 1_000 / milliseconds.max(1))
        .with("left", u64::try_from(left / 1_000).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    #[test]
    fn progress_tells_speed_and_what_is_left() {
        let progress = BulkProgress {
            stage: BulkStage::Checking,
            rows: 25_000,
            bytes: 250,
            size: 1_000,
        };
        let text = sentence(progress, Duration::from_secs(2));
        let words = Catalogue::new(Language::En).text(&text);
        assert_eq!(
            words,
            "Checking: 25 %, 25000 rows, 12500 a second, 6 s left"
        );
    }
}
