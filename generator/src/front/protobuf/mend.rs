//! What the parser leaves out of a descriptor, or writes otherwise than `protoc`: mended before the file is linked.

use super::descriptor::inner;
use super::edition::{Edition, Note, Noted};
use super::places::Lines;
use prost_reflect::prost_types::field_descriptor_proto::Type;
use prost_reflect::prost_types::{DescriptorProto, FieldDescriptorProto, FileDescriptorProto};
use prost_reflect::{DynamicMessage, ReflectMessage, Value};
use std::collections::HashMap;

/// Mends a file whose places are those of the text that the notes are of; what there is no room for in a parsed descriptor is
/// given back, by the path of its statement.
pub(super) fn mend(
    file: &mut FileDescriptorProto,
    edition: Edition,
    text: &str,
    notes: &[Note],
) -> Vec<(Vec<i32>, Noted)> {
    each_field(file, &mut |it| {
        if edition == Edition::Unstable {
            unstable(it);
        }
        default(it);
    });
    if notes.iter().any(|it| it.what == Noted::NotFinite) {
        not_finite(file);
    }
    let mut rest = located(file, text, notes);
    rest.retain(|(path, what)| {
        if let (Noted::Block, [6, service, 2, method]) = (*what, path.as_slice()) {
            let method = at(&mut file.service, *service).and_then(|it| at(&mut it.method, *method));
            method.map(|it| it.options.get_or_insert_default());
        }
        !matches!(what, Noted::Block | Noted::NotFinite)
    });
    rest
}

fn at<T>(all: &mut [T], index: i32) -> Option<&mut T> {
    all.get_mut(usize::try_from(index).ok()?)
}

/// Every field of a file, also those of extensions.
fn each_field(file: &mut FileDescriptorProto, visit: &mut impl FnMut(&mut FieldDescriptorProto)) {
    fn inside(it: &mut DescriptorProto, visit: &mut impl FnMut(&mut FieldDescriptorProto)) {
        it.field.iter_mut().chain(&mut it.extension).for_each(&mut *visit);
        it.nested_type.iter_mut().for_each(|it| inside(it, visit));
    }
    file.extension.iter_mut().for_each(&mut *visit);
    file.message_type.iter_mut().for_each(|it| inside(it, visit));
}

/// The edition that is not decided yet says by its names of integers how they are sent: those that were for numbers of any
/// size are for those of a fixed one.
fn unstable(it: &mut FieldDescriptorProto) {
    let named = match it.type_name.as_deref() {
        Some("varint32") => Some(Type::Int32),
        Some("varint64") => Some(Type::Int64),
        Some("uvarint32") => Some(Type::Uint32),
        Some("uvarint64") => Some(Type::Uint64),
        Some("zigzag32") => Some(Type::Sint32),
        Some("zigzag64") => Some(Type::Sint64),
        Some(_) => return,
        None => None,
    };
    let ty = match (named, it.r#type()) {
        (Some(ty), _) => ty,
        (None, Type::Int32) => Type::Sfixed32,
        (None, Type::Int64) => Type::Sfixed64,
        (None, Type::Uint32) => Type::Fixed32,
        (None, Type::Uint64) => Type::Fixed64,
        (None, _) => return,
    };
    it.type_name = None;
    it.set_type(ty);
}

/// The default of a number as `protoc` spells it, which is how C's `%g` does, in as few of two counts of digits as tell it.
fn default(it: &mut FieldDescriptorProto) {
    let (ty, Some(value)) = (it.r#type(), it.default_value.as_deref().and_then(|it| it.parse::<f64>().ok())) else {
        return;
    };
    // As wide as it is kept.
    #[allow(clippy::cast_possible_truncation, reason = "a `float` is the nearest to what is written")]
    let narrow = value as f32;
    it.default_value = Some(match ty {
        Type::Float if !narrow.is_finite() => not_a_number(narrow.into()),
        Type::Double if !value.is_finite() => not_a_number(value),
        Type::Float => {
            let short = general(narrow.into(), 6);
            if short.parse() == Ok(narrow) { short } else { general(narrow.into(), 9) }
        }
        Type::Double => {
            let short = general(value, 15);
            if short.parse() == Ok(value) { short } else { general(value, 17) }
        }
        _ => return,
    });
}

