//! Operations.

use super::context::Cx;
use super::known;
use super::paths::Route;
use super::place::Place;
use super::version::Version;
use crate::tree::{Entry, Object};
use zephyrix_ir::vocabulary::{Hints, HttpBinding, HttpMethod, HttpPlace, Input, Operation, PathPart, PathTemplate};
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
        let name = self.operation_name(object, method, &route.path, entry.key_span);
        let named = self.named_parameters(route, place);
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
            hints: Hints { idempotent: is_idempotent(method), internal: object.flag("x-internal", self.log) },
            http: self.binding(object, route, method),
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

    fn operation_name(&mut self, object: Object<'a>, method: HttpMethod, path: &PathTemplate, key: Span) -> Name {
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
    fn made_up_name(&mut self, method: HttpMethod, path: &PathTemplate, span: Span) -> Name {
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

    /// Where it is reached: at its own servers, or those of its path, or the document's.
    fn binding(&mut self, object: Object<'a>, route: &Route<'a>, method: HttpMethod) -> HttpBinding {
        let own = self.servers(object);
        let servers = if own.is_empty() { route.servers.clone() } else { own };
        HttpBinding { servers, ..HttpBinding::new(method, route.path.clone()) }
    }

    fn leftovers(&mut self, object: Object<'a>) {
        if let Some(entry) = object.entry("callbacks") {
            self.unsupported(entry.key_span, "callbacks are not called yet");
        }
    }
}

/// RFC 9110 §9.2.2; `QUERY` is safe, so it is too.
fn is_idempotent(method: HttpMethod) -> bool {
    !matches!(method, HttpMethod::Post | HttpMethod::Patch)
}

/// Whether an input is the parameter `name` of the path.
pub(super) fn is_path_input(input: &Input<Ref>, name: &str) -> bool {
    matches!(input.place, HttpPlace::Path(_)) && input.field.name == name
}
