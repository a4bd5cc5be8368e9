//! Hooks with real programs and a real server on this machine.

use std::fs::Permissions;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc;

use tempfile::TempDir;

use super::*;
use crate::domain::untrusted::Untrusted;
use crate::engine::EngineClock;
use crate::rsz::http::HttpSettings;
use crate::rsz::webhook::Webhook;

const LONG: Duration = Duration::from_mins(1);

fn occurrence(number: usize) -> Occurrence {
    let at = "2026-11-22T10:00:00Z".parse().expect("a moment");
    let account = format!("loket {number}");
    Occurrence::new(Occasion::ServiceDown, "sandbox", Some(&account), at)
}

fn shell(script: &str, limit: Duration) -> Command {
    Command {
        program: "/bin/sh".into(),
        arguments: vec!["-c".to_owned(), script.to_owned()],
        limit,
    }
}

async fn run(command: &Command) -> (RungEnd, String) {
    let (end, said) = command.run(&occurrence(1), &CancellationToken::new()).await;
    (end, said.raw().to_owned())
}

#[tokio::test]
async fn a_program_gets_the_occurrence_and_nothing_of_ours() {
    let env = Command {
        program: "/usr/bin/env".into(),
        ..shell("", LONG)
    };
    let env = Command {
        arguments: Vec::new(),
        ..env
    };
    let (end, said) = run(&env).await;
    assert_eq!(end, RungEnd::Exit(Some(0)));
    let mut names: Vec<_> = said
        .lines()
        .filter_map(|line| line.split_once('='))
        .collect();
    names.sort_unstable();
    assert_eq!(names[0], ("DIMONITOR_EVENT", "service_down"));
    assert_eq!(names[1], ("LANG", "C.UTF-8"));
    assert_eq!((names[2].0, names.len()), ("PATH", 3), "{said}");
    let (_, said) = run(&shell("cat", LONG)).await;
    assert_eq!(said.trim_end(), occurrence(1).json());
    let (_, said) = run(&shell("pwd; exec 9>&- ; ls /proc/self/fd", LONG)).await;
    assert!(said.starts_with("/\n"), "{said}");
}

/// Whether a process has ended, in a moment at the latest.
async fn is_gone(pid: &str) -> bool {
    for _ in 0..500 {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        let state = stat
            .rsplit(") ")
            .next()
            .and_then(|rest| rest.chars().next());
        if matches!(state, None | Some('Z' | 'X')) {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    false
}

#[tokio::test]
async fn what_hangs_is_killed_with_its_children() {
    for (script, expected) in [
        (
            "sleep 1000 & echo $!; echo $$; sleep 1000",
            RungEnd::TooLong,
        ),
        (
            "trap '' TERM; sleep 1000 & echo $!; echo $$; exec >&- 2>&-; sleep 1000",
            RungEnd::TooLong,
        ),
        // Not even its own end lets a program leave another behind.
        ("sleep 1000 & echo $!; echo $$", RungEnd::Exit(Some(0))),
    ] {
        let limit = match expected {
            RungEnd::TooLong => Duration::from_millis(300),
            _ => LONG,
        };
        let (end, said) = run(&shell(script, limit)).await;
        assert_eq!(end, expected, "{script}");
        let pids: Vec<_> = said.lines().collect();
        assert_eq!(pids.len(), 2, "{said}");
        for pid in pids {
            assert!(is_gone(pid).await, "{script}: {pid}");
        }
    }
}

#[tokio::test]
async fn we_end_and_so_does_what_we_run() {
    let stop = CancellationToken::new();
    let command = shell("sleep 1000", LONG);
    let told = occurrence(1);
    let (ended, ()) = tokio::join!(command.run(&told, &stop), async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        stop.cancel();
    });
    assert_eq!(ended.0, RungEnd::TooLong);
}

#[tokio::test]
async fn how_a_program_ends_is_told_and_little_of_what_it_says() {
    for (script, expected) in [
        ("exit 7", RungEnd::Exit(Some(7))),
        ("kill -9 $$", RungEnd::Exit(None)),
        // It never reads what it is told.
        ("exec <&-; true", RungEnd::Exit(Some(0))),
        ("echo a; echo b >&2", RungEnd::Exit(Some(0))),
    ] {
        let (end, said) = run(&shell(script, LONG)).await;
        assert_eq!(end, expected, "{script}");
        assert_eq!(said.is_empty(), !script.starts_with("echo"), "{said}");
    }
    let (_, said) = run(&shell("printf '\\377\\033]0;x\\007'", LONG)).await;
    assert!(!Untrusted::new(said).shown().contains('\u{1b}'));
    let (end, said) = run(&shell("yes | head -c 5000000", LONG)).await;
    assert_eq!((end, said.len()), (RungEnd::Exit(Some(0)), SAID));
    let (end, said) = run(&shell("exec yes", Duration::from_millis(200))).await;
    assert_eq!((end, said.len()), (RungEnd::TooLong, SAID));
}

fn folder(mode: u32) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("program");
    std::fs::write(&path, "#!/bin/sh\n").expect("written");
    std::fs::set_permissions(&path, Permissions::from_mode(mode)).expect("ours");
    (folder, path)
}

