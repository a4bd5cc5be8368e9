//! What a handing is, in the lines of the question before it is sent: whom it is about, and one
//! line for each declaration.

use jiff::civil::{Date, Time};

use crate::domain::declaration::{Body, Declaration, Hours, In, Update};
use crate::domain::handing::Handing;
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::tui::env::Env;

/// The day that stands for "no end" in an UPDATE (R03).
const NO_END: Date = Date::constant(9999, 12, 31);

/// Every line about these declarations.
pub fn lines(handing: &Handing, env: &Env) -> Vec<Text> {
    let mut lines = Vec::new();
    if let (Some(origin), Some(_)) = (handing.origin, handing.replacing) {
        lines.push(Text::new("form-confirm-replaces").with("id", origin.to_string()));
    }
    let mut said: Vec<Text> = Vec::new();
    let count = handing.declarations.len();
    for (place, declaration) in handing.declarations.iter().enumerate() {
        for whom in whom(declaration) {
            // Whom it is about is said again only when it is somebody else.
            if !said.contains(&whom) {
                said.retain(|before| before.key != whom.key);
                said.push(whom.clone());
                lines.push(whom);
            }
        }
        let what = what(declaration, env);
        lines.push(if count > 1 {
            Text::new("form-confirm-part")
                .with("part", place + 1)
                .with("what", what)
        } else {
            what
        });
    }
    if handing.in_turn && count > 1 {
        lines.push(Text::new("form-confirm-in-turn"));
    }
    lines
}

/// Employer and worker, as far as the declaration names them.
fn whom(declaration: &Declaration) -> Vec<Text> {
    let mut lines = Vec::new();
    if let Some(employer) = declaration.employer() {
        lines.push(Text::new("tui-confirm-employer").with("employer", employer.to_string()));
    }
    let name = declaration
        .name()
        .map(|name| Untrusted::new(format!("{} {}", name.family, name.given).trim()).shown());
    let ssin = declaration.ssin().map(|ssin| ssin.to_string());
    let worker: Vec<_> = [name, ssin].into_iter().flatten().collect();
    if !worker.is_empty() {
        lines.push(Text::new("tui-confirm-worker").with("worker", worker.join("  ")));
    }
    lines
}

fn what(declaration: &Declaration, env: &Env) -> Text {
    match &declaration.body {
        Body::In(declared) => entry(declared, env),
        Body::Out { period, end } => Text::new("form-confirm-out")
            .with("period", period.to_string())
            .with("end", end.to_string()),
        Body::Update(update) => Text::new("form-confirm-update")
            .with("period", update.period.to_string())
            .with("changes", changes(update, env)),
        Body::Cancel { period } => {
            Text::new("form-confirm-cancel").with("period", period.to_string())
        }
    }
}

fn entry(declared: &In, env: &Env) -> Text {
    let start = with_hour(declared.start, declared.hours.start);
    let end = declared
        .end
        .map_or_else(|| "…".to_owned(), |end| with_hour(end, declared.hours.end));
    let planned = declared
        .planned_hours
        .map(|hours| format!("  {}", planned(hours, env)));
    Text::new("form-confirm-in")
        .with("type", declared.worker_type.as_str())
        .with("committee", declared.joint_committee.as_str())
        .with("start", start)
        .with("end", end)
        .with("planned", planned.unwrap_or_default())
}

fn with_hour(day: Date, hour: Option<Time>) -> String {
    match hour {
        Some(hour) => format!("{day} {}", hour.strftime("%H:%M")),
        None => day.to_string(),
    }
}

fn planned(hours: u16, env: &Env) -> String {
    env.text(&Text::new("form-planned").with("hours", hours))
}

/// What an UPDATE changes, one thing after another.
fn changes(update: &Update, env: &Env) -> String {
    let Hours { start, end } = update.hours;
    let clock = |hour: Time| hour.strftime("%H:%M").to_string();
    let moment = |day: Option<Date>, hour: Option<Time>| match (day, hour) {
        (Some(day), hour) => Some(with_hour(day, hour)),
        (None, Some(hour)) => Some(clock(hour)),
        (None, None) => None,
    };
    let start = moment(update.start, start)
        .map(|start| env.text(&Text::new("form-change-start").with("start", start)));
    let end = if update.end == Some(NO_END) {
        Some(env.words.get("form-change-reopened"))
    } else {
        moment(update.end, end).map(|end| env.text(&Text::new("form-change-end").with("end", end)))
    };
    let planned = update.planned_hours.map(|hours| planned(hours, env));
    let all: Vec<_> = [start, end, planned].into_iter().flatten().collect();
    all.join(", ")
}
