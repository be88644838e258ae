//! The document and every file that it refers to, read before anything is lowered.

use super::identifiers::Identifiers;
use super::recursive;
use super::version::Version;
use crate::front::Input;
use crate::source::{Loader, Source, Sources};
use crate::tree::{self, Node, Value};
use indexmap::IndexMap;
use zephyrix_ir::Diagnostics;

/// One file.
pub(super) struct Document {
    /// Its path, which begins the key of every type in it.
    pub(super) path: String,
    /// What its schemas mean; a file that does not say takes it from the one that refers to it.
    pub(super) version: Version,
    /// The names of schemas in it.
    pub(super) identifiers: Identifiers,
    /// All of it.
    pub(super) root: Node,
}

impl Document {
    fn of(path: String, version: Version, mut root: Node) -> Self {
        if version.is_json_schema() {
            recursive::resolve(&mut root);
        }
        let identifiers = Identifiers::of(&path, &root);
        Self { path, version, identifiers, root }
    }
}

/// Every file by its path, or why it could not be read.
pub(super) struct Documents(IndexMap<String, Result<Document, String>>);

impl Documents {
    /// Reads `source` and what it refers to, and what that refers to.
    ///
    /// `None` when `source` itself is no OpenAPI document; that is reported. A file that cannot be read is
    /// reported where a reference to it is followed.
    pub(super) fn load(input: Input<'_>, log: &mut Diagnostics) -> Option<Self> {
        let Input { source, sources, loader, overlays, .. } = input;
        let Source { path, text } = sources.get(source);
        let path = path.clone();
        let mut root = tree::parse(source, &path, text, log)?;
        overlays.apply(&path, &mut root, log);
        let version = Version::need(&root, log)?;
        let mut documents = Self(IndexMap::new());
        let document = Document::of(path.clone(), version, root);
        documents.0.insert(path, Ok(document));
        let mut at = 0;
        while let Some((path, document)) = documents.0.get_index(at) {
            at += 1;
            let Ok(document) = document else { continue };
            let version = document.version;
            let mut wanted = Vec::new();
            references(&document.root, path, &mut wanted);
            wanted.retain(|path| !documents.0.contains_key(path));
            for path in wanted {
                let read = read(&path, version, sources, loader, log);
                documents.0.entry(path).or_insert(read);
            }
        }
        Some(documents)
    }

    /// Every file that could be read, the one that was named first.
    pub(super) fn into_all(self) -> impl Iterator<Item = Document> {
        self.0.into_values().flatten()
    }

    /// The file that was named.
    pub(super) fn root(&self) -> Option<&Document> {
        self.0.values().next()?.as_ref().ok()
    }

    /// The file at a path, or a sentence that says why there is none.
    pub(super) fn get(&self, path: &str) -> Result<&Document, &str> {
        self.0.get(path).map_or(Err("it was not read"), |it| it.as_ref().map_err(String::as_str))
    }
}

fn read(
    path: &str,
    version: Version,
    sources: &mut Sources,
    loader: &dyn Loader,
    log: &mut Diagnostics,
) -> Result<Document, String> {
    let id = match sources.find(path) {
        Some(id) => id,
        None => sources.add(Source { path: path.to_owned(), text: loader.load(path)? }),
    };
    let root = tree::parse(id, path, &sources.get(id).text, log).ok_or("it is neither YAML nor JSON")?;
    let version = Version::of(&root).unwrap_or(version);
    Ok(Document::of(path.to_owned(), version, root))
}

/// The paths of other files in every `$ref` under a node.
fn references(node: &Node, from: &str, found: &mut Vec<String>) {
    match node.value() {
        Value::List(items) => items.iter().for_each(|it| references(it, from, found)),
        Value::Map(map) => {
            for entry in map.entries() {
                let file = (&*entry.key == "$ref").then(|| entry.node.as_text()).flatten().and_then(file_of);
                let path = file.map(|file| join(from, &file)).filter(|path| path != from && !found.contains(path));
                found.extend(path);
                references(&entry.node, from, found);
            }
        }
        _ => {}
    }
}

/// The file that a reference names, if it names one on this machine.
pub(super) fn file_of(reference: &str) -> Option<String> {
    let file = reference.split('#').next().unwrap_or("");
    (!file.is_empty() && !is_remote(file)).then(|| decode(file))
}

/// Whether a reference has a scheme (RFC 3986 §3.1), or leaves out only that.
pub(super) fn is_remote(reference: &str) -> bool {
    let file = reference.split('#').next().unwrap_or("");
    let scheme = file.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1
            && scheme.starts_with(|it: char| it.is_ascii_alphabetic())
            && scheme.bytes().all(|it| it.is_ascii_alphanumeric() || b"+-.".contains(&it))
    });
    scheme || file.starts_with("//")
}

/// `file`, which the file at `from` refers to, as a path of its own: without `.`, and `..` only in front.
pub(super) fn join(from: &str, file: &str) -> String {
    let file = file.replace('\\', "/");
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let (root, joined) = match (file.strip_prefix('/'), folder.strip_prefix('/')) {
        (Some(rest), _) => ("/", rest.to_owned()),
        (None, Some(rest)) => ("/", format!("{rest}/{file}")),
        (None, None) => ("", format!("{folder}/{file}")),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in joined.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|it| *it != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    root.to_owned() + &parts.join("/")
}

/// Undoes percent-encoding (RFC 3986 §2.1); what is not well formed stays as it is.
pub(super) fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = |at: usize| after.get(at).and_then(|it| char::from(*it).to_digit(16));
        rest = after;
        match (first, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.extend(u8::try_from(high * 16 + low));
                rest = &after[2..];
            }
            _ => bytes.push(*first),
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined() {
        for (from, file, path) in [
            ("a.yaml", "./b.yaml", "b.yaml"),
            ("api/a.yaml", "b.yaml", "api/b.yaml"),
            ("api/v1/a.yaml", "../b.yaml", "api/b.yaml"),
            ("a.yaml", "../../b.yaml", "../../b.yaml"),
            ("/x/a.yaml", "../b.yaml", "/b.yaml"),
            ("a/b.yaml", "c\\d.yaml", "a/c/d.yaml"),
        ] {
            assert_eq!(join(from, file), path, "{from} + {file}");
        }
    }

    #[test]
    fn percent_encoding_and_schemes() {
        assert_eq!(decode("a%20b%C3%A9%zz%"), "a bé%zz%");
        assert_eq!(decode("%ff"), "%ff");
        for (reference, remote) in [
            ("https://x.test/a.yaml", true),
            ("//x.test/a", true),
            ("urn:x:y", true),
            ("a.yaml#/x:y", false),
            ("C:/a.yaml", false),
            ("#/a", false),
        ] {
            assert_eq!(is_remote(reference), remote, "{reference}");
        }
    }
}
