//! Everything that the screen knows, in one value.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::ability::Ability;
use super::env::Env;
use super::import::Import;
use super::keymap::Context;
use super::keys::Keymap;
use super::loaded::{Feed, Loaded};
use super::many::Many;
use super::msg::{Effect, Ticket};
use super::notify::Herald;
use super::overlay::Overlay;
use super::screens::accounts::Accounts;
use super::screens::certificates::Certificates;
use super::screens::dashboard::Dashboard;
use super::screens::declare::Declare;
use super::screens::detail::Detail;
use super::screens::log::Log;
use super::screens::queue::Queue;
use super::screens::queue_split::Split;
use super::screens::reconcile::Reconcile;
use super::screens::stats::Stats;
use super::session::{self, Memory, Session};
use super::theme::Theme;
use super::themes::{Themes, Wardrobe};
use super::toast::Toasts;
use crate::domain::anomaly::Anomalies;
use crate::domain::chaman::{Order, RegisterReport, Rulebook};
use crate::domain::ids::{Ssin, SubmissionId};
use crate::domain::notice::Notify;
use crate::domain::problem::Problem;
use crate::domain::report::{Header, LogLevel, LogLine};
use crate::domain::rules::Rules;
use crate::domain::text::Text;
use crate::i18n::Catalogue;

/// How the console is set up.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a setting of its own"
)]
pub struct Options {
    /// Every sentence, in the operator's language.
    pub catalogue: Arc<Catalogue>,
    /// Worker types and joint committees.
    pub rules: Rules,
    /// Permissions of Chaman.
    pub rulebook: Rulebook,
    /// What anomaly codes mean.
    pub anomalies: &'static Anomalies,
    /// Every style.
    pub theme: Theme,
    /// The theme was asked for just now: the one that was chosen last time waits.
    pub theme_asked: bool,
    /// The themes that can be chosen.
    pub themes: Themes,
    /// Every key.
    pub keys: Keymap,
    /// Nothing may be changed from here.
    pub read_only: bool,
    /// Bold, underline and reverse only (`NO_COLOR`).
    pub no_color: bool,
    /// The terminal shows nothing but ASCII.
    pub ascii: bool,
    /// The selected row is shown from edge to edge, which takes more bytes at every step.
    pub full_row: bool,
    /// What was remembered of the last time.
    pub session: Session,
    /// What the terminal can do.
    pub ability: Ability,
    /// The terminal's mouse is ours from the start.
    pub mouse: bool,
    /// What is told outside of the screen.
    pub notify: Notify,
}

/// A screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// What needs a person, and how the queue stands.
    Dashboard,
    /// The rows.
    Queue,
    /// One submission.
    Detail,
    /// The form.
    Declare,
    /// Sender, contact, accounts, portal checklist.
    Accounts,
    /// Every certificate.
    Certificates,
    /// The log.
    Log,
    /// The figures.
    Stats,
    /// Three sides of employments.
    Reconcile,
}

/// A worker's number that is shown for some seconds.
#[derive(Debug, Clone, Copy)]
pub struct Revealed {
    /// Of this submission.
    pub id: SubmissionId,
    /// The number.
    pub ssin: Ssin,
    /// Until then.
    pub until: Timestamp,
}

/// How often something on screen changes by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cadence {
    /// With every second: something on screen counts.
    Second,
    /// With every minute: the clock and the ages.
    Minute,
}

