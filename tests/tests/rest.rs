//! A service made of tables alone, as its callers meet it: the same shop in the SQL of each database, and one story.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::process::Command;
use std::sync::OnceLock;
use tempfile::TempDir;
use zephyrix_generator::{
    Config, Database, Diagnostics, FileSet, Generate, Job, NoLoader, Previous, Runtime, Source, Sources, generate,
};
use zephyrix_tests::cargo::{Workspace, finish};
use zephyrix_tests::client::Client;
use zephyrix_tests::process::Process;
use zephyrix_tests::{folder, servers};

#[test]
fn sqlite() {
    let folder = tempfile::tempdir().unwrap();
    Shop::new(Database::Sqlite, &format!("sqlite://{}", folder.path().join("shop.db").display())).lives();
}

#[test]
fn postgres() {
    let Some(server) = servers::postgres() else { return };
    Shop::new(Database::Postgres, &server.url).lives();
}

#[test]
fn mariadb() {
    let Some(server) = servers::mariadb() else { return };
    let shop = Shop::new(Database::Mysql, &server.url);
    shop.lives();
    shop.knows_character_sets();
    shop.knows_when_timestamps_end();
}

/// A shop that runs, with every statement that it has executed in its log.
struct Shop {
    process: Process,
    client: Client,
    _folder: TempDir,
}

impl Shop {
    fn new(database: Database, url: &str) -> Self {
        let name = name(database);
        let folder = tempfile::tempdir().unwrap();
        folder::write(&folder.path().join("config"), &folder::read(&workspace().member(&name).join("config")));
        let program = |arguments: &[&str]| {
            let mut command = Command::new(workspace().program(&name));
            command.args(arguments).current_dir(folder.path());
            command.env("APP__DATABASE__URL", url).env("APP__SERVER__ADDR", "127.0.0.1:0");
            command.env("APP__LOG__LEVEL", "info,sqlx=debug").env("APP__LOG__FORMAT", "json");
            command
        };
        finish(&mut program(&["migrate", "up"])).unwrap();
        let process = Process::start(&mut program(&[]));
        let rest = process.line_after("listens on http://");
        let addr: String = rest.chars().take_while(|it| it.is_ascii_digit() || ".:".contains(*it)).collect();
        Self { process, client: Client::new(addr.parse().unwrap()), _folder: folder }
    }

    fn lives(&self) {
        self.fill();
        self.filters();
        self.order_and_pages();
        self.relations();
        self.writes();
        self.versions();
        self.what_stands_in_the_way();
    }

    fn get(&self, path: &str) -> Value {
        self.client.get(path).expect(200).json()
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        self.client.json("POST", path, &[], body).expect(201).json()
    }

    /// What a field is in each item of a list.
    fn of_each(&self, path: &str, field: &str) -> Vec<Value> {
        self.get(path)["items"].as_array().unwrap().iter().map(|it| it[field].clone()).collect()
    }

    /// How many statements a request cost.
    fn statements(&self, path: &str) -> usize {
        // What was asked before has been told by the time that this is.
        let _ = self.process.lines_to("/none", || drop(self.client.get("/none")));
        let asked = |line: &&String| line.contains("\"sqlx::query\"");
        self.process
            .lines_to("zephyrix::access", || drop(self.client.get(path).expect(200)))
            .iter()
            .filter(asked)
            .count()
    }

    fn fill(&self) {
        let ada = self.post("/customer", &json!({ "email": "ada@example.org", "name": "Ada" }));
        assert_eq!(
            (&ada["mood"], &ada["balance"], &ada["customer_id"]),
            (&json!("ok"), &json!(decimal("0.00", &ada)), &json!(1))
        );
        assert!(ada["created_at"].as_str().unwrap().ends_with('Z'), "{ada}");
        assert!(ada.get("secret").is_none(), "{ada}");
        let bob = json!({
            "email": "bob@example.org", "name": "Bob", "mood": "happy", "balance": "12.50", "settings": { "a": [1, null] },
            "picture": "aGk=", "referred_by": 1, "created_at": "2024-02-29T12:00:00Z",
        });
        let made = self.post("/customer", &bob);
        for field in ["mood", "settings", "picture", "referred_by", "created_at"] {
            assert_eq!(made[field], bob[field], "{field}");
        }
        assert_eq!(self.get("/customer/2"), made);
        let product = |code: &str, price: &str, weight: Value| json!({ "code": code, "title": format!("A {code}"), "price": price, "weight": weight });
        let all = json!([
            product("axe", "15.00", json!(2.5)),
            product("bow", "9.99", Value::Null),
            product("cup", "3.00", json!(0.2)),
        ]);
        assert_eq!(
            self.client.json("POST", "/bulk/product", &[], &all).expect(201).json().as_array().unwrap().len(),
            3
        );
        for word in ["sharp", "old"] {
            self.post("/tag", &json!({ "word": word }));
        }
        let tags =
            json!([{ "code": "axe", "tag_id": 1 }, { "code": "axe", "tag_id": 2 }, { "code": "bow", "tag_id": 2 }]);
        self.post("/bulk/product_tag", &tags);
        for customer in [1, 2, 2] {
            self.post("/purchase", &json!({ "customer_id": customer }));
        }
        self.post("/purchases_lines", &json!({ "purchase_id": 1, "line": 1, "code": "axe", "quantity": 2 }));
    }

