//! A service of GraphQL, as clients that are not ours meet it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../../runtime/tests/service_graphql/service.rs"]
mod service;

use service::Served;
use std::process::Command;
use std::time::Duration;
use tokio::runtime::Runtime;
use zephyrix::config::Config;
use zephyrix_tests::{folder, foreign};

#[test]
fn audits_of_graphql_http() {
    let Some(node) = foreign::node(env!("CARGO_TARGET_TMPDIR")) else { return };
    served(|address| said(node.run("graphql_http.js").arg(address)));
}

#[test]
fn sockets_by_graphql_ws() {
    let Some(node) = foreign::node(env!("CARGO_TARGET_TMPDIR")) else { return };
    served(|address| said(node.run("graphql_ws.js").arg(address)));
}

/// Under its policy, which lets nothing in from elsewhere.
#[test]
fn the_page_by_chromium() {
    let (Some(node), Some(chromium)) = (foreign::node(env!("CARGO_TARGET_TMPDIR")), foreign::chromium()) else {
        return;
    };
    served(|address| said(node.run("graphql_page.js").arg(address).arg(chromium)));
}

/// Every setting has a row, and every row a setting.
#[test]
fn the_page_of_the_manual_lists_every_setting() {
    let config = Config::defaults("greeter");
    let mut known = Vec::new();
    leaves("graphql", &serde_json::to_value(&config.graphql).unwrap(), &mut known);
    let page = std::fs::read_to_string(folder::of_repository("docs/graphql.md")).unwrap();
    let rows = page.lines().filter_map(|it| it.strip_prefix("| `graphql.")?.split_once('`'));
    let mut listed: Vec<String> = rows.map(|it| format!("graphql.{}", it.0)).collect();
    listed.sort();
    known.sort();
    assert_eq!(listed, known);
}

fn leaves(path: &str, value: &serde_json::Value, known: &mut Vec<String>) {
    match value.as_object() {
        Some(map) => map.iter().for_each(|(name, it)| leaves(&format!("{path}.{name}"), it, known)),
        None => known.push(path.to_owned()),
    }
}

/// What a program says, which is seen when the test fails.
fn said(program: &mut Command) {
    let output = program.output().unwrap();
    let (told, wrong) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{program:?}: {}\n{told}{wrong}", output.status);
}

/// Has the service run meanwhile, and end well.
fn served(ask: impl FnOnce(String)) {
    let runtime = Runtime::new().unwrap();
    let served = runtime.block_on(Served::start(|it| it.graphql.sockets.init = Duration::from_secs(1)));
    ask(served.addr.to_string());
    runtime.block_on(served.end());
}
