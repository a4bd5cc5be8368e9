//! The unit file, with the path of this very program in it.

use std::path::Path;

use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;

const UNIT: &str = include_str!("dimonitor.service");

/// Where a service of this unit sees nothing of ours.
const HIDDEN: [&str; 5] = ["/home", "/root", "/run/user", "/tmp", "/var/tmp"];

/// The unit for the program that is running, and what is to be known of it.
pub(super) fn unit() -> Result<(String, Option<Text>), Problem> {
    let unknown = || Problem::new(ProblemClass::Usage, Text::new("service-no-home"));
    let program = std::env::current_exe().map_err(|error| {
        unknown().detail(Text::new("os-error").with("error", error.to_string()))
    })?;
    let words = quoted(&program).ok_or_else(unknown)?;
    let warning = is_hidden(&program)
        .then(|| Text::new("service-hidden").with("program", crate::app::shown(&program)));
    Ok((UNIT.replace("{program}", &words), warning))
}

fn is_hidden(program: &Path) -> bool {
    HIDDEN.iter().any(|folder| program.starts_with(folder))
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

    #[test]
    fn what_the_service_does_not_see_is_known() {
        for (path, expected) in [
            ("/usr/local/bin/dimonitor", false),
            ("/opt/tmp/dimonitor", false),
            ("/rooted/dimonitor", false),
            ("/home/eva/.cargo/bin/dimonitor", true),
            ("/root/dimonitor", true),
            ("/tmp/dimonitor", true),
        ] {
            assert_eq!(is_hidden(Path::new(path)), expected, "{path}");
        }
    }

    #[test]
    fn what_is_hidden_is_what_the_unit_hides() {
        for line in ["ProtectHome=yes", "PrivateTmp=yes"] {
            assert!(UNIT.lines().any(|said| said == line), "{line}");
        }
    }
}
