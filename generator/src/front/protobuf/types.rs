//! Messages and enums as types.

use super::context::{Cx, Definition};
use super::renames::Of;
use super::{features, options, wellknown};
use heck::ToShoutySnakeCase;
use prost_reflect::{EnumDescriptor, Kind, MessageDescriptor};
use zephyrix_ir::vocabulary::{
    EnumValue, ProtoEnum, ProtoMessage, ProtoOneof, ProtoResource, ProtoType, Rest, Scalar, Shape, TypeName, Value,
};
use zephyrix_ir::{DraftType, Ref, Span};

impl Cx<'_> {
    /// Lowers every type that is waiting, and those that it refers to.
    pub(super) fn drain(&mut self) {
        while let Some(next) = self.queue.pop_front() {
            match next {
                Definition::Message(it) => self.message(&it),
                Definition::Enum(it) => self.enumeration(&it),
            }
        }
    }

    /// Refers to the type of a value of some kind.
    pub(super) fn kind(&mut self, kind: &Kind, span: Span) -> Ref {
        match kind {
            Kind::Message(it) => self.message_type(it, span),
            Kind::Enum(it) => self.enum_type(it, span),
            other => self.scalar(wellknown::scalar(other).unwrap_or(Scalar::Text), span),
        }
    }

    /// Refers to a message.
    pub(super) fn message_type(&mut self, it: &MessageDescriptor, span: Span) -> Ref {
        match wellknown::shape(it.full_name()) {
            Some(Shape::Scalar(scalar)) => self.scalar(scalar, span),
            Some(shape) => self.unnamed("any", span, shape),
            None => {
                self.wait(it.full_name(), || Definition::Message(it.clone()));
                Ref::new(key(it.full_name()), span)
            }
        }
    }

    fn enum_type(&mut self, it: &EnumDescriptor, span: Span) -> Ref {
        if let Some(shape) = wellknown::shape(it.full_name()) {
            return self.unnamed("any", span, shape);
        }
        self.wait(it.full_name(), || Definition::Enum(it.clone()));
        Ref::new(key(it.full_name()), span)
    }

    /// Has a type lowered that was not before.
    pub(super) fn wait(&mut self, name: &str, definition: impl FnOnce() -> Definition) {
        if self.seen.insert(name.to_owned()) {
            self.queue.push_back(definition());
        }
    }

    /// Refers to a scalar.
    pub(super) fn scalar(&mut self, it: Scalar, span: Span) -> Ref {
        self.unnamed(&format!("{it:?}"), span, Shape::Scalar(it))
    }

    /// Refers to a type without a name, told by a word.
    pub(super) fn unnamed(&mut self, word: &str, span: Span, shape: Shape<Ref>) -> Ref {
        let key = key(word);
        let name = TypeName::Inline(vec![word.to_owned()]);
        self.define(&key, DraftType::plain(name, span, shape));
        Ref::new(key, span)
    }

    fn define(&mut self, key: &str, ty: DraftType) {
        self.draft.define(key, ty);
    }

    fn message(&mut self, it: &MessageDescriptor) {
        let (file, path) = (it.parent_file(), it.path().to_vec());
        let fields = it.fields().map(|field| self.field(&field)).collect();
        let span = self.name_span(&file, &path);
        let rules = self.message_rules(it, span);
        let exclusive = self.exclusive(it, span);
        let oneof = |oneof: prost_reflect::OneofDescriptor| ProtoOneof {
            name: oneof.name().to_owned(),
            required: self.needs_one(&oneof),
            docs: self.docs(&file, oneof.path()),
            span: self.name_span(&file, oneof.path()),
        };
        let oneofs = it.oneofs().filter(|it| !it.is_synthetic()).map(oneof).collect();
        let resource = self.resource(it);
        let name = it.full_name().to_owned();
        let proto = ProtoType::Message(ProtoMessage { name, oneofs, resource, rules, exclusive });
        let name = TypeName::Declared(short(it.full_name(), it.package_name()));
        let ty = DraftType {
            origin: self.origin(&file, it.full_name()),
            docs: self.docs(&file, &path),
            deprecated: options::flag(&it.options(), "deprecated"),
            renamed_from: self.formers(&it.options(), Of::Message, span),
            proto: Some(Box::new(proto)),
            ..DraftType::plain(name, span, Shape::Record { fields, rest: Rest::Ignored })
        };
        self.define(&key(it.full_name()), ty);
    }

    /// `google.api.resource`.
    fn resource(&self, it: &MessageDescriptor) -> Option<ProtoResource> {
        let found = options::extension(self.pool(), &it.options(), "google.api.resource")?;
        let found = found.as_message()?;
        Some(ProtoResource {
            kind: options::text(found, "type")?,
            patterns: options::texts(found, "pattern"),
            name_field: options::text(found, "name_field").unwrap_or_else(|| "name".to_owned()),
            singular: options::text(found, "singular"),
            plural: options::text(found, "plural"),
        })
    }

    fn enumeration(&mut self, it: &EnumDescriptor) {
        let (file, path) = (it.parent_file(), it.path().to_vec());
        let prefix = prefix(it);
        let (mut values, mut numbers, mut aliases) = (Vec::new(), Vec::new(), Vec::new());
        // As written: the first is the default, and of those with one number the first is its name.
        let mut written: Vec<_> = it.values().collect();
        written.sort_by_key(|it| it.path().last().copied());
        for value in written {
            if numbers.contains(&value.number()) {
                aliases.push((value.name().to_owned(), value.number()));
                continue;
            }
            numbers.push(value.number());
            values.push(EnumValue {
                value: Value::Text(value.name().to_owned()),
                name: value.name().get(prefix..).filter(|_| prefix > 0).map(str::to_owned),
                docs: self.docs(&file, value.path()),
                span: self.name_span(&file, value.path()),
            });
        }
        let edition = self.about(&file).map(|it| it.edition);
        let open = edition.is_none_or(|edition| features::is_open(it, edition));
        let proto = ProtoType::Enum(ProtoEnum { name: it.full_name().to_owned(), numbers, aliases });
        let name = TypeName::Declared(short(it.full_name(), it.package_name()));
        let span = self.name_span(&file, &path);
        let ty = DraftType {
            origin: self.origin(&file, it.full_name()),
            docs: self.docs(&file, &path),
            deprecated: options::flag(&it.options(), "deprecated"),
            renamed_from: self.formers(&it.options(), Of::Enum, span),
            proto: Some(Box::new(proto)),
            ..DraftType::plain(name, span, Shape::Enum { values, open })
        };
        self.define(&key(it.full_name()), ty);
    }

    /// `library.proto#library.v1.Book`.
    fn origin(&self, file: &prost_reflect::FileDescriptor, name: &str) -> std::sync::Arc<str> {
        let path = self.about(file).map_or(file.name(), |it| it.path.as_str());
        format!("{path}#{name}").into()
    }
}

/// The key of a type.
pub(super) fn key(name: &str) -> String {
    format!("proto:{name}")
}

/// A full name without its package.
fn short(full: &str, package: &str) -> String {
    full.strip_prefix(package).map_or(full, |it| it.trim_start_matches('.')).to_owned()
}

/// How many bytes of each value's name say the name of the enum: `STATE_` of `STATE_ACTIVE` in `State`.
fn prefix(it: &EnumDescriptor) -> usize {
    let prefix = it.name().to_shouty_snake_case() + "_";
    let says = |name: &str| {
        let rest = name.strip_prefix(prefix.as_str());
        rest.is_some_and(|it| it.starts_with(|it: char| it.is_ascii_alphabetic()))
    };
    if it.values().all(|it| says(it.name())) { prefix.len() } else { 0 }
}
