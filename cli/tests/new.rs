//! `zephyrix new`.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::{API, Place};

#[test]
fn makes_a_whole_project_and_says_what_is_next() {
    let place = Place::empty();
    place.write("api.yaml", API);
    let ended = place.ok(&["new", "my-shop", "--from", "api.yaml"]);
    assert!(ended.out.contains("created my-shop: ") && ended.out.contains("cd my-shop"), "{ended:#?}");
    assert!(ended.out.contains("needs you src/handlers/books.rs: recommend\n"), "{}", ended.out);
    let files = place.bytes("my-shop");
    for path in [".zephyrix/manifest.json", "api.yaml", "src/main.rs", "vendor/zephyrix/src/lib.rs"] {
        assert!(files.contains_key(path), "{path}");
    }
    assert_eq!(files["api.yaml"], API.as_bytes());
    assert!(place.read("my-shop/Cargo.toml").contains("name = \"my-shop\""));
    assert!(place.read("my-shop/zephyrix.toml").contains("inputs = [\"api.yaml\"]"));
    assert!(place.path("my-shop/.git").is_dir());
    let left = std::fs::read_dir(place.path("")).unwrap().count();
    assert_eq!(left, 2, "nothing else is left beside it");
    place.ok(&["-C", "my-shop", "generate", "--check"]);
}

#[test]
fn new_code_of_the_users_is_as_rustfmt_leaves_it() {
    let place = Place::with_shop();
    for path in ["src/main.rs", "src/lib.rs", "src/app.rs", "src/handlers/mod.rs", "src/handlers/books.rs"] {
        let mut rustfmt = assert_cmd::Command::new("rustfmt");
        let config = ["--edition", "2024", "--check", "--config", "skip_children=true"];
        if rustfmt.arg("--version").ok().is_err() {
            return;
        }
        let mut rustfmt = assert_cmd::Command::new("rustfmt");
        let text = place.read(&format!("shop/{path}"));
        let output = rustfmt.args(&config[..3]).current_dir(place.path("shop")).write_stdin(text).output().unwrap();
        assert!(output.status.success(), "{path}: {}", String::from_utf8_lossy(&output.stdout));
    }
}

#[test]
fn what_is_there_is_left_alone() {
    let place = Place::empty();
    place.write("api.yaml", API);
    place.write("shop/mine.txt", "x");
    let ended = place.ends(&["new", "shop", "--from", "api.yaml"], 2);
    assert!(ended.err.contains("`shop` is not empty") && ended.err.contains("help: "), "{ended:#?}");
    place.write("file", "x");
    assert!(place.ends(&["new", "file", "--from", "api.yaml"], 2).err.contains("no folder"));
    std::fs::create_dir_all(place.path("empty/.git")).unwrap();
    place.ok(&["new", "empty", "--from", "api.yaml", "--runtime", "registry"]);
    assert!(place.path("empty/src/main.rs").exists());
}

#[test]
fn names_that_cargo_refuses_are_mended_or_refused() {
    let place = Place::empty();
    place.write("api.yaml", API);
    let make = |name: &str| place.run(&["new", name, "--from", "api.yaml", "--runtime", "registry", "--no-git"]);
    for (name, package) in [("fn", "fn-service"), ("FooBar", "foo-bar"), ("test", "test-service"), ("a-b", "a-b")] {
        let ended = make(name);
        assert_eq!(ended.code, Some(0), "{ended:#?}");
        assert!(place.read(&format!("{name}/Cargo.toml")).contains(&format!("name = \"{package}\"")), "{name}");
    }
    for name in ["größe", "日本", "--"] {
        let ended = make(name);
        assert_eq!(ended.code, Some(2), "{name}: {ended:#?}");
        assert!(!place.path(name).exists());
    }
    assert!(make("größe").err.contains("help: try `gr"), "{}", make("größe").err);
}

