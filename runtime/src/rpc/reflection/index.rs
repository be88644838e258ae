//! Descriptors by the names that are in them.

use crate::proto::{Bytes, Repeated};
use crate::types::Base64;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use prost::Message;
use prost_types::{DescriptorProto, EnumDescriptorProto, FieldDescriptorProto, FileDescriptorProto};
use std::collections::{BTreeMap, HashMap};

/// Files, and what is in which.
#[derive(Debug, Default)]
pub(super) struct Index {
    files: Vec<File>,
    names: HashMap<String, usize>,
    symbols: HashMap<String, usize>,
    /// By the type that is extended, then by number.
    extensions: HashMap<String, BTreeMap<i32, usize>>,
}

#[derive(Debug)]
struct File {
    /// As it was written: what is not known of its options stays in it.
    encoded: Base64,
    imports: Vec<String>,
}

/// A `google.protobuf.FileDescriptorSet`, its files unread.
#[derive(Clone, Debug, PartialEq)]
struct Set {
    file: Vec<Base64>,
}

crate::message!(Set "google.protobuf.FileDescriptorSet" {
    0: 1 "file" "file" => file: Repeated<Bytes>,
});

impl Index {
    /// Of sets in base64, in lines. What is none has nothing in it.
    pub(super) fn of(sets: &[&str]) -> Self {
        let mut index = Self::default();
        for set in sets {
            let lines: String = set.lines().collect();
            let bytes = STANDARD.decode(lines).unwrap_or_default();
            for encoded in Set::decode(bytes.as_slice()).unwrap_or_default().file {
                if let Ok(file) = FileDescriptorProto::decode(encoded.0.as_slice()) {
                    index.add(encoded, file);
                }
            }
        }
        index
    }

    /// The file of a name.
    pub(super) fn file(&self, name: &str) -> Option<usize> {
        self.names.get(name).copied()
    }

    /// The file that something of this full name is in.
    pub(super) fn symbol(&self, name: &str) -> Option<usize> {
        self.symbols.get(name.trim_start_matches('.')).copied()
    }

    /// The file that an extension is in.
    pub(super) fn extension(&self, extended: &str, number: i32) -> Option<usize> {
        self.extensions.get(extended)?.get(&number).copied()
    }

    /// The numbers of a type's extensions; `None` where there is no such type.
    pub(super) fn extensions(&self, extended: &str) -> Option<Vec<i32>> {
        match self.extensions.get(extended) {
            Some(it) => Some(it.keys().copied().collect()),
            None => self.symbol(extended).map(|_| Vec::new()),
        }
    }

    /// A file itself.
    pub(super) fn encoded(&self, at: usize) -> Base64 {
        self.files[at].encoded.clone()
    }

    /// The files that it imports.
    pub(super) fn imports(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        self.files[at].imports.iter().filter_map(|it| self.file(it))
    }

    /// Adds a file; the first of a name stays.
    fn add(&mut self, encoded: Base64, file: FileDescriptorProto) {
        let at = self.files.len();
        if self.file(file.name()).is_some() {
            return;
        }
        self.names.insert(file.name().to_owned(), at);
        let mut adding = Adding { index: self, at };
        let package = file.package();
        adding.enums(package, &file.enum_type);
        adding.extensions(package, &file.extension);
        for it in &file.message_type {
            adding.message(package, it);
        }
        for service in &file.service {
            let name = adding.symbol(package, service.name());
            for it in &service.method {
                adding.symbol(&name, it.name());
            }
        }
        self.files.push(File { encoded, imports: file.dependency });
    }
}

/// What is in one file.
struct Adding<'a> {
    index: &'a mut Index,
    at: usize,
}

impl Adding<'_> {
    fn symbol(&mut self, within: &str, name: &str) -> String {
        let name = if within.is_empty() { name.to_owned() } else { format!("{within}.{name}") };
        self.index.symbols.entry(name.clone()).or_insert(self.at);
        name
    }

    /// As deep as the generator lets messages be.
    fn message(&mut self, within: &str, it: &DescriptorProto) {
        let name = self.symbol(within, it.name());
        for field in &it.field {
            self.symbol(&name, field.name());
        }
        for oneof in &it.oneof_decl {
            self.symbol(&name, oneof.name());
        }
        self.enums(&name, &it.enum_type);
        self.extensions(&name, &it.extension);
        for inner in &it.nested_type {
            self.message(&name, inner);
        }
    }

    /// The values of an enum are named beside it.
    fn enums(&mut self, within: &str, all: &[EnumDescriptorProto]) {
        for it in all {
            self.symbol(within, it.name());
            for value in &it.value {
                self.symbol(within, value.name());
            }
        }
    }

    fn extensions(&mut self, within: &str, all: &[FieldDescriptorProto]) {
        for it in all {
            self.symbol(within, it.name());
            let extended = it.extendee().trim_start_matches('.').to_owned();
            self.index.extensions.entry(extended).or_default().entry(it.number()).or_insert(self.at);
        }
    }
}
