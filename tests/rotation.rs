//! Rotating the certificate of an account while its declarations are being polled, with the
//! real binary: no call fails, and nothing is asked out of turn.

#![expect(
    clippy::disallowed_macros,
    reason = "a figure for whoever runs it by hand"
)]

mod common;

use common::{Ran, World, entries, wait_until};
use dimonitor::simulator::{Answer, Ledger};

const ACCOUNT: &str = "Loket Noord";
const COUNT: u64 = 200;

fn run(world: &World, arguments: &[&str]) -> Ran {
    let ran = world.run(arguments);
    assert_eq!(ran.code, 0, "{arguments:?}\n{}{}", ran.stdout, ran.stderr);
    ran
}

/// A sender of its own with one REST account.
fn new_sender(world: &World) {
    world.introduce("sandbox");
    let (key, file) = world.certificate("first");
    run(
        world,
        &[
            "account",
            "add",
            "--type",
            "rest",
            "--name",
            ACCOUNT,
            "--permission",
            "dimona-declare",
            "--permission",
            "dimona-consult",
            "--certificate",
            &file,
            "--certificate-name",
            "first",
            "--key",
            &key,
        ],
    );
}

/// Seconds between one GET of a declaration and the next, the longest of all.
fn longest_pause(ledger: &Ledger) -> f64 {
    let pauses = ledger.gets.values().flat_map(|gets| {
        gets.windows(2)
            .map(|two| two[1].at.duration_since(two[0].at).as_secs_f64())
    });
    pauses.fold(0.0, f64::max)
}

#[test]
fn a_certificate_is_rotated_while_two_hundred_declarations_are_polled() {
    // Results take long enough, and tokens live short enough, that new ones are needed all along.
    let world = World::with_other(&[
        ("processing = \"3s\"", "processing = \"25s\""),
        ("lifetime = \"600s\"", "lifetime = \"6s\""),
    ]);
    new_sender(&world);
    let file = world.file("in.jsonl", entries(COUNT));
    run(
        &world,
        &["submit", file.to_str().unwrap(), "--account", ACCOUNT],
    );
    let mut worker = world.start(["serve"]);
    wait_until("all are sent", 60, || {
        world.nsso().counters().posts_answered == COUNT
    });

    let (key, file) = world.certificate("second");
    run(
        &world,
        &[
            "cert",
            "rotate",
            ACCOUNT,
            "start",
            "--certificate",
            &file,
            "--certificate-name",
            "second",
            "--key",
            &key,
        ],
    );
    for _ in ["added", "switched", "proven", "finished"] {
        run(&world, &["cert", "rotate", ACCOUNT, "next"]);
    }
    let tokens = world.nsso().counters().tokens_issued;
    wait_until("a token is given to the worker's new key", 30, || {
        world.nsso().counters().tokens_issued > tokens
    });
    wait_until("all are settled", 120, || {
        world.count("accepted") == usize::try_from(COUNT).unwrap()
    });
    assert_eq!(worker.terminate(), 0);

    let ledger = world.nsso().ledger();
    println!(
        "longest pause between two GETs: {:.2} s",
        longest_pause(&ledger)
    );
    let good = |answer: Answer| matches!(answer, Answer::Status(200 | 201 | 404));
    assert!(
        ledger.posts.iter().all(|post| good(post.answer)),
        "no POST failed"
    );
    assert!(
        ledger.tokens.iter().all(|token| good(token.answer)),
        "no token was refused"
    );
    let mut gets = ledger.gets.values().flatten();
    assert!(gets.all(|get| good(get.answer)), "no GET failed");
    assert_eq!(ledger.counters.schedule.too_early, 0);
    assert_eq!(ledger.counters.schedule.too_often, 0);
    let accounts = world.nsso().accounts();
    let account = accounts
        .iter()
        .find(|one| one.name == ACCOUNT)
        .expect("registered");
    assert_eq!(account.certificates.len(), 1, "the old certificate is gone");
}
