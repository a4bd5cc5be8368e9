//! Files that are not what they seem, rights that are too wide, and those of what is written.

use std::ffi::OsString;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use dimonitor::rsz::key::{read_key_file, read_passphrase_file};
use rustix::fs::{CWD, FileType, Mode};

use crate::canary::files;
use crate::common::{World, entries};

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("ours");
}

fn mode_of(path: &Path) -> u32 {
    std::fs::symlink_metadata(path)
        .expect("there")
        .permissions()
        .mode()
        & 0o7777
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

fn owner(path: &Path, uid: u32) {
    std::os::unix::fs::chown(path, Some(uid), None).expect("root may");
}

#[test]
fn keys_are_read_by_the_rule_of_postgresql() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("key.pem");
    std::fs::write(&path, "secret\n").expect("written");
    let mut seen = 0;
    // Owner (root may stand in for others), mode, whether it is read.
    let own = rustix::process::geteuid().as_raw();
    let owners: &[u32] = if is_root() { &[0, 4711] } else { &[own] };
    for uid in owners {
        if is_root() {
            owner(&path, *uid);
        }
        for mode in 0..=0o777_u32 {
            set_mode(&path, mode);
            let readable = is_root() || mode & 0o400 != 0;
            let wide = if *uid == 0 { 0o037 } else { 0o077 };
            let expected = readable && mode & wide == 0;
            for read in [
                read_key_file(&path).is_ok(),
                read_passphrase_file(&path).is_ok(),
            ] {
                assert_eq!(read, expected, "uid {uid} mode {mode:o}");
                seen += 1;
            }
        }
    }
    println!("key modes: {seen} verdicts, owners {owners:?}");
}

#[test]
fn a_key_lies_where_nobody_else_can_change_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let inner = folder.path().join("keys");
    std::fs::create_dir(&inner).expect("made");
    let path = inner.join("key.pem");
    std::fs::write(&path, "secret\n").expect("written");
    set_mode(&path, 0o600);
    for (mode, good) in [
        (0o700, true),
        (0o755, true),
        (0o750, true),
        (0o1777, true),
        (0o770, false),
        (0o757, false),
        (0o777, false),
        (0o2770, false),
    ] {
        set_mode(&inner, mode);
        let read = read_key_file(&path);
        assert_eq!(read.is_ok(), good, "{mode:o}");
        if let Err(problem) = read {
            assert_eq!(problem.summary.key, "rsz-key-folder-open");
        }
    }
}

#[test]
fn a_configuration_lies_where_nobody_else_can_change_it() {
    let world = World::new();
    for (folder, file, good) in [
        (0o700, 0o600, true),
        (0o755, 0o644, true),
        (0o1777, 0o644, true),
        (0o777, 0o644, false),
        (0o775, 0o644, false),
        (0o755, 0o664, false),
        (0o755, 0o666, false),
    ] {
        set_mode(&world.home(), folder);
        set_mode(&world.home().join("config.toml"), file);
        let ran = world.run(["keys"]);
        let expected = if good { 0 } else { 2 };
        assert_eq!(ran.code, expected, "{folder:o} {file:o}: {}", ran.stderr);
        assert_eq!(ran.stderr.contains("chmod go-w"), !good, "{}", ran.stderr);
    }
}

