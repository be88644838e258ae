//! Migrations and stores on real databases, and services tested with one of their own.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

use axum::Router;
use axum::extract::State;
use axum::routing::{get, post};
use sqlx::SqlitePool;
use zephyrix::db::{self, MigrateError, State as Stands, StoreError};
use zephyrix::{Migration, OperationInfo, Service, Start, testing};

const STEPS: &[Migration] = &[
    Migration {
        version: 1,
        name: "init",
        up: "CREATE TABLE pets (id INTEGER PRIMARY KEY, chip VARCHAR(20) NOT NULL UNIQUE); \
             CREATE TABLE visits (id INTEGER PRIMARY KEY, pet INTEGER NOT NULL REFERENCES pets (id));",
        down: Some("DROP TABLE visits; DROP TABLE pets;"),
    },
    Migration { version: 2, name: "weight", up: "ALTER TABLE pets ADD weight INTEGER", down: None },
];

static SERVICE: Service = Service {
    name: "pets",
    title: "Pets",
    version: "1",
    openapi: "{}",
    operations: &[OperationInfo { name: "add", method: "POST", path: "/pets" }],
    migrations: STEPS,
};

fn broken(second: Migration) -> [Migration; 2] {
    [STEPS[0], second]
}

async fn up(url: &str, steps: &[Migration]) -> Result<Vec<String>, MigrateError> {
    db::up(url, steps, db::OutOfOrder::Refuse).await
}

/// Up, down, up again; what was changed, is unknown or fails is refused and leaves nothing behind.
async fn migrates(url: &str) {
    let first = &STEPS[..1];
    let states = async |steps: &[Migration]| -> Vec<_> {
        db::status(url, steps).await.unwrap().into_iter().map(|it| (it.version, it.state)).collect()
    };
    assert_eq!(states(first).await, [(1, Stands::Pending)]);
    assert_eq!(up(url, first).await.unwrap(), ["V1__init"]);
    assert!(up(url, first).await.unwrap().is_empty());
    assert_eq!(db::down(url, first, 1).await.unwrap(), ["V1__init"]);
    assert!(db::down(url, first, 1).await.unwrap().is_empty());
    assert_eq!(up(url, first).await.unwrap(), ["V1__init"]);
    let fails = broken(Migration { up: "CREATE TABLE more (id INTEGER); CREATE TABLE more (id INTEGER)", ..STEPS[1] });
    assert!(matches!(up(url, &fails).await, Err(MigrateError::Step(_))));
    assert_eq!(up(url, STEPS).await.unwrap(), ["V2__weight"]);
    assert!(matches!(states(STEPS).await[..], [(1, Stands::Applied(_)), (2, Stands::Applied(_))]));
    assert!(db::down(url, STEPS, 1).await.unwrap_err().to_string().contains("no way back"));
    let changed = broken(Migration { up: "SELECT 1", ..STEPS[1] });
    assert_eq!(states(&changed).await[1], (2, Stands::Changed));
    assert!(up(url, &changed).await.is_err());
    assert_eq!(states(first).await[1], (2, Stands::Unknown));
}

/// What is less than what is applied is refused with all others, until the policy allows it.
async fn comes_late(url: &str) {
    let late = Migration { version: 0, name: "late", up: "CREATE TABLE late (id INTEGER)", down: None };
    let next = Migration { version: 3, name: "next", up: "CREATE TABLE next (id INTEGER)", down: None };
    let all = [late, STEPS[0], STEPS[1], next];
    let refused = up(url, &all).await.unwrap_err().to_string();
    assert!(refused.contains("V0__late") && refused.contains("database.out_of_order"), "{refused}");
    let pending = db::status(url, &all).await.unwrap().into_iter().filter(|it| it.state == Stands::Pending);
    assert_eq!(pending.map(|it| it.version).collect::<Vec<_>>(), [0, 3]);
    assert_eq!(db::up(url, &all, db::OutOfOrder::Allow).await.unwrap(), ["V0__late", "V3__next"]);
    assert!(up(url, &all).await.unwrap().is_empty(), "what is applied is no longer late");
}

#[tokio::test]
async fn migrates_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("made/pets.db").display());
    migrates(&url).await;
    comes_late(&url).await;
}

