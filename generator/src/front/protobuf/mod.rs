//! Protocol buffers: `proto2`, `proto3` and the editions 2023 and 2024, without `protoc`.
//!
//! The grammar and the rules of names and numbers are protox's; what editions mean, where imports are, and what it all is in
//! our model are said here. A file is read with all that it imports; its services become operations, its messages and enums
//! types, and so does what they refer to elsewhere.

mod bundled;
mod cel;
mod context;
mod descriptor;
mod edition;
mod features;
mod fields;
mod loaded;
mod mend;
mod options;
mod places;
mod renames;
mod report;
mod roots;
mod routes;
mod security;
mod services;
mod template;
mod types;
mod validate;
mod wellknown;
mod words;

use super::{Frontend, Input};
use context::{Cx, Definition};
use descriptor::Descriptors;
use prost_reflect::{FileDescriptor, MessageDescriptor};
use std::collections::{HashSet, VecDeque};
use zephyrix_ir::vocabulary::ProtoFile;
use zephyrix_ir::{Diagnostics, Draft};

/// The front end.
pub(super) struct Protobuf;

impl Frontend for Protobuf {
    fn claims(&self, path: &str, _: &str) -> bool {
        path.rsplit_once('.').is_some_and(|(_, it)| it.eq_ignore_ascii_case("proto"))
    }

    fn lower(&self, input: Input<'_>, draft: &mut Draft, log: &mut Diagnostics) {
        let Some(files) = loaded::read(input, log) else { return };
        let Some(main) = files.pool.get_file_by_name(&files.main) else { return };
        let mut descriptors = Descriptors::of(&files);
        for file in files.pool.files() {
            // What options are is known also where nobody imports it.
            let Some(about) = files.about.get(file.name()) else { continue };
            if !draft.protos.iter().any(|it| it.name == file.name()) {
                let (name, descriptor) = (file.name().to_owned(), descriptors.encoded(&file, about));
                draft.protos.push(ProtoFile { name, descriptor, places: about.places.apart() });
            }
        }
        let mut cx = Cx { files: &files, draft, log, queue: VecDeque::new(), seen: HashSet::new() };
        cx.info(&main);
        for it in main.services() {
            cx.service(&it);
        }
        cx.declared(&main);
    }
}

impl Cx<'_> {
    /// Every type that a file defines.
    fn declared(&mut self, file: &FileDescriptor) {
        for it in file.enums() {
            self.wait(it.full_name(), || Definition::Enum(it.clone()));
        }
        let mut open: Vec<MessageDescriptor> = file.messages().collect();
        open.reverse();
        while let Some(it) = open.pop() {
            // What JSON has a form of its own for is no record, also where its own file is read.
            if it.is_map_entry() || wellknown::shape(it.full_name()).is_some() {
                continue;
            }
            self.wait(it.full_name(), || Definition::Message(it.clone()));
            for inner in it.child_enums() {
                self.wait(inner.full_name(), || Definition::Enum(inner.clone()));
            }
            open.extend(it.child_messages());
        }
        self.drain();
    }
}
