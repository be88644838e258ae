//! Generated messages beside `prost-reflect`'s: bytes to JSON and back, of values that are made from descriptors alone.

mod editions;
mod values;

use crate::cargo::Workspace;
use crate::validated::{Made, ask, make_all};
use fastrand::Rng;
use prost_reflect::prost::Message;
use prost_reflect::{DescriptorPool, DynamicMessage, MessageDescriptor, ReflectMessage, SerializeOptions};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

/// The program that is asked: `j` for the JSON of some bytes, `b` for the bytes of some JSON.
const MAIN: &str = r#"
use std::collections::HashMap;
use std::io::BufRead;
use zephyrix::proto::prost::Message;
use zephyrix::types::Base64;

type Judge = fn(&str, &str) -> Result<String, String>;

fn judge<T: Message + Default + zephyrix::json::serde::Serialize + zephyrix::json::serde::de::DeserializeOwned>(way: &str, value: &str) -> Result<String, String> {
    let told = |it: &dyn std::fmt::Display| it.to_string();
    if way == "b" {
        let message: T = serde_json::from_str(value).map_err(|it| told(&it))?;
        return Ok(Base64(message.encode_to_vec()).to_string());
    }
    let bytes: Base64 = serde_json::from_value(value.into()).map_err(|it| told(&it))?;
    let message = T::decode(bytes.0.as_slice()).map_err(|it| told(&it))?;
    serde_json::to_string(&message).map_err(|it| told(&it))
}

fn main() {
    let judges: HashMap<(&str, &str), Judge> = judges().into_iter().collect();
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let fields: Vec<&str> = line.splitn(4, '\t').collect();
        let [way, file, name, value] = fields[..] else { continue };
        let answer = match judges.get(&(file, name)) {
            Some(judge) => judge(way, value),
            None => Err("no such message".to_owned()),
        };
        println!("{}", answer.unwrap_or_else(|it| format!("!{}", it.replace('\n', " "))));
    }
}
"#;

/// What came of one file.
#[derive(Clone, Copy, Debug, Default)]
pub struct Row {
    /// Its messages.
    pub messages: usize,
    /// Values of them, each compared in three ways.
    pub values: usize,
    /// Those of which all are alike.
    pub agree: usize,
}

