//! What Swagger 2.0 says in other places than OpenAPI 3.

use super::context::{Cx, filled};
use super::parameter::Parameter;
use super::place::Place;
use super::schema::Part;
use crate::tree::Object;
use zephyrix_ir::vocabulary::{Content, Field, Input, Presence, Rest, Server, Shape, TypeName};
use zephyrix_ir::{DraftShape, Ref};

/// Media types of forms.
const FORMS: [&str; 2] = ["application/x-www-form-urlencoded", "multipart/form-data"];

impl<'a> Cx<'a, '_> {
    /// `schemes`, `host` and `basePath` as servers.
    pub(super) fn swagger_servers(&mut self, object: Object<'a>) {
        let base = object.text("basePath", self.log).unwrap_or_default();
        let urls = match object.text("host", self.log) {
            None if base.is_empty() => Vec::new(),
            None => vec![base],
            Some(host) => {
                let mut schemes: Vec<&str> = object.texts("schemes", self.log).into_iter().map(|it| it.0).collect();
                if schemes.is_empty() {
                    schemes.push("https");
                }
                schemes.into_iter().map(|scheme| format!("{scheme}://{host}{base}")).collect()
            }
        };
        self.draft.servers.extend(urls.into_iter().map(|url| Server { url, description: None }));
    }

    /// The parameter `in: body`, or those `in: formData`, as a body.
    pub(super) fn swagger_body(&mut self, place: &Place<'a>, all: &[Parameter<'a>], name: &str) -> Option<Input<Ref>> {
        let form: Vec<&Parameter<'a>> = all.iter().filter(|it| it.place == "formData").collect();
        if let Some(body) = all.iter().find(|it| it.place == "body") {
            let required = body.object.flag("required", self.log);
            let docs = filled(body.object.text("description", self.log));
            let schema = body.at.child("schema");
            let ty = schema.map(|schema| self.refer(&schema, &[name.to_owned(), "body".to_owned()]));
            let content = self.swagger_contents("consumes", place, ty.as_ref(), &["application/json"]);
            return self.body_input(&body.at, content, required, docs, name);
        }
        if form.is_empty() {
            return None;
        }
        let required = form.iter().any(|it| it.object.flag("required", self.log));
        let files = form.iter().any(|it| it.object.get("type").and_then(|it| it.as_text()) == Some("file"));
        let ty = self.form(&form, place, name);
        let media = if files { FORMS[1] } else { FORMS[0] };
        let mut content = self.swagger_contents("consumes", place, Some(&ty), &[media]);
        content.retain(|it| FORMS.contains(&it.media.as_str()));
        if content.is_empty() {
            content = self.default_contents(place, Some(&ty), &[media]);
        }
        self.body_input(place, content, required, None, name)
    }

    /// A record of form fields.
    fn form(&mut self, form: &[&Parameter<'a>], place: &Place<'a>, name: &str) -> Ref {
        let mut fields = Vec::new();
        for it in form {
            let words = vec![name.to_owned(), it.name.clone()];
            let ty = self.refer_part(&it.at, Part::Parameter, TypeName::Inline(words));
            let presence = Presence::new(it.object.flag("required", self.log), false);
            let mut field = Field::new(&it.name, it.at.span(), ty, presence);
            field.docs.description = filled(it.object.text("description", self.log));
            field.default = self.annotations(&it.at).default;
            fields.push(field);
        }
        let words = vec![name.to_owned(), "body".to_owned()];
        let shape = DraftShape::Known(Shape::Record { fields, rest: Rest::Ignored });
        self.synthesize(format!("{}/(form)", place.key()), TypeName::Inline(words), place, shape)
    }

    /// The body of an answer, in every media type that the operation produces.
    pub(super) fn swagger_answer(
        &mut self,
        response: Object<'a>,
        at: &Place<'a>,
        operation: &Place<'a>,
        words: &[String],
    ) -> Vec<Content<Ref>> {
        if !response.has("schema") {
            return Vec::new();
        }
        let ty = at.child("schema").map(|schema| self.refer(&schema, words));
        self.swagger_contents("produces", operation, ty.as_ref(), &["application/json"])
    }

    /// One representation for each media type of the list `name`: the operation's, else the document's.
    fn swagger_contents(
        &mut self,
        name: &str,
        operation: &Place<'a>,
        ty: Option<&Ref>,
        default: &[&str],
    ) -> Vec<Content<Ref>> {
        let own = operation.object().filter(|it| it.has(name));
        let listed = own.or_else(|| self.top().object()).map(|it| it.texts(name, self.log)).unwrap_or_default();
        let mut contents: Vec<Content<Ref>> = Vec::new();
        for (text, span) in listed {
            let Some(media) = self.media_type(text, span) else { continue };
            if !contents.iter().any(|it| it.media == media) {
                contents.push(Content { media, ty: ty.cloned(), encodings: Vec::new(), span });
            }
        }
        if contents.is_empty() { self.default_contents(operation, ty, default) } else { contents }
    }

    fn default_contents(&mut self, at: &Place<'a>, ty: Option<&Ref>, media: &[&str]) -> Vec<Content<Ref>> {
        let media: Vec<_> = media.iter().filter_map(|it| self.media_type(it, at.span())).collect();
        media
            .into_iter()
            .map(|media| Content { media, ty: ty.cloned(), encodings: Vec::new(), span: at.span() })
            .collect()
    }
}
