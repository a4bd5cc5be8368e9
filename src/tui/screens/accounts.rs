//! The Accounts screen: sender and contact, accounts by channel, and the portal checklist.
//! What is selected, and where the keys go; how it is drawn is in [`super::accounts_view`].

use ratatui::Frame;
use ratatui::layout::Rect;

use super::accounts_view;
use crate::domain::chaman::{
    Account, ChamanIs, Channel, FormField, HeldCertificate, RegisterReport, Step,
};
use crate::tui::env::Env;
use crate::tui::keymap::Action;
use crate::tui::loaded::Loaded;
use crate::tui::sheet::Sheet;
use crate::tui::sheets::Form;

/// Lines of a page, in whatever panel.
const PAGE: usize = 10;

/// Where the keys go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Pane {
    /// The list of accounts.
    #[default]
    Accounts,
    /// The certificates of the selected one, among its details.
    Certificates,
    /// What a person has to do in the portal.
    Checklist,
}

/// The Accounts screen.
#[derive(Debug, Default)]
pub struct Accounts {
    /// Where the keys go.
    pub pane: Pane,
    /// Name of the selected account: the selection stays on it wherever it stands.
    pub selected: Option<String>,
    /// Where it stood, for when it is gone.
    place: usize,
    /// Fingerprint of the selected certificate.
    certificate: Option<String>,
    /// Number of the selected step.
    step: Option<u32>,
    /// Steps that are done are on show, too.
    pub show_done: bool,
    /// Lines by which a person read on from where the selection is in sight.
    pub scroll: isize,
}

/// The accounts in the order of Chaman's panels.
pub fn in_order(report: &RegisterReport) -> Vec<&Account> {
    let here = &report.register.here;
    Channel::ALL
        .into_iter()
        .flat_map(|channel| here.of_channel(channel))
        .collect()
}

/// Whether there is a checklist to be shown.
pub fn has_checklist(report: &RegisterReport) -> bool {
    report.chaman == ChamanIs::ThePortal || !report.register.steps.is_empty()
}

