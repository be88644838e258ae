//! How HTTP asks for an rpc: `google.api.http`, or `POST /<service>/<method>` where nothing is said.

use super::context::Cx;
use super::template::{self, Segment, Template};
use super::{options, wellknown};
use prost_reflect::{DynamicMessage, FieldDescriptor, Kind, MessageDescriptor, MethodDescriptor};
use zephyrix_ir::vocabulary::{
    Field, HttpBinding, HttpMethod, HttpPlace, Input, PathField, PathPart, PathTemplate, Presence, Route, Scalar,
    Style, Transcoding,
};
use zephyrix_ir::{Code, Diagnostic, Ref, Span};

/// The fields of `google.api.HttpRule` that name a method.
const METHODS: &[(&str, HttpMethod)] = &[
    ("get", HttpMethod::Get),
    ("put", HttpMethod::Put),
    ("post", HttpMethod::Post),
    ("delete", HttpMethod::Delete),
    ("patch", HttpMethod::Patch),
];

impl Cx<'_> {
    /// The binding of an rpc, and its further ones.
    pub(super) fn routes(&mut self, it: &MethodDescriptor) -> (Route<Ref>, Vec<Route<Ref>>) {
        let found = options::extension(self.pool(), &it.options(), "google.api.http");
        let Some(rule) = found.as_ref().and_then(|it| it.as_message()) else { return (self.unstated(it), Vec::new()) };
        let more = options::field(rule, "additional_bindings");
        let more = more.iter().flat_map(|it| it.as_list().unwrap_or_default()).filter_map(|it| it.as_message());
        let mut all: Vec<Route<Ref>> =
            std::iter::once(rule).chain(more).filter_map(|rule| self.route(it, rule)).collect();
        if all.is_empty() {
            return (self.unstated(it), Vec::new());
        }
        let main = all.remove(0);
        (main, all)
    }

    /// What holds where nothing is said: the whole message in the body.
    fn unstated(&mut self, it: &MethodDescriptor) -> Route<Ref> {
        let span = self.name_span(&it.parent_file(), it.path());
        let segments = [it.parent_service().full_name(), it.name()];
        let path = PathTemplate {
            text: format!("/{}", segments.join("/")),
            segments: segments.iter().map(|it| vec![PathPart::Text((*it).to_owned())]).collect(),
            told_by: Vec::new(),
            span,
        };
        let inputs = self.body(it, &[], span).into_iter().collect();
        let transcoding = Transcoding { body: Some(Vec::new()), ..Transcoding::default() };
        Route { http: HttpBinding::new(HttpMethod::Post, path), inputs, transcoding }
    }

    /// What a rule says; `None` with an error where it cannot be.
    fn route(&mut self, it: &MethodDescriptor, rule: &DynamicMessage) -> Option<Route<Ref>> {
        let span = self.name_span(&it.parent_file(), it.path());
        match self.stated(it, rule, span) {
            Ok(route) => Some(route),
            Err(problem) => {
                let message = format!("the HTTP rule of `{}` cannot be followed: {problem}", it.name());
                self.log.push(Diagnostic::new(Code::PROTO_HTTP, span, message).label("its option `google.api.http`"));
                None
            }
        }
    }

    fn stated(&mut self, it: &MethodDescriptor, rule: &DynamicMessage, span: Span) -> Result<Route<Ref>, String> {
        let known = METHODS.iter().find_map(|(name, method)| Some((method.clone(), options::text(rule, name)?)));
        let (method, text) = match (known, options::message(rule, "custom")) {
            (Some(it), _) => it,
            (None, Some(custom)) => custom_method(&custom).ok_or("its method is none")?,
            (None, None) => return Err("it has no method and path".to_owned()),
        };
        let template = template::parse(&text)?;
        let mut holes = Holes::default();
        let (segments, fields) = holes.fill(&template);
        let path = PathTemplate { text: String::new(), segments, told_by: Vec::new(), span };
        let path = PathTemplate { text: path.path(), ..path };
        let input = it.input();
        let mut inputs = Vec::new();
        for field in &fields {
            self.path_inputs(&input, field, &mut inputs, span)?;
        }
        let body = options::text(rule, "body");
        let parts = |it: &str| it.split('.').map(str::to_owned).collect();
        let body: Option<Vec<String>> = body.map(|it| if it == "*" { Vec::new() } else { parts(&it) });
        // Many messages have no other place, whatever the rule says.
        let body = body.or_else(|| (it.is_client_streaming() && method != HttpMethod::Get).then(Vec::new));
        if let Some(field) = body.as_ref().filter(|it| !it.is_empty()) {
            field_at(&input, field)?;
        }
        let mut query = Vec::new();
        if body.as_ref().is_none_or(|it| !it.is_empty()) {
            let mut told = Told {
                path: &fields,
                body: body.as_deref(),
                query: &mut query,
                inputs: &mut inputs,
                open: vec![input.clone()],
            };
            self.query(&input, &mut Vec::new(), &mut Vec::new(), &mut told);
        }
        if let Some(field) = &body {
            inputs.extend(self.body(it, field, span));
        }
        let response_body = options::text(rule, "response_body");
        if let Some(name) = response_body.as_ref().filter(|name| it.output().get_field_by_name(name).is_none()) {
            return Err(format!("`{}` has no field `{name}` to be the answer's body", it.output().name()));
        }
        let transcoding = Transcoding { stated: true, path: fields, query, body, response_body };
        Ok(Route { http: HttpBinding::new(method, path), inputs, transcoding })
    }

    /// The holes of a field that the path sets: of its own type where it is one of them, texts otherwise.
    fn path_inputs(
        &mut self,
        message: &MessageDescriptor,
        it: &PathField,
        inputs: &mut Vec<Input<Ref>>,
        span: Span,
    ) -> Result<(), String> {
        let field = field_at(message, &it.field)?;
        if field.is_list() || field.is_map() || !is_plain(&field.kind()) {
            return Err(format!("`{}` cannot be told in a path", it.field.join(".")));
        }
        let whole = matches!(it.template.as_slice(), [PathPart::Hole(_) | PathPart::Rest(_)]);
        if !whole && !matches!(field.kind(), Kind::String) {
            return Err(format!("`{}` is no text", it.field.join(".")));
        }
        let docs = self.docs(&field.parent_file(), field.path());
        for part in &it.template {
            let (PathPart::Hole(name) | PathPart::Rest(name)) = part else { continue };
            let ty = if whole { self.field_type(&field, span) } else { self.scalar(Scalar::Text, span) };
            let mut told = Field::new(name.clone(), span, ty, Presence::Required);
            told.docs = docs.clone();
            inputs.push(Input {
                field: told,
                place: HttpPlace::Path(Style::Simple { explode: false }),
                implied: false,
            });
        }
        Ok(())
    }

    /// The fields that neither path nor body sets, as the query has them: `filter.color=RED`. Messages of lists and maps
    /// cannot be told there, nor a message inside of itself.
    fn query(
        &mut self,
        message: &MessageDescriptor,
        path: &mut Vec<String>,
        names: &mut Vec<String>,
        told: &mut Told<'_>,
    ) {
        for field in message.fields() {
            path.push(field.name().to_owned());
            names.push(field.json_name().to_owned());
            if !told.is_set(path) && !field.is_map() {
                match field.kind() {
                    kind if is_plain(&kind) => self.query_input(&field, path, names, told),
                    Kind::Message(inner) if !field.is_list() && told.is_open(&inner) => {
                        told.open.push(inner.clone());
                        self.query(&inner, path, names, told);
                        told.open.pop();
                    }
                    _ => {}
                }
            }
            path.pop();
            names.pop();
        }
    }

    fn query_input(&mut self, it: &FieldDescriptor, path: &[String], names: &[String], told: &mut Told<'_>) {
        let mut field = self.field(it);
        field.name = names.join(".");
        field.proto = None;
        // A field inside a message that is not there has no default either.
        if path.len() > 1 || it.is_list() {
            field.default = None;
        }
        told.query.push((field.name.clone(), path.to_vec()));
        told.inputs.push(Input { field, place: HttpPlace::Query(Style::Form { explode: true }), implied: false });
    }

    /// The body: the message, or a field of it.
    fn body(&mut self, it: &MethodDescriptor, field: &[String], span: Span) -> Option<Input<Ref>> {
        let message = it.input();
        let field = field_at(&message, field).ok();
        let (ty, raw) = match &field {
            Some(field) => {
                (self.field_type(field, span), matches!(field.kind(), Kind::Message(it) if wellknown::is_raw(&it)))
            }
            None => (self.message_type(&message, span), wellknown::is_raw(&message)),
        };
        let content = self.content(ty.clone(), it.is_client_streaming(), raw, span)?;
        let field = Field::new("body", span, ty, Presence::Required);
        Some(Input { field, place: HttpPlace::Body(vec![content]), implied: false })
    }
}

