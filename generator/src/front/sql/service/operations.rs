//! The operations on a resource.

use super::columns::ColumnPlan;
use super::names::plain;
use super::records::is_alike;
use super::{Resource, Service};
use zephyrix_ir::Ref;
use zephyrix_ir::vocabulary::{
    Action, Constraint, Content, Docs, EntityId, Field, Header, Hints, HttpBinding, HttpMethod, HttpPlace, Input,
    MediaType, Operation, Outcome, PathPart, PathTemplate, Presence, Requirement, Scalar, Serves, Shape, Status, Style,
    TypeName,
};

/// At most so many rows in one request.
const BULK: u64 = 1000;

/// What is said of one operation.
struct Said {
    /// `list`: its name begins with it.
    verb: &'static str,
    summary: String,
    method: HttpMethod,
    /// Segments of its path.
    path: Vec<PathPart>,
    inputs: Vec<Input<Ref>>,
    status: u16,
    answer: Option<Ref>,
    action: Action,
}

impl Service<'_, '_> {
    /// Every operation on the resource at a position.
    pub(super) fn operations(&mut self, at: usize, it: &Resource<'_>) {
        let table = &it.table.name;
        let list = self.list(it);
        let mut all = vec![Said {
            verb: "list",
            summary: format!("Lists `{table}`"),
            method: HttpMethod::Get,
            path: vec![PathPart::Text(it.path.clone())],
            inputs: list.inputs,
            status: 200,
            answer: Some(list.answer),
            action: list.action,
        }];
        if !it.key.is_empty() {
            all.push(on_item(it, "get", HttpMethod::Get, Action::Get));
        }
        if it.is_written() {
            all.extend([Self::create(it), self.create_many(it)]);
            if it.columns.iter().any(|column| column.is_written() && !it.is_key(&column.column.name)) {
                let whole = if is_alike(it) { "Input" } else { "Replacement" };
                let mut replace = on_item(it, "replace", HttpMethod::Put, Action::Replace);
                replace.inputs.push(body(it, record(it, whole)));
                let mut patch = on_item(it, "patch", HttpMethod::Patch, Action::Patch);
                patch.inputs.push(body(it, record(it, "Patch")));
                all.extend([replace, patch]);
            }
            all.push(on_item(it, "delete", HttpMethod::Delete, Action::Delete));
        }
        for said in all {
            let operation = self.operation(at, it, said);
            self.draft.operations.push(operation);
        }
    }

    fn create(it: &Resource<'_>) -> Said {
        Said {
            verb: "create",
            summary: format!("Adds a row to `{}`", it.table.name),
            method: HttpMethod::Post,
            path: vec![PathPart::Text(it.path.clone())],
            inputs: vec![body(it, record(it, "Input"))],
            status: 201,
            answer: Some(record(it, "")),
            action: Action::Create,
        }
    }

    fn create_many(&mut self, it: &Resource<'_>) -> Said {
        let span = it.table.span;
        let most = vec![Constraint::MinItems(1), Constraint::MaxItems(BULK)];
        let words = |word: &str| TypeName::Inline(vec![it.name.clone(), word.to_owned()]);
        let inputs = Shape::List(record(it, "Input"));
        let key = format!("{}/inputs", it.name);
        let inputs = self.define_with(&key, words("inputs"), span, Docs::default(), inputs, most);
        let rows = Shape::List(record(it, ""));
        let rows = self.define(&format!("{}/rows", it.name), words("rows"), span, Docs::default(), rows);
        Said {
            verb: "create_many",
            summary: format!("Adds several rows to `{}`, or none where one cannot be added", it.table.name),
            method: HttpMethod::Post,
            path: vec![PathPart::Text("bulk".to_owned()), PathPart::Text(it.path.clone())],
            inputs: vec![body(it, inputs)],
            status: 201,
            answer: Some(rows),
            action: Action::CreateMany,
        }
    }