#[test]
fn referred_files_come_along_and_keep_their_places() {
    let place = Place::empty();
    let api = API.replace("'#/components/schemas/NewBook'", "'../common/book.yaml#/NewBook'");
    place.write("api/v1/api.yaml", &api);
    place.write(
        "api/common/book.yaml",
        "NewBook: { type: object, required: [title], properties: { title: { type: string } } }\n",
    );
    place.ok(&["new", "shop", "--from", "api/v1/api.yaml", "--runtime", "registry"]);
    assert!(place.path("shop/v1/api.yaml").exists() && place.path("shop/common/book.yaml").exists());
    assert!(place.read("shop/zephyrix.toml").contains("inputs = [\"v1/api.yaml\"]"));
    place.ok(&["-C", "shop", "generate", "--check"]);
}

#[test]
fn imports_come_along_in_the_folders_that_name_them() {
    let place = Place::empty();
    let head = "syntax = \"proto3\";\npackage shop.v1;\nimport \"google/protobuf/empty.proto\";\n";
    place.write("apis/shop/v1/book.proto", &format!("{head}message Book {{ string name = 1; }}\n"));
    let service = "service Shop { rpc Get(Book) returns (google.protobuf.Empty); }\n";
    place.write("apis/shop/v1/shop.proto", &format!("{head}import \"shop/v1/book.proto\";\n{service}"));
    let inputs = ["apis/shop/v1/shop.proto", "apis/shop/v1/book.proto"];
    place.ok(&["new", "it", "--from", inputs[0], inputs[1], "--runtime", "registry", "--no-client"]);
    let is_there = |path: &str| place.path("it").join(path).exists();
    assert!(is_there("shop/v1/shop.proto") && is_there("shop/v1/book.proto"));
    assert!(!is_there("google/protobuf/empty.proto"), "what comes with the generator stays there");
    place.ok(&["-C", "it", "generate", "--check"]);
}

#[test]
fn an_input_called_like_a_generated_file_stands_aside() {
    let place = Place::empty();
    place.write("openapi.json", r#"{"openapi":"3.1.0","info":{"title":"T","version":"1"},"paths":{"/a":{"get":{"operationId":"a","responses":{"204":{"description":"x"}}}}}}"#);
    place.ok(&["new", "shop", "--from", "openapi.json", "--runtime", "registry"]);
    assert!(place.read("shop/zephyrix.toml").contains("inputs = [\"schemas/openapi.json\"]"));
    place.ok(&["-C", "shop", "generate", "--check"]);
    place.edit("shop/zephyrix.toml", "schemas/openapi.json", "openapi.json");
    let ended = place.ends(&["-C", "shop", "generate", "--force"], 2);
    assert!(ended.err.contains("`openapi.json` is an input, and a file that the service is to have"), "{ended:#?}");
}

#[test]
fn nothing_is_made_from_what_is_wrong() {
    let place = Place::empty();
    place.write("api.yaml", &API.replace("'#/components/schemas/NewBook'", "'#/components/schemas/NweBook'"));
    let ended = place.ends(&["new", "shop", "--from", "api.yaml"], 2);
    assert!(ended.err.contains("api.yaml:18:") && ended.err.contains("did you mean `NewBook`?"), "{}", ended.err);
    assert!(!place.path("shop").exists());
    let ended = place.ends(&["new", "shop", "--from", "api.yml"], 2);
    assert!(ended.err.contains("error[ZX0001]: `api.yml` cannot be read: there is no such file"), "{}", ended.err);
    assert!(ended.err.contains("did you mean `api.yaml`?"), "{}", ended.err);
    assert!(
        place.ends(&["new", "shop", "--from", "api.yaml", "--runtime", "nowhere"], 2).err.contains("holds no crate")
    );
}

#[test]
fn a_schema_cannot_make_us_read_what_is_far_away() {
    let place = Place::empty();
    place.write("secret.yaml", "S: { type: string, description: hidden }\n");
    place.write("repo/.git/HEAD", "");
    place.write("repo/api.yaml", &API.replace("'#/components/schemas/NewBook'", "'../secret.yaml#/S'"));
    std::fs::create_dir(place.path("here")).unwrap();
    let ended = place.ends(&["-C", "here", "new", "shop", "--from", "../repo/api.yaml"], 2);
    assert!(ended.err.contains("not near the input"), "{}", ended.err);
    assert!(!ended.err.contains("hidden"));
}
