//! Schemas of GraphQL, as graphql-eslint and others have them.

use crate::lint::rule::Language;
use crate::lint::sink::Sink;
use crate::lint::subject::Subject;
use crate::lint::things::Kind;
use apollo_compiler::schema::ExtendedType;

pub(in crate::lint) fn input_suffix(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let Some(read) = subject.graph else { return };
    for (name, ty) in &read.schema.types {
        let Some(span) = name.location().and_then(|it| read.places.written(it)) else { continue };
        if matches!(ty, ExtendedType::InputObject(_))
            && !["Input", "Filter", "Where", "Order", "OrderBy"].iter().any(|it| name.ends_with(it))
            && let Some(found) = sink.found(span, format!("the input type `{name}` is not called one"))
        {
            found.name(name.as_str()).help(format!("call it `{name}Input`"));
        }
    }
}

pub(in crate::lint) fn field_prefix(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let fields = subject.things.iter().filter(|it| it.kind == Kind::Field && it.language == Language::GraphQl);
    for it in fields {
        let Some((owner, _)) = it.whole.rsplit_once('.') else { continue };
        let rest = it.name.get(..owner.len()).filter(|begin| begin.eq_ignore_ascii_case(owner));
        let rest = rest.and_then(|_| it.name.get(owner.len()..));
        let Some(rest) = rest.filter(|it| it.starts_with(|it: char| it.is_ascii_uppercase() || it == '_')) else {
            continue;
        };
        if let Some(found) = sink.found(it.span, format!("`{}` says twice what it is of", it.whole)) {
            let mut letters = rest.trim_start_matches('_').chars();
            let first = letters.next().map(|it| it.to_ascii_lowercase());
            let better: String = first.into_iter().chain(letters).collect();
            found.name(&it.whole).help(format!("call it `{better}`"));
        }
    }
}
