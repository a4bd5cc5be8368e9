//! dimonitor: a terminal operations console for the Dimona web service of the Belgian social
//! security. This page is the architecture; README.md is for whoever runs it.
//!
//! # The picture
//!
//! ```text
//!                 main ─▶ app               builds what a command needs, runs it
//!              ┌───────────┼───────────┐
//!             tui         cli      simulator   two front ends; a stand-in for the NSSO
//!              └─────┬─────┘                   that uses nothing of ours
//!                 engine                       the only background work
//!        ┌───────┬───┴───┬────────┐
//!       rsz    store  chaman   config         each owns what is heavy: HTTP, SQL, X.509 (cert,
//!        │       │       └─ cert  │            below chaman), files
//!        └───────┴───┬───┴────────┘
//!                  domain                      pure: no clock, no input or output, no async
//! ```
//!
//! Two machines run here, and they are kept apart. The life of a submission
//! ([`domain::lifecycle`]) is durable: it goes on in the queue, a file or a database, whether or not
//! anybody looks. The console ([`tui`]) is a second, small machine that looks at a window of the first
//! one and may be closed at any moment.
//!
//! # The rule
//!
//! | module | may use | never |
//! | --- | --- | --- |
//! | [`domain`] | plain data crates | anything else of ours, tokio, tracing |
//! | [`paths`], [`config`], [`logging`], [`i18n`] | domain, and each other where needed | engine, front ends |
//! | [`rsz`] | domain | store, front ends |
//! | [`store`] | domain | rsz, front ends |
//! | [`cert`] | domain | rsz, store, front ends |
//! | [`chaman`] | domain, cert | rsz, store, front ends |
//! | [`engine`] | all of the above | front ends, simulator |
//! | [`input`] | domain | engine, front ends |
//! | [`import`] | domain, input, engine | rsz, store, front ends |
//! | [`tui`], all but its rim | domain, i18n, ratatui | engine, tokio, crossterm, files, clock |
//! | [`tui`]'s rim: runtime, terminal, backend, perform | the same, tokio, crossterm | rsz, store |
//! | [`hooks`] | domain, paths, rsz | engine, store, front ends |
//! | [`cli`] | domain, i18n, engine, config, input, import | tui, rsz, store |
//! | [`monitor`] | domain, engine, hyper, prometheus | rsz, store, other front ends |
//! | [`simulator`] | axum, hyper, its own crypto | anything of ours |
//! | [`app`] | everything | |
//!
//! Each heavy crate has one owner. `tests/architecture.rs` reads the `use` lines of every file
//! and names the file, the line and the rule that was broken; `clippy.toml` bans the clock, the
//! environment and printing outside their owners, each with its reason.
//!
//! The simulator shares no type with [`rsz`]: with a shared one, client and server would agree
//! on the same mistake.
//!
//! # The walks
//!
//! **A declaration goes in.** Form, CSV row and JSON object all become a [`domain::draft::Draft`];
//! [`domain::validate`] turns it into a declaration or into findings beside their fields.
//! [`engine::Engine::take_in`] writes a row and a journal entry in one transaction, synced to the
//! disk: only then is the form emptied or the command done. The worker finds the row due, gets a
//! token, and claims: `queued → sending` is on the disk before the first byte leaves. The answer
//! is judged and recorded. What nobody can know afterwards, because the answer was lost or the
//! process died, becomes `in_doubt`; it is looked up by searching, which only reads, and never
//! sent again without a person's word.
//!
//! **A file goes in.** [`import`] reads it twice, row by row: every row has its verdict, from its
//! fields, from the rows before it, from the queue and, if asked, from the NSSO, before the first one
//! is queued. Then the good ones go in by the hundred, each batch one transaction. The uid of a row
//! follows from what it says, so that a run that was killed is run again and changes nothing twice.
//!
//! **A result comes back.** [`domain::schedule`] says when the NSSO wants to be asked; the worker
//! asks then and not earlier, and records the verdict. The store's revision moves; that message
//! carries no data, so it cannot be stale. The console asks again for the window on show. Changes
//! by other processes are noticed through the file's own change counter, once a second, or are told by the server.
//!
//! **A refused one is corrected.** The engine tells all that is known of the case: the draft as it was
//! handed in, the codes, the period. [`domain::correct`] says what can be offered and makes the drafts;
//! a person edits and hands them in, all of them in one transaction. The new row names the one that it
//! replaces, so that a second replacement cannot be written, and what has to wait for another (an IN for
//! its CANCEL) is held until the commit that records that one's acceptance.
//!
//! **A key is pressed.** [`tui::terminal`] spells it in one way; [`tui::keymap`] is the one table
//! from which keys, footer, help, palette and README are read. [`tui::update`] takes a message and
//! gives back effects as plain data: no clock, no waiting. [`tui::runtime`] performs them, applies
//! everything that has come in, and draws one frame from the model if something changed. Drawing
//! changes nothing.
//!
//! **A token is needed.** However many tasks ask, [`rsz::TokenCache`] makes one request for each
//! client id: look, take the slot's lock, look again, fetch. A failure is remembered for seconds, so
//! that a closed door is not knocked on by everybody. After a 401 the token that was used is
//! dropped, by its generation, so that a late refusal cannot throw away a fresh one; the request is
//! tried once more.
//!
//! **A certificate is replaced.** What a person wants of Chaman is an order
//! ([`domain::chaman::Order`]): typed text and paths. The engine reads the files, holds Chaman's
//! rules against them, and makes a change of it, which is applied to the register at once. In the
//! sandbox it is also carried out; elsewhere it becomes a step on the portal checklist, applied to
//! what is *believed in Chaman* when a person ticks it. The register is one document in the store,
//! changed by compare-and-set, with each change in the journal. When its revision moves, every
//! engine on that store builds the ways to the NSSO anew where a key has changed; requests under way
//! keep theirs, and the token in hand stays good, so nothing fails and nothing waits.
//!
//! **The program is left.** The quit key, SIGTERM, SIGINT and SIGHUP are one way out: what was
//! confirmed is finished, nothing new is claimed, requests under way get their time, the terminal
//! is given back, the log is written out. Only for `serve` is SIGHUP something else: the configuration
//! is read again ([`engine::Engine::reload`]); it is taken as a whole or not at all. `kill -9` is a way out as well: the next worker finds the
//! row that was being sent and puts it in doubt.
//!
//! # One worker
//!
//! Any number of processes may share a queue, and one of them works on it: a lock of the operating
//! system, freed by the kernel whatever way the process ends, and an epoch in the database that every
//! claim names. The others stand by and try for the lock every second.