/// So many messages in messages the query goes into.
const DEEPEST: usize = 5;

/// What is told so far, and where else.
struct Told<'a> {
    path: &'a [PathField],
    body: Option<&'a [String]>,
    query: &'a mut Vec<(String, Vec<String>)>,
    inputs: &'a mut Vec<Input<Ref>>,
    /// The messages that are being told, the request first.
    open: Vec<MessageDescriptor>,
}

impl Told<'_> {
    /// Whether path or body set a field.
    fn is_set(&self, path: &[String]) -> bool {
        self.body == Some(path) || self.path.iter().any(|it| it.field == path)
    }

    /// Whether the fields of a message are told one by one.
    fn is_open(&self, inner: &MessageDescriptor) -> bool {
        let ordinary = wellknown::shape(inner.full_name()).is_none() && !wellknown::is_raw(inner);
        ordinary && self.open.len() < DEEPEST && !self.open.contains(inner)
    }
}

/// Whether a value is written as one text.
fn is_plain(kind: &Kind) -> bool {
    use zephyrix_ir::vocabulary::Shape;
    match kind {
        Kind::Message(it) => matches!(wellknown::shape(it.full_name()), Some(Shape::Scalar(_))),
        Kind::Enum(it) => wellknown::shape(it.full_name()).is_none(),
        _ => true,
    }
}

