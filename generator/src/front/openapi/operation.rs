//! Operations.

use super::context::Cx;
use super::known;
use super::parameter::Parameter;
use super::paths::Route;
use super::place::Place;
use super::version::Version;
use crate::tree::{Entry, Object};
use zephyrix_ir::vocabulary::{
    Hints, HttpBinding, HttpMethod, HttpPlace, Input, Operation, PathPart, PathTemplate, Told,
};
use zephyrix_ir::{Code, Diagnostic, Ref, Span};

/// What an operation is called, and where that is written.
struct Name {
    text: String,
    span: Span,
    /// Another operation has it already.
    taken: bool,
}

impl<'a> Cx<'a, '_> {
    /// Lowers one operation, with the schemas that only it uses.
    pub(super) fn operation(&mut self, route: &Route<'a>, method: HttpMethod, entry: &'a Entry, place: &Place<'a>) {
        let Some(object) = self.object(place.node, "an operation") else { return };
        let swagger = place.version() == Version::V2;
        self.check_fields(object, if swagger { &known::OPERATION_2 } else { &known::OPERATION });
        let name = self.operation_name(object, &method, &route.path, entry.key_span);
        let named = self.named_parameters(route, place);
        let path = self.told_path(route, &named);
        let mut inputs = self.parameters(route, &named, place, &name.text);
        inputs.extend(if swagger {
            self.swagger_body(place, &named, &name.text)
        } else {
            self.body(object, place, &name.text)
        });
        self.leftovers(object);
        let operation = Operation {
            tag: object.texts("tags", self.log).first().map_or("default", |(it, _)| *it).to_owned(),
            docs: self.docs(object),
            outcomes: self.responses(object, place, &name.text),
            security: self.requirement(place),
            hints: Hints { idempotent: is_idempotent(&method), internal: object.flag("x-internal", self.log) },
            http: HttpBinding { method, path },
            serves: None,
            deprecated: object.flag("deprecated", self.log),
            name: name.text,
            span: name.span,
            inputs,
        };
        self.drain();
        if !name.taken {
            self.draft.operations.push(operation);
        }
    }

    fn operation_name(&mut self, object: Object<'a>, method: &HttpMethod, path: &PathTemplate, key: Span) -> Name {
        let stated = object.text("operationId", self.log).filter(|it| !it.trim().is_empty());
        let Some(text) = stated else { return self.made_up_name(method, path, key) };
        let span = object.get("operationId").map_or(key, |it| it.span);
        let first = self.operations.get(&text).copied();
        if let Some(first) = first {
            let message = format!("two operations are called `{text}`");
            let found = Diagnostic::new(Code::DUPLICATE_OPERATION, span, message).label("again here");
            self.log.push(found.related(first, "first here").help("give each operation an `operationId` of its own"));
        }
        self.operations.entry(text.clone()).or_insert(span);
        Name { text, span, taken: first.is_some() }
    }

    /// `get_pets_by_petId`.
    fn made_up_name(&mut self, method: &HttpMethod, path: &PathTemplate, span: Span) -> Name {
        let mut words = vec![method.word().to_owned()];
        for part in path.segments.iter().flatten() {
            match part {
                PathPart::Text(text) => words.push(text.clone()),
                PathPart::Hole(name) => words.extend(["by".to_owned(), name.clone()]),
            }
        }
        let plain = |it: char| if it.is_ascii_alphanumeric() { it } else { '_' };
        let base: String = words.join("_").chars().map(plain).collect();
        let mut text = base.clone();
        let mut count = 1;
        while self.operations.contains_key(&text) {
            count += 1;
            text = format!("{base}_{count}");
        }
        self.operations.insert(text.clone(), span);
        let message = format!("the operation has no `operationId`: it is called `{text}`");
        self.log.push(Diagnostic::new(Code::DERIVED_NAME, span, message).help("give it an `operationId`"));
        Name { text, span, taken: false }
    }

    /// The path of an operation: where it has a fragment, which clients do not send, the headers and pairs of the query
    /// that must be there and have one value only, tell instead; or else it is text like any other.
    fn told_path(&mut self, route: &Route<'a>, named: &[Parameter<'a>]) -> PathTemplate {
        let Some(bare) = &route.bare else { return route.path.clone() };
        let told: Vec<Told> = named.iter().filter_map(|it| self.told(it)).collect();
        if told.is_empty() {
            let message = format!("`{}` has a fragment, which clients send encoded: `%23`", route.path.text);
            let found = Diagnostic::new(Code::FRAGMENT, route.path.span, message);
            self.log.push(found.help("declare a required header or query parameter with one value to tell it apart"));
            return route.path.clone();
        }
        let told_by = [bare.told_by.clone(), told].concat();
        PathTemplate { text: route.path.text.clone(), told_by, ..bare.clone() }
    }

    /// What a parameter says of every request, if it is required and has one value only.
    fn told(&mut self, it: &Parameter<'a>) -> Option<Told> {
        let header = it.place == "header";
        if !(header || it.place == "query") || !it.object.flag("required", self.log) {
            return None;
        }
        let schema = it.at.child("schema")?;
        let schema = self.resolve(&schema)?;
        let listed = schema.items("enum");
        let value = schema.child("const").or_else(|| listed.first().filter(|_| listed.len() == 1).cloned())?;
        Some(Told { header, name: it.name.clone(), value: value.node.as_text()?.to_owned() })
    }

    fn leftovers(&mut self, object: Object<'a>) {
        for (name, what) in [
            ("callbacks", "callbacks are not called yet"),
            ("servers", "servers of a single operation are passed over"),
        ] {
            if let Some(entry) = object.entry(name) {
                self.unsupported(entry.key_span, what);
            }
        }
    }
}

/// RFC 9110 §9.2.2; `QUERY` is safe, so it is too.
fn is_idempotent(method: &HttpMethod) -> bool {
    !matches!(method, HttpMethod::Post | HttpMethod::Patch | HttpMethod::Other(_))
}

/// Whether an input is the parameter `name` of the path.
pub(super) fn is_path_input(input: &Input<Ref>, name: &str) -> bool {
    matches!(input.place, HttpPlace::Path(_)) && input.field.name == name
}
