//! Assertions as Rust statements: straight lines over the runtime's `Check`.

use super::literals;
use super::rust::{FieldKind, Writing};
use zephyrix_ir::vocabulary::{Constraint, Format, Scalar, Shape, Value};
use zephyrix_ir::{Model, TypeId};

/// A place that holds a value: `self.name`, or `it` behind a reference.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    /// The expression.
    pub(crate) text: &'a str,
    /// Whether it is a reference already.
    pub(crate) is_reference: bool,
}

impl Place<'_> {
    /// What a closure or pattern calls it.
    pub(crate) const IT: Place<'static> = Place { text: "it", is_reference: true };

    fn reference(self) -> String {
        if self.is_reference { self.text.to_owned() } else { format!("&{}", self.text) }
    }

    fn value(self) -> String {
        if self.is_reference { format!("*{}", self.text) } else { self.text.to_owned() }
    }
}

/// The statements that check a value of a type; none when there is nothing to check.
pub(crate) fn statements(to: &mut Writing<'_>, id: TypeId, at: Place<'_>) -> Vec<String> {
    let ty = &to.model[id];
    if to.rust.name(id).is_some() {
        let own = matches!(ty.shape, Shape::Enum { .. }) || !needs_check(to.model, id, &mut Vec::new());
        return if own { Vec::new() } else { vec![format!("{}.validate(check);", at.text)] };
    }
    own(to, id, at)
}

/// The statements of a type itself, also when it has a name.
pub(crate) fn own(to: &mut Writing<'_>, id: TypeId, at: Place<'_>) -> Vec<String> {
    let ty = &to.model[id];
    let mut lines: Vec<String> = ty.constraints.iter().filter_map(|it| assertion(to, &ty.shape, it, at)).collect();
    match &ty.shape {
        Shape::List(item) => lines.extend(each(to, *item, at, "each")),
        Shape::Map(value) => lines.extend(each(to, *value, at, "entries")),
        Shape::Nullable(inner) => {
            let inner = statements(to, *inner, Place::IT);
            lines.extend(guarded(&format!("Some(it) = {}", at.reference()), inner));
        }
        Shape::Enum { values, .. } => lines.extend(one_of(values.iter().map(|it| &it.value), at)),
        _ => {}
    }
    lines
}

/// The statements that check one field, with its presence and its name around them.
pub(crate) fn field(to: &mut Writing<'_>, kind: FieldKind, ty: TypeId, text: &str, wire: &str) -> Vec<String> {
    let plain = Place { text, is_reference: false };
    let pattern = match kind {
        FieldKind::Plain | FieldKind::Defaulted => return named(wire, statements(to, ty, plain)),
        FieldKind::Maybe => format!("Some(Some(it)) = {}", plain.reference()),
        FieldKind::Optional | FieldKind::Nullable | FieldKind::DefaultedNullable => {
            format!("Some(it) = {}", plain.reference())
        }
    };
    let inner = statements(to, ty, Place::IT);
    guarded(&pattern, named(wire, inner))
}

/// A closure over `it` and `check`, or `None` when there is nothing to check.
pub(crate) fn closure(to: &mut Writing<'_>, id: TypeId) -> Option<String> {
    let lines = statements(to, id, Place::IT);
    (!lines.is_empty()).then(|| format!("|it, check| {{ {} }}", lines.join(" ")))
}

fn named(wire: &str, lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() {
        return lines;
    }
    vec![format!("check.at({}, |check| {{ {} }});", literals::string(wire), lines.join(" "))]
}

fn guarded(pattern: &str, lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() { lines } else { vec![format!("if let {pattern} {{ {} }}", lines.join(" "))] }
}

fn each(to: &mut Writing<'_>, item: TypeId, at: Place<'_>, method: &str) -> Option<String> {
    let closure = closure(to, item)?;
    Some(format!("check.{method}({}, {closure});", at.reference()))
}

/// Integers, numbers and the like that may only be some.
fn one_of<'v>(values: impl Iterator<Item = &'v Value>, at: Place<'_>) -> Option<String> {
    let values: Option<Vec<String>> = values.map(literals::value_of_kind).collect();
    Some(format!("check.one_of({}, &[{}]);", at.reference(), values?.join(", ")))
}