    fn filters(&self) {
        for (filter, codes) in [
            ("price[lt]=10", json!(["bow", "cup"])),
            ("price[gte]=9.99&price[lte]=15", json!(["axe", "bow"])),
            ("weight[null]=true", json!(["bow"])),
            ("weight[null]=false&weight[gt]=1", json!(["axe"])),
            ("code[in]=axe&code[in]=cup&code[in]=none", json!(["axe", "cup"])),
            ("code[in]=axe,none,cup", json!(["axe", "cup"])),
            ("code[in]=axe%2Ccup", json!([])),
            ("code[in]=cup", json!(["cup"])),
            ("code=bow", json!(["bow"])),
            ("price=15&in_stock=true&weight[gt]=1", json!(["axe"])),
            ("title[like]=A%20_u%25", json!(["cup"])),
            ("title[ilike]=a%20B%25", json!(["bow"])),
            ("title[like]=100%25", json!([])),
            ("in_stock[eq]=true&title[ne]=A%20axe", json!(["bow", "cup"])),
        ] {
            assert_eq!(json!(self.of_each(&format!("/product?{filter}"), "code")), codes, "{filter}");
        }
        for mood in ["mood[eq]=happy", "mood=happy"] {
            assert_eq!(self.of_each(&format!("/customer?{mood}"), "customer_id"), [json!(2)]);
        }
        assert_eq!(self.of_each("/customer?created_at[lt]=2024-03-01T00:00:00Z", "customer_id"), [json!(2)]);
        assert_eq!(self.of_each("/customer?created_at[eq]=2024-02-29T13:00:00%2B01:00", "customer_id"), [json!(2)]);
        for bad in [
            "mood[eq]=angry",
            "mood=angry",
            "price[lt]=cheap",
            "title[near]=a",
            "weight[null]=perhaps",
            "sort=settings",
        ] {
            let at = if bad.starts_with("mood") || bad.starts_with("sort") { "/customer" } else { "/product" };
            self.client.get(&format!("{at}?{bad}")).problem(422);
        }
    }

    fn order_and_pages(&self) {
        for (sort, codes) in [
            ("-price", ["axe", "bow", "cup"]),
            ("price", ["cup", "bow", "axe"]),
            ("in_stock,-code", ["cup", "bow", "axe"]),
        ] {
            assert_eq!(self.of_each(&format!("/product?sort={sort}"), "code"), codes.map(Value::from), "{sort}");
        }
        // Page by page it is what it is at once, NULL among it, whichever way it goes.
        for sort in ["weight", "-weight", "weight,-price", "-in_stock,weight", "title", "price", "-seen"] {
            let at_once = self.of_each(&format!("/product?sort={sort}"), "code");
            let (mut paged, mut cursor) = (Vec::new(), String::new());
            loop {
                let page = self.get(&format!("/product?sort={sort}&limit=1{cursor}"));
                paged.push(page["items"][0]["code"].clone());
                let Some(next) = page["next_cursor"].as_str() else { break };
                cursor = format!("&cursor={next}");
            }
            assert_eq!(paged, at_once, "{sort}");
            self.client.get(&format!("/product?sort=code&limit=1{cursor}")).problem(404);
        }
        let some = self.get("/product?fields=price&limit=1");
        assert_eq!(some["items"], json!([{ "code": "axe", "price": some["items"][0]["price"] }]));
    }

