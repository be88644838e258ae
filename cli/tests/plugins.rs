//! Plugins, through the command: the samples, what they make, and what is refused.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test may fail, and says what it does not run")]

mod common;

use common::Place;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Whether there is Python; where all of CI's servers must be, it must, too.
fn has_python() -> bool {
    let there = Command::new("python3").arg("--version").output().is_ok_and(|it| it.status.success());
    if !there {
        assert!(std::env::var_os("ZEPHYRIX_REQUIRE_SERVERS").is_none(), "python3 is not installed");
        eprintln!("NOT RUN: python3 is not installed");
    }
    there
}

/// A project with a plugin whose text is that; `more` are further keys of it.
fn place(script: &str, more: &str) -> Option<Place> {
    let place = has_python().then(Place::with_shop)?;
    place.write("shop/plugins/p.py", script);
    let text = place.read("shop/zephyrix.toml");
    let plugin = format!("{text}\n[[plugin]]\nname = \"p\"\ncommand = [\"python3\", \"plugins/p.py\"]\n{more}\n");
    place.write("shop/zephyrix.toml", &plugin);
    Some(place)
}

/// A plugin that answers with these files, and no questions asked.
fn answers(files: &str) -> String {
    format!("import json\nprint(json.dumps({{'protocol': 1, 'files': {files}}}))\n")
}

/// Runs it where it must be refused, for a reason; nothing may be written.
fn refused(place: &Place, wanted: &[&str]) {
    let before = place.bytes("shop");
    let ended = place.ends(&["-C", "shop", "generate"], 2);
    for wanted in wanted {
        assert!(ended.err.contains(wanted), "{wanted}: {}", ended.err);
    }
    assert_eq!(place.bytes("shop"), before);
}

#[test]
fn the_sample_in_python_reports_on_operations_and_entities() {
    let sample = include_str!("../../schemas/plugins/report.py");
    let Some(place) = place(sample, "options = { folder = \"reports\", require_docs = true }") else { return };
    place.edit(
        "shop/api.yaml",
        "operationId: recommend\n",
        "operationId: recommend\n      summary: What to read, next\n",
    );
    let ended = place.ok(&["-C", "shop", "generate"]);
    let table = place.read("shop/reports/operations.csv");
    assert!(
        table.starts_with("operation,method,path,tag,security,answers,what\nlistBooks,GET,/books,books,open,200,\n")
    );
    assert!(table.contains("recommend,GET,/recommendation,books,open,200,\"What to read, next\"\n"), "{table}");
    let diagram = place.read("shop/reports/entities.md");
    assert!(diagram.contains("erDiagram\n    Book {\n        int64 id PK\n        text title\n    }\n"), "{diagram}");
    // Its findings have places, and are warnings like any other.
    assert!(ended.err.contains("warning[ZX0526]: p: operation `listBooks` has no description"), "{}", ended.err);
    assert!(ended.err.contains("api.yaml:7:20"), "{}", ended.err);
    assert!(!ended.err.contains("`recommend` has no description"));
    place.ends(&["-C", "shop", "generate", "--strict"], 2);
    place.ok(&["-C", "shop", "generate", "--check"]);
    // Without it, its files stay; once it is gone from the configuration, they go.
    let before = place.bytes("shop");
    place.ok(&["-C", "shop", "generate", "--no-plugins"]);
    place.ok(&["-C", "shop", "generate", "--no-plugins", "--check"]);
    assert_eq!(place.bytes("shop"), before);
    let text = place.read("shop/zephyrix.toml");
    place.write("shop/zephyrix.toml", text.split_once("\n[[plugin]]").unwrap().0);
    place.ok(&["-C", "shop", "generate"]);
    assert!(!place.path("shop/reports").exists() && !place.path("shop/.zephyrix/plugins.json").exists());
}

#[test]
fn the_sample_in_rust_writes_types_of_typescript() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let arguments = ["build", "--quiet", "-p", "zephyrix-sample-typescript", "--message-format=json"];
    let built = Command::new(env!("CARGO")).args(arguments).current_dir(&root).output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let built = String::from_utf8(built.stdout).unwrap();
    let mut program = built.lines().filter_map(|it| serde_json::from_str::<serde_json::Value>(it).ok());
    let program = program.find_map(|it| it["executable"].as_str().map(PathBuf::from)).unwrap();
    let place = Place::with_shop();
    let text = place.read("shop/zephyrix.toml");
    let command = program.to_str().unwrap();
    let plugin = format!("{text}\n[[plugin]]\nname = \"typescript\"\ncommand = ['{command}']\n");
    place.write("shop/zephyrix.toml", &plugin);
    place.ok(&["-C", "shop", "generate"]);
    assert_eq!(
        place.read("shop/web/types.ts"),
        "// The types of Book Shop.\n\nexport interface NewBook {\n  \"title\": string;\n}\n\n\
         export interface Book {\n  \"id\": number;\n  \"title\": string;\n}\n"
    );
}

