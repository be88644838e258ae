//! What is linted: the sources in every form that rules ask for, made once.

use super::case::Case;
use super::documents::Facts;
use super::rule::Language;
use super::settings::Styles;
use super::things::{Kind, Thing};
use crate::front::graphql::read::Read;
use crate::source::Sources;
use prost_reflect::prost::Message as _;
use prost_reflect::prost_types::FileDescriptorProto;
use std::collections::HashSet;
use zephyrix_ir::{Model, SourceId, Span};

/// All of it.
pub(super) struct Subject<'a> {
    pub(super) sources: &'a Sources,
    pub(super) styles: &'a Styles,
    /// Nothing where the sources make no sense.
    pub(super) model: Option<&'a Model>,
    /// Documents of OpenAPI.
    pub(super) facts: &'a Facts<'a>,
    /// The schema of GraphQL.
    pub(super) graph: Option<&'a Read>,
    /// Files of protobuf that are inputs.
    pub(super) protos: &'a [Proto],
    /// Everything with a name.
    pub(super) things: &'a [Thing],
    /// The habit of documents of OpenAPI, kind by kind.
    pub(super) habits: &'a [(Kind, Option<Case>)],
}

/// A file of protobuf.
pub(super) struct Proto {
    pub(super) file: FileDescriptorProto,
    pub(super) source: SourceId,
    places: Vec<(Vec<i32>, Span)>,
}

impl Proto {
    /// Those that are inputs.
    pub(super) fn all(model: &Model, named: &HashSet<SourceId>) -> Vec<Self> {
        let read = |it: &zephyrix_ir::vocabulary::ProtoFile| {
            let source = it.places.first()?.1.source;
            let file = FileDescriptorProto::decode(it.descriptor.as_slice()).ok()?;
            Some(Self { file, source, places: it.places.clone() })
        };
        model.protos().iter().filter_map(read).filter(|it| named.contains(&it.source)).collect()
    }

    /// Where a part is written, or else the beginning of the file.
    pub(super) fn span(&self, path: &[i32]) -> Span {
        let found = self.places.iter().find(|it| it.0 == path);
        found.map_or(Span::new(self.source, 0, 0), |it| it.1)
    }
}

impl Subject<'_> {
    /// The language that something is written in.
    pub(super) fn language(&self, span: Span) -> Language {
        Language::of(&self.sources.get(span.source).path)
    }

    /// How names of a kind are written: as the configuration says, or as the language has it.
    pub(super) fn case(&self, language: Language, kind: Kind) -> Option<Case> {
        let stated = self.styles.of(language, kind);
        stated.or_else(|| match language {
            Language::OpenApi => self.habits.iter().find(|it| it.0 == kind).and_then(|it| it.1),
            _ => convention(language, kind),
        })
    }
}

/// What is usual in a language: of protobuf its own style guide, of GraphQL what its specification and all examples do, of SQL
/// what needs no quotes anywhere.
fn convention(language: Language, kind: Kind) -> Option<Case> {
    Some(match (language, kind) {
        (Language::Protobuf, Kind::Operation | Kind::Type | Kind::Service) | (Language::GraphQl, Kind::Type) => {
            Case::Pascal
        }
        (Language::Protobuf, Kind::Field) | (Language::Sql, _) => Case::Snake,
        (Language::GraphQl, Kind::Field | Kind::Parameter | Kind::Operation) => Case::Camel,
        (Language::Protobuf | Language::GraphQl, Kind::EnumValue) => Case::Shouted,
        _ => return None,
    })
}
