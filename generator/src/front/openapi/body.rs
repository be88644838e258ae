//! Request bodies, and the media types of bodies and answers.

use super::context::{Cx, filled};
use super::known;
use super::place::Place;
use crate::tree::Object;
use zephyrix_ir::vocabulary::{
    Content, Encoding, Field, HttpPlace, Input, MediaType, Presence, Scalar, Shape, Style, TypeName,
};
use zephyrix_ir::{Code, Diagnostic, DraftShape, Ref, Span};

/// OpenAPI 3.2's `itemSchema`, and the registered extension that says the same before 3.2.
const ITEM_SCHEMAS: [&str; 2] = ["itemSchema", "x-oai-itemSchema"];

impl<'a> Cx<'a, '_> {
    /// The body of an operation as its input `body`, if it takes one.
    pub(super) fn body(&mut self, operation: Object<'a>, place: &Place<'a>, name: &str) -> Option<Input<Ref>> {
        operation.get("requestBody")?;
        let at = place.child("requestBody")?;
        if self.names_another_kind(&at, "requestBodies") {
            return self.body_input(&at, bytes(at.span()), false, None, name);
        }
        let at = self.resolve(&at)?;
        let object = self.object(at.node, "a request body")?;
        self.check_fields(object, &known::BODY);
        if !object.has("content") {
            self.log.push(object.missing("content", "the request body"));
        }
        let content = self.contents(object, &at, &[name.to_owned(), "body".to_owned()]);
        let required = object.flag("required", self.log);
        let docs = filled(object.text("description", self.log));
        self.body_input(&at, content, required, docs, name)
    }

    /// A body in some media types; none of them, none at all.
    pub(super) fn body_input(
        &mut self,
        at: &Place<'a>,
        content: Vec<Content<Ref>>,
        required: bool,
        description: Option<String>,
        operation: &str,
    ) -> Option<Input<Ref>> {
        let first = content.first()?;
        let ty = first.ty.clone().unwrap_or_else(|| {
            let words = vec![operation.to_owned(), "body".to_owned()];
            let shape = DraftShape::Known(Shape::Scalar(Scalar::Binary));
            self.synthesize(format!("{}/(bytes)", at.key()), TypeName::Inline(words), at, shape)
        });
        let mut field = Field::new("body", at.span(), ty, Presence::new(required, false));
        field.docs.description = description;
        Some(Input { field, place: HttpPlace::Body(content), implied: false })
    }

    /// The representations under `content`, in the order written.
    pub(super) fn contents(&mut self, object: Object<'a>, place: &Place<'a>, words: &[String]) -> Vec<Content<Ref>> {
        object.object("content", self.log);
        let mut contents = Vec::new();
        for (entry, at) in place.members("content") {
            let Some(media) = self.media_type(&entry.key, entry.key_span) else { continue };
            let Some(at) = self.resolve(&at) else { continue };
            let Some(object) = self.object(at.node, "a media type") else { continue };
            self.check_fields(object, &known::MEDIA_TYPE);
            let encodings = self.encodings(object, &at, &media);
            let ty = self.content_type(&at, words);
            if let Some(first) = contents.iter().find(|it: &&Content<Ref>| it.media == media) {
                // What a parameter such as a charset says of a body's bytes is for who reads or writes them.
                if first.ty.as_ref().map(|it| &it.key) == ty.as_ref().map(|it| &it.key) {
                    continue;
                }
                let message =
                    format!("`{}` is there twice: parameters of media types are not told apart", media.as_str());
                self.unsupported(entry.key_span, message);
                continue;
            }
            contents.push(Content { media, ty, encodings, span: entry.key_span });
        }
        contents
    }

    /// What is said under `encoding`; it means something only where there are parts.
    fn encodings(&mut self, object: Object<'a>, at: &Place<'a>, media: &MediaType) -> Vec<Encoding> {
        let Some(entry) = object.entry("encoding") else { return Vec::new() };
        if !media.is_form() && !media.is_form_data() {
            self.unsupported(entry.key_span, format!("`{}` has no parts that could be encoded", media.as_str()));
            return Vec::new();
        }
        let mut encodings = Vec::new();
        for (entry, at) in at.members("encoding") {
            let Some(object) = self.object(at.node, "an encoding") else { continue };
            self.check_fields(object, &known::ENCODING);
            if let Some(entry) = object.entry("headers") {
                self.unsupported(entry.key_span, "`headers` of a part is passed over");
            }
            let types = object.text("contentType", self.log).unwrap_or_default();
            let types = types.split(',').map(str::trim).filter(|it| !it.is_empty());
            let media = types.filter_map(|it| self.media_type(it, at.span())).collect();
            let style = self.encoding_style(object);
            encodings.push(Encoding { name: entry.key.to_string(), media, style, span: entry.key_span });
        }
        encodings
    }

    /// The style of a part, which is that of a parameter in the query: stated by any of three fields.
    fn encoding_style(&mut self, object: Object<'a>) -> Option<Style> {
        let word = object.text("style", self.log);
        let explode = object.maybe_flag("explode", self.log);
        // What may stay unencoded is read either way.
        let reserved = object.maybe_flag("allowReserved", self.log);
        if word.is_none() && explode.is_none() && reserved.is_none() {
            return None;
        }
        self.style("query", word, explode, object)
    }

    /// A media type, or a report.
    pub(super) fn media_type(&mut self, text: &str, span: Span) -> Option<MediaType> {
        let media = MediaType::parse(text);
        if media.is_none() {
            let message = format!("`{text}` is not a media type");
            let found = Diagnostic::new(Code::WRONG_TYPE, span, message).mild();
            self.log.push(found.help("it is passed over; write one such as `application/json`"));
        }
        media
    }

    fn content_type(&mut self, at: &Place<'a>, words: &[String]) -> Option<Ref> {
        if let Some(item) = ITEM_SCHEMAS.iter().find_map(|it| at.child(it)) {
            let item_words: Vec<String> = words.iter().cloned().chain(["item".to_owned()]).collect();
            let item = self.refer(&item, &item_words);
            let shape = DraftShape::Known(Shape::Stream(item));
            return Some(self.synthesize(
                format!("{}/(stream)", at.key()),
                TypeName::Inline(words.to_vec()),
                at,
                shape,
            ));
        }
        at.child("schema").map(|schema| self.refer(&schema, words))
    }
}

/// A body of which nothing is known: any bytes.
pub(super) fn bytes(span: Span) -> Vec<Content<Ref>> {
    MediaType::parse("*/*").map(|media| Content { media, ty: None, encodings: Vec::new(), span }).into_iter().collect()
}
