//! Overlays on the command line.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::{API, Place};

const OVERLAY: &str =
    "overlay: 1.1.0\ninfo: { title: Ours, version: '1' }\nactions:\n  - { target: $.info.title, update: Overlaid }\n";

/// A folder with a schema and an overlay.
fn place() -> Place {
    let place = Place::empty();
    place.write("api.yaml", API);
    place.write("ours.overlay.yaml", OVERLAY);
    place
}

#[test]
fn an_overlay_becomes_part_of_a_new_project() {
    let place = place();
    let from = ["new", "shop", "--from", "api.yaml", "--overlay", "ours.overlay.yaml", "--runtime", "registry"];
    place.ok(&from);
    assert!(place.read("shop/zephyrix.toml").contains("overlays = [\"ours.overlay.yaml\"]"));
    assert!(place.read("shop/openapi.json").contains("\"title\": \"Overlaid\""));
    place.ok(&["-C", "shop", "generate"]);
    // Also where nothing else has changed, the next run sees it.
    place.edit("shop/ours.overlay.yaml", "Overlaid", "Overlaid again");
    place.ok(&["-C", "shop", "generate"]);
    assert!(place.read("shop/openapi.json").contains("\"title\": \"Overlaid again\""));
}

#[test]
fn a_project_takes_one_more() {
    let place = place();
    place.ok(&["generate", "api.yaml", "-o", "shop", "--runtime", "registry"]);
    place.ok(&["-C", "shop", "generate", "--overlay", "../ours.overlay.yaml"]);
    assert!(place.read("shop/zephyrix.toml").contains("overlays = [\"../ours.overlay.yaml\"]"));
    assert!(place.read("shop/openapi.json").contains("Overlaid"));
    place.ok(&["-C", "shop", "generate", "--check"]);
}

#[test]
fn looking_takes_overlays_too() {
    let place = place();
    place.write("gone.yaml", &OVERLAY.replace("$.info.title", "$.gone"));
    let ended = place.ok(&["lint", "api.yaml", "--overlay", "ours.overlay.yaml", "--overlay", "gone.yaml"]);
    assert!(ended.err.contains("ZX0221") && ended.err.contains("gone.yaml:4:"), "{ended:#?}");
    place.write("away.yaml", &OVERLAY.replace("$.info.title, update: Overlaid", "$.paths.*.get, remove: true"));
    let routes = |arguments: &[&str]| place.ok(arguments).out.matches("GET").count();
    assert!(routes(&["routes", "api.yaml"]) > 0);
    assert_eq!(routes(&["routes", "api.yaml", "--overlay", "away.yaml"]), 0);
    place.ends(&["lint", "api.yaml", "--overlay", "missing.yaml"], 1);
}
