//! Which files are opened, with which modes, and which are left alone.

use std::os::unix::fs::PermissionsExt;

use super::*;

fn open(path: &Path, environment: &str, read_only: bool) -> Result<SqliteStore, Problem> {
    SqliteStore::open(
        path,
        OpenOptions {
            environment,
            read_only,
        },
    )
}

fn refusal(path: &Path, environment: &str, read_only: bool) -> &'static str {
    match open(path, environment, read_only) {
        Ok(_) => panic!("{} was opened", path.display()),
        Err(problem) => {
            assert!(problem.hint.is_some(), "{problem:?}");
            problem.summary.key
        }
    }
}

fn mode(path: &Path) -> u32 {
    path.metadata().expect("it exists").permissions().mode() & 0o777
}

#[test]
fn a_new_file_and_its_folder_are_private() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("new/deep/queue.db");
    let _store = open(&path, "sim", false).expect("opened");
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(path.parent().expect("a folder")), 0o700);
    for beside in ["queue.db-wal", "queue.db-shm"] {
        assert_eq!(mode(&path.with_file_name(beside)), 0o600, "{beside}");
    }
}

#[tokio::test]
async fn everything_is_there_after_a_drop_without_a_word() {
    let Home { store, folder } = Home::new();
    let home = Home { store, folder };
    let id = home.put(new(1)).await;
    let Home { store, folder } = home;
    drop(store);
    let store = open(&folder.path().join("queue.db"), "sim", false).expect("opened again");
    let found = store.submission(id).await.expect("read").expect("kept");
    assert_eq!(found.payload, Some(new(1).payload));
}

