//! Changes by mask, <https://google.aip.dev/134>.

use crate::json::Record;
use crate::proto::{FieldMask, camel};
use crate::rpc::Status;
use serde::Serialize;
use serde_json::{Map, Value};

/// A resource with those fields of `changes` that a mask names, whole; without one, with those that are there; with `*`, with all.
/// Those that are `fixed` stay as they are, whoever names them (AIP-203).
///
/// # Errors
/// `INVALID_ARGUMENT`, when the mask names what is no field.
pub fn update<M>(found: &M, changes: &M, mask: Option<&FieldMask>, fixed: &[&str]) -> Result<M, Status>
where
    M: Serialize + for<'de> Record<'de> + serde::de::DeserializeOwned,
{
    let (mut found, mut changes) = (object(found)?, object(changes)?);
    let table = <M as Record<'static>>::TABLE;
    let paths = mask.map(|it| it.paths.as_slice()).unwrap_or_default();
    let by_name = |name: &str| table.also.iter().chain(table.fields).position(|it| *it == name);
    let in_json = |name: &str| by_name(name).map(|at| table.fields[at % table.fields.len()]);
    let fixed: Vec<&str> = fixed.iter().filter_map(|it| in_json(it)).collect();
    if paths.is_empty() {
        changes.retain(|name, _| !fixed.contains(&name.as_str()));
        found.extend(changes);
    } else {
        for path in paths {
            if path == "*" {
                found.retain(|name, _| fixed.contains(&name.as_str()));
                found.extend(changes.clone().into_iter().filter(|it| !fixed.contains(&it.0.as_str())));
                continue;
            }
            let (first, rest) = path.split_once('.').map_or((path.as_str(), None), |(first, rest)| (first, Some(rest)));
            let first = in_json(first).ok_or_else(|| no_field(path))?;
            if !fixed.contains(&first) {
                if !is_field::<M>(first, rest) {
                    return Err(no_field(path));
                }
                copy(&mut found, &mut changes, first, rest);
            }
        }
    }
    serde_json::from_value(Value::Object(found)).map_err(|it| Status::invalid_argument(it.to_string()))
}

fn no_field(path: &str) -> Status {
    Status::invalid_argument(format!("`{path}` of the mask is no field."))
}

fn object<M: Serialize>(message: &M) -> Result<Map<String, Value>, Status> {
    match serde_json::to_value(message)? {
        Value::Object(it) => Ok(it),
        _ => Err(Status::internal("a resource is no object in JSON")),
    }
}

/// Whether there is such a field in a field. Nobody but the messages know, and they pass over what they do not: a value that
/// nothing has is an error in a field, or stays in it where it takes anything, and is gone elsewhere.
fn is_field<M: Serialize + serde::de::DeserializeOwned>(first: &str, rest: Option<&str>) -> bool {
    let names: Vec<String> = rest.into_iter().flat_map(|it| it.split('.')).map(camel).collect();
    let within = |names: &[String], value: Value| {
        let inner = names.iter().rev().fold(value, |inner, name| serde_json::json!({ name: inner }));
        serde_json::json!({ first: inner })
    };
    let minds = |value: Value| match serde_json::from_value::<M>(value.clone()) {
        Ok(read) => serde_json::to_value(read).is_ok_and(|it| it == value),
        Err(_) => true,
    };
    let odd = || serde_json::json!([[]]);
    // Each name but the last is a message's, which takes an object of any names; a map would mind.
    let is_message = |at: usize| !minds(within(&names[..at], serde_json::json!({ "\u{1}": odd() })));
    names.is_empty() || (0..names.len()).all(is_message) && minds(within(&names, odd()))
}

/// Puts into `to` what `from` has at a path, or nothing where that has nothing.
fn copy(to: &mut Map<String, Value>, from: &mut Map<String, Value>, first: &str, rest: Option<&str>) {
    let Some(rest) = rest else {
        match from.get(first) {
            Some(value) => to.insert(first.to_owned(), value.clone()),
            None => to.remove(first),
        };
        return;
    };
    let mut nothing = Map::new();
    let from = match from.get_mut(first) {
        Some(Value::Object(it)) => it,
        _ => &mut nothing,
    };
    if from.is_empty() && !to.contains_key(first) {
        return;
    }
    let within = to.entry(first).or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(within) = within {
        let (next, rest) = rest.split_once('.').map_or((rest, None), |(next, rest)| (next, Some(rest)));
        copy(within, from, &camel(next), rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proto::{Implicit, Int32, Msg, Optional, Repeated, Text};

    #[derive(Clone, Debug, PartialEq)]
    struct Author {
        display_name: String,
        born: i32,
    }
    crate::message!(Author "t.Author" {
        0: 1 "displayName" "display_name" => display_name: Implicit<Text>,
        1: 2 "born" "born" => born: Implicit<Int32>,
    });

    #[derive(Clone, Debug, PartialEq)]
    struct Book {
        name: String,
        title: String,
        author: Option<Author>,
        tags: Vec<String>,
    }
    crate::message!(Book "t.Book" {
        0: 1 "name" "name" => name: Implicit<Text>,
        1: 2 "called" "title" => title: Implicit<Text>,
        2: 3 "author" "author" => author: Optional<Msg<Author>>,
        3: 4 "tags" "tags" => tags: Repeated<Text>,
    });

    fn book(name: &str, title: &str, author: Option<(&str, i32)>, tags: &[&str]) -> Book {
        let author = author.map(|(name, born)| Author { display_name: name.to_owned(), born });
        Book {
            name: name.to_owned(),
            title: title.to_owned(),
            author,
            tags: tags.iter().map(|it| (*it).to_owned()).collect(),
        }
    }

    #[test]
    fn masks_say_what_changes() {
        let found = book("b/1", "A", Some(("Ann", 1900)), &["x", "y"]);
        let changes = book("b/2", "B", Some(("Bob", 0)), &[]);
        let update = |paths: &[&str]| {
            let mask = FieldMask { paths: paths.iter().map(|it| (*it).to_owned()).collect() };
            super::update(&found, &changes, Some(&mask), &["name"])
        };
        for (paths, expected) in [
            (&[][..], book("b/1", "B", Some(("Bob", 0)), &["x", "y"])),
            (&["*"], book("b/1", "B", Some(("Bob", 0)), &[])),
            (&["title"], book("b/1", "B", Some(("Ann", 1900)), &["x", "y"])),
            (&["tags", "name"], book("b/1", "A", Some(("Ann", 1900)), &[])),
            (&["author"], book("b/1", "A", Some(("Bob", 0)), &["x", "y"])),
            (&["author.display_name"], book("b/1", "A", Some(("Bob", 1900)), &["x", "y"])),
            (&["author.born"], book("b/1", "A", Some(("Ann", 0)), &["x", "y"])),
        ] {
            assert_eq!(update(paths).unwrap(), expected, "{paths:?}");
        }
        for wrong in ["titel", "author.nobody", "author.nobody.at", "title.length", "author.born.at", "tags.0", ""] {
            assert!(update(&[wrong]).is_err(), "{wrong}");
        }
        let none = book("", "", None, &[]);
        let mask = FieldMask { paths: vec!["author.born".to_owned()] };
        assert_eq!(super::update(&none, &none, Some(&mask), &[]).unwrap(), none);
    }
}
