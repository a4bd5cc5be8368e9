//! `hooks test`: what came of ringing.

use serde::Serialize;

use crate::domain::mask::mask;
use crate::domain::occurrence::{Rung, RungEnd};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;

use super::output::Output;

/// A hook that was rung, in JSON.
#[derive(Serialize)]
struct Row<'a> {
    hook: &'a str,
    good: bool,
    /// `exit`, `signal`, `status`, `too_long`, `unusable` or `unreachable`.
    end: &'static str,
    /// The exit code or the status.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<i32>,
    milliseconds: u64,
    /// The beginning of what came back.
    said: String,
}

/// Says what came of ringing a hook.
pub fn rung(hook: &str, rung: &Rung, out: &Output<'_>) {
    let said = mask(&rung.said.shown());
    if out.is_json() {
        let (end, code) = match &rung.end {
            RungEnd::Exit(Some(code)) => ("exit", Some(*code)),
            RungEnd::Exit(None) => ("signal", None),
            RungEnd::Status(status) => ("status", Some(i32::from(*status))),
            RungEnd::TooLong => ("too_long", None),
            RungEnd::Unusable(_) => ("unusable", None),
            RungEnd::Unreachable(_) => ("unreachable", None),
        };
        out.json(&Row {
            hook,
            good: rung.is_good(),
            end,
            code,
            milliseconds: rung.milliseconds,
            said,
        });
        return;
    }
    let text = match &rung.end {
        RungEnd::Exit(Some(code)) => Text::new("hooks-exit").with("code", i64::from(*code)),
        RungEnd::Exit(None) => Text::new("hooks-signal"),
        RungEnd::Status(status) => Text::new("hooks-status").with("status", i64::from(*status)),
        RungEnd::TooLong => Text::new("hooks-too-long"),
        RungEnd::Unusable(reason) => reason.clone(),
        RungEnd::Unreachable(cause) => {
            Text::new("hooks-unreachable").with("cause", mask(&cause.shown()))
        }
    };
    let name = Untrusted::new(hook).shown();
    let words = out.words(&text);
    out.line(&format!("{name}: {words} ({} ms)", rung.milliseconds));
    if !said.is_empty() {
        out.line(&format!("  {said}"));
    }
}