/// What came of files.
#[derive(Debug, Default)]
pub struct Report {
    /// By file.
    pub rows: BTreeMap<String, Row>,
    /// Of each message the first way in which something is different.
    pub differences: BTreeMap<(String, &'static str), String>,
    /// Files of which nothing is made, and why.
    pub refused: Vec<String>,
}

/// A value, and what is to be answered.
struct Case {
    file: String,
    way: &'static str,
    value: DynamicMessage,
}

/// Compares `count` values of every message of some files.
///
/// # Errors
/// What the compiler says.
///
/// # Panics
/// If a file cannot be read.
pub fn compare(paths: &[PathBuf], workspace: &Workspace, (count, seed): (usize, u64)) -> Result<Report, String> {
    let made = make_all(paths);
    let (descriptors, implicit) = editions::without(&made.descriptors);
    let pool = DescriptorPool::decode(descriptors.as_slice()).map_err(|it| it.to_string())?;
    let mut report = Report { refused: made.refused.clone(), ..Report::default() };
    let mut rng = Rng::with_seed(seed);
    let (mut cases, mut questions) = (Vec::new(), String::new());
    let is_asked = |name: &str| paths.iter().any(|it| it.ends_with(name));
    for file in pool.files().filter(|it| is_asked(it.name())) {
        let Some(module) = made.module(file.name()) else { continue };
        let row = report.rows.entry(file.name().to_owned()).or_default();
        let mut messages = all(file.messages());
        // What is a value, and no record, is compared wherever it is a field.
        messages.retain(|it| !values::VALUES.contains(&it.full_name()));
        for message in &messages {
            row.messages += 1;
            for _ in 0..count {
                row.values += 1;
                let any = rng.choice(&messages);
                let value = values::random(message, values::Of { any, implicit: &implicit }, &mut rng, 0);
                for (way, text) in asked(&value) {
                    let kind = if way == "json" { 'j' } else { 'b' };
                    let _ = writeln!(questions, "{kind}\t{module}\t{}\t{text}", message.full_name());
                    cases.push(Case { file: file.name().to_owned(), way, value: value.clone() });
                }
            }
        }
    }
    let answers = answers(&made, workspace, &questions)?;
    for (three, said) in cases.chunks(WAYS).zip(answers.chunks(WAYS)) {
        let wrong = three.iter().zip(said).find_map(|(case, said)| Some((case, differs(case, said)?)));
        let Some(row) = report.rows.get_mut(&three[0].file) else { continue };
        match wrong {
            None => row.agree += 1,
            Some((case, what)) => {
                let key = (case.value.descriptor().full_name().to_owned(), case.way);
                report.differences.entry(key).or_insert(what);
            }
        }
    }
    Ok(report)
}

/// How many questions there are about a value.
const WAYS: usize = 3;

fn answers(made: &Made, workspace: &Workspace, questions: &str) -> Result<Vec<String>, String> {
    let said = ask(made, workspace, MAIN, questions)?;
    let all: Vec<String> = said.lines().map(str::to_owned).collect();
    if all.len() == questions.lines().count() {
        return Ok(all);
    }
    Err(format!("{} answers to {} questions", all.len(), questions.lines().count()))
}

/// Messages and those inside of them, but for entries of maps.
fn all(messages: impl Iterator<Item = MessageDescriptor>) -> Vec<MessageDescriptor> {
    let mut found = Vec::new();
    for it in messages.filter(|it| !it.is_map_entry()) {
        found.extend(all(it.child_messages()));
        found.push(it);
    }
    found
}

/// What is asked of a value: the JSON of its bytes, the bytes of its JSON, and those of JSON by the names of the schema.
fn asked(value: &DynamicMessage) -> [(&'static str, String); WAYS] {
    let json = |options: &SerializeOptions| {
        let mut text = Vec::new();
        let mut to = serde_json::Serializer::new(&mut text);
        let written = value.serialize_with_options(&mut to, options);
        written.map_or_else(|it| it.to_string(), |()| String::from_utf8_lossy(&text).into_owned())
    };
    let bytes = zephyrix::types::Base64(value.encode_to_vec()).to_string();
    let own = SerializeOptions::new().use_proto_field_name(true);
    [("json", bytes), ("bytes", json(&SerializeOptions::new())), ("bytes by the schema's names", json(&own))]
}

/// The JSON of a value.
fn told(value: &DynamicMessage) -> Option<Json> {
    serde_json::from_str(&asked(value)[1].1).ok()
}

/// In what an answer is different, if it is.
fn differs(case: &Case, said: &str) -> Option<String> {
    let expected = asked(&case.value);
    if let Some(why) = said.strip_prefix('!') {
        return Some(format!("{why}: {}", expected[if case.way == "json" { 1 } else { WAYS - 1 }].1));
    }
    if case.way == "json" {
        let (found, wanted) = (serde_json::from_str::<Json>(said).ok(), told(&case.value));
        return (found != wanted).then(|| format!("{said} instead of {}", expected[1].1));
    }
    let descriptor = case.value.descriptor();
    let bytes: zephyrix::types::Base64 = serde_json::from_value(said.into()).ok()?;
    let found = DynamicMessage::decode(descriptor.clone(), bytes.0.as_slice());
    let mut from = serde_json::Deserializer::from_str(&expected[1].1);
    let wanted = DynamicMessage::deserialize(descriptor, &mut from);
    match (found, wanted) {
        // NaN is no NaN: of values that have one, what JSON says is compared.
        (Ok(found), Ok(wanted)) if found == wanted || told(&found) == told(&wanted) => None,
        (Ok(found), Ok(wanted)) => Some(format!("{found} instead of {wanted}")),
        (found, wanted) => Some(format!("{:?} {:?}", found.err(), wanted.err().map(|it| it.to_string()))),
    }
}
