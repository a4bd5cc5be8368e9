//! The unit file, with the path of this very program in it.

use std::path::Path;

use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;

const UNIT: &str = include_str!("dimonitor.service");

/// The unit for the program that is running.
pub(super) fn unit() -> Result<String, Problem> {
    let unknown = || Problem::new(ProblemClass::Usage, Text::new("service-no-home"));
    let program = std::env::current_exe().map_err(|error| {
        unknown().detail(Text::new("os-error").with("error", error.to_string()))
    })?;
    let program = quoted(&program).ok_or_else(unknown)?;
    Ok(UNIT.replace("{program}", &program))
}

/// A path as systemd reads it in a command line; none when it cannot be written there.
fn quoted(program: &Path) -> Option<String> {
    let program = program.to_str()?;
    if program.chars().any(char::is_control) {
        return None;
    }
    let escaped = program
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('%', "%%")
        .replace('$', "$$");
    let is_plain = escaped == program && !program.contains([' ', '\'', ';']);
    Some(if is_plain {
        escaped
    } else {
        format!("\"{escaped}\"")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_one_word() {
        for (path, expected) in [
            ("/usr/local/bin/dimonitor", Some("/usr/local/bin/dimonitor")),
            (
                "/opt/my tools/dimonitor",
                Some("\"/opt/my tools/dimonitor\""),
            ),
            ("/opt/50%/\"x\"", Some("\"/opt/50%%/\\\"x\\\"\"")),
            ("/opt/a\nExecStartPre=/bin/sh", None),
        ] {
            assert_eq!(quoted(Path::new(path)).as_deref(), expected);
        }
    }
}
