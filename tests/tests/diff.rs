//! What two versions differ in: labelled changes, and what others say of them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use serde::Deserialize;
use std::collections::BTreeMap;
use zephyrix_generator::{
    Breaks, Bump, Code, Compared, Config, Job, NoLoader, Previous, Severity, Source, Sources, compare,
};
use zephyrix_tests::folder::{self, Texts};
use zephyrix_tests::foreign;

/// A change of a text.
#[derive(Deserialize)]
struct Change {
    name: String,
    from: String,
    to: String,
    /// Whether `from` may be there more than once.
    #[serde(default)]
    everywhere: bool,
    /// The most that it breaks: a word of [`Breaks::ALL`], or `nothing`.
    breaks: String,
    /// What `buf` says, where it says something else.
    buf: Option<String>,
    /// The rule of oasdiff's that is about it, and its level.
    oasdiff: Option<String>,
    /// What graphql-inspector says, where it says something else.
    inspector: Option<String>,
    /// The code that it is told with.
    code: Option<String>,
    /// The rule of squawk's that is about it.
    squawk: Option<String>,
    /// That of Atlas.
    atlas: Option<String>,
    /// Why it does.
    why: Option<String>,
}

#[derive(Deserialize)]
struct Changes {
    change: Vec<Change>,
}

