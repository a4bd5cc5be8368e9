//! How the Accounts screen is laid out and drawn: sender and contact above, the accounts by
//! Chaman's panels, details beside them where there is room, the portal checklist below.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::accounts::{Accounts, Pane, has_checklist, in_order};
use super::{accounts_checklist, accounts_detail};
use crate::domain::chaman::{Account, ChamanIs, Channel, Channels, RegisterReport};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::tui::env::Env;
use crate::tui::format;
use crate::tui::keymap::{self, Action, Context};
use crate::tui::loaded::Loaded;
use crate::tui::status;
use crate::tui::theme::Role;

/// From this many columns on the details stand beside the list.
const WIDE: u16 = 100;
/// Rows of the header, the tabs and the footer.
const AROUND_ROWS: u16 = 3;
/// Rows of sender and contact.
const TOP_ROWS: u16 = 4;
/// Columns of the type of an account, and of how it stands in Chaman.
const TYPE_COLUMNS: usize = 5;
const STANDING_COLUMNS: usize = 12;

/// Whether list, details and checklist are on show together.
pub(super) fn is_wide(env: &Env) -> bool {
    env.size.0 >= WIDE
}

/// What has a place on the screen.
#[derive(Debug, Default)]
struct Places {
    top: Rect,
    list: Option<Rect>,
    detail: Option<Rect>,
    steps: Option<Rect>,
}

/// Draws the screen.
pub fn view(
    accounts: &Accounts,
    frame: &mut Frame,
    area: Rect,
    register: &Loaded<RegisterReport>,
    env: &Env,
) {
    let Some(report) = register.or_say(frame, area, env) else {
        return;
    };
    let places = places(accounts, report, area, env);
    top(report, frame, places.top, env);
    if let Some(place) = places.list {
        list(accounts, report, frame, place, env);
    }
    let mut scrolled = |title: String, (lines, at), pane, place| {
        let focused = accounts.pane == pane;
        let at = (at, accounts.scroll);
        panel(&title, lines, at, focused, frame, place, env);
    };
    if let Some(place) = places.detail {
        let title = env.words.get("accounts-panel-detail");
        let lines = detail(accounts, report, inner_columns(place), env);
        scrolled(title, lines, Pane::Certificates, place);
    }
    if let Some(place) = places.steps {
        let title = accounts_checklist::title(report, env);
        let lines = accounts_checklist::lines(accounts, report, inner_columns(place), env);
        scrolled(title, lines, Pane::Checklist, place);
    }
}

/// The first line on show in the panel that has the keys when nobody reads on, and the last
/// line that can be the first.
pub fn reach(accounts: &Accounts, report: &RegisterReport, env: &Env) -> (isize, isize) {
    let (columns, rows) = env.size;
    let area = Rect::new(0, 0, columns, rows.saturating_sub(AROUND_ROWS));
    let places = places(accounts, report, area, env);
    let (place, (lines, at)) = match (accounts.pane, places.detail, places.steps) {
        (Pane::Certificates, Some(place), _) => {
            let lines = detail(accounts, report, inner_columns(place), env);
            (place, lines)
        }
        (Pane::Checklist, _, Some(place)) => {
            let lines = accounts_checklist::lines(accounts, report, inner_columns(place), env);
            (place, lines)
        }
        _ => return (0, 0),
    };
    let height = usize::from(place.height.saturating_sub(2));
    let last = lines.len().saturating_sub(height);
    (
        first_line(&at, height).min(last).cast_signed(),
        last.cast_signed(),
    )
}

/// The first line on show, so that these lines are.
fn first_line(at: &std::ops::Range<usize>, height: usize) -> usize {
    at.end.saturating_sub(height).min(at.start)
}

fn places(accounts: &Accounts, report: &RegisterReport, area: Rect, env: &Env) -> Places {
    let [top, rest] =
        Layout::vertical([Constraint::Length(TOP_ROWS), Constraint::Min(0)]).areas(area);
    let mut places = Places {
        top,
        ..Places::default()
    };
    let steps = has_checklist(report);
    if is_wide(env) {
        let height = if steps { rest.height * 2 / 5 } else { 0 };
        let [middle, bottom] =
            Layout::vertical([Constraint::Min(0), Constraint::Length(height)]).areas(rest);
        let [left, right] =
            Layout::horizontal([Constraint::Fill(1), Constraint::Fill(1)]).areas(middle);
        places.list = Some(left);
        places.detail = Some(right);
        places.steps = steps.then_some(bottom);
        return places;
    }
    match accounts.pane {
        Pane::Certificates => places.detail = Some(rest),
        Pane::Checklist => places.steps = Some(rest),
        Pane::Accounts => {
            let wanted = accounts_checklist::rows(report).clamp(3, (rest.height / 3).max(3));
            let height = if steps { wanted } else { 0 };
            let [list, bottom] =
                Layout::vertical([Constraint::Min(0), Constraint::Length(height)]).areas(rest);
            places.list = Some(list);
            places.steps = steps.then_some(bottom);
        }
    }
    places
}

fn inner_columns(place: Rect) -> usize {
    usize::from(place.width.saturating_sub(2))
}