    fn relations(&self) {
        let all = self.get("/product?include=tag&fields=code");
        let words = |at: usize| {
            all["items"][at]["tag"].as_array().unwrap().iter().map(|it| it["word"].clone()).collect::<Vec<_>>()
        };
        assert_eq!((words(0), words(1), words(2)), (vec![json!("sharp"), json!("old")], vec![json!("old")], vec![]));
        let customers = self.get("/customer?include=purchase,customer&fields=name");
        assert_eq!(customers["items"][1]["purchase"].as_array().unwrap().len(), 2);
        assert_eq!(customers["items"][1]["customer"]["name"], "Ada", "{customers}");
        assert_eq!(customers["items"][0].get("customer"), None);
        assert_eq!(self.of_each("/purchases_lines?include=product", "product")[0]["code"], "axe");
        let loyal = json!([{ "who": 1, "purchases": 1 }, { "who": 2, "purchases": 2 }]);
        assert_eq!(self.get("/loyalty?sort=who")["items"], loyal, "what a view counts");
        assert_eq!(self.of_each("/loyalty?purchases[gt]=1", "who"), [json!(2)]);
        // No row brings along more than a hundred, and says so.
        let many: Vec<Value> = (0..100).map(|_| json!({ "customer_id": 1 })).collect();
        self.post("/bulk/purchase", &json!(many));
        let customers = self.get("/customer?include=purchase")["items"].clone();
        let count = |at: usize| customers[at]["purchase"].as_array().unwrap().len();
        assert_eq!((count(0), count(1)), (100, 2));
        assert_eq!((&customers[0]["purchase_more"], customers[1].get("purchase_more")), (&json!(true), None));
        assert_eq!(customers[0]["purchase"][0]["purchase_id"], 1, "the first by their key");
        // However many rows there are.
        assert_eq!(self.statements("/purchase"), 1);
        assert_eq!(self.statements("/purchase?include=customer"), 2);
        assert_eq!(self.statements("/customer?include=purchase"), 2);
        assert_eq!(self.statements("/product?include=tag&sort=-title"), 2);
    }

    fn writes(&self) {
        let line = "/purchases_lines/1/1";
        assert_eq!(self.get(line), json!({ "purchase_id": 1, "line": 1, "code": "axe", "quantity": 2 }));
        let put = self.client.json("PUT", line, &[], &json!({ "code": "cup" })).expect(200).json();
        assert_eq!(put, json!({ "purchase_id": 1, "line": 1, "code": "cup", "quantity": 1 }));
        let patched = self.client.json("PATCH", line, &[], &json!({ "quantity": 7 })).expect(200).json();
        assert_eq!(patched, json!({ "purchase_id": 1, "line": 1, "code": "cup", "quantity": 7 }));
        let cleared = self.client.json("PATCH", "/product/axe", &[], &json!({ "weight": null })).expect(200).json();
        assert_eq!((&cleared["weight"], &cleared["title"]), (&Value::Null, &json!("A axe")));
        self.client.json("PATCH", "/product/none", &[], &json!({ "title": "x" })).problem(404);
        let _ = self.client.ask("DELETE", line, &[]).expect(204);
        self.client.get(line).problem(404);
        self.client.get("/event?limit=0").problem(422);
        assert_eq!(self.get("/event"), json!({ "items": [] }));
        assert_eq!(self.client.json("POST", "/event", &[], &json!({})).status, 405);
    }

    fn versions(&self) {
        let found = self.client.get("/purchase/1").expect(200);
        let old = [("if-match", found.header("etag"))];
        let changed = self.client.json("PATCH", "/purchase/1", &old, &json!({ "note": "now" })).expect(200);
        assert_eq!(changed.json()["version"], 2);
        self.client.json("PATCH", "/purchase/1", &old, &json!({ "note": "then" })).problem(412);
    }

