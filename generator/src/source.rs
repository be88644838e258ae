//! Texts, and where they come from.

use std::collections::BTreeMap;
use zephyrix_ir::{SourceId, Span};

/// One input file, already read.
#[derive(Clone, Debug)]
pub struct Source {
    /// As the user named it, or relative to the file that refers to it; `/` between folders on every system.
    pub path: String,
    /// All of it. A byte order mark has been taken off.
    pub text: String,
}

/// Reads further files when a source refers to them. The only way by which the pipeline touches the world.
pub trait Loader {
    /// The text at `path`, or a sentence that says why there is none.
    fn load(&self, path: &str) -> Result<String, String>;
}

/// No files at all.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoLoader;

impl Loader for NoLoader {
    fn load(&self, _: &str) -> Result<String, String> {
        Err("no further file can be read here".to_owned())
    }
}

/// Files held in memory, by path.
impl Loader for BTreeMap<String, String> {
    fn load(&self, path: &str) -> Result<String, String> {
        self.get(path).cloned().ok_or_else(|| "there is no such file".to_owned())
    }
}

/// Every text of a run; a [`SourceId`] is a position in it.
#[derive(Clone, Debug, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// Adds a text; the same path is added once.
    pub fn add(&mut self, source: Source) -> SourceId {
        let known = self.0.iter().position(|it| it.path == source.path);
        let at = known.unwrap_or_else(|| {
            self.0.push(source);
            self.0.len() - 1
        });
        SourceId(u32::try_from(at).unwrap_or(u32::MAX))
    }

    /// Every text with its id.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        (0..).map(SourceId).zip(&self.0)
    }

    /// The text of an id that [`Sources::add`] gave.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.0[id.0 as usize]
    }

    /// The text a span covers.
    pub fn text(&self, span: Span) -> &str {
        self.get(span.source).text.get(span.range()).unwrap_or("")
    }

    /// Line and column of a span's first character, both from 1; columns count characters.
    pub fn position(&self, span: Span) -> (usize, usize) {
        let text = &self.get(span.source).text;
        let before = text.get(..span.start as usize).unwrap_or(text);
        let line = before.rsplit_once('\n').map_or(before, |(_, last)| last);
        (before.matches('\n').count() + 1, line.chars().count() + 1)
    }
}