#[test]
fn a_plugin_is_told_what_it_is_promised() {
    let script = "import json, os, sys\nq = json.load(sys.stdin)\nprint('I have read it', file=sys.stderr)\n\
        told = {'keys': sorted(q), 'options': q['options'], 'ir': q['ir']['zephyrix']['ir'], 'cwd': os.getcwd(),\n\
        'env': sorted(k for k in os.environ if k in ('SECRET', 'PASSED', 'PATH')), 'ours': 'src/main.rs' in q['files'],\n\
        'group': os.getpgrp() == os.getpid()}\n\
        json.dump({'protocol': 1, 'files': [{'path': 'told.json', 'text': json.dumps(told, indent=1)},\n\
        {'path': 'begin.md', 'text': 'begin', 'owner': 'yours'}]}, sys.stdout)\n";
    let Some(place) = place(script, "env = [\"PASSED\"]\n[plugin.options]\nlist = [1, true]") else { return };
    let mut command = place.command(&["-C", "shop", "generate"]);
    let output = command.env("SECRET", "s").env("PASSED", "p").output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && err.contains("p: I have read it"), "{err}");
    let told: serde_json::Value = serde_json::from_str(&place.read("shop/told.json")).unwrap();
    assert_eq!(told["keys"], serde_json::json!(["files", "ir", "name", "options", "protocol"]));
    assert_eq!(told["options"], serde_json::json!({ "list": [1, true] }));
    assert_eq!(told["env"], serde_json::json!(["PASSED", "PATH"]));
    assert_eq!((&told["ir"], &told["ours"]), (&1.into(), &true.into()));
    assert_eq!(told["cwd"].as_str().unwrap(), place.path("shop").canonicalize().unwrap().to_str().unwrap());
    assert_eq!(told["group"], true);
    // What is the user's is written once.
    place.write("shop/begin.md", "mine");
    place.command(&["-C", "shop", "generate"]).env("PASSED", "p").assert().success();
    assert_eq!(place.read("shop/begin.md"), "mine");
}

#[test]
fn paths_that_lead_elsewhere_are_refused_by_name() {
    for (path, wanted) in [
        ("../x", "`../x` is no path to write to"),
        ("/tmp/x", "`/tmp/x` is no path to write to: it is absolute"),
        (".git/hooks/pre-commit", "it is version control's"),
        (".zephyrix/manifest.json", "it is zephyrix's own"),
        ("zephyrix.toml", "it is zephyrix's own"),
        ("SRC/main.rs", "`src/main.rs` is in the way"),
    ] {
        let Some(place) = place(&answers(&format!("[{{'path': '{path}', 'text': ''}}]")), "") else { return };
        refused(&place, &["ZX0522", wanted, "it is what the plugin `p` answered with"]);
    }
}

#[test]
fn only_what_it_may_replace_is_replaced() {
    let script = answers("[{'path': 'openapi.json', 'text': '{}'}]");
    let Some(place) = place(&script, "") else { return };
    refused(&place, &["ZX0523", "`openapi.json` cannot be replaced", "`overrides = [\"openapi.json\"]` of the plugin"]);
    place.edit("shop/zephyrix.toml", "name = \"p\"", "name = \"p\"\noverrides = [\"*.json\"]");
    place.ok(&["-C", "shop", "generate"]);
    assert_eq!(place.read("shop/openapi.json"), "{}");
    // A run without it leaves even that alone, unless somebody has edited it.
    place.ok(&["-C", "shop", "generate", "--no-plugins", "--check"]);
    place.write("shop/openapi.json", "{ }");
    let ended = place.ends(&["-C", "shop", "generate", "--no-plugins"], 2);
    assert!(ended.err.contains("ZX0501") && ended.err.contains("generated by a plugin"), "{}", ended.err);
    // Another one does not write what the first has written, and a file of the user's is nobody's.
    place.write("shop/openapi.json", "{}");
    let text = place.read("shop/zephyrix.toml");
    let other = "\n[[plugin]]\nname = \"q\"\ncommand = [\"python3\", \"plugins/p.py\"]\noverrides = [\"*\"]\n";
    place.write("shop/zephyrix.toml", &format!("{text}{other}"));
    refused(&place, &["ZX0523", "it is what the plugin `p` wrote"]);
    place.write("shop/zephyrix.toml", &text);
    place.write("shop/plugins/p.py", &answers("[{'path': 'mine.txt', 'text': ''}]"));
    place.write("shop/mine.txt", "mine");
    refused(&place, &["ZX0504", "mine.txt"]);
    place.write("shop/plugins/p.py", &answers("[{'path': 'Cargo.toml', 'text': ''}]"));
    place.edit("shop/zephyrix.toml", "\"*.json\"", "\"*\"");
    refused(&place, &["ZX0523", "keeps parts of it up to date"]);
}

