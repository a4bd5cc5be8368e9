//! What is told of one certificate: how it stands, what it says, its key, where it is
//! believed to be, and each rule of Chaman with its verdict.

use ratatui::text::{Line, Span};

use super::{certificates_marks as marks, certificates_rotation as rotation};
use crate::domain::belgium;
use crate::domain::chaman::{Check, Expiry, RegisterReport, Urgency, Verdict};
use crate::domain::problem::Problem;
use crate::domain::report::{CertFacts, CertSummary, KeyStatus};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::tui::env::Env;
use crate::tui::format;
use crate::tui::status::{self, Mark};
use crate::tui::theme::Role;

/// Every line about a certificate, for a pane of this width.
pub fn lines(
    one: &CertSummary,
    report: Option<&RegisterReport>,
    width: usize,
    env: &Env,
) -> Vec<Line<'static>> {
    let mut page = Page::new(width, env);
    let mark = marks::mark(one, env);
    page.words(&mark.label(env), mark.role, 1);
    match &one.state {
        Err(problem) => page.problem(problem, 1),
        Ok(facts) => page.end(facts, one.expiry.as_ref()),
    }
    let under_way = report.and_then(|report| {
        let rotation = report.register.rotation(&one.account)?;
        Some((rotation, report))
    });
    if let Some((found, report)) = under_way {
        rotation::tell(&mut page, found, report);
    }
    page.place(one);
    if let Ok(facts) = &one.state {
        page.facts(facts);
    }
    page.key(one);
    page.rules(&one.checks);
    page.lines
}

/// Lines of a pane, written from top to bottom.
pub(super) struct Page<'a> {
    pub(super) env: &'a Env,
    lines: Vec<Line<'static>>,
    width: usize,
    label: usize,
}

impl<'a> Page<'a> {
    fn new(width: usize, env: &'a Env) -> Self {
        Self {
            env,
            lines: Vec::new(),
            width,
            label: if width < 60 { 14 } else { 22 },
        }
    }

    /// Words, wrapped, so far from the left.
    pub(super) fn words(&mut self, words: &str, role: Role, indent: usize) {
        let room = self.width.saturating_sub(indent + 1);
        let style = self.env.style(role);
        for line in format::wrap(words, room) {
            let line = format!("{}{line}", " ".repeat(indent));
            self.lines.push(Line::styled(line, style));
        }
    }

    /// Words behind a mark; what does not fit stands below them.
    pub(super) fn marked(&mut self, mark: Mark, words: &str, role: Role) {
        let env = self.env;
        let room = self.width.saturating_sub(4);
        for (place, line) in format::wrap(words, room).into_iter().enumerate() {
            let glyph = if place == 0 { mark.glyph(env) } else { " " };
            self.lines.push(Line::from(vec![
                Span::styled(format!(" {glyph} "), env.style(mark.role)),
                Span::styled(line, env.style(role)),
            ]));
        }
    }

    /// A heading with room above it.
    pub(super) fn heading(&mut self, text: &Text) {
        self.lines.push(Line::default());
        let words = self.env.text(text);
        self.words(&words, Role::Title, 1);
    }

    /// What happened, where, and what to do.
    pub(super) fn problem(&mut self, problem: &Problem, indent: usize) {
        for (place, words) in self.env.problem(problem).into_iter().enumerate() {
            let role = if place == 0 { Role::Bad } else { Role::Text };
            self.words(&words, role, indent);
        }
    }

    /// A value behind its name; what does not fit stands below it. No value, no line.
    fn fact(&mut self, name: &Text, value: &str, role: Role) {
        if value.is_empty() {
            return;
        }
        let env = self.env;
        let room = self.room();
        let mut name = env.text(name);
        for line in format::wrap(value, room) {
            self.lines.push(Line::from(vec![
                Span::styled(
                    format!(" {} ", format::fit(&name, self.label)),
                    env.style(Role::Dim),
                ),
                Span::styled(line, env.style(role)),
            ]));
            name.clear();
        }
    }

    /// Columns for a value.
    fn room(&self) -> usize {
        self.width.saturating_sub(self.label + 3).max(1)
    }

    /// How long it is valid, as people plan for it.
    fn end(&mut self, facts: &CertFacts, expiry: Option<&Expiry>) {
        let env = self.env;
        let cells = i64::try_from(self.width.saturating_sub(24).min(40)).unwrap_or(0);
        let left = env.text(&marks::left(facts, env));
        let bar = marks::bar_left(facts, cells, env);
        self.words(&format!("{left}  {bar}"), Role::Text, 1);
        let end = env.text(&marks::day(belgium::today(facts.not_after)));
        let text = Text::new("certificates-ends").with("day", end);
        self.words(&env.text(&text), Role::Text, 1);
        if let Some(day) = expiry.and_then(|expiry| expiry.last_working_day) {
            let text = Text::new("certificates-working-day").with("day", marks::day(day));
            self.words(&env.text(&text), Role::Warning, 1);
        }
        // Of a certificate that has ended there is nothing left to warn of.
        let running = expiry.filter(|expiry| expiry.urgency != Urgency::NotValid);
        if let Some(level) = running.and_then(|expiry| expiry.level) {
            let text = Text::new("certificates-level").with("days", level);
            self.words(&env.text(&text), Role::Warning, 1);
        }
    }

