//! From places in apollo's files to places in our sources.

use apollo_compiler::parser::{FileId, SourceMap, SourceSpan};
use std::collections::HashMap;
use zephyrix_ir::{SourceId, Span};

/// Which source each file is.
pub(crate) struct Places {
    files: HashMap<FileId, SourceId>,
    /// Where things are that no source writes.
    first: Span,
}

impl Places {
    /// Those of files whose paths are the numbers of our sources.
    pub(super) fn new(files: &SourceMap, first: SourceId) -> Self {
        let number = |path: &std::path::Path| path.to_str().and_then(|it| it.parse().ok()).map(SourceId);
        let files = files.iter().filter_map(|(id, file)| Some((*id, number(file.path())?))).collect();
        Self { files, first: Span::new(first, 0, 0) }
    }

    /// Whether a source is one of them.
    pub(crate) fn has(&self, source: SourceId) -> bool {
        self.files.values().any(|it| *it == source)
    }

    /// Where something is written; of what is not, the beginning of the first source.
    pub(crate) fn span(&self, at: Option<SourceSpan>) -> Span {
        at.and_then(|it| self.written(it)).unwrap_or(self.first)
    }

    /// Where something is written, if it is.
    pub(crate) fn written(&self, at: SourceSpan) -> Option<Span> {
        let source = self.files.get(&at.file_id())?;
        Some(Span::new(*source, at.offset(), at.end_offset()))
    }
}
