//! `cert inspect`: what files hold. Needs no home, no configuration, no queue.

use std::path::PathBuf;

use jiff::Timestamp;

use super::{facts_sheet, print_checks};
use crate::cli::Exit;
use crate::cli::contract::certificate::{Facts, Inspected, RuleCheck, Unreadable};
use crate::cli::output::{Output, shown};
use crate::domain::chaman::{Channel, Rulebook, checks};
use crate::domain::problem::ProblemClass;
use crate::domain::report::CertFacts;
use crate::engine::certificate::inspect_file;

/// Says what each file holds, and goes on after one that cannot be read.
pub fn inspect(
    files: &[PathBuf],
    channel: Channel,
    rulebook: &Rulebook,
    now: Timestamp,
    out: &Output<'_>,
) -> Exit {
    let mut exit = Exit::Done;
    for path in files {
        let file = path.to_string_lossy();
        match inspect_file(path) {
            Ok(found) => {
                for (place, facts) in found.iter().enumerate() {
                    let checks = checks(facts, channel, rulebook, now);
                    if out.is_json() {
                        let checks = checks.iter().map(|check| RuleCheck::new(check, out));
                        let facts = Facts::new(facts, now);
                        out.json(&Inspected::new(&file, place + 1, facts, checks.collect()));
                    } else {
                        let name = title(&file, place, found.len());
                        print(facts, &name, now, out);
                        print_checks(&checks, out);
                    }
                }
            }
            Err(problem) => {
                exit = Exit::Trouble(ProblemClass::Usage);
                if out.is_json() {
                    out.json(&Unreadable::new(&file, &problem, out));
                } else {
                    out.about(&shown(&*file), &problem);
                }
            }
        }
    }
    exit
}

/// The file, with the place in it when it holds several.
fn title(file: &str, place: usize, count: usize) -> String {
    if count == 1 {
        shown(file)
    } else {
        format!("{} ({}/{count})", shown(file), place + 1)
    }
}

fn print(facts: &CertFacts, file: &str, now: Timestamp, out: &Output<'_>) {
    facts_sheet(facts, now, out, 0, file).print();
}
