//! Services: an rpc is an operation.

use super::context::Cx;
use super::renames::Of;
use super::{options, wellknown};
use prost_reflect::{FileDescriptor, MessageDescriptor, MethodDescriptor, ServiceDescriptor};
use zephyrix_ir::vocabulary::{
    Content, Docs, Hints, HttpMethod, Idempotency, LongRunning, MediaType, Operation, Outcome, Route, Rpc, Shape,
    Status, TagDef,
};
use zephyrix_ir::{Code, Diagnostic, Ref, Span};

impl Cx<'_> {
    /// What a file says of the service as a whole.
    pub(super) fn info(&mut self, file: &FileDescriptor) {
        if !self.draft.info.title.is_empty() {
            return;
        }
        let package = file.package_name();
        let is_version =
            |it: &&str| it.strip_prefix('v').is_some_and(|it| it.starts_with(|it: char| it.is_ascii_digit()));
        let version = package.rsplit('.').next().filter(is_version);
        let service = file.services().next();
        let word = package.rsplit('.').find(|it| !is_version(it)).filter(|it| !it.is_empty());
        let stem = file.name().rsplit('/').next().unwrap_or_default().trim_end_matches(".proto");
        let title = match (file.services().count(), &service) {
            (1, Some(it)) => it.name(),
            _ => word.unwrap_or(stem),
        };
        let info = &mut self.draft.info;
        title.clone_into(&mut info.title);
        version.unwrap_or("v1").clone_into(&mut info.version);
        if let Some(it) = service {
            let (docs, span) = (self.docs(file, it.path()), self.name_span(file, it.path()));
            (self.draft.info.docs, self.draft.info.span) = (docs, span);
        }
    }

    /// Every rpc of a service.
    pub(super) fn service(&mut self, it: &ServiceDescriptor) {
        let docs = self.docs(&it.parent_file(), it.path());
        if !self.draft.tags.iter().any(|tag| tag.name == it.name()) {
            let span = self.name_span(&it.parent_file(), it.path());
            let renamed_from = self.formers(&it.options(), Of::Service, span);
            self.draft.tags.push(TagDef { name: it.name().to_owned(), renamed_from, docs });
        }
        for method in it.methods() {
            let bare = [(method.input(), true), (method.output(), false)];
            let bare = bare.into_iter().find(|(it, is_sent)| !wellknown::stands_alone(it.full_name(), *is_sent));
            if let Some((message, is_sent)) = bare {
                self.left_out(&method, &message, is_sent);
                continue;
            }
            let operation = self.method(&method);
            self.draft.operations.push(operation);
            self.drain();
        }
    }

    fn left_out(&mut self, it: &MethodDescriptor, message: &MessageDescriptor, is_sent: bool) {
        let span = self.name_span(&it.parent_file(), it.path());
        let does = if is_sent { "sends" } else { "answers" };
        let message = format!("`{}` {does} `{}`, which is no message in Rust", it.name(), message.full_name());
        let found = Diagnostic::new(Code::PROTO_BARE, span, message).label("left out");
        self.log.push(found.help("give it a message of its own with such a field"));
    }

    fn method(&mut self, it: &MethodDescriptor) -> Operation<Ref> {
        let (service, file) = (it.parent_service(), it.parent_file());
        let span = self.name_span(&file, it.path());
        let options = it.options();
        let idempotency = match options::word(&options, "idempotency_level").as_deref() {
            Some("NO_SIDE_EFFECTS") => Idempotency::NoSideEffects,
            Some("IDEMPOTENT") => Idempotency::Idempotent,
            _ => Idempotency::Unknown,
        };
        let (main, additional) = self.routes(it);
        let Route { http, inputs, transcoding } = main;
        let safe = !matches!(http.method, HttpMethod::Post | HttpMethod::Patch | HttpMethod::Other(_));
        let name = self.operation_name(it);
        let outcome = self.outcome(it, transcoding.response_body.as_deref(), span);
        let rpc = Rpc {
            service: service.full_name().to_owned(),
            method: it.name().to_owned(),
            input: self.message_type(&it.input(), span),
            output: self.message_type(&it.output(), span),
            client_streaming: it.is_client_streaming(),
            server_streaming: it.is_server_streaming(),
            idempotency,
            transcoding,
            additional,
            long_running: self.long_running(it),
        };
        Operation {
            name,
            renamed_from: self.formers(&options, Of::Method, span),
            span,
            tag: service.name().to_owned(),
            docs: summarized(self.docs(&file, it.path())),
            inputs,
            outcomes: vec![outcome],
            security: self.security(it, span),
            hints: Hints { idempotent: safe || idempotency != Idempotency::Unknown, internal: false },
            http,
            serves: None,
            rpc: Some(Box::new(rpc)),
            deprecated: options::flag(&options, "deprecated"),
        }
    }

    /// The rpc's own name, unless another service has one of that name.
    fn operation_name(&self, it: &MethodDescriptor) -> String {
        let service = it.parent_service();
        let file = it.parent_file();
        let other =
            |other: ServiceDescriptor| other != *service && other.methods().any(|other| other.name() == it.name());
        let taken = |name: &str| self.draft.operations.iter().any(|it| it.name == name);
        let longer =
            [it.name().to_owned(), format!("{}_{}", service.name(), it.name()), it.full_name().replace('.', "_")];
        let from = usize::from(file.services().any(other));
        let free = longer.iter().skip(from).find(|name| !taken(name));
        free.unwrap_or(&longer[2]).clone()
    }

    /// How an rpc succeeds: with its message, or with one field of it, or with many messages.
    fn outcome(&mut self, it: &MethodDescriptor, body: Option<&str>, span: Span) -> Outcome<Ref> {
        let output = it.output();
        let part = body.and_then(|name| output.get_field_by_name(name));
        let raw = wellknown::is_raw(&output);
        let ty = match &part {
            Some(field) => self.field_type(field, span),
            None => self.message_type(&output, span),
        };
        let content = self.content(ty, it.is_server_streaming(), raw, span);
        let docs = Docs { summary: None, description: Some("Done.".to_owned()) };
        Outcome {
            status: Status::Code(200),
            docs,
            headers: Vec::new(),
            content: content.into_iter().collect(),
            links: Vec::new(),
            span,
        }
    }

    /// A message in a body: JSON, or a line of it for each of many; or bytes that are no message.
    pub(super) fn content(&mut self, ty: Ref, many: bool, raw: bool, span: Span) -> Option<Content<Ref>> {
        let (media, ty) = match (raw, many) {
            (true, _) => ("application/octet-stream", None),
            (false, false) => ("application/json", Some(ty)),
            (false, true) => {
                let key = format!("{}/stream", ty.key.trim_start_matches("proto:"));
                ("application/jsonl", Some(self.unnamed(&key, span, Shape::Stream(ty))))
            }
        };
        Some(Content { media: MediaType::parse(media)?, ty, encodings: Vec::new(), span })
    }

    /// `google.longrunning.operation_info`.
    fn long_running(&self, it: &MethodDescriptor) -> Option<LongRunning> {
        let found = options::extension(self.pool(), &it.options(), "google.longrunning.operation_info")?;
        let found = found.as_message()?;
        let text = |name| options::text(found, name).unwrap_or_default();
        Some(LongRunning { response: text("response_type"), metadata: text("metadata_type") })
    }
}

/// The first sentence apart.
fn summarized(docs: Docs) -> Docs {
    let first = docs.description.as_deref().and_then(|it| it.split("\n\n").next());
    let first = first.map(|it| it.split_whitespace().collect::<Vec<_>>().join(" "));
    let sentence = first.map(|it| match it.find(". ") {
        Some(end) => it.get(..=end).unwrap_or(&it).to_owned(),
        None => it,
    });
    Docs { summary: sentence.filter(|it| !it.is_empty()), ..docs }
}
