//! Descriptors of files as `protoc` writes them: with what an edition has beyond the grammar that they were read by, and
//! without what is for those who read the source.

use super::edition::Noted;
use super::loaded::{About, Files};
use prost_reflect::prost::Message;
use prost_reflect::prost::encoding;
use prost_reflect::{
    DynamicMessage, ExtensionDescriptor, FieldDescriptor, FileDescriptor, MessageDescriptor, ReflectMessage, Value,
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Numbers of fields in `descriptor.proto`; of `google.protobuf.FileDescriptorProto` where nothing else is said.
mod number {
    pub(super) const DEPENDENCY: u32 = 3;
    pub(super) const SOURCE_CODE_INFO: u32 = 9;
    pub(super) const SYNTAX: u32 = 12;
    pub(super) const EDITION: u32 = 14;
    pub(super) const OPTION_DEPENDENCY: u32 = 15;
    pub(super) const VISIBILITY_OF_MESSAGE: u32 = 11;
    pub(super) const VISIBILITY_OF_ENUM: u32 = 6;
}

/// Writes descriptors of files that were read together.
pub(super) struct Descriptors<'a> {
    files: &'a Files,
    /// By full name: whether a field is for those who read the source alone.
    of_source: HashMap<String, bool>,
    /// Whether options have maps, which are in no order.
    has_maps: bool,
}

impl<'a> Descriptors<'a> {
    pub(super) fn of(files: &'a Files) -> Self {
        Self { files, of_source: HashMap::new(), has_maps: false }
    }

    /// A file's, with its options and without its places.
    pub(super) fn encoded(&mut self, file: &FileDescriptor, about: &About) -> Vec<u8> {
        let bytes = file.encode_to_vec();
        let ty = self.files.pool.get_message_by_name("google.protobuf.FileDescriptorProto");
        let Some(Ok(mut it)) = ty.map(|it| DynamicMessage::decode(it, bytes.as_slice())) else { return bytes };
        it.clear_field_by_number(number::SOURCE_CODE_INFO);
        if let Some(edition) = about.edition.number() {
            add(&mut it, |to| encoding::string::encode(number::SYNTAX, &"editions".to_owned(), to));
            add(&mut it, |to| encoding::uint32::encode(number::EDITION, &edition, to));
        }
        imports(&mut it, about);
        for (path, what) in &about.noted {
            visibility(&mut it, path, *what);
        }
        self.strip(&mut it);
        if self.has_maps { ordered(&it) } else { it.encode_to_vec() }
    }

    /// Takes away what is for those who read the source; whether there was any right here.
    fn strip(&mut self, message: &mut DynamicMessage) -> bool {
        let fields: Vec<_> = message.fields().map(|it| it.0).filter(|it| self.is_of_source(it)).collect();
        let extensions: Vec<_> =
            message.extensions().map(|it| it.0).filter(|it| self.is_extension_of_source(it)).collect();
        for it in &fields {
            message.clear_field(it);
        }
        for it in &extensions {
            message.clear_extension(it);
        }
        let mut emptied = Vec::new();
        for (field, value) in message.fields_mut() {
            self.has_maps |= matches!(value, Value::Map(_));
            for it in inner(value) {
                // Options of which nothing is left go, and messages in them stay.
                if self.strip(it) && is_options(it) && it.encoded_len() == 0 {
                    emptied.push(field.clone());
                }
            }
        }
        for (_, value) in message.extensions_mut() {
            self.has_maps |= matches!(value, Value::Map(_));
            inner(value).for_each(|it| _ = self.strip(it));
        }
        for it in &emptied {
            message.clear_field(it);
        }
        !fields.is_empty() || !extensions.is_empty()
    }

    fn is_of_source(&mut self, it: &FieldDescriptor) -> bool {
        *self.of_source.entry(it.full_name().to_owned()).or_insert_with(|| says_source(&it.options()))
    }

    fn is_extension_of_source(&mut self, it: &ExtensionDescriptor) -> bool {
        *self.of_source.entry(it.full_name().to_owned()).or_insert_with(|| says_source(&it.options()))
    }
}

/// Whether the options of a field have `retention = RETENTION_SOURCE`.
fn says_source(options: &DynamicMessage) -> bool {
    super::options::word(options, "retention").is_some_and(|it| it == "RETENTION_SOURCE")
}

/// Whether a message is what may be said of a message, a field and so on.
fn is_options(it: &DynamicMessage) -> bool {
    it.descriptor().get_field_by_name("uninterpreted_option").is_some()
}

/// Adds a field as it is written, so that it is there also where an older `descriptor.proto` of the user's does not know it.
fn add(message: &mut DynamicMessage, write: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = Vec::new();
    write(&mut bytes);
    // What was just written can be read.
    let _ = message.merge(bytes.as_slice());
}

