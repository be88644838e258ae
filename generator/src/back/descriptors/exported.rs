//! The schema of a service that is described by something else, as `protoc` would have it.

use crate::plan::exported::{
    Entry, Enumeration, Exported, Form, Gone, Kind, Many, Message, Method, Scalar, Service, json_name,
};
use prost_reflect::DescriptorPool;
use prost_reflect::prost::Message as _;
use prost_reflect::prost_types::descriptor_proto::ReservedRange;
use prost_reflect::prost_types::enum_descriptor_proto::EnumReservedRange;
use prost_reflect::prost_types::field_descriptor_proto::{Label, Type};
use prost_reflect::prost_types::method_options::IdempotencyLevel;
use prost_reflect::prost_types::{
    DescriptorProto, EnumDescriptorProto, EnumOptions, EnumValueDescriptorProto, FieldDescriptorProto, FieldOptions,
    FileDescriptorProto, MessageOptions, MethodDescriptorProto, MethodOptions, OneofDescriptorProto,
    ServiceDescriptorProto,
};
use zephyrix_ir::vocabulary::Idempotency;

/// The file, after those that it imports.
pub(super) fn files(it: &Exported) -> Vec<(&str, Vec<u8>)> {
    let pool = DescriptorPool::global();
    let imports = it.imports();
    let known = imports.iter().filter_map(|name| pool.get_file_by_name(name));
    let mut all: Vec<(&str, Vec<u8>)> =
        imports.iter().copied().zip(known).map(|(name, it)| (name, it.encode_to_vec())).collect();
    all.push((&it.path, file(it, imports).encode_to_vec()));
    all
}

fn file(it: &Exported, imports: Vec<&str>) -> FileDescriptorProto {
    FileDescriptorProto {
        name: Some(it.path.clone()),
        package: Some(it.package.clone()),
        dependency: imports.into_iter().map(str::to_owned).collect(),
        message_type: it.messages.iter().map(|message| self::message(it, message)).collect(),
        enum_type: it.enums.iter().map(enumeration).collect(),
        service: it.services.iter().map(|service| self::service(it, service)).collect(),
        syntax: Some("proto3".to_owned()),
        ..FileDescriptorProto::default()
    }
}

fn full(it: &Exported, name: &str) -> String {
    format!(".{}.{name}", it.package)
}

fn service(exported: &Exported, it: &Service) -> ServiceDescriptorProto {
    ServiceDescriptorProto {
        name: Some(it.name.clone()),
        method: it.methods.iter().map(|it| method(exported, it)).collect(),
        ..ServiceDescriptorProto::default()
    }
}

fn method(exported: &Exported, it: &Method) -> MethodDescriptorProto {
    let level = match it.idempotency {
        Idempotency::Unknown => None,
        Idempotency::NoSideEffects => Some(IdempotencyLevel::NoSideEffects),
        Idempotency::Idempotent => Some(IdempotencyLevel::Idempotent),
    };
    let options = (level.is_some() || it.deprecated).then(|| MethodOptions {
        deprecated: it.deprecated.then_some(true),
        idempotency_level: level.map(Into::into),
        ..MethodOptions::default()
    });
    MethodDescriptorProto {
        name: Some(it.name.clone()),
        input_type: Some(full(exported, &exported.messages[it.input].name)),
        output_type: Some(full(exported, &exported.messages[it.output].name)),
        options,
        ..MethodDescriptorProto::default()
    }
}

fn message(exported: &Exported, it: &Message) -> DescriptorProto {
    let mut oneofs = Vec::new();
    let choice = matches!(it.form, Form::Choice { .. });
    if let Form::Choice { oneof, .. } = &it.form {
        oneofs.push(oneof.clone());
    }
    let mut fields = Vec::new();
    for entry in &it.entries {
        let of = match entry.null.as_ref().and_then(|it| it.oneof.clone()) {
            Some(name) => {
                oneofs.push(name);
                Some(oneofs.len() - 1)
            }
            None => choice.then_some(0),
        };
        fields.push(field(exported, &it.name, entry, of));
        fields.extend(entry.null.as_ref().map(|null| FieldDescriptorProto {
            name: Some(null.name.clone()),
            number: number(null.number),
            label: Some(Label::Optional.into()),
            r#type: Some(Type::Enum.into()),
            type_name: Some(".google.protobuf.NullValue".to_owned()),
            json_name: Some(entry.null_json()),
            oneof_index: of.and_then(|it| it.try_into().ok()),
            proto3_optional: of.is_none().then_some(true),
            ..FieldDescriptorProto::default()
        }));
    }
    // What only says that a field is optional comes after those that are written.
    for field in fields.iter_mut().filter(|it| it.proto3_optional == Some(true)) {
        field.oneof_index = oneofs.len().try_into().ok();
        oneofs.push(format!("_{}", field.name()));
    }
    let oneof = |name| OneofDescriptorProto { name: Some(name), ..OneofDescriptorProto::default() };
    DescriptorProto {
        name: Some(it.name.clone()),
        field: fields,
        nested_type: it.entries.iter().filter(|it| is_map(it)).map(|entry| pair(exported, entry)).collect(),
        oneof_decl: oneofs.into_iter().map(oneof).collect(),
        reserved_range: it.gone.numbers.iter().map(|it| reserved(*it)).collect(),
        reserved_name: it.gone.names.clone(),
        options: it.deprecated.then(|| MessageOptions { deprecated: Some(true), ..MessageOptions::default() }),
        ..DescriptorProto::default()
    }
}