#[test]
fn a_plugin_that_fails_says_why() {
    for (script, more, wanted) in [
        (
            "import sys\nfor i in range(40): print('line', i, file=sys.stderr)\nsys.exit(3)",
            "",
            &["ZX0524", "ended with exit status: 3", "note: line 39"][..],
        ),
        ("import os\nos.kill(os.getpid(), 9)", "", &["ZX0524", "signal: 9"]),
        ("print('Hello')", "", &["ZX0525", "did not answer in JSON: expected value at line 1", "begins with `Hello`"]),
        ("", "", &["ZX0525", "it wrote nothing"]),
        ("print('{\"protocol\": 9}')", "", &["ZX0525", "speaks protocol 9; this zephyrix speaks 1"]),
        ("print('{\"protocol\": 1, \"fils\": []}')", "", &["ZX0525", "unknown field `fils`"]),
        ("while True: pass", "timeout = \"300ms\"", &["ZX0524", "has not ended after 0.3 s"]),
        ("import sys\nwhile True: sys.stdout.write('x' * 100000)", "", &["ZX0524", "wrote more than 64 MiB"]),
    ] {
        let Some(place) = place(script, more) else { return };
        refused(&place, wanted);
    }
}

#[test]
fn a_plugin_that_cannot_be_run_is_told_apart() {
    let place = Place::with_shop();
    let text = place.read("shop/zephyrix.toml");
    for (command, wanted) in [
        ("[\"no-such-program-x\"]", "install `no-such-program-x`"),
        ("[\"plugins/none\"]", "there is no `plugins/none` in the project"),
        ("[]", "`command` names no program"),
    ] {
        place.write("shop/zephyrix.toml", &format!("{text}\n[[plugin]]\nname = \"p\"\ncommand = {command}\n"));
        refused(&place, &[wanted]);
    }
    let twice = "\n[[plugin]]\nname = \"p\"\ncommand = [\"a\"]\n".repeat(2);
    place.write("shop/zephyrix.toml", &format!("{text}{twice}"));
    refused(&place, &["two plugins are called `p`"]);
    place.write(
        "shop/zephyrix.toml",
        &format!("{text}\n[[plugin]]\nname = \"p\"\ncommand = [\"a\"]\ntimeout = \"1d\"\n"),
    );
    refused(&place, &["`1d` is no time up to an hour"]);
}

#[cfg(unix)]
#[test]
fn what_a_plugin_has_begun_ends_with_it() {
    // A process of its own that holds standard output, and one that does not.
    let script = "import subprocess, sys\n\
        c = subprocess.Popen(['sleep', '600'], stdout=None if len(sys.argv) > 1 else subprocess.DEVNULL,\n\
        stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n\
        open('pid', 'w').write(str(c.pid))\nprint('{\"protocol\": 1}')\n";
    let Some(place) = place(script, "timeout = \"2s\"") else { return };
    for (held, code) in [(false, 0), (true, 2)] {
        if held {
            place.edit("shop/zephyrix.toml", "\"plugins/p.py\"]", "\"plugins/p.py\", \"held\"]");
        }
        let began = Instant::now();
        let ended = place.ends(&["-C", "shop", "generate"], code);
        assert!(!held || ended.err.contains("has not ended after 2 s"), "{}", ended.err);
        assert!(began.elapsed() < Duration::from_secs(50), "it is waited for");
        let pid = fs::read_to_string(place.path("shop/pid")).unwrap();
        let lives = || fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|it| !it.contains(") Z "));
        let began = Instant::now();
        while lives() && began.elapsed() < Duration::from_secs(5) {
            std::thread::sleep(Duration::from_millis(20));
        }
        assert!(!lives(), "what the plugin began still runs");
    }
}

#[cfg(unix)]
#[test]
fn what_has_left_the_group_is_not_waited_for() {
    // It holds all three pipes, in a session of its own.
    let script = "import os, sys, time\nsys.stdin.close()\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(20)\n    os._exit(0)\n\
        print('{\"protocol\": 1}')\nprint('left', file=sys.stderr)\nsys.exit(4)\n";
    let Some(place) = place(script, "timeout = \"1s\"") else { return };
    let began = Instant::now();
    refused(&place, &["ZX0524", "has not ended after 1 s", "note: left"]);
    assert!(began.elapsed() < Duration::from_secs(15), "it is waited for");
}

#[test]
fn the_model_is_printed_as_plugins_get_it() {
    let script = "import json, sys\nq = json.load(sys.stdin)\n\
        json.dump({'protocol': 1, 'files': [{'path': 'ir.json', 'text': json.dumps(q['ir'])}]}, sys.stdout)\n";
    let Some(place) = place(script, "") else { return };
    place.ok(&["-C", "shop", "generate"]);
    let printed = place.ok(&["-C", "shop", "export", "--to", "ir"]).out;
    let (printed, told): (serde_json::Value, serde_json::Value) =
        (serde_json::from_str(&printed).unwrap(), serde_json::from_str(&place.read("shop/ir.json")).unwrap());
    assert_eq!(printed, told);
}