/// Everything that the screen knows.
pub struct Model {
    /// Words, rules, styles, time.
    pub env: Env,
    /// The screen on show.
    pub screen: Screen,
    /// What stands above it, once known.
    pub header: Option<Header>,
    pub(super) header_feed: Feed,
    /// The dashboard.
    pub dashboard: Dashboard,
    /// The queue.
    pub queue: Queue,
    /// Whether the selected submission is shown with the queue, when that was chosen.
    pub split: Option<bool>,
    /// One submission.
    pub detail: Detail,
    /// The form.
    pub declare: Declare,
    /// The register, for the two screens that show it.
    pub register: Loaded<RegisterReport>,
    pub(super) register_feed: Feed,
    /// The number of the latest order for it.
    pub(super) ordered: Ticket,
    /// The Accounts screen.
    pub accounts: Accounts,
    /// The Certificates screen.
    pub certificates: Certificates,
    /// The log.
    pub log: Log,
    /// The figures.
    pub stats: Stats,
    /// Three sides of employments.
    pub reconcile: Reconcile,
    /// A file of many declarations on its way into the queue.
    pub import: Import,
    /// The terminal's mouse is ours.
    pub mouse: bool,
    /// What is told outside of the screen.
    pub(super) herald: Herald,
    /// Something done to many submissions.
    pub many: Many,
    /// What lies above the screen; one at a time.
    pub overlay: Option<Overlay>,
    /// Filters by name, as a person saved them.
    pub saved: BTreeMap<String, String>,
    /// What was chosen in the command palette, the latest first.
    pub recent: Vec<String>,
    /// Short notices.
    pub toasts: Toasts,
    /// A number on show.
    pub revealed: Option<Revealed>,
    /// The themes, and which of them is chosen.
    pub wardrobe: Wardrobe,
    /// What is remembered of this console.
    pub memory: Memory,
    /// What was handed in last is made from another submission.
    pub(super) corrects: bool,
    /// The latest key was ctrl-c.
    pub(super) interrupted: bool,
    /// The number of the latest list that was asked for.
    pub(super) picked: Ticket,
}

impl Model {
    /// A console that knows nothing yet, with what it asks first.
    pub fn new(options: Options, now: Timestamp, size: (u16, u16)) -> (Self, Vec<Effect>) {
        let wardrobe = Wardrobe {
            themes: options.themes,
            chosen: None,
            configured: options.theme,
            asked: options.theme_asked,
            no_color: options.no_color,
        };
        let mut model = Self {
            env: Env {
                words: options.catalogue,
                rules: options.rules,
                rulebook: options.rulebook,
                anomalies: options.anomalies,
                theme: wardrobe.configured(),
                keys: options.keys,
                ascii: options.ascii,
                full_row: options.full_row,
                read_only: options.read_only,
                environment: None,
                in_work: BTreeMap::new(),
                now,
                size,
            },
            screen: Screen::Dashboard,
            header: None,
            header_feed: Feed::default(),
            dashboard: Dashboard::default(),
            queue: Queue::default(),
            split: None,
            detail: Detail::default(),
            declare: Declare::default(),
            register: Loaded::Never,
            register_feed: Feed::default(),
            ordered: Ticket::default(),
            accounts: Accounts::default(),
            certificates: Certificates::default(),
            log: Log::default(),
            stats: Stats::default(),
            reconcile: Reconcile::default(),
            import: Import::default(),
            mouse: options.mouse && !options.ability.old,
            herald: Herald::new(options.notify),
            many: Many::default(),
            overlay: None,
            saved: BTreeMap::new(),
            recent: Vec::new(),
            toasts: Toasts::default(),
            revealed: None,
            wardrobe,
            memory: Memory::default(),
            corrects: false,
            interrupted: false,
            picked: Ticket::default(),
        };
        let effects = session::restore(&mut model, &options.session);
        (model, effects)
    }

    /// A question that is about to be put, as it would be asked now.
    pub fn overtaken(&mut self, question: Effect) -> Effect {
        match question {
            Effect::Queue(..) => self.queue.overtaken(&self.env).unwrap_or(question),
            other => other,
        }
    }

    /// Asks again for everything on show. What is not on show is asked for when it is opened.
    pub fn refresh(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        if self.header_feed.wants() {
            effects.push(Effect::Header);
        }
        effects.extend(match self.screen {
            Screen::Dashboard => self.dashboard.refresh(),
            Screen::Queue => {
                let mut effects = self.queue.refresh(&self.env);
                if self.is_split() {
                    effects.extend(self.detail.refresh());
                }
                effects
            }
            Screen::Detail => self.detail.refresh(),
            Screen::Accounts => self.refresh_register(),
            Screen::Certificates => {
                let mut effects = self.refresh_register();
                effects.extend(self.certificates.refresh());
                effects
            }
            Screen::Log => self.log.refresh(),
            Screen::Stats => self.stats.refresh(&self.env),
            Screen::Reconcile => self.reconcile.refresh(),
            Screen::Declare => {
                self.declare.look_again();
                Vec::new()
            }
        });
        effects.extend(self.import.refresh());
        effects.extend(self.many.refresh());
        effects
    }

