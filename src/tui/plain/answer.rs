//! What a typed line means at a place, and what is done about it.

use std::io::Write;

use tui_input::Input;

use super::desk::Desk;
use super::page::{Choice, Page, Place};
use super::{form, listing};
use crate::domain::decision::Decision;
use crate::domain::draft::{Field, Kind};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::tui::actions::on_action;
use crate::tui::env::Env;
use crate::tui::keymap::Action;
use crate::tui::model::Screen;
use crate::tui::overlay::Overlay;
use crate::tui::screens::{declare_view, reconcile};

/// Empties a field.
const EMPTY: &str = "-";

/// What the next line is an answer to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asked {
    /// What a field shall hold.
    Field(Field),
    /// Why that is decided.
    Decision(Decision),
    /// The number at the NSSO.
    Number,
    /// How one knows that it is not there.
    NotTaken,
    /// Why the same is declared again.
    Reason,
    /// Which list is compared.
    List,
}

impl Asked {
    /// The question.
    pub(super) fn question(&self, env: &Env) -> String {
        match self {
            Self::Field(field) => env.words.get(&declare_view::field_key(*field)),
            Self::Decision(_) => env.words.get("correct-decide-reason"),
            Self::Number => env.words.get("tui-resolve-number"),
            Self::NotTaken => env.words.get("tui-resolve-reason"),
            Self::Reason => env.words.get("plain-reason"),
            Self::List => env.words.get("reconcile-ask"),
        }
    }
}

/// What is said next.
pub(super) enum Told {
    /// The page of the place where one is now.
    Page,
    /// Only these lines; the page stays as it was read out.
    Lines(Vec<String>),
}

/// Understands a line and does what it says.
pub(super) async fn understand<W: Write>(desk: &mut Desk<W>, page: &Page, line: &str) -> Told {
    if let Some(asked) = desk.asked.take() {
        answered(desk, asked, line).await;
        return Told::Page;
    }
    if let Ok(number) = line.parse::<usize>() {
        let choice = number
            .checked_sub(1)
            .and_then(|place| page.choices.get(place));
        return match choice {
            Some((_, choice)) => chosen(desk, choice.clone()).await,
            None => not_understood(desk, line),
        };
    }
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    if let Some(filter) = line.strip_prefix('/') {
        return filtered(desk, filter).await;
    }
    match word {
        "" => {
            go(desk, desk.place.clone()).await;
            Told::Page
        }
        "?" | "h" | "help" => Told::Lines(vec![desk.env().words.get("plain-help")]),
        "b" | "back" => back(desk).await,
        "q" | "quit" => {
            act(desk, Action::Quit).await;
            Told::Page
        }
        "n" | "p" | "g" if desk.place == Place::List => {
            match word {
                "n" => desk.listing.next(),
                "p" => desk.listing.previous(),
                _ => desk.listing.first(),
            }
            listing::load(desk).await;
            Told::Page
        }
        "send" if desk.place == Place::Form => {
            act(desk, Action::Send).await;
            Told::Page
        }
        "undo" if desk.place == Place::Form => {
            act(desk, Action::Undo).await;
            Told::Page
        }
        "clear" if desk.place == Place::Form => {
            act(desk, Action::ClearForm).await;
            Told::Page
        }
        "kind" if desk.place == Place::Form => match Kind::parse(rest.trim()) {
            Some(kind) => {
                let model = &mut desk.model;
                model.declare.turn_into(kind, &model.env);
                Told::Page
            }
            None => not_understood(desk, line),
        },
        _ => not_understood(desk, line),
    }
}

fn not_understood<W: Write>(desk: &Desk<W>, line: &str) -> Told {
    let shown = Untrusted::new(line).shown();
    let text = Text::new("plain-not-understood").with("line", shown);
    Told::Lines(vec![desk.env().text(&text)])
}

async fn filtered<W: Write>(desk: &mut Desk<W>, line: &str) -> Told {
    let set = desk.listing.set_filter(line, &desk.model);
    if let Err(text) = set {
        return Told::Lines(vec![desk.env().text(&text)]);
    }
    go(desk, Place::List).await;
    Told::Page
}