#[tokio::test]
async fn a_program_that_others_decide_about_is_not_run() {
    let of = |path: &Path| Command {
        program: path.to_owned(),
        ..shell("", LONG)
    };
    let key = |end| match end {
        RungEnd::Unusable(text) => text.key,
        other => panic!("{other:?}"),
    };
    let (kept, good) = folder(0o755);
    assert_eq!(of(&good).refusal(), None);
    let (_kept, open) = folder(0o777);
    assert_eq!(key(run(&of(&open)).await.0), "hooks-writable");
    let wide = Permissions::from_mode(0o777);
    std::fs::set_permissions(kept.path(), wide).expect("ours");
    assert_eq!(key(run(&of(&good)).await.0), "hooks-writable");
    let missing = kept.path().join("none");
    let (_kept, plain) = folder(0o644);
    for (path, expected) in [
        (missing.as_path(), "hooks-unusable"),
        (&plain, "hooks-unusable"),
        (Path::new("bin/true"), "hooks-not-absolute"),
    ] {
        assert_eq!(key(run(&of(path)).await.0), expected, "{path:?}");
    }
}

#[test]
fn a_line_keeps_the_latest() {
    let line = Line::default();
    for number in 0..10_000 {
        line.put("slow", Arc::new(occurrence(number)));
    }
    let waiting = line.waiting();
    assert_eq!(waiting.queue.len(), WAITING);
    assert_eq!(waiting.lost, 10_000 - WAITING as u64);
    assert_eq!(*waiting.queue[0], occurrence(10_000 - WAITING));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_is_told_one_at_a_time_as_far_as_there_is_room() {
    let folder = tempfile::tempdir().expect("a folder");
    let (told, lock) = (folder.path().join("told"), folder.path().join("lock"));
    let script = format!(
        "mkdir {lock} || echo twice >> {told}; cat >> {told}; rmdir {lock}",
        lock = lock.display(),
        told = told.display()
    );
    let (sender, events) = broadcast::channel(1_024);
    let hook = |name: &str, on| Hook {
        name: name.to_owned(),
        on: vec![on],
        action: Action::Command(shell(&script, LONG)),
    };
    let hooks = vec![
        hook("flooded", Occasion::ServiceDown),
        hook("never", Occasion::Certificate),
    ];
    let hooks = Hooks::start(hooks, events);
    for number in 0..10_000 {
        sender.send(Arc::new(occurrence(number))).expect("heard");
    }
    hooks.finish().await;
    let told = std::fs::read_to_string(told).expect("something was told");
    let ids: Vec<_> = told.lines().collect();
    assert!(
        !ids.is_empty() && ids.len() <= 1_024 + WAITING,
        "{}",
        ids.len()
    );
    assert!(!told.contains("twice"), "two at a time");
    let number = |line: &&str| -> usize {
        let rest = line.split("loket ").nth(1).expect("an account");
        rest.split([':', '"'])
            .next()
            .expect("a number")
            .parse()
            .expect("a number")
    };
    assert!(ids.iter().map(number).is_sorted());
}

/// What a server was sent.
struct Sent {
    headers: Vec<String>,
    body: String,
}

impl Sent {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

/// A server that gives these answers, one for each connection; an empty one is silence.
fn server(answers: Vec<String>) -> (String, mpsc::Receiver<Sent>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/hook", listener.local_addr().expect("bound"));
    let (sender, sent) = mpsc::channel();
    std::thread::spawn(move || {
        let mut silent = Vec::new();
        for answer in answers {
            let Ok((stream, _)) = listener.accept() else {
                return;
            };
            let _ = sender.send(read(&stream));
            let mut stream = stream;
            if answer.is_empty() {
                silent.push(stream);
            } else {
                let _ = stream.write_all(answer.as_bytes());
            }
        }
        // Those that wait for words wait until the test is over.
        std::thread::sleep(Duration::from_secs(5));
    });
    (url, sent)
}

fn read(stream: &TcpStream) -> Sent {
    let mut reader = BufReader::new(stream);
    let mut headers = Vec::new();
    let mut line = String::new();
    while reader.read_line(&mut line).is_ok_and(|read| read > 2) {
        headers.push(line.trim_end().to_owned());
        line.clear();
    }
    let mut sent = Sent {
        headers,
        body: String::new(),
    };
    let length: usize = sent
        .header("content-length")
        .and_then(|length| length.parse().ok())
        .unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("a body");
    sent.body = String::from_utf8(body).expect("JSON");
    sent
}

fn answer(status: u16, more: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} x\r\ncontent-length: {length}\r\n{more}connection: close\r\n\r\n{body}"
    )
}