    /// Asks for the register.
    pub(super) fn refresh_register(&mut self) -> Vec<Effect> {
        self.register.ask();
        if self.register_feed.wants() {
            vec![Effect::Register]
        } else {
            Vec::new()
        }
    }

    /// What carries out an order, with the number of its answer.
    pub(super) fn order(&mut self, order: Order) -> Effect {
        self.ordered.advance();
        Effect::Order(self.ordered, Box::new(order))
    }

    /// Opens a screen.
    pub fn open(&mut self, screen: Screen) -> Vec<Effect> {
        let before = std::mem::replace(&mut self.screen, screen);
        let mut effects = match (before, screen) {
            (_, Screen::Declare) => self.declare.open(&self.env),
            (Screen::Declare, _) => self.declare.leave(&self.env),
            _ => Vec::new(),
        };
        effects.extend(self.refresh());
        effects
    }

    /// Where the selected submission is shown with the queue.
    pub fn split(&self) -> Split {
        Split::of(self.split, self.env.size)
    }

    /// Whether the selected submission is shown with the queue.
    pub fn is_split(&self) -> bool {
        self.split() != Split::Off
    }

    /// The list has the room that is left.
    pub(super) fn arrange(&mut self) {
        self.queue.taken = self.split().taken(self.env.size);
    }

    /// Beside the queue stands what is selected in it.
    pub(super) fn follow_selection(&mut self) -> Vec<Effect> {
        match self.queue.selected {
            Some(id)
                if self.screen == Screen::Queue
                    && self.is_split()
                    && self.detail.id != Some(id) =>
            {
                self.detail.follow(id)
            }
            _ => Vec::new(),
        }
    }

    /// Where a key would be pressed now.
    pub fn context(&self) -> Context {
        match &self.overlay {
            Some(Overlay::Test(_)) => Context::Help,
            Some(Overlay::Confirm(_)) => Context::Confirm,
            Some(Overlay::Import) => self.import.context(),
            Some(Overlay::Many) => self.many.context(),
            Some(_) => Context::Prompt,
            None if self.screen == Screen::Declare && self.declare.editing => Context::Field,
            None => self.screen_context(),
        }
    }

    /// Where a key would be pressed if no overlay and no field had it.
    pub fn screen_context(&self) -> Context {
        match self.screen {
            Screen::Dashboard => Context::Dashboard,
            Screen::Queue => Context::Queue,
            Screen::Detail => Context::Detail,
            Screen::Declare => Context::Declare,
            Screen::Accounts => Context::Accounts,
            Screen::Certificates => Context::Certificates,
            Screen::Log => Context::Log,
            Screen::Stats => Context::Stats,
            Screen::Reconcile => Context::Reconcile,
        }
    }

    /// Whether there is something to go back from.
    pub fn leads_back(&self) -> bool {
        self.screen != Screen::Dashboard || self.overlay.is_some() || self.toasts.has_trouble()
    }

    /// How often something on screen changes by itself.
    pub fn cadence(&self) -> Cadence {
        let counting = match self.screen {
            Screen::Queue => {
                self.queue.is_counting(&self.env)
                    || (self.is_split() && self.detail.is_counting(&self.env))
            }
            Screen::Detail => self.detail.is_counting(&self.env),
            Screen::Reconcile => self.reconcile.is_running(),
            _ => false,
        };
        let keeping = self.declare.is_keeping();
        if counting
            || keeping
            || self.memory.is_waiting()
            || self.herald.is_waiting()
            || self.revealed.is_some()
            || self.toasts.is_counting()
        {
            Cadence::Second
        } else {
            Cadence::Minute
        }
    }

    /// Shows a notice.
    pub fn notice(&mut self, level: LogLevel, text: &Text) {
        let lines = vec![self.env.text(text)];
        self.toasts.show(level, lines, self.env.now);
    }

    /// Shows what went wrong until it is dismissed.
    pub fn trouble(&mut self, problem: &Problem) {
        let lines = self.env.problem(problem);
        self.toasts.show(LogLevel::Error, lines, self.env.now);
    }

    /// The notices of this console, for the log.
    pub fn own_log(&self) -> Vec<LogLine> {
        self.toasts.log().cloned().collect()
    }
}
