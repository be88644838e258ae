//! Resources and the standard methods on them: names (AIP-122), pages (AIP-158), changes by mask (AIP-134), <https://google.aip.dev>.

use super::Status;
use crate::json::Record;
use crate::proto::FieldMask;
use serde::Serialize;
use serde_json::{Map, Value};

/// How many there are on a page, unless said.
const PAGE: i64 = 50;

/// How many there are on one at most.
const LARGEST_PAGE: i64 = 1000;

/// The longest last part of a name that a caller may choose.
const LONGEST_ID: usize = 63;

/// A field of a request that must be there.
///
/// # Errors
/// `INVALID_ARGUMENT` without it.
pub fn required<T>(value: Option<T>, field: &str) -> Result<T, Status> {
    value.ok_or_else(|| Status::invalid_argument(format!("`{field}` is missing.")))
}

/// That there is nothing of a name.
pub fn missing(name: &str) -> Status {
    Status::not_found(format!("There is no `{name}`."))
}

/// The name of a new resource in its parent: by the first of `patterns` that begins as the parent's does, `shelves/{shelf}/books/{book}`,
/// with the last part that the caller chooses, or a UUID where that is empty.
///
/// # Errors
/// `INVALID_ARGUMENT`, when the parent's name is not as a pattern begins, or what is chosen has other characters than
/// `A-Za-z0-9._~-` or more than 63.
pub fn child(parent: &str, patterns: &[&str], id: &str) -> Result<String, Status> {
    let (_, collection) = within(parent, patterns)?;
    let made = if id.is_empty() { uuid::Uuid::now_v7().to_string() } else { id.to_owned() };
    if made.len() > LONGEST_ID || !made.bytes().all(is_of_ids) {
        return Err(Status::invalid_argument(format!(
            "`{id}` cannot end a name: at most {LONGEST_ID} of `A-Za-z0-9._~-` can."
        )));
    }
    let parts = [parent, collection, &made];
    Ok(parts.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join("/"))
}

/// The parent that a list is narrowed to; `None` for that of all, `shelves/-` (AIP-159).
///
/// # Errors
/// `INVALID_ARGUMENT`, when its name is not as a pattern begins, or stands for all in some of its parts and not in others.
pub fn parent(parent: &str, patterns: &[&str]) -> Result<Option<String>, Status> {
    let (stem, _) = within(parent, patterns)?;
    let ids = || parent.split('/').zip(stem.split('/')).filter(|it| it.1.starts_with('{')).map(|it| it.0);
    match (ids().any(|it| it == "-"), ids().all(|it| it == "-")) {
        (true, true) => Ok(None),
        (true, false) => {
            Err(Status::invalid_argument(format!("`{parent}` stands for all in some of its parts alone.")))
        }
        _ => Ok(Some(parent.to_owned())),
    }
}

/// How the names of parents are, and the collection in it, of the first pattern that a parent's name is as.
fn within<'p>(parent: &str, patterns: &[&'p str]) -> Result<(&'p str, &'p str), Status> {
    let split = |it: &&'p str| {
        let above = it.rsplit_once('/').map_or("", |(above, _)| above);
        above.rsplit_once('/').unwrap_or(("", above))
    };
    let all: Vec<_> = patterns.iter().map(split).collect();
    let found = all.iter().find(|(stem, _)| matches(parent, stem)).copied();
    let stems = || all.iter().map(|it| it.0).collect::<Vec<_>>().join("` or `");
    found.ok_or_else(|| Status::invalid_argument(format!("`{parent}` is no name as `{}` has them.", stems())))
}

/// The parent's name within a name: `shelves/1` of `shelves/1/books/2`.
pub fn parent_of(name: &str) -> String {
    name.rsplitn(3, '/').nth(2).unwrap_or_default().to_owned()
}

/// Whether a name is as a pattern says.
fn matches(name: &str, pattern: &str) -> bool {
    let fits = |(part, wanted): (&str, &str)| {
        if wanted.starts_with('{') { !part.is_empty() && part.bytes().all(is_of_ids) } else { part == wanted }
    };
    name.split('/').count() == pattern.split('/').count() && name.split('/').zip(pattern.split('/')).all(fits)
}

fn is_of_ids(it: u8) -> bool {
    it.is_ascii_alphanumeric() || b"._~-".contains(&it)
}

/// How many to list: 50 unless said, and 1000 at most.
///
/// # Errors
/// `INVALID_ARGUMENT` for less than none.
pub fn page_size(asked: i32) -> Result<i64, Status> {
    match asked {
        0 => Ok(PAGE),
        1.. => Ok(LARGEST_PAGE.min(asked.into())),
        _ => Err(Status::invalid_argument("A page cannot have fewer than no items.")),
    }
}

/// The token of a page; the first has none.
pub fn page_token(asked: &str) -> Option<&str> {
    Some(asked).filter(|it| !it.is_empty())
}

/// Refuses what a caller may say and nobody follows yet.
///
/// # Errors
/// `INVALID_ARGUMENT` where it is said.
pub fn unserved(field: &str, said: &str) -> Result<(), Status> {
    if said.is_empty() { Ok(()) } else { Err(Status::invalid_argument(format!("`{field}` is not served here."))) }
}

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

/// What a field in a field is called in JSON.
fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |text, word| {
        let mut letters = word.chars();
        text + &letters.next().map(|it| it.to_ascii_uppercase()).into_iter().collect::<String>() + letters.as_str()
    })
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

    #[test]
    fn names_are_as_their_patterns() {
        let patterns = &["shelves/{shelf}/books/{book}", "users/{user}/loans/{loan}"][..];
        assert_eq!(child("shelves/1", patterns, "a.b").unwrap(), "shelves/1/books/a.b");
        assert_eq!(child("users/1", patterns, "a").unwrap(), "users/1/loans/a");
        assert_eq!(child("", &["shelves/{shelf}"], "s").unwrap(), "shelves/s");
        assert_eq!(child("shelves/1", patterns, "").unwrap().len(), "shelves/1/books/".len() + 36);
        for (parent, id) in [
            ("", "a"),
            ("shelves", "a"),
            ("shelves/1/2", "a"),
            ("shelf/1", "a"),
            ("shelves/1", "a/b"),
            ("shelves/", "a"),
        ] {
            assert!(child(parent, patterns, id).is_err(), "{parent} {id}");
        }
        assert!(child("shelves/1", patterns, &"a".repeat(64)).is_err());
        assert_eq!(parent_of("shelves/1/books/2"), "shelves/1");
        assert_eq!(parent_of("shelves/1"), "");
    }

    #[test]
    fn lists_are_of_one_parent_or_all() {
        let patterns = &["users/{user}/books/{book}", "projects/{project}/shelves/{shelf}/books/{book}"][..];
        let parent = |it: &str| super::parent(it, patterns);
        assert_eq!(parent("projects/1/shelves/2").unwrap().as_deref(), Some("projects/1/shelves/2"));
        assert_eq!(parent("users/1").unwrap().as_deref(), Some("users/1"));
        assert_eq!(parent("projects/-/shelves/-").unwrap(), None);
        assert!(parent("projects/1/shelves/-").is_err());
        assert!(parent("projects/1").is_err());
    }

    #[test]
    fn pages_have_a_size() {
        assert_eq!([0, 7, 5000].map(|it| page_size(it).unwrap()), [50, 7, 1000]);
        assert!(page_size(-1).is_err());
    }
}
