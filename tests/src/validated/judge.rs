//! A program of generated validators that judges values it is sent.

use super::Module;
use crate::folder::Texts;
use std::fmt::Write as _;

const MAIN: &str = r#"
use std::collections::{BTreeSet, HashMap};
use std::io::BufRead;
use zephyrix::proto::prost::Message;
use zephyrix::{Check, Validate};

type Judge = fn(&[u8]) -> String;

fn judge<T: Message + Default + Validate>(bytes: &[u8]) -> String {
    let Ok(message) = T::decode(bytes) else { return "undecodable".to_owned() };
    let mut check = Check::new("body");
    message.validate(&mut check);
    let ids: BTreeSet<String> = check.finish().into_iter().map(|it| it.code.into_owned()).collect();
    if ids.is_empty() { "valid".to_owned() } else { ids.into_iter().collect::<Vec<_>>().join("|") }
}

fn main() {
    let judges: HashMap<(&str, &str), Judge> = judges().into_iter().collect();
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [file, name, value, ..] = fields[..] else { continue };
        let bytes: Result<zephyrix::types::Base64, _> = serde_json::from_value(value.into());
        let verdict = match (judges.get(&(file, name)), bytes) {
            (Some(judge), Ok(bytes)) => judge(&bytes.0),
            _ => "unknown".to_owned(),
        };
        println!("{}", verdict.replace(['\n', '\t'], " "));
    }
}
"#;

/// Its files.
pub(super) fn files(modules: &[Module], runtime: &str) -> Texts {
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
        "{MAIN}\nfn judges() -> Vec<((&'static str, &'static str), Judge)> {{\n    vec![\n{table}    ]\n}}\n"
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