fn not_a_number(value: f64) -> String {
    let word = if value.is_nan() { "nan" } else { "inf" };
    let sign = if value < 0.0 { "-" } else { "" };
    format!("{sign}{word}")
}

/// C's `%.{digits}g`.
fn general(value: f64, digits: usize) -> String {
    let scientific = format!("{value:.*e}", digits - 1);
    let Some((mantissa, exponent)) = scientific.split_once('e') else { return scientific };
    let exponent: i32 = exponent.parse().unwrap_or_default();
    let short = |it: &str| {
        let it = if it.contains('.') { it.trim_end_matches('0').trim_end_matches('.') } else { it };
        it.to_owned()
    };
    let precision = i32::try_from(digits).unwrap_or(i32::MAX);
    if exponent < -4 || exponent >= precision {
        let sign = if exponent < 0 { '-' } else { '+' };
        return format!("{}e{sign}{:02}", short(mantissa), exponent.abs());
    }
    let decimals = usize::try_from(precision - 1 - exponent).unwrap_or_default();
    short(&format!("{value:.decimals$}"))
}

/// `nan` and `inf` as an option's value are names to the parser: they are numbers beside, for options that are.
fn not_finite(file: &mut FileDescriptorProto) {
    let mut all = file.transcode_to_dynamic();
    numbers(&mut all);
    if let Ok(mended) = all.transcode_to() {
        *file = mended;
    }
}

fn numbers(message: &mut DynamicMessage) {
    if message.descriptor().full_name() == "google.protobuf.UninterpretedOption" {
        let word = message.get_field_by_name("identifier_value").and_then(|it| it.as_str().map(str::to_owned));
        let number = match word.as_deref() {
            Some("nan") => f64::NAN,
            Some("inf") => f64::INFINITY,
            _ => return,
        };
        return message.set_field_by_name("double_value", Value::F64(number));
    }
    for (_, value) in message.fields_mut() {
        inner(value).for_each(numbers);
    }
}

/// Notes by the paths of the statements that they are of.
fn located(file: &FileDescriptorProto, text: &str, notes: &[Note]) -> Vec<(Vec<i32>, Noted)> {
    if notes.is_empty() {
        return Vec::new();
    }
    let lines = Lines::of(text);
    let mut by_start: HashMap<usize, &[i32]> = HashMap::new();
    for it in file.source_code_info.iter().flat_map(|it| &it.location) {
        if let [line, column, ..] = *it.span {
            // The file begins where its first statement does, whose parts have longer paths.
            let known = by_start.entry(lines.at(line, column)).or_insert(&it.path);
            if it.path.len() < known.len() || known.is_empty() {
                *known = &it.path;
            }
        }
    }
    notes.iter().filter_map(|it| Some((by_start.get(&it.at)?.to_vec(), it.what))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_spelled_as_c_spells_numbers() {
        for (ty, written, says) in [
            (Type::Float, "0.1", "0.1"),
            (Type::Float, "1.23456789", "1.23456788"),
            (Type::Float, "1000000000", "1e+09"),
            (Type::Float, "100000", "100000"),
            (Type::Float, "0.00001", "1e-05"),
            (Type::Float, "-0", "-0"),
            (Type::Float, "1e40", "inf"),
            (Type::Double, "-inf", "-inf"),
            (Type::Double, "nan", "nan"),
            (Type::Double, "1.2345678901234567", "1.2345678901234567"),
            (Type::Double, "123456789012345", "123456789012345"),
            (Type::Double, "1e100", "1e+100"),
            (Type::Int64, "1000000000", "1000000000"),
            (Type::Enum, "inf", "inf"),
        ] {
            let mut field = FieldDescriptorProto { default_value: Some(written.to_owned()), ..Default::default() };
            field.set_type(ty);
            default(&mut field);
            assert_eq!(field.default_value(), says, "{ty:?} {written}");
        }
    }
}
