//! What is read out at a place: sentences, then numbered choices.

use ratatui::text::Line;

use super::desk::{COLUMNS, Desk};
use super::{form, listing, overlays, reports};
use crate::domain::anomaly::Offer;
use crate::domain::clock;
use crate::domain::decision::Decision;
use crate::domain::draft::Field;
use crate::domain::ids::SubmissionId;
use crate::domain::report::{AccountStatus, CertSummary, WorkerStatus};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::tui::commands;
use crate::tui::env::Env;
use crate::tui::format;
use crate::tui::keymap::{self, Action};
use crate::tui::loaded::Loaded;
use crate::tui::model::Model;
use crate::tui::screens::dashboard_cells::{latest, needs, queue};
use crate::tui::screens::dashboard_chaman::{accounts, certificates};
use crate::tui::screens::{certificates_detail, detail_text};
use crate::tui::status;
use crate::tui::view::environment_key;

/// Latest changes on the first page.
const LATEST: usize = 5;
/// Lines of the log.
const LOG: usize = 20;

/// What can be done with a submission, in the order of the choices.
const DEEDS: [Action; 8] = [
    Action::Correct,
    Action::Remedies,
    Action::Decide,
    Action::Resolve,
    Action::PollNow,
    Action::Hold,
    Action::Withdraw,
    Action::Reveal,
];

/// Where one is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// What needs a person, and how the queue stands.
    Home,
    /// The rows.
    List,
    /// One submission.
    One(SubmissionId),
    /// The form.
    Form,
    /// The accounts.
    Accounts,
    /// The certificates.
    Certificates,
    /// One certificate, by its place in the list.
    Certificate(usize),
    /// The log.
    Log,
    /// The figures.
    Stats,
    /// Three sides of employments.
    Reconcile,
}

/// What a number chooses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Choice {
    /// To a place.
    Go(Place),
    /// To the rows of a filter.
    Rows(String),
    /// Does something.
    Do(Action),
    /// Asks for a list to compare.
    List,
    /// Types into a field of the form.
    Field(Field),
    /// A remedy, by its place in the list.
    Remedy(usize),
    /// What follows a look, by its place.
    Follow(usize),
    /// A decision, whose reason is asked for.
    Decide(Decision),
    /// A lost answer: its number is known.
    Number,
    /// A lost answer: it is not there.
    NotTaken,
    /// Why the same is declared again.
    Reason,
}

/// Sentences and choices.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// What is said.
    pub(super) said: Vec<String>,
    /// What can be chosen, from 1 on.
    pub(super) choices: Vec<(String, Choice)>,
}

impl Page {
    /// Says a sentence.
    pub(super) fn say(&mut self, words: impl Into<String>) {
        self.said.push(words.into());
    }