    fn operation(&mut self, at: usize, it: &Resource<'_>, said: Said) -> Operation<Ref> {
        let span = it.table.span;
        let headers = self.headers(it, &said);
        let media = MediaType::parse("application/json");
        let content =
            said.answer.zip(media).map(|(ty, media)| Content { media, ty: Some(ty), encodings: Vec::new(), span });
        let outcome = Outcome {
            status: Status::Code(said.status),
            docs: Docs { summary: None, description: Some("Done.".to_owned()) },
            headers,
            content: content.into_iter().collect(),
            links: Vec::new(),
            span,
        };
        let text = |part: &PathPart| match part {
            PathPart::Text(text) => format!("/{text}"),
            PathPart::Hole(name) | PathPart::Rest(name) => format!("/{{{name}}}"),
        };
        let path = PathTemplate {
            text: said.path.iter().map(text).collect(),
            segments: said.path.into_iter().map(|it| vec![it]).collect(),
            told_by: Vec::new(),
            span,
        };
        let entity = EntityId(u32::try_from(at).unwrap_or(u32::MAX));
        let idempotent = said.method != HttpMethod::Post && said.method != HttpMethod::Patch;
        Operation {
            name: plain(&format!("{}_{}", said.verb, it.path)),
            renamed_from: Vec::new(),
            span,
            tag: it.path.clone(),
            docs: Docs { summary: Some(said.summary), description: None },
            inputs: said.inputs,
            outcomes: vec![outcome],
            security: Requirement::default(),
            hints: Hints { idempotent, internal: false },
            http: HttpBinding::new(said.method, path),
            serves: Some(Serves { entity, action: said.action }),
            rpc: None,
            deprecated: false,
        }
    }

    /// Where what was added is; and which change of it this is, where these are counted.
    fn headers(&mut self, it: &Resource<'_>, said: &Said) -> Vec<Header<Ref>> {
        let one = matches!(said.action, Action::Create | Action::Get | Action::Replace | Action::Patch);
        let tagged = one && it.version().is_some();
        let located = said.action == Action::Create;
        let span = it.table.span;
        let words = TypeName::Inline(vec!["header".to_owned()]);
        let text = self.define("header", words, span, Docs::default(), Shape::Scalar(Scalar::Text));
        let header = |name: &str, docs: &str| {
            let mut field = Field::new(name, span, text.clone(), Presence::Required);
            field.docs.description = Some(docs.to_owned());
            Header { field, style: Style::Simple { explode: false } }
        };
        let etag = tagged.then(|| header("ETag", "Which change of the row this is."));
        let location = located.then(|| header("Location", "Where the row is."));
        etag.into_iter().chain(location).collect()
    }
}

/// An operation on one row.
fn on_item(it: &Resource<'_>, verb: &'static str, method: HttpMethod, action: Action) -> Said {
    let (summary, status) = match action {
        Action::Get => ("One row of", 200),
        Action::Replace => ("Replaces a row of", 200),
        Action::Patch => ("Changes a row of", 200),
        _ => ("Removes a row of", 204),
    };
    let holes = it.key.iter().map(|name| PathPart::Hole(name.clone()));
    let column = |name: &String| it.columns.iter().find(|it| it.column.name == *name);
    Said {
        verb,
        summary: format!("{summary} `{}`", it.table.name),
        method,
        path: std::iter::once(PathPart::Text(it.path.clone())).chain(holes).collect(),
        inputs: it.key.iter().filter_map(column).map(in_path).collect(),
        status,
        answer: (action != Action::Delete).then(|| record(it, "")),
        action,
    }
}

fn in_path(it: &ColumnPlan<'_>) -> Input<Ref> {
    let mut field = Field::new(it.column.name.clone(), it.column.span, it.ty.clone(), Presence::Required);
    field.docs.description.clone_from(&it.column.comment);
    field.renamed_from = super::renames::of_column(it.column);
    Input { field, place: HttpPlace::Path(Style::Simple { explode: false }), implied: false }
}

fn body(it: &Resource<'_>, ty: Ref) -> Input<Ref> {
    let span = it.table.span;
    let media = MediaType::parse("application/json");
    let content = media.map(|media| Content { media, ty: Some(ty.clone()), encodings: Vec::new(), span });
    let field = Field::new("body", span, ty, Presence::Required);
    Input { field, place: HttpPlace::Body(content.into_iter().collect()), implied: false }
}

/// A record of a resource.
fn record(it: &Resource<'_>, suffix: &str) -> Ref {
    Ref::new(format!("sql:{}{suffix}", it.name).as_str(), it.table.span)
}