async fn chosen<W: Write>(desk: &mut Desk<W>, choice: Choice) -> Told {
    match choice {
        Choice::Go(place) => go(desk, place).await,
        Choice::Rows(line) => return filtered(desk, &line).await,
        Choice::Do(action) => act(desk, action).await,
        Choice::Field(field) => {
            desk.asked = Some(Asked::Field(field));
            let can_hold = form::choices(&desk.model, field);
            let mut lines = vec![desk.env().words.get("plain-type-value")];
            if !can_hold.is_empty() {
                let text = Text::new("plain-can-hold").with("values", can_hold.join(" "));
                lines.push(desk.env().text(&text));
            }
            return Told::Lines(lines);
        }
        Choice::Remedy(place) => {
            if let Some(Overlay::Remedies(menu)) = &mut desk.model.overlay {
                menu.selected = place;
            }
            act(desk, Action::Accept).await;
        }
        Choice::Follow(place) => {
            if let Some(Overlay::Looked(looked)) = &mut desk.model.overlay {
                looked.selected = place;
            }
            act(desk, Action::Accept).await;
        }
        Choice::Decide(decision) => return ask(desk, Asked::Decision(decision)),
        Choice::Number => return ask(desk, Asked::Number),
        Choice::NotTaken => return ask(desk, Asked::NotTaken),
        Choice::Reason => return ask(desk, Asked::Reason),
        Choice::List => return ask(desk, Asked::List),
    }
    Told::Page
}

fn ask<W: Write>(desk: &mut Desk<W>, asked: Asked) -> Told {
    desk.asked = Some(asked);
    Told::Lines(Vec::new())
}

/// Takes the answer to what was asked; an empty one leaves everything as it is.
async fn answered<W: Write>(desk: &mut Desk<W>, asked: Asked, line: &str) {
    if line.is_empty() {
        return;
    }
    let model = &mut desk.model;
    match (asked, &mut model.overlay) {
        (Asked::Field(field), _) => {
            let text = if line == EMPTY { "" } else { line };
            let filled = vec![(field, text.to_owned())];
            model.declare.take_choice(filled, &model.env);
            let effects = model.declare.ask_others().into_iter().collect();
            desk.carry_out(effects).await;
            return;
        }
        (Asked::List, _) => {
            let path = if line == EMPTY { "" } else { line };
            let ask = reconcile::Ask {
                input: Input::new(path.to_owned()),
            };
            let effects = reconcile::accept(model, &ask);
            desk.carry_out(effects).await;
            return;
        }
        (Asked::Decision(decision), Some(Overlay::Decide(open))) => {
            open.decision = decision;
            open.reason = Input::new(line.to_owned());
        }
        (Asked::Number, Some(Overlay::Resolve(open))) => {
            open.number = Input::new(line.to_owned());
            open.reason = Input::default();
        }
        (Asked::NotTaken, Some(Overlay::Resolve(open))) => {
            open.number = Input::default();
            open.reason = Input::new(line.to_owned());
        }
        (Asked::Reason, Some(Overlay::Reason(open))) => open.input = Input::new(line.to_owned()),
        _ => return,
    }
    act(desk, Action::Accept).await;
}

/// Does something, and stands where the machine stands then.
async fn act<W: Write>(desk: &mut Desk<W>, action: Action) {
    let effects = on_action(&mut desk.model, action);
    desk.carry_out(effects).await;
    let model = &desk.model;
    match (model.screen, model.detail.id) {
        (Screen::Detail, Some(id)) => desk.place = Place::One(id),
        (Screen::Declare, _) => desk.place = Place::Form,
        _ if desk.place == Place::Form => desk.place = Place::Home,
        _ => {}
    }
}

/// Goes to a place and brings what is said there.
async fn go<W: Write>(desk: &mut Desk<W>, place: Place) {
    let screen = match &place {
        Place::Home | Place::List | Place::Accounts => Screen::Dashboard,
        Place::One(_) => Screen::Detail,
        Place::Form => Screen::Declare,
        Place::Certificates | Place::Certificate(_) => Screen::Certificates,
        Place::Log => Screen::Log,
        Place::Stats => Screen::Stats,
        Place::Reconcile => Screen::Reconcile,
    };
    if let Place::One(id) = place {
        let effects = desk.model.detail.show(id);
        desk.carry_out(effects).await;
    }
    let effects = desk.model.open(screen);
    desk.carry_out(effects).await;
    desk.place = place;
    if desk.place == Place::List {
        listing::load(desk).await;
    }
}

/// One step back: out of what lies above, out of one thing into its list, home.
async fn back<W: Write>(desk: &mut Desk<W>) -> Told {
    if desk.model.overlay.is_some() {
        act(desk, Action::Back).await;
        return Told::Page;
    }
    let place = match desk.place {
        Place::One(_) => Place::List,
        Place::Certificate(_) => Place::Certificates,
        _ => Place::Home,
    };
    go(desk, place).await;
    Told::Page
}