/// Tells imports for the sake of options from the others.
fn imports(file: &mut DynamicMessage, about: &About) {
    let only: HashSet<usize> = about
        .noted
        .iter()
        .filter_map(|(path, what)| match (what, path.as_slice()) {
            (Noted::OptionImport, [_, at]) => usize::try_from(*at).ok(),
            _ => None,
        })
        .collect();
    let Some(Value::List(all)) = file.get_field_by_number_mut(number::DEPENDENCY) else { return };
    let mut moved = Vec::new();
    let kept = all.iter().enumerate().filter_map(|(at, it)| {
        let name = it.as_str().filter(|_| only.contains(&at));
        moved.extend(name.map(str::to_owned));
        name.is_none().then(|| it.clone())
    });
    *all = kept.collect();
    for name in moved {
        add(file, |to| encoding::string::encode(number::OPTION_DEPENDENCY, &name, to));
    }
}

/// Says of what a path leads to, a message or an enum, who sees it.
fn visibility(it: &mut DynamicMessage, path: &[i32], what: Noted) {
    if let [field, at, rest @ ..] = path {
        let all = u32::try_from(*field).ok().and_then(|field| it.get_field_by_number_mut(field));
        let (Some(Value::List(all)), Ok(at)) = (all, usize::try_from(*at)) else { return };
        if let Some(Value::Message(inner)) = all.get_mut(at) {
            visibility(inner, rest, what);
        }
        return;
    }
    let says = match what {
        Noted::Local => 1,
        Noted::Exported => 2,
        _ => return,
    };
    let is_enum = it.descriptor().name() == "EnumDescriptorProto";
    let number = if is_enum { number::VISIBILITY_OF_ENUM } else { number::VISIBILITY_OF_MESSAGE };
    add(it, |to| encoding::int32::encode(number, &says, to));
}

/// The bytes of a message, maps in the order of their keys, so that the same schema gives the same bytes.
fn ordered(message: &DynamicMessage) -> Vec<u8> {
    let mut parts: BTreeMap<u32, Vec<u8>> = BTreeMap::new();
    for (field, value) in message.fields() {
        let plain = |value| {
            let mut alone = DynamicMessage::new(message.descriptor());
            alone.set_field(&field, value);
            alone.encode_to_vec()
        };
        let inside = field.kind().as_message().filter(|_| !field.is_group()).cloned();
        part(field.number(), inside.as_ref(), value, &plain, parts.entry(field.number()).or_default());
    }
    for (field, value) in message.extensions() {
        let plain = |value| {
            let mut alone = DynamicMessage::new(message.descriptor());
            alone.set_extension(&field, value);
            alone.encode_to_vec()
        };
        let inside = field.kind().as_message().filter(|_| !field.is_group()).cloned();
        part(field.number(), inside.as_ref(), value, &plain, parts.entry(field.number()).or_default());
    }
    for it in message.unknown_fields() {
        it.encode(parts.entry(it.number()).or_default());
    }
    parts.into_values().flatten().collect()
}

/// The bytes of a field; `plain` gives those of a value that is no message in front of which its length is.
fn part(
    number: u32,
    message: Option<&MessageDescriptor>,
    value: &Value,
    plain: &impl Fn(Value) -> Vec<u8>,
    to: &mut Vec<u8>,
) {
    match (message, value) {
        (Some(_), Value::Message(it)) => encoding::bytes::encode(number, &ordered(it), to),
        (Some(_), Value::List(all)) => all.iter().for_each(|it| part(number, message, it, plain, to)),
        (Some(entry), Value::Map(all)) => {
            let mut all: Vec<_> = all.iter().collect();
            all.sort_by_key(|it| it.0);
            for (key, value) in all {
                let mut it = DynamicMessage::new(entry.clone());
                it.set_field(&entry.map_entry_key_field(), key.clone().into());
                it.set_field(&entry.map_entry_value_field(), value.clone());
                encoding::bytes::encode(number, &ordered(&it), to);
            }
        }
        _ => to.extend(plain(value.clone())),
    }
}

/// The messages that a value is or has.
pub(super) fn inner(value: &mut Value) -> impl Iterator<Item = &mut DynamicMessage> {
    let (one, list, map) = match value {
        Value::Message(it) => (Some(it), None, None),
        Value::List(it) => (None, Some(it), None),
        Value::Map(it) => (None, None, Some(it)),
        _ => (None, None, None),
    };
    let many = list.into_iter().flatten().chain(map.into_iter().flat_map(|it| it.values_mut()));
    one.into_iter().chain(many.filter_map(Value::as_message_mut))
}
