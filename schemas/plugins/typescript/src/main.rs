//! A plugin of zephyrix: the types of a contract in TypeScript.
//!
//! It reads one JSON document from standard input and writes one to standard output. `zephyrix.toml`:
//!
//! ```toml
//! [[plugin]]
//! name = "typescript"
//! command = ["plugins/typescript/target/release/zephyrix-sample-typescript"]
//! options = { path = "web/types.ts" }
//! ```

use serde_json::{Value, json};
use std::error::Error;
use std::fmt::Write as _;
use std::io;

const PROTOCOL: u64 = 1;

fn main() -> Result<(), Box<dyn Error>> {
    let question: Value = serde_json::from_reader(io::stdin().lock())?;
    if question["protocol"] != PROTOCOL || question["ir"]["zephyrix"]["ir"] != 1 {
        return Err(format!("speaks protocol {PROTOCOL} about models of version 1").into());
    }
    let path = question["options"]["path"].as_str().unwrap_or("web/types.ts");
    let text = Types(&question["ir"]).text()?;
    let answer = json!({ "protocol": PROTOCOL, "files": [{ "path": path, "text": text }] });
    serde_json::to_writer(io::stdout().lock(), &answer)?;
    Ok(())
}

/// The types of a model.
struct Types<'m>(&'m Value);

impl Types<'_> {
    /// Every type that has a name of its own.
    fn text(&self) -> Result<String, Box<dyn Error>> {
        let mut text = format!("// The types of {}.\n", self.0["info"]["title"].as_str().unwrap_or_default());
        for it in list(&self.0["types"]) {
            let Some(name) = it["rust"]["name"].as_str() else { continue };
            text.push('\n');
            if let Some(line) = it["docs"]["line"].as_str().filter(|it| !it.is_empty()) {
                writeln!(text, "/** {} */", line.replace("*/", "* /"))?;
            }
            if it["shape"]["kind"] == "record" {
                writeln!(text, "export interface {name} {{")?;
                for field in list(&it["shape"]["fields"]) {
                    let absent = if field["required"] == true { "" } else { "?" };
                    let null = if field["nullable"] == true { " | null" } else { "" };
                    writeln!(text, "  {}{absent}: {}{null};", field["name"], self.reference(&field["type"]))?;
                }
                writeln!(text, "}}")?;
            } else {
                writeln!(text, "export type {name} = {};", self.shape(&it["shape"]))?;
            }
        }
        Ok(text)
    }

    /// A type where another refers to it: its name, or what it looks like where it has none.
    fn reference(&self, to: &Value) -> String {
        let it = &self.0["types"][usize::try_from(to["id"].as_u64().unwrap_or_default()).unwrap_or_default()];
        it["rust"]["name"].as_str().map_or_else(|| self.shape(&it["shape"]), str::to_owned)
    }

    fn shape(&self, it: &Value) -> String {
        let all = |of: &Value| list(of).iter().map(|it| self.reference(it)).collect::<Vec<_>>();
        match it["kind"].as_str().unwrap_or_default() {
            "enum" => either(list(&it["values"]).iter().map(|it| it["value"].to_string())),
            "union" => either(list(&it["variants"]).iter().map(|it| self.reference(&it["type"]))),
            "list" | "stream" => format!("Array<{}>", self.reference(&it["item"])),
            "map" => format!("Record<string, {}>", self.reference(&it["item"])),
            "tuple" => format!("[{}]", all(&it["items"]).join(", ")),
            "nullable" => format!("{} | null", self.reference(&it["item"])),
            "scalar" => scalar(it["scalar"].as_str().unwrap_or_default()).to_owned(),
            _ => "unknown".to_owned(),
        }
    }
}

fn list(of: &Value) -> &[Value] {
    of.as_array().map_or(&[], Vec::as_slice)
}

fn either(of: impl Iterator<Item = String>) -> String {
    of.collect::<Vec<_>>().join(" | ")
}

fn scalar(word: &str) -> &'static str {
    match word {
        "bool" => "boolean",
        "int32" | "int64" | "uint32" | "uint64" | "float32" | "float64" => "number",
        "null" => "null",
        "binary" => "Blob",
        _ => "string",
    }
}
