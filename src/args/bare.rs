//! A command line without a command, which is how the console is opened.

use clap::Parser;

use super::{Arguments, Global};

/// What every command takes, and nothing else: most of what there is to read a command line with
/// is for the commands, and is not made for somebody who gives none.
#[derive(Debug, Parser)]
#[command(disable_help_flag = true, disable_version_flag = true)]
struct Bare {
    #[command(flatten)]
    global: Global,
}

impl Arguments {
    /// Reads a command line; its first word is the name of the program.
    pub fn read(line: &[std::ffi::OsString]) -> Result<Self, clap::Error> {
        match Bare::try_parse_from(line) {
            Ok(Bare { global }) => Ok(Self {
                global,
                command: None,
            }),
            // What is wrong, and all help, is said with the commands in view.
            Err(_) => Self::try_parse_from(line),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_line_is_read_as_if_there_were_only_one_way() {
        for line in [
            "",
            "--read-only --home /srv/a --environment sandbox --lang en",
            "--home=/srv/a --config b.toml --theme mono --no-color --no-mouse --fresh",
            "--plain --json --verbose --",
            "--home",
            "--home a --home b",
            "--lang xx",
            "--environment nowhere",
            "--read-onl",
            "--help",
            "-h",
            "--version",
            "help",
            "simulat",
            "-- keys",
            "keys",
            "--read-only keys",
            "keys --read-only",
            "queue list",
        ] {
            let words: Vec<_> = std::iter::once("dimonitor")
                .chain(line.split_whitespace())
                .map(std::ffi::OsString::from)
                .collect();
            let told = |read: Result<Arguments, clap::Error>| match read {
                Ok(arguments) => format!("{arguments:?}"),
                Err(error) => format!("{:?}: {error}", error.kind()),
            };
            assert_eq!(
                told(Arguments::read(&words)),
                told(Arguments::try_parse_from(&words)),
                "{line:?}"
            );
        }
    }
}
