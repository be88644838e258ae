//! A contract that is edited as people edit: something comes, goes, is called otherwise, is of another type, moves to another tag.

use fastrand::Rng;
use serde_json::{Value, json};

/// A document of OpenAPI.
#[derive(Clone)]
pub(crate) struct Contract {
    document: Value,
    /// How many names were made up.
    made: u32,
}

/// A kind of edit: what it did, or `None` where there is nothing that it could be done to.
type Edit = fn(&mut Contract, &mut Rng) -> Option<String>;

/// How often each kind is made, in parts.
const EDITS: &[(u32, Edit)] = &[
    (5, Contract::add_operation),
    (3, Contract::remove_operation),
    (3, Contract::rename_operation),
    (3, Contract::retag_operation),
    (5, Contract::add_property),
    (3, Contract::remove_property),
    (3, Contract::rename_property),
    (5, Contract::retype_property),
    (2, Contract::rename_schema),
    (2, Contract::describe),
    (3, Contract::retype_answer),
];

const METHODS: &[&str] = &["get", "put", "post", "delete", "patch"];

impl Contract {
    pub(crate) fn read(path: &str) -> Self {
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
        Self { document: serde_norway::from_str(&text).unwrap(), made: 0 }
    }

    pub(crate) fn text(&self) -> String {
        serde_json::to_string_pretty(&self.document).unwrap()
    }

    /// Makes one edit; what it was.
    pub(crate) fn edit(&mut self, random: &mut Rng) -> String {
        let all: u32 = EDITS.iter().map(|(part, _)| part).sum();
        loop {
            let mut at = random.u32(0..all);
            let chosen = EDITS.iter().find(|(part, _)| {
                let is_it = at < *part;
                at = at.saturating_sub(*part);
                is_it
            });
            if let Some(edit) = chosen.and_then(|(_, edit)| edit(self, random)) {
                return edit;
            }
        }
    }

    fn name(&mut self, stem: &str) -> String {
        self.made += 1;
        format!("{stem}{}", self.made)
    }

    /// Every operation: its path and its method.
    fn operations(&self) -> Vec<(String, String)> {
        let paths = self.document["paths"].as_object().into_iter().flatten();
        let methods = |(path, item): (&String, &Value)| {
            let there = METHODS.iter().filter(|it| item.get(**it).is_some());
            there.map(|it| (path.clone(), (*it).to_owned())).collect::<Vec<_>>()
        };
        paths.flat_map(methods).collect()
    }

    fn operation(&mut self, random: &mut Rng) -> Option<&mut Value> {
        let all = self.operations();
        let (path, method) = random.choice(&all)?;
        Some(&mut self.document["paths"][path][method])
    }

    /// The schemas that are plain records.
    fn records(&self) -> Vec<String> {
        let schemas = self.document["components"]["schemas"].as_object().into_iter().flatten();
        let is_record = |it: &Value| {
            let plain = ["allOf", "oneOf", "anyOf", "discriminator"].iter().all(|key| it.get(*key).is_none());
            plain && it["properties"].as_object().is_some_and(|it| !it.is_empty())
        };
        schemas.filter(|(_, it)| is_record(it)).map(|(name, _)| name.clone()).collect()
    }

    /// A record, and one of its properties that is no key.
    fn property(&mut self, random: &mut Rng) -> Option<(&mut Value, String)> {
        let all = self.records();
        let record = &mut self.document["components"]["schemas"][random.choice(&all)?];
        let names: Vec<String> = record["properties"].as_object()?.keys().filter(|it| *it != "id").cloned().collect();
        let name = random.choice(&names)?.clone();
        Some((record, name))
    }

    fn tags(&self) -> Vec<Value> {
        let all = self.operations();
        let mut tags: Vec<Value> = all
            .iter()
            .filter_map(|(path, method)| self.document["paths"][path][method]["tags"].get(0).cloned())
            .collect();
        tags.dedup();
        tags
    }

    fn add_operation(&mut self, random: &mut Rng) -> Option<String> {
        let (tags, name) = (self.tags(), self.name("added"));
        let records = self.records();
        let schema = match random.choice(&records) {
            Some(name) if random.bool() => json!({ "$ref": format!("#/components/schemas/{name}") }),
            _ => primitive(random),
        };
        let tag = random.choice(&tags)?;
        let operation = json!({
            "operationId": name,
            "tags": [tag],
            "responses": { "200": { "description": "It.", "content": { "application/json": { "schema": schema } } } },
        });
        self.document["paths"][format!("/{name}")] = json!({ "get": operation });
        Some(format!("operation {name} added"))
    }

    fn remove_operation(&mut self, random: &mut Rng) -> Option<String> {
        let all = self.operations();
        if all.len() < 4 {
            return None;
        }
        let (path, method) = random.choice(&all)?;
        let paths = self.document["paths"].as_object_mut()?;
        let item = paths.get_mut(path)?.as_object_mut()?;
        item.remove(method);
        if METHODS.iter().all(|it| !item.contains_key(*it)) {
            paths.remove(path);
        }
        Some(format!("{method} {path} removed"))
    }

