//! The program that reads samples as handlers' bodies are read, and writes what it has read.

use super::contract::{self, Contract, generated, record};
use crate::cargo::Workspace;
use crate::folder::Texts;
use serde_json::Value;
use std::fmt::Write;
use std::fs::{self, File};
use std::process::{Command, Stdio};
use toml_edit::{DocumentMut, value};
use zephyrix_generator::FileSet;

/// What became of one sample.
#[derive(Debug)]
pub(super) enum Verdict {
    /// It was read and is written as this.
    Taken(Value),
    /// It was not read, and why.
    Refused(String),
}

/// What the reason begins with where there is no type that could judge.
pub(super) const MISSING: &str = "not generated: ";

const PROGRAM: &str = r#"//! Reads lines of a number, a tab and a value; answers each with what its type makes of it.
mod generated;

use generated::models;
use std::io::BufRead;
use zephyrix::json::serde::{Serialize, de::DeserializeOwned};
use zephyrix::{Check, Validate};

fn judge<T: DeserializeOwned + Serialize + Validate>(text: &str) -> Result<String, String> {
    let mut check = Check::new("body");
    match zephyrix::json::decode::<T>(text.as_bytes(), &mut check) {
        Ok(Some(value)) => Ok(serde_json::to_string(&value).unwrap()),
        Ok(None) => Err(check.finish().first().map(|it| format!("{} {}: {}", it.code, it.pointer, it.detail)).unwrap()),
        Err(error) => Err(error.to_string()),
    }
}

fn main() {
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let (number, value) = line.split_once('\t').unwrap();
        let at = JUDGES.binary_search_by_key(&number.parse().unwrap(), |it| it.0).unwrap();
        let judge = JUDGES[at].1;
        match std::panic::catch_unwind(|| judge(value)) {
            Ok(Ok(text)) => println!("ok\t{text}"),
            Ok(Err(why)) => println!("no\t{}", why.replace('\n', " ")),
            Err(_) => println!("no\tit panics"),
        }
    }
}

type Judge = fn(&str) -> Result<String, String>;

"#;

/// What the types of some documents' schemas make of values: for each schema in order, one verdict each.
pub(super) fn verdicts(
    batch: &[Contract],
    values: &[Vec<&Value>],
    workspace: &Workspace,
    tell: &mut dyn FnMut(&str),
) -> Vec<Vec<Verdict>> {
    let all = batch.iter().flat_map(|it| it.schemas.iter().map(move |schema| (it, schema.as_str())));
    let all: Vec<_> = (0..).zip(all).map(|(number, (contract, schema))| (number, contract, schema)).collect();
    let mut reasons = vec![String::from("its operation is missing"); all.len()];
    let readable = readable(&all, &mut reasons);
    let judged = generated(&readable).and_then(|files| {
        let models = files.iter().find(|it| it.0 == "src/generated/models.rs").map(|it| it.1.text.clone());
        let models = models.unwrap_or_default();
        let there: Vec<usize> = readable
            .iter()
            .map(|it| it.0)
            .filter(|it| models.contains(&format!("pub struct {} {{", record(*it))))
            .collect();
        asked(&files, &there, values, workspace).map(|answers| (there, answers))
    });
    let (there, mut answers) = match judged {
        Ok((there, answers)) => (there, answers.into_iter()),
        Err(why) => {
            tell(&why);
            for it in &mut reasons {
                it.clone_from(&why);
            }
            (Vec::new(), Vec::new().into_iter())
        }
    };
    let verdict = |(number, values): (usize, &Vec<&Value>)| {
        if there.binary_search(&number).is_ok() {
            return answers.by_ref().take(values.len()).collect();
        }
        values.iter().map(|_| Verdict::Refused(format!("{MISSING}{}", reasons[number]))).collect()
    };
    values.iter().enumerate().map(verdict).collect()
}

/// The schemas of which something can be generated: by document, and one by one where a document has one that is none.
fn readable<'a>(all: &[(usize, &'a Contract, &'a str)], reasons: &mut [String]) -> Vec<(usize, &'a Contract, &'a str)> {
    let mut readable = Vec::new();
    for of_document in all.chunk_by(|one, other| std::ptr::eq(one.1, other.1)) {
        if contract::generated(of_document).is_ok() {
            readable.extend_from_slice(of_document);
            continue;
        }
        for one in of_document {
            match contract::generated(&[*one]) {
                Ok(_) => readable.push(*one),
                Err(why) => reasons[one.0] = why,
            }
        }
    }
    readable
}

/// Builds the program and asks it for every value, in order.
fn asked(
    files: &FileSet,
    there: &[usize],
    values: &[Vec<&Value>],
    workspace: &Workspace,
) -> Result<Vec<Verdict>, String> {
    // Programs of several workspaces are built into one folder.
    let name = workspace.name();
    workspace.fill_with([(name, program(name, files, there))]);
    workspace.cargo(&["build", "--quiet", "--package", name])?;
    let folder = workspace.member(name);
    let mut lines = String::new();
    for number in there {
        for it in &values[*number] {
            writeln!(lines, "{number}\t{{\"value\":{it}}}").unwrap();
        }
    }
    fs::write(folder.join("values"), lines).unwrap();
    let (input, output) = (File::open(folder.join("values")).unwrap(), File::create(folder.join("verdicts")).unwrap());
    let mut program = Command::new(workspace.program(name));
    let ended = program.stdin(input).stdout(output).stderr(Stdio::null()).status().unwrap();
    let text = fs::read_to_string(folder.join("verdicts")).unwrap();
    let mut verdicts: Vec<Verdict> = text.lines().map(verdict).collect();
    let asked = there.iter().map(|it| values[*it].len()).sum();
    while verdicts.len() < asked {
        verdicts.push(Verdict::Refused(format!("the program has ended: {ended}")));
    }
    Ok(verdicts)
}

fn program(name: &str, files: &FileSet, there: &[usize]) -> Texts {
    let mut texts = Texts::new();
    let mut modules = String::new();
    for (path, file) in files.iter() {
        let module = path.strip_prefix("src/generated/").and_then(|it| it.strip_suffix(".rs"));
        if let Some(module) = module.filter(|it| ["models", "patterns", "assertions"].contains(it)) {
            texts.insert(path.to_owned(), file.text.clone());
            writeln!(modules, "pub mod {module};").unwrap();
        }
        if path == "Cargo.toml" {
            let mut manifest: DocumentMut = file.text.parse().unwrap();
            manifest["package"]["name"] = value(name);
            manifest["dependencies"]["serde_json"] = value("1");
            texts.insert(path.to_owned(), manifest.to_string());
        }
    }
    texts.insert("src/generated/mod.rs".to_owned(), format!("#![allow(dead_code)]\n{modules}"));
    let judge = |it: &usize| format!("    ({it}, judge::<models::{}>),\n", record(*it));
    let judges: String = there.iter().map(judge).collect();
    let main = format!("{PROGRAM}const JUDGES: &[(usize, Judge)] = &[\n{judges}];\n");
    texts.insert("src/main.rs".to_owned(), main);
    texts
}

fn verdict(line: &str) -> Verdict {
    match line.split_once('\t') {
        Some(("ok", text)) => {
            let mut back: Value = serde_json::from_str(text).unwrap();
            Verdict::Taken(back["value"].take())
        }
        _ => Verdict::Refused(line.trim_start_matches("no\t").to_owned()),
    }
}