#[tokio::test]
async fn tables_of_sqlite_can_be_written_anew() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("pets.db").display());
    up(&url, &STEPS[..1]).await.unwrap();
    let pool = SqlitePool::connect(&url).await.unwrap();
    sqlx::raw_sql("INSERT INTO pets VALUES (1, 'a'); INSERT INTO visits VALUES (1, 1)").execute(&pool).await.unwrap();
    let anew = broken(Migration {
        up: "CREATE TABLE new (id INTEGER PRIMARY KEY); INSERT INTO new SELECT id FROM pets; DROP TABLE pets; \
             ALTER TABLE new RENAME TO pets",
        ..STEPS[1]
    });
    up(&url, &anew).await.unwrap();
    let visits: i64 = sqlx::query_scalar("SELECT count(*) FROM visits").fetch_one(&pool).await.unwrap();
    assert_eq!(visits, 1);
    let dangles = [anew[0], anew[1], Migration { version: 3, name: "dangle", up: "DELETE FROM pets", down: None }];
    assert!(up(&url, &dangles).await.unwrap_err().to_string().contains("foreign key"));
}

#[tokio::test]
async fn urls_that_are_none_do_not_show_their_passwords() {
    for url in ["oracle://ann:hunter2@db/x", "sqlite::memory:", "hunter2"] {
        let error = up(url, STEPS).await.unwrap_err();
        assert!(matches!(error, MigrateError::Open(_)) && !error.to_string().contains("hunter2"), "{error}");
    }
}

async fn add(State(pool): State<SqlitePool>, chip: String) -> Result<&'static str, String> {
    let added = sqlx::query("INSERT INTO pets (chip) VALUES (?)").bind(chip).execute(&pool).await;
    added.map(|_| "added").map_err(|error| format!("{:?}", StoreError::from(error)))
}

async fn visit(State(pool): State<SqlitePool>) -> String {
    let added = sqlx::query("INSERT INTO visits (pet) VALUES (99)").execute(&pool).await;
    format!("{:?}", added.map_err(StoreError::from).err())
}

async fn build(start: Start) -> Result<Router, zephyrix::BoxError> {
    let pool = start.sqlite().await?;
    let mode: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(&pool).await?;
    assert_eq!(mode, "wal");
    Ok(Router::new().route("/pets", post(add)).route("/visits", get(visit)).with_state(pool))
}

#[tokio::test]
async fn every_test_has_a_database_of_its_own() {
    let (one, other) = (testing::start(&SERVICE, build).await, testing::start(&SERVICE, build).await);
    let answer = one.post("/pets").body("text/plain", "a").send().await;
    assert_eq!((answer.status(), answer.text()), (200, "added"));
    assert_eq!(one.post("/pets").body("text/plain", "a").send().await.text(), "Conflict(\"pets.chip\")");
    assert_eq!(one.get("/visits").send().await.text(), "Some(Conflict(\"foreign key\"))");
    assert_eq!(other.post("/pets").body("text/plain", "a").send().await.text(), "added");
    let missing = one.get("/nowhere").header("x-request-id", "me").send().await;
    assert_eq!((missing.status(), missing.header("x-request-id")), (404, Some("me")));
    assert_eq!(missing.json()["instance"], "me");
    assert_eq!(one.get("/readyz").send().await.status(), 200);
}

#[cfg(feature = "postgres")]
mod postgres {
    use super::*;
    use std::path::{Path, PathBuf};
    use std::process::Command;

    /// A server of one test's own.
    struct Server {
        url: String,
        programs: PathBuf,
        folder: tempfile::TempDir,
    }

    impl Server {
        /// Starts one, where PostgreSQL is installed.
        fn start() -> Option<Self> {
            let Some(programs) = programs() else {
                assert!(std::env::var("ZEPHYRIX_REQUIRE_SERVERS").as_deref() != Ok("1"), "no PostgreSQL");
                eprintln!("SKIPPED: there is no PostgreSQL here");
                return None;
            };
            let folder = tempfile::tempdir().unwrap();
            assert!(Command::new("chown").arg("postgres").arg(folder.path()).status().unwrap().success());
            let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
            let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
            let server = Self { url, programs, folder };
            server.run("initdb", &["-A", "trust", "-N"]);
            let options = format!("-F -h 127.0.0.1 -p {port} -k {}", server.folder.path().display());
            server.run("pg_ctl", &["start", "-w", "-l", "log", "-o", &options]);
            Some(server)
        }

        /// Runs one of PostgreSQL's programs, which refuse to be root.
        fn run(&self, program: &str, arguments: &[&str]) {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(self.programs.join(program)).args(arguments);
            command.env("PGDATA", self.folder.path().join("data")).current_dir(self.folder.path());
            // The server itself keeps what it inherits.
            command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
            assert!(command.status().unwrap().success(), "{program}");
        }
    }

    impl Drop for Server {
        fn drop(&mut self) {
            self.run("pg_ctl", &["stop", "-m", "immediate"]);
        }
    }

    fn programs() -> Option<PathBuf> {
        let versions = Path::new("/usr/lib/postgresql").read_dir().ok()?.flatten();
        versions.map(|it| it.path().join("bin")).filter(|it| it.join("pg_ctl").exists()).max()
    }

