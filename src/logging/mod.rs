//! The log: a private file a day, and the latest lines in memory for the Log screen.
//!
//! Every line takes one way: event → [`mask`] → ring and file. Nothing is ever
//! written to the terminal, which belongs to the screen. Secrets and national numbers are
//! not passed to `tracing` at all; the masking is a second net.

mod ring;

use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::Arc;

use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_appender::non_blocking::{NonBlocking, NonBlockingBuilder, WorkerGuard};
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::{Registry, reload};

pub use ring::LogRing;

use crate::domain::clock::Clock;
use crate::domain::mask::mask;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::report::{LogLevel, LogLine};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::paths::DataFolder;

/// Files kept, one a day.
const FILES_KEPT: usize = 14;

/// Lines that wait for a slow disk; more are dropped, never waited for. The room for all of them
/// is taken at the start.
const BUFFERED_LINES: usize = 2_048;

/// What keeps the log going: lines still in memory are written when it is dropped.
#[derive(Debug)]
pub struct Logging {
    /// The latest lines.
    pub ring: LogRing,
    filter: Reload,
    _guard: Option<WorkerGuard>,
}

/// Starts the log of this process. Its files, those of later days too, are as private as the
/// umask of the process makes them.
///
/// `filter` is a level (`info`) or a list of directives (`warn,dimonitor::rsz=debug`).
/// Fails when the filter cannot be read, the file cannot be made, or a log runs already.
pub fn start(folder: &DataFolder, filter: &str, clock: Arc<dyn Clock>) -> Result<Logging, Problem> {
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("dimonitor")
        .filename_suffix("log")
        .max_log_files(FILES_KEPT)
        .build(folder.log_folder())
        .map_err(|error| usage(Text::new("config-log-file"), &error))?;
    let writer = NonBlockingBuilder::default()
        .buffered_lines_limit(BUFFERED_LINES)
        .finish(file);
    begin(filter, clock, Some(writer))
}

/// The same without a file, for somebody who only looks where nothing may be written.
pub fn start_in_memory(filter: &str, clock: Arc<dyn Clock>) -> Result<Logging, Problem> {
    begin(filter, clock, None)
}

fn begin(
    filter: &str,
    clock: Arc<dyn Clock>,
    writer: Option<(NonBlocking, WorkerGuard)>,
) -> Result<Logging, Problem> {
    let filter: Targets = filter.parse().map_err(|error| {
        usage(Text::new("config-log-filter"), &error).hint(Text::new("config-log-filter-hint"))
    })?;
    let (writer, guard) = writer.unzip();
    let ring = LogRing::default();
    let lines = Lines {
        ring: ring.clone(),
        writer,
        clock,
    };
    let (filter, reload) = reload::Layer::new(filter);
    let subscriber = tracing_subscriber::registry().with(filter).with(lines);
    tracing::subscriber::set_global_default(subscriber)
        .map_err(|error| usage(Text::new("config-log-running"), &error))?;
    Ok(Logging {
        ring,
        filter: Reload(reload),
        _guard: guard,
    })
}

impl Logging {
    /// Lets other lines through from now on.
    pub fn filter(&self, filter: &str) -> Result<(), Problem> {
        let filter: Targets = filter
            .parse()
            .map_err(|error| usage(Text::new("config-log-filter"), &error))?;
        let reloaded = self.filter.0.reload(filter);
        reloaded.map_err(|error| usage(Text::new("config-log-filter"), &error))
    }
}

/// The way to the filter.
struct Reload(reload::Handle<Targets, Registry>);

impl std::fmt::Debug for Reload {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Reload")
    }
}

fn usage(summary: Text, error: &dyn std::error::Error) -> Problem {
    let message = Untrusted::new(error.to_string()).shown();
    Problem::new(ProblemClass::Usage, summary)
        .detail(Text::new("config-system-says").with("message", message))
}

/// Turns events into lines.
struct Lines {
    ring: LogRing,
    writer: Option<NonBlocking>,
    clock: Arc<dyn Clock>,
}

