//! `cert check`: days left, for a monitoring system. One line in the format of the monitoring
//! plugins, and their exit codes.

use std::collections::HashMap;
use std::path::Path;

use jiff::Timestamp;

use crate::args::{CertCheck, Days};
use crate::cli::Exit;
use crate::cli::contract::certificate::days_left;
use crate::cli::output::{Output, shown};
use crate::domain::problem::Problem;
use crate::domain::report::{CertFacts, CertSummary};
use crate::domain::text::Text;
use crate::engine::Engine;
use crate::engine::certificate::inspect_file;

/// What a plugin says of what it watches, best first; a grave certainty weighs more than a doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Health {
    /// All is well.
    Ok,
    /// Nobody can tell.
    Unknown,
    /// A person should look.
    Warning,
    /// A person must look now.
    Critical,
}

impl Health {
    /// The exit code of a plugin.
    pub fn code(self) -> u8 {
        match self {
            Self::Ok => 0,
            Self::Warning => 1,
            Self::Critical => 2,
            Self::Unknown => 3,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Warning => "WARNING",
            Self::Critical => "CRITICAL",
            Self::Unknown => "UNKNOWN",
        }
    }
}

/// Something that is watched: a certificate, or a file in which none can be read.
struct Watched {
    name: String,
    facts: Result<CertFacts, Problem>,
}

/// Watches the certificates in files.
pub fn check_files(args: &CertCheck, now: Timestamp, out: &Output<'_>) -> Exit {
    let watched: Vec<_> = args.files.iter().flat_map(|path| in_file(path)).collect();
    report(&watched, args, now, out)
}

/// Watches the certificates of the register and of the configuration.
pub async fn check_known(
    engine: &Engine,
    args: &CertCheck,
    now: Timestamp,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    // Certificates are read from the register, which must be readable for that.
    engine.register().await?;
    let summaries = engine.certificates().await;
    let watched: Vec<_> = summaries.into_iter().map(known).collect();
    Ok(report(&watched, args, now, out))
}

/// Ends the check when it cannot be made at all.
pub fn plugin_problem(problem: &Problem, out: &Output<'_>) -> Exit {
    let mut words = vec![out.words(&problem.summary)];
    words.extend(problem.detail.iter().map(|detail| out.words(detail)));
    end(Health::Unknown, &words.join(": "), "", out)
}

fn in_file(path: &Path) -> Vec<Watched> {
    let name = path.file_name().unwrap_or(path.as_os_str());
    let name = name.to_string_lossy().into_owned();
    match inspect_file(path) {
        Ok(found) => found
            .into_iter()
            .map(|facts| Watched {
                name: name.clone(),
                facts: Ok(facts),
            })
            .collect(),
        Err(problem) => vec![Watched {
            name,
            facts: Err(problem),
        }],
    }
}

fn known(summary: CertSummary) -> Watched {
    Watched {
        name: format!("{}: {}", summary.account, summary.title().raw()),
        facts: summary.state,
    }
}

fn report(watched: &[Watched], args: &CertCheck, now: Timestamp, out: &Output<'_>) -> Exit {
    if args.critical > args.warning {
        let text = Text::new("cli-check-thresholds");
        return end(Health::Unknown, &out.words(&text), "", out);
    }
    let labels = labels(watched.iter().map(|watched| &*watched.name));
    let judged = watched.iter().map(|watched| judge(watched, args, now));
    let judged: Vec<(Health, Text)> = judged.collect();
    let gravest = judged.iter().map(|(health, _)| *health).max();
    let Some(gravest) = gravest else {
        let text = Text::new("cli-check-none");
        return end(Health::Unknown, &out.words(&text), "", out);
    };
    let text = if gravest == Health::Ok {
        let soonest = watched
            .iter()
            .filter_map(|watched| watched.facts.as_ref().ok());
        let days = soonest.map(|facts| days_left(facts, now)).min();
        out.words(
            &Text::new("cli-check-good")
                .with("count", watched.len())
                .with("days", days.unwrap_or_default()),
        )
    } else {
        let mut bad: Vec<_> = judged.iter().zip(&labels).collect();
        bad.sort_by_key(|((health, _), _)| std::cmp::Reverse(*health));
        let bad = bad.iter().filter(|((health, _), _)| *health != Health::Ok);
        bad.map(|((_, text), label)| format!("{label}: {}", out.words(text)))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let data: Vec<String> = watched
        .iter()
        .zip(&labels)
        .filter_map(|(watched, label)| {
            let days = days_left(watched.facts.as_ref().ok()?, now);
            let (Days(warning), Days(critical)) = (args.warning, args.critical);
            // A range `30:` is one that alerts below 30.
            Some(format!("'{label}'={days};{warning}:;{critical}:"))
        })
        .collect();
    end(gravest, &text, &data.join(" "), out)
}

fn judge(watched: &Watched, args: &CertCheck, now: Timestamp) -> (Health, Text) {
    let facts = match &watched.facts {
        Ok(facts) => facts,
        Err(problem) => return (Health::Unknown, problem.summary.clone()),
    };
    let days = days_left(facts, now);
    if now > facts.not_after {
        return (Health::Critical, Text::new("cli-check-expired"));
    }
    if now < facts.not_before {
        return (Health::Critical, Text::new("cli-check-not-yet"));
    }
    let health = if days < i64::from(args.critical.0) {
        Health::Critical
    } else if days < i64::from(args.warning.0) {
        Health::Warning
    } else {
        Health::Ok
    };
    (health, Text::new("cli-check-days").with("days", days))
}

/// The one line, in which nothing can be taken for another part of it.
fn end(health: Health, text: &str, data: &str, out: &Output<'_>) -> Exit {
    let text = shown(text).replace('|', "_");
    let mut line = format!("{} - {text}", health.as_str());
    if !data.is_empty() {
        line.push_str(" | ");
        line.push_str(data);
    }
    out.line(&line);
    Exit::Check(health)
}

/// A label for each name: harmless between quotes, and different from all others.
fn labels<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    names
        .map(|name| {
            let label = shown(name).replace(['\'', '"', '=', '|', ';'], "_");
            let count = seen.entry(label.clone()).or_default();
            *count += 1;
            match *count {
                1 => label,
                other => format!("{label}#{other}"),
            }
        })
        .collect()
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
