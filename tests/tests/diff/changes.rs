//! Lists of changes, each with whom it breaks.

use serde::Deserialize;
use zephyrix_tests::folder;

/// A change of a text.
#[derive(Deserialize)]
pub(crate) struct Change {
    pub(crate) name: String,
    pub(crate) from: String,
    pub(crate) to: String,
    /// Whether `from` may be there more than once.
    #[serde(default)]
    pub(crate) everywhere: bool,
    /// The most that it breaks: a word of [`Breaks::ALL`], or `nothing`.
    pub(crate) breaks: String,
    /// What `buf` says, where it says something else.
    pub(crate) buf: Option<String>,
    /// The rule of oasdiff's that is about it, and its level.
    pub(crate) oasdiff: Option<String>,
    /// What graphql-inspector says, where it says something else.
    pub(crate) inspector: Option<String>,
    /// The code that it is told with.
    pub(crate) code: Option<String>,
    /// The rule of squawk's that is about it.
    pub(crate) squawk: Option<String>,
    /// That of Atlas.
    pub(crate) atlas: Option<String>,
    /// Why it does.
    pub(crate) why: Option<String>,
}

#[derive(Deserialize)]
struct Changes {
    change: Vec<Change>,
}

/// What is changed, and the list of its changes; those of protobuf first.
pub(crate) const LISTS: [(&str, &str); 10] = [
    ("base.proto", "protobuf.toml"),
    ("archive.proto", "archive.toml"),
    ("catalog.proto", "catalog.toml"),
    ("base.yaml", "openapi.toml"),
    ("shop.yaml", "shop.toml"),
    GRAPHQL,
    ("postgres.sql", "postgres.toml"),
    ("mysql.sql", "mysql.toml"),
    ("sqlite.sql", "sqlite.toml"),
    ("queries.sql", "queries.toml"),
];

pub(crate) const GRAPHQL: (&str, &str) = ("market.graphql", "graphql.toml");

/// How many of them are of protobuf.
pub(crate) const PROTOS: usize = 3;

/// The words for who is broken, from nobody to everybody, each with what `buf` has for it.
pub(crate) const WORDS: [(&str, &[&str]); 4] =
    [("nothing", &[]), ("code", &["FILE"]), ("json", &["WIRE_JSON", "FILE"]), ("wire", &["WIRE", "WIRE_JSON", "FILE"])];

/// Lists of changes of tables.
pub(crate) const TABLES: [&str; 3] = ["postgres.toml", "mysql.toml", "sqlite.toml"];

pub(crate) fn changed(base: &str, it: &Change) -> String {
    let count = base.matches(&it.from).count();
    assert!(count == 1 || count > 1 && it.everywhere, "{}: {:?} is there {count} times", it.name, it.from);
    base.replace(&it.from, &it.to)
}

pub(crate) fn changes(name: &str) -> Vec<Change> {
    toml_edit::de::from_str::<Changes>(&text(name)).unwrap().change
}

pub(crate) fn text(name: &str) -> String {
    std::fs::read_to_string(folder::of_repository("tests/changes").join(name)).unwrap()
}