    /// Says lines that were made to be drawn.
    pub(super) fn say_lines(&mut self, lines: &[Line<'_>]) {
        self.said.extend(lines.iter().map(ToString::to_string));
    }

    /// Offers a choice.
    pub(super) fn offer(&mut self, words: impl Into<String>, choice: Choice) {
        self.choices.push((words.into(), choice));
    }

    /// Everything, as it is printed.
    pub(super) fn lines(&self, env: &Env) -> Vec<String> {
        let width = usize::from(COLUMNS);
        let said = self
            .said
            .iter()
            .flat_map(|words| format::wrap(words, width));
        let choices = self
            .choices
            .iter()
            .enumerate()
            .map(|(place, (words, _))| format!("{}. {words}", place + 1));
        let mut lines: Vec<String> = said.chain(choices).collect();
        if self.choices.is_empty() {
            lines.push(env.words.get("plain-only-back"));
        }
        lines
    }
}

/// The page of the place where the conversation is.
pub(super) fn of<W: std::io::Write>(desk: &Desk<W>) -> Page {
    let mut page = Page::default();
    let model = &desk.model;
    if overlays::tell(model, &mut page) {
        return page;
    }
    match &desk.place {
        Place::Home => home(model, &mut page),
        Place::List => list(desk, &mut page),
        Place::One(_) => one(model, &mut page),
        Place::Form => form::tell(model, &mut page),
        Place::Accounts => account_page(model, &mut page),
        Place::Certificates => certificate_list(model, &mut page),
        Place::Certificate(place) => certificate(model, *place, &mut page),
        Place::Log => log(model, &mut page),
        Place::Stats => reports::stats(model, &mut page),
        Place::Reconcile => reports::reconcile(model, &mut page),
    }
    page
}

fn home(model: &Model, page: &mut Page) {
    let env = &model.env;
    page.say(who(model));
    if let Some(numbers) = ready(&model.dashboard.numbers, env, page) {
        let panels = [
            needs(numbers, env),
            queue(numbers, env),
            certificates(numbers, env),
            accounts(numbers, env),
            latest(numbers, LATEST, env),
        ];
        for panel in panels {
            page.say(format!("{}:", env.words.get(panel.title)));
            for line in panel.lines {
                let words = line.iter().flat_map(|cell| cell.text.split_whitespace());
                let words: Vec<_> = words.filter(|word| !is_drawing(word)).collect();
                page.say(format!("  {}", words.join(" ")));
            }
        }
    }
    page.offer(
        env.words.get("plain-attention"),
        Choice::Rows("@attention".to_owned()),
    );
    for (action, place) in [
        (Action::ShowQueue, Place::List),
        (Action::ShowDeclare, Place::Form),
        (Action::ShowAccounts, Place::Accounts),
        (Action::ShowCertificates, Place::Certificates),
        (Action::ShowLog, Place::Log),
        (Action::ShowStats, Place::Stats),
        (Action::ShowReconcile, Place::Reconcile),
    ] {
        page.offer(label(action, env), Choice::Go(place));
    }
}

/// Bars and curves are for the eye; what they show is said beside them in numbers.
fn is_drawing(word: &str) -> bool {
    word.len() > 3 && !word.chars().any(char::is_alphanumeric)
}

/// Product, environment, sender, and who sends.
fn who(model: &Model) -> String {
    let env = &model.env;
    let mut words = vec!["dimonitor".to_owned()];
    if let Some(header) = &model.header {
        words.push(env.words.get(environment_key(header.environment)));
        if let Some(sender) = header.sender {
            let text = Text::new("tui-header-sender").with("number", sender.to_string());
            words.push(env.text(&text));
        }
        words.extend(header.sender_name.as_ref().map(Untrusted::shown));
        words.push(match &header.worker {
            WorkerStatus::Here => env.words.get("tui-worker-here"),
            WorkerStatus::Several { count, .. } => {
                env.text(&Text::new("tui-worker-several").with("count", *count))
            }
            WorkerStatus::Nobody => env.words.get("tui-worker-nobody"),
            WorkerStatus::Elsewhere { host, pid, .. } => env.text(
                &Text::new("tui-worker-elsewhere")
                    .with("host", Untrusted::new(host.as_str()).shown())
                    .with("pid", pid.to_string()),
            ),
        });
        words.extend(header.clock.map(|offset| env.text(&clock::off(offset))));
    }
    if env.read_only {
        words.push(env.words.get("tui-read-only-badge").trim().to_owned());
    }
    words.push(format::minute(env.now));
    words.join(", ")
}

fn list<W: std::io::Write>(desk: &Desk<W>, page: &mut Page) {
    let env = desk.env();
    page.say(desk.listing.heading(env));
    if let Some(problem) = &desk.listing.trouble {
        page.said.extend(env.problem(problem));
    }
    for row in &desk.listing.page.rows {
        page.offer(listing::sentence(row, env), Choice::Go(Place::One(row.id)));
    }
    page.say(env.words.get("plain-list-keys"));
}

fn one(model: &Model, page: &mut Page) {
    let env = &model.env;
    let Some(found) = ready(&model.detail.timeline, env, page) else {
        return;
    };
    let Some(timeline) = found else {
        page.say(env.words.get("tui-detail-nothing"));
        return;
    };
    let row = &timeline.row;
    page.say(listing::sentence(row, env));
    let revealed = model.revealed.filter(|shown| shown.id == row.id);
    let revealed = revealed.map(|shown| shown.ssin);
    page.say_lines(&detail_text::lines(
        timeline,
        usize::from(COLUMNS),
        env,
        revealed,
    ));
    for action in DEEDS {
        let allowed = !(env.read_only && keymap::is_dangerous(action));
        if allowed && commands::works(model, action) {
            page.offer(label(action, env), Choice::Do(action));
        }
    }
}

fn account_page(model: &Model, page: &mut Page) {
    let env = &model.env;
    let Some(numbers) = ready(&model.dashboard.numbers, env, page) else {
        return;
    };
    for account in &numbers.accounts {
        page.say(account_words(account, env));
        if let Some(problem) = account.trouble.as_ref().or(account.held.as_ref()) {
            let told = env.problem(problem);
            page.said
                .extend(told.into_iter().map(|line| format!("  {line}")));
        }
    }
    page.say(env.words.get("plain-accounts"));
}

fn account_words(account: &AccountStatus, env: &Env) -> String {
    let permissions: Vec<_> = account
        .permissions
        .iter()
        .map(ToString::to_string)
        .collect();
    let mark = if account.trouble.is_some() || account.held.is_some() {
        status::BAD
    } else {
        status::GOOD
    };
    let parts = [
        env.words.get(mark.word),
        Untrusted::new(account.name.as_str()).shown(),
        account.channel.as_str().to_uppercase(),
        permissions.join(" "),
    ];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

fn certificate_list(model: &Model, page: &mut Page) {
    let env = &model.env;
    let Some(list) = ready(&model.certificates.list, env, page) else {
        return;
    };
    for (place, one) in list.iter().enumerate() {
        page.offer(
            certificate_words(one, env),
            Choice::Go(Place::Certificate(place)),
        );
    }
}

/// Its first line of the screen: the mark with its word, and whose it is.
fn certificate_words(one: &CertSummary, env: &Env) -> String {
    let lines = certificates_detail::lines(one, None, usize::from(COLUMNS), env);
    let first = lines.first().map(ToString::to_string).unwrap_or_default();
    let account = Untrusted::new(one.account.as_str()).shown();
    format!("{}, {account}", first.trim())
}

fn certificate(model: &Model, place: usize, page: &mut Page) {
    let env = &model.env;
    let Some(list) = ready(&model.certificates.list, env, page) else {
        return;
    };
    if let Some(one) = list.get(place) {
        let register = model.register.ready();
        page.say_lines(&certificates_detail::lines(
            one,
            register,
            usize::from(COLUMNS),
            env,
        ));
    }
}

fn log(model: &Model, page: &mut Page) {
    let env = &model.env;
    let lines = model.log.latest(&model.own_log(), LOG);
    for line in lines {
        page.say(format!(
            "{} {}: {}",
            format::short(line.at, env.now),
            env.words.get(status::level(line.level).word),
            line.message.shown()
        ));
    }
}

/// The name of an action.
pub(super) fn label(action: Action, env: &Env) -> String {
    env.words.get(keymap::binding(action).label)
}

/// What one offer does.
pub(super) fn offer_words(offer: Offer, env: &Env) -> String {
    env.text(&offer.text())
}

/// A value that is here; otherwise the page says why not.
pub(super) fn ready<'a, T>(value: &'a Loaded<T>, env: &Env, page: &mut Page) -> Option<&'a T> {
    match value {
        Loaded::Ready(value, _) => Some(value),
        Loaded::Never | Loaded::Loading => {
            page.say(env.words.get("tui-loading"));
            None
        }
        Loaded::Failed(problem, _) => {
            page.said.extend(env.problem(problem));
            None
        }
    }
}
