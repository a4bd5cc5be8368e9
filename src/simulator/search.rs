//! The three searches: filter in the body, paging in the query, pages of items (rsz-rest 7.1).

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::fields::{Report, Strictness};
use super::message::{self, EmployerReference};
use super::problem::{Issue, IssueKind, Place, Problem};
use super::render::{self, Renderer};

const LARGEST_PAGE: usize = 100;
const USUAL_PAGE: usize = 20;

/// What is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Collection {
    Declarations,
    Periods,
    Relations,
}

impl Collection {
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Declarations => "/declarations/search",
            Self::Periods => "/periods/search",
            Self::Relations => "/relations/search",
        }
    }
}

/// A search that fits the interface description.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Search {
    employer: Option<EmployerReference>,
    pub(super) ssin: Option<Box<str>>,
    /// From 1 on.
    page: usize,
    page_size: usize,
}

impl Search {
    pub(super) fn parse(
        body: &Value,
        query: &[(String, String)],
        strictness: Strictness,
    ) -> Result<Self, Problem> {
        let report = Report::new(strictness);
        let mut search = Self {
            employer: None,
            ssin: None,
            page: 1,
            page_size: USUAL_PAGE,
        };
        if let Some(top) = report.top(body) {
            search.employer = top.object("employer").map(message::read_employer);
            if let Some(worker) = top.object("worker") {
                search.ssin = message::read_ssin(&worker).map(Into::into);
                worker.finish();
            }
            top.finish();
        }
        let mut issues = report.into_issues();
        for (name, value) in query {
            let number = value.parse::<usize>().ok().filter(|number| *number > 0);
            match (name.as_str(), number) {
                ("page", Some(number)) => search.page = number,
                ("pageSize", Some(number)) if number <= LARGEST_PAGE => search.page_size = number,
                ("page" | "pageSize", _) => {
                    issues.push(query_issue(
                        IssueKind::SchemaViolation,
                        name,
                        "is out of range",
                    ));
                }
                _ if strictness.unknown_members => {
                    issues.push(query_issue(IssueKind::UnknownInput, name, "is not known"));
                }
                _ => {}
            }
        }
        if issues.is_empty() {
            Ok(search)
        } else {
            Err(Problem::bad_request(issues))
        }
    }

    /// The page asked for, of what `sender` may see.
    pub(super) fn run(
        &self,
        collection: Collection,
        renderer: Renderer<'_>,
        sender: &str,
        now: Timestamp,
    ) -> Result<Value, Problem> {
        let employers = self.employers(renderer, sender)?;
        let ssin = self.ssin.as_deref();
        let world = renderer.world;
        Ok(match collection {
            Collection::Declarations => {
                let shows_pending = world.scenario().rules.search_lists_pending;
                let mut found: Vec<_> = employers
                    .iter()
                    .flat_map(|employer| world.declarations_of(*employer, ssin))
                    .filter(|one| shows_pending || one.result_at(now).is_some())
                    .collect();
                found.sort_unstable_by_key(|one| one.id);
                self.page_of(collection, renderer, &found, |one| {
                    renderer.declaration(one, now)
                })
            }
            Collection::Periods => {
                let mut found: Vec<_> = employers
                    .iter()
                    .flat_map(|employer| render::periods_of(&world.personnel, *employer, ssin))
                    .collect();
                found.sort_unstable_by_key(|one| one.id);
                self.page_of(collection, renderer, &found, |one| renderer.period(one))
            }
            Collection::Relations => {
                let found: Vec<_> = employers
                    .iter()
                    .flat_map(|employer| renderer.relations(*employer, ssin))
                    .collect();
                self.page_of(collection, renderer, &found, Clone::clone)
            }
        })
    }

    fn employers(&self, renderer: Renderer<'_>, sender: &str) -> Result<Vec<usize>, Problem> {
        let world = renderer.world;
        let Some(reference) = &self.employer else {
            let all = 0..world.scenario().employers.len();
            return Ok(all.filter(|one| world.may_see(sender, *one)).collect());
        };
        match world.personnel.employer(reference) {
            Some(employer) if world.may_see(sender, employer) => Ok(vec![employer]),
            _ => Err(Problem::missing_permission(
                "Not permitted to consult this employer",
            )),
        }
    }

    fn page_of<T>(
        &self,
        collection: Collection,
        renderer: Renderer<'_>,
        found: &[T],
        write: impl Fn(&T) -> Value,
    ) -> Value {
        let skipped = self.page_size.saturating_mul(self.page - 1);
        let page = found.iter().skip(skipped).take(self.page_size);
        let link = |page: usize| {
            let path = collection.path();
            format!(
                "{}{path}?page={page}&pageSize={}",
                renderer.base, self.page_size
            )
        };
        let mut answer = Map::new();
        answer.insert("self".into(), link(self.page).into());
        answer.insert("items".into(), page.map(write).collect::<Vec<_>>().into());
        answer.insert("page".into(), self.page.into());
        answer.insert("pageSize".into(), self.page_size.into());
        answer.insert("total".into(), json!(found.len()));
        if skipped.saturating_add(self.page_size) < found.len() {
            answer.insert("next".into(), link(self.page + 1).into());
        }
        answer.into()
    }
}

fn query_issue(kind: IssueKind, name: &str, detail: &str) -> Issue {
    Issue {
        kind,
        place: Place::Query,
        name: name.to_owned(),
        detail: format!("{name} {detail}"),
        value: None,
    }
}