    /// Whose it is, and whether Chaman has it.
    fn place(&mut self, one: &CertSummary) {
        let env = self.env;
        self.lines.push(Line::default());
        let account = Untrusted::new(one.account.as_str()).shown();
        let account = format!("{account} ({})", one.channel.name());
        self.fact(&Text::new("certificates-account"), &account, Role::Text);
        self.fact(
            &Text::new("certificates-file"),
            &one.file.shown(),
            Role::Text,
        );
        let name = one.name.as_ref().map(Untrusted::shown).unwrap_or_default();
        self.fact(&Text::new("certificates-name"), &name, Role::Text);
        let (text, mark) = match one.in_chaman {
            Some(true) => (Text::new("certificates-believed"), status::GOOD),
            Some(false) => (Text::new("certificates-not-believed"), status::ATTENTION),
            None => (Text::new("certificates-belief-unknown"), doubt()),
        };
        let words = format!("{} {}", mark.glyph(env), env.text(&text));
        self.fact(&Text::new("certificates-chaman"), &words, mark.role);
    }

    /// What it says of itself.
    fn facts(&mut self, facts: &CertFacts) {
        let env = self.env;
        let signed = if facts.self_signed {
            Text::new("certificates-self-signed")
        } else {
            Text::new("certificates-signed-by").with("issuer", facts.issuer.shown())
        };
        let usage = match &facts.key_usage {
            None => env.words.get("certificates-usage-unsaid"),
            Some(uses) => Untrusted::new(uses.join(", ")).shown(),
        };
        let shown = |text: &str| Untrusted::new(text).shown();
        let pairs = [
            (Text::new("certificates-owner"), facts.owner.shown()),
            (Text::new("certificates-company"), facts.company.shown()),
            (Text::new("certificates-issuer"), facts.issuer.shown()),
            (Text::new("certificates-signed"), env.text(&signed)),
            (Text::new("certificates-serial"), shown(&facts.serial)),
            (
                Text::new("certificates-serial-hex"),
                shown(&facts.serial_hex),
            ),
            (
                Text::new("certificates-from"),
                belgium::date_and_time(facts.not_before),
            ),
            (
                Text::new("certificates-until"),
                belgium::date_and_time(facts.not_after),
            ),
            (Text::new("certificates-key"), shown(&facts.key)),
            (Text::new("certificates-digest"), shown(&facts.digest)),
            (Text::new("certificates-usage"), usage),
            (
                Text::new("certificates-sha256"),
                self.fingerprint(&facts.sha256),
            ),
            (
                Text::new("certificates-sha1"),
                self.fingerprint(&facts.sha1),
            ),
        ];
        for (name, value) in pairs {
            self.fact(&name, &value, Role::Text);
        }
    }

    /// A fingerprint in pairs, with a blank where a line is full of whole pairs.
    fn fingerprint(&self, digits: &str) -> String {
        let a_line = (self.room() / 3).max(1);
        let digits: Vec<char> = Untrusted::new(digits).shown().chars().collect();
        let pairs: Vec<String> = digits.chunks(2).map(|pair| pair.iter().collect()).collect();
        let lines: Vec<_> = pairs.chunks(a_line).map(|line| line.join(":")).collect();
        lines.join(" ")
    }

    /// The private key beside it, and what is wrong with it.
    fn key(&mut self, one: &CertSummary) {
        let env = self.env;
        let mark = marks::key_mark(&one.key);
        let text = match &one.key {
            KeyStatus::Matches => Text::new("certificates-key-matches"),
            KeyStatus::Differs => Text::new("certificates-key-differs"),
            KeyStatus::NotKept => Text::new("certificates-key-not-kept"),
            KeyStatus::Unusable(_) => Text::new("certificates-key-no-use"),
        };
        let words = format!("{} {}", mark.glyph(env), env.text(&text));
        self.fact(&Text::new("certificates-key-file"), &words, mark.role);
        if let KeyStatus::Unusable(problem) = &one.key {
            self.problem(problem, self.label + 2);
        }
    }

    /// Each rule of Chaman, with why it is kept or not and what to do.
    fn rules(&mut self, checks: &[Check]) {
        if checks.is_empty() {
            return;
        }
        let env = self.env;
        self.heading(&Text::new("certificates-rules"));
        for check in checks {
            let mark = match check.verdict {
                Verdict::Kept => status::GOOD,
                Verdict::Doubtful => doubt(),
                Verdict::Broken => status::BAD,
            };
            let text = Text::new("certificates-rule")
                .with("rule", check.rule.text())
                .with("reason", check.reason.clone());
            self.marked(mark, &env.text(&text), mark.role);
            if let Some(hint) = &check.hint {
                self.words(&env.text(hint), Role::Text, 3);
            }
        }
    }
}

/// Nobody knows.
fn doubt() -> Mark {
    Mark {
        symbol: "?",
        ascii: "?",
        word: "tui-state-in-doubt",
        role: Role::Doubt,
    }
}
