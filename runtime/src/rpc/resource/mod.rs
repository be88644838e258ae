//! Resources and the standard methods on them: names (AIP-122), pages (AIP-158), changes by mask (AIP-134), <https://google.aip.dev>.

mod update;

use super::Status;
pub use update::update;

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

#[cfg(test)]
mod tests {
    use super::*;

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
