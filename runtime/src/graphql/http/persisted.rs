//! Documents that are known by a name: a hash in most cases.

use super::ask::Ask;
use super::refusal::Refusal;
use crate::BoxError;
use crate::graphql::{Engine, Persisted, Response, Settings};
use serde::Deserialize;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::collections::{HashMap, VecDeque};
use std::fmt::Write;
use std::sync::{Arc, Mutex, PoisonError};

/// How many bytes of documents are kept that clients registered.
const MOST_BYTES: usize = 16 << 20;

/// What clients say of hashes that are made by SHA-256, and the draft of persisted documents, too.
const SHA256: &str = "sha256:";

/// The documents of a service.
#[derive(Debug)]
pub(super) struct Documents {
    mode: Persisted,
    /// Known from the start.
    known: HashMap<String, Arc<str>>,
    /// Told by clients.
    told: Mutex<Told>,
    most: usize,
}

/// Documents in the order in which they were told: the oldest goes first.
#[derive(Debug, Default)]
struct Told {
    by_hash: HashMap<String, Arc<str>>,
    order: VecDeque<String>,
    bytes: usize,
}

/// A document that is asked for.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) text: Arc<str>,
    /// What it is to be known by from now on, if it can be executed.
    hash: Option<String>,
}

/// What clients say by the extension `persistedQuery`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Named {
    version: u64,
    sha256_hash: String,
}

impl Documents {
    /// As settings say.
    ///
    /// # Errors
    /// When the file of documents cannot be read, or is none.
    pub(super) fn new(settings: &Settings) -> Result<Self, BoxError> {
        let known = match settings.documents.as_str() {
            "" => HashMap::new(),
            path => std::fs::read_to_string(path)
                .map_err(BoxError::from)
                .and_then(|it| manifest(&it))
                .map_err(|error| format!("graphql.documents: {path}: {error}"))?,
        };
        Ok(Self { mode: settings.persisted, known, told: Mutex::default(), most: settings.document_cache })
    }

    /// Those of the file that cannot be executed, and why not.
    pub(super) fn wrong<'a>(&'a self, engine: &'a Engine) -> impl Iterator<Item = (&'a str, &'static str)> {
        let code = |text| match engine.prepare(text, None) {
            // It may have several operations, of which each request names one.
            Err(Response { code: Some(code), .. }) if code != "OPERATION_RESOLUTION_FAILURE" => Some(code),
            _ => None,
        };
        self.known.iter().filter_map(move |(id, text)| Some((id.as_str(), code(text)?)))
    }

    /// The document of an operation.
    pub(super) fn find(&self, ask: &mut Ask) -> Result<Document, Refusal> {
        let hash = name(ask)?;
        let text = std::mem::take(&mut ask.request.query);
        match (hash, text.is_empty(), self.mode) {
            (Some(_), true, Persisted::Off) => Err(not_supported()),
            (_, false, Persisted::Off) | (None, false, Persisted::Automatic) => {
                Ok(Document { text: text.into(), hash: None })
            }
            (None, _, _) => {
                Err(Refusal::coded("PERSISTED_QUERY_ID_REQUIRED", "Documents are asked for by their id here."))
            }
            (Some(hash), is_empty, mode) => {
                if !is_empty && digest(&text) != hash {
                    return Err(Refusal::bad("The document has another hash than the request says."));
                }
                match self.get(&hash) {
                    Some(text) => Ok(Document { text, hash: None }),
                    None if is_empty || mode == Persisted::Only => Err(not_found()),
                    None => Ok(Document { text: text.into(), hash: Some(hash) }),
                }
            }
        }
    }

    fn get(&self, hash: &str) -> Option<Arc<str>> {
        self.known.get(hash).cloned().or_else(|| self.told().by_hash.get(hash).cloned())
    }

    /// Keeps a document that can be executed.
    pub(super) fn keep(&self, document: Document) {
        let Some(hash) = document.hash else { return };
        let mut told = self.told();
        if document.text.len() > MOST_BYTES || told.by_hash.contains_key(&hash) {
            return;
        }
        told.bytes += document.text.len();
        told.order.push_back(hash.clone());
        told.by_hash.insert(hash, document.text);
        while told.order.len() > self.most || told.bytes > MOST_BYTES {
            let Some(gone) = told.order.pop_front().and_then(|it| told.by_hash.remove(&it)) else { break };
            told.bytes -= gone.len();
        }
    }

    /// No step of keeping leaves it half done.
    fn told(&self) -> std::sync::MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What an operation says that its document is known by.
fn name(ask: &Ask) -> Result<Option<String>, Refusal> {
    if let Some(id) = &ask.document {
        return Ok(Some(id.strip_prefix(SHA256).unwrap_or(id).to_owned()));
    }
    let Some(named) = ask.request.extensions.get("persistedQuery") else { return Ok(None) };
    let named =
        Named::deserialize(named).map_err(|error| Refusal::bad(format!("`extensions.persistedQuery`: {error}.")))?;
    if named.version != 1 {
        return Err(not_supported());
    }
    Ok(Some(named.sha256_hash))
}

fn not_supported() -> Refusal {
    Refusal::coded("PERSISTED_QUERY_NOT_SUPPORTED", "PersistedQueryNotSupported")
}

/// The message is what clients look for.
fn not_found() -> Refusal {
    Refusal::coded("PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound")
}