    #[tokio::test]
    async fn migrates_postgres_and_names_conflicts() {
        let Some(server) = Server::start() else { return };
        let pool = sqlx::PgPool::connect(&server.url).await.unwrap();
        migrates(&server.url).await;
        sqlx::query("INSERT INTO pets (id, chip) VALUES (1, 'a')").execute(&pool).await.unwrap();
        let conflict = |sql: &'static str| {
            let pool = pool.clone();
            async move { format!("{:?}", sqlx::query(sql).execute(&pool).await.map_err(StoreError::from).err()) }
        };
        assert_eq!(conflict("INSERT INTO pets (id, chip) VALUES (2, 'a')").await, "Some(Conflict(\"pets_chip_key\"))");
        assert_eq!(conflict("INSERT INTO visits VALUES (1, 9)").await, "Some(Conflict(\"visits_pet_fkey\"))");
        let (one, other) = tokio::join!(race(&server.url), race(&server.url));
        assert_eq!(one + other, 1, "two that migrate at once take each step once");
        let scratch = db::Scratch::beside(&server.url, "late").await.unwrap();
        up(scratch.url(), STEPS).await.unwrap();
        comes_late(scratch.url()).await;
    }

    async fn build(start: Start) -> Result<Router, zephyrix::BoxError> {
        let pool = start.postgres().await?;
        let count = async |State(pool): State<sqlx::PgPool>| {
            let count: Result<i64, _> = sqlx::query_scalar("SELECT count(*) FROM pets").fetch_one(&pool).await;
            count.map(|it| it.to_string()).map_err(|it| it.to_string())
        };
        Ok(Router::new().route("/pets", get(count)).with_state(pool))
    }

    async fn leftovers(pool: &sqlx::PgPool) -> i64 {
        let sql = "SELECT count(*) FROM pg_database WHERE datname LIKE 'test_%'";
        sqlx::query_scalar(sql).fetch_one(pool).await.unwrap()
    }

    #[tokio::test]
    async fn databases_of_tests_are_dropped_after_them_even_by_a_panic() {
        let Some(server) = Server::start() else { return };
        let pool = sqlx::PgPool::connect(&server.url).await.unwrap();
        let settings = [("APP__DATABASE__URL", server.url.as_str())];
        let app = testing::start_with(&SERVICE, &settings, build).await.unwrap();
        assert_eq!(app.get("/pets").send().await.text(), "0");
        assert_eq!(leftovers(&pool).await, 1);
        drop(app);
        assert_eq!(leftovers(&pool).await, 0);
        let url = server.url.clone();
        let panics = tokio::spawn(async move {
            let _app = testing::start_with(&SERVICE, &[("APP__DATABASE__URL", &url)], build).await;
            panic!("as a failing test does");
        });
        assert!(panics.await.is_err());
        assert_eq!(leftovers(&pool).await, 0);
    }

    /// Policies are told who asks, for one transaction, and what was told nothing sees nothing.
    #[tokio::test]
    async fn policies_know_who_asks() {
        let Some(server) = Server::start() else { return };
        let pool = sqlx::postgres::PgPoolOptions::new().max_connections(1).connect(&server.url).await.unwrap();
        sqlx::raw_sql(
            "CREATE TABLE note (owner text NOT NULL, body text NOT NULL); \
             INSERT INTO note VALUES ('ann', 'a'), ('bob', 'b'); \
             ALTER TABLE note ENABLE ROW LEVEL SECURITY; ALTER TABLE note FORCE ROW LEVEL SECURITY; \
             CREATE POLICY own ON note USING (owner = current_setting('app.user_id')); \
             CREATE ROLE service; GRANT SELECT ON note TO service; SET ROLE service",
        )
        .execute(&pool)
        .await
        .unwrap();
        let bodies = "SELECT body FROM note";
        for (who, sees) in [("ann", "a"), ("bob", "b")] {
            let mut to = db::begin_as(&pool, &[("app.user_id", who)]).await.unwrap();
            let seen: Vec<String> = sqlx::query_scalar(bodies).fetch_all(&mut *to).await.unwrap();
            assert_eq!(seen, [sees]);
            to.commit().await.unwrap();
        }
        // The same connection: what was told is forgotten.
        let seen: Vec<String> = sqlx::query_scalar(bodies).fetch_all(&pool).await.unwrap_or_default();
        assert!(seen.is_empty(), "{seen:?}");
        assert!(db::begin_as(&pool, &[("nodot", "x")]).await.is_err());
    }

    async fn race(url: &str) -> usize {
        let third =
            [STEPS[0], STEPS[1], Migration { version: 3, name: "third", up: "SELECT pg_sleep(0.3)", down: None }];
        up(url, &third).await.unwrap().len()
    }
}
