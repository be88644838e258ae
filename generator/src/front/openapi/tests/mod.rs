//! The front end as a whole: the sample, and what holds for every document.

mod hostile;
mod objects;
mod operations;
mod references;
mod scalars;
mod security;
mod swagger;
mod unions;

use crate::source::{NoLoader, Source, Sources};
use std::collections::BTreeMap;
use zephyrix_ir::vocabulary::{Presence, Scalar, Shape, TypeName};
use zephyrix_ir::{Diagnostics, Draft, DraftShape, DraftType};

/// A lowered document.
pub(super) struct Lowered {
    pub(super) draft: Draft,
    pub(super) log: Diagnostics,
}

impl Lowered {
    /// The codes, in the order found.
    pub(super) fn codes(&self) -> Vec<&'static str> {
        self.log.all().iter().map(|it| it.code.id).collect()
    }

    /// Codes and messages, in the order found.
    pub(super) fn found(&self) -> Vec<String> {
        self.log.all().iter().map(|it| format!("{} {}", it.code.id, it.message)).collect()
    }

    /// The type at a pointer.
    pub(super) fn at(&self, pointer: &str) -> &DraftType {
        let key = format!("api.yaml#{pointer}");
        self.draft.types.get(key.as_str()).unwrap_or_else(|| panic!("no {key} in {:#?}", self.draft.types.keys()))
    }

    /// A type under `components.schemas`.
    pub(super) fn schema(&self, name: &str) -> &DraftType {
        self.at(&format!("/components/schemas/{name}"))
    }

    /// The shape of one, where it is known.
    pub(super) fn shape(&self, pointer: &str) -> &Shape<zephyrix_ir::Ref> {
        match &self.at(pointer).shape {
            DraftShape::Known(shape) => shape,
            other => panic!("{pointer} is {other:?}"),
        }
    }
}

/// Lowers a text.
pub(super) fn lower(text: &str) -> Lowered {
    lower_with(text, &[])
}

/// Lowers a text, with further files.
pub(super) fn lower_with(text: &str, files: &[(&str, &str)]) -> Lowered {
    let mut sources = Sources::default();
    sources.add(Source { path: "api.yaml".to_owned(), text: text.to_owned() });
    let mut log = Diagnostics::default();
    let loader: BTreeMap<String, String> =
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let draft = crate::draft(&mut sources, &loader, &mut log);
    Lowered { draft, log }
}

/// Lowers some schemas, given as YAML indented by nothing.
pub(super) fn schemas(version: &str, text: &str) -> Lowered {
    let body = text.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n");
    lower(&format!(
        "openapi: {version}\ninfo: {{ title: t, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n{body}"
    ))
}

#[test]
fn the_sample_lowers_without_a_finding() {
    let petstore = include_str!("../../../../../schemas/petstore.yaml");
    let mut sources = Sources::default();
    sources.add(Source { path: "api.yaml".to_owned(), text: petstore.to_owned() });
    let mut log = Diagnostics::default();
    let draft = crate::draft(&mut sources, &NoLoader, &mut log);
    let it = Lowered { draft, log };
    assert!(it.found().is_empty(), "{:#?}", it.found());
    assert_eq!(it.draft.operations.len(), 10);
    assert_eq!(it.schema("Pet").name, TypeName::Declared("Pet".to_owned()));
    assert!(matches!(&it.schema("Pet").shape, DraftShape::All(parts) if parts.len() == 2));
    let Shape::Record { fields, .. } = it.shape("/components/schemas/NewPet") else { panic!("a record") };
    let weight = fields.iter().find(|it| it.name == "weight_kg").unwrap();
    assert_eq!(weight.presence, Presence::OptionalNullable);
    let weight = it.draft.types.get(&weight.ty.key).unwrap();
    assert!(matches!(weight.shape, DraftShape::Known(Shape::Scalar(Scalar::Float64))));
    assert_eq!(weight.constraints.len(), 2);
}