/// What the disk holds when every process is killed: the file and its log, no shared memory.
#[tokio::test]
async fn whoever_closes_it_last_leaves_one_file() {
    let home = Home::new();
    home.put(new(1)).await;
    let Home { store, folder } = home;
    let other = SqliteStore::open(&folder.path().join("queue.db"), writable("sim")).expect("opens");
    // Both readers are open now.
    let (one, two) = tokio::join!(store.journal(1), store.journal(1));
    assert!(one.is_ok() && two.is_ok());
    drop(store);
    assert!(folder.path().join("queue.db-wal").exists(), "still in use");
    drop(other);
    let files = std::fs::read_dir(folder.path()).expect("readable");
    let names = files.map(|file| file.expect("a file").file_name());
    let left: Vec<_> = names
        .filter(|name| name.to_string_lossy().starts_with("queue.db-"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test]
async fn everything_is_there_after_a_kill() {
    for read_only in [true, false] {
        let home = Home::new();
        let id = home.put(new(1)).await;
        let after = tempfile::tempdir().expect("a folder");
        for name in ["queue.db", "queue.db-wal"] {
            let (from, to) = (home.folder.path().join(name), after.path().join(name));
            std::fs::copy(from, to).expect("copied");
        }
        let store = open(&after.path().join("queue.db"), "sim", read_only).expect("opened");
        let found = store.submission(id).await.expect("read").expect("kept");
        assert_eq!(found.payload, Some(new(1).payload));
    }
}

#[tokio::test]
async fn a_store_to_look_at_refuses_every_change() {
    let home = Home::new();
    let id = home.put(new(1)).await;
    let submission = home.get(id).await;
    let looking = open(&home.path(), "sim", true).expect("opened");
    assert!(looking.submission(id).await.expect("read").is_some());
    let refused = [
        looking
            .enqueue(vec![new(2)], Batch::WhatCan, PERSON, at(0))
            .await
            .err(),
        looking.claim(claim(&submission, 1, at(0))).await.err(),
        looking
            .record(change(&submission, Event::Held, at(0)))
            .await
            .err(),
        looking.note(PERSON, "x", "y", at(0)).await.err(),
        looking
            .hold_account("main", None, PERSON, at(0))
            .await
            .err(),
        looking.lease(&holder(WORKER), at(0)).await.err(),
    ];
    for error in refused {
        let Some(StoreError::Failed(problem)) = error else {
            panic!("not refused: {error:?}");
        };
        assert_eq!(problem.summary.key, "store-read-only");
    }
    home.put(new(3)).await;
    let changes = looking.changes();
    looking.look().await.expect("looked");
    assert!(changes.has_changed().expect("open"));
}

#[test]
fn a_missing_file_is_not_made_by_looking() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("deep/queue.db");
    assert_eq!(refusal(&path, "sim", true), "store-missing");
    assert!(!path.parent().expect("a folder").exists());
}

#[tokio::test]
async fn a_newer_file_is_left_byte_for_byte() {
    let Home { store, folder } = Home::new();
    drop(store);
    let path = folder.path().join("queue.db");
    let raw = Connection::open(&path).expect("a database");
    raw.execute_batch(
        "PRAGMA user_version = 999; UPDATE meta SET value = '999' WHERE key = 'min_reader'",
    )
    .expect("set");
    drop(raw);
    let before = std::fs::read(&path).expect("readable");
    for read_only in [true, false] {
        assert_eq!(refusal(&path, "sim", read_only), "store-newer");
    }
    assert_eq!(std::fs::read(&path).expect("readable"), before);
}

#[test]
fn a_file_of_another_environment_or_program_is_refused() {
    let Home { store, folder } = Home::new();
    drop(store);
    let path = folder.path().join("queue.db");
    assert_eq!(refusal(&path, "prod", false), "store-environment");
    assert_eq!(refusal(&path, "prod", true), "store-environment");

    let foreign = folder.path().join("foreign.db");
    let raw = Connection::open(&foreign).expect("a database");
    raw.execute_batch("CREATE TABLE theirs(x)").expect("made");
    drop(raw);
    let text = folder.path().join("notes.txt");
    std::fs::write(
        &text,
        "not a database, but long enough to look like something".repeat(9),
    )
    .expect("written");
    for path in [foreign, text] {
        let before = std::fs::read(&path).expect("readable");
        assert_eq!(refusal(&path, "sim", false), "store-foreign");
        assert_eq!(std::fs::read(&path).expect("readable"), before);
    }
}

#[test]
fn links_and_folders_are_refused() {
    let Home { store, folder } = Home::new();
    drop(store);
    let path = folder.path().join("queue.db");
    let link = folder.path().join("link.db");
    std::os::unix::fs::symlink(&path, &link).expect("linked");
    assert_eq!(refusal(&link, "sim", false), "store-symlink");
    assert_eq!(refusal(folder.path(), "sim", false), "store-not-a-file");
    std::fs::hard_link(&path, folder.path().join("second.db")).expect("linked");
    assert_eq!(refusal(&path, "sim", false), "store-hard-link");
}

#[cfg(target_os = "linux")]
#[test]
fn network_file_systems_are_known_by_their_magic() {
    for (magic, name) in [
        (0x6969, Some("NFS")),
        (0xFE53_4D42, Some("SMB2")),
        (0x6573_5546, Some("FUSE")),
        (0xEF53, None),
    ] {
        assert_eq!(place::network_name(magic), name);
    }
}

#[test]
fn a_folder_in_which_nothing_can_be_made_is_a_problem() {
    // Not even the administrator may make files there.
    assert_eq!(
        refusal(Path::new("/proc/self/queue.db"), "sim", false),
        "store-unreachable"
    );
}

#[test]
#[expect(clippy::disallowed_macros, reason = "a skipped test says so")]
fn a_folder_that_may_not_be_written_is_a_problem() {
    if rustix::process::geteuid().is_root() {
        eprintln!("skipped: the administrator may write everywhere");
        return;
    }
    let Home { store, folder } = Home::new();
    drop(store);
    let closed = std::fs::Permissions::from_mode(0o500);
    std::fs::set_permissions(folder.path(), closed).expect("ours");
    let path = folder.path().join("queue.db");
    assert_eq!(refusal(&path, "sim", false), "store-not-writable");
}

#[tokio::test]
async fn a_full_disk_is_said_and_changes_nothing() {
    let home = Home::new();
    home.store
        .write(Durability::Synced, |transaction| {
            transaction.pragma_update(None, "max_page_count", 1)?;
            Ok(Commit::Keep(()))
        })
        .await
        .expect("limited");
    let big = NewSubmission {
        payload: "x".repeat(1 << 20),
        ..new(1)
    };
    let full = home
        .store
        .enqueue(vec![big], Batch::WhatCan, PERSON, at(0))
        .await;
    let Err(StoreError::Failed(problem)) = full else {
        panic!("written: {full:?}");
    };
    assert_eq!(problem.summary.key, "store-disk-full");
    assert_eq!(home.store.counts(None).await.expect("read").total(), 0);
}

#[test]
fn a_new_file_opened_by_many_at_once_is_made_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("queue.db");
    std::thread::scope(|scope| {
        let openers: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| open(&path, "sim", false)))
            .collect();
        for opener in openers {
            opener.join().expect("no panic").expect("opened");
        }
    });
    let raw = Connection::open(&path).expect("a database");
    let rows: i64 = raw
        .query_row("SELECT count(*) FROM meta", [], |row| row.get(0))
        .expect("read");
    assert_eq!(rows, 3, "environment, reader, release");
}

