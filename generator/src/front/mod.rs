//! Schema languages: each lowers its own text into the one [`Draft`].

mod openapi;
pub mod sql;

use crate::overlay::Overlays;
use crate::source::{Loader, Sources};
use zephyrix_ir::vocabulary::relational::Database;
use zephyrix_ir::{Code, Diagnostic, Diagnostics, Draft, SourceId, Span};

/// Every language. To add one: a folder here, its `mod` line, its line in this table.
const ALL: &[&dyn Frontend] = &[&openapi::OpenApi, &sql::Sql];

/// A schema language.
pub(crate) trait Frontend: Sync {
    /// Whether the text is written in this language, judged by its path and its first words.
    fn claims(&self, path: &str, text: &str) -> bool;

    /// Adds what a source says to `draft`; what it cannot, it reports. Files that the source refers to are
    /// read through the loader and added to the sources.
    fn lower(&self, input: Input<'_>, draft: &mut Draft, log: &mut Diagnostics);
}

/// What a front end is given.
pub(crate) struct Input<'a> {
    /// The source to lower.
    pub(crate) source: SourceId,
    /// Every source so far.
    pub(crate) sources: &'a mut Sources,
    /// Reads further ones.
    pub(crate) loader: &'a dyn Loader,
    /// Changes to the source before it is lowered.
    pub(crate) overlays: &'a mut Overlays,
    /// Whose SQL it is in, where that is stated.
    pub(crate) dialect: Option<Database>,
}

/// What is asked of all front ends.
#[derive(Clone, Copy, Default)]
pub(crate) struct Wanted<'a> {
    /// Paths of overlays.
    pub(crate) overlays: &'a [String],
    /// Whose SQL sources are in, where that is stated.
    pub(crate) dialect: Option<Database>,
}

/// Lowers every source that is there at the start, with what is asked.
pub(crate) fn lower(sources: &mut Sources, loader: &dyn Loader, wanted: Wanted<'_>, log: &mut Diagnostics) -> Draft {
    let mut draft = Draft::default();
    let named: Vec<SourceId> = sources.iter().map(|(id, _)| id).collect();
    let inputs: Vec<String> = sources.iter().map(|(_, it)| it.path.clone()).collect();
    let mut overlays = Overlays::read(wanted.overlays, &inputs, sources, loader, log);
    for source in named {
        let it = sources.get(source);
        match ALL.iter().find(|front| front.claims(&it.path, &it.text)) {
            Some(front) => {
                let input = Input { source, sources, loader, overlays: &mut overlays, dialect: wanted.dialect };
                front.lower(input, &mut draft, log);
            }
            None => log.push(
                Diagnostic::new(
                    Code::UNKNOWN_LANGUAGE,
                    Span::new(source, 0, 0),
                    format!("`{}` is in no schema language that is known", it.path),
                )
                .help(
                    "an OpenAPI document begins with `openapi: 3.1.0` (or `swagger: \"2.0\"`); SQL is in files `*.sql`",
                ),
            ),
        }
    }
    overlays.report(log);
    if draft.operations.is_empty() {
        sql::serve(&mut draft, sources, log);
    }
    draft
}
