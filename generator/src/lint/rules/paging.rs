//! Lists that grow without an end.

use crate::lint::rule::Language;
use crate::lint::sink::Sink;
use crate::lint::subject::Subject;
use apollo_compiler::ast::Type;
use zephyrix_ir::vocabulary::{Constraint, HttpMethod, HttpPlace, Operation, PathPart, Shape};
use zephyrix_ir::{Model, TypeId};

/// Words by which a caller says how much is wanted, or from where on.
const WORDS: [&str; 17] = [
    "limit", "page", "offset", "cursor", "size", "skip", "top", "first", "last", "after", "before", "start", "marker",
    "token", "count", "since", "take",
];

/// Members of answers that are what was asked for.
const LISTS: [&str; 8] = ["items", "data", "results", "values", "entries", "records", "nodes", "list"];

fn pages(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    WORDS.iter().any(|it| name.contains(it))
}

pub(in crate::lint) fn list_without_paging(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    if let Some(model) = subject.model {
        for (_, it) in model.operations() {
            let endless = match subject.language(it.span) {
                Language::OpenApi => is_endless(model, it),
                Language::Protobuf => is_endless_rpc(model, it),
                _ => false,
            };
            if endless
                && let Some(found) = sink.found(it.span, format!("`{}` answers with a list that has no end", it.name))
            {
                found.name(&it.name).path(&it.http.path.text);
                found.help("let callers say how much they want, and from where on: `limit` and `cursor`, say");
            }
        }
    }
    graph(subject, sink);
}

fn is_endless(model: &Model, it: &Operation) -> bool {
    let ends_in_hole =
        it.http.path.segments.last().is_some_and(|it| it.iter().any(|it| !matches!(it, PathPart::Text(_))));
    if it.http.method != HttpMethod::Get || ends_in_hole {
        return false;
    }
    let asked = it.inputs.iter().filter(|it| !matches!(it.place, HttpPlace::Path(_) | HttpPlace::Body(_)));
    if asked.map(|it| &it.field.name).any(|it| pages(it) || it.eq_ignore_ascii_case("range")) {
        return false;
    }
    let success = it.outcomes.iter().filter(|it| it.status.is_success());
    let linked =
        |it: &zephyrix_ir::vocabulary::Outcome| it.headers.iter().any(|it| it.field.name.eq_ignore_ascii_case("link"));
    let types = success.filter(|it| !linked(it)).flat_map(|it| &it.content).filter(|it| it.media.is_json());
    types.filter_map(|it| it.ty).any(|ty| {
        let is_list = |ty: TypeId| {
            let bounded = model[ty].constraints.iter().any(|it| matches!(it, Constraint::MaxItems(_)));
            matches!(model.shape(ty), Shape::List(_)) && !bounded
        };
        let in_it = match model.shape(ty) {
            Shape::Record { fields, .. } => {
                fields.iter().any(|it| LISTS.contains(&it.name.as_str()) && is_list(it.ty))
                    && !fields.iter().any(|it| pages(&it.name))
            }
            _ => false,
        };
        in_it || is_list(ty)
    })
}

fn is_endless_rpc(model: &Model, it: &Operation) -> bool {
    let Some(rpc) = it.rpc.as_ref().filter(|it| !it.server_streaming && !it.client_streaming) else { return false };
    if !["List", "Search"].iter().any(|word| rpc.method.starts_with(word)) {
        return false;
    }
    let fields = |ty| match model.shape(ty) {
        Shape::Record { fields, .. } => fields.as_slice(),
        _ => &[],
    };
    let many = fields(rpc.output).iter().any(|it| matches!(model.shape(it.ty), Shape::List(_)));
    many && !fields(rpc.input).iter().any(|it| pages(it.written()))
}

fn graph(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let Some(read) = subject.graph else { return };
    let query = read.schema.schema_definition.query.as_ref();
    let Some(query) = query.and_then(|it| read.schema.get_object(it)) else { return };
    for it in query.fields.values().filter(|it| is_list(&it.ty)) {
        let Some(span) = it.name.location().and_then(|it| read.places.written(it)) else { continue };
        if !it.arguments.iter().any(|it| pages(&it.name))
            && let Some(found) = sink.found(span, format!("`{}` answers with a list that has no end", it.name))
        {
            found.name(it.name.as_str()).help("let callers say how much they want: `first` and `after`, say");
        }
    }
}

fn is_list(ty: &Type) -> bool {
    matches!(ty, Type::List(_) | Type::NonNullList(_))
}