/// The folder of a file with rows that nobody has open.
async fn thirty_rows() -> tempfile::TempDir {
    let home = Home::new();
    for name in 1..=30 {
        home.put(new(name)).await;
    }
    let Home { store, folder } = home;
    drop(store);
    folder
}

/// A damaged file either says so or gives what was put in; it never gives another message.
#[tokio::test]
async fn damage_is_reported_or_does_not_matter() {
    let folder = thirty_rows().await;
    let whole = std::fs::read(folder.path().join("queue.db")).expect("readable");
    let mut damaged: Vec<(String, Vec<u8>)> = [0, 50, 100, 4_096, whole.len() / 2, whole.len() - 1]
        .into_iter()
        .map(|length| (format!("cut to {length}"), whole[..length].to_vec()))
        .collect();
    for step in 0..60 {
        let place = (step * 7_919 + 18) % whole.len();
        let mut bytes = whole.clone();
        bytes[place] ^= 0xFF;
        damaged.push((format!("byte {place} turned"), bytes));
    }
    let (mut refused, mut claims) = (0, 0);
    for (number, (name, bytes)) in damaged.into_iter().enumerate() {
        let path = folder.path().join(format!("damaged-{number}.db"));
        std::fs::write(&path, bytes).expect("written");
        let Ok(store) = open(&path, "sim", false) else {
            refused += 1;
            continue;
        };
        let Ok(Some(lease)) = store.lease(&holder(WORKER), at(0)).await else {
            continue;
        };
        let Ok(due) = store.due(&due(Work::Send, at(1))).await else {
            continue;
        };
        for submission in due {
            let id = submission.id;
            let Ok(claimed) = store.claim(claim(&submission, lease.epoch, at(1))).await else {
                continue;
            };
            let serial = format!("{{\"serial\":{id}}}");
            assert_eq!(claimed.payload, Some(serial), "{name}");
            claims += 1;
        }
        let _ = store.queue(&QueueQuery::default()).await;
        let _ = store.verify_journal().await;
    }
    assert!(
        refused > 0 && claims > 0,
        "both ends were seen: {refused} refused, {claims} claims"
    );
}