fn detail(
    accounts: &Accounts,
    report: &RegisterReport,
    columns: usize,
    env: &Env,
) -> (Vec<Line<'static>>, std::ops::Range<usize>) {
    match accounts.account(report) {
        Some(account) => accounts_detail::lines(accounts, account, report, columns, env),
        None => (Vec::new(), 0..0),
    }
}

/// A panel that shows these lines of its own, and as far on as a person read.
fn panel(
    title: &str,
    lines: Vec<Line<'static>>,
    (at, scroll): (std::ops::Range<usize>, isize),
    focused: bool,
    frame: &mut Frame,
    place: Rect,
    env: &Env,
) {
    let block = env.panel(title, focused);
    let inner = block.inner(place);
    frame.render_widget(block, place);
    let height = usize::from(inner.height);
    let last = lines.len().saturating_sub(height);
    let first = first_line(&at, height).min(last);
    let first = if focused {
        first.saturating_add_signed(scroll).min(last)
    } else {
        first
    };
    let shown: Vec<_> = lines.into_iter().skip(first).take(height).collect();
    frame.render_widget(Paragraph::new(shown), inner);
}

/// A sentence in as many lines as it needs, a blank before each.
pub(super) fn wrapped(words: &str, role: Role, columns: usize, env: &Env) -> Vec<Line<'static>> {
    format::wrap(words, columns.saturating_sub(2))
        .into_iter()
        .map(|line| Line::styled(format!(" {line}"), env.style(role)))
        .collect()
}

/// The key of an action, for a sentence that names it; none where nothing may be changed.
fn key_of(action: Action, env: &Env) -> Option<String> {
    let key = env.keys.key_in(action, Context::Accounts)?;
    (!(env.read_only && keymap::is_dangerous(action))).then_some(key)
}

fn top(report: &RegisterReport, frame: &mut Frame, place: Rect, env: &Env) {
    let columns = inner_columns(place);
    let lines = vec![sender(report, columns, env), contact(report, columns, env)];
    let title = env.words.get("accounts-panel-sender");
    panel(&title, lines, (0..0, 0), false, frame, place, env);
}

/// One line of sender or contact, marked when Chaman is believed to have another.
fn head_line(words: &str, same: bool, columns: usize, env: &Env) -> Line<'static> {
    if same {
        return Line::styled(
            format!(" {}", format::cut(words, columns.saturating_sub(2))),
            env.style(Role::Text),
        );
    }
    let mark = format!(
        " {} {}",
        status::ATTENTION.glyph(env),
        env.words.get("accounts-not-believed")
    );
    let room = columns.saturating_sub(format::width(&mark) + 2);
    Line::from(vec![
        Span::styled(
            format!(" {}", format::cut(words, room)),
            env.style(Role::Text),
        ),
        Span::styled(mark, env.style(Role::Warning)),
    ])
}

fn sender(report: &RegisterReport, columns: usize, env: &Env) -> Line<'static> {
    let (here, believed) = (&report.register.here, &report.register.believed);
    let Some(sender) = &here.sender else {
        let text = match key_of(Action::EditSender, env) {
            Some(key) => Text::new("accounts-sender-none").with("key", key),
            None => Text::new("accounts-sender-none-yet"),
        };
        let words = format::cut(&env.text(&text), columns.saturating_sub(2));
        return Line::styled(format!(" {words}"), env.style(Role::Warning));
    };
    let words = format!(
        "{} · {} · {}",
        Untrusted::new(&sender.name).shown(),
        env.text(&Text::new("tui-header-sender").with("number", sender.number.to_string())),
        env.text(&sender.role.text()),
    );
    head_line(&words, here.sender == believed.sender, columns, env)
}

fn contact(report: &RegisterReport, columns: usize, env: &Env) -> Line<'static> {
    let (here, believed) = (&report.register.here, &report.register.believed);
    let Some(contact) = &here.contact else {
        let text = match key_of(Action::EditContact, env) {
            Some(key) => Text::new("accounts-contact-none").with("key", key),
            None => Text::new("accounts-contact-none-yet"),
        };
        let words = format::cut(&env.text(&text), columns.saturating_sub(2));
        return Line::styled(format!(" {words}"), env.style(Role::Warning));
    };
    let shown = |text: &str| Untrusted::new(text).shown();
    let words = format!(
        "{} - {}  {} {}  {}",
        shown(&contact.name),
        contact.language.name(),
        shown(&contact.phone_code),
        shown(&contact.phone_number),
        shown(&contact.email),
    );
    head_line(&words, here.contact == believed.contact, columns, env)
}

fn list(accounts: &Accounts, report: &RegisterReport, frame: &mut Frame, place: Rect, env: &Env) {
    let columns = inner_columns(place);
    let (lines, at) = list_lines(accounts, report, columns, env);
    let count = in_order(report).len();
    let title = format!("{} {count}", env.words.get("tui-action-accounts"));
    let focused = accounts.pane == Pane::Accounts;
    panel(&title, lines, (at, 0), focused, frame, place, env);
}