    fn rename_operation(&mut self, random: &mut Rng) -> Option<String> {
        let to = self.name("renamed");
        let is_said = random.bool();
        let operation = self.operation(random)?;
        let from = operation.get("operationId")?.as_str()?.to_owned();
        operation["operationId"] = json!(to);
        if is_said {
            operation["x-zephyrix-renamed-from"] = json!(from);
        }
        Some(format!("operation {from} renamed to {to}{}", if is_said { ", as is said" } else { "" }))
    }

    fn retag_operation(&mut self, random: &mut Rng) -> Option<String> {
        let mut tags = self.tags();
        tags.push(json!(self.name("tag")));
        let tag = random.choice(&tags)?.clone();
        let operation = self.operation(random)?;
        operation["tags"] = json!([tag]);
        Some(format!("{} is under {tag} now", operation["operationId"]))
    }

    fn add_property(&mut self, random: &mut Rng) -> Option<String> {
        let all = self.records();
        let record = random.choice(&all)?.clone();
        let (name, schema, is_required) = (self.name("added"), primitive(random), random.u8(0..4) == 0);
        let schemas = &mut self.document["components"]["schemas"][&record];
        schemas["properties"][&name] = schema.clone();
        if is_required {
            required(schemas).push(json!(name));
        }
        Some(format!("{record}.{name} added: {schema}{}", if is_required { ", required" } else { "" }))
    }

    fn remove_property(&mut self, random: &mut Rng) -> Option<String> {
        let (record, name) = self.property(random)?;
        record["properties"].as_object_mut()?.remove(&name);
        required(record).retain(|it| *it != json!(name));
        Some(format!("property {name} removed"))
    }

    fn rename_property(&mut self, random: &mut Rng) -> Option<String> {
        let to = self.name("renamed");
        let is_said = random.bool();
        let (record, from) = self.property(random)?;
        let renamed = |(name, mut schema): (String, Value)| {
            if name != from {
                return (name, schema);
            }
            if is_said && schema.get("$ref").is_none() {
                schema["x-zephyrix-renamed-from"] = json!(from);
            }
            (to.clone(), schema)
        };
        let properties = std::mem::take(record["properties"].as_object_mut()?);
        record["properties"] = Value::Object(properties.into_iter().map(renamed).collect());
        for it in required(record).iter_mut().filter(|it| **it == json!(from)) {
            *it = json!(to);
        }
        Some(format!("property {from} renamed to {to}{}", if is_said { ", as is said" } else { "" }))
    }

    fn retype_property(&mut self, random: &mut Rng) -> Option<String> {
        let schema = primitive(random);
        let (record, name) = self.property(random)?;
        record["properties"][&name] = schema.clone();
        Some(format!("property {name} is {schema} now"))
    }

    fn rename_schema(&mut self, random: &mut Rng) -> Option<String> {
        let all = self.records();
        let from = random.choice(&all)?.clone();
        let (to, is_said) = (self.name("Renamed"), random.bool());
        let schemas = self.document["components"]["schemas"].as_object_mut()?;
        let renamed = |(name, mut schema): (String, Value)| {
            if name != from {
                return (name, schema);
            }
            if is_said {
                schema["x-zephyrix-renamed-from"] = json!(from);
            }
            (to.clone(), schema)
        };
        *schemas = std::mem::take(schemas).into_iter().map(renamed).collect();
        refer(&mut self.document, &format!("#/components/schemas/{from}"), &format!("#/components/schemas/{to}"));
        Some(format!("schema {from} renamed to {to}{}", if is_said { ", as is said" } else { "" }))
    }

    fn describe(&mut self, random: &mut Rng) -> Option<String> {
        let words = self.name("Described anew, time ");
        self.operation(random)?["summary"] = json!(words);
        Some(words)
    }

    fn retype_answer(&mut self, random: &mut Rng) -> Option<String> {
        let schema = primitive(random);
        let operation = self.operation(random)?;
        let answer = operation.get_mut("responses")?.get_mut("200")?.get_mut("content")?.get_mut("application/json")?;
        answer["schema"] = schema.clone();
        Some(format!("{} answers {schema} now", operation["operationId"]))
    }
}

fn primitive(random: &mut Rng) -> Value {
    let all = [
        json!({ "type": "string" }),
        json!({ "type": "string", "maxLength": 20 }),
        json!({ "type": "integer", "format": "int32" }),
        json!({ "type": "number" }),
        json!({ "type": "boolean" }),
        json!({ "type": "string", "format": "date-time" }),
        json!({ "type": "string", "enum": ["one", "two"] }),
        json!({ "type": "array", "items": { "type": "string" } }),
    ];
    random.choice(all).unwrap_or_default()
}

fn required(record: &mut Value) -> &mut Vec<Value> {
    let record = record.as_object_mut().unwrap();
    record.entry("required").or_insert_with(|| json!([])).as_array_mut().unwrap()
}

/// Lets every reference to something lead to something else.
fn refer(value: &mut Value, from: &str, to: &str) {
    match value {
        Value::String(text) if text == from => to.clone_into(text),
        Value::Array(all) => all.iter_mut().for_each(|it| refer(it, from, to)),
        Value::Object(all) => all.iter_mut().for_each(|(_, it): (&String, &mut Value)| refer(it, from, to)),
        _ => {}
    }
}