/// One assertion about a value of a shape; `None` where it says nothing about such values.
fn assertion(to: &mut Writing<'_>, shape: &Shape, it: &Constraint<TypeId>, at: Place<'_>) -> Option<String> {
    use Constraint as C;
    let kind = Kind::of(shape);
    let (reference, value) = (at.reference(), at.value());
    let call = match (kind, it) {
        (Kind::Text, C::MinLength(n)) => format!("min_length({reference}, {})", literals::count(*n)),
        (Kind::Text, C::MaxLength(n)) => format!("max_length({reference}, {})", literals::count(*n)),
        (Kind::Text, C::Pattern(text, _)) => {
            let name = to.rust.pattern(text).to_owned();
            let name = match to.models {
                Some(_) => to.uses.add(&format!("crate::generated::patterns::{name}")),
                None => to.uses.add(&format!("super::patterns::{name}")),
            };
            format!("pattern({reference}, &{name})")
        }
        (Kind::Text, C::Format(format)) => {
            let ty = to.uses.add("zephyrix::Format");
            format!("format({reference}, {ty}::{})", format_name(*format))
        }
        (Kind::Number(s), C::Minimum(n)) => format!("minimum({value}, {})", literals::number(n, s)),
        (Kind::Number(s), C::Maximum(n)) => format!("maximum({value}, {})", literals::number(n, s)),
        (Kind::Number(s), C::ExclusiveMinimum(n)) => format!("exclusive_minimum({value}, {})", literals::number(n, s)),
        (Kind::Number(s), C::ExclusiveMaximum(n)) => format!("exclusive_maximum({value}, {})", literals::number(n, s)),
        (Kind::Number(s), C::MultipleOf(n)) => format!("multiple_of({value}, {})", literals::number(n, s)),
        (Kind::List, C::MinItems(n)) => format!("min_items({}.len(), {})", at.text, literals::count(*n)),
        (Kind::List, C::MaxItems(n)) => format!("max_items({}.len(), {})", at.text, literals::count(*n)),
        (Kind::List, C::UniqueItems) => format!("unique_items({reference})"),
        (Kind::Map, C::MinProperties(n)) => format!("min_properties({}.len(), {})", at.text, literals::count(*n)),
        (Kind::Map, C::MaxProperties(n)) => format!("max_properties({}.len(), {})", at.text, literals::count(*n)),
        (Kind::Text, C::Const(Value::Text(text))) => {
            format!("constant({reference}.as_str(), {})", literals::string(text))
        }
        (Kind::Number(s), C::Const(Value::Number(n))) => format!("constant({value}, {})", literals::number(n, s)),
        (Kind::Bool, C::Const(Value::Bool(it))) => format!("constant({value}, {it})"),
        _ => return None,
    };
    Some(format!("check.{call};"))
}

/// Which assertions speak about a shape.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number(Scalar),
    Bool,
    List,
    Map,
    Other,
}

impl Kind {
    fn of(shape: &Shape) -> Self {
        match shape {
            Shape::Scalar(Scalar::Text) => Self::Text,
            Shape::Scalar(it @ (Scalar::Int32 | Scalar::Int64 | Scalar::Float32 | Scalar::Float64)) => {
                Self::Number(*it)
            }
            Shape::Scalar(Scalar::Bool) => Self::Bool,
            Shape::List(_) => Self::List,
            Shape::Map(_) => Self::Map,
            _ => Self::Other,
        }
    }
}

/// Assertions that no statement is written for, by their JSON Schema keyword.
pub(crate) fn unenforced(shape: &Shape, it: &Constraint<TypeId>) -> Option<&'static str> {
    use Constraint as C;
    let kind = Kind::of(shape);
    let record = matches!(shape, Shape::Record { .. });
    match it {
        C::Contains { .. } => Some("contains"),
        C::PropertyNames(_) => Some("propertyNames"),
        C::DependentSchema(..) => Some("dependentSchemas"),
        C::Not(_) => Some("not"),
        C::Conditional { .. } => Some("if"),
        C::DependentRequired(..) if !record => Some("dependentRequired"),
        C::Const(_) if kind == Kind::Other && !matches!(shape, Shape::Enum { .. }) => Some("const"),
        C::MultipleOf(_) | C::Minimum(_) | C::Maximum(_) | C::ExclusiveMinimum(_) | C::ExclusiveMaximum(_)
            if matches!(shape, Shape::Any | Shape::Union { .. }) =>
        {
            Some("numeric bounds on a value of any type")
        }
        C::MinLength(_) | C::MaxLength(_) | C::Pattern(..) | C::Format(_)
            if kind != Kind::Text && matches!(shape, Shape::Scalar(_) | Shape::Any | Shape::Union { .. }) =>
        {
            Some("assertions about text on a value that is more than text")
        }
        _ => None,
    }
}

/// Whether a type, or one it is made of, asserts something that takes a statement.
pub(crate) fn needs_check(model: &Model, id: TypeId, open: &mut Vec<TypeId>) -> bool {
    if open.contains(&id) {
        return false;
    }
    open.push(id);
    let ty = &model[id];
    let here = ty.constraints.iter().any(|it| unenforced(&ty.shape, it).is_none() && !matches!(ty.shape, Shape::Any))
        || matches!(&ty.shape, Shape::Enum { values, .. } if values.iter().any(|it| it.value.as_text().is_none()));
    let below = here || parts(&ty.shape).into_iter().any(|it| needs_check(model, it, open));
    below
}

fn parts(shape: &Shape) -> Vec<TypeId> {
    match shape {
        Shape::Record { fields, .. } => fields.iter().map(|it| it.ty).chain(super::rust::keeps_rest(shape)).collect(),
        Shape::Union { variants, .. } => variants.iter().map(|it| it.ty).collect(),
        Shape::List(it) | Shape::Map(it) | Shape::Nullable(it) => vec![*it],
        _ => Vec::new(),
    }
}

fn format_name(it: Format) -> &'static str {
    match it {
        Format::Email => "Email",
        Format::Hostname => "Hostname",
        Format::Ipv4 => "Ipv4",
        Format::Ipv6 => "Ipv6",
        Format::Uri => "Uri",
        Format::UriReference => "UriReference",
        Format::JsonPointer => "JsonPointer",
        Format::Regex => "Regex",
    }
}
