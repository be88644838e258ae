//! Schema languages: each lowers its own text into the one [`Draft`].

pub(crate) mod graphql;
pub(crate) mod openapi;
mod protobuf;
pub mod sql;

use crate::overlay::Overlays;
use crate::source::{Loader, Sources};
use zephyrix_ir::vocabulary::relational::Database;
use zephyrix_ir::{Code, Diagnostic, Diagnostics, Draft, SourceId, Span};

/// Every language, in the order in which their sources are lowered: a later one may ask what a former one has defined.
/// To add one: a folder here, its `mod` line, its line in this table.
const ALL: &[&dyn Frontend] = &[&openapi::OpenApi, &protobuf::Protobuf, &sql::Sql, &sql::Queries, &graphql::GraphQl];

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
    /// Whose SQL it is in, where it shows nothing.
    pub(crate) database: Database,
    /// Whether the service is made, and not only what calls it.
    pub(crate) serves: bool,
}

/// What is asked of all front ends.
#[derive(Clone, Copy)]
pub(crate) struct Wanted<'a> {
    /// Paths of overlays.
    pub(crate) overlays: &'a [String],
    /// Whose SQL sources are in, where that is stated.
    pub(crate) dialect: Option<Database>,
    /// Whose SQL they are in, where they show nothing.
    pub(crate) database: Database,
    /// Whether the service is made, and not only what calls it.
    pub(crate) serves: bool,
}

impl Default for Wanted<'_> {
    fn default() -> Self {
        Self { overlays: &[], dialect: None, database: Database::default(), serves: true }
    }
}

/// Lowers every source that is there at the start, with what is asked.
pub(crate) fn lower(sources: &mut Sources, loader: &dyn Loader, wanted: Wanted<'_>, log: &mut Diagnostics) -> Draft {
    let mut draft = Draft::default();
    let named: Vec<SourceId> = sources.iter().map(|(id, _)| id).collect();
    let inputs: Vec<String> = sources.iter().map(|(_, it)| it.path.clone()).collect();
    let mut overlays = Overlays::read(wanted.overlays, &inputs, sources, loader, log);
    let place = |it: &SourceId| {
        let it = sources.get(*it);
        ALL.iter().position(|front| front.claims(&it.path, &it.text))
    };
    let mut claimed: Vec<(Option<usize>, SourceId)> = named.iter().map(|it| (place(it), *it)).collect();
    claimed.sort_by_key(|it| it.0);
    for (front, source) in claimed {
        match front {
            Some(front) => {
                let input = Input {
                    source,
                    sources,
                    loader,
                    overlays: &mut overlays,
                    dialect: wanted.dialect,
                    database: wanted.database,
                    serves: wanted.serves,
                };
                ALL[front].lower(input, &mut draft, log);
            }
            None => log.push(unknown(sources, source)),
        }
    }
    overlays.report(log);
    if draft.operations.is_empty() && draft.graph.is_none() {
        sql::serve(&mut draft, sources, log);
    }
    draft
}

/// The documents of OpenAPI among some sources, and what they refer to, as they are written.
pub(crate) fn trees(
    sources: &mut Sources,
    named: &[SourceId],
    loader: &dyn Loader,
    wanted: Wanted<'_>,
) -> Vec<openapi::trees::Tree> {
    let inputs: Vec<String> = named.iter().map(|it| sources.get(*it).path.clone()).collect();
    let mut overlays = Overlays::read(wanted.overlays, &inputs, sources, loader, &mut Diagnostics::default());
    let mut trees = Vec::new();
    let Wanted { dialect, database, serves, .. } = wanted;
    for source in named {
        let it = sources.get(*source);
        if openapi::OpenApi.claims(&it.path, &it.text) {
            let overlays = &mut overlays;
            let input = Input { source: *source, sources: &mut *sources, loader, overlays, dialect, database, serves };
            openapi::trees::read(input, &mut trees);
        }
    }
    trees
}

/// A source that no front end claims.
fn unknown(sources: &Sources, source: SourceId) -> Diagnostic {
    let message = format!("`{}` is in no schema language that is known", sources.get(source).path);
    Diagnostic::new(Code::UNKNOWN_LANGUAGE, Span::new(source, 0, 0), message)
        .help("an OpenAPI document begins with `openapi: 3.1.0` (or `swagger: \"2.0\"`); SQL is in files `*.sql`, GraphQL in `*.graphql`")
}