fn told_at(url: &str, limit: Duration, files: Option<(&Path, &Path)>) -> Server {
    let webhook = Webhook::new(url, &HttpSettings::default(), limit).expect("an address");
    let (bearer, key) = files.unzip();
    let clock = EngineClock::system().shared();
    let server = Server::new(webhook, bearer, key, clock).expect("secrets");
    server.at_once()
}

async fn tell(server: &Server) -> (RungEnd, Untrusted) {
    server.tell(&occurrence(1), &CancellationToken::new()).await
}

#[tokio::test]
async fn a_server_is_told_again_until_it_takes_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let (bearer, key) = (folder.path().join("bearer"), folder.path().join("key"));
    std::fs::write(&bearer, "open sesame\n").expect("written");
    std::fs::write(&key, "geheim\n").expect("written");
    let answers = [503, 429, 204].map(|status| answer(status, "", ""));
    let (url, sent) = server(answers.to_vec());
    let (end, _) = tell(&told_at(&url, LONG, Some((&bearer, &key)))).await;
    assert_eq!(end, RungEnd::Status(204));
    let sent: Vec<Sent> = sent.try_iter().collect();
    assert_eq!(sent.len(), 3);
    for one in &sent {
        assert_eq!(one.body, occurrence(1).json());
        assert_eq!(one.header("authorization"), Some("Bearer open sesame"));
        assert_eq!(one.header("dimonitor-event"), Some("service_down"));
        let signed = one.header("dimonitor-signature").expect("signed");
        let (moment, sum) = signed
            .strip_prefix("t=")
            .and_then(|rest| rest.split_once(",v1="))
            .expect("moment and sum");
        assert_eq!(sum, openssl(&format!("{moment}.{}", one.body)));
    }
}

/// The sum as somebody else makes it.
fn openssl(text: &str) -> String {
    let mut child = std::process::Command::new("openssl")
        .args(["dgst", "-sha256", "-hmac", "geheim"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("openssl");
    let mut stdin = child.stdin.take().expect("piped");
    stdin.write_all(text.as_bytes()).expect("read");
    drop(stdin);
    let output = child.wait_with_output().expect("ended");
    let words = String::from_utf8(output.stdout).expect("text");
    words.rsplit(' ').next().expect("a sum").trim().to_owned()
}

#[tokio::test]
async fn a_server_that_refuses_or_sends_elsewhere_is_told_once() {
    let elsewhere = "location: http://127.0.0.1:1/\r\n";
    for (status, more) in [(400, ""), (404, ""), (302, elsewhere), (308, elsewhere)] {
        let (url, sent) = server(vec![answer(status, more, "no"); 4]);
        let (end, said) = tell(&told_at(&url, LONG, None)).await;
        assert_eq!((end, said.raw()), (RungEnd::Status(status), "no"));
        let sent: Vec<Sent> = sent.try_iter().collect();
        assert_eq!(sent.len(), 1, "{status}");
        assert_eq!(sent[0].header("dimonitor-signature"), None);
    }
}

#[tokio::test]
async fn a_server_that_says_nothing_or_too_much_is_left() {
    let (url, sent) = server(vec![String::new(); 4]);
    let (end, _) = tell(&told_at(&url, Duration::from_millis(200), None)).await;
    assert!(matches!(end, RungEnd::Unreachable(_)), "{end:?}");
    assert_eq!(sent.try_iter().count(), 4);
    let (url, _sent) = server(vec![answer(200, "", &"x".repeat(3_000_000))]);
    let (end, said) = tell(&told_at(&url, LONG, None)).await;
    assert_eq!((end, said.raw().len()), (RungEnd::Status(200), SAID));
    let closed = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/", closed.local_addr().expect("bound"));
    drop(closed);
    let (end, _) = tell(&told_at(&url, LONG, None)).await;
    assert!(matches!(end, RungEnd::Unreachable(_)), "{end:?}");
}

#[test]
fn a_server_elsewhere_is_told_by_https_only() {
    let settings = HttpSettings::default();
    for (url, is_good) in [
        ("http://example.be/", false),
        ("https://user:secret@example.be/", false),
        ("ftp://127.0.0.1/", false),
        ("https://example.be/", true),
    ] {
        assert_eq!(Webhook::new(url, &settings, LONG).is_ok(), is_good, "{url}");
    }
}
