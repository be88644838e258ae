//! A program of generated messages that is asked about values.

use super::Module;
use crate::folder::Texts;
use std::fmt::Write as _;

/// Its files. `main` reads the questions, and has the type `Judge` and the function `judge` of it for any message; it finds those of
/// each by file and name in `judges()`.
pub(super) fn files(modules: &[Module], runtime: &str, main_text: &str) -> Texts {
    let mut texts = Texts::new();
    let manifest = format!(
        "[package]\nname = \"judged\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         zephyrix = {{ path = {runtime:?}, default-features = false, features = [\"grpc\"] }}\n\
         serde_json = \"1\"\n"
    );
    texts.insert("Cargo.toml".to_owned(), manifest);
    let mut main = String::from("#![allow(dead_code, unused_imports)]\n");
    let mut table = String::new();
    for (at, module) in modules.iter().enumerate() {
        let _ = writeln!(main, "mod m{at};");
        let patterns = module.patterns.iter().map(|_| "pub mod patterns;\n").collect::<String>();
        texts.insert(format!("src/m{at}/mod.rs"), format!("pub mod models;\n{patterns}"));
        texts.insert(format!("src/m{at}/models.rs"), module.models.clone());
        if let Some(patterns) = &module.patterns {
            texts.insert(format!("src/m{at}/patterns.rs"), patterns.clone());
        }
        for (name, full) in messages(&module.models) {
            let _ = writeln!(table, "        (({:?}, {full}), judge::<m{at}::models::{name}> as Judge),", module.file);
        }
    }
    let _ = write!(
        main,
        "{main_text}\nfn judges() -> Vec<((&'static str, &'static str), Judge)> {{\n    vec![\n{table}    ]\n}}\n"
    );
    texts.insert("src/main.rs".to_owned(), main);
    texts
}

/// Names in Rust and in protobuf, the latter quoted.
fn messages(models: &str) -> impl Iterator<Item = (&str, &str)> {
    let calls = models.lines().filter_map(|it| it.strip_prefix("zephyrix::message!("));
    calls.filter_map(|it| it.trim_end_matches([' ', '{']).split_once(' ')).map(|(name, full)| {
        (name, full.split_once('"').and_then(|(_, it)| it.split_once('"')).map_or(full, |it| &full[..it.0.len() + 2]))
    })
}