/// A field inside a message.
fn field_at(message: &MessageDescriptor, path: &[String]) -> Result<FieldDescriptor, String> {
    let (name, inner) = path.split_first().ok_or("a variable has no field")?;
    let field = message.get_field_by_name(name).ok_or_else(|| format!("`{}` has no field `{name}`", message.name()))?;
    match (inner, field.kind()) {
        ([], _) => Ok(field),
        (inner, Kind::Message(it)) if !field.is_list() && !field.is_map() => field_at(&it, inner),
        _ => Err(format!("`{name}` has no fields")),
    }
}

fn custom_method(custom: &DynamicMessage) -> Option<(HttpMethod, String)> {
    let (kind, path) = (options::text(custom, "kind")?, options::text(custom, "path")?);
    let known = HttpMethod::ALL.iter().find(|(word, _)| word.eq_ignore_ascii_case(&kind)).map(|it| it.1.clone());
    let any = (kind == "*").then_some(HttpMethod::Post);
    Some((known.or(any).or_else(|| HttpMethod::other(&kind))?, path))
}

/// Names the holes of a template.
#[derive(Default)]
struct Holes {
    taken: Vec<String>,
}

impl Holes {
    /// The segments of the path, and the fields that they set.
    fn fill(&mut self, template: &Template) -> (Vec<Vec<PathPart>>, Vec<PathField>) {
        let mut parts: Vec<PathPart> = Vec::new();
        let mut fields = Vec::new();
        for segment in &template.segments {
            match segment {
                Segment::Variable(field, value) => {
                    let template = self.value(field, value);
                    parts.extend(template.iter().cloned());
                    fields.push(PathField { field: field.clone(), template });
                }
                other => parts.push(self.part(other, "part")),
            }
        }
        let mut segments: Vec<Vec<PathPart>> = parts.into_iter().map(|it| vec![it]).collect();
        if let (Some(verb), Some(last)) = (&template.verb, segments.last_mut()) {
            let verb = format!(":{verb}");
            match last.last_mut() {
                Some(PathPart::Text(text)) => text.push_str(&verb),
                _ => last.push(PathPart::Text(verb)),
            }
        }
        (segments, fields)
    }

    /// The segments of a variable: a hole is called by the collection before it, as resources are, or by the field.
    fn value(&mut self, field: &[String], value: &[Segment]) -> Vec<PathPart> {
        let own = field.join("_");
        let mut before: Option<&str> = None;
        let mut parts = Vec::new();
        for segment in value {
            let word = match (before, segment) {
                (Some(collection), Segment::One) => singular(collection),
                _ => own.clone(),
            };
            parts.push(self.part(segment, &word));
            before = if let Segment::Literal(text) = segment { Some(text) } else { None };
        }
        parts
    }

    fn part(&mut self, segment: &Segment, word: &str) -> PathPart {
        match segment {
            Segment::Literal(text) => PathPart::Text(text.clone()),
            Segment::All => PathPart::Rest(self.free(word)),
            Segment::One | Segment::Variable(..) => PathPart::Hole(self.free(word)),
        }
    }

    fn free(&mut self, word: &str) -> String {
        let numbered = (2..).map(|it| format!("{word}_{it}"));
        let name = std::iter::once(word.to_owned()).chain(numbered).find(|it| !self.taken.contains(it));
        let name = name.unwrap_or_default();
        self.taken.push(name.clone());
        name
    }
}

/// `topics`: `topic`; `cryptoKeyVersions`: `crypto_key_version`.
fn singular(collection: &str) -> String {
    use heck::ToSnakeCase;
    let word = collection.to_snake_case();
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    if let Some(stem) = word.strip_suffix("lves") {
        return format!("{stem}lf");
    }
    let es = ["sses", "xes", "ches", "shes"].iter().any(|it| word.ends_with(it));
    let singular = word.strip_suffix(if es { "es" } else { "s" }).filter(|it| !it.ends_with('s') && !it.is_empty());
    singular.unwrap_or(&word).to_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn holes_are_called_by_collections() {
        for (plural, one) in [("topics", "topic"), ("cryptoKeyVersions", "crypto_key_version"), ("policies", "policy")]
        {
            assert_eq!(super::singular(plural), one);
        }
        assert_eq!(super::singular("shelves"), "shelf");
        assert_eq!(super::singular("indexes"), "index");
        assert_eq!(super::singular("access"), "access");
    }
}