fn is_map(it: &Entry) -> bool {
    matches!(it.many, Many::Map | Many::Others)
}

fn number(it: u32) -> Option<i32> {
    it.try_into().ok()
}

fn reserved(it: u32) -> ReservedRange {
    ReservedRange { start: number(it), end: number(it + 1) }
}

fn field(exported: &Exported, message: &str, it: &Entry, oneof: Option<usize>) -> FieldDescriptorProto {
    let one = it.many == Many::One;
    let (ty, type_name) = if is_map(it) {
        (Type::Message, Some(full(exported, &format!("{message}.{}", pair_name(it)))))
    } else {
        kind(exported, it.kind)
    };
    FieldDescriptorProto {
        name: Some(it.name.clone()),
        number: number(it.number),
        label: Some(if one { Label::Optional } else { Label::Repeated }.into()),
        r#type: Some(ty.into()),
        type_name,
        json_name: Some(it.json.clone()),
        oneof_index: oneof.and_then(|it| it.try_into().ok()),
        proto3_optional: (oneof.is_none() && it.is_optional()).then_some(true),
        options: it.deprecated.then(|| FieldOptions { deprecated: Some(true), ..FieldOptions::default() }),
        ..FieldDescriptorProto::default()
    }
}

/// The message of an entry of a map.
fn pair(exported: &Exported, it: &Entry) -> DescriptorProto {
    let (ty, type_name) = kind(exported, it.kind);
    let field = |name: &str, number, ty: Type, type_name| FieldDescriptorProto {
        name: Some(name.to_owned()),
        number: Some(number),
        label: Some(Label::Optional.into()),
        r#type: Some(ty.into()),
        type_name,
        json_name: Some(name.to_owned()),
        ..FieldDescriptorProto::default()
    };
    DescriptorProto {
        name: Some(pair_name(it)),
        field: vec![field("key", 1, Type::String, None), field("value", 2, ty, type_name)],
        options: Some(MessageOptions { map_entry: Some(true), ..MessageOptions::default() }),
        ..DescriptorProto::default()
    }
}

/// `additional_properties`: `AdditionalPropertiesEntry`.
fn pair_name(it: &Entry) -> String {
    let mut name = json_name(&it.name);
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    format!("{name}Entry")
}

fn kind(exported: &Exported, it: Kind) -> (Type, Option<String>) {
    match it {
        Kind::Enum(at) => (Type::Enum, Some(full(exported, &exported.enums[at].name))),
        Kind::Message(at) => (Type::Message, Some(full(exported, &exported.messages[at].name))),
        Kind::Scalar(Scalar { word, .. }) => match SCALARS.iter().find(|it| it.0 == word) {
            Some((_, ty)) => (*ty, None),
            None => (Type::Message, Some(format!(".{word}"))),
        },
    }
}

const SCALARS: [(&str, Type); 9] = [
    ("bool", Type::Bool),
    ("int32", Type::Int32),
    ("int64", Type::Int64),
    ("uint32", Type::Uint32),
    ("uint64", Type::Uint64),
    ("float", Type::Float),
    ("double", Type::Double),
    ("string", Type::String),
    ("bytes", Type::Bytes),
];

fn enumeration(it: &Enumeration) -> EnumDescriptorProto {
    let value = |(name, number): (&String, Option<i32>)| EnumValueDescriptorProto {
        name: Some(name.clone()),
        number,
        ..EnumValueDescriptorProto::default()
    };
    let values = it.values.iter().map(|it| (&it.name, number(it.number)));
    let Gone { numbers, names } = &it.gone;
    EnumDescriptorProto {
        name: Some(it.name.clone()),
        value: std::iter::once((&it.zero, Some(0))).chain(values).map(value).collect(),
        options: it.deprecated.then(|| EnumOptions { deprecated: Some(true), ..EnumOptions::default() }),
        // Of enums, the last number is one that is reserved.
        reserved_range: numbers.iter().map(|it| EnumReservedRange { start: number(*it), end: number(*it) }).collect(),
        reserved_name: names.clone(),
    }
}
