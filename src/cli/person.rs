//! `audit person`: everything that is kept about one person, as JSON (GDPR, article 15).

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use crate::domain::actor::Person;
use crate::domain::clock::Clock as _;
use crate::domain::ids::Ssin;
use crate::domain::problem::Problem;
use crate::domain::report::{KeptDraft, Timeline};
use crate::domain::text::Text;
use crate::domain::untrusted::json_escaped;
use crate::domain::upkeep::{Keeping, Rule};
use crate::engine::{Engine, Glance};

use super::contract::{Shown, VERSION};
use super::output::Output;

/// What the answer depends on beside the queue.
pub struct Kept {
    /// How long each is kept.
    pub keeping: Keeping,
    /// Names of the copies of the queue that are kept beside it.
    pub copies: Vec<String>,
}

/// The document, to be written where the caller was told to. The journal was told before.
///
/// # Panics
/// Never: the types of the contract are JSON.
pub async fn all_about(
    engine: &Engine,
    ssin: Ssin,
    kept: &Kept,
    out: &Output<'_>,
) -> Result<String, Problem> {
    let personal = engine.all_about(ssin).await?;
    let whole = |text: &str| text.to_owned();
    let submissions = personal.submissions.iter().map(|timeline| About {
        shown: Shown::new(timeline, None, &whole),
        retention: retention(timeline, kept.keeping),
    });
    let words = |text: Text| out.words(&text);
    let document = Document {
        v: VERSION,
        made_at: engine.clock().now(),
        environment: engine.environment(),
        ssin: ssin.reveal(),
        submissions: submissions.collect(),
        drafts: personal
            .drafts
            .iter()
            .map(|draft| typed(draft, kept.keeping))
            .collect(),
        seen: personal.seen.iter().map(Seen::from).collect(),
        in_register: personal.is_in_register,
        copies: &kept.copies,
        notes: [
            words(Text::new("audit-person-purged").with("years", kept.keeping.result_years)),
            words(Text::new("audit-person-logs")),
            words(Text::new("audit-person-copies").with("count", kept.copies.len())),
            words(Text::new("audit-person-others")),
        ],
    };
    let json = serde_json::to_string_pretty(&document).expect("the contract's types are JSON");
    // Line ends are ours; within strings there are none.
    let lines: Vec<String> = json.lines().map(json_escaped).collect();
    Ok(lines.join("\n"))
}

#[derive(Debug, Serialize)]
struct Document<'a> {
    v: u8,
    made_at: Timestamp,
    environment: &'a str,
    ssin: String,
    submissions: Vec<About<'a>>,
    drafts: Vec<Typed>,
    /// Who saw the number, or asked for all of this before.
    seen: Vec<Seen<'a>>,
    in_register: bool,
    copies: &'a [String],
    /// What this cannot hold, in the operator's language.
    notes: [String; 4],
}

#[derive(Debug, Serialize)]
struct About<'a> {
    #[serde(flatten)]
    shown: Shown<'a>,
    retention: [Retention; 2],
}

/// Until when it is kept.
#[derive(Debug, Serialize)]
struct Retention {
    rule: &'static str,
    /// When the rule takes it; none while nobody knows when it ends.
    ends_at: Option<Timestamp>,
}

#[derive(Debug, Serialize)]
struct Typed {
    kept_at: Timestamp,
    by: Option<Person>,
    corrects: Option<i64>,
    fields: BTreeMap<&'static str, String>,
    retention: Retention,
}

#[derive(Debug, Serialize)]
struct Seen<'a> {
    seq: i64,
    at: Option<Timestamp>,
    actor: &'a str,
    who: Option<Person>,
    event: &'a str,
    submission: Option<i64>,
}

impl<'a> From<&'a Glance> for Seen<'a> {
    fn from(glance: &'a Glance) -> Self {
        Self {
            seq: glance.sequence,
            at: glance.at,
            actor: &glance.actor,
            who: Person::read(&glance.actor),
            event: &glance.event,
            submission: glance.submission.map(|id| id.0),
        }
    }
}

fn retention(timeline: &Timeline, keeping: Keeping) -> [Retention; 2] {
    let row = &timeline.row;
    [Rule::Messages, Rule::Results].map(|rule| Retention {
        rule: rule.key(),
        ends_at: row
            .state
            .is_final()
            .then(|| keeping.until(rule, row.updated_at)),
    })
}

fn typed(kept: &KeptDraft, keeping: Keeping) -> Typed {
    let draft = &kept.draft;
    let fields = draft.filled();
    Typed {
        kept_at: kept.at,
        by: Person::read(&kept.by),
        corrects: kept.origin.map(|id| id.0),
        fields: fields
            .map(|field| (field.column(), draft.get(field).to_owned()))
            .collect(),
        retention: Retention {
            rule: Rule::Drafts.key(),
            ends_at: Some(keeping.until(Rule::Drafts, kept.at)),
        },
    }
}
