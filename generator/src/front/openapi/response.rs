//! Responses and their headers.

use super::body::bytes;
use super::context::{Cx, filled};
use super::known;
use super::place::Place;
use super::schema::Part;
use super::version::Version;
use crate::tree::{Entry, Object};
use zephyrix_ir::vocabulary::{Docs, Field, Header, Outcome, Presence, Status, Style, TypeName};
use zephyrix_ir::{Code, Diagnostic, Ref};

impl<'a> Cx<'a, '_> {
    /// Every way an operation says it may end.
    pub(super) fn responses(&mut self, operation: Object<'a>, place: &Place<'a>, name: &str) -> Vec<Outcome<Ref>> {
        if !operation.has("responses") && !place.version().is_json_schema() {
            self.log.push(operation.missing("responses", &format!("the operation `{name}`")).mild());
        }
        operation.object("responses", self.log);
        let mut outcomes = Vec::new();
        for (entry, at) in place.members("responses") {
            if entry.key.starts_with("x-") {
                continue;
            }
            let Some(status) = status(&entry.key) else {
                let message = format!("`{}` is no status", entry.key);
                let found = Diagnostic::new(Code::WRONG_TYPE, entry.key_span, message);
                self.log.push(found.help("write a code such as `200`, a range such as `4XX`, or `default`"));
                continue;
            };
            outcomes.extend(self.response(status, entry, &at, place, name));
        }
        outcomes
    }

    fn response(
        &mut self,
        status: Status,
        entry: &'a Entry,
        at: &Place<'a>,
        operation: &Place<'a>,
        name: &str,
    ) -> Option<Outcome<Ref>> {
        if self.names_another_kind(at, "responses") {
            let span = entry.key_span;
            let content = bytes(span);
            return Some(Outcome { status, docs: Docs::default(), headers: vec![], content, links: vec![], span });
        }
        let at = self.resolve(at)?;
        let object = self.object(at.node, "a response")?;
        let swagger = at.version() == Version::V2;
        self.check_fields(object, if swagger { &known::RESPONSE_2 } else { &known::RESPONSE });
        let words = [name.to_owned(), response_word(status, &entry.key)];
        let content = match at.version() {
            Version::V2 => self.swagger_answer(object, &at, operation, &words),
            _ => self.contents(object, &at, &words),
        };
        Some(Outcome {
            status,
            docs: self.docs(object),
            headers: self.headers(object, &at, &words),
            content,
            links: self.links(object, &at),
            span: entry.key_span,
        })
    }

    fn headers(&mut self, response: Object<'a>, place: &Place<'a>, words: &[String]) -> Vec<Header<Ref>> {
        response.object("headers", self.log);
        let headers = place.members("headers").into_iter();
        // Described by the content (OpenAPI 3.2 §4.17.1).
        let headers = headers.filter(|(entry, _)| !entry.key.eq_ignore_ascii_case("content-type"));
        headers.filter_map(|(entry, at)| self.header(entry, &at, words)).collect()
    }

    fn header(&mut self, entry: &'a Entry, at: &Place<'a>, words: &[String]) -> Option<Header<Ref>> {
        let at = self.resolve(at)?;
        let object = self.object(at.node, "a header")?;
        let words: Vec<String> = words.iter().cloned().chain([entry.key.to_string()]).collect();
        let (ty, schema) = if at.version() == Version::V2 {
            (self.refer_part(&at, Part::Parameter, TypeName::Inline(words)), at.clone())
        } else {
            self.check_fields(object, &known::HEADER);
            let content = || at.members("content").first().and_then(|(_, it)| it.child("schema"));
            let Some(schema) = at.child("schema").or_else(content) else {
                let message = format!("the header `{}` has neither `schema` nor `content`", entry.key);
                self.log.push(Diagnostic::new(Code::MISSING, at.span(), message));
                return None;
            };
            (self.refer_value(&schema, &words).0, schema)
        };
        let notes = self.annotations(&schema);
        let style = if at.child("content").is_some() {
            Style::Json
        } else {
            Style::Simple { explode: object.flag("explode", self.log) }
        };
        let field = Field {
            name: entry.key.to_string(),
            renamed_from: Vec::new(),
            span: entry.key_span,
            ty,
            presence: Presence::new(object.flag("required", self.log), false),
            default: notes.default,
            read_only: false,
            write_only: false,
            sensitive: notes.sensitive,
            unique: false,
            deprecated: object.flag("deprecated", self.log),
            docs: Docs { summary: None, description: filled(object.text("description", self.log)) },
            proto: None,
        };
        Some(Header { field, style })
    }
}

fn status(key: &str) -> Option<Status> {
    if key == "default" {
        return Some(Status::Default);
    }
    let (first, rest) = key.split_at_checked(1)?;
    let hundred: u8 = first.parse().ok().filter(|it| (1..=5).contains(it))?;
    match rest {
        "XX" | "xx" => Some(Status::Range(hundred)),
        _ if rest.len() == 2 => key.parse().ok().map(Status::Code),
        _ => None,
    }
}

/// `response` for what is hoped for, the status for the rest.
fn response_word(status: Status, key: &str) -> String {
    if status.is_success() { "response".to_owned() } else { format!("{key} response") }
}
