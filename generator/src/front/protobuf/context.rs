//! What every part of the lowering shares.

use super::loaded::{About, Files};
use prost_reflect::{DescriptorPool, EnumDescriptor, FileDescriptor, MessageDescriptor};
use std::collections::{HashSet, VecDeque};
use zephyrix_ir::vocabulary::Docs;
use zephyrix_ir::{Diagnostics, Draft, Span};

/// The files that were read, and the draft that is filled.
pub(super) struct Cx<'a> {
    pub(super) files: &'a Files,
    /// What is filled.
    pub(super) draft: &'a mut Draft,
    /// What there is to say.
    pub(super) log: &'a mut Diagnostics,
    /// Types that are referred to and not lowered yet.
    pub(super) queue: VecDeque<Definition>,
    /// The full names of those that were ever in the queue.
    pub(super) seen: HashSet<String>,
}

/// A type that has a name.
pub(super) enum Definition {
    Message(MessageDescriptor),
    Enum(EnumDescriptor),
}

impl Cx<'_> {
    /// Every definition.
    pub(super) fn pool(&self) -> &DescriptorPool {
        &self.files.pool
    }

    /// What is known of a file.
    pub(super) fn about(&self, file: &FileDescriptor) -> Option<&About> {
        self.files.about.get(file.name())
    }

    /// Where the part of a file is named.
    pub(super) fn name_span(&self, file: &FileDescriptor, path: &[i32]) -> Span {
        self.about(file).and_then(|it| it.places.name(path)).unwrap_or_default()
    }

    /// What is said of the part of a file.
    pub(super) fn docs(&self, file: &FileDescriptor, path: &[i32]) -> Docs {
        self.about(file).map(|it| it.places.docs(path)).unwrap_or_default()
    }
}