/// The SHA-256 of a text, in hexadecimal digits.
fn digest(text: &str) -> String {
    Sha256::digest(text).iter().fold(String::with_capacity(64), |mut out, byte| {
        // Writing to a string does not fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// Documents by their ids: a manifest as Apollo's tools write it, or just a map.
fn manifest(text: &str) -> Result<HashMap<String, Arc<str>>, BoxError> {
    #[derive(Deserialize)]
    struct Operation {
        id: String,
        body: String,
    }
    let mut map: Map<String, Value> = serde_json::from_str(text)?;
    if let Some(format) = map.get("format") {
        if format != "apollo-persisted-query-manifest" || map.get("version") != Some(&Value::from(1)) {
            return Err("it is a manifest of a format or a version that is not known".into());
        }
        let operations: Vec<Operation> = serde_json::from_value(map.remove("operations").unwrap_or_default())?;
        return Ok(operations.into_iter().map(|it| (it.id, it.body.into())).collect());
    }
    let plain = |(id, text): (String, Value)| match text {
        Value::String(text) => Ok((id.strip_prefix(SHA256).unwrap_or(&id).to_owned(), text.into())),
        _ => Err(format!("`{id}` is not a text").into()),
    };
    map.into_iter().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: &str = "71f7dc5758652baac68e4a10c50be732b741c892ade2883a99358f52b555286b";
    const TEXT: &str = "query($id:ID!){user(id:$id){name}}";

    fn documents(mode: Persisted, most: usize) -> Documents {
        Documents::new(&Settings { persisted: mode, document_cache: most, ..Settings::default() }).unwrap()
    }

    fn asked(query: &str, hash: Option<&str>) -> Ask {
        let mut ask = Ask::default();
        query.clone_into(&mut ask.request.query);
        if let Some(hash) = hash {
            let named = serde_json::json!({ "version": 1, "sha256Hash": hash });
            ask.request.extensions.insert("persistedQuery".to_owned(), named);
        }
        ask
    }

    #[test]
    fn hashes_are_of_the_text() {
        // The example of the draft.
        assert_eq!(digest(TEXT), HASH);
    }

    #[test]
    fn what_is_told_once_is_known_by_its_hash() {
        let documents = documents(Persisted::Automatic, 2);
        let find = |query: &str, hash: Option<&str>| documents.find(&mut asked(query, hash)).map_err(|it| it.code);
        assert_eq!(find("", Some(HASH)).unwrap_err(), "PERSISTED_QUERY_NOT_FOUND");
        assert_eq!(find("{other}", Some(HASH)).unwrap_err(), "BAD_REQUEST");
        documents.keep(find(TEXT, Some(HASH)).unwrap());
        assert_eq!(&*find("", Some(HASH)).unwrap().text, TEXT);
        let mut by_id = Ask { document: Some(format!("sha256:{HASH}")), ..Ask::default() };
        assert_eq!(&*documents.find(&mut by_id).unwrap().text, TEXT);
        for it in ["{a}", "{b}"] {
            documents.keep(find(it, Some(&digest(it))).unwrap());
        }
        assert_eq!(find("", Some(HASH)).unwrap_err(), "PERSISTED_QUERY_NOT_FOUND", "the oldest went");
        assert_eq!(documents.told().bytes, 6);
    }

    #[test]
    fn nothing_else_may_be_asked_where_only_the_known_may() {
        let mut documents = documents(Persisted::Only, 9);
        documents.known = manifest(&format!(r#"{{"{HASH}": "{TEXT}"}}"#)).unwrap();
        let find = |query: &str, hash: Option<&str>| documents.find(&mut asked(query, hash)).map_err(|it| it.code);
        assert_eq!(find("{a}", None).unwrap_err(), "PERSISTED_QUERY_ID_REQUIRED");
        assert_eq!(find(TEXT, None).unwrap_err(), "PERSISTED_QUERY_ID_REQUIRED");
        assert_eq!(find("{a}", Some(&digest("{a}"))).unwrap_err(), "PERSISTED_QUERY_NOT_FOUND");
        assert_eq!(&*find("", Some(HASH)).unwrap().text, TEXT);
    }

    #[test]
    fn nothing_is_known_where_it_is_off() {
        let documents = documents(Persisted::Off, 9);
        let find = |query: &str, hash: Option<&str>| documents.find(&mut asked(query, hash)).map_err(|it| it.code);
        assert_eq!(find("", Some(HASH)).unwrap_err(), "PERSISTED_QUERY_NOT_SUPPORTED");
        assert_eq!(&*find("{a}", Some(HASH)).unwrap().text, "{a}");
    }

    #[test]
    fn manifests_are_of_either_kind() {
        let apollo = r#"{"format":"apollo-persisted-query-manifest","version":1,
            "operations":[{"id":"abc","name":"A","type":"query","body":"query A{a}"}]}"#;
        assert_eq!(&*manifest(apollo).unwrap()["abc"], "query A{a}");
        assert_eq!(&*manifest(r#"{"sha256:abc":"{a}"}"#).unwrap()["abc"], "{a}");
        for wrong in
            ["[]", r#"{"a":1}"#, r#"{"format":"x"}"#, r#"{"format":"apollo-persisted-query-manifest","version":2}"#]
        {
            assert!(manifest(wrong).is_err(), "{wrong}");
        }
    }
}
