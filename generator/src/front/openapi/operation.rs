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
pub(super) struct Name {
    pub(super) text: String,
    pub(super) span: Span,
    /// Another operation has it already.
    pub(super) taken: bool,
}

impl<'a> Cx<'a, '_> {
    /// Lowers one operation, with its callbacks.
    pub(super) fn operation(&mut self, route: &Route<'a>, method: HttpMethod, entry: &'a Entry, place: &Place<'a>) {
        let Some(object) = self.object(place.node, "an operation") else { return };
        let stated = self.stated_name(object, entry.key_span);
        let name = stated.unwrap_or_else(|| self.made_up_name(&method, &route.path, entry.key_span));
        let taken = name.taken;
        let operation = self.lowered(route, method, object, place, name);
        let called = operation.name.clone();
        if !taken {
            self.draft.operations.push(operation);
        }
        self.callbacks(object, place, &called);
    }

    /// The operation, with the schemas that only it uses.
    pub(super) fn lowered(
        &mut self,
        route: &Route<'a>,
        method: HttpMethod,
        object: Object<'a>,
        place: &Place<'a>,
        name: Name,
    ) -> Operation<Ref> {
        let swagger = place.version() == Version::V2;
        self.check_fields(object, if swagger { &known::OPERATION_2 } else { &known::OPERATION });
        let named = self.named_parameters(route, place);
        let path = self.told_path(route, &named);
        let mut inputs = self.parameters(route, &named, place, &name.text);
        inputs.extend(if swagger {
            self.swagger_body(place, &named, &name.text)
        } else {
            self.body(object, place, &name.text)
        });
        let operation = Operation {
            tag: object.texts("tags", self.log).first().map_or("default", |(it, _)| *it).to_owned(),
            docs: self.docs(object),
            outcomes: self.responses(object, place, &name.text),
            security: self.requirement(place),
            hints: Hints { idempotent: is_idempotent(&method), internal: object.flag("x-internal", self.log) },
            http: self.binding(object, route, method, path),
            serves: None,
            rpc: None,
            deprecated: object.flag("deprecated", self.log),
            renamed_from: self.formers(object),
            name: name.text,
            span: name.span,
            inputs,
        };
        self.drain();
        operation
    }

    /// Its `operationId`.
    pub(super) fn stated_name(&mut self, object: Object<'a>, key: Span) -> Option<Name> {
        let text = object.text("operationId", self.log).filter(|it| !it.trim().is_empty())?;
        let span = object.get("operationId").map_or(key, |it| it.span);
        let first = self.operations.get(&text).copied();
        if let Some(first) = first {
            let message = format!("two operations are called `{text}`");
            let found = Diagnostic::new(Code::DUPLICATE_OPERATION, span, message).label("again here");
            self.log.push(found.related(first, "first here").help("give each operation an `operationId` of its own"));
        }
        self.operations.entry(text.clone()).or_insert(span);
        Some(Name { text, span, taken: first.is_some() })
    }

    /// `get_pets_by_petId`.
    fn made_up_name(&mut self, method: &HttpMethod, path: &PathTemplate, span: Span) -> Name {
        let mut words = vec![method.word().to_owned()];
        for part in path.segments.iter().flatten() {
            match part {
                PathPart::Text(text) => words.push(text.clone()),
                PathPart::Hole(name) | PathPart::Rest(name) => words.extend(["by".to_owned(), name.clone()]),
            }
        }
        let plain = |it: char| if it.is_ascii_alphanumeric() { it } else { '_' };
        let text = self.free_name(&words.join("_").chars().map(plain).collect::<String>(), span);
        let message = format!("the operation has no `operationId`: it is called `{text}`");
        self.log.push(Diagnostic::new(Code::DERIVED_NAME, span, message).help("give it an `operationId`"));
        Name { text, span, taken: false }
    }

    /// A name that no operation has yet.
    pub(super) fn free_name(&mut self, base: &str, span: Span) -> String {
        let mut text = base.to_owned();
        let mut count = 1;
        while self.operations.contains_key(&text) {
            count += 1;
            text = format!("{base}_{count}");
        }
        self.operations.insert(text.clone(), span);
        text
    }

    /// Where it is reached: at its own servers, or those of its path, or the document's.
    fn binding(
        &mut self,
        object: Object<'a>,
        route: &Route<'a>,
        method: HttpMethod,
        path: PathTemplate,
    ) -> HttpBinding {
        let own = self.servers(object);
        let servers = if own.is_empty() { route.servers.clone() } else { own };
        HttpBinding { servers, ..HttpBinding::new(method, path) }
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
}

/// RFC 9110 §9.2.2; `QUERY` is safe, so it is too.
fn is_idempotent(method: &HttpMethod) -> bool {
    !matches!(method, HttpMethod::Post | HttpMethod::Patch | HttpMethod::Other(_))
}

/// Whether an input is the parameter `name` of the path.
pub(super) fn is_path_input(input: &Input<Ref>, name: &str) -> bool {
    matches!(input.place, HttpPlace::Path(_)) && input.field.name == name
}
