//! Settings: layers, origins, and everything that may be wrong with them.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::time::Duration;
use zephyrix::config::{Config, ConfigErrors, Loaded, Sources};

fn load(folder: &Path, variables: &[(&str, &str)]) -> Result<Loaded, ConfigErrors> {
    let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Config::load("shop", &Sources { folder: folder.to_owned(), environment: "production".to_owned(), variables })
}

#[test]
fn later_layers_win_and_origins_are_known() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("default.toml", "[server]\naddr = \"0.0.0.0:1\"\n[server.limits]\nbody = \"1MiB\"\nuri = \"1KiB\"\n");
    write("production.toml", "[server.limits]\nuri = \"2KiB\"\nheaders = 4096\n[log]\nlevel = \"warn\"\n");
    write("development.toml", "[log]\nlevel = \"trace\"\n");
    write("local.toml", "[log]\naccess = false\n");
    let variables = [
        ("APP__SERVER__LIMITS__BODY_READ", "5s"),
        ("APP__SERVER__LIMITS__HEADER_COUNT", "50"),
        ("APP__DOCS__ENABLED", "false"),
        ("HOME", "/root"),
    ];
    let loaded = load(folder.path(), &variables).unwrap();
    let limits = &loaded.config.server.limits;
    assert_eq!(loaded.config.server.addr.to_string(), "0.0.0.0:1");
    assert_eq!((limits.body, limits.uri, limits.headers, limits.header_count), (1 << 20, 2 << 10, 4096, 50));
    assert_eq!(limits.body_read, Duration::from_secs(5));
    assert_eq!(limits.header_read, Duration::from_secs(10));
    assert_eq!(loaded.config.log.level, "warn");
    assert!(!loaded.config.log.access && !loaded.config.docs.enabled && loaded.config.metrics.enabled);
    let shown = loaded.show();
    for (line, origin) in [
        ("server.addr = \"0.0.0.0:1\"", "default.toml"),
        ("server.limits.uri = \"2KiB\"", "production.toml"),
        ("server.limits.body_read = \"5s\"", "APP__SERVER__LIMITS__BODY_READ"),
        ("log.access = false", "local.toml"),
        ("server.limits.header_read = \"10s\"", "default"),
    ] {
        let found = shown.lines().find(|it| it.starts_with(line)).unwrap_or_else(|| panic!("{line} not in\n{shown}"));
        assert!(found.ends_with(origin), "{found}");
    }
    assert!(loaded.warnings.is_empty(), "{:?}", loaded.warnings);
}

#[test]
fn all_errors_are_told_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let text = "[server]\nadr = \"0.0.0.0:1\"\nbody = \"1MiB\"\n[server.limits]\nuri = \"much\"\nheader_count = -1\n\
                [log]\nformat = \"xml\"\n[sever]\naddr = \"x\"\n";
    fs::write(folder.path().join("default.toml"), text).unwrap();
    fs::write(folder.path().join("local.toml"), "[log\n").unwrap();
    let errors = load(folder.path(), &[("APP__SERVER__ADDR", "nowhere")]).unwrap_err().0;
    for (place, what) in [
        ("default.toml", "`server.adr`; did you mean `server.addr`?"),
        ("default.toml", "`server.body`; did you mean `server.limits.body`?"),
        ("default.toml", "`server.limits.uri`: expected a size"),
        ("default.toml", "`server.limits.header_count`"),
        ("default.toml", "`log.format`"),
        ("default.toml", "`sever`; did you mean `server`?"),
        ("local.toml", "TOML"),
        ("APP__SERVER__ADDR", "`server.addr`"),
    ] {
        let found = errors.iter().any(|it| it.contains(place) && it.contains(what));
        assert!(found, "{place}: {what} not in {errors:#?}");
    }
    assert_eq!(errors.len(), 8, "{errors:#?}");
}

#[test]
fn unknown_variables_are_warned_of() {
    let folder = tempfile::tempdir().unwrap();
    let loaded = load(folder.path(), &[("APP__SERVER__ADRR", "x"), ("APP__", "x"), ("APP__SERVER", "x")]);
    let errors = loaded.unwrap_err().0;
    assert_eq!(errors.len(), 1, "a section is no value: {errors:?}");
    let loaded = load(folder.path(), &[("APP__SERVER__ADRR", "x"), ("APP__X__Y", "x")]).unwrap();
    assert_eq!(loaded.warnings.len(), 2, "{:?}", loaded.warnings);
    assert!(loaded.warnings[0].contains("APP__SERVER__ADRR") && loaded.warnings[0].contains("`server.addr`"));
}

#[test]
#[cfg(feature = "sql")]
fn secrets_come_from_files_and_do_not_show() {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("url");
    fs::write(&secret, "postgres://ann:hunter2@db/shop\n").unwrap();
    let path = secret.to_str().unwrap();
    let variables = [("APP__DATABASE__URL", "postgres://bob@db/shop"), ("APP__DATABASE__URL_FILE", path)];
    let loaded = load(folder.path(), &variables).unwrap();
    assert_eq!(loaded.config.database.url.expose(), "postgres://ann:hunter2@db/shop");
    let shown = loaded.show();
    assert!(shown.contains("database.url = \"postgres://ann:***@db/shop\"  # APP__DATABASE__URL_FILE"), "{shown}");
    assert!(!shown.contains("hunter2") && !format!("{:?}", loaded.config).contains("hunter2"));
    let errors = load(folder.path(), &[("APP__DATABASE__URL_FILE", "/nowhere")]).unwrap_err();
    assert!(errors.to_string().contains("/nowhere"), "{errors}");
}

#[test]
#[cfg(feature = "sql")]
fn the_database_is_named_after_the_service() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(load(folder.path(), &[]).unwrap().config.database.url.expose(), "sqlite://data/shop.db");
}

#[test]
#[cfg(feature = "graphql")]
fn schemas_are_shown_to_developers() {
    let folder = tempfile::tempdir().unwrap();
    let shown = |loaded: &Loaded| (loaded.config.graphql.introspection, loaded.config.graphql.graphiql);
    let production = load(folder.path(), &[]).unwrap();
    assert_eq!(shown(&production), (Some(false), Some(false)));
    assert!(production.show().contains("graphql.introspection = false  # default\n"), "{}", production.show());
    let variables = [("APP__GRAPHQL__INTROSPECTION", "true"), ("APP__GRAPHQL__SOCKETS__INIT", "3s")];
    let changed = load(folder.path(), &variables).unwrap();
    assert_eq!(shown(&changed), (Some(true), Some(false)));
    assert_eq!(changed.config.graphql.sockets.init, Duration::from_secs(3));
    let sources =
        Sources { folder: folder.path().to_owned(), environment: "development".to_owned(), variables: Vec::new() };
    assert_eq!(shown(&Config::load("shop", &sources).unwrap()), (Some(true), Some(true)));
}