    fn what_stands_in_the_way(&self) {
        let twin = json!({ "email": "ada@example.org", "name": "Twin" });
        let problem = self.client.json("POST", "/customer", &[], &twin).problem(409);
        assert_eq!(problem["errors"][0]["pointer"], "/email", "{problem}");
        let problem = self.client.json("POST", "/purchase", &[], &json!({ "customer_id": 77 })).problem(409);
        assert_eq!(problem["errors"][0]["pointer"], "/customer_id", "{problem}");
        self.client.ask("DELETE", "/customer/2", &[]).problem(409);
        for bad in [
            json!({ "email": "c@example.org", "name": "" }),
            json!({ "email": "c@example.org", "name": "C", "balance": "1.234" }),
            json!({ "email": "c@example.org", "name": "C", "mood": "angry" }),
            json!({ "email": "c@example.org", "name": "C", "customer_id": 9 }),
            json!({ "name": "C" }),
        ] {
            self.client.json("POST", "/customer", &[], &bad).problem(422);
        }
        // All or nothing.
        let words = json!([{ "word": "new" }, { "word": "old" }]);
        self.client.json("POST", "/bulk/tag", &[], &words).problem(409);
        assert_eq!(self.of_each("/tag", "word"), [json!("sharp"), json!("old")]);
    }

    /// The words of tags are `latin1`.
    fn knows_character_sets(&self) {
        let problem = self.client.json("POST", "/tag", &[], &json!({ "word": "āb" })).problem(422);
        assert_eq!(
            (&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]),
            (&json!("/word"), &json!("pattern"))
        );
        self.post("/tag", &json!({ "word": "œuf à 3 €" }));
        assert_eq!(self.of_each("/tag?word=%C5%93uf%20%C3%A0%203%20%E2%82%AC", "word"), [json!("œuf à 3 €")]);
        assert_eq!(self.of_each("/tag?word%5Blike%5D=%25%E2%82%AC", "word"), [json!("œuf à 3 €")]);
        self.client.ask("GET", "/tag?word=%F0%9F%98%80", &[]).problem(422);
    }

    fn knows_when_timestamps_end(&self) {
        let seen = |it: &str| self.client.json("PATCH", "/product/axe", &[], &json!({ "seen": it }));
        for kept in ["1970-01-01T00:00:01Z", "1970-01-02T00:00:00+14:00", "2038-01-19T03:13:59Z"] {
            let _ = seen(kept).expect(200);
        }
        for lost in ["1970-01-01T00:00:00Z", "1970-01-01T00:00:01+00:01", "2038-01-19T03:14:08Z"] {
            let problem = seen(lost).problem(422);
            assert_eq!(problem["errors"][0]["pointer"], "/seen", "{problem}");
        }
        assert_eq!(self.get("/product/axe")["seen"], "2038-01-19T03:13:59Z");
        // A `DATETIME` has more.
        for kept in ["1147-11-13T09:08:34Z", "3000-01-01T00:00:00Z"] {
            let changed = self.client.json("PATCH", "/customer/1", &[], &json!({ "created_at": kept })).expect(200);
            assert_eq!(changed.json()["created_at"], kept);
        }
    }
}

/// A decimal as the database of `row` writes it: SQLite keeps no digits that say nothing.
fn decimal(text: &str, row: &Value) -> String {
    let plain = row["balance"].as_str().is_some_and(|it| !it.contains('.'));
    if plain { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text.to_owned() }
}

fn name(database: Database) -> String {
    format!("shop-{}", database.word())
}

/// The projects of all databases, built once.
fn workspace() -> &'static Workspace {
    static BUILT: OnceLock<Workspace> = OnceLock::new();
    BUILT.get_or_init(|| {
        let workspace = Workspace::new(env!("CARGO_TARGET_TMPDIR"), "shop");
        let made: BTreeMap<String, FileSet> = Database::ALL.map(|it| (name(it), shop(it))).into();
        workspace.fill(made.iter().map(|(name, files)| (name.as_str(), files)));
        workspace.cargo(&["build", "--quiet", "--workspace"]).unwrap();
        workspace
    })
}

/// The project for one database.
fn shop(database: Database) -> FileSet {
    let path = format!("tests/cases/rest_{}/input.sql", database.word());
    let text = fs::read_to_string(folder::of_repository(&path)).unwrap();
    let config = Config {
        name: Some(name(database)),
        inputs: vec!["shop.sql".to_owned()],
        database,
        runtime: Runtime::Path(folder::of_repository("runtime").to_str().unwrap().to_owned()),
        generate: Generate { client: false, ..Generate::default() },
        ..Config::default()
    };
    let (mut sources, mut log) = (Sources::default(), Diagnostics::default());
    sources.add(Source { path: "shop.sql".to_owned(), text });
    generate(&mut sources, Job { loader: &NoLoader, config: &config, previous: &Previous::default() }, &mut log)
        .unwrap()
}
