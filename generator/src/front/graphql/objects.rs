//! Object types, field by field: who answers.

use super::guarded;
use super::lowering::{Lowering, docs};
use super::records::key;
use super::renames;
use apollo_compiler::ast::FieldDefinition;
use apollo_compiler::schema::ObjectType;
use zephyrix_ir::Ref;
use zephyrix_ir::vocabulary::{GraphField, GraphObject, Resolved};

impl Lowering<'_> {
    pub(super) fn object(&mut self, it: &ObjectType) -> GraphObject<Ref> {
        let span = self.span(it.name.location());
        GraphObject {
            name: it.name.to_string(),
            renamed_from: self.formers(it.directives.get(renames::NAME)),
            span,
            docs: docs(it.description.as_ref()),
            root: self.facts.root(&it.name),
            ty: self.facts.is_value(&it.name).then(|| Ref::new(key(&it.name), span)),
            fields: it.fields.values().map(|field| self.graph_field(it, field)).collect(),
        }
    }

    fn graph_field(&mut self, of: &ObjectType, it: &FieldDefinition) -> GraphField<Ref> {
        let span = self.span(it.name.location());
        let asked = guarded::of_field(&self.read.schema, of, it);
        for scopes in &asked {
            if !self.scopes.contains(scopes) {
                self.scopes.push(scopes.clone());
            }
        }
        let resolved = self.facts.is_resolved(&of.name, it).then(|| Resolved {
            args: it.arguments.iter().map(|it| self.given(it)).collect(),
            answer: self.value_type(&it.ty, span),
            nullable: !it.ty.is_non_null(),
            request: None,
            serves: None,
        });
        GraphField {
            name: it.name.to_string(),
            renamed_from: self.formers(it.directives.get(renames::NAME)),
            span,
            docs: docs(it.description.as_ref()),
            deprecated: it.directives.has("deprecated"),
            guarded: !asked.is_empty(),
            resolved,
        }
    }
}