impl<S: Subscriber> Layer<S> for Lines {
    fn on_event(&self, event: &Event<'_>, _context: Context<'_, S>) {
        let facts = event.metadata();
        let ours = facts.target().starts_with(env!("CARGO_PKG_NAME"));
        // Libraries write whole requests to their finer levels.
        if !ours && *facts.level() > Level::WARN {
            return;
        }
        let mut words = Words::default();
        event.record(&mut words);
        let words = if cfg!(feature = "mutant-talkative") {
            words.0
        } else {
            mask(&words.0)
        };
        let line = LogLine {
            at: self.clock.now(),
            level: level(*facts.level()),
            target: facts.target().to_owned(),
            message: Untrusted::new(words),
        };
        if let Some(mut writer) = self.writer.clone() {
            // A full disk must not stop declarations.
            let _ = writeln!(
                writer,
                "{} {:5} {}: {}",
                line.at,
                facts.level(),
                line.target,
                line.message.shown()
            );
        }
        self.ring.push(line);
    }
}

fn level(level: Level) -> LogLevel {
    match level {
        Level::ERROR => LogLevel::Error,
        Level::WARN => LogLevel::Warn,
        Level::INFO => LogLevel::Info,
        Level::DEBUG | Level::TRACE => LogLevel::Debug,
    }
}

/// The message of an event and its fields, in one line.
#[derive(Default)]
struct Words(String);

impl Words {
    fn add(&mut self, field: &Field, value: std::fmt::Arguments<'_>) {
        let gap = if self.0.is_empty() { "" } else { " " };
        // Writing to a String cannot fail.
        let _ = if field.name() == "message" {
            write!(self.0, "{gap}{value}")
        } else {
            write!(self.0, "{gap}{}={value}", field.name())
        };
    }
}

impl Visit for Words {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.add(field, format_args!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.add(field, format_args!("{value}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    struct Noon;

    impl Clock for Noon {
        fn now(&self) -> Timestamp {
            "2026-11-22T12:00:00Z".parse().expect("a time")
        }

        fn uptime(&self) -> std::time::Duration {
            std::time::Duration::ZERO
        }
    }

    fn lines_of(log: impl FnOnce()) -> Vec<LogLine> {
        let ring = LogRing::default();
        let lines = Lines {
            ring: ring.clone(),
            writer: None,
            clock: Arc::new(Noon),
        };
        tracing::subscriber::with_default(tracing_subscriber::registry().with(lines), log);
        ring.lines()
    }

    #[test]
    fn an_event_becomes_a_masked_line() {
        let lines = lines_of(|| {
            tracing::warn!(target: "dimonitor::rsz", status = 503, "worker 85073099734 waits");
        });
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].at, Noon.now());
        assert_eq!(lines[0].level, LogLevel::Warn);
        assert_eq!(lines[0].target, "dimonitor::rsz");
        assert_eq!(
            lines[0].message.raw(),
            "worker 85.**.**-***.34 waits status=503"
        );
    }

    #[test]
    fn libraries_are_heard_only_when_something_is_wrong() {
        let lines = lines_of(|| {
            tracing::info!(target: "hyper", "a request");
            tracing::error!(target: "hyper", "broken");
        });
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].level, LogLevel::Error);
    }

    #[test]
    fn the_file_is_private_and_has_the_line() {
        let home = tempfile::tempdir().expect("a folder");
        let folder = crate::paths::Home::under(home.path())
            .environment(crate::domain::environment::Environment::Sandbox)
            .expect("made");
        assert_eq!(
            start(&folder, "nonsense=loud", Arc::new(Noon))
                .expect_err("no such level")
                .summary
                .key,
            "config-log-filter"
        );
        // As the program does before anything else.
        rustix::process::umask(rustix::fs::Mode::from_bits_truncate(0o077));
        let logging = start(&folder, "info", Arc::new(Noon)).expect("started");
        tracing::info!(target: "dimonitor", "one\nline");
        tracing::debug!(target: "dimonitor", "too fine");
        assert_eq!(logging.ring.lines().len(), 1);
        drop(logging);
        let file = std::fs::read_dir(folder.log_folder())
            .expect("there")
            .next()
            .expect("a file")
            .expect("readable");
        let text = std::fs::read_to_string(file.path()).expect("text");
        assert_eq!(
            text,
            "2026-11-22T12:00:00Z INFO  dimonitor: one\\u{a}line\n"
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = file.metadata().expect("there").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }
}
