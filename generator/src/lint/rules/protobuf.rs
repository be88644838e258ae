//! Files of protobuf, as its style guide and `buf lint` have them.

use crate::lint::case::Case;
use crate::lint::rule::Language;
use crate::lint::sink::Sink;
use crate::lint::subject::Subject;
use crate::lint::things::Kind;
use heck::ToShoutySnakeCase;
use std::collections::HashMap;
use zephyrix_ir::vocabulary::{ProtoEnum, ProtoType, Shape, Type, TypeName};
use zephyrix_ir::{Model, Span, TypeId};

/// An enum: what it is, what it is called, its values with their places, and what it is in protobuf.
type Enum<'a> = (&'a Type, &'a str, Vec<(&'a str, Span)>, &'a ProtoEnum);

/// Every enum of inputs.
fn enums<'a>(subject: &'a Subject<'_>) -> Vec<Enum<'a>> {
    let mut found = Vec::new();
    for (_, ty) in subject.model.into_iter().flat_map(Model::types) {
        let is_input = subject.protos.iter().any(|it| it.source == ty.span.source);
        let (Shape::Enum { values, .. }, Some(ProtoType::Enum(proto))) = (&ty.shape, ty.proto.as_deref()) else {
            continue;
        };
        if is_input {
            let values = values.iter().filter_map(|it| Some((it.value.as_text()?, it.span))).collect();
            found.push((ty, proto.name.rsplit('.').next().unwrap_or(&proto.name), values, proto));
        }
    }
    found
}

pub(in crate::lint) fn enum_zero(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for (_, name, values, proto) in enums(subject) {
        let zero = values.iter().zip(&proto.numbers).find(|it| *it.1 == 0);
        let Some(((value, span), _)) = zero.filter(|it| !it.0.0.ends_with("_UNSPECIFIED")) else { continue };
        let message = format!("`{value}` is what `{name}` is where nobody has said what it is");
        if let Some(found) = sink.found(*span, message) {
            let better = format!("{}_UNSPECIFIED", name.to_shouty_snake_case());
            found.name(format!("{name}.{value}")).help(format!("let the value 0 mean that: `{better}`"));
        }
    }
}

pub(in crate::lint) fn enum_value_prefix(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for (_, name, values, _) in enums(subject) {
        let prefix = name.to_shouty_snake_case() + "_";
        for (value, span) in values.iter().filter(|it| !it.0.starts_with(&prefix)) {
            if let Some(found) = sink.found(*span, format!("the value `{value}` does not say that it is of `{name}`")) {
                let help = format!("values share one scope with those of other enums: begin with `{prefix}`");
                found.name(format!("{name}.{value}")).help(help);
            }
        }
    }
}

pub(in crate::lint) fn enum_alias(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for (ty, name, _, proto) in enums(subject) {
        if let Some((alias, number)) = proto.aliases.first()
            && let Some(found) = sink.found(ty.span, format!("`{name}` has two names for {number}"))
        {
            found.name(name).help(format!("take `{alias}` out, and `allow_alias`: JSON has one of the two only"));
        }
    }
}

pub(in crate::lint) fn service_suffix(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let services = subject.things.iter().filter(|it| it.kind == Kind::Service && it.language == Language::Protobuf);
    for it in services.filter(|it| !it.name.ends_with("Service")) {
        if let Some(found) = sink.found(it.span, format!("the service `{}` is not called one", it.name)) {
            found.name(&it.name).help(format!("call it `{}Service`", it.name));
        }
    }
}

pub(in crate::lint) fn package_defined(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for it in subject.protos.iter().filter(|it| it.file.package().is_empty()) {
        if let Some(found) = sink.found(it.span(&[2]), format!("`{}` is in no package", it.file.name())) {
            found.name(it.file.name()).help("put it in one: `package shop.v1;`");
        }
    }
}

pub(in crate::lint) fn package_case(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for it in subject.protos {
        let package = it.file.package();
        if !package.is_empty()
            && !package.split('.').all(|it| Case::Snake.fits(it))
            && let Some(found) =
                sink.found(it.span(&[2]), format!("the package `{package}` is not written in snake_case"))
        {
            let better: Vec<String> = package.split('.').map(|it| Case::Snake.of(it)).collect();
            found.name(package).help(format!("call it `{}`", better.join(".")));
        }
    }
}

pub(in crate::lint) fn package_version(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for it in subject.protos {
        let package = it.file.package();
        let last = package.rsplit('.').next().unwrap_or("");
        if !package.is_empty()
            && !is_version(last)
            && let Some(found) = sink.found(it.span(&[2]), format!("the package `{package}` has no version"))
        {
            found.name(package).help(format!("call it `{package}.v1`: a later one can then stand beside it"));
        }
    }
}

/// `v1`, `v1beta1`, `v2alpha`, `v1test`, `v1p1beta1`.
fn is_version(word: &str) -> bool {
    let Some(rest) = word.strip_prefix('v').filter(|it| it.starts_with(|it: char| it.is_ascii_digit())) else {
        return false;
    };
    let words: String = rest.chars().filter(|it| !it.is_ascii_digit()).collect();
    ["", "alpha", "beta", "test", "p", "palpha", "pbeta"].contains(&words.as_str()) || words.starts_with("test")
}

/// A message that an rpc sends or answers.
struct Sent<'a> {
    method: &'a str,
    span: Span,
    ty: TypeId,
    /// `Request` or `Response`.
    word: &'a str,
    service: &'a str,
}

fn sent<'a>(subject: &'a Subject<'_>) -> Vec<Sent<'a>> {
    let operations = subject.model.into_iter().flat_map(Model::operations).map(|it| it.1);
    let ours = operations.filter(|it| subject.protos.iter().any(|proto| proto.source == it.span.source));
    let rpcs = ours.filter_map(|it| Some((it, it.rpc.as_deref()?)));
    let both = |(it, rpc): (&'a zephyrix_ir::vocabulary::Operation, &'a zephyrix_ir::vocabulary::Rpc)| {
        [(rpc.input, "Request"), (rpc.output, "Response")].map(|(ty, word)| Sent {
            method: &rpc.method,
            span: it.span,
            ty,
            word,
            service: rpc.service.rsplit('.').next().unwrap_or(""),
        })
    };
    rpcs.flat_map(both).collect()
}

pub(in crate::lint) fn rpc_messages(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let Some(model) = subject.model else { return };
    for it in sent(subject) {
        let TypeName::Declared(name) = &model[it.ty].name else { continue };
        let (plain, long) = (format!("{}{}", it.method, it.word), format!("{}{}{}", it.service, it.method, it.word));
        let is_standard = [plain.as_str(), long.as_str()].contains(&name.as_str());
        if !is_standard
            && let Some(found) =
                sink.found(it.span, format!("the {} of `{}` is `{name}`", it.word.to_ascii_lowercase(), it.method))
        {
            found.name(it.method).help(format!("give it a message of its own, `{plain}`, which can grow by itself"));
        }
    }
}

pub(in crate::lint) fn rpc_shared_message(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let Some(model) = subject.model else { return };
    let mut first: HashMap<TypeId, (&str, Span)> = HashMap::new();
    for it in sent(subject) {
        let TypeName::Declared(name) = &model[it.ty].name else { continue };
        let (method, span) = *first.entry(it.ty).or_insert((it.method, it.span));
        if (method, span) == (it.method, it.span) {
            continue;
        }
        if let Some(found) = sink.found(it.span, format!("`{}` and `{method}` share the message `{name}`", it.method)) {
            found
                .name(it.method)
                .related(span, "the other")
                .help("give each a message of its own, which can grow by itself");
        }
    }
}
