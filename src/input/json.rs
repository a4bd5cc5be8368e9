//! Drafts from JSON, flat or in the shape of the NSSO's message.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::json_split::Piece;
use super::{InputError, draft_of, kind_of};
use crate::domain::draft::{Draft, Field, Kind};
use crate::domain::text::Text;

/// Reads one declaration.
pub(super) fn read_piece(piece: &Piece) -> Result<Draft, InputError> {
    let node: Node = serde_json::from_str(&piece.text).map_err(|error| {
        let line = piece.line + (error.line() as u64).saturating_sub(1);
        InputError::at(line, Text::new("input-json-syntax"))
    })?;
    let Node::Object(members) = node else {
        return Err(InputError::at(piece.line, Text::new("input-not-an-object")));
    };
    let is_message = members
        .iter()
        .any(|(name, _)| matches!(&**name, "employer" | "worker") || block(name).is_some());
    if is_message {
        message(members, piece.line)
    } else {
        flat(members, piece.line)
    }
}

/// The kind whose block of the message has this name.
fn block(name: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| kind.block() == name)
}

fn flat(members: Vec<(String, Node)>, line: u64) -> Result<Draft, InputError> {
    refuse_duplicates(&members, "", line)?;
    let mut kind = String::new();
    let mut values = Vec::new();
    for (name, node) in members {
        let error = |text| InputError::at(line, text).field(&name);
        let value = node
            .into_text()
            .map_err(|_| error(Text::new("input-wrong-type")))?;
        if name == "kind" {
            kind = value;
        } else if let Some(field) = Field::from_column(&name) {
            values.push((field, value));
        } else {
            return Err(error(Text::new("input-unknown-member")));
        }
    }
    Ok(draft_of(kind_of(&kind, line)?, values))
}

fn message(members: Vec<(String, Node)>, line: u64) -> Result<Draft, InputError> {
    let mut blocks = members.iter().filter_map(|(name, _)| block(name));
    let kind = blocks
        .next()
        .ok_or_else(|| InputError::at(line, Text::new("input-no-block")))?;
    if let Some(second) = blocks.find(|&other| other != kind) {
        let error = InputError::at(line, Text::new("input-two-blocks"));
        return Err(error.field(second.block()));
    }
    let mut values = Vec::new();
    collect(members, "", line, &mut values)?;
    Ok(draft_of(kind, values))
}

/// Gathers the fields of a message; `path` is where its members stand.
fn collect(
    members: Vec<(String, Node)>,
    path: &str,
    line: u64,
    values: &mut Vec<(Field, String)>,
) -> Result<(), InputError> {
    refuse_duplicates(&members, path, line)?;
    for (name, node) in members {
        let path = format!("{path}{name}");
        let error = |text| InputError::at(line, text).field(&path);
        // A name with a point could pose as a path.
        let field = Field::from_wire(&path).filter(|_| !name.contains(['.', '*']));
        let opened = format!("{path}.");
        match (field, node) {
            (Some((_, field)), node) => {
                let value = node
                    .into_text()
                    .map_err(|_| error(Text::new("input-wrong-type")))?;
                values.push((field, value));
            }
            (None, Node::Object(members)) if is_part(&opened) => {
                collect(members, &opened, line, values)?;
            }
            (None, Node::Null) if is_part(&opened) => {}
            (None, _) if is_part(&opened) => return Err(error(Text::new("input-wrong-type"))),
            (None, _) => return Err(error(Text::new("input-unknown-member"))),
        }
    }
    Ok(())
}

/// Whether fields of some message stand under this path.
fn is_part(opened: &str) -> bool {
    Kind::ALL.into_iter().any(|kind| {
        let mut paths = Field::ALL.iter().filter_map(|field| field.wire_path(kind));
        paths.any(|path| path.starts_with(opened))
    })
}

fn refuse_duplicates(members: &[(String, Node)], path: &str, line: u64) -> Result<(), InputError> {
    let mut seen = std::collections::HashSet::new();
    match members.iter().find(|(name, _)| !seen.insert(name)) {
        Some((name, _)) => {
            let error = InputError::at(line, Text::new("input-duplicate-member"));
            Err(error.field(&format!("{path}{name}")))
        }
        None => Ok(()),
    }
}

/// JSON with every member kept, also one that stands twice.
enum Node {
    Null,
    Text(String),
    Object(Vec<(String, Node)>),
    /// Lists and truth values, of which a declaration has none.
    Other,
}

impl Node {
    /// The text of a value; `null` is empty.
    fn into_text(self) -> Result<String, Self> {
        match self {
            Self::Null => Ok(String::new()),
            Self::Text(text) => Ok(text),
            other => Err(other),
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, _value: bool) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        while items.next_element::<Node>()?.is_some() {}
        Ok(Node::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Node::Object(members))
    }
}
