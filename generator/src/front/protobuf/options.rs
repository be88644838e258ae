//! What options say, read by name.

use prost_reflect::{DescriptorPool, DynamicMessage, EnumDescriptor, Kind, ReflectMessage, Value};

/// An extension of some options, where it is known and set.
pub(super) fn extension(pool: &DescriptorPool, options: &DynamicMessage, name: &str) -> Option<Value> {
    let extension = pool.get_extension_by_name(name)?;
    let known = extension.containing_message() == options.descriptor() && options.has_extension(&extension);
    known.then(|| options.get_extension(&extension).into_owned())
}

/// A field that is set.
pub(super) fn field(message: &DynamicMessage, name: &str) -> Option<Value> {
    message.has_field_by_name(name).then(|| message.get_field_by_name(name))?.map(std::borrow::Cow::into_owned)
}

/// A message that is set.
pub(super) fn message(of: &DynamicMessage, name: &str) -> Option<DynamicMessage> {
    field(of, name)?.as_message().cloned()
}

/// A text that is set and not empty.
pub(super) fn text(of: &DynamicMessage, name: &str) -> Option<String> {
    field(of, name)?.as_str().filter(|it| !it.is_empty()).map(str::to_owned)
}

/// A flag that is set and true.
pub(super) fn flag(of: &DynamicMessage, name: &str) -> bool {
    field(of, name).and_then(|it| it.as_bool()).unwrap_or(false)
}

/// The name of an enum's value that is set.
pub(super) fn word(of: &DynamicMessage, name: &str) -> Option<String> {
    let Kind::Enum(ty) = of.descriptor().get_field_by_name(name)?.kind() else { return None };
    field(of, name)?.as_enum_number().and_then(|it| name_of(&ty, it))
}

/// The name of a number.
pub(super) fn name_of(ty: &EnumDescriptor, number: i32) -> Option<String> {
    ty.get_value(number).map(|it| it.name().to_owned())
}

/// Texts of a list.
pub(super) fn texts(of: &DynamicMessage, name: &str) -> Vec<String> {
    let list = field(of, name);
    list.iter()
        .flat_map(|it| it.as_list().unwrap_or_default())
        .filter_map(|it| it.as_str())
        .map(str::to_owned)
        .collect()
}
