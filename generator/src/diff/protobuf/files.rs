//! Files as descriptors have them: packages, syntaxes, and where what only they say is written.

use super::bundled;
use crate::diff::{Breaks, Finding};
use prost_reflect::prost::Message;
use prost_reflect::prost_types::{FileDescriptorProto, MethodDescriptorProto};
use std::collections::BTreeMap;
use zephyrix_ir::vocabulary::ProtoFile;
use zephyrix_ir::{Code, Model, Span};

/// A file that was read.
pub(super) struct File<'m> {
    pub(super) proto: &'m ProtoFile,
    pub(super) descriptor: FileDescriptorProto,
}

/// The paths of a package and of a syntax or an edition in a descriptor.
const PACKAGE: &[i32] = &[2];
const SYNTAX: &[i32] = &[12];

impl File<'_> {
    /// Where a part is written, or else the file begins.
    pub(super) fn span(&self, path: &[i32]) -> Span {
        let at = |path: &[i32]| self.proto.places.iter().find(|it| it.0 == path).map(|it| it.1);
        at(path).or_else(|| at(SYNTAX)).or_else(|| at(PACKAGE)).unwrap_or_default()
    }
}

pub(super) fn of(model: &Model) -> Vec<File<'_>> {
    let decoded =
        |proto| Some(File { proto, descriptor: FileDescriptorProto::decode(proto.descriptor.as_slice()).ok()? });
    model.protos().iter().filter_map(decoded).collect()
}

/// The messages of methods, sent and answered, by service and name.
pub(super) fn methods(files: &[File<'_>]) -> BTreeMap<(String, String), (String, String)> {
    let of = |file: &'_ File<'_>| {
        let file = &file.descriptor;
        let services = file.service.iter().map(|it| (within(file.package(), it.name()), it));
        let methods = services.flat_map(|(name, it)| {
            let told = |it: &MethodDescriptorProto| {
                ((name.clone(), it.name().to_owned()), (it.input_type().to_owned(), it.output_type().to_owned()))
            };
            it.method.iter().map(told).collect::<Vec<_>>()
        });
        methods.collect::<Vec<_>>()
    };
    files.iter().flat_map(of).collect()
}

/// The full name of what has a name in a package or message.
pub(super) fn within(scope: &str, name: &str) -> String {
    if scope.is_empty() { name.to_owned() } else { format!("{scope}.{name}") }
}

pub(super) fn compare(old: &[File<'_>], new: &[File<'_>], findings: &mut Vec<Finding>) {
    for (was, is) in pairs(old, new) {
        let (before, now) = (&was.descriptor, &is.descriptor);
        if before.package() != now.package() {
            let (name, package, other) = (now.name(), now.package(), before.package());
            let message = format!("the package of `{name}` is `{package}`, and was `{other}`");
            let found = Finding::breaking(Code::FILE_CHANGED, Breaks::Wire, message);
            findings.push(found.at(was.span(PACKAGE), is.span(PACKAGE)));
        }
        if syntax(before) != syntax(now) {
            let message = format!("`{}` is written in {}, and was in {}", now.name(), syntax(now), syntax(before));
            let found = Finding::breaking(Code::FILE_CHANGED, Breaks::Code, message);
            findings.push(found.at(was.span(SYNTAX), is.span(SYNTAX)));
        }
    }
}

/// Files of the same name; if one is left on either side, it has another name.
fn pairs<'f, 'm>(old: &'f [File<'m>], new: &'f [File<'m>]) -> Vec<(&'f File<'m>, &'f File<'m>)> {
    let find = |all: &'f [File<'m>], name: &str| all.iter().find(|it| it.proto.name == name);
    let both = old.iter().filter_map(|it| Some((it, find(new, &it.proto.name)?)));
    let only = |all: &'f [File<'m>], others: &'f [File<'m>]| -> Vec<&'f File<'m>> {
        let own = all.iter().filter(|it| !bundled(&it.proto.name));
        own.filter(|it| find(others, &it.proto.name).is_none()).collect()
    };
    let renamed = match (only(old, new).as_slice(), only(new, old).as_slice()) {
        ([was], [is]) => Some((*was, *is)),
        _ => None,
    };
    both.chain(renamed).collect()
}

/// What people call it; one edition is as good as another, where its features say the same.
fn syntax(it: &FileDescriptorProto) -> &str {
    match it.syntax() {
        "" => "proto2",
        "editions" => "an edition",
        it => it,
    }
}
