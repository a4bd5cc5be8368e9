//! `account test`: every link of the chain, and what to do about the first that fails.

use crate::cli::Exit;
use crate::cli::contract::register::Tested;
use crate::cli::output::Output;
use crate::domain::chaman::{ConnectionTest, StepVerdict};
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::engine::Engine;

/// Tries every link of an account's chain.
pub(super) async fn test(engine: &Engine, name: &str, out: &Output<'_>) -> Result<Exit, Problem> {
    Ok(report(&engine.test_connection(name).await?, out))
}

/// Says how each step went. A test that fails ends as a service that cannot be reached does.
fn report(tested: &ConnectionTest, out: &Output<'_>) -> Exit {
    if out.is_json() {
        out.json(&Tested::new(tested, out));
    } else {
        print(tested, out);
    }
    match tested.failure() {
        Some(_) => Exit::Trouble(ProblemClass::Service),
        None => Exit::Done,
    }
}

fn print(tested: &ConnectionTest, out: &Output<'_>) {
    let names: Vec<String> = tested
        .steps
        .iter()
        .map(|(step, _)| out.words(&step.text()))
        .collect();
    let longest = names.iter().map(|name| name.chars().count()).max();
    let width = longest.unwrap_or(0);
    for (name, (_, verdict)) in names.iter().zip(&tested.steps) {
        let line = |sign: char, text: &Text| {
            out.line(&format!("{sign} {name:<width$}  {}", out.words(text)));
        };
        match verdict {
            StepVerdict::Passed(text) => line('✓', text),
            StepVerdict::Doubtful(problem) => {
                line('?', &problem.summary);
                advice(problem, out);
            }
            StepVerdict::Failed(problem) => {
                line('✗', &problem.summary);
                advice(problem, out);
            }
            StepVerdict::NotTried => line('·', &Text::new("cli-test-not-tried")),
        }
    }
}

fn advice(problem: &Problem, out: &Output<'_>) {
    for text in problem.detail.iter().chain(&problem.hint) {
        out.line(&format!("    {}", out.words(text)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::testing::{Printed, printed};
    use crate::domain::chaman::ConnectionStep;

    fn test_that(fails: bool) -> ConnectionTest {
        let problem = |key| {
            Problem::new(ProblemClass::Service, Text::new(key).with("error", "x"))
                .hint(Text::new("cli-nothing-there"))
        };
        let verdict = |step| match step {
            ConnectionStep::Clock => StepVerdict::Doubtful(problem("os-error")),
            ConnectionStep::Token if fails => StepVerdict::Failed(problem("os-error")),
            ConnectionStep::Scopes | ConnectionStep::Consult if fails => StepVerdict::NotTried,
            _ => StepVerdict::Passed(Text::new("cli-key-matches")),
        };
        ConnectionTest {
            account: "Loket".to_owned(),
            steps: ConnectionStep::ALL
                .into_iter()
                .map(|step| (step, verdict(step)))
                .collect(),
        }
    }

    #[test]
    fn every_step_has_its_sign_and_a_failure_its_exit_code() {
        for (fails, signs, exit) in [
            (false, "✓✓✓✓?✓✓✓✓", Exit::Done),
            (true, "✓✓✓✓?✓✗··", Exit::Trouble(ProblemClass::Service)),
        ] {
            let (ended, Printed { data, talk }) =
                printed(false, |out| report(&test_that(fails), out));
            assert_eq!(ended, exit);
            let shown: String = data
                .lines()
                .filter(|line| !line.starts_with(' '))
                .filter_map(|line| line.chars().next())
                .collect();
            assert_eq!(shown, signs, "{data}");
            assert!(data.contains("    nothing yet"), "{data}");
            assert!(talk.is_empty());
        }
    }

    #[test]
    fn in_json_the_first_failing_step_is_named() {
        let (_, printed) = printed(true, |out| report(&test_that(true), out));
        let object: serde_json::Value = serde_json::from_str(&printed.data).expect("one object");
        assert_eq!(object["passed"], false);
        assert_eq!(object["failed_step"], "token");
        let verdicts: Vec<_> = object["steps"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|step| step["verdict"].as_str().expect("a word"))
            .collect();
        assert_eq!(
            verdicts,
            [
                "passed",
                "passed",
                "passed",
                "passed",
                "doubtful",
                "passed",
                "failed",
                "not_tried",
                "not_tried"
            ]
        );
        assert_eq!(object["steps"][6]["error"]["hint"], "nothing yet");
    }
}
