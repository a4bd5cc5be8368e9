//! Where the conversation takes place: carries out what the machine asks of the world, one
//! thing after the other, and reads out what came of it.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::Arc;

use super::answer::{self, Asked};
use super::listing::Listing;
use super::page::{self, Page, Place};
use crate::domain::lifecycle::StateKind;
use crate::domain::report::{Counts, LogLevel};
use crate::domain::text::Text;
use crate::domain::untrusted::{Untrusted, made_safe};
use crate::tui::backend::Backend;
use crate::tui::env::Env;
use crate::tui::model::{Model, Options};
use crate::tui::msg::{Effect, Msg};
use crate::tui::perform::perform;
use crate::tui::session::Session;
use crate::tui::status;
use crate::tui::update::update;

/// The lines of a page are wrapped at this width, as on paper.
pub(super) const COLUMNS: u16 = 100;
const ROWS: u16 = 40;

/// Answers that follow one answer, at most: a machine that never comes to rest is a fault.
const STEPS: usize = 1_000;

/// States whose rise is told.
const NEWS: [StateKind; 5] = [
    StateKind::Refused,
    StateKind::Rejected,
    StateKind::InDoubt,
    StateKind::NotTaken,
    StateKind::AcceptedWarning,
];

/// The machine, its world, and the paper.
pub(super) struct Desk<W> {
    pub(super) model: Model,
    pub(super) place: Place,
    pub(super) listing: Listing,
    pub(super) asked: Option<Asked>,
    page: Page,
    backend: Arc<dyn Backend>,
    out: W,
    first: Vec<Effect>,
    known: Option<Counts>,
    left: bool,
}

impl<W: Write> Desk<W> {
    pub(super) fn new(backend: Arc<dyn Backend>, mut options: Options, out: W) -> Self {
        // Marks are letters here: symbols are read out as anything or nothing.
        options.ascii = true;
        options.session = Session::default();
        let (model, first) = Model::new(options, backend.now(), (COLUMNS, ROWS));
        Self {
            model,
            place: Place::Home,
            listing: Listing::default(),
            asked: None,
            page: Page::default(),
            backend,
            out,
            first,
            known: None,
            left: false,
        }
    }

    pub(super) fn env(&self) -> &Env {
        &self.model.env
    }

    pub(super) fn has_left(&self) -> bool {
        self.left
    }

    /// Says where one is and what one can do.
    pub(super) async fn begin(&mut self) -> io::Result<()> {
        let effects = std::mem::take(&mut self.first);
        self.carry_out(effects).await;
        self.known = self.watched().await;
        self.say_page()?;
        self.say(&[self.env().words.get("plain-help")])?;
        self.prompt()
    }

    /// Reacts to a line.
    pub(super) async fn hear(&mut self, line: &str) -> io::Result<()> {
        self.tell(Msg::Tick(self.backend.now())).await;
        let page = std::mem::take(&mut self.page);
        let told = answer::understand(self, &page, line).await;
        if self.left {
            return Ok(());
        }
        self.say_notices()?;
        match told {
            answer::Told::Page => self.say_page()?,
            answer::Told::Lines(lines) => {
                self.page = page;
                self.say(&lines)?;
            }
        }
        self.prompt()
    }

    /// Says what has come that a person should know of.
    pub(super) async fn tell_news(&mut self) -> io::Result<()> {
        let Some(now) = self.watched().await else {
            return Ok(());
        };
        let before = self.known.replace(now.clone()).unwrap_or_default();
        let news: Vec<String> = NEWS
            .into_iter()
            .filter_map(|state| {
                let more = now.of(state).saturating_sub(before.of(state));
                let word = self.env().words.get(status::state(state).word);
                (more > 0).then(|| format!("{more} {word}"))
            })
            .collect();
        if news.is_empty() {
            return Ok(());
        }
        let text = Text::new("plain-news").with("news", news.join(", "));
        self.say(&[String::new(), self.env().text(&text)])?;
        self.prompt()
    }

    /// Ends what is under way: what is typed is kept.
    pub(super) async fn leave(&mut self) {
        if !self.model.env.read_only {
            let kept = self.model.declare.keep_now(&self.model.env);
            self.carry_out(kept).await;
        }
    }

    /// What the backend has, for lists that are read out.
    pub(super) fn backend(&self) -> Arc<dyn Backend> {
        Arc::clone(&self.backend)
    }

    /// Applies a message and everything that follows from it.
    pub(super) async fn tell(&mut self, msg: Msg) {
        let effects = update(&mut self.model, msg);
        self.carry_out(effects).await;
    }

    /// Carries out effects and everything that follows from their answers.
    pub(super) async fn carry_out(&mut self, effects: Vec<Effect>) {
        let mut waiting = VecDeque::from(effects);
        for _ in 0..STEPS {
            let Some(effect) = waiting.pop_front() else {
                return;
            };
            match effect {
                Effect::Quit => self.left = true,
                Effect::Copy(text) => {
                    // There is no clipboard here; what would be on it is read out.
                    let shown = text.lines().map(|line| Untrusted::new(line).shown());
                    self.model
                        .toasts
                        .show(LogLevel::Info, shown.collect(), self.model.env.now);
                }
                effect => {
                    if let Some(reply) = perform(Arc::clone(&self.backend), effect).await {
                        waiting.extend(update(&mut self.model, Msg::Reply(reply)));
                    }
                }
            }
        }
    }

    /// How many need a person: what news are measured by.
    async fn watched(&self) -> Option<Counts> {
        let numbers = self.backend.dashboard().await.ok()?;
        let mut counts = numbers.undecided.clone();
        let doubts = numbers.counts.of(StateKind::InDoubt);
        counts.0.insert(StateKind::InDoubt, doubts);
        Some(counts)
    }

    /// Reads out the notices and takes them away.
    fn say_notices(&mut self) -> io::Result<()> {
        let notices: Vec<String> = self
            .model
            .toasts
            .shown()
            .flat_map(|notice| notice.lines.clone())
            .collect();
        self.model.toasts.clear();
        self.say(&notices)
    }

    fn say_page(&mut self) -> io::Result<()> {
        self.page = page::of(self);
        let lines = self.page.lines(self.env());
        self.say(&lines)
    }

    fn prompt(&mut self) -> io::Result<()> {
        let question = match &self.asked {
            Some(asked) => format!("{}: ", asked.question(self.env())),
            None => "> ".to_owned(),
        };
        write!(self.out, "{}", made_safe(&question))?;
        self.out.flush()
    }

    fn say(&mut self, lines: &[String]) -> io::Result<()> {
        let mut paper = String::new();
        for line in lines {
            paper.push_str(&made_safe(line.trim_end()));
            paper.push('\n');
        }
        self.out.write_all(paper.as_bytes())?;
        self.out.flush()
    }
}
