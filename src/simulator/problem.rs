//! Error answers of the REST service: problem details (RFC 9457) with the types of rsz-rest 3.2.
//!
//! Titles and details are protocol texts for developers, in English as the service's own.

use std::fmt;

use serde_json::{Map, Value, json};

const TYPE_PREFIX: &str = "urn:problem-type:belgif:";
const HREF_PREFIX: &str = "https://www.belgif.be/specification/rest/api-guide/problems/";

/// A refusal as it goes on the wire.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    status: u16,
    body: Map<String, Value>,
}

impl Problem {
    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The JSON body.
    pub fn body(&self) -> &Map<String, Value> {
        &self.body
    }

    /// The last part of the problem's type, such as `missingPermission`.
    pub fn name(&self) -> &str {
        self.body
            .get("type")
            .and_then(Value::as_str)
            .and_then(|urn| urn.strip_prefix(TYPE_PREFIX))
            .unwrap_or_default()
    }

    pub(super) fn new(status: u16, name: &str, title: &str, detail: impl Into<String>) -> Self {
        let mut body = Map::new();
        body.insert("type".into(), format!("{TYPE_PREFIX}{name}").into());
        body.insert("href".into(), format!("{HREF_PREFIX}{name}.html").into());
        body.insert("status".into(), status.into());
        body.insert("title".into(), title.into());
        body.insert("detail".into(), detail.into().into());
        let instance = format!("urn:uuid:{}", uuid::Uuid::new_v4());
        body.insert("instance".into(), instance.into());
        Self { status, body }
    }

    pub(super) fn with(mut self, member: &str, value: impl Into<Value>) -> Self {
        self.body.insert(member.into(), value.into());
        self
    }

    pub(super) fn bad_request(issues: Vec<Issue>) -> Self {
        let issues: Vec<Value> = issues.into_iter().map(Issue::into_json).collect();
        Self::new(
            400,
            "badRequest",
            "Bad Request",
            "The input message is incorrect",
        )
        .with("issues", issues)
    }

    pub(super) fn not_found(path: &str) -> Self {
        let detail = format!("No resource {path} found");
        Self::new(404, "resourceNotFound", "Resource Not Found", detail)
    }

    pub(super) fn missing_permission(detail: &str) -> Self {
        Self::new(403, "missingPermission", "Missing Permission", detail)
    }

    pub(super) fn missing_scope(scope: &str) -> Self {
        let detail = format!("The access token lacks the scope {scope}");
        Self::new(403, "missingScope", "Missing Scope", detail)
            .with("requiredScopes", json!([scope]))
    }

    pub(super) fn internal(detail: &str) -> Self {
        Self::new(500, "internalServerError", "Internal Server Error", detail)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let detail = self.body.get("detail").and_then(Value::as_str);
        write!(
            formatter,
            "{} {}: {}",
            self.status,
            self.name(),
            detail.unwrap_or_default()
        )
    }
}

impl std::error::Error for Problem {}

/// What is wrong with one place of the input.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Issue {
    pub(super) kind: IssueKind,
    pub(super) place: Place,
    pub(super) name: String,
    pub(super) detail: String,
    pub(super) value: Option<Value>,
}

/// The issue types of rsz-rest 3.2 that the simulator uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum IssueKind {
    SchemaViolation,
    InvalidInput,
    UnknownInput,
}

/// Where the input stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Body,
    Query,
}

impl Issue {
    fn into_json(self) -> Value {
        let (kind, title) = match self.kind {
            IssueKind::SchemaViolation => (
                "schemaViolation",
                "Input isn't valid with respect to schema",
            ),
            IssueKind::InvalidInput => ("invalidInput", "Invalid input"),
            IssueKind::UnknownInput => ("unknownInput", "Unknown input"),
        };
        let place = match self.place {
            Place::Body => "body",
            Place::Query => "query",
        };
        let mut issue = json!({
            "type": format!("{TYPE_PREFIX}input-validation:{kind}"),
            "title": title,
            "detail": self.detail,
            "in": place,
            "name": self.name,
        });
        if let (Some(object), Some(value)) = (issue.as_object_mut(), self.value) {
            object.insert("value".into(), value);
        }
        issue
    }
}
