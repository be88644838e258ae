//! The commands that only look, and `migrate new`.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::{API, Place};

#[test]
fn every_help_has_an_example() {
    let place = Place::empty();
    let commands: Vec<String> = place.ok(&["--help"]).out.lines().filter_map(command).collect();
    assert!(commands.len() > 8, "{commands:?}");
    for command in commands.iter().filter(|it| *it != "help") {
        let help = place.ok(&[command, "--help"]).out;
        let (_, example) = help.split_once("Example").unwrap_or_else(|| panic!("{command} has no example"));
        assert!(example.contains(&format!("zephyrix {command}")), "{example}");
    }
    for step in ["diff", "up", "down", "status", "new", "lint", "drift", "baseline", "repair"] {
        assert!(place.ok(&["migrate", step, "--help"]).out.contains(&format!("zephyrix migrate {step}")));
    }
}

/// The name in a line such as `  lint   Find what is wrong`.
fn command(line: &str) -> Option<String> {
    let name = line.strip_prefix("  ")?.split_whitespace().next()?;
    let is_name = !line.starts_with("   ") && name.chars().all(|it| it.is_ascii_lowercase()) && name != "zephyrix";
    is_name.then(|| name.to_owned())
}

/// A folder where the linter is asked for nothing but what generation says.
fn without_rules() -> Place {
    let place = Place::empty();
    place.write("zephyrix.toml", "[lint]\nextends = \"none\"\n");
    place
}

#[test]
fn lint_ends_as_bad_as_what_it_finds() {
    let place = without_rules();
    place.write("good.yaml", API);
    place.write("odd.yaml", &API.replace("minLength", "minLenght"));
    place.write("bad.yaml", &API.replace("'#/components/schemas/NewBook'", "'#/nowhere'"));
    let ended = place.ok(&["lint", "good.yaml"]);
    assert_eq!((ended.out.as_str(), ended.err.as_str()), ("0 errors, 0 warnings, 0 notes\n", ""));
    let ended = place.ok(&["lint", "odd.yaml"]);
    assert!(ended.err.contains("warning[ZX0204]") && ended.err.contains("odd.yaml:"), "{}", ended.err);
    assert!(place.ends(&["lint", "odd.yaml", "--strict"], 1).err.contains("error[ZX0204]"));
    assert!(place.ends(&["lint", "bad.yaml"], 1).err.contains("error[ZX0301]"));
    place.ends(&["lint", "none.yaml"], 2);
    place.ends(&["lint"], 2);
    let github = place.ends(&["lint", "bad.yaml", "--format", "github"], 1).out;
    assert!(github.starts_with("::error file=bad.yaml,line="), "{github}");
    assert_eq!(place.files("").len(), 4, "nothing is written");
}

#[test]
fn notes_are_for_those_who_ask() {
    let place = without_rules();
    let text = API.replace(
        "operationId: listBooks",
        "operationId: listBooks\n      parameters: [{ name: near, in: query, schema: { type: string } }]",
    );
    place.write("api.yaml", &text);
    assert_eq!(place.ok(&["lint", "api.yaml"]).err, "");
    let ended = place.ok(&["lint", "-v", "api.yaml"]);
    assert!(ended.err.contains("note[ZX0401]: `listBooks` is left to you"), "{}", ended.err);
}

#[test]
fn routes_are_listed_for_people_and_programs() {
    let place = Place::with_shop();
    let table = place.ok(&["-C", "shop", "routes"]).out;
    let row = |name: &str| table.lines().find(|it| it.contains(name)).unwrap().split_whitespace().collect::<Vec<_>>();
    assert_eq!(row("addBook"), ["POST", "/books", "addBook", "books", "open", "to", "all", "create", "Book"]);
    assert!(row("recommend").ends_with(&["recommend", "in", "src/handlers/books.rs"]), "{table}");
    let json = place.ok(&["routes", "api.yaml", "--json"]).out;
    let all: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(all[0]["name"], "listBooks");
    assert_eq!(all.as_array().unwrap().len(), 4);
}