impl Accounts {
    /// The selected account: by its name, or the one that took its place.
    pub fn account<'a>(&self, report: &'a RegisterReport) -> Option<&'a Account> {
        let accounts = in_order(report);
        let named = accounts
            .iter()
            .find(|account| Some(&account.name) == self.selected.as_ref());
        let place = self.place.min(accounts.len().saturating_sub(1));
        named.or_else(|| accounts.get(place)).copied()
    }

    /// The selected certificate of an account, or its first one.
    pub fn certificate<'a>(&self, account: &'a Account) -> Option<&'a HeldCertificate> {
        let known = self.certificate.as_ref();
        known
            .and_then(|sha256| account.certificate(sha256))
            .or_else(|| account.certificates().first())
    }

    /// The steps on show, oldest first.
    pub fn steps<'a>(&self, report: &'a RegisterReport) -> Vec<&'a Step> {
        let steps = report.register.steps.iter();
        steps
            .filter(|step| self.show_done || step.done.is_none())
            .collect()
    }

    /// The selected step: by its number, or the first one that is left.
    pub fn step<'a>(&self, report: &'a RegisterReport) -> Option<&'a Step> {
        let steps = self.steps(report);
        let known = steps.iter().find(|step| Some(step.number) == self.step);
        known
            .or_else(|| steps.iter().find(|step| step.done.is_none()))
            .or_else(|| steps.first())
            .copied()
    }

    /// A form about an account was carried out: the selection goes where the account went.
    pub fn follow(&mut self, sheet: &Sheet) {
        if matches!(sheet.form, Form::Account | Form::Rename(_)) {
            self.selected = Some(sheet.text(FormField::AccountName));
        }
    }

    /// Goes back to the list of accounts; whether it was elsewhere.
    pub fn leave_pane(&mut self) -> bool {
        let elsewhere = self.pane != Pane::Accounts;
        self.enter(Pane::Accounts);
        elsewhere
    }

    fn enter(&mut self, pane: Pane) {
        self.pane = pane;
        self.scroll = 0;
    }

    /// Reacts to an intention that changes nothing but this screen.
    pub fn on_action(&mut self, action: Action, report: Option<&RegisterReport>, env: &Env) {
        let Some(report) = report else {
            return;
        };
        match action {
            Action::Next => self.turn(report, true),
            Action::Previous => self.turn(report, false),
            Action::Open if self.pane == Pane::Accounts && self.account(report).is_some() => {
                self.enter(Pane::Certificates);
            }
            Action::ShowDone => {
                self.show_done = !self.show_done;
                self.scroll = 0;
            }
            Action::PageDown | Action::PageUp if self.pane != Pane::Accounts => {
                self.read_on(action == Action::PageDown, report, env);
            }
            Action::Up => self.go(report, |place, _| place.saturating_sub(1)),
            Action::Down => self.go(report, |place, last| (place + 1).min(last)),
            Action::PageUp => self.go(report, |place, _| place.saturating_sub(PAGE)),
            Action::PageDown => self.go(report, |place, last| (place + PAGE).min(last)),
            Action::First => self.go(report, |_, _| 0),
            Action::Last => self.go(report, |_, last| last),
            _ => {}
        }
    }

    /// To the next panel that there is, round and round.
    fn turn(&mut self, report: &RegisterReport, forward: bool) {
        let mut panes = vec![Pane::Accounts];
        if self.account(report).is_some() {
            panes.push(Pane::Certificates);
        }
        if has_checklist(report) {
            panes.push(Pane::Checklist);
        }
        let place = panes.iter().position(|pane| *pane == self.pane);
        let steps = if forward { 1 } else { panes.len() - 1 };
        self.enter(panes[(place.unwrap_or(0) + steps) % panes.len()]);
    }

    /// To another place of the panel that has the keys, given this one and the last one.
    fn go(&mut self, report: &RegisterReport, to: impl Fn(usize, usize) -> usize) {
        self.scroll = 0;
        match self.pane {
            Pane::Accounts => {
                let accounts = in_order(report);
                let now = self.account(report).map(|account| account.name.clone());
                let place = accounts
                    .iter()
                    .position(|account| Some(&account.name) == now.as_ref());
                let place = to(place.unwrap_or(0), accounts.len().saturating_sub(1));
                self.place = place;
                self.selected = accounts.get(place).map(|account| account.name.clone());
            }
            Pane::Certificates => {
                let Some(account) = self.account(report) else {
                    return;
                };
                let held = account.certificates();
                let now = self.certificate(account).map(|held| &held.facts.sha256);
                let place = held.iter().position(|one| Some(&one.facts.sha256) == now);
                let place = to(place.unwrap_or(0), held.len().saturating_sub(1));
                self.certificate = held.get(place).map(|one| one.facts.sha256.clone());
            }
            Pane::Checklist => {
                let steps = self.steps(report);
                let now = self.step(report).map(|step| step.number);
                let place = steps.iter().position(|step| Some(step.number) == now);
                let place = to(place.unwrap_or(0), steps.len().saturating_sub(1));
                self.step = steps.get(place).map(|step| step.number);
            }
        }
    }

    /// Reads on in a panel that is longer than its place on the screen.
    fn read_on(&mut self, down: bool, report: &RegisterReport, env: &Env) {
        let (at, last) = accounts_view::reach(self, report, env);
        let page = PAGE.cast_signed();
        let wanted = at + self.scroll + if down { page } else { -page };
        self.scroll = wanted.clamp(0, last) - at;
    }

    /// Draws it.
    pub fn view(
        &self,
        frame: &mut Frame,
        area: Rect,
        register: &Loaded<RegisterReport>,
        env: &Env,
    ) {
        accounts_view::view(self, frame, area, register, env);
    }
}

#[cfg(test)]
#[path = "accounts_tests.rs"]
mod tests;