/// A console opens the file before it is known to be whole; nothing is written to a damaged one,
/// and once it is known to be damaged nothing is read.
#[tokio::test]
async fn a_file_opened_unchecked_is_checked_before_the_first_change() {
    let folder = thirty_rows().await;
    let path = folder.path().join("queue.db");
    let raw = Connection::open(&path).expect("a database");
    let root: u32 = raw
        .query_row(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'journal'",
            [],
            |row| row.get(0),
        )
        .expect("a table");
    drop(raw);
    let mut bytes = std::fs::read(&path).expect("readable");
    let page = usize::try_from((root - 1) * 4_096).expect("a place");
    // Its kind, as no page has it.
    bytes[page] = 0xFF;
    std::fs::write(&path, &bytes).expect("written");
    assert_eq!(refusal(&path, "sim", false), "store-corrupt");
    let is_refused = |error: Option<StoreError>| match error {
        Some(StoreError::Failed(problem)) => problem.summary.key == "store-corrupt",
        _ => false,
    };
    for by_change in [true, false] {
        let store = SqliteStore::open_unchecked(&path, writable("sim")).expect("opened");
        assert!(
            store.counts(None).await.is_ok(),
            "what is whole can be read"
        );
        let changes = store.changes();
        if by_change {
            assert!(is_refused(store.lease(&holder(WORKER), at(0)).await.err()));
        } else {
            assert!(is_refused(store.check().await.err()));
        }
        assert!(
            changes.has_changed().expect("open"),
            "everybody looks again"
        );
        assert!(is_refused(store.counts(None).await.err()));
        assert!(is_refused(store.note(PERSON, "x", "y", at(0)).await.err()));
    }
    assert_eq!(std::fs::read(&path).expect("readable"), bytes);
}

/// Who only reads on a file that may be written brings the log home as well.
#[tokio::test]
async fn a_store_that_never_wrote_leaves_one_file() {
    let home = Home::new();
    let id = home.put(new(1)).await;
    let after = tempfile::tempdir().expect("a folder");
    for name in ["queue.db", "queue.db-wal"] {
        std::fs::copy(home.folder.path().join(name), after.path().join(name)).expect("copied");
    }
    let path = after.path().join("queue.db");
    let store = open(&path, "sim", false).expect("opened");
    assert!(store.submission(id).await.expect("read").is_some());
    drop(store);
    assert!(!path.with_file_name("queue.db-wal").exists());
    assert!(!path.with_file_name("queue.db-shm").exists());
}

/// What others write is noticed before, while and after a store begins to write itself.
#[tokio::test]
async fn the_changes_of_others_are_seen_whoever_watches() {
    let home = Home::new();
    let watching = home.second();
    let mut changes = watching.changes();
    home.put(new(1)).await;
    watching.look().await.expect("looked");
    assert!(changes.has_changed().expect("open"), "by the reader");
    changes.mark_unchanged();
    watching.look().await.expect("looked");
    assert!(!changes.has_changed().expect("open"), "once");
    home.put(new(2)).await;
    watching.note(PERSON, "x", "y", at(0)).await.expect("noted");
    changes.mark_unchanged();
    watching.look().await.expect("looked");
    assert!(!changes.has_changed().expect("open"), "told with our own");
    home.put(new(3)).await;
    watching.look().await.expect("looked");
    assert!(changes.has_changed().expect("open"), "by the writer");
}

fn pragma(connection: &Connection, name: &str) -> i64 {
    connection
        .pragma_query_value(None, name, |row| row.get(0))
        .expect("a number")
}

/// The rules of every connection; the log is synced for everything but notes of polls.
#[tokio::test]
async fn commits_are_synced_and_the_file_is_not_trusted() {
    let home = Home::new();
    for (durability, level) in [(Durability::Ordered, 1), (Durability::Synced, 2)] {
        let found = home
            .store
            .write(durability, |transaction| {
                Ok(Commit::Undo(pragma(transaction, "synchronous")))
            })
            .await;
        assert_eq!(found.expect("read"), level, "{durability:?}");
    }
    let rules = [
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("busy_timeout", 10_000),
    ];
    let of_writer = home
        .store
        .write(Durability::Synced, move |transaction| {
            let found = rules.map(|(name, _)| (name, pragma(transaction, name)));
            Ok(Commit::Undo((found, pragma(transaction, "secure_delete"))))
        })
        .await;
    let of_reader = home
        .store
        .read(move |connection| Ok(rules.map(|(name, _)| (name, pragma(connection, name)))))
        .await;
    assert_eq!(of_writer.expect("read"), (rules, 1));
    assert_eq!(of_reader.expect("read"), rules);
    let mode: String = home
        .raw()
        .pragma_query_value(None, "journal_mode", |row| row.get(0))
        .expect("a word");
    assert_eq!(mode, "wal");
}