#[test]
fn codes_and_stages_are_explained() {
    let place = Place::with_shop();
    for code in zephyrix_generator::CODES {
        let page = place.ok(&["explain", code.id]).out;
        assert!(page.starts_with(&format!("# {}: {}\n", code.id, code.title)), "{page}");
        assert!(page.contains("**To mend it**") && page.len() > 200, "{}: {page}", code.id);
    }
    assert!(place.ok(&["explain", "zx0501"]).out.starts_with("# ZX0501: "));
    assert!(place.ends(&["explain", "ZX0599"], 2).err.contains("did you mean `ZX"));
    let entity = place.ok(&["-C", "shop", "explain", "--stage", "entities", "--only", "book"]).out;
    assert!(entity.contains("GET /books/{id} answers with it") && entity.contains("served: addBook"), "{entity}");
    let left = place.ok(&["explain", "--stage", "entities", "--only", "recommend", "shop/api.yaml"]).out;
    assert!(left.contains("left to you: its path is neither"), "{left}");
    for stage in ["draft", "model", "plan"] {
        assert!(place.ok(&["explain", "--stage", stage, "api.yaml"]).out.contains("addBook"), "{stage}");
    }
    let ended = place.ends(&["explain", "--stage", "model", "--only", "addBok", "api.yaml"], 2);
    assert!(ended.err.contains("did you mean `addBook`?"), "{}", ended.err);
}

#[test]
fn a_new_migration_is_listed_at_once() {
    let place = Place::with_shop();
    let ended = place.ok(&["-C", "shop/src", "migrate", "new", "add weight"]);
    assert!(ended.out.contains("write the statements into ../migrations/V2__add_weight.sql"), "{}", ended.out);
    let list = place.read("shop/src/generated/mod.rs");
    assert!(list.contains("version: 2,") && list.contains("V2__add_weight.down.sql"), "{list}");
    place.ok(&["-C", "shop", "generate", "--check"]);
    place.ok(&["-C", "shop", "migrate", "new", "Other"]);
    assert!(place.path("shop/migrations/V3__other.sql").exists());
    assert!(place.ends(&["-C", "shop", "migrate", "new", "../.."], 2).err.contains("no name for a migration"));
}

#[test]
fn the_doctor_names_each_problem_with_its_fix() {
    let place = Place::with_shop();
    let listed = |place: &Place| place.run(&["-C", "shop", "doctor"]).out;
    assert!(listed(&place).contains("ok       what is generated is up to date"), "{}", listed(&place));
    place.edit("shop/src/generated/models.rs", "use zephyrix", "// mine\nuse serde");
    place.edit("shop/zephyrix.toml", "\"registry\"", "{ path = \"nowhere\" }");
    place.write("shop/config/default.toml", "");
    place.edit("shop/zephyrix.toml", "\"sqlite\"", "\"postgres\"");
    let out = listed(&place);
    for problem in [
        "problem  ZX0501: `src/generated/models.rs` is generated, and was edited by hand",
        "problem  there is no runtime crate in `nowhere`",
        "problem  nothing says where the database (postgres) is",
    ] {
        let (_, fix) = out.split_once(problem).unwrap_or_else(|| panic!("{problem}: {out}"));
        assert!(fix.starts_with("\n  = help: "), "{fix}");
    }
    place.ends(&["-C", "shop", "doctor"], 1);
}

#[test]
fn shells_are_told_the_commands() {
    let place = Place::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = place.ok(&["completions", shell]).out;
        assert!(script.contains("generate") && script.contains("migrate"), "{shell}");
    }
    place.ends(&["completions", "tcsh"], 2);
}

#[test]
fn the_same_is_not_said_a_hundred_times() {
    let place = without_rules();
    let odd = (0..30).fold(String::new(), |all, it| format!("{all}    S{it}: {{ type: string, minLenght: 1 }}\n"));
    place.write("api.yaml", &format!("{API}{odd}"));
    let ended = place.ok(&["lint", "api.yaml"]);
    assert_eq!(ended.err.matches("warning[ZX0204]").count(), 5, "{}", ended.err);
    assert!(
        ended.err.ends_with("and 25 more ZX0204; `-v` shows all\n") && ended.out.contains("30 warnings"),
        "{ended:#?}"
    );
    assert_eq!(place.ok(&["lint", "-v", "api.yaml"]).err.matches("warning[ZX0204]").count(), 30);
    assert_eq!(place.ok(&["lint", "--format", "json", "api.yaml"]).out.lines().count(), 30);
    // Rules of one family are counted apart.
    let ended = place.ok(&["lint", "api.yaml", "--rule", "type-description", "--rule", "unused-type"]);
    assert!(ended.err.contains("and 25 more unused-type; `-v` shows all\n"), "{}", ended.err);
    assert_eq!(ended.err.matches("/unused-type]").count(), 5, "{}", ended.err);
}