#[cfg(all(
    not(debug_assertions),
    any(
        feature = "failpoints",
        feature = "mutant-repost",
        feature = "mutant-no-journal",
        feature = "mutant-no-cas",
        feature = "mutant-normal-sync",
        feature = "mutant-raw-names",
        feature = "mutant-talkative"
    )
))]
compile_error!(
    "a build that is made to fail or to be wrong is for tests only, and never a release"
);

// Places where the campaign makes the program fail; none without its feature. First, for its macro.
#[macro_use]
mod failpoint;

// Why each module is there; their own first lines say what they must not know.

// The composition root: from a command line to an exit code. The only one that sees everything.
pub mod app;
// What can be typed on the command line; no behaviour.
pub mod args;
// Certificates: read, judge, make. Owns X.509.
pub mod cert;
// The register of channels, accounts and certificates, as the store and a file keep it.
pub mod chaman;
// The front end without a screen, and its JSON contract.
pub mod cli;
// The configuration file; unknown keys are refused.
pub mod config;
// What a declaration is, what is valid, how its life goes on. Pure.
pub mod domain;
// Claims, sends, asks, records. One handle for both front ends.
pub mod engine;
// Rows of the queue on their way into a file, for both front ends.
pub mod export;
// Where foreign bytes come in, as functions of bytes: for the fuzzer and its test.
#[doc(hidden)]
pub mod fuzzing;
// Tells programs and servers of the operator what the worker tells.
pub mod hooks;
// Every sentence to a person, by key and language.
pub mod i18n;
// Files of many declarations on their way into the queue, for both front ends.
pub mod import;
// Reads drafts from files, row by row. Knows no rule.
pub mod input;
// The log file and the latest lines, masked.
pub mod logging;
// Tells whoever watches over `serve` how it is. Owns the figures' text format and its server.
pub mod monitor;
// Where files live.
pub mod paths;
// The NSSO's wire: keys, tokens, requests, answers. Owns HTTP.
pub mod rsz;
// A faithful NSSO on loopback, for the sandbox, the demonstration and the tests.
pub mod simulator;
// The durable queue behind its seam. Owns SQL.
pub mod store;
// The console: a pure machine with a rim that lives in a terminal.
pub mod tui;
