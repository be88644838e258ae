//! A service of GraphQL, as clients that are not ours meet it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../../runtime/tests/service_graphql/service.rs"]
mod service;

use service::Served;
use std::process::Command;
use std::time::Duration;
use tokio::runtime::Runtime;
use zephyrix_tests::foreign;

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

/// The page shows the schema, with nothing but what its policy allows.
#[test]
fn the_page_by_chromium() {
    let Some(chromium) = foreign::chromium() else { return };
    let mut browser = Command::new(chromium);
    browser.args(["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=10000", "--dump-dom"]);
    let page = served(|address| said(browser.arg(format!("http://{address}/graphql"))));
    for shown in ["Greeter &lt;1&gt;", "hello", "name: ", "href=\"#Subscription\""] {
        assert!(page.contains(shown), "{shown}");
    }
}

/// What a program says, which is seen when the test fails.
fn said(program: &mut Command) -> String {
    let output = program.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    println!("{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{program:?}: {}", output.status);
    said
}

/// Has the service run meanwhile, and end well.
fn served<T>(ask: impl FnOnce(String) -> T) -> T {
    let runtime = Runtime::new().unwrap();
    let served = runtime.block_on(Served::start(|it| it.graphql.sockets.init = Duration::from_secs(1)));
    let told = ask(served.addr.to_string());
    runtime.block_on(served.end());
    told
}