/// Runs it to its end, which must come: a pipe without a writer never ends by itself.
fn ends(mut command: Command, what: &str) -> (i32, String) {
    let talk = tempfile::NamedTempFile::new().expect("a file");
    let mut child = command
        .stdout(Stdio::null())
        .stderr(talk.reopen().expect("it opens"))
        .spawn()
        .expect("it starts");
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("known") {
            let said = std::fs::read_to_string(talk.path()).expect("text");
            return (status.code().unwrap_or(-1), said);
        }
        if begun.elapsed() > Duration::from_mins(2) {
            let _ = child.kill();
            panic!("{what} hangs");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A pipe nobody writes to, a device without end, a loop of links, a folder.
fn strange_files(folder: &Path) -> [(&'static str, PathBuf); 4] {
    let [pipe, ring, inner] = ["pipe", "loop", "folder"].map(|name| folder.join(name));
    rustix::fs::mknodat(CWD, &pipe, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).expect("a pipe");
    symlink(&ring, &ring).expect("a loop");
    std::fs::create_dir(&inner).expect("a folder");
    [
        ("a pipe", pipe),
        ("a device", "/dev/zero".into()),
        ("a loop", ring),
        ("a folder", inner),
    ]
}

/// A place that names a file: on the command line, or in the home.
enum Named {
    Argument(&'static [&'static str]),
    Home(&'static str, &'static [&'static str]),
    Config(&'static str, &'static [&'static str]),
}

#[test]
fn what_is_no_file_is_refused_at_once_wherever_one_is_named() {
    use Named::{Argument, Config, Home};
    let places: [(&str, Named); 15] = [
        ("submit", Argument(&["submit", "{}"])),
        ("validate", Argument(&["validate", "{}"])),
        ("import", Argument(&["import", "{}"])),
        ("plan", Argument(&["plan", "{}"])),
        ("cert inspect", Argument(&["cert", "inspect", "{}"])),
        ("register import", Argument(&["register", "import", "{}"])),
        ("--config", Argument(&["--config", "{}", "keys"])),
        ("scenario", Argument(&["simulate", "--scenario", "{}"])),
        ("config.toml", Home("config.toml", &["keys"])),
        ("rules.toml", Home("rules.toml", &["keys"])),
        ("chaman.toml", Home("chaman.toml", &["account", "list"])),
        (
            "business key",
            Home("sandbox/keys/business.key", &["submit", "{}"]),
        ),
        (
            "ca_files",
            Config("[http]\nca_files = [\"{}\"]\n", &["serve", "--until-idle"]),
        ),
        (
            "key_file",
            Config(
                "environment = \"simulation\"\n[[account]]\nname = \"a\"\nclient_id = \"self_service_expeditor_123456_abc\"\nkey_file = \"{}\"\n",
                &["account", "show", "a"],
            ),
        ),
        (
            "certificate_files",
            Config(
                "environment = \"simulation\"\n[[account]]\nname = \"a\"\nclient_id = \"self_service_expeditor_123456_abc\"\nkey_file = \"k\"\ncertificate_files = [\"{}\"]\n",
                &["cert", "check"],
            ),
        ),
    ];
    let world = World::new();
    let good = std::fs::read_to_string(world.home().join("config.toml")).expect("text");
    let entry = world.file("in.jsonl", entries(1));
    let entry = entry.to_str().expect("UTF-8").to_owned();
    let strange = strange_files(world.folder.path());
    println!(
        "{:<18} {}",
        "place",
        strange.each_ref().map(|(name, _)| *name).join(" | ")
    );
    for (name, place) in &places {
        let mut codes = Vec::new();
        for (kind, path) in &strange {
            let path = path.to_str().expect("UTF-8");
            let (arguments, filled): (&[&str], &str) = match place {
                Argument(arguments) => (arguments, path),
                Home(file, arguments) => {
                    let file = world.home().join(file);
                    std::fs::create_dir_all(file.parent().expect("a folder")).expect("made");
                    let _ = std::fs::remove_file(&file);
                    symlink(path, &file).expect("linked");
                    (arguments, &entry)
                }
                Config(text, arguments) => {
                    let text = text.replace("{}", path);
                    world.write_config(&if text.starts_with('[') {
                        format!("{good}{text}")
                    } else {
                        text
                    });
                    (arguments, &entry)
                }
            };
            let arguments = arguments.iter().map(|one| one.replace("{}", filled));
            let (code, said) = ends(world.command(arguments), &format!("{name}, {kind}"));
            // An account is shown with what is wrong with it.
            let is_shown = *name == "key_file";
            let is_good = (1..=4).contains(&code) || (code == 0 && is_shown);
            assert!(is_good, "{name}, {kind}: {code} {said}");
            codes.push(code.to_string());
            if let Home(file, _) = place {
                std::fs::remove_file(world.home().join(file)).expect("a link");
            }
            world.write_config(&good);
        }
        println!("{name:<18} {}", codes.join(" "));
    }
}

#[test]
fn nothing_that_is_written_is_wider_than_its_owner() {
    let mut seen = 0;
    for umask in ["000", "002", "022", "027", "077"] {
        let world = World::new();
        let folder = world.folder.path();
        let path = |name: &str| folder.join(name).to_str().expect("UTF-8").to_owned();
        set_mode(&world.home(), 0o700);
        let own = world.file("in.jsonl", entries(3));
        let [key, certificate, request, export, log] =
            ["k.pem", "c.cer", "r.csr", "out.csv", "export.json"].map(path);
        let own = own.to_str().expect("UTF-8");
        let new = [
            "cert",
            "new",
            "--company",
            "T",
            "--name",
            "t",
            "--key",
            &key,
            "--out",
            &certificate,
        ];
        let key_of_request = path("r.pem");
        let csr = [
            "cert",
            "csr",
            "--company",
            "T",
            "--name",
            "t",
            "--key",
            &key_of_request,
            "--out",
            &request,
        ];
        for arguments in [
            &["submit", own, "--wait"][..],
            &["import", own],
            &["queue", "export", "--output", &export],
            &["queue", "export", "--format", "json", "--output", &log],
            &new,
            &csr,
            &["serve", "--until-idle"],
        ] {
            let command = world.command(arguments);
            let mut shell = Command::new("sh");
            let program = std::iter::once(command.get_program().to_owned());
            let words: Vec<OsString> = program
                .chain(command.get_args().map(ToOwned::to_owned))
                .collect();
            shell
                .args(["-c", &format!("umask {umask}; exec \"$@\""), "sh"])
                .args(words);
            let (code, said) = ends(shell, arguments[0]);
            assert!(code <= 1, "umask {umask}: {arguments:?}: {said}");
        }
        let given = [Path::new(own).to_owned(), world.home().join("config.toml")];
        for file in files(folder) {
            if given.contains(&file) {
                continue;
            }
            assert_eq!(
                mode_of(&file) & 0o077,
                0,
                "umask {umask}: {}",
                file.display()
            );
            seen += 1;
        }
        for sub in ["sandbox", "sandbox/log", "sandbox/keys"] {
            assert_eq!(
                mode_of(&world.home().join(sub)),
                0o700,
                "umask {umask}: {sub}"
            );
        }
        for wanted in [&key, &certificate, &request, &export, &log] {
            assert!(Path::new(wanted).exists(), "{wanted}");
        }
    }
    println!("umasks: {seen} files");
}