#[test]
fn the_cost_is_told_to_people_and_programs() {
    let place = Place::empty();
    place.write("api.yaml", API);
    let table = place.ok(&["cost", "api.yaml"]).out;
    for part in ["operations, ", "KIND", "models", "TAG", "books", "`cargo check` takes about 0.2 s and 1"] {
        assert!(table.contains(part), "{part}: {table}");
    }
    let json: serde_json::Value =
        serde_json::from_str(&place.ok(&["cost", "api.yaml", "--format", "json"]).out).unwrap();
    let lines = |it: &serde_json::Value| it["lines"].as_u64().unwrap();
    let tags = json["tags"].as_array().unwrap();
    assert!(tags.windows(2).all(|it| lines(&it[0]) >= lines(&it[1])), "{json}");
    assert!(json["operations"].as_u64().unwrap() > 0 && json["check"]["seconds"].as_f64().unwrap() > 0.1);
    place.write("bad.yaml", "openapi: 3.1.0");
    place.ends(&["cost", "bad.yaml"], 2);
}

#[test]
fn a_database_is_printed_without_what_a_dump_says_beside_it() {
    let place = Place::empty();
    place.write("one.sql", "SET a = 1; CREATE TABLE pets (id serial PRIMARY KEY); INSERT INTO pets VALUES (1);");
    place.write("two.sql", "ALTER TABLE pets ADD COLUMN name text NOT NULL; GRANT ALL ON pets TO me;");
    let made = "CREATE TABLE pets (\n    id serial PRIMARY KEY,\n    name text NOT NULL\n);\n";
    assert_eq!(place.ok(&["export", "--to", "sql", "one.sql", "two.sql"]).out.trim_start(), made);
    assert!(place.ok(&["explain", "--stage", "schema", "one.sql"]).out.contains("id serial PRIMARY KEY"));
    assert!(place.ends(&["export", "--to", "sql", "two.sql"], 2).err.contains("error[ZX0602]"));
    place.write("api.yaml", API);
    assert!(
        place.ends(&["export", "--to", "sql", "api.yaml"], 2).err.contains("none of the schemas defines a database")
    );
}

#[test]
fn a_database_tells_which_indexes_lack() {
    let place = Place::empty();
    place.write(
        "db.sql",
        "CREATE TABLE owner (id integer PRIMARY KEY, name text NOT NULL UNIQUE);\n\
         CREATE TABLE pet (id integer PRIMARY KEY, owner_id integer NOT NULL REFERENCES owner (id));\n",
    );
    let found = place.ends(&["explain", "--queries", "--check", "db.sql"], 1);
    assert!(
        found.err.contains("ZX0686") && found.err.contains("CREATE INDEX pet_by_owner_id ON pet (owner_id)"),
        "{}",
        found.err
    );
    assert!(found.out.contains("statements: 1 findings"), "{}", found.out);
    let json = place.ok(&["--format", "json", "explain", "--queries", "db.sql"]).out;
    assert!(json.lines().count() == 1 && json.contains("\"ZX0686\""), "{json}");
    let plans = place.ok(&["-v", "explain", "--queries", "db.sql"]).out;
    assert!(plans.contains("SEARCH owner USING COVERING INDEX"), "{plans}");
    place.edit("db.sql", "REFERENCES owner (id));\n", "REFERENCES owner (id));\nCREATE INDEX x ON pet (owner_id);\n");
    place.ok(&["explain", "--queries", "--check", "db.sql"]);
    place.edit("db.sql", "integer PRIMARY", "bigint GENERATED ALWAYS AS IDENTITY PRIMARY");
    let unasked = place.ends(&["explain", "--queries", "db.sql"], 2);
    assert!(unasked.err.contains("no server is named to ask"), "{}", unasked.err);
}

#[test]
fn whose_sql_it_is_can_be_said() {
    let place = Place::empty();
    // Nothing in it is of one database alone; the types mean other things in each.
    place.write("db.sql", "CREATE TABLE a (id integer PRIMARY KEY, flag tinyint(1) NOT NULL);\n");
    let schema = |dialect| place.ok(&["explain", "--stage", "schema", "db.sql", "--dialect", dialect]).out;
    assert!(schema("mysql").contains("tinyint(1)"), "{}", schema("mysql"));
    let wrong = place.ends(&["lint", "db.sql", "--dialect", "postgres"], 1);
    assert!(wrong.err.contains("ZX0604"), "{}", wrong.err);
    place.ends(&["lint", "db.sql", "--dialect", "oracle"], 2);
    place.ok(&["new", "shop", "--from", "db.sql", "--dialect", "mysql", "--runtime", "registry", "--no-client"]);
    assert!(place.read("shop/zephyrix.toml").contains("dialect = \"mysql\""));
    place.ok(&["-C", "shop", "generate", "--check"]);
    place.ok(&["-C", "shop", "generate", "--dialect", "sqlite"]);
    assert!(place.read("shop/zephyrix.toml").contains("dialect = \"sqlite\""));
    place.ok(&["-C", "shop", "migrate", "diff", "--dry-run", "--dialect", "sqlite"]);
    place.ends(&["-C", "shop", "migrate", "lint", "--dialect", "postgres"], 2);
}