fn list_lines(
    accounts: &Accounts,
    report: &RegisterReport,
    columns: usize,
    env: &Env,
) -> (Vec<Line<'static>>, std::ops::Range<usize>) {
    let selected = accounts.account(report).map(|account| &account.name);
    let mut lines = Vec::new();
    let mut at = 0..0;
    for channels in [&Channel::ALL[..2], &Channel::ALL[2..]] {
        lines.push(heading(channels, &report.register.here, env));
        let held: Vec<_> = channels
            .iter()
            .flat_map(|channel| report.register.here.of_channel(*channel))
            .collect();
        if !held.is_empty() {
            lines.push(column_names(report, columns, env));
        }
        for account in held {
            let here = Some(&account.name) == selected;
            if here {
                // With its heading in sight when it is the first one.
                at = lines.len().saturating_sub(2)..lines.len() + 1;
            }
            lines.push(row(account, here, accounts, report, columns, env));
        }
        let gone = gone(channels, report);
        lines.extend(gone.map(|account| gone_row(account, columns, env)));
    }
    if in_order(report).is_empty() {
        let text = match key_of(Action::NewAccount, env) {
            Some(key) => Text::new("accounts-none").with("key", key),
            None => Text::new("accounts-none-yet"),
        };
        lines.extend(wrapped(&env.text(&text), Role::Warning, columns, env));
    }
    (lines, at)
}

/// Accounts that are believed to be in Chaman and are wanted here no more.
fn gone<'a>(
    channels: &'a [Channel],
    report: &'a RegisterReport,
) -> impl Iterator<Item = &'a Account> {
    let register = &report.register;
    let kept = move |one: &&Account| {
        in_order(report)
            .into_iter()
            .filter_map(|here| accounts_detail::believed(here, register))
            .any(|believed| believed.name == one.name)
    };
    let all = register.believed.accounts.iter();
    all.filter(|one| channels.contains(&one.channel()))
        .filter(move |one| !kept(one))
}

fn heading(channels: &[Channel], here: &Channels, env: &Env) -> Line<'static> {
    let mut words = format!(" {}", env.text(&channels[0].panel()));
    if channels[0].has_user_name()
        && let Some(sender) = &here.sender
    {
        let number = Text::new("accounts-your-number").with("number", sender.number.to_string());
        words = format!("{words} · {}", env.text(&number));
    }
    Line::styled(words, env.style(Role::Title))
}

/// Name, type, client id, standing, each in its columns.
fn cells(name: &str, kind: &str, client: &str, standing: bool, columns: usize) -> String {
    let standing = if standing { STANDING_COLUMNS } else { 0 };
    let rest = columns.saturating_sub(TYPE_COLUMNS + standing + 5);
    let wide = rest * 2 / 5;
    format!(
        " {}  {} {} ",
        format::fit(name, wide),
        format::fit(kind, TYPE_COLUMNS),
        format::fit(client, rest - wide),
    )
}

fn column_names(report: &RegisterReport, columns: usize, env: &Env) -> Line<'static> {
    let portal = report.chaman == ChamanIs::ThePortal;
    let mut words = cells(
        &env.words.get("accounts-column-name"),
        &env.words.get("accounts-column-type"),
        &env.words.get("accounts-column-client-id"),
        portal,
        columns,
    );
    if portal {
        words.push_str(&format::cut(
            &env.words.get("accounts-column-believed"),
            STANDING_COLUMNS,
        ));
    }
    Line::styled(words, env.style(Role::Dim))
}

fn row(
    account: &Account,
    selected: bool,
    accounts: &Accounts,
    report: &RegisterReport,
    columns: usize,
    env: &Env,
) -> Line<'static> {
    let portal = report.chaman == ChamanIs::ThePortal;
    let client = account
        .client_id()
        .map_or_else(|| "-".to_owned(), |id| Untrusted::new(id.as_str()).shown());
    let name = Untrusted::new(&account.name).shown();
    let words = cells(&name, account.channel().name(), &client, portal, columns);
    let focused = accounts.pane == Pane::Accounts;
    let role = match (selected, focused) {
        (true, true) => Role::Selection,
        (true, false) => Role::Focus,
        _ => Role::Text,
    };
    let mut spans = vec![Span::styled(words, env.style(role))];
    if portal {
        let same = accounts_detail::is_same(account, &report.register);
        let (mark, word) = if same {
            (status::GOOD, env.words.get("accounts-same"))
        } else {
            (status::ATTENTION, env.words.get("accounts-differs"))
        };
        let words = format::fit(&format!("{} {word}", mark.glyph(env)), STANDING_COLUMNS);
        let role = if selected && focused {
            Role::Selection
        } else {
            mark.role
        };
        spans.push(Span::styled(words, env.style(role)));
    }
    Line::from(spans)
}

fn gone_row(account: &Account, columns: usize, env: &Env) -> Line<'static> {
    let text = Text::new("accounts-gone")
        .with("account", Untrusted::new(&account.name).shown())
        .with("channel", account.channel().name());
    let words = format!("{} {}", status::ATTENTION.glyph(env), env.text(&text));
    let words = format!(" {}", format::cut(&words, columns.saturating_sub(2)));
    Line::styled(words, env.style(Role::Dim))
}