/// What is changed, and the list of its changes; those of protobuf first.
const LISTS: [(&str, &str); 10] = [
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

const GRAPHQL: (&str, &str) = ("market.graphql", "graphql.toml");

/// How many of them are of protobuf.
const PROTOS: usize = 3;

/// The words for who is broken, from nobody to everybody, each with what `buf` has for it.
const WORDS: [(&str, &[&str]); 4] =
    [("nothing", &[]), ("code", &["FILE"]), ("json", &["WIRE_JSON", "FILE"]), ("wire", &["WIRE", "WIRE_JSON", "FILE"])];

#[test]
fn changes_break_whom_they_are_said_to() {
    for (base, list) in LISTS {
        let old = text(base);
        let wrong = |it: &Change| {
            let (found, codes) = worst(base, &old, &changed(&old, it));
            let is_told = it.code.as_deref().is_none_or(|it| codes.contains(&it));
            (found != it.breaks || !is_told)
                .then(|| format!("{}: {found} {codes:?}, not {} {:?}", it.name, it.breaks, it.code))
        };
        let wrong: Vec<String> = changes(list).iter().filter_map(wrong).collect();
        assert!(wrong.is_empty(), "{list}\n{}", wrong.join("\n"));
    }
}

#[test]
fn buf_says_the_same() {
    let Some(node) = foreign::node(env!("CARGO_TARGET_TMPDIR")) else { return };
    let (mut judged, mut wrong) = (0, Vec::new());
    for (base, list) in LISTS.iter().take(PROTOS) {
        let (old, changes) = (text(base), changes(list));
        let verdicts = verdicts(&node, &old, &changes);
        judged += changes.len();
        wrong.extend(changes.iter().enumerate().filter_map(|(at, it)| {
            let said = &verdicts[&at.to_string()];
            let word = WORDS.iter().find(|(_, categories)| *said == *categories).map_or("?", |it| it.0);
            let what = match &it.buf {
                Some(other) if *other == it.breaks || it.why.is_none() => "no exception".to_owned(),
                Some(other) if other != word => format!("buf says {word}, not {other}"),
                None if word != it.breaks => format!("buf says {word} {said:?}, we {}", it.breaks),
                _ => return None,
            };
            Some(format!("{list}: {}: {what}", it.name))
        }));
    }
    assert!(wrong.is_empty(), "{judged} changes\n{}", wrong.join("\n"));
}

/// What `buf` says of each change: the categories that it breaks, by the position of the change.
fn verdicts(node: &foreign::Scripts, base: &str, changes: &[Change]) -> BTreeMap<String, Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let version = |name: &str, text: &str| {
        folder::replace(&folder.path().join(name), &Texts::from([("library.proto".to_owned(), text.to_owned())]));
    };
    version("old", base);
    for (at, it) in changes.iter().enumerate() {
        version(&at.to_string(), &changed(base, it));
    }
    let output = node.run("breaking.js").arg(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What graphql-inspector's words are called here.
const LEVELS: [(&str, &str); 3] = [("BREAKING", "wire"), ("DANGEROUS", "surprise"), ("NON_BREAKING", "nothing")];

#[test]
fn graphql_inspector_says_the_same() {
    let Some(node) = foreign::node(env!("CARGO_TARGET_TMPDIR")) else { return };
    let (old, changes) = (text(GRAPHQL.0), changes(GRAPHQL.1));
    let folder = tempfile::tempdir().unwrap();
    let mut versions = Texts::from([("old".to_owned(), old.clone())]);
    versions.extend(changes.iter().enumerate().map(|(at, it)| (at.to_string(), changed(&old, it))));
    folder::replace(folder.path(), &versions);
    let output = node.run("inspector.js").arg(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let verdicts: BTreeMap<String, String> = serde_json::from_slice(&output.stdout).unwrap();
    let mut wrong = Vec::new();
    for (at, it) in changes.iter().enumerate() {
        let said = &verdicts[&at.to_string()];
        let word = LEVELS.iter().find(|(level, _)| level == said).map_or("?", |it| it.1);
        // It has one word for all whom something breaks.
        let ours = if it.breaks == "code" { "wire" } else { it.breaks.as_str() };
        match &it.inspector {
            Some(other) if *other == ours || it.why.is_none() => wrong.push(format!("{}: no exception", it.name)),
            Some(other) if other != word => wrong.push(format!("{}: it says {word}, not {other}", it.name)),
            None if word != ours => wrong.push(format!("{}: it says {word}, we {}", it.name, it.breaks)),
            _ => {}
        }
    }
    let same = changes.iter().filter(|it| it.inspector.is_none()).count();
    assert!(wrong.is_empty(), "{same} of {} alike\n{}", changes.len(), wrong.join("\n"));
    assert!(same >= 100, "{same} are alike");
}

#[test]
fn what_is_not_compared_is_said() {
    let says = |path: &str, old: &str, new: &str| {
        let compared = compared(path, old, new, Breaks::Code);
        let found = compared.log.all().iter().find(|it| it.code == Code::NOT_COMPARED);
        (found.map(|it| it.severity), compared.bump)
    };
    let table = "CREATE TABLE books (id INTEGER PRIMARY KEY, title TEXT NOT NULL);\n";
    let other = table.replace(");", ") STRICT;");
    assert_eq!(says("a.sql", table, &other), (Some(Severity::Warning), Bump::Minor));
    let (contract, kept) = (text("shop.yaml"), "    Item:\n      x-zephyrix-table: goods\n");
    let (warned, bump) = says("a.yaml", &contract, &contract.replace("    Item:\n", kept));
    assert_eq!((warned, bump), (Some(Severity::Warning), Bump::Minor));
    // More is taken, which is no patch.
    let optional = contract.replace("required: [name]", "required: []");
    assert_eq!(says("a.yaml", &contract, &optional), (None, Bump::Minor));
    // Another place is no other table.
    assert_eq!(says("a.sql", table, &format!("\n{table}")), (None, Bump::Patch));
}

#[test]
fn levels_of_oasdiff_are_ours_or_are_explained() {
    let changes = changes("shop.toml");
    let judged = changes.iter().filter_map(|it| Some((it, it.oasdiff.as_deref()?.split_once(": ")?.1)));
    let (mut same, mut wrong) = (0, Vec::new());
    for (it, level) in judged {
        let ours = match it.breaks.as_str() {
            "wire" => "error",
            "surprise" => "warning",
            _ => "info",
        };
        same += usize::from(level == ours);
        if (level == ours) == it.why.is_some() {
            wrong.push(format!("{}: {level} there, {ours} here, {:?}", it.name, it.why));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(same >= 50, "{same} are alike");
}

/// Lists of changes of tables.
const TABLES: [&str; 3] = ["postgres.toml", "mysql.toml", "sqlite.toml"];

#[test]
fn what_squawk_or_atlas_has_a_rule_for_is_told_or_is_explained() {
    let all: Vec<Change> = TABLES.iter().flat_map(|it| changes(it)).collect();
    let mut wrong = Vec::new();
    let judged: Vec<&Change> = all.iter().filter(|it| it.squawk.is_some() || it.atlas.is_some()).collect();
    for it in &judged {
        if (it.breaks == "nothing") != it.why.is_some() {
            wrong.push(format!("{}: {:?} {:?}, {} here", it.name, it.squawk, it.atlas, it.breaks));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let same = judged.iter().filter(|it| it.why.is_none()).count();
    assert!(all.len() >= 100 && same >= 40, "{} changes, {same} of {} alike", all.len(), judged.len());
}

/// What is found between two texts of protobuf: the worst, the message and the code of each.
fn found(old: &str, new: &str) -> Vec<(Severity, String, &'static str)> {
    let compared = compared("a.proto", old, new, Breaks::Code);
    compared.log.all().iter().map(|it| (it.severity, it.message.clone(), it.code.id)).collect()
}

#[test]
fn rules_and_routes_of_protobuf_are_compared() {
    let text = "syntax = \"proto3\";\npackage a;\nimport \"buf/validate/validate.proto\";\nimport \"google/api/annotations.proto\";\n\
                service S {\n  rpc Get(M) returns (M) {\n    option (google.api.http) = { get: \"/v1/{name}\" };\n  }\n}\n\
                message M {\n  string name = 1 [(buf.validate.field).string.max_len = 9];\n  int32 n = 2 [(buf.validate.field).cel = { id: \"n\" expression: \"this > 1\" }];\n}\n";
    for (from, to, severity, code) in [
        ("max_len = 9", "max_len = 8", Severity::Error, "ZX0713"),
        ("max_len = 9", "max_len = 10", Severity::Note, "ZX0712"),
        ("this > 1", "this > 2", Severity::Warning, "ZX0715"),
        ("/v1/{name}", "/v2/{name}", Severity::Error, "ZX0701"),
        ("get: \"/v1/{name}\"", "get: \"/v1/{name}\" additional_bindings { get: \"/v3/{name}\" }", Severity::Note, ""),
        ("string.max_len = 9]", "required = true, (buf.validate.field).string.max_len = 9]", Severity::Error, "ZX0709"),
    ] {
        let all = found(text, &text.replace(from, to));
        let codes: Vec<&str> = all.iter().map(|it| it.2).collect();
        assert!(if code.is_empty() { codes.is_empty() } else { codes.contains(&code) }, "{to}: {all:?}");
        assert_eq!(all.iter().map(|it| it.0).max().unwrap_or(Severity::Note), severity, "{to}: {all:?}");
    }
}

#[test]
fn unions_of_many_types_that_have_themselves_cost_little() {
    let text = |count: usize| {
        let variant = |at: usize| {
            let item = "{ $ref: '#/components/schemas/All' }";
            format!("{{ type: object, required: [k{at}], properties: {{ k{at}: {{ type: string }}, next: {item} }} }}")
        };
        let all = (0..count).map(variant).collect::<Vec<_>>().join(", ");
        format!(
            "openapi: 3.1.0\ninfo: {{ title: A, version: 1.0.0 }}\npaths:\n  /a:\n    get:\n      operationId: a\n      responses:\n        \
             '200': {{ description: A., content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/All' }} }} }} }}\n\
             components: {{ schemas: {{ All: {{ oneOf: [{all}] }} }} }}\n"
        )
    };
    let start = std::time::Instant::now();
    let compared = compared("a.yaml", &text(120), &text(121), Breaks::Wire);
    assert_eq!(compared.bump, Bump::Major);
    // Each variant beside each, and each of these beside each other, took a minute.
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

#[test]
fn a_file_of_another_name_is_the_same_file() {
    let old = "syntax = \"proto3\";\npackage a.v1;\nmessage M {\n  reserved 3, 5;\n}\n";
    let new = "syntax = \"proto3\";\npackage a.v2;\nmessage M {\n}\n";
    let compared = between(("old.proto", old), ("new.proto", new), Breaks::Wire);
    let place = |span| (compared.sources.text(span), compared.sources.get(span.source).path.clone());
    let package = compared.log.all().iter().find(|it| it.code == Code::FILE_CHANGED).unwrap();
    assert_eq!(place(package.span.unwrap()), ("package a.v2;", "new.proto".to_owned()));
    assert_eq!(place(package.related[0].span), ("package a.v1;", "old.proto".to_owned()));
    let new = new.replace("v2", "v1");
    let compared = between(("old.proto", old), ("new.proto", &new), Breaks::Wire);
    let place = |span| (compared.sources.text(span), compared.sources.get(span.source).path.clone());
    let [three, five] = compared.log.all() else { panic!("{:?}", compared.log.all()) };
    assert_eq!(place(three.span.unwrap()), ("M", "new.proto".to_owned()));
    assert_eq!((place(three.related[0].span).0, place(five.related[0].span).0), ("3", "5"));
}

#[test]
fn a_change_of_graphql_is_at_its_places() {
    let old = text(GRAPHQL.0);
    // What is told, and the texts that are there and were.
    for (from, to, message, is, was) in [
        ("  stock: Int\n", "", "`Good.stock` is gone", "Good", "stock"),
        ("after: String, ", "", "`Query.goods(after:)` is gone, and refused", "goods", "after"),
        (" | Voucher", "", "a `Found` is never a `Voucher`", "Found", "Voucher"),
        ("Shop | Voucher", "Shop | Voucher | Receipt", "a `Found` may be a `Receipt`", "Receipt", "Found"),
        (
            "  SOLD_OUT\n",
            "  SOLD_OUT\n  ORDERED\n",
            "`Status.ORDERED` is new, and may be answered",
            "ORDERED",
            "Status",
        ),
        ("for: Int = 60", "for: Int = 90", "`@cached(for:)` has another default", "for", "for"),
        ("  mutation: Mutation\n", "", "there are no mutations", "schema", "Mutation"),
    ] {
        let new = old.replacen(from, to, 1);
        let compared = compared(GRAPHQL.0, &old, &new, Breaks::Wire);
        let found = compared.log.all().iter().find(|it| it.message == message);
        let found = found.unwrap_or_else(|| panic!("{message}: {:?}", compared.log.all()));
        let at = |span| compared.sources.text(span).split_whitespace().next().unwrap_or_default();
        assert_eq!((at(found.span.unwrap()), at(found.related[0].span)), (is, was), "{message}");
    }
}

/// Where a contract is kept in tables: `{text}` is a member, `{column}` its column.
const KEPT: &str = "openapi: 3.1.0\ninfo: { title: Pets, version: '1' }\npaths:\n  /pets/{id}:\n    get:\n      operationId: getPet\n      \
                    parameters: [{ name: id, in: path, required: true, schema: { type: integer, format: int32 } }]\n      responses:\n        '200':\n          \
                    description: it\n          content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } }\n  /pets:\n    \
                    get:\n      operationId: listPets\n      responses:\n        '200':\n          description: all\n          \
                    content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } }\n\
                    components:\n  schemas:\n    Pet:\n      type: object\n      required: [id]\n      properties:\n        \
                    id: { type: integer, format: int32 }\n        {text}\n\
                    -- file: tables.sql\nCREATE TABLE pets (\n    id integer PRIMARY KEY,\n    {column}\n);\n";

#[test]
fn what_callers_notice_is_told_with_what_it_follows_from() {
    let kept = |text: &str, column: &str| KEPT.replace("{text}", text).replace("{column}", column);
    let tables = |chip: &str| format!("CREATE TABLE pets (\n    id integer PRIMARY KEY,\n    {chip}name text\n);\n");
    let queried = |stars: &str| {
        text("queries.sql")
            .replace("    rate real NOT NULL\n", &format!("    rate real NOT NULL,\n    stars {stars}\n"))
            .replace("rate AS stars", "stars")
    };
    // Both versions, what callers notice, what that follows from, and where that is or was.
    for (path, old, new, effect, cause, place) in [
        (
            "a.sql",
            tables("chip text,\n    "),
            tables(""),
            "`chip` of `Pets` is no longer answered",
            "the column `chip` of `pets` is gone",
            "chip",
        ),
        (
            "a.sql",
            tables(""),
            tables("chip text NOT NULL,\n    "),
            "`chip` of `PetsInput` is new, and required",
            "the column `chip` of `pets` is new",
            "",
        ),
        (
            "a.sql",
            tables(""),
            tables("").replace("pets", "cats"),
            "`GET /pets` is gone (operation `list_pets`)",
            "the table `pets` is gone",
            "pets",
        ),
        (
            "a.yaml",
            kept("chip: { type: string }", "chip text"),
            kept("tag: { type: string }", "tag text"),
            "`chip` of `Pet` is no longer answered",
            "the column `chip` of `pets` is gone",
            "chip",
        ),
        (
            "queries.sql",
            queried("smallint"),
            queried("bigint"),
            "`stars` of the query `Rated` is `Option<i64>`",
            "the column `stars` of `films` is bigint",
            "stars",
        ),
    ] {
        let compared = compared(path, &old, &new, Breaks::Data);
        let all = compared.log.all();
        let found = all.iter().find(|it| it.message.starts_with(effect));
        let found =
            found.unwrap_or_else(|| panic!("{effect}: {:?}", all.iter().map(|it| &it.message).collect::<Vec<_>>()));
        let cause = format!("because {cause}");
        if place.is_empty() {
            // It is at the place of the finding itself.
            assert!(found.notes.iter().any(|it| it.starts_with(&cause)), "{found:?}");
        } else {
            let label = found.related.iter().find(|it| it.text.starts_with(&cause));
            let label = label.unwrap_or_else(|| panic!("{found:?}"));
            assert_eq!(compared.sources.text(label.span), place, "{found:?}");
        }
        assert!(
            all.iter().any(|it| cause.ends_with(&it.message) || it.message.starts_with(&cause["because ".len()..]))
        );
    }
}

#[test]
fn tables_that_say_the_same_in_other_words_are_the_same() {
    for (old, new) in [
        ("CREATE TABLE a (id serial PRIMARY KEY, b int4);", "CREATE TABLE a (b integer, id serial, PRIMARY KEY (id));"),
        (
            "CREATE TABLE a (id integer PRIMARY KEY, b text DEFAULT NULL);",
            "CREATE TABLE a (id integer PRIMARY KEY, b text);",
        ),
        (
            "CREATE TABLE a (id bigserial PRIMARY KEY); CREATE TABLE b (id integer PRIMARY KEY, a bigint REFERENCES a);",
            "CREATE TABLE b (id integer PRIMARY KEY, a bigint); CREATE TABLE a (id bigserial PRIMARY KEY); ALTER TABLE b ADD FOREIGN KEY (a) REFERENCES a (id);",
        ),
    ] {
        let compared = compared("a.sql", old, new, Breaks::Data);
        let told: Vec<&str> =
            compared.log.all().iter().filter(|it| it.severity > Severity::Note).map(|it| it.message.as_str()).collect();
        assert!(told.is_empty(), "{old}\n{new}\n{told:?}");
    }
}

#[test]
fn tables_of_another_database_are_not_compared() {
    let table = "CREATE TABLE a (id integer PRIMARY KEY)";
    let compared = compared("a.sql", &format!("{table};\n"), &format!("{table} ENGINE=InnoDB;\n"), Breaks::Data);
    let found = compared.log.all().iter().find(|it| it.code == Code::NOT_COMPARED).map(|it| it.message.as_str());
    assert_eq!(found, Some("the tables are of mysql, and were of sqlite, which is not compared"));
}

#[test]
fn a_schema_of_graphql_that_goes_or_comes_is_told() {
    let graph = text(GRAPHQL.0);
    let code = |old: (&str, &str), new: (&str, &str)| {
        let compared = between(old, new, Breaks::Wire);
        compared.log.all().iter().map(|it| (it.code.id, it.message.clone())).collect::<Vec<_>>()
    };
    let (table, schema) = (("a.sql", "CREATE TABLE books (id INTEGER PRIMARY KEY);\n"), ("a.graphql", graph.as_str()));
    let says = |all: Vec<(&str, String)>, code, what: &str| all.iter().any(|it| it.0 == code && it.1 == what);
    assert!(says(code(schema, table), "ZX0700", "the schema of GraphQL is gone"));
    assert!(says(code(table, schema), "ZX0712", "the schema of GraphQL is new"));
}

/// Whom a change breaks, by what is an error to whom; `surprise` where nobody is broken, and somebody is warned. And all codes.
fn worst(path: &str, old: &str, new: &str) -> (&'static str, Vec<&'static str>) {
    let worst = |it: &Compared| it.log.all().iter().map(|it| it.severity).max();
    let all = compared(path, old, new, Breaks::Data);
    let codes = all.log.all().iter().map(|it| it.code.id).collect();
    let word = match worst(&all) {
        Some(Severity::Error) => {
            let is_broken = |breaks| worst(&compared(path, old, new, breaks)) == Some(Severity::Error);
            Breaks::ALL.into_iter().find(|it| is_broken(it.1)).map_or("?", |it| it.0)
        }
        Some(Severity::Warning) => "surprise",
        _ => "nothing",
    };
    (word, codes)
}

fn compared(path: &str, old: &str, new: &str, breaks: Breaks) -> Compared {
    between((path, old), (path, new), breaks)
}

/// What is found between two texts, each at a path.
fn between((path, old): (&str, &str), (other, new): (&str, &str), breaks: Breaks) -> Compared {
    let config = |sources: &Sources| {
        let inputs = sources.iter().map(|it| it.1.path.clone()).collect();
        Config { inputs, ..Config::default() }
    };
    let (mut old, mut sources) = (files(path, old), files(other, new));
    let (before, now, previous) = (config(&old), config(&sources), Previous::default());
    let job = |config| Job { loader: &NoLoader, config, previous: &previous };
    let compared = compare((&mut old, job(&before)), (&mut sources, job(&now)), breaks);
    compared.unwrap_or_else(|it| panic!("{:?}\n{new}", it.log.all()))
}

/// A text at a path; a line `-- file: NAME` begins another file.
fn files(path: &str, text: &str) -> Sources {
    let mut sources = Sources::default();
    let mut parts = text.split("-- file: ");
    let first = parts.next().unwrap_or_default();
    sources.add(Source { path: path.to_owned(), text: first.to_owned() });
    for (name, text) in parts.map(|it| it.split_once('\n').unwrap()) {
        sources.add(Source { path: name.to_owned(), text: text.to_owned() });
    }
    sources
}

fn changed(base: &str, it: &Change) -> String {
    let count = base.matches(&it.from).count();
    assert!(count == 1 || count > 1 && it.everywhere, "{}: {:?} is there {count} times", it.name, it.from);
    base.replace(&it.from, &it.to)
}

fn changes(name: &str) -> Vec<Change> {
    toml_edit::de::from_str::<Changes>(&text(name)).unwrap().change
}

fn text(name: &str) -> String {
    std::fs::read_to_string(folder::of_repository("tests/changes").join(name)).unwrap()
}
