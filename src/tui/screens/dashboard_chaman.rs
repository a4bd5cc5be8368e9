//! The two panels of the dashboard about Chaman: certificates and accounts, worst first,
//! each line a door to its screen.

use super::certificates_marks::{self as marks, Identity};
use super::dashboard::{Cell, Door, Panel};
use super::dashboard_cells::{or_none, plain};
use crate::domain::chaman::{Channel, Urgency};
use crate::domain::lifecycle::StateKind;
use crate::domain::problem::Problem;
use crate::domain::report::{AccountStatus, CertSummary, Dashboard, KeyStatus, TokenStatus};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::tui::env::Env;
use crate::tui::format;
use crate::tui::status::{self, Mark};
use crate::tui::theme::Role;

/// Cells of the bar of days left.
const BAR: i64 = 8;
/// From this width on a panel has room for more than the worst of a line.
const ROOMY: u16 = 100;

/// Every certificate, worst first.
pub fn certificates(numbers: &Dashboard, env: &Env) -> Panel {
    let mut sorted = numbers.certificates.clone();
    marks::sort(&mut sorted);
    let lines = sorted.iter().map(|one| certificate(one, env)).collect();
    Panel {
        title: "tui-panel-certificates",
        lines: or_none(lines, env),
    }
}

/// The worst certificate, when a person has to do something about it.
pub fn worst_certificate(numbers: &Dashboard, env: &Env) -> Option<Vec<Cell>> {
    let mut sorted = numbers.certificates.clone();
    marks::sort(&mut sorted);
    let worst = sorted.first()?;
    let urgency = worst.expiry.map_or(Urgency::None, |expiry| expiry.urgency);
    (worst.state.is_err() || urgency > Urgency::None).then(|| certificate(worst, env))
}

fn certificate(one: &CertSummary, env: &Env) -> Vec<Cell> {
    // Two panels share a wide terminal.
    let room = if env.size.0 >= ROOMY { 24 } else { 12 };
    let mark = marks::mark(one, env);
    let name = format::fit(&one.title().shown(), room);
    let mut cells = vec![Cell {
        text: format!("{} {name}", mark.glyph(env)),
        role: mark.role,
        door: Some(Door::Certificate(Identity::of(one))),
    }];
    let Ok(facts) = &one.state else {
        cells.push(plain(env.words.get(mark.word), mark.role));
        return cells;
    };
    let valid = one
        .expiry
        .is_none_or(|expiry| expiry.urgency != Urgency::NotValid);
    if valid {
        let left = format::fit(&env.text(&marks::left(facts, env)), 9);
        cells.push(plain(left, mark.role));
    } else if env.now < facts.not_before {
        cells.push(plain(env.words.get(mark.word), mark.role));
    } else {
        cells.push(plain(env.text(&marks::left(facts, env)), mark.role));
    }
    match &one.key {
        KeyStatus::Differs => {
            cells.push(plain(env.words.get("tui-certificate-other-key"), Role::Bad));
        }
        KeyStatus::Unusable(_) => {
            cells.push(plain(env.words.get("certificates-unusable-key"), Role::Bad));
        }
        // Only accounts that declare from here keep a key here.
        KeyStatus::NotKept if one.channel == Channel::Rest => {
            let words = env.words.get("tui-certificate-no-key");
            cells.push(plain(words, Role::Warning));
        }
        KeyStatus::Matches | KeyStatus::NotKept if valid => {
            cells.push(plain(marks::bar_left(facts, BAR, env), Role::Dim));
        }
        KeyStatus::Matches | KeyStatus::NotKept => {}
    }
    cells
}

/// Every account, those in trouble first.
pub fn accounts(numbers: &Dashboard, env: &Env) -> Panel {
    let mut sorted: Vec<&AccountStatus> = numbers.accounts.iter().collect();
    sorted.sort_by_key(|one| trouble(one).is_none());
    let lines = sorted.into_iter().map(|one| account(one, env)).collect();
    Panel {
        title: "tui-panel-accounts",
        lines: or_none(lines, env),
    }
}

/// What keeps an account from working, the gravest first.
fn trouble(account: &AccountStatus) -> Option<&Problem> {
    let token = match &account.token {
        TokenStatus::Failed(problem) => Some(problem),
        _ => None,
    };
    account.held.as_ref().or(token).or(account.trouble.as_ref())
}

fn account(account: &AccountStatus, env: &Env) -> Vec<Cell> {
    let (mark, words) = standing(account, env);
    let roomy = env.size.0 >= ROOMY;
    let name = Untrusted::new(account.name.as_str()).shown();
    let name = format::fit(&name, if roomy { 16 } else { 12 });
    let channel = format::fit(account.channel.name(), 4);
    let mut cells = vec![Cell {
        text: format!("{} {channel} {name}", mark.glyph(env)),
        role: mark.role,
        door: Some(Door::Account(account.name.clone())),
    }];
    let may = permissions(account, env);
    if roomy && !may.is_empty() {
        cells.push(plain(format::fit(&may, 17), Role::Dim));
    }
    if let Some(until) = account.waits_until.filter(|&until| until > env.now) {
        let text = Text::new("tui-account-waits").with("time", format::short(until, env.now));
        cells.push(plain(env.text(&text), Role::Warning));
    }
    cells.push(plain(words, Role::Text));
    cells
}

/// How an account stands, and in which words.
fn standing(account: &AccountStatus, env: &Env) -> (Mark, String) {
    if let Some(problem) = trouble(account) {
        let words = env.text(&problem.summary);
        if account.held.is_some() {
            let mark = status::state(StateKind::Held);
            return (mark, format!("{}: {words}", env.words.get(mark.word)));
        }
        return (status::BAD, words);
    }
    match &account.token {
        TokenStatus::Valid { expires_at } => {
            let left = format::seconds_between(env.now, *expires_at);
            let text = Text::new("tui-account-token").with("left", format::span(left));
            (status::GOOD, env.text(&text))
        }
        // Only REST accounts have tokens.
        _ if account.channel != Channel::Rest => (status::GOOD, String::new()),
        _ => (
            status::state(StateKind::Draft),
            env.words.get("tui-account-no-token"),
        ),
    }
}

/// What an account may do: the scopes of Dimona by their last word, else how many permissions.
fn permissions(account: &AccountStatus, env: &Env) -> String {
    let scopes = env.rulebook.scopes(&account.permissions);
    let words: Vec<_> = scopes
        .iter()
        .filter_map(|scope| scope.rsplit(':').next())
        .collect();
    if !words.is_empty() {
        return words.join(" ");
    }
    match account.permissions.len() {
        0 => String::new(),
        count => env.text(&Text::new("certificates-permissions").with("count", count)),
    }
}
