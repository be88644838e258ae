//! Packages, syntaxes, and what is reserved: what only descriptors say.

use crate::diff::{Breaks, Finding};
use prost_reflect::prost::Message;
use prost_reflect::prost_types::{DescriptorProto, EnumDescriptorProto, FileDescriptorProto};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use zephyrix_ir::{Code, Model};

/// A file that was read.
pub(super) type File = FileDescriptorProto;

/// What a message or an enum may not use again, and of a message what is for extensions.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Reserved {
    numbers: Vec<RangeInclusive<i32>>,
    names: Vec<String>,
    extensions: Vec<RangeInclusive<i32>>,
}

impl Reserved {
    pub(super) fn has_number(&self, number: i32) -> bool {
        self.numbers.iter().any(|it| it.contains(&number))
    }

    pub(super) fn has_name(&self, name: &str) -> bool {
        self.names.iter().any(|it| it == name)
    }
}

pub(super) fn of(model: &Model) -> Vec<File> {
    model.protos().iter().filter_map(|it| File::decode(it.descriptor.as_slice()).ok()).collect()
}

/// By full names.
pub(super) fn reserved(files: &[File]) -> BTreeMap<String, Reserved> {
    let mut all = BTreeMap::new();
    for file in files {
        let package = file.package();
        file.message_type.iter().for_each(|it| message(package, it, &mut all));
        file.enum_type.iter().for_each(|it| enumeration(package, it, &mut all));
    }
    all
}

/// The messages of methods, sent and answered, by service and name.
pub(super) fn methods(files: &[File]) -> BTreeMap<(String, String), (String, String)> {
    let of = |file: &'_ File| {
        let services = file.service.iter().map(|it| (within(file.package(), it.name()), it));
        let methods = services.flat_map(|(name, it)| {
            let told = |it: &prost_reflect::prost_types::MethodDescriptorProto| {
                ((name.clone(), it.name().to_owned()), (it.input_type().to_owned(), it.output_type().to_owned()))
            };
            it.method.iter().map(told).collect::<Vec<_>>()
        });
        methods.collect::<Vec<_>>()
    };
    files.iter().flat_map(of).collect()
}

fn within(scope: &str, name: &str) -> String {
    if scope.is_empty() { name.to_owned() } else { format!("{scope}.{name}") }
}

fn message(scope: &str, it: &DescriptorProto, all: &mut BTreeMap<String, Reserved>) {
    let name = within(scope, it.name());
    // The end of a range is the number after its last.
    let numbers = it.reserved_range.iter().map(|it| it.start()..=it.end() - 1).collect();
    let extensions = it.extension_range.iter().map(|it| it.start()..=it.end() - 1).collect();
    it.nested_type.iter().for_each(|inner| message(&name, inner, all));
    it.enum_type.iter().for_each(|inner| enumeration(&name, inner, all));
    all.insert(name, Reserved { numbers, names: it.reserved_name.clone(), extensions });
}

fn enumeration(scope: &str, it: &EnumDescriptorProto, all: &mut BTreeMap<String, Reserved>) {
    let numbers = it.reserved_range.iter().map(|it| it.start()..=it.end()).collect();
    let reserved = Reserved { numbers, names: it.reserved_name.clone(), extensions: Vec::new() };
    all.insert(within(scope, it.name()), reserved);
}

pub(super) fn compare(old: &[File], new: &[File], findings: &mut Vec<Finding>) {
    let mut push =
        |code, breaks, message| findings.push(Finding { code, breaks: Some(breaks), message, old: None, new: None });
    for file in old {
        let Some(now) = new.iter().find(|it| it.name() == file.name()) else { continue };
        if file.package() != now.package() {
            let message =
                format!("the package of `{}` is `{}`, and was `{}`", file.name(), now.package(), file.package());
            push(Code::FILE_CHANGED, Breaks::Wire, message);
        }
        if file.syntax() != now.syntax() {
            let message = format!("the syntax of `{}` is another", file.name());
            push(Code::FILE_CHANGED, Breaks::Code, message);
        }
    }
    let now = reserved(new);
    for (name, was) in reserved(old) {
        let Some(is) = now.get(&name) else { continue };
        let kinds = [("reserved", &was.numbers, &is.numbers), ("an extension's", &was.extensions, &is.extensions)];
        for (what, was, is) in kinds {
            for range in was.iter().filter(|it| !is_covered(it, is)) {
                let message =
                    format!("the numbers {} to {} of `{name}` are no longer {what}", range.start(), range.end());
                push(Code::RESERVATION_GONE, Breaks::Wire, message);
            }
        }
        for gone in was.names.iter().filter(|it| !is.names.contains(it)) {
            push(Code::RESERVATION_GONE, Breaks::Wire, format!("the name `{gone}` of `{name}` is no longer reserved"));
        }
    }
}

fn is_covered(range: &RangeInclusive<i32>, all: &[RangeInclusive<i32>]) -> bool {
    let mut next = *range.start();
    while next <= *range.end() {
        let Some(it) = all.iter().find(|it| it.contains(&next)) else { return false };
        let Some(after) = it.end().checked_add(1) else { return true };
        next = after;
    }
    true
}
