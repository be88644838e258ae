//! Parameters.

use super::context::{Cx, filled};
use super::known;
use super::operation::is_path_input;
use super::paths::Route;
use super::place::Place;
use super::schema::Part;
use super::style;
use super::version::Version;
use crate::tree::Object;
use zephyrix_ir::vocabulary::{Docs, Field, HttpPlace, Input, MediaType, Presence, Scalar, Shape, Style, TypeName};
use zephyrix_ir::{Code, Diagnostic, DraftShape, Ref};

/// Headers that OpenAPI describes elsewhere: parameters of these names mean nothing (§4.12).
const ELSEWHERE: [&str; 3] = ["accept", "content-type", "authorization"];

/// A parameter with its references followed.
pub(super) struct Parameter<'a> {
    pub(super) name: String,
    /// `query`, `path`, …; Swagger's `body` and `formData` too.
    pub(super) place: String,
    pub(super) at: Place<'a>,
    pub(super) object: Object<'a>,
}

impl<'a> Cx<'a, '_> {
    /// The inputs that are parameters: the path's own, overridden by the operation's, each hole having one.
    pub(super) fn parameters(
        &mut self,
        route: &Route<'a>,
        named: &[Parameter<'a>],
        place: &Place<'a>,
        name: &str,
    ) -> Vec<Input<Ref>> {
        let mut inputs = Vec::new();
        for parameter in named {
            let elsewhere =
                parameter.place == "header" && ELSEWHERE.iter().any(|it| parameter.name.eq_ignore_ascii_case(it));
            let body = matches!(parameter.place.as_str(), "body" | "formData") && place.version() == Version::V2;
            if !body && !elsewhere {
                inputs.extend(self.parameter(parameter, name));
            }
        }
        self.agree_with_path(route, &mut inputs, name, place);
        inputs
    }

    /// Every parameter that holds for an operation; of two with the same name and place the later one.
    pub(super) fn named_parameters(&mut self, route: &Route<'a>, operation: &Place<'a>) -> Vec<Parameter<'a>> {
        operation.object().map(|it| it.list("parameters", self.log));
        let mut all: Vec<Parameter<'a>> = Vec::new();
        for (own, list) in [(false, route.parameters.clone()), (true, operation.items("parameters"))] {
            let inherited = all.len();
            for place in list {
                let Some(next) = self.named_parameter(&place) else { continue };
                let same = |it: &Parameter<'_>| it.name == next.name && it.place == next.place;
                match all.iter().position(same) {
                    Some(at) if own && at < inherited => all[at] = next,
                    Some(at) => self.twice(&all[at], &next),
                    None => all.push(next),
                }
            }
        }
        all
    }

    fn twice(&mut self, first: &Parameter<'a>, again: &Parameter<'a>) {
        let message = format!("the {} parameter `{}` is written twice", first.place, first.name);
        let found = Diagnostic::new(Code::DUPLICATE_KEY, again.at.span(), message).mild().label("again here");
        self.log.push(found.related(first.at.span(), "first here, which holds"));
    }

    fn named_parameter(&mut self, place: &Place<'a>) -> Option<Parameter<'a>> {
        let at = self.resolve(place)?;
        let object = self.object(at.node, "a parameter")?;
        let name = object.need_text("name", "the parameter", self.log)?;
        let word = object.need_text("in", "the parameter", self.log)?;
        Some(Parameter { name, place: word, at, object })
    }

    fn parameter(&mut self, parameter: &Parameter<'a>, operation: &str) -> Option<Input<Ref>> {
        let Parameter { name, object, .. } = parameter;
        let object = *object;
        let swagger = parameter.at.version() == Version::V2;
        if !swagger {
            self.check_fields(object, &known::PARAMETER);
        }
        let place = self.parameter_place(parameter)?;
        let words = [operation.to_owned(), name.clone()];
        let (ty, schema) = self.parameter_type(parameter, &words)?;
        let notes = self.annotations(&schema);
        let required = self.is_required(parameter);
        // An empty text, list or object is one; of what else there is, none is empty.
        let empty = |at: &Place<'_>| {
            let kind = at.node.get("type").and_then(|it| it.as_text());
            kind.is_some_and(|it| ["string", "array", "object"].contains(&it))
        };
        if object.flag("allowEmptyValue", self.log) && !self.resolve(&schema).as_ref().is_some_and(empty) {
            self.unsupported(object.span, format!("`{name}` without a value is not read as empty"));
        }
        let field = Field {
            name: name.clone(),
            renamed_from: self.formers(object),
            span: object.get("name").map_or(object.span, |it| it.span),
            ty,
            presence: Presence::new(required, false),
            default: notes.default,
            read_only: false,
            write_only: false,
            sensitive: notes.sensitive,
            unique: false,
            deprecated: object.flag("deprecated", self.log),
            docs: Docs { summary: None, description: filled(object.text("description", self.log)) },
            proto: None,
        };
        Some(Input { field, place, implied: false })
    }

    fn is_required(&mut self, parameter: &Parameter<'a>) -> bool {
        let stated = parameter.object.flag("required", self.log);
        if parameter.place == "path" && !stated {
            let message = format!("the path parameter `{}` is not marked as required", parameter.name);
            let found = Diagnostic::new(Code::PATH_PARAMETER, parameter.object.span, message).mild();
            self.log.push(found.help("add `required: true`: a path without it is another path"));
            return true;
        }
        stated
    }

    /// The place and style; a word that is neither is reported.
    fn parameter_place(&mut self, parameter: &Parameter<'a>) -> Option<HttpPlace<Ref>> {
        let Parameter { place: word, object, .. } = parameter;
        if word == "querystring" {
            return self.query_string(*object, &parameter.at);
        }
        if style::styles(word).is_empty() {
            let span = object.get("in").map_or(object.span, |it| it.span);
            let found = Diagnostic::new(Code::WRONG_TYPE, span, format!("a parameter is not in `{word}`"));
            self.log.push(found.help("it is in `path`, `query`, `header` or `cookie`").suggest(word, style::places()));
            return None;
        }
        if object.has("content") {
            return style::place(word, Style::Json);
        }
        let (stated, explode) = match parameter.at.version() {
            Version::V2 => self.collection(*object, word),
            _ => (object.text("style", self.log), object.maybe_flag("explode", self.log)),
        };
        style::place(word, self.style(word, stated, explode, *object)?)
    }

    /// A style that values in a place may have; any other word is reported.
    pub(super) fn style(
        &mut self,
        place: &str,
        stated: Option<String>,
        explode: Option<bool>,
        object: Object<'a>,
    ) -> Option<Style> {
        let known = style::styles(place);
        let stated = stated.unwrap_or_else(|| known.first().copied().unwrap_or_default().to_owned());
        let style = style::style(&stated, explode).filter(|_| known.contains(&stated.as_str()));
        if style.is_none() {
            let span = object.get("style").map_or(object.span, |it| it.span);
            let found = Diagnostic::new(Code::WRONG_TYPE, span, format!("a {place} parameter has no style `{stated}`"));
            self.log
                .push(found.help(format!("it may be {}", known.join(", "))).suggest(&stated, known.iter().copied()));
        }
        style
    }

    /// The whole of the query as one parameter, OpenAPI 3.2 §4.12.1: as a form, it is an object whose members are pairs.
    fn query_string(&mut self, object: Object<'a>, at: &Place<'a>) -> Option<HttpPlace<Ref>> {
        let form = |key: &str| MediaType::parse(key).is_some_and(|it| it.is_form());
        if at.members("content").first().is_some_and(|(entry, _)| form(&entry.key)) {
            return Some(HttpPlace::Query(Style::Form { explode: true }));
        }
        self.unsupported(object.span, "the whole query string in another language than a form's is passed over");
        None
    }

    fn collection(&mut self, object: Object<'a>, place: &str) -> (Option<String>, Option<bool>) {
        let format = object.text("collectionFormat", self.log).unwrap_or_else(|| "csv".to_owned());
        let Some((style, explode)) = style::collection(place, &format) else {
            self.unsupported(object.span, format!("`collectionFormat: {format}` is read as `csv`"));
            return (None, Some(false));
        };
        (Some(style.to_owned()), Some(explode))
    }

    /// The type, and the place of its schema.
    fn parameter_type(&mut self, parameter: &Parameter<'a>, words: &[String]) -> Option<(Ref, Place<'a>)> {
        let at = &parameter.at;
        if at.version() == Version::V2 {
            let ty = self.refer_part(at, Part::Parameter, TypeName::Inline(words.to_vec()));
            return Some((ty, at.clone()));
        }
        if let Some(schema) = at.child("schema") {
            return Some((self.refer_value(&schema, words).0, schema));
        }
        let contents = at.members("content");
        let Some((entry, content)) = contents.first() else {
            let message = format!("the parameter `{}` has neither `schema` nor `content`", parameter.name);
            self.log.push(Diagnostic::new(Code::MISSING, at.span(), message));
            return None;
        };
        let known = |it: MediaType| it.is_json() || (it.is_form() && parameter.place == "querystring");
        if !MediaType::parse(&entry.key).is_some_and(known) {
            self.unsupported(entry.key_span, format!("a parameter in `{}` is read as JSON", entry.key));
        }
        let schema = content.child("schema")?;
        Some((self.refer_value(&schema, words).0, schema))
    }

    /// Reports holes without parameter and parameters without hole; the former become texts.
    fn agree_with_path(&mut self, route: &Route<'a>, inputs: &mut Vec<Input<Ref>>, name: &str, place: &Place<'a>) {
        let path = &route.path;
        inputs.retain(|it| {
            let lost = matches!(it.place, HttpPlace::Path(_)) && !path.holes().any(|hole| hole == it.field.name);
            if lost {
                let message = format!("`{}` is a path parameter, and not in the path `{}`", it.field.name, path.text);
                let found = Diagnostic::new(Code::PATH_PARAMETER, it.field.span, message);
                self.log.push(found.related(path.span, "this path").suggest(&it.field.name, path.holes()));
            }
            !lost
        });
        for hole in path.holes() {
            if inputs.iter().any(|it| is_path_input(it, hole)) {
                continue;
            }
            let message = format!("`{{{hole}}}` in the path of `{name}` has no parameter");
            let found =
                Diagnostic::new(Code::PATH_PARAMETER, path.span, message).related(place.span(), "in this operation");
            self.log.push(found.help(format!("declare a parameter: `name: {hole}`, `in: path`, `required: true`")));
            inputs.push(self.assumed(hole, name, place, path.span));
        }
    }

    /// A path parameter that nobody declared: a text.
    fn assumed(&mut self, hole: &str, operation: &str, place: &Place<'a>, span: zephyrix_ir::Span) -> Input<Ref> {
        let key = format!("{}/parameters/({hole})", place.key());
        let words = vec![operation.to_owned(), hole.to_owned()];
        let shape = DraftShape::Known(Shape::Scalar(Scalar::Text));
        let ty = self.synthesize(key, TypeName::Inline(words), place, shape);
        Input {
            field: Field::new(hole, span, ty, Presence::Required),
            place: HttpPlace::Path(Style::Simple { explode: false }),
            implied: false,
        }
    }
}
